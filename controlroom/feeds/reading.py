"""Bytes → blocks of rows. Text tables and workbooks, told apart by what is in them."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason
from controlroom.feeds.delimited import Records
from controlroom.workbooks.looking import OLE, ZIP

Row = Sequence[object]
HEAD = 60  # rows in which a header is looked for
_BLOCK = 2_000  # small enough to stay in the processor's cache
_SAMPLE = 4 << 20  # bytes looked at to find the encoding
_GZIP = b"\x1f\x8b"
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows of one sheet, in file order. `first`: number of the first row, 1-based as the
    file counts (a text record is one row); `done`: share of the file read, 0..1;
    `macros`: whether it comes from a workbook that has some."""

    sheet: str
    first: int
    rows: Sequence[Row]
    done: float
    macros: bool = False


def blocks(path: str, sheet: str | None = None, *, size: int = _BLOCK) -> Iterator[Block]:
    """The rows of a file by blocks; a new sheet begins a new block at its first row.

    Raises WorldError when the file is no table that can be read.
    """
    name = Path(path).name
    try:
        start = _start(path)
        if not start:
            raise WorldError("import.empty_file", file=name)
        if start.startswith((ZIP, OLE)):
            from controlroom.feeds.workbooks import sheet_blocks

            yield from sheet_blocks(path, sheet, size=size)
        else:
            yield from _text_blocks(path, name, size)
    except UnicodeDecodeError as wrong:
        raise WorldError("import.encoding", file=name, position=wrong.start) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise WorldError("import.truncated", file=name) from None
    except OSError as trouble:
        raise WorldError("import.unreadable", file=name, reason=reason(trouble)) from None


def _start(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(8)


def _text_blocks(path: str, name: str, size: int) -> Iterator[Block]:
    with _opened(path) as (raw, data):
        sample = data.read(_SAMPLE)
        encoding = _encoding(sample, name)
        whole = max(Path(path).stat().st_size, 1)
        head = codecs.getincrementaldecoder(encoding)().decode(sample).lstrip("\ufeff")
        data.seek(len(codecs.BOM_UTF8) if sample.startswith(codecs.BOM_UTF8) else 0)
        text = io.TextIOWrapper(data, encoding, newline="")
        records = Records(text, _delimiter(head))
        first = 1
        try:
            for rows in records.blocks(size):
                done = min(raw.tell() / whole, 1.0)
                yield Block(sheet="", first=first, rows=rows, done=done)
                first += len(rows)
        except csv.Error:
            raise WorldError("import.broken_csv", file=name, row=records.line) from None
        except UnicodeDecodeError as wrong:  # counted from the start of what was decoded last
            position = data.tell() - len(wrong.object) + wrong.start
            raise WorldError("import.encoding", file=name, position=position) from None
        finally:
            text.detach()


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """(the file itself, its bytes unpacked)."""
    with open(path, "rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        if packed:
            with gzip.open(raw) as unpacked:
                yield raw, io.BufferedReader(unpacked, 1 << 16)
        else:
            yield raw, raw


def _encoding(sample: bytes, name: str) -> str:
    """The encoding of a text table. Raises WorldError when it is none."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if not sample.removeprefix(codecs.BOM_UTF8).strip():
        raise WorldError("import.empty_file", file=name)
    if b"\0" in sample or _MARKUP.match(sample) or sample.startswith(b"%PDF"):
        raise WorldError("import.not_a_table", file=name)
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError as wrong:
            position = wrong.start
        else:
            return encoding
    raise WorldError("import.encoding", file=name, position=position)


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first lines into the most columns the most often."""
    lines = text[: 1 << 16].splitlines()[:HEAD]

    def columns(delimiter: str) -> int:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        return sum(width - 1 for width in widths)

    return max((",", "\t", ";"), key=columns)
