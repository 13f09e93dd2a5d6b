"""Order lines as sums over time: paid, refunded, lines, units, and orders counted once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from controlroom.core.errors import BugError
from controlroom.facts.codes import Codes
from controlroom.facts.columns import MISSING, Int, OrderLines
from controlroom.facts.ledger import Ledger
from controlroom.facts.productbook import ProductBook, ProductSales, ProductTotals
from controlroom.facts.sales import Sales

_NEVER = int(MISSING)


class OrderBook:
    """Sums of order lines by the instant they were paid (refunds: by the refund's instant).

    A line counts when it has `paid_at`; its money counts when it also has an amount.
    A line without a quantity counts as one piece.
    """

    def __init__(self) -> None:
        self.lines_known = 0  # paid or not
        self._closed = False
        self._orders = Codes()
        self._products = Codes()
        self._first = array("q")  # by order code: first paid instant
        self._live = array("q")  # by order code: lines paid at that instant
        self._mixed: dict[int, dict[int, int]] = {}  # orders paid at several instants
        self._sales = Ledger(values=3, tags=2)  # gmv, lines, units by order, product
        self._refunds = Ledger(values=1, tags=1)  # by product
        self._firsts = Ledger(values=1)  # orders at their first paid instant
        self._by_product = ProductBook(self._products, self._sales, self._refunds)

    @classmethod
    def of(cls, sales: Sales) -> OrderBook:
        """The book of a whole session to look back on. Nothing may be applied to it: it
        does not know its orders by name."""
        made = cls()
        made._closed = True
        made.lines_known = sales.known
        made._products = Codes(sales.products)
        made._by_product = ProductBook(made._products, made._sales, made._refunds)
        one = np.ones(len(sales), np.int64)
        gmv = np.where(sales.amount != MISSING, sales.amount, 0)
        units = np.where(sales.quantity != MISSING, sales.quantity, 1)
        made._sell(sales.paid_at, sales.order, sales.product, np.stack([gmv, one, units]))
        unnamed = np.full((1, len(sales.back)), -1, np.int64)
        made._refunds.add(sales.back_at, sales.back[np.newaxis], unnamed)
        first = np.full(int(sales.order.max(initial=-1)) + 1, np.iinfo(np.int64).max)
        np.minimum.at(first, sales.order, sales.paid_at)
        made._firsts.add(first, np.ones((1, len(first)), np.int64))
        return made

    def apply(self, before: OrderLines | None, after: OrderLines | None) -> None:
        """Take `before` out and put `after` in. O(lines of the batch). Raises BugError on a
        book made by `of`."""
        if self._closed:
            raise BugError("order lines applied to a book that is only looked back on")
        parts = [self._entries(lines, sign) for lines, sign in ((before, -1), (after, 1)) if lines]
        self.lines_known += (len(after) if after else 0) - (len(before) if before else 0)
        if parts:
            at, orders, signs = (np.concatenate(column) for column in zip(*parts, strict=True))
            self._count_orders(at, orders, signs)

    def sales(self, edges: Int) -> Int:
        """(3, m): paid minor units, lines, pieces of the m cells between `edges`."""
        return self._sales.cells(edges)

    def refunds(self, edges: Int) -> Int:
        """(m,) refunded minor units of the cells between `edges`."""
        back: Int = self._refunds.cells(edges)[0]
        return back

    def orders(self, edges: Int) -> Int:
        """(m,) orders by the instant their first line was paid."""
        count: Int = self._firsts.cells(edges)[0]
        return count

    def pieces(self, product_id: str, until: int | None = None) -> int:
        """Pieces of a product paid so far, or before `until`."""
        return self._by_product.pieces(product_id, until)

    def by_product(self, start: int, end: int) -> Mapping[str, ProductTotals]:
        """Totals of [start, end) by product id; products that sold nothing are left out."""
        return self._by_product.totals(start, end)

    def sales_by_product(self, start: int, end: int) -> Mapping[str, ProductSales]:
        """The same without the orders, which cost the most to count."""
        return self._by_product.sales(start, end)

    def refunds_by_product(self, start: int, end: int) -> Mapping[str, int] | None:
        """Refunded minor units of [start, end) by product id; None in a book made by `of`,
        which does not know them."""
        return None if self._closed else self._by_product.refunds(start, end)

    def _sell(self, at: Int, orders: Int, products: Int, values: Int) -> None:
        """Enter `values` (3, n): minor units, lines, pieces, signed."""
        self._sales.add(at, values, np.stack([orders, products]))
        self._by_product.sold(orders, products, values)

    def _entries(self, lines: OrderLines, sign: int) -> tuple[Int, Int, Int]:
        """Enter the paid lines with `sign`; gives (paid_at, order codes, signs) of them."""
        paid = np.flatnonzero(lines.paid_at != MISSING)
        at = lines.paid_at[paid]
        orders = self._orders.code(lines.order_id[paid])
        products = self._products.code(lines.product_id[paid])
        amount, quantity = lines.amount[paid], lines.quantity[paid]
        money, one = amount != MISSING, np.ones(len(paid), np.int64)
        gmv = np.where(money, amount, 0)
        units = np.where(quantity != MISSING, quantity, 1)
        self._sell(at, orders, products, sign * np.stack([gmv, one, units]))
        back = money & (lines.refunded[paid] > 0)
        when = lines.refunded_at[paid]
        when = np.where(when != MISSING, when, at)[back]
        money_back = sign * lines.refunded[paid][back]
        self._refunds.add(when, money_back[np.newaxis], products[back][np.newaxis])
        self._by_product.paid_back(products[back], money_back)
        return at, orders, sign * one

    def _count_orders(self, at: Int, orders: Int, signs: Int) -> None:
        """Move the orders touched to their new first paid instants."""
        known = len(self._first)
        new = len(self._orders.names) - known
        self._first.extend([_NEVER] * new)
        self._live.extend([0] * new)
        at, orders, net = _netted(at, orders, signs)
        fresh = (orders >= known) & _alone(orders) & (net > 0)
        if fresh.any():
            np.frombuffer(self._first, np.int64)[orders[fresh]] = at[fresh]
            np.frombuffer(self._live, np.int64)[orders[fresh]] = net[fresh]
        moves: list[tuple[int, int]] = []
        for order, when, lines in zip(
            *(x[~fresh].tolist() for x in (orders, at, net)), strict=True
        ):
            self._move(order, when, lines, moves)
        self._firsts.add(at[fresh], np.ones((1, int(fresh.sum())), np.int64))
        if moves:
            moved = np.array(moves, np.int64)
            self._firsts.add(moved[:, 0], moved[:, 1][np.newaxis])

    def _move(self, order: int, when: int, lines: int, moves: list[tuple[int, int]]) -> None:
        """`lines` more (or fewer) lines of `order` were paid at `when`."""
        old = self._first[order]
        book = self._mixed.pop(order, None)
        if book is None:
            book = {old: self._live[order]} if self._live[order] else {}
        book[when] = book.get(when, 0) + lines
        if not book[when]:
            del book[when]
        new = min((at for at, n in book.items() if n > 0), default=_NEVER)
        self._first[order], self._live[order] = new, book.get(new, 0)
        if len(book) > (new != _NEVER):
            self._mixed[order] = book
        if new != old:
            moves += [(at, way) for at, way in ((old, -1), (new, 1)) if at != _NEVER]


def _netted(at: Int, orders: Int, signs: Int) -> tuple[Int, Int, Int]:
    """One entry per (order, instant) with the sum of its signs; zero sums left out."""
    rank = np.lexsort((at, orders))
    at, orders, signs = at[rank], orders[rank], signs[rank]
    starts = np.flatnonzero(np.r_[True, (np.diff(orders) != 0) | (np.diff(at) != 0)][: len(at)])
    net = np.add.reduceat(signs, starts) if len(starts) else signs
    kept = net != 0
    return at[starts][kept], orders[starts][kept], net[kept]


def _alone(orders: Int) -> NDArray[np.bool_]:
    """Which of the sorted `orders` differ from both neighbours."""
    steps = np.diff(orders) != 0
    alone: NDArray[np.bool_] = np.r_[True, steps][: len(orders)] & np.r_[steps, True][: len(orders)]
    return alone
