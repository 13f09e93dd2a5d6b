"""Hands on the keyboard only: Tab comes to everything that can be used, and everything it
comes to has a name for those who hear the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QWidget,
)

from controlroom.live.readout import Phase
from controlroom.ui.charts import TimeChart
from tests.ui.demo_readout import demo
from tests.ui.stage import Stage
from tests.ui.test_live_reshape import late

USED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    TimeChart,
)
INSIDE = (QScrollBar, QHeaderView)  # parts of something that is reached
OWN_KEY = ("message_field", "note_field")  # M and N
pytestmark = pytest.mark.qt_log_ignore("does not support raise")


def used(root: QWidget) -> list[QWidget]:
    """What can be used under `root` as it is now."""
    found = [w for kind in USED for w in root.findChildren(kind)]
    return [w for w in found if w.isVisible() and w.isEnabled() and not _part(w)]


def _part(widget: QWidget) -> bool:
    """A part of something that is used as a whole (the field of a spin box, a scroll bar)."""
    if isinstance(widget, INSIDE) or widget.objectName() in OWN_KEY:
        return True
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, (QAbstractSpinBox, QComboBox, QAbstractItemView, QTabBar)):
            return True
        above = above.parentWidget()
    return False


def walk(root: QWidget) -> list[QWidget]:
    """Where Tab goes, once around."""
    seen: list[QWidget] = []
    here = root.focusWidget() or root
    while here not in seen and len(seen) < 300:
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = root.focusWidget() or root
    return seen


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it (by its own name, its text or the label beside it)."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) or (widget.windowTitle() if widget.isWindow() else "")


def check(root: QWidget) -> None:
    stops = walk(root)
    reached = {id(w) for w in stops} | {id(w.focusProxy()) for w in stops if w.focusProxy()}
    missed = [w for w in used(root) if id(w) not in reached]
    assert [(type(w).__name__, w.objectName(), spoken(w)) for w in missed] == []
    mute = [(type(w).__name__, w.objectName()) for w in (*stops, *used(root)) if not spoken(w)]
    assert mute == []


@pytest.mark.parametrize("phase", list(Phase))
def test_the_whole_of_live(stage: Stage, phase: Phase) -> None:
    before = phase in (Phase.ARMED, Phase.OFF_AIR, Phase.IDLE, Phase.OPENING)
    stage.show(demo(phase=phase, current=None if before else demo().current))
    check(stage.window)


def _settings(page: int) -> Callable[[Stage], None]:
    def open_it(stage: Stage) -> None:
        stage.live.show_settings()
        tabs = [t for t in stage.live.findChildren(QTabWidget) if t.isVisible()]
        tabs[-1].setCurrentIndex(page)

    return open_it


def _press(key: Qt.Key) -> Callable[[Stage], None]:
    return lambda stage: QTest.keyClick(stage.live, key)


DIALOGS: dict[str, Callable[[Stage], Any]] = {
    "air": _settings(0),
    "keys": _settings(1),
    "alarm": _settings(2),
    "words": _settings(3),
    "entry": _press(Qt.Key.Key_E),
    "insert": _press(Qt.Key.Key_I),
    "cuts": _press(Qt.Key.Key_C),
    "rules": _press(Qt.Key.Key_R),
    "rehearse": lambda stage: stage.live._ask_rehearsal("ses-demo"),  # type: ignore[arg-type]
    "end": lambda stage: stage.live._ask_end(),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_of_live(stage: Stage, name: str) -> None:
    stage.show(late())
    before = set(QApplication.topLevelWidgets())
    DIALOGS[name](stage)
    made = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()]
    dialogs = [w for w in made if isinstance(w, QDialog)]
    assert len(dialogs) == 1
    stage.until(lambda: dialogs[0].isVisible())
    if not isinstance(dialogs[0], QMessageBox):
        check(dialogs[0])
    QTest.keyClick(dialogs[0], Qt.Key.Key_Escape)
    stage.until(lambda: not dialogs[0].isVisible())
