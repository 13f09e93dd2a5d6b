"""The three charts of Live. Imports pyqtgraph: import this module late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import Signal

from controlroom.core import formats
from controlroom.core.money import exponent
from controlroom.core.remembering import remembered
from controlroom.core.time import MINUTE, Instant
from controlroom.live.readout import Block, CueView, Curves, Readout, SlotView
from controlroom.plan.sheet import Plate
from controlroom.ui.chart_keys import ChartKeys
from controlroom.ui.charts import TimeChart
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.panels.live_timeline import show_span
from controlroom.ui.widgets.card import label, put, show_if
from controlroom.ui.widgets.chart_ink import PEAK, STAR, Band, Flag
from controlroom.ui.widgets.legend import LegendMark

_EVERY = 900  # ms of show time between two drawings of one chart, and
_REST = 180  # ms of life: where a show runs many times as fast
_MARKS = {"line": "━", "dash": "╍", "bar": "▮", "band": "▨"}
Show = Callable[[float | None], str]
Legend = Sequence[tuple[str, str, str]]


_NO_TIME = np.empty(0, np.int64)
_NO_VALUE = np.empty(0)
NO_CURVES = Curves(
    minute=_NO_TIME,
    gmv_per_minute=_NO_VALUE,
    gmv_total=_NO_VALUE,
    roi_total=_NO_VALUE,
    roi_15=_NO_VALUE,
    roi_30=_NO_VALUE,
    spend_per_minute=_NO_VALUE,
    online_at=_NO_TIME,
    online=_NO_VALUE,
    target_at=_NO_TIME,
    target=_NO_VALUE,
)


class ChartPanel(LivePanel):
    """A chart with its legend in the header. `legend`: (series, role, mark)."""

    menu_asked = Signal(object)  # QPoint on the screen
    elides = True
    legend: Legend = ()
    right_share = 0.9
    rest = _REST

    def build(self) -> None:
        """The widgets, without text."""
        self.chart = TimeChart(self.theme, right_share=self.right_share, tags=True)
        self.chart.setMinimumHeight(70)
        ChartKeys(self.chart)
        self.chart.menu_asked.connect(self.menu_asked)
        self.marks: dict[str, LegendMark] = {}
        for name, role, _ in self.legend:
            mark = LegendMark(self.theme, role)
            mark.toggled.connect(partial(self.show_series, name))
            self.marks[name] = mark
            self.header.add(mark)
        self.column.setContentsMargins(1, 0, 1, 1)
        self.empty = label("", "muted", wrap=True)
        self.empty.setContentsMargins(12, 4, 12, 4)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.chart, 1)
        self._drawn = -_EVERY
        self.add_series()

    def add_series(self) -> None:
        """Add what is drawn."""
        raise NotImplementedError

    def put_curves(self, readout: Readout, curves: Curves) -> None:
        """Hand the arrays to the chart."""
        raise NotImplementedError

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        super().say()
        self.chart.setAccessibleName(self.header.title.text())
        put(self.empty, self.tr_(f"ui.empty.{self.name}"))
        for name, role, mark in self.legend:
            self.name_series(name, role, mark, self.tr_(f"ui.series.{name}"))

    def name_series(self, name: str, role: str, mark: str, text: str) -> None:
        """Say a series in the legend and at the crosshair."""
        self.marks[name].say(f"{_MARKS[mark]} {text}", self.tr_("ui.chart.toggle", series=text))
        self.marks[name].ink()

    def show_series(self, name: str, shown: bool) -> None:
        """Draw a series, or leave it out."""
        self.chart.show_series(name, shown)

    def label_money(self, name: str, currency: str) -> None:
        """Say a series of money; it is saved in major units."""
        text, size = self.tr_(f"ui.series.{name}"), 10.0 ** exponent(currency)
        self.chart.label(name, text, _exact(currency), size, currency)

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        if readout is not self.readout and not self._is_time(readout):
            return
        self._drawn = readout.now
        self.chart.set_span(*show_span(readout), readout.zone)
        self.chart.set_shades([(b.start, b.end) for b in _script(readout)[1::2]])
        self.chart.set_now(readout.now if readout.on_air_at is not None else None)
        self.put_curves(readout, readout.curves or NO_CURVES)
        known = self._has_data()
        show_if(self.empty, not known)
        show_if(self.chart, known)
        self.chart.refresh()

    def _is_time(self, readout: Readout) -> bool:
        """Once a second of show time, and at once when a run opens, starts or ends."""
        before = self.readout
        turned = (before.run, before.phase) != (readout.run, readout.phase)
        return turned or not 0 <= readout.now - self._drawn < _EVERY

    def _has_data(self) -> bool:
        lines = [one for one in self.chart.series.values() if not one.level]
        return any(bool(np.isfinite(one.y).any()) for one in lines)

    def take(self, readout: Readout) -> None:
        """Charts change slowly: they are drawn about once a second."""
        self.show_readout(readout)
        self.readout = readout


class GmvChart(ChartPanel):
    """GMV so far against the target, and by the minute."""

    name = "gmv"
    legend = (
        ("gmv", "money", "line"),
        ("target", "muted", "dash"),
        ("forecast", "money", "band"),
        ("minute", "script", "bar"),
    )
    right_share = 0.42

    def add_series(self) -> None:
        self._flagging = Flagging()
        self.chart.add_bars("minute", "script", alpha=0.75, right=True)
        self.chart.add_line("target", "muted", dashed=True)
        self.chart.add_line("gmv", "money", thick=True)

    def put_curves(self, readout: Readout, curves: Curves) -> None:
        """Hand the arrays to the chart."""
        show = _money(readout.currency, self.language.lang)
        self.chart.axis(show)
        for name in ("minute", "gmv", "target"):
            self.label_money(name, readout.currency)
        self.chart.put("gmv", curves.minute + 60_000, curves.gmv_total)
        self.chart.put("target", curves.target_at, curves.target)
        edges = (curves.minute + 6_000, curves.minute + 54_000)
        self.chart.put_bars("minute", *edges, curves.gmv_per_minute)
        self.chart.set_flags(self._flagging.of(readout))
        self._forecast(readout, self.marks["forecast"].isChecked())
        show_if(self.marks["forecast"], readout.pace is not None)

    def show_series(self, name: str, shown: bool) -> None:
        """Draw a series or the forecast, or leave it out."""
        if name != "forecast":
            super().show_series(name, shown)
            return
        self._forecast(self.readout, shown)
        self.chart.refresh()

    def _forecast(self, readout: Readout, shown: bool) -> None:
        names = [tuple(self.tr_(f"ui.forecast.{one}") for one in each) for each in _FAN]
        bands = bands_of(readout, readout.curves or NO_CURVES) if shown else []
        self.chart.set_bands(
            [replace(band, of="gmv", names=each) for band, each in zip(bands, names, strict=False)]
        )


class RoiChart(ChartPanel):
    """ROI so far and over the last 15 and 30 minutes, with break-even and target."""

    name = "roi"
    legend = (
        ("roi", "good", "line"),
        ("roi_15", "warning", "line"),
        ("roi_30", "script", "line"),
        ("break_even", "on_air", "dash"),
        ("roi_target", "muted", "dash"),
    )

    def add_series(self) -> None:
        """What is drawn."""
        self.chart.add_line("roi_target", "muted", dashed=True, level=True)
        self.chart.add_line("break_even", "on_air", dashed=True, level=True)
        self.chart.add_line("roi_30", "script")
        self.chart.add_line("roi_15", "warning")
        self.chart.add_line("roi", "good", thick=True)

    def put_curves(self, readout: Readout, curves: Curves) -> None:
        """Hand the arrays to the chart."""
        self.chart.axis(lambda value: formats.times(value, 1))
        roi = readout.figure("roi")
        basis = self.language.word("ui.basis", roi.basis) if roi and roi.basis else ""
        self.set_title(
            self.tr_("ui.panel.roi.basis", basis=basis) if basis else self.tr_("ui.panel.roi")
        )
        for name, at, values in (
            ("roi", curves.minute, curves.roi_total),
            ("roi_15", curves.minute, curves.roi_15),
            ("roi_30", curves.minute, curves.roi_30),
        ):
            self.chart.put(name, at + 60_000, values)
            self.chart.label(name, self.tr_(f"ui.series.{name}"), formats.times)
        self._level("break_even", "on_air", curves.break_even)
        self._level("roi_target", "muted", curves.target_roi)

    def _level(self, name: str, role: str, value: float | None) -> None:
        self.chart.put_level(name, value)
        self.chart.label(name, self.tr_(f"ui.series.{name}"), formats.times)
        text = f"{self.tr_(f'ui.series.{name}')} {formats.times(value)}"
        self.name_series(name, role, "dash", text)


class SpendChart(ChartPanel):
    """Ad spend by slot, planned and actual, with the people online."""

    name = "spend"
    legend = (
        ("planned", "traffic", "bar"),
        ("spent", "traffic", "bar"),
        ("online", "warmup", "line"),
    )

    def add_series(self) -> None:
        self.chart.add_bars("planned", "traffic", alpha=0.18, outline=True)
        self.chart.add_bars("spent", "traffic", alpha=0.85)
        self.chart.add_line("online", "warmup", right=True)

    def put_curves(self, readout: Readout, curves: Curves) -> None:
        """Hand the arrays to the chart."""
        lang = self.language.lang
        self.chart.axis(_money(readout.currency, lang), lambda value: formats.short(value, lang))
        spans = _by_time(readout.slots)
        start = np.array([at for at, _ in spans], np.int64)
        end = np.array([at for _, at in spans], np.int64)
        for name, inset, field in (("planned", 0.015, "planned"), ("spent", 0.06, "actual")):
            sums = [_sum([getattr(s, field) for s in group]) for group in spans.values()]
            edge = ((end - start) * inset).astype(np.int64)
            self.chart.put_bars(name, start + edge, end - edge, np.array(sums, float))
            self.label_money(name, readout.currency)
        self.chart.put("online", curves.online_at, curves.online)
        online = self.tr_("ui.series.online")
        self.chart.label("online", online)
        known = bool(np.isfinite(curves.online).any())
        said = online if known else f"{online} · {self.tr_('ui.empty.online')}"
        self.name_series("online", "warmup", "line", said)


_FAN = (("low80", "high80"), ("low50", "high50", "final"))
"""What the numbers of `bands_of` are called, low and high first."""


def bands_of(readout: Readout, curves: Curves) -> list[Band]:
    """The forecast as a fan from what is sold to where the show may end: 80 % and 50 %."""
    ahead = readout.pace
    known = curves.gmv_total[np.isfinite(curves.gmv_total)]
    if ahead is None or not len(known) or ahead.end <= ahead.at:
        return []
    now = float(known[-1])

    def fan(low: float, high: float, alpha: float, middle: float | None = None) -> Band:
        line = None if middle is None else np.array([now, middle])
        ends = np.array([now, low]), np.array([now, high])
        return Band((int(ahead.at), int(ahead.end)), *ends, "money", alpha, line)

    return [
        fan(ahead.low80, ahead.high80, 0.12),
        fan(ahead.low50, ahead.high50, 0.14, ahead.final),
    ]


def flags_of(readout: Readout) -> list[Flag]:
    """A flag where a cue fired (answered or waiting) and where each past giveaway began."""
    flags = {**_flagged_once(readout.answered), **_flagged(readout.cues)}
    for at in _given(readout):
        flags.setdefault((Plate.GIVEAWAY, at // 60_000), Flag(at, Plate.GIVEAWAY))
    return sorted((*flags.values(), *marks_of(readout)), key=lambda flag: flag.at)


def _flagged(cues: tuple[CueView, ...]) -> dict[tuple[Plate, int], Flag]:
    """A flag where cues fired, one for each plate and minute."""
    return {(c.plate, c.due // 60_000): Flag(c.due, c.plate) for c in _fired(cues)}


_flagged_once = remembered(_flagged)


def _fired(cues: tuple[CueView, ...]) -> list[CueView]:
    return [cue for cue in cues if cue.fired is not None and cue.kind != "goal"]


def _given(readout: Readout) -> tuple[Instant, ...]:
    """When the giveaways so far began."""
    given = (block for block in readout.blocks if block.lane is Plate.GIVEAWAY)
    return tuple(block.start for block in given if block.state in ("past", "now"))


class Flagging:
    """`flags_of`, worked out again only when what they tell of is other: after a night
    there are hundreds."""

    def __init__(self) -> None:
        self._answered: tuple[CueView, ...] | None = None
        self._rest: tuple[object, ...] = ()
        self._flags: tuple[Flag, ...] = ()

    def of(self, readout: Readout) -> tuple[Flag, ...]:
        """The very same flags while nothing of them has changed."""
        waiting = tuple((cue.plate, cue.due) for cue in _fired(readout.cues))
        rest = (waiting, _given(readout), readout.goals, readout.best_minute)
        if readout.answered is not self._answered or rest != self._rest:
            self._answered, self._rest = readout.answered, rest
            self._flags = tuple(flags_of(readout))
        return self._flags


def marks_of(readout: Readout) -> list[Flag]:
    """Where milestones were reached, and the middle of the best minute so far."""
    found = [Flag(goal.at, Plate.SCRIPT, STAR) for goal in readout.goals]
    if readout.best_minute is not None:
        middle = Instant(readout.best_minute[0] + MINUTE // 2)
        found.append(Flag(middle, Plate.SCRIPT, PEAK))
    return found


def _script(readout: Readout) -> list[Block]:
    blocks = [b for b in readout.blocks if b.lane is Plate.SCRIPT and b.state != "skipped"]
    return sorted(blocks, key=lambda block: block.start)


def _by_time(slots: Sequence[SlotView]) -> dict[tuple[int, int], list[SlotView]]:
    """Slots of several channels over the same stretch are one bar."""
    spans: dict[tuple[int, int], list[SlotView]] = {}
    for slot in sorted(slots, key=lambda s: (s.start, s.end)):
        spans.setdefault((int(slot.start), int(slot.end)), []).append(slot)
    return spans


def _sum(values: Sequence[int | None]) -> float:
    known = [value for value in values if value is not None]
    return float(sum(known)) if known else float("nan")


def _money(currency: str, lang: str) -> Show:
    return lambda value: formats.money_short(value, currency, lang)


def _exact(currency: str) -> Show:
    return lambda value: formats.money(value, currency, cents=False)
