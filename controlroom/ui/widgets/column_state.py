"""Order, width and visibility of a table's columns, by name, so that a later version with
other columns still finds the ones it knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHeaderView, QTableView


def state_of(header: QHeaderView, names: Sequence[str]) -> dict[str, Any]:
    """{"order": names from left to right, "hidden": names, "width": {name: px}}."""
    order = sorted(range(len(names)), key=header.visualIndex)
    wide = {at: header.sectionSize(at) for at in order if not header.isSectionHidden(at)}
    return {
        "order": [names[at] for at in order],
        "hidden": [names[at] for at in order if header.isSectionHidden(at)],
        "width": {names[at]: width for at, width in wide.items()},
    }


def restore(header: QHeaderView, names: Sequence[str], state: object) -> bool:
    """Columns as `state_of` said. What can't be read, or isn't known, is left as it is;
    False where nothing could be."""
    if not isinstance(state, dict):
        return False
    number = {name: at for at, name in enumerate(names)}
    known = [n for n in _texts(state.get("order")) if n in number]
    hidden, widths = set(_texts(state.get("hidden"))), state.get("width")
    for name in known:
        header.setSectionHidden(number[name], name in hidden)
    _arrange(header, [number[name] for name in known])
    for name, width in (widths if isinstance(widths, dict) else {}).items():
        if name in number and isinstance(width, int) and 10 <= width <= 2_000:
            header.resizeSection(number[name], width)
    return bool(known)


def arrange_as_made(header: QHeaderView) -> None:
    """The columns in the order of the model."""
    _arrange(header, list(range(header.count())))


def make_room(view: QTableView, heads: Sequence[str], around: int) -> None:
    """No shown column is narrower than its heading and `around` px."""
    metrics = view.horizontalHeader().fontMetrics()
    for at, text in enumerate(heads):
        least = metrics.horizontalAdvance(text) + around
        if not view.isColumnHidden(at) and view.columnWidth(at) < least:
            view.setColumnWidth(at, least)


def stretch(view: QTableView, column: int, least: int) -> None:
    """`column` takes what the others leave of the width, and `least` px in any case."""
    header = view.horizontalHeader()
    others = header.length() - header.sectionSize(column)
    view.setColumnWidth(column, max(least, view.viewport().width() - others))


def _arrange(header: QHeaderView, wanted: Sequence[int]) -> None:
    """Put the sections `wanted` in this order; the others keep the places they had."""
    others = [at for at in range(header.count()) if at not in set(wanted)]
    order = list(wanted)
    for at in others:
        order.insert(min(at, len(order)), at)
    for place, at in enumerate(order):
        header.moveSection(header.visualIndex(at), place)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
