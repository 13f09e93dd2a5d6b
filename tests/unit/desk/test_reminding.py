"""Reminders come without a run, by the ids of its cues, and what was answered stays so."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from controlroom.core.ids import RowId, RunId, SessionId
from controlroom.core.time import DAY, HOUR, MINUTE, Instant, Span
from controlroom.desk.reminding import Reminders
from controlroom.desk.runs import take_over
from controlroom.desk.show import Show
from controlroom.live import ahead, cues, engine
from controlroom.live.events import Answer, CueAnswered, CueFired, RunOpened, Undone
from controlroom.live.state import State
from controlroom.plan.edits import remove_rows
from controlroom.plan.sheet import Plate, RunSheet
from tests.builders import at, segment, sheet, task
from tests.fakes.clock import FakeClock
from tests.fakes.settings import FakeSettings
from tests.fakes.store import FakeStore

START = at("20:00")
PLAN = sheet(
    segment("A"), task("短视频", 48), task("预约", 3), task("完了", 60, done=True), start="20:00"
)
SES = PLAN.session.id


class Bench:
    """Reminders on a fake store, with a clock and settings that outlive them."""

    def __init__(self, now: Instant, plan: RunSheet = PLAN) -> None:
        self.clock, self.settings, self.store = FakeClock(now), FakeSettings(), FakeStore()
        self.store.sheets.save(plan)
        self.edited: list[str] = []
        self.reminders = self.again()

    def again(self) -> Reminders:
        """The program started (again)."""
        world = SimpleNamespace(store=self.store, clock=self.clock, settings=self.settings)
        self.reminders = Reminders(world, self.store.sheets.load, self.planning)  # type: ignore[arg-type]
        return self.reminders

    def planning(self, session: SessionId) -> object:
        def edit(label: object, change: object) -> None:
            changed = change(self.store.sheets.load(session))  # type: ignore[operator]
            self.store.sheets.save(changed)
            self.edited.append(label.key)  # type: ignore[attr-defined]

        return SimpleNamespace(edit=edit)

    def due(self) -> list[str]:
        return [one.cue.id for one in self.reminders.look()]


def state_of(*events: object) -> State:
    return engine.fold(enumerate(events, 1))  # type: ignore[arg-type]


def opened(when: Instant, plan: RunSheet = PLAN) -> RunOpened:
    return RunOpened(at=when, run=RunId("r"), sheet=plan)


def test_days_and_minutes_before_and_never_once_the_start_is_past() -> None:
    bench = Bench(Instant(START - 3 * DAY))
    assert bench.due() == []
    bench.clock.pass_by(DAY)
    assert bench.due() == ["E:短视频:task"]
    bench.clock.pass_by(2 * DAY - 3 * HOUR)
    assert bench.due() == ["E:短视频:task", "E:预约:task"]
    bench.clock.pass_by(2 * HOUR + 30 * MINUTE)
    assert bench.due()[-1] == "E:session:align"
    bench.clock.pass_by(HOUR)
    assert bench.due() == []


def test_they_are_the_very_cues_of_a_run() -> None:
    now = Instant(START - 20 * MINUTE)
    since = Instant(START - 10 * DAY)
    off_air = ahead.due(PLAN, now, since)
    state = state_of(opened(since))
    on_air = [c for c in cues.derive(state, now) if c.plate is Plate.WARMUP and c.due <= now]
    assert [(c.id, c.due, c.text, c.detail) for c in off_air] == [
        (c.id, c.due, c.text, c.detail) for c in on_air
    ]


def test_who_starts_the_program_late_is_not_asked_to_agree_half_an_hour_before() -> None:
    bench = Bench(Instant(START - 10 * MINUTE))
    assert bench.due() == ["E:短视频:task", "E:预约:task"]


@pytest.mark.parametrize("answer", [Answer.DONE, Answer.SKIPPED])
def test_an_answered_one_never_comes_back(answer: Answer) -> None:
    bench = Bench(Instant(START - HOUR))
    first = bench.reminders.look()[0]
    bench.clock.pass_by(40_000)
    bench.reminders.answer(first, answer)
    assert bench.due() == ["E:预约:task"]
    bench.again()  # killed and started again
    assert bench.due() == ["E:预约:task"]
    shifted = replace(PLAN, session=replace(PLAN.session, planned_start=Instant(START + DAY)))
    bench.store.sheets.save(shifted)
    assert bench.due() == []  # due later now: the second is not due yet, the first is done
    bench.clock.pass_by(DAY)
    assert bench.due() == ["E:预约:task"]


def test_done_is_done_in_the_plan_too_and_skipped_is_not() -> None:
    bench = Bench(Instant(START - HOUR))
    first, second = bench.reminders.look()
    bench.reminders.answer(first, Answer.DONE)
    bench.reminders.answer(second, Answer.SKIPPED)
    done = {row.title for row in bench.store.sheets.load(SES).tasks if row.done}
    assert done == {"短视频", "完了"}
    assert bench.edited == ["desk.edit.task_done"]


def test_put_off_comes_again_even_after_a_restart() -> None:
    bench = Bench(Instant(START - HOUR))
    first = bench.reminders.look()[0]
    bench.reminders.snooze(first, Span(30 * MINUTE))
    assert bench.due() == ["E:预约:task"]
    bench.again()
    assert bench.due() == ["E:预约:task"]
    bench.clock.pass_by(30 * MINUTE)
    assert bench.due()[0] == "E:短视频:task"


def test_the_run_takes_over_what_was_answered_with_its_reaction() -> None:
    bench = Bench(Instant(START - HOUR))
    first = bench.reminders.look()[0]
    bench.clock.pass_by(40_000)
    bench.reminders.answer(first, Answer.SKIPPED)
    journal: list[object] = []
    show = Show(RunId("r"), lambda run, events: journal.extend(events) or len(journal))
    now = Instant(START - 10 * MINUTE)
    show.record([opened(now)])
    take_over(show, bench.reminders.told(SES))
    show.tick(now)
    fired = [event.cue for event in journal if isinstance(event, CueFired)]
    assert fired.count("E:短视频:task") == 1
    cue = show.state.fired[first.cue.id]
    assert cue.answer is Answer.SKIPPED
    assert cue.answered is not None
    assert cue.answered - cue.fired == 40_000
    before = len(journal)
    take_over(show, bench.reminders.told(SES))  # opened again: nothing twice
    assert len(journal) == before
    assert not [event for event in journal if isinstance(event, Undone)]


def test_what_a_run_answered_is_not_asked_again_once_it_is_closed() -> None:
    bench = Bench(Instant(START - HOUR))
    now = bench.clock.wall()
    first = bench.reminders.look()[0].cue
    fired = CueFired(at=now, cue=first.id, plate=first.plate, due=first.due, text=first.text)
    answered = CueAnswered(at=now, cue=first.id, answer=Answer.DONE)
    bench.store.journal.append(RunId("r"), [opened(now), fired, answered])
    assert bench.due() == ["E:预约:task"]


def test_since_when_it_was_on_the_screen_outlives_a_restart() -> None:
    bench = Bench(Instant(START - HOUR))
    bench.reminders.seen(bench.reminders.look())
    bench.clock.pass_by(5 * MINUTE)
    shown = {one.shown for one in bench.again().look()}
    assert shown == {START - HOUR}


def test_a_task_that_is_gone_is_neither_asked_nor_taken_over() -> None:
    bench = Bench(Instant(START - HOUR))
    first = bench.reminders.look()[0]
    bench.reminders.answer(first, Answer.SKIPPED)
    bench.store.sheets.save(remove_rows(PLAN, Plate.WARMUP, [RowId("短视频")]))
    assert bench.due() == ["E:预约:task"]
    assert bench.reminders.told(SES) == ()


def test_settings_that_cant_be_read_are_nothing() -> None:
    bench = Bench(Instant(START - HOUR))
    bench.settings.set("plan.reminders", '{"a": [1]}')
    bench.again()
    assert len(bench.due()) == 2
