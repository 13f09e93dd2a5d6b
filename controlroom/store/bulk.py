"""Many new rows at once: what is the same in every row is written into the statement, and
one statement inserts several rows. Half the time of a full row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Table

MANY = 1_000
"""From so many rows on it pays."""

_AT_ONCE = 25  # rows of a statement


@dataclass(frozen=True, slots=True)
class Bulk:
    """INSERTs of one batch into `table`: those already there (by primary key) are left."""

    table: Table
    slot: str  # the driver's mark for a value

    def insert(self, cursor: Any, names: Sequence[str], columns: Sequence[Any]) -> int:
        """Insert rows given as columns (a list, or one value for all rows); how many were new.

        Columns of the key, the session's aside, must be lists; all lists are of one length.
        """
        keys = set(self._keys())
        cells = [
            None if name in keys and isinstance(column, list) else literal(column)
            for name, column in zip(names, columns, strict=True)
        ]
        lists = [column for column, cell in zip(columns, cells, strict=True) if cell is None]
        row = f"({', '.join(cell or self.slot for cell in cells)})"
        whole = len(lists[0]) // _AT_ONCE * _AT_ONCE
        new = 0
        for rows, first, end in ((_AT_ONCE, 0, whole), (1, whole, len(lists[0]))):
            if end > first:
                text = self._text(names, row, rows)
                cursor.executemany(text, _grouped([some[first:end] for some in lists], rows))
                new += cursor.rowcount
        return new

    def _text(self, names: Sequence[str], row: str, rows: int) -> str:
        values, columns, keys = ", ".join([row] * rows), ", ".join(names), ", ".join(self._keys())
        into = f"INSERT INTO {self.table.name} ({columns})"
        return f"{into} VALUES {values} ON CONFLICT ({keys}) DO NOTHING"

    def _keys(self) -> list[str]:
        return [column.name for column in self.table.primary_key]


def _grouped(lists: list[list[Any]], rows: int) -> Iterator[tuple[Any, ...]]:
    """The values of `rows` rows after one another."""
    if rows == 1:
        return zip(*lists, strict=True)
    flat = chain.from_iterable(zip(*lists, strict=True))
    return zip(*[flat] * (rows * len(lists)), strict=True)


def literal(column: Any) -> str | None:
    """SQL of the one value of a column; None when it has several, or a text."""
    value = column
    if isinstance(column, list):
        value = column[0]
        if column[-1] != value or column.count(value) != len(column):
            return None
    if value is None:
        return "NULL"
    if value == "":
        return "''"
    return str(value) if type(value) is int else None
