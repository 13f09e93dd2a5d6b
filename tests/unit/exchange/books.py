"""Workbooks of the tests' own making: good ones, odd ones, and ones nobody should open."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

HEAD = ("标题", "时长", "直播价")
_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xlsx(path: Path, fill: Callable[[Any], None], **options: object) -> Path:
    """A workbook filled by `fill(workbook)`."""
    book = xlsxwriter.Workbook(str(path), options)
    fill(book)
    book.close()
    return path


def page(book: Any, rows: Sequence[Sequence[Any]], name: str | None = None) -> Any:
    """A sheet with `rows`; numbers as numbers, all else as text."""
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write(at, column, cell)
    return sheet


def altered(path: Path, change: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> Path:
    """The package at `path` with parts changed, added (bytes) or taken out (None)."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, how in change.items():
        if how is None:
            parts.pop(name)
        else:
            parts[name] = how if isinstance(how, bytes) else how(parts[name])
    package(path, parts)
    return path


def package(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip of `parts`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


# --- compound files (OLE), and the sheets of 1997 in them ---------------------------


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with `streams` at its root, each at least 4096 bytes long."""
    padded = {n: d + b"\0" * (-len(d) % _SECTOR) for n, d in streams.items()}
    directory = _directory(streams, padded)
    chains, at = [], 0
    for data in (*padded.values(), directory):
        chains.append((at, len(data) // _SECTOR))
        at += len(data) // _SECTOR
    fat = [_FREE] * 128
    for start, count in chains:
        for sector in range(start, start + count):
            fat[sector] = sector + 1 if sector < start + count - 1 else _END
    fat[at] = _FAT
    assert at < 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, chains[-1][0], 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", at) + struct.pack("<I", _FREE) * 108
    return header + b"".join(padded.values()) + directory + struct.pack("<128I", *fat)


def _directory(streams: Mapping[str, bytes], padded: Mapping[str, bytes]) -> bytes:
    entries, start = [_entry("Root Entry", 5, _END, 0, child=1)], 0
    for nth, (name, data) in enumerate(padded.items(), start=1):
        right = nth + 1 if nth < len(streams) else _FREE
        entries.append(_entry(name, 2, start, max(len(streams[name]), 4096), right=right))
        start += len(data) // _SECTOR
    found = b"".join(entries)
    return found + _entry("", 0, 0, 0) * (-len(entries) % 4)


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return (
        head
        + struct.pack("<III", _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def xls(rows: Sequence[Sequence[str | float]], *, locked: bool = False) -> bytes:
    """A workbook of Excel 97: one sheet of labels and numbers; `locked` by a password."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 6))
    lock = record(0x2F, struct.pack("<HHH", 0, 0x1234, 0x5678)) if locked else b""
    name = "脚本"
    size = len(begin) + len(lock) + 4 + 8 + 2 * len(name) + 4
    title = struct.pack("<IHBB", size, 0, len(name), 1) + name.encode("utf-16-le")
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 1996, 0, 6))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            where = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                body += record(0x204, where + struct.pack("<HB", len(cell), 1) + text)
            else:
                body += record(0x203, where + struct.pack("<d", cell))
    stream = begin + lock + record(0x85, title) + record(0x0A, b"") + body + record(0x0A, b"")
    return compound({"Workbook": stream.ljust(4096, b"\0")})


def encrypted_xlsx() -> bytes:
    """What Excel makes of a workbook with a password: a compound file with the package in it."""
    return compound({"EncryptionInfo": b"\x04" * 4096, "EncryptedPackage": b"\x5a" * 8192})


# --- .ods ------------------------------------------------------------------------------


def ods(path: Path, table: str, *, manifest: str = "", name: str = "脚本") -> Path:
    """An OpenDocument spreadsheet with the rows of `table` (markup)."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        'office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    files = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{manifest}</manifest:file-entry></manifest:manifest>"
    )
    return package(
        path,
        {
            "mimetype": kind.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": files.encode(),
        },
    )


def ods_row(*cells: str, attributes: str = "", repeated: int = 1) -> str:
    """A row of text cells."""
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    many = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{many}{attributes}>{made}</table:table-row>"


def big(path: Path, rows: int, columns: int) -> Path:
    """A sheet of `rows` × `columns` numbers, written without building it in memory."""
    xlsx(path, lambda book: page(book, [HEAD]))

    def filled() -> bytes:
        out = io.BytesIO()
        row = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
        for _ in range(rows):
            out.write(row)
        return out.getvalue()

    return altered(
        path,
        {
            "xl/worksheets/sheet1.xml": lambda xml: xml[: xml.index(b"<sheetData>")]
            + b"<sheetData>" + filled() + b"</sheetData></worksheet>"
        },
    )  # fmt: skip
