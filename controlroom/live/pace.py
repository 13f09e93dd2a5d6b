"""Where GMV will end: a forecast from the running show, the plan and the streamer's past.

Method (ours; the pieces are textbook: ratio estimator on a known shape, shrinkage to a
prior, empirical prediction intervals):

1. *Shape*: which share of a show's GMV is done by now, `d`. The script's targets say one
   (in script order); the median of the streamer's past shows says another (by share of
   time). They are mixed by how many past shows there are, n / (n + MIX).
2. *Level*: how the show does against its target: sold / (target × d), shrunk in logarithms
   towards what her shows usually do against their targets (1 without past shows) with the
   weight PRIOR / (d + PRIOR). (The last half hour by itself told nothing more.)
3. *Forecast*: sold + target × (1 - d) × level.
4. *Bands*: how the rest of the show came out against what was forecast (`SPREAD`, by d).

MIX, PRIOR and SPREAD were chosen on one half of the shows of `benchmarks/bench_pace.py`;
it prints error and coverage on the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

import numpy as np

from controlroom.core.records import record
from controlroom.facts.columns import Float

POINTS = 101
"""A past show's shape is known at so many evenly spaced shares of its time."""
MIX, PRIOR = 6.0, 0.4
LEAST_SHARE = 0.02
"""Before this share of the show is done there is nothing to forecast from."""
SPREAD: tuple[tuple[float, float, float, float, float], ...] = (
    (0.08, 0.76, 0.88, 1.18, 1.31),
    (0.23, 0.78, 0.90, 1.17, 1.27),
    (0.51, 0.71, 0.82, 1.13, 1.27),
    (0.77, 0.61, 0.78, 1.15, 1.36),
    (0.92, 0.37, 0.65, 1.22, 1.52),
)
"""(d, 10 %, 25 %, 75 %, 90 %): quantiles of the rest that came over the rest forecast."""


@record
class Past:
    """A show that is over. `shape`: float64 of `POINTS`, cumulative share of its GMV, 0 to
    1; `level`: its GMV over its target (None without a target)."""

    shape: Float
    level: float | None


@record
class Pace:
    """The GMV expected at the end, minor units: between `low50` and `high50` in half of
    all shows, between `low80` and `high80` in four fifths. `share`: of it done by now."""

    final: float
    low80: float
    low50: float
    high50: float
    high80: float
    share: float


def shape_of(sold: Float) -> Float | None:
    """The shape of a show from its GMV by the minute (NaN: none); None without sales."""
    known = np.nan_to_num(sold)
    total = np.r_[0.0, np.cumsum(known)]
    if len(total) < 2 or total[-1] <= 0:
        return None
    places = np.linspace(0.0, 1.0, len(total))
    shape: Float = np.interp(np.linspace(0.0, 1.0, POINTS), places, total / total[-1])
    return shape


def forecast(sold: Float, target: Float, past: Sequence[Past] = ()) -> Pace | None:
    """The forecast after the first m minutes of a show of n.

    `sold`: m, GMV of each minute so far (minor units, NaN: none). `target`: n, the
    cumulative target at the end of each minute as the show is expected to run; its shape
    is that of the plan. None before `LEAST_SHARE` of it is done, or without a target.
    """
    known = np.nan_to_num(sold)
    m, n = min(len(known), len(target)), len(target)
    if m == 0 or target[-1] <= 0:
        return None
    done = _done(target, past)
    if done[m - 1] < LEAST_SHARE or known.sum() < 1:
        return None
    so_far, whole = float(known.sum()), float(target[-1])
    share = float(min(done[m - 1], 1.0))
    rest = whole * (1.0 - share) * _level(known[:m], done, whole, past) if m < n else 0.0
    low80, low50, high50, high80 = (so_far + rest * each for each in _spread(share))
    return Pace(
        final=so_far + rest, low80=low80, low50=low50, high50=high50, high80=high80, share=share
    )


def _done(target: Float, past: Sequence[Past]) -> Float:
    """n: the share of GMV done at the end of each minute."""
    plan: Float = target / target[-1]
    if not past:
        return plan
    usual = np.median([show.shape for show in past], axis=0)
    time = np.arange(1, len(target) + 1) / len(target)
    weight = len(past) / (len(past) + MIX)
    mixed: Float = weight * np.interp(time, np.linspace(0, 1, POINTS), usual) + (1 - weight) * plan
    return mixed


def _level(sold: Float, done: Float, whole: float, past: Sequence[Past]) -> float:
    """What the rest of the show will do against its target."""
    share, so_far = float(done[len(sold) - 1]), float(sold.sum())
    seen = log(so_far) - log(whole) - log(share)  # of denormal sales, too
    return exp((share * seen + PRIOR * _habit(past)) / (share + PRIOR))


def _habit(past: Sequence[Past]) -> float:
    """log of what her shows do against their targets; shrunk to 0 when they are few."""
    levels = [log(show.level) for show in past if show.level is not None and show.level > 0]
    return sum(levels) / (len(levels) + 2)


def _spread(share: float) -> tuple[float, float, float, float]:
    """The multiples of the rest forecast that make the bands."""
    table = np.array(SPREAD)
    low80, low50, high50, high80 = (
        float(np.interp(share, table[:, 0], table[:, i])) for i in range(1, 5)
    )
    return low80, low50, high50, high80
