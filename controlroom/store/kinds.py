"""The three kinds of fact, as tables and as columns of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, Float, SmallInteger, Table

from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples
from controlroom.store import tables

Row = tuple[Any, ...]
"""The values of one fact as the driver wants them, in the order of `Kind.columns`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`keys`: natural key within a session; `updated`: column telling which of two is newer."""

    name: str
    batch: type[Any]
    table: Table
    changes: Table
    keys: tuple[str, ...]
    updated: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the batch's columns in the table's order (keys first)."""
        ours = ("session_no", "import_no")
        return tuple(column.name for column in self.table.c if column.name not in ours)


ORDERS = Kind(
    "orders",
    OrderLines,
    tables.order_lines,
    tables.order_line_changes,
    ("line_id", "order_id"),
    "updated_at",
)
ADS = Kind(
    "ads",
    AdSamples,
    tables.ad_samples,
    tables.ad_sample_changes,
    ("source", "channel", "campaign", "from_at", "to_at", "basis"),
)
ROOM = Kind(
    "room", RoomSamples, tables.room_samples, tables.room_sample_changes, ("source", "metric", "at")
)
KINDS = (ORDERS, ADS, ROOM)


def lists_of(kind: Kind, batch: Any) -> list[list[Any]]:
    """The columns of a batch as lists of what SQL can hold; MISSING and NaN become None."""
    return [_listed(getattr(batch, name)) for name in kind.columns]


def _listed(column: Any) -> list[Any]:
    listed: list[Any] = column.tolist()
    if column.dtype == np.int64:
        if not listed or column.min() != MISSING:  # MISSING is the smallest there is
            return listed
        gone = column == MISSING
    elif column.dtype == np.float64:
        gone = np.isnan(column)
    else:
        return listed
    return _without(column, listed, gone)


def _without(column: Any, listed: list[Any], gone: Any) -> list[Any]:
    """`listed` with None where `gone`."""
    if gone.all():
        return [None] * len(listed)
    if not gone.any():
        return listed
    held = column.astype(object)
    held[gone] = None
    return list(held.tolist())


def batch_of(kind: Kind, rows: list[Row]) -> Any:
    """Rows as a batch."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(kind.columns)
    given = zip(kind.columns, columns, strict=True)
    return kind.batch(**{name: column_of(kind, name, values) for name, values in given})


def column_of(kind: Kind, name: str, values: Any) -> Any:
    """A sequence of SQL values as the typed column `name`; None becomes MISSING or NaN."""
    told = kind.table.c[name].type
    if isinstance(told, SmallInteger):
        return np.array(values, dtype=np.int8)
    if isinstance(told, BigInteger):
        known = (
            [MISSING if value is None else value for value in values] if None in values else values
        )
        return np.array(known, dtype=np.int64)
    if isinstance(told, Float):
        return np.array(values, dtype=np.float64)  # None becomes NaN
    return text_column(values)


def text_column(values: Any) -> Any:
    """Strings as a column of objects."""
    column = np.empty(len(values), dtype=np.object_)
    column[:] = values
    return column


def blank(kind: Kind, name: str, length: int) -> Any:
    """A column that was not asked for: "", MISSING, NaN, or -1/0 for small ones."""
    told = kind.table.c[name].type
    if isinstance(told, SmallInteger):
        return np.full(length, -1 if name == "buyer_new" else 0, dtype=np.int8)
    if isinstance(told, BigInteger):
        return np.full(length, MISSING, dtype=np.int64)
    if isinstance(told, Float):
        return np.full(length, np.nan, dtype=np.float64)
    return np.full(length, "", dtype=np.object_)


def taken(batch: Any, at: Sequence[int]) -> Any:
    """The elements of a batch at the indices `at`."""
    if at == range(len(batch)):
        return batch
    return type(batch)(**{f.name: getattr(batch, f.name)[list(at)] for f in fields(batch)})
