"""The strip of headline numbers along the top of Live."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from controlroom.core import formats
from controlroom.core.money import ratio
from controlroom.live.readout import FeedView, PaceView, Phase, Readout
from controlroom.ui.figure_tips import age, feed_name, tip
from controlroom.ui.i18n import Language
from controlroom.ui.panels.live_panel import figure_text, value_of
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.bar import ShareBar
from controlroom.ui.widgets.card import label, put, restyle
from controlroom.ui.widgets.figure import FigureLabel

_FIGURES = ("air", "drift", "gmv", "pace", "roi", "spend", "online", "gpm")
_STRETCH = {"gmv": 22, "air": 13, "pace": 14, "roi": 14, "spend": 14, "online": 13, "gpm": 12}
_COMPACT_STRETCH = _STRETCH | {"gmv": 16}
_COMPACT = 1500  # px of width under which figures stand closer and smaller
_FEED_LINES = 3
_MARKS = {"ok": ("●", "good"), "stale": ("▲", "warning"), "down": ("✕", "error")}
_LATE, _EARLY = 60_000, -60_000


class LiveStrip(QFrame):
    """On air, drift, GMV, ROI, spend, online, GPM and the feeds, from one readout. It is one
    stop of the Tab key; the arrows go from number to number."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._language = language
        self.readout = Readout()
        self.figures = {key: FigureLabel() for key in _FIGURES}
        self.bar = ShareBar(theme, "money", 3)
        self.figures["gmv"].column.removeWidget(self.figures["gmv"].context)
        self.figures["gmv"].context.hide()
        self.figures["gmv"].column.addWidget(self.bar)
        self.figures["gmv"].column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key, figure in self.figures.items():
            row.addWidget(figure, _STRETCH.get(key, 11))
            figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.feeds = _Feeds(language)
        row.addWidget(self.feeds, 11)
        self._compact = False
        self._stops = [*self.figures.values(), self.feeds]
        for place, figure in enumerate(self._stops):
            policy = Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.TabFocus
            figure.setFocusPolicy(policy)
            figure.stepped.connect(partial(self._go, place))
        language.retranslate.connect(lambda: self.take(self.readout), self)

    def _go(self, place: int, step: int) -> None:
        """To the number beside the one that has the keyboard."""
        there = place + step
        if 0 <= there < len(self._stops):
            self._stops[there].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < _COMPACT
        if compact is not self._compact:
            self._compact = compact
            self._set_compact(compact)

    def _set_compact(self, compact: bool) -> None:
        row = self.layout()
        shares = _COMPACT_STRETCH if compact else _STRETCH
        for key, figure in self.figures.items():
            figure.set_compact(compact)
            if isinstance(row, QHBoxLayout):
                row.setStretchFactor(figure, shares.get(key, 11))
        self.feeds.set_compact(compact)

    def take(self, readout: Readout) -> None:
        """Paint the headline of `readout`."""
        self.readout = readout
        self.setAccessibleName(self._tr("ui.strip"))
        for show in (self._air, self._drift, self._gmv, self._pace, self._roi, self._spend):
            show(readout)
        self._room(readout)
        self.feeds.show_feeds(readout)

    def _tr(self, key: str, /, **args: str | float | None) -> str:
        return self._language.tr(key, **args)

    def _caption(self, key: str, *, known: str = "", **args: str | float | None) -> None:
        name = known or f"ui.figure.{key}"
        self.figures[key].set_caption(self._tr(name, **args), self._tip(key))

    def _tip(self, key: str) -> str:
        return tip(key, self.readout, self._language)

    def _tone(self, key: str, figures: tuple[str, ...], tone: str, second: str = "text") -> bool:
        """Colour a figure, grey where any of its sources is stale; whether it is stale."""
        stale = _stale(self.readout, figures)
        self.figures[key].tone("stale" if stale else tone, "stale" if stale else second)
        return stale

    def _context(self, figures: tuple[str, ...], text: str) -> str:
        """`text`, or the age of a figure that is stale."""
        old = [f for f in map(self.readout.figure, figures) if f and f.stale and f.observed_at]
        if not old:
            return text
        age = self.readout.now - min(int(f.observed_at or 0) for f in old)
        return self._tr("ui.stale", age_ms=age)

    def _air(self, readout: Readout) -> None:
        here = self.figures["air"]
        on = readout.phase in (Phase.ON_AIR, Phase.PAUSED)
        real = on and not readout.rehearsal
        restyle(here, "air", "on" if real else "")
        place = readout.current
        rehearsing = readout.rehearsal and readout.phase is Phase.ON_AIR
        words = self._tr(f"ui.phase.{'rehearsing' if rehearsing else readout.phase.value}")
        if place is not None and place.count:
            words = self._tr("ui.phase.at", phase=words, n=place.position, of=place.count)
        here.set_caption(("● " if real else "") + words, self._tip("air"))
        restyle(here.caption, "tone", "error" if real else "warmup" if on else "muted")
        started = readout.on_air_at is not None
        clock = formats.clock(readout.now or None, readout.zone, seconds=True)
        left = formats.span(readout.remaining) if started else formats.DASH
        elapsed = formats.span(readout.elapsed, hours=True) if started else formats.DASH
        here.put(elapsed, self._tr("ui.figure.air.context", clock=clock, left=left))

    def _drift(self, readout: Readout) -> None:
        self._caption("drift")
        started = readout.on_air_at is not None
        drift = readout.over_under if started else None
        end = formats.clock(readout.expected_end, readout.zone, seconds=True)
        text = self._tr("ui.figure.drift.context", end=end) if readout.expected_end else ""
        self.figures["drift"].put(formats.signed_span(drift), text)
        late = drift is not None and drift >= _LATE
        early = drift is not None and drift <= _EARLY
        self.figures["drift"].tone("warning" if late else "script" if early else "text")

    def _gmv(self, readout: Readout) -> None:
        target = value_of(readout, "gmv_target")
        name = "ui.figure.gmv.target" if target is not None else "ui.figure.gmv"
        caption = self._tr(name, target=formats.money(target, readout.currency))
        stale = self._tone("gmv", ("gmv",), "money", "good")
        if stale:
            caption = f"{caption} · {self._context(('gmv',), '')}"
        self.figures["gmv"].set_caption(caption, self._tip("gmv"))
        share = ratio(value_of(readout, "gmv"), target)
        second = "" if share is None else formats.percent(share)
        text = figure_text(readout.figure("gmv"), readout.currency)
        self.figures["gmv"].put(text, second=second)
        self.bar.set_share(share)

    def _pace(self, readout: Readout) -> None:
        """What GMV will be at the end, with the range of four shows in five."""
        here, ahead = self.figures["pace"], readout.pace
        self._caption("pace")
        if ahead is None:
            here.put(formats.DASH, self._tr("ui.figure.pace.none"))
            here.tone("text")
            return
        short = [self._short(value) for value in (ahead.final, ahead.low80, ahead.high80)]
        here.put(short[0], self._tr("ui.figure.pace.context", low=short[1], high=short[2]))
        target = value_of(readout, "gmv_target")
        here.tone("text" if target is None else "good" if ahead.final >= target else "warning")
        here.explain("\n".join(self._pace_tip(readout, ahead)))

    def _age(self, span: int) -> str:
        return age(span, self._language)

    def _short(self, value: float) -> str:
        return formats.money_short(value, self.readout.currency, self._language.lang)

    def _pace_tip(self, readout: Readout, ahead: PaceView) -> list[str]:
        low, high = self._short(ahead.low50), self._short(ahead.high50)
        clock = formats.clock(ahead.at, readout.zone, seconds=True)
        lines = [
            self._tr("ui.figure.pace.tip"),
            self._tr("ui.figure.pace.at", clock=clock, age=self._age(readout.now - ahead.at)),
            self._tr("ui.figure.pace.half", low=low, high=high),
            self._tr("ui.figure.pace.shows", n=ahead.shows),
        ]
        if ahead.lever:
            lines.append(
                self._tr("ui.figure.pace.lever", lever=self._tr(f"ui.lever.{ahead.lever}"))
            )
        for out in ahead.sell_outs:
            at = formats.clock(out.at, readout.zone)
            lines.append(self._tr("ui.figure.pace.sold", title=out.title, at=at, left=out.left))
        return lines

    def _roi(self, readout: Readout) -> None:
        roi = readout.figure("roi")
        basis = self._language.word("ui.basis", roi.basis) if roi and roi.basis else ""
        self._caption("roi", known="ui.figure.roi" if basis else "ui.figure.roi.plain", basis=basis)
        even, wanted = value_of(readout, "break_even"), value_of(readout, "target_roi")
        keys = ("roi", "roi_15")
        text = self._tr(
            "ui.figure.roi.context", even=formats.times(even), target=formats.times(wanted)
        )
        tones = [_against(value_of(readout, key), even) for key in keys]
        self._tone("roi", keys, *tones)
        quarter = figure_text(readout.figure("roi_15"), readout.currency)
        value = figure_text(roi, readout.currency)
        self.figures["roi"].put(value, self._context(keys, text), second=quarter)

    def _spend(self, readout: Readout) -> None:
        self._caption("spend")
        plan, budget = value_of(readout, "spend_plan"), value_of(readout, "ad_budget")
        shown = [formats.money(value, readout.currency, cents=False) for value in (plan, budget)]
        text = self._tr("ui.figure.spend.context", plan=shown[0], budget=shown[1])
        self._tone("spend", ("spend",), "text")
        value = figure_text(readout.figure("spend"), readout.currency)
        brief = [formats.DASH if v is None else self._short(v) for v in (plan, budget)]
        short = self._tr("ui.figure.spend.context", plan=brief[0], budget=brief[1])
        texts = [self._context(("spend",), said) for said in (text, short)]
        self.figures["spend"].put(value, texts[0], short=texts[1])

    def _room(self, readout: Readout) -> None:
        def get(key: str) -> str:
            return figure_text(readout.figure(key), readout.currency)

        self._caption("online")
        text = self._tr("ui.figure.online.context", arrivals=get("arrivals"), stay=get("stay"))
        self._tone("online", ("online",), "text")
        self.figures["online"].put(get("online"), self._context(("online",), text))
        self._caption("gpm")
        text = self._tr("ui.figure.gpm.context", uv=get("uv_value"), conversion=get("conversion"))
        self._tone("gpm", ("gpm", "uv_value", "conversion"), "text")
        self.figures["gpm"].put(get("gpm"), self._context(("gpm",), text))


class _Feeds(FigureLabel):
    """Where the numbers come from, and how old they are."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setProperty("last", True)
        for part in (self.value, self.second, self.context):
            part.hide()
        self.lines: list[QLabel] = [label("", "caption") for _ in range(_FEED_LINES)]
        for line in self.lines:
            self.column.addWidget(line)
        self.column.addStretch(1)

    def show_feeds(self, readout: Readout) -> None:
        """One line per feed, the worst first; further ones are in the tooltip."""
        tr = self._language.tr
        order = ("down", "stale", "ok")
        feeds = sorted(readout.feeds, key=lambda f: order.index(f.state) if f.state in order else 3)
        texts = [self._line(feed) for feed in feeds]
        put(self.caption, tr("ui.feeds"))
        for number, line in enumerate(self.lines):
            text = texts[number] if number < len(texts) else ""
            if not feeds and number == 0:
                text = tr("ui.feeds.none")
            put(line, text)
            state = feeds[number].state if number < len(feeds) else ""
            restyle(line, "tone", _MARKS.get(state, ("", ""))[1])
        self.explain("\n".join([tr("ui.feeds.tip"), *texts]))
        self.setAccessibleName("; ".join([tr("ui.feeds"), *texts]))

    def _line(self, feed: FeedView) -> str:
        mark = _MARKS.get(feed.state, ("·", ""))[0]
        name = feed_name(feed.name, self._language)
        if feed.age is None:
            return f"{mark} {self._language.tr('ui.feed.never', name=name)}"
        old = age(feed.age, self._language)
        return f"{mark} {self._language.tr('ui.feed.age', name=name, age=old)}"


def _stale(readout: Readout, keys: tuple[str, ...]) -> bool:
    return any(f is not None and f.stale for f in map(readout.figure, keys))


def _against(value: float | None, even: float | None) -> str:
    if value is None or even is None:
        return "text"
    return "good" if value >= even else "warning"
