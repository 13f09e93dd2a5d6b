"""Which rows keep their order when one order of ids becomes another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_in_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The largest set of ids of `old` that stand in the same order in `new` (longest
    increasing subsequence, n log n). Ids are unique within each."""
    head, tail = _alike(old, new)
    middle = new[head : len(new) - tail]
    kept = _in_order(old[head : len(old) - tail], middle)
    return kept.union(new[:head], new[len(new) - tail :])


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many ids are the same at the beginning, and at the end of what is left."""
    short, head, tail = min(len(old), len(new)), 0, 0
    while head < short and old[head] == new[head]:
        head += 1
    while tail < short - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _in_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    wanted = {row: at for at, row in enumerate(new)}
    positions = [wanted[row] for row in old if row in wanted]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(positions):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    kept: set[str] = set()
    cursor = ends[-1] if ends else None
    while cursor is not None:
        kept.add(new[positions[cursor]])
        cursor = before[cursor]
    return frozenset(kept)
