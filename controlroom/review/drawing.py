"""The arrays of the two review charts."""

from __future__ import annotations

from controlroom.core.time import MINUTE, Span
from controlroom.facts import indicators
from controlroom.live import curves
from controlroom.plan.margins import break_even_roi
from controlroom.review.frame import Frame
from controlroom.review.results import ReviewCurves


def review_curves(frame: Frame) -> ReviewCurves:
    """The window in bins of whole minutes, at most `curves.MOST_BINS` of them."""
    session = frame.sheet.session
    series = curves.cells(frame.buckets, frame.start, frame.end, session.roi_basis)
    top, per_cell = curves.numerator(series, session.roi_basis), series.step / MINUTE
    online_at, online = curves.broken(
        *curves.thinned(*frame.buckets.online_series(frame.start, frame.end))
    )
    plan = frame.state.plan if frame.state and frame.state.plan else frame.sheet
    target_at, target = curves.target(plan, frame.planned)
    return ReviewCurves(
        step=Span(series.step),
        minute=series.minute,
        gmv_per_minute=series.gmv / per_cell,
        gmv_total=curves.running_total(series.gmv),
        spend_per_minute=series.spend / per_cell,
        roi_total=indicators.running_ratio(top, series.spend),
        roi_15=indicators.rolling_ratio(top, series.spend, curves.cells_in(15, series.step)),
        online_at=online_at,
        online=online,
        target_at=target_at,
        target=target,
        break_even=break_even_roi(frame.sheet),
        target_roi=session.target_roi,
    )
