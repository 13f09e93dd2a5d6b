"""One-click mends: each a pure function of the sheet and the row a finding names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.money import Minor, shared_out
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, Product, RunSheet, Segment, WarmupTask
from controlroom.plan.targets import by_duration, playable, segment_targets, split_target
from controlroom.plan.timing import Timed, apply_cuts, cuts_as_planned, schedule

Mend = Callable[[RunSheet, RowId | None], RunSheet]


def _split_target(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """The session's target over the segments: by their present targets where all have
    one, else by length."""
    rows = playable(sheet)
    known = {s.id: float(s.target_gmv) for s in rows if s.target_gmv is not None}
    return split_target(sheet, known if len(known) == len(rows) else by_duration(sheet))


def _fill_targets(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """What the segments with a target leave over, to those without, by length."""
    shares = segment_targets(sheet)
    rows = {s.id for s in playable(sheet)}
    return replace(
        sheet,
        segments=tuple(
            replace(s, target_gmv=Minor(shares[s.id]))
            if s.target_gmv is None and s.id in rows and s.id in shares
            else s
            for s in sheet.segments
        ),
    )


def _skip_product(sheet: RunSheet, row: RowId | None) -> RunSheet:
    return edits.set_field(sheet, Plate.GOODS, _product(sheet, row).id, "skip", True)


def _target_to_stock(sheet: RunSheet, row: RowId | None) -> RunSheet:
    product = _product(sheet, row)
    return edits.replace_row(sheet, Plate.GOODS, replace(product, target_units=product.stock))


def _add_segment(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """A segment for a product nobody shows, before the last one (the farewell)."""
    product = _product(sheet, row)
    segment = Segment(
        id=edits.new_id(Plate.SCRIPT), title=product.title, kind="讲解", products=(product.id,)
    )
    return edits.insert_rows(sheet, Plate.SCRIPT, [segment], max(0, len(sheet.segments) - 1))


def _renumber_links(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """Links 1, 2, 3… in the order of the table; skipped products come after."""
    live = sorted(sheet.products, key=lambda p: p.skip)
    numbers = {product.id: i for i, product in enumerate(live, 1)}
    return replace(sheet, products=tuple(replace(p, link=numbers[p.id]) for p in sheet.products))


def _next_link(sheet: RunSheet, row: RowId | None) -> RunSheet:
    taken = [p.link for p in sheet.products if p.link is not None]
    number = max(taken, default=0) + 1
    return edits.set_field(sheet, Plate.GOODS, _product(sheet, row).id, "link", number)


def _drop_products(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """Unknown and skipped products out of the segment."""
    shown = {p.id for p in sheet.products if not p.skip}
    segment = _segment(sheet, row)
    kept = tuple(one for one in segment.products if one in shown)
    return edits.replace_row(sheet, Plate.SCRIPT, replace(segment, products=kept))


def _ten_minutes(sheet: RunSheet, row: RowId | None) -> RunSheet:
    segment = replace(_segment(sheet, row), duration=Span(10 * MINUTE))
    return edits.replace_row(sheet, Plate.SCRIPT, segment)


def _link(sheet: RunSheet, row: RowId | None) -> RunSheet:
    return edits.set_start(sheet, _segment(sheet, row).id, None)


def _shorten_before(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """The segment before ends when this one starts (it keeps a minute at least, or the
    mend is not offered)."""
    before, here = _pair(sheet, _segment(sheet, row).id)
    return _lasting(sheet, before, max(MINUTE, here.start - before.start))


def _fill_gap(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """The segment before lasts until this one starts."""
    before, here = _pair(sheet, _segment(sheet, row).id)
    return _lasting(sheet, before, here.start - before.start)


def _cut_to_end(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """The cut planner's proposal for the planned end."""
    return apply_cuts(sheet, cuts_as_planned(sheet))


def _clip_slot(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """The slot within the show."""
    begin = sheet.session.planned_start
    end = sheet.session.planned_end or schedule(sheet).end
    slot = next(s for s in sheet.slots if s.id == row)
    clipped = replace(slot, start=max(slot.start, begin), end=min(slot.end, end))
    return edits.replace_row(sheet, Plate.TRAFFIC, clipped)


def _scale_budgets(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """Budgets in their present proportion, summing exactly to the session's."""
    live = [s for s in sheet.slots if not s.skip]
    if sheet.session.ad_budget is None or not live:
        return sheet
    parts = shared_out(sheet.session.ad_budget, [float(s.budget or 0) for s in live])
    shares = {slot.id: Minor(part) for slot, part in zip(live, parts, strict=True)}
    return replace(
        sheet,
        slots=tuple(replace(s, budget=shares[s.id]) if s.id in shares else s for s in sheet.slots),
    )


def _scale_shares(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """Shares in their present proportion, in hundredths of a percent, summing to 100 %."""
    live = [s for s in sheet.slots if not s.skip]
    if not live:
        return sheet
    parts = shared_out(10_000, [s.share or 0.0 for s in live])
    shares = {slot.id: part / 10_000 for slot, part in zip(live, parts, strict=True)}
    return replace(
        sheet,
        slots=tuple(replace(s, share=shares[s.id]) if s.id in shares else s for s in sheet.slots),
    )


def _budget_from_slots(sheet: RunSheet, row: RowId | None) -> RunSheet:
    total = sum(s.budget or 0 for s in sheet.slots if not s.skip)
    return edits.set_session(sheet, ad_budget=Minor(total))


def _pin_giveaway(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """Fixed at the instant where its segment stands in the plan."""
    giveaway = next(g for g in sheet.giveaways if g.id == row)
    timed = next(t for t in schedule(sheet).rows if t.id == giveaway.segment)
    pinned = replace(
        giveaway, start=Instant(timed.start + giveaway.offset), segment=None, offset=Span(0)
    )
    return edits.replace_row(sheet, Plate.GIVEAWAY, pinned)


def _drop_giveaway_product(sheet: RunSheet, row: RowId | None) -> RunSheet:
    giveaway = next(g for g in sheet.giveaways if g.id == row)
    return edits.replace_row(sheet, Plate.GIVEAWAY, replace(giveaway, product=None))


def _quantity_to_stock(sheet: RunSheet, row: RowId | None) -> RunSheet:
    giveaway = next(g for g in sheet.giveaways if g.id == row)
    stock = _product(sheet, giveaway.product).stock
    return edits.replace_row(sheet, Plate.GIVEAWAY, replace(giveaway, quantity=stock))


def _add_reservation(sheet: RunSheet, row: RowId | None) -> RunSheet:
    """A reservation short video an hour before the show."""
    task = WarmupTask(id=edits.new_id(Plate.WARMUP), title="预约短视频", kind="预约", before=HOUR)
    return edits.insert_rows(sheet, Plate.WARMUP, [task])


def _product(sheet: RunSheet, row: RowId | None) -> Product:
    product = sheet.product(row)
    if product is None:
        raise BugError(f"no product {row}")
    return product


def _segment(sheet: RunSheet, row: RowId | None) -> Segment:
    segment = sheet.segment(row)
    if segment is None:
        raise BugError(f"no segment {row}")
    return segment


def _pair(sheet: RunSheet, row: RowId) -> tuple[Timed, Timed]:
    """The playable row before `row`, and `row`, as planned."""
    rows = [timed for timed in schedule(sheet).rows if timed.playable]
    index = next((i for i, timed in enumerate(rows) if timed.id == row), 0)
    if index == 0:
        raise BugError(f"nothing plays before {row}")
    return rows[index - 1], rows[index]


def _lasting(sheet: RunSheet, row: Timed, length: int) -> RunSheet:
    segment = replace(_segment(sheet, row.id), duration=Span(length))
    return edits.replace_row(sheet, Plate.SCRIPT, segment)


MENDS: Mapping[str, Mend] = {
    "split_target": _split_target,
    "fill_targets": _fill_targets,
    "skip_product": _skip_product,
    "target_to_stock": _target_to_stock,
    "add_segment": _add_segment,
    "renumber_links": _renumber_links,
    "next_link": _next_link,
    "drop_products": _drop_products,
    "ten_minutes": _ten_minutes,
    "link": _link,
    "shorten_before": _shorten_before,
    "fill_gap": _fill_gap,
    "cut_to_end": _cut_to_end,
    "clip_slot": _clip_slot,
    "scale_budgets": _scale_budgets,
    "scale_shares": _scale_shares,
    "budget_from_slots": _budget_from_slots,
    "pin_giveaway": _pin_giveaway,
    "drop_giveaway_product": _drop_giveaway_product,
    "quantity_to_stock": _quantity_to_stock,
    "add_reservation": _add_reservation,
}
"""Every mend by its name."""
