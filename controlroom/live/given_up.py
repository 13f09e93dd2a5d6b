"""What rows that were shortened on air have given up of their targets."""

from __future__ import annotations

from collections.abc import Mapping

from controlroom.core.ids import RowId
from controlroom.core.remembering import remembered
from controlroom.live.state import State


@remembered
def kept(state: State) -> Mapping[RowId, float]:
    """The share of its planned length, and so of its target, that each row keeps which was
    made shorter on air than it is in the plan as handed over. Whoever makes a row longer
    expects no more of it: those that weren't shortened are left out."""
    if state.plan is None:
        return {}
    planned = {row.id: row.duration for row in state.plan.segments}
    return {
        row: length / planned[row] for row, length in state.lengths if length < planned.get(row, 0)
    }
