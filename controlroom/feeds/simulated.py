"""A simulated show of a run-sheet: order lines, ad samples and room readings.

Not data: every batch carries the source `simulated`. docs/sample.md documents the model.
The same sheet, seed and program give the same arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from controlroom.core.time import DAY, HOUR, MINUTE, SECOND
from controlroom.facts.columns import (
    MISSING,
    AdSamples,
    Float,
    Int,
    OrderLines,
    RoomSamples,
    Status,
)
from controlroom.feeds import showmodel
from controlroom.feeds.showmodel import STEP, STEPS_PER_MINUTE, Array, Stage
from controlroom.plan.sheet import Product, RoiBasis, RunSheet

SOURCE = "simulated"
SEED = 1
"""Seed of the bundled sample."""

REFUND_RATE = 0.07  # of paid lines
REFUND_WITHIN_HOUR = 0.25  # of refunded lines
UNPAID_RATE = 0.03  # lines created and never paid
SECOND_LINE_RATE = 0.06  # orders that take a second product along
ATTRIBUTED = 0.62  # chance that a paid viewer's order is credited to the click
NATURAL = "自然流量"


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A whole show. Orders stand as settled (refunds included), by creation time; ads are
    minute rows with direct attribution; the room is minute readings."""

    orders: OrderLines
    ads: AdSamples
    room: RoomSamples


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traffic:
    """What the room saw: per step (n), slots × n where so named."""

    spent: Array  # slots × n, minor units
    bought: Array  # slots × n, views
    organic: Array
    online: Array
    paid_online: Array
    lift: Array

    @property
    def views(self) -> Array:
        """Arrivals per step."""
        return np.asarray(self.bought.sum(axis=0) + self.organic)


def simulate(sheet: RunSheet, seed: int) -> Simulation:
    """A show of `sheet` as planned. Its GMV comes near the session's target (0.97 ± 0.02
    of it, less what is out of stock); without a target it is whatever the traffic sells.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    show = showmodel.stage(sheet)
    traffic = _traffic(show, rng)
    orders, slot = _orders(show, traffic, rng, seed)
    return Simulation(
        orders=orders,
        ads=_ads(show, traffic, orders, slot, rng),
        room=_room(show, traffic, orders, rng),
    )


def _traffic(show: Stage, rng: np.random.Generator) -> _Traffic:
    spent = showmodel.spend(show, rng)
    bought = showmodel.paid_views(show, spent)
    paid = bought.sum(axis=0) if len(bought) else np.zeros(show.n)
    lift = showmodel.lifts(show)
    noise = np.repeat(rng.gamma(60, 1 / 60, show.n // STEPS_PER_MINUTE), STEPS_PER_MINUTE)
    organic = showmodel.organic_views(show, paid) * lift * noise
    paid_online = showmodel.audience(paid, lift, showmodel.PAID_STAY)
    online = showmodel.audience(organic, lift, showmodel.STAY) + paid_online
    return _Traffic(
        spent=spent, bought=bought, organic=organic, online=online,
        paid_online=paid_online, lift=lift,
    )  # fmt: skip


# --- orders -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sales:
    """Lines being made, n of each: product index, step, instant, quantity, amount, paid."""

    product: NDArray[np.int64]
    step: NDArray[np.int64]
    at: Int
    quantity: Int
    amount: Int
    paid: NDArray[np.bool_]


def _orders(
    show: Stage, traffic: _Traffic, rng: np.random.Generator, seed: int
) -> tuple[OrderLines, NDArray[np.int64]]:
    """The order lines, and the slot each is credited to (-1: natural)."""
    products = [p for p in show.sheet.products if not p.skip]
    demand = _demand(show, traffic, products, rng)
    sales = _sold(show, products, demand, rng)
    slot = _credited(show, traffic, sales, rng)
    return _lines(show, products, sales, slot, rng, seed), slot


def _demand(
    show: Stage, traffic: _Traffic, products: list[Product], rng: np.random.Generator
) -> Array:
    """Expected lines per product and step, calibrated to the session's target."""
    pulls = np.array([showmodel.pull(p) for p in products]).reshape(-1, 1)
    mood = np.repeat(rng.gamma(25, 1 / 25, show.n // STEPS_PER_MINUTE), STEPS_PER_MINUTE)
    urge = 1 + 0.25 * (traffic.lift - 1)
    demand = pulls * showmodel.focus(show) * traffic.online * urge * mood * (STEP / MINUTE)
    target = show.sheet.session.target_gmv
    if not products or not target or not demand.any():
        return np.asarray(demand)
    prices = np.array([p.live_price or 0 for p in products], dtype=np.float64)
    stock = np.array([np.inf if p.stock is None else p.stock for p in products])
    wanted = target * rng.normal(0.985, 0.01) / (1 - UNPAID_RATE)
    for _ in range(12):
        units = np.minimum(demand.sum(axis=1) * _MEAN_QUANTITY, stock)
        worth = float((units * prices).sum())
        demand = demand * np.clip(wanted / max(worth, 1.0), 0.2, 5.0)
    return np.asarray(demand)


_MEAN_QUANTITY = 1.09


def _sold(show: Stage, products: list[Product], demand: Array, rng: np.random.Generator) -> _Sales:
    counts = rng.poisson(demand)
    product, step = np.divmod(np.repeat(np.arange(counts.size), counts.ravel()), show.n)
    n = len(step)
    at = show.at[step] + rng.integers(0, STEP, n)
    wanted = 1 + (rng.random(n) < 0.08) + (rng.random(n) < 0.005)
    paid = rng.random(n) >= UNPAID_RATE
    stock = np.array([2**40 if p.stock is None else p.stock for p in products], dtype=np.int64)
    quantity = np.zeros(n, dtype=np.int64)
    order = np.lexsort((at, product))
    quantity[order] = _served(product[order], wanted[order], paid[order], stock)
    kept = np.flatnonzero(quantity)
    kept = kept[np.argsort(at[kept], kind="stable")]
    price = np.array([p.live_price or 0 for p in products], dtype=np.int64)
    coupon = (rng.random(n) < 0.05) & (price[product] >= 10_000)
    amount = price[product] * quantity - 1000 * coupon
    return _Sales(
        product=product[kept], step=step[kept], at=at[kept], quantity=quantity[kept],
        amount=amount[kept], paid=paid[kept],
    )  # fmt: skip


def _served(product: Int, wanted: Int, paid: NDArray[np.bool_], stock: Int) -> Int:
    """Units each line gets (lines sorted by product, then time): what is wanted while
    there is stock, then the rest of it, then 0. Unpaid lines hold no stock."""
    if not len(product):
        return wanted
    total = np.cumsum(wanted * paid)
    first = np.searchsorted(product, product)
    gone = total - wanted * paid - np.where(first > 0, total[first - 1], 0)
    return np.clip(stock[product] - gone, 0, wanted)


def _credited(
    show: Stage, traffic: _Traffic, sales: _Sales, rng: np.random.Generator
) -> NDArray[np.int64]:
    """The slot a line is credited to: with the chance that its buyer was bought traffic,
    lower in the weak slot. -1 where none."""
    slots = show.sheet.slots
    if not slots or not len(sales.at):
        return np.full(len(sales.at), -1)
    quality = showmodel.quality(show)
    share = traffic.paid_online / np.maximum(traffic.online, 1.0)
    active = traffic.bought.argmax(axis=0)
    chance = (
        np.minimum(ATTRIBUTED * quality[active], 0.95) * share * (traffic.bought.max(axis=0) > 0)
    )
    hit = rng.random(len(sales.at)) < chance[sales.step]
    return np.asarray(np.where(hit, active[sales.step], -1))


def _lines(
    show: Stage,
    products: list[Product],
    sales: _Sales,
    slot: NDArray[np.int64],
    rng: np.random.Generator,
    seed: int,
) -> OrderLines:
    n = len(sales.at)
    together = _together(sales.paid, rng)
    order = np.cumsum(~together)
    nth = np.arange(n) - np.maximum.accumulate(np.where(together, 0, np.arange(n)))
    order_id = np.array([f"26{seed % 10_000:04d}{i:07d}" for i in order], dtype=object)
    line_id = np.array([f"{o}-{k + 1}" for o, k in zip(order_id, nth, strict=True)], dtype=object)
    leader = np.maximum.accumulate(np.where(together, 0, np.arange(n)))
    unpaid = ~sales.paid
    paid_at = sales.at[leader] if n else sales.at
    refunded_at, refunded = _refunds(sales.amount, paid_at, unpaid, rng)
    closed = unpaid | ((refunded > 0) & (refunded == sales.amount))
    status = np.where(closed, Status.CLOSED, Status.PAID)
    created = paid_at - rng.integers(4, 45, n)[leader] * SECOND if n else paid_at
    names = [s.channel for s in show.sheet.slots] + [NATURAL]
    text = _texts(products)
    return OrderLines(
        line_id=line_id,
        order_id=order_id,
        product_id=text[0][sales.product],
        product_title=text[1][sales.product],
        quantity=sales.quantity,
        amount=sales.amount,
        paid_at=np.where(unpaid, MISSING, paid_at),
        created_at=created,
        updated_at=np.where(refunded > 0, refunded_at, paid_at),
        status=status.astype(np.int8),
        refunded=refunded,
        refunded_at=refunded_at,
        channel=np.array(names, dtype=object)[slot],
        carrier=np.full(n, "直播间", dtype=object),
        streamer=np.full(n, show.sheet.session.streamer, dtype=object),
        buyer_new=(rng.random(n) < np.where(slot >= 0, 0.68, 0.37)).astype(np.int8),
    )


def _together(paid: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which lines belong to the order of the line before (both paid)."""
    joined = rng.random(len(paid)) < SECOND_LINE_RATE
    return joined & paid & np.concatenate(([False], paid[:-1])) if len(paid) else joined


def _texts(products: list[Product]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    ids = np.array([p.item_id or p.id for p in products], dtype=object)
    return ids, np.array([p.title for p in products], dtype=object)


def _refunds(
    amount: Int, paid_at: Int, unpaid: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Int, Int]:
    """(refunded_at, refunded): some within the hour, the rest over the next seven days;
    one refund in ten is for a part."""
    n = len(amount)
    hit = (rng.random(n) < REFUND_RATE) & ~unpaid & (amount > 0)
    soon = rng.random(n) < REFUND_WITHIN_HOUR
    wait = np.where(soon, rng.integers(2 * MINUTE, HOUR, n), rng.integers(HOUR, 7 * DAY, n))
    part = np.where(rng.random(n) < 0.1, rng.integers(20, 60, n), 100)
    refunded = np.where(hit, np.maximum(amount * part // 100, 1), 0)
    return np.where(hit, paid_at + wait, MISSING), refunded


# --- ads --------------------------------------------------------------------------


def _ads(
    show: Stage,
    traffic: _Traffic,
    orders: OrderLines,
    slot: NDArray[np.int64],
    rng: np.random.Generator,
) -> AdSamples:
    """A row per slot and minute with spend; gmv and orders are the credited lines'."""
    slots = show.sheet.slots
    minutes = show.n // STEPS_PER_MINUTE
    spend = _by_minute(traffic.spent).reshape(len(slots), minutes)
    views = _by_minute(traffic.bought).reshape(len(slots), minutes)
    gmv, count = np.zeros((2, len(slots), minutes), dtype=np.int64)
    credited = (slot >= 0) & (orders.paid_at != MISSING)
    minute = (orders.paid_at[credited] - show.at[0]) // MINUTE
    np.add.at(gmv, (slot[credited], minute), orders.amount[credited])
    np.add.at(count, (slot[credited], minute), 1)
    row, at = np.nonzero((spend > 0) | (count > 0))
    clicks = np.round(views[row, at] * 1.12).astype(np.int64)
    starts = show.at[0] + at * MINUTE
    return AdSamples(
        source=np.full(len(row), SOURCE, dtype=object),
        channel=_picked([s.channel for s in slots], row),
        campaign=_picked([s.title or s.id for s in slots], row),
        from_at=starts.astype(np.int64),
        to_at=(starts + MINUTE).astype(np.int64),
        spend=_whole(spend)[row, at],
        impressions=np.round(clicks * rng.uniform(11, 15, len(row))).astype(np.int64),
        clicks=clicks,
        views=np.round(views[row, at]).astype(np.int64),
        orders=count[row, at],
        gmv=gmv[row, at],
        basis=np.full(len(row), str(RoiBasis.DIRECT), dtype=object),
    )


def _picked(names: list[str], row: NDArray[np.int64]) -> NDArray[np.object_]:
    return np.array([*names, ""], dtype=object)[row]


def _whole(amounts: Array) -> Int:
    """Amounts per row rounded so that the running total is never off by more than half."""
    return np.diff(np.round(np.cumsum(amounts, axis=1)), axis=1, prepend=0).astype(np.int64)


def _by_minute(per_step: Array) -> Array:
    """Sums over the minutes along the last axis."""
    shape = (*per_step.shape[:-1], -1, STEPS_PER_MINUTE)
    return np.asarray(per_step.reshape(shape).sum(axis=-1)) if per_step.size else per_step


def hourly(ads: AdSamples) -> AdSamples:
    """The same figures by clock hour, as the platform's hourly report gives them. Both
    may be read in: they have the same source, and the finer rows count."""
    hour = ads.from_at // HOUR * HOUR
    keys = list(zip(ads.channel, ads.campaign, hour.tolist(), strict=True))
    names = list(dict.fromkeys(keys))
    group = np.array([names.index(key) for key in keys], dtype=np.int64)

    def total(column: Int) -> Int:
        sums = np.zeros(len(names), dtype=np.int64)
        np.add.at(sums, group, column)
        return sums

    first = [keys.index(name) for name in names]
    return AdSamples(
        source=ads.source[first], channel=ads.channel[first], campaign=ads.campaign[first],
        from_at=hour[first], to_at=hour[first] + HOUR, spend=total(ads.spend),
        impressions=total(ads.impressions), clicks=total(ads.clicks), views=total(ads.views),
        orders=total(ads.orders), gmv=total(ads.gmv), basis=ads.basis[first],
    )  # fmt: skip


# --- the room ---------------------------------------------------------------------


def _room(
    show: Stage, traffic: _Traffic, orders: OrderLines, rng: np.random.Generator
) -> RoomSamples:
    """Minute readings: `online` as it stands at the end of the minute, the rest per minute."""
    views = rng.poisson(_by_minute(traffic.views)).astype(np.float64)
    online = np.round(traffic.online[STEPS_PER_MINUTE - 1 :: STEPS_PER_MINUTE])
    mean = _by_minute(traffic.online) / STEPS_PER_MINUTE
    lift = _by_minute(traffic.lift) / STEPS_PER_MINUTE
    sold = _orders_by_minute(show, orders)
    clicks = np.maximum(rng.poisson(mean * 0.16 + 0.3 * sold), sold)
    shown = np.maximum(rng.poisson(mean * 0.85), clicks)
    metrics: dict[str, NDArray[np.float64 | np.int64]] = {
        "online": online,
        "views": views,
        "leaves": np.maximum(views - np.diff(online, prepend=0), 0),
        "exposures": np.round(views * rng.uniform(7.5, 9.5, len(views))),
        "product_exposures": shown,
        "product_clicks": clicks,
        "comments": rng.poisson(mean * 0.022 * lift**1.5),
        "likes": rng.poisson(mean * 0.35 * lift),
        "shares": rng.poisson(mean * 0.002 * lift),
        "new_fans": rng.poisson(views * 0.024 * lift),
    }
    return _long(metrics, show.at[::STEPS_PER_MINUTE] + MINUTE)


def _orders_by_minute(show: Stage, orders: OrderLines) -> Float:
    paid = orders.paid_at[orders.paid_at != MISSING]
    minute = np.clip((paid - show.at[0]) // MINUTE, 0, show.n // STEPS_PER_MINUTE - 1)
    return np.bincount(minute, minlength=show.n // STEPS_PER_MINUTE).astype(np.float64)


def _long(metrics: dict[str, NDArray[np.float64 | np.int64]], ends: Int) -> RoomSamples:
    count, names = len(ends), list(metrics)
    snapshot = np.array([name == "online" for name in names])
    return RoomSamples(
        source=np.full(count * len(names), SOURCE, dtype=object),
        metric=np.repeat(np.array(names, dtype=object), count),
        kind=np.repeat(np.where(snapshot, "snapshot", "delta").astype(object), count),
        at=np.tile(ends, len(names)).astype(np.int64),
        period=np.repeat(np.where(snapshot, 0, MINUTE), count).astype(np.int64),
        value=np.concatenate([np.asarray(v, dtype=np.float64) for v in metrics.values()]),
    )
