"""What is looked at less often than the headline: the funnel, and each product.

Counted over the show so far as far as its sources have told; the desk asks for it every
few seconds, since products are summed line by line.
"""

from __future__ import annotations

from collections.abc import Mapping

from controlroom.core.ids import RowId
from controlroom.core.money import Minor, ratio
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.facts.indicators import Funnel
from controlroom.live import rows
from controlroom.live import window as of
from controlroom.live.readout import Detail, ProductView, SellOut
from controlroom.live.state import State
from controlroom.live.window import ORDERS, ROOM
from controlroom.plan.sheet import Product, RunSheet

RECENT = 15 * MINUTE
_COUNTS = ("exposures", "views", "product_exposures", "product_clicks")


def detail(
    state: State, buckets: Buckets, now: Instant, sell_outs: tuple[SellOut, ...] = ()
) -> Detail | None:
    """The funnel and the products at `now`; None before the show is on air."""
    show = of.window(state, buckets, now)
    if show is None or state.sheet is None:
        return None
    until = show.until(ROOM)
    return Detail(
        funnel=funnel(buckets, show.start, until),
        recent=funnel(buckets, *show.last(RECENT, ROOM)),
        until=until,
        products=_products(state, state.sheet, buckets, show, sell_outs),
    )


def funnel(buckets: Buckets, start: Instant, end: Instant) -> Funnel:
    """The counts of [start, end); None where the room does not tell of one."""
    counts = {name: buckets.room_total(name, start, end) for name in _COUNTS}
    known = any(count is not None for count in counts.values())
    return Funnel(**counts, orders=buckets.orders(start, end) if known else None)


def _products(
    state: State,
    sheet: RunSheet,
    buckets: Buckets,
    show: of.Window,
    sell_outs: tuple[SellOut, ...],
) -> tuple[ProductView, ...]:
    known = buckets.source == ORDERS
    sold = buckets.by_product(show.start, show.end) if known else {}
    back = buckets.refunds_by_product(show.start, show.end) if known else None
    aired, outs = _aired(state, sheet, show.end), {one.product: one.at for one in sell_outs}
    selling = rows.first_product(sheet, state.current) if state.current else None
    found = []
    for product in sheet.products:
        if product.skip and product.id not in aired:
            continue
        key = of.item_key(product)
        totals = sold.get(key)
        gmv, units, orders = totals or ((0, 0, 0) if known else (None,) * 3)
        span = aired.get(product.id)
        found.append(
            ProductView(
                id=product.id,
                title=product.title,
                link=product.link,
                aired=span,
                units=units,
                orders=orders,
                gmv=None if gmv is None else Minor(gmv),
                per_minute=ratio(gmv, span / MINUTE if span else None),
                refunded=None if back is None else Minor(back.get(key, 0)),
                left=rows.stock_left(product, buckets, show.end),
                out=outs.get(product.id),
                now=selling is not None and selling.id == product.id,
            )
        )
    return tuple(found)


def _aired(state: State, sheet: RunSheet, now: Instant) -> Mapping[RowId, Span]:
    """Show time by product."""
    spent: dict[RowId, Span] = {}
    for row, span in rows.actual_spans(state, now).items():
        for product in _shown(sheet, row):
            spent[product.id] = Span(spent.get(product.id, Span(0)) + span)
    return spent


def _shown(sheet: RunSheet, row: RowId) -> list[Product]:
    segment = sheet.segment(row)
    named = () if segment is None else segment.products
    return [product for product in map(sheet.product, named) if product is not None]
