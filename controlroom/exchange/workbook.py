"""Workbooks as tables: what kind of file it is, what must be refused before it is opened,
and what the reader of cells does not tell (hidden rows, formulas without a value).

A single stray cell in the last corner of a sheet would make the reader ask for hundreds
of gigabytes and end the whole program: the parts are looked over first.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.exchange import ods_parts, xlsx_parts
from controlroom.exchange.parts import Page
from controlroom.exchange.tables import (
    Book,
    Cell,
    Lost,
    Table,
    any_filled,
    refuse_large,
    text_table,
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

_MOST_BYTES = 200_000_000  # of a workbook's parts, unpacked
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# The record after the beginning of a workbook stream (and of write protection) that says
# the rest is encrypted.
_FILEPASS = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
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
    if data.startswith(_ZIP):
        kind, book = _zipped(path, data)
    elif data.startswith(_OLE[:4]):
        kind, book = "xls", _old(path, data)
    else:
        kind, book = "csv", Book(tables=(text_table(path, data),))
    if not any_filled(book.tables):
        raise WorldError("runsheet.empty", file=Path(path).name)
    return replace(book, remarks=(*_other_kind(path, kind), *book.remarks))


def _bytes(path: str) -> bytes:
    name = Path(path).name
    try:
        data = Path(path).read_bytes()
    except OSError as trouble:
        raise WorldError("runsheet.unreadable", file=name, reason=trouble.strerror) from trouble
    if not data.strip():
        raise WorldError("runsheet.empty", file=name)
    return data


def _other_kind(path: str, kind: str) -> tuple[Message, ...]:
    suffix = Path(path).suffix.lower()
    if _SUFFIXES.get(suffix, kind) == kind:
        return ()
    return (message("runsheet.other_kind", file=Path(path).name, kind=kind),)


# --- packages of parts ------------------------------------------------------------


def _zipped(path: str, data: bytes) -> tuple[str, Book]:
    name = Path(path).name
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                raise WorldError("runsheet.huge", file=name)
            kind, pages = _pages(name, parts)
            macros = any(part.endswith("vbaProject.bin") for part in parts.namelist())
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError) as trouble:
        raise WorldError("runsheet.broken", file=name, reason=str(trouble)[:120]) from trouble
    return kind, Book(tables=_read(name, data, pages), remarks=_macros(name, macros))


def _pages(name: str, parts: zipfile.ZipFile) -> tuple[str, Mapping[str, Page]]:
    listed = set(parts.namelist())
    if "xl/workbook.bin" in listed:
        raise WorldError("runsheet.binary", file=name)
    if "content.xml" in listed and b"spreadsheet" in _kind_of(parts, listed):
        if b"encryption-data" in _part(parts, listed, "META-INF/manifest.xml"):
            raise WorldError("runsheet.password", file=name)
        pages, kind = ods_parts.pages(parts.read("content.xml")), "ods"
    elif (main := xlsx_parts.main_part(parts)) is not None:
        pages, kind = xlsx_parts.pages(parts, main), "xlsx"
    else:
        raise WorldError("runsheet.not_a_workbook", file=name)
    for title, page in pages.items():
        refuse_large(name, title, page.rows, page.columns, page.last)
    return kind, pages


def _kind_of(parts: zipfile.ZipFile, listed: set[str]) -> bytes:
    return _part(parts, listed, "mimetype") + _part(parts, listed, "META-INF/manifest.xml")


def _part(parts: zipfile.ZipFile, listed: set[str], name: str) -> bytes:
    return parts.read(name) if name in listed else b""


def _macros(name: str, found: bool) -> tuple[Message, ...]:
    return (message("runsheet.macros", file=name),) if found else ()


# --- the binary files of before 2007 -------------------------------------------------


def _old(path: str, data: bytes) -> Book:
    name = Path(path).name
    if _LOCKED in data or _FILEPASS.search(data):
        raise WorldError("runsheet.password", file=name)
    return Book(tables=_read(name, data, {}), remarks=_macros(name, _MACROS in data))


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
        raise WorldError("runsheet.password", file=name) from locked
    except Exception as trouble:
        if "password" in str(trouble).lower():
            raise WorldError("runsheet.password", file=name) from trouble
        raise WorldError("runsheet.broken", file=name, reason=str(trouble)[:120]) from trouble


def _table(
    name: str, book: CalamineWorkbook, about: SheetMetadata, page: Page | None
) -> Table | None:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if about.typ != SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_name(about.name)
    if sheet.end is not None:
        refuse_large(name, about.name, sheet.end[0] + 1, sheet.end[1] + 1)
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
