"""Run-sheets in tables: typed columns for the newest revision, JSON for the past ones."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, exists, insert, select, update
from sqlalchemy.engine import RowMapping

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.plan import codec
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Product,
    RoiBasis,
    RunSheet,
    Segment,
    Session,
    WarmupTask,
)
from controlroom.ports import SessionBrief
from controlroom.store import tables
from controlroom.store.engine import Readers, Writer, made_no

KEPT_REVISIONS = 1_000
"""Past revisions kept for each session; older ones are dropped."""

_PLATES: tuple[tuple[str, type[Any], Table], ...] = (
    ("products", Product, tables.products),
    ("segments", Segment, tables.segments),
    ("slots", AdSlot, tables.ad_slots),
    ("giveaways", Giveaway, tables.giveaways),
    ("tasks", WarmupTask, tables.warmup_tasks),
)

# How the values come back that SQL has no type for, by column.
_READ: Mapping[str, Callable[[Any], object]] = {
    "roi_basis": RoiBasis,
    "role_mix": lambda said: tuple((role, share) for role, share in json.loads(said)),
    "products": lambda said: tuple(json.loads(said)),
}


class Sheets:
    """`ports.SheetStore` over SQL."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def sessions(self, *, archived: bool = False) -> tuple[SessionBrief, ...]:
        """All sessions, the latest planned start first; archived ones only if asked for."""
        s, r = tables.sessions.c, tables.runs.c
        aired = exists().where(r.session_no == s.no, r.aired, ~r.rehearsal)
        wanted = select(
            s.id, s.title, s.planned_start, s.zone, s.currency, s.archived, s.simulated,
            s.revision, aired.label("aired"),
        ).order_by(s.planned_start.desc(), s.no.desc())  # fmt: skip
        if not archived:
            wanted = wanted.where(~s.archived)
        with self._readers.connection() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(SessionBrief(**(dict(row) | {"aired": bool(row["aired"])})) for row in rows)

    def load(self, session: SessionId) -> RunSheet:
        """The sheet. Raises WorldError("session.unknown")."""
        with self._readers.connection() as connection:
            return _read_sheet(connection, session)

    def save(self, sheet: RunSheet, *, label: str = "") -> int:
        """Store `sheet` as the newest revision; returns the revision (1 for the first)."""
        with self._writer.transaction() as connection:
            return write_sheet(connection, sheet, label)

    def history(self, session: SessionId) -> tuple[tuple[int, str], ...]:
        """(revision, label) oldest first. Raises WorldError("session.unknown")."""
        kept = tables.sheet_revisions.c
        with self._readers.connection() as connection:
            no = session_no(connection, session)
            asked = select(kept.revision, kept.label).where(kept.session_no == no)
            rows = connection.execute(asked.order_by(kept.revision)).all()
        return tuple((row.revision, row.label) for row in rows)

    def revision(self, session: SessionId, number: int) -> RunSheet:
        """The sheet as it was. Raises WorldError("session.unknown" | "store.no_revision")."""
        with self._readers.connection() as connection:
            return read_revision(connection, session, number)

    def delete(self, session: SessionId) -> None:
        """Remove the session and everything of it. Raises WorldError("session.unknown")."""
        with self._writer.transaction() as connection:
            no = session_no(connection, session)
            connection.execute(delete(tables.sessions).where(tables.sessions.c.no == no))


def session_no(connection: Connection, session: SessionId) -> int:
    """The number a session goes by in other tables. Raises WorldError("session.unknown")."""
    found = connection.execute(
        select(tables.sessions.c.no).where(tables.sessions.c.id == session)
    ).scalar()
    if found is None:
        raise WorldError("session.unknown", session=session)
    return int(found)


def write_sheet(connection: Connection, sheet: RunSheet, label: str) -> int:
    """Make `sheet` the newest revision within a transaction; returns the revision."""
    no, revision = _put_session(connection, sheet.session)
    for name, _kind, table in _PLATES:
        connection.execute(delete(table).where(table.c.session_no == no))
        rows = [
            _plain(row) | {"session_no": no, "position": i}
            for i, row in enumerate(getattr(sheet, name))
        ]
        if rows:
            connection.execute(insert(table), rows)
    body = json.dumps(codec.to_plain(sheet), ensure_ascii=False, separators=(",", ":"))
    packed = {
        "session_no": no,
        "revision": revision,
        "label": label,
        "body": zlib.compress(body.encode()),
    }
    connection.execute(insert(tables.sheet_revisions), packed)
    old = tables.sheet_revisions.c
    past = (old.session_no == no) & (old.revision <= revision - KEPT_REVISIONS)
    connection.execute(delete(tables.sheet_revisions).where(past))
    return revision


def read_revision(connection: Connection, session: SessionId, number: int) -> RunSheet:
    """A kept revision. Raises WorldError("session.unknown" | "store.no_revision")."""
    kept = tables.sheet_revisions.c
    this = (kept.session_no == session_no(connection, session)) & (kept.revision == number)
    body = connection.execute(select(kept.body).where(this)).scalar()
    if body is None:
        raise WorldError("store.no_revision", session=session, number=number)
    return codec.from_plain(json.loads(zlib.decompress(body)))


def current_revision(connection: Connection, no: int) -> int:
    """The newest revision of session number `no`."""
    asked = select(tables.sessions.c.revision).where(tables.sessions.c.no == no)
    return int(connection.execute(asked).scalar_one())


def _put_session(connection: Connection, session: Session) -> tuple[int, int]:
    table = tables.sessions
    found = connection.execute(
        select(table.c.no, table.c.revision).where(table.c.id == session.id)
    ).one_or_none()
    if found is None:
        made = connection.execute(insert(table).values(_plain(session) | {"revision": 1}))
        return made_no(made), 1
    values = _plain(session) | {"revision": found.revision + 1}
    connection.execute(update(table).where(table.c.no == found.no).values(values))
    return int(found.no), int(found.revision) + 1


def _read_sheet(connection: Connection, session: SessionId) -> RunSheet:
    table = tables.sessions
    row = connection.execute(select(table).where(table.c.id == session)).mappings().one_or_none()
    if row is None:
        raise WorldError("session.unknown", session=session)
    plates = {name: _read_rows(connection, kind, of, row["no"]) for name, kind, of in _PLATES}
    return RunSheet(session=cast("Session", _value(Session, row)), **plates)


def _read_rows(connection: Connection, kind: type[Any], table: Table, no: int) -> Any:
    asked = select(table).where(table.c.session_no == no).order_by(table.c.position)
    return tuple(_value(kind, row) for row in connection.execute(asked).mappings())


def _plain(row: object) -> dict[str, Any]:
    """The fields of a row as values SQL can hold."""
    return {f.name: _said(getattr(row, f.name)) for f in fields(cast("Any", row))}


def _said(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.value if isinstance(value, RoiBasis) else value


def _value(kind: type[Any], row: RowMapping) -> object:
    return kind(**dict(_read(row, (f.name for f in fields(kind)))))


def _read(row: RowMapping, names: Iterable[str]) -> Iterable[tuple[str, object]]:
    for name in names:
        value = row[name]
        yield name, _READ[name](value) if name in _READ else value
