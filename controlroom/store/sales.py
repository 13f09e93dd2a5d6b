"""The sales of a session straight out of the database: each column comes as one joined text
(no Python object per row), and ids that are numbers never become texts."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Connection, Text, case, cast, func, select

from controlroom.facts.columns import MISSING, Int
from controlroom.facts.sales import Sales, coded, coded_numbers, sales_of
from controlroom.store.kinds import ORDERS, text_column
from controlroom.store.loading import load

_BETWEEN = "\x1f"  # ASCII unit separator: parts the values of a joined column
_LONGEST = 19  # digits of the largest int64
_LARGEST = np.iinfo(np.int64).max  # what numbers of 19 digits beyond it are read as


def load_sales(connection: Connection, session: int) -> Sales:
    """The sales of the session numbered so, as one state of the database has them."""
    c = ORDERS.table.c
    seen = (c.paid_at, c.created_at, c.updated_at, c.refunded_at)
    joined = _columns()
    asked = select(
        func.count(),
        func.count(c.paid_at),
        *(func.max(column) for column in seen),
        *(_join(cell, connection.dialect.name) for cell in joined.values()),
    ).where(c.session_no == session)
    known, lines, *rest = connection.execute(asked).one()
    newest = max((at for at in rest[: len(seen)] if at is not None), default=int(MISSING))
    found = _parsed(dict(zip(joined, rest[len(seen) :], strict=True)), lines)
    if found is None:  # an id holds the separator itself
        return sales_of(load(connection, ORDERS, c.session_no == session, None))
    return Sales(known=known, newest=newest, **found)


def _columns() -> dict[str, Any]:
    """The columns of `Sales`, NULL in rows that have no part in them."""
    c = ORDERS.table.c
    paid = c.paid_at.is_not(None)
    back = paid & c.amount.is_not(None) & (c.refunded > 0)
    return {
        "paid_at": c.paid_at,
        "quantity": case((paid, func.coalesce(c.quantity, int(MISSING)))),
        "amount": case((paid, func.coalesce(c.amount, int(MISSING)))),
        "order": case((paid, c.order_id)),
        "product": case((paid, c.product_id)),
        "back_at": case((back, func.coalesce(c.refunded_at, c.paid_at))),
        "back": case((back, c.refunded)),
    }


def _join(cell: Any, dialect: str) -> Any:
    """The values that are not NULL, in one text. All columns meet the rows in one order."""
    text = cell if dialect == "sqlite" else cast(cell, Text)
    return func.aggregate_strings(text, _BETWEEN)


def _parsed(texts: dict[str, str | None], lines: int) -> dict[str, Any] | None:
    """The joined columns as arrays; None when the ids can't be told apart."""
    order, product = (_codes(texts.pop(name), lines) for name in ("order", "product"))
    if order is None or product is None:
        return None
    products = tuple(map(str, np.asarray(product[1]).tolist()))
    numbers = {name: _numbers(text or "") for name, text in texts.items()}
    return {"order": order[0], "product": product[0], "products": products, **numbers}


def _codes(text: str | None, lines: int) -> tuple[Int, Int | tuple[str, ...]] | None:
    """Codes of ids and the ids by code, as numbers where they are numbers; None when there
    are not as many as `lines`."""
    if text is None or not lines:
        return coded(text_column([]))
    numbers = _ids(text, lines)
    if numbers is not None:
        return coded_numbers(numbers)
    texts = text.split(_BETWEEN)
    return coded(text_column(texts)) if len(texts) == lines else None


def _ids(text: str, lines: int) -> Int | None:
    """Ids as numbers where every one is written as its number is: digits only, none in
    front that is 0, not too large. None otherwise."""
    if not text.isascii():
        return None
    signs = np.frombuffer(text.encode("ascii"), np.uint8)
    cuts = np.flatnonzero(signs == ord(_BETWEEN))
    first = np.concatenate(([0], cuts + 1))
    length = np.concatenate((cuts, [len(signs)])) - first
    digits = int(np.count_nonzero(signs - np.uint8(ord("0")) <= 9))
    if len(first) != lines or digits + len(cuts) != len(signs):
        return None
    if length.min() < 1 or length.max() > _LONGEST:
        return None
    if np.any((signs[first] == ord("0")) & (length > 1)):
        return None
    numbers = _numbers(text)
    return None if numbers.max() == _LARGEST else numbers


def _numbers(text: str) -> Int:
    """Whole numbers out of a joined text of nothing else."""
    return np.fromstring(text, dtype=np.int64, sep=_BETWEEN)
