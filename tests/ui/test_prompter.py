"""The streamer's screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from controlroom.core.time import SECOND, Instant
from controlroom.desk.intents import Seen
from controlroom.live.readout import MessageView, Phase
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.prompter import Prompter
from controlroom.ui.prompter_run import STEP
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


def test_of_what_comes_next_only_pieces_that_are_left_are_named(
    second: Second, monkeypatch: Any
) -> None:
    told: list[str] = []
    write = second.screen.page._write
    keep = lambda painter, box, text, *rest, **more: (  # noqa: E731
        told.append(text),
        write(painter, box, text, *rest, **more),
    )[1]
    monkeypatch.setattr(second.screen.page, "_write", keep)
    coming = demo().next
    assert coming is not None
    for left, named in ((7, True), (None, False)):
        told.clear()
        second.screen.take(demo(next=replace(coming, stock=500, stock_left=left)))
        second.screen.grab()
        assert not [text for text in told if "500" in text]
        assert bool([text for text in told if "7 件" in text]) is named


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
    bar = second.color(0.05, 0.479)
    second.screen.set_mirror(True)
    assert second.color(0.95, 0.479) == bar != second.color(0.05, 0.479)


def test_size_by_lines_has_limits(second: Second) -> None:
    for _ in range(30):
        QTest.keyClick(second.screen, Qt.Key.Key_Plus)
    assert second.screen.lines == 9
    for _ in range(30):
        QTest.keyClick(second.screen, Qt.Key.Key_Minus)
    assert second.screen.lines == 20


def test_menu_is_said(second: Second) -> None:
    names = [action.text() for action in second.screen.menu().actions() if action.text()]
    assert "镜像" in names and not any("[" in name for name in names)


def test_mirror_light_and_size_are_remembered(second: Second, qtbot: Any) -> None:
    second.screen.set_mirror(True)
    second.screen.set_light(True)
    second.screen.set_lines(15)
    again = Prompter(second.desk, Bridge(lambda: 0), Theme(), Language(books()), second.settings)
    qtbot.addWidget(again)
    assert (again.mirror, again.lines) == (True, 15)
    assert again.menu().actions()[1].isChecked()


def test_the_menu_in_english_is_said(second: Second) -> None:
    second.screen._language.use("en")
    second.screen.set_mode("scroll")
    names = [action.text() for action in second.screen.menu().actions() if action.text()]
    assert "Run the full text (S)" in names and any("Faster" in name for name in names)


def test_the_menu_does_what_it_says(second: Second) -> None:
    def chosen(name: str) -> None:
        menu = second.screen.menu()
        next(action for action in menu.actions() if action.text().startswith(name)).trigger()

    second.screen._language.use("en")
    second.screen.set_mode("scroll")
    lines, speed = second.screen.lines, second.screen.run.speed
    chosen("Faster")
    assert second.screen.run.speed == speed + STEP
    chosen("Slower")
    assert second.screen.run.speed == speed
    chosen("Larger")
    assert second.screen.lines == lines - 1
    chosen("Light")
    assert second.screen.light and second.screen.menu().actions()[1].isChecked()
    chosen("Run the full text")
    assert second.screen.mode == "page"


@pytest.mark.parametrize("size", [(640, 360), (1280, 800), (1080, 1920), (3840, 2160)])
@pytest.mark.parametrize("mode", ["page", "scroll"])
def test_it_paints_at_every_size(second: Second, size: tuple[int, int], mode: str) -> None:
    second.screen.resize(*size)
    second.screen.set_mode(mode)
    second.screen.take(demo(message=UNSEEN))
    assert second.color(0.99, 0.99) == QColor(second.screen._theme.color("panel"))


def test_a_long_message_stands_on_two_lines(second: Second) -> None:
    second.screen.take(demo(message=UNSEEN))
    second.color(0, 0)
    short = second.screen.page.band().height()
    long = MessageView(text="库存只剩最后四百件，" * 5, sent=NOW, seen=None)
    second.screen.take(demo(message=long))
    second.color(0, 0)
    assert second.screen.page.band().height() > short


def test_f11_closes_and_escape_makes_a_window(second: Second) -> None:
    second.screen.showFullScreen()
    QTest.keyClick(second.screen, Qt.Key.Key_Escape)
    assert not second.screen.isFullScreen()
    QTest.keyClick(second.screen, Qt.Key.Key_F11)
    assert not second.screen.isVisible()


@pytest.mark.parametrize(
    ("after", "said"),
    [(2, "✓ 主播 2 秒前看到"), (59, "✓ 主播 59 秒前看到"), (90, "✓ 主播已看 20:23:46")],
)
def test_the_operator_sees_how_long_ago_it_was_read(stage: Any, after: int, said: str) -> None:
    seen = MessageView(text="快", sent=NOW, seen=Instant(NOW + SECOND))
    stage.show(demo(message=seen, now=Instant(NOW + SECOND + after * SECOND)))
    assert stage.live.message.seen.text() == said


LONG = MessageView(text="库存只剩最后四百件，" * 5, sent=NOW, seen=None)


@pytest.mark.parametrize("message", [None, UNSEEN, LONG])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920)])
def test_nothing_stands_under_the_band_at_any_size(
    second: Second, size: tuple[int, int], message: MessageView | None
) -> None:
    page, image = second.screen.page, QImage(*size, QImage.Format.Format_RGB32)
    page.readout = demo(message=message)
    for lines in range(9, 21):
        page.fit(*size, lines)
        painter = QPainter(image)
        y = page._paint_count(painter, page.line * 2.6, demo().current)
        painter.end()
        row = page.line * 0.66 if message is not LONG else 0.0  # what to say has room as well
        assert y + row <= page.band().top()


def test_what_to_say_next_price_and_stock_stand_in_thirds_where_they_fit(second: Second) -> None:
    page, now = second.screen.page, demo().current
    assert now is not None
    page.readout = demo()
    page.fit(1280, 800, 12)
    points = [p for p in now.points if not p.said]
    assert [words[0][0] for words in page._thirds(now, points)] == ["场景", "直播价", "库存"]
    wordy = [replace(points[0], text=points[0].text * 4)]
    assert page._thirds(now, wordy) == []  # it needs the whole width
    assert page._thirds(replace(now, price=None, stock_left=None), points) == []
    assert page._thirds(now, []) == []


@pytest.mark.parametrize(("kind", "plate"), [("主推", "script"), ("秒杀", "giveaway")])
def test_the_countdown_to_what_comes_next_has_the_colour_of_its_plate(
    second: Second, kind: str, plate: str
) -> None:
    coming = demo().next
    assert coming is not None
    second.screen.take(demo(message=None, next=replace(coming, kind=kind)))
    image = second.screen.grab().toImage()
    corner = image.copy(900, 640, 380, 160)
    seen = {corner.pixelColor(x, y).name() for x in range(380) for y in range(0, 160, 2)}
    theme = Theme()
    other = {"script": "giveaway", "giveaway": "script"}[plate]
    assert theme.color(plate).name() in seen and theme.color(other).name() not in seen
