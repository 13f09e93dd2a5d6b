"""The alarm clock: it calls, the newest alarm replaces the one before, it may come late."""

import subprocess
import sys
from datetime import datetime, timedelta, tzinfo
from threading import Event, current_thread, main_thread

import apscheduler.executors.base as running
import apscheduler.schedulers.base as waiting
import pytest

from controlroom.core.time import Instant
from controlroom.scheduling.alarms import WakingAlarms
from controlroom.scheduling.clocks import MachineClock

PATIENCE = 20  # s; what is waited for comes within milliseconds


def test_an_alarm_calls_though_it_was_set_before_its_clockwork_was_loaded() -> None:
    clock, rang = MachineClock(), Event()
    alarms = WakingAlarms(clock, load_after=0.0)
    alarms.wake_at(clock.wall(), rang.set)
    assert rang.wait(PATIENCE)
    alarms.stop()


def test_alarms_go_on_calling_once_loaded() -> None:
    clock, first, second = MachineClock(), Event(), Event()
    alarms = WakingAlarms(clock, load_after=0.0)
    alarms.wake_at(clock.wall(), first.set)
    assert first.wait(PATIENCE)
    alarms.wake_at(Instant(clock.wall() + 20), second.set)
    assert second.wait(PATIENCE)
    alarms.stop()


def test_the_newest_alarm_replaces_the_one_before() -> None:
    clock, replaced, rang = MachineClock(), Event(), Event()
    alarms = WakingAlarms(clock, load_after=0.0)
    alarms.wake_at(Instant(clock.wall() + 3_600_000), replaced.set)
    alarms.wake_at(clock.wall(), rang.set)
    assert rang.wait(PATIENCE)
    assert not replaced.is_set()
    alarms.stop()


def test_stopped_before_it_was_loaded_it_never_calls() -> None:
    clock, rang = MachineClock(), Event()
    alarms = WakingAlarms(clock, load_after=3600.0)
    alarms.wake_at(clock.wall(), rang.set)
    alarms.stop()
    assert not rang.is_set()


class Stepped(datetime):
    """What the real scheduler takes for the time."""

    off = timedelta(0)
    asked = Event()  # by the scheduler itself

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        if current_thread() is not main_thread():
            cls.asked.set()
        return datetime.fromtimestamp(MachineClock().wall() / 1000, tz) + cls.off


@pytest.mark.parametrize("hours", [2, 26])
def test_a_wall_clock_stepped_under_the_real_scheduler_is_noticed_within_a_second(
    monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """It had computed a wait of an hour; and then finds itself an hour and more too late,
    which by its own defaults would drop the job."""
    for module in (waiting, running):
        monkeypatch.setattr(module, "datetime", Stepped)
    monkeypatch.setattr(Stepped, "off", timedelta(0))
    clock, first, rang = MachineClock(), Event(), Event()
    alarms = WakingAlarms(clock, load_after=0.0)
    alarms.wake_at(clock.wall(), first.set)
    assert first.wait(PATIENCE)
    Stepped.asked.clear()
    alarms.wake_at(Instant(clock.wall() + 3_600_000), rang.set)
    assert Stepped.asked.wait(PATIENCE) and not rang.is_set()
    Stepped.off = timedelta(hours=hours)
    assert rang.wait(PATIENCE)
    alarms.stop()


LATE = """
import sys
from controlroom.scheduling.alarms import WakingAlarms
from controlroom.scheduling.clocks import MachineClock
clock = MachineClock()
WakingAlarms(clock).wake_at(clock.wall(), lambda: None)
print("apscheduler" in sys.modules)
"""


def test_apscheduler_is_not_loaded_before_its_time() -> None:
    said = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
