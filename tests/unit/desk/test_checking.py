"""Checks on a thread of their own: the newest sheet wins."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from controlroom.core.message import message
from controlroom.core.time import Instant
from controlroom.desk.checking import Checker
from controlroom.desk.planning import PAUSE_MS, Planning
from controlroom.plan import edits
from controlroom.plan.history import History
from tests.builders import segment, sheet
from tests.fakes.clock import FakeClock

PLAN = sheet(segment("A"), start="20:00")


class Told:
    """A dispatch that keeps what it is told until `run`."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []
        self.came = threading.Semaphore(0)

    def __call__(self, call: Callable[[], None]) -> None:
        self.calls.append(call)
        self.came.release()

    def run(self) -> None:
        assert self.came.acquire(timeout=5)
        self.calls.pop(0)()


def test_only_the_newest_of_each_asker_is_done() -> None:
    told, done = Told(), []
    checker = Checker(lambda: told, quiet_s=0.02)
    for turn in range(5):
        checker.ask("one", lambda turn=turn: lambda: done.append(turn))
    checker.ask("other", lambda: lambda: done.append("other"))
    told.run()
    told.run()
    checker.close()
    assert sorted(map(str, done)) == ["4", "other"]
    assert told.calls == []


def test_what_fails_is_logged_and_the_next_is_done(caplog: pytest.LogCaptureFixture) -> None:
    told, done = Told(), []
    checker = Checker(lambda: told, quiet_s=0.0)

    def bad() -> None:
        raise ValueError("check")

    checker.ask("one", bad)
    checker.ask("two", lambda: lambda: done.append(2))
    told.run()
    checker.close()
    assert done == [2]
    assert "checks failed" in caplog.text


def test_findings_come_later_and_are_those_of_the_newest_sheet() -> None:
    told, heard = Told(), []
    checker = Checker(lambda: told, quiet_s=0.0)
    plan = Planning(History(present=PLAN), FakeClock(), lambda _: None, checker=checker)
    plan.subscribe(lambda one: heard.append((one.checking, len(one.findings))))
    assert plan.checking
    told.run()
    known = plan.findings
    assert not plan.checking
    plan.edit(message("x"), lambda s: edits.set_session(s, title="neu"))
    assert (plan.checking, plan.findings) == (True, known)  # the old ones stay meanwhile
    assert told.came.acquire(timeout=5)
    late = told.calls.pop(0)
    plan.edit(message("x"), lambda s: edits.set_session(s, planned_end=Instant(0)))
    late()  # of a sheet that is no more
    assert plan.checking
    told.run()
    checker.close()
    assert "session.window" in {one.code for one in plan.findings}
    assert heard[-1] == (False, len(plan.findings))


def test_a_pause_ends_a_gesture() -> None:
    clock = FakeClock()
    plan = Planning(History(present=PLAN), clock, lambda _: None)

    def named(text: str, group: str) -> None:
        plan.edit(message("x"), lambda s: edits.set_session(s, title=text), group=group)

    for text in ("1", "12"):
        named(text, "title")
    clock.pass_by(PAUSE_MS + 1)
    named("123", "title")
    named("1234", "other")
    named("12345", "")
    named("123456", "")
    assert len(plan.steps(redo=False)) == 5
    plan.undo(4)
    assert plan.sheet.session.title == "12"
    assert len(plan.steps(redo=True)) == 4
    plan.undo()
    assert plan.sheet == PLAN
