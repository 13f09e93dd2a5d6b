"""A hand on the Plan timeline: press, drag, let go; Escape gives it up; the ground pans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from controlroom.core.time import Instant
from controlroom.plan.dragging import Drag, Grip
from controlroom.ui.widgets.gantt_block import GanttBlock

if TYPE_CHECKING:
    from controlroom.ui.widgets.gantt import Gantt

_STILL = 4.0  # px a hand may shake before it drags
_Cursor = Qt.CursorShape


@dataclass(slots=True)
class _Held:
    """Where the button went down, and on what."""

    at: QPointF
    moment: Instant
    block: GanttBlock | None
    grip: Grip
    marks: list[int]
    panned_from: Instant


class GanttHand:
    """The state of one drag. `taken` is the block as it stood; `drag` where it is now."""

    def __init__(self, strip: Gantt) -> None:
        self._strip = strip
        self._held: _Held | None = None
        self._moving = False
        self.taken: GanttBlock | None = None
        self.drag: Drag | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being dragged."""
        return self._moving

    def press(self, event: QMouseEvent) -> None:
        """Take the block under the pointer, or the ground."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        strip, at = self._strip, event.position()
        found = strip.grip_at(at)
        block, grip = found or (None, Grip.WHOLE)
        if block is not None:
            strip.put_cursor(block)
        elif (hidden := strip.beyond_at(at)) is not None:
            strip.reveal(hidden.start, hidden.end)
            return
        start = strip.axis.start
        self._held = _Held(at, strip.axis.at_x(at.x()), block, grip, [], start)

    def move(self, event: QMouseEvent) -> None:
        """Drag what is held; otherwise show what could be taken here."""
        held, at = self._held, event.position()
        if held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._held = None
            self._point(at)
            return
        if not self._moving:
            if abs(at.x() - held.at.x()) < _STILL:
                return
            self._begin(held)
        if held.block is None:
            self._pan(held, at)
        elif held.grip in held.block.grips:
            self._drag(held, at, free=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def _begin(self, held: _Held) -> None:
        self._moving = True
        if held.block is None:
            self._strip.setCursor(_Cursor.ClosedHandCursor)
        else:
            held.marks = self._strip.marks(held.block)

    def _pan(self, held: _Held, at: QPointF) -> None:
        axis = self._strip.axis
        wanted = held.panned_from - (at.x() - held.at.x()) * axis.ms_per_px
        self._strip.scroll_by(round(wanted - axis.start))

    def _drag(self, held: _Held, at: QPointF, *, free: bool) -> None:
        strip, block = self._strip, held.block
        assert block is not None
        self._follow(at)
        wanted = Instant(block.hold(held.grip) + strip.axis.at_x(at.x()) - held.moment)
        raw = Drag(plate=block.lane, row=block.id, grip=held.grip, at=wanted, segment=block.segment)
        drag = strip.snap(raw, block, held.marks, free=free)
        if drag != self.drag:
            self.taken, self.drag = block, drag
            strip.dragged.emit(drag)
            strip.update()

    def _follow(self, at: QPointF) -> None:
        """Scroll along when the pointer leaves the shown stretch."""
        axis = self._strip.axis
        over = at.x() - axis.right if at.x() > axis.right else min(0.0, at.x() - axis.left)
        self._strip.scroll_by(round(over * axis.ms_per_px / 4))

    def release(self, event: QMouseEvent) -> None:
        """Let go: the drag becomes an edit."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        drag = self.drag
        self._clear()
        if drag is not None:
            self._strip.dropped.emit(drag)
            self._strip.drag_ended.emit()
        self._point(event.position())

    def cancel(self) -> bool:
        """Give the drag up; everything stands as before. False: nothing was dragged."""
        was = self._moving
        self._clear()
        if was:
            self._strip.unsetCursor()
            self._strip.show_preview(None)
            self._strip.drag_ended.emit()
        return was

    def _clear(self) -> None:
        self._held, self._moving, self.taken, self.drag = None, False, None, None

    def _point(self, at: QPointF) -> None:
        """The pointer says what a press would do."""
        found = self._strip.grip_at(at)
        if found is None:
            self._strip.unsetCursor()
        elif found[1] is not Grip.WHOLE:
            self._strip.setCursor(_Cursor.SizeHorCursor)
        elif found[1] in found[0].grips:
            self._strip.setCursor(_Cursor.OpenHandCursor)
        else:
            self._strip.setCursor(_Cursor.PointingHandCursor)
