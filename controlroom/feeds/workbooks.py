"""Workbooks (.xlsx .xls .ods) → blocks of rows, by python-calamine.

Calamine holds a sheet in memory as a full rectangle; so every workbook is looked over
before it is opened (`controlroom.workbooks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import python_calamine as calamine

from controlroom.core.errors import WorldError
from controlroom.feeds.reading import Block, Row
from controlroom.workbooks.bounds import Bounds
from controlroom.workbooks.looking import look_over

BOUNDS = Bounds(
    room="import",
    damaged="import.truncated",
    rows=1_048_576,
    columns=16_384,
    cells=5_000_000,
    unpacked=600_000_000,
)


def sheet_blocks(path: str, sheet: str | None, *, size: int) -> Iterator[Block]:
    """Rows of all sheets (or of `sheet`). Raises WorldError for what can't be read."""
    name = Path(path).name
    with open(path, "rb") as file:
        looked = look_over(file, name, BOUNDS, closely=False, only=sheet)
        file.seek(0)
        book = _opened(file, name)
    if sheet is not None and sheet not in book.sheet_names:
        known = ", ".join(book.sheet_names)
        raise WorldError("import.unknown_sheet", file=name, sheet=sheet, known=known)
    chosen = [sheet] if sheet is not None else book.sheet_names
    for number, title in enumerate(chosen):
        for block in _blocks_of(book, name, title, size, number, len(chosen)):
            yield replace(block, macros=looked.macros)


def _opened(file: BinaryIO, name: str) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError:
        raise BOUNDS.no("password", name) from None
    except calamine.CalamineError as trouble:
        raise BOUNDS.broken(name, trouble) from None


def _blocks_of(
    book: calamine.CalamineWorkbook, name: str, title: str, size: int, number: int, count: int
) -> Iterator[Block]:
    """The blocks of the sheet called `title`, the `number`-th of `count`."""
    try:
        opened = book.get_sheet_by_name(title)
    except calamine.CalamineError as trouble:
        raise BOUNDS.broken(name, trouble) from None
    if opened.end is not None:
        BOUNDS.refuse(name, title, opened.end[0] + 1, opened.end[1] + 1)
    rows = iter(opened.iter_rows())
    height, first = max(opened.height, 1), 1
    while part := list(islice(rows, size)):
        done = (number + min((first + len(part)) / height, 1.0)) / count
        kept: list[Row] = list(part)
        yield Block(sheet=title, first=first, rows=kept, done=done)
        first += len(part)
