"""The show clock and its cues against all that clocks can do, with clocks handed in.

Sleep (the steady clock counts it), wall steps of hours, midnight, the change to and from
daylight saving, a window that stands still for half a minute; and a fake time source stepped
under the real alarm clock. Going on air by itself at the planned start.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from controlroom.core import formats
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.desk import intents as ask
from controlroom.desk.air import Air
from controlroom.desk.airtime import AirTime
from controlroom.desk.starting import GRACE
from controlroom.live.events import CueFired, WentOnAir
from controlroom.live.readout import Phase
from controlroom.scheduling.alarms import WakingAlarms
from controlroom.scheduling.clocks import MachineClock
from tests.builders import at, segment, sheet
from tests.fakes.clock import FakeClock
from tests.unit.desk.test_air import Studio

HOURS_OFF = (-25, -3, -1, 1, 3, 25)


@pytest.fixture
def studio() -> Any:
    made = Studio()
    yield made
    made.writer.close()


def run(studio: Any, *, step: int | None = None, sleep: bool = False) -> list[tuple[str, int]]:
    """The show in seconds: (cue, due − on air) as fired. A wall step comes at its third
    minute; it sleeps for two minutes over those in which three cues are due."""
    studio.do(ask.GoOnAir())
    start = studio.show.state.on_air_at
    for second in range(1, 12 * 60):
        if second == 180 and step is not None:
            studio.clock.step(step)
        if not (sleep and 590 <= second < 710):
            studio.clock.pass_by(SECOND)
            studio.do()
        elif second == 590:
            studio.clock.pass_by(120 * SECOND)
            studio.do()
    fired = [event for _, event in studio.show.entries if isinstance(event, CueFired)]
    return [(e.cue, e.due - start) for e in fired]


@pytest.fixture(scope="module")
def undisturbed() -> list[tuple[str, int]]:
    made = Studio()
    found = run(made)
    made.writer.close()
    assert len(found) > 2
    return found


@pytest.mark.parametrize("hours", HOURS_OFF)
def test_the_wall_clock_stepped_by_hours_changes_no_cue_and_is_said(
    studio: Any, undisturbed: Any, hours: int
) -> None:
    assert run(studio, step=hours * HOUR) == undisturbed
    assert studio.seen[-1].elapsed == (12 * 60 - 1) * SECOND
    assert "desk.clock_stepped" in [m.key for m in studio.seen[-1].trouble]


def test_a_laptop_that_slept_two_minutes_shows_each_cue_once_late_with_its_own_due(
    studio: Any, undisturbed: Any
) -> None:
    assert sorted(run(studio, sleep=True)) == sorted(undisturbed)
    late = [e.at - e.due for _, e in studio.show.entries if isinstance(e, CueFired)]
    assert sorted(late) == [0, 49 * SECOND, 109 * SECOND, 109 * SECOND]
    assert studio.seen[-1].elapsed == (12 * 60 - 1) * SECOND


def test_thirty_seconds_without_a_turn_lose_nothing(studio: Any, undisturbed: Any) -> None:
    studio.do(ask.GoOnAir())
    start = studio.show.state.on_air_at
    for turn in range(24):
        studio.clock.pass_by((30 if turn else 29) * SECOND)  # every cue comes within a stall
        studio.do()
    fired = [e for _, e in studio.show.entries if isinstance(e, CueFired)]
    found = [(e.cue, e.due - start) for e in fired if e.due - start <= 719 * SECOND]
    assert sorted(found) == sorted(undisturbed)
    assert {e.at - e.due for e in fired} == {0, 29 * SECOND}
    assert studio.seen[-1].elapsed == 719 * SECOND


ZONES = [
    ("Asia/Shanghai", datetime(2026, 11, 22, 23, 50)),  # midnight
    ("America/New_York", datetime(2026, 11, 1, 1, 50)),  # an hour is had twice
    ("America/New_York", datetime(2026, 3, 8, 1, 50)),  # an hour is missing
    ("Europe/London", datetime(2026, 10, 25, 1, 50)),
]


@pytest.mark.parametrize(("zone", "begins"), ZONES)
def test_midnight_and_daylight_saving_are_like_any_other_minute(
    zone: str, begins: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Instant(int(begins.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000))
    plan = sheet(segment("A", 10), segment("B", 20), segment("C", 30), start="20:00")
    plan = _at(plan, start, zone)
    monkeypatch.setattr("tests.unit.desk.test_air.PLAN", plan)
    studio = Studio()
    studio.clock = FakeClock(start)
    studio.air = Air(studio.show, studio.flow, studio.inbox, AirTime(studio.clock), studio.alarms)
    studio.air.subscribe(studio.seen.append)
    studio.do(ask.GoOnAir())
    for _ in range(60):
        studio.clock.pass_by(MINUTE)
        studio.do()
    readout = studio.seen[-1]
    assert readout.elapsed == HOUR
    gone = datetime.fromtimestamp((start + HOUR) / 1000, UTC).astimezone(ZoneInfo(zone))
    assert formats.clock(readout.now, zone).startswith(gone.strftime("%H:%M"))
    starts = [row.planned_start for row in readout.rows]
    assert [b - a for a, b in pairwise(starts)] == [10 * MINUTE, 20 * MINUTE]
    studio.writer.close()


def _at(plan: Any, start: Instant, zone: str) -> Any:
    return replace(plan, session=replace(plan.session, planned_start=start, zone=zone))


# --- on air by itself ------------------------------------------------------------------


def armed(minutes_before: int) -> Any:
    made = Studio()
    made.clock = FakeClock(Instant(at("20:00") - minutes_before * MINUTE))
    made.air = Air(made.show, made.flow, made.inbox, AirTime(made.clock), made.alarms)
    made.air.subscribe(made.seen.append)
    return made


@pytest.fixture
def early() -> Any:
    made = armed(5)
    yield made
    made.writer.close()


def test_it_goes_on_air_at_the_planned_instant_and_not_before(early: Any) -> None:
    assert early.do(ask.StartAtPlan()).starts_alone == at("20:00")
    early.clock.pass_by(5 * MINUTE - 1)
    assert early.do().phase is Phase.ARMED
    assert early.air.wait() <= 0.001
    early.clock.pass_by(1)
    early.do()
    assert early.show.state.on_air_at == at("20:00")
    assert early.seen[-1].starts_alone is None


def test_cancelled_or_never_asked_it_stays_armed(early: Any) -> None:
    early.do(ask.StartAtPlan())
    assert early.do(ask.StartAtPlan(False)).starts_alone is None
    early.clock.pass_by(10 * MINUTE)
    assert early.do().phase is Phase.ARMED


def test_after_the_planned_start_it_can_not_be_asked(early: Any) -> None:
    early.clock.pass_by(6 * MINUTE)
    readout = early.do(ask.StartAtPlan())
    assert readout.starts_alone is None
    assert [m.key for m in readout.trouble] == ["desk.start_passed"]


def test_slept_over_the_start_it_does_not_begin_hours_later(early: Any) -> None:
    early.do(ask.StartAtPlan())
    early.clock.pass_by(5 * MINUTE + GRACE + SECOND)
    early.do()  # the cues that came due meanwhile
    readout = early.settle()
    assert (readout.phase, readout.starts_alone) == (Phase.ARMED, None)


def test_readiness_errors_hold_it_and_mended_in_time_it_begins(early: Any) -> None:
    errors: list[Any] = ["an error"]
    early.show._gate = lambda plan, now: tuple(errors)
    early.do(ask.StartAtPlan())
    early.clock.pass_by(5 * MINUTE)
    readout = early.do()
    assert readout.phase is Phase.ARMED
    assert [m.key for m in early.air._troubles(readout.now)] == ["desk.not_ready"]
    errors.clear()
    early.clock.pass_by(20 * SECOND)
    early.do()
    assert early.show.state.on_air_at == at("20:00") + 20 * SECOND
    assert sum(isinstance(e, WentOnAir) for _, e in early.show.entries) == 1


def test_gone_on_air_by_hand_it_does_nothing_more(early: Any) -> None:
    early.do(ask.StartAtPlan())
    early.do(ask.GoOnAir())
    early.clock.pass_by(10 * MINUTE)
    early.do()
    assert sum(isinstance(e, WentOnAir) for _, e in early.show.entries) == 1


# --- a stepped time source under the real alarm clock -------------------------------------


class Stepped(MachineClock):
    """The machine's clocks, with a wall hand that someone sets."""

    off = 0

    def wall(self) -> Instant:
        return Instant(super().wall() + self.off)


@pytest.mark.parametrize("hours", [-3, 3])
def test_the_real_scheduler_under_a_stepped_clock_fires_the_cue_on_time(hours: int) -> None:
    """The alarm may be early or late by hours; the air thread keeps its own deadline."""
    clock = Stepped()
    begins = Instant(clock.wall() - 10 * MINUTE + 700)
    studio = Studio()
    plan = _at(sheet(segment("A", 10), segment("B", 5), start="20:00"), begins, "UTC")
    alarms = WakingAlarms(clock, load_after=0.0)
    studio.air = Air(studio.show, studio.flow, studio.inbox, AirTime(clock), alarms)
    fired, done = [], threading.Event()

    def look(readout: Any) -> None:
        if any(c.due > readout.on_air_at for c in readout.cues if c.fired is not None):
            fired.append(readout)
            done.set()

    studio.air.post(ask.UseSheet(plan))
    studio.air.post(ask.GoOnAir())
    studio.air.post(ask.Extend(-10 * MINUTE + 700))  # type: ignore[arg-type]
    studio.air.subscribe(lambda r: look(r) if r.on_air_at else None)
    studio.air.start()
    clock.off = hours * HOUR
    assert done.wait(20)
    studio.air.close()
    late = [
        e.at - e.due
        for _, e in studio.show.entries
        if isinstance(e, CueFired) and e.due > studio.show.state.on_air_at
    ]
    assert late and all(0 <= each < 5 * SECOND for each in late)
    studio.writer.close()
