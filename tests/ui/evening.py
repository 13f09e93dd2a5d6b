"""A reviewed evening with known figures: no engine needed to look at the Review screen."""

from __future__ import annotations

import numpy as np

from controlroom.core.ids import CueId, RunId
from controlroom.core.message import message
from controlroom.core.money import Minor, ratio
from controlroom.core.time import MINUTE, SECOND, Instant, Span
from controlroom.plan.sheet import Plate, RunSheet, Segment
from controlroom.review.summary import (
    AdTotals,
    CueResult,
    Funnel,
    GiveawayResult,
    GmvTotals,
    Milestone,
    Note,
    PlateScore,
    Review,
    ReviewCurves,
    RoomTotals,
    SegmentResult,
    SlotResult,
)

_MINUTES = 240


def _curves(start: Instant, target: float) -> ReviewCurves:
    noise = np.random.default_rng(20)
    minute = np.arange(_MINUTES)
    waves = (
        600_000 + 450_000 * np.sin(minute / 21) ** 2 + 1_400_000 * ((minute > 48) & (minute < 66))
    )
    gmv = np.round(
        (waves + 1_600_000 * ((minute > 78) & (minute < 92))) * noise.uniform(0.7, 1.3, _MINUTES)
    )
    spend = np.round(60_000 + 30_000 * np.sin(minute / 30) ** 2)
    at = (start + minute * MINUTE).astype(np.int64)
    window = np.ones(15)
    roi_15 = np.convolve(gmv, window)[:_MINUTES] / np.convolve(spend, window)[:_MINUTES] / 4
    online = 2400 + 900 * np.sin(minute / 40) + noise.normal(0, 60, _MINUTES)
    online[:3] = np.nan
    return ReviewCurves(
        step=Span(MINUTE),
        minute=at,
        gmv_per_minute=gmv,
        gmv_total=np.cumsum(gmv),
        spend_per_minute=spend,
        roi_total=np.cumsum(gmv) / np.cumsum(spend) / 4,
        roi_15=roi_15,
        online_at=at,
        online=online,
        target_at=at,
        target=np.linspace(0, target, _MINUTES),
        break_even=2.5,
        target_roi=3.2,
    )


def _segment(index: int, row: Segment, start: Instant, curves: ReviewCurves) -> SegmentResult:
    if row.skip:
        return SegmentResult(
            id=row.id,
            title=row.title,
            kind=row.kind,
            state="skipped",
            planned_start=start,
            expected_start=start,
            actual_start=None,
            planned=row.duration,
            actual=None,
            gmv=None,
            orders=None,
            gmv_per_minute=None,
            gpm=None,
            conversion=None,
            online_delta=None,
            spend=None,
            roi=None,
            target=row.target_gmv,
            target_share=None,
            points_written=0,
            points_said=0,
        )
    actual = Span(row.duration + (index % 4 - 1) * 90 * SECOND)
    inside = (curves.minute >= start) & (curves.minute < start + actual)
    gmv = Minor(int(curves.gmv_per_minute[inside].sum()))
    spend = Minor(int(curves.spend_per_minute[inside].sum()))
    written = sum(1 for text in row.points if text)
    return SegmentResult(
        id=row.id,
        title=row.title,
        kind=row.kind,
        state="done",
        planned_start=start,
        expected_start=start,
        actual_start=Instant(start + index * 30 * SECOND),
        planned=row.duration,
        actual=actual,
        gmv=gmv,
        orders=gmv // 14_900,
        gmv_per_minute=gmv / (actual / MINUTE),
        gpm=gmv / 60 / 1.7,
        conversion=0.039 - index / 1000,
        online_delta=(-1) ** index * 90 * index,
        spend=None if index == 4 else spend,
        roi=None if index == 4 else ratio(gmv, spend),
        target=row.target_gmv,
        target_share=ratio(gmv, row.target_gmv),
        points_written=written,
        points_said=max(0, written - index % 2),
    )


def _segments(sheet: RunSheet, curves: ReviewCurves) -> tuple[SegmentResult, ...]:
    start, out = sheet.session.planned_start, []
    for index, row in enumerate(sheet.segments):
        out.append(_segment(index, row, start, curves))
        start = Instant(start + (0 if row.skip else row.duration))
    return tuple(out)


def _cues(start: Instant) -> tuple[CueResult, ...]:
    plates, cues = (Plate.GIVEAWAY, Plate.GOODS, Plate.TRAFFIC, Plate.SCRIPT), []
    for index in range(12):
        due = Instant(start + (14 + 17 * index) * MINUTE)
        answered = None if index == 5 else Instant(due + (4 + index) * SECOND)
        cues.append(
            CueResult(
                id=CueId(f"c{index}"),
                plate=plates[index % 4],
                kind="plan",
                text=message("ui.review.sample_cue", number=index + 1),
                due=due,
                fired=Instant(due + 120),
                late=Span(120),
                answer="" if index == 5 else "done",
                answered=answered,
                reaction=None if answered is None else Span(answered - due - 120),
            )
        )
    return tuple(cues)


def _slots(sheet: RunSheet) -> tuple[SlotResult, ...]:
    rows = []
    for at, slot in enumerate(sheet.slots):
        actual = Minor(int((slot.budget or 0) * (0.8 + at / 20)))
        gmv = Minor(int(actual * (3.8 - at / 4)))
        rows.append(
            SlotResult(
                id=slot.id,
                title=slot.title,
                channel=slot.channel,
                start=slot.start,
                end=slot.end,
                planned=slot.budget,
                actual=actual,
                deviation=ratio(actual, slot.budget or 0) - 1,
                gmv=gmv,
                roi=ratio(gmv, actual),
                target_roi=slot.target_roi,
            )
        )
    return tuple(rows)


def _giveaways(sheet: RunSheet) -> tuple[GiveawayResult, ...]:
    start = sheet.session.planned_start
    return tuple(
        GiveawayResult(
            id=row.id,
            title=row.title,
            kind=row.kind,
            start=Instant(start + (10 + 40 * at) * MINUTE),
            end=Instant(start + (10 + 40 * at) * MINUTE + row.duration),
            quantity=row.quantity,
            cost=Minor((row.quantity or 0) * (row.unit_cost or 0)),
            before_per_minute=820_000.0,
            during_per_minute=820_000.0 * (1.34 - at / 10),
            uplift=0.34 - at / 10,
            online_delta=420 - 130 * at,
        )
        for at, row in enumerate(sheet.giveaways)
    )


def _plates(start: Instant) -> tuple[PlateScore, ...]:
    scores = (82.0, 71.0, 64.0, 88.0, None)
    return tuple(
        PlateScore(
            plate=plate,
            score=score,
            finding=message(f"ui.review.sample_{plate.value}"),
            at=None if score is None else Instant(start + 40 * MINUTE * (at + 1)),
        )
        for at, (plate, score) in enumerate(zip(Plate, scores, strict=True))
    )


def reviewed(sheet: RunSheet) -> Review:
    """The evening of `sheet`, 240 minutes long, all figures fixed by a seed."""
    session, start = sheet.session, sheet.session.planned_start
    curves = _curves(start, float(session.target_gmv or 0))
    paid = Minor(int(curves.gmv_per_minute.sum()))
    spend = Minor(int(curves.spend_per_minute.sum()))
    refunded = Minor(paid * 68 // 1000)
    return Review(
        session=session,
        run=RunId("run-1"),
        rehearsal=False,
        start=start,
        end=Instant(start + _MINUTES * MINUTE),
        on_air_at=start,
        off_air_at=Instant(start + _MINUTES * MINUTE),
        paused=Span(0),
        gmv=GmvTotals(
            paid=paid,
            refunded=refunded,
            net=Minor(paid - refunded),
            orders=paid // 14_900,
            lines=paid // 14_000,
            source="orders",
        ),
        ads=AdTotals(spend=spend, attributed=Minor(paid * 4 // 10)),
        roi={"whole": paid / spend, "net": (paid - refunded) / spend, "direct": None},
        break_even=2.5,
        room=RoomTotals(views=186_000, peak_online=3_412, average_online=2_310.5),
        funnel=Funnel(
            exposures=None,
            views=186_000,
            product_exposures=141_000,
            product_clicks=31_000,
            orders=paid // 14_900,
            enter_rate=None,
            exposure_rate=0.758,
            click_rate=0.22,
            deal_rate=0.4,
            gpm=paid / 186,
            uv_value=paid / 186_000,
            conversion=0.067,
            aov=14_900.0,
        ),
        target_share=ratio(paid, session.target_gmv),
        segments=_segments(sheet, curves),
        products=(),
        slots=_slots(sheet),
        giveaways=_giveaways(sheet),
        cues=_cues(start),
        milestones=(
            Milestone(
                key="gmv",
                at=Instant(start + 120 * MINUTE),
                value=Minor(100_000_000),
                text=message("ui.review.sample_milestone"),
            ),
        ),
        plates=_plates(start),
        notes=(Note(at=Instant(start + 90 * MINUTE), text="大衣尺码问得多，下场先讲"),),
        curves=curves,
    )
