"""What each product sold: running sums, so that a whole show costs no more than a minute.

Sums over a stretch of time are taken from the entries inside it, or from the running sums
less the entries outside it, whichever are fewer. Both are exact: entries are signed, and a
correction takes the old line out before it puts the new one in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from controlroom.facts.codes import Codes
from controlroom.facts.columns import Int
from controlroom.facts.ledger import Ledger

_HIGH = 32  # bits of a pair that hold the product
_LOW = (1 << _HIGH) - 1
_WAITING = 65_536  # pairs that may wait unsorted
Total = TypeVar("Total", covariant=True)


class ProductTotals(NamedTuple):
    """What one product sold: paid minor units, pieces, distinct orders."""

    gmv: int
    units: int
    orders: int


class ProductSales(NamedTuple):
    """The same without the orders, which cost the most to count."""

    gmv: int
    units: int


class ByProduct(Mapping[str, Total]):
    """Totals by product id, made one by one when asked for: there may be 50,000 products,
    and a plan asks for twenty."""

    def __init__(
        self,
        products: Codes,
        sold: NDArray[np.bool_],
        columns: tuple[Int, ...],
        make: Callable[..., Total],
    ) -> None:
        """`sold` and each of `columns` (what `make` takes): one per product code."""
        self._products, self._sold = products, sold
        self._columns, self._make = columns, make

    def __getitem__(self, product: str) -> Total:
        code = self._products.find(product)
        if code is None or code >= len(self._sold) or not self._sold[code]:
            raise KeyError(product)
        return self._make(*(int(column[code]) for column in self._columns))

    def __iter__(self) -> Iterator[str]:
        return map(self._products.names.__getitem__, np.flatnonzero(self._sold).tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self._sold))


class Pairs:
    """Lines of each (order, product), and in how many orders each product has any."""

    def __init__(self) -> None:
        self._keys: Int = np.empty(0, np.int64)  # sorted: order << 32 | product
        self._lines: Int = np.empty(0, np.int64)
        self._orders: Int = np.zeros(0, np.int64)  # by product
        self._new: list[tuple[Int, Int]] = []
        self._waiting = 0

    def add(self, orders: Int, products: Int, lines: Int) -> None:
        """`lines` (n,) more, or fewer, of the pairs."""
        self._new.append(((orders << _HIGH) | products, lines))
        self._waiting += len(lines)
        if self._waiting > _WAITING:
            self._settle()

    def orders(self, size: int) -> Int:
        """(size,) orders by product code."""
        self._settle()
        found: Int = np.zeros(size, np.int64)
        found[: len(self._orders)] = self._orders
        return found

    def orders_without(self, orders: Int, products: Int, lines: Int, size: int) -> Int:
        """The same as if these lines were not there."""
        found = self.orders(size)
        keys, less = _netted((orders << _HIGH) | products, lines)
        place = np.searchsorted(self._keys, keys)  # all are known
        have = self._lines[place]
        gone = ((have - less > 0).astype(np.int64)) - (have > 0)
        np.add.at(found, keys & _LOW, gone)
        return found

    def _settle(self) -> None:
        if not self._new:
            return
        keys, lines = _netted(*(np.concatenate(column) for column in zip(*self._new, strict=True)))
        self._new, self._waiting = [], 0
        place = np.searchsorted(self._keys, keys)
        known = np.zeros(len(keys), np.bool_)
        within = place < len(self._keys)
        known[within] = self._keys[place[within]] == keys[within]
        before = np.zeros(len(keys), np.int64)
        before[known] = self._lines[place[known]]
        self._lines[place[known]] += lines[known]
        self._count(keys & _LOW, ((before + lines > 0).astype(np.int64)) - (before > 0))
        fresh = ~known
        if fresh.any():
            self._keys = np.insert(self._keys, place[fresh], keys[fresh])
            self._lines = np.insert(self._lines, place[fresh], lines[fresh])

    def _count(self, products: Int, steps: Int) -> None:
        size = int(products.max(initial=-1)) + 1
        if size > len(self._orders):
            self._orders = np.concatenate(
                [self._orders, np.zeros(size - len(self._orders), np.int64)]
            )
        np.add.at(self._orders, products, steps)


class ProductBook:
    """The sums of all entries of two ledgers by product. `sales`: (gmv, lines, units) under
    (order, product); `refunds`: (money,) under (product,)."""

    def __init__(self, products: Codes, sales: Ledger, refunds: Ledger) -> None:
        self._products, self._sales, self._refunds = products, sales, refunds
        self._sums: Int = np.zeros((3, 0), np.int64)
        self._back: Int = np.zeros(0, np.int64)
        self._pairs = Pairs()
        self._until: tuple[int, Int] | None = None

    def sold(self, orders: Int, products: Int, values: Int) -> None:
        """`values` (3, n), signed, were added to `sales`."""
        self._sums, self._until = _wider(self._sums, len(self._products.names)), None
        for row, some in zip(self._sums, values, strict=True):
            np.add.at(row, products, some)
        self._pairs.add(orders, products, values[1])

    def paid_back(self, products: Int, money: Int) -> None:
        """`money` (n,), signed, was added to `refunds`."""
        self._back = _wider(self._back[np.newaxis], len(self._products.names))[0]
        np.add.at(self._back, products, money)

    def pieces(self, product_id: str, until: int | None = None) -> int:
        """Pieces of a product paid so far, or before `until`."""
        code = self._products.find(product_id)
        if code is None or code >= self._sums.shape[1]:
            return 0
        if until is None:
            return int(self._sums[2, code])
        return int(self._units(until)[code])

    def _units(self, until: int) -> Int:
        """(products,) pieces paid before `until`, kept while it is asked for again and again
        (a plan asks for each of its products)."""
        if self._until is None or self._until[0] != until:
            tags, values = self._sales.rows(until, _END)
            late = _by_code(tags[1], values[2], self._sums.shape[1])
            self._until = (until, self._sums[2] - late)
        return self._until[1]

    def totals(self, start: int, end: int) -> Mapping[str, ProductTotals]:
        """Gmv, pieces and orders of [start, end); products that sold nothing are left out."""
        size, few = len(self._products.names), self._few_inside(start, end)
        sums = self._over(start, end, inside=few)
        if few:
            tags, values = self._sales.rows(start, end)
            keys, lines = _netted((tags[0] << _HIGH) | tags[1], values[1])
            orders = np.bincount(keys[lines > 0] & _LOW, minlength=size).astype(np.int64)
        else:
            tags, values = self._sales.rows_outside(start, end)
            orders = self._pairs.orders_without(tags[0], tags[1], values[1], size)
        columns = (sums[0], sums[2], orders)
        return ByProduct(self._products, sums[1] > 0, columns, ProductTotals)

    def sales(self, start: int, end: int) -> Mapping[str, ProductSales]:
        """The same without the orders."""
        sums = self._over(start, end, inside=self._few_inside(start, end))
        return ByProduct(self._products, sums[1] > 0, (sums[0], sums[2]), ProductSales)

    def refunds(self, start: int, end: int) -> Mapping[str, int]:
        """Refunded minor units of [start, end) by product id; zero sums are left out."""
        size, ledger = len(self._products.names), self._refunds
        if 2 * ledger.count(start, end) <= len(ledger):
            tags, values = ledger.rows(start, end)
            sums = _by_code(tags[0], values[0], size)
        else:
            tags, values = ledger.rows_outside(start, end)
            sums = _wider(self._back[np.newaxis], size)[0] - _by_code(tags[0], values[0], size)
        names = self._products.names
        return {names[code]: int(sums[code]) for code in np.flatnonzero(sums)}

    def _few_inside(self, start: int, end: int) -> bool:
        return 2 * self._sales.count(start, end) <= len(self._sales)

    def _over(self, start: int, end: int, *, inside: bool) -> Int:
        """(3, products) sums of [start, end)."""
        size = len(self._products.names)
        rows = self._sales.rows if inside else self._sales.rows_outside
        tags, values = rows(start, end)
        found: Int = np.stack([_by_code(tags[1], row, size) for row in values])
        return found if inside else _wider(self._sums, size) - found


_END = int(np.iinfo(np.int64).max)


def _netted(keys: Int, lines: Int) -> tuple[Int, Int]:
    """Each key once, sorted, with the sum of its lines."""
    found, which = np.unique(keys, return_inverse=True)
    sums = np.zeros(len(found), np.int64)
    np.add.at(sums, which, lines)
    return found, sums


def _by_code(codes: Int, values: Int, size: int) -> Int:
    sums = np.zeros(size, np.int64)
    np.add.at(sums, codes, values)
    return sums


def _wider(rows: Int, size: int) -> Int:
    """`rows` (r, n) with zeros up to `size` columns."""
    missing = size - rows.shape[1]
    if missing <= 0:
        return rows
    return np.concatenate([rows, np.zeros((len(rows), missing), np.int64)], axis=1)
