"""Facts out of the database as columns, without a Python object per row where SQLite can
join a whole column into one text (4 times as fast as fetching rows)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, Column, ColumnElement, Connection, SmallInteger, func, select

from controlroom.facts.columns import MISSING
from controlroom.store.kinds import Kind, blank, column_of, text_column

_BETWEEN = "\x1f"  # ASCII unit separator: parts texts when a column is joined


def load(
    connection: Connection, kind: Kind, where: ColumnElement[bool], only: Collection[str] | None
) -> Any:
    """The facts that `where` picks as a batch; columns not in `only` (if given) are blank."""
    names = [name for name in kind.columns if only is None or name in only]
    columns = None
    if connection.dialect.name == "sqlite":
        columns = _joined(connection, kind, where, names)
    if columns is None:
        columns = _fetched(connection, kind, where, names)
    length = len(next(iter(columns.values()))) if columns else 0
    for name in kind.columns:
        if name not in columns:
            columns[name] = blank(kind, name, length)
    return kind.batch(**columns)


def _fetched(
    connection: Connection, kind: Kind, where: ColumnElement[bool], names: list[str]
) -> dict[str, Any]:
    asked = select(*(kind.table.c[name] for name in names)).where(where)
    rows = connection.execute(asked).all()
    columns: Any = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: column_of(kind, name, got) for name, got in zip(names, columns, strict=True)}


def _joined(
    connection: Connection, kind: Kind, where: ColumnElement[bool], names: list[str]
) -> dict[str, Any] | None:
    """None when a text holds the separator or a column is of floats."""
    cells = [kind.table.c[name] for name in names]
    if not all(_is_whole(cell) or cell.type.python_type is str for cell in cells):
        return None
    joined = [_join(cell) for cell in cells]
    count, *texts = connection.execute(select(func.count(), *joined).where(where)).one()
    if not count:
        return {name: column_of(kind, name, ()) for name in names}
    columns = [_split(kind, cell, text) for cell, text in zip(cells, texts, strict=True)]
    if any(len(column) != count for column in columns):
        return None
    return dict(zip(names, columns, strict=True))


def _is_whole(cell: Column[Any]) -> bool:
    return isinstance(cell.type, (BigInteger, SmallInteger))


def _join(cell: Column[Any]) -> ColumnElement[str]:
    if _is_whole(cell):
        return func.group_concat(func.coalesce(cell, int(MISSING)), ",")
    return func.group_concat(cell, _BETWEEN)


def _split(kind: Kind, cell: Column[Any], text: str) -> Any:
    if not _is_whole(cell):
        return text_column(text.split(_BETWEEN))
    whole = np.fromstring(text, dtype=np.int64, sep=",")
    return whole.astype(np.int8) if isinstance(cell.type, SmallInteger) else whole
