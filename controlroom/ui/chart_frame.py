"""What a chart stands in: a view between three axes. Here pyqtgraph is imported.

`pg.PlotItem` would do, but each brings menus of a hundred and fifty widgets that nobody
ever sees: a tenth of a second for the charts of Live.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtWidgets import QGraphicsGridLayout

from controlroom.core import formats
from controlroom.core.time import Instant
from controlroom.ui.mirrors import mirrored
from controlroom.ui.widgets.chart_ink import nice_step
from controlroom.ui.widgets.time_axis import clock_ticks, tick_labels

with mirrored():
    import pyqtgraph as pg

pg.setConfigOptions(antialias=True)
__all__ = ["Frame", "TimeAxis", "ValueAxis", "pg"]

_LEFT, _RIGHT = 58, 44  # px; the same for all charts, so that linked ones stand in line


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis without a name. pyqtgraph lays out the empty name a dozen times for each axis."""

    def _updateLabel(self) -> None:
        self.picture = None
        self.update()


class TimeAxis(_Axis):
    """The clock of the session's zone; the day (month-day) where labels are days apart."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.base = 0
        self.zone = "UTC"

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:
        ends = (round(least * 1000) + self.base, round(most * 1000) + self.base)
        ticks = clock_ticks(ends[0], ends[1], size, self.zone)
        return [(1.0, [(at - self.base) / 1000 for at in ticks])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return tick_labels([Instant(round(v * 1000) + self.base) for v in values], self.zone)


class ValueAxis(_Axis):
    """Values written by `show`; a right-hand axis reads `factor` × the left-hand scale. One
    of nothing has no marks, one of noughts has one."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.enableAutoSIPrefix(False)
        self.show_value: Callable[[float | None], str] = formats.count
        self.factor = 1.0
        self.shown = True
        self.known: tuple[bool, bool] = (False, False)

    def span(self, known: tuple[bool, bool], factor: float) -> None:
        """Whether anything is known, and anything but noughts; and the scale."""
        if (known, factor) != (self.known, self.factor):
            self.known, self.factor = known, factor
            self.picture = None
            self.update()

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:
        if not all(self.known):
            return [(1.0, [0.0])] if self.known[0] else []
        step = nice_step((most - least) / self.factor, max(2, min(6, size / 24)))
        first = np.ceil(least / self.factor / step - 1e-9)
        last = np.floor(most / self.factor / step + 1e-9)
        return [(step, [float(n) * step * self.factor for n in np.arange(first, last + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self.show_value(v / self.factor + 0.0) if self.shown else "" for v in values]


class Frame(pg.GraphicsWidget):  # type: ignore[misc]
    """`view` is dragged and zoomed along the time only; its scale is set by the chart."""

    def __init__(self, bottom: TimeAxis, left: ValueAxis, right: ValueAxis) -> None:
        super().__init__()
        self.view = pg.ViewBox(parent=self, enableMenu=False)
        self.view.setMouseEnabled(x=True, y=False)
        self.view.setDefaultPadding(0)
        self.view.disableAutoRange()
        self.setContentsMargins(2, 2, 10, 2)
        grid = QGraphicsGridLayout()
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        grid.setRowStretchFactor(0, 100)
        grid.setColumnStretchFactor(1, 100)
        grid.addItem(self.view, 0, 1)
        for axis, place in ((left, (0, 0)), (right, (0, 2)), (bottom, (1, 1))):
            axis.linkToView(self.view)
            axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
            axis.setTickPen(pg.mkPen(None))
            axis.setZValue(0.5)  # over the view, under what is drawn over the axes
            grid.addItem(axis, *place)
        left.setWidth(_LEFT)
        right.setWidth(_RIGHT)
        self.setLayout(grid)
