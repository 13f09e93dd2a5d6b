"""Writing a batch of facts: new ones in one statement; known ones compared, then changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.dialects import sqlite

from controlroom.ports import Upsert
from controlroom.store.bulk import MANY, Bulk
from controlroom.store.engine import Writer, positional
from controlroom.store.kinds import ORDERS, Kind, Row, batch_of, lists_of, taken
from controlroom.store.lookup import Lookup

LIVE = 0
"""The `import_no` of facts that came from no import."""


def upserting(table: Table, dialect: str, *, replace: bool) -> Insert:
    """INSERT that leaves (or with `replace` overwrites) a row of the same primary key."""
    keys = [column.name for column in table.primary_key]
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # 30 ms: only where it is used

        into = postgresql.insert(table)
        if not replace:
            return into.on_conflict_do_nothing(index_elements=keys)
        news = {c.name: into.excluded[c.name] for c in table.c if c.name not in keys}
        return into.on_conflict_do_update(index_elements=keys, set_=news)
    if not replace:  # a quarter faster than ON CONFLICT DO NOTHING
        return insert(table).prefix_with("OR IGNORE")
    lite = sqlite.insert(table)
    fresh = {c.name: lite.excluded[c.name] for c in table.c if c.name not in keys}
    return lite.on_conflict_do_update(index_elements=keys, set_=fresh)


@dataclass(slots=True)
class _Plan:
    """What is to happen to the known and unknown keys of one batch, in its own order."""

    before: dict[Row, Row]  # key → row with its import_no, as stored
    now: dict[Row, Row] = field(default_factory=dict)
    last: dict[Row, int] = field(default_factory=dict)
    kept: int = 0
    updated: int = 0
    unchanged: int = 0

    def changed(self) -> Iterator[tuple[Row, int]]:
        """(key, index of the row that won) of everything that really differs now."""
        for key, index in self.last.items():
            stored = self.before.get(key)
            if stored is None or stored[:-1] != self.now[key]:
                yield key, index


class Upserter:
    """Puts batches of one kind into its table."""

    def __init__(self, kind: Kind, writer: Writer) -> None:
        self._kind = kind
        names = ["session_no", *kind.columns, "import_no"]
        table, changes, dialect = kind.table, kind.changes, writer.dialect.name
        self._names = names
        self._add = self._text(upserting(table, dialect, replace=False), names, writer)
        self._put = self._text(upserting(table, dialect, replace=True), names, writer)
        self._note = self._text(insert(changes), ["by_import", *names], writer)
        self._bulk = Bulk(table, "?" if dialect == "sqlite" else "%s")
        self._lookup = Lookup(kind, writer)
        self._key = self._key_of(kind)
        self._updated = kind.columns.index(kind.updated) if kind.updated else None

    @staticmethod
    def _text(statement: Insert, names: list[str], writer: Writer) -> str:
        return positional(statement.values(dict.fromkeys(names)), writer)

    @staticmethod
    def _key_of(kind: Kind) -> Any:
        at = [kind.columns.index(name) for name in kind.keys]
        pick = itemgetter(*at)
        return pick if len(at) > 1 else lambda row: (pick(row),)

    def put(self, connection: Connection, session: int, batch: Any, into: int) -> Upsert:
        """Upsert `batch` within the transaction; `into` is the import's number or LIVE."""
        if not len(batch):
            return Upsert(kept=0, updated=0, unchanged=0)
        lists = lists_of(self._kind, batch)
        with closing(connection.connection.cursor()) as cursor:
            seen = len(batch) >= MANY and self._any_stored(cursor, session, lists)
            if not seen and self._all_new(cursor, session, lists, into):
                return Upsert(kept=len(batch), updated=0, unchanged=0, after=self._lines(batch))
            at = self._in_question(cursor, session, lists)
            rows = list(zip(*([some[i] for i in at] for some in lists), strict=True))
            plan = self._compare(cursor, session, rows)
        plan.unchanged += len(batch) - len(at)
        return self._apply(connection, session, taken(batch, at), rows, plan, into)

    def _all_new(self, cursor: Any, session: int, lists: list[Any], into: int) -> bool:
        """Insert the rows if none of them is known; else nothing happens. On the driver's
        own cursor: live batches are small, and each layer above costs as much as they do."""
        cursor.execute("SAVEPOINT put")
        if len(lists[0]) < MANY:
            rows = zip(repeat(session), *lists, repeat(into), strict=False)  # one at a time
            cursor.executemany(self._add, rows)
            inserted: int = cursor.rowcount
        else:
            inserted = self._bulk.insert(cursor, self._names, [session, *lists, into])
        new = inserted == len(lists[0])
        if not new:
            cursor.execute("ROLLBACK TO SAVEPOINT put")
        cursor.execute("RELEASE SAVEPOINT put")
        return new

    def _any_stored(self, cursor: Any, session: int, lists: list[Any]) -> bool:
        """Whether one of three rows is: then it is no use to try to insert them all."""
        keys, size = lists[: len(self._kind.keys)], len(lists[0])
        some = [tuple(column[at] for column in keys) for at in (0, size // 2, size - 1)]
        return any(self._lookup.stored(cursor, session, some))

    def _in_question(self, cursor: Any, session: int, lists: list[Any]) -> Sequence[int]:
        """The indices of the rows that may change something: of many, those not stored
        exactly so. All of them where a key comes twice: then their order counts."""
        size = len(lists[0])
        if size < MANY or len(set(zip(*lists[: len(self._kind.keys)], strict=True))) < size:
            return range(size)
        return self._lookup.differing(cursor, session, lists)

    def _compare(self, cursor: Any, session: int, rows: list[Row]) -> _Plan:
        keys = [self._key(row) for row in rows]
        stored = self._lookup.stored(cursor, session, keys) if keys else ()
        plan = _Plan(before={self._key(row): row for row in stored})
        now = plan.now = {key: row[:-1] for key, row in plan.before.items()}
        for index, row in enumerate(rows):
            key = self._key(row)
            held = now.get(key)
            if held is None:
                plan.kept += 1
            elif held == row or self._older(row, held):
                plan.unchanged += 1
                continue
            else:
                plan.updated += 1
            now[key], plan.last[key] = row, index
        return plan

    def _older(self, row: Row, held: Row) -> bool:
        if self._updated is None:
            return False
        new, old = row[self._updated], held[self._updated]
        return new is not None and old is not None and bool(new < old)

    def _apply(
        self,
        connection: Connection,
        session: int,
        batch: Any,
        rows: list[Row],
        plan: _Plan,
        into: int,
    ) -> Upsert:
        changed = list(plan.changed())
        before = [plan.before[key] for key, _ in changed if key in plan.before]
        news = [(session, *rows[index], into) for _, index in changed]
        # A row this import wrote already has its older self noted (or none: it made it).
        notes = [(into, session, *old) for old in before if old[-1] != into]
        for text, values in ((self._note, notes), (self._put, news)):
            if values:
                connection.exec_driver_sql(text, values)
        after = taken(batch, [index for _, index in changed]) if changed else None
        olds: Sequence[Row] = [old[:-1] for old in before]
        return Upsert(
            kept=plan.kept,
            updated=plan.updated,
            unchanged=plan.unchanged,
            before=self._lines(batch_of(self._kind, list(olds))) if olds else None,
            after=self._lines(after),
        )

    def _lines(self, batch: Any) -> Any:
        """What goes out in an `Upsert`: order lines only."""
        return batch if self._kind is ORDERS else None
