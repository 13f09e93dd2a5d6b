"""Readings of the room: deltas, cumulative counters told apart into deltas, snapshots."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from controlroom.facts.columns import MISSING, Float, Int, Kind, RoomSamples
from controlroom.facts.spreading import NONE, Stretches, stretches

_Reading = tuple[str, int, float]  # kind, period ms, value
_Chosen = tuple[str, Int, Int, Float]  # kind, at, period, value


class RoomBook:
    """Readings by natural key (source, metric, at): applying one again replaces it.

    A metric told by several sources, or in several kinds, is taken from the one with the
    most readings, never added up. Snapshots (online, average stay) are never summed.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[int, _Reading]] = defaultdict(dict)
        self._ready: dict[str, Stretches] = {}
        self._chosen: dict[str, _Chosen] = {}
        self.newest: dict[str, int] = {}  # by source: newest reading

    def apply(self, room: RoomSamples) -> None:
        """Enter or replace readings by their natural key; NaN values are no readings, and
        take away one that was there."""
        columns = (room.source, room.metric, room.at, room.kind, room.period, room.value)
        for source, metric, at, kind, period, value in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            if value == value:
                self._rows[source, metric][at] = (kind, period, value)
                self.newest[source] = max(at, self.newest.get(source, int(MISSING)))
            elif (source, metric) in self._rows:
                self._rows[source, metric].pop(at, None)
        self._ready.clear()
        self._chosen.clear()

    def has(self, metric: str) -> bool:
        """Whether `metric` is known at all."""
        return any(name == metric and rows for (_, name), rows in self._rows.items())

    def stretches(self, metric: str) -> Stretches:
        """What was added to a counted `metric`, and when. Whole numbers (minor units)."""
        if metric not in self._ready:
            self._ready[metric] = self._added(metric)
        return self._ready[metric]

    def snapshots(self, metric: str) -> tuple[Int, Float]:
        """(at, value) of the snapshots of `metric`, oldest first."""
        kind, at, _, value = self._best(metric)
        if kind != Kind.SNAPSHOT:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        return at, value

    def _best(self, metric: str) -> _Chosen:
        """(kind, at, period, value) of the source and kind with the most readings."""
        if metric not in self._chosen:
            self._chosen[metric] = self._counted(metric)
        return self._chosen[metric]

    def _counted(self, metric: str) -> _Chosen:
        groups: Counter[tuple[str, str]] = Counter()
        for (source, name), readings in self._rows.items():
            if name == metric:
                groups.update((source, kind) for kind, _, _ in readings.values())
        if not groups:
            return "", np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64)
        source, kind = min(groups, key=lambda group: (-groups[group], group))
        rows = sorted((at, r) for at, r in self._rows[source, metric].items() if r[0] == kind)
        at = np.array([when for when, _ in rows], np.int64)
        period = np.array([reading[1] for _, reading in rows], np.int64)
        return kind, at, period, np.array([reading[2] for _, reading in rows], np.float64)

    def _added(self, metric: str) -> Stretches:
        kind, at, period, value = self._best(metric)
        if kind == Kind.DELTA:
            return stretches(at - np.maximum(period, 1), at, np.rint(value).astype(np.int64))
        if kind == Kind.CUMULATIVE:
            return _differenced(at, period, value)
        return NONE


def _differenced(at: Int, period: Int, value: Float) -> Stretches:
    """A counter as what was added between its readings.

    A reading below an earlier one is a slip: it is passed over, and what came since is
    told by the next reading that is not. The first reading counts over its period, or at
    its instant when it has none.
    """
    whole = np.rint(value).astype(np.int64)
    sound = whole >= np.maximum.accumulate(whole)
    at, period, whole = at[sound], period[sound], whole[sound]
    before = np.r_[at[:1] - np.maximum(period[:1], 1), at[:-1]]
    return stretches(before, at, np.diff(whole, prepend=0))
