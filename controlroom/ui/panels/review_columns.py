"""The columns of Review's tables. Every figure is read from the `Review` as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from controlroom.core import formats
from controlroom.core.message import message
from controlroom.core.time import Span
from controlroom.review.summary import CueResult, RuleResult, SegmentResult
from controlroom.ui.models.result_table import ResultColumn as Column
from controlroom.ui.models.scrub import began_at, ran

_LATE = 1_000  # ms after which a cue or a start counts as late


def segments(break_even: float | None) -> tuple[Column, ...]:
    """Per segment: plan, fact, money. `break_even` colours the ROI."""
    return (*_plan_and_fact(), *_money_of_segment(break_even))


def _plan_and_fact() -> tuple[Column, ...]:
    return (
        _text("ui.review.col.segment", lambda row: row.title, stretch=True),
        _text("ui.review.col.state", _state),
        _at("ui.review.col.planned_start", lambda row: row.planned_start),
        _span("ui.review.col.planned", lambda row: row.planned),
        _at("ui.review.col.actual_start", lambda row: row.actual_start),
        _span("ui.review.col.actual", lambda row: row.actual),
        Column(key="ui.review.col.deviation", unit="signed_span", read=deviation, tone=_overrun),
    )


def _money_of_segment(break_even: float | None) -> tuple[Column, ...]:
    return (
        _money("ui.review.col.gmv", lambda row: row.gmv),
        _money("ui.review.col.target", lambda row: row.target),
        Column(
            key="ui.review.col.achieved",
            unit="ratio",
            read=lambda row: row.target_share,
            tone=_share,
        ),
        _money("ui.review.col.per_minute", lambda row: row.gmv_per_minute),
        _money("ui.review.col.gpm", lambda row: row.gpm),
        Column(key="ui.review.col.conversion", unit="ratio", read=lambda row: row.conversion),
        Column(
            key="ui.review.col.online",
            unit="signed",
            read=lambda row: row.online_delta,
            tone=_sign,
        ),
        _money("ui.review.col.spend", lambda row: row.spend),
        Column(
            key="ui.review.col.roi", unit="x", read=lambda row: row.roi, tone=_against(break_even)
        ),
        _text("ui.review.col.points", _points),
    )


def _at(key: str, read: Callable[[Any], Any]) -> Column:
    return Column(key=key, unit="clock", read=read)


def _span(key: str, read: Callable[[Any], Any]) -> Column:
    return Column(key=key, unit="span", read=read)


def slots() -> tuple[Column, ...]:
    """Per ad slot: planned and actual money, and what the platform credits it with."""
    return (
        Column(key="ui.review.col.start", unit="clock", read=lambda row: row.start),
        Column(key="ui.review.col.end", unit="clock", read=lambda row: row.end),
        _text("ui.review.col.channel", lambda row: row.channel, stretch=True),
        _money("ui.review.col.budget", lambda row: row.planned),
        _money("ui.review.col.spend", lambda row: row.actual),
        Column(
            key="ui.review.col.slot_deviation",
            unit="signed_ratio",
            read=lambda row: row.deviation,
        ),
        _money("ui.review.col.attributed", lambda row: row.gmv),
        Column(key="ui.review.col.slot_roi", unit="x", read=lambda row: row.roi),
        Column(key="ui.review.col.target_roi", unit="x", read=lambda row: row.target_roi),
    )


def giveaways() -> tuple[Column, ...]:
    """Per giveaway: cost, and GMV per minute while it ran against just before."""
    return (
        _text("ui.review.col.giveaway", lambda row: row.title, stretch=True),
        _text("ui.review.col.kind", lambda row: row.kind),
        Column(key="ui.review.col.start", unit="clock", read=lambda row: row.start),
        Column(key="ui.review.col.end", unit="clock", read=lambda row: row.end),
        Column(key="ui.review.col.quantity", unit="count", read=lambda row: row.quantity),
        _money("ui.review.col.cost", lambda row: row.cost),
        _money("ui.review.col.before", lambda row: row.before_per_minute),
        _money("ui.review.col.during", lambda row: row.during_per_minute),
        Column(
            key="ui.review.col.uplift",
            unit="signed_ratio",
            read=lambda row: row.uplift,
            tone=_sign,
        ),
        Column(
            key="ui.review.col.online",
            unit="signed",
            read=lambda row: row.online_delta,
            tone=_sign,
        ),
    )


def cues() -> tuple[Column, ...]:
    """Per cue: when it was due, how late it came, what was done and how fast."""
    return (
        Column(key="ui.review.col.due", unit="clock", read=lambda row: row.due),
        _text("ui.review.col.plate", lambda row: row.plate.value),
        _text("ui.review.col.cue", lambda row: row.text, stretch=True),
        Column(
            key="ui.review.col.late",
            unit="span",
            read=lambda row: row.late,
            tone=_lateness,
        ),
        _text("ui.review.col.answer", _answer),
        Column(key="ui.review.col.reaction", unit="seconds", read=lambda row: row.reaction),
    )


def rules() -> tuple[Column, ...]:
    """Per rule that spoke: how often, how often for nothing, and what it said last."""
    return (
        _text("ui.review.col.plate", lambda row: row.plate.value),
        _text("ui.review.col.rule", lambda row: row.newest, stretch=True),
        Column(key="ui.review.col.spoke", unit="count", read=lambda row: row.spoke),
        Column(key="ui.review.col.heeded", unit="count", read=lambda row: row.heeded),
        Column(
            key="ui.review.col.false_alarms",
            unit="count",
            read=lambda row: row.false_alarms,
            tone=lambda count: "warn" if count else "",
        ),
        Column(key="ui.review.col.false_share", unit="ratio", read=lambda row: row.false_share),
        Column(key="ui.review.col.first", unit="clock", read=lambda row: row.first),
        Column(key="ui.review.col.last", unit="clock", read=lambda row: row.last),
    )


def products() -> tuple[Column, ...]:
    """Per product: what it sold against plan and stock."""
    return (
        Column(key="ui.review.col.link", unit="count", read=lambda row: row.link),
        _text("ui.review.col.product", lambda row: row.title, stretch=True),
        _text("ui.review.col.role", lambda row: row.role),
        _money("ui.review.col.gmv", lambda row: row.gmv),
        Column(key="ui.review.col.share", unit="ratio", read=lambda row: row.share),
        Column(key="ui.review.col.orders", unit="count", read=lambda row: row.orders),
        Column(key="ui.review.col.units", unit="count", read=lambda row: row.units),
        Column(
            key="ui.review.col.target_units",
            unit="count",
            read=lambda row: row.target_units,
        ),
        Column(key="ui.review.col.stock", unit="count", read=lambda row: row.stock),
        _text(
            "ui.review.col.sold_out",
            lambda row: message("ui.review.sold_out") if row.sold_out else "",
        ),
    )


def notes() -> tuple[Column, ...]:
    """What the operator wrote down, and the milestones."""
    return (
        Column(key="ui.review.col.at", unit="clock", read=lambda row: row.at),
        _text("ui.review.col.note", lambda row: row.text, stretch=True),
        _text("ui.review.col.clip", _cut),
    )


def _cut(row: Any) -> str:
    """Where a milestone is in the recording."""
    cut = getattr(row, "cut", None)
    return "–".join(formats.span(at, hours=True) for at in cut) if cut else ""


def deviation(row: SegmentResult) -> Span | None:
    """Actual length less planned length, ms; None where it never ran."""
    return None if row.actual is None else Span(row.actual - row.planned)


def moment_of(row: Any) -> int | None:
    """The instant a row of any table stands for (where a click takes the scrub line)."""
    if isinstance(row, SegmentResult):
        return began_at(row) if ran(row) else None
    if isinstance(row, CueResult):
        return row.fired
    if isinstance(row, RuleResult):
        return row.last
    return getattr(row, "start", getattr(row, "at", None))


def _text(key: str, read: Callable[[Any], Any], *, stretch: bool = False) -> Column:
    return Column(key=key, unit="text", read=read, stretch=stretch)


def _money(key: str, read: Callable[[Any], Any]) -> Column:
    return Column(key=key, unit="minor", read=read)


def _state(row: SegmentResult) -> Any:
    return message(f"ui.review.state.{row.state}")


def _points(row: SegmentResult) -> Any:
    if not row.points_written:
        return ""
    return message("ui.review.said", said=row.points_said, written=row.points_written)


def _answer(row: CueResult) -> Any:
    if row.judged is not None:
        return message(f"ui.review.answer.{'judged_false' if row.judged else 'judged_right'}")
    return message(f"ui.review.answer.{row.answer or 'none'}")


def _overrun(value: float) -> str:
    return "warn" if value >= 60_000 else ""


def _share(value: float) -> str:
    return "good" if value >= 1 else ("bad" if value < 0.7 else "")


def _sign(value: float) -> str:
    return "good" if value > 0 else ("bad" if value < 0 else "")


def _lateness(value: float) -> str:
    return "bad" if value >= _LATE else ""


def _against(level: float | None) -> Callable[[float], str]:
    def tone(value: float) -> str:
        return "" if level is None else ("bad" if value < level else "good")

    return tone
