"""What kind of workbook a file is, and what must be refused before a reader of cells opens it.

A single stray cell in the last corner of a sheet would make the reader ask for hundreds
of gigabytes and end the whole program: the parts are looked over first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from controlroom.workbooks import ods_parts, xlsx_parts
from controlroom.workbooks.bounds import Bounds
from controlroom.workbooks.pages import Page

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# The record after the beginning of a workbook stream (and of write protection) that says
# the rest is encrypted.
_FILEPASS = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_PACKED = 1032  # deflate makes nothing smaller than one in so many
_READ = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a workbook is (`xlsx`, `ods` or `xls`), whether it has macros, and its sheets
    by title (none for an .xls)."""

    kind: str
    macros: bool
    pages: Mapping[str, Page] = field(default_factory=dict)


def look_over(
    file: BinaryIO, name: str, bounds: Bounds, *, closely: bool = True, only: str | None = None
) -> Looked:
    """Looks at a workbook from its beginning; `only` one sheet of an .xlsx when named.

    `closely` also finds hidden and merged rows and lost cells; else only sizes are looked
    at, fast enough for millions of cells. Raises WorldError in the words of `bounds`: too
    large, protected by a password, not a workbook, .xlsb, damaged, unpacking without end.
    """
    file.seek(0)
    if file.read(4) != ZIP:
        file.seek(0)
        return _old(file.read(), name, bounds)
    try:
        with zipfile.ZipFile(file) as parts:
            if any(part.flag_bits & 1 for part in parts.infolist()):
                raise bounds.no("password", name)
            _refuse_bomb(parts, name, bounds)
            kind, pages = _pages(name, parts, bounds, closely, only)
            macros = any(part.endswith("vbaProject.bin") for part in parts.namelist())
    except (
        zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError
    ) as trouble:  # fmt: skip
        raise bounds.broken(name, trouble) from trouble
    for title, page in pages.items():
        bounds.refuse(name, title, page.rows, page.columns, page.last)
    return Looked(kind=kind, macros=macros, pages=pages)


def _refuse_bomb(parts: zipfile.ZipFile, name: str, bounds: Bounds) -> None:
    """Raises WorldError for a package too large unpacked, BadZipFile for one that says it
    is smaller than it is."""
    listed = parts.infolist()
    if sum(part.file_size for part in listed) > bounds.unpacked:
        raise bounds.no("huge", name)
    for part in listed:
        if part.compress_size * _PACKED > bounds.unpacked:
            with parts.open(part) as stream:  # ends with an error where the stated size is wrong
                while stream.read(_READ):
                    pass


def _pages(
    name: str, parts: zipfile.ZipFile, bounds: Bounds, closely: bool, only: str | None
) -> tuple[str, Mapping[str, Page]]:
    listed = set(parts.namelist())
    if "xl/workbook.bin" in listed:
        raise bounds.no("binary", name)
    if "content.xml" in listed and b"spreadsheet" in _kind_of(parts, listed):
        if b"encryption-data" in _part(parts, listed, "META-INF/manifest.xml"):
            raise bounds.no("password", name)
        return "ods", ods_parts.pages(parts.read("content.xml"))
    if (main := xlsx_parts.main_part(parts)) is None:
        raise bounds.no("not_a_workbook", name)
    return "xlsx", xlsx_parts.pages(parts, main, bounds, closely=closely, only=only)


def _kind_of(parts: zipfile.ZipFile, listed: set[str]) -> bytes:
    return _part(parts, listed, "mimetype") + _part(parts, listed, "META-INF/manifest.xml")


def _part(parts: zipfile.ZipFile, listed: set[str], name: str) -> bytes:
    return parts.read(name) if name in listed else b""


def _old(data: bytes, name: str, bounds: Bounds) -> Looked:
    """The binary files of before 2007, whose sheets can't reach far."""
    if _LOCKED in data or _FILEPASS.search(data):
        raise bounds.no("password", name)
    return Looked(kind="xls", macros=_MACROS in data)
