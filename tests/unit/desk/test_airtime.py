"""The air clock is placed by the wall clock once and never moved by it again."""

from controlroom.core.time import HOUR, Instant
from controlroom.desk.airtime import AirTime
from tests.fakes.clock import FakeClock


def test_time_goes_by_with_the_steady_clock():
    clock = FakeClock()
    air, began = AirTime(clock), clock.wall()
    clock.pass_by(90_000)
    assert air.now() == began + 90_000
    assert air.step() == 0


def test_a_wall_clock_set_back_or_forward_changes_nothing_but_is_noticed():
    for hours in (-3, 5):
        clock = FakeClock()
        air, began = AirTime(clock), clock.wall()
        clock.step(hours * HOUR)
        clock.pass_by(1_000)
        assert air.now() == began + 1_000
        assert air.step() == hours * HOUR


def test_a_drift_within_a_quarter_second_is_not_a_step():
    clock = FakeClock()
    air = AirTime(clock)
    clock.step(250)
    assert air.step() == 0


def test_a_resumed_run_never_goes_before_its_last_event():
    clock = FakeClock()
    floor = Instant(clock.wall() + 60_000)
    assert AirTime(clock, floor).now() == floor
