"""A plan made from an order file, so that the demo can run on a merchant's own orders."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from controlroom.core.ids import RowId, SessionId
from controlroom.core.money import Minor
from controlroom.core.time import HOUR, Instant, Span
from controlroom.facts.columns import MISSING, OrderLines
from controlroom.plan.sheet import Product, RunSheet, Segment, Session

_PRODUCTS = 12
_SEGMENTS = 24


def plan_from_orders(
    orders: OrderLines,
    *,
    session: SessionId,
    title: str,
    zone: str,
    currency: str,
    name_hour: Callable[[Instant, Instant], str],
    derived: Callable[[bool], str] = lambda by_piece: "",
) -> RunSheet:
    """A run-sheet over the time of `orders`: whole hours as linked segments (at most 24,
    longer ones for a longer file) and the best-selling products, at the median price they
    were sold for; `derived(by the piece, or else by the order line)` is the note that says
    so. No targets, no budget:
    what is not known is left out. Raises ValueError when no line is paid."""
    paid = orders.paid_at[orders.paid_at != MISSING]
    if not len(paid):
        raise ValueError("no paid line")
    start = int(paid.min()) // HOUR * HOUR
    hours = -(-(int(paid.max()) + 1 - start) // HOUR)
    length = -(-hours // _SEGMENTS) * HOUR
    starts = range(start, start + hours * HOUR, length)
    segments = tuple(
        Segment(
            id=RowId(f"hour-{index + 1}"),
            title=name_hour(Instant(at), Instant(at + length)),
            duration=Span(length),
        )
        for index, at in enumerate(starts)
    )
    return RunSheet(
        session=Session(
            id=session,
            title=title,
            planned_start=Instant(start),
            planned_end=Instant(start + length * len(segments)),
            zone=zone,
            currency=currency,
        ),
        products=_best_sellers(orders, derived),
        segments=segments,
    )


def _best_sellers(orders: OrderLines, derived: Callable[[bool], str]) -> tuple[Product, ...]:
    counted = (orders.paid_at != MISSING) & (orders.amount != MISSING)
    ids, where = np.unique(orders.product_id[counted].astype(str), return_inverse=True)
    sums = np.bincount(where, weights=orders.amount[counted].astype(np.float64))
    best = np.argsort(sums)[::-1][:_PRODUCTS]
    prices = [_usual_price(orders, counted, where == i) for i in best]
    titles = dict(zip(orders.product_id.tolist(), orders.product_title.tolist(), strict=True))
    return tuple(
        Product(
            id=RowId(f"product-{n + 1}"),
            title=titles.get(str(ids[i])) or str(ids[i]),
            link=n + 1,
            item_id=str(ids[i]),
            live_price=price,
            note="" if price is None else derived(by_piece),
        )
        for n, (i, (price, by_piece)) in enumerate(zip(best, prices, strict=True))
        if str(ids[i])
    )


def _usual_price(
    orders: OrderLines, counted: np.ndarray, lines: np.ndarray
) -> tuple[Minor | None, bool]:
    """(median paid amount, whether by the piece); by the line where quantities are not known
    or are not pieces: nothing is sold for less than one minor unit (litres of fuel in
    thousandths are). None where that is nothing either."""
    quantity = orders.quantity[counted][lines]
    amount = orders.amount[counted][lines]
    pieces = quantity > 0
    if pieces.any():
        price = round(float(np.median(amount[pieces] / quantity[pieces])))
        if price >= 1:
            return Minor(price), True
    price = round(float(np.median(amount[amount > 0]))) if (amount > 0).any() else 0
    return (Minor(price) if price >= 1 else None), False
