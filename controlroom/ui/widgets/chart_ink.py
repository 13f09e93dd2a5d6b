"""What charts need beside pyqtgraph: round scales, flags, the box of values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from controlroom.core.records import record
from controlroom.core.time import HOUR, Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.theme import SMALL, Theme
from controlroom.ui.widgets.badge import Stamps

Array = NDArray[np.float64]
_THICK_POINTS = 480
_LAST_HOLDS = 90.0
_MANY_TURNS = 60
_FLAGGED = 0.3  # of the height of a chart, at most, is for flags


@record(kw_only=False)
class Flag:
    """A lettered badge at the top of the plot: a cue or a giveaway of `plate` at `at`. With
    a `mark` an upright line with that sign at its foot instead: a milestone."""

    at: Instant
    plate: Plate
    mark: str = ""


STAR, PEAK = "★", "▲"
"""The signs of a milestone and of the best minute."""


@record(kw_only=False)
class Band:
    """An area from `low` to `high` (k values each) over the instants `at` (UTC ms), in the
    colour of `role` at `alpha`; `middle` is drawn as a dashed line where given. `of` is the
    series it goes on from, and `names` head low, high and middle where numbers are saved."""

    at: tuple[int, ...]
    low: Array
    high: Array
    role: str
    alpha: float = 0.16
    middle: Array | None = None
    of: str = ""
    names: tuple[str, ...] = ()

    def lines(self) -> tuple[tuple[str, Array], ...]:
        """(name, k values) of what has a name."""
        drawn = [each for each in (self.low, self.high, self.middle) if each is not None]
        return tuple(zip(self.names, drawn, strict=False))


def paint_band(
    painter: QPainter,
    band: Band,
    x: Callable[[int], float],
    y: Callable[[float], float],
    theme: Theme,
) -> None:
    """Draw a band; `x` and `y` place an instant and a value on the paper."""
    places = [x(at) for at in band.at]
    upper = [QPointF(px, y(float(v))) for px, v in zip(places, band.high, strict=True)]
    lower = [QPointF(px, y(float(v))) for px, v in zip(places, band.low, strict=True)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(band.role, band.alpha))
    painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
    if band.middle is not None:
        painter.setPen(theme.pen(band.role, dashed=True))
        line = zip(places, band.middle, strict=True)
        painter.drawPolyline(QPolygonF([QPointF(px, y(float(v))) for px, v in line]))


def straight(place: Callable[[int], float], start: int, end: int) -> Callable[[int], float]:
    """`place` for hundreds of instants: along the time two of them tell all (to ask the
    scene for each costs more than to draw there)."""
    left, wide = place(start), max(1, end - start)
    scale = (place(start + wide) - left) / wide
    return lambda at: left + (at - start) * scale


def nice_step(span: float, parts: float) -> float:
    """1, 2 or 5 × 10ⁿ, so that `span` has at most about `parts` of them."""
    if not np.isfinite(span) or span <= 0:
        return 1.0
    rough = span / max(1.0, parts)
    size = float(10.0 ** np.floor(np.log10(rough)))
    return next((m * size for m in (1.0, 2.0, 5.0) if m * size >= rough), 10.0 * size)


def reduced(x: Array, y: Array, most: int = _THICK_POINTS) -> tuple[Array, Array]:
    """Every n-th point (and the last) so that at most about `most` are left. A gap stays a
    gap: where one of the points left out is not known, neither is the one before them."""
    if len(x) <= most:
        return x, y
    keep = np.arange(0, len(x), -(-len(x) // most))
    keep = np.append(keep, len(x) - 1) if keep[-1] != len(x) - 1 else keep
    gap = np.logical_or.reduceat(np.isnan(y), keep)
    return x[keep], np.where(gap, np.nan, y[keep])


def jagged(y: Array) -> bool:
    """Whether a line goes up and down again and again."""
    steps = np.diff(y)
    return int(np.count_nonzero(steps[1:] * steps[:-1] < 0)) > _MANY_TURNS


def in_rows(
    flags: Iterable[tuple[float, Flag]], side: float, rows: int = 3
) -> list[tuple[float, int, Flag]]:
    """(x, row, flag): flags that would cover one another go to the next row; those that
    find no room in `rows` rows are left out (the cue list has them all)."""
    ends, every, half = [float("-inf")] * rows, range(rows), side / 2
    placed = []
    for x, flag in flags:
        for row in every:
            if x - half >= ends[row]:
                ends[row] = x + half
                placed.append((x, row, flag))
                break
    return placed


class Flags:
    """Badges along the top of a plot, in rows where they crowd: as many rows as leave the
    curves in sight. Which row each stands in is worked out again only when the flags are
    others, or the scale is."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._stamps = theme, Stamps(theme)
        self._flags: tuple[Flag, ...] = ()
        self._marks: list[Flag] = []
        self._key: tuple[float, int, int] | None = None
        self._placed: list[tuple[float, int, Flag]] = []  # px from the first flag, row

    def put(self, flags: Sequence[Flag]) -> None:
        """Other flags, oldest first."""
        new = tuple(flags)
        if new is not self._flags:
            self._flags, self._marks, self._key = new, [f for f in new if f.mark], None

    def paint(self, painter: QPainter, box: QRectF, place: Callable[[int], float]) -> None:
        """Draw those in sight; `place` gives the x of an instant, along a straight line."""
        if not self._flags:
            return
        side = self._theme.px(14)
        rows = min(3, max(1, int(box.height() * _FLAGGED) // (side + 1)))
        for x, flag in ((place(flag.at), flag) for flag in self._marks):
            if box.left() <= x <= box.right():
                _paint_mark(painter, box, x, flag.mark, self._theme)
        first = self._flags[0].at
        placed = self._in_rows(round(place(first + HOUR) - place(first), 2), side, rows)
        low = bisect_left(placed, box.left(), key=lambda one: place(one[2].at))
        high = bisect_right(placed, box.right(), key=lambda one: place(one[2].at))
        for _, row, flag in placed[low:high]:
            spot = QPointF(place(flag.at) - side / 2, box.top() + 1 + row * (side + 1))
            self._stamps.paint(painter, spot, side, flag.plate)

    def _in_rows(self, hour: float, side: int, rows: int) -> list[tuple[float, int, Flag]]:
        """`in_rows` where an hour is so many px wide."""
        if self._key != (hour, side, rows):
            first = self._flags[0].at
            lettered = (((f.at - first) * hour / HOUR, f) for f in self._flags if not f.mark)
            self._key, self._placed = (hour, side, rows), in_rows(lettered, side, rows)
        return self._placed


def _paint_mark(painter: QPainter, box: QRectF, x: float, mark: str, theme: Theme) -> None:
    """An upright line, and its sign at the foot."""
    side = theme.px(14)
    line = theme.pen("money", dashed=True)
    painter.setPen(line)
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom() - side))
    painter.setPen(theme.color("money"))
    painter.setFont(theme.font(SMALL, bold=True))
    spot = QRectF(x - side, box.bottom() - side, 2 * side, side)
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, mark)


def value_at(at: float, x: Array, y: Array, end: Array | None = None) -> float | None:
    """The last point at or before `at` (seconds), or the bar over it. None in a gap, before
    the first point, and more than 90 s behind the last (the line ends there)."""
    place = int(np.searchsorted(x, at, side="right")) - 1
    if place < 0 or (end is not None and at >= end[place]):
        return None
    if end is None and place == len(x) - 1 and at - x[-1] > _LAST_HOLDS:
        return None
    value = float(y[place])
    return value if np.isfinite(value) else None


def paint_lines(
    painter: QPainter,
    box: QRectF,
    x: float,
    lines: Sequence[tuple[str, str, str]],
    theme: Theme,
) -> None:
    """A small box beside `x` with one (label, colour role, value) a line, kept inside `box`."""
    painter.setFont(theme.font(SMALL))
    metrics = painter.fontMetrics()
    texts = [f"{name}  {text}".strip() for name, _, text in lines]
    wide = max(metrics.horizontalAdvance(text) for text in texts) + 16
    high = metrics.height() * len(lines) + 10
    left = x + 10 if x + 10 + wide < box.right() else x - 10 - wide
    spot = QRectF(left, box.top() + 20, wide, high)
    painter.setPen(theme.color("line"))
    painter.setBrush(theme.color("raised", 0.95))
    painter.drawRoundedRect(spot, 5, 5)
    for number, ((_, role, _), text) in enumerate(zip(lines, texts, strict=True)):
        painter.setPen(theme.color(role))
        y = spot.top() + 5 + metrics.ascent() + metrics.height() * number
        painter.drawText(QPointF(spot.left() + 8, y), text)
