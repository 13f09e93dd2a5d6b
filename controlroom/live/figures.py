"""The headline numbers, each with its source and age. None is a dash, never 0."""

from __future__ import annotations

from controlroom.core.money import ratio
from controlroom.core.time import MINUTE, Instant
from controlroom.facts import indicators
from controlroom.facts.buckets import Buckets
from controlroom.live import window as of
from controlroom.live.readout import Figure
from controlroom.live.state import State
from controlroom.live.window import ADS, ORDERS, ROOM, Window
from controlroom.plan.margins import break_even_roi
from controlroom.plan.sheet import RoiBasis, RunSheet

RECENT = 5 * MINUTE
"""Rates per minute are those of the last five minutes."""
ROLLING = 15 * MINUTE
"""The window of `roi_15`."""


def figures(state: State, buckets: Buckets, now: Instant) -> tuple[Figure, ...]:
    """All headline figures. Before air only those of the plan have a value."""
    if state.sheet is None:
        return ()
    planned = _of_plan(state.sheet)
    show = of.window(state, buckets, now)
    if show is None:
        return planned
    sales_from = ROOM if buckets.source == "room" else ORDERS
    return (
        *_sales(buckets, show, now, sales_from),
        *_spending(state, state.sheet, buckets, show, now),
        *_room(buckets, show, now),
        *planned,
    )


def _of_plan(sheet: RunSheet) -> tuple[Figure, ...]:
    session = sheet.session
    return (
        Figure(key="gmv_target", value=session.target_gmv, unit="minor"),
        Figure(key="ad_budget", value=session.ad_budget, unit="minor"),
        Figure(key="break_even", value=break_even_roi(sheet), unit="x"),
        Figure(key="target_roi", value=session.target_roi, unit="x", basis=session.roi_basis.value),
    )


def _figure(
    show: Window, now: Instant, kind: str, key: str, value: float | None, unit: str, basis: str = ""
) -> Figure:
    seen = show.newest.get(kind)
    return Figure(
        key=key,
        value=value,
        unit=unit,
        source=kind,
        observed_at=seen,
        stale=of.is_stale(kind, seen, show.heard),
        basis=basis,
    )


def _sales(buckets: Buckets, show: Window, now: Instant, kind: str) -> tuple[Figure, ...]:
    gmv, orders = buckets.gmv(show.start, show.end), buckets.orders(show.start, show.end)
    values = (
        ("gmv", gmv, "minor"),
        ("orders", orders, "count"),
        ("aov", indicators.aov(gmv, orders), "minor"),
        ("gmv_per_minute", gmv_per_minute(buckets, show), "minor"),
        ("refunded", buckets.refunded(show.start, show.end), "minor"),
        ("net", buckets.net(show.start, show.end), "minor"),
    )
    return tuple(_figure(show, now, kind, key, value, unit) for key, value, unit in values)


def gmv_per_minute(buckets: Buckets, show: Window) -> float | None:
    """GMV per minute over the last five minutes on air, minor units."""
    start = Instant(max(show.start, show.end - RECENT))
    return ratio(buckets.gmv(start, show.end), (show.end - start) / MINUTE)


def _spending(
    state: State, sheet: RunSheet, buckets: Buckets, show: Window, now: Instant
) -> tuple[Figure, ...]:
    basis, until = sheet.session.roi_basis, show.until(ADS)
    spent = buckets.spend(show.start, show.end)
    values = (
        ("spend", spent, "minor", ""),
        ("spend_plan", of.planned_spend(sheet, show.start, show.end), "minor", ""),
        ("roi", _roi(state, sheet, buckets, show.start, until), "x", basis.value),
        ("roi_15", _roi(state, sheet, buckets, *show.last(ROLLING, ADS)), "x", basis.value),
    )
    return tuple(_figure(show, now, ADS, *value) for value in values)


def _roi(
    state: State, sheet: RunSheet, buckets: Buckets, start: Instant, end: Instant
) -> float | None:
    basis = sheet.session.roi_basis
    costs = None
    if basis is RoiBasis.ALL_IN:
        costs = of.costs(sheet, buckets, start, end, of.given_rows(state))
    return of.roi(basis, buckets, start, end, costs=costs)


def _room(buckets: Buckets, show: Window, now: Instant) -> tuple[Figure, ...]:
    start, until = show.start, show.until(ROOM)
    views = buckets.room_total("views", start, until)
    gmv, orders = buckets.gmv(start, until), buckets.orders(start, until)
    values = (
        ("online", _newest_value(buckets, "online", show), "count"),
        ("arrivals", _arrivals(buckets, show), "count"),
        ("stay", _newest_value(buckets, "average_stay", show), "ms"),
        ("gpm", indicators.gpm(gmv, views), "minor"),
        ("uv_value", indicators.uv_value(gmv, views), "minor"),
        ("conversion", indicators.conversion(orders, views), "ratio"),
    )
    return tuple(_figure(show, now, ROOM, key, value, unit) for key, value, unit in values)


def _newest_value(buckets: Buckets, metric: str, show: Window) -> float | None:
    _, values = buckets.snapshots(metric, show.start, show.end)
    return float(values[-1]) if len(values) else None


def _arrivals(buckets: Buckets, show: Window) -> float | None:
    """Views per minute over the last five minutes the room has told of."""
    start, end = show.last(RECENT, ROOM)
    return ratio(buckets.room_total("views", start, end), (end - start) / MINUTE)
