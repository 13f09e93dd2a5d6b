"""Order lines, ad rows and room readings for tests, few ids so that they collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples, Status

START = 1_780_000_000_000  # some evening, UTC ms
_NO = int(MISSING)


@dataclass(frozen=True)
class Line:
    """One order line, readable in a test."""

    line_id: str = "l1"
    order_id: str = "o1"
    product_id: str = "p1"
    amount: int = 100
    paid_at: int = START
    quantity: int = 1
    refunded: int = 0
    refunded_at: int = _NO
    status: int = int(Status.PAID)
    updated_at: int = _NO


def order_lines(lines: Sequence[Line]) -> OrderLines:
    """Lines as columns."""

    def text(name: str) -> np.ndarray:
        return np.array([getattr(line, name) for line in lines], dtype=object)

    def whole(name: str) -> np.ndarray:
        return np.array([getattr(line, name) for line in lines], dtype=np.int64)

    blank = np.array([""] * len(lines), dtype=object)
    return OrderLines(
        line_id=text("line_id"),
        order_id=text("order_id"),
        product_id=text("product_id"),
        product_title=blank,
        quantity=whole("quantity"),
        amount=whole("amount"),
        paid_at=whole("paid_at"),
        created_at=np.full(len(lines), MISSING),
        updated_at=whole("updated_at"),
        status=np.array([line.status for line in lines], dtype=np.int8),
        refunded=whole("refunded"),
        refunded_at=whole("refunded_at"),
        channel=blank,
        carrier=blank,
        streamer=blank,
        buyer_new=np.full(len(lines), -1, dtype=np.int8),
    )


def ad_samples(rows: Sequence[tuple[str, str, str, int, int, str, int, int]]) -> AdSamples:
    """(source, channel, campaign, from, to, basis, spend, gmv) rows as columns."""
    source, channel, campaign, start, end, basis, spend, gmv = (
        zip(*rows, strict=True) if rows else ((),) * 8
    )
    nothing = np.full(len(rows), MISSING)
    return AdSamples(
        source=np.array(source, dtype=object),
        channel=np.array(channel, dtype=object),
        campaign=np.array(campaign, dtype=object),
        from_at=np.array(start, dtype=np.int64),
        to_at=np.array(end, dtype=np.int64),
        spend=np.array(spend, dtype=np.int64),
        impressions=nothing,
        clicks=nothing,
        views=nothing,
        orders=nothing,
        gmv=np.array(gmv, dtype=np.int64),
        basis=np.array(basis, dtype=object),
    )


def room_samples(rows: Sequence[tuple[str, str, str, int, int, float]]) -> RoomSamples:
    """(source, metric, kind, at, period, value) rows as columns."""
    source, metric, kind, at, period, value = zip(*rows, strict=True) if rows else ((),) * 6
    return RoomSamples(
        source=np.array(source, dtype=object),
        metric=np.array(metric, dtype=object),
        kind=np.array(kind, dtype=object),
        at=np.array(at, dtype=np.int64),
        period=np.array(period, dtype=np.int64),
        value=np.array(value, dtype=np.float64),
    )


instants = st.one_of(
    st.integers(0, 20).map(lambda s: START + s * 1000), st.integers(START, START + 20_000)
)


@st.composite
def some_lines(draw: st.DrawFn) -> Line:
    """A line of one of few ids, orders and products."""
    number = draw(st.integers(0, 7))
    return Line(
        line_id=f"l{number}",
        order_id=f"o{draw(st.integers(0, 3))}",
        product_id=f"p{draw(st.integers(0, 2))}",
        amount=draw(st.one_of(st.just(_NO), st.integers(0, 10_000))),
        paid_at=draw(st.one_of(st.just(_NO), instants)),
        quantity=draw(st.one_of(st.just(_NO), st.integers(1, 5))),
        refunded=draw(st.integers(0, 500)),
        refunded_at=draw(st.one_of(st.just(_NO), instants)),
        status=draw(st.sampled_from([int(s) for s in Status])),
    )


corrections = st.lists(st.lists(some_lines(), min_size=1, max_size=6), max_size=8)
"""Batches as a store would see them."""
