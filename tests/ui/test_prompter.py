"""The streamer's screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest

from controlroom.desk.intents import Seen
from controlroom.live.readout import MessageView, Phase
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.prompter import Prompter
from controlroom.ui.theme import Theme
from tests.ui.demo_readout import NOW, demo
from tests.ui.stage import FakeDesk, FakeSettings, books

UNSEEN = MessageView(text="逼单！", sent=NOW, seen=None)


class Second:
    """A prompter and its desk."""

    def __init__(self, qtbot: Any) -> None:
        self.desk, self.settings = FakeDesk(), FakeSettings()
        self.bridge = Bridge(lambda: 0)
        self.screen = Prompter(self.desk, self.bridge, Theme(), Language(books()), self.settings)
        qtbot.addWidget(self.screen)
        self.screen.resize(1280, 800)
        self.screen.show()

    def color(self, x: float, y: float) -> QColor:
        """The colour at a share of width and height."""
        image = self.screen.grab().toImage()
        return image.pixelColor(round(x * (image.width() - 1)), round(y * (image.height() - 1)))


@pytest.fixture
def second(qtbot: Any) -> Second:
    return Second(qtbot)


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_key_says_seen_once_there_is_something_to_see(second: Second, key: Qt.Key) -> None:
    second.screen.take(demo(message=None))
    QTest.keyClick(second.screen, key)
    second.screen.take(demo(message=UNSEEN))
    QTest.keyClick(second.screen, key)
    second.screen.take(demo())  # seen by now
    QTest.keyClick(second.screen, key)
    assert second.desk.intents == [Seen()]


def test_click_says_seen(second: Second) -> None:
    second.screen.take(demo(message=UNSEEN))
    QTest.mouseClick(second.screen, Qt.MouseButton.LeftButton)
    assert second.desk.intents == [Seen()]


def test_band_is_there_only_with_a_message(second: Second) -> None:
    second.screen.take(demo(message=None))
    assert second.color(0.99, 0.75) == QColor("#000000")
    second.screen.take(demo(message=UNSEEN))
    assert second.color(0.99, 0.75).red() > 200


def test_new_message_flashes_and_stops(second: Second, qtbot: Any) -> None:
    second.screen.take(demo(message=UNSEEN))
    assert second.screen._flash.isActive()
    second.screen.take(demo())
    qtbot.waitUntil(lambda: not second.screen._flash.isActive(), timeout=3_000)


@pytest.mark.parametrize("phase", list(Phase))
def test_it_paints_in_every_phase_mirror_and_light(second: Second, phase: Phase) -> None:
    second.screen.take(demo(phase=phase, current=None if phase is Phase.ARMED else demo().current))
    second.screen.set_mirror(True)
    second.screen.set_light(True)
    assert second.color(0.5, 0.0) == QColor("#ffffff")


def test_mirror_turns_the_picture(second: Second) -> None:
    second.screen.take(demo(message=None))
    bar = second.color(0.05, 0.5)
    second.screen.set_mirror(True)
    assert second.color(0.95, 0.5) == bar != second.color(0.05, 0.5)


def test_size_by_lines_has_limits(second: Second) -> None:
    for _ in range(30):
        QTest.keyClick(second.screen, Qt.Key.Key_Plus)
    assert second.screen.lines == 9
    for _ in range(30):
        QTest.keyClick(second.screen, Qt.Key.Key_Minus)
    assert second.screen.lines == 20


def test_one_screen_gives_a_window_not_the_operators_whole_screen(second: Second) -> None:
    second.screen.hide()
    here = QGuiApplication.primaryScreen()
    second.screen.show_on_best_screen(here)
    assert second.screen.isVisible() and not second.screen.isFullScreen()
    second.screen.go_to(here)
    assert second.settings.kept["prompter.screen"] == here.name()
    second.screen._lost_screen(here)
    assert not second.screen.isFullScreen()


def test_menu_is_said(second: Second) -> None:
    names = [action.text() for action in second.screen.menu().actions() if action.text()]
    assert "镜像" in names and not any("[" in name for name in names)


def test_mirror_light_and_size_are_remembered(second: Second, qtbot: Any) -> None:
    second.screen.set_mirror(True)
    second.screen.set_light(True)
    second.screen.set_lines(15)
    again = Prompter(
        second.desk, Bridge(lambda: 0), Theme(), Language(books()), second.settings
    )
    qtbot.addWidget(again)
    assert (again.mirror, again.lines) == (True, 15)
    assert again.menu().actions()[1].isChecked()
