"""Small charts as inline SVG: no script, no font, colours by CSS class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from math import ceil, floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray

from controlroom.core.formats import clock
from controlroom.core.time import HOUR, MINUTE, local
from controlroom.core.time import Instant as At

Array = NDArray[np.float64]
_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)  # minutes between time labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A plot area: pixels, the instants at its sides, the value at its top (bottom is 0)."""

    start: int
    end: int
    top_value: float
    width: float = 1040.0
    height: float = 240.0
    left: float = 64.0
    right: float = 56.0
    top: float = 22.0
    bottom: float = 26.0

    def x(self, at: float) -> float:
        """Pixel of an instant."""
        inner = self.width - self.left - self.right
        return self.left + (at - self.start) / max(self.end - self.start, 1) * inner

    def y(self, value: float) -> float:
        """Pixel of a value; values over the top are cut there."""
        inner = self.height - self.top - self.bottom
        share = min(value / self.top_value, 1.0) if self.top_value > 0 else 0.0
        return self.height - self.bottom - max(share, 0.0) * inner


def ticks(highest: float, count: int = 4) -> list[float]:
    """Round values from 0 to at least `highest`, about `count` of them."""
    if not isfinite(highest) or highest <= 0:
        return [0.0, 1.0]
    rough = highest / count
    size = 10.0 ** floor(log10(rough))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= rough)
    return [step * i for i in range(ceil(highest / step - 1e-9) + 1)]


def highest(*arrays: Array | Sequence[float | None]) -> float:
    """The largest known value, 0 without any."""
    known = [float(v) for a in arrays for v in a if v is not None and isfinite(v)]
    return max(known, default=0.0)


def picture(frame: Frame, label: str, parts: Iterable[str]) -> str:
    """The whole `<svg>`; `label` is read out by screen readers."""
    return (
        f'<svg viewBox="0 0 {frame.width:g} {frame.height:g}" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def grid(frame: Frame, values: Sequence[float], say: Callable[[float], str]) -> str:
    """Horizontal lines with their values at the left."""
    right = frame.width - frame.right
    return "".join(
        f'<line class="grid" x1="{frame.left:g}" x2="{right:g}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="tick end" x="{frame.left - 8:g}" y="{y + 4:.1f}">{escape(say(v))}</text>'
        for v, y in ((v, frame.y(v)) for v in values)
    )


def right_axis(frame: Frame, values: Sequence[float], say: Callable[[float], str]) -> str:
    """The values of a second scale at the right."""
    x = frame.width - frame.right + 8
    return "".join(
        f'<text class="tick" x="{x:g}" y="{frame.y(v) + 4:.1f}">{escape(say(v))}</text>'
        for v in values
    )


def time_axis(frame: Frame, zone: str) -> str:
    """Clock times at the bottom, on round minutes of the session's clock."""
    span = (frame.end - frame.start) / MINUTE
    step = next((s for s in _STEPS if span / s <= 9), _STEPS[-1]) * MINUTE
    shift = (local(At(frame.start), zone).utcoffset() or timedelta()).total_seconds() * 1000
    days = step >= 12 * HOUR

    def say(at: int) -> str:
        return f"{local(At(at), zone):%m-%d %H:%M}" if days else clock(at, zone)

    first = ceil((frame.start + shift) / step) * step - shift
    y = frame.height - frame.bottom + 17
    return "".join(
        f'<text class="tick middle" x="{frame.x(at):.1f}" y="{y:g}">{say(int(at))}</text>'
        for at in np.arange(first, frame.end + 1, step)
    )


def bands(frame: Frame, spans: Sequence[tuple[int, int, str, str]]) -> str:
    """Stretches (start, end, mark, title) shaded in turn, marked at the top."""
    parts: list[str] = []
    for nth, (start, end, mark, title) in enumerate(spans):
        left, right = frame.x(max(start, frame.start)), frame.x(min(end, frame.end))
        if right <= left:
            continue
        bottom = frame.height - frame.bottom
        parts.append(
            f'<rect class="band{nth % 2}" x="{left:.1f}" y="{frame.top:g}" '
            f'width="{right - left:.1f}" height="{bottom - frame.top:g}">'
            f"<title>{escape(title)}</title></rect>"
        )
        if right - left > 10:
            middle = (left + right) / 2
            parts.append(
                f'<text class="mark middle" x="{middle:.1f}" y="{frame.top - 7:g}">'
                f"{escape(mark)}</text>"
            )
    return "".join(parts)


def bars(frame: Frame, at: NDArray[np.int64], step: int, values: Array, css: str) -> str:
    """A bar per cell; unknown cells have none."""
    floor_y = frame.y(0)
    thin = max((frame.x(frame.start + step) - frame.x(frame.start)) * 0.82, 0.6)
    path = "".join(
        f"M{frame.x(int(t)):.1f} {floor_y:.1f}v{frame.y(v) - floor_y:.1f}"
        f"h{thin:.1f}v{floor_y - frame.y(v):.1f}z"
        for t, v in zip(at, values, strict=True)
        if isfinite(v) and v > 0
    )
    return f'<path class="{css}" d="{path}"/>' if path else ""


def line(frame: Frame, at: NDArray[np.int64], values: Array, css: str) -> str:
    """A line through the known values, broken where one is unknown."""
    path, pen = [], "M"
    for t, v in zip(at, values, strict=True):
        if not isfinite(v):
            pen = "M"
            continue
        path.append(f"{pen}{frame.x(int(t)):.1f} {frame.y(float(v)):.1f}")
        pen = "L"
    return f'<path class="line {css}" d="{"".join(path)}"/>' if path else ""


def level(frame: Frame, value: float | None, css: str, text: str) -> str:
    """A horizontal line at `value` with its name at the right end."""
    if value is None or not isfinite(value) or value > frame.top_value:
        return ""
    y, right = frame.y(value), frame.width - frame.right
    return (
        f'<line class="line {css}" x1="{frame.left:g}" x2="{right:g}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="tick {css}" x="{right + 6:g}" y="{y + 4:.1f}">{escape(text)}</text>'
    )


def flags(frame: Frame, marks: Sequence[tuple[int, str, str]]) -> str:
    """Small lettered flags (instant, letter, title) standing on the time axis."""
    y = frame.height - frame.bottom
    return "".join(
        f'<g class="flag plate{escape(letter)}"><title>{escape(title)}</title>'
        f'<circle cx="{frame.x(at):.1f}" cy="{y:g}" r="4"/></g>'
        for at, letter, title in marks
        if frame.start <= at <= frame.end
    )


def whole_hours(start: int, end: int) -> tuple[int, int]:
    """[start, end) or, where it is empty, one hour from `start`."""
    return (start, end) if end > start else (start, start + HOUR)
