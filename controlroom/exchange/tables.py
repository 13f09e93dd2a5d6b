"""Files as tables of cells: .xlsx/.xls/.ods by calamine, .csv in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from controlroom.core.errors import WorldError

Cell = str | float | int | bool | datetime | date | time | timedelta | None

MOST_ROWS = 20_000
MOST_COLUMNS = 500
_MOST_BYTES = 200_000_000  # of a workbook's parts, unpacked
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: `rows[i]` is row i + 1 of the file; cells start at column A."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_tables(path: str) -> tuple[Table, ...]:
    """The sheets of a file, in its order.

    Raises WorldError: missing, empty, not a table, broken workbook, too large.
    """
    data = _bytes(path)
    if data.startswith(_WORKBOOKS):
        tables = _workbook(path, data)
    else:
        tables = (_text_table(path, data),)
    if not any(any(_filled(row)) for table in tables for row in table.rows):
        raise WorldError("runsheet.empty", file=Path(path).name)
    return tables


def _filled(row: Iterable[Cell]) -> Iterable[bool]:
    return (cell is not None and str(cell).strip() != "" for cell in row)


def _bytes(path: str) -> bytes:
    name = Path(path).name
    try:
        data = Path(path).read_bytes()
    except OSError as trouble:
        raise WorldError("runsheet.unreadable", file=name, reason=trouble.strerror) from trouble
    if not data.strip():
        raise WorldError("runsheet.empty", file=name)
    return data


def _workbook(path: str, data: bytes) -> tuple[Table, ...]:
    from python_calamine import CalamineWorkbook

    name = Path(path).name
    _refuse_huge(name, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(title, book.get_sheet_by_name(title)) for title in book.sheet_names]
        sizes = [(title, sheet.total_height, sheet.total_width) for title, sheet in sheets]
        for title, height, width in sizes:
            _refuse_large(name, title, height, width)
        return tuple(
            Table(name=title, rows=tuple(map(tuple, sheet.to_python(skip_empty_area=False))))
            for title, sheet in sheets
        )
    except WorldError:
        raise
    except Exception as trouble:
        raise WorldError("runsheet.broken", file=name, reason=str(trouble)[:120]) from trouble


def _refuse_huge(name: str, data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as trouble:
        raise WorldError("runsheet.broken", file=name, reason=str(trouble)) from trouble
    if unpacked > _MOST_BYTES:
        raise WorldError("runsheet.too_large", file=name, sheet="", rows=None, most=MOST_ROWS)


def _refuse_large(name: str, sheet: str, height: int, width: int) -> None:
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise WorldError("runsheet.too_large", file=name, sheet=sheet, rows=height, most=MOST_ROWS)


def decoded(data: bytes) -> str | None:
    """Text of a .csv: BOM, UTF-8, then GB18030; None when it is none of these."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


_GUARD = re.compile(r"'+[=+\-@\t\r]")


def _unguarded(cell: str) -> str:
    """`'=SUM(A1)` as it was meant: the apostrophe only kept it from being a formula."""
    return cell[1:] if _GUARD.match(cell) else cell


def _text_table(path: str, data: bytes) -> Table:
    name = Path(path).name
    text = decoded(data)
    if text is None or text.lstrip()[:1] in ("{", "<", "%"):
        raise WorldError("runsheet.not_a_table", file=name)
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(tuple(map(_unguarded, row)))
            _refuse_large(name, "", len(rows), len(row))
    except csv.Error as trouble:
        raise WorldError("runsheet.broken", file=name, reason=str(trouble)) from trouble
    return Table(name=Path(path).stem, rows=tuple(rows))


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:40])
    return max(",\t;", key=lambda mark: (head.count(mark), mark == ","))
