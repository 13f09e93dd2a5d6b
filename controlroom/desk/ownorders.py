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
) -> RunSheet:
    """A run-sheet over the time of `orders`: whole hours as linked segments (at most 24,
    longer ones for a longer file) and the best-selling products. No targets, no budget:
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
        products=_best_sellers(orders),
        segments=segments,
    )


def _best_sellers(orders: OrderLines) -> tuple[Product, ...]:
    counted = (orders.paid_at != MISSING) & (orders.amount != MISSING)
    ids, where = np.unique(orders.product_id[counted].astype(str), return_inverse=True)
    sums = np.bincount(where, weights=orders.amount[counted].astype(np.float64))
    best = np.argsort(sums)[::-1][:_PRODUCTS]
    titles = dict(zip(orders.product_id.tolist(), orders.product_title.tolist(), strict=True))
    return tuple(
        Product(
            id=RowId(f"product-{n + 1}"),
            title=titles.get(str(ids[i])) or str(ids[i]),
            link=n + 1,
            item_id=str(ids[i]),
            live_price=_usual_price(orders, counted, where, int(i)),
        )
        for n, i in enumerate(best)
        if str(ids[i])
    )


def _usual_price(
    orders: OrderLines, counted: np.ndarray, where: np.ndarray, product: int
) -> Minor | None:
    """Median paid amount per piece, None when quantities are not known."""
    lines = where == product
    quantity = orders.quantity[counted][lines]
    known = quantity > 0
    if not known.any():
        return None
    amount = orders.amount[counted][lines][known]
    return Minor(int(np.median(amount / quantity[known])))
