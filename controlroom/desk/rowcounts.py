"""Rows of ad reports and room series beside what is held: one row becomes many samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from controlroom.core.ids import SessionId
from controlroom.desk.gathering import joined, rows_of
from controlroom.facts.columns import AdSamples, Kind, OrderLines, RoomSamples
from controlroom.ports import Batch, Chunk, FactStore, Upsert

_Key = tuple[object, ...]

_NATURAL: dict[type[Batch], tuple[str, ...]] = {
    AdSamples: ("source", "channel", "campaign", "from_at", "to_at", "basis"),
    RoomSamples: ("source", "metric", "at"),
}


class RowCounts:
    """Tells the rows of the files of one import from the samples that they become, given
    what the store holds of `session` when the first of them comes."""

    def __init__(self, store: FactStore, session: SessionId) -> None:
        self._store, self._session = store, session
        self._held: dict[_Key, _Key] | None = None  # samples by natural key
        self._begun: dict[_Key, dict[_Key, _Key]] = {}  # deltas of the room by their begin
        self._ends: dict[_Key, _Key] = {}  # by natural key: that begin
        self._new, self._changed, self._moved = set[_Key](), set[_Key](), set[_Key]()

    def settled(self, batch: Batch) -> Batch:
        """What is to be put for `batch`. How long the row of a room series lasts is told by
        the rows around it, so that in a file that has grown it may end otherwise: then what
        it was is taken back, or it would count twice."""
        if isinstance(batch, OrderLines):
            return batch
        self._look(batch)
        if not isinstance(batch, RoomSamples):
            return batch
        gone, deltas = list[_Key](), [*_deltas(batch)]
        for begin, key, _ in deltas:  # what another ended with is overwritten, not gone
            was = self._ends.get(key, begin)
            if was != begin:
                del self._begun[was][key]
            self._ends[key] = begin
        for begin, key, sample in deltas:
            others = [old for at, old in self._begun.get(begin, {}).items() if at != key]
            if others:
                gone += others
                self._moved.add(key)
                for old in self._begun[begin].keys() - {key}:
                    del self._ends[old]
            self._begun[begin] = {key: sample}
        return joined((batch, _taken_back(gone, batch)), RoomSamples) if gone else batch

    def of(self, chunk: Chunk, upsert: Upsert) -> Upsert:
        """What the batch of `chunk` did, in rows: new where nothing of the row was held,
        updated where something of it is another now. Rows that say nothing, or again what
        was said, changed nothing (counted where the chunk has read them)."""
        plain = replace(upsert, before=None, after=None)
        if isinstance(chunk.batch, OrderLines):
            return plain
        kept = updated = 0
        for row, samples in _rows(chunk).items():
            found = self._found(row, samples)
            kept, updated = kept + (found == "kept"), updated + (found == "updated")
        rows = chunk.read - rows_of(chunk.errors)
        return replace(plain, kept=kept, updated=updated, unchanged=rows - kept - updated)

    def _found(self, row: _Key, samples: dict[_Key, _Key]) -> str:
        held = self._held if self._held is not None else {}
        known = any(key in held or key in self._moved for key in samples)
        if not known and row not in self._new:
            self._new.add(row)
            held |= samples
            return "kept"
        begun = row in self._new  # by this import, which may bring more of it
        other = any(
            held.get(key, sample if begun else ()) != sample for key, sample in samples.items()
        )
        held |= samples
        if not other or row in self._changed:
            return ""
        self._changed.add(row)
        return "updated"

    def _look(self, batch: Batch) -> None:
        """Once, before the first is put."""
        if self._held is not None:
            return
        facts, ads = self._store, isinstance(batch, AdSamples)
        before: Batch = facts.ads(self._session) if ads else facts.room(self._session)
        self._held = dict(_samples(before))
        if isinstance(before, RoomSamples):
            for begin, key, sample in _deltas(before):
                self._begun.setdefault(begin, {})[key] = sample
                self._ends[key] = begin


def _rows(chunk: Chunk) -> dict[_Key, dict[_Key, _Key]]:
    """The samples of each row, by natural key."""
    batch, found = chunk.batch, dict[_Key, dict[_Key, _Key]]()
    of: Iterator[_Key] = (key[:-1] for key, _ in _samples(batch))  # an ad row, any basis
    if chunk.rows is not None and isinstance(batch, RoomSamples):
        of = zip(batch.source.tolist(), chunk.rows.tolist(), strict=True)
    for row, (key, sample) in zip(of, _samples(batch), strict=True):
        found.setdefault(row, {})[key] = sample
    return found


def _deltas(room: RoomSamples) -> Iterator[tuple[_Key, _Key, _Key]]:
    """(source, metric and begin, natural key, all that is said) of each delta that is known."""
    begins = _columns([room.source, room.metric, room.at - room.period])
    known = (room.kind == Kind.DELTA.value) & ~np.isnan(room.value)
    for begin, (key, sample), counts in zip(begins, _samples(room), known.tolist(), strict=True):
        if counts:
            yield begin, key, sample


def _samples(batch: Batch) -> Iterator[tuple[_Key, _Key]]:
    """(natural key, all that is said) of each sample."""
    keys = _columns([getattr(batch, name) for name in _NATURAL[type(batch)]])
    wholes = _columns([getattr(batch, field.name) for field in fields(batch)])
    return zip(keys, wholes, strict=True)


def _columns(columns: Sequence[np.ndarray]) -> Iterator[_Key]:
    """Row by row; what is not a number becomes None, which equals itself."""
    lists = [column.tolist() for column in columns]
    return zip(*([None if v != v else v for v in some] for some in lists), strict=True)


def _taken_back(samples: Sequence[_Key], like: RoomSamples) -> RoomSamples:
    """These readings of the room, none of which is known any more."""
    columns: dict[str, Any] = {
        field.name: np.array(column, getattr(like, field.name).dtype)
        for field, column in zip(fields(like), zip(*samples, strict=True), strict=True)
    }
    return RoomSamples(**{**columns, "value": np.full(len(samples), np.nan)})
