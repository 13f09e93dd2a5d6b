"""Connections: one for writing, owned by one thread; as many as needed for reading.

Durability: the one writing connection runs SQLite in WAL mode with synchronous=FULL, so
that a commit has reached the disk when it returns. The journal needs that; facts share the
connection and pay for it once per batch.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event

from controlroom.core.errors import BugError, WorldError
from controlroom.store.faults import said
from controlroom.store.place import Place

BUSY_MS = 5_000
"""How long to wait for another program's write before saying that the file is locked, ms."""

PRAGMAS = (
    "page_size = 8192",  # of a new file; bulk writes are a quarter faster than with 4096
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",  # macOS: through the drive's cache too
    "foreign_keys = ON",
    "cache_size = -65536",  # KiB
    "temp_store = MEMORY",
    "journal_size_limit = 67108864",
)


def writing_engine(place: Place, *, busy_ms: int = BUSY_MS) -> Engine:
    """An engine whose transactions take the write lock at once (no upgrade in the middle)."""
    return _engine(place, "BEGIN IMMEDIATE", PRAGMAS, busy_ms)


def reading_engine(place: Place, *, busy_ms: int = BUSY_MS) -> Engine:
    """An engine that can't write; each transaction sees one state of the database."""
    return _engine(place, "BEGIN", ("foreign_keys = ON", "query_only = ON"), busy_ms)


def _engine(place: Place, begin: str, pragmas: tuple[str, ...], busy_ms: int) -> Engine:
    if place.file is None:
        wait = f"-c lock_timeout={busy_ms} -c timezone=UTC"
        return create_engine(place.url, paramstyle="format", connect_args={"options": wait})
    engine = create_engine(place.url, connect_args={"timeout": busy_ms / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.connection.cursor().execute(begin)

    return engine


class Writer:
    """The one connection that writes. The first thread that writes owns it until
    `hand_over`; another thread's write is a bug."""

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self.dialect = engine.dialect
        self._engine = engine
        self._connection: Connection | None = None
        self._owner: int | None = None
        self._inside = False

    def hand_over(self) -> None:
        """Let the next thread that writes own the connection. Call it on the owner's thread
        or after that thread has ended, never inside a transaction."""
        if self._inside:
            raise BugError("writer handed over inside a transaction")
        self._owner = None

    @property
    def busy(self) -> bool:
        """Whether a transaction is open."""
        return self._inside

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing; inside another transaction, a part of that one.

        Raises WorldError (locked, disk full, read-only …), BugError on a foreign thread.
        """
        self._check_thread()
        if self._inside:
            assert self._connection is not None
            yield self._connection
            return
        try:
            with said(str(self.place)), self._begun() as connection:
                yield connection
        except WorldError as fault:
            if fault.message.key == "store.unreachable":
                self._drop()  # the next transaction connects anew
            raise

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """A transaction of its own: committed when this returns. BugError inside another."""
        if self._inside:
            raise BugError("a commit of its own was asked for inside another transaction")
        with self.transaction() as connection:
            yield connection

    def close(self) -> None:
        """Close the connection (any thread, when no more writes come)."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        connection = self._connection = self._connection or self._engine.connect()
        with connection.begin():
            self._inside = True
            try:
                yield connection
            finally:
                self._inside = False

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _check_thread(self) -> None:
        here = threading.get_ident()
        if self._owner is None:
            self._owner = here
        if self._owner != here:
            raise BugError("written on another thread than the writer's")


class Readers:
    """Connections for reading, on any thread."""

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self._engine = engine

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection that sees one committed state throughout."""
        with said(str(self.place)), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Drop the idle connections."""
        self._engine.dispose()


def made_no(result: CursorResult[Any]) -> int:
    """The number given to the row just inserted."""
    key = result.inserted_primary_key
    if key is None:
        raise BugError("no row was inserted")
    return int(key[0])


def positional(statement: Any, writer: Writer) -> str:
    """`statement` as the driver's text with positional slots, for rows given as tuples."""
    return str(statement.compile(dialect=writer.dialect))
