"""Edits of many cells or rows at once, each one step of undo: paste, clear, insert…

All are pure: a sheet (within its `Sight`) in, a `Batch` out. Those whose cost grows with the
cells are `Work`, which a window does in turns (`done` does it at once).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, Product, Row, RunSheet, Segment
from controlroom.plan.timing import schedule
from controlroom.ui.models import clocked
from controlroom.ui.models.blank import blank, copied
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight

T = TypeVar("T")
Refusal = tuple[RowId, Column, str, Message]
Work = Generator[float, None, T]
"""Work of many rows: yields the share done after each of them, and returns what was made."""
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
    sheet, known, wanted = sight.sheet, sight.sheet, frozenset(rows)
    made: list[Row] = []
    for row in [r for r in sheet.rows(plate) if r.id in wanted]:
        made.append(copied(known, plate, row))
        if isinstance(made[-1], Product) and made[-1].link is not None:
            known = edits.with_rows(known, plate, made[-1:])  # the highest link number is its
    sheet = edits.insert_rows(sheet, plate, made, behind(sheet, plate, rows[-1] if rows else None))
    label = message("ui.plan.did.duplicate", count=len(made))
    return Batch(sheet=sheet, label=label, rows=tuple(row.id for row in made))


def removed(sight: Sight, plate: Plate, rows: Sequence[RowId]) -> Batch:
    """`rows` taken out; the row that then stands in their place is selected."""
    gone = frozenset(rows)
    places = [at for at, row in enumerate(sight.sheet.rows(plate)) if row.id in gone]
    sheet = edits.remove_rows(sight.sheet, plate, tuple(rows))
    left = sheet.rows(plate)
    stay = (left[min(places[0], len(left) - 1)].id,) if places and left else ()
    return Batch(sheet=sheet, label=message("ui.plan.did.remove", count=len(rows)), rows=stay)


def moved(sight: Sight, plate: Plate, rows: Sequence[RowId], by: int) -> Batch:
    """`rows` moved `by` places (−1 up, +1 down), kept together."""
    order, moving = [row.id for row in sight.sheet.rows(plate)], frozenset(rows)
    places = [at for at, row in enumerate(order) if row in moving]
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
    sheet, chosen = sight.sheet, frozenset(rows)
    here = [row for row in sheet.rows(plate) if row.id in chosen]
    out = not all(row.skip for row in here)
    sheet = edits.set_fields(sheet, plate, [row.id for row in here], "skip", out)
    key = "ui.plan.did.skip" if out else "ui.plan.did.unskip"
    return Batch(sheet=sheet, label=message(key, count=len(here)), rows=tuple(rows))


def cleared(sight: Sight, plate: Plate, cells: Sequence[tuple[RowId, Column]]) -> Work[Batch]:
    """The cells emptied; those that can't be empty are left as they are."""
    lines: dict[RowId, list[tuple[Column, str]]] = {}
    for row, column in cells:
        lines.setdefault(row, []).append((column, ""))
    sheet, _ = yield from written(sight, sight.sheet, plate, list(lines.items()))
    return Batch(sheet=sheet, label=message("ui.plan.did.clear", count=len(cells)))


def set_all(
    sight: Sight, plate: Plate, rows: Sequence[RowId], column: Column, text: str
) -> Work[Batch]:
    """One column of many rows typed over alike. What one row refuses, the others take."""
    lines = [(row, [(column, text)]) for row in rows]
    sheet, refused = yield from written(sight, sight.sheet, plate, lines)
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
) -> Work[tuple[RunSheet, tuple[Refusal, ...]]]:
    """Cells typed over, row by row: the sheet after it, and what was refused.

    A text that reads as the cell does already changes nothing. Each row is worked on by
    itself (the cost does not grow with the sheet); cells that hang on the show's clock
    come after all others, from the top down, so that they meet the clock as it will be.
    """
    rows = {row.id: row for row in sheet.rows(plate)}
    done: dict[RowId, Row] = {}
    refused: list[Refusal] = []
    late: dict[RowId, Cells] = {}
    for row, cells in lines:
        if clock := [(column, text) for column, text in cells if column.clocked]:
            late[row] = clock
        plain = [(column, text) for column, text in cells if not column.clocked]
        done[row], bad = _written_row(sight, sheet, plate, rows[row], plain)
        refused += bad
        yield len(done) / len(lines) / (2 if late else 1)
    sheet = edits.put_rows(sheet, plate, done)
    if late:
        sheet, bad = yield from clocked.over(sight, sheet, late)
        refused += bad
    return sheet, tuple(refused)


def _written_row(
    sight: Sight, sheet: RunSheet, plate: Plate, row: Row, cells: Cells
) -> tuple[Row, list[Refusal]]:
    alone = edits.with_rows(sheet, plate, (row,))
    refused: list[Refusal] = []
    for column, text in cells:
        here = alone.rows(plate)[0]
        if column.change is None or text.strip() == clocked.said(column, here, sight).strip():
            continue
        try:
            alone = column.change(alone, row.id, text.strip(), sight)
        except WorldError as reason:
            refused.append((row.id, column, text, reason.message))
    return alone.rows(plate)[0], refused


def again(sight: Sight, sheet: RunSheet) -> Sight:
    """The sight of a sheet in the middle of a batch (its clock may have moved)."""
    if sheet is sight.sheet:
        return sight
    same = sheet.segments is sight.sheet.segments and sheet.session is sight.sheet.session
    return replace(sight, sheet=sheet, schedule=sight.schedule if same else schedule(sheet))


def done(work: Work[T]) -> T:
    """What `work` makes, made now."""
    while True:
        try:
            next(work)
        except StopIteration as made:
            found: T = made.value
            return found
