"""What the good rows of imported files hold: nothing counted twice, missing is not zero."""

from __future__ import annotations

import numpy as np

from controlroom.facts.adbook import AdBook
from controlroom.facts.columns import MISSING, AdSamples, Int, Kind, OrderLines, RoomSamples
from controlroom.ports import Batch

_NEVER = int(MISSING)


class Totals:
    """Sums over the batches of one import. Money in minor units, instants UTC ms.

    Files that overlap tell a row twice: it counts once, as it was told last. Rows of an ad
    report that differ only in basis tell one spend.
    """

    def __init__(self) -> None:
        self.lines = 0  # rows of all batches
        self.first: int | None = None  # start of what the earliest row covers
        self.last: int | None = None  # end of what the latest covers
        self._orders, self._ads, self._room = _Orders(), AdBook(), _Room()

    def add(self, batch: Batch) -> None:
        """Count one more batch."""
        self.lines += len(batch)
        if isinstance(batch, OrderLines):
            self._orders.add(batch)
            self._reach(batch.paid_at, batch.paid_at)
        elif isinstance(batch, AdSamples):
            self._ads.apply(batch)
            self._reach(batch.from_at, batch.to_at)
        else:
            self._room.add(batch)
            known = ~np.isnan(batch.value)
            self._reach((batch.at - batch.period)[known], batch.at[known])

    def _reach(self, starts: Int, ends: Int) -> None:
        starts, ends = starts[starts != MISSING], ends[ends != MISSING]
        if len(starts):
            self.first = min(int(starts.min()), self.first if self.first is not None else 1 << 62)
        if len(ends):
            self.last = max(int(ends.max()), self.last if self.last is not None else -(1 << 62))

    @property
    def amount(self) -> int | None:
        """What was paid, spent or the room's GMV; None where no row says it."""
        return self._orders.paid if self._orders.seen else self._sampled("spend", "gmv")

    @property
    def orders(self) -> int | None:
        """Distinct orders of order lines, paid or not, else the sum of those counted."""
        return self._orders.count if self._orders.seen else self._sampled("orders", "orders")

    def _sampled(self, of_ads: str, of_room: str) -> int | None:
        """The sum over the ad samples where any tells it, else over the room's."""
        told = self._ads.stretches(of_ads).amount
        return int(told.sum()) if len(told) else self._room.total(of_room)

    @property
    def paid_orders(self) -> int | None:
        """Distinct orders with a paid line; None where the files are no order files."""
        return self._orders.paid_count if self._orders.seen else None


class _Orders:
    """Order lines by their natural key, told apart by its hash: 32 bytes a row."""

    def __init__(self) -> None:
        self._rows: list[Int] = []  # (5, n): line, order, paid at, amount, updated at

    @property
    def seen(self) -> bool:
        """Whether there was any line."""
        return bool(self._rows)

    def add(self, lines: OrderLines) -> None:
        """Enter the lines of a batch."""
        if not len(lines):
            return
        orders = lines.order_id.tolist()
        keys = [*map(hash, zip(orders, lines.line_id.tolist(), strict=True))]
        columns = (keys, [*map(hash, orders)], lines.paid_at, lines.amount, lines.updated_at)
        self._rows.append(np.array(columns, np.int64))

    @property
    def count(self) -> int:
        """Distinct orders, paid or not."""
        return len(np.unique(self._held()[1]))

    @property
    def paid_count(self) -> int:
        """Distinct orders with a paid line."""
        held = self._held()
        return len(np.unique(held[1][held[2] != MISSING]))

    @property
    def paid(self) -> int | None:
        """Σ amounts of the paid lines; None where none tells its amount."""
        held = self._held()
        amounts = held[3][(held[2] != MISSING) & (held[3] != MISSING)]
        return int(amounts.sum()) if len(amounts) else None

    def _held(self) -> Int:
        """The rows as the store holds them: of one line the last that is not older."""
        whole = np.concatenate(self._rows, axis=1)
        self._rows = [whole[:, held_rows(whole[0], whole[4])]]
        return self._rows[0]


def held_rows(keys: Int, updated: Int) -> Int:
    """One index for each key: its last row that is not older (by `updated`, UTC ms, MISSING
    where not told) than the one held before it, as the store decides."""
    rank = np.argsort(keys, kind="stable")
    ordered = keys[rank]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    held, ends = rank[starts], np.append(starts[1:], len(keys))
    for group in np.flatnonzero(ends - starts > 1).tolist():
        now, *others = rank[starts[group] : ends[group]].tolist()
        for later in others:
            times = int(updated[later]), int(updated[now])
            now = later if _NEVER in times or times[0] >= times[1] else now
        held[group] = now
    return held


class _Room:
    """Deltas of a room series by their natural key: a running total is not a sum."""

    def __init__(self) -> None:
        self._told: dict[str, dict[tuple[str, int], float]] = {"gmv": {}, "orders": {}}

    def add(self, samples: RoomSamples) -> None:
        """Enter the readings of a batch."""
        for metric, told in self._told.items():
            of = (samples.metric == metric) & (samples.kind == Kind.DELTA.value)
            keys = zip(samples.source[of].tolist(), samples.at[of].tolist(), strict=True)
            told.update(zip(keys, samples.value[of].tolist(), strict=True))

    def total(self, metric: str) -> int | None:
        """Σ of the metric; None where nothing tells it. What is not a number is taken back."""
        told = [value for value in self._told[metric].values() if value == value]
        return sum(map(round, told)) if told else None
