"""Rows of a table as records: every cell read by the kind of its field, bad ones listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.exchange import asabove, cells, names, times
from controlroom.exchange.cells import BadCellError, text_of
from controlroom.exchange.headers import Column, Layout
from controlroom.exchange.names import Kind
from controlroom.exchange.tables import Cell, Table
from controlroom.exchange.times import When
from controlroom.plan.sheet import Plate
from controlroom.ports import RowError
from controlroom.workbooks.pages import Lost

_SCALES = {
    **dict.fromkeys(("千", "千元", "k"), Decimal(1000)),
    **dict.fromkeys(("万", "万元", "w"), Decimal(10_000)),
    "亿": Decimal(100_000_000),
}
_SUMS = {"合计", "总计", "小计", "汇总", "total", "sum", "subtotal"}


_WHOLE_ROW = frozenset(
    f"runsheet.{why}" for why in ("id_twice", "no_title", "slot_times", "no_before", "bad_plate")
)
# what leaves a whole row out, not a cell alone


@dataclass(slots=True, kw_only=True)
class Findings:
    """What reading a file brings to light besides the rows."""

    file: str
    currency: str
    zone: str = ""  # of the session
    errors: list[RowError] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    missing: list[RowId] = field(default_factory=list)  # rows of the session not in the file

    def bad(self, sheet: str, row: int, column: str, cell: Cell, key: str) -> None:
        """List a cell (1-based `row`) with the phrase `key`."""
        value = text_of(cell)[:80]
        self.errors.append(
            RowError(
                file=Path(self.file).name,
                sheet=sheet,
                row=row,
                column=column,
                value=value,
                message=message(key, value=value),
                kept=key not in _WHOLE_ROW,
            )
        )

    def note(self, key: str, **args: str | int) -> None:
        """Say what was decided."""
        self.notes.append(message(key, **args))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row: `values` of the readable columns (None: empty cell), raw texts beside.

    `goods` are product values found in a script's row; `end` is the second half of a
    time range.
    """

    plate: Plate
    sheet: str
    row: int  # 1-based
    values: Mapping[str, object]
    raw: Mapping[str, Cell]
    headings: Mapping[str, str]
    goods: Mapping[str, object]

    def text(self, name: str) -> str:
        """The text of a text field, "" when empty or absent."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


def records(
    table: Table, layout: Layout, findings: Findings, *, hidden: bool = True
) -> list[Record]:
    """The filled rows under the header, with what merged and blank cells take from above.
    Sum rows (合计…) are left out with a note, hidden rows unless `hidden`."""
    body, taken = asabove.filled(table, layout)
    findings.notes.extend(taken)
    left_out = table.hidden_rows if not hidden else frozenset()
    _say_hidden(table, layout, findings, hidden)
    colons = {p: _colons(body, columns, findings) for p, columns in layout.columns.items()}
    found: list[Record] = []
    for at, row in enumerate(body, start=layout.header + 2):
        if at in left_out:
            continue
        plate = _plate_of_row(table, layout, row, at, findings)
        if plate is None or _empty(row, layout.columns[plate]):
            continue
        if _is_sum(row, layout.columns[plate]):
            findings.note("runsheet.sum_row", sheet=table.name, row=at)
            continue
        found.append(_record(table.name, at, row, plate, layout, colons[plate], findings))
    return found


def _say_hidden(table: Table, layout: Layout, findings: Findings, read: bool) -> None:
    rows = sorted(
        at
        for at in table.hidden_rows
        if layout.header + 1 < at <= len(table.rows) and any(map(text_of, table.rows[at - 1]))
    )
    if rows:
        key = "runsheet.hidden_rows_read" if read else "runsheet.hidden_rows_left"
        findings.note(key, sheet=table.name, count=len(rows), rows=asabove.ranges(rows))


def _is_sum(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """A row of sums (合计…); never one that has an id."""
    has_id = any(c.field.name == "id" and c.at < len(row) and text_of(row[c.at]) for c in columns)
    return not has_id and any(text_of(cell).lower() in _SUMS for cell in row[:3])


def _empty(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    cells_read = (row[c.at] for c in columns if c.at < len(row) and c.field.kind is not Kind.FLAG)
    return all(cell is None or text_of(cell) == "" for cell in cells_read)


def _plate_of_row(
    table: Table, layout: Layout, row: Sequence[Cell], at: int, findings: Findings
) -> Plate | None:
    if layout.plate is not None:
        return layout.plate
    column = next(c for c in layout.columns[Plate.SCRIPT] if c.field.name == "plate")
    cell = row[column.at] if column.at < len(row) else None
    if all(text_of(c) == "" for c in row):
        return None
    plate = names.plate_of(text_of(cell))
    if plate is None:
        findings.bad(table.name, at, column.heading, cell, "runsheet.bad_plate")
    return plate


def _colons(
    body: Sequence[Sequence[Cell]], columns: Sequence[Column], findings: Findings
) -> Mapping[str, str]:
    """How each duration column means `12:00`."""
    decided: dict[str, str] = {}
    for column in columns:
        if column.field.kind is Kind.SPAN:
            seen = [row[column.at] for row in body if column.at < len(row)]
            decided[column.field.name] = times.colon_parts(seen)
            if decided[column.field.name] == "ms":
                findings.note("runsheet.minutes_seconds", column=column.heading)
    return decided


def _record(
    sheet: str,
    at: int,
    row: Sequence[Cell],
    plate: Plate,
    layout: Layout,
    colons: Mapping[str, str],
    findings: Findings,
) -> Record:
    columns = layout.columns[plate]
    raw = {c.field.name: _raw(row, c.at) for c in columns}
    values = _values(sheet, at, row, columns, colons, findings)
    goods = _values(sheet, at, row, layout.goods, {}, findings)
    headings = {c.field.name: c.heading for c in columns}
    return Record(
        plate=plate, sheet=sheet, row=at, values=values, raw=raw, headings=headings, goods=goods
    )


def _raw(row: Sequence[Cell], at: int) -> Cell:
    cell = row[at] if at < len(row) else None
    return None if isinstance(cell, Lost) else cell


def _values(
    sheet: str,
    at: int,
    row: Sequence[Cell],
    columns: Sequence[Column],
    colons: Mapping[str, str],
    findings: Findings,
) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in columns:
        cell = row[column.at] if column.at < len(row) else None
        if isinstance(cell, Lost):
            findings.bad(sheet, at, column.heading, cell, cell.key)
            if column.field.name == "title":
                values["title"] = cell.said
            continue
        try:
            value = value_of(cell, column, findings, colons.get(column.field.name, "hm"))
        except BadCellError as bad:
            findings.bad(sheet, at, column.heading, cell, bad.key)
            continue
        if isinstance(value, tuple):
            values[column.field.name], values["until"] = value
        else:
            values[column.field.name] = value
    return values


def value_of(cell: Cell, column: Column, findings: Findings, colons: str) -> object:
    """A cell read by its column, in the session's currency and zone. Raises BadCellError."""
    kind, unit = column.field.kind, column.unit
    scale = _SCALES.get(unit, Decimal(1))
    match kind:
        case Kind.MONEY:
            return cells.money(cell, findings.currency, scale)
        case Kind.COUNT:
            return cells.count(cell, scale)
        case Kind.RATIO:
            return cells.ratio(cell, unit)
        case Kind.FACTOR:
            return cells.factor(cell)
        case Kind.FLAG:
            return cells.flag(cell)
        case Kind.SPAN:
            return times.span(cell, unit, colons=colons)
        case Kind.BEFORE:
            return times.before(cell, unit)
        case Kind.BASIS:
            return cells.basis(cell)
        case Kind.WHEN:
            return times.when(cell, offsets=column.field.name == "offset", zone=findings.zone)
    return text_of(cell)


def as_when(value: object) -> When | None:
    """`value` if it is a time."""
    return value if isinstance(value, When) else None
