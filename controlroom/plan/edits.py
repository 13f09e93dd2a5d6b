"""Edits of a run-sheet: each takes a sheet and gives a new one. Nothing is changed in place.

Rows are named by plate and id. Asking for a row or field that does not exist is a
bug of the caller (BugError); input a person typed was checked before (`plan.fields`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, cast

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import RowId, fresh
from controlroom.core.time import Instant, Span
from controlroom.plan.codec import PLATE_NAMES, ROW_TYPES
from controlroom.plan.sheet import Giveaway, Plate, Row, RunSheet, Segment
from controlroom.plan.timing import giveaway_start, schedule

PREFIXES = {
    Plate.GOODS: "prd",
    Plate.SCRIPT: "seg",
    Plate.TRAFFIC: "slot",
    Plate.GIVEAWAY: "give",
    Plate.WARMUP: "task",
}


def new_id(plate: Plate) -> RowId:
    """A fresh row id for `plate`."""
    return RowId(fresh(PREFIXES[plate]))


def set_session(sheet: RunSheet, **values: Any) -> RunSheet:
    """The sheet with fields of its session changed."""
    return replace(sheet, session=replace(sheet.session, **values))


def set_field(sheet: RunSheet, plate: Plate, row: RowId, name: str, value: object) -> RunSheet:
    """One field of one row changed."""
    return set_fields(sheet, plate, (row,), name, value)


def set_fields(
    sheet: RunSheet, plate: Plate, rows: Collection[RowId], name: str, value: object
) -> RunSheet:
    """The same field of several rows changed to the same value."""
    if name == "id" or name not in {f.name for f in fields_of(ROW_TYPES[plate])}:
        raise BugError(f"no field {name} to set on plate {plate}")
    wanted = _known(sheet, plate, rows)
    changed = {name: value}
    return _with(
        sheet,
        plate,
        [
            replace(row, **cast("Any", changed)) if row.id in wanted else row
            for row in sheet.rows(plate)
        ],
    )


def replace_row(sheet: RunSheet, plate: Plate, row: Row) -> RunSheet:
    """The row with the id of `row` replaced by it."""
    _known(sheet, plate, (row.id,))
    return _with(sheet, plate, [row if old.id == row.id else old for old in sheet.rows(plate)])


def put_rows(sheet: RunSheet, plate: Plate, changed: Mapping[RowId, Row]) -> RunSheet:
    """Each row whose id is in `changed` replaced by what stands there, in one go."""
    _known(sheet, plate, changed.keys())
    return _with(sheet, plate, [changed.get(old.id, old) for old in sheet.rows(plate)])


def with_rows(sheet: RunSheet, plate: Plate, rows: Iterable[Row]) -> RunSheet:
    """The sheet with `rows` as all the rows of a plate."""
    return _with(sheet, plate, rows)


def insert_rows(
    sheet: RunSheet, plate: Plate, rows: Iterable[Row], at: int | None = None
) -> RunSheet:
    """`rows` put before row number `at` (None: at the end). Ids must be new."""
    old, new = sheet.rows(plate), tuple(rows)
    ids = [row.id for row in (*old, *new)]
    if len(set(ids)) < len(ids):
        raise BugError(f"row id used twice on plate {plate}")
    index = len(old) if at is None else max(0, min(at, len(old)))
    return _with(sheet, plate, [*old[:index], *new, *old[index:]])


def remove_rows(sheet: RunSheet, plate: Plate, rows: Collection[RowId]) -> RunSheet:
    """The rows taken out, and what pointed at them with them.

    A removed product leaves its segments and giveaways; a giveaway of a removed
    segment stays, fixed at the instant where it was planned.
    """
    gone = _known(sheet, plate, rows)
    if plate is Plate.SCRIPT:
        sheet = _freed_of_segments(sheet, gone)
    if plate is Plate.GOODS:
        sheet = _freed_of_products(sheet, gone)
    return _with(sheet, plate, [row for row in sheet.rows(plate) if row.id not in gone])


def move_rows(sheet: RunSheet, plate: Plate, rows: Collection[RowId], to: int) -> RunSheet:
    """The rows moved, in their present order, before what is now row number `to`."""
    moving, old = _known(sheet, plate, rows), sheet.rows(plate)
    index = max(0, min(to, len(old)))
    above = [row for row in old[:index] if row.id not in moving]
    below = [row for row in old[index:] if row.id not in moving]
    return _with(sheet, plate, [*above, *(r for r in old if r.id in moving), *below])


def duplicate_rows(sheet: RunSheet, plate: Plate, rows: Collection[RowId]) -> RunSheet:
    """Copies of the rows, with new ids, put right after the last of them."""
    wanted, old = _known(sheet, plate, rows), sheet.rows(plate)
    if not wanted:
        return sheet
    last = max(i for i, row in enumerate(old) if row.id in wanted)
    copies = [replace(row, id=new_id(plate)) for row in old if row.id in wanted]
    return insert_rows(sheet, plate, copies, last + 1)


def set_start(sheet: RunSheet, row: RowId, start: Instant | None) -> RunSheet:
    """A segment started at `start`, unlinked; None links it to the row before it."""
    segment = _segment(sheet, row)
    changed = replace(
        segment, start=start, linked=start is None, hard=segment.hard and start is not None
    )
    return replace_row(sheet, Plate.SCRIPT, changed)


def set_hard(sheet: RunSheet, row: RowId, hard: bool, planned: Instant) -> RunSheet:
    """A segment that holds its start (整点), or no longer does. One that was linked is
    fixed where it is `planned`."""
    segment = _segment(sheet, row)
    if hard and (segment.linked or segment.start is None):
        segment = replace(segment, start=planned, linked=False)
    return replace_row(sheet, Plate.SCRIPT, replace(segment, hard=hard))


def set_linked(sheet: RunSheet, row: RowId, linked: bool, planned: Instant) -> RunSheet:
    """A segment linked to the one before it, or fixed where it is `planned`."""
    return set_start(sheet, row, None if linked else planned)


def set_end(sheet: RunSheet, row: RowId, end: Instant, planned: Instant | None = None) -> RunSheet:
    """A segment's duration set so that it is planned to end at `end`. `planned`: where it is
    known to begin.

    Raises WorldError("plan.end_before_start") when it starts later than that.
    """
    segment = _segment(sheet, row)
    start = planned
    if start is None:
        start = next(timed.start for timed in schedule(sheet).rows if timed.id == row)
    if end < start:
        raise WorldError("plan.end_before_start", title=segment.title, start_at=start, end_at=end)
    return replace_row(sheet, Plate.SCRIPT, replace(segment, duration=Span(end - start)))


def _with(sheet: RunSheet, plate: Plate, rows: Iterable[Row]) -> RunSheet:
    return replace(sheet, **cast("Any", {PLATE_NAMES[plate]: tuple(rows)}))


def _known(sheet: RunSheet, plate: Plate, rows: Collection[RowId]) -> frozenset[RowId]:
    wanted = frozenset(rows)
    if missing := wanted - {row.id for row in sheet.rows(plate)}:
        raise BugError(f"no rows {sorted(missing)} on plate {plate}")
    return wanted


def _segment(sheet: RunSheet, row: RowId) -> Segment:
    segment = sheet.segment(row)
    if segment is None:
        raise BugError(f"no segment {row}")
    return segment


def _freed_of_segments(sheet: RunSheet, gone: frozenset[RowId]) -> RunSheet:
    starts = {timed.id: timed.start for timed in schedule(sheet).rows}

    def freed(giveaway: Giveaway) -> Giveaway:
        if giveaway.segment not in gone:
            return giveaway
        start = giveaway_start(sheet, starts, giveaway)
        return replace(giveaway, start=start, segment=None, offset=Span(0))

    return replace(sheet, giveaways=tuple(freed(one) for one in sheet.giveaways))


def _freed_of_products(sheet: RunSheet, gone: frozenset[RowId]) -> RunSheet:
    def kept(segment: Segment) -> Segment:
        left = tuple(row for row in segment.products if row not in gone)
        return segment if left == segment.products else replace(segment, products=left)

    giveaways = tuple(
        replace(one, product=None) if one.product in gone else one for one in sheet.giveaways
    )
    return replace(sheet, segments=tuple(map(kept, sheet.segments)), giveaways=giveaways)
