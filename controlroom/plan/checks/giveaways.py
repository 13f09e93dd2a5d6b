"""Checks of the giveaway plate (G)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from controlroom.core.time import MINUTE
from controlroom.plan.checks.sight import Hit, Register, Sight, hit
from controlroom.plan.margins import giveaway_share
from controlroom.plan.naming import given_title
from controlroom.plan.sheet import Plate

DEAR_SHARE = 0.3
"""Giveaways that cost more than this share of the target margin are dear."""
LONG_WAIT = 45 * MINUTE
"""So long without a giveaway viewers leave (operators give every 15 to 30 min)."""

check = Register(Plate.GIVEAWAY)


@check("giveaway.no_title", "hint")
def no_title(sight: Sight) -> Iterator[Hit]:
    """A giveaway without a name."""
    for giveaway in sight.giveaways:
        if not given_title(giveaway.title):
            yield hit(giveaway.id, title=giveaway.title)


@check("giveaway.no_time", "error")
def no_time(sight: Sight) -> Iterator[Hit]:
    """A giveaway with neither a time nor a segment."""
    for giveaway in sight.giveaways:
        if giveaway.start is None and giveaway.segment is None:
            yield hit(giveaway.id, title=giveaway.title)


@check("giveaway.unknown_segment", "error")
def unknown_segment(sight: Sight) -> Iterator[Hit]:
    """A giveaway points at a segment that is not on the sheet."""
    known = {segment.id for segment in sight.sheet.segments}
    for giveaway in sight.giveaways:
        if giveaway.segment is not None and giveaway.segment not in known:
            yield hit(giveaway.id, title=giveaway.title)


@check("giveaway.skipped_segment", "error", "pin_giveaway")
def skipped_segment(sight: Sight) -> Iterator[Hit]:
    """A giveaway in a segment that is left out would never come."""
    left_out = {s.id: s.title for s in sight.sheet.segments if s.skip}
    for giveaway in sight.giveaways:
        if giveaway.segment in left_out:
            yield hit(
                giveaway.id,
                mend="pin_giveaway",
                title=giveaway.title,
                segment=left_out[giveaway.segment],
            )


@check("giveaway.outside", "error")
def outside(sight: Sight) -> Iterator[Hit]:
    """A giveaway begins before or after the show."""
    begin, end = sight.sheet.session.planned_start, sight.end
    for giveaway, at, _ in sight.placed:
        if not begin <= at < max(end, begin + 1):
            yield hit(giveaway.id, title=giveaway.title, start_at=at, show_at=begin, end_at=end)


@check("giveaway.past_end", "warning")
def past_end(sight: Sight) -> Iterator[Hit]:
    """A giveaway begins within the show and ends after it."""
    begin, end = sight.sheet.session.planned_start, sight.end
    for giveaway, at, until in sight.placed:
        if begin <= at < end < until:
            yield hit(giveaway.id, title=giveaway.title, until_at=until, end_at=end)


@check("giveaway.overlap", "warning")
def overlap(sight: Sight) -> Iterator[Hit]:
    """Two giveaways at once."""
    for (first, _, end), (second, at, _) in pairwise(sight.placed):
        if at < end:
            yield hit(
                second.id, title=second.title, other=first.title, start_at=at, before_end_at=end
            )


@check("giveaway.beyond_segment", "warning")
def beyond_segment(sight: Sight) -> Iterator[Hit]:
    """A giveaway begins only after its segment has ended."""
    for giveaway, at, _ in sight.placed:
        timed = sight.timed.get(giveaway.segment) if giveaway.segment is not None else None
        if timed is not None and not timed.skipped and at >= timed.end > timed.start:
            yield hit(
                giveaway.id, title=giveaway.title, offset_ms=giveaway.offset, end_at=timed.end
            )


@check("giveaway.long_wait", "hint")
def long_wait(sight: Sight) -> Iterator[Hit]:
    """A long stretch of the show with nothing to give."""
    if not sight.segments:
        return
    marks = [sight.schedule.start, *(at for _, at, _ in sight.placed), sight.schedule.end]
    for start, end in pairwise(marks):
        if end - start > LONG_WAIT:
            yield hit(from_at=start, to_at=end, wait_ms=end - start)


@check("giveaway.no_cost", "hint")
def no_cost(sight: Sight) -> Iterator[Hit]:
    """The cost of a giveaway is not known."""
    for giveaway in sight.giveaways:
        if giveaway.quantity is None or giveaway.unit_cost is None:
            yield hit(giveaway.id, title=giveaway.title)


@check("giveaway.dear", "warning")
def dear(sight: Sight) -> Iterator[Hit]:
    """Giveaways eat too much of the target margin."""
    share = giveaway_share(sight.sheet)
    if share is not None and (share > DEAR_SHARE or share < 0):
        yield hit(share_ratio=share, limit_ratio=DEAR_SHARE)


@check("giveaway.unknown_product", "error", "drop_giveaway_product")
def unknown_product(sight: Sight) -> Iterator[Hit]:
    """A giveaway of a product that is not on the sheet."""
    known = {product.id for product in sight.sheet.products}
    for giveaway in sight.giveaways:
        if giveaway.product is not None and giveaway.product not in known:
            yield hit(giveaway.id, title=giveaway.title, mend="drop_giveaway_product")


@check("giveaway.skipped_product", "warning", "drop_giveaway_product")
def skipped_product(sight: Sight) -> Iterator[Hit]:
    """A giveaway of a product that is left out."""
    left_out = {p.id: p.title for p in sight.sheet.products if p.skip}
    for giveaway in sight.giveaways:
        if giveaway.product in left_out:
            yield hit(
                giveaway.id,
                mend="drop_giveaway_product",
                title=giveaway.title,
                product=left_out[giveaway.product],
            )


@check("giveaway.stock", "warning", "quantity_to_stock")
def stock(sight: Sight) -> Iterator[Hit]:
    """More pieces are given than there are."""
    stocked = {p.id: p.stock for p in sight.products if p.stock is not None}
    for g in sight.giveaways:
        left = None if g.product is None else stocked.get(g.product)
        if left is not None and g.quantity is not None and g.quantity > left:
            yield hit(
                g.id, mend="quantity_to_stock", title=g.title, quantity=g.quantity, stock=left
            )


@check("giveaway.no_owner", "hint")
def no_owner(sight: Sight) -> Iterator[Hit]:
    """Nobody answers for a giveaway."""
    for giveaway in sight.giveaways:
        if not giveaway.owner:
            yield hit(giveaway.id, title=giveaway.title)
