"""Amounts known for a stretch of time, spread evenly over it without losing a cent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from controlroom.facts.columns import Float, Int

_SAFE = 3_000_000_000  # ms (34 days): the square of a longer stretch leaves int64


class Stretches(NamedTuple):
    """n amounts over [start, end) by start, all int64; `end` > `start`. `reach`: the latest
    end so far, which tells where those that reach into a stretch of time begin. `upto`: the
    sum of the amounts so far."""

    start: Int
    end: Int
    amount: Int
    reach: Int
    upto: Int

    def touching(self, start: int, end: int) -> Stretches:
        """Those that may reach into [start, end): all others do not."""
        low = np.searchsorted(self.reach, start, side="right")
        high = np.searchsorted(self.start, end, side="left")
        return Stretches(*(column[low:high] for column in self))


NONE = Stretches(*(np.empty(0, np.int64) for _ in range(5)))


def stretches(start: Int, end: Int, amount: Int) -> Stretches:
    """Stretches at least 1 ms long: an empty one counts wholly at its start."""
    rank = np.argsort(start, kind="stable")
    start, end = start[rank], np.maximum(end, start + 1)[rank]
    amount = amount[rank]
    return Stretches(start, end, amount, np.maximum.accumulate(end), np.cumsum(amount))


def spread(what: Stretches, edges: Int) -> tuple[Int, NDArray[np.bool_]]:
    """(amount (m,), covered (m,)) of the m cells between `edges` (ascending, UTC ms).

    Every stretch is cut by cumulative rounding down, so that any partition of it adds
    up to exactly its amount. `covered`: whether some stretch reaches into the cell.

    Where few stretches lie over an edge, what came before each edge is a running sum and
    those few: that costs as much after a night as after a minute. Else each is laid out.
    """
    if len(edges) > 1:
        what = what.touching(int(edges[0]), int(edges[-1]))
    if len(edges) < 2 or not len(what.start):
        return np.zeros(max(len(edges) - 1, 0), np.int64), np.zeros(max(len(edges) - 1, 0), bool)
    over = np.searchsorted(what.reach, edges, side="right")
    begun = np.searchsorted(what.start, edges, side="left")
    crossing = np.maximum(begun - over, 0)
    if int(crossing.sum()) > len(what.start) + len(edges):
        return _laid_out(what, edges)
    sums = np.diff(_before(what, edges, over, crossing))
    return sums, (begun[1:] > 0) & (what.reach[begun[1:] - 1] > edges[:-1])


def _before(what: Stretches, edges: Int, over: Int, crossing: Int) -> Int:
    """The amount before each edge: of the first `over` stretches all, of the next
    `crossing` their share."""
    edge = np.repeat(np.arange(len(edges)), crossing)
    which = np.arange(len(edge)) - np.repeat(np.cumsum(crossing) - crossing, crossing) + over[edge]
    start, length = what.start[which], what.end[which] - what.start[which]
    shares = _share(np.minimum(edges[edge] - start, length), length, what.amount[which])
    sums = np.where(over > 0, what.upto[over - 1] - what.upto[0] + what.amount[0], 0)
    np.add.at(sums, edge, shares)
    return sums


def _laid_out(what: Stretches, edges: Int) -> tuple[Int, NDArray[np.bool_]]:
    """Each stretch over its cells."""
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


def spread_totals(what: Stretches, spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """`spread_total` of each of many spans, in one go."""
    edges = np.array(sorted({at for span in spans for at in span}), np.int64)
    sums, covered = spread(what, edges) if len(edges) else (np.empty(0, np.int64), np.empty(0))
    upto = np.r_[0, np.cumsum(sums)].tolist()
    seen = np.r_[0, np.cumsum(covered)].tolist()
    ends = np.searchsorted(edges, np.array(spans, np.int64).reshape(-1, 2)).tolist()
    return [
        upto[high] - upto[low] if low < high and seen[high] > seen[low] else None
        for low, high in ends
    ]


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
