"""What a hand on the timeline means: blocks moved and edges dragged, as edits of the sheet.

    applied(sheet, drag)      the sheet with the block where it was put
    nudged(sheet, ..., by)    the same by key: so many ms, or places for a linked segment
    grips(sheet, plate, row)  where the block can be taken
    snapped(at, ...)          the instant meant by one near it

Nothing here shortens a row below `SHORTEST`. Instants are UTC ms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.core.time import SECOND, Instant, Span
from controlroom.plan import edits
from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Product, RunSheet, Segment, WarmupTask
from controlroom.plan.timing import Schedule, Timed, giveaway_start, schedule

SHORTEST = Span(10 * SECOND)


class Grip(StrEnum):
    """Where a block is held."""

    WHOLE = "whole"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """A block of `row` taken by `grip` and put to `at`: its end for `Grip.END`, else its
    start. `segment`: of which segment a block of the goods lane was taken."""

    plate: Plate
    row: RowId
    grip: Grip
    at: Instant
    segment: RowId | None = None


def applied(sheet: RunSheet, drag: Drag) -> RunSheet:
    """The sheet with the block where it was put; the same sheet where that means nothing.

    A linked segment finds its place in the order by its middle, one with its own start
    starts at `at`. The start edge of a linked segment is the end of the one before it:
    both lengths change and nothing else moves. A giveaway of a segment follows into the
    segment it is dropped on. A product goes to the segment under its middle. A warm-up
    task is due at `at`, at the latest when the show starts.
    """
    row = next((one for one in sheet.rows(drag.plate) if one.id == drag.row), None)
    if row is None:
        raise BugError(f"no row {drag.row} on plate {drag.plate}")
    match row:
        case Segment():
            return _segment(sheet, row, drag)
        case AdSlot():
            return edits.replace_row(sheet, Plate.TRAFFIC, _slot(row, drag))
        case Giveaway():
            return _giveaway(sheet, row, drag)
        case WarmupTask():
            return _task(sheet, row, drag)
        case Product():
            return _product(sheet, row, drag)


def label(sheet: RunSheet, drag: Drag) -> Message:
    """The name of the edit in the undo menu."""
    key = "plan.drag.moved" if drag.grip is Grip.WHOLE else "plan.drag.stretched"
    return message(key, title=title_of(sheet, drag.plate, drag.row))


def title_of(sheet: RunSheet, plate: Plate, row: RowId) -> str:
    """A row by name: its title, or the channel of a slot without one."""
    found = next((one for one in sheet.rows(plate) if one.id == row), None)
    if isinstance(found, AdSlot):
        return found.title or found.channel
    return "" if found is None else found.title


def grips(sheet: RunSheet, plate: Plate, row: RowId) -> frozenset[Grip]:
    """Where the block can be taken. Milestones and tasks have no length; the first
    segment of the chain has no start edge unless it has a start of its own."""
    if plate in (Plate.GOODS, Plate.WARMUP):
        return frozenset({Grip.WHOLE})
    if plate is not Plate.SCRIPT:
        return frozenset(Grip)
    return segment_grips(schedule(sheet)).get(row, frozenset())


_EVERY = frozenset(Grip)
_IDLE = {True: frozenset[Grip](), False: frozenset({Grip.WHOLE})}
"""Of rows that take no time: whether they are linked."""


def segment_grips(plan: Schedule) -> dict[RowId, frozenset[Grip]]:
    """`grips` of every segment at once."""
    found = {timed.id: _EVERY if timed.playable else _IDLE[timed.linked] for timed in plan.rows}
    first = next((timed for timed in plan.rows if timed.playable), None)
    if first is not None and first.linked:
        found[first.id] = _EVERY - {Grip.START}
    return found


def nudged(
    sheet: RunSheet, plate: Plate, row: RowId, grip: Grip, by: int, *, segment: RowId | None = None
) -> RunSheet:
    """The block moved by `by` ms (negative: earlier), as by one press of a key. A linked
    segment goes one place up or down, a product one segment."""
    plan = schedule(sheet)
    if grip is Grip.WHOLE and plate is Plate.SCRIPT and _timed(plan, row).linked:
        return _one_place(sheet, plan, row, 1 if by > 0 else -1)
    if plate is Plate.GOODS:
        return _one_segment(sheet, plan, row, segment, 1 if by > 0 else -1)
    stands = placed(sheet, plate, row)
    if stands is None or grip not in grips(sheet, plate, row):
        return sheet
    at = stands[1] if grip is Grip.END else stands[0]
    return applied(sheet, Drag(plate=plate, row=row, grip=grip, at=Instant(at + by)))


def placed(sheet: RunSheet, plate: Plate, row: RowId) -> tuple[Instant, Instant] | None:
    """From when to when a row stands on the timeline; None where it has no time of its
    own (goods, giveaways without a start)."""
    for one in sheet.rows(plate):
        if one.id == row:
            return _placed(sheet, one)
    return None


def _placed(sheet: RunSheet, row: object) -> tuple[Instant, Instant] | None:
    match row:
        case Segment():
            timed = _timed(schedule(sheet), row.id)
            return timed.start, timed.end
        case AdSlot():
            return row.start, row.end
        case Giveaway():
            start = giveaway_start(sheet, _starts(sheet), row)
            return None if start is None else (start, Instant(start + row.duration))
        case WarmupTask():
            due = Instant(sheet.session.planned_start - row.before)
            return due, due
        case _:
            return None


def snapped(at: int, *, step: int, marks: Sequence[int] = (), reach: int = 0) -> Instant:
    """The nearest of `marks` (ascending) not further than `reach` ms, else the nearest
    multiple of `step` ms on the clock."""
    place = bisect_left(marks, at)
    near = min(marks[max(0, place - 1) : place + 1], key=lambda mark: abs(mark - at), default=None)
    if near is not None and abs(near - at) <= reach:
        return Instant(near)
    return Instant((at + step // 2) // step * step)


# --- segments ------------------------------------------------------------------------


def _segment(sheet: RunSheet, row: Segment, drag: Drag) -> RunSheet:
    plan = schedule(sheet)
    timed = _timed(plan, row.id)
    if drag.grip is Grip.END:
        length = max(SHORTEST, drag.at - timed.start)
        return edits.replace_row(sheet, Plate.SCRIPT, replace(row, duration=Span(length)))
    if drag.grip is Grip.START:
        if timed.linked:
            return _boundary(sheet, plan, timed, drag.at)
        return edits.replace_row(sheet, Plate.SCRIPT, _from(row, timed, drag.at))
    if not timed.linked:
        return edits.replace_row(sheet, Plate.SCRIPT, replace(row, start=drag.at))
    return _reordered(sheet, plan, timed, drag.at)


def _from(row: Segment, timed: Timed, at: Instant) -> Segment:
    start = Instant(min(at, timed.end - SHORTEST))
    return replace(row, start=start, duration=Span(timed.end - start))


def _boundary(sheet: RunSheet, plan: Schedule, timed: Timed, at: Instant) -> RunSheet:
    """The end of the row before and the start of this one, moved together."""
    before = _before(plan, timed.id)
    if before is None or timed.end - before.start < 2 * SHORTEST:
        return sheet
    at = Instant(max(before.start + SHORTEST, min(at, timed.end - SHORTEST)))
    sheet = edits.set_field(sheet, Plate.SCRIPT, before.id, "duration", Span(at - before.start))
    return edits.set_field(sheet, Plate.SCRIPT, timed.id, "duration", Span(timed.end - at))


def _before(plan: Schedule, row: RowId) -> Timed | None:
    """The playable row before `row`."""
    found = None
    for timed in plan.rows:
        if timed.id == row:
            return found
        found = timed if timed.playable else found
    return None


def _reordered(sheet: RunSheet, plan: Schedule, timed: Timed, at: Instant) -> RunSheet:
    """A linked row put before the first one whose middle its own middle has not passed."""
    middle = at + (timed.end - timed.start) / 2
    others = [(n, one) for n, one in enumerate(plan.rows) if one.playable and one.id != timed.id]
    later = (n for n, one in others if (one.start + one.end) / 2 >= middle)
    to = next(later, len(plan.rows))
    here = next(n for n, one in enumerate(plan.rows) if one.id == timed.id)
    if not any(here < n < to or to <= n < here for n, _ in others):
        return sheet  # only rows that take no time lie between
    return edits.move_rows(sheet, Plate.SCRIPT, (timed.id,), to)


def _one_place(sheet: RunSheet, plan: Schedule, row: RowId, by: int) -> RunSheet:
    order = [one.id for one in plan.rows if one.playable]
    to = order.index(row) + by if row in order else -1
    if not 0 <= to < len(order):
        return sheet
    place = next(n for n, one in enumerate(plan.rows) if one.id == order[to])
    return edits.move_rows(sheet, Plate.SCRIPT, (row,), place + (by > 0))


def _timed(plan: Schedule, row: RowId) -> Timed:
    found = next((timed for timed in plan.rows if timed.id == row), None)
    if found is None:
        raise BugError(f"no segment {row}")
    return found


def _starts(sheet: RunSheet) -> dict[RowId, Instant]:
    return {timed.id: timed.start for timed in schedule(sheet).rows}


# --- the other plates ------------------------------------------------------------------


def _slot(row: AdSlot, drag: Drag) -> AdSlot:
    if drag.grip is Grip.START:
        return replace(row, start=Instant(min(drag.at, row.end - SHORTEST)))
    if drag.grip is Grip.END:
        return replace(row, end=Instant(max(drag.at, row.start + SHORTEST)))
    return replace(row, start=drag.at, end=Instant(drag.at + row.end - row.start))


def _giveaway(sheet: RunSheet, row: Giveaway, drag: Drag) -> RunSheet:
    plan = schedule(sheet)
    starts = {timed.id: timed.start for timed in plan.rows}
    begun = giveaway_start(sheet, starts, row)
    if begun is None:
        return sheet
    if drag.grip is Grip.END:
        changed = replace(row, duration=Span(max(SHORTEST, drag.at - begun)))
    elif drag.grip is Grip.START:
        start = Instant(min(drag.at, begun + row.duration - SHORTEST))
        changed = replace(_begun(row, starts, start), duration=Span(begun + row.duration - start))
    else:
        changed = _begun(_anchored(row, plan, drag.at), starts, drag.at)
    return edits.replace_row(sheet, Plate.GIVEAWAY, changed)


def _anchored(row: Giveaway, plan: Schedule, at: Instant) -> Giveaway:
    """A giveaway of a segment belongs to the segment running at `at`, if any is."""
    here = _running(plan, at)
    if row.segment is None or here is None:
        return row
    return replace(row, segment=here.id)


def _begun(row: Giveaway, starts: dict[RowId, Instant], at: Instant) -> Giveaway:
    if row.segment is None:
        return replace(row, start=at)
    return replace(row, offset=Span(at - starts[row.segment]))


def _running(plan: Schedule, at: float) -> Timed | None:
    rows = (timed for timed in plan.rows if timed.playable)
    return next((timed for timed in rows if timed.start <= at < timed.end), None)


def _task(sheet: RunSheet, row: WarmupTask, drag: Drag) -> RunSheet:
    before = Span(max(0, sheet.session.planned_start - drag.at))
    return edits.replace_row(sheet, Plate.WARMUP, replace(row, before=before))


def _product(sheet: RunSheet, row: Product, drag: Drag) -> RunSheet:
    plan, source = schedule(sheet), sheet.segment(drag.segment)
    if source is None or row.id not in source.products:
        return sheet
    timed = _timed(plan, source.id)
    target = _running(plan, drag.at + (timed.end - timed.start) / len(source.products) / 2)
    return sheet if target is None else _handed_over(sheet, row.id, source, target.id)


def _one_segment(
    sheet: RunSheet, plan: Schedule, row: RowId, segment: RowId | None, by: int
) -> RunSheet:
    order = [one.id for one in plan.rows if one.playable]
    source = sheet.segment(segment)
    to = order.index(source.id) + by if source is not None and source.id in order else -1
    if source is None or not 0 <= to < len(order):
        return sheet
    return _handed_over(sheet, row, source, order[to])


def _handed_over(sheet: RunSheet, row: RowId, source: Segment, target: RowId) -> RunSheet:
    taker = sheet.segment(target)
    if taker is None or taker.id == source.id or row in taker.products:
        return sheet
    left = tuple(one for one in source.products if one != row)
    sheet = edits.replace_row(sheet, Plate.SCRIPT, replace(source, products=left))
    given = replace(taker, products=(*taker.products, row))
    return edits.replace_row(sheet, Plate.SCRIPT, given)
