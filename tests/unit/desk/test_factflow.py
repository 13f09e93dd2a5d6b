"""Batches on their way: nothing overtakes what the disk refused."""

from __future__ import annotations

from typing import Any

import pytest

from controlroom.core.errors import WorldError
from controlroom.desk.factflow import FactFlow
from controlroom.desk.inbox import Inbox
from controlroom.desk.writer import Writer
from controlroom.facts.buckets import Buckets
from controlroom.ports import Upsert
from tests.unit.desk.test_air import PLAN, lines


class Disk:
    """Refuses as long as it is told, and remembers what it was asked and what it took."""

    def __init__(self) -> None:
        self.refusals = 0
        self.asked: list[int] = []
        self.kept: list[int] = []
        self.broken = False

    def put_orders(self, session: object, batch: Any, *, into: object = None) -> Upsert:
        first = int(batch.amount[0])
        self.asked.append(first)
        if self.broken:
            raise ValueError("a bug")
        if self.refusals:
            self.refusals -= 1
            raise WorldError("store.locked", place="x")
        self.kept.append(first)
        return Upsert(kept=1, updated=0, unchanged=0, before=None, after=batch)


class Flow:
    """A flow whose writer is real and whose outcomes are taken in by hand."""

    def __init__(self) -> None:
        self.disk, self.writer, self.inbox = Disk(), Writer("flow"), Inbox()
        store: Any = self.disk
        self.flow = FactFlow(PLAN.session.id, store, self.writer, Buckets(), self.inbox)

    def hear(self) -> None:
        self.writer.call(lambda: None)
        for outcome in self.inbox.drain(0.0):
            self.flow.settle(outcome)  # type: ignore[arg-type]


@pytest.fixture
def made() -> Any:
    flow = Flow()
    yield flow
    flow.writer.close()


def test_nothing_overtakes_what_was_refused(made: Flow) -> None:
    made.disk.refusals = 1
    for amount in (1, 2, 3):
        made.flow.accept(lines(amount))
    made.hear()
    made.flow.accept(lines(4))
    made.hear()
    assert (made.disk.kept, len(made.flow.waiting)) == ([], 4)
    assert made.flow.trouble is not None
    made.flow.again()
    made.hear()
    assert (made.disk.kept, made.flow.waiting) == ([1, 2, 3, 4], ())
    assert made.flow.trouble is None


def test_a_locked_database_is_asked_once_a_try_not_once_a_batch(made: Flow) -> None:
    made.disk.refusals = 99
    for amount in range(20):
        made.flow.accept(lines(amount))
    made.hear()
    assert made.disk.asked == [0]
    made.flow.again()
    made.flow.again()  # while the first try is still on its way
    made.hear()
    assert made.disk.asked == [0, 0]
    assert [int(b.amount[0]) for b in made.flow.waiting] == list(range(20))  # type: ignore[union-attr]


def test_a_bug_with_one_batch_does_not_stop_the_retries(made: Flow) -> None:
    made.disk.broken = True
    made.flow.accept(lines(1))
    with pytest.raises(ValueError, match="a bug"):
        made.hear()
    made.disk.broken, made.disk.refusals = False, 1
    made.flow.accept(lines(2))
    made.hear()
    made.flow.again()
    made.hear()
    assert made.disk.kept == [2] and made.flow.idle
