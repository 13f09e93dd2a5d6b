"""Review's two charts with one scrub line. Import late: this brings pyqtgraph in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from controlroom.core import formats
from controlroom.core.time import Instant
from controlroom.plan.sheet import Plate
from controlroom.review.summary import Review
from controlroom.ui.charts import TimeChart
from controlroom.ui.i18n import Language
from controlroom.ui.models.scrub import began_at, ended_at, ran
from controlroom.ui.theme import Theme
from controlroom.ui.turns import Steps
from controlroom.ui.widgets.card import Card, label
from controlroom.ui.widgets.chart_ink import PEAK, STAR, Flag

_SALES = (("gmv", "script"), ("target", "money"))
_MONEY = (
    ("roi_15", "warning"),
    ("break_even", "on_air"),
    ("target_roi", "money"),
    ("online", "warmup"),
)


class ReviewCharts(QSplitter):
    """GMV per minute with segments and cues; ROI of 15 minutes, break-even and online.

    Press or drag with the left button to move the scrub line; the wheel zooms.
    """

    moved = Signal(object)  # Instant

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme, self._language = theme, language
        self._review: Review | None = None
        self.sales, self.money = TimeChart(theme), TimeChart(theme)
        self._cards: list[Card] = []
        self._legend: list[tuple[QWidget, str]] = []
        self._frame(self.sales, _SALES)
        self._frame(self.money, _MONEY)
        self._series()
        self.sales.link([self.money])
        for chart in (self.sales, self.money):
            chart.viewport().installEventFilter(self)
        self.setChildrenCollapsible(False)
        language.retranslate.connect(self._say)
        theme.changed.connect(self._say)
        self._say()

    def _frame(self, chart: TimeChart, legend: tuple[tuple[str, str], ...]) -> None:
        card = Card()
        for name, role in legend:
            card.header.add(self._legend_entry(name, role))
        reset = QPushButton()
        reset.setProperty("kind", "quiet")
        reset.clicked.connect(self.reset_zoom)
        reset.hide()
        chart.detached.connect(reset.show)
        card.header.add(reset)
        self._legend.append((reset, "ui.review.chart.reset"))
        card.add(chart, 1)
        self._cards.append(card)
        self.addWidget(card)

    def _legend_entry(self, name: str, role: str) -> QWidget:
        entry = label("", "caption")
        entry.setProperty("role", role)
        self._legend.append((entry, f"ui.review.series.{name}"))
        return entry

    def _series(self) -> None:
        self.sales.add_bars("gmv", "script", alpha=0.9)
        self.sales.add_line("target", "money")
        self.money.add_line("roi_15", "warning")
        self.money.add_line("break_even", "on_air", dashed=True, level=True)
        self.money.add_line("target_roi", "money", dashed=True, level=True)
        self.money.add_line("online", "warmup", right=True)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Each chart with its header."""
        return tuple(self._cards)

    def reset_zoom(self) -> None:
        """The whole show again."""
        for chart in (self.sales, self.money):
            chart.follow()
        for widget, key in self._legend:
            if key == "ui.review.chart.reset":
                widget.hide()

    # --- data ------------------------------------------------------------------------

    def filling(self, review: Review) -> Steps:
        """Draw the curves of `review`, a chart in a turn."""
        self._review = review
        self._fill_sales(review)
        yield
        self._fill_money(review)
        yield

    def _fill_sales(self, review: Review) -> None:
        chart, curves = self.sales, review.curves
        self._span(chart, review)
        cues = [Flag(cue.fired, cue.plate) for cue in review.cues if cue.kind != "goal"]
        marks = [Flag(one.at, Plate.SCRIPT, _mark(one.key)) for one in review.milestones]
        chart.set_flags(sorted((*cues, *marks), key=lambda flag: flag.at))
        chart.put_bars("gmv", curves.minute, curves.minute + curves.step, curves.gmv_per_minute)
        chart.put("target", *per_minute_steps(curves.target_at, curves.target))
        self._say_sales()

    def _fill_money(self, review: Review) -> None:
        chart, curves = self.money, review.curves
        self._span(chart, review)
        chart.put("roi_15", curves.minute, curves.roi_15)
        chart.put("online", curves.online_at, curves.online)
        chart.put_level("break_even", curves.break_even)
        chart.put_level("target_roi", curves.target_roi)
        self._say_money()

    def _span(self, chart: TimeChart, review: Review) -> None:
        chart.set_span(review.start, review.end, review.session.zone)
        chart.set_shades(self._shades(review))

    def _shades(self, review: Review) -> list[tuple[Instant, Instant]]:
        rows = sorted((row for row in review.segments if ran(row)), key=began_at)
        return [(began_at(row), ended_at(row)) for row in rows[::2]]

    def go(self, at: Instant) -> None:
        """Put the scrub line at `at` in both charts."""
        for chart in (self.sales, self.money):
            chart.set_now(at, "text")
            chart.viewport().update()

    # --- text ------------------------------------------------------------------------

    def _say(self) -> None:
        tr = self._language.tr
        for widget, key in self._legend:
            self._say_entry(widget, tr(key))
        self._name(self.sales, self._cards[0], tr("ui.review.chart.sales"))
        self._say_sales()
        self._say_money()

    def _say_sales(self) -> None:
        speaker, tr = self._language.speaker, self._language.tr
        currency = self._review.session.currency if self._review else speaker.currency

        def money(value: float | None) -> str:
            return formats.money_short(value, currency, speaker.lang)

        self.sales.axis(money)
        for name, _ in _SALES:
            self.sales.label(name, tr(f"ui.review.series.{name}"), money)
        self.sales.refresh()

    def _say_money(self) -> None:
        tr = self._language.tr
        self.money.axis(lambda value: formats.times(value, 1), formats.count)
        for name, _ in _MONEY:
            show = formats.count if name == "online" else formats.times
            self.money.label(name, tr(f"ui.review.series.{name}"), show)
        title = tr("ui.review.chart.money")
        if self._review is not None:
            basis = self._language.word("ui.basis", self._review.session.roi_basis.value)
            title = tr("ui.review.chart.money.basis", basis=basis)
            named = tr("ui.review.figure.roi_15.basis", basis=basis)
            self.money.label("roi_15", named, formats.times)
        self._name(self.money, self._cards[1], title)
        self.money.refresh()

    def _name(self, chart: TimeChart, card: Card, title: str) -> None:
        card.set_title(title)
        chart.setAccessibleName(title)

    def _say_entry(self, widget: QWidget, text: str) -> None:
        if isinstance(widget, QPushButton):
            widget.setText(text)
            return
        role = widget.property("role")
        widget.setText(f"━ {text}")  # type: ignore[attr-defined]
        widget.setStyleSheet(f"color: {self._theme.ink(role).name()}")

    # --- scrubbing -------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left press and drag move the scrub line instead of panning."""
        kinds = (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseMove,
            QEvent.Type.MouseButtonRelease,
        )
        if event.type() in kinds and isinstance(event, QMouseEvent) and self._review:
            held = event.buttons() | event.button()
            if held & Qt.MouseButton.LeftButton:
                chart = self.sales if watched is self.sales.viewport() else self.money
                if event.type() is not QEvent.Type.MouseButtonRelease:
                    self._scrub(chart, event.position().x())
                return True
        return super().eventFilter(watched, event)

    def _scrub(self, chart: TimeChart, x: float) -> None:
        review = self._review
        if review is not None:
            at = chart.instant_at(x)
            self.moved.emit(Instant(min(max(at, review.start), review.end)))


def per_minute_steps(
    at: NDArray[np.int64], total: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """A cumulative curve as steps: minor units per minute, level from one of its points
    to the next (two points a step). Empty for fewer than two points."""
    if len(at) < 2:
        return np.empty(0, np.int64), np.empty(0)
    slope = np.diff(total) / (np.maximum(np.diff(at), 1) / 60_000)
    return np.column_stack((at[:-1], at[1:] - 1)).ravel(), np.repeat(slope, 2)


def _mark(key: str) -> str:
    return PEAK if key == "best_minute" else STAR
