"""A recorded or simulated session played again: its facts in the order they became known."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from controlroom.core.time import Instant
from controlroom.facts.columns import (
    MISSING,
    AdSamples,
    Int,
    OrderLines,
    RoomSamples,
    Status,
)
from controlroom.ports import Batch

C = TypeVar("C", bound=OrderLines | AdSamples | RoomSamples)


@dataclass(slots=True)
class _Track:
    """A batch sorted by the instant its rows became known, and how far it was played."""

    rows: OrderLines | AdSamples | RoomSamples
    known: Int
    place: int = 0

    def until(self, at: int) -> OrderLines | AdSamples | RoomSamples | None:
        """Rows known in (last call, at]; None when there are none."""
        end = int(np.searchsorted(self.known, at, side="right"))
        if end <= self.place:
            return None
        found = taken(self.rows, slice(self.place, end))
        self.place = end
        return found


class Recorded:
    """Facts as they would have come in live.

    An order line comes twice: as paid (without its refund) at `paid_at`, and corrected at
    `refunded_at`. An unpaid line comes when it was created. Ad rows come at the end of
    their period, room readings at their instant. `offset` (ms) moves every instant, so
    that a recorded show can be played as if it began at another time.
    """

    def __init__(
        self,
        orders: OrderLines | None = None,
        ads: AdSamples | None = None,
        room: RoomSamples | None = None,
        *,
        offset: int = 0,
    ) -> None:
        self._offset = offset
        tracks: list[tuple[OrderLines | AdSamples | RoomSamples, Int]] = []
        if orders is not None and len(orders):
            tracks += [_as_paid(orders), _as_refunded(orders)]
        if ads is not None:
            tracks.append((ads, ads.to_at))
        if room is not None:
            tracks.append((room, room.at))
        self._tracks = [_track(rows, known) for rows, known in tracks if len(known)]

    def until(self, instant: Instant) -> tuple[Batch, ...]:
        """The batches that became known since the last call, up to and with `instant`
        (on the moved clock). Orders come before corrections, then ads, then the room."""
        new = [track.until(instant - self._offset) for track in self._tracks]
        return tuple(shifted(batch, self._offset) for batch in new if batch is not None)

    @property
    def ended(self) -> bool:
        """Whether everything was played."""
        return all(track.place == len(track.known) for track in self._tracks)

    @property
    def next_at(self) -> Instant | None:
        """When the next row becomes known (on the moved clock); None when all were played."""
        coming = [int(t.known[t.place]) for t in self._tracks if t.place < len(t.known)]
        return Instant(min(coming) + self._offset) if coming else None


def _track(rows: OrderLines | AdSamples | RoomSamples, known: Int) -> _Track:
    order = np.argsort(known, kind="stable")
    return _Track(taken(rows, order), known[order])


def _as_paid(orders: OrderLines) -> tuple[OrderLines, Int]:
    """Every line as it stood when it was paid, or created where it never was."""
    known = np.where(orders.paid_at != MISSING, orders.paid_at, orders.created_at)
    back = orders.refunded > 0
    before = replace(
        orders,
        refunded=np.where(back, 0, orders.refunded),
        refunded_at=np.where(back, MISSING, orders.refunded_at),
        updated_at=np.where(back, known, orders.updated_at),
        status=np.where(back, np.int8(Status.PAID), orders.status).astype(np.int8),
    )
    seen = known != MISSING
    return taken(before, seen), known[seen]


def _as_refunded(orders: OrderLines) -> tuple[OrderLines, Int]:
    """The corrections: refunded lines at the instant of their refund (of their update where
    the refund states none)."""
    back = orders.refunded > 0
    known = np.where(orders.refunded_at != MISSING, orders.refunded_at, orders.updated_at)
    seen = back & (known != MISSING)
    return taken(orders, seen), known[seen]


def taken(rows: C, which: slice | NDArray[np.bool_] | NDArray[np.intp]) -> C:
    """The rows of a batch that `which` picks."""
    return replace(rows, **{f.name: getattr(rows, f.name)[which] for f in fields(rows)})


_INSTANTS = ("paid_at", "created_at", "updated_at", "refunded_at", "from_at", "to_at", "at")


def shifted(rows: C, offset: int) -> C:
    """A batch with every instant `offset` ms later; missing ones stay missing."""
    if not offset:
        return rows
    moved: dict[str, Any] = {
        f.name: np.where(getattr(rows, f.name) == MISSING, MISSING, getattr(rows, f.name) + offset)
        for f in fields(rows)
        if f.name in _INSTANTS
    }
    return replace(rows, **moved)
