"""Targets: GMV split over segments with an exact sum, the target curve, the identity.

All GMV is integer minor units. What is not known stays None and is never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from controlroom.core.ids import RowId
from controlroom.core.money import Minor, ratio, shared_out
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.plan.pasts import between
from controlroom.plan.sheet import RunSheet, Segment
from controlroom.plan.timing import Schedule, schedule


def playable(sheet: RunSheet) -> tuple[Segment, ...]:
    """The segments that take their turn on air."""
    return tuple(s for s in sheet.segments if not (s.skip or s.milestone))


def by_duration(sheet: RunSheet) -> dict[RowId, float]:
    """Weights of the playable segments: their length."""
    return {segment.id: float(segment.duration) for segment in playable(sheet)}


def by_products(sheet: RunSheet) -> dict[RowId, float]:
    """Weights of the playable segments: the target GMV (price x units) of what they
    show, each product's shared evenly among its segments; unknown products weigh 0."""
    goods = {p.id: float((p.live_price or 0) * (p.target_units or 0)) for p in sheet.products}
    shown = [row for segment in playable(sheet) for row in segment.products]
    return {
        s.id: sum(goods.get(row, 0.0) / shown.count(row) for row in s.products)
        for s in playable(sheet)
    }


def by_curve(sheet: RunSheet, curve: Sequence[float]) -> dict[RowId, float]:
    """Weights of the playable segments: what a past show brought (`curve`: its GMV in equal
    parts of its length, `plan.pasts`) in the stretch of its length where each now stands."""
    plan = schedule(sheet)
    length = max(1, plan.end - plan.start)
    return {
        row.id: between(curve, (row.start - plan.start) / length, (row.end - plan.start) / length)
        for row in plan.rows
        if row.playable
    }


def by_present(sheet: RunSheet) -> dict[RowId, float]:
    """Weights of the playable segments: their present targets; unknown weighs 0."""
    return {segment.id: float(segment.target_gmv or 0) for segment in playable(sheet)}


def product_worth(sheet: RunSheet) -> dict[RowId, int]:
    """Target GMV (live price x target units, minor units) of the products with both."""
    return {
        p.id: p.live_price * p.target_units
        for p in sheet.products
        if not p.skip and p.live_price and p.target_units is not None
    }


def by_stock(sheet: RunSheet) -> dict[RowId, float]:
    """Weights of the products that have a price: what their stock is worth."""
    return {
        p.id: float(p.live_price * (p.stock or 0))
        for p in sheet.products
        if not p.skip and p.live_price
    }


def with_units(sheet: RunSheet, parts: Mapping[RowId, int]) -> RunSheet:
    """The sheet with target units that bring `parts` (minor units) at the live price.

    Whole units can't hit an amount exactly: each part is rounded down, then units are
    added, largest remainder first, as long as the sum does not pass that of `parts`.
    """
    prices = {p.id: int(p.live_price) for p in sheet.products if p.id in parts and p.live_price}
    units = {row: parts[row] // price for row, price in prices.items()}
    left = sum(parts[row] for row in prices) - sum(units[row] * prices[row] for row in prices)
    for row in sorted(prices, key=lambda row: -(parts[row] % prices[row]) / prices[row]):
        if parts[row] % prices[row] and prices[row] <= left:
            units[row] += 1
            left -= prices[row]
    return replace(
        sheet,
        products=tuple(
            replace(p, target_units=units[p.id]) if p.id in units else p for p in sheet.products
        ),
    )


def with_targets(sheet: RunSheet, parts: Mapping[RowId, int]) -> RunSheet:
    """The sheet with `parts` (minor units) as its segments' targets."""
    return replace(
        sheet,
        segments=tuple(
            replace(s, target_gmv=Minor(parts[s.id])) if s.id in parts else s
            for s in sheet.segments
        ),
    )


def split_target(
    sheet: RunSheet, weights: Mapping[RowId, float] | None = None, *, total: int | None = None
) -> RunSheet:
    """`total` (None: the session's target GMV) split over the playable segments by
    `weights` (None: by length), summing exactly; a segment without a weight gets 0.

    The sheet is unchanged when there is no total or no segment to carry it.
    Raises ValueError for a negative weight.
    """
    goal = sheet.session.target_gmv if total is None else total
    rows = playable(sheet)
    if goal is None or not rows:
        return sheet
    known = by_duration(sheet) if weights is None else weights
    parts = shared_out(goal, [float(known.get(row.id, 0)) for row in rows])
    return with_targets(sheet, {row.id: part for row, part in zip(rows, parts, strict=True)})


def segment_targets(sheet: RunSheet) -> dict[RowId, int]:
    """The target GMV of each playable segment that has or can be given one.

    A segment without its own gets its share, by length, of what the session's target
    leaves over; when the session has none, it is left out.
    """
    rows = playable(sheet)
    known = {s.id: int(s.target_gmv) for s in rows if s.target_gmv is not None}
    open_rows = [s for s in rows if s.target_gmv is None]
    if sheet.session.target_gmv is None or not open_rows:
        return known
    left = max(0, sheet.session.target_gmv - sum(known.values()))
    parts = shared_out(left, [float(s.duration) for s in open_rows])
    return known | {s.id: part for s, part in zip(open_rows, parts, strict=True)}


def target_curve(
    sheet: RunSheet, schedule: Schedule
) -> tuple[tuple[Instant, ...], tuple[int, ...]]:
    """Cumulative target GMV over the planned show, as corners of a piecewise line.

    Within a segment the target grows evenly. Instants increase strictly; the last
    value is the whole target. Without segments that carry a target it is a straight
    line of the session's target over its window; without that, empty.
    """
    targets = segment_targets(sheet)
    spans = [(r.start, r.end, targets[r.id]) for r in schedule.rows if r.id in targets]
    session = sheet.session
    if not spans and session.target_gmv is not None and session.planned_end is not None:
        spans = [(session.planned_start, session.planned_end, session.target_gmv)]
    return curve_of(spans)


def curve_of(
    spans: Iterable[tuple[Instant, Instant, int]],
) -> tuple[tuple[Instant, ...], tuple[int, ...]]:
    """The corners of a cumulative target of (start, end, amount) parts, each growing evenly."""
    return _cumulated([(a, max(b, Instant(a + 1)), value) for a, b, value in spans])


def _cumulated(
    spans: list[tuple[Instant, Instant, int]],
) -> tuple[tuple[Instant, ...], tuple[int, ...]]:
    if not spans:
        return (), ()
    slopes: dict[Instant, float] = {}
    for start, end, value in spans:
        slopes[start] = slopes.get(start, 0.0) + value / (end - start)
        slopes[end] = slopes.get(end, 0.0) - value / (end - start)
    corners = tuple(sorted(slopes))
    values, total, slope = [0], 0.0, slopes[corners[0]]
    for before, at in pairwise(corners):
        total += slope * (at - before)
        slope += slopes[at]
        values.append(max(values[-1], round(total)))
    whole = sum(value for _, _, value in spans)
    return corners, (*(min(value, whole) for value in values[:-1]), whole)


@record
class Identity:
    """GMV = viewers x conversion x average order value (domain.md §4.1).

    `gmv` and `order_value` in minor units; `conversion` a ratio.
    """

    gmv: float | None
    viewers: float | None
    conversion: float | None
    order_value: float | None


def solved(identity: Identity) -> Identity:
    """The identity with its one unknown worked out; unchanged when more than one is
    unknown, none is, or it would mean dividing by zero."""
    i = identity
    if [i.gmv, i.viewers, i.conversion, i.order_value].count(None) != 1:
        return identity
    if i.gmv is None:
        return replace(i, gmv=_product(_product(i.viewers, i.conversion), i.order_value))
    if i.viewers is None:
        return replace(i, viewers=ratio(i.gmv, _product(i.conversion, i.order_value)))
    if i.conversion is None:
        return replace(i, conversion=ratio(i.gmv, _product(i.viewers, i.order_value)))
    return replace(i, order_value=ratio(i.gmv, _product(i.viewers, i.conversion)))


def _product(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left * right
