"""A timeline strip whose part of time can be chosen: zoom about a point, scroll, fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent

from controlroom.core.time import MINUTE, Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.time_axis import Axis
from controlroom.ui.widgets.timeline import TimelineStrip

CLOSEST = 5 * MINUTE
"""No closer than this over the whole width."""
ZOOM = 1.25
"""By how much one turn of the wheel or one press of + goes closer."""

Stretch = tuple[Instant, Instant]


class ZoomStrip(TimelineStrip):
    """`fit` is what is shown at first (the show), `full` how far one can scroll."""

    zoomed = Signal()

    def __init__(self, theme: Theme, lanes: Sequence[Plate] = tuple(Plate)) -> None:
        super().__init__(theme, lanes)
        self._fit: Stretch = (Instant(0), Instant(0))
        self._full: Stretch = (Instant(0), Instant(0))
        self._fitted = True

    @property
    def fitted(self) -> bool:
        """Whether just the show is shown."""
        return self._fitted

    @property
    def full(self) -> Stretch:
        """How far one can scroll."""
        return min(self._full[0], self._fit[0]), max(self._full[1], self._fit[1])

    def set_reach(self, fit: Stretch, full: Stretch) -> None:
        """What there is to show; what is shown stays unless the show itself was shown."""
        if (fit, full) == (self._fit, self._full):
            return
        self._fit, self._full = fit, full
        self._look(None if self._fitted else self.axis)

    def _look(self, axis: Axis | None) -> None:
        """Show a stretch of time; None: the show."""
        self._fitted = axis is None
        if axis is None:
            self._start, self._end = self._fit
        else:
            inside = axis.within(*self.full, CLOSEST)
            self._start, self._end = inside.start, inside.end
        self.update()
        self.zoomed.emit()

    def _look_at(self, start: int, end: int) -> None:
        axis = self.axis
        self._look(Axis(Instant(start), Instant(end), axis.left, axis.right))

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Closer (> 1) or further away, about an x (default: the middle)."""
        axis = self.axis
        self._look(axis.zoomed(factor, (axis.left + axis.right) / 2 if about is None else about))

    def fit(self) -> None:
        """The whole show; again: everything planned, days ahead too."""
        if self._fitted:
            self._look_at(*self.full)
        else:
            self.fit_show()

    def fit_show(self) -> None:
        """The whole show."""
        self._look(None)

    def zoom_to(self, start: int, end: int) -> None:
        """A stretch over half of the width; the show again where it already is so."""
        length = max(CLOSEST // 2, end - start)
        if self._end - self._start <= length * 2.1:
            self.fit_show()
        else:
            middle = (start + end) // 2
            self._look_at(middle - length, middle + length)

    def scroll_by(self, ms: int) -> None:
        """Later (> 0) or earlier by `ms`, as far as there is anything."""
        if ms:
            self._look_at(self._start + ms, self._end + ms)

    def reveal(self, start: int, end: int) -> None:
        """Scroll until a stretch is in sight."""
        wide = self._end - self._start
        if start < self._start or (end > self._end and end - start >= wide):
            self.scroll_by(start - wide // 20 - self._start)
        elif end > self._end:
            self.scroll_by(end + wide // 20 - self._end)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        steps = (turn.y() or turn.x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM**steps, event.position().x())
        else:
            self.scroll_by(round(-steps * (self._end - self._start) / 10))
        event.accept()
