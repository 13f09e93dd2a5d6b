"""The figures of the trade, each with its formula's source.

Sums go in, ratios come out: never average what these give, sum and ask again
(domain §4.5). None or NaN means not known; a zero denominator gives None or NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from controlroom.core.money import ratio
from controlroom.core.records import record
from controlroom.facts.columns import Float, Int
from controlroom.plan.sheet import RoiBasis

Known = NDArray[np.bool_]
_LONGEST_HOLD = 3.0  # times the usual gap between readings


def roi(
    basis: RoiBasis,
    *,
    spend: float | None,
    gmv: float | None = None,
    refunded: float | None = None,
    attributed: float | None = None,
    costs: float | None = 0,
) -> float | None:
    """Return on ad spend in `basis` (domain §4.3); all amounts in minor units.

    WHOLE: `gmv` / spend, the whole room's paid GMV with natural orders. NET:
    (gmv - refunded) / spend. ALL_IN: (gmv - refunded) / (spend + costs), `costs` being
    commission, slot fees and giveaways. The others: `attributed`, given in that
    basis by the platform, / spend.
    """
    if basis is RoiBasis.WHOLE:
        return ratio(gmv, spend)
    if basis in (RoiBasis.NET, RoiBasis.ALL_IN):
        net = None if gmv is None or refunded is None else gmv - refunded
        if basis is RoiBasis.NET:
            return ratio(net, spend)
        return ratio(net, None if spend is None or costs is None else spend + costs)
    return ratio(attributed, spend)


def gpm(gmv: float | None, views: float | None) -> float | None:
    """GMV per thousand views: gmv / views * 1000 (domain §4.1); in the unit of `gmv`."""
    per_view = ratio(gmv, views)
    return None if per_view is None else per_view * 1000


def uv_value(gmv: float | None, viewers: float | None) -> float | None:
    """UV价值: gmv / viewers (domain §4.1); in the unit of `gmv`."""
    return ratio(gmv, viewers)


def conversion(orders: float | None, viewers: float | None) -> float | None:
    """成交转化率: orders / viewers (domain §4.1), a ratio."""
    return ratio(orders, viewers)


def aov(gmv: float | None, orders: float | None) -> float | None:
    """客单价 by orders: gmv / orders (domain §4.1); in the unit of `gmv`."""
    return ratio(gmv, orders)


def refund_rate_by_amount(refunded: float | None, gmv: float | None) -> float | None:
    """退款率 by money: refunded / paid (domain §4.1), a ratio. Name the basis when shown."""
    return ratio(refunded, gmv)


def refund_rate_by_orders(refunded: float | None, orders: float | None) -> float | None:
    """退款率 by orders: refunded orders / paid orders (domain §4.1), a ratio."""
    return ratio(refunded, orders)


def average_stay(online_minutes: float | None, views: float | None) -> float | None:
    """平均停留 in minutes: Σ online over the minutes / Σ views (domain §4.2)."""
    return ratio(online_minutes, views)


@record
class Funnel:
    """五维: counts from the feed to the till; 四率: each step over the one before
    (domain §4.2). None where a count is not known."""

    exposures: float | None = None
    views: float | None = None
    product_exposures: float | None = None
    product_clicks: float | None = None
    orders: float | None = None

    @property
    def entry_rate(self) -> float | None:
        """曝光进入率: views / exposures."""
        return ratio(self.views, self.exposures)

    @property
    def product_exposure_rate(self) -> float | None:
        """商品曝光率: product exposures / views."""
        return ratio(self.product_exposures, self.views)

    @property
    def product_click_rate(self) -> float | None:
        """商品点击率 (CTR): product clicks / product exposures."""
        return ratio(self.product_clicks, self.product_exposures)

    @property
    def click_order_rate(self) -> float | None:
        """点击成交率 (CVR): orders / product clicks."""
        return ratio(self.orders, self.product_clicks)


def peak_online(value: Float) -> float | None:
    """最高在线 PCU: the largest reading (domain §4.2)."""
    return float(value.max()) if len(value) else None


def average_online(at: Int, value: Float) -> float | None:
    """平均在线 ACU: the time-weighted mean of the readings (domain §4.2).

    A reading tells of the time since the one before it, at most three times the usual
    gap, so that an outage does not weigh; the first has the usual gap. `at` ascending.
    """
    if len(value) < 2:
        return float(value[0]) if len(value) else None
    gaps = np.diff(at).astype(np.float64)
    usual = float(np.median(gaps))
    weight = np.r_[usual, np.minimum(gaps, _LONGEST_HOLD * usual)]
    return float((value * weight).sum() / weight.sum()) if usual > 0 else float(value.mean())


def rolling_ratio(numerator: Float, denominator: Float, window: int) -> Float:
    """Σ numerator / Σ denominator over the last `window` cells up to each cell.

    Only cells where both are known count; NaN in the others (a window that ran on over what
    nobody has told yet would become shorter unseen), and where the denominator's sum is 0.
    Raises ValueError for a window under 1.
    """
    if window < 1:
        raise ValueError("window")
    top, bottom, both = _running(numerator, denominator)
    below = np.maximum(np.arange(1, len(top)) - window, 0)
    return _divided(top[1:] - top[below], bottom[1:] - bottom[below], both)


def running_ratio(numerator: Float, denominator: Float) -> Float:
    """Σ numerator / Σ denominator of all cells up to each cell, known as above."""
    top, bottom, both = _running(numerator, denominator)
    return _divided(top[1:], bottom[1:], both)


def _running(numerator: Float, denominator: Float) -> tuple[Float, Float, Known]:
    """Running sums, 0 first, over the cells where both are known, and which those are."""
    both = ~(np.isnan(numerator) | np.isnan(denominator))
    sums = [np.r_[0.0, np.cumsum(np.where(both, x, 0.0))] for x in (numerator, denominator)]
    return sums[0], sums[1], both


def _divided(top: Float, bottom: Float, known: Known) -> Float:
    where = known & (bottom != 0)
    shares: Float = np.divide(top, bottom, out=np.full(len(top), np.nan), where=where)
    return shares
