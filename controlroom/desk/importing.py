"""Files of facts into a session: one transaction, undoable, repeatable.

Reading and storing go chunk by chunk. While a show is on air the file is read
to its end first, so that the writer is never kept from the journal by parsing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from controlroom.core.errors import WorldError
from controlroom.core.ids import ImportId, SessionId, fresh
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import MINUTE, Instant
from controlroom.desk.factflow import put
from controlroom.desk.filetotals import Totals
from controlroom.desk.gathering import NoGoodRowError, rows_of
from controlroom.desk.rowcounts import RowCounts
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import (
    Batch,
    Chunk,
    FactReader,
    FactStore,
    FileRequest,
    RowError,
    SheetStore,
    Upsert,
)

Step = Callable[[float], None]


class _DryRun(Exception):
    """Rolls the transaction of a dry run back."""


@record
class Imported:
    """The outcome of one import (of one or several files).

    `amount`: what was paid, spent or the room's GMV, minor units; `orders`: how many, paid or
    not; `paid_orders`: those `amount` is of, of order files. None where the files do not say
    (a cumulative series is not a sum). `first`, `last`: see `Totals`.
    """

    id: ImportId | None
    session: SessionId
    kind: str
    read: int
    kept: int
    updated: int
    unchanged: int
    refused: int
    errors: tuple[RowError, ...]
    notes: tuple[Message, ...]
    amount: int | None
    orders: int | None
    paid_orders: int | None
    first: Instant | None
    last: Instant | None
    dry: bool = False


def import_files(
    requests: tuple[FileRequest, ...],
    session: SessionId,
    *,
    reader: FactReader,
    store: FactStore,
    at: Instant,
    step: Step = lambda share: None,
    dry: bool = False,
    on_upsert: Callable[[Batch, Upsert], None] = lambda batch, upsert: None,
) -> Imported:
    """Read `requests` into `session` on the writer's thread. All or nothing.

    Raises WorldError (a file can't be read, or holds no good row) and whatever
    `step` raises to cancel; then nothing is stored.
    """
    chunks = _with_progress(requests, reader, step)
    source = ", ".join(r.path.replace("\\", "/").rsplit("/", 1)[-1] for r in requests)
    tally = _Tally(RowCounts(store, session))
    made: ImportId | None = None
    try:
        with store.importing(session, requests[0].kind, source, at=at) as made:
            for chunk in chunks:
                batch = tally.rows.settled(chunk.batch)
                tally.take(chunk, batch, put(store, session, batch, made), on_upsert)
            if not tally.totals.lines:
                raise NoGoodRowError(source, tally.errors, tally.read)
            store.finish_import(made, read=tally.read, refused=tally.refused, totals=tally.upserts)
            if dry:
                raise _DryRun
    except _DryRun:
        made = None
    notes = tuple(note for request in requests for note in reader.notes(request))
    return tally.imported(made, session, requests[0].kind, notes, dry)


def _with_progress(
    requests: Iterable[FileRequest], reader: FactReader, step: Step
) -> Iterator[Chunk]:
    wanted = tuple(requests)
    for index, request in enumerate(wanted):
        for chunk in reader.read(request):
            step((index + chunk.done) / len(wanted))
            yield chunk


class ReadAhead:
    """A reader that has read its files to the end: while a show is on air the writer is
    not to wait for parsing. `step` gets the progress of the reading."""

    def __init__(self, reader: FactReader, requests: Iterable[FileRequest], step: Step) -> None:
        wanted = tuple(requests)
        self._reader = reader
        self._chunks: dict[str, list[Chunk]] = {r.path: [] for r in wanted}
        for index, request in enumerate(wanted):
            for chunk in reader.read(request):
                step(0.8 * (index + chunk.done) / len(wanted))
                self._chunks[request.path].append(replace(chunk, done=1.0))

    def formats(self) -> tuple[tuple[str, str], ...]:
        """As the reader has them."""
        return self._reader.formats()

    def read(self, request: FileRequest) -> Iterator[Chunk]:
        """What was read."""
        return iter(self._chunks[request.path])

    def notes(self, request: FileRequest) -> tuple[Message, ...]:
        """As the reader has them."""
        return self._reader.notes(request)


class _Tally:
    """Counts while chunks go by."""

    def __init__(self, rows: RowCounts) -> None:
        self.rows, self.read = rows, 0
        self.refused = 0  # rows, however many of their cells are at fault
        self.errors: list[RowError] = []
        self.upserts: list[Upsert] = []
        self.totals = Totals()

    def take(
        self,
        chunk: Chunk,
        batch: Batch,
        upsert: Upsert,
        on_upsert: Callable[[Batch, Upsert], None],
    ) -> None:
        """`batch`: what was put for the chunk."""
        self.read += chunk.read
        self.errors.extend(chunk.errors)
        self.refused += rows_of(chunk.errors)  # by chunk: two files may have one name
        on_upsert(batch, upsert)
        self.upserts.append(self.rows.of(chunk, upsert))
        self.totals.add(batch)

    def imported(
        self,
        made: ImportId | None,
        session: SessionId,
        kind: str,
        notes: tuple[Message, ...],
        dry: bool,
    ) -> Imported:
        """The counts as a value."""
        totals = self.totals
        return Imported(
            id=made,
            session=session,
            kind=kind,
            read=self.read,
            kept=sum(u.kept for u in self.upserts),
            updated=sum(u.updated for u in self.upserts),
            unchanged=sum(u.unchanged for u in self.upserts),
            refused=self.refused,
            errors=tuple(self.errors),
            notes=notes,
            amount=totals.amount,
            orders=totals.orders,
            paid_orders=totals.paid_orders,
            first=None if totals.first is None else Instant(totals.first),
            last=None if totals.last is None else Instant(totals.last),
            dry=dry,
        )


def window_of(imported: Imported, asked: Instant | None = None) -> tuple[Instant, Instant]:
    """[start, end) in whole minutes of what was imported, at least one. Raises WorldError
    where nothing of it has a time.

    Order lines stand at the instant they were paid; periods of a report or a series end
    before their last instant. A room series by minute numbers without any count has only the
    end of its first minute: it begins at `asked`, where that is no further off.
    """
    if imported.first is None or imported.last is None:
        raise WorldError("import.no_instant")
    start, last = int(imported.first), int(imported.last)
    if imported.kind != "orders":
        last -= 1
    if imported.kind == "room" and asked is not None and 0 <= start - asked <= MINUTE:
        start = int(asked)
    start -= start % MINUTE
    return Instant(start), Instant(max(last - last % MINUTE, start) + MINUTE)


def session_at(title: str, start: Instant) -> Session:
    """A new session that begins at `start`."""
    return Session(id=SessionId(fresh("ses")), title=title, planned_start=start)


def keep_new(sheets: SheetStore, request: FileRequest, now: Instant) -> SessionId:
    """A session made for the file that is imported; it is kept. Its id."""
    name = request.path.replace("\\", "/").rsplit("/", 1)[-1].split(".")[0]
    session = replace(
        session_at(name, request.start or now), zone=request.zone, currency=request.currency
    )
    sheets.save(RunSheet(session=session))
    return session.id


def fit(
    sheets: SheetStore, made: SessionId, imported: Imported, asked: Instant | None, dry: bool
) -> None:
    """A session made for an import gets the window of what came in; `asked`: the start that
    was given for a series by minute numbers. Raises WorldError where nothing has a time."""
    start, end = window_of(imported, asked)
    if dry:
        sheets.delete(made)
        return
    sheet = sheets.load(made)
    fitted = replace(sheet.session, planned_start=start, planned_end=end)
    sheets.save(replace(sheet, session=fitted))
