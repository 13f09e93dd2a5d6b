"""Amounts known for a stretch of time, spread evenly over it without losing a cent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from controlroom.facts.columns import Float, Int

_SAFE = 3_000_000_000  # ms (34 days): the square of a longer stretch leaves int64


class Stretches(NamedTuple):
    """n amounts over [start, end), all int64; `end` > `start`."""

    start: Int
    end: Int
    amount: Int


NONE = Stretches(*(np.empty(0, np.int64) for _ in range(3)))


def stretches(start: Int, end: Int, amount: Int) -> Stretches:
    """Stretches at least 1 ms long: an empty one counts wholly at its start."""
    return Stretches(start, np.maximum(end, start + 1), amount)


def spread(what: Stretches, edges: Int) -> tuple[Int, NDArray[np.bool_]]:
    """(amount (m,), covered (m,)) of the m cells between `edges` (ascending, UTC ms).

    Every stretch is cut by cumulative rounding down, so that any partition of it adds
    up to exactly its amount. `covered`: whether some stretch reaches into the cell.
    """
    cells = len(edges) - 1
    first = np.maximum(np.searchsorted(edges, what.start, side="right") - 1, 0)
    last = np.minimum(np.searchsorted(edges, what.end, side="left"), cells)
    count = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(count)), count)
    cell = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + first[which]
    start, end, amount = what.start[which], what.end[which], what.amount[which]
    upto = _share(np.minimum(edges[cell + 1], end) - start, end - start, amount)
    before = _share(np.maximum(edges[cell], start) - start, end - start, amount)
    sums = np.zeros(cells, np.int64)
    np.add.at(sums, cell, upto - before)
    covered = np.zeros(cells, np.bool_)
    covered[cell] = True
    return sums, covered


def spread_total(what: Stretches, start: int, end: int) -> int | None:
    """The amount that falls into [start, end); None when no stretch reaches into it."""
    if end <= start:
        return None
    sums, covered = spread(what, np.array([start, end], np.int64))
    return int(sums[0]) if covered[0] else None


def known(sums: Int, covered: NDArray[np.bool_]) -> Float:
    """`sums` as float64 with NaN where nothing is known."""
    return np.where(covered, sums.astype(np.float64), np.nan)


def _share(elapsed: Int, length: Int, amount: Int) -> Int:
    """floor(amount * elapsed / length), exactly."""
    if len(length) and int(length.max()) > _SAFE:
        exact = amount.astype(object) * elapsed.astype(object) // length.astype(object)
        return np.asarray(exact, dtype=np.int64)
    whole, rest = np.divmod(amount, length)
    return np.asarray(whole * elapsed + rest * elapsed // length, dtype=np.int64)
