"""Tables on the clipboard, as Excel, WPS and Numbers put them: tabs, lines, quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def parse(text: str) -> list[list[str]]:
    """The cells of a copied table. A quoted cell may hold tabs and line ends; the empty
    line Excel leaves at the end is not a row. A text without tabs is one column."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    rows = list(csv.reader(StringIO(clean), delimiter="\t", quotechar='"'))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [row or [""] for row in rows]


def render(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as text that Excel pastes back into the same cells."""
    out = StringIO()
    csv.writer(out, delimiter="\t", quotechar='"', lineterminator="\n").writerows(rows)
    return out.getvalue()
