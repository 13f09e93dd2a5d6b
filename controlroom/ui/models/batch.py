"""Edits of many cells or rows at once, each one step of undo: paste, clear, insert…

All are pure: a sheet (within its `Sight`) in, a `Batch` out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import schedule
from controlroom.ui.models.blank import blank, copied
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight

Refusal = tuple[RowId, Column, str, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The sheet after the edit, what to call it in undo, the rows to select, and the
    cells whose text was not understood."""

    sheet: RunSheet
    label: Message
    rows: tuple[RowId, ...] = ()
    refused: tuple[Refusal, ...] = ()


def typed(sheet: RunSheet, column: Column, row: RowId, text: str, sight: Sight) -> RunSheet:
    """`sheet` with one cell typed over. Raises WorldError for a text not understood."""
    if column.change is None:
        return sheet
    return column.change(sheet, row, text, sight)


def ticked(
    sheet: RunSheet, plate: Plate, row: RowId, name: str, on: bool, sight: Sight
) -> RunSheet:
    """`sheet` with a yes/no field set. A segment made hard is fixed where it stands now."""
    segment = sheet.segment(row) if plate is Plate.SCRIPT else None
    if segment is not None and name == "hard" and on:
        fixed = segment.start if not segment.linked else None
        sheet = edits.set_start(sheet, row, fixed or sight.timed[row].start)
    return edits.set_field(sheet, plate, row, name, on)


def inserted(sight: Sight, plate: Plate, after: RowId | None) -> Batch:
    """A blank row behind `after` (None: at the end)."""
    row = blank(sight.sheet, plate, after=after)
    sheet = edits.insert_rows(sight.sheet, plate, (row,), _behind(sight.sheet, plate, after))
    return Batch(sheet=sheet, label=message("ui.plan.did.insert"), rows=(row.id,))


def duplicated(sight: Sight, plate: Plate, rows: Sequence[RowId]) -> Batch:
    """Copies of `rows` behind the last of them."""
    sheet, last, made = sight.sheet, rows[-1] if rows else None, []
    for row in [r for r in sheet.rows(plate) if r.id in rows]:
        twin = copied(sheet, plate, row)
        sheet = edits.insert_rows(sheet, plate, (twin,), _behind(sheet, plate, last))
        last = twin.id
        made.append(twin.id)
    label = message("ui.plan.did.duplicate", count=len(made))
    return Batch(sheet=sheet, label=label, rows=tuple(made))


def removed(sight: Sight, plate: Plate, rows: Sequence[RowId]) -> Batch:
    """`rows` taken out; the row that then stands in their place is selected."""
    places = [at for at, row in enumerate(sight.sheet.rows(plate)) if row.id in rows]
    sheet = edits.remove_rows(sight.sheet, plate, tuple(rows))
    left = sheet.rows(plate)
    stay = (left[min(places[0], len(left) - 1)].id,) if places and left else ()
    return Batch(sheet=sheet, label=message("ui.plan.did.remove", count=len(rows)), rows=stay)


def moved(sight: Sight, plate: Plate, rows: Sequence[RowId], by: int) -> Batch:
    """`rows` moved `by` places (−1 up, +1 down), kept together."""
    order = [row.id for row in sight.sheet.rows(plate)]
    places = [at for at, row in enumerate(order) if row in rows]
    sheet = sight.sheet
    if places and places[0] + by >= 0 and places[-1] + by < len(order):
        to = places[0] + by if by < 0 else places[-1] + by + 1
        sheet = edits.move_rows(sheet, plate, rows, to)
    return Batch(sheet=sheet, label=message("ui.plan.did.move"), rows=tuple(rows))


def skipped(sight: Sight, plate: Plate, rows: Sequence[RowId]) -> Batch:
    """`rows` left out of the show, or all taken back in where all are out already."""
    sheet = sight.sheet
    here = [row for row in sheet.rows(plate) if row.id in rows]
    out = not all(row.skip for row in here)
    sheet = edits.set_fields(sheet, plate, [row.id for row in here], "skip", out)
    key = "ui.plan.did.skip" if out else "ui.plan.did.unskip"
    return Batch(sheet=sheet, label=message(key, count=len(here)), rows=tuple(rows))


def cleared(sight: Sight, cells: Sequence[tuple[RowId, Column]]) -> Batch:
    """The cells emptied; those that can't be empty are left as they are."""
    sheet = sight.sheet
    for row, column in cells:
        try:
            sheet = typed(sheet, column, row, "", _again(sight, sheet))
        except WorldError:
            continue
    return Batch(sheet=sheet, label=message("ui.plan.did.clear", count=len(cells)))


def pasted(
    sight: Sight,
    plate: Plate,
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    *,
    at: int,
    insert: bool = False,
) -> Batch:
    """`cells` written over `columns` (left to right) from row `at` on.

    Rows beyond the last are appended; with `insert`, all come in as new rows before
    `at`. A first line of headings says which columns are meant instead. Cells that are
    not understood are refused one by one; the others are kept.
    """
    named = headings(sight, columns, cells[0]) if cells else None
    wanted, body = (named, cells[1:]) if named else (list(columns), cells)
    sheet, rows = _room(sight.sheet, plate, at, len(body), insert)
    refused: list[Refusal] = []
    for row, line in zip(rows, body, strict=True):
        for column, text in zip(wanted, line, strict=False):
            if column is None or column.change is None:
                continue
            try:
                sheet = typed(sheet, column, row, text.strip(), _again(sight, sheet))
            except WorldError as refusal:
                refused.append((row, column, text, refusal.message))
    label = message("ui.plan.did.paste", count=len(body))
    return Batch(sheet=sheet, label=label, rows=tuple(rows), refused=tuple(refused))


def headings(
    sight: Sight, columns: Sequence[Column], line: Sequence[str]
) -> list[Column | None] | None:
    """The columns a heading line names; None when it is not a heading line (fewer than
    two of its cells, or fewer than half of them, are headings)."""
    by_name = {sight.speaker.text(column.heading).casefold(): column for column in columns}
    found = [by_name.get(cell.strip().casefold()) for cell in line]
    hits = sum(1 for column in found if column)
    return found if hits >= 2 and hits * 2 >= len(line) else None


def _room(
    sheet: RunSheet, plate: Plate, at: int, count: int, insert: bool
) -> tuple[RunSheet, list[RowId]]:
    """The sheet with `count` rows from `at` on to write into, and their ids."""
    here = [row.id for row in sheet.rows(plate)]
    kept = [] if insert else here[at : at + count]
    place = at if insert else len(here)
    made: list[RowId] = []
    for number in range(count - len(kept)):
        row = blank(sheet, plate, after=made[-1] if made else None)
        sheet = edits.insert_rows(sheet, plate, (row,), place + number)
        made.append(row.id)
    return sheet, kept + made


def _behind(sheet: RunSheet, plate: Plate, after: RowId | None) -> int:
    rows = sheet.rows(plate)
    return next((at + 1 for at, row in enumerate(rows) if row.id == after), len(rows))


def _again(sight: Sight, sheet: RunSheet) -> Sight:
    """The sight of a sheet in the middle of a batch (its clock may have moved)."""
    if sheet is sight.sheet:
        return sight
    timed = schedule(sheet) if sheet.segments != sight.sheet.segments else sight.schedule
    return replace(sight, sheet=sheet, schedule=timed)
