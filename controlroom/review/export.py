"""A review as JSON that others build on (design/cli.md): money in minor units, instants
ISO 8601 with offset, spans in ms, ratios as numbers, missing as null. A field may be
added; none changes its meaning or unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from controlroom.core.formats import iso
from controlroom.core.message import Message
from controlroom.core.time import Instant
from controlroom.plan.naming import given_title
from controlroom.review.results import (
    Aside,
    CueResult,
    GiveawayResult,
    Milestone,
    PlateScore,
    ProductResult,
    Review,
    RuleResult,
    SegmentResult,
    SlotResult,
)

Plain = dict[str, Any]


def to_json(review: Review) -> Plain:
    """The document of `replay --json` and `report --json` (without curves)."""
    zone = review.session.zone
    return {
        "currency": review.session.currency,
        "session": _session(review),
        "gmv": _gmv(review),
        "ads": {"spend_minor": review.ads.spend, "attributed_minor": review.ads.attributed},
        "roi": dict(review.roi),
        "break_even_roi": review.break_even,
        "room": {
            "views": review.room.views,
            "peak_online": review.room.peak_online,
            "average_online": review.room.average_online,
            "average_stay_ms": review.room.average_stay,
        },
        "funnel": _funnel(review),
        "segments": [_segment(row, zone) for row in review.segments],
        "products": [_product(row) for row in review.products],
        "slots": [_slot(row, zone) for row in review.slots],
        "giveaways": [_giveaway(row, zone) for row in review.giveaways],
        "cues": [_cue(row, zone) for row in review.cues],
        "reactions": _reactions(review),
        "rules": [_rule(row, zone) for row in review.rules],
        "milestones": [_milestone(row, zone) for row in review.milestones],
        "stage": [_plate(row, zone) for row in review.plates],
        "override": _override(review, zone),
        "notes": [{"at": iso(note.at, zone), "text": note.text} for note in review.notes],
    }


def _override(review: Review, zone: str) -> Plain | None:
    given = review.override
    if given is None:
        return None
    return {
        "at": iso(given.at, zone),
        "by": given.by,
        "reason": given.reason,
        "findings": [{"code": code, "text": _message(text, zone)} for code, text in given.findings],
    }


def _session(review: Review) -> Plain:
    session, zone = review.session, review.session.zone
    return {
        "id": session.id,
        "title": session.title,
        "streamer": session.streamer,
        "shop": session.shop,
        "platform": session.platform,
        "zone": zone,
        "currency": session.currency,
        "simulated": session.simulated,
        "run": review.run,
        "rehearsal": review.rehearsal,
        "planned_start": iso(session.planned_start, zone),
        "planned_end": iso(session.planned_end, zone),
        "on_air": iso(review.on_air_at, zone),
        "on_air_by": review.started_by or None,
        "off_air": iso(review.off_air_at, zone),
        "from": iso(review.start, zone),
        "to": iso(review.end, zone),
        "paused_ms": review.paused,
        "target_gmv_minor": session.target_gmv,
        "target_share": review.target_share,
        "target_roi": session.target_roi,
        "roi_basis": session.roi_basis.value,
    }


def _gmv(review: Review) -> Plain:
    gmv = review.gmv
    return {
        "paid_minor": gmv.paid,
        "refunded_minor": gmv.refunded,
        "net_minor": gmv.net,
        "orders": gmv.orders,
        "lines": gmv.lines,
        "source": gmv.source or None,
        "before_air": _aside(gmv.before_air),
        "after_air": _aside(gmv.after_air),
    }


def _aside(aside: Aside | None) -> Plain | None:
    """Sales outside the show, in none of its figures; null without a run."""
    if aside is None:
        return None
    return {
        "paid_minor": aside.paid,
        "orders": aside.orders,
        "near_paid_minor": aside.near_paid,
        "near_orders": aside.near_orders,
    }


def _funnel(review: Review) -> Plain:
    funnel = review.funnel
    return {
        "exposures": funnel.exposures,
        "views": funnel.views,
        "product_exposures": funnel.product_exposures,
        "product_clicks": funnel.product_clicks,
        "orders": funnel.orders,
        "enter_rate": funnel.enter_rate,
        "exposure_rate": funnel.exposure_rate,
        "click_rate": funnel.click_rate,
        "deal_rate": funnel.deal_rate,
        "gpm_minor": funnel.gpm,
        "uv_value_minor": funnel.uv_value,
        "conversion": funnel.conversion,
        "aov_minor": funnel.aov,
    }


def _segment(row: SegmentResult, zone: str) -> Plain:
    return {
        "id": row.id,
        "title": given_title(row.title),
        "kind": row.kind,
        "state": row.state,
        "planned_start": iso(row.planned_start, zone),
        "expected_start": iso(row.expected_start, zone),
        "actual_start": iso(row.actual_start, zone),
        "planned_ms": row.planned,
        "actual_ms": row.actual,
        "gmv_minor": row.gmv,
        "orders": row.orders,
        "gmv_per_minute_minor": row.gmv_per_minute,
        "gpm_minor": row.gpm,
        "conversion": row.conversion,
        "online_delta": row.online_delta,
        "spend_minor": row.spend,
        "roi": row.roi,
        "target_minor": row.target,
        "target_share": row.target_share,
        "points_written": row.points_written,
        "points_said": row.points_said,
    }


def _product(row: ProductResult) -> Plain:
    return {
        "id": row.id,
        "title": given_title(row.title),
        "link": row.link,
        "role": row.role,
        "units": row.units,
        "orders": row.orders,
        "gmv_minor": row.gmv,
        "share": row.share,
        "stock": row.stock,
        "target_units": row.target_units,
        "sold_out": row.sold_out,
    }


def _slot(row: SlotResult, zone: str) -> Plain:
    return {
        "id": row.id,
        "title": given_title(row.title),
        "channel": row.channel,
        "start": iso(row.start, zone),
        "end": iso(row.end, zone),
        "planned_minor": row.planned,
        "actual_minor": row.actual,
        "deviation": row.deviation,
        "gmv_minor": row.gmv,
        "roi": row.roi,
        "target_roi": row.target_roi,
    }


def _giveaway(row: GiveawayResult, zone: str) -> Plain:
    return {
        "id": row.id,
        "title": given_title(row.title),
        "kind": row.kind,
        "start": iso(row.start, zone),
        "end": iso(row.end, zone),
        "quantity": row.quantity,
        "cost_minor": row.cost,
        "before_per_minute_minor": row.before_per_minute,
        "during_per_minute_minor": row.during_per_minute,
        "uplift": row.uplift,
        "online_delta": row.online_delta,
    }


def _cue(row: CueResult, zone: str) -> Plain:
    return {
        "id": row.id,
        "plate": row.plate.value,
        "kind": row.kind,
        "text": _message(row.text, zone),
        "due": iso(row.due, zone),
        "fired": iso(row.fired, zone),
        "late_ms": row.late,
        "answer": row.answer or None,
        "answered": iso(row.answered, zone),
        "reaction_ms": row.reaction,
        "rule": row.rule or None,
        "judged": None if row.judged is None else "false_alarm" if row.judged else "right",
    }


def _reactions(review: Review) -> Plain:
    """From shown to the first answer, over the answered cues."""
    found = review.reactions
    return {
        "shown": found.shown,
        "answered": found.answered,
        "median_ms": found.median,
        "slowest_ms": found.slowest,
        "slowest_cue": found.cue,
    }


def _rule(row: RuleResult, zone: str) -> Plain:
    return {
        "rule": row.name,
        "plate": row.plate.value,
        "spoke": row.spoke,
        "false_alarms": row.false_alarms,
        "heeded": row.heeded,
        "first": iso(row.first, zone),
        "last": iso(row.last, zone),
    }


def _milestone(row: Milestone, zone: str) -> Plain:
    start, end = row.cut or (None, None)
    return {
        "key": row.key,
        "at": iso(row.at, zone),
        "value_minor": row.value if row.money else None,
        "value": None if row.money else row.value,
        "share": row.share,
        "text": _message(row.text, zone),
        "clip_ms": row.clip,
        "clip_from_ms": start,
        "clip_to_ms": end,
        "seen": iso(row.seen, zone),
    }


def _plate(row: PlateScore, zone: str) -> Plain:
    return {
        "plate": row.plate.value,
        "score": row.score,
        "finding": _message(row.finding, zone),
        "at": iso(row.at, zone),
    }


def _message(text: Message, zone: str) -> Plain:
    """A message unsaid: its key and figures (instants as ISO 8601), for any language."""
    return {"key": text.key, "args": _args(text.args, zone)}


def _args(args: Mapping[str, Any], zone: str) -> Plain:
    return {
        name: iso(Instant(value), zone) if name.endswith("_at") and value is not None else value
        for name, value in args.items()
    }
