"""Signed entries on the time line: appended in O(batch), summed in O(log² n), exact to the ms.

A correction is the old entry with a minus sign and the new one with a plus. Entries lie in
a few runs, each sorted by time with running sums beside it and some times as long as the
next; the newest wait in a short tail that is summed by hand. So what a sum costs, and what
sorting the tail in costs on average, hardly grows with the night.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from controlroom.facts.columns import Int

_TAIL = 1_024  # entries that may wait unsorted
_STEEP = 4  # a run is at least so many times as long as the next
_ALL = (np.iinfo(np.int64).min, np.iinfo(np.int64).max)


class _Run(NamedTuple):
    """n entries by time from `first` to `last`, and the sums (v, n + 1) of the first
    0, 1 … n of them."""

    at: Int
    values: Int
    tags: Int
    sums: Int
    first: int
    last: int


class Ledger:
    """Entries of `values` integers at an instant, each under `tags` integers (codes).

    Not thread-safe: a query may sort the tail in.
    """

    def __init__(self, values: int, tags: int = 0) -> None:
        self._shape = (values, tags)
        self._runs: list[_Run] = []
        self._tail: list[tuple[Int, Int, Int]] = []
        self._waiting = 0

    def add(self, at: Int, values: Int, tags: Int | None = None) -> None:
        """Append n entries: `at` (n,) UTC ms, `values` (v, n), `tags` (t, n)."""
        if not len(at):
            return
        none = np.empty((self._shape[1], len(at)), np.int64)
        self._tail.append((at, values, none if tags is None else tags))
        self._waiting += len(at)

    def __len__(self) -> int:
        """How many entries there are, corrections counted each."""
        return self._waiting + sum(len(run.at) for run in self._runs)

    def total(self, start: int, end: int) -> Int:
        """The sums (v,) over [start, end)."""
        return self.cells(np.array([start, end], np.int64))[:, 0]

    def cells(self, edges: Int) -> Int:
        """The sums (v, m) of the m cells [edges[i], edges[i + 1]); edges ascending."""
        tail = self._settle()
        sums: Int = np.zeros((self._shape[0], max(0, len(edges) - 1)), np.int64)
        for run in self._within(edges):
            upto = run.sums[:, run.at.searchsorted(edges)]
            sums += upto[:, 1:] - upto[:, :-1]
        for at, values, _ in tail:
            _add_into(sums, edges, at, values)
        return sums

    def _within(self, edges: Int) -> list[_Run]:
        """The runs of which something may lie between `edges`: of the last minutes of a
        night one knows the newest few entries only."""
        if len(edges) < 2:
            return []
        start, end = int(edges[0]), int(edges[-1])
        return [run for run in self._runs if run.first < end and run.last >= start]

    def count(self, start: int, end: int) -> int:
        """How many entries lie in [start, end), corrections counted each."""
        found = 0
        for at, *_ in self._settle():
            found += int(np.count_nonzero((at >= start) & (at < end)))
        for run in self._runs:
            low, high = np.searchsorted(run.at, [start, end], side="left")
            found += max(0, int(high - low))
        return found

    def rows(self, start: int, end: int) -> tuple[Int, Int]:
        """(tags (t, n), values (v, n)) of the entries in [start, end)."""
        tags = [np.empty((self._shape[1], 0), np.int64)]
        values = [np.empty((self._shape[0], 0), np.int64)]
        for at, some, under in self._settle():
            inside = (at >= start) & (at < end)
            tags.append(under[:, inside])
            values.append(some[:, inside])
        for run in self._runs:
            low, high = np.searchsorted(run.at, [start, end], side="left")
            tags.append(run.tags[:, low:high])
            values.append(run.values[:, low:high])
        return np.concatenate(tags, axis=1), np.concatenate(values, axis=1)

    def rows_outside(self, start: int, end: int) -> tuple[Int, Int]:
        """The same of all other entries."""
        before, after = self.rows(_ALL[0], start), self.rows(max(start, end), _ALL[1])
        return (
            np.concatenate([before[0], after[0]], axis=1),
            np.concatenate([before[1], after[1]], axis=1),
        )

    def _settle(self) -> list[tuple[Int, Int, Int]]:
        """Sort the tail in when it has grown; the tail that is left, in one piece."""
        if self._waiting > _TAIL:
            parts = self._tail
            while self._runs and len(self._runs[-1].at) < _STEEP * _length(parts):
                parts = [self._runs.pop()[:3], *parts]
            self._runs.append(_sorted(parts))
            self._tail = []
        elif len(self._tail) > 1:
            joined = [np.concatenate(parts, axis=-1) for parts in zip(*self._tail, strict=True)]
            self._tail = [(joined[0], joined[1], joined[2])]
        self._waiting = _length(self._tail)
        return self._tail


def _length(parts: list[tuple[Int, Int, Int]]) -> int:
    return sum(len(part[0]) for part in parts)


def _sorted(parts: list[tuple[Int, Int, Int]]) -> _Run:
    at = np.concatenate([part[0] for part in parts])
    values = np.concatenate([part[1] for part in parts], axis=1)
    tags = np.concatenate([part[2] for part in parts], axis=1)
    order = np.argsort(at, kind="stable")
    values = values[:, order]
    sums = np.zeros((len(values), len(at) + 1), np.int64)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    at = at[order]
    return _Run(at, values, tags[:, order], sums, int(at[0]), int(at[-1]))


def _add_into(sums: Int, edges: Int, at: Int, values: Int) -> None:
    """Add entries to the cells they fall into; those outside all cells are left out."""
    cell = np.searchsorted(edges, at, side="right") - 1
    inside: NDArray[np.bool_] = (cell >= 0) & (cell < sums.shape[1])
    for row, some in zip(sums, values, strict=True):
        np.add.at(row, cell[inside], some[inside])
