"""How timelines are drawn: lanes, clock, blocks, bars and the now line.

One hand for Plan and Live. Blocks too narrow to be told apart are drawn as one run, so
that thousands cost no more than the pixels they cover.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.core.records import record
from controlroom.core.time import MINUTE, Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.theme import SMALL, Theme
from controlroom.ui.widgets.time_axis import Axis, clock_step, clock_ticks, tick_label

_ALPHA = {"past": 0.45, "now": 1.0, "next": 0.78, "later": 0.78, "skipped": 0.2}
_FADED = ("past", "skipped")
_RUN, _PLAIN, _WORDS, _ROOMY = 3.0, 9.0, 16.0, 40.0
"""Blocks narrower than these (px) are drawn as a run, without round corners, unnamed, with
their name close to the edge."""
_NOW = 28
"""Half the width of the clock at the now line, px."""

_TOUCH = 1.6
"""Two boxes no further apart (px) than this are of blocks that follow one another."""


class Drawn(Protocol):
    """What the ink needs to know of a block."""

    @property
    def id(self) -> RowId: ...
    @property
    def lane(self) -> Plate: ...
    @property
    def label(self) -> str: ...
    @property
    def start(self) -> Instant: ...
    @property
    def end(self) -> Instant: ...
    @property
    def state(self) -> str: ...


Placed = tuple[Drawn, float, float, float, float]
"""A block and where it is drawn: x, top, width, height (px)."""


@record(kw_only=False)
class Bar:
    """A bar of the extra lane: `value` in any unit, drawn against the largest."""

    start: Instant
    end: Instant
    value: float


class TimelineInk:
    """Draws with a painter; holds the theme and the colours mixed so far."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._mixed: dict[tuple[str, Plate, float], QColor] = {}

    def lanes(self, painter: QPainter, wide: float, rows: Sequence[tuple[float, float]]) -> None:
        """The shade behind every second of `rows` (top, height)."""
        for number, (top, tall) in enumerate(rows):
            if number % 2 == 0:
                painter.fillRect(QRectF(1, top, wide - 2, tall), self.theme.color("shade"))

    def name(self, painter: QPainter, box: QRectF, text: str, color: QColor) -> None:
        """The name of a lane."""
        painter.setFont(self.theme.font(SMALL, bold=True))
        painter.setPen(color)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle, text)

    def note(self, painter: QPainter, box: QRectF, text: str) -> None:
        """Quiet words in the middle of `box`."""
        painter.setFont(self.theme.font(SMALL))
        painter.setPen(self.theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def clock(
        self,
        painter: QPainter,
        axis: Axis,
        zone: str,
        top: float,
        bottom: float,
        now: Instant | None = None,
    ) -> None:
        """Round times above, and a line down from each. A time that the clock at `now` would
        cover a part of is left out."""
        painter.setFont(self.theme.font(SMALL))
        advance = painter.fontMetrics().horizontalAdvance
        wide = axis.right - axis.left
        label = self.theme.px(76)
        step = clock_step(axis.end - axis.start, wide, label) * MINUTE
        for at in clock_ticks(axis.start, axis.end, wide * 76 / label, zone):
            x, words = axis.x_of(at), tick_label(at, zone, step)
            dated = "-" in words
            painter.setPen(self.theme.color("faint" if dated else "line"))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            reach = self.theme.px(_NOW) + advance(words) / 2
            if now is not None and abs(x - axis.x_of(now)) < reach:
                continue
            painter.setPen(self.theme.color("text" if dated else "muted"))
            painter.drawText(QRectF(x - 40, 0, 80, top), Qt.AlignmentFlag.AlignCenter, words)

    def blocks(self, painter: QPainter, placed: Iterable[Placed], left: float) -> None:
        """Blocks in their places, in order; names stay in sight right of `left` px."""
        runs: dict[tuple[float, str, Plate], list[float]] = {}
        named: list[tuple[Drawn, QRectF]] = []
        painter.setPen(Qt.PenStyle.NoPen)
        for block, x, top, wide, high in placed:
            if wide < _RUN:
                key = (top, block.state, block.lane)
                run = runs.get(key)
                if run is not None and run[0] <= x <= run[1] + _TOUCH:
                    if x + wide > run[1]:
                        run[1] = x + wide
                    continue
                if run is not None:
                    self._fill(painter, key, run)
                runs[key] = [x, x + wide, high]
            elif wide < _PLAIN:
                painter.fillRect(QRectF(x, top, wide, high), self._color(block.state, block.lane))
            else:
                painter.setBrush(self._color(block.state, block.lane))
                painter.drawRoundedRect(QRectF(x, top, wide, high), 3, 3)
                if wide > _WORDS:
                    shown = max(x, left)
                    named.append((block, QRectF(shown, top, x + wide - shown, high)))
        for key, run in runs.items():
            self._fill(painter, key, run)
        self._words(painter, apart(named))

    def _fill(self, painter: QPainter, key: tuple[float, str, Plate], run: list[float]) -> None:
        """A run of blocks: from `run[0]` to `run[1]`, `run[2]` high."""
        top, state, lane = key
        box = QRectF(run[0], top, run[1] - run[0], run[2])
        painter.fillRect(box, self._color(state, lane))

    def least_height(self) -> float:
        """A block lower than this (px) has no name: it would be cut off."""
        return QFontMetricsF(self.theme.font(SMALL)).ascent() * 0.95

    def _words(self, painter: QPainter, named: list[tuple[Drawn, QRectF]]) -> None:
        font = self.theme.font(SMALL)
        metrics, left = QFontMetricsF(font), Qt.AlignmentFlag.AlignLeft
        place, most = left | Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        least = self.least_height()
        for struck in (False, True):
            font.setStrikeOut(struck)
            painter.setFont(font)
            for block, box in named:
                if (block.state == "skipped") is not struck or box.height() < least:
                    continue
                faded = block.state in _FADED
                color = self.theme.color("text" if faded else "on_plate", 0.85 if faded else 1.0)
                painter.setPen(color)
                inset = 6 if box.width() > _ROOMY else 3
                text = metrics.elidedText(block.label, most, box.width() - 1.5 * inset)
                text = block.label[:1] if text == "…" else text
                painter.drawText(box.adjusted(inset, 0, 0, 0), place, text)

    def _color(self, state: str, lane: Plate) -> QColor:
        """A plate's colour as it looks on the panel at the strength of `state`."""
        alpha = _ALPHA.get(state, 0.78)
        key = (self.theme.roles.name, lane, alpha)
        if key not in self._mixed:
            above, below = self.theme.plate(lane), self.theme.color("panel")
            parts = zip(above.getRgbF()[:3], below.getRgbF()[:3], strict=True)  # type: ignore[index]
            self._mixed[key] = QColor.fromRgbF(*(a * alpha + b * (1 - alpha) for a, b in parts))
        return self._mixed[key]

    def bars(
        self, painter: QPainter, axis: Axis, bars: Sequence[Bar], top: float, tall: float
    ) -> None:
        """Bars standing on the bottom of their lane."""
        most = max((bar.value for bar in bars), default=0) or 1
        painter.setPen(Qt.PenStyle.NoPen)
        color = self.theme.color("money", 0.6)
        first, last, scale, bottom = axis.start, axis.end, 1 / axis.ms_per_px, top + tall - 1
        for bar in bars:
            if bar.end < first or bar.start > last:
                continue
            high = (tall - 4) * max(0.0, bar.value) / most
            left = axis.left + (bar.start - first) * scale
            wide = max(1.0, (bar.end - bar.start) * scale - 1.5)
            painter.fillRect(QRectF(left, bottom - high, wide, high), color)

    def now(
        self, painter: QPainter, axis: Axis, now: Instant, zone: str, top: float, bottom: float
    ) -> None:
        """A line at `now` with its clock above."""
        x = axis.x_of(now)
        painter.setPen(self.theme.pen("on_air", 1.5))
        painter.drawLine(QPointF(x, top - 4), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("on_air"))
        half = self.theme.px(_NOW)
        box = QRectF(x - half, 1, 2 * half, top - 5)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(self.theme.font(SMALL))
        light = self.theme.roles.name == "light"
        painter.setPen(self.theme.color("panel" if light else "text"))
        clock = formats.clock(now, zone, seconds=True)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clock)


def apart(named: Sequence[tuple[Drawn, QRectF]]) -> list[tuple[Drawn, QRectF]]:
    """The room for each name ends where the next block at its height begins."""
    found: list[tuple[Drawn, QRectF]] = []
    order = sorted(named, key=lambda one: (one[1].top(), one[1].left()))
    for at, (block, given) in enumerate(order):
        box = given
        after = order[at + 1][1] if at + 1 < len(order) else QRectF()
        if after.top() == box.top() and box.left() <= after.left() < box.right():
            box = QRectF(box.left(), box.top(), after.left() - box.left(), box.height())
        if box.width() > _WORDS:
            found.append((block, box))
    return found


def stacked(blocks: Sequence[Drawn]) -> Mapping[int, tuple[int, int]]:
    """Where blocks of one lane overlap: number of the block → (deck, decks), at most three.
    A block that overlaps none is not named."""
    order = sorted(range(len(blocks)), key=lambda n: blocks[n].start)
    found: dict[int, tuple[int, int]] = {}
    cluster: list[int] = []
    until = 0
    for number in order:
        if cluster and blocks[number].start >= until:
            found |= _decks(blocks, cluster)
            cluster = []
        cluster.append(number)
        until = max(until, blocks[number].end) if len(cluster) > 1 else blocks[number].end
    return found | _decks(blocks, cluster)


def _decks(blocks: Sequence[Drawn], cluster: Sequence[int]) -> dict[int, tuple[int, int]]:
    if len(cluster) < 2:
        return {}
    ends: list[int] = []
    decks: dict[int, int] = {}
    for number in cluster:
        free = next((at for at, end in enumerate(ends) if end <= blocks[number].start), None)
        if free is None and len(ends) < 3:
            ends.append(0)
            free = len(ends) - 1
        deck = ends.index(min(ends)) if free is None else free
        ends[deck] = max(ends[deck], blocks[number].end)
        decks[number] = deck
    return {number: (deck, len(ends)) for number, deck in decks.items()}
