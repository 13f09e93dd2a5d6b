"""Which rows keep their order when one order of ids becomes another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import compress, count, islice
from operator import is_not, ne


def longest_in_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The largest set of ids of `old` that stand in the same order in `new` (longest
    increasing subsequence, n log n). Ids are unique within each."""
    head, tail = same_ends(old, new)
    middle = new[head : len(new) - tail]
    kept = _in_order(old[head : len(old) - tail], middle)
    return kept.union(new[:head], new[len(new) - tail :])


def alike_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many objects are the same ones at the beginning, and at the end of what is left."""
    return _alike(old, new, is_not)


def same_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many ids are equal at the beginning, and at the end of what is left."""
    return _alike(old, new, ne)


def _alike(
    old: Sequence[object], new: Sequence[object], other: Callable[[object, object], bool]
) -> tuple[int, int]:
    short = min(len(old), len(new))
    head = next(compress(count(), map(other, old, new)), short)
    ends = map(other, islice(reversed(old), short - head), reversed(new))
    return head, next(compress(count(), ends), short - head)


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
