"""The append-only log of each run. A commit has reached the disk when `append` returns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, func, insert, select, update

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import RunId, SessionId
from controlroom.core.time import Instant
from controlroom.live import codec
from controlroom.live.events import Event, RunOpened, WentOffAir, WentOnAir
from controlroom.ports import RunBrief
from controlroom.store import tables
from controlroom.store.engine import Readers, Writer, made_no, positional
from controlroom.store.sheets import in_bin, session_no

Row = tuple[int, int, int, str, str]  # number of the run, seq, at, kind, body

_NEWEST = select(func.max(tables.journal.c.seq)).where(tables.journal.c.run_no == tables.runs.c.no)
_RUN = select(tables.runs.c.no, _NEWEST.scalar_subquery()).where(
    tables.runs.c.id == bindparam("run")
)
"""Number and newest seq of a run; made once, for a cue that fires waits for it."""


class SqlJournal:
    """`ports.Journal` over SQL."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers
        self._insert = ""  # compiled at the first event

    def append(self, run: RunId, events: Sequence[Event], *, after: int | None = None) -> int:
        """Commit `events` and return the seq of the last (of the newest, if none are given).

        `after` is the seq that the first of them must follow. Those of them that stand there
        already are not written again. Raises WorldError("store.run_taken") when something else
        stands there, WorldError("session.unknown") when the run's session isn't stored,
        BugError when a run doesn't begin with exactly one RunOpened, or inside another
        transaction.
        """
        with self._writer.alone() as connection:
            no, last = _run(connection, run, events, again=after is not None)
            first = last if after is None else after
            rows = [_row(no, first + i, event) for i, event in enumerate(events, 1)]
            left = rows[_there(connection, no, rows, first, last) :]
            if left:
                self._insert = self._insert or positional(insert(tables.journal), self._writer)
                connection.exec_driver_sql(self._insert, left)
                _note(connection, no, events)
        return first + len(events)

    def read(self, run: RunId, *, after: int = 0) -> Iterator[tuple[int, Event]]:
        """(seq, event) in order; nothing for an unknown run."""
        log, runs = tables.journal.c, tables.runs.c
        asked = (
            select(log.seq, log.kind, log.body)
            .join(tables.runs, runs.no == log.run_no)
            .where(runs.id == run, log.seq > after)
            .order_by(log.seq)
        )
        with self._readers.connection() as connection:
            rows = connection.execute(asked).all()
        for seq, kind, body in rows:
            yield seq, codec.from_plain(kind, json.loads(body))

    def runs(self, session: SessionId | None = None) -> tuple[RunBrief, ...]:
        """Newest first."""
        r, s = tables.runs.c, tables.sessions.c
        asked = (
            select(r.id, s.id.label("session"), r.opened, r.rehearsal, r.ended)
            .join(tables.sessions, s.no == r.session_no)
            .where(~in_bin())
            .order_by(r.opened.desc(), r.no.desc())
        )
        if session is not None:
            asked = asked.where(s.id == session)
        with self._readers.connection() as connection:
            rows = connection.execute(asked).all()
        return tuple(
            RunBrief(
                id=RunId(row.id),
                session=SessionId(row.session),
                opened=Instant(row.opened),
                rehearsal=row.rehearsal,
                ended=row.ended,
            )
            for row in rows
        )


def _there(connection: Connection, no: int, rows: Sequence[Row], first: int, last: int) -> int:
    """How many of `rows` are written already, when those after `first` are ours."""
    if last == first:
        return 0
    log = tables.journal.c
    asked = select(log.run_no, log.seq, log.at, log.kind, log.body)
    asked = asked.where(log.run_no == no, log.seq > first).order_by(log.seq)
    found = [tuple(row) for row in connection.execute(asked)]
    if last < first or found != [tuple(row) for row in rows[: len(found)]]:
        raise WorldError("store.run_taken")
    return len(found)


def _run(
    connection: Connection, run: RunId, events: Sequence[Event], *, again: bool
) -> tuple[int, int]:
    """(number, newest seq) of the run, made if `events` open it. `again`: they may have
    opened it before."""
    found = connection.execute(_RUN, {"run": run}).first()
    opening = [event for event in events if isinstance(event, RunOpened)]
    if found is None:
        if not opening or events[0] is not opening[0] or len(opening) > 1:
            raise BugError(f"run {run} does not begin with RunOpened")
        return _open(connection, run, opening[0]), 0
    if opening and not again:
        raise BugError(f"run {run} opened twice")
    return int(found[0]), int(found[1] or 0)


def _open(connection: Connection, run: RunId, event: RunOpened) -> int:
    if event.run != run:
        raise BugError(f"run {run} is opened by the event of {event.run}")
    made = connection.execute(
        insert(tables.runs).values(
            id=run,
            session_no=session_no(connection, event.sheet.session.id),
            opened=event.at,
            rehearsal=event.rehearsal,
            aired=False,
            ended=False,
        )
    )
    return made_no(made)


def _row(no: int, seq: int, event: Event) -> Row:
    kind, plain = codec.to_plain(event)
    return no, seq, event.at, kind, json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _note(connection: Connection, no: int, events: Sequence[Event]) -> None:
    noted: dict[str, bool] = {}
    if any(isinstance(event, WentOnAir) for event in events):
        noted["aired"] = True
    if any(isinstance(event, WentOffAir) for event in events):
        noted["ended"] = True
    if noted:
        connection.execute(update(tables.runs).where(tables.runs.c.no == no).values(**noted))
