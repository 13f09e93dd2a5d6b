"""What a chart plots: series over one axis of time and two of values, scaled to what is in
view. Import this module late.

x is an instant; values are plain floats whose axis text the caller formats. NaN is a gap.
One-pixel antialiased pens; thicker only on data reduced to some hundred points
(`reduced`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QSizePolicy

from controlroom.core import formats
from controlroom.core.time import HOUR, Instant
from controlroom.ui.chart_frame import Frame, TimeAxis, ValueAxis, pg
from controlroom.ui.theme import SMALL, Theme
from controlroom.ui.widgets.chart_ink import Array, Band, jagged, reduced
from controlroom.ui.widgets.chart_series import NOTHING, Series, known

_HEADROOM = 1.12  # of the largest value, so that flags do not sit on the curve


class Plot(pg.GraphicsView):  # type: ignore[misc]
    """Lines, bars, levels and areas, over the whole show or a part of it.

    Put data with `put`, `put_bars` and `put_level`, then call `refresh` once.
    """

    def __init__(self, theme: Theme, *, right_share: float = 0.9) -> None:
        """`right_share`: how high the right-hand series reach (0..1 of the plot)."""
        self.axes = (TimeAxis(), ValueAxis("left"), ValueAxis("right"))
        super().__init__()
        self.enableMouse(False)
        self._frame = Frame(*self.axes)
        self.setCentralItem(self._frame)
        self._theme, self._right_share = theme, right_share
        self.series: dict[str, Series] = {}
        self.following = True
        self._last: int | None = None
        self._span = (Instant(0), Instant(int(HOUR)))
        self.bands: tuple[Band, ...] = ()
        self.now: Instant | None = None
        self._now_role = "on_air"
        self._dress()
        theme.changed.connect(self.restyle)

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
                xMin=self.seconds_of(start) - 3600, xMax=self.seconds_of(end) + 3600, minXRange=120
            )
            self.follow()

    def seconds_of(self, at: int) -> float:
        """Where the instant `at` is on the axis."""
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

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Areas between a low and a high line (a forecast), under the curves."""
        self.bands = tuple(bands)

    def set_now(self, at: Instant | None, role: str = "on_air") -> None:
        """The now line (or the cursor of a replay, in another role)."""
        self.now, self._now_role = at, role

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
                self._put_line(one, *reduced(one.x, one.y * scale))
        self.getViewBox().setYRange(0, top, padding=0)
        self.viewport().update()

    def _put_line(self, one: Series, x: Array, y: Array) -> None:
        """A thick pen along a jagged line takes Qt ten times as long in one go as stroke by
        stroke (measured); along a smooth one it looks better in one go."""
        width, dashed = one.item.property("look")
        strokes = "on" if width > 1 and not dashed and jagged(y) else "auto"
        if one.item.curve.opts["segmentedLineMode"] != strokes:
            one.item.curve.setSegmentedLineMode(strokes)
        one.item.setData(x, y)

    def _largest(self, *, right: bool) -> float:
        least, most = self.getViewBox().viewRange()[0]
        found = 0.0
        for one in self.series.values():
            if one.right is right and one.shown:
                found = max(found, one.largest(least, most))
        if not right:
            found = max([found, *(float(band.high.max()) for band in self.bands)])
        return found

    # --- what is in view ---------------------------------------------------------

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
        self._show_range(self.seconds_of(start), self.seconds_of(end))

    def _show_range(self, least: float, most: float) -> None:
        if self.getViewBox().viewRange()[0] != [least, most]:
            self.getViewBox().setXRange(least, most, padding=0)

    def instant_at(self, x: float) -> Instant:
        """The instant under `x` px of the viewport."""
        return self.instant_of(self.getViewBox().mapSceneToView(QPointF(x, 0)).x())

    def instant_of(self, seconds: float) -> Instant:
        """The instant at `seconds` of the axis."""
        return Instant(self.axes[0].base + round(seconds * 1000))

    def _plot_box(self) -> QRectF:
        return QRectF(self.getViewBox().sceneBoundingRect())

    def _scene_x(self, at: int) -> float:
        return float(self.getViewBox().mapViewToScene(QPointF(self.seconds_of(at), 0)).x())

    def _scene_y(self, value: float) -> float:
        return float(self.getViewBox().mapViewToScene(QPointF(0, value)).y())

    def values_at(self, at: Instant) -> list[tuple[str, str, str]]:
        """(label, role, text) of each series shown at `at`: the last point not after it."""
        x, shown = self.seconds_of(at), [one for one in self.series.values() if one.shown]
        return [(one.label, one.role, one.show(one.at(x))) for one in shown]
