"""The sheet on air: the plan with what was done to its rows during the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from controlroom.core.ids import RowId
from controlroom.core.time import Span
from controlroom.live.events import RowInserted, RowMoved
from controlroom.live.state import State
from controlroom.plan.sheet import Plate, Row, RunSheet, Segment

R = TypeVar("R", bound=Row)


def on_air_sheet(plan: RunSheet, state: State) -> RunSheet:
    """`plan` with rows inserted, moved, shortened and skipped (or taken in) on air, and
    with the running row's own copy.

    A running row that the plan no longer has is kept behind the row it followed.
    """
    marks = {(plate, row): skip for plate, row, skip in state.skips}
    lengths = dict(state.lengths)
    ordered = in_order(plan.segments, state.moves)
    segments = tuple(_sized(row, lengths) for row in _marked(ordered, Plate.SCRIPT, marks))
    return replace(
        plan,
        segments=_with_copy(segments, state),
        products=_marked(plan.products, Plate.GOODS, marks),
        slots=_marked(plan.slots, Plate.TRAFFIC, marks),
        giveaways=_marked(plan.giveaways, Plate.GIVEAWAY, marks),
        tasks=_marked(plan.tasks, Plate.WARMUP, marks),
    )


def in_order(
    rows: Sequence[Segment], moves: Sequence[RowMoved | RowInserted]
) -> tuple[Segment, ...]:
    """`rows` after the moves, oldest first. A move of a row that is gone does nothing; what
    is to stand behind a row that is gone stays (or, inserted, comes last)."""
    found = list(rows)
    for move in moves:
        row = _taken(found, move)
        if row is not None:
            found.insert(_place(found, move.after), row)
    return tuple(found)


def length_of(plan: RunSheet, row: RowId) -> Span | None:
    """The planned length of a segment, ms; None for one that is not there."""
    segment = plan.segment(row)
    return None if segment is None else segment.duration


def _taken(rows: list[Segment], move: RowMoved | RowInserted) -> Segment | None:
    """The row to put somewhere, out of `rows`; None when there is nothing to do."""
    ids = [row.id for row in rows]
    if isinstance(move, RowInserted):
        return None if move.segment.id in ids else move.segment
    if move.row not in ids or move.after == move.row:
        return None
    if move.after is not None and move.after not in ids:
        return None
    return rows.pop(ids.index(move.row))


def _place(rows: list[Segment], after: RowId | None) -> int:
    if after is None:
        return 0
    return next((i + 1 for i, row in enumerate(rows) if row.id == after), len(rows))


def _sized(row: Segment, lengths: Mapping[RowId, Span]) -> Segment:
    length = lengths.get(row.id, row.duration)
    return row if length == row.duration else replace(row, duration=length)


def _marked(
    rows: tuple[R, ...], plate: Plate, marks: Mapping[tuple[Plate, RowId], bool]
) -> tuple[R, ...]:
    return tuple(
        replace(row, skip=marks[plate, row.id]) if (plate, row.id) in marks else row for row in rows
    )


def _with_copy(rows: tuple[Segment, ...], state: State) -> tuple[Segment, ...]:
    """`rows` with the running row as it was when it started."""
    current = state.current
    if current is None:
        return rows
    if any(row.id == current.id for row in rows):
        return tuple(current if row.id == current.id else row for row in rows)
    before = [row.id for row in state.sheet.segments] if state.sheet else []
    ahead = set(before[: before.index(current.id)] if current.id in before else ())
    put = max((i + 1 for i, row in enumerate(rows) if row.id in ahead), default=0)
    return (*rows[:put], current, *rows[put:])
