"""The show at the scrub line: what was on air, how the money stood, which cues waited.
Stands where the recording is shown once there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.time import SECOND, Instant
from controlroom.review.summary import Review
from controlroom.ui.i18n import Language
from controlroom.ui.models.scrub import Standing, moments, standing
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.badge import PlateBadge
from controlroom.ui.widgets.card import Card, label, restyle
from controlroom.ui.widgets.elided import ElidedLabel
from controlroom.ui.widgets.figure import FigureLabel

_FIGURES = ("gmv", "per_minute", "online", "roi_15")
_SPEEDS = (1, 5, 15, 60)
_BEAT = 100  # ms between two steps while playing
_CUES = 4


class StandingPanel(Card):
    """Readout and controls of the scrub line. `moved` asks for another instant."""

    moved = Signal(object)  # Instant

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._review: Review | None = None
        self._at = Instant(0)
        self._waiting_cues: Standing | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self.advance)
        self.clock = label("—", "large")
        self.header.add(self.clock)
        self._build_now()
        self._build_cues()
        self._build_controls()
        language.retranslate.connect(self._say)
        self._say()

    # --- parts -----------------------------------------------------------------------

    def _build_now(self) -> None:
        self.segment = label("—", "large")
        self.segment.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.into = label("", "muted")
        self.figures = {name: FigureLabel() for name in _FIGURES}
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 8, 16, 4)
        column.setSpacing(2)
        column.addWidget(self.segment)
        column.addWidget(self.into)
        self.add(head)
        grid_of = QWidget()
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for at, figure in enumerate(self.figures.values()):
            figure.setProperty("last", at == len(_FIGURES) - 1)
            figure.column.setContentsMargins(14, 4, 6, 4)
            grid.addWidget(figure, 0, at)
            grid.setColumnStretch(at, (4, 3, 2, 3)[at])
        self.add(grid_of)

    def _build_cues(self) -> None:
        area = self._cues_area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(16, 4, 16, 4)
        column.setSpacing(4)
        self.waiting = label("", "caption")
        column.addWidget(self.waiting)
        self._cue_lines = [self._cue_line(column) for _ in range(_CUES)]
        column.addStretch(1)
        area.setMinimumHeight(self._theme.px(54))
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.add(area, 1)

    def _cue_line(self, column: QVBoxLayout) -> tuple[QWidget, PlateBadge, ElidedLabel]:
        line, badge, text = QWidget(), PlateBadge(self._theme), ElidedLabel()
        text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(badge)
        row.addWidget(text, 1)
        line.hide()
        column.addWidget(line)
        return line, badge, text

    def _build_controls(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setContentsMargins(0, 0, 0, 0)
        self.slider.valueChanged.connect(self._slid)
        self.back, self.play, self.forth = (QPushButton() for _ in range(3))
        self.play.setCheckable(True)
        self.speed = QComboBox()
        for times in _SPEEDS:
            self.speed.addItem(f"×{times}", times)
        self.speed.setCurrentIndex(2)
        self.back.clicked.connect(lambda: self.jump(-1))
        self.forth.clicked.connect(lambda: self.jump(1))
        self.play.toggled.connect(self._play)
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(14, 4, 14, 10)
        column.addWidget(self.slider)
        row = QHBoxLayout()
        for widget in (self.back, self.play, self.forth, self.speed):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.add(area)

    @property
    def at(self) -> Instant:
        """Where the line stands."""
        return self._at

    # --- moving ----------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        """Scrub over `review`."""
        self._review = review
        self.play.setChecked(False)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(1, (review.end - review.start) // SECOND))
        self.slider.setSingleStep(10)
        self.slider.setPageStep(300)
        self.slider.blockSignals(False)

    def go(self, at: Instant) -> Standing | None:
        """Show the standing at `at` and return it."""
        if self._review is None:
            return None
        found = standing(self._review, at)
        self._at = found.at
        self.slider.blockSignals(True)
        self.slider.setValue((found.at - self._review.start) // SECOND)
        self.slider.blockSignals(False)
        self._show(found)
        return found

    def jump(self, by: int) -> None:
        """To the next segment start or cue (`by` −1: the one before)."""
        if self._review is None:
            return
        all_moments = moments(self._review)
        later = [at for at in all_moments if at > self._at]
        earlier = [at for at in all_moments if at < self._at]
        target = (later[:1] if by > 0 else earlier[-1:]) or [self._at]
        self.moved.emit(target[0])

    def advance(self) -> None:
        """One beat of playing: the line goes on by the beat × the speed; stops at the end."""
        review = self._review
        if review is None or self._at >= review.end:
            self.play.setChecked(False)
            return
        self.moved.emit(Instant(min(review.end, self._at + _BEAT * int(self.speed.currentData()))))

    def _slid(self, value: int) -> None:
        if self._review is not None:
            self.moved.emit(Instant(self._review.start + value * SECOND))

    def _play(self, on: bool) -> None:
        if on and self._review is not None:
            self._timer.start()
        else:
            self._timer.stop()
        self._say_play()

    def hideEvent(self, event: object) -> None:
        """Playing stops when nobody looks."""
        self.play.setChecked(False)
        super().hideEvent(event)  # type: ignore[arg-type]

    # --- showing ---------------------------------------------------------------------

    def _show(self, now: Standing) -> None:
        review = self._review
        assert review is not None
        tr, currency = self._language.tr, review.session.currency
        clock = formats.clock(now.at, review.session.zone, seconds=True)
        self.clock.setText(clock)
        self.clock.setToolTip(formats.span(now.offset, hours=True))
        row = now.segment
        self.segment.setText(
            self._language.speaker.named(row.title) if row else tr("ui.review.no_segment")
        )
        span = formats.span(now.into)
        offset = formats.span(now.offset, hours=True)
        self.into.setText(
            tr("ui.review.into", kind=row.kind or "—", into=span, offset=offset) if row else offset
        )
        share = now.target_share
        target = formats.money(now.target, currency, cents=False)
        of = tr("ui.review.of_target", target=target)
        context = of if share is None else f"{of} · {formats.percent(share, 0)}"
        self.figures["gmv"].put(formats.money(now.gmv, currency, cents=False), context)
        self.figures["gmv"].tone("money")
        self.figures["per_minute"].put(formats.money(now.gmv_per_minute, currency, cents=False))
        self.figures["online"].put(formats.count(now.online))
        self._show_roi(now, review)
        self._show_cues(now)

    def _show_roi(self, now: Standing, review: Review) -> None:
        tr, level = self._language.tr, review.break_even
        figure = self.figures["roi_15"]
        basis = self._language.word("ui.basis", review.session.roi_basis.value)
        named = tr("ui.review.figure.roi_15.basis", basis=basis)
        figure.set_caption(named, tr("ui.review.figure.roi_15.tip"))
        figure.put(formats.times(now.roi_15), tr("ui.review.break_even", value_x=level))
        under = now.roi_15 is not None and level is not None and now.roi_15 < level
        figure.tone("error" if under else "text")

    def _show_cues(self, now: Standing) -> None:
        tr, cues = self._language.tr, now.open_cues
        self._waiting_cues, fitting = now, self._fitting()
        key = "ui.review.cues_waiting" if cues else "ui.review.no_cues"
        more = max(0, len(cues) - fitting) if fitting else 0
        self.waiting.setText(tr(key, count=len(cues)) + (f" +{more}" if more else ""))
        for at, (line, badge, text) in enumerate(self._cue_lines):
            line.setVisible(at < min(fitting, len(cues)))
            if at < len(cues):
                badge.set_plate(cues[at].plate)
                text.setText(self._language.say(cues[at].text))
                restyle(text, "tone", "error" if cues[at].answered is None else "")

    def _fitting(self) -> int:
        """How many of the cues that wait have room for a line."""
        line = self._cue_lines[0][0].sizeHint().height() + 4
        room = self._cues_area.height() - 8 - self.waiting.sizeHint().height()
        return max(0, min(_CUES, room // line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_cues)  # once what is in it has been laid out

    def _fit_cues(self) -> None:
        if self._waiting_cues is not None:
            self._show_cues(self._waiting_cues)

    def _say(self) -> None:
        tr = self._language.tr
        self.set_title(tr("ui.review.standing"))
        self.slider.setAccessibleName(tr("ui.review.scrub"))
        self.speed.setAccessibleName(tr("ui.review.speed"))
        for button, key in ((self.back, "back"), (self.forth, "forth")):
            button.setText(tr(f"ui.review.{key}"))
            button.setToolTip(tr(f"ui.review.{key}.tip"))
        for name, figure in self.figures.items():
            figure.set_caption(tr(f"ui.review.figure.{name}"), tr(f"ui.review.figure.{name}.tip"))
        self._say_play()
        if self._review is not None:
            self.go(self._at)

    def _say_play(self) -> None:
        key = "ui.review.pause" if self.play.isChecked() else "ui.review.play"
        self.play.setText(self._language.tr(key))
