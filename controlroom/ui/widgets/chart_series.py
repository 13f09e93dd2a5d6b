"""One thing drawn in a chart: its numbers, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from controlroom.core import formats
from controlroom.ui.widgets.chart_ink import Array, value_at

NOTHING: Array = np.empty(0)


@dataclass(slots=True)
class Series:
    """`item` is the graphics item. `right` series are read on the right-hand axis. A value
    is saved as value / `size`, in `unit`."""

    label: str
    role: str
    item: Any
    bars: bool = False
    right: bool = False
    level: bool = False  # a horizontal line over the whole chart
    alpha: float = 1.0
    x: Array = field(default_factory=lambda: NOTHING)
    end: Array = field(default_factory=lambda: NOTHING)  # right edges of bars
    y: Array = field(default_factory=lambda: NOTHING)
    show: Callable[[float | None], str] = formats.count
    shown: bool = True
    size: float = 1.0
    unit: str = ""

    def largest(self, least: float, most: float) -> float:
        """The largest value from `least` to `most` seconds; 0 where none is known."""
        seen = self.y if self.level else self.y[(self.x >= least) & (self.x <= most)]
        seen = seen[np.isfinite(seen)]
        return float(seen.max()) if len(seen) else 0.0

    def at(self, seconds: float) -> float | None:
        """The value at `seconds`; None in a gap."""
        return value_at(seconds, self.x, self.y, self.end if self.bars else None)

    def last(self) -> tuple[float, float] | None:
        """Where a line ends: (seconds, value) of its last known point; None for bars and
        levels, and where nothing is known."""
        if self.bars or self.level:
            return None
        known = np.flatnonzero(np.isfinite(self.y))
        return (float(self.x[known[-1]]), float(self.y[known[-1]])) if len(known) else None


def known(series: Iterable[Series], *, right: bool) -> tuple[bool, bool]:
    """Whether anything is known of what is read on that side, and whether it is more than
    noughts."""
    here = [one.y[np.isfinite(one.y)] for one in series if one.right is right]
    return any(len(y) for y in here), any(bool(y.any()) for y in here)
