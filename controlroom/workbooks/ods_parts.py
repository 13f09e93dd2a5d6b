"""The content of an .ods looked over without building cells: how far repeated rows and
cells would reach, and which rows are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import unescape

from controlroom.workbooks.pages import Merge, Page, cell_name

_TABLE = re.compile(rb"<table:table\b([^>]*)>(.*?)</table:table>", re.DOTALL)
_ROW = re.compile(
    rb"<table:table-row\b((?:[^>/]|/(?!>))*)(?:/>|>(.*?)</table:table-row>)", re.DOTALL
)
_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b((?:[^>/]|/(?!>))*)"
    rb"(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_HIDDEN = re.compile(rb"\btable:visibility=\"(?:collapse|filter)\"")
_FILLED = re.compile(rb"\boffice:(?:value-type|value|string-value|time-value|date-value)=")


def pages(content: bytes) -> dict[str, Page]:
    """A page per table, by its name."""
    return {_said(_NAME, table[1]): _page(table[2]) for table in _TABLE.finditer(content)}


def _said(pattern: re.Pattern[bytes], attributes: bytes) -> str:
    found = pattern.search(attributes)
    return unescape(found[1].decode("utf-8"), {"&quot;": '"', "&apos;": "'"}) if found else ""


def _number(attributes: bytes, name: bytes) -> int:
    found = re.search(rb"\btable:number-" + name + rb"=\"(\d{1,9})\"", attributes)
    return int(found[1]) if found else 1


def _page(body: bytes) -> Page:
    rows = columns = at = 0
    hidden: set[int] = set()
    merged: list[Merge] = []
    for row in _ROW.finditer(body):
        repeated = _number(row[1], b"rows-repeated")
        wide = 0
        for column, cell in _cells(row[2] or b""):
            wide = column + _number(cell[1], b"columns-repeated")
            down, across = _number(cell[1], b"rows-spanned"), _number(cell[1], b"columns-spanned")
            if down > 1 or across > 1:
                merged.append(((at, column), (at + down - 1, column + across - 1)))
        if wide:
            rows, columns = at + repeated, max(columns, wide)
        if wide and _HIDDEN.search(row[1]):
            hidden.update(range(at + 1, at + 1 + min(repeated, 20_000)))
        at += repeated
    last = cell_name(rows - 1, columns - 1) if rows else ""
    return Page(
        rows=rows, columns=columns, last=last, hidden=frozenset(hidden), merged=tuple(merged)
    )


def _cells(row: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """The filled cells with their 0-based column."""
    column = 0
    for cell in _CELL.finditer(row):
        if _FILLED.search(cell[1]) or b"<text:p" in (cell[2] or b""):
            yield column, cell
        column += _number(cell[1], b"columns-repeated")
