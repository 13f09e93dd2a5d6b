"""Which rows keep their order when one order of ids becomes another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_in_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The largest set of ids of `old` that stand in the same order in `new` (longest
    increasing subsequence, n log n). Ids are unique within each."""
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
