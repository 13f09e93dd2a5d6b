"""Figures copied by hand from the platform's screen: what they are, whether one looks like a
slip of the finger, and the facts they become (source "manual")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.facts.columns import MISSING, AdSamples, Kind, RoomSamples
from controlroom.plan.sheet import RoiBasis

SOURCE = "manual"
SPEND = "spend"
JUMP = 5.0
"""A counter this many times its last value is asked about."""


@record
class Entry:
    """A figure of the platform's screen. `unit`: "minor" | "count"."""

    name: str
    kind: Kind
    unit: str = "count"


ENTRIES = (
    Entry(name="gmv", kind=Kind.CUMULATIVE, unit="minor"),
    Entry(name="orders", kind=Kind.CUMULATIVE),
    Entry(name="online", kind=Kind.SNAPSHOT),
    Entry(name="views", kind=Kind.CUMULATIVE),
    Entry(name="exposures", kind=Kind.CUMULATIVE),
    Entry(name="product_exposures", kind=Kind.CUMULATIVE),
    Entry(name="product_clicks", kind=Kind.CUMULATIVE),
    Entry(name="comments", kind=Kind.CUMULATIVE),
    Entry(name="new_fans", kind=Kind.CUMULATIVE),
    Entry(name=SPEND, kind=Kind.CUMULATIVE, unit="minor"),
)
"""The ten of one row, in the order of the screen."""
BY_NAME: Mapping[str, Entry] = {entry.name: entry for entry in ENTRIES}


@record
class Typed:
    """One row: what the screen said at `of` (minor units, people, counts); None is a figure
    that was taken back."""

    of: Instant
    values: tuple[tuple[str, int | None], ...]

    @property
    def known(self) -> dict[str, int]:
        """The figures that stand."""
        return {name: value for name, value in self.values if value is not None}


@record
class Doubt:
    """A counter that went back ("below") or jumped ("jump") from `last`."""

    name: str
    why: str
    last: int
    value: int


def last_values(typed: Sequence[Typed], before: Instant | None = None) -> dict[str, int]:
    """The newest value of each figure (of those before `before`)."""
    found: dict[str, int] = {}
    for row in sorted(typed, key=lambda one: one.of):
        if before is None or row.of < before:
            found |= row.known
    return found


def doubts(last: Mapping[str, int], values: Mapping[str, int]) -> tuple[Doubt, ...]:
    """The counters among `values` that are likely typed wrong, given the `last` ones."""
    found = []
    for name, value in values.items():
        known = last.get(name)
        if BY_NAME[name].kind is not Kind.CUMULATIVE or known is None:
            continue
        why = "below" if value < known else "jump" if value > JUMP * known > 0 else ""
        if why:
            found.append(Doubt(name=name, why=why, last=known, value=value))
    return tuple(found)


def with_row(typed: Sequence[Typed], row: Typed) -> tuple[Typed, ...]:
    """`typed` with `row` in; a row of the same instant is corrected: the figures that it
    names are replaced."""
    old = next((one for one in typed if one.of == row.of), None)
    values = {**dict(old.values), **dict(row.values)} if old else dict(row.values)
    merged = Typed(of=row.of, values=tuple(values.items()))
    return tuple(sorted((*(t for t in typed if t.of != row.of), merged), key=lambda t: t.of))


def batches(
    typed: Sequence[Typed], since: Instant, *, only: Instant | None = None
) -> list[RoomSamples | AdSamples]:
    """The facts that the rows (`only`: the one of that instant) are; counters began at
    `since`. Spend is told in steps: always all of them, as one may have been corrected."""
    rooms = [room_of(row, since) for row in typed if only is None or row.of == only]
    found = (*rooms, ads_of(typed, since))
    return [batch for batch in found if batch is not None]


def room_of(row: Typed, since: Instant) -> RoomSamples | None:
    """The readings of the room in `row` (NaN: taken back); counters began at `since`. None
    without any."""
    found = [(name, value) for name, value in row.values if name != SPEND]
    if not found:
        return None
    count = len(found)
    kinds = [BY_NAME[name].kind for name, _ in found]
    spans = [max(0, row.of - since) if kind is Kind.CUMULATIVE else 0 for kind in kinds]
    values = [float("nan") if value is None else float(value) for _, value in found]
    return RoomSamples(
        source=_same(SOURCE, count),
        metric=np.array([name for name, _ in found], dtype=object),
        kind=np.array([kind.value for kind in kinds], dtype=object),
        at=np.full(count, row.of, np.int64),
        period=np.array(spans, np.int64),
        value=np.array(values),
    )


def ads_of(typed: Sequence[Typed], since: Instant) -> AdSamples | None:
    """What was spent between the rows that tell of it, from `since` on: the counter's steps
    (a step back counts as none). A reading taken back has no step. None without any."""
    steps: list[tuple[int, int, int]] = []
    told, gone = _readings(typed, since)
    before, spent = int(since), 0
    for of, total in told:
        steps.append((before, of, max(0, total - spent)))
        before, spent = of, max(spent, total)
    for of in gone:  # the steps that once ended or began there
        earlier = max((at for at, _ in told if at < of), default=int(since))
        later = min((at for at, _ in told if at > of), default=None)
        steps.append((earlier, of, int(MISSING)))
        if later is not None:
            steps.append((of, later, int(MISSING)))
    return _spend(steps) if steps else None


def _readings(typed: Sequence[Typed], since: Instant) -> tuple[list[tuple[int, int]], list[int]]:
    """(when, total spend) of the rows behind `since`, and when one was taken back."""
    told = [(row.of, dict(row.values)[SPEND]) for row in typed if SPEND in dict(row.values)]
    behind = [(int(of), spend) for of, spend in told if of > since]
    standing = [(of, spend) for of, spend in behind if spend is not None]
    return standing, [of for of, spend in behind if spend is None]


def _spend(steps: Sequence[tuple[int, int, int]]) -> AdSamples:
    """(from, to, minor units) as rows of the whole account."""
    count = len(steps)
    start, end, spend = (np.array(column, np.int64) for column in zip(*steps, strict=True))
    nothing = np.full(count, MISSING)
    return AdSamples(
        source=_same(SOURCE, count),
        channel=_same("", count),
        campaign=_same("", count),
        from_at=start,
        to_at=end,
        spend=spend,
        impressions=nothing,
        clicks=nothing,
        views=nothing,
        orders=nothing,
        gmv=nothing,
        basis=_same(RoiBasis.WHOLE.value, count),
    )


def _same(text: str, count: int) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([text] * count, dtype=object)
