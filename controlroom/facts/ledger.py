"""Signed entries on the time line: appended in O(batch), summed in O(log n), exact to the ms.

A correction is the old entry with a minus sign and the new one with a plus. The
settled part is sorted by time with running sums beside it; the newest entries wait
in a short tail that is summed by hand until it is worth sorting in.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from controlroom.facts.columns import Int

_TAIL = 4_096  # entries that may wait unsorted


class Ledger:
    """Entries of `values` integers at an instant, each under `tags` integers (codes).

    Not thread-safe: a query may sort the tail in.
    """

    def __init__(self, values: int, tags: int = 0) -> None:
        self._at: Int = np.empty(0, np.int64)
        self._values: Int = np.empty((values, 0), np.int64)
        self._tags: Int = np.empty((tags, 0), np.int64)
        self._sums: Int = np.zeros((values, 1), np.int64)
        self._tail: list[tuple[Int, Int, Int]] = []
        self._waiting = 0

    def add(self, at: Int, values: Int, tags: Int | None = None) -> None:
        """Append n entries: `at` (n,) UTC ms, `values` (v, n), `tags` (t, n)."""
        if not len(at):
            return
        none = np.empty((len(self._tags), len(at)), np.int64)
        self._tail.append((at, values, none if tags is None else tags))
        self._waiting += len(at)

    def total(self, start: int, end: int) -> Int:
        """The sums (v,) over [start, end)."""
        return self.cells(np.array([start, end], np.int64))[:, 0]

    def cells(self, edges: Int) -> Int:
        """The sums (v, m) of the m cells [edges[i], edges[i + 1]); edges ascending."""
        tail = self._settle()
        bounds = np.searchsorted(self._at, edges, side="left")
        sums: Int = np.diff(self._sums[:, bounds], axis=1)
        for at, values, _ in tail:
            _add_into(sums, edges, at, values)
        return sums

    def rows(self, start: int, end: int) -> tuple[Int, Int]:
        """(tags (t, n), values (v, n)) of the entries in [start, end)."""
        tail = self._settle()
        low, high = np.searchsorted(self._at, [start, end], side="left")
        tags, values = [self._tags[:, low:high]], [self._values[:, low:high]]
        for at, some, under in tail:
            inside = (at >= start) & (at < end)
            tags.append(under[:, inside])
            values.append(some[:, inside])
        return np.concatenate(tags, axis=1), np.concatenate(values, axis=1)

    def _settle(self) -> list[tuple[Int, Int, Int]]:
        """Sort the tail in when it has grown; the tail that is left."""
        if self._waiting > max(_TAIL, len(self._at) // 8):
            at = np.concatenate([self._at, *(part[0] for part in self._tail)])
            order = np.argsort(at, kind="stable")
            values = np.concatenate([self._values, *(part[1] for part in self._tail)], axis=1)
            tags = np.concatenate([self._tags, *(part[2] for part in self._tail)], axis=1)
            self._at, self._values, self._tags = at[order], values[:, order], tags[:, order]
            self._sums = np.zeros((len(values), len(at) + 1), np.int64)
            np.cumsum(self._values, axis=1, out=self._sums[:, 1:])
            self._tail = []
        elif len(self._tail) > 1:
            joined = [np.concatenate(parts, axis=-1) for parts in zip(*self._tail, strict=True)]
            self._tail = [(joined[0], joined[1], joined[2])]
        self._waiting = sum(len(part[0]) for part in self._tail)
        return self._tail


def _add_into(sums: Int, edges: Int, at: Int, values: Int) -> None:
    """Add entries to the cells they fall into; those outside all cells are left out."""
    cell = np.searchsorted(edges, at, side="right") - 1
    inside: NDArray[np.bool_] = (cell >= 0) & (cell < sums.shape[1])
    for row, some in zip(sums, values, strict=True):
        np.add.at(row, cell[inside], some[inside])
