"""Batches on their way in: to the writer, and once committed into the buckets."""

from __future__ import annotations

import logging
from collections import deque
from concurrent.futures import Future

from controlroom.core.errors import WorldError
from controlroom.core.ids import ImportId, SessionId
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.desk.inbox import Inbox
from controlroom.desk.writer import Writer
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import AdSamples, OrderLines
from controlroom.ports import Batch, FactStore, Upsert

log = logging.getLogger(__name__)


@record(kw_only=False)
class Committed:
    """`batch` is in the store."""

    batch: Batch
    upsert: Upsert


@record(kw_only=False)
class Imported:
    """A file's batches are in the store: the session on air is to know them."""

    kept: tuple[tuple[Batch, Upsert], ...]


@record(kw_only=False)
class Rebuilt:
    """Facts were taken back: these are all that are left."""

    buckets: Buckets


@record(kw_only=False)
class Failed:
    """The program made an error with `batch`: it is left out, and the error raised."""

    batch: Batch
    error: BaseException


@record(kw_only=False)
class Refused:
    """The store would not take `batch`; it is kept to be tried again."""

    batch: Batch
    error: WorldError


class FactFlow:
    """What is on the screen has been committed: batches reach `buckets` only after."""

    def __init__(
        self, session: SessionId, store: FactStore, writer: Writer, buckets: Buckets, inbox: Inbox
    ) -> None:
        self.session, self._store, self._writer = session, store, writer
        self.buckets, self._inbox = buckets, inbox
        self._refused: list[Batch] = []
        self._flying: deque[Batch] = deque()
        self._behind: list[Batch] = []  # came after a refusal: not tried yet
        self._jam: WorldError | None = None  # of the writer's thread
        self._accepted = self._settled = 0
        self._heard: deque[tuple[int, Instant]] = deque()  # batches before it, until when
        self.trouble: Message | None = None

    @property
    def waiting(self) -> tuple[Batch, ...]:
        """What the disk refused, oldest first: a correction never comes before what it
        corrects, so nothing overtakes it."""
        if not self._refused and self.trouble is None:
            return ()
        return (*self._refused, *self._flying, *self._behind)

    def accept(self, batch: Batch) -> None:
        """Hand `batch` to the writer; `Committed` or `Refused` comes back to the inbox.
        While others wait for the disk it waits behind them."""
        self._accepted += 1
        if self._refused or self.trouble is not None:
            self._behind.append(batch)
        else:
            self._send(batch)

    def _send(self, batch: Batch) -> None:
        self._flying.append(batch)
        future = self._writer.submit(lambda: self._put(batch))
        future.add_done_callback(lambda done: self._inbox.put(_outcome(batch, done)))

    def _put(self, batch: Batch) -> Upsert:
        """On the writer's thread. Behind a refused batch nothing is tried: it would get
        ahead, and each try may wait seconds for a lock."""
        if self._jam is not None:
            raise self._jam
        try:
            return put(self._store, self.session, batch)
        except WorldError as refused:
            self._jam = refused
            raise

    @property
    def idle(self) -> bool:
        """Nothing is on its way."""
        return not (self._refused or self._flying or self._behind)

    def settle(self, outcome: Committed | Refused | Failed) -> None:
        """On the air thread: take the outcome of an `accept`."""
        self._flying.popleft()  # the writer answers in order
        if isinstance(outcome, Refused):
            self._refused.append(outcome.batch)
            self.trouble = outcome.error.message
            return
        self._settled += 1
        if self.idle:
            self.trouble = None
        if isinstance(outcome, Failed):
            self._note_heard()
            raise outcome.error
        apply(self.buckets, outcome.batch, outcome.upsert)
        self._note_heard()

    def heard(self, until: Instant) -> None:
        """All that the played sources know up to `until` has been accepted."""
        self._heard.append((self._accepted, until))
        self._note_heard()

    def _note_heard(self) -> None:
        """What was accepted before is in the buckets: silence from here on is silence."""
        while self._heard and self._heard[0][0] <= self._settled:
            self.buckets.heard = self._heard.popleft()[1]

    def imported(self, news: Imported | Rebuilt) -> None:
        """On the air thread: facts that came or went by another door than `accept`."""
        if isinstance(news, Rebuilt):
            news.buckets.heard = self.buckets.heard
            self.buckets = news.buckets
            return
        for batch, upsert in news.kept:
            apply(self.buckets, batch, upsert)

    def again(self) -> None:
        """Try once more what was refused, once all that was on its way is back."""
        waiting = (*self._refused, *self._behind)
        if self._flying or not waiting:
            return
        self._jam = None
        self._refused, self._behind = [], []
        for batch in waiting:
            self._send(batch)


def put(store: FactStore, session: SessionId, batch: Batch, into: ImportId | None = None) -> Upsert:
    """`batch` into `store`, by its kind."""
    if isinstance(batch, OrderLines):
        return store.put_orders(session, batch, into=into)
    if isinstance(batch, AdSamples):
        return store.put_ads(session, batch, into=into)
    return store.put_room(session, batch, into=into)


def apply(buckets: Buckets, batch: Batch, upsert: Upsert) -> None:
    """A committed `batch` into `buckets`."""
    if isinstance(batch, OrderLines):
        buckets.apply_orders(upsert.before, upsert.after)
    elif isinstance(batch, AdSamples):
        buckets.apply_ads(batch)
    else:
        buckets.apply_room(batch)


def _outcome(batch: Batch, done: Future[Upsert]) -> Committed | Refused | Failed:
    error = done.exception()
    if error is None:
        return Committed(batch, done.result())
    return Refused(batch, error) if isinstance(error, WorldError) else Failed(batch, error)
