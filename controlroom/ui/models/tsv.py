"""Tables on the clipboard, as Excel, WPS and Numbers put them: tabs, lines, quotes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = re.compile(r"[=+\-@]")
_FIGURE = re.compile(r"[+\-]?[¥$€£]?[\d,.:]+%?")


def parse(text: str) -> list[list[str]]:
    """The cells of a copied table. A quoted cell may hold tabs and line ends; the empty
    line Excel leaves at the end is not a row. A text without tabs is one column."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    rows = list(csv.reader(StringIO(clean), delimiter="\t", quotechar='"'))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [[_plain(cell) for cell in row] or [""] for row in rows]


def render(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as text that Excel pastes back into the same cells."""
    out = StringIO()
    safe = ([_safe(cell) for cell in row] for row in rows)
    csv.writer(out, delimiter="\t", quotechar='"', lineterminator="\n").writerows(safe)
    return out.getvalue()


def _safe(cell: str) -> str:
    """A text that a spreadsheet would take for a formula, with the sign that it is none."""
    return "'" + cell if _FORMULA.match(cell) and not _FIGURE.fullmatch(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
