"""The Plan timeline: a strip of blocks that can be taken by the hand or by keys.

It decides nothing: what a drag means is said by whoever listens to `dragged` and answers
with `show_preview`; `dropped` ends it, `nudged` is the same by key.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.plan.dragging import Drag, Grip, snapped
from controlroom.plan.sheet import Plate
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.gantt_block import GanttBlock
from controlroom.ui.widgets.gantt_hand import GanttHand
from controlroom.ui.widgets.gantt_ink import GanttInk
from controlroom.ui.widgets.gantt_keys import pressed
from controlroom.ui.widgets.time_axis import Axis
from controlroom.ui.widgets.timeline_ink import Bar, Drawn
from controlroom.ui.widgets.zoom_strip import Stretch, ZoomStrip

_EDGE = 6.0
"""px within which an edge is meant"""
_FINE = 3.5
"""px per minute from which drags snap to single minutes"""
_MANY = 400

Chosen = tuple[Plate, RowId]


class Gantt(ZoomStrip):
    """Blocks with grips. `dragged` and `dropped` carry a `Drag`."""

    flat = frozenset({Plate.SCRIPT, Plate.GOODS})
    block_opened = Signal(object, str)
    dragged = Signal(object)
    dropped = Signal(object)
    drag_ended = Signal()
    nudged = Signal(object, object, object)  # GanttBlock, Grip, ms

    def __init__(self, theme: Theme, lanes: Sequence[Plate] = tuple(Plate)) -> None:
        super().__init__(theme, lanes)
        self.over = GanttInk(theme)
        self.blocks: tuple[GanttBlock, ...] = ()
        self.chosen: Chosen | None = None
        self.focused: GanttBlock | None = None
        self.describe: Callable[[GanttBlock], str] = lambda block: block.label
        self._window: tuple[Instant, ...] = ()
        self._bubble = ""
        self._trial_bars: tuple[Bar, ...] | None = None
        self._held_shares: dict[Plate, int] | None = None
        self._edges: dict[Plate, tuple[list[Instant], list[Instant]]] = {}
        self.hand = GanttHand(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def lanes(self) -> tuple[Plate, ...]:
        """The lanes from top to bottom."""
        return self._lanes

    # --- what is shown -----------------------------------------------------------------

    def show_plan(
        self,
        blocks: tuple[GanttBlock, ...],
        *,
        fit: Stretch,
        full: Stretch,
        window: tuple[Instant, ...],
        zone: str,
    ) -> None:
        """Show `blocks`; `window`: planned start and end of the session."""
        if blocks != self.blocks:
            self.hand.cancel()
            self._held_shares = None
            self.blocks, self._edges = blocks, {}
            self._take_blocks(blocks)
            self._keep_cursor()
        self._window, self._zone = window, zone
        self.set_reach(fit, full)
        self.update()

    def show_now(self, now: Instant | None) -> None:
        """Move the now line (None: there is none)."""
        if now != self._now:
            self._now = now
            self.update()

    def choose(self, chosen: Chosen | None, *, show: bool = False) -> None:
        """Mark the blocks of a row; `show`: scroll there where it is out of sight."""
        if chosen != self.chosen:
            self.chosen = chosen
            self._keep_cursor()
            self.update()
        if show and self.focused is not None and not self.hand.busy:
            self.reveal(self.focused.start, self.focused.end)

    def _keep_cursor(self) -> None:
        was = self.focused
        mine = [one for one in self.blocks if (one.lane, one.id) == self.chosen]
        same = [one for one in mine if was is not None and one.key == was.key]
        self.focused = next(iter(same or mine), None)
        self._say_cursor()

    def _say_cursor(self) -> None:
        said = "" if self.focused is None else self.describe(self.focused)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def put_cursor(self, block: GanttBlock) -> None:
        """The block clicked or stepped to; its row is chosen by whoever listens."""
        self.focused, self.chosen = block, (block.lane, block.id)
        self._say_cursor()
        self.update()
        self.block_clicked.emit(block.lane, block.id)

    def show_preview(
        self, blocks: tuple[GanttBlock, ...] | None, bubble: str = "", bars: Sequence[Bar] = ()
    ) -> None:
        """`blocks` and `bars` as they would be, instead of those that are; None: as they are
        again. `bubble` is said beside the block in hand."""
        self._bubble = bubble
        self._trial_bars = None if blocks is None else tuple(bars)
        self._held_shares = None if blocks is None else self._held_shares or self._shares
        self._take_blocks(self.blocks if blocks is None else blocks)
        self.update()

    def _share_height(self) -> None:
        """The lanes keep their height while something is dragged."""
        super()._share_height()
        self._shares = self._held_shares or self._shares

    def _tip(self, block: Drawn) -> str:
        return "" if self.hand.busy else self.describe(cast(GanttBlock, block))

    # --- what a hand needs ---------------------------------------------------------------

    @property
    def step(self) -> int:
        """What drags snap to, ms: single minutes when close, else five."""
        return MINUTE if MINUTE / self.axis.ms_per_px >= _FINE else 5 * MINUTE

    def grip_at(self, point: QPointF) -> tuple[GanttBlock, Grip] | None:
        """The block under `point` and what a hand takes of it there. The chosen block goes
        before others; of a narrow block the edges lie outside of it."""
        best: tuple[float, GanttBlock, Grip] | None = None
        for block, box in self._visible(self._near(point)):
            if box.top() - 1 <= point.y() <= box.bottom() + 1:
                away, grip = _grip(cast(GanttBlock, block), box, point.x())
                away -= block is self.focused
                if away <= _EDGE and (best is None or away <= best[0]):
                    best = (away, cast(GanttBlock, block), grip)
        return None if best is None else best[1:]

    def _near(self, point: QPointF) -> list[GanttBlock]:
        """The blocks about `point` in time."""
        axis = self.axis
        least = self._least_width() + _EDGE
        first, last = axis.at_x(point.x() - least), axis.at_x(point.x() + _EDGE)
        return [one for one in self.blocks if one.end >= first and one.start <= last]

    def marks(self, block: GanttBlock) -> list[int]:
        """Edges of the other blocks and of the window, to snap to."""
        others = (one for one in self.blocks if (one.lane, one.id) != (block.lane, block.id))
        edges: set[int] = {edge for one in others for edge in (one.start, one.end)}
        return sorted(edges | set(self._window))

    def snap(self, drag: Drag, block: GanttBlock, marks: Sequence[int], *, free: bool) -> Drag:
        """The drag put where it is meant: to a mark near one of its edges, else to the step."""
        if free:
            return replace(drag, at=snapped(drag.at, step=SECOND))
        reach, step = round(_EDGE * self.axis.ms_per_px), self.step
        at = snapped(drag.at, step=step, marks=marks, reach=reach)
        length = block.length
        if drag.grip is Grip.WHOLE and length and not _marked(at, marks):
            end = snapped(drag.at + length, step=step, marks=marks, reach=reach)
            at = Instant(end - length) if _marked(end, marks) else at
        return replace(drag, at=at)

    # --- hands and keys --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.grip_at(event.position())
        if found is None:
            self.fit_show()
        else:
            self.zoom_to(found[0].start, found[0].end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- paint ---------------------------------------------------------------------------

    def _shown_bars(self) -> tuple[Bar, ...]:
        return self._bars if self._trial_bars is None else self._trial_bars

    def _least_width(self) -> float:
        return 3.0 if len(self._blocks) < _MANY else 1.0

    def _paint_blocks(self, painter: QPainter, axis: Axis) -> None:
        placed = list(self._places(self._blocks))
        for at in self._window:
            self.over.border(painter, axis, at, self.top, self._bottom())
        marked = [
            (cast(GanttBlock, block), QRectF(*place))
            for block, *place in placed
            if self._is_marked(cast(GanttBlock, block))
        ]
        for block, box in marked:
            if block.gap > 0:
                self.over.gap(painter, axis, block, box)
        self.ink.blocks(painter, placed, axis.left)
        for block, box in marked:
            self._paint_over(painter, axis, block, box)
        self._paint_hand(painter, axis)
        self._paint_beyond(painter, axis)

    def _is_marked(self, block: GanttBlock) -> bool:
        """Whether more than the block itself is drawn."""
        if block.gap or block.overlap or block.pin or block.milestone:
            return True
        return self.chosen is not None and block.id == self.chosen[1]

    def _paint_over(self, painter: QPainter, axis: Axis, block: GanttBlock, box: QRectF) -> None:
        if block.overlap > 0:
            self.over.overlap(painter, axis, block, box)
        if block.milestone:
            self.over.milestone(painter, box, self.theme.plate(block.lane))
        elif block.pin:
            self.over.pin(painter, box)
        if (block.lane, block.id) == self.chosen and not block.milestone:
            strong = self.hasFocus() and self.focused is not None and block.key == self.focused.key
            self.over.outline(painter, box, strong=strong)

    def _paint_hand(self, painter: QPainter, axis: Axis) -> None:
        drag, taken = self.hand.drag, self.hand.taken
        if drag is None or taken is None:
            return
        was = self._box(taken)
        x = axis.x_of(drag.at)
        self.over.guide(painter, x, self.top, self._bottom())
        self.over.outline(painter, was, dashed=True)
        box = QRectF(x, was.top(), 1, was.height())
        if drag.grip is Grip.WHOLE:
            box = was.translated(x - axis.x_of(taken.hold(drag.grip)), 0)
            self.over.outline(painter, box, dashed=True)
        self.over.bubble(painter, box, self._bubble, self.width())

    def _paint_beyond(self, painter: QPainter, axis: Axis) -> None:
        """Lanes with nothing in sight say how much lies outside; and what part is shown."""
        for lane in self._lanes:
            before, after = self._beyond(lane)
            box = QRectF(axis.left, self._lane_top(lane), axis.right - axis.left, 0)
            box.setHeight(self._lane_height(lane))
            if before:
                self.over.beyond(painter, box, before, left=True)
            if after:
                self.over.beyond(painter, box, after, left=False)
        if axis.start > self.full[0] or axis.end < self.full[1]:
            self.over.thumb(painter, axis, self.full, self.height() - 1)

    def _beyond(self, lane: Plate) -> tuple[int, int]:
        """How many blocks lie before and after what is shown; (0, 0) where any is in sight."""
        starts, ends = self._edges_of(lane)
        before = bisect_left(ends, self._start + 1)
        after = len(starts) - bisect_left(starts, self._end)
        return (before, after) if before + after == len(starts) else (0, 0)

    def beyond_at(self, point: QPointF) -> GanttBlock | None:
        """The nearest block out of sight that the mark under `point` stands for."""
        axis, reach = self.axis, self.theme.px(44)
        for lane in self._lanes:
            if not 0 <= point.y() - self._lane_top(lane) < self._lane_height(lane):
                continue
            before, after = self._beyond(lane)
            here = [one for one in self.blocks if one.lane is lane]
            if before and 0 <= point.x() - axis.left < reach:
                return max((b for b in here if b.end <= self._start), key=lambda b: b.end)
            if after and 0 <= axis.right - point.x() < reach:
                return min((b for b in here if b.start >= self._end), key=lambda b: b.start)
        return None

    def _edges_of(self, lane: Plate) -> tuple[list[Instant], list[Instant]]:
        """Starts and ends of a lane's blocks, each in order."""
        if lane not in self._edges:
            here = [one for one in self.blocks if one.lane is lane]
            self._edges[lane] = sorted(one.start for one in here), sorted(one.end for one in here)
        return self._edges[lane]


def _grip(block: GanttBlock, box: QRectF, x: float) -> tuple[float, Grip]:
    """How far `x` is from what it would take of a block (0: on it), and what that is."""
    inside = max(box.left() - x, x - box.right(), 0.0)
    reach = _EDGE if box.width() > 4 * _EDGE else 0.0
    if Grip.START in block.grips and abs(x - box.left()) <= _EDGE and x < box.left() + reach + 1:
        return inside, Grip.START
    if Grip.END in block.grips and abs(x - box.right()) <= _EDGE and x > box.right() - reach - 1:
        return inside, Grip.END
    return inside, Grip.WHOLE


def _marked(at: int, marks: Sequence[int]) -> bool:
    place = bisect_left(marks, at)
    return place < len(marks) and marks[place] == at
