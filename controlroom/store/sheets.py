"""Run-sheets in tables: typed columns for the newest revision, what each edit changed
(`steps`), and a whole copy (JSON) of each sheet that was saved as a whole."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Message
from controlroom.plan import codec
from controlroom.plan.history import Entry, History, Step, delta
from controlroom.plan.patch import Patch, between
from controlroom.plan.sheet import RunSheet
from controlroom.ports import SessionBrief
from controlroom.store import rows, steps, tables
from controlroom.store.engine import Readers, Writer, made_no

KEPT_REVISIONS = 100
"""Whole copies kept for each session; older ones are dropped."""


class Sheets:
    """`ports.SheetStore` over SQL."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def sessions(
        self, *, archived: bool = False, discarded: bool = False
    ) -> tuple[SessionBrief, ...]:
        """All sessions, the latest planned start first; archived ones only if asked for.
        `discarded`: those in the bin instead, archived or not."""
        s, r = tables.sessions.c, tables.runs.c
        aired = exists().where(r.session_no == s.no, r.aired, ~r.rehearsal)
        wanted = select(
            s.id, s.title, s.planned_start, s.zone, s.currency, s.archived, s.simulated,
            s.revision, s.streamer, aired.label("aired"),
        ).order_by(s.planned_start.desc(), s.no.desc())  # fmt: skip
        wanted = wanted.where(in_bin() if discarded else ~in_bin())
        if not archived and not discarded:
            wanted = wanted.where(~s.archived)
        with self._readers.connection() as connection:
            found = connection.execute(wanted).mappings().all()
        return tuple(SessionBrief(**(dict(row) | {"aired": bool(row["aired"])})) for row in found)

    def load(self, session: SessionId) -> RunSheet:
        """The sheet. Raises WorldError("session.unknown")."""
        with self._readers.connection() as connection:
            return read_sheet(connection, session)

    def recall(self, session: SessionId) -> tuple[History, int]:
        """The sheet with its steps of undo and redo, and its revision.

        Raises WorldError("session.unknown").
        """
        with self._readers.connection() as connection:
            no = session_no(connection, session)
            past, future = steps.read_steps(connection, no)
            sheet = read_sheet(connection, session)
            return (
                History(present=sheet, past=past, future=future),
                current_revision(connection, no),
            )

    def save(self, sheet: RunSheet, *, label: Message | None = None) -> int:
        """Store `sheet` as the newest revision; returns the revision (1 for the first).

        With a `label` the change is one more step of undo; without one, undo begins anew.
        """
        with self._writer.transaction() as connection:
            return write_sheet(connection, sheet, label)

    def keep(self, entry: Entry, *, onto: int) -> int:
        """Write what `entry` changes, and the step it is; returns the new revision.

        Raises WorldError("session.unknown"), or ("store.sheet_changed") when the stored
        sheet is not revision `onto` or has other steps: `rewrite` it then.
        """
        with self._writer.transaction() as connection:
            no = session_no(connection, entry.session)
            if current_revision(connection, no) != onto:
                raise WorldError("store.sheet_changed")
            _change(connection, no, entry.by)
            steps.go_on(connection, no, entry)
            return _next_revision(connection, no, onto)

    def rewrite(self, history: History) -> int:
        """Store a sheet and all its steps over what is there; returns the new revision."""
        with self._writer.transaction() as connection:
            revision = write_sheet(connection, history.present, None)
            no = session_no(connection, history.present.session.id)
            steps.write_steps(connection, no, history)
            return revision

    def history(self, session: SessionId) -> tuple[tuple[int, Message], ...]:
        """(revision, label) of the whole copies, oldest first.

        Raises WorldError("session.unknown").
        """
        kept = tables.sheet_revisions.c
        with self._readers.connection() as connection:
            no = session_no(connection, session)
            asked = select(kept.revision, kept.label).where(kept.session_no == no)
            found = connection.execute(asked.order_by(kept.revision)).all()
        return tuple((row.revision, steps.label_of(row.label)) for row in found)

    def revision(self, session: SessionId, number: int) -> RunSheet:
        """A whole copy. Raises WorldError("session.unknown" | "store.no_revision")."""
        with self._readers.connection() as connection:
            return read_revision(connection, session, number)

    def discard(self, session: SessionId) -> None:
        """Put the session, with everything of it, into the bin: from now on it is unknown.

        Raises WorldError("session.unknown").
        """
        with self._writer.transaction() as connection:
            steps.set_state(connection, session_no(connection, session), discarded=True)

    def restore(self, session: SessionId) -> None:
        """Take the session out of the bin as it was. Raises WorldError("session.unknown")."""
        with self._writer.transaction() as connection:
            no = session_no(connection, session, discarded=True)
            steps.set_state(connection, no, discarded=False)

    def delete(self, session: SessionId) -> None:
        """Remove the session and everything of it for good, also from the bin.

        Raises WorldError("session.unknown").
        """
        with self._writer.transaction() as connection:
            no = session_no(connection, session, discarded=None)
            connection.execute(delete(tables.sessions).where(tables.sessions.c.no == no))


def in_bin() -> ColumnElement[bool]:
    """Whether a row of the sessions table is in the bin."""
    state = tables.plan_state.c
    return exists().where(state.session_no == tables.sessions.c.no, state.discarded)


def session_no(
    connection: Connection, session: SessionId, *, discarded: bool | None = False
) -> int:
    """The number a session goes by in other tables; `discarded`: whether it is in the bin
    (None: either). Raises WorldError("session.unknown")."""
    asked = select(tables.sessions.c.no).where(tables.sessions.c.id == session)
    if discarded is not None:
        asked = asked.where(in_bin() if discarded else ~in_bin())
    found = connection.execute(asked).scalar()
    if found is None:
        raise WorldError("session.unknown", session=session)
    return int(found)


def write_sheet(connection: Connection, sheet: RunSheet, label: Message | None) -> int:
    """Make `sheet` the newest revision within a transaction; returns the revision."""
    table = tables.sessions
    found = connection.execute(
        select(table.c.no, table.c.revision).where(table.c.id == sheet.session.id)
    ).one_or_none()
    if found is None:
        return _first(connection, sheet, label)
    no, revision = int(found.no), int(found.revision)
    steps.set_state(connection, no, discarded=False)
    old = read_sheet(connection, sheet.session.id)
    _copy(connection, no, revision, old, None)
    _change(connection, no, between(old, sheet))
    if label is None:
        steps.write_steps(connection, no, History(present=sheet))
    elif old != sheet:
        here = steps.done(connection, no)
        steps.add_step(connection, no, here, Step(label, delta(old, sheet)))
    revision = _next_revision(connection, no, revision)
    _copy(connection, no, revision, sheet, label)
    return revision


def _first(connection: Connection, sheet: RunSheet, label: Message | None) -> int:
    values = rows.values_of(sheet.session) | {"revision": 1}
    no = made_no(connection.execute(insert(tables.sessions).values(values)))
    rows.write_plates(connection, no, sheet)
    _copy(connection, no, 1, sheet, label)
    return 1


def _change(connection: Connection, no: int, patch: Patch) -> None:
    if patch.session is not None:
        this = tables.sessions.c.no == no
        values = rows.values_of(patch.session)
        connection.execute(update(tables.sessions).where(this).values(values))
    for one in patch.plates:
        rows.change_plate(connection, no, one)


def _next_revision(connection: Connection, no: int, revision: int) -> int:
    this = tables.sessions.c.no == no
    connection.execute(update(tables.sessions).where(this).values(revision=revision + 1))
    return revision + 1


def _copy(
    connection: Connection, no: int, revision: int, sheet: RunSheet, label: Message | None
) -> None:
    """Keep a whole copy of a revision that has none yet."""
    kept = tables.sheet_revisions
    this = (kept.c.session_no == no) & (kept.c.revision == revision)
    if connection.execute(select(kept.c.revision).where(this)).scalar() is not None:
        return
    body = json.dumps(codec.to_plain(sheet), ensure_ascii=False, separators=(",", ":"))
    packed: dict[str, Any] = {
        "session_no": no,
        "revision": revision,
        "label": steps.label_text(label) if label else "",
        "body": zlib.compress(body.encode(), 1),
    }
    connection.execute(insert(kept), packed)
    newest = select(kept.c.revision).where(kept.c.session_no == no)
    last = newest.order_by(kept.c.revision.desc()).offset(KEPT_REVISIONS - 1).limit(1)
    oldest = connection.execute(last).scalar()
    if oldest is not None:
        past = (kept.c.session_no == no) & (kept.c.revision < oldest)
        connection.execute(delete(kept).where(past))


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


def read_sheet(connection: Connection, session: SessionId) -> RunSheet:
    """The newest revision. Raises WorldError("session.unknown")."""
    table = tables.sessions
    asked = select(table).where(table.c.id == session, ~in_bin())
    row = connection.execute(asked).mappings().one_or_none()
    if row is None:
        raise WorldError("session.unknown", session=session)
    plates: dict[str, Any] = {
        name: rows.read_plate(connection, plate, row["no"])
        for plate, name in codec.PLATE_NAMES.items()
    }
    return RunSheet(session=rows.read_session(row), **plates)
