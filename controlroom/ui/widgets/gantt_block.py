"""A block of the Plan timeline: what is drawn, and where a hand can take it."""

from __future__ import annotations

from typing import NamedTuple

from controlroom.core.ids import RowId
from controlroom.core.time import Instant, Span
from controlroom.plan.dragging import Grip
from controlroom.plan.sheet import Plate

_NONE = Span(0)


class GanttBlock(NamedTuple):
    """`segment`: of which segment a block of the goods lane is. `gap` > 0: idle ms before
    it; `overlap` > 0: ms by which it starts before the one before it ends. `pin`: a hard
    start. `state` is "later" or "skipped"; the chosen block is known to the widget.
    A milestone has no length. A named tuple, as a ripple makes thousands of them."""

    id: RowId
    lane: Plate
    label: str
    start: Instant
    end: Instant
    state: str = "later"
    segment: RowId | None = None
    grips: frozenset[Grip] = frozenset()
    pin: bool = False
    milestone: bool = False
    gap: Span = _NONE
    overlap: Span = _NONE

    @property
    def key(self) -> tuple[Plate, RowId, RowId | None]:
        """What stays the same of a block while it is moved about."""
        return self.lane, self.id, self.segment

    def hold(self, grip: Grip) -> Instant:
        """The instant a drag by `grip` is about: a task is moved by when it is due."""
        return self.end if grip is Grip.END or self.lane is Plate.WARMUP else self.start

    @property
    def length(self) -> Span:
        """ms from start to end; a task has no length of its own."""
        return Span(0 if self.lane is Plate.WARMUP else self.end - self.start)


def beside(blocks: tuple[GanttBlock, ...], here: GanttBlock | None, by: int) -> GanttBlock | None:
    """The block before (−1) or after (+1) `here` in its lane; the first of all without one."""
    if here is None:
        return min(blocks, key=lambda one: one.start, default=None)
    lane = sorted(
        (one for one in blocks if one.lane is here.lane), key=lambda one: (one.start, one.end)
    )
    keys = [one.key for one in lane]
    if here.key not in keys:
        return lane[0] if lane else None
    to = keys.index(here.key) + by
    return lane[to] if 0 <= to < len(lane) else None


def across(
    blocks: tuple[GanttBlock, ...], here: GanttBlock | None, lanes: tuple[Plate, ...], by: int
) -> GanttBlock | None:
    """The block nearest in time in the next lane up (−1) or down (+1) that has any."""
    if here is None:
        return beside(blocks, None, 1)
    at = lanes.index(here.lane) + by
    while 0 <= at < len(lanes):
        lane = [one for one in blocks if one.lane is lanes[at]]
        if lane:
            return min(lane, key=lambda one: _apart(one, here))
        at += by
    return None


def _apart(one: GanttBlock, here: GanttBlock) -> tuple[int, int]:
    """How far two blocks lie from one another, then how far their starts do."""
    away = max(one.start - here.end, here.start - one.end, 0)
    return away, abs(one.start - here.start)
