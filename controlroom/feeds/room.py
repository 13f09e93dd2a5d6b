"""Parts of a room series → room samples, counts told apart as deltas or cumulative."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.columns import MISSING, Float, Int, Kind, RoomSamples, Text
from controlroom.feeds.cells import BAD, Reading, filled
from controlroom.feeds.checks import Refusals, read_ints, refuse_unread, refuse_where
from controlroom.feeds.tables import Part
from controlroom.feeds.times import Times
from controlroom.feeds.titles import FIELDS
from controlroom.feeds.values import (
    Cell,
    Fault,
    blank,
    count,
    money_parser,
    number,
    stay,
)
from controlroom.ports import Chunk, FileRequest

METRICS = FIELDS["room"][2:]
SNAPSHOTS = frozenset({"online", "average_stay"})
_BAD = float("-inf")
_FEWEST = 5  # readings from which a column may be told cumulative


def read_room(request: FileRequest, table: Iterable[Part], notes: list[Message]) -> Iterator[Chunk]:
    """The series as chunks, in file order.

    `minute` m is the stretch of a minute that ends m minutes after `request.start`. With
    `at`, a delta is taken as what happened from there to the next row, a snapshot or a
    cumulative count as read at that instant. Raises WorldError without a start.
    """
    parts = [_RoomPart(part, request) for part in table]
    _refuse_repeats(parts)
    kinds = {
        metric: _kind(metric, parts, request.counts)
        for metric in METRICS
        if any(metric in part.values for part in parts)
    }
    notes += [
        message("import.note.kind", column=f"@import.metric.{metric}", kind=f"@import.kind.{kind}")
        for metric, kind in kinds.items()
    ]
    every = np.concatenate([part.at[part.kept] for part in parts])
    gap = _usual_gap(every)
    for part in parts:
        yield part.chunk(kinds, np.unique(every), gap)


def counts_as(values: Float) -> Kind:
    """Whether counts in time order are cumulative or deltas, by their shape.

    Cumulative: at least five readings, three of them rises, and falls (slips of the
    hand) in at most one step of twenty. NaN values are passed over.
    """
    given = values[~np.isnan(values)]
    steps = np.diff(given)
    rises, falls = int((steps > 0).sum()), int((steps < 0).sum())
    grows = len(given) >= _FEWEST and rises >= 3 and falls * 20 <= len(steps)
    return Kind.CUMULATIVE if grows else Kind.DELTA


@dataclass(slots=True)
class _Found:
    """What a part holds of one metric."""

    values: Float
    title: str


class _RoomPart:
    """One part of the series, read."""

    def __init__(self, part: Part, request: FileRequest) -> None:
        self._part = part
        self.refusals = Refusals(part)
        self.by_minute = not part.has("at")
        if self.by_minute and request.start is None:
            raise WorldError("import.room.needs_start", file=Path(request.path).name)
        self.at = self._instants(request)
        self.values: dict[str, Float] = {}
        for metric in METRICS:
            if part.has(metric):
                self.values[metric] = self._numbers(metric, request)
        self.repeats: set[int] = set()

    @property
    def kept(self) -> Int:
        """Indices of the rows that count."""
        kept = self.refusals.kept()
        return kept[~np.isin(kept, sorted(self.repeats))]

    def refuse(self, index: int) -> None:
        """Refuse a row that contradicts an earlier one of its instant."""
        name = "minute" if self.by_minute else "at"
        cell = self._part.cells(name)[index]
        self.refusals.add(index, name, cell, message("import.row.reading_twice"))

    def chunk(self, kinds: dict[str, Kind], instants: Int, gap: int) -> Chunk:
        """All readings of the part in long form, metric by metric."""
        kept = self.kept
        parts = [self._samples(name, kinds[name], kept, instants, gap) for name in self.values]
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        metric, kind, at, period, value, rows = columns
        source = filled(len(at), self._part.columns.layout.name)
        return Chunk(
            batch=RoomSamples(
                source=source, metric=metric, kind=kind, at=at, period=period, value=value
            ),
            errors=self.refusals.errors(),
            read=len(self._part),
            done=self._part.done,
            rows=rows,
        )

    def _samples(
        self, metric: str, kind: Kind, kept: Int, instants: Int, gap: int
    ) -> tuple[Text, Text, Int, Int, Float, Int]:
        value = self.values[metric][kept]
        given = ~np.isnan(value)
        rows, value = self.at[kept][given], value[given]
        at = rows
        period = np.zeros(len(at), np.int64)
        if kind is Kind.DELTA and self.by_minute:
            period[:] = MINUTE
        elif kind is Kind.DELTA:
            nexts = np.append(np.diff(instants), gap)[np.searchsorted(instants, at)]
            period = np.minimum(nexts, gap)
            at = at + period
        return filled(len(at), metric), filled(len(at), kind.value), at, period, value, rows

    def _instants(self, request: FileRequest) -> Int:
        """Where each row stands: the end of its minute, or its own time."""
        when: Callable[[Cell], int] = Times(request.zone, request.time_format)
        name, parse = ("minute", count) if self.by_minute else ("at", when)
        found = read_ints(self._part, {name: Reading(parse)}, self.refusals)[name]
        refuse_where(self._part, name, found == MISSING, "import.row.no_time", self.refusals)
        if not self.by_minute:
            return found
        start = request.start or Instant(0)
        far = (found > BAD) & (np.abs(found) > 1_000_000)
        refuse_where(self._part, name, far, "import.row.count", self.refusals)
        return np.where(np.abs(found) <= 1_000_000, start + found * MINUTE, found)

    def _numbers(self, metric: str, request: FileRequest) -> Float:
        reading = Reading(_parser(metric, request.currency), _BAD)
        cells = self._part.cells(metric)
        values = reading.floats(cells)
        refuse_unread(self._part, metric, cells, values == _BAD, reading, self.refusals)
        below = (values < 0) & (values != _BAD)
        if metric != "gmv":
            refuse_where(self._part, metric, below, "import.row.negative", self.refusals)
        return values


def _parser(metric: str, currency: str) -> Callable[[Cell], float]:
    """Cell → value (gmv in minor units, stay in ms); NaN when not given."""
    if metric == "average_stay":
        return stay
    if metric == "gmv":
        money = money_parser(currency)
        return lambda cell: float("nan") if blank(cell) else float(money(cell))
    return _plain_number if metric == "online" else _whole_number


def _plain_number(cell: Cell) -> float:
    try:
        value = number(cell)
    except Fault:
        raise Fault("import.row.number") from None
    return float("nan") if value is None else float(value)


def _whole_number(cell: Cell) -> float:
    return float("nan") if blank(cell) else float(count(cell))


def _kind(metric: str, parts: list[_RoomPart], counts: str) -> Kind:
    if metric in SNAPSHOTS:
        return Kind.SNAPSHOT
    if counts in (Kind.DELTA, Kind.CUMULATIVE):
        return Kind(counts)
    told = [
        (part.at[part.kept], part.values[metric][part.kept])
        for part in parts
        if metric in part.values
    ]
    at, values = (np.concatenate(column) for column in zip(*told, strict=True))
    return counts_as(values[np.argsort(at, kind="stable")])


def _usual_gap(at: Int) -> int:
    """The median gap between the rows' instants, ms; a minute where there is none."""
    gaps = np.diff(np.unique(at))
    return int(np.median(gaps)) if len(gaps) else int(MINUTE)


def _refuse_repeats(parts: list[_RoomPart]) -> None:
    """An instant told twice: dropped when the same, refused when not."""
    seen: dict[int, tuple[str, ...]] = {}
    for part in parts:
        for i in part.refusals.kept().tolist():
            told = tuple(f"{name}={values[i]}" for name, values in part.values.items())
            first = seen.setdefault(int(part.at[i]), told)
            if first is not told and first == told:
                part.repeats.add(i)
            elif first is not told:
                part.refuse(i)
