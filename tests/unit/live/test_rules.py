"""Rules speak once, on enough numbers, and say them."""

from __future__ import annotations

import pytest

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import events, rules
from controlroom.live.rules import Measured, Samples
from tests.builders import at
from tests.strategies.facts import ad_samples, room_samples
from tests.strategies.show import Desk

START = at("20:30")


def by_minute(*values: float, end: int = START) -> Samples:
    first = end - (len(values) - 1) * MINUTE
    return tuple((Instant(first + i * MINUTE), v) for i, v in enumerate(values))


def by_period(*values: float) -> Samples:
    first = START - (len(values) - 1) * 5 * MINUTE
    return tuple((Instant(first + i * 5 * MINUTE), v) for i, v in enumerate(values))


def roi(*values: float, now: int = START, limit: float = 2.5) -> Measured:
    samples = {"roi_15": by_minute(*values, end=now)}
    return Measured(at=Instant(now), values={"break_even": limit, "spend_15": 5e5}, samples=samples)


@pytest.fixture
def live(desk: Desk) -> Desk:
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = START
    return desk


@pytest.mark.parametrize(
    ("values", "speaks"),
    [
        ((2.4, 2.4, 2.4, 2.3), True),
        ((2.4, 2.4, 2.3), False),  # two minutes only
        ((2.4, 2.6, 2.4, 2.3), False),  # not in a row
        ((2.5, 2.5, 2.5, 2.5), False),  # at break-even is not under it
        ((), False),
    ],
)
def test_roi_must_hold_three_minutes(live: Desk, values: tuple[float, ...], speaks: bool) -> None:
    assert bool(rules.alerts(live.state, roi(*values))) is speaks


def test_no_break_even_no_judgement(live: Desk) -> None:
    measured = Measured(at=START, samples={"roi_15": by_minute(1, 1, 1, 1)})
    assert rules.alerts(live.state, measured) == ()


def test_an_alert_carries_its_numbers(live: Desk) -> None:
    (alert,) = rules.alerts(live.state, roi(2.4, 2.4, 2.4, 2.31))
    assert dict(alert.text.args) == {
        "basis": "@live.basis.whole",
        "roi_x": 2.31,
        "break_even_x": 2.5,
        "lasting_ms": 3 * MINUTE,
    }
    assert alert.advice.args["spend_minor"] == 500_000


def test_cool_down_and_hysteresis(live: Desk) -> None:
    (alert,) = rules.alerts(live.state, roi(2, 2, 2, 2))
    live.happen(alert)
    soon, later = START + 9 * MINUTE, START + 12 * MINUTE
    assert rules.alerts(live.state, roi(2, 2, 2, 2, now=soon)) == ()
    assert rules.alerts(live.state, roi(*[2] * 12, now=later)) == ()
    assert rules.alerts(live.state, roi(2, 2.55, 2, 2, 2, 2, now=later)) == ()  # hardly recovered
    (again,) = rules.alerts(live.state, roi(2, 2.7, 2, 2, 2, 2, now=later))
    assert again.cue != alert.cue
    (reminded,) = rules.alerts(live.state, roi(*[2] * 12, now=START + 30 * MINUTE))
    assert reminded.cue == again.cue


def test_stock_that_will_not_last_the_segment(live: Desk) -> None:
    live.ask(events.SegmentStarted(at=live.now, row=RowId("pan talk")))
    values = {"stock_left": 30, "sold": 50, "selling": 5 * MINUTE, "remaining": 4 * MINUTE}
    (alert,) = rules.alerts(live.state, Measured(at=START, values=values))
    assert alert.text.args["runs_ms"] == 3 * MINUTE
    live.happen(alert)
    assert rules.alerts(live.state, Measured(at=START, values=values)) == ()
    enough = Measured(at=START, values={**values, "stock_left": 50})
    assert rules.alerts(live.state, enough) == ()


def test_online_falling_three_periods(live: Desk) -> None:
    def online(*values: float) -> Measured:
        return Measured(at=START, samples={"online": by_period(*values)})

    (alert,) = rules.alerts(live.state, online(100, 98, 96, 90))
    assert dict(alert.text.args) == {"periods": 3, "from": 100, "to": 90}
    assert rules.alerts(live.state, online(100, 99, 98, 97)) == ()  # noise
    assert rules.alerts(live.state, online(100, 90, 91, 80)) == ()
    assert rules.alerts(live.state, online(98, 96, 90)) == ()


def test_measuring_the_facts(live: Desk) -> None:
    ads = [("m", "", "", at("20:00"), at("21:00"), "whole", 600_000, 0)]
    room = [("r", "gmv", "delta", at("20:00") + m * MINUTE, MINUTE, 5_000.0) for m in range(1, 31)]
    room += [
        ("r", "online", "snapshot", at("20:00") + m * MINUTE, 0, 1_000.0 - m) for m in range(31)
    ]
    facts = Buckets.from_columns(ads=ad_samples(ads), room=room_samples(room))
    measured = rules.measure(live.state, facts, START)
    assert measured.values["spend_15"] == 150_000
    assert [value for _, value in measured.samples["roi_15"]] == pytest.approx([0.5] * 16)
    assert measured.samples["roi_15"][0][0] == at("20:15")  # 15 full minutes at least
    assert [round(value) for _, value in measured.samples["online"]] == [
        997,
        992,
        987,
        982,
        977,
        972,
    ]


def test_rules_are_silent_off_air_and_in_a_pause(live: Desk) -> None:
    live.ask(events.Paused(at=live.now))
    assert rules.alerts(live.state, roi(2, 2, 2, 2)) == ()
