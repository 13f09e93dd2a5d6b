"""The planned clock: each segment behind the one before it, and what an edit moves of it.

schedule(sheet)                     planned start, end, gap and overlap of every segment
rescheduled(sheet, before, known)   the same, from the schedule of the sheet before
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from controlroom.core.ids import RowId
from controlroom.core.records import record
from controlroom.core.time import Instant, Span
from controlroom.plan.order import alike_ends
from controlroom.plan.sheet import RunSheet, Segment

_NONE = Span(0)


class Timed(NamedTuple):
    """One segment on the planned clock. `gap` > 0: idle ms before it; `overlap` > 0:
    ms by which it starts before its predecessor ends. A skipped row keeps the
    instant where it would have started and takes no time.

    A named tuple because an edit of a long plan makes and compares thousands of them.
    """

    id: RowId
    start: Instant
    end: Instant
    gap: Span
    overlap: Span
    linked: bool  # follows the drift of the row before it
    hard: bool
    skipped: bool
    milestone: bool = False

    @property
    def playable(self) -> bool:
        """Whether the row takes its turn on air."""
        return not (self.skipped or self.milestone)


@record
class Schedule:
    """The plan on the clock: `start` of the first and `end` of the last playable row
    (rows air in their order). Without any, both are the planned start."""

    rows: tuple[Timed, ...]
    start: Instant
    end: Instant


def schedule(sheet: RunSheet) -> Schedule:
    """The planned times of every segment, in order.

    Linked rows follow the playable row before them (the first follows the planned
    start of the session); unlinked and hard rows begin at their own `start`; one
    without a `start` is linked. Skipped rows and milestones take no time and no part
    in the chain. Worked out once for each sheet.
    """
    return sheet.once("schedule", lambda: _chained(sheet.segments, Chain(sheet)))


def rescheduled(sheet: RunSheet, before: RunSheet, known: Schedule) -> Schedule:
    """`schedule(sheet)`, where `known` is that of the sheet `before` an edit: the times of
    rows that stay as they were are not made again."""
    same = sheet.session.planned_start == before.session.planned_start
    if not same or len(known.rows) != len(before.segments):
        return schedule(sheet)
    if sheet.segments is before.segments:
        return sheet.once("schedule", lambda: known)
    return sheet.once("schedule", lambda: _rechained(sheet, before, known))


class Chain:
    """Where the chain of playable rows stands: the next linked row starts at `cursor`.
    `begin` is where the first of them started, None before it."""

    __slots__ = ("begin", "cursor", "origin")

    def __init__(self, sheet: RunSheet) -> None:
        self.origin = self.cursor = sheet.session.planned_start
        self.begin: Instant | None = None

    def on(self, rows: Sequence[Timed]) -> None:
        """Past `rows`, which follow."""
        first = next((row for row in rows if row.playable), None)
        if first is not None:
            self.begin = first.start if self.begin is None else self.begin
            self.cursor = next(row for row in reversed(rows) if row.playable).end

    def place(self, segment: Segment) -> Timed:
        """The times of `segment` if it follows here."""
        return _timed(segment, self.cursor, self.begin is None)

    def past(self, row: Timed) -> None:
        """Past `row`, which follows."""
        if row.playable:
            self.begin = row.start if self.begin is None else self.begin
            self.cursor = row.end

    def same(self, other: Chain) -> bool:
        """Whether rows that follow here are timed as they would be at `other`."""
        first = (self.begin is None) == (other.begin is None)
        return first and self.cursor == other.cursor

    def timed(self, rows: Iterable[Segment]) -> Iterator[Timed]:
        """The times of `rows`, which follow; past each as it is given."""
        for segment in rows:
            row = _timed(segment, self.cursor, self.begin is None)
            self.past(row)
            yield row


def _chained(rows: Iterable[Segment], chain: Chain) -> Schedule:
    return _schedule([*chain.timed(rows)], chain)


def _schedule(rows: Iterable[Timed], chain: Chain) -> Schedule:
    begin = chain.origin if chain.begin is None else chain.begin
    return Schedule(rows=tuple(rows), start=begin, end=chain.cursor)


def _rechained(sheet: RunSheet, before: RunSheet, known: Schedule) -> Schedule:
    """Only rows between the first and the last that are others are timed, and those behind
    them for as long as the chain stands elsewhere than it did: it can't come back before a
    row with a start of its own."""
    old, new = before.segments, sheet.segments
    head, tail = alike_ends(old, new)
    was, now = Chain(before), Chain(sheet)
    now.on(known.rows[:head])
    was.on(known.rows[: len(old) - tail])
    rows = [*known.rows[:head], *now.timed(new[head : len(new) - tail])]
    rest, behind = known.rows[len(old) - tail :], new[len(new) - tail :]
    held = [at + 1 for at, row in enumerate(rest) if not row.linked]
    for at, to in pairwise((0, *held, len(rest))):
        if now.same(was):
            now.on(rest[at:])
            return _schedule([*rows, *rest[at:]], now)
        was.on(rest[at:to])
        rows.extend(now.timed(behind[at:to]))
    return _schedule(rows, now)


def _timed(segment: Segment, cursor: Instant, first: bool) -> Timed:
    planned, skip, milestone = segment.start, segment.skip, segment.milestone
    placed = planned is not None and (segment.hard or not segment.linked)
    start = planned if placed and planned is not None else cursor
    if skip or milestone:
        return Timed(
            segment.id, start, start, _NONE, _NONE, not placed, placed and segment.hard, skip,
            milestone,
        )  # fmt: skip
    between = 0 if first else start - cursor
    return Timed(
        segment.id,
        start,
        Instant(start + segment.duration),
        Span(between) if between > 0 else _NONE,
        Span(-between) if between < 0 else _NONE,
        not placed,
        placed and segment.hard,
        False,
    )
