"""The funnel and the products of a show on air, by example."""

from __future__ import annotations

import pytest

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import events
from controlroom.live.detail import detail
from controlroom.live.readout import Detail, SellOut
from tests.builders import at
from tests.strategies.facts import Line, order_lines, room_samples
from tests.strategies.show import Desk


def line(number: int, clock: str, product: str = "P1", **more: int) -> Line:
    return Line(
        line_id=str(number),
        order_id=str(number // 2),
        product_id=product,
        amount=10_000,
        paid_at=at(clock),
        **more,
    )


def room(until: int) -> list[tuple[object, ...]]:
    per_minute = {"exposures": 1_000.0, "views": 100.0, "product_clicks": 10.0}
    return [
        ("r", name, "delta", at(f"20:{m:02}"), MINUTE, value)
        for name, value in per_minute.items()
        for m in range(1, until + 1)
    ]


@pytest.fixture
def aired(desk: Desk) -> Desk:
    """On air at 20:00, the pan from 20:11."""
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = at("20:11")
    desk.ask(events.SegmentStarted(at=desk.now, row=RowId("pan talk")))
    return desk


def looked(desk: Desk, lines: list[Line], now: str, told: int = 20) -> Detail:
    buckets = Buckets.from_columns(order_lines(lines), None, room_samples(room(told)))
    outs = (SellOut(product=RowId("pan"), title="", left=3, at=at("20:40")),)
    found = detail(desk.state, buckets, at(now), outs)
    assert found is not None
    return found


def test_nothing_before_air(desk: Desk) -> None:
    assert detail(desk.state, Buckets(), desk.now) is None


def test_the_funnel_ends_where_the_room_has_told(aired: Desk) -> None:
    lines = [line(n, f"20:{n:02}") for n in range(2, 26)]
    found = looked(aired, lines, "20:25")
    assert found.until == at("20:20")
    assert (found.funnel.exposures, found.funnel.views) == (20_000, 2_000)
    assert found.funnel.product_exposures is None
    assert found.funnel.entry_rate == pytest.approx(0.1)
    assert found.funnel.product_click_rate is None
    assert found.recent.exposures == 15_000
    assert found.funnel.orders == 9  # of 20:02 to 20:19: the last five minutes are not told


def test_without_the_room_there_is_no_funnel(aired: Desk) -> None:
    found = looked(aired, [line(1, "20:05")], "20:25", told=0)
    assert found.funnel.exposures is None and found.funnel.orders is None


def test_a_product_its_time_on_air_and_its_money(aired: Desk) -> None:
    back = {"refunded": 4_000, "refunded_at": at("20:20")}
    lines = [line(1, "19:30"), line(2, "20:12"), line(3, "20:13", **back), line(4, "20:14")]
    found = looked(aired, lines, "20:21")
    pan = next(one for one in found.products if one.id == "pan")
    assert (pan.units, pan.orders, pan.gmv) == (3, 2, 30_000)  # what came before air is not its
    assert pan.aired == 10 * MINUTE
    assert pan.per_minute == pytest.approx(3_000)
    assert pan.refunded == 4_000
    assert pan.out == at("20:40") and pan.now
    early = looked(aired, lines, "20:19")
    assert next(one for one in early.products if one.id == "pan").refunded == 0
    others = [one for one in found.products if one.id != "pan"]
    assert all(one.gmv == 0 and not one.now for one in others)
    assert all(one.per_minute is None for one in others if one.aired is None)


def test_sales_told_by_the_room_alone_are_of_no_product(aired: Desk) -> None:
    told = [("r", "gmv", "delta", at("20:05"), MINUTE, 5_000.0)]
    buckets = Buckets.from_columns(None, None, room_samples(told))
    found = detail(aired.state, buckets, Instant(at("20:21")))
    assert found is not None
    assert {(one.gmv, one.units, one.refunded) for one in found.products} == {(None, None, None)}
