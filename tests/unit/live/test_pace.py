"""The forecast keeps what is sold, follows the plan's shape, and learns from past shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import events, given_up, pace, prospects
from controlroom.live.gauges import usual_key
from controlroom.live.habits import NONE, Habits
from controlroom.live.pace import Past
from controlroom.live.scene import Baseline
from controlroom.plan.sheet import Plate
from tests.builders import at
from tests.strategies.facts import Line, order_lines
from tests.strategies.show import Desk

EVEN = np.linspace(1, 100, 100) * 1000.0  # 100 minutes, 1,000 a minute


def test_a_show_that_does_as_planned_ends_as_planned() -> None:
    for minutes in (10, 50, 90, 100):
        found = pace.forecast(np.full(minutes, 1000.0), EVEN)
        assert found is not None
        assert found.final == pytest.approx(100_000)
        assert found.share == pytest.approx(minutes / 100)


def test_twice_as_good_is_believed_more_the_longer_it_lasts() -> None:
    finals = [pace.forecast(np.full(m, 2000.0), EVEN) for m in (10, 50, 90)]
    values = [found.final for found in finals if found is not None]
    assert 100_000 < values[0] < values[1] < values[2] < 200_000
    assert values[2] > 185_000


def test_the_plan_s_shape_counts_not_the_clock() -> None:
    late = np.r_[np.linspace(0, 10_000, 51)[1:], np.linspace(10_000, 100_000, 51)[1:]]
    found = pace.forecast(np.full(50, 200.0), late)  # 10 % of the goal at half-time: as meant
    assert found is not None
    assert found.final == pytest.approx(100_000)


def test_past_shows_bend_shape_and_level() -> None:
    early = np.interp(np.linspace(0, 1, 101), [0, 0.5, 1], [0, 0.9, 1])
    past = [Past(shape=early, level=1.0)] * 8
    plain, wise = (pace.forecast(np.full(50, 1000.0), EVEN, some) for some in ((), past))
    assert plain is not None and wise is not None
    assert wise.share > plain.share
    assert wise.final < plain.final
    weak = [Past(shape=np.linspace(0, 1, 101), level=0.5)] * 8
    low = pace.forecast(np.full(50, 1000.0), EVEN, weak)
    assert low is not None
    assert low.final < 100_000


def test_too_early_and_nothing_sold_say_nothing() -> None:
    assert pace.forecast(np.full(1, 1000.0), EVEN) is None
    assert pace.forecast(np.zeros(50), EVEN) is None
    assert pace.forecast(np.full(50, np.nan), EVEN) is None
    assert pace.forecast(np.full(50, 1.0), np.zeros(100)) is None
    assert pace.forecast(np.empty(0), EVEN) is None


@given(
    st.lists(st.floats(0, 1e7), min_size=3, max_size=100),
    st.lists(st.floats(1, 1e7), min_size=100, max_size=140),
)
def test_bands_hold_the_forecast_and_what_is_sold(sold: list[float], goal: list[float]) -> None:
    found = pace.forecast(np.array(sold), np.cumsum(goal))
    if found is not None:
        assert sum(sold) - 1e-6 * sum(sold) <= found.low80 <= found.low50 <= found.final
        assert found.final <= found.high50 <= found.high80
        assert 0 < found.share <= 1


def test_shape_of_a_show() -> None:
    shape = pace.shape_of(np.array([1.0, np.nan, 3.0]))
    assert shape is not None
    assert (shape[0], shape[-1], len(shape)) == (0.0, 1.0, pace.POINTS)
    assert shape[50] == pytest.approx(0.25)
    assert pace.shape_of(np.array([np.nan, 0.0])) is None
    assert pace.shape_of(np.empty(0)) is None


# --- in the show -----------------------------------------------------------------------


def orders(minutes: int, amount: int = 28_571, product: str = "P1") -> Buckets:
    """One paid line a minute from 20:00; 35 minutes make the target of 1,000,000."""
    start = at("20:00")
    lines = [
        Line(line_id=str(m), order_id=str(m), product_id=product, amount=amount,
             paid_at=start + m * MINUTE + 30_000)
        for m in range(minutes)
    ]  # fmt: skip
    return Buckets.from_columns(orders=order_lines(lines))


@pytest.fixture
def live(desk: Desk) -> Desk:
    """On air at 20:00: opening 10, pan talk 10, a hole, hour 20:30 to 20:40, close 5."""
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    return desk


def test_the_prospect_of_a_running_show(live: Desk) -> None:
    now = Instant(at("20:08"))
    found = prospects.prospect(live.state, orders(8), now, NONE)
    assert found is not None
    assert found.end == at("20:45")
    assert found.low80 < found.final < found.high80
    assert found.final == pytest.approx(1_000_000, rel=0.1)
    assert found.shows == 0
    assert found.lever == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda now: events.RowSized(at=now, row=RowId("hour"), length=Span(5 * MINUTE)),
        lambda now: events.RowSkipped(at=now, plate=Plate.SCRIPT, row=RowId("close")),
    ],
)
def test_what_was_given_up_on_air_is_not_forecast(live: Desk, change: Any) -> None:
    """Half of a row of ten minutes, or a row of five, of 35 that make a million."""
    live.now = now = Instant(at("20:08"))
    whole = prospects.prospect(live.state, orders(8), now, NONE)
    live.ask(change(now))
    less = prospects.prospect(live.state, orders(8), now, NONE)
    assert whole is not None and less is not None
    assert whole.final - less.final == pytest.approx(1_000_000 * 5 / 35, rel=0.05)


def test_a_row_made_longer_is_not_expected_to_bring_more(live: Desk) -> None:
    live.now = now = Instant(at("20:08"))
    whole = prospects.prospect(live.state, orders(8), now, NONE)
    live.ask(events.RowSized(at=now, row=RowId("close"), length=Span(15 * MINUTE)))
    longer = prospects.prospect(live.state, orders(8), now, NONE)
    assert whole is not None and longer is not None
    assert longer.final == pytest.approx(whole.final, rel=0.001)


def test_the_running_row_gives_nothing_up_when_a_new_plan_makes_it_longer(live: Desk) -> None:
    """It goes on as it was copied when it started: nobody shortened it."""
    live.now = now = Instant(at("20:08"))
    plan = live.state.plan
    assert plan is not None and live.state.current is not None
    first, *others = plan.segments
    assert first.id == live.state.current.id
    longer = replace(first, duration=Span(2 * first.duration))
    live.ask(events.SheetChanged(at=now, sheet=replace(plan, segments=(longer, *others))))
    assert given_up.kept(live.state) == {}
    live.ask(events.RowSized(at=now, row=RowId("close"), length=Span(MINUTE)))
    assert given_up.kept(live.state) == {RowId("close"): pytest.approx(0.2)}


def test_no_prospect_off_air_or_when_sales_are_stale(live: Desk) -> None:
    assert prospects.prospect(live.state, orders(8), Instant(at("20:20")), NONE) is None
    live.now = Instant(at("20:08"))
    live.ask(events.WentOffAir(at=live.now))
    assert prospects.prospect(live.state, orders(8), live.now, NONE) is None


def test_what_sells_out_before_the_end(live: Desk) -> None:
    start, fast = at("20:00"), []
    for m in range(8):
        fast += [
            Line(line_id=f"{m}-{i}", order_id=f"{m}-{i}", product_id="P1", amount=4000,
                 paid_at=start + m * MINUTE + i * 6000)
            for i in range(10)
        ]  # fmt: skip
    now = Instant(at("20:08"))
    found = prospects.prospect(live.state, Buckets.from_columns(order_lines(fast)), now, NONE)
    assert found is not None
    (pan,) = found.sell_outs
    assert (pan.title, pan.left) == ("pan", 20)
    assert pan.at == pytest.approx(at("20:10"), abs=MINUTE // 2)
    slow = prospects.prospect(live.state, orders(8), now, NONE)
    assert slow is not None
    assert slow.sell_outs == ()


def test_the_short_lever_is_named(live: Desk) -> None:
    now = Instant(at("20:35"))
    live.now = now
    window = prospects.LEVER_WINDOW
    usual = {usual_key("aov", window): Baseline(median=50_000.0, sessions=4)}
    found = prospects.prospect(live.state, orders(35), now, Habits(baselines=usual))
    assert found is not None
    assert found.lever == "aov"
    fine = {usual_key("aov", window): Baseline(median=28_000.0, sessions=4)}
    found = prospects.prospect(live.state, orders(35), now, Habits(baselines=fine))
    assert found is not None
    assert found.lever == ""


def test_a_show_that_is_over_is_remembered(live: Desk) -> None:
    live.now = Instant(at("20:40"))
    live.ask(events.WentOffAir(at=live.now))
    past = prospects.past_of(live.state, orders(35))
    assert past is not None
    assert past.level == pytest.approx(1.0, rel=1e-3)
    assert past.shape[-1] == 1.0
    assert prospects.past_of(live.state, Buckets()) is None
