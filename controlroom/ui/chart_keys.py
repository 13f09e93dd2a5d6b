"""A chart by keys: ← → move the crosshair (Shift: ten minutes), + − zoom, PageUp and PageDown
go back and forth in time, Esc takes the crosshair away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from controlroom.core import formats
from controlroom.core.time import MINUTE, Instant

if TYPE_CHECKING:
    from controlroom.ui.charts import TimeChart

Key = Qt.Key
_SIDE = {Key.Key_Left: -1, Key.Key_Right: 1}
_PAGE = {Key.Key_PageUp: -0.8, Key.Key_PageDown: 0.8}
_ZOOM = {Key.Key_Plus: 2 / 3, Key.Key_Equal: 2 / 3, Key.Key_Minus: 3 / 2}


class ChartKeys(QObject):
    """The keys of one chart; what it does, linked charts do as well."""

    def __init__(self, chart: TimeChart) -> None:
        super().__init__(chart)
        self._chart = chart
        chart.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chart.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Does what a key means to a chart and takes it away; all others go on."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Key(event.key())
        if key in _SIDE:
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._point(_SIDE[key] * far * MINUTE)
        elif key in _ZOOM:
            self._zoom(_ZOOM[key])
        elif key in _PAGE:
            self._page(_PAGE[key])
        elif key == Key.Key_Escape and self._chart.cross is not None:
            self._cross(None)
        else:
            return False
        return True

    def _range(self) -> tuple[float, float]:
        least, most = self._chart.getViewBox().viewRange()[0]
        return float(least), float(most)

    def _point(self, step: int) -> None:
        """The crosshair goes on by `step` ms, within view; it begins at now."""
        ends = [self._chart.instant_of(end) for end in self._range()]
        begin = self._chart.cross if self._chart.cross is not None else self._chart.now
        at = ends[1] if begin is None else Instant(begin + step)
        self._cross(Instant(min(max(at, ends[0]), ends[1])))

    def _cross(self, at: Instant | None) -> None:
        chart = self._chart
        chart.set_cross(at)
        chart.hovered.emit(at)
        chart.setAccessibleDescription("" if at is None else self._aloud(at))

    def _aloud(self, at: Instant) -> str:
        """What the crosshair shows, for those who hear it."""
        clock = formats.clock(at, self._chart.axes[0].zone)
        return ", ".join(
            [clock, *(f"{name} {text}" for name, _, text in self._chart.values_at(at))]
        )

    def _zoom(self, factor: float) -> None:
        """About the crosshair, else about the middle."""
        least, most = self._range()
        middle = (least + most) / 2
        if self._chart.cross is not None:
            middle = (self._chart.cross - self._chart.axes[0].base) / 1000
        self._show(middle - (middle - least) * factor, middle + (most - middle) * factor)

    def _page(self, share: float) -> None:
        least, most = self._range()
        self._show(least + (most - least) * share, most + (most - least) * share)

    def _show(self, least: float, most: float) -> None:
        """As if it were done by the mouse."""
        self._chart.look(least, most)
        self._chart.detached.emit()
        self._chart.moved.emit(*self._range())
