"""What the session sold while it was not on air: paid before the show, or after it.

A show's figures are those of [on air, off air), as domain.md §4.1 counts GMV; nothing paid
outside is added to them. Where a platform names no live room with an order, domain.md §2a
goes by the instant of payment and gives a show a minute of grace before and five after:
what fell into those is told beside, for whoever sets our sums against the platform's.
"""

from __future__ import annotations

from controlroom.core.message import Message, message
from controlroom.core.time import MINUTE
from controlroom.facts.buckets import Buckets
from controlroom.review.frame import Frame
from controlroom.review.results import Aside, GmvTotals
from controlroom.review.totals import minor

GRACE_BEFORE = MINUTE
GRACE_AFTER = 5 * MINUTE


def before(frame: Frame) -> Aside | None:
    """Paid before the show went on air; None without a run, or where nothing is known."""
    if frame.state is None:
        return None
    start = frame.start
    return _aside(frame.buckets, (0, start), (start - GRACE_BEFORE, start))


def after(frame: Frame) -> Aside | None:
    """Paid when the show was off air again; None until it is, or where nothing is known."""
    if frame.state is None or frame.state.off_air_at is None:
        return None
    end, known = frame.end, max(frame.end, frame.settled)
    return _aside(frame.buckets, (end, known), (end, min(known, end + GRACE_AFTER)))


def _aside(buckets: Buckets, whole: tuple[int, int], near: tuple[int, int]) -> Aside | None:
    paid, orders = minor(buckets.gmv(*whole)), buckets.orders(*whole)
    if paid is None and orders is None:
        return None
    return Aside(
        paid=paid,
        orders=orders,
        near_paid=minor(buckets.gmv(*near)),
        near_orders=buckets.orders(*near),
    )


def said(gmv: GmvTotals) -> tuple[Message, ...]:
    """A line for each side on which something was sold."""
    sides = (
        (gmv.before_air, "review.before.sold", "review.before.near"),
        (gmv.after_air, "review.after.sold", "review.after.near"),
    )
    return tuple(
        message(
            near if aside.near_orders or aside.near_paid else sold,
            orders=aside.orders,
            paid_minor=aside.paid,
            near=aside.near_orders,
            near_minor=aside.near_paid,
        )
        for aside, sold, near in sides
        if aside is not None and (aside.orders or aside.paid)
    )
