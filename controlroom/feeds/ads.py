"""Parts of an ad report → ad samples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from controlroom.core.message import Message, message
from controlroom.core.time import DAY, HOUR, Instant, local
from controlroom.facts.columns import MISSING, AdSamples, Int, Text
from controlroom.feeds.cells import BAD, Reading, filled
from controlroom.feeds.checks import Refusals, read_ints, refuse_where
from controlroom.feeds.tables import Part
from controlroom.feeds.times import Times
from controlroom.feeds.titles import plain
from controlroom.feeds.values import Cell, Fault, count, money_parser, text
from controlroom.plan.sheet import RoiBasis
from controlroom.ports import Chunk, FileRequest

_COUNTS = ("impressions", "clicks", "views", "orders")
_BASES = {basis.value: basis.value for basis in RoiBasis} | {
    "直接": "direct",
    "当日": "same_day",
    "当日累计": "same_day",
    "全站": "whole",
    "全域": "whole",
    "整体": "whole",
    "净成交": "net",
    "综合": "all_in",
    "7日": "t7",
    "7日累计": "t7",
    "15日": "t15",
    "15日累计": "t15",
    "30日": "t30",
    "30日累计": "t30",
}
_DEFAULT_BASIS = RoiBasis.DIRECT.value
Flags = NDArray[np.bool_]
_Key = tuple[str, str, int, int, str]


def read_ads(request: FileRequest, table: Iterable[Part], notes: list[Message]) -> Iterator[Chunk]:
    """The report as chunks. A row with only a start covers the report's usual step, which
    is found over the whole file and told in `notes`."""
    readings = _readings(request)
    parts = [_AdPart(part, readings) for part in table]
    if any(not part.has_end for part in parts):
        starts = np.concatenate([part.start[part.refusals.kept()] for part in parts])
        step = usual_step(starts, request.zone)
        notes.append(message("import.note.ads_step", step_ms=step))
        for part in parts:
            part.fill_end(step)
    if any(part.basis_assumed for part in parts):
        notes.append(message("import.note.ads_basis", basis=f"@import.basis.{_DEFAULT_BASIS}"))
    seen: dict[_Key, tuple[int, ...]] = {}
    for part in parts:
        yield from part.chunks(seen)


def usual_step(starts: Int, zone: str) -> int:
    """ms from one row's start to the next: an even step of days, a day, or at most an hour."""
    apart = np.unique(starts[starts > BAD])
    gaps = np.diff(apart)
    clocks = [local(Instant(int(at)), zone) for at in apart]
    if all(not (clock.hour or clock.minute or clock.second) for clock in clocks):
        even = len(gaps) > 1 and bool((gaps == gaps[0]).all())
        return int(gaps[0]) if even else int(DAY)
    return min(int(gaps.min()), int(HOUR)) if len(gaps) else int(HOUR)


def _readings(request: FileRequest) -> dict[str, Reading]:
    money, when = money_parser(request.currency), Times(request.zone, request.time_format)
    parse: dict[str, Callable[[Cell], int]] = {"at": when, "from": when, "to": when}
    parse |= {"spend": money, "gmv": money, **dict.fromkeys(_COUNTS, count)}
    parse |= {f"gmv:{basis.value}": money for basis in RoiBasis}
    return {name: Reading(function) for name, function in parse.items()}


def _basis(cell: Cell) -> str:
    if not text(cell):
        return ""
    found = _BASES.get(plain(text(cell)).removesuffix("roi").removesuffix("gmv"))
    if found is None:
        raise Fault("import.row.basis", known=", ".join(basis.value for basis in RoiBasis))
    return found


class _AdPart:
    """One part of the report, read; its ends may have to wait for the other parts."""

    def __init__(self, part: Part, readings: dict[str, Reading]) -> None:
        self._part = part
        self.refusals = Refusals(part)
        self._whole = read_ints(part, readings, self.refusals)
        for name in ("at", "from", "to"):
            if name in self._whole:
                self._refuse(name, self._whole[name] == MISSING, "import.row.no_time")
        for name in ("spend", *_COUNTS):
            if name in self._whole:
                below = (self._whole[name] < 0) & (self._whole[name] > BAD)
                self._refuse(name, below, "import.row.negative")
        self.start = self._whole["from" if "from" in self._whole else "at"]
        self.has_end = "to" in self._whole
        self._end = self._whole.get("to", self.start)
        if self.has_end:
            self._refuse(
                "to", (self._end <= self.start) & (self._end > BAD), "import.row.ends_early"
            )
        self._channel = self._words("channel", part.columns.layout.channel)
        self._campaign = self._words("campaign_id", "")
        self._bases, self.basis_assumed = self._read_bases()

    def fill_end(self, step: int) -> None:
        """Give rows without an end the length `step` (ms)."""
        if not self.has_end:
            self._end = self.start + step

    def chunks(self, seen: dict[_Key, tuple[int, ...]]) -> Iterator[Chunk]:
        """The rows once for each basis the report gives; a row that contradicts an earlier
        one of the same key is refused."""
        layers = {"gmv": self._bases}
        for name in self._whole:
            if name.startswith("gmv:"):
                layers[name] = filled(len(self.start), name.removeprefix("gmv:"))
        turns = [self._fresh(gmv, basis, seen) for gmv, basis in layers.items()]
        kept = self.refusals.kept()
        for turn, ((gmv, basis), fresh) in enumerate(zip(layers.items(), turns, strict=True)):
            rows = kept[fresh[kept]]
            yield Chunk(
                batch=self._samples(gmv, basis, rows),
                errors=() if turn else self.refusals.errors(),
                read=0 if turn else len(self._part),
                done=self._part.done,
            )

    def _fresh(self, gmv: str, basis: Text, seen: dict[_Key, tuple[int, ...]]) -> Flags:
        """Which rows are told for the first time."""
        told = [self._column(name).tolist() for name in ("spend", *_COUNTS, gmv)]
        keys = zip(
            *(c.tolist() for c in (self._channel, self._campaign, self.start, self._end, basis)),
            strict=True,
        )
        fresh, good = np.zeros(len(self.start), np.bool_), set(self.refusals.kept().tolist())
        for i, (key, values) in enumerate(zip(keys, zip(*told, strict=True), strict=True)):
            if i not in good or (gmv != "gmv" and values[-1] == MISSING):
                continue
            if key not in seen:
                seen[key], fresh[i] = values, True
            elif seen[key] != values:
                cell = self._part.cells("spend")[i]
                self.refusals.add(i, "spend", cell, message("import.row.ad_twice"))
        return fresh

    def _samples(self, gmv: str, basis: Text, rows: Int) -> AdSamples:
        return AdSamples(
            source=filled(len(rows), self._part.columns.layout.name),
            channel=self._channel[rows],
            campaign=self._campaign[rows],
            from_at=self.start[rows],
            to_at=self._end[rows],
            basis=basis[rows],
            gmv=self._column(gmv)[rows],
            **{name: self._column(name)[rows] for name in ("spend", *_COUNTS)},
        )

    def _column(self, name: str) -> Int:
        return self._whole.get(name, np.full(len(self.start), MISSING))

    def _words(self, name: str, default: str) -> Text:
        if not self._part.has(name):
            return filled(len(self.start), default)
        return Reading(text, "").texts(self._part.cells(name))

    def _read_bases(self) -> tuple[Text, bool]:
        """(basis of each row, whether it had to be assumed)."""
        default = self._part.columns.layout.basis or _DEFAULT_BASIS
        if not self._part.has("basis"):
            assumed = "gmv" in self._whole and not self._part.columns.layout.basis
            return filled(len(self.start), default), assumed
        reading, cells = Reading(_basis, "\x01"), self._part.cells("basis")
        found = reading.texts(cells)
        for i in np.flatnonzero(found == "\x01").tolist():
            why = reading.fault(cells[i])
            if why is not None:
                self.refusals.add(i, "basis", cells[i], why)
        blank = found == ""
        found[blank] = default
        return found, bool(blank.any()) and not self._part.columns.layout.basis

    def _refuse(self, name: str, wrong: Flags, key: str) -> None:
        refuse_where(self._part, name, wrong, key, self.refusals)
