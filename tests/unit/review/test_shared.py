"""Real input comes out as its owners counted it."""

from __future__ import annotations

import json

import pytest

from controlroom.core.time import MINUTE
from controlroom.facts.buckets import Buckets
from controlroom.feeds.files import Files
from controlroom.ports import FileRequest
from controlroom.review.results import Review
from controlroom.review.summary import review
from tests.builders import at, sheet
from tests.shared import shared_data


def looked_at(path: str, kind: str, **more: object) -> Review:
    buckets = Buckets()
    for chunk in Files().read(FileRequest(path=path, kind=kind, **more)):  # type: ignore[arg-type]
        assert not chunk.errors
        if kind == "orders":
            buckets.apply_orders(None, chunk.batch)  # type: ignore[arg-type]
        else:
            buckets.apply_room(chunk.batch)  # type: ignore[arg-type]
    return review(sheet(start="20:00", end="22:00"), [], buckets)


def test_a_stream_of_two_hours() -> None:
    mapping = {
        "t": "minute",
        "arrivals": "views",
        "room": "online",
        "impressions": "product_exposures",
        "clicks": "product_clicks",
    }
    mapping |= {name: name for name in ("orders", "gmv")}
    path = shared_data() / "live/stream_120min.csv"
    found = looked_at(str(path), "room", mapping=mapping, start=at("20:00"), counts="delta")
    golden = json.loads((shared_data() / "live/stream_120min.golden.json").read_text("utf-8"))
    assert found.gmv.paid == golden["gmv"] * 100
    assert (found.gmv.orders, found.gmv.source) == (golden["orders"], "room")
    assert (found.room.views, found.room.peak_online) == (golden["views"], golden["peakRoom"])
    assert found.room.average_stay is not None
    assert round(found.room.average_stay / MINUTE, 2) == golden["avgWatchMin"]
    assert round(100 * (found.funnel.click_rate or 0), 2) == golden["ctr_pct"]
    assert round(100 * (found.funnel.deal_rate or 0), 2) == golden["cvr_pct"]
    assert found.funnel.gpm == pytest.approx(golden["gpm"] * 100, abs=1)


def test_the_busiest_day_of_a_shop() -> None:
    mapping = {
        "basket_id": "order_id",
        "sales_value": "amount",
        "transaction_timestamp": "paid_at",
    }
    path = shared_data() / "orders/completejourney_busiest_day.csv"
    found = looked_at(str(path), "orders", mapping=mapping)
    assert (found.gmv.paid, found.gmv.orders, found.gmv.lines) == (2_499_447, 606, 7_110)
    assert found.curves.gmv_total[-1] == 2_499_447
