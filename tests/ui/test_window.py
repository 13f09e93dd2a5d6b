"""The shell: painted first, workspaces built when they are wanted, keys to switch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from controlroom.core.message import message
from controlroom.live.readout import Phase
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.key_button import KeyButton
from controlroom.ui.window import Window
from tests.ui.demo_readout import demo
from tests.ui.stage import FakeSettings, Stage, books

CTRL = Qt.KeyboardModifier.ControlModifier


class Place(QLabel):
    """A workspace with a bar."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.bar = QWidget()


def make(qtbot: Any, built: list[str]) -> Window:
    def factory(name: str) -> Any:
        def build() -> QWidget:
            built.append(name)
            return Place(name)

        return build

    window = Window(
        {name: factory(name) for name in ("plan", "live", "review")},
        bridge=Bridge(lambda: 0), theme=Theme(), language=Language(books()),
        selection=Selection(), settings=FakeSettings(),
    )  # fmt: skip
    qtbot.addWidget(window)
    return window


def test_workspaces_are_built_once_when_first_wanted(qtbot: Any) -> None:
    built: list[str] = []
    window = make(qtbot, built)
    assert built == []
    window.show()
    assert built == []  # the shell is on the screen before anything is built
    qtbot.waitUntil(lambda: built == ["plan"])
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: built == ["plan", "review"])
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    plan, review = window.workspace("plan"), window.workspace("review")
    assert isinstance(plan, Place) and isinstance(review, Place)
    assert plan.bar.isVisible() and not review.bar.isVisible()
    assert built == ["plan", "review"]


def test_selected_session_is_named_in_every_workspace(stage: Stage) -> None:
    assert stage.window.title.text() == "未选择场次"
    stage.selection.choose("ses-1", "周五晚场")  # type: ignore[arg-type]
    assert stage.window.title.text() == "周五晚场"
    stage.show(demo())
    assert stage.window.title.text() == "冬季上新专场"


def test_theme_and_language_are_switched_and_remembered(stage: Stage) -> None:
    QTest.mouseClick(stage.window.theme_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(stage.window.lang_button, Qt.MouseButton.LeftButton)
    assert stage.settings.kept == {"ui.theme": "light", "ui.lang": "en"}
    assert stage.window.theme_button.text() == "Dark"
    assert stage.window.tabs["plan"].text() == "Plan"


def test_off_air_asks_first(stage: Stage) -> None:
    stage.show(demo())
    for leave in (True, False):
        QTest.mouseClick(stage.live.end, Qt.MouseButton.LeftButton)
        box = stage.window.findChild(QMessageBox)
        stage.until(lambda box=box: box is not None and box.isVisible())  # type: ignore[misc]
        assert box is not None
        button = box.buttons()[1 if leave else 0]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        stage.until(lambda: stage.window.findChild(QMessageBox) is None)
    assert [type(i).__name__ for i in stage.desk.intents] == ["GoOffAir"]


def test_what_is_unsaved_can_be_saved_from_the_top_bar(stage: Any) -> None:
    asked: list[str] = []
    stage.window.asked.connect(asked.append)
    assert not stage.window.rescue_button.isVisible()
    unsaved = message("desk.unsaved", why="@desk.why.disk_full", events=3, rows=120)
    stage.show(demo(trouble=(unsaved,)))
    assert stage.window.trouble.text().startswith("! 磁盘已满")
    stage.window.rescue_button.click()
    assert asked == ["rescue"]
    stage.show(demo(trouble=()))
    assert not stage.window.rescue_button.isVisible()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(1180, 680), (1366, 728), (1680, 1000)])
def test_what_the_disk_refuses_leaves_the_buttons_their_room(
    stage: Any, size: tuple[int, int], lang: str
) -> None:
    """It is cut off with …; the hover says all of it."""
    stage.language.use(lang)
    stage.window.resize(*size)
    unsaved = message("desk.unsaved", why="@desk.why.disk_full", events=34, rows=50)
    stage.show(demo(trouble=(unsaved,)))
    buttons = [b for b in stage.live.bar.findChildren(KeyButton) if b.isVisible()]
    assert len(buttons) > 5 and stage.window.rescue_button.isVisible()
    for button in (*buttons, stage.window.rescue_button):
        assert button.width() >= button.sizeHint().width(), button.text()
    assert stage.window.trouble.width() >= 80
    assert "50" in stage.window.trouble.toolTip()


def test_the_window_fits_a_small_laptop(qtbot: Any) -> None:
    window = make(qtbot, [])
    window.fit(QSize(2560, 1400))
    assert (window.size(), window.isMaximized()) == (QSize(1680, 1000), False)
    window.fit(QSize(1366, 728))
    assert (window.size(), window.isMaximized()) == (QSize(1366, 728), True)


UNSAVED = message("desk.unsaved", why="@desk.why.disk_full", events=3, rows=120)
CLOSINGS = [
    ({}, ["on_air"]),
    ({"phase": Phase.PAUSED}, ["on_air"]),
    ({"trouble": (UNSAVED,)}, ["on_air", "unsaved"]),
    ({"phase": Phase.OFF_AIR, "current": None, "trouble": (UNSAVED,)}, ["unsaved"]),
    ({"phase": Phase.ARMED, "current": None}, []),
    ({"phase": Phase.OFF_AIR, "current": None}, []),
    ({"rehearsal": True}, []),
]


@pytest.mark.parametrize(("changes", "whys"), CLOSINGS)
def test_closing_asks_on_air_and_with_something_unsaved(
    stage: Stage, changes: dict[str, Any], whys: list[str]
) -> None:
    window, closed = stage.window, []
    window.asks = True
    window.closed.connect(lambda: closed.append(True))
    stage.show(demo(**changes))
    window.close()
    box = window.findChild(QMessageBox, "leave")
    assert (box is not None) is window.isVisible() is bool(whys)
    if box is None:
        return
    tr = stage.language.tr
    assert box.text() == tr(f"ui.leave.{whys[0]}")
    assert box.informativeText() == "\n\n".join(tr(f"ui.leave.{why}.advice") for why in whys)
    window.close()  # asked once, however often
    assert len(window.findChildren(QMessageBox)) == 1
    QTest.keyClick(box, Qt.Key.Key_Escape)
    stage.until(lambda: window.findChild(QMessageBox) is None)
    assert window.isVisible() and not closed
    window.close()
    again = window.findChild(QMessageBox, "leave")
    next(b for b in again.buttons() if b.text() == tr("ui.leave.close")).click()
    assert not window.isVisible() and closed == [True]
    assert stage.desk.intents == []  # closing is not the end of the show


def test_a_plan_that_the_disk_refused_is_asked_about(stage: Stage) -> None:
    stage.window.asks = True
    stage.window.complain(message("desk.why.disk_full"))
    stage.window.close()
    assert stage.window.isVisible()
    stage.window.complain(None)
    stage.window.close()
    assert not stage.window.isVisible()


@pytest.mark.parametrize("why", ["disk_full", "locked", "read_only"])
def test_the_top_bar_says_what_the_disk_refuses_until_it_takes_it(qtbot: Any, why: str) -> None:
    window = make(qtbot, [])
    window.show()
    trouble = message("desk.unsaved", why=f"@desk.why.{why}", events=7, rows=300)
    for lang in ("zh", "en"):
        window._language.use(lang)
        window.take(replace(demo(), trouble=(trouble,)))
        reason = window._language.tr(f"desk.why.{why}")
        assert window.trouble.isVisibleTo(window) and reason in window.trouble.text()
        assert reason in window.trouble.toolTip() and "300" in window.trouble.toolTip()
        assert window.rescue_button.isVisibleTo(window)
    window.take(demo())
    assert not window.trouble.isVisibleTo(window)
    assert not window.rescue_button.isVisibleTo(window)
