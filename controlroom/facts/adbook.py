"""Ad report rows as spend, attributed GMV and counts over time, nothing counted twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from controlroom.facts.columns import MISSING, AdSamples, Int
from controlroom.facts.spreading import NONE, Stretches, stretches

METRICS = ("spend", "impressions", "clicks", "views", "orders", "gmv")
_NEVER = int(MISSING)


class _Scope(NamedTuple):
    """Whose figures a row gives; "" in `channel` or `campaign` is the total over all."""

    source: str
    channel: str
    campaign: str

    def holds(self, other: _Scope) -> bool:
        """Whether a figure of `other` is part of the same figure of this scope."""
        return (
            self.source == other.source
            and self.channel in ("", other.channel)
            and self.campaign in ("", other.campaign)
        )


class _Row(NamedTuple):
    """One figure of one scope over [start, end)."""

    scope: _Scope
    start: int
    end: int
    amount: int


class AdBook:
    """Rows by natural key: applying a row again replaces it.

    Rows of one period that differ only in `basis` give their spend and counts once
    (the largest given); `gmv` is kept by basis. Where periods or scopes overlap (an
    hour beside its day, a campaign beside the account), the finest rows count, and
    a coarser row counts for what they leave of it.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str, int, int, str], tuple[int, ...]] = {}
        self._ready: dict[tuple[str, str, str | None], Stretches] = {}
        self._bases: tuple[str, ...] | None = ()
        self.newest: dict[str, int] = {}  # by source: end of the newest period

    def apply(self, ads: AdSamples) -> None:
        """Enter or replace rows by their natural key."""
        keys = zip(
            *(c.tolist() for c in (ads.source, ads.channel, ads.campaign)),
            *(c.tolist() for c in (ads.from_at, ads.to_at, ads.basis)),
            strict=True,
        )
        values = zip(*(getattr(ads, metric).tolist() for metric in METRICS), strict=True)
        self._rows.update(zip(keys, values, strict=True))
        for source, end in zip(ads.source.tolist(), ads.to_at.tolist(), strict=True):
            self.newest[source] = max(end, self.newest.get(source, _NEVER))
        self._ready.clear()
        self._bases = None

    def bases(self) -> tuple[str, ...]:
        """The bases some attributed GMV is given in, sorted."""
        if self._bases is None:
            gmv = METRICS.index("gmv")
            found = {key[5] for key, row in self._rows.items() if row[gmv] != _NEVER}
            self._bases = tuple(sorted(found))
        return self._bases

    def stretches(self, metric: str, *, basis: str = "", channel: str | None = None) -> Stretches:
        """What `metric` is known, disjoint where it matters. `basis` only matters for
        "gmv"; `channel` None takes all channels, else that one."""
        key = (metric, basis, channel)
        if key not in self._ready:
            self._ready[key] = _disjoint(self._figures(metric, basis, channel))
        return self._ready[key]

    def _figures(self, metric: str, basis: str, channel: str | None) -> list[_Row]:
        index = METRICS.index(metric)
        best: dict[tuple[_Scope, int, int], int] = {}
        for (source, at, campaign, start, end, of), row in self._rows.items():
            wanted = channel in (None, at) and (metric != "gmv" or of == basis)
            if wanted and row[index] != _NEVER:
                key = (_Scope(source, at, campaign), start, max(end, start + 1))
                best[key] = max(row[index], best.get(key, _NEVER))
        return sorted(_Row(*key, amount) for key, amount in best.items())


def _disjoint(rows: list[_Row]) -> Stretches:
    """The rows as stretches; coarser rows cut down to what finer ones leave."""
    if not rows:
        return NONE
    by_source: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_source[row.scope.source].append(row)
    parts: list[tuple[int, int, int]] = []
    for some in by_source.values():
        parts += [(r.start, r.end, r.amount) for r in some] if _plain(some) else _cut(some)
    columns = np.array(parts, np.int64).reshape(-1, 3).T
    return stretches(*_columns(columns))


def _columns(table: Int) -> tuple[Int, Int, Int]:
    return table[0], table[1], table[2]


def _plain(rows: list[_Row]) -> bool:
    """No scope holds another, and no two rows (sorted) of one scope overlap."""
    scopes = {row.scope for row in rows}
    totals = [s for s in scopes if not s.channel or not s.campaign]
    if any(total != other and total.holds(other) for total in totals for other in scopes):
        return False
    return all(a.scope != b.scope or a.end <= b.start for a, b in pairwise(rows))


def _cut(rows: list[_Row]) -> list[tuple[int, int, int]]:
    """Finest first: each row gives what the parts already taken within it leave."""
    taken: list[_Row] = []
    for row in sorted(rows, key=_coarseness):
        inner = [
            part
            for part in taken
            if part.start < row.end and row.start < part.end and row.scope.holds(part.scope)
        ]
        left = row.amount - sum(_within(part, row.start, row.end) for part in inner)
        if left > 0 or not inner:
            taken += _laid_out(row, max(left, 0), inner)
    return [(part.start, part.end, part.amount) for part in taken]


def _coarseness(row: _Row) -> tuple[int, bool, bool, _Row]:
    return row.end - row.start, not row.scope.campaign, not row.scope.channel, row


def _within(part: _Row, start: int, end: int) -> int:
    """The amount of `part` that falls into [start, end), cut by rounding down."""
    length = part.end - part.start
    upto = part.amount * (min(end, part.end) - part.start) // length
    return upto - part.amount * (max(start, part.start) - part.start) // length


def _laid_out(row: _Row, amount: int, inner: list[_Row]) -> list[_Row]:
    """`amount` over the stretches of `row` not covered by `inner` (over all of it when
    nothing is left uncovered), by length."""
    holes: list[tuple[int, int]] = []
    at = row.start
    for part in sorted(inner, key=lambda p: p.start):
        if part.start > at:
            holes.append((at, part.start))
        at = max(at, part.end)
    if at < row.end:
        holes.append((at, row.end))
    holes = holes or [(row.start, row.end)]
    whole, done, laid = sum(end - start for start, end in holes), 0, []
    for start, end in holes:
        upto = done + end - start
        share = amount * upto // whole - amount * done // whole
        laid.append(_Row(row.scope, start, end, share))
        done = upto
    return laid
