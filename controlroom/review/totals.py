"""The totals of a window: sales, ads, ROI by basis, the room, the funnel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from controlroom.core.money import Minor, ratio
from controlroom.core.time import Instant
from controlroom.facts import indicators
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import Float, Int
from controlroom.live import window as of
from controlroom.plan.sheet import RoiBasis
from controlroom.review.frame import Frame
from controlroom.review.results import AdTotals, Funnel, GmvTotals, RoomTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums over some stretches of time; None where nothing is known. Money minor units."""

    gmv: int | None
    refunded: int | None
    orders: int | None
    views: int | None
    spend: int | None
    attributed: int | None


def sums(buckets: Buckets, basis: RoiBasis, spans: Iterable[tuple[Instant, Instant]]) -> Sums:
    """The sums of all `spans` together; `attributed` in `basis`."""
    parts = [
        (
            buckets.gmv(start, end),
            buckets.refunded(start, end),
            buckets.orders(start, end),
            buckets.room_total("views", start, end),
            buckets.spend(start, end),
            buckets.attributed(start, end, basis=basis.value),
        )
        for start, end in spans
    ]
    columns = zip(*parts, strict=True) if parts else ((),) * 6
    gmv, refunded, orders, views, spend, attributed = (added(column) for column in columns)
    return Sums(
        gmv=gmv,
        refunded=refunded,
        orders=orders,
        views=views,
        spend=spend,
        attributed=attributed,
    )


def added(values: Iterable[int | None]) -> int | None:
    """The sum of the known values; None when none is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def minor(value: float | None) -> Minor | None:
    """Whole minor units."""
    return None if value is None else Minor(round(value))


def gmv_totals(frame: Frame) -> GmvTotals:
    """Sales paid in the window, refunds of it as far as they are settled."""
    buckets, start, end = frame.buckets, frame.start, frame.end
    paid = buckets.gmv(start, end)
    refunded = buckets.refunded(start, max(end, frame.settled))
    net = None if paid is None or refunded is None else paid - refunded
    return GmvTotals(
        paid=minor(paid),
        refunded=minor(refunded),
        net=minor(net),
        orders=buckets.orders(start, end),
        lines=buckets.lines(start, end),
        source=buckets.source,
    )


def ad_totals(frame: Frame) -> AdTotals:
    """Spend, and the GMV attributed in the basis the platform gives."""
    return AdTotals(
        spend=minor(frame.buckets.spend(frame.start, frame.end)),
        attributed=minor(frame.buckets.attributed(frame.start, frame.end)),
    )


def roi_by_basis(frame: Frame, gmv: GmvTotals) -> Mapping[str, float | None]:
    """ROI of the window in every basis (domain.md §4.3); None where not known."""
    spend = spent(frame)
    return {basis.value: roi_in(basis, frame, gmv, spend) for basis in RoiBasis}


def roi_in(basis: RoiBasis, frame: Frame, gmv: GmvTotals, spend: int | None) -> float | None:
    """ROI of the window in `basis`; what other bases need is not asked for."""
    ours = basis in (RoiBasis.WHOLE, RoiBasis.NET, RoiBasis.ALL_IN)
    start, end = frame.start, frame.end
    return indicators.roi(
        basis,
        spend=spend,
        gmv=gmv.paid,
        refunded=gmv.refunded,
        attributed=None if ours else frame.buckets.attributed(start, end, basis=basis.value),
        costs=_costs(frame) if basis is RoiBasis.ALL_IN else None,
    )


def _costs(frame: Frame) -> float | None:
    given = frozenset() if frame.state is None else of.given_rows(frame.state)
    return of.costs(frame.sheet, frame.buckets, frame.start, frame.end, given)


def spent(frame: Frame) -> int | None:
    """Ad spend of the window, minor units."""
    return frame.buckets.spend(frame.start, frame.end)


def room_totals(frame: Frame) -> RoomTotals:
    """Views, and peak and time-weighted average of the online readings."""
    at, value = frame.buckets.online_series(frame.start, frame.end)
    peak = indicators.peak_online(value)
    views = frame.buckets.room_total("views", frame.start, frame.end)
    return RoomTotals(
        views=views,
        peak_online=None if peak is None else round(peak),
        average_online=indicators.average_online(at, value),
        average_stay=_stay(frame, at, value, views),
    )


def _stay(frame: Frame, at: Int, value: Float, views: int | None) -> float | None:
    """平均停留, ms: as the platform last gave it for the whole show, otherwise the time all
    viewers spent (average online × time covered by readings) over the views (domain §4.2)."""
    _, given = frame.buckets.snapshots("average_stay", frame.start, frame.end)
    if len(given):
        return float(given[-1])
    average = indicators.average_online(at, value)
    if average is None or len(at) < 2:
        return None
    covered = int(at[-1] - at[0]) + float(np.median(np.diff(at)))
    return ratio(average * covered, views)


def funnel(frame: Frame) -> Funnel:
    """五维四率 of the window (domain.md §4.2), with GPM, UV value, conversion and AOV."""
    total = {
        name: frame.buckets.room_total(name, frame.start, frame.end)
        for name in ("exposures", "views", "product_exposures", "product_clicks")
    }
    gmv = frame.buckets.gmv(frame.start, frame.end)
    orders, views = frame.buckets.orders(frame.start, frame.end), total["views"]
    return Funnel(
        **total,
        orders=orders,
        enter_rate=ratio(views, total["exposures"]),
        exposure_rate=ratio(total["product_exposures"], views),
        click_rate=ratio(total["product_clicks"], total["product_exposures"]),
        deal_rate=ratio(orders, total["product_clicks"]),
        gpm=indicators.gpm(gmv, views),
        uv_value=indicators.uv_value(gmv, views),
        conversion=indicators.conversion(orders, views),
        aov=indicators.aov(gmv, orders),
    )
