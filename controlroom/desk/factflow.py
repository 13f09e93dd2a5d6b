"""Batches on their way in: to the writer, and once committed into the buckets."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from dataclasses import dataclass

from controlroom.core.errors import WorldError
from controlroom.core.ids import ImportId, SessionId
from controlroom.core.message import Message
from controlroom.desk.inbox import Inbox
from controlroom.desk.writer import Writer
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import AdSamples, OrderLines
from controlroom.ports import Batch, FactStore, Upsert

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Committed:
    """`batch` is in the store."""

    batch: Batch
    upsert: Upsert


@dataclass(frozen=True, slots=True)
class Imported:
    """A file's batches are in the store: the session on air is to know them."""

    kept: tuple[tuple[Batch, Upsert], ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Facts were taken back: these are all that are left."""

    buckets: Buckets


@dataclass(frozen=True, slots=True)
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
        self._waiting: list[Batch] = []
        self._flying = 0
        self.trouble: Message | None = None

    def accept(self, batch: Batch) -> None:
        """Hand `batch` to the writer; `Committed` or `Refused` comes back to the inbox."""
        self._flying += 1
        future = self._writer.submit(lambda: put(self._store, self.session, batch))
        future.add_done_callback(lambda done: self._inbox.put(_outcome(batch, done)))

    @property
    def idle(self) -> bool:
        """Nothing is on its way."""
        return not self._flying and not self._waiting

    def settle(self, outcome: Committed | Refused) -> None:
        """On the air thread: take the outcome of an `accept`."""
        self._flying -= 1
        if isinstance(outcome, Refused):
            self._waiting.append(outcome.batch)
            self.trouble = outcome.error.message
            return
        self.trouble = None if not self._waiting else self.trouble
        apply(self.buckets, outcome.batch, outcome.upsert)

    def imported(self, news: Imported | Rebuilt) -> None:
        """On the air thread: facts that came or went by another door than `accept`."""
        if isinstance(news, Rebuilt):
            self.buckets = news.buckets
            return
        for batch, upsert in news.kept:
            apply(self.buckets, batch, upsert)

    def again(self) -> None:
        """Try once more what was refused."""
        waiting, self._waiting = self._waiting, []
        for batch in waiting:
            self.accept(batch)


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


def _outcome(batch: Batch, done: Future[Upsert]) -> Committed | Refused | BaseException:
    error = done.exception()
    if error is None:
        return Committed(batch, done.result())
    return Refused(batch, error) if isinstance(error, WorldError) else error
