"""What rules may look at: every gauge by name, over a stretch of the show that ends where
its sources end.

A gauge is a number or None (not known, which no rule ever judges). One that looks back
over a window gives None until the show is as long as the window: a rate of three minutes
says nothing about fifteen (domain.md §5.2, rule 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from controlroom.core.records import record
from controlroom.live import measures
from controlroom.live.measures import Measure
from controlroom.live.scene import Scene
from controlroom.live.window import ADS, ROOM


@record
class Gauge:
    """`unit`: "minor" | "x" | "ratio" | "count" | "ms". `kinds`: sources it needs ("sales"
    stands for orders or room). `windowed`: whether it looks back over a window."""

    name: str
    unit: str
    kinds: tuple[str, ...]
    windowed: bool
    measure: Measure


def kinds_of(gauge: Gauge, at: Scene) -> tuple[str, ...]:
    """The sources of a gauge in this show."""
    return tuple(at.sales_from if kind == "sales" else kind for kind in gauge.kinds)


def value(name: str, at: Scene, window: int = 0, back: int = 0) -> float | None:
    """Gauge `name` over the `window` ms that end `back` ms before its sources do; None
    where it is not known, not yet, or its sources are stale. Raises KeyError."""
    gauge = GAUGES[name]
    key = (name, window, back)
    if key not in at.memo:
        at.memo[key] = _measured(gauge, at, window if gauge.windowed else 0, back)
    return at.memo[key]


def past(name: str, at: Scene, window: int, backs: Iterable[int]) -> list[float]:
    """The values over the windows that end `backs` ms before its sources do, those that are
    known; as kept from the looks before where nothing of them has changed."""
    gauge = GAUGES[name]
    kinds = kinds_of(gauge, at)
    if not gauge.windowed or not kinds or at.stale(kinds):
        found = [value(name, at, window, back) for back in backs]
    else:
        end = at.end(kinds)
        found = [
            at.earlier.known((name, window, end - back), partial(value, name, at, window, back))
            for back in backs
        ]
    return [each for each in found if each is not None]


def _measured(gauge: Gauge, at: Scene, window: int, back: int) -> float | None:
    kinds = kinds_of(gauge, at)
    if at.stale(kinds):
        return None
    end = at.end(kinds) - back
    if end - window < at.show.start:
        return None
    found = gauge.measure(at, end - window, end)
    return None if found is None or found != found else float(found)


def usual_key(name: str, window: int) -> str:
    """The name of a baseline: gauge and window, as "conversion/900000"."""
    return f"{name}/{window}"


_ROWS: tuple[tuple[str, str, tuple[str, ...], bool, Measure], ...] = (
    ("gmv", "minor", ("sales",), True, measures.gmv),
    ("gmv_per_minute", "minor", ("sales",), True, measures.gmv_per_minute),
    ("orders", "count", ("sales",), True, measures.orders),
    ("units", "count", ("sales",), True, measures.units),
    ("aov", "minor", ("sales",), True, measures.aov),
    ("refund_rate", "ratio", ("sales",), True, measures.refund_rate),
    ("pace", "ratio", ("sales",), False, measures.pace),
    ("target_so_far", "minor", ("sales",), False, measures.target_so_far),
    ("online", "count", (ROOM,), True, measures.online),
    ("online_falls", "count", (ROOM,), True, measures.online_falls),
    ("online_lost", "ratio", (ROOM,), True, measures.online_lost),
    ("views", "count", (ROOM,), True, measures.views),
    ("exposures", "count", (ROOM,), True, measures.exposures),
    ("product_exposures", "count", (ROOM,), True, measures.shown),
    ("product_clicks", "count", (ROOM,), True, measures.clicked),
    ("comments", "count", (ROOM,), True, measures.counted("comments")),
    ("entry_rate", "ratio", (ROOM,), True, measures.entry_rate),
    (
        "product_click_rate",
        "ratio",
        (ROOM,),
        True,
        measures.product_click_rate,
    ),
    (
        "click_order_rate",
        "ratio",
        (ROOM, "sales"),
        True,
        measures.click_order_rate,
    ),
    ("conversion", "ratio", (ROOM, "sales"), True, measures.conversion),
    ("spend", "minor", (ADS,), True, measures.spend),
    ("spend_total", "minor", (ADS,), False, measures.spend_total),
    ("ad_orders", "count", (ADS,), True, measures.ad_orders),
    ("roi", "x", (ADS, "sales"), True, measures.roi),
    ("roi_total", "x", (ADS, "sales"), False, measures.roi_total),
    ("pacing", "ratio", (ADS,), True, measures.pacing),
    ("overspend", "ratio", (ADS,), False, measures.overspend),
    ("budget_used", "ratio", (ADS,), False, measures.budget_used),
    ("spend_score", "x", (ADS,), True, measures.spend_score),
    (
        "cost_per_click",
        "minor",
        (ADS, ROOM),
        True,
        measures.cost_per_click,
    ),
    ("cost_per_order", "minor", (ADS,), True, measures.cost_per_order),
    ("slot_budget", "minor", (), False, measures.slot_budget),
    ("slot_bid", "minor", (), False, measures.slot_bid),
    ("slot_age", "ms", (), False, measures.slot_age),
    ("stock_left", "count", ("sales",), False, measures.stock_left),
    ("product_units", "count", ("sales",), True, measures.product_units),
    ("stock_lasts", "ms", ("sales",), True, measures.stock_lasts),
    ("segment_left", "ms", (), False, measures.segment_left),
    ("segment_elapsed", "ms", (), False, measures.segment_elapsed),
    ("elapsed", "ms", (), False, measures.elapsed),
    ("to_end", "ms", (), False, measures.to_end),
    ("drift", "ms", (), False, measures.drift),
    ("break_even", "x", (), False, measures.break_even),
    ("target_roi", "x", (), False, measures.of_session(lambda session: session.target_roi)),
    ("ad_budget", "minor", (), False, measures.of_session(lambda session: session.ad_budget)),
    ("target_gmv", "minor", (), False, measures.of_session(lambda session: session.target_gmv)),
)
GAUGES: Mapping[str, Gauge] = {
    name: Gauge(name=name, unit=unit, kinds=kinds, windowed=windowed, measure=measure)
    for name, unit, kinds, windowed, measure in _ROWS
}
"""Every gauge by name. The phrase book has `gauge.<name>`."""
