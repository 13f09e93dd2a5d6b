"""A block of text from a spreadsheet over the cells of a plate, as one step of undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, Row, RunSheet
from controlroom.ui.models.batch import Batch, written
from controlroom.ui.models.blank import blank
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight


def pasted(
    sight: Sight,
    plate: Plate,
    columns: Sequence[Column | None],
    cells: Sequence[Sequence[str]],
    *,
    over: Sequence[RowId] = (),
    at: int | None = None,
) -> Batch:
    """`cells` written over `columns` (left to right; None: left out) of the rows `over`.

    Lines beyond the last of these come in as new rows before row number `at` (None: at
    the end). Cells that are not understood are refused one by one; the others are kept.
    """
    sheet, made = _room(sight.sheet, plate, len(cells) - len(over), at)
    rows = [*over[: len(cells)], *made]
    lines = [
        (row, [(column, text) for column, text in zip(columns, line, strict=False) if column])
        for row, line in zip(rows, cells, strict=True)
    ]
    sheet, refused = written(sight, sheet, plate, lines)
    label = message("ui.plan.did.paste", count=len(cells))
    return Batch(sheet=sheet, label=label, rows=tuple(rows), refused=refused)


def headings(names: Mapping[str, Column], line: Sequence[str]) -> list[Column | None] | None:
    """The columns a heading line names; None when it is not a heading line (fewer than
    two of its cells, or fewer than half of those not blank, are headings). `names` are
    the headings of the columns in every language, case-folded."""
    found = [names.get(cell.strip().casefold()) for cell in line]
    hits = sum(1 for column in found if column)
    filled = sum(1 for cell in line if cell.strip())
    return found if hits >= 2 and hits * 2 >= filled else None


def _room(
    sheet: RunSheet, plate: Plate, count: int, at: int | None
) -> tuple[RunSheet, list[RowId]]:
    """The sheet with `count` new rows before row number `at`, and their ids."""
    if count <= 0:
        return sheet, []
    here = sheet.rows(plate)
    place = len(here) if at is None else at
    made: list[Row] = []
    for _ in range(count):
        ahead = made[-1] if made else (here[place - 1] if place else None)
        # what a new row takes over is the row before it and the link numbers in use
        made.append(blank(_seen(sheet, plate, made), plate, after=ahead.id if ahead else None))
    return edits.insert_rows(sheet, plate, made, place), [row.id for row in made]


def _seen(sheet: RunSheet, plate: Plate, made: Sequence[Row]) -> RunSheet:
    if plate not in (Plate.GOODS, Plate.TRAFFIC) or not made:
        return sheet
    last = made[-1:] if plate is Plate.GOODS else (*sheet.rows(plate), *made[-1:])
    return edits.with_rows(sheet, plate, tuple(last))
