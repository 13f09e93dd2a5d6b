"""The parts of an .xlsx looked over without building cells: extent, hidden rows, formulas
that were never calculated, errors."""

from __future__ import annotations

import posixpath
import re
import zipfile
from xml.sax.saxutils import unescape

from controlroom.workbooks.bounds import Bounds
from controlroom.workbooks.pages import Lost, Page, cell_name, place_of

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
_NAMED = re.compile(rb"<" + _NS + rb"c\b[^>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_PLAIN = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')  # the same as most programs write it
_CELLS = (b"<c ", b"<c>", b":c ", b":c>")
_ODD_CELLS = (b"c\n", b"c\t", b"c\r")  # perhaps, when its attributes stand on lines of their own
_ROWS = (b"<row ", b"<row>", b":row ", b":row>")
_BLOCK = 1 << 20
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_SHEET = re.compile(rb"<" + _NS + rb"sheet\b([^>]*?)/?>")
_RELATION = re.compile(rb"<" + _NS + rb"Relationship\b([^>]*?)/?>")


def main_part(parts: zipfile.ZipFile) -> str | None:
    """The name of the workbook part, or None in a package that is no workbook."""
    listed = {name.lower(): name for name in parts.namelist()}
    return listed.get("xl/workbook.xml")


def pages(
    parts: zipfile.ZipFile,
    main: str,
    bounds: Bounds,
    *,
    closely: bool = True,
    only: str | None = None,
) -> dict[str, Page]:
    """A page per worksheet, by its title; `only` one of them when it is named. Those not
    looked at `closely` have a size alone."""
    folder, base = posixpath.split(main)
    listed = {name.lower(): name for name in parts.namelist()}
    related = listed.get(f"{folder}/_rels/{base}.rels".lower())
    targets = _targets(parts.read(related)) if related else {}
    found: dict[str, Page] = {}
    for match in _SHEET.finditer(parts.read(main)):
        title = _attribute(match[1], rb"name")
        target = targets.get(_attribute(match[1], rb"[\w.\-]+:id"), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        part = listed.get(posixpath.normpath(path.replace("\\", "/")).lower())
        if part and "worksheets" in part.lower() and only in (None, title):
            sized = None if closely else _outline(parts, part, bounds)
            found[title] = sized or page(parts.read(part), bounds)
    return found


def _targets(relations: bytes) -> dict[str, str]:
    found = (match[1] for match in _RELATION.finditer(relations))
    return {_attribute(one, rb"Id"): _attribute(one, rb"Target") for one in found}


def _attribute(attributes: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", attributes)
    text = (found[1] if found[1] is not None else found[2]).decode("utf-8") if found else ""
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def _outline(parts: zipfile.ZipFile, part: str, bounds: Bounds) -> Page | None:
    """The size of a sheet by the names of its cells, filled or not; None where that is too
    large or some have no name: then it must be looked at closely."""
    rows, columns, rest = 0, 0, b""
    with parts.open(part) as stream:
        while block := stream.read(_BLOCK):
            whole, mark, cut = (rest + block).rpartition(b"<")
            rest = mark + cut
            cells, names = _count(whole, _CELLS + _ODD_CELLS), _PLAIN.findall(whole)
            if cells > len(names) and cells > len(names := _NAMED.findall(whole)):
                return None
            letters, numbers = {name[0] for name in names}, {name[1] for name in names}
            columns = max((columns, *(place_of(one.decode() + "1")[1] + 1 for one in letters)))
            rows = max((rows, *map(int, numbers)))
            if bounds.passed(rows, columns):
                return None
    return Page(rows=rows, columns=columns, last=cell_name(rows - 1, columns - 1) if rows else "")


def page(xml: bytes, bounds: Bounds) -> Page:
    """What one sheet's part tells."""
    rows, columns = _at_least(xml, bounds) or _extent(xml)
    last = cell_name(rows - 1, columns - 1) if rows else ""
    if bounds.passed(rows, columns):
        return Page(rows=rows, columns=columns, last=last)
    return Page(
        rows=rows,
        columns=columns,
        last=last,
        hidden=_hidden(xml),
        lost=_lost(xml),
    )


def _count(xml: bytes, marks: tuple[bytes, ...]) -> int:
    return sum(map(xml.count, marks))


def _at_least(xml: bytes, bounds: Bounds) -> tuple[int, int] | None:
    """Rows and columns of a sheet of more cells than may be, counted without looking at them."""
    cells = _count(xml, _CELLS)
    if cells <= 2 * bounds.cells:
        return None
    rows = max(1, _count(xml, _ROWS))
    return rows, -(-cells // rows)


def _extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns up to the last filled cell; where cells have no names, as far as
    they could reach."""
    unnamed, letters, lines = 0, set[bytes](), set[bytes]()
    for attributes in _FILLED.findall(xml):
        name = _NAME.search(attributes)
        if name is None:
            unnamed += 1
            continue
        letters.add(name[1])
        lines.add(name[2])
    columns = max((place_of(one.decode() + "1")[1] + 1 for one in letters), default=0)
    rows = max(map(int, lines), default=0)
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
