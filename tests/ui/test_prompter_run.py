"""Full text runs evenly, by a clock that is handed in."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from controlroom.core.ids import RowId
from controlroom.core.time import Span
from controlroom.desk.intents import Seen
from controlroom.live.readout import MessageView
from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.prompter import Prompter
from controlroom.ui.prompter_run import FASTEST, SLOWEST, Run
from controlroom.ui.theme import Theme
from tests.ui.demo_readout import NOW, demo
from tests.ui.stage import FakeDesk, FakeSettings, books


class Hand:
    """Steady milliseconds."""

    def __init__(self) -> None:
        self.at = 0

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def hand() -> Hand:
    return Hand()


def rolling(hand: Hand, speed: int = 12) -> Run:
    run = Run(hand, speed)
    run.resize(50.0, 10_000.0)
    run.go(True)
    return run


def test_each_second_brings_the_same_way(hand: Hand) -> None:
    run, seen = rolling(hand), []
    for _ in range(600):
        hand.at += 100
        seen.append(run.offset)
    steps = [b - a for a, b in pairwise(seen)]
    assert max(steps) - min(steps) < 1e-6
    assert seen[-1] == pytest.approx(12 * 50.0)  # a minute: twelve lines


def test_a_stall_of_half_a_minute_is_caught_up_not_lost(hand: Hand) -> None:
    run = rolling(hand)
    hand.at += 30_000
    assert run.offset == pytest.approx(6 * 50.0)


def test_a_change_of_speed_or_a_hold_moves_nothing(hand: Hand) -> None:
    run = rolling(hand)
    hand.at += 5_000
    before = run.offset
    run.set_speed(40)
    assert run.offset == before
    run.go(False)
    hand.at += 60_000
    assert run.offset == before
    run.go(True)
    hand.at += 1_500
    assert run.offset == pytest.approx(before + 50.0)


def test_it_ends_at_the_end_and_goes_on_from_there(hand: Hand) -> None:
    run = rolling(hand)
    hand.at += 10**9
    assert run.offset == 10_000.0
    run.move(-2)
    assert run.offset == pytest.approx(9_900.0)


def test_other_type_keeps_the_same_words_on_top(hand: Hand) -> None:
    run = rolling(hand)
    hand.at += 60_000
    share = run.offset / run.end
    run.resize(60.0, 12_000.0)
    assert run.offset / run.end == pytest.approx(share)


def test_speed_has_limits(hand: Hand) -> None:
    assert (Run(hand, 0).speed, Run(hand, 10_000).speed) == (SLOWEST, FASTEST)


class Rolled:
    """A prompter in scroll mode on a narrow, short screen, so that there is much to run."""

    def __init__(self, qtbot: Any, hand: Hand) -> None:
        self.desk, self.settings, self.hand = FakeDesk(), FakeSettings(), hand
        self.bridge = Bridge(hand)
        self.screen = Prompter(self.desk, self.bridge, Theme(), Language(books()), self.settings)
        qtbot.addWidget(self.screen)
        self.screen.resize(500, 300)
        self.screen.show()
        self.screen.take(demo(message=None))
        self.screen.set_mode("scroll")
        self.screen.grab()

    def offset(self) -> float:
        self.screen.grab()
        return self.screen.run.offset


@pytest.fixture
def rolled(qtbot: Any, hand: Hand) -> Rolled:
    return Rolled(qtbot, hand)


def test_readouts_do_not_move_the_text(rolled: Rolled) -> None:
    rolled.hand.at += 4_000
    before = rolled.offset()
    assert before > 0
    current = demo().current
    assert current is not None
    ticked = tuple(replace(point, said=True) for point in current.points)
    later = replace(current, remaining=Span(1_000), points=ticked)
    rolled.screen.take(demo(message=None, current=later))
    assert rolled.offset() == before


def test_a_new_segment_begins_at_its_top(rolled: Rolled) -> None:
    rolled.hand.at += 4_000
    current = demo().current
    assert current is not None
    rolled.screen.take(demo(message=None, current=replace(current, id=RowId("another"))))
    assert rolled.offset() == 0


def test_keys_change_the_speed_hold_and_rewind(rolled: Rolled) -> None:
    speed = rolled.screen.run.speed
    QTest.keyClick(rolled.screen, Qt.Key.Key_Down)
    assert rolled.screen.run.speed == speed + 2 == rolled.settings.kept["prompter.speed"]
    QTest.keyClick(rolled.screen, Qt.Key.Key_Up)
    assert rolled.screen.run.speed == speed
    QTest.keyClick(rolled.screen, Qt.Key.Key_PageUp)
    assert not rolled.screen.run.running
    QTest.keyClick(rolled.screen, Qt.Key.Key_Right)
    assert rolled.offset() > 0
    QTest.keyClick(rolled.screen, Qt.Key.Key_Home)
    assert rolled.offset() == 0


def test_pagedown_reads_the_message_before_it_holds_the_text(rolled: Rolled) -> None:
    rolled.screen.take(demo(message=MessageView(text="快", sent=NOW, seen=None)))
    QTest.keyClick(rolled.screen, Qt.Key.Key_PageDown)
    assert rolled.desk.intents == [Seen()] and rolled.screen.run.running
    rolled.screen.take(demo())
    QTest.keyClick(rolled.screen, Qt.Key.Key_PageDown)
    assert rolled.desk.intents == [Seen()] and not rolled.screen.run.running


def test_the_mode_is_remembered_and_s_swaps_it(rolled: Rolled, qtbot: Any) -> None:
    again = Prompter(rolled.desk, rolled.bridge, Theme(), Language(books()), rolled.settings)
    qtbot.addWidget(again)
    assert again.mode == "scroll"
    QTest.keyClick(rolled.screen, Qt.Key.Key_S)
    assert rolled.screen.mode == "page" and not rolled.screen._roll.isActive()
