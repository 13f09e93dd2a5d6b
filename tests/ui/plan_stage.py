"""Plan in front, as the tests of its screen use it: one workspace, hands on its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from controlroom.core.ids import RowId
from controlroom.plan.sheet import Plate
from controlroom.ui.panels.plan_table import PlateTable
from controlroom.ui.plan import PlanWorkspace
from controlroom.ui.selection import Selection
from tests.fakes.ui_desk import FakeDesk
from tests.ui.screens import dressed, put_away

FLAG = QItemSelectionModel.SelectionFlag


@contextmanager
def plan_on_stage(
    qtbot: Any,
    desk: FakeDesk,
    *,
    lang: str = "zh",
    settings: Any = None,
    size: tuple[int, int] = (1680, 1000),
) -> Iterator[Any]:
    """The Plan workspace of `desk` in sight, with `host`, `desk`, `language`, `theme_` and
    `qtbot` on it for the tests; put away at the end."""
    theme, language = dressed(lang)
    workspace: Any = PlanWorkspace(desk, theme, language, Selection(), settings)
    host = QWidget()
    for part in (workspace, workspace.bar, workspace.menu):
        part.setParent(host)
    host.resize(*size)
    workspace.resize(*size)
    host.show()
    qtbot.waitExposed(host)
    workspace.language, workspace.host, workspace.desk = language, host, desk
    workspace.theme_, workspace.qtbot = theme, qtbot
    try:
        yield workspace
    finally:
        put_away(host)


def on(screen: PlanWorkspace, plate: Plate, row: str, column: str) -> PlateTable:
    """The cursor on a cell, that cell selected, the keys in its table; the table."""
    assert screen.tabs is not None
    screen.tabs.turn_to(plate)
    tab = screen.tabs.plates[plate]
    table = tab.table
    table.show_cell(tab.model.place_of(RowId(row)), tab.model.column_of(column))
    table.selectionModel().select(table.currentIndex(), FLAG.ClearAndSelect)
    table.setFocus()
    return table


def block(table: PlateTable, rows: Iterable[str], columns: Iterable[str]) -> None:
    """Select cells, the cursor on the first."""
    model, named = table.plate_model, list(columns)
    found = [
        model.index(model.place_of(RowId(row)), model.column_of(name))
        for row in rows
        for name in named
    ]
    table.setCurrentIndex(found[0])
    table.selectionModel().clearSelection()
    for index in found:
        table.selectionModel().select(index, FLAG.Select)


def clipboard(text: str) -> None:
    """What another program put onto the clipboard."""
    QGuiApplication.clipboard().setText(text)
