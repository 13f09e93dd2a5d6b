"""What a show brought, in three figures: those of its review, without the rest of it."""

from __future__ import annotations

from controlroom.core.money import Minor, ratio
from controlroom.core.records import record
from controlroom.facts.buckets import Buckets
from controlroom.plan.sheet import RunSheet
from controlroom.review import totals
from controlroom.review.frame import framed
from controlroom.review.replay import Entries


@record
class Headline:
    """Paid GMV (minor units), its share of the target, and the ROI in the session's basis;
    None where not known."""

    gmv: Minor | None
    share: float | None
    roi: float | None


def headline(sheet: RunSheet, entries: Entries, buckets: Buckets) -> Headline:
    """`gmv.paid`, `target_share` and `roi[basis]` of `summary.review` of the same."""
    frame, session = framed(sheet, entries, buckets, None), sheet.session
    gmv = totals.gmv_totals(frame)
    return Headline(
        gmv=gmv.paid,
        share=ratio(gmv.paid, session.target_gmv),
        roi=totals.roi_in(session.roi_basis, frame, gmv, totals.spent(frame)),
    )
