"""One show looked back on: `review(sheet, entries, buckets)` → `Review`.

The types are in `controlroom.review.results` and are re-exported here.
"""

from __future__ import annotations

from controlroom.review.results import (
    AdTotals,
    CueResult,
    Funnel,
    GiveawayResult,
    GmvTotals,
    Milestone,
    Note,
    PlateScore,
    ProductResult,
    Review,
    ReviewCurves,
    RoomTotals,
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
    "PlateScore",
    "ProductResult",
    "Review",
    "ReviewCurves",
    "RoomTotals",
    "SegmentResult",
    "SlotResult",
]
