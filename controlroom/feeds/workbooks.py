"""Workbooks (.xlsx .xls .ods) → blocks of rows, by python-calamine.

Calamine holds a sheet in memory as a full rectangle; so the size of an .xlsx sheet is
looked at before it is opened.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

import python_calamine as calamine

from controlroom.core.errors import WorldError
from controlroom.feeds.reading import Block, Row

MOST_CELLS = 5_000_000
_MOST_BYTES = 600 << 20  # of one unpacked part
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<row [^>]*?r="(\d{1,7})"')
_SECRET = "EncryptedPackage".encode("utf-16-le")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_blocks(path: str, sheet: str | None, *, size: int) -> Iterator[Block]:
    """Rows of all sheets (or of `sheet`). Raises WorldError for what can't be read."""
    name = Path(path).name
    _check_size(path, name, sheet)
    try:
        book = calamine.load_workbook(path)
    except calamine.PasswordError:
        raise WorldError("import.password", file=name) from None
    except calamine.CalamineError:
        raise _broken(path, name) from None
    if sheet is not None and sheet not in book.sheet_names:
        known = ", ".join(book.sheet_names)
        raise WorldError("import.unknown_sheet", file=name, sheet=sheet, known=known)
    chosen = [sheet] if sheet is not None else book.sheet_names
    for number, title in enumerate(chosen):
        yield from _blocks_of(book, name, title, size, number, len(chosen))


def _blocks_of(
    book: calamine.CalamineWorkbook, name: str, title: str, size: int, number: int, count: int
) -> Iterator[Block]:
    """The blocks of the sheet called `title`, the `number`-th of `count`."""
    try:
        opened = book.get_sheet_by_name(title)
    except calamine.CalamineError:
        raise WorldError("import.truncated", file=name) from None
    if opened.width * opened.height > MOST_CELLS:
        raise _too_large(name, title, opened.height, opened.width)
    rows = iter(opened.iter_rows())
    height, first = max(opened.height, 1), 1
    while part := list(islice(rows, size)):
        done = (number + min((first + len(part)) / height, 1.0)) / count
        kept: list[Row] = list(part)
        yield Block(sheet=title, first=first, rows=kept, done=done)
        first += len(part)


def _broken(path: str, name: str) -> WorldError:
    """Why a workbook can't be opened: a password, or damage."""
    with open(path, "rb") as file:
        secret = _SECRET in file.read(8 << 20)
    return WorldError("import.password" if secret else "import.truncated", file=name)


def _too_large(name: str, sheet: str, rows: int, columns: int) -> WorldError:
    most = MOST_CELLS
    return WorldError(
        "import.too_large", file=name, sheet=sheet, rows=rows, columns=columns, most=most
    )


def _check_size(path: str, name: str, sheet: str | None) -> None:
    """Raises WorldError for a damaged archive or a sheet of too many cells."""
    if not zipfile.is_zipfile(path):
        with open(path, "rb") as file:
            if file.read(2) == b"PK":
                raise WorldError("import.truncated", file=name)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for title, part in _parts(archive).items():
                if sheet in (None, title):
                    _check_part(archive, part, name, title)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ET.ParseError):
        raise WorldError("import.truncated", file=name) from None
    except (RuntimeError, NotImplementedError):  # an encrypted or oddly packed member
        raise WorldError("import.password", file=name) from None


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → path of its part; one part for an .ods."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        return {"": "content.xml"} if "content.xml" in names else {}
    # expat itself stops entity bombs; parts are bounded by _MOST_BYTES
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    target = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    parts = {}
    for entry in book.iter():
        if entry.tag.endswith("}sheet"):
            path = posixpath.join("xl", target.get(entry.get(_RELATION), "")).lstrip("/")
            if path in names or (path := path.removeprefix("xl/")) in names:
                parts[entry.get("name", "")] = path
    return parts


def _check_part(archive: zipfile.ZipFile, part: str, name: str, title: str) -> None:
    """Raises WorldError when the rectangle around all cells of a part is too large."""
    if archive.getinfo(part).file_size > _MOST_BYTES:
        raise _too_large(name, title, 0, 0)
    rows, letters, tail = 0, {b"A"}, b""
    with archive.open(part) as stream:
        while block := stream.read(1 << 20):
            block = tail + block
            letters.update(_CELL.findall(block))
            found = _ROW.findall(block)
            rows = max(rows, int(found[-1])) if found else rows
            tail = block[-256:]
            columns = max(map(_column, letters))
            if rows * columns > MOST_CELLS:
                raise _too_large(name, title, rows, columns)


def _column(letters: bytes) -> int:
    """`A` is 1, `AA` 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
