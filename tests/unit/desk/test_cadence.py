"""When the air thread speaks, and when it keeps still."""

import pytest

from controlroom.core.time import Instant
from controlroom.desk.airtime import AirTime
from controlroom.desk.cadence import FAST_PERIOD, NEAR, PERIOD, SOON, Cadence
from tests.fakes.clock import FakeClock

NOW = Instant(1_795_000_000_400)  # within a second of the clock


class Fast(FakeClock):
    """A hundred times as fast as life."""

    def real(self, span):
        return span / 100_000


@pytest.fixture
def cadence():
    made = Cadence(AirTime(FakeClock()))
    made.published(NOW)
    return made


def after(ms):
    return Instant(NOW + ms)


def test_without_news_the_next_readout_comes_with_the_next_second(cadence):
    assert cadence.rest(NOW) == pytest.approx(0.6)
    assert cadence.rest(after(700)) == pytest.approx(-0.1)


def test_with_news_it_comes_after_a_period(cadence):
    cadence.heard()
    assert cadence.rest(after(50)) == pytest.approx(PERIOD - 0.05)
    fast = Cadence(AirTime(Fast()))
    assert fast.period == FAST_PERIOD


def test_after_a_call_the_readout_is_owed_soon_and_calls_do_not_put_it_off(cadence):
    cadence.called(after(100))
    cadence.called(after(120))
    assert cadence.rest(after(120)) == pytest.approx(SOON - 0.02)


def test_around_a_cue_it_is_still(cadence):
    wake = after(200)
    assert not cadence.still(after(200 - 31), wake)
    assert cadence.still(after(200 - 29), wake)
    assert cadence.near(after(200 - 29), wake) == pytest.approx(0.029)
    cadence.called(wake)
    assert cadence.still(after(200 + 29), None)
    assert not cadence.still(after(200 + 30), None)


def test_there_is_time_to_prepare_a_cue_before_it_and_not_while_another_is_shown(cadence):
    wake = after(200)
    assert not cadence.idle(after(200 - 31), wake)
    assert cadence.idle(after(200 - 29), wake)
    assert not cadence.idle(after(200 - 5), wake)
    cadence.called(after(200 - 29))
    assert not cadence.idle(after(200 - 20), wake)


def test_it_is_not_still_for_ever(cadence):
    """A readout owed for longer than a cue is near goes out, whatever is at hand."""
    late = after(600 + 31)
    assert cadence.near(late, Instant(late + 10)) is None
    assert cadence.near(after(600 + 29), after(600 + 39)) == pytest.approx(0.01)


def test_an_instant_that_has_just_come_is_what_a_turn_is_about(cadence):
    assert cadence.meant(after(4), NOW) == NOW
    assert cadence.meant(after(5), NOW) == after(5)
    assert cadence.meant(NOW, after(1)) == NOW
    assert cadence.meant(NOW, None) == NOW


def test_it_wakes_ahead_of_a_cue_and_then_at_it(cadence):
    assert cadence.until(NOW, after(1000)) == pytest.approx(1.0 - NEAR)
    assert cadence.until(after(980), after(1000)) == pytest.approx(0.02)
    assert cadence.until(after(169), after(200)) == pytest.approx(0.001)
    assert cadence.idle(after(170), after(200))  # as soon as it wakes
    assert cadence.ahead(NOW, None) is None
    assert cadence.ahead(after(5), NOW) == pytest.approx(-0.005)
