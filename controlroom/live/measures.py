"""How each gauge is measured: (scene, start, end) → a number, or None where it is not known.

Money in minor units, times in ms, rates as ratios of sums (domain.md §4).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from controlroom.core.money import ratio
from controlroom.core.time import MINUTE, Instant
from controlroom.facts import indicators
from controlroom.live import outlook, rows
from controlroom.live import window as of
from controlroom.live.curves import target as target_curve
from controlroom.live.scene import Scene
from controlroom.live.window import ORDERS
from controlroom.plan import budgets
from controlroom.plan.sheet import RoiBasis, Session

FALLS = 12
"""Periods looked back at most for falls in a row."""
CALM = 0.01
"""Online is falling only where it lost this share of a period: less is noise."""
FEW_DELTAS = 6
"""Fewer windows of spend than this say nothing about what is usual (rule 15)."""

Measure = Callable[[Scene, int, int], float | None]
"""(scene, start, end): the gauge over [start, end); one without a window gets start = end."""


# --- sales -----------------------------------------------------------------------------


def gmv(at: Scene, start: int, end: int) -> float | None:
    return at.buckets.gmv(start, end)


def gmv_per_minute(at: Scene, start: int, end: int) -> float | None:
    return ratio(at.buckets.gmv(start, end), (end - start) / MINUTE)


def orders(at: Scene, start: int, end: int) -> float | None:
    return at.buckets.orders(start, end)


def units(at: Scene, start: int, end: int) -> float | None:
    return at.buckets.units(start, end)


def aov(at: Scene, start: int, end: int) -> float | None:
    return indicators.aov(at.buckets.gmv(start, end), at.buckets.orders(start, end))


def refund_rate(at: Scene, start: int, end: int) -> float | None:
    return ratio(at.buckets.refunded(start, end), at.buckets.gmv(start, end))


def pace(at: Scene, _: int, end: int) -> float | None:
    """GMV since on air over the target until now, less one; None without a target."""
    return less_one(
        ratio(at.buckets.gmv(at.show.start, end), target_so_far(at, at.show.start, end))
    )


def target_so_far(at: Scene, _: int, end: int) -> float | None:
    plan, planned = at.state.plan, at.state.planned
    if plan is None or planned is None or plan.session.target_gmv is None:
        return None
    instants, amounts = target_curve(plan, planned)
    return float(np.interp(end, instants, amounts)) if len(instants) else None


def less_one(share: float | None) -> float | None:
    return None if share is None else share - 1.0


# --- the room --------------------------------------------------------------------------


def online(at: Scene, start: int, end: int) -> float | None:
    """Mean of the readings in (start, end]."""
    when, people = at.buckets.online_series(start, end)
    inside = people[when > start]
    return float(inside.mean()) if len(inside) else None


def periods(at: Scene, start: int, end: int) -> list[float]:
    """Mean online of the periods as long as [start, end), the newest first."""
    length, found = end - start, []
    for index in range(FALLS + 1):
        low = start - index * length
        mean = online(at, low, low + length) if low >= at.show.start else None
        if mean is None:
            break
        found.append(mean)
    return found


def online_falls(at: Scene, start: int, end: int) -> float | None:
    """How many periods in a row online has fallen, newest first."""
    means = periods(at, start, end)
    if len(means) < 2:
        return None
    falls = [newer < older * (1 - CALM) for newer, older in pairwise(means)]
    return float(falls.index(False) if False in falls else len(falls))


def online_lost(at: Scene, start: int, end: int) -> float | None:
    """The share of viewers lost over the falls in a row (0 when the last period rose)."""
    means, falls = periods(at, start, end), online_falls(at, start, end)
    if falls is None:
        return None
    return 1.0 - means[0] / means[int(falls)] if means[int(falls)] > 0 else None


def counted(metric: str) -> Measure:
    """Σ of a counted room metric."""

    def measure(at: Scene, start: int, end: int) -> float | None:
        return at.buckets.room_total(metric, start, end)

    return measure


def share(top: Measure, bottom: Measure) -> Measure:
    def measure(at: Scene, start: int, end: int) -> float | None:
        return ratio(top(at, start, end), bottom(at, start, end))

    return measure


views, exposures = counted("views"), counted("exposures")
shown, clicked = counted("product_exposures"), counted("product_clicks")
entry_rate, product_click_rate = share(views, exposures), share(clicked, shown)
click_order_rate, conversion = share(orders, clicked), share(orders, views)


# --- ads -------------------------------------------------------------------------------


def spend(at: Scene, start: int, end: int) -> float | None:
    return at.buckets.spend(start, end)


def ad_orders(at: Scene, start: int, end: int) -> float | None:
    return at.buckets.ad_total("orders", start, end)


def roi(at: Scene, start: int, end: int) -> float | None:
    basis, costs = at.sheet.session.roi_basis, None
    if basis is RoiBasis.ALL_IN:
        given = of.given_rows(at.state)
        costs = of.costs(at.sheet, at.buckets, Instant(start), Instant(end), given)
    return of.roi(basis, at.buckets, Instant(start), Instant(end), costs=costs)


def roi_total(at: Scene, _: int, end: int) -> float | None:
    return roi(at, at.show.start, end)


def spend_total(at: Scene, _: int, end: int) -> float | None:
    return at.buckets.spend(at.show.start, end)


def pacing(at: Scene, start: int, end: int) -> float | None:
    """Spend in the window over what the slots plan for it, less one (rule 8)."""
    planned = of.planned_spend(at.sheet, Instant(start), Instant(end))
    return less_one(ratio(at.buckets.spend(start, end), planned or None))


def overspend(at: Scene, _: int, end: int) -> float | None:
    """Spend since on air over what was planned until now, less one (rule 7)."""
    return pacing(at, at.show.start, end)


def budget_used(at: Scene, _: int, end: int) -> float | None:
    return ratio(at.buckets.spend(at.show.start, end), at.sheet.session.ad_budget)


def spend_deltas(at: Scene, start: int, end: int) -> list[float]:
    """Spend of the windows as long as [start, end) before it, since on air."""
    length = end - start
    lows = range(start - length, at.show.start - 1, -length)
    sums = at.buckets.spends([(low, low + length) for low in lows])
    return [float(some) for some in sums if some is not None]


def spend_score(at: Scene, start: int, end: int) -> float | None:
    """How many standard deviations the window's spend lies above the show's windows before
    it (rule 15; the source scores against the same hour of other days)."""
    before, spent = spend_deltas(at, start, end), at.buckets.spend(start, end)
    if spent is None or len(before) < FEW_DELTAS:
        return None
    spread = float(np.std(before))
    return (spent - float(np.mean(before))) / spread if spread > 0 else None


cost_per_click, cost_per_order = share(spend, clicked), share(spend, ad_orders)


def slot_budget(at: Scene, _: int, end: int) -> float | None:
    slot = at.slot(end)
    return budgets.slot_budget(slot, at.sheet) if slot else None


def slot_bid(at: Scene, _: int, end: int) -> float | None:
    slot = at.slot(end)
    return slot.bid if slot else None


def slot_age(at: Scene, _: int, end: int) -> float | None:
    slot = at.slot(end)
    return end - slot.start if slot else None


# --- stock, clock and plan -------------------------------------------------------------


def stock_left(at: Scene, _start: int, _end: int) -> float | None:
    return rows.stock_left(at.product, at.buckets, at.now) if at.product else None


def product_units(at: Scene, start: int, end: int) -> float | None:
    """Pieces of the running product sold in the window."""
    if at.product is None or at.buckets.source != ORDERS:
        return None
    sold = at.buckets.sales_by_product(start, end).get(of.item_key(at.product))
    return float(sold.units) if sold else 0.0


def stock_lasts(at: Scene, start: int, end: int) -> float | None:
    """ms until the running product is sold out at the rate it has sold since its segment
    began, at most the window; None under a minute on air or with nothing left."""
    left, begun = stock_left(at, start, end), at.state.started
    if left is None or left <= 0 or begun is None:
        return None
    since = max(begun, start)
    units = product_units(at, since, end) if end - since >= MINUTE else None
    return left * (end - since) / units if units else None


def segment_left(at: Scene, _start: int, _end: int) -> float | None:
    ends = at.state.ends(at.now)
    return None if ends is None else ends - at.now


def segment_elapsed(at: Scene, _start: int, end: int) -> float | None:
    return None if at.state.started is None else end - at.state.started


def elapsed(at: Scene, _start: int, _end: int) -> float | None:
    return at.state.elapsed(at.now)


def drift(at: Scene, _start: int, _end: int) -> float | None:
    forecast, planned = outlook.forecast(at.state, at.now), at.state.planned
    return None if forecast is None or planned is None else forecast.end - planned.end


def to_end(at: Scene, _start: int, _end: int) -> float | None:
    forecast = outlook.forecast(at.state, at.now)
    return None if forecast is None else forecast.end - at.now


def of_session(pick: Callable[[Session], float | None]) -> Measure:
    def measure(at: Scene, _start: int, _end: int) -> float | None:
        return pick(at.sheet.session)

    return measure


def break_even(at: Scene, _start: int, _end: int) -> float | None:
    return at.break_even
