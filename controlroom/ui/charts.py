"""Charts over time, drawn with pyqtgraph: import this module late.

x is an instant; values are plain floats whose axis text the caller formats. NaN is a gap.
One-pixel antialiased pens; thicker only on data reduced to some hundred points
(`reduced`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from controlroom.core import formats
from controlroom.core.time import HOUR, Instant
from controlroom.ui.chart_frame import Frame, TimeAxis, ValueAxis, pg
from controlroom.ui.theme import SMALL, Theme
from controlroom.ui.widgets.chart_ink import (
    Array,
    Band,
    Flag,
    paint_band,
    paint_flags,
    paint_lines,
    reduced,
    straight,
)
from controlroom.ui.widgets.chart_series import NOTHING, Series, known
from controlroom.ui.widgets.chart_tags import Tag, paint_tags

_HEADROOM = 1.12  # of the largest value, so that flags do not sit on the curve


class TimeChart(pg.GraphicsView):  # type: ignore[misc]
    """Lines, bars, levels, shaded segments, flags, a now line and a crosshair.

    Put data with `put`, `put_bars` and `put_level`, then call `refresh` once.
    """

    hovered = Signal(object)  # Instant | None
    detached = Signal()  # panned or zoomed by hand
    moved = Signal(float, float)  # by hand, to these seconds of the axis
    picked = Signal(object)  # Instant clicked
    menu_asked = Signal(object)  # QPoint on the screen

    def __init__(self, theme: Theme, *, right_share: float = 0.9, tags: bool = False) -> None:
        """`right_share`: how high the right-hand series reach (0..1 of the plot). `tags`:
        the newest value stands at the end of each line."""
        self.axes = (TimeAxis(), ValueAxis("left"), ValueAxis("right"))
        super().__init__()
        self.enableMouse(False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # what lies under the curves moves too
        self._frame = Frame(*self.axes)
        self.setCentralItem(self._frame)
        self._theme, self._right_share, self._tagged = theme, right_share, tags
        self.series: dict[str, Series] = {}
        self.following = True
        self._last: int | None = None
        self._span = (Instant(0), Instant(int(HOUR)))
        self._shades: tuple[tuple[Instant, Instant], ...] = ()
        self._bands: tuple[Band, ...] = ()
        self._flags: tuple[Flag, ...] = ()
        self.now: Instant | None = None
        self.cross: Instant | None = None
        self._now_role = "on_air"
        self._dress()
        theme.changed.connect(self.restyle)
        self.getViewBox().sigRangeChangedManually.connect(self._by_hand)

    def _dress(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.axes[2].shown = False
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # what lies under the curves changes
        self.restyle()

    def getViewBox(self) -> pg.ViewBox:
        """What the curves stand in."""
        return self._frame.view

    def restyle(self) -> None:
        """Take colours and fonts from the theme again."""
        self.setBackground(self._theme.color("panel"))
        for axis in self.axes:
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(self._theme.color("muted"))
            axis.setTickFont(self._theme.font(SMALL))
        for one in self.series.values():
            self._paint_series(one)

    # --- what is drawn ---------------------------------------------------------

    def add_line(
        self,
        name: str,
        role: str,
        *,
        dashed: bool = False,
        thick: bool = False,
        right: bool = False,
        level: bool = False,
    ) -> None:
        """A line called `name`; `thick` only for series of some hundred points."""
        item = pg.PlotDataItem(connect="finite", antialias=True)
        item.setCurveClickable(False)
        item.setProperty("look", (2.0 if thick else 1.0, dashed))
        self._add(name, Series(name, role, item, right=right, level=level))

    def add_bars(
        self,
        name: str,
        role: str,
        *,
        alpha: float = 1.0,
        outline: bool = False,
        right: bool = False,
    ) -> None:
        """Bars called `name`, each over its own stretch of time."""
        item = pg.BarGraphItem(x0=NOTHING, x1=NOTHING, height=NOTHING)
        item.setProperty("look", (1.0, outline))
        self._add(name, Series(name, role, item, bars=True, right=right, alpha=alpha))

    def _add(self, name: str, one: Series) -> None:
        self.series[name] = one
        self.getViewBox().addItem(one.item)
        self._paint_series(one)
        if one.right:
            self.axes[2].shown = True

    def _paint_series(self, one: Series) -> None:
        width, special = one.item.property("look")
        if one.bars:
            edge = self._theme.pen(one.role)
            edge.setColor(self._theme.color(one.role, 0.5))
            pen = edge if special else pg.mkPen(None)
            brush = QBrush(self._theme.color(one.role, one.alpha))
            one.item.setOpts(pen=pen, brush=brush)
        else:
            one.item.setPen(self._theme.pen(one.role, width, dashed=special))

    def label(
        self,
        name: str,
        text: str,
        show: Callable[[float | None], str] = formats.count,
        size: float = 1.0,
        unit: str = "",
    ) -> None:
        """What the crosshair calls the series, and how it writes its values; a saved value
        is divided by `size` and in `unit`."""
        one = self.series[name]
        one.label, one.show, one.size, one.unit = text, show, size, unit

    def show_series(self, name: str, shown: bool) -> None:
        """Draw a series, or leave it out: of the plot, the scale and the crosshair."""
        self.series[name].shown = shown
        self.series[name].item.setVisible(shown)
        self.refresh()

    def axis(
        self,
        left: Callable[[float | None], str],
        right: Callable[[float | None], str] | None = None,
    ) -> None:
        """How the axes write their values."""
        self.axes[1].show_value = left
        self.axes[2].show_value = right or left
        for axis in self.axes:
            axis.picture = None
            axis.update()

    # --- data ------------------------------------------------------------------

    def set_span(self, start: Instant, end: Instant, zone: str) -> None:
        """The whole show: what following means, and where the axis starts counting."""
        if end <= start:
            return
        bottom = self.axes[0]
        if (self._span, bottom.zone) != ((start, end), zone):
            self._span, bottom.base, bottom.zone = (start, end), int(start), zone
            self.getViewBox().setLimits(
                xMin=self._x(start) - 3600, xMax=self._x(end) + 3600, minXRange=120
            )
            self.follow()

    def _x(self, at: int) -> float:
        return (at - self.axes[0].base) / 1000

    def put(self, name: str, at: NDArray[np.int64], values: Array) -> None:
        """The points of a line."""
        one = self.series[name]
        one.x, one.y = (at - self.axes[0].base) / 1000.0, values

    def put_bars(
        self, name: str, start: NDArray[np.int64], end: NDArray[np.int64], values: Array
    ) -> None:
        """The bars of a series, each over [start, end)."""
        one, base = self.series[name], self.axes[0].base
        one.x, one.end, one.y = (start - base) / 1000.0, (end - base) / 1000.0, values

    def put_level(self, name: str, value: float | None) -> None:
        """A horizontal line over the whole show; None takes it away."""
        ends = [-1e6, 1e7] if value is not None else []
        one = self.series[name]
        one.x, one.y = np.array(ends, float), np.array([value] * len(ends), float)

    def set_shades(self, spans: Sequence[tuple[Instant, Instant]]) -> None:
        """Stretches shaded behind the curves (every second segment)."""
        self._shades = tuple(spans)

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Areas between a low and a high line (a forecast), under the curves."""
        self._bands = tuple(bands)

    def set_flags(self, flags: Sequence[Flag]) -> None:
        """Badges along the top."""
        self._flags = tuple(flags)

    def set_now(self, at: Instant | None, role: str = "on_air") -> None:
        """The now line (or the cursor of a replay, in another role)."""
        self.now, self._now_role = at, role

    def set_cross(self, at: Instant | None) -> None:
        """Show the crosshair at `at` (of this chart or of a linked one)."""
        if at != self.cross:
            self.cross = at
            self.viewport().update()

    def refresh(self) -> None:
        """Draw what was put: scale the axes to what is in view, then set the data."""
        if self.following:
            self._keep_up()
        top = self._largest(right=False) * _HEADROOM or 1.0
        most_right = self._largest(right=True)
        factor = top * self._right_share / most_right if most_right else 1.0
        shown = [one for one in self.series.values() if one.shown]
        self.axes[1].span(known(shown, right=False), 1.0)
        self.axes[2].span(known(shown, right=True), factor)
        for one in self.series.values():
            scale = factor if one.right else 1.0
            if one.bars:
                high = np.nan_to_num(one.y * scale)
                one.item.setOpts(x0=one.x, x1=one.end, height=high, y0=np.zeros(len(high)))
            else:
                one.item.setData(*reduced(one.x, one.y * scale))
        self.getViewBox().setYRange(0, top, padding=0)
        self.viewport().update()

    def _largest(self, *, right: bool) -> float:
        least, most = self.getViewBox().viewRange()[0]
        found = 0.0
        for one in self.series.values():
            if one.right is right and one.shown:
                found = max(found, one.largest(least, most))
        if not right:
            found = max([found, *(float(band.high.max()) for band in self._bands)])
        return found

    # --- following and linking -------------------------------------------------

    def follow(self, last: int | None = None) -> None:
        """Keep showing the whole show, or its `last` ms until now."""
        self.following, self._last = True, last
        self.refresh()

    def look(self, least: float, most: float) -> None:
        """Show these seconds of the axis, as a linked chart does; follow no more."""
        self.following = False
        self._show_range(least, most)
        self.refresh()

    def _keep_up(self) -> None:
        start, end = self._span
        if self._last is not None and self.now is not None:
            start, end = Instant(self.now - self._last), Instant(self.now + self._last // 12)
        self._show_range(self._x(start), self._x(end))

    def _show_range(self, least: float, most: float) -> None:
        if self.getViewBox().viewRange()[0] != [least, most]:
            self.getViewBox().setXRange(least, most, padding=0)

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

    def instant_at(self, x: float) -> Instant:
        """The instant under `x` px of the viewport."""
        return self.instant_of(self.getViewBox().mapSceneToView(QPointF(x, 0)).x())

    def instant_of(self, seconds: float) -> Instant:
        """The instant at `seconds` of the axis."""
        return Instant(self.axes[0].base + round(seconds * 1000))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    # --- painting under and over the curves ------------------------------------

    def _plot_box(self) -> QRectF:
        return QRectF(self.getViewBox().sceneBoundingRect())

    def _scene_x(self, at: int) -> float:
        return float(self.getViewBox().mapViewToScene(QPointF(self._x(at), 0)).x())

    def _scene_y(self, value: float) -> float:
        return float(self.getViewBox().mapViewToScene(QPointF(0, value)).y())

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
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
        for band in self._bands:
            paint_band(painter, band, self._scene_x, self._scene_y, self._theme)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        box = self._plot_box()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.now is not None:
            self._upright(painter, self.now, self._now_role, dashed=True)
        place = straight(self._scene_x, *self._span)
        paint_flags(painter, box, [(place(f.at), f) for f in self._flags], self._theme)
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

    def values_at(self, at: Instant) -> list[tuple[str, str, str]]:
        """(label, role, text) of each series shown at `at`: the last point not after it."""
        x, shown = self._x(at), [one for one in self.series.values() if one.shown]
        return [(one.label, one.role, one.show(one.at(x))) for one in shown]

    def _paint_values(self, painter: QPainter, box: QRectF) -> None:
        if self.cross is not None:
            clock = formats.clock(self.cross, self.axes[0].zone, seconds=True)
            lines = [("", "text", clock), *self.values_at(self.cross)]
            paint_lines(painter, box, self._scene_x(self.cross), lines, self._theme)
