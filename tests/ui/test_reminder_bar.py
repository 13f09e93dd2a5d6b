"""The strip of reminders: shown without a run, answered with one click, quiet on air."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from controlroom.core.time import DAY, HOUR, Instant, Span
from controlroom.desk.reminding import Reminder
from controlroom.live import ahead
from controlroom.live.events import Answer
from controlroom.live.readout import Phase
from controlroom.ui.dispatch import Dispatcher
from controlroom.ui.i18n import Language
from controlroom.ui.reminder_bar import LATER, ReminderBar
from controlroom.ui.theme import Theme
from tests.builders import at, segment, sheet, task
from tests.ui.demo_readout import demo
from tests.ui.screens import untranslated
from tests.ui.stage import books

START = at("20:00")
PLAN = sheet(segment("A"), task("发短视频", 48, target=3), task("预约", 2), start="20:00")
NOW = Instant(START - HOUR)


class Fake:
    """Reminders that are there, and what was done with them."""

    def __init__(self) -> None:
        cues = ahead.due(PLAN, NOW, Instant(START - 9 * DAY))
        self.waiting = tuple(Reminder(session=PLAN.session, cue=c, shown=NOW) for c in cues)
        self.did: list[tuple[str, object]] = []

    def look(self) -> tuple[Reminder, ...]:
        return self.waiting

    def seen(self, waiting: object) -> None:
        self.did.append(("seen", len(tuple(waiting))))  # type: ignore[arg-type]

    def answer(self, reminder: Reminder, answer: Answer) -> None:
        self.did.append((reminder.cue.id, answer))
        self.waiting = tuple(one for one in self.waiting if one is not reminder)

    def snooze(self, reminder: Reminder, span: Span) -> None:
        self.did.append((reminder.cue.id, span))
        self.waiting = tuple(one for one in self.waiting if one is not reminder)


@pytest.fixture
def bar(qtbot):
    desk, heard = Fake(), []
    made = ReminderBar(desk, Dispatcher(), Theme(), Language(books(), "zh"), heard.append)
    made.desk, made.heard = desk, heard
    qtbot.addWidget(made)
    made.look()
    qtbot.waitUntil(lambda: made.top is not None)
    yield made
    made.finish()


def test_the_oldest_is_shown_with_its_show_and_its_age(bar) -> None:
    assert not bar.isHidden()
    text = bar.text.text()
    assert "发短视频" in text
    assert "测试场" in text
    assert "11-20 周五 20:00" in text
    assert "已过 1 天" in text
    assert bar.count.text() == "还有 1 条"
    assert untranslated(bar) == []
    assert len(bar.heard) == 1
    assert bar.desk.did == [("seen", 2)]


def test_done_later_and_skip_each_bring_the_next(bar) -> None:
    bar.done.click()
    assert bar.desk.did[-1] == ("E:发短视频:task", Answer.DONE)
    assert "预约" in bar.text.text()
    assert bar.count.text() == ""
    bar.later.click()
    assert bar.desk.did[-1] == ("E:预约:task", LATER)
    assert bar.isHidden()


def test_it_is_not_sounded_again_at_the_next_look(bar, qtbot) -> None:
    bar.look()
    qtbot.waitUntil(lambda: len(bar.desk.did) == 2)
    assert len(bar.heard) == 1


def test_while_a_run_is_open_its_own_cues_speak(bar, qtbot) -> None:
    for phase in (Phase.ARMED, Phase.ON_AIR, Phase.PAUSED):
        bar.take(demo(phase=phase))
        assert bar.isHidden()
    before = len(bar.desk.did)
    bar.look()
    assert len(bar.desk.did) == before
    bar.take(replace(demo(), phase=Phase.OFF_AIR))
    qtbot.waitUntil(lambda: not bar.isHidden())


def test_its_session_is_opened_in_plan(bar, qtbot) -> None:
    with qtbot.waitSignal(bar.chosen) as told:
        bar.show_plan.click()
    assert told.args == [PLAN.session.id]
    assert all(button.text() for button in bar.findChildren(QPushButton))
