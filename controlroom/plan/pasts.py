"""Past shows as their curves: what a new plan can lean on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from controlroom.core.ids import SessionId
from controlroom.core.records import record
from controlroom.core.time import Instant

PARTS = 48
"""A past show is kept in so many equal parts of its length."""


@record
class PastShow:
    """One show that was on air. `gmv`, `spend` and `attributed` hold `PARTS` sums in minor
    units, one for each equal part of the show; a part of which nothing is known is 0."""

    session: SessionId
    title: str
    start: Instant
    gmv: tuple[int, ...]
    spend: tuple[int, ...]
    attributed: tuple[int, ...]


def grown(curve: Sequence[float], share: float) -> float:
    """How much of `curve` (equal parts) has come by `share` (0..1) of its length; within
    a part it grows evenly."""
    sums = [0.0, *accumulate(curve)]
    place = min(max(share, 0.0), 1.0) * len(curve)
    whole = min(int(place), len(curve) - 1) if curve else 0
    return sums[whole] + (place - whole) * (curve[whole] if curve else 0.0)


def between(curve: Sequence[float], start: float, end: float) -> float:
    """How much of `curve` comes between two shares of its length."""
    return max(0.0, grown(curve, end) - grown(curve, start))
