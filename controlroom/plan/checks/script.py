"""Checks of the script plate (T)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from controlroom.core.time import MINUTE
from controlroom.plan.checks.sight import Hit, Register, Sight, hit
from controlroom.plan.naming import given_title
from controlroom.plan.sheet import Plate, Segment
from controlroom.plan.timing import cuts_as_planned

SELLING_KINDS = frozenset({"讲解", "主推", "秒杀", "福利", "返场"})
"""Segments of these kinds show products."""
IDLE_END = 10 * MINUTE
"""A script that ends this much before the window leaves it empty."""

check = Register(Plate.SCRIPT)


@check("script.none", "error")
def none(sight: Sight) -> Iterator[Hit]:
    """There is no script."""
    if not sight.segments:
        yield hit()


@check("script.no_title", "warning")
def no_title(sight: Sight) -> Iterator[Hit]:
    """A segment without a name: neither prompter nor review can say which it is."""
    for segment in sight.segments:
        if not given_title(segment.title):
            yield hit(segment.id, title=segment.title)


@check("script.unknown_product", "error", "drop_products")
def unknown_product(sight: Sight) -> Iterator[Hit]:
    """A segment points at a product that is not on the sheet."""
    known = {product.id for product in sight.sheet.products}
    for segment in sight.segments:
        if any(row not in known for row in segment.products):
            yield hit(segment.id, title=segment.title, mend="drop_products")


@check("script.skipped_product", "warning", "drop_products")
def skipped_product(sight: Sight) -> Iterator[Hit]:
    """A segment shows a product that is left out."""
    left_out = {p.id: p.title for p in sight.sheet.products if p.skip}
    for segment in sight.segments:
        for row in segment.products:
            if row in left_out:
                yield hit(
                    segment.id, mend="drop_products", title=segment.title, product=left_out[row]
                )


@check("script.no_product", "warning")
def no_product(sight: Sight) -> Iterator[Hit]:
    """A selling segment without a product."""
    for segment in sight.segments:
        if segment.kind in SELLING_KINDS and not segment.products:
            yield hit(segment.id, title=segment.title, kind=segment.kind)


@check("script.no_length", "error", "ten_minutes")
def no_length(sight: Sight) -> Iterator[Hit]:
    """A segment that takes no time and is no milestone."""
    for segment in sight.segments:
        if segment.duration <= 0:
            yield hit(segment.id, title=segment.title, mend="ten_minutes")


@check("script.overlap", "warning", "link", "shorten_before")
def overlap(sight: Sight) -> Iterator[Hit]:
    """A segment starts before the one before it ends."""
    for before, segment in pairwise(sight.segments):
        timed = sight.timed[segment.id]
        if timed.overlap > 0:
            room = timed.start - sight.timed[before.id].start >= MINUTE
            hard_mend = "shorten_before" if room else ""
            yield hit(
                segment.id,
                mend=hard_mend if timed.hard else "link",
                title=segment.title,
                start_at=timed.start,
                overlap_ms=timed.overlap,
            )


@check("script.gap", "hint", "fill_gap")
def gap(sight: Sight) -> Iterator[Hit]:
    """Idle time on air."""
    for segment in sight.segments:
        timed = sight.timed[segment.id]
        if timed.gap > 0:
            yield hit(
                segment.id,
                mend="fill_gap",
                title=segment.title,
                start_at=timed.start,
                gap_ms=timed.gap,
            )


@check("script.before_show", "error")
def before_show(sight: Sight) -> Iterator[Hit]:
    """A segment starts before the show does."""
    begin = sight.sheet.session.planned_start
    for segment in sight.segments:
        at = sight.timed[segment.id].start
        if at < begin:
            yield hit(segment.id, title=segment.title, start_at=at, show_at=begin)


@check("script.hard_past", "error")
def hard_past(sight: Sight) -> Iterator[Hit]:
    """A hard start is over already."""
    for segment in sight.segments:
        timed = sight.timed[segment.id]
        if timed.hard and timed.start < sight.now:
            yield hit(segment.id, title=segment.title, start_at=timed.start)


@check("script.too_long", "warning", "cut_to_end")
def too_long(sight: Sight) -> Iterator[Hit]:
    """The script ends after the show has to."""
    limit = sight.sheet.session.planned_end
    if limit is not None and sight.segments and sight.schedule.end > limit:
        over = sight.schedule.end - limit
        mend = "cut_to_end" if cuts_as_planned(sight.sheet) else ""
        yield hit(mend=mend, end_at=sight.schedule.end, limit_at=limit, over_ms=over)


@check("script.too_short", "hint")
def too_short(sight: Sight) -> Iterator[Hit]:
    """The script leaves the end of the window empty."""
    limit = sight.sheet.session.planned_end
    if limit is not None and sight.segments and limit - sight.schedule.end >= IDLE_END:
        yield hit(end_at=sight.schedule.end, limit_at=limit, idle_ms=limit - sight.schedule.end)


@check("script.points_missing", "hint")
def points_missing(sight: Sight) -> Iterator[Hit]:
    """Selling points (介绍, 卖点, 场景, 售后, 性价比) that nobody wrote."""
    for segment in sight.segments:
        written = sum(1 for text in segment.points if text.strip())
        if (segment.products or segment.kind in SELLING_KINDS) and written < 5:
            yield hit(segment.id, title=segment.title, written=written, missing=5 - written)


@check("script.no_target", "hint", "fill_targets")
def no_target(sight: Sight) -> Iterator[Hit]:
    """A segment that sells has no target of its own."""
    mend = "" if sight.sheet.session.target_gmv is None else "fill_targets"
    for segment in sight.segments:
        if segment.target_gmv is None and segment.products:
            yield hit(segment.id, title=segment.title, mend=mend)


@check("script.target_over_stock", "warning")
def target_over_stock(sight: Sight) -> Iterator[Hit]:
    """A segment is to sell more than all the stock of its products is worth."""
    worth = {
        p.id: p.live_price * p.stock
        for p in sight.products
        if p.live_price is not None and p.stock is not None
    }
    for s in sight.segments:
        if s.target_gmv is None or not s.products or any(row not in worth for row in s.products):
            continue
        most = sum(worth[row] for row in set(s.products))
        if s.target_gmv > most:
            yield hit(s.id, title=s.title, target_minor=s.target_gmv, stock_minor=most)


@check("script.no_owner", "hint")
def no_owner(sight: Sight) -> Iterator[Hit]:
    """Nobody answers for a segment."""
    for segment in sight.segments:
        if not segment.owner:
            yield hit(segment.id, title=segment.title)


@check("script.owner_busy", "warning")
def owner_busy(sight: Sight) -> Iterator[Hit]:
    """One person on two segments at once."""
    last: dict[str, Segment] = {}
    for segment in sorted(sight.segments, key=lambda s: sight.timed[s.id].start):
        before = last.get(segment.owner)
        start, end = sight.timed[segment.id].start, sight.timed[segment.id].end
        if segment.owner and before is not None and start < sight.timed[before.id].end:
            yield hit(
                segment.id,
                title=segment.title,
                owner=segment.owner,
                other=before.title,
                start_at=start,
            )
        if before is None or end > sight.timed[before.id].end:
            last[segment.owner] = segment
