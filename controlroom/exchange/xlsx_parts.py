"""The parts of an .xlsx looked over without building cells: extent, hidden rows, formulas
that were never calculated, errors."""

from __future__ import annotations

import posixpath
import re
import zipfile
from xml.sax.saxutils import unescape

from controlroom.exchange.parts import Page, cell_name, place_of
from controlroom.exchange.tables import MOST_CELLS, Lost, too_large

_NS = rb"(?:[A-Za-z][\w.\-]*:)?"
_ROW = re.compile(rb"<" + _NS + rb"row\b([^>]*)>")
_FILLED = re.compile(rb"<" + _NS + rb"c\b(?![^>]*/>)([^>]*)>(?!\s*</)")
_END = rb"</" + _NS
_VALUE = rb"<" + _NS + rb"v\b(?:[^>]*/>|[^>]*>(?P<value>[^<]*)<)"
_FORMULA = re.compile(
    rb"<" + _NS + rb"c\b(?P<cell>[^>]*)>\s*<" + _NS
    + rb"f\b(?:[^>]*/>|[^>]*>(?P<said>[^<]*)" + _END + rb"f>)\s*(?:" + _VALUE + rb")?"
)  # fmt: skip
_ERROR = re.compile(
    rb"<" + _NS + rb"c\b(?P<cell>[^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!" + _END + rb"c>).)*?<" + _NS
    + rb"v>(?P<said>[^<]*)<", re.DOTALL
)  # fmt: skip
_NAME = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_SHEET = re.compile(rb"<" + _NS + rb"sheet\b([^>]*?)/?>")
_RELATION = re.compile(rb"<" + _NS + rb"Relationship\b([^>]*?)/?>")


def main_part(parts: zipfile.ZipFile) -> str | None:
    """The name of the workbook part, or None in a package that is no workbook."""
    listed = {name.lower(): name for name in parts.namelist()}
    return listed.get("xl/workbook.xml")


def pages(parts: zipfile.ZipFile, main: str) -> dict[str, Page]:
    """A page per worksheet, by its title."""
    folder, base = posixpath.split(main)
    related = f"{folder}/_rels/{base}.rels"
    listed = set(parts.namelist())
    targets = _targets(parts.read(related)) if related in listed else {}
    found: dict[str, Page] = {}
    for match in _SHEET.finditer(parts.read(main)):
        attributes = match[1]
        target = targets.get(_attribute(attributes, rb"[\w.\-]+:id"), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        path = posixpath.normpath(path)
        if path in listed and "worksheets" in path:
            found[_attribute(attributes, rb"name")] = page(parts.read(path))
    return found


def _targets(relations: bytes) -> dict[str, str]:
    found = (match[1] for match in _RELATION.finditer(relations))
    return {_attribute(one, rb"Id"): _attribute(one, rb"Target") for one in found}


def _attribute(attributes: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", attributes)
    text = (found[1] if found[1] is not None else found[2]).decode("utf-8") if found else ""
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def page(xml: bytes) -> Page:
    """What one sheet's part tells."""
    rows, columns = _at_least(xml) or _extent(xml)
    last = cell_name(rows - 1, columns - 1) if rows else ""
    if too_large(rows, columns):
        return Page(rows=rows, columns=columns, last=last)
    return Page(
        rows=rows,
        columns=columns,
        last=last,
        hidden=_hidden(xml),
        lost=_lost(xml),
    )


def _at_least(xml: bytes) -> tuple[int, int] | None:
    """Rows and columns of a sheet of more cells than may be, counted without looking at them."""
    cells = sum(xml.count(mark) for mark in (b"<c ", b"<c>", b":c ", b":c>"))
    if cells <= 2 * MOST_CELLS:
        return None
    rows = max(1, sum(xml.count(mark) for mark in (b"<row ", b"<row>", b":row ", b":row>")))
    return rows, -(-cells // rows)


def _extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns up to the last filled cell; where cells have no names, as far as
    they could reach."""
    rows = columns = unnamed = 0
    for match in _FILLED.finditer(xml):
        name = _NAME.search(match[1])
        if name is None:
            unnamed += 1
            continue
        row, column = place_of((name[1] + name[2]).decode())
        rows, columns = max(rows, row + 1), max(columns, column + 1)
    if unnamed:
        numbers = [int(n[1]) for m in _ROW.finditer(xml) if (n := _NUMBER.search(m[1]))]
        rows = max([rows, len(_ROW.findall(xml)), *numbers])
        columns = max(columns, *(len(_FILLED.findall(row)) for row in _ROW.split(xml)))
    return rows, columns


def _hidden(xml: bytes) -> frozenset[int]:
    found: set[int] = set()
    number = 0
    for match in _ROW.finditer(xml):
        stated = _NUMBER.search(match[1])
        number = int(stated[1]) if stated else number + 1
        if _HIDDEN.search(match[1]):
            found.add(number)
    return frozenset(found)


def _lost(xml: bytes) -> dict[tuple[int, int], Lost]:
    found: dict[tuple[int, int], Lost] = {}
    if b"f>" in xml or b"<f" in xml:
        for match in _FORMULA.finditer(xml):
            if not (match["value"] or b"").strip() and b't="str"' not in match["cell"]:
                _keep(found, match, "=", "runsheet.no_value")
    for match in _ERROR.finditer(xml):
        _keep(found, match, "", "runsheet.error_value")
    return found


def _keep(found: dict[tuple[int, int], Lost], match: re.Match[bytes], mark: str, key: str) -> None:
    name = _NAME.search(match["cell"])
    if name is not None:
        said = unescape((match["said"] or b"").decode("utf-8", errors="replace"))
        found[place_of((name[1] + name[2]).decode())] = Lost(mark + said, key)
