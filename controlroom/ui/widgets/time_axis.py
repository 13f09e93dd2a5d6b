"""The time axis of strips and charts: pixels and instants, and round clock labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from controlroom.core import formats
from controlroom.core.records import record
from controlroom.core.time import DAY, MINUTE, Instant, local

_HOURS = (60, 120, 240, 480, 720)
_DAYS = tuple(days * 1440 for days in (1, 2, 7, 14, 28, 56, 112, 364))
_STEPS = (1, 2, 5, 10, 15, 30, *_HOURS, *_DAYS)


def clock_step(span_ms: float, width: float, label_width: float = 76) -> int:
    """Minutes between clock labels so that they keep `label_width` px apart."""
    room = max(1.0, width / label_width)
    need = span_ms / MINUTE / room
    return next((step for step in _STEPS if step >= need), _STEPS[-1])


def clock_ticks(start: int, end: int, width: float, zone: str) -> list[Instant]:
    """Round instants of `zone`'s clock in [start, end] for `width` px of axis, also where
    that clock is put forward or back between them."""
    if end <= start:
        return []
    step = clock_step(end - start, width) * int(MINUTE)
    shifts = {_shift(start, zone), _shift(end, zone)}
    found = {
        at
        for shift in shifts
        for at in range(-(-(start + shift) // step) * step - shift, end + 1, step)
        if len(shifts) == 1 or _shift(at, zone) == shift
    }
    return [Instant(at) for at in sorted(found)]


def _shift(at: int, zone: str) -> int:
    """The offset of `zone` from UTC at an instant, ms."""
    away = local(Instant(at), zone).utcoffset() or timedelta()
    return int(away.total_seconds() * 1000)


def tick_label(at: Instant, zone: str, step_ms: int) -> str:
    """`20:30`; the date where a day begins."""
    here: datetime = local(at, zone)
    if here.hour == here.minute == 0 and here.second == 0:
        return f"{here:%m-%d}"
    return f"{here:%m-%d}" if step_ms >= DAY else formats.clock(at, zone)


def tick_labels(instants: Sequence[Instant], zone: str) -> list[str]:
    """The clock at each; the date where they are days apart."""
    days = len(instants) > 1 and instants[1] - instants[0] >= DAY
    return [tick_label(i, zone, DAY) if days else formats.clock(i, zone) for i in instants]


@record(kw_only=False)
class Axis:
    """[start, end] (ms) laid over [left, right] (px)."""

    start: Instant
    end: Instant
    left: float
    right: float

    @property
    def ms_per_px(self) -> float:
        """How much time one pixel is."""
        return max(1, self.end - self.start) / max(1.0, self.right - self.left)

    def x_of(self, at: int) -> float:
        """The x of an instant, px."""
        return self.left + (at - self.start) / self.ms_per_px

    def at_x(self, x: float) -> Instant:
        """The instant under `x` px."""
        return Instant(round(self.start + (x - self.left) * self.ms_per_px))

    def zoomed(self, factor: float, about: float) -> Axis:
        """Closer by `factor` (> 1), with the instant under `about` px kept there."""
        fixed = self.start + (about - self.left) * self.ms_per_px
        return replace(
            self,
            start=Instant(round(fixed - (fixed - self.start) / factor)),
            end=Instant(round(fixed + (self.end - fixed) / factor)),
        )

    def within(self, start: int, end: int, shortest: int) -> Axis:
        """The same stretch, at least `shortest` ms long, pushed into [start, end]."""
        length = min(max(self.end - self.start, shortest), max(shortest, end - start))
        first = max(start, min(self.start, end - length))
        return replace(self, start=Instant(first), end=Instant(first + length))
