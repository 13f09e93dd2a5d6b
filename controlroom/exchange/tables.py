"""Files as tables of cells: .xlsx/.xlsm/.xls/.ods (see `workbook`), .csv in UTF-8 or GB18030."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.message import Message
from controlroom.workbooks.bounds import Bounds
from controlroom.workbooks.pages import Lost, Merge

BOUNDS = Bounds(
    room="runsheet",
    damaged="runsheet.broken",
    rows=20_000,
    columns=500,
    cells=2_000_000,
    unpacked=200_000_000,
)
"""What is no run-sheet by its size."""


Cell = str | float | int | bool | datetime | date | time | timedelta | Lost | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: `rows[i]` is row i + 1 of the file; cells start at column A.

    `hidden_rows` are 1-based; of `merged` cells only the first holds the value."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The sheets of a file in its order, and what is to be said of the file as a whole;
    `text` where it knows no types of cells (.csv)."""

    tables: tuple[Table, ...]
    text: bool = False
    remarks: tuple[Message, ...] = ()


def any_filled(tables: Iterable[Table]) -> bool:
    """Whether any cell of any sheet says something."""
    return any(
        cell is not None and str(cell).strip() != ""
        for table in tables
        for row in table.rows
        for cell in row
    )


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


_GUARD = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def unguarded(cell: str) -> str:
    """`'=SUM(A1)` as it was meant: the apostrophe only kept it from being a formula."""
    return cell[1:] if _GUARD.match(cell) else cell


def text_table(path: str, data: bytes) -> Table:
    """A .csv as a table. Raises WorldError when it is none."""
    name = Path(path).name
    text = decoded(data)
    if text is None or text.lstrip()[:1] in ("{", "<", "%"):
        raise WorldError("runsheet.not_a_table", file=name)
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(tuple(map(unguarded, row)))
            BOUNDS.refuse(name, "", len(rows), len(row))
    except csv.Error as trouble:
        raise WorldError("runsheet.broken", file=name, reason=str(trouble)) from trouble
    return Table(name=Path(path).stem, rows=tuple(rows))


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:40])
    return max(",\t;", key=lambda mark: (head.count(mark), mark == ","))
