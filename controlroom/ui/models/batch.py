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
from controlroom.plan.sheet import Plate, Row, RunSheet, Segment
from controlroom.plan.timing import schedule
from controlroom.ui.models.blank import blank, copied
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight

Refusal = tuple[RowId, Column, str, Message]
Cells = Sequence[tuple[Column, str]]
Line = tuple[RowId, Cells]


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


def refusal(sight: Sight, column: Column, row: Row, text: str) -> Message | None:
    """Why `text` would not be taken in a cell, or None where it would."""
    if column.change is None or text == column.edit_text(row, sight):
        return None
    try:
        column.change(sight.sheet, row.id, text, sight)
    except WorldError as refused:
        return refused.message
    return None


def ticked(
    sheet: RunSheet, plate: Plate, row: RowId, name: str, on: bool, sight: Sight
) -> RunSheet:
    """`sheet` with a yes/no field set. A segment made hard, or unlinked, is fixed where it
    stands now."""
    if plate is Plate.SCRIPT and name in ("hard", "linked"):
        setter = edits.set_hard if name == "hard" else edits.set_linked
        return setter(sheet, row, on, sight.timed[row].start)
    return edits.set_field(sheet, plate, row, name, on)


def inserted(sight: Sight, plate: Plate, beside: RowId | None, *, above: bool = False) -> Batch:
    """A blank row behind `beside` (None: at the end), or `above` it. In the script it
    joins the group of the row it was made from."""
    sheet, place = sight.sheet, behind(sight.sheet, plate, beside)
    place -= int(above and beside is not None)
    ahead = sheet.rows(plate)[place - 1].id if place > 0 else None
    row = _in_group(blank(sheet, plate, after=ahead), sheet, plate, beside)
    sheet = edits.insert_rows(sheet, plate, (row,), place)
    return Batch(sheet=sheet, label=message("ui.plan.did.insert"), rows=(row.id,))


def _in_group(row: Row, sheet: RunSheet, plate: Plate, beside: RowId | None) -> Row:
    here = next((old for old in sheet.rows(plate) if old.id == beside), None)
    if isinstance(row, Segment) and isinstance(here, Segment):
        return replace(row, group=here.group)
    return row


def duplicated(sight: Sight, plate: Plate, rows: Sequence[RowId]) -> Batch:
    """Copies of `rows` behind the last of them."""
    sheet, last, made = sight.sheet, rows[-1] if rows else None, []
    for row in [r for r in sheet.rows(plate) if r.id in rows]:
        twin = copied(sheet, plate, row)
        sheet = edits.insert_rows(sheet, plate, (twin,), behind(sheet, plate, last))
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
    if not places or places[0] + by < 0 or places[-1] + by >= len(order):
        return moved_to(sight, plate, (), 0)
    to = places[0] + by if by < 0 else places[-1] + by + 1
    return moved_to(sight, plate, rows, to)


def moved_to(sight: Sight, plate: Plate, rows: Sequence[RowId], to: int) -> Batch:
    """`rows` gathered, in their order, before what is now row number `to`."""
    sheet = edits.move_rows(sight.sheet, plate, rows, to) if rows else sight.sheet
    label = message("ui.plan.did.move", count=len(rows))
    return Batch(sheet=sheet, label=label, rows=tuple(rows))


def skipped(sight: Sight, plate: Plate, rows: Sequence[RowId]) -> Batch:
    """`rows` left out of the show, or all taken back in where all are out already."""
    sheet = sight.sheet
    here = [row for row in sheet.rows(plate) if row.id in rows]
    out = not all(row.skip for row in here)
    sheet = edits.set_fields(sheet, plate, [row.id for row in here], "skip", out)
    key = "ui.plan.did.skip" if out else "ui.plan.did.unskip"
    return Batch(sheet=sheet, label=message(key, count=len(here)), rows=tuple(rows))


def cleared(sight: Sight, plate: Plate, cells: Sequence[tuple[RowId, Column]]) -> Batch:
    """The cells emptied; those that can't be empty are left as they are."""
    lines: dict[RowId, list[tuple[Column, str]]] = {}
    for row, column in cells:
        lines.setdefault(row, []).append((column, ""))
    sheet, _ = written(sight, sight.sheet, plate, list(lines.items()))
    return Batch(sheet=sheet, label=message("ui.plan.did.clear", count=len(cells)))


def set_all(sight: Sight, plate: Plate, rows: Sequence[RowId], column: Column, text: str) -> Batch:
    """One column of many rows typed over alike. What one row refuses, the others take."""
    lines = [(row, [(column, text)]) for row in rows]
    sheet, refused = written(sight, sight.sheet, plate, lines)
    label = message(
        "ui.plan.did.bulk", count=len(rows), field=f"@{column.heading}", value=f"“{text.strip()}”"
    )
    if not text.strip():
        label = message("ui.plan.did.bulk_empty", count=len(rows), field=f"@{column.heading}")
    return Batch(sheet=sheet, label=label, rows=tuple(rows), refused=refused)


def grouped(sight: Sight, plate: Plate, rows: Sequence[RowId], name: str) -> Batch:
    """`rows` put into the group `name` ("" takes them out of theirs)."""
    sheet = edits.set_fields(sight.sheet, plate, rows, "group", name.strip())
    key = "ui.plan.did.group" if name.strip() else "ui.plan.did.ungroup"
    label = message(key, count=len(rows), name=f"“{name.strip()}”")
    return Batch(sheet=sheet, label=label, rows=tuple(rows))


def behind(sheet: RunSheet, plate: Plate, after: RowId | None) -> int:
    """The place behind row `after`; the end where there is none."""
    rows = sheet.rows(plate)
    return next((at + 1 for at, row in enumerate(rows) if row.id == after), len(rows))


def written(
    sight: Sight, sheet: RunSheet, plate: Plate, lines: Sequence[Line]
) -> tuple[RunSheet, tuple[Refusal, ...]]:
    """Cells typed over, row by row: the sheet after it, and what was refused.

    A text that reads as the cell does already changes nothing. Each row is worked on by
    itself (the cost does not grow with the sheet); cells that hang on the show's clock
    come after all others, from the top down, so that they meet the clock as it will be.
    """
    rows = {row.id: row for row in sheet.rows(plate)}
    done: dict[RowId, Row] = {}
    refused: list[Refusal] = []
    late: list[tuple[RowId, Column, str]] = []
    for row, cells in lines:
        late += [(row, column, text) for column, text in cells if column.clocked]
        plain = [(column, text) for column, text in cells if not column.clocked]
        done[row], bad = _written_row(sight, sheet, plate, rows[row], plain)
        refused += bad
    sheet = edits.put_rows(sheet, plate, done)
    sheet, bad = _written_late(again(sight, sheet), late, plate)
    return sheet, (*refused, *bad)


def _written_row(
    sight: Sight, sheet: RunSheet, plate: Plate, row: Row, cells: Cells
) -> tuple[Row, list[Refusal]]:
    alone = edits.with_rows(sheet, plate, (row,))
    refused: list[Refusal] = []
    for column, text in cells:
        here = alone.rows(plate)[0]
        if column.change is None or text.strip() == _said(column, here, sight).strip():
            continue
        try:
            alone = column.change(alone, row.id, text.strip(), sight)
        except WorldError as reason:
            refused.append((row.id, column, text, reason.message))
    return alone.rows(plate)[0], refused


def _said(column: Column, row: Row, sight: Sight) -> str:
    """What a cell would be copied as; a row that `sight` does not know has no clock yet."""
    if column.look == "check":
        return sight.speaker.text("ui.plan.yes" if getattr(row, column.name) else "ui.plan.no")
    return column.edit_text(row, sight)


def _written_late(
    sight: Sight, cells: Sequence[tuple[RowId, Column, str]], plate: Plate
) -> tuple[RunSheet, list[Refusal]]:
    refused: list[Refusal] = []
    for row, column, text in cells:
        here = next(old for old in sight.sheet.rows(plate) if old.id == row)
        if column.change is None or text.strip() == _said(column, here, sight).strip():
            continue
        try:
            sheet = column.change(sight.sheet, row, text.strip(), sight)
            sight = again(sight, sheet)
        except WorldError as reason:
            refused.append((row, column, text, reason.message))
    return sight.sheet, refused


def again(sight: Sight, sheet: RunSheet) -> Sight:
    """The sight of a sheet in the middle of a batch (its clock may have moved)."""
    if sheet is sight.sheet:
        return sight
    same = sheet.segments is sight.sheet.segments and sheet.session is sight.sheet.session
    return replace(sight, sheet=sheet, schedule=sight.schedule if same else schedule(sheet))
