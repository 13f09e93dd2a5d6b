"""Asking for many rows by key: one statement, the same for all, finds some dozens at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from controlroom.store.bulk import literal
from controlroom.store.engine import Writer
from controlroom.store.kinds import Kind, Row

_AT_ONCE = 50  # rows of a statement


class Lookup:
    """Finds the rows of one kind's table, on the driver's own cursor."""

    def __init__(self, kind: Kind, writer: Writer) -> None:
        self._kind = kind
        lite = writer.dialect.name == "sqlite"
        self._slot, self._same = ("?", "IS") if lite else ("%s", "IS NOT DISTINCT FROM")
        kept = {column.name: column.type.compile(writer.dialect) for column in kind.table.c}
        self._given = {name: f"CAST(given.{name} AS {type_})" for name, type_ in kept.items()}
        keys = [f"stored.{name} = {self._given[name]}" for name in kind.keys]
        self._on = " AND ".join([f"stored.session_no = {self._slot}", *keys])
        wanted = ", ".join(f"stored.{name}" for name in (*kind.columns, "import_no"))
        self._rows = self._asking(wanted, kind.keys, "JOIN")

    def stored(self, cursor: Any, session: int, keys: Sequence[Row]) -> Iterator[Row]:
        """The stored rows of these keys with their import_no; in no order, some twice."""
        for values in _grouped(list(zip(*keys, strict=True))):
            cursor.execute(self._rows, (*values, session))
            yield from cursor.fetchall()

    def differing(self, cursor: Any, session: int, lists: Sequence[list[Any]]) -> list[int]:
        """The indices of the rows, given as columns, that are not stored exactly so."""
        names, keys = self._kind.columns, self._kind.keys
        fixed = {n: literal(some) for n, some in zip(names, lists, strict=True) if n not in keys}
        varying = [name for name in names if fixed.get(name) is None]
        tests = [f"stored.{n} {self._same} {fixed.get(n) or self._given[n]}" for n in names]
        text = self._asking("given.nth", varying, "LEFT JOIN")
        text += f" WHERE NOT ({' AND '.join(tests)})"
        found, count = list[int](), len(lists[0])
        given = [some for name, some in zip(names, lists, strict=True) if name in varying]
        for first, values in zip(range(0, count, _AT_ONCE), _grouped(given), strict=True):
            cursor.execute(text, (*values, session))
            found += [first + nth for (nth,) in cursor.fetchall() if first + nth < count]
        return sorted(found)

    def _asking(self, wanted: str, names: Sequence[str], join: str) -> str:
        slots = ", ".join([self._slot] * len(names))
        rows = ", ".join(f"({nth}, {slots})" for nth in range(_AT_ONCE))
        given = f"WITH given (nth, {', '.join(names)}) AS (VALUES {rows})"
        asked = ("SELECT", wanted, "FROM given", join, self._kind.table.name, "AS stored")
        return " ".join((given, *asked, "ON", self._on))


def _grouped(lists: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """The values of each `_AT_ONCE` rows after one another; the last row repeated at the end."""
    over = -len(lists[0]) % _AT_ONCE
    flat = chain.from_iterable(zip(*(chain(x, repeat(x[-1], over)) for x in lists), strict=True))
    return zip(*[flat] * (_AT_ONCE * len(lists)), strict=True)
