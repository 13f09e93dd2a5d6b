"""The three charts of the report: sales, returns on ads, the room and the spend."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from controlroom.core import formats
from controlroom.core.saying import Speaker
from controlroom.core.time import MINUTE
from controlroom.exchange import svg
from controlroom.exchange.markup import element, legend, section, text
from controlroom.review.results import Review


def sales(review: Review, speaker: Speaker) -> str:
    """Cumulative GMV against the target, GMV per minute, segments shaded, cues flagged."""
    curves = review.curves
    top = svg.ticks(svg.highest(curves.gmv_total, curves.target))
    per_minute = curves.gmv_per_minute
    rate = svg.ticks(svg.highest(per_minute) * 1.6)
    frame, bars = _frame(review, top[-1]), _frame(review, rate[-1])
    parts = [
        svg.bands(frame, _segments(review, speaker)),
        svg.grid(frame, top, lambda v: formats.money_short(v, speaker.currency, speaker.lang)),
        svg.right_axis(
            bars, rate, lambda v: formats.money_short(v, speaker.currency, speaker.lang)
        ),
        svg.bars(bars, curves.minute, curves.step or MINUTE, per_minute, "bar"),
        svg.line(frame, curves.target_at, curves.target, "target"),
        svg.line(frame, curves.minute + (curves.step or 0), curves.gmv_total, "gmv"),
        svg.flags(frame, _cues(review, speaker)),
        svg.time_axis(frame, speaker.zone),
    ]
    said = legend(
        [
            (speaker.text("report.gmv_total"), "money"),
            (speaker.text("report.target"), "muted"),
            (speaker.text("report.per_minute"), "bar"),
        ]
    )
    title = speaker.text("report.sales")
    return _chart(review, speaker, title, svg.picture(frame, title, parts), said)


def returns(review: Review, speaker: Speaker) -> str:
    """ROI over fifteen minutes and over the show, with break-even; the basis is named."""
    curves = review.curves
    basis = speaker.text(f"report.basis.{review.session.roi_basis}")
    known = [curves.break_even, curves.target_roi]
    usual = svg.highest(np.nanpercentile(curves.roi_15, [97]) if _any(curves.roi_15) else [])
    top = svg.ticks(max(svg.highest(known), usual, svg.highest(curves.roi_total[10:])) * 1.1)
    frame = _frame(review, top[-1])
    even, goal = curves.break_even, curves.target_roi
    parts = [
        svg.bands(frame, _segments(review, speaker)),
        svg.grid(frame, top, lambda v: f"{v:g}"),
        svg.line(frame, curves.minute, curves.roi_total, "total"),
        svg.line(frame, curves.minute, curves.roi_15, "roi"),
        svg.level(frame, even, "even", formats.times(even)),
        svg.level(frame, goal, "target", formats.times(goal)),
        svg.time_axis(frame, speaker.zone),
    ]
    said = legend(
        [
            (speaker.text("report.roi_15"), "A"),
            (speaker.text("report.roi_total"), "good"),
            (speaker.text("report.break_even"), "bad"),
            (speaker.text("report.target"), "muted"),
        ]
    )
    title = speaker.text("report.returns", basis=basis)
    return _chart(review, speaker, title, svg.picture(frame, title, parts), said)


def room(review: Review, speaker: Speaker) -> str:
    """Online over time, with ad spend per minute."""
    curves = review.curves
    spend = curves.spend_per_minute
    top, money = svg.ticks(svg.highest(curves.online)), svg.ticks(svg.highest(spend) * 1.6)
    frame, bars = _frame(review, top[-1]), _frame(review, money[-1])
    parts = [
        svg.bands(frame, _segments(review, speaker)),
        svg.grid(frame, top, lambda v: formats.short(v, speaker.lang)),
        svg.right_axis(
            bars, money, lambda v: formats.money_short(v, speaker.currency, speaker.lang)
        ),
        svg.bars(bars, curves.minute, curves.step or MINUTE, spend, "spend"),
        svg.line(frame, curves.online_at, curves.online, "online"),
        svg.time_axis(frame, speaker.zone),
    ]
    said = legend([(speaker.text("report.online"), "E"), (speaker.text("report.spend_rate"), "A")])
    title = speaker.text("report.room")
    return _chart(review, speaker, title, svg.picture(frame, title, parts), said)


def _chart(review: Review, speaker: Speaker, title: str, picture: str, said: str) -> str:
    if not len(review.curves.minute) and not len(review.curves.online):
        picture = element("p", text(speaker.text("report.no_facts")), cls="muted")
    return section(title, picture, legend=said)


def _frame(review: Review, top: float) -> svg.Frame:
    start, end = svg.whole_hours(review.start, review.end)
    return svg.Frame(start=start, end=end, top_value=top)


def _any(values: svg.Array) -> bool:
    return bool(np.isfinite(values).any())


def _segments(review: Review, speaker: Speaker) -> list[tuple[int, int, str, str]]:
    """Where each segment really was; where it was planned when there was no run."""
    spans: list[tuple[int, int, str, str]] = []
    for nth, row in enumerate(review.segments, start=1):
        title = speaker.named(row.title)
        if review.run is None:
            spans.append((row.planned_start, row.planned_start + row.planned, str(nth), title))
        elif row.actual_start is not None and row.actual:
            spans.append((row.actual_start, row.actual_start + row.actual, str(nth), title))
    return spans


def _cues(review: Review, speaker: Speaker) -> Sequence[tuple[int, str, str]]:
    return [(cue.fired, str(cue.plate), speaker.say(cue.text)) for cue in review.cues]
