"""Rows of a table as records: every cell read by the kind of its field, bad ones listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


_PLAIN = {Kind.ID, Kind.TEXT, Kind.PRODUCTS, Kind.PRODUCT, Kind.SEGMENT}
"""Kinds of columns whose cells are texts."""
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
    readers = {p: _Readers(body, p, layout, findings) for p in layout.columns}
    found: list[Record] = []
    for at, row in enumerate(body, start=layout.header + 2):
        if at in left_out:
            continue
        plate = _plate_of_row(table, layout, row, at, findings)
        if plate is None or _empty(row, layout.columns[plate]):
            continue
        if _is_sum(row, readers[plate].id_at):
            findings.note("runsheet.sum_row", sheet=table.name, row=at)
            continue
        found.append(readers[plate].record(table.name, at, row))
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


def _is_sum(row: Sequence[Cell], id_at: int | None) -> bool:
    """A row of sums (合计…); never one that has an id."""
    if id_at is not None and id_at < len(row) and text_of(row[id_at]):
        return False
    return any(text_of(cell).lower() in _SUMS for cell in row[:3])


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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one column. Raises BadCellError."""

    at: int
    name: str
    heading: str
    read: Callable[[Cell], object]


def _reader(column: Column, findings: Findings, colons: str) -> _Reader:
    """Columns of a few words are long: what a cell says is worked out once for each text."""
    known: dict[tuple[type, Cell], object] = {}

    def read(cell: Cell) -> object:
        key = (cell.__class__, cell)  # 1, 1.0 and True are not one cell
        if key not in known:
            known[key] = value_of(cell, column, findings, colons)
        return known[key]

    plain = column.field.kind in _PLAIN
    return _Reader(column.at, column.field.name, column.heading, text_of if plain else read)


class _Readers:
    """Reads the rows of one plate in a table."""

    def __init__(
        self, body: Sequence[Sequence[Cell]], plate: Plate, layout: Layout, findings: Findings
    ) -> None:
        columns = layout.columns[plate]
        colons = _colons(body, columns, findings)
        self._plate, self._findings = plate, findings
        self._own = [_reader(c, findings, colons.get(c.field.name, "hm")) for c in columns]
        self._goods = [_reader(c, findings, "hm") for c in layout.goods]
        self._headings = {c.field.name: c.heading for c in columns}
        self.id_at = next((c.at for c in columns if c.field.name == "id"), None)

    def record(self, sheet: str, at: int, row: Sequence[Cell]) -> Record:
        """The row, which is number `at` (1-based)."""
        wide = len(row)
        raw = {one.name: row[one.at] if one.at < wide else None for one in self._own}
        lost = [name for name, cell in raw.items() if isinstance(cell, Lost)]
        return Record(
            plate=self._plate,
            sheet=sheet,
            row=at,
            values=_values(sheet, at, row, self._own, self._findings),
            raw=raw | dict.fromkeys(lost) if lost else raw,
            headings=self._headings,
            goods=_values(sheet, at, row, self._goods, self._findings),
        )


def _values(
    sheet: str, at: int, row: Sequence[Cell], readers: Sequence[_Reader], findings: Findings
) -> dict[str, object]:
    values: dict[str, object] = {}
    wide = len(row)
    for one in readers:
        cell = row[one.at] if one.at < wide else None
        if isinstance(cell, Lost):
            findings.bad(sheet, at, one.heading, cell, cell.key)
            if one.name == "title":
                values["title"] = cell.said
            continue
        try:
            value = one.read(cell)
        except BadCellError as bad:
            findings.bad(sheet, at, one.heading, cell, bad.key)
            continue
        if isinstance(value, tuple):
            values[one.name], values["until"] = value
        else:
            values[one.name] = value
    return values


_BY_CELL: Mapping[Kind, Callable[[Cell], object]] = {
    Kind.FACTOR: cells.factor,
    Kind.FLAG: cells.flag,
    Kind.BASIS: cells.basis,
    Kind.MIX: cells.mix,
}
"""Kinds whose cells say all by themselves."""


def value_of(cell: Cell, column: Column, findings: Findings, colons: str) -> object:
    """A cell read by its column, in the session's currency and zone. Raises BadCellError."""
    kind, unit = column.field.kind, column.unit
    if kind in _BY_CELL:
        return _BY_CELL[kind](cell)
    scale = _SCALES.get(unit, Decimal(1))
    match kind:
        case Kind.MONEY:
            return cells.money(cell, findings.currency, scale)
        case Kind.COUNT:
            return cells.count(cell, scale)
        case Kind.RATIO:
            return cells.ratio(cell, unit)
        case Kind.SPAN:
            return times.span(cell, unit, colons=colons)
        case Kind.BEFORE:
            return times.before(cell, unit)
        case Kind.GOALS:
            return cells.goal_list(cell, findings.currency)
        case Kind.WHEN:
            return times.when(cell, offsets=column.field.name == "offset", zone=findings.zone)
    return text_of(cell)


def as_when(value: object) -> When | None:
    """`value` if it is a time."""
    return value if isinstance(value, When) else None
