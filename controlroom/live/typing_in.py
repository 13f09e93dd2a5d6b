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
    that was taken back. `late`: those that a correction brought in."""

    of: Instant
    values: tuple[tuple[str, int | None], ...]
    late: frozenset[str] = frozenset()

    @property
    def known(self) -> dict[str, int]:
        """The figures that stand."""
        return {name: value for name, value in self.values if value is not None}


@record
class Doubt:
    """A counter that went back ("below") or jumped ("jump") from `last`, or is past what a
    later row says ("above" it: `last`)."""

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


def next_values(typed: Sequence[Typed], after: Instant) -> dict[str, int]:
    """The first value of each figure behind `after`."""
    found: dict[str, int] = {}
    for row in sorted(typed, key=lambda one: one.of, reverse=True):
        if row.of > after:
            found |= row.known
    return found


def doubts(
    last: Mapping[str, int], values: Mapping[str, int], then: Mapping[str, int] | None = None
) -> tuple[Doubt, ...]:
    """The counters among `values` that are likely typed wrong, given the `last` ones and
    (of a row in between) what they were `then`."""
    counters = {n: v for n, v in values.items() if BY_NAME[n].kind is Kind.CUMULATIVE}
    later = then or {}
    found = [_doubt(name, v, last.get(name), later.get(name)) for name, v in counters.items()]
    return tuple(doubt for doubt in found if doubt is not None)


def _doubt(name: str, value: int, last: int | None, then: int | None) -> Doubt | None:
    if last is not None and value < last:
        return Doubt(name=name, why="below", last=last, value=value)
    if then is not None and value > then:
        return Doubt(name=name, why="above", last=then, value=value)
    if last is not None and value > JUMP * last > 0:
        return Doubt(name=name, why="jump", last=last, value=value)
    return None


def with_row(typed: Sequence[Typed], row: Typed) -> tuple[Typed, ...]:
    """`typed` with `row` in; a row of the same instant is corrected: the figures that it
    names are replaced."""
    old = next((one for one in typed if one.of == row.of), None)
    before = dict(old.values) if old else {}
    late = {name for name, value in row.values if value is not None and before.get(name) is None}
    merged = Typed(
        of=row.of,
        values=tuple({**before, **dict(row.values)}.items()),
        late=(old.late | late) if old else frozenset(),
    )
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
    (a step back counts as none). A step that a correction of any row has ended, or may have,
    is told as not known. None without any."""
    marks = [_Mark(at=int(since), total=0), *_readings(typed, since)]
    steps: list[tuple[int, int, int]] = []
    spent = 0
    for place, mark in enumerate(marks[1:], 1):
        grown, spent = max(0, (mark.total or 0) - spent), max(spent, mark.total or 0)
        steps += _told(marks[:place], mark, grown)
    return _spend(steps) if steps else None


@record
class _Mark:
    """The counter at an instant; None where it was taken back. `loose`: it has been without
    one while later marks may have stood."""

    at: int
    total: int | None
    loose: bool = False


def _readings(typed: Sequence[Typed], since: Instant) -> list[_Mark]:
    """The counter of spend in the rows behind `since` that tell of it, or told."""
    told = [(row, dict(row.values)[SPEND]) for row in typed if SPEND in dict(row.values)]
    return [
        _Mark(at=int(row.of), total=total, loose=total is None or SPEND in row.late)
        for row, total in told
        if row.of > since
    ]


def _told(before: Sequence[_Mark], mark: _Mark, grown: int) -> list[tuple[int, int, int]]:
    """The steps to `mark` that there are, or were: from the mark that stands before it, and
    from each that has stood before it while those in between did not."""
    steps: list[tuple[int, int, int]] = []
    done = mark.total is None
    for start in reversed(before):
        stands = not done and start.total is not None
        steps.append((start.at, mark.at, grown if stands else int(MISSING)))
        done = done or stands
        if not start.loose:
            break
    return steps


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
