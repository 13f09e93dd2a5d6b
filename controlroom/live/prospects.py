"""What the show is heading for: final GMV, what will sell out, and which lever is short."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import Float
from controlroom.live import gauges, given_up, outlook, pace, rows, rules
from controlroom.live import window as of
from controlroom.live.habits import Habits
from controlroom.live.pace import Pace, Past
from controlroom.live.readout import PaceView, SellOut
from controlroom.live.scene import Scene
from controlroom.live.state import State
from controlroom.plan.targets import curve_of, segment_targets

LEVERS = ("views", "conversion", "aov")
"""GMV = viewers × conversion × order value (domain.md §4.1)."""
LEVER_WINDOW = 30 * MINUTE
SHORT = 0.9
"""A lever is short when it is under this share of what is usual."""
SELLING = 15 * MINUTE
"""How far back the rate at which a product sells is taken from."""
LEAST_UNITS = 5


def prospect(state: State, buckets: Buckets, now: Instant, habits: Habits) -> PaceView | None:
    """What the show is heading for at `now`; None off air, or without a target or sales."""
    at = rules.look(state, buckets, now, habits.baselines)
    if at is None or at.stale((at.sales_from,)):
        return None
    target = _target(at)
    ahead = None if target is None else pace.forecast(_sold(at), target, habits.past)
    if ahead is None:
        return None
    forecast = outlook.forecast(state, now)
    return _view(at, ahead, Instant(forecast.end if forecast else now), len(habits.past))


def _view(at: Scene, ahead: Pace, end: Instant, shows: int) -> PaceView:
    return PaceView(
        at=at.end((at.sales_from,)),
        end=end,
        final=ahead.final,
        low80=ahead.low80,
        low50=ahead.low50,
        high50=ahead.high50,
        high80=ahead.high80,
        share=ahead.share,
        shows=shows,
        lever=_short_lever(at),
        sell_outs=tuple(sorted(_sell_outs(at, end), key=lambda each: each.at)),
    )


def past_of(state: State, buckets: Buckets) -> Past | None:
    """A show that is over, as later forecasts lean on it; None without sales."""
    if state.on_air_at is None or state.off_air_at is None or state.plan is None:
        return None
    series = buckets.minutes(state.on_air_at, state.off_air_at)
    shape = pace.shape_of(series.gmv)
    goal = sum(segment_targets(state.plan).values()) or state.plan.session.target_gmv
    sold = buckets.gmv(state.on_air_at, state.off_air_at)
    if shape is None or sold is None:
        return None
    return Past(shape=shape, level=sold / goal if goal else None)


def _sold(at: Scene) -> Float:
    """GMV of each whole minute that has been told of."""
    end = at.end((at.sales_from,))
    minutes = (end - at.show.start) // MINUTE
    return at.buckets.minutes(at.show.start, at.show.start + minutes * MINUTE).gmv


def _target(at: Scene) -> Float | None:
    """The cumulative target at the end of each minute from on air to the expected end, the
    rows where they were or are expected to be; rows passed over have none, rows shortened
    on air the part that they keep."""
    forecast, where = outlook.forecast(at.state, at.now), rows.row_states(at.state)
    if forecast is None:
        return None
    goals = _goals(at.state)
    spans = [
        (row.start, row.end, goals[row.id])
        for row in forecast.rows
        if row.id in goals and where.get(row.id) != "skipped"
    ]
    corners, values = curve_of(spans)
    count = (forecast.end - at.show.start) // MINUTE
    if not corners or count < 1:
        return None
    ends = at.show.start + MINUTE * np.arange(1, count + 1)
    curve: Float = np.interp(ends, corners, np.array(values, np.float64))
    return curve


def _goals(state: State) -> dict[RowId, int]:
    """The target of each row as planned, less what was given up on air. (The sheet on air
    would hand the target of a row passed over to those that have none of their own.)"""
    if state.plan is None or state.sheet is None:
        return {}
    planned, kept = segment_targets(state.plan), given_up.kept(state)
    own = {row.id: row.target_gmv for row in state.sheet.segments if row.target_gmv is not None}
    return {row: round(goal * kept.get(row, 1.0)) for row, goal in {**own, **planned}.items()}


def _short_lever(at: Scene) -> str:
    """The lever that is furthest under what is usual for the streamer, "" when none is
    clearly short or nothing usual is known."""
    found = {}
    for name in LEVERS:
        usual = at.baselines.get(gauges.usual_key(name, LEVER_WINDOW))
        now = gauges.value(name, at, LEVER_WINDOW)
        if usual is not None and now is not None and usual.median > 0:
            found[name] = now / usual.median
    worst = min(found, key=lambda name: found[name], default="")
    return worst if worst and found[worst] < SHORT else ""


def _sell_outs(at: Scene, end: Instant) -> Iterator[SellOut]:
    """Products that at their present rate are sold out before the show is over."""
    until = at.end((at.sales_from,))
    start = max(at.show.start, until - SELLING)
    sold = at.buckets.sales_by_product(start, until) if until > start else {}
    for product in at.sheet.products:
        if product.skip or product.stock is None:
            continue
        total = sold.get(of.item_key(product))
        if total is None or total.units < LEAST_UNITS:
            continue
        left = rows.stock_left(product, at.buckets, at.now)
        if left is None:
            continue
        out = Instant(round(until + left * (until - start) / total.units))
        if out < end:
            yield SellOut(product=product.id, title=product.title, left=left, at=out)
