"""What the sums need of a session's order lines and nothing else, for looking back: paid
lines with numbers in place of ids, and what was paid back. A tenth of the columns."""

from __future__ import annotations

import numpy as np

from controlroom.core.records import record
from controlroom.facts.columns import MISSING, Int, OrderLines, Text

_AT_ONCE = 50_000  # texts coded at a stretch: other threads wait for no longer than that


@record
class Sales:
    """n paid lines and m refunds, in no particular order. Money is minor units, instants
    UTC ms; `amount` and `quantity` are MISSING where not given.

    `order` and `product` are codes from 0 without holes: equal numbers, equal ids.
    `products` are the product ids by code.
    """

    known: int  # lines, paid or not
    newest: int  # the newest instant any line has; MISSING without one
    paid_at: Int
    order: Int
    product: Int
    products: tuple[str, ...]
    quantity: Int
    amount: Int
    back_at: Int  # of the refund; of the payment where the refund has no instant
    back: Int

    def __len__(self) -> int:
        return len(self.paid_at)


def sales_of(lines: OrderLines) -> Sales:
    """The sales in order lines of which every id comes once."""
    paid = np.flatnonzero(lines.paid_at != MISSING)
    at, amount = lines.paid_at[paid], lines.amount[paid]
    back = (amount != MISSING) & (lines.refunded[paid] > 0)
    when = lines.refunded_at[paid]
    order, _ = coded(lines.order_id[paid])
    product, products = coded(lines.product_id[paid])
    seen = (lines.paid_at, lines.created_at, lines.updated_at, lines.refunded_at)
    return Sales(
        known=len(lines),
        newest=max((int(column.max()) for column in seen if len(column)), default=int(MISSING)),
        paid_at=at,
        order=order,
        product=product,
        products=products,
        quantity=lines.quantity[paid],
        amount=amount,
        back_at=np.where(when != MISSING, when, at)[back],
        back=lines.refunded[paid][back],
    )


def coded(texts: Text) -> tuple[Int, tuple[str, ...]]:
    """(codes (n,), texts by code)."""
    known: dict[str, int] = {}
    parts = [np.empty(0, np.int64)]
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE].tolist()
        for text in dict.fromkeys(some):
            known.setdefault(text, len(known))
        parts.append(np.fromiter(map(known.__getitem__, some), np.int64, len(some)))
    return np.concatenate(parts), tuple(known)


def coded_numbers(numbers: Int) -> tuple[Int, Int]:
    """(codes (n,), numbers by code) of ids that are whole numbers: much faster."""
    found, codes = np.unique(numbers, return_inverse=True)
    return codes.astype(np.int64, copy=False), found
