"""A cue done ahead of time: shown and answered in one stroke, ended by when it really began,
back at its own instant where that is undone."""

from __future__ import annotations

from typing import Any

import pytest

from controlroom.core.ids import CueId, RowId, RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.desk import intents as ask
from controlroom.desk.show import Show
from controlroom.live import board, engine
from controlroom.live.codec import from_plain, to_plain
from controlroom.live.events import Answer, CueFired, RunOpened
from controlroom.live.readout import CueState
from controlroom.live.window import given_rows
from tests.builders import at, giveaway, minutes, segment, sheet
from tests.unit.desk.test_show import RUN, Disk

PLAN = sheet(
    segment("A", 60),
    segment("B", 30),
    giveaway("bag", segment=RowId("A"), offset=minutes(30), duration=minutes(5)),
    giveaway("cup", segment=RowId("A"), offset=minutes(50), duration=minutes(5)),
    start="20:00",
)
START = CueId("G:bag:start")


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def show(disk: Disk) -> Show:
    made = Show(RUN, disk.append)
    made.record([RunOpened(at=at("19:59"), run=RunId(RUN), sheet=PLAN)])
    assert made.ask(ask.GoOnAir(), after(0)) is None
    return made


def after(minute: float) -> Instant:
    return Instant(at("20:00") + round(minute * MINUTE))


def until(show: Show, minute: int) -> None:
    for second in range(0, minute * 60 + 1, 5):
        show.tick(Instant(max(show.last or 0, at("20:00") + second * 1000)))


def fired(show: Show) -> dict[str, float]:
    """Minutes after 20:00 at which each giveaway cue was shown."""
    found = show.state.fired.values()
    return {c.id: (c.fired - at("20:00")) / MINUTE for c in found if c.plate.value == "G"}


def test_started_ahead_of_time_it_ends_and_is_looked_at_from_then(show: Show) -> None:
    until(show, 12)
    assert show.ask(ask.AnswerCue(START), after(12)) is None
    assert given_rows(show.state) == {"bag"}
    until(show, 33)
    assert fired(show) == {START: 12, "G:bag:end": 17, "G:bag:result": 19}
    # the announcement of what has begun does not come


def test_shown_and_answered_are_committed_together(show: Show, disk: Disk) -> None:
    before, calls = len(disk.kept), []
    append = show._append
    show._append = lambda run, events: calls.append(len(events)) or append(run, events)  # type: ignore[func-returns-value]
    show.ask(ask.AnswerCue(START), after(12))
    assert calls == [2] and len(disk.kept) == before + 2
    shown = disk.kept[-2]
    assert isinstance(shown, CueFired) and shown.early and shown.due == shown.at == after(12)
    assert from_plain(*to_plain(shown)) == shown
    assert Show(RUN, disk.append, disk.entries).state == show.state


def test_it_counts_as_no_reaction(show: Show) -> None:
    show.ask(ask.AnswerCue(START), after(12))
    told = next(c for c in board.answered(show.state, after(13)) if c.id == START)
    assert (told.reaction, told.answer) == (None, "done")
    assert board.reacted(show.state).answered == 0


def test_undone_it_waits_for_its_own_instant_again(show: Show) -> None:
    until(show, 12)
    show.ask(ask.AnswerCue(START), after(12))
    assert show.ask(ask.UndoLast(), after(12.5)) is None
    assert given_rows(show.state) == frozenset()
    waits = {c.id: c.state for c in board.waiting(show.state, after(13))}
    assert waits[START] is CueState.STANDBY
    until(show, 31)
    assert fired(show) == {"G:bag:announce": 28, START: 30}
    assert show.state == engine.fold(show.entries)


def test_redone_it_has_begun_again(show: Show) -> None:
    show.ask(ask.AnswerCue(START), after(12))
    show.ask(ask.UndoLast(), after(12.5))
    assert show.ask(ask.RedoLast(), after(12.6)) is None
    assert given_rows(show.state) == {"bag"}


def test_skipped_ahead_of_time_nothing_of_it_comes(show: Show) -> None:
    show.ask(ask.AnswerCue(START, Answer.SKIPPED), after(12))
    until(show, 40)
    assert list(fired(show)) == [START]
    assert given_rows(show.state) == frozenset()


@pytest.mark.parametrize(
    "intent",
    [
        ask.AnswerCue(START, Answer.FALSE_ALARM),
        ask.AnswerCue(CueId("G:nobody:start")),
        ask.SnoozeCue(START, minutes(2)),
    ],
)
def test_what_makes_no_sense_ahead_of_time_is_refused(show: Show, intent: Any) -> None:
    entries = len(show.entries)
    refused = show.ask(intent, after(12))
    assert refused is not None and refused.key == "live.refuse.no_cue"
    assert len(show.entries) == entries
