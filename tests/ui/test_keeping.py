"""A disk that takes no settings: nobody's hand is stayed by it, and nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from controlroom.core.errors import BugError
from controlroom.core.message import message
from controlroom.live.readout import Readout
from controlroom.store.settings_file import SettingsFile
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.keeping import Keeping
from controlroom.ui.prompter import Prompter
from controlroom.ui.prompter_screens import Place
from controlroom.ui.selection import Selection
from controlroom.ui.theme import Theme
from controlroom.ui.window import Window
from tests.ui.stage import FakeDesk, books

UNSAVED = message("desk.unsaved", why="@desk.why.disk_full", events=7, rows=300)


class House:
    """The real settings of a window, in a folder that can be taken away."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.file = folder / "here" / "settings.json"
        self.kept = Keeping(SettingsFile(self.file))
        self.bridge, self.language = Bridge(lambda: 0), Language(books())
        self.window = Window(
            {},
            bridge=self.bridge,
            theme=Theme(),
            language=self.language,
            selection=Selection(),
            settings=self.kept,
        )
        qtbot.addWidget(self.window)
        self.window.show()

    def refuse(self) -> None:
        """Where the folder was, there is something that is none."""
        self.file.parent.write_text("no folder", "utf-8")

    def take_again(self) -> None:
        self.file.parent.unlink()
        self.kept.write()

    def later(self) -> SettingsFile:
        """What the next start of the program reads."""
        return SettingsFile(self.file)

    @property
    def said(self) -> str:
        return self.window.trouble.text() if self.window.trouble.isVisible() else ""


@pytest.fixture
def house(qtbot: Any, tmp_path: Path) -> Iterator[House]:
    made = House(qtbot, tmp_path)
    yield made
    made.kept.deleteLater()


def test_what_the_disk_refuses_holds_is_said_and_is_written_later(house: House) -> None:
    house.refuse()
    house.kept.set("ui.lang", "en")
    house.kept.set("prompter.lines", 15)
    assert house.kept.get("ui.lang") == "en" and house.kept.get("prompter.lines") == 15
    assert "设置" in house.said and "内存" in house.said
    house.language.use("en")
    assert "Settings are not on the disk yet" in house.said
    house.kept.write()
    assert house.said
    house.take_again()
    assert house.said == ""
    kept = house.later()
    assert kept.get("ui.lang") == "en" and kept.get("prompter.lines") == 15


def test_it_is_tried_again_by_itself(house: House, qtbot: Any) -> None:
    house.refuse()
    house.kept._again.setInterval(1)
    house.kept.set("ui.lang", "en")
    house.file.parent.unlink()
    qtbot.waitUntil(lambda: house.said == "")
    assert house.later().get("ui.lang") == "en"


def test_the_next_word_that_is_taken_brings_the_others_along(house: House) -> None:
    house.refuse()
    house.kept.set("ui.lang", "en")
    house.file.parent.unlink()
    house.kept.set("live.volume", 30)
    assert (house.later().get("ui.lang"), house.later().get("live.volume")) == ("en", 30)


def test_a_wrong_value_is_no_fault_of_the_disk(house: House) -> None:
    for key, value in (("prompter.lines", "many"), ("no.such", 1)):
        with pytest.raises(BugError):
            house.kept.set(key, value)
    assert house.kept.get("prompter.lines") == 12


def test_what_a_show_could_lose_is_said_before_how_the_window_is_set_up(house: House) -> None:
    house.refuse()
    house.kept.set("ui.lang", "zh")
    house.window.remark("prompter", message("ui.prompter.unplugged"))
    house.window.take(Readout(trouble=(UNSAVED,)))
    assert house.said.startswith("! 磁盘已满")
    lines = house.window.trouble.toolTip().splitlines()
    assert len(lines) == 3 and "设置" in lines[-1]
    house.window.remark("rescue", message("ui.rescue.saved", path="E:/a.zip"))
    assert "E:/a.zip" in house.said


def test_the_streamers_window_obeys_while_nothing_can_be_written(house: House, qtbot: Any) -> None:
    house.refuse()
    screen = Prompter(FakeDesk(), house.bridge, Theme(), house.language, house.kept)
    qtbot.addWidget(screen)
    screen.show()
    QTest.keyClick(screen, Qt.Key.Key_Plus)
    QTest.keyClick(screen, Qt.Key.Key_S)
    screen.set_light(True)
    assert (screen.lines, screen.mode, screen.run.running) == (11, "scroll", True)
    there = Place("HDMI-1", "ACME", "1", (3000, 0, 1280, 800))
    screen.stand.is_free = lambda place: True  # type: ignore[method-assign]
    screen.go_to(there)
    assert screen.at == there
    screen.close()


def test_the_window_closes_all_the_same(house: House) -> None:
    house.refuse()
    house.window.leave()
    assert not house.window.isVisible()
