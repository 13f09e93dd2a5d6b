"""What a headline number says of itself: its definition, its basis, where it comes from and
how old that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from controlroom.core import formats
from controlroom.core.time import HOUR, MINUTE, SECOND
from controlroom.live.readout import Figure, Readout
from controlroom.ui.i18n import Language

SHOWN: Mapping[str, tuple[str, ...]] = {
    "gmv": ("gmv", "gmv_target"),
    "roi": ("roi", "roi_15", "break_even", "target_roi"),
    "spend": ("spend", "spend_plan", "ad_budget"),
    "online": ("online", "arrivals", "stay"),
    "gpm": ("gpm", "uv_value", "conversion"),
}
"""The figures of the readout that stand in one place of the strip."""


def tip(key: str, readout: Readout, language: Language) -> str:
    """All of it for the place `key` of the strip, a line each."""
    lines = [language.tr(f"ui.figure.{key}.tip")]
    figures = [f for f in map(readout.figure, SHOWN.get(key, ())) if f is not None]
    if key == "roi":
        lines += _basis(figures, language)
    if key in ("air", "drift"):
        lines.append(language.tr("ui.figure.source.clock"))
    lines += _sources(figures, readout, language)
    if any(not f.source and f.value is not None for f in figures):
        lines.append(language.tr(f"ui.figure.source.plan.{key}"))
    return "\n".join(lines)


def feed_name(name: str, language: Language) -> str:
    """A feed as it is called: `orders:generic` is 订单 表格."""
    kind, _, rest = name.partition(":")
    words = (language.word("ui.feed", kind), language.word("ui.feed", rest))
    return " ".join(word for word in words if word)


def age(span: int, language: Language) -> str:
    """`18 秒`, `3 分`, `2 小时`: ages are read at a glance."""
    if span >= HOUR:
        return language.tr("ui.age.hours", n=span // HOUR)
    if span >= 2 * MINUTE:
        return language.tr("ui.age.minutes", n=span // MINUTE)
    return language.tr("ui.age.seconds", n=max(0, span) // SECOND)


def _basis(figures: Sequence[Figure], language: Language) -> list[str]:
    """Which ROI it is, what that means, and where another is chosen."""
    basis = next((f.basis for f in figures if f.basis), "")
    if not basis:
        return []
    name, meaning = language.word("ui.basis", basis), language.word("report.basis_is", basis)
    return [language.tr("ui.figure.basis", basis=name, meaning=meaning)]


def _sources(figures: Sequence[Figure], readout: Readout, language: Language) -> list[str]:
    """A line for each source: its feeds, and its newest fact."""
    found = {f.source: f for f in figures if f.source}
    return [_source(kind, figure, readout, language) for kind, figure in found.items()]


def _source(kind: str, figure: Figure, readout: Readout, language: Language) -> str:
    ours = [feed.name for feed in readout.feeds if feed.name.partition(":")[0] == kind]
    name = " / ".join(feed_name(feed, language) for feed in ours or [kind])
    if figure.observed_at is None:
        return language.tr("ui.figure.source.never", source=name)
    return language.tr(
        "ui.figure.source.stale" if figure.stale else "ui.figure.source",
        source=name,
        clock=formats.clock(figure.observed_at, readout.zone, seconds=True),
        age=age(readout.now - figure.observed_at, language),
    )
