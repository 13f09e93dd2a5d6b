"""A block of text from a spreadsheet over the cells of a plate, as one step of undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, Row, RunSheet
from controlroom.ui.models.batch import Batch, Work, written
from controlroom.ui.models.blank import blank
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight

Meant = Callable[[Plate, Sequence[str]], Sequence[tuple[str, str]]]
"""(field, unit) that each heading of a foreign table names, ("", "") for none."""

SPAN = "ui.plan.unit.span"
"""The hint of columns that hold lengths."""

_FIELD_OF = {"plan_start": "start", "begin": "start", "plan_end": "end"}
_UNITS = {"万元": "万", "千元": "千", "％": "%"} | {
    unit: unit
    for unit in (
        *("万", "千", "亿", "w", "k", "%"),
        *("天", "小时", "分钟", "分", "秒", "d", "h", "min", "mins", "minutes", "s", "sec"),
    )
}
_BARE = re.compile(r"[\d,.]+")
_FIGURE = re.compile(r"[¥￥$]?\s*\d")
_HOURS = re.compile(r"[0-4][:：]\d{2}")


@dataclass(frozen=True, slots=True)
class Head:
    """A column by its heading, and the unit the heading states."""

    column: Column
    unit: str = ""


def nothing(plate: Plate, headings: Sequence[str]) -> Sequence[tuple[str, str]]:
    """No heading but our own is known."""
    return [("", "")] * len(headings)


def pasted(
    sight: Sight,
    plate: Plate,
    columns: Sequence[Column | None],
    cells: Sequence[Sequence[str]],
    *,
    over: Sequence[RowId] = (),
    at: int | None = None,
) -> Work[Batch]:
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
    sheet, refused = yield from written(sight, sheet, plate, lines)
    label = message("ui.plan.did.paste", count=len(cells))
    return Batch(sheet=sheet, label=label, rows=tuple(rows), refused=refused)


def headings(
    names: Mapping[str, Column], line: Sequence[str], meant: Sequence[tuple[str, str]] = ()
) -> list[Head | None] | None:
    """The columns a heading line names; None when it is not a heading line (a cell begins
    with a figure, or fewer than two of its cells, or fewer than half of those not blank, are
    headings). `names` are our own headings in every language, case-folded; `meant` is what
    the cells name in tables of others."""
    own = [names.get(cell.strip().casefold()) for cell in line]
    taken = {_FIELD_OF.get(column.name, column.name) for column in own if column}
    by_field = {_FIELD_OF.get(c.name, c.name): c for c in names.values() if c.change}
    found = [Head(column) if column else None for column in own]
    for at, (field, unit) in enumerate(meant):
        if found[at] is None and field in by_field and field not in taken:
            found[at] = Head(by_field[field], unit)
    hits, filled = sum(1 for head in found if head), sum(1 for cell in line if cell.strip())
    is_head = hits >= 2 and hits * 2 >= filled and not any(map(_FIGURE.match, line))
    return found if is_head else None


def as_typed(
    columns: Sequence[Column | None], cells: Sequence[Sequence[str]], units: Sequence[str] = ()
) -> list[list[str]]:
    """`cells` as they would be typed: a bare number with the unit of its heading (`1.5` under
    `预算（万元）` is `1.5万`), and `0:10` in a column of lengths as a spreadsheet shows hours
    and minutes."""
    lines = [list(line) for line in cells]
    for at, column in enumerate(columns):
        said = [line for line in lines if at < len(line) and line[at].strip()]
        unit = _UNITS.get(units[at].lower(), "") if at < len(units) else ""
        hours = column is not None and column.hint == SPAN and _in_hours(said, at)
        for line in said:
            bare = line[at].strip()
            if unit and _BARE.fullmatch(bare):
                line[at] = bare + unit
            elif hours and _HOURS.fullmatch(bare):
                line[at] = f"{bare}:00"
    return lines


def in_hours(text: str) -> str:
    """`02:00` as `0:02:00`: a length that a spreadsheet takes for no more than it is."""
    return re.sub(r"^([-−]?)(\d+:\d{2})$", r"\g<1>0:\2", text)


def _in_hours(lines: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the two-part lengths of a column are hours and minutes: a spreadsheet writes ten
    minutes `0:10`, we write them `10:00`, and one minute `01:00`."""
    parts = [line[at].strip() for line in lines if re.fullmatch(r"\d+[:：]\d{2}", line[at].strip())]
    return bool(parts) and all(map(_HOURS.fullmatch, parts))


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
