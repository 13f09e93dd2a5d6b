"""Screens come and go: the streamer's window never stands over the operator's."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.prompter import Prompter
from controlroom.ui.prompter_screens import Place, RealScreens, place_at, place_of
from controlroom.ui.theme import Theme
from tests.ui.stage import FakeDesk, FakeSettings, books

LAPTOP = Place("eDP-1", "BOE", "", (0, 0, 1366, 768))
WALL = Place("HDMI-1", "Dell U2720", "SN1", (1366, 0, 1920, 1080))
GUESTS = Place("DP-2", "LG", "SN2", (3286, 0, 1280, 720))


class FakeScreens(QObject):
    """Screens to plug and unplug."""

    changed = Signal()

    def __init__(self, *plugged: Place) -> None:
        super().__init__()
        self.plugged = plugged

    def all(self) -> tuple[Place, ...]:
        return self.plugged

    def put(self, window: QWindow | None, place: Place) -> None:
        assert window is not None

    def plug(self, *plugged: Place) -> None:
        self.plugged = plugged
        self.changed.emit()


class Room:
    """A prompter among fake screens; the operator sits at `here`."""

    def __init__(self, qtbot: Any, *plugged: Place) -> None:
        self.screens, self.settings, self.here = FakeScreens(*plugged), FakeSettings(), LAPTOP
        self.qtbot = qtbot
        self.window = self.new()
        self.stranded: list[bool] = []
        self.window.stranded.connect(self.stranded.append)

    def new(self) -> Prompter:
        made = Prompter(
            FakeDesk(),
            Bridge(lambda: 0),
            Theme(),
            Language(books()),
            self.settings,
            screens=self.screens,
            operator=lambda: self.here,
        )
        self.qtbot.addWidget(made)
        return made

    @property
    def covers(self) -> Place | None:
        """The screen that it fills."""
        return self.window.at if self.window.isFullScreen() else None


@pytest.fixture
def room(qtbot: Any) -> Room:
    return Room(qtbot, LAPTOP, WALL)


def test_it_fills_the_screen_that_is_not_the_operators(room: Room) -> None:
    room.window.show_on_best_screen()
    assert room.covers == WALL
    assert room.window.geometry().topLeft() == QRect(*WALL.box).topLeft()


def test_one_screen_gives_a_window(qtbot: Any) -> None:
    room = Room(qtbot, LAPTOP)
    room.window.show_on_best_screen()
    assert room.window.isVisible() and room.covers is None


def test_the_operators_screen_can_not_be_filled_nor_remembered(room: Room) -> None:
    room.window.go_to(LAPTOP)
    assert room.window.isVisible() and room.covers is None
    assert "prompter.screen" not in room.settings.kept
    screens = [a for a in room.window.menu().actions() if "×" in a.text()]
    assert [a.isEnabled() for a in screens] == [False, True]


def test_unplugged_it_is_put_away_and_comes_back_by_itself(room: Room) -> None:
    room.window.show_on_best_screen()
    room.screens.plug(LAPTOP)
    assert room.covers is None and room.window.isMinimized()
    assert room.stranded == [True]
    room.screens.plug(LAPTOP, WALL)
    assert room.covers == WALL and not room.window.isMinimized()
    assert room.stranded == [True, False]


def test_back_in_another_socket_and_place_it_is_known_by_its_serial(room: Room) -> None:
    room.window.go_to(WALL)
    room.screens.plug(LAPTOP)
    moved = Place("DP-3", WALL.maker, WALL.serial, (-1920, 0, 1920, 1080))
    room.screens.plug(moved, LAPTOP)
    assert room.covers == moved


def test_another_screen_in_the_same_socket_is_not_it(room: Room) -> None:
    room.window.go_to(WALL)
    room.screens.plug(LAPTOP)
    stranger = Place(WALL.name, "BenQ", "SN9", WALL.box)
    room.screens.plug(LAPTOP, stranger)
    assert room.window.isMinimized()


def test_with_a_third_screen_it_goes_there_and_home_again(qtbot: Any) -> None:
    room = Room(qtbot, LAPTOP, WALL, GUESTS)
    room.window.go_to(WALL)
    room.screens.plug(LAPTOP, GUESTS)
    assert room.covers == GUESTS
    room.screens.plug(LAPTOP)
    assert room.window.isMinimized()
    room.screens.plug(LAPTOP, GUESTS, WALL)
    assert room.covers == WALL


def test_the_operator_moved_onto_its_screen_makes_it_step_aside(room: Room) -> None:
    """The laptop's lid was shut: Qt moves the operator's window to what is left."""
    room.window.show_on_best_screen()
    room.here = WALL
    room.screens.plug(WALL)
    room.qtbot.waitUntil(lambda: room.covers is None, timeout=2_000)


def test_where_the_operator_drags_her_window_it_steps_aside_and_comes_back(room: Room) -> None:
    """No screen came or went."""
    room.window.show_on_best_screen()
    room.here = WALL
    room.window.look_around()
    room.qtbot.waitUntil(lambda: room.covers == LAPTOP, timeout=2_000)
    room.here = LAPTOP
    room.window.look_around()
    assert room.covers == WALL


def test_on_a_screen_of_its_own_it_takes_no_keys(room: Room) -> None:
    """Not when it is opened, and not when its screen comes back in the middle of a show."""
    quiet = Qt.WidgetAttribute.WA_ShowWithoutActivating
    room.window.show_on_best_screen()
    assert room.window.testAttribute(quiet)
    room.screens.plug(LAPTOP)
    room.screens.plug(LAPTOP, WALL)
    assert room.window.testAttribute(quiet)
    room.window.as_window()  # she asked for a window to work in
    assert not room.window.testAttribute(quiet)


def test_closed_it_stays_closed_when_the_screen_comes_back(room: Room) -> None:
    room.window.show_on_best_screen()
    room.screens.plug(LAPTOP)
    room.window.close()
    room.screens.plug(LAPTOP, WALL)
    assert not room.window.isVisible()


def test_a_window_by_choice_stays_one(room: Room) -> None:
    room.window.show_on_best_screen()
    room.window.as_window()
    room.screens.plug(LAPTOP)
    room.screens.plug(LAPTOP, WALL)
    assert room.covers is None


def test_the_screen_is_remembered_over_a_restart(qtbot: Any) -> None:
    room = Room(qtbot, LAPTOP, WALL, GUESTS)
    room.window.go_to(GUESTS)
    room.window.close()
    room.window = room.new()
    room.window.show_on_best_screen()
    assert room.covers == GUESTS


@pytest.mark.parametrize("text", ["", "HDMI-1", "[]", "null", '["a", "b", "c", [1, 2]]', None])
def test_what_is_no_place_is_none(text: object) -> None:
    assert place_of(text) is None
    assert place_of(WALL.to_text()) == WALL


def test_without_serials_socket_and_size_decide() -> None:
    bare = Place("HDMI-1", "", "", (1366, 0, 1920, 1080))
    assert bare.likeness(Place("HDMI-1", "", "", (0, 0, 1920, 1080)))
    assert not bare.likeness(Place("HDMI-1", "", "", (1366, 0, 1280, 720)))
    assert not bare.likeness(Place("HDMI-2", "", "", (1366, 0, 1920, 1080)))


def test_real_screens_are_told_as_places(qtbot: Any) -> None:
    found = RealScreens().all()
    assert found and all(place_of(place.to_text()) == place for place in found)


def test_a_real_screen_that_qt_says_is_going_is_no_longer_one(qtbot: Any) -> None:
    """Qt still lists it while it says so, and moves its windows afterwards."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    screens, seen = RealScreens(), []
    screens.changed.connect(lambda: seen.append(screens.all()))
    gone = QGuiApplication.primaryScreen()
    app.screenRemoved.emit(gone)
    assert len(seen) == 1 and place_at(gone) not in seen[0]
    app.screenAdded.emit(gone)
    assert place_at(gone) in seen[1]
