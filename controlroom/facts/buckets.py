"""All facts of a session, summed over any stretch of time.

Fed batch by batch with what really changed (O(batch)), asked for any [start, end).
Money is int minor units, instants UTC ms. None (NaN in series) means not known, which is
not zero: once there are order lines, a stretch without one sold 0; a stretch no ad
report covers has no known spend.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

import numpy as np

from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.facts.adbook import AdBook
from controlroom.facts.columns import MISSING, AdSamples, Float, Int, OrderLines, RoomSamples
from controlroom.facts.keeping import Kept
from controlroom.facts.orderbook import OrderBook
from controlroom.facts.productbook import ProductSales, ProductTotals
from controlroom.facts.roombook import RoomBook
from controlroom.facts.sales import Sales
from controlroom.facts.spreading import Stretches, known, spread, spread_total, spread_totals

_BASES = ("same_day", "direct", "whole", "net", "t7", "t15", "t30", "all_in")
_MOST_CELLS = 2_000_000
_REMEMBERED = 4_096  # changes
_END = int(np.iinfo(np.int64).max)
Result = TypeVar("Result")


ADS_ONLY = int(MISSING) + 1
"""Before any instant at which something is sold: see `Buckets.past`."""
COUNTED = (
    "order_id", "product_id", "quantity", "amount", "paid_at", "created_at", "updated_at",
    "refunded", "refunded_at",
)  # fmt: skip
"""The columns of order lines that are read here: the others need not be loaded."""


@record
class MinuteSeries:
    """m cells of `step` ms from `minute[i]` (UTC ms, int64); the last may be shorter.

    Everything else is float64, NaN where not known; money in minor units, `attributed`
    in the basis that `Buckets.attributed` takes.
    """

    minute: Int
    step: int
    gmv: Float
    orders: Float
    lines: Float
    units: Float
    refunded: Float
    spend: Float
    attributed: Float

    def then(self, later: MinuteSeries) -> MinuteSeries:
        """These cells and the `later` ones."""
        return MinuteSeries(
            minute=np.concatenate([self.minute, later.minute]),
            step=self.step,
            gmv=np.concatenate([self.gmv, later.gmv]),
            orders=np.concatenate([self.orders, later.orders]),
            lines=np.concatenate([self.lines, later.lines]),
            units=np.concatenate([self.units, later.units]),
            refunded=np.concatenate([self.refunded, later.refunded]),
            spend=np.concatenate([self.spend, later.spend]),
            attributed=np.concatenate([self.attributed, later.attributed]),
        )


class Buckets:
    """The accumulator. Applying a batch twice changes nothing for ads and the room; order
    lines are given as the store's changes (old and new), so a repeat has none.

    Not thread-safe: it belongs to one thread, queries included.
    """

    def __init__(self) -> None:
        self._orders = OrderBook()
        self._ads = AdBook()
        self._room = RoomBook()
        self._newest_order = int(MISSING)
        self.heard: Instant | None = None
        """Where a recorded or simulated session is played: up to when all it knows is in
        here. None where sources tell by themselves: silence counts from their last word."""
        self._changes: deque[tuple[int, bool]] = deque(maxlen=_REMEMBERED)
        self._changed = 0
        self._kept = Kept()

    @classmethod
    def from_columns(
        cls,
        orders: OrderLines | None = None,
        ads: AdSamples | None = None,
        room: RoomSamples | None = None,
    ) -> Buckets:
        """Buckets of the final rows of a session."""
        made = cls()
        made.apply_orders(None, orders)
        if ads is not None:
            made.apply_ads(ads)
        if room is not None:
            made.apply_room(room)
        return made

    @classmethod
    def of_sales(
        cls, sales: Sales, ads: AdSamples | None = None, room: RoomSamples | None = None
    ) -> Buckets:
        """The same, to look back on: no order lines may be applied to it any more."""
        made = cls.from_columns(None, ads, room)
        made._orders, made._newest_order = OrderBook.of(sales), sales.newest
        return made

    def apply_orders(self, before: OrderLines | None, after: OrderLines | None) -> None:
        """Take the old values of changed lines out and put the new ones in."""
        told = self.source
        self._orders.apply(before, after)
        touched = [_earliest(lines) for lines in (before, after) if lines]
        self._note_change(min(touched, default=_END) if told == self.source else int(MISSING))
        if after:
            seen = (after.paid_at, after.created_at, after.updated_at, after.refunded_at)
            self._newest_order = max(self._newest_order, *(int(column.max()) for column in seen))

    def apply_ads(self, ads: AdSamples) -> None:
        """Enter or replace ad rows by natural key."""
        self._ads.apply(ads)
        self._note_change(int(MISSING))

    def apply_room(self, room: RoomSamples) -> None:
        """Enter or replace readings by natural key."""
        told = self.source
        self._room.apply(room)
        self._note_change(int(MISSING), only_room=told == self.source == "orders")

    @property
    def changes(self) -> int:
        """How many times facts were applied."""
        return self._changed

    def changed_since(self, changes: int, *, room: bool = True) -> int:
        """The earliest instant at which sums may have become others since there were so many
        `changes`; the end of time when nothing was applied. Ads and the room may have
        changed anywhere: a finer or a more talkative source takes another's place. Without
        `room` only sums of sales and ads are meant."""
        new = self._changed - changes
        if new > len(self._changes):
            return int(MISSING)
        since = islice(reversed(self._changes), new)
        return min((at for at, only_room in since if room or not only_room), default=_END)

    def past(
        self, name: str, key: tuple[object, ...], end: int, work: Callable[[], Result]
    ) -> Result:
        """`work()`, sums of sales and ads before `end` (UTC ms), done once while `key` is the
        same (objects by identity, whole numbers by value) and nothing of that time changes.
        One result is kept under each `name`; who gets it must not change it. With an `end`
        of `ADS_ONLY` it is kept until ads change."""
        since = partial(self.changed_since, room=False)
        return self._kept.ask(name, key, end, self._changed, since, work)

    def _note_change(self, earliest: int, *, only_room: bool = False) -> None:
        """`only_room`: neither sales nor ads are others."""
        self._changed += 1
        self._changes.append((earliest, only_room))

    @property
    def source(self) -> str:
        """Where GMV and orders come from: "orders", "room", or "" (not known)."""
        if self._orders.lines_known > 0:
            return "orders"
        return "room" if self._room.has("gmv") or self._room.has("orders") else ""

    def gmv(self, start: int, end: int) -> int | None:
        """Paid minor units in [start, end): Σ paid amounts (domain §4.1)."""
        return self._sold("gmv", start, end)

    def orders(self, start: int, end: int) -> int | None:
        """Distinct orders first paid in [start, end)."""
        return self._sold("orders", start, end)

    def lines(self, start: int, end: int) -> int | None:
        """Order lines paid in [start, end)."""
        return self._sold("lines", start, end)

    def units(self, start: int, end: int) -> int | None:
        """Pieces paid in [start, end); a line without a quantity counts as one."""
        return self._sold("units", start, end)

    def refunded(self, start: int, end: int) -> int | None:
        """Minor units paid back in [start, end), by the instant of the refund (of the
        payment where the refund has none)."""
        return self._sold("refunded", start, end)

    def net(self, start: int, end: int) -> int | None:
        """Paid less refunded in [start, end), minor units (domain §4.1 净销售)."""
        paid, back = self.gmv(start, end), self.refunded(start, end)
        return None if paid is None or back is None else paid - back

    def spend(self, start: int, end: int, *, channel: str | None = None) -> int | None:
        """Ad spend in minor units in [start, end), of one channel or all."""
        return spread_total(self._ads.stretches("spend", channel=channel), start, end)

    def spends(
        self, spans: Sequence[tuple[int, int]], *, channel: str | None = None
    ) -> list[int | None]:
        """`spend` of each of many spans, in one go."""
        return spread_totals(self._ads.stretches("spend", channel=channel), spans)

    def attributions(
        self, spans: Sequence[tuple[int, int]], *, channel: str | None = None
    ) -> list[int | None]:
        """`attributed` of each of many spans, in one go."""
        what = self._ads.stretches("gmv", basis=self.default_basis, channel=channel)
        return spread_totals(what, spans)

    def attributed(
        self, start: int, end: int, *, basis: str | None = None, channel: str | None = None
    ) -> int | None:
        """GMV the ad platform attributes, minor units, in one basis: the given one, or
        `default_basis`. Bases are never added up."""
        chosen = basis or self.default_basis
        what = self._ads.stretches("gmv", basis=chosen, channel=channel)
        return spread_total(what, start, end)

    @property
    def default_basis(self) -> str:
        """The basis of `attributed` when none is named: the first known of same-day,
        direct, whole, net, T7, T15, T30, all-in; "" when no row has a GMV."""
        found = self._ads.bases()
        return next((basis for basis in _BASES if basis in found), found[0] if found else "")

    def ad_bases(self) -> tuple[str, ...]:
        """The bases in which some ad row gives a GMV."""
        return self._ads.bases()

    def ad_total(
        self, metric: str, start: int, end: int, *, channel: str | None = None
    ) -> int | None:
        """Σ of "impressions" | "clicks" | "views" | "orders" (attributed) of ad rows."""
        return spread_total(self._ads.stretches(metric, channel=channel), start, end)

    def room_total(self, metric: str, start: int, end: int) -> int | None:
        """Σ of a counted room metric in [start, end); None for snapshots or no reading."""
        return spread_total(self._room.stretches(metric), start, end)

    def room_cells(self, metric: str, start: int, end: int, step: int = 60_000) -> Float:
        """`room_total` of each cell of `minutes(start, end, step)`; NaN where not known."""
        return known(*spread(self._room.stretches(metric), _edges(start, end, step)))

    def online_series(self, start: int, end: int) -> tuple[Int, Float]:
        """(at, people) of the online readings in [start, end], both ends included."""
        return self.snapshots("online", start, end)

    def snapshots(self, metric: str, start: int, end: int) -> tuple[Int, Float]:
        """(at, value) of a snapshot metric in [start, end], both ends included: a reading
        at the end of a stretch tells of it."""
        at, value = self._room.snapshots(metric)
        low, high = np.searchsorted(at, start, "left"), np.searchsorted(at, end, "right")
        return at[low:high], value[low:high]

    def by_product(self, start: int, end: int) -> Mapping[str, ProductTotals]:
        """(gmv, units, orders) in [start, end) by product id, from order lines only."""
        return self._orders.by_product(start, end)

    def sales_by_product(self, start: int, end: int) -> Mapping[str, ProductSales]:
        """(gmv, units) in [start, end) by product id: `by_product` for who needs no orders,
        which cost the most to count."""
        return self._orders.sales_by_product(start, end)

    def refunds_by_product(self, start: int, end: int) -> Mapping[str, int] | None:
        """Refunded minor units in [start, end) by product id, by the refund's instant; None
        where the buckets were made to be looked back on (`of_sales`)."""
        return self._orders.refunds_by_product(start, end)

    def units_sold(self, product_id: str, until: int | None = None) -> int:
        """Pieces of a product paid so far (or before `until`), refunds not taken off; 0 when
        none is known."""
        return self._orders.pieces(product_id, until)

    @property
    def newest_order(self) -> Instant | None:
        """The newest instant of any order line; None while there is none."""
        return None if self._newest_order == MISSING else Instant(self._newest_order)

    def freshness(self) -> Mapping[str, Instant]:
        """The newest instant seen by source: "orders", "ads[:name]", "room[:name]"."""
        newest = {} if self._newest_order == MISSING else {"orders": self._newest_order}
        for kind, book in (("ads", self._ads.newest), ("room", self._room.newest)):
            newest |= {f"{kind}:{name}" if name else kind: at for name, at in book.items()}
        return {name: Instant(at) for name, at in newest.items()}

    def minutes(
        self, start: int, end: int, step: int = 60_000, *, basis: str | None = None
    ) -> MinuteSeries:
        """The cells of `step` ms that fill [start, end); `attributed` in `basis` (None:
        `default_basis`).

        Raises ValueError for step < 1 or more than 2,000,000 cells.
        """
        return self.cells(_edges(start, end, step), step=step, basis=basis)

    def cells(self, edges: Int, *, step: int = 0, basis: str | None = None) -> MinuteSeries:
        """The m cells between m + 1 ascending `edges` (UTC ms), as `minutes` gives them."""
        gmv, orders, lines, units, refunded = self._sold_cells(edges)
        chosen = self.default_basis if basis is None else basis
        return MinuteSeries(
            minute=edges[:-1],
            step=step,
            gmv=gmv,
            orders=orders,
            lines=lines,
            units=units,
            refunded=refunded,
            spend=known(*spread(self._ads.stretches("spend"), edges)),
            attributed=known(*spread(self._ads.stretches("gmv", basis=chosen), edges)),
        )

    def _sold(self, what: str, start: int, end: int) -> int | None:
        if self.source == "orders":
            edges = np.array([start, max(end, start)], np.int64)
            if what == "orders":
                return int(self._orders.orders(edges)[0])
            if what == "refunded":
                return int(self._orders.refunds(edges)[0])
            return int(self._orders.sales(edges)[("gmv", "lines", "units").index(what), 0])
        return spread_total(self._from_room(what), start, end)

    def _sold_cells(self, edges: Int) -> tuple[Float, ...]:
        """gmv, orders, lines, units, refunded of each cell."""
        if self.source == "orders":
            gmv, lines, units = self._orders.sales(edges).astype(np.float64)
            orders, refunds = self._orders.orders(edges), self._orders.refunds(edges)
            return gmv, orders.astype(np.float64), lines, units, refunds.astype(np.float64)
        names = ("gmv", "orders", "lines", "units", "refunded")
        return tuple(known(*spread(self._from_room(name), edges)) for name in names)

    def _from_room(self, what: str) -> Stretches:
        return self._room.stretches(what)


def _earliest(lines: OrderLines) -> int:
    """The first instant that the sums of these lines bear on."""
    at = np.concatenate([lines.paid_at, lines.refunded_at])
    return int(at[at != MISSING].min(initial=_END))


def _edges(start: int, end: int, step: int) -> Int:
    cells = -(-max(end - start, 0) // step) if step > 0 else -1
    if not 0 <= cells <= _MOST_CELLS:
        raise ValueError(f"{cells} cells of {step} ms")
    edges = start + step * np.arange(cells + 1, dtype=np.int64)
    edges[-1] = max(end, start)
    return edges
