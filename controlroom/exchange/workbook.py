"""Workbooks as tables, looked over before they are opened (`controlroom.workbooks`), with
what the reader of cells does not tell (hidden rows, formulas without a value)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.core.refusals import reason
from controlroom.exchange.tables import BOUNDS, Book, Cell, Table, any_filled, text_table
from controlroom.workbooks.looking import OLE, ZIP, look_over
from controlroom.workbooks.pages import Lost, Page

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

_SUFFIXES = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xltm": "xlsx", ".xls": "xls",
    ".xlt": "xls", ".ods": "ods", ".csv": "csv", ".tsv": "csv", ".txt": "csv",
}  # fmt: skip


def read_book(path: str) -> Book:
    """The sheets of a file, whatever its suffix says.

    Raises WorldError: missing, empty, not a table, not a workbook, protected by a
    password, broken, too large.
    """
    data = _bytes(path)
    if data.startswith((ZIP, OLE)):
        kind, book = _workbook(path, data)
    else:
        kind, book = "csv", Book(tables=(text_table(path, data),), text=True)
    if not any_filled(book.tables):
        raise WorldError("runsheet.empty", file=Path(path).name)
    return replace(book, remarks=(*_other_kind(path, kind), *book.remarks))


def _bytes(path: str) -> bytes:
    name = Path(path).name
    try:
        data = Path(path).read_bytes()
    except OSError as trouble:
        raise WorldError("runsheet.unreadable", file=name, reason=reason(trouble)) from trouble
    if not data.strip():
        raise WorldError("runsheet.empty", file=name)
    return data


def _other_kind(path: str, kind: str) -> tuple[Message, ...]:
    suffix = Path(path).suffix.lower()
    if _SUFFIXES.get(suffix, kind) == kind:
        return ()
    return (message("runsheet.other_kind", file=Path(path).name, kind=kind),)


# --- workbooks ------------------------------------------------------------------------


def _workbook(path: str, data: bytes) -> tuple[str, Book]:
    name = Path(path).name
    looked = look_over(io.BytesIO(data), name, BOUNDS)
    macros = (message("runsheet.macros", file=name),) if looked.macros else ()
    return looked.kind, Book(tables=_read(name, data, looked.pages), remarks=macros)


# --- cells --------------------------------------------------------------------------


def _read(name: str, data: bytes, pages: Mapping[str, Page]) -> tuple[Table, ...]:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(
            table
            for about in book.sheets_metadata
            if (table := _table(name, book, about, pages.get(about.name))) is not None
        )
    except WorldError:
        raise
    except PasswordError as locked:
        raise BOUNDS.no("password", name) from locked
    except Exception as trouble:
        if "password" in str(trouble).lower():
            raise BOUNDS.no("password", name) from trouble
        raise BOUNDS.broken(name, trouble) from trouble


def _table(
    name: str, book: CalamineWorkbook, about: SheetMetadata, page: Page | None
) -> Table | None:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if about.typ != SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_name(about.name)
    if sheet.end is not None:
        BOUNDS.refuse(name, about.name, sheet.end[0] + 1, sheet.end[1] + 1)
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    found = Table(
        name=about.name,
        rows=_with_lost(rows, page.lost if page else {}),
        hidden=about.visible != SheetVisibleEnum.Visible,
        merged=tuple(sheet.merged_cell_ranges or ()),
    )
    if page is None:
        return found
    return replace(found, hidden_rows=page.hidden, merged=found.merged or page.merged)


def _with_lost(
    rows: list[list[Cell]], lost: Mapping[tuple[int, int], Lost]
) -> tuple[tuple[Cell, ...], ...]:
    wide = max((len(row) for row in rows), default=0)
    for (row, column), cell in lost.items():
        if row < len(rows) + 1 and column < wide + 1:
            while len(rows) <= row:
                rows.append([])
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = cell
    return tuple(map(tuple, rows))
