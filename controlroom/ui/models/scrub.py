"""Where a show stood at an instant, looked up in a finished review. Pure and quick:
called for every step of the scrub line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from controlroom.core.message import Message
from controlroom.core.money import ratio
from controlroom.core.time import Instant, Span, later
from controlroom.review.summary import (
    CueResult,
    GiveawayResult,
    Review,
    SegmentResult,
    SlotResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line of the log: what is to be said of the instant `at`."""

    at: Instant
    text: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The show at `at`. Money in minor units; None where nothing is known (a dash)."""

    at: Instant
    offset: Span  # ms since on air (or since the window's start)
    segment: SegmentResult | None
    into: Span | None  # ms since the segment began
    gmv: float | None
    target: float | None
    gmv_per_minute: float | None
    online: float | None
    roi_15: float | None
    roi: float | None
    open_cues: tuple[CueResult, ...]  # fired and not answered yet
    giveaways: tuple[GiveawayResult, ...]  # running
    slots: tuple[SlotResult, ...]  # running

    @property
    def target_share(self) -> float | None:
        """GMV so far over the target so far."""
        return ratio(self.gmv, self.target)


def standing(review: Review, at: Instant) -> Standing:
    """The standing at `at`, held within the window of the review."""
    at = Instant(min(max(at, review.start), review.end))
    curves = review.curves
    row = segment_at(review, at)
    began = None if row is None else began_at(row)
    return Standing(
        at=at,
        offset=Span(at - (review.on_air_at or review.start)),
        segment=row,
        into=None if began is None else Span(at - began),
        gmv=_held(curves.minute, curves.gmv_total, at),
        target=_held(curves.target_at, curves.target, at),
        gmv_per_minute=_held(curves.minute, curves.gmv_per_minute, at),
        online=_held(curves.online_at, curves.online, at),
        roi_15=_held(curves.minute, curves.roi_15, at),
        roi=_held(curves.minute, curves.roi_total, at),
        open_cues=tuple(cue for cue in review.cues if _open(cue, at)),
        giveaways=tuple(g for g in review.giveaways if _within(g.start, g.end, at)),
        slots=tuple(s for s in review.slots if _within(s.start, s.end, at)),
    )


def began_at(row: SegmentResult) -> Instant:
    """When the segment began: as it ran, or as planned where there was no run."""
    return row.planned_start if row.actual_start is None else row.actual_start


def ended_at(row: SegmentResult) -> Instant:
    """When the segment ended, in the same way."""
    return later(began_at(row), row.planned if row.actual is None else row.actual)


def ran(row: SegmentResult) -> bool:
    """Whether the row has a stretch of time of its own."""
    return row.state not in ("skipped", "missed")


def segment_at(review: Review, at: Instant) -> SegmentResult | None:
    """The segment that was on air at `at`: the last of those that had begun."""
    begun = [row for row in review.segments if ran(row) and began_at(row) <= at < ended_at(row)]
    return max(begun, key=began_at, default=None)


def moments(review: Review) -> tuple[Instant, ...]:
    """The instants to jump between: segment starts and cues, in order, once each."""
    starts = {began_at(row) for row in review.segments if ran(row)}
    fired = {cue.fired for cue in review.cues}
    return tuple(sorted(at for at in starts | fired if review.start <= at <= review.end))


def went_on_air(review: Review) -> tuple[Said, ...]:
    """Lines of the log for the start of the show: what put it on air, and what it was put on
    air in spite of."""
    if review.began is None or review.on_air_at is None:
        return overridden(review)
    return (Said(at=review.on_air_at, text=review.began), *overridden(review))


def overridden(review: Review) -> tuple[Said, ...]:
    """Lines of the log for a show that went on air in spite of errors: the decision, then
    each error that was open."""
    given = review.override
    if given is None:
        return ()
    texts = (given.text, *(text for _, text in given.findings))
    return tuple(Said(at=given.at, text=text) for text in texts)


def _held(times: NDArray[np.int64], values: NDArray[np.float64], at: Instant) -> float | None:
    """The last value known at `at`: None before the first and where it is NaN."""
    index = int(np.searchsorted(times, at, side="right")) - 1
    if index < 0 or np.isnan(values[index]):
        return None
    return float(values[index])


def _open(cue: CueResult, at: Instant) -> bool:
    return cue.fired <= at and (cue.answered is None or at < cue.answered)


def _within(start: Instant | None, end: Instant | None, at: Instant) -> bool:
    return start is not None and end is not None and start <= at < end
