"""Faults of the database, said to people: each becomes a `WorldError`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from controlroom.core.errors import WorldError

# Primary result code of SQLite (the low byte) → phrase.
_SQLITE = {
    sqlite3.SQLITE_FULL: "store.disk_full",
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_PERM: "store.read_only",
    sqlite3.SQLITE_CANTOPEN: "store.cannot_open",
    sqlite3.SQLITE_NOTADB: "store.not_database",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_IOERR: "store.disk_fault",
}
# SQLSTATE of PostgreSQL → phrase.
_POSTGRES = {
    "53100": "store.disk_full",
    "55P03": "store.locked",
    "40001": "store.locked",
    "40P01": "store.locked",
    "25006": "store.read_only",
    "42501": "store.read_only",
    "3D000": "store.cannot_open",
    "28P01": "store.refused_us",
    "28000": "store.refused_us",
}


def key_of(fault: BaseException | None) -> str | None:
    """The phrase for a driver's exception; None when it is our own mistake."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(fault, "sqlstate", None)
    if state is not None:
        return _POSTGRES.get(state, "store.unreachable" if state.startswith(("08", "57")) else None)
    return "store.unreachable" if type(fault).__module__.startswith("psycopg") else None


@contextmanager
def said(place: str) -> Iterator[None]:
    """Turn faults of the database at `place` into WorldErrors; our mistakes pass as they are."""
    try:
        yield
    except WorldError:
        raise
    except Exception as fault:  # SQLAlchemy's and, from their own cursors, the drivers' own
        origin = fault.orig if isinstance(fault, DBAPIError) else fault
        key = key_of(origin)
        if key is None:
            raise
        detail = getattr(origin, "sqlite_errorname", None) or str(origin)
        raise WorldError(key, place=place, detail=detail) from fault
