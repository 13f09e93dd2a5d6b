"""Work of many rows in turns of the window's thread."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from controlroom.core.errors import WorldError
from controlroom.desk.jobs import Cancelled
from controlroom.ui.slow import Slow


@pytest.fixture
def owner(qtbot: Any) -> QObject:
    return QObject()


def counting(to: int, seen: list[int]) -> Generator[float, None, str]:
    for at in range(to):
        seen.append(at)
        yield (at + 1) / to
    return "made"


def followed(slow: Slow) -> tuple[list[float], list[Any]]:
    shares: list[float] = []
    outcomes: list[Any] = []
    slow.on_progress(shares.append).on_done(outcomes.append)
    return shares, outcomes


def test_a_turn_does_some_of_it_and_says_how_much(owner: QObject) -> None:
    seen: list[int] = []
    slow = Slow(counting(10, seen), owner, pieces=4)
    shares, outcomes = followed(slow)
    assert seen == []  # nothing before the first turn
    slow._turns._turn()
    assert (len(seen), shares, outcomes) == (4, [0.4], [])
    slow.finish()
    assert (len(seen), shares, outcomes) == (10, [0.4, 0.8], ["made"])


def test_the_end_has_a_turn_of_its_own(owner: QObject) -> None:
    seen: list[int] = []
    slow = Slow(counting(2, seen), owner, pieces=10)
    _, outcomes = followed(slow)
    slow._turns._turn()
    assert (len(seen), outcomes) == (2, [])
    slow._turns._turn()
    assert outcomes == ["made"]


def test_it_can_be_cancelled(owner: QObject) -> None:
    seen: list[int] = []
    slow = Slow(counting(10, seen), owner, pieces=3)
    _, outcomes = followed(slow)
    slow._turns._turn()
    slow.cancel()
    slow.finish()
    assert len(seen) == 3
    assert isinstance(outcomes[0], Cancelled)


def test_what_it_refuses_is_its_outcome(owner: QObject) -> None:
    def refusing() -> Generator[float, None, str]:
        yield 0.5
        raise WorldError("ui.plan.work.moved_on")

    slow = Slow(refusing(), owner, pieces=1)
    _, outcomes = followed(slow)
    slow.finish()
    assert isinstance(outcomes[0], WorldError)
