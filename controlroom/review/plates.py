"""Per row of each plate: segments, products, ad slots, giveaways."""

from __future__ import annotations

from controlroom.core.ids import CueId, RowId
from controlroom.core.money import ratio
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts import indicators
from controlroom.facts.productbook import ProductTotals
from controlroom.live import outlook, rows
from controlroom.live import window as of
from controlroom.plan.budgets import slot_budget
from controlroom.plan.margins import giveaway_cost
from controlroom.plan.sheet import AdSlot, Giveaway, Product, RoiBasis, Segment
from controlroom.plan.targets import segment_targets
from controlroom.plan.timing import giveaway_start
from controlroom.review.frame import Frame
from controlroom.review.results import (
    GiveawayResult,
    ProductResult,
    SegmentResult,
    SlotResult,
)
from controlroom.review.totals import Sums, minor, sums

Spans = list[tuple[Instant, Instant]]


def segments(frame: Frame) -> tuple[SegmentResult, ...]:
    """Every segment that takes time, in the order on air. Rows that the plan itself
    skips, and that were not put on air all the same, are left out."""
    spans: dict[RowId, Spans] = {}
    for row, start, end in frame.stretches:
        spans.setdefault(row, []).append((start, end))
    targets = segment_targets(frame.sheet)
    planned = {row.id: row.start for row in frame.planned.rows}
    expected = _expected(frame)
    return tuple(
        _segment(
            frame,
            row,
            spans.get(row.id, []),
            planned.get(row.id, expected[row.id]),
            expected[row.id],
            targets.get(row.id),
        )
        for row in frame.sheet.segments
        if not row.milestone and (row.id in spans or not _left_out(frame, row))
    )


def _left_out(frame: Frame, row: Segment) -> bool:
    """Skipped by the plan, not on air."""
    plan = frame.state.plan if frame.state and frame.state.plan else frame.sheet
    meant = plan.segment(row.id)
    return row.skip if meant is None else meant.skip


def _expected(frame: Frame) -> dict[RowId, Instant]:
    """Expected starts at the end of the window (actual ones of rows that were on)."""
    ahead = outlook.forecast(frame.state, frame.end) if frame.state else None
    known = ahead.rows if ahead else frame.planned.rows
    return {row.id: row.start for row in known}


def _segment(
    frame: Frame,
    row: Segment,
    spans: Spans,
    planned: Instant,
    expected: Instant,
    target: int | None,
) -> SegmentResult:
    basis = frame.sheet.session.roi_basis
    got = sums(frame.buckets, basis, spans)
    length = sum(end - start for start, end in spans)
    ran = frame.state is not None and bool(spans)
    actual = rows.actual_spans(frame.state, frame.end).get(row.id) if frame.state else None
    return SegmentResult(
        id=row.id,
        title=row.title,
        kind=row.kind,
        state=_standing(frame, row),
        planned_start=planned,
        expected_start=expected,
        actual_start=spans[0][0] if ran else None,
        planned=_planned_length(frame, row),
        actual=actual,
        gmv=minor(got.gmv),
        orders=got.orders,
        gmv_per_minute=ratio(got.gmv, length / MINUTE),
        gpm=indicators.gpm(got.gmv, got.views),
        conversion=indicators.conversion(got.orders, got.views),
        online_delta=online_delta(frame, spans),
        spend=minor(got.spend),
        roi=roi_of(got, basis),
        target=minor(target),
        target_share=ratio(got.gmv, target),
        points_written=sum(1 for point in row.points if point),
        points_said=_said(frame, row),
    )


def _planned_length(frame: Frame, row: Segment) -> Span:
    """As planned, not as the running copy or a cut left it."""
    plan = frame.state.plan if frame.state else None
    meant = plan.segment(row.id) if plan else None
    return (meant or row).duration


def _said(frame: Frame, row: Segment) -> int:
    if frame.state is None:
        return 0
    return sum((row.id, i) in frame.state.points for i, text in enumerate(row.points) if text)


def _standing(frame: Frame, row: Segment) -> str:
    if frame.state is None:
        return "planned"
    standing = rows.row_states(frame.state)[row.id]
    return {"past": "done", "next": "planned", "later": "planned"}.get(standing, standing)


def roi_of(got: Sums, basis: RoiBasis) -> float | None:
    """ROI of some sums in `basis`; None for ALL_IN, whose costs are of the whole show."""
    return indicators.roi(
        basis,
        spend=got.spend,
        gmv=got.gmv,
        refunded=got.refunded,
        attributed=got.attributed,
        costs=None,
    )


def online_delta(frame: Frame, spans: Spans) -> int | None:
    """The last online reading within `spans` less the first; None with fewer than two."""
    if not spans:
        return None
    _, value = frame.buckets.online_series(spans[0][0], spans[-1][1])
    return round(float(value[-1] - value[0])) if len(value) > 1 else None


def products(frame: Frame) -> tuple[ProductResult, ...]:
    """Every product of the plan with what it sold in the window. Sales come from order
    lines only; without those they are not known."""
    sold = frame.buckets.by_product(frame.start, frame.end)
    known = frame.buckets.source == "orders"
    total = frame.buckets.gmv(frame.start, frame.end)
    none = ProductTotals(0, 0, 0) if known else None
    return tuple(
        _product(row, sold.get(of.item_key(row), none), total)
        for row in frame.sheet.products
        if not row.skip
    )


def _product(row: Product, sold: ProductTotals | None, total: int | None) -> ProductResult:
    gmv, units, orders = sold if sold is not None else (None, None, None)
    return ProductResult(
        id=row.id,
        title=row.title,
        link=row.link,
        role=row.role,
        units=units,
        orders=orders,
        gmv=minor(gmv),
        share=ratio(gmv, total),
        stock=row.stock,
        target_units=row.target_units,
        sold_out=bool(row.stock) and units is not None and units >= (row.stock or 0),
    )


def slots(frame: Frame) -> tuple[SlotResult, ...]:
    """Every slot that is not skipped, planned and actual."""
    return tuple(_slot(frame, slot) for slot in frame.sheet.slots if not slot.skip)


def _slot(frame: Frame, slot: AdSlot) -> SlotResult:
    channel = of.channel_of(frame.sheet, slot)
    end = min(slot.end, frame.settled)
    actual = frame.buckets.spend(slot.start, end, channel=channel)
    gmv = frame.buckets.attributed(slot.start, end, channel=channel)
    planned = slot_budget(slot, frame.sheet)
    share = ratio(actual, planned)
    return SlotResult(
        id=slot.id,
        title=slot.title,
        channel=slot.channel,
        start=slot.start,
        end=slot.end,
        planned=planned,
        actual=minor(actual),
        deviation=None if share is None else share - 1,
        gmv=minor(gmv),
        roi=ratio(gmv, actual),
        target_roi=slot.target_roi,
    )


def giveaways(frame: Frame) -> tuple[GiveawayResult, ...]:
    """Every giveaway that is not skipped, with a plain before/after comparison."""
    return tuple(_giveaway(frame, row) for row in frame.sheet.giveaways if not row.skip)


def _giveaway(frame: Frame, row: Giveaway) -> GiveawayResult:
    start = _given_at(frame, row)
    end = None if start is None else Instant(min(frame.end, start + row.duration))
    before, during = _rates(frame, start, end)
    share = ratio(during, before)
    spans = [] if start is None or end is None else [(start, end)]
    return GiveawayResult(
        id=row.id,
        title=row.title,
        kind=row.kind,
        start=start,
        end=end,
        quantity=row.quantity,
        cost=giveaway_cost(row),
        before_per_minute=before,
        during_per_minute=during,
        uplift=None if share is None else share - 1,
        online_delta=online_delta(frame, spans),
    )


def _given_at(frame: Frame, row: Giveaway) -> Instant | None:
    """When its start cue was shown (None if it never was, or was skipped); without a run the
    planned start, if the replay comes to it."""
    if frame.state is None:
        starts = {timed.id: timed.start for timed in frame.planned.rows}
        start = giveaway_start(frame.sheet, starts, row)
        return start if start is not None and start < frame.settled else None
    cue = frame.state.fired.get(CueId(f"G:{row.id}:start"))
    return None if cue is None or row.id not in of.given_rows(frame.state) else cue.fired


def _rates(
    frame: Frame, start: Instant | None, end: Instant | None
) -> tuple[float | None, float | None]:
    """GMV per minute before and during; None where either stretch is under a minute."""
    if start is None or end is None or end - start < MINUTE:
        return None, None
    earlier = Instant(max(frame.start, start - (end - start)))
    during = ratio(frame.buckets.gmv(start, end), (end - start) / MINUTE)
    if start - earlier < MINUTE:
        return None, during
    return ratio(frame.buckets.gmv(earlier, start), (start - earlier) / MINUTE), during
