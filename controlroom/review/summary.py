"""One show looked back on: `review(sheet, entries, buckets)` → `Review`.

The types are in `controlroom.review.results` and are re-exported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from controlroom.core.money import ratio
from controlroom.core.time import Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.plan.sheet import RunSheet
from controlroom.review import moments, outside, plates, scores, totals
from controlroom.review.drawing import review_curves
from controlroom.review.frame import Frame, framed
from controlroom.review.replay import Entries
from controlroom.review.results import (
    AdTotals,
    CueResult,
    Funnel,
    GiveawayResult,
    GmvTotals,
    Milestone,
    Note,
    Overridden,
    PlateScore,
    ProductResult,
    Review,
    ReviewCurves,
    RoomTotals,
    RuleResult,
    SegmentResult,
    SlotResult,
)

__all__ = [
    "AdTotals",
    "CueResult",
    "Funnel",
    "GiveawayResult",
    "GmvTotals",
    "Milestone",
    "Note",
    "Overridden",
    "PlateScore",
    "ProductResult",
    "Review",
    "ReviewCurves",
    "RoomTotals",
    "RuleResult",
    "SegmentResult",
    "SlotResult",
    "review",
]


def review(
    sheet: RunSheet, entries: Entries, buckets: Buckets, *, until: Instant | None = None
) -> Review:
    """The review of one run: `sheet` gives the session and the warm-up results as they are
    now, the journal `entries` what was aired, `buckets` the facts as settled.

    With `until`, journal and facts end there. Without a run that went on air the facts
    alone are reviewed: rows at their planned times, the window stretched to the facts.
    """
    frame = framed(sheet, entries, buckets, until)
    gmv = replace(
        totals.gmv_totals(frame), before_air=outside.before(frame), after_air=outside.after(frame)
    )
    curves = review_curves(frame)
    roi = totals.roi_by_basis(frame, gmv)
    parts = scores.Judged(
        products=plates.products(frame),
        segments=plates.segments(frame),
        slots=plates.slots(frame),
        giveaways=plates.giveaways(frame),
        tasks=frame.sheet.tasks,
        curves=curves,
        roi=roi[sheet.session.roi_basis.value],
        target_roi=sheet.session.target_roi,
        break_even=curves.break_even,
        ran=frame.state is not None,
    )
    return _assembled(frame, gmv, parts, roi)


def _assembled(
    frame: Frame, gmv: GmvTotals, parts: scores.Judged, roi: Mapping[str, float | None]
) -> Review:
    state, session = frame.state, frame.sheet.session
    shown = moments.cues(frame)
    return Review(
        session=session,
        run=state.run if state else None,
        rehearsal=state.rehearsal if state else False,
        start=frame.start,
        end=frame.end,
        on_air_at=state.on_air_at if state else None,
        off_air_at=state.off_air_at if state else None,
        paused=Span(state.paused + state.standing(frame.end)) if state else Span(0),
        gmv=gmv,
        ads=totals.ad_totals(frame),
        roi=roi,
        break_even=parts.break_even,
        room=totals.room_totals(frame),
        funnel=totals.funnel(frame),
        target_share=ratio(gmv.paid, session.target_gmv),
        segments=parts.segments,
        products=parts.products,
        slots=parts.slots,
        giveaways=parts.giveaways,
        cues=shown,
        rules=moments.rules(shown),
        milestones=moments.milestones(frame),
        plates=scores.plates(parts),
        notes=moments.notes(frame),
        curves=parts.curves,
        override=moments.override(frame),
        started_by=state.started_by if state else "",
    )
