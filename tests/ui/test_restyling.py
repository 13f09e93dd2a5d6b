"""Another look, in several turns: everything has it in the end, and layouts are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.ui.theme import DARK, LIGHT, Theme
from controlroom.ui.widgets.card import label, restyle
from tests.ui.screens import dressed, put_away

MANY = 450


class Panel(QFrame):
    """A bit of everything; a page out of sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panelBody")
        self.told = 0
        self.toned, self.pill = label("涨 12%"), label("待播", "pill")
        self.button, self.menu = QPushButton("完成"), QMenu(self)
        self.menu.addAction("跳过")
        column = QVBoxLayout(self)
        for part in (self.toned, self.pill, self.button, QLineEdit("9.9"), QComboBox()):
            column.addWidget(part)
        self.behind = QWidget(self)
        rows = QVBoxLayout(self.behind)
        self.rows = [label(str(number), "muted") for number in range(MANY)]
        for row in self.rows:
            rows.addWidget(row)
        self.behind.show()
        self.behind.ensurePolished()
        self.behind.hide()

    def changeEvent(self, event: QEvent) -> None:
        self.told += event.type() is QEvent.Type.StyleChange
        super().changeEvent(event)


@pytest.fixture
def theme(qtbot: Any) -> Iterator[Theme]:
    made, _ = dressed()
    yield made
    made.use("dark")


def shown(qtbot: Any) -> Panel:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.resize(240, 260)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def picture(panel: Panel) -> QImage:
    return panel.grab().toImage()


def ink(widget: QLabel) -> str:
    return widget.palette().color(QPalette.ColorRole.WindowText).name()


def test_what_was_there_looks_as_what_is_made_afterwards(qtbot: Any, theme: Theme) -> None:
    panel = shown(qtbot)
    for name in ("light", "dark", "light"):
        theme.use(name)
        assert picture(panel) == picture(shown(qtbot)), name
        assert panel.menu.grab().toImage() == shown(qtbot).menu.grab().toImage(), name


def test_what_is_out_of_sight_has_the_look_too(qtbot: Any, theme: Theme) -> None:
    panel = shown(qtbot)
    theme.use("light")
    assert {ink(row) for row in panel.rows} == {QColor(LIGHT.muted).name()}


def test_a_tone_is_taken_off_again_after_the_change(qtbot: Any, theme: Theme) -> None:
    panel = shown(qtbot)
    restyle(panel.toned, "tone", "good")
    theme.use("light")
    assert ink(panel.toned) == QColor(LIGHT.good).name()
    restyle(panel.toned, "tone", "")
    assert ink(panel.toned) == QColor(LIGHT.text).name()


def test_it_takes_several_turns_and_no_widget_lays_itself_out(qtbot: Any, theme: Theme) -> None:
    panel = shown(qtbot)
    before = panel.told
    assert sum(1 for _ in theme.taking_on("light")) >= 4 + MANY // 200
    assert panel.told == before
    assert panel.updatesEnabled() and panel.button.updatesEnabled()


def test_nothing_in_sight_is_painted_half_changed(qtbot: Any, theme: Theme) -> None:
    panel = shown(qtbot)
    steps, told = theme.taking_on("light"), list[bool]()
    theme.changed.connect(lambda: told.append(panel.updatesEnabled()))
    for _ in steps:
        if not told:
            assert not panel.updatesEnabled()
    assert told == [False]


def test_what_comes_and_goes_meanwhile_is_no_trouble(qtbot: Any, theme: Theme) -> None:
    panel, other = shown(qtbot), Panel()
    other.show()
    steps = theme.taking_on("light")
    for _ in range(3):
        next(steps)
    put_away(other)
    late = shown(qtbot)
    for _ in steps:
        pass
    assert ink(late.pill) == ink(panel.pill) == QColor(LIGHT.muted).name()


def test_a_change_that_is_dropped_half_way_is_taken_over(qtbot: Any, theme: Theme) -> None:
    panel = shown(qtbot)
    for taken in range(1, 6):
        steps = theme.taking_on("light")
        for _ in range(taken):
            next(steps)
        theme.use("dark")
        steps.close()  # type: ignore[attr-defined]
        assert panel.updatesEnabled()
        assert {ink(row) for row in panel.rows} == {QColor(DARK.muted).name()}
        assert picture(panel) == picture(shown(qtbot))
