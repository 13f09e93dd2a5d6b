"""What a share card says: of the show as it runs, or of one looked back on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from controlroom.core import formats
from controlroom.core.message import Message
from controlroom.core.money import ratio
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.live.readout import Phase, Readout
from controlroom.review.summary import Review
from controlroom.ui.share_card import CardFacts

Figures = tuple[tuple[str, str], ...]
Occasion = tuple[Message, Instant | None]
"""What is celebrated, and when it was (None: the show as a whole)."""
Make = Callable[[Speaker, Occasion, bool], CardFacts]
"""Makes the facts in a language for an occasion; with the business figures (target, ROI)
or without."""

LIVE, WHOLE = Message("ui.card.now"), Message("ui.card.result")


def occasions(source: Readout | Review) -> list[Occasion]:
    """What there is to share, the newest first; the show itself is always there."""
    if isinstance(source, Readout):
        found: list[Occasion] = [(goal.text, goal.at) for goal in source.goals]
        whole = WHOLE if source.phase is Phase.OFF_AIR else LIVE
        return [*reversed(found), (whole, None)]
    told = [(one.text, one.at) for one in source.milestones]
    return [(WHOLE, None), *reversed(told)]


def of_readout(readout: Readout) -> Make:
    """The card of the show as it stands."""

    def make(speaker: Speaker, occasion: Occasion, business: bool) -> CardFacts:
        """The night so far, at `occasion`; figures of the business only if `business`."""
        text, at = occasion
        gmv, target = _value(readout, "gmv"), _value(readout, "gmv_target")
        curves = readout.curves
        share = ratio(gmv, target) if business else None
        return CardFacts(
            title=speaker.named(readout.title),
            day=formats.day(readout.on_air_at or readout.now, readout.zone, speaker.lang),
            headline=speaker.say(text),
            caption=speaker.text("ui.card.gmv"),
            amount=_money(gmv, readout.currency),
            share=share,
            target=_target(speaker, share, target, readout.currency),
            figures=_of_readout(readout, speaker, business),
            curve=None if curves is None else curves.gmv_total,
            mark=None if curves is None else _mark(curves.minute, at),
            foot=_foot(speaker, readout.on_air_at, at or readout.now, readout.zone),
            stamp=_stamp(speaker, readout.rehearsal, readout.simulated),
        )

    return make


def of_review(review: Review) -> Make:
    """The card of a show that is over (or of what is known of one)."""

    def make(speaker: Speaker, occasion: Occasion, business: bool) -> CardFacts:
        """The whole night, marked at `occasion`; figures of the business only if `business`."""
        text, at = occasion
        session, curves = review.session, review.curves
        share = review.target_share if business else None
        return CardFacts(
            title=speaker.named(session.title),
            day=formats.day(review.start, session.zone, speaker.lang),
            headline=speaker.say(text),
            caption=speaker.text("ui.card.gmv"),
            amount=_money(review.gmv.paid, session.currency),
            share=share,
            target=_target(speaker, share, session.target_gmv, session.currency),
            figures=_of_review(review, speaker, business),
            curve=curves.gmv_total,
            mark=_mark(curves.minute, at),
            foot=_foot(speaker, review.start, at or review.end, session.zone),
            stamp=_stamp(speaker, review.rehearsal, session.simulated),
        )

    return make


def _of_readout(readout: Readout, speaker: Speaker, business: bool) -> Figures:
    peak = _peak(readout)
    best = readout.best_minute
    pairs: list[tuple[str, str]] = [
        ("orders", formats.count(_value(readout, "orders"))),
        ("best_minute", formats.DASH if best is None else _money(best[1], readout.currency)),
        ("peak", formats.count(peak)),
        ("elapsed", formats.span(readout.elapsed, hours=True)),
    ]
    roi = readout.figure("roi")
    if business and roi is not None:
        pairs += [("aov", _money(_value(readout, "aov"), readout.currency))]
        pairs += [(f"roi.{roi.basis}", formats.times(roi.value))]
    return _said(pairs, speaker)


def _of_review(review: Review, speaker: Speaker, business: bool) -> Figures:
    currency, basis = review.session.currency, review.session.roi_basis.value
    best = next((one.value for one in review.milestones if one.key == "best_minute"), None)
    pairs = [
        ("orders", formats.count(review.gmv.orders)),
        ("best_minute", _money(best, currency)),
        ("views", formats.count(review.room.views)),
        ("peak", formats.count(review.room.peak_online)),
    ]
    if business:
        pairs += [("aov", _money(review.funnel.aov, currency))]
        pairs += [(f"roi.{basis}", formats.times(review.roi.get(basis)))]
    return _said(pairs, speaker)


def _said(pairs: list[tuple[str, str]], speaker: Speaker) -> Figures:
    """Named; what is not known is left out."""

    def name(key: str) -> str:
        kind, _, basis = key.partition(".")
        if kind != "roi":
            return speaker.text(f"ui.card.figure.{kind}")
        return speaker.text("ui.card.figure.roi", basis=speaker.text(f"ui.basis.{basis}"))

    return tuple((name(key), value) for key, value in pairs if value != formats.DASH)


def _value(readout: Readout, key: str) -> float | None:
    figure = readout.figure(key)
    return None if figure is None else figure.value


def _peak(readout: Readout) -> float | None:
    curves = readout.curves
    known = () if curves is None else curves.online[np.isfinite(curves.online)]
    return float(max(known)) if len(known) else None


def _money(minor: float | None, currency: str) -> str:
    """Whole money from a thousand on."""
    exact = minor is not None and abs(minor) < 100_000
    return formats.money(minor, currency, cents=None if exact else False)


def _target(speaker: Speaker, share: float | None, target: float | None, currency: str) -> str:
    if share is None:
        return ""
    return speaker.text(
        "ui.card.target", share=formats.percent(share), target=_money(target, currency)
    )


def _mark(minutes: NDArray[np.int64], at: Instant | None) -> float | None:
    """Where `at` is along the curve, 0..1."""
    if at is None or len(minutes) < 2:
        return None
    return (int(at) - int(minutes[0])) / (int(minutes[-1]) - int(minutes[0]))


def _foot(speaker: Speaker, start: Instant | None, at: Instant, zone: str) -> str:
    clock = formats.clock(at, zone, seconds=True)
    if start is None:
        return clock
    clip = formats.span(max(0, at - start), hours=True)
    return speaker.text("ui.card.foot", clock=clock, elapsed=clip)


def _stamp(speaker: Speaker, rehearsal: bool, simulated: bool) -> str:
    if rehearsal:
        return speaker.text("ui.badge.rehearsal")
    return speaker.text("ui.badge.simulated") if simulated else ""
