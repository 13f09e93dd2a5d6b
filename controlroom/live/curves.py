"""What the live charts draw, in bins of whole minutes, at most some hundreds of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from controlroom.core.time import MINUTE, Instant
from controlroom.facts import indicators
from controlroom.facts.buckets import Buckets, MinuteSeries
from controlroom.facts.columns import Float, Int
from controlroom.live import window as of
from controlroom.live.readout import Curves
from controlroom.live.state import State
from controlroom.plan.margins import break_even_roi
from controlroom.plan.sheet import RoiBasis, RunSheet
from controlroom.plan.targets import target_curve
from controlroom.plan.timing import Schedule

MOST_BINS = 720
_OUTAGE = 3  # times the usual step from one reading to the next
_OPEN = 10  # of the newest bins so many and up to as many more are summed at every look
_NO_INSTANTS: Int = np.empty(0, np.int64)
_NO_VALUES: Float = np.empty(0, np.float64)


def curves(state: State, buckets: Buckets, now: Instant) -> Curves | None:
    """The curves of the show until `now`; without data before air, None without a run."""
    if state.plan is None or state.planned is None:
        return None
    show = of.window(state, buckets, now)
    target_at, target_gmv = target(state.plan, state.planned)
    if show is None:
        return _empty(state.plan, target_at, target_gmv)
    basis = state.plan.session.roi_basis
    series = cells(buckets, show.start, show.end, basis)
    per_cell = series.step / MINUTE
    top = numerator(series, basis)
    online_at, online = broken(*thinned(*buckets.online_series(show.start, show.end)))
    return Curves(
        minute=series.minute,
        gmv_per_minute=series.gmv / per_cell,
        gmv_total=running_total(series.gmv),
        roi_total=indicators.running_ratio(top, series.spend),
        roi_15=indicators.rolling_ratio(top, series.spend, cells_in(15, series.step)),
        roi_30=indicators.rolling_ratio(top, series.spend, cells_in(30, series.step)),
        spend_per_minute=series.spend / per_cell,
        online_at=online_at,
        online=online,
        target_at=target_at,
        target=target_gmv,
        break_even=break_even_roi(state.plan),
        target_roi=state.plan.session.target_roi,
    )


def cells(buckets: Buckets, start: Instant, end: Instant, basis: RoiBasis) -> MinuteSeries:
    """[start, end) in bins of the fewest whole minutes that need at most `MOST_BINS`;
    the first begins at the full minute before `start`."""
    begin = start - start % MINUTE
    step = MINUTE * max(1, -(-(end - begin) // (MOST_BINS * MINUTE)))
    edges = np.arange(begin, max(end, begin) + step, step, dtype=np.int64)
    edges = edges[: 1 + -(-max(end - begin, 0) // step)]
    edges[0] = min(start, edges[-1])
    if len(edges) > 1:
        edges[-1] = end
    series = _summed(buckets, edges, step, basis)
    return replace(series, minute=begin + step * np.arange(len(edges) - 1, dtype=np.int64))


def _summed(buckets: Buckets, edges: Int, step: int, basis: RoiBasis) -> MinuteSeries:
    """`Buckets.cells`; those some bins back are summed once, and again when facts of that
    time change."""
    over = (len(edges) - 1 - _OPEN) // _OPEN * _OPEN
    if over <= 0:
        return buckets.cells(edges, step=step, basis=basis.value)
    key = (int(edges[0]), step, basis, over)
    ended = partial(buckets.cells, edges[: over + 1], step=step, basis=basis.value)
    before = buckets.past("cells", key, int(edges[over]), ended)
    return before.then(buckets.cells(edges[over:], step=step, basis=basis.value))


def numerator(series: MinuteSeries, basis: RoiBasis) -> Float:
    """What `basis` sets against spend, per cell; NaN where it is not known by the minute
    (ALL_IN needs costs, which are not)."""
    if basis is RoiBasis.WHOLE:
        return series.gmv
    if basis is RoiBasis.NET:
        net: Float = series.gmv - series.refunded
        return net
    if basis is RoiBasis.ALL_IN:
        return np.full(len(series.minute), np.nan)
    return series.attributed


def running_total(values: Float) -> Float:
    """Cumulative sum; NaN where a cell is not known, which adds nothing."""
    total: Float = np.where(np.isnan(values), np.nan, np.nancumsum(values))
    return total


def cells_in(minutes: int, step: int) -> int:
    """How many cells of `step` ms make a window of `minutes`; at least one."""
    return max(1, round(minutes * MINUTE / step))


def thinned(at: Int, values: Float) -> tuple[Int, Float]:
    """Every n-th reading so that at most `MOST_BINS` remain, the newest always among them."""
    every = max(1, -(-len(at) // MOST_BINS))
    first = (len(at) - 1) % every if len(at) else 0
    return at[first::every], values[first::every]


def broken(at: Int, values: Float) -> tuple[Int, Float]:
    """The readings with a gap (NaN, one usual step after the last of them) wherever the next
    is further away than three usual steps and than what makes a figure of the room stale."""
    if len(at) < 3:
        return at, values
    steps = np.diff(at)
    usual = int(np.median(steps))
    holes = np.flatnonzero(steps > max(_OUTAGE * usual, of.STALE[of.ROOM]))
    return np.insert(at, holes + 1, at[holes] + usual), np.insert(values, holes + 1, np.nan)


def target(plan: RunSheet, planned: Schedule) -> tuple[Int, Float]:
    """The cumulative target GMV over the planned show, as corners (UTC ms, minor units)."""
    instants, amounts = target_curve(plan, planned)
    return np.array(instants, np.int64), np.array(amounts, np.float64)


def _empty(plan: RunSheet, target_at: Int, target_values: Float) -> Curves:
    return Curves(
        minute=_NO_INSTANTS,
        gmv_per_minute=_NO_VALUES,
        gmv_total=_NO_VALUES,
        roi_total=_NO_VALUES,
        roi_15=_NO_VALUES,
        roi_30=_NO_VALUES,
        spend_per_minute=_NO_VALUES,
        online_at=_NO_INSTANTS,
        online=_NO_VALUES,
        target_at=target_at,
        target=target_values,
        break_even=break_even_roi(plan),
        target_roi=plan.session.target_roi,
    )
