"""The run-sheet on air: each row planned, expected and actual; what is on, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.remembering import remembered
from controlroom.core.time import Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import Float, Int
from controlroom.live import changes
from controlroom.live import window as of
from controlroom.live.readout import NextView, NowView, Phase, PointView, RowView
from controlroom.live.state import State, Stretch
from controlroom.plan.sheet import Product, RunSheet, Segment
from controlroom.plan.timing import Expected, Forecast, Timed


@record
class Sales:
    """What a row brought while it was on air; None where it is not known."""

    gmv: Minor | None = None
    orders: int | None = None
    ads: Minor | None = None


NOTHING = Sales()


def stretches(state: State, now: Instant) -> list[tuple[RowId, Instant, Instant]]:
    """Every (row, start, end) on air so far, in order; the running one ends now."""
    over = [(s.row, s.start, s.end) for s in state.stretches]
    if state.current is not None and state.started is not None:
        over.append((state.current.id, state.started, Instant(max(now, state.started))))
    return over


def actual_spans(state: State, now: Instant) -> dict[RowId, Span]:
    """Show time of every row that has been on air (pauses taken off), ms."""
    spent = dict(_spent(state.stretches))
    if state.current is not None and state.started is not None:
        running = now - state.started - state.held - state.standing(now)
        spent[state.current.id] = Span(spent.get(state.current.id, 0) + max(0, running))
    return spent


@remembered
def _spent(over: tuple[Stretch, ...]) -> Mapping[RowId, Span]:
    spent: dict[RowId, Span] = {}
    for one in over:
        spent[one.row] = Span(spent.get(one.row, 0) + one.end - one.start - one.held)
    return spent


def first_starts(state: State) -> dict[RowId, Instant]:
    """When each row first went on air."""
    first = dict(_first(state.stretches))
    if state.current is not None and state.started is not None:
        first.setdefault(state.current.id, state.started)
    return first


@remembered
def _first(over: tuple[Stretch, ...]) -> Mapping[RowId, Instant]:
    return {one.row: one.start for one in reversed(over)}


def sales_so_far(state: State, buckets: Buckets, now: Instant) -> dict[RowId, Sales]:
    """`sales_by_row` of every stretch so far: what is over is summed once, and again when
    facts of that time change."""
    over = state.stretches
    summed = partial(_sales_over, over, buckets)
    found = dict(buckets.past("rows", (over,), _last_end(over), summed))
    if state.current is not None and state.started is not None and now > state.started:
        running = _within(buckets, state.started, now)
        found[state.current.id] = _together(found.get(state.current.id, NOTHING), running)
    return found


@remembered
def _last_end(over: tuple[Stretch, ...]) -> Instant:
    return max((one.end for one in over), default=Instant(0))


def _sales_over(over: tuple[Stretch, ...], buckets: Buckets) -> dict[RowId, Sales]:
    return sales_by_row([(one.row, one.start, one.end) for one in over], buckets)


def _within(buckets: Buckets, start: Instant, end: Instant) -> Sales:
    return _sales(buckets.gmv(start, end), buckets.orders(start, end), buckets.spend(start, end))


def _together(one: Sales, other: Sales) -> Sales:
    return _sales(
        _added(one.gmv, other.gmv), _added(one.orders, other.orders), _added(one.ads, other.ads)
    )


def sales_by_row(
    aired: Sequence[tuple[RowId, Instant, Instant]], buckets: Buckets
) -> dict[RowId, Sales]:
    """Sales and spend within each row's (row, start, end) stretches, all of them together."""
    edges = np.array(sorted({at for _, *ends in aired for at in ends}), np.int64)
    if len(edges) < 2:
        return {}
    cells = buckets.cells(edges)
    low, high = np.searchsorted(edges, [(start, end) for _, start, end in aired]).T
    columns = [_between(x, low, high) for x in (cells.gmv, cells.orders, cells.spend)]
    sums: dict[RowId, tuple[int | None, ...]] = {}
    for (row, _, _), *part in zip(aired, *columns, strict=True):
        before = sums.get(row)
        sums[row] = tuple(part) if before is None else tuple(map(_added, before, part))
    return {row: _sales(*values) for row, values in sums.items()}


def _between(values: Float, low: Int, high: Int) -> list[int | None]:
    """Sums of the known (whole) values from place `low` to `high`; None where none is."""
    known = ~np.isnan(values)
    upto = np.r_[0.0, np.cumsum(np.where(known, values, 0.0))]
    count = np.r_[0, np.cumsum(known)]
    sums = np.rint(upto[high] - upto[low]).astype(np.int64).tolist()
    return [
        s if n else None for s, n in zip(sums, (count[high] - count[low]).tolist(), strict=True)
    ]


def _added(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _sales(gmv: int | None, orders: int | None, ads: int | None) -> Sales:
    return Sales(
        gmv=None if gmv is None else Minor(gmv),
        orders=orders,
        ads=None if ads is None else Minor(ads),
    )


def row_views(
    state: State, forecast: Forecast, sales: Mapping[RowId, Sales], now: Instant
) -> tuple[RowView, ...]:
    """One view per segment, in the order on air."""
    if state.sheet is None or state.planned is None or state.timed is None:
        return ()
    planned = {row.id: row for row in (*state.timed.rows, *state.planned.rows)}
    lengths = {row.id: row.duration for row in state.plan.segments} if state.plan else {}
    expected = {row.id: row for row in forecast.rows}
    first, spans, states = first_starts(state), actual_spans(state, now), row_states(state)
    return tuple(
        _row_view(
            row,
            states[row.id],
            planned[row.id],
            expected[row.id],
            lengths.get(row.id, row.duration),
            first.get(row.id),
            spans.get(row.id),
            sales.get(row.id, NOTHING),
        )
        for row in state.sheet.segments
    )


def _row_view(
    row: Segment,
    standing: str,
    planned: Timed,
    expected: Expected,
    length: Span,
    actual_start: Instant | None,
    actual: Span | None,
    sales: Sales,
) -> RowView:
    return RowView(
        id=row.id,
        title=row.title,
        kind=row.kind,
        state=standing,
        hard=row.hard,
        planned_start=planned.start,
        expected_start=expected.start,
        actual_start=actual_start,
        planned=Span(0) if row.milestone else length,
        actual=actual,
        target_gmv=row.target_gmv,
        gmv=sales.gmv,
        orders=sales.orders,
        ads=sales.ads,
    )


def row_states(state: State) -> dict[RowId, str]:
    """ "past" | "now" | "next" | "later" | "skipped" of every segment; a row that was
    passed over without being on air is skipped, a milestone behind is past."""
    if state.sheet is None:
        return {}
    here = changes.position(state, state.current.id) if state.current else -1
    over = state.phase is Phase.OFF_AIR
    coming = None if over else changes.playable(state, state.current.id if state.current else None)
    aired = dict(state.started_at)
    found: dict[RowId, str] = {}
    for index, row in enumerate(state.sheet.segments):
        behind = over or index < here
        if index == here:
            found[row.id] = "now"
        elif behind and (row.id in aired or (row.milestone and not row.skip)):
            found[row.id] = "past"
        elif row.skip or behind:
            found[row.id] = "skipped"
        else:
            found[row.id] = "next" if coming and row.id == coming.id else "later"
    return found


def now_view(state: State, buckets: Buckets, now: Instant) -> NowView | None:
    """The running segment; None when none is."""
    row, started, ends = state.current, state.started, state.ends(now)
    if row is None or started is None or ends is None or state.sheet is None:
        return None
    product = first_product(state.sheet, row)
    playable = [s.id for s in state.sheet.segments if not (s.skip or s.milestone)]
    return NowView(
        id=row.id,
        title=row.title,
        kind=row.kind,
        started=started,
        ends=ends,
        remaining=Span(ends - now),
        duration=Span(row.duration + state.extra),
        points=_points(state, row),
        product_title=product.title if product else "",
        link=product.link if product else None,
        price=product.live_price if product else None,
        list_price=product.list_price if product else None,
        stock_left=stock_left(product, buckets, now) if product else None,
        stock=product.stock if product else None,
        owner=row.owner,
        position=playable.index(row.id) + 1 if row.id in playable else 0,
        count=len(playable),
    )


def _points(state: State, row: Segment) -> tuple[PointView, ...]:
    """The points that are written; an unwritten one is not shown."""
    return tuple(
        PointView(index=index, text=text, said=(row.id, index) in state.points)
        for index, text in enumerate(row.points)
        if text
    )


def stock_left(product: Product, buckets: Buckets, now: Instant) -> int | None:
    """Planned stock less the pieces paid by `now`, never below 0. None without a planned
    stock, or while there are no order lines to count."""
    if product.stock is None or buckets.source != "orders":
        return None
    return max(0, product.stock - units_by(buckets, of.item_key(product), now))


def units_by(buckets: Buckets, item: str, now: Instant) -> int:
    """Pieces of `item` paid before `now`."""
    newest = buckets.newest_order
    if newest is not None and newest <= now:
        return buckets.units_sold(item)
    return buckets.units_sold(item, now)


def next_view(state: State, buckets: Buckets, forecast: Forecast, now: Instant) -> NextView | None:
    """The segment GO would start; None at the end of the script or off air."""
    if state.sheet is None or state.phase in (Phase.IDLE, Phase.OFF_AIR):
        return None
    row = changes.playable(state, state.current.id if state.current else None)
    if row is None:
        return None
    start = next(each.start for each in forecast.rows if each.id == row.id)
    product = first_product(state.sheet, row)
    return NextView(
        id=row.id,
        title=row.title,
        kind=row.kind,
        expected_start=start,
        hard=row.hard,
        price=product.live_price if product else None,
        stock=product.stock if product else None,
        stock_left=stock_left(product, buckets, now) if product else None,
        countdown=Span(start - now),
    )


def first_product(sheet: RunSheet, row: Segment) -> Product | None:
    """The product a segment is about: the first it shows."""
    return next((p for p in map(sheet.product, row.products) if p is not None), None)
