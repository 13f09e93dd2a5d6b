"""Facts by session: imported or live, read back as columns, imports taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import ImportId, SessionId, fresh
from controlroom.core.message import message
from controlroom.core.time import Instant
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.facts.sales import Sales
from controlroom.ports import ImportRecord, Upsert
from controlroom.store import tables
from controlroom.store.engine import Readers, Writer, positional
from controlroom.store.kinds import ADS, KINDS, ORDERS, ROOM, Kind
from controlroom.store.loading import load
from controlroom.store.sales import load_sales
from controlroom.store.sheets import (
    current_revision,
    read_revision,
    read_sheet,
    session_no,
    write_sheet,
)
from controlroom.store.undo import take_back
from controlroom.store.upsert import LIVE, Upserter


class Facts:
    """`ports.FactStore` over SQL."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers
        table = tables.sessions.c
        self._which = positional(select(table.no).where(table.id == bindparam("id")), writer)
        self._putters: dict[str, Upserter] = {}

    @contextmanager
    def importing(
        self, session: SessionId, kind: str, source: str, *, at: Instant
    ) -> Iterator[ImportId]:
        """One transaction. Raises WorldError("session.unknown" | "store.…")."""
        made = ImportId(fresh("imp"))
        with self._writer.alone() as connection:
            no = session_no(connection, session)
            now = current_revision(connection, no)
            counts = dict.fromkeys(("read", "kept", "updated", "unchanged", "refused"), 0)
            row = {"id": made, "session_no": no, "kind": kind, "source": source, "at": at}
            noted = row | counts | {"undone": False, "sheet_before": now}
            connection.execute(insert(tables.imports), noted)
            yield made
            this = tables.imports.c.id == made
            after = {"sheet_after": current_revision(connection, no)}
            connection.execute(update(tables.imports).where(this).values(after))

    def put_orders(
        self, session: SessionId, lines: OrderLines, *, into: ImportId | None = None
    ) -> Upsert:
        """Upsert by order and line id; a line with an older `updated_at` than the stored one
        is ignored."""
        return self._put(ORDERS, session, lines, into)

    def put_ads(
        self, session: SessionId, ads: AdSamples, *, into: ImportId | None = None
    ) -> Upsert:
        """Upsert by (source, channel, campaign, from_at, to_at, basis)."""
        return self._put(ADS, session, ads, into)

    def put_room(
        self, session: SessionId, room: RoomSamples, *, into: ImportId | None = None
    ) -> Upsert:
        """Upsert by (source, metric, at)."""
        return self._put(ROOM, session, room, into)

    def finish_import(
        self, into: ImportId, *, read: int, refused: int, totals: Sequence[Upsert]
    ) -> None:
        """Note the counts of an import, within its transaction."""
        counts = {
            "read": read,
            "refused": refused,
            "kept": sum(total.kept for total in totals),
            "updated": sum(total.updated for total in totals),
            "unchanged": sum(total.unchanged for total in totals),
        }
        with self._writer.transaction() as connection:
            this = tables.imports.c.no == _import_no(connection, into)
            connection.execute(update(tables.imports).where(this).values(**counts))

    def undo_import(self, into: ImportId) -> None:
        """Put every row back to what it was before this import; later imports stay.

        Raises WorldError("store.no_import" | "store.undone_already" | "store.sheet_edited").
        """
        table = tables.imports
        with self._writer.transaction() as connection:
            row = connection.execute(select(table).where(table.c.id == into)).one_or_none()
            if row is None:
                raise WorldError("store.no_import", import_id=into)
            if row.undone:
                raise WorldError("store.undone_already", source=row.source)
            for kind in KINDS:
                take_back(connection, kind, row.session_no, row.no)
            _restore_sheet(connection, row)
            connection.execute(update(table).where(table.c.no == row.no).values(undone=True))

    def imports(self, session: SessionId) -> tuple[ImportRecord, ...]:
        """All imports of a session, oldest first, undone ones too."""
        i, s = tables.imports.c, tables.sessions.c
        names = [f for f in ImportRecord.__dataclass_fields__ if f != "session"]
        asked = (
            select(*(i[name] for name in names))
            .join(tables.sessions, s.no == i.session_no)
            .where(s.id == session)
            .order_by(i.no)
        )
        with self._readers.connection() as connection:
            rows = connection.execute(asked).mappings().all()
        return tuple(ImportRecord(session=session, **row) for row in rows)

    def orders(
        self,
        session: SessionId,
        *,
        start: Instant | None = None,
        end: Instant | None = None,
        only: Collection[str] | None = None,
    ) -> OrderLines:
        """Order lines by paid_at in [start, end) (all lines when both are None), in no
        particular order. With `only`, other columns are blank: that much faster."""
        paid = tables.order_lines.c.paid_at
        window = [paid >= start] if start is not None else []
        window += [paid < end] if end is not None else []
        lines: OrderLines = self._load(ORDERS, session, window, only)
        return lines

    def sales(self, session: SessionId) -> Sales:
        """What the sums need of all order lines: three times as fast as `orders`."""
        with self._readers.connection() as connection:
            return load_sales(connection, session_no(connection, session))

    def ads(self, session: SessionId) -> AdSamples:
        """All ad samples of a session, in no particular order."""
        samples: AdSamples = self._load(ADS, session, [], None)
        return samples

    def room(self, session: SessionId) -> RoomSamples:
        """All readings of the room, in no particular order."""
        samples: RoomSamples = self._load(ROOM, session, [], None)
        return samples

    def _put(self, kind: Kind, session: SessionId, batch: Any, into: ImportId | None) -> Upsert:
        with self._writer.transaction() as connection:
            no = self._session_no(connection, session)
            number = LIVE if into is None else _import_no(connection, into)
            return self._putter(kind).put(connection, no, batch, number)

    def _putter(self, kind: Kind) -> Upserter:
        """Made at the first batch: a program that only reads compiles no INSERT."""
        if kind.name not in self._putters:
            self._putters[kind.name] = Upserter(kind, self._writer)
        return self._putters[kind.name]

    def _session_no(self, connection: Connection, session: SessionId) -> int:
        """`session_no`, quick: it is asked for with every live batch."""
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(self._which, (session,))
            found = cursor.fetchone()
        return int(found[0]) if found else session_no(connection, session)

    def _load(
        self, kind: Kind, session: SessionId, window: list[Any], only: Collection[str] | None
    ) -> Any:
        with self._readers.connection() as connection:
            no = session_no(connection, session)
            return load(connection, kind, and_(kind.table.c.session_no == no, *window), only)


def _import_no(connection: Connection, into: ImportId) -> int:
    table = tables.imports
    number = connection.execute(select(table.c.no).where(table.c.id == into)).scalar()
    if number is None:
        raise BugError(f"put into an import that was never begun: {into}")
    return int(number)


def _restore_sheet(connection: Connection, row: Any) -> None:
    """The sheet as before an import that changed it, if it is as the import left it."""
    if row.sheet_after is None or row.sheet_before == row.sheet_after:
        return
    sessions = tables.sessions.c
    session = SessionId(
        connection.execute(select(sessions.id).where(sessions.no == row.session_no)).scalar_one()
    )
    try:
        before = read_revision(connection, session, row.sheet_before)
        if current_revision(connection, row.session_no) != row.sheet_after:
            _expect(connection, session, row)
    except WorldError as gone:  # so many were saved since that the copy was dropped
        raise WorldError("store.sheet_edited", source=row.source) from gone
    write_sheet(connection, before, message("store.edit.import_undone", source=row.source))


def _expect(connection: Connection, session: SessionId, row: Any) -> None:
    """Raises WorldError unless the sheet is what the import made of it: a later import that
    was taken back has left it so, under another number."""
    if read_sheet(connection, session) != read_revision(connection, session, row.sheet_after):
        raise WorldError("store.sheet_edited", source=row.source)
