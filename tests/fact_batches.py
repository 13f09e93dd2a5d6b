"""Readable batches of facts for tests.

orders(line("1", 9900), line("2", 500, refunded=500, refunded_at=T0 + 60_000))
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples, Status

T0 = 1_795_176_000_000
"""An evening in November 2026, ms UTC."""

_TYPES = {"Text": object, "Int": np.int64, "Small": np.int8, "Float": np.float64}


def batch(kind: type[Any], rows: list[dict[str, Any]]) -> Any:
    """Rows as a batch of `kind`; every field must be in each row."""
    made: dict[str, Any] = {}
    for field in fields(kind):
        column = np.empty(len(rows), dtype=_TYPES[str(field.type)])
        column[:] = [row[field.name] for row in rows]
        made[field.name] = column
    return kind(**made)


def line(line_id: str, amount: int | None = 100, **more: Any) -> dict[str, Any]:
    """One order line, paid at T0 unless said otherwise; None is MISSING."""
    row: dict[str, Any] = {
        "line_id": line_id,
        "order_id": f"o{line_id}",
        "product_id": "p1",
        "product_title": "锅",
        "quantity": 1,
        "amount": amount,
        "paid_at": T0,
        "created_at": None,
        "updated_at": None,
        "status": int(Status.PAID),
        "refunded": 0,
        "refunded_at": None,
        "channel": "",
        "carrier": "",
        "streamer": "",
        "buyer_new": -1,
    }
    row |= more
    return {name: MISSING if value is None else value for name, value in row.items()}


def orders(*lines: dict[str, Any]) -> OrderLines:
    """Order lines as columns."""
    made: OrderLines = batch(OrderLines, list(lines))
    return made


def ad(minute: int, spend: int | None = 1000, **more: Any) -> dict[str, Any]:
    """One minute's ad report row."""
    row: dict[str, Any] = {
        "source": "磁力金牛",
        "channel": "直播推广",
        "campaign": "c1",
        "from_at": T0 + minute * 60_000,
        "to_at": T0 + (minute + 1) * 60_000,
        "spend": spend,
        "impressions": 5000,
        "clicks": None,
        "views": 40,
        "orders": 3,
        "gmv": 9900,
        "basis": "direct",
    }
    row |= more
    return {name: MISSING if value is None else value for name, value in row.items()}


def ads(*rows: dict[str, Any]) -> AdSamples:
    """Ad report rows as columns."""
    made: AdSamples = batch(AdSamples, list(rows))
    return made


def reading(metric: str, minute: int, value: float, **more: Any) -> dict[str, Any]:
    """One reading of the room at the end of a minute."""
    row: dict[str, Any] = {
        "source": "罗盘",
        "metric": metric,
        "kind": "delta",
        "at": T0 + minute * 60_000,
        "period": 60_000,
        "value": value,
    }
    return row | more


def room(*rows: dict[str, Any]) -> RoomSamples:
    """Readings of the room as columns."""
    made: RoomSamples = batch(RoomSamples, list(rows))
    return made


def rows(facts: Any) -> list[tuple[Any, ...]]:
    """A batch as sorted tuples (NaN as None), for comparing what is stored."""
    columns = [getattr(facts, field.name).tolist() for field in fields(facts)]
    found = list(zip(*columns, strict=True))
    plain = [tuple(None if isinstance(v, float) and v != v else v for v in row) for row in found]
    return sorted(plain, key=repr)
