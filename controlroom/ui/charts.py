"""Charts over time, drawn with pyqtgraph: import this module late.

What is plotted (`chart_plot`), what is painted under and over it, and the hand on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter

from controlroom.core import formats
from controlroom.core.time import Instant
from controlroom.ui.chart_plot import Plot
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.chart_ink import (
    Flag,
    Flags,
    paint_band,
    paint_lines,
    straight,
)
from controlroom.ui.widgets.chart_tags import Tag, paint_tags


class TimeChart(Plot):
    """A plot with shaded segments, flags, a now line and a crosshair, that can be panned,
    zoomed and linked to others."""

    hovered = Signal(object)  # Instant | None
    detached = Signal()  # panned or zoomed by hand
    moved = Signal(float, float)  # by hand, to these seconds of the axis
    picked = Signal(object)  # Instant clicked
    menu_asked = Signal(object)  # QPoint on the screen

    def __init__(self, theme: Theme, *, right_share: float = 0.9, tags: bool = False) -> None:
        """`right_share`: how high the right-hand series reach (0..1 of the plot). `tags`:
        the newest value stands at the end of each line."""
        super().__init__(theme, right_share=right_share)
        self._tagged = tags
        self._shades: tuple[tuple[Instant, Instant], ...] = ()
        self._flags = Flags(theme)
        self.cross: Instant | None = None
        self.getViewBox().sigRangeChangedManually.connect(self._by_hand)

    def set_shades(self, spans: Sequence[tuple[Instant, Instant]]) -> None:
        """Stretches shaded behind the curves (every second segment)."""
        self._shades = tuple(spans)

    def set_flags(self, flags: Sequence[Flag]) -> None:
        """Badges along the top."""
        self._flags.put(flags)

    def set_cross(self, at: Instant | None) -> None:
        """Show the crosshair at `at` (of this chart or of a linked one)."""
        if at != self.cross:
            self.cross = at
            self.viewport().update()

    # --- following and linking -------------------------------------------------

    def _by_hand(self, *_: object) -> None:
        self.following = False
        self.viewport().update()
        self.detached.emit()
        self.moved.emit(*self.getViewBox().viewRange()[0])

    def link(self, others: Sequence[TimeChart]) -> None:
        """Share the time range and the crosshair among this and `others`, whichever of them
        is moved. (pyqtgraph's own link matches pixels: charts of different widths would
        show different times.)"""
        group = [self, *(other for other in others if other is not self)]
        for one, other in permutations(group, 2):
            one.hovered.connect(other.set_cross)
            one.moved.connect(other.look)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        inside = self._plot_box().contains(event.position())
        at = self.instant_at(event.position().x()) if inside else None
        self.set_cross(at)
        self.hovered.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.instant_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.set_cross(None)
        self.hovered.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    # --- painting under and over the curves ------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Shades, lines of the scale and areas, within the plot alone."""
        super().drawBackground(painter, rect)
        box = self._plot_box()
        painter.save()
        painter.setClipRect(box)
        shade = self._theme.color("shade")
        place = straight(self._scene_x, *self._span)
        for left, right in ((place(start), place(end)) for start, end in self._shades):
            painter.fillRect(QRectF(left, box.top(), right - left, box.height()), shade)
        painter.setPen(self._theme.color("line"))
        least, most = self.getViewBox().viewRange()[1]
        for _, values in self.axes[1].tickValues(least, most, box.height()):
            for value in values:
                y = round(self._scene_y(value)) + 0.5
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        for band in self.bands:
            paint_band(painter, band, self._scene_x, self._scene_y, self._theme)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """The now line, flags, newest values, and the crosshair with what it reads."""
        box = self._plot_box()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.now is not None:
            self._upright(painter, self.now, self._now_role, dashed=True)
        place = straight(self._scene_x, *self._span)
        self._flags.paint(painter, box, place)
        if self._tagged:
            paint_tags(painter, box, self.tags(), self._theme)
        if self.cross is not None:
            self._upright(painter, self.cross, "muted")
            self._paint_values(painter, box)
        painter.restore()

    def _upright(self, painter: QPainter, at: Instant, role: str, *, dashed: bool = False) -> None:
        box, x = self._plot_box(), self._scene_x(at)
        if box.left() <= x <= box.right():
            painter.setPen(self._theme.pen(role, dashed=dashed))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def tags(self) -> list[Tag]:
        """The newest value of each solid line that is shown and ends in view."""
        box, found = self._plot_box(), []
        for one in self.series.values():
            end = one.last() if one.shown and not one.item.property("look")[1] else None
            x = self._scene_x(self.instant_of(end[0])) if end else box.left() - 1
            if end and box.left() <= x <= box.right():
                y = self._scene_y(end[1] * (self.axes[2].factor if one.right else 1.0))
                found.append(Tag(x, y, one.show(end[1]), one.role))
        return found

    def _paint_values(self, painter: QPainter, box: QRectF) -> None:
        if self.cross is not None:
            clock = formats.clock(self.cross, self.axes[0].zone, seconds=True)
            lines = [("", "text", clock), *self.values_at(self.cross)]
            paint_lines(painter, box, self._scene_x(self.cross), lines, self._theme)
