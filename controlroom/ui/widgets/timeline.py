"""The timeline strip: lanes of blocks over one clock, a now line, one target to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from controlroom.core import formats
from controlroom.core.time import MINUTE, Instant, local
from controlroom.live.readout import Block
from controlroom.plan.sheet import Plate
from controlroom.ui.theme import SMALL, Theme

_LEFT = 86
_RIGHT = 18
_AXIS = 20
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240)
_ALPHA = {"past": 0.45, "now": 1.0, "next": 0.78, "later": 0.78, "skipped": 0.2}


def clock_step(span_ms: float, width: float, label_width: float = 76) -> int:
    """Minutes between clock labels so that they keep `label_width` px apart."""
    room = max(1.0, width / label_width)
    need = span_ms / MINUTE / room
    return next((step for step in _STEPS if step >= need), _STEPS[-1])


def clock_ticks(start: int, end: int, width: float, zone: str) -> list[Instant]:
    """Round instants of `zone`'s clock in [start, end] for `width` px of axis."""
    if end <= start:
        return []
    step = clock_step(end - start, width) * int(MINUTE)
    away = local(Instant(start), zone).utcoffset() or timedelta()
    shift = int(away.total_seconds() * 1000)
    first = -(-(start + shift) // step) * step - shift
    return [Instant(at) for at in range(first, end + 1, step)]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the extra lane: `value` in any unit, drawn against the largest."""

    start: Instant
    end: Instant
    value: float


class TimelineStrip(QWidget):
    """Blocks by plate on a common clock. Times are instants; `zone` writes the clock."""

    block_clicked = Signal(object, str)  # Plate, row id
    moment_clicked = Signal(object)  # Instant

    def __init__(self, theme: Theme, lanes: Sequence[Plate] = tuple(Plate)) -> None:
        super().__init__()
        self._theme, self._lanes = theme, tuple(lanes)
        self._labels: dict[Plate, str] = {lane: lane.value for lane in lanes}
        self._blocks: tuple[Block, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self._bars_label = ""
        self._start, self._end = Instant(0), Instant(0)
        self._zone = "UTC"
        self._now: Instant | None = None
        self.setMinimumHeight(_AXIS + 20 * len(self._lanes))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def set_labels(self, labels: dict[Plate, str]) -> None:
        """The name of each lane, said in the language in force."""
        self._labels = dict(labels)
        self.update()

    def set_bars(self, label: str, bars: Sequence[Bar]) -> None:
        """An extra lane of bars under the others (target GMV by segment)."""
        self._bars_label, self._bars = label, tuple(bars)
        self.update()

    def show_blocks(
        self,
        blocks: Sequence[Block],
        *,
        start: Instant,
        end: Instant,
        zone: str,
        now: Instant | None = None,
    ) -> None:
        """Draw `blocks` over [start, end]; `now` is drawn as a line where it falls inside."""
        asked = (tuple(blocks), start, end, zone)
        same = asked == (self._blocks, self._start, self._end, self._zone)
        if same and self._pixel(now) == self._pixel(self._now) and self._same_second(now):
            return
        self._blocks, self._start, self._end, self._zone = asked
        self._now = now
        self.update()

    def _same_second(self, now: Instant | None) -> bool:
        if now is None or self._now is None:
            return now is self._now
        return now // 1000 == self._now // 1000

    def _pixel(self, at: Instant | None) -> int | None:
        return None if at is None else round(self.x_of(at))

    def x_of(self, at: int) -> float:
        """The x of an instant, px."""
        wide = max(1, self.width() - _LEFT - _RIGHT)
        return _LEFT + (at - self._start) / max(1, self._end - self._start) * wide

    def at_x(self, x: float) -> Instant:
        """The instant under `x` px."""
        wide = max(1, self.width() - _LEFT - _RIGHT)
        return Instant(round(self._start + (x - _LEFT) / wide * (self._end - self._start)))

    def sizeHint(self) -> QSize:
        rows = len(self._lanes) + bool(self._bars)
        return QSize(600, _AXIS + 27 * rows + 4)

    def _lane_height(self) -> float:
        rows = len(self._lanes) + bool(self._bars)
        return min(44.0, (self.height() - _AXIS - 4) / max(1, rows))

    def _box(self, block: Block) -> QRectF:
        tall = self._lane_height()
        top = _AXIS + self._lanes.index(block.lane) * tall
        left, right = self.x_of(block.start), self.x_of(block.end)
        inset = max(2.0, tall * 0.12)
        return QRectF(left, top + inset, max(4.0, right - left - 1.5), tall - 2 * inset)

    def block_at(self, point: QPointF) -> Block | None:
        """The topmost block under `point`."""
        shown = (b for b in reversed(self._blocks) if b.lane in self._lanes)
        return next((b for b in shown if self._box(b).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        block = self.block_at(event.position())
        if block:
            self.block_clicked.emit(block.lane, block.id)
        elif event.position().x() >= _LEFT and self._end > self._start:
            self.moment_clicked.emit(self.at_x(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Tooltips come from the block under the mouse."""
        if isinstance(event, QHelpEvent):
            block = self.block_at(QPointF(event.pos()))
            text = "" if block is None else self._tip(block)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _tip(self, block: Block) -> str:
        clock = (formats.clock(block.start, self._zone), formats.clock(block.end, self._zone))
        return f"{self._labels.get(block.lane, '')} · {block.label}  {clock[0]}–{clock[1]}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for block in self._blocks:
            if block.lane in self._lanes:
                self._paint_block(painter, block)
        self._paint_bars(painter)
        self._paint_now(painter)
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        tall = self._lane_height()
        bottom = _AXIS + tall * (len(self._lanes) + bool(self._bars))
        painter.setFont(self._theme.font(SMALL, bold=True))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for number, lane in enumerate(self._lanes):
            top = _AXIS + number * tall
            if number % 2 == 0:
                row = QRectF(1, top, self.width() - 2, tall)
                painter.fillRect(row, self._theme.color("shade"))
            painter.setPen(self._theme.plate(lane))
            painter.drawText(QRectF(12, top, _LEFT - 16, tall), middle, self._labels.get(lane, ""))
        if self._end > self._start:
            self._paint_clock(painter, bottom)

    def _paint_clock(self, painter: QPainter, bottom: float) -> None:
        painter.setFont(self._theme.font(SMALL))
        wide = self.width() - _LEFT - _RIGHT
        for at in clock_ticks(self._start, self._end, wide, self._zone):
            x = self.x_of(at)
            painter.setPen(self._theme.color("line"))
            painter.drawLine(QPointF(x, _AXIS), QPointF(x, bottom))
            painter.setPen(self._theme.color("muted"))
            box = QRectF(x - 40, 0, 80, _AXIS)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.clock(at, self._zone))

    def _paint_block(self, painter: QPainter, block: Block) -> None:
        box = self._box(block)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(box, 3, 3)
        alpha = _ALPHA.get(block.state, 0.78)
        painter.setBrush(self._theme.plate(block.lane, alpha))
        painter.drawRoundedRect(box, 3, 3)
        faded = block.state in ("past", "skipped")
        painter.setPen(self._theme.color("text" if faded else "on_plate", 0.85 if faded else 1.0))
        font = self._theme.font(SMALL)
        font.setStrikeOut(block.state == "skipped")
        painter.setFont(font)
        words = box.adjusted(6, 0, -3, 0)
        if words.width() > 10:
            text = QFontMetrics(font).elidedText(
                block.label, Qt.TextElideMode.ElideRight, int(words.width())
            )
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, left, "" if text == "…" else text)

    def _paint_bars(self, painter: QPainter) -> None:
        if not self._bars:
            return
        tall = self._lane_height()
        top = _AXIS + tall * len(self._lanes)
        painter.setFont(self._theme.font(SMALL, bold=True))
        painter.setPen(self._theme.color("money"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(12, top, _LEFT - 16, tall), middle, self._bars_label)
        most = max((bar.value for bar in self._bars), default=0) or 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("money", 0.6))
        for bar in self._bars:
            high = (tall - 4) * max(0.0, bar.value) / most
            left, right = self.x_of(bar.start), self.x_of(bar.end)
            painter.drawRect(QRectF(left, top + tall - high - 1, max(1, right - left - 1.5), high))

    def _paint_now(self, painter: QPainter) -> None:
        if self._now is None or not self._start <= self._now <= self._end:
            return
        x = self.x_of(self._now)
        painter.setPen(self._theme.pen("on_air", 1.5))
        painter.drawLine(QPointF(x, _AXIS - 4), QPointF(x, self.height() - 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("on_air"))
        box = QRectF(x - 28, 1, 56, 15)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(self._theme.font(SMALL))
        light = self._theme.roles.name == "light"
        painter.setPen(self._theme.color("panel" if light else "text"))
        clock = formats.clock(self._now, self._zone, seconds=True)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clock)
