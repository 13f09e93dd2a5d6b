"""Auto-advance: when the next row starts by itself."""

from __future__ import annotations

from controlroom.core.ids import RowId
from controlroom.core.time import Instant
from controlroom.live import changes
from controlroom.live.events import SegmentStarted
from controlroom.live.fitness import dead
from controlroom.live.readout import Phase
from controlroom.live.state import State
from controlroom.plan.sheet import Segment


def coming(state: State) -> tuple[Segment, Instant] | None:
    """The row that will start by itself, and when; None where GO is waited for.

    A linked row starts when the running one ends (its time, the minutes added, pauses). A
    row with its own start waits for it; a hard one is not late for it either, unless it had
    passed before the running row began. A start that the operator took back is not made
    again.
    """
    if not state.auto or state.phase is not Phase.ON_AIR or state.current is None:
        return None
    following, ends = changes.playable(state, state.current.id), state.ends(Instant(0))
    if following is None or ends is None or _taken_back(state, following.id):
        return None
    return following, _start(following, ends, state.started or ends)


def _start(row: Segment, ends: Instant, since: Instant) -> Instant:
    if row.start is None or (row.linked and not row.hard):
        return ends
    if row.hard and row.start > since:
        return row.start
    return max(ends, row.start)


def _taken_back(state: State, row: RowId) -> bool:
    """Whether an automatic start of `row` was undone since the running row began."""
    since = state.started
    if since is None:
        return False
    gone = dead(state)
    for seq, event in state.entries():
        if event.at < since:
            return False
        if seq in gone and isinstance(event, SegmentStarted) and event.row == row:
            return event.by == "auto"
    return False
