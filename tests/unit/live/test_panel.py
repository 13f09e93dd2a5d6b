"""The readout shows what the journal and the facts say, and nothing it doesn't know."""

from __future__ import annotations

import numpy as np
import pytest

from controlroom.core.ids import RowId, RunId
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING
from controlroom.live import curves, engine, events, panel
from controlroom.live.events import Answer
from controlroom.live.readout import CueState, Phase, Readout
from controlroom.plan.sheet import RoiBasis
from tests.builders import at, product, segment, sheet
from tests.strategies.facts import Line, ad_samples, order_lines, room_samples
from tests.strategies.show import Desk


def line(number: int, clock: str, amount: int = 10_000, product: str = "P1") -> Line:
    return Line(
        line_id=str(number),
        order_id=str(number),
        product_id=product,
        quantity=1,
        amount=amount,
        paid_at=at(clock),
        refunded=0,
        refunded_at=int(MISSING),
    )


@pytest.fixture
def buckets() -> Buckets:
    lines = [line(1, "20:01"), line(2, "20:11"), line(3, "20:12"), line(4, "20:40", 99)]
    ads = [("m", "金牛", "", at("20:00"), at("20:10"), "whole", 4_000, 0)]
    room = [("r", "online", "snapshot", at("20:12"), 0, 321.0)]
    room += [("r", "views", "delta", at("20:12"), 12 * MINUTE, 600.0)]
    return Buckets.from_columns(order_lines(lines), ad_samples(ads), room_samples(room))


@pytest.fixture
def shown(desk: Desk, buckets: Buckets) -> Readout:
    """20:13, "pan talk" on since 20:11."""
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = at("20:11")
    desk.ask(events.SegmentStarted(at=desk.now, row=RowId("pan talk")))
    desk.ask(events.PointTicked(at=desk.now, row=RowId("pan talk"), index=4))
    desk.now = at("20:13")
    desk.tick()
    return panel.readout(desk.state, buckets, desk.now)


def value(shown: Readout, key: str) -> float | None:
    figure = shown.figure(key)
    assert figure is not None
    return figure.value


def test_idle_is_a_readout_too() -> None:
    shown = panel.readout(engine.initial(), Buckets(), Instant(5))
    assert shown.phase is Phase.IDLE
    assert shown.now == 5


def test_headline_counts_only_the_show_so_far(shown: Readout) -> None:
    assert value(shown, "gmv") == 30_000  # not the order of 20:40
    assert value(shown, "orders") == 3
    assert value(shown, "gmv_per_minute") == pytest.approx(20_000 / 5)
    assert value(shown, "spend") == 4_000
    assert value(shown, "spend_plan") == 13_000  # 60,000 over an hour, 13 minutes of it


def test_roi_sets_spend_against_the_sales_of_the_same_time(shown: Readout) -> None:
    figure = shown.figure("roi")
    assert figure is not None
    assert figure.value == pytest.approx(10_000 / 4_000)  # until 20:10, where the ads end
    assert figure.observed_at == at("20:10")
    assert figure.basis == RoiBasis.WHOLE


def test_unknown_is_a_dash_not_zero(shown: Readout, desk: Desk) -> None:
    assert value(shown, "stay") is None
    assert value(shown, "ad_budget") is None
    empty = panel.readout(desk.state, Buckets(), desk.now)
    assert {empty.figure(k).value for k in ("gmv", "orders", "roi", "online")} == {None}  # type: ignore[union-attr]
    assert all(row.gmv is None for row in empty.rows)


def test_figures_of_a_silent_source_are_stale(shown: Readout, desk: Desk, buckets: Buckets) -> None:
    assert not shown.figure("online").stale  # type: ignore[union-attr]
    later = panel.readout(desk.state, buckets, Instant(at("20:14") + SECOND))
    assert later.figure("online").stale  # type: ignore[union-attr]
    assert value(later, "online") == 321


def test_now_and_next(shown: Readout) -> None:
    assert shown.current is not None
    assert shown.next is not None
    assert shown.current.id == "pan talk"
    assert shown.current.remaining == 8 * MINUTE
    assert [(p.index, p.said) for p in shown.current.points] == [(0, False), (4, True)]
    assert (shown.current.stock, shown.current.stock_left) == (100, 97)
    assert (shown.current.position, shown.current.count) == (2, 4)
    assert shown.next.id == "hour"
    assert shown.next.expected_start == at("20:30")
    assert shown.over_under == MINUTE


def test_what_comes_back_on_air_has_the_stock_that_is_left() -> None:
    """The prompter names it: the stock of the plan would be pieces that are sold."""
    plan = sheet(
        product("cup", stock=100),
        segment("first", 10, products=(RowId("cup"),)),
        segment("again", 10, products=(RowId("cup"),)),
    )
    back = Desk(at("20:00"))
    back.ask(events.RunOpened(at=back.now, run=RunId("run"), sheet=plan))
    back.ask(events.WentOnAir(at=back.now))
    back.now = at("20:05")
    sold = [line(1, "20:01", product="cup"), line(2, "20:02", product="cup")]
    shown = panel.readout(back.state, Buckets.from_columns(order_lines(sold)), back.now)
    assert shown.next is not None
    assert (shown.next.stock, shown.next.stock_left) == (100, 98)
    unknown = panel.readout(back.state, Buckets(), back.now)
    assert unknown.next is not None
    assert unknown.next.stock_left is None


def test_rows_keep_planned_expected_and_actual(shown: Readout) -> None:
    opening, pan, hour, close = shown.rows
    assert (opening.state, pan.state, hour.state, close.state) == ("past", "now", "next", "later")
    assert (opening.gmv, opening.orders, opening.ads) == (10_000, 1, 4_000)
    assert opening.actual == 11 * MINUTE
    assert pan.planned_start == at("20:10")
    assert pan.actual_start == at("20:11")
    assert (pan.gmv, pan.ads) == (20_000, None)
    assert hour.expected_start == at("20:30")


def test_cues_wait_in_order_and_leave_with_a_reaction(
    shown: Readout, desk: Desk, buckets: Buckets
) -> None:
    waiting = [cue.state for cue in shown.cues]
    assert waiting == sorted(waiting, key=lambda s: s is CueState.STANDBY)
    top = shown.top_cue
    assert top is not None
    assert top.id == "E:video:task"
    desk.now = Instant(desk.now + SECOND)
    desk.ask(events.CueAnswered(at=desk.now, cue=top.id, answer=Answer.DONE))
    after = panel.readout(desk.state, buckets, desk.now)
    assert after.answered[0].id == top.id
    assert after.answered[0].reaction == desk.now - (top.fired or 0)
    assert top.id not in {cue.id for cue in after.cues}


def test_slots_and_blocks(shown: Readout) -> None:
    (slot,) = shown.slots
    assert (slot.planned, slot.actual) == (60_000, 4_000)
    lanes = {block.lane.value for block in shown.blocks}
    assert lanes == set("STAGE")
    bag = next(block for block in shown.blocks if block.id == "bag")
    assert bag.start == at("20:14")


def test_curves_add_up_to_the_headline(shown: Readout) -> None:
    drawn = shown.curves
    assert drawn is not None
    assert len(drawn.minute) == 13
    assert drawn.gmv_total[-1] == 30_000
    assert drawn.gmv_per_minute[11] == 10_000
    assert drawn.roi_total[9] == pytest.approx(2.5)
    assert drawn.target[-1] == 1_000_000


def test_a_rolling_roi_ends_with_the_ad_report_as_the_headline_does(desk: Desk) -> None:
    """A report every minute until 20:18; at 20:30 the last 15 minutes told of still count."""
    spent = [
        ("m", "金牛", "", at("20:00") + m * MINUTE, at("20:01") + m * MINUTE, "whole", 1_000, 0)
        for m in range(18)
    ]
    sold = [line(m, f"20:{m:02}", 1_000 * m) for m in range(30)]
    facts = Buckets.from_columns(order_lines(sold), ad_samples(spent))
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = at("20:30")
    shown = panel.readout(desk.state, facts, desk.now)
    assert shown.curves is not None
    for drawn, key in ((shown.curves.roi_15, "roi_15"), (shown.curves.roi_total, "roi")):
        known = np.flatnonzero(np.isfinite(drawn))
        assert shown.curves.minute[known[-1]] == at("20:17")
        assert drawn[known[-1]] == pytest.approx(value(shown, key))


def test_where_the_room_was_silent_its_lines_have_a_gap(desk: Desk) -> None:
    minutes = [*range(1, 11), *range(21, 31)]  # ten minutes nobody told of
    told = [("r", "online", "snapshot", at("20:00") + m * MINUTE, 0, 100.0) for m in minutes]
    told += [("r", "gmv", "delta", at("20:00") + m * MINUTE, MINUTE, 100.0) for m in minutes]
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = at("20:30")
    drawn = panel.readout(desk.state, Buckets.from_columns(room=room_samples(told)), desk.now)
    assert drawn.curves is not None
    hole = np.isnan(drawn.curves.online)
    assert drawn.curves.online_at[hole].tolist() == [at("20:11")]
    assert np.isnan(drawn.curves.gmv_total).tolist() == [False] * 10 + [True] * 10 + [False] * 10
    assert drawn.curves.gmv_total[-1] == 2_000


def test_readings_as_seldom_as_usual_are_no_gap() -> None:
    seldom = np.arange(6) * 10 * MINUTE
    assert curves.broken(seldom, np.ones(6))[0].tolist() == seldom.tolist()


def test_a_long_show_is_drawn_with_few_points() -> None:
    series = curves.cells(Buckets(), Instant(30_000), Instant(40 * 60 * MINUTE), RoiBasis.WHOLE)
    assert len(series.minute) <= curves.MOST_BINS
    assert np.diff(series.minute).tolist() == [series.step] * (len(series.minute) - 1)
    at_, values = curves.thinned(np.arange(5_001), np.arange(5_001.0))
    assert len(at_) <= curves.MOST_BINS
    assert values[-1] == 5_000
