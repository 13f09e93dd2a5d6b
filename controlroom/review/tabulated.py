"""A review as plain tables: what stands on paper and in a workbook, value by value.

A cell is a value as `review.results` has it (or a `Message` to be said); the kind of its
column says its unit, so that each medium shows it its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from controlroom.core.message import Message, message
from controlroom.core.time import SECOND
from controlroom.plan.sheet import Plate
from controlroom.review.results import Review

Value = str | int | float | Message | None


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"  # a text as it is, a title "@key", or a Message
    MONEY = "money"  # minor units
    COUNT = "count"
    SIGNED = "signed"  # a count with its sign
    RATIO = "ratio"
    TIMES = "times"  # an ROI
    SPAN = "span"  # ms
    DRIFT = "drift"  # ms with its sign
    AT = "at"  # UTC ms
    SECONDS = "seconds"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulated:
    """One table: `key` names it, `title` is said above it; `heads` are (name, kind), the
    name a phrase `report.col.<name>`. `plate` colours it, where it belongs to one."""

    key: str
    title: Message
    heads: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[Value, ...], ...]
    plate: Plate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure of the summary with its name and what it is made of."""

    name: Message
    value: Value
    kind: Kind
    of: Message | None = None


def headline(review: Review) -> tuple[Headline, ...]:
    """The figures that matter, in the order of the report."""
    gmv, session, room, rates = review.gmv, review.session, review.room, review.funnel
    basis = f"@report.basis.{session.roi_basis}"
    return (
        _figure("gmv", gmv.paid, Kind.MONEY, message(f"report.source.{gmv.source or 'none'}")),
        _figure("refunded", gmv.refunded, Kind.MONEY),
        _figure("net", gmv.net, Kind.MONEY),
        _figure("orders", gmv.orders, Kind.COUNT),
        _figure("lines", gmv.lines, Kind.COUNT),
        _figure("average_order", rates.aov, Kind.MONEY, message("report.average_order_is")),
        _figure("goal", session.target_gmv, Kind.MONEY),
        _figure("goal_share", review.target_share, Kind.RATIO),
        _figure("spend", review.ads.spend, Kind.MONEY),
        _figure("attributed", review.ads.attributed, Kind.MONEY),
        Headline(
            name=message("report.roi_named", basis=basis),
            value=review.roi.get(session.roi_basis),
            kind=Kind.TIMES,
            of=message(f"report.basis_is.{session.roi_basis}"),
        ),
        _figure("break_even", review.break_even, Kind.TIMES),
        _figure("views", room.views, Kind.COUNT, message("report.views_is")),
        _figure("peak", room.peak_online, Kind.COUNT),
        _figure("average_online", room.average_online, Kind.COUNT),
        _figure("stay", room.average_stay, Kind.SPAN),
        _figure("gpm", rates.gpm, Kind.MONEY, message("report.gpm_is")),
        _figure("uv", rates.uv_value, Kind.MONEY, message("report.uv_is")),
        _figure("conversion", rates.conversion, Kind.RATIO, message("report.conversion_is")),
    )


def _figure(name: str, value: Value, kind: Kind, of: Message | None = None) -> Headline:
    return Headline(name=message(f"report.{name}"), value=value, kind=kind, of=of)


def tables(review: Review) -> tuple[Tabulated, ...]:
    """Every table of the report, as it is ordered there."""
    return (
        stage(review),
        funnel(review),
        segments(review),
        products(review),
        slots(review),
        giveaways(review),
        roi(review),
        moments(review),
        cues(review),
    )


def _table(
    key: str,
    heads: str,
    rows: Iterable[tuple[Value, ...]],
    title: Message | None = None,
    plate: Plate | None = None,
) -> Tabulated:
    """`heads`: `name:kind` for each column."""
    pairs = (head.partition(":") for head in heads.split())
    return Tabulated(
        key=key,
        title=title or message(f"report.{key}"),
        heads=tuple((name, Kind(kind)) for name, _, kind in pairs),
        rows=tuple(rows),
        plate=plate,
    )


def stage(review: Review) -> Tabulated:
    """Score and finding of each plate."""
    rows = (
        (score.plate.value, message(f"report.plate.{score.plate}"), score.score, score.finding)
        for score in review.plates
    )
    return _table("stage", "plate:text name:text score:score finding:text", rows)


def funnel(review: Review) -> Tabulated:
    """Five counts and the four rates between them."""
    steps = review.funnel
    rows: list[tuple[Value, ...]] = [
        (message(f"report.funnel.{name}"), count, rate, of)
        for name, count, rate, of in (
            ("exposures", steps.exposures, None, None),
            ("views", steps.views, steps.enter_rate, message("report.funnel.views_is")),
            (
                "product_exposures",
                steps.product_exposures,
                steps.exposure_rate,
                message("report.funnel.product_exposures_is"),
            ),
            (
                "product_clicks",
                steps.product_clicks,
                steps.click_rate,
                message("report.funnel.product_clicks_is"),
            ),
            ("deals", steps.orders, steps.deal_rate, message("report.funnel.deals_is")),
        )
    ]
    return _table("funnel", "step:text count:count rate:ratio of:text", rows)


def segments(review: Review) -> Tabulated:
    """What each segment brought, planned and actual."""
    heads = (
        "nth:count segment:text kind:text state:text planned_start:at planned_length:span "
        "actual_start:at actual_length:span drift:drift gmv:money target:money share:ratio "
        "per_minute:money orders:count conversion:ratio online:signed spend:money roi:times"
    )
    rows = (
        (
            nth, row.title, row.kind, _state(row.state), row.planned_start, row.planned,
            row.actual_start, row.actual,
            None if row.actual_start is None else row.actual_start - row.planned_start,
            row.gmv, row.target, row.target_share, row.gmv_per_minute, row.orders,
            row.conversion, row.online_delta, row.spend, row.roi,
        )
        for nth, row in enumerate(review.segments, 1)
    )  # fmt: skip
    title = message("report.segments", basis=f"@report.basis.{review.session.roi_basis}")
    return _table("segments", heads, rows, title, Plate.SCRIPT)


def _state(state: str) -> Value:
    return "" if state in ("done", "planned") else message(f"report.state.{state}")


def products(review: Review) -> Tabulated:
    """What each product sold."""
    heads = (
        "link:count product:text role:text units:count target_units:count stock:count "
        "sold_out:text orders:count gmv:money share_of_gmv:ratio"
    )
    rows = (
        (
            row.link, row.title, row.role, row.units, row.target_units, row.stock,
            message("report.sold_out") if row.sold_out else "", row.orders, row.gmv, row.share,
        )
        for row in review.products
    )  # fmt: skip
    return _table("products", heads, rows, plate=Plate.GOODS)


def slots(review: Review) -> Tabulated:
    """Ad money by slot: planned, actual, what the platform credits to it."""
    heads = (
        "slot:text channel:text start:at end:at budget:money actual_spend:money deviation:ratio "
        "attributed:money slot_roi:times target_roi:times"
    )
    rows = (
        (
            row.title or row.channel, row.channel, row.start, row.end, row.planned, row.actual,
            row.deviation, row.gmv, row.roi, row.target_roi,
        )
        for row in review.slots
    )  # fmt: skip
    return _table("slots", heads, rows, plate=Plate.TRAFFIC)


def giveaways(review: Review) -> Tabulated:
    """GMV per minute before and during each giveaway: a comparison, not proof of cause."""
    heads = (
        "giveaway:text kind:text start:at end:at quantity:count cost:money before:money "
        "during:money uplift:ratio online:signed"
    )
    rows = (
        (
            row.title, row.kind, row.start, row.end, row.quantity, row.cost,
            row.before_per_minute, row.during_per_minute, row.uplift, row.online_delta,
        )
        for row in review.giveaways
    )  # fmt: skip
    return _table("giveaways", heads, rows, plate=Plate.GIVEAWAY)


def roi(review: Review) -> Tabulated:
    """ROI by each basis, with what it divides."""
    rows = (
        (message(f"report.basis.{basis}"), value, message(f"report.basis_is.{basis}"))
        for basis, value in review.roi.items()
    )
    return _table("roi_by_basis", "basis:text roi:times of:text", rows)


def moments(review: Review) -> Tabulated:
    """How it went on air, milestones, the operator's notes and an override, in time order."""
    found: list[tuple[int, Value]] = [(m.at, m.text) for m in review.milestones]
    if review.began is not None and review.on_air_at is not None:
        found.insert(0, (review.on_air_at, review.began))
    found += [(n.at, n.text) for n in review.notes]
    if (given := review.override) is not None:
        found.append((given.at, given.text))
    rows = sorted(found, key=lambda one: one[0])
    return _table("moments", "when:at what:text", rows)


def cues(review: Review) -> Tabulated:
    """Every cue that fired: when, how late, what was done about it."""
    heads = "plate:text cue:text due:at fired:at late:seconds answer:text reaction:span"
    rows = (
        (
            cue.plate.value, cue.text, cue.due, cue.fired, cue.late / SECOND,
            message(f"report.answer.{cue.answer or 'none'}"), cue.reaction,
        )
        for cue in review.cues
    )  # fmt: skip
    title = message(
        "report.cues",
        fired=len(review.cues),
        answered=review.cues_answered,
        worst_ms=review.worst_late,
        median_ms=review.reactions.median,
        slowest_ms=review.reactions.slowest,
    )
    return _table("cues", heads, rows, title)
