"""What OBS does to a show: on air, a question, or nothing. Clocks handed in."""

from __future__ import annotations

from typing import Any

import pytest

from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.desk import intents as ask
from controlroom.desk.air import Air
from controlroom.desk.airtime import AirTime
from controlroom.desk.streaming import ASK, GO, NEAR, OFF, StreamHeard
from controlroom.live import codec
from controlroom.live.events import WentOnAir
from controlroom.live.readout import Phase, StreamQuestion
from controlroom.ports.broadcast import Broadcast, Link
from tests.builders import at
from tests.fakes.clock import FakeClock
from tests.unit.desk.test_air import Studio


class Evening(Studio):
    """An armed run at some minute around 20:00, and an OBS in the test's hand."""

    def __init__(self, minutes: int = -5) -> None:
        super().__init__()
        self.clock = FakeClock(Instant(at("20:00") + minutes * MINUTE))
        self.air = Air(self.show, self.flow, self.inbox, AirTime(self.clock), self.alarms)
        self.air.subscribe(self.seen.append)
        self.at_start, self.ask_end = GO, True
        self.now = Broadcast(link=Link.UP, streaming=False, heard=self.clock.steady())

    def hear(self, **news: Any) -> Any:
        known = {f: getattr(self.now, f) for f in ("link", "streaming", "began", "ended")}
        self.now = Broadcast(**{**known, "heard": self.clock.steady(), **news})
        return self.do(StreamHeard(now=self.now, at_start=self.at_start, ask_end=self.ask_end))

    def begin(self, ago: int = 0) -> Any:
        return self.hear(streaming=True, began=self.clock.steady() - ago, ended=None)

    def stop(self) -> Any:
        return self.hear(streaming=False, began=None, ended=self.clock.steady())

    @property
    def started(self) -> list[WentOnAir]:
        return [e for _, e in self.show.entries if isinstance(e, WentOnAir)]

    def later(self, span: int) -> Any:
        self.clock.pass_by(span)
        return self.do()


@pytest.fixture
def evening() -> Any:
    made = Evening(minutes=2)
    made.hear()
    yield made
    made.writer.close()


@pytest.fixture
def early() -> Any:
    made = Evening(minutes=-5)
    yield made
    made.writer.close()


# --- beginning -----------------------------------------------------------------------------


def test_the_stream_puts_the_show_on_air_and_the_journal_says_so(evening: Any) -> None:
    readout = evening.begin()
    assert readout.phase is Phase.ON_AIR
    assert readout.on_air_at == at("20:02")
    kind, plain = codec.to_plain(evening.started[0])
    assert (kind, plain["by"], plain["at"]) == ("went_on_air", "obs", at("20:02"))
    assert evening.show.state.started_by == "obs"
    assert readout.stream is None


def test_a_start_that_was_missed_counts_from_when_it_was(evening: Any) -> None:
    """The line to OBS was down for a minute and a half."""
    evening.hear(link=Link.LOST)
    evening.later(90 * SECOND)
    readout = evening.hear(link=Link.UP, streaming=True, began=evening.clock.steady() - 80 * SECOND)
    assert readout.on_air_at == at("20:02") + 10 * SECOND
    assert readout.elapsed == 80 * SECOND


def test_by_hand_and_by_plan_are_told_apart_in_the_journal(evening: Any, early: Any) -> None:
    evening.do(ask.GoOnAir())
    assert [e.by for e in evening.started] == ["hand"]
    early.do(ask.StartAtPlan())
    early.later(5 * MINUTE)
    assert [e.by for e in early.started] == ["plan"]


def test_readiness_errors_are_never_passed_in_silence(evening: Any) -> None:
    evening.show._gate = lambda plan, now: ("an error",)
    readout = evening.begin()
    assert readout.phase is Phase.ARMED
    assert readout.stream == StreamQuestion(kind="not_ready", at=at("20:02"))
    evening.show._gate = lambda plan, now: ()
    evening.later(10 * SECOND)
    assert evening.hear().phase is Phase.ARMED  # mended: still a person's word
    asked = evening.seen[-1].stream
    evening.do(ask.GoOnAir(by="obs", since=asked.at))
    assert evening.show.state.on_air_at == at("20:02")


def test_a_stream_that_ran_before_the_run_was_opened_is_a_question(evening: Any) -> None:
    readout = evening.begin(ago=40 * MINUTE)
    assert readout.phase is Phase.ARMED
    assert readout.stream == StreamQuestion(kind="start", at=at("20:02") - 40 * MINUTE)


@pytest.mark.parametrize("minutes", [-(NEAR // MINUTE) - 1, NEAR // MINUTE + 1])
def test_a_stream_far_from_the_planned_start_is_a_question(minutes: int) -> None:
    made = Evening(minutes=minutes)
    made.show.state = _opened_long_ago(made.show.state)
    readout = made.begin()
    assert (readout.phase, readout.stream.kind) == (Phase.ARMED, "start")
    made.writer.close()


def _opened_long_ago(state: Any) -> Any:
    from dataclasses import replace

    return replace(state, opened_at=Instant(state.opened_at - 24 * HOUR))


def test_left_alone_it_does_not_ask_again_of_this_stream_but_of_the_next(evening: Any) -> None:
    evening.at_start = ASK
    assert evening.begin().stream is not None
    assert evening.do(ask.LeaveStream()).stream is None
    evening.later(MINUTE)
    assert evening.hear().stream is None
    evening.stop()
    evening.later(MINUTE)
    assert evening.begin().stream.at == at("20:04")


def test_told_to_ask_it_asks_and_told_nothing_it_does_nothing(evening: Any) -> None:
    evening.at_start = ASK
    readout = evening.begin()
    assert (readout.phase, readout.stream.kind) == (Phase.ARMED, "start")
    evening.at_start = OFF
    readout = evening.hear()
    assert (readout.phase, readout.stream) == (Phase.ARMED, None)
    evening.at_start = GO  # switched on while it runs: it begins
    assert evening.hear().phase is Phase.ON_AIR


def test_a_start_taken_back_is_not_made_again(evening: Any) -> None:
    evening.begin()
    assert evening.do(ask.UndoLast()).phase is Phase.ARMED
    evening.later(5 * SECOND)
    readout = evening.hear()
    assert readout.phase is Phase.ARMED
    assert readout.stream.kind == "start"
    assert len(evening.started) == 1


def test_what_is_no_longer_heard_of_starts_nothing(evening: Any) -> None:
    began = evening.clock.steady()
    readout = evening.hear(link=Link.LOST, streaming=True, began=began)
    assert (readout.phase, readout.stream) == (Phase.ARMED, None)


def test_a_rehearsal_is_deaf() -> None:
    from dataclasses import replace

    made = Evening(minutes=1)
    made.show.state = replace(made.show.state, rehearsal=True)
    readout = made.begin()
    assert (readout.phase, readout.stream) == (Phase.ARMED, None)
    made.writer.close()


def test_on_air_already_a_stream_changes_nothing(evening: Any) -> None:
    evening.do(ask.GoOnAir())
    seq = evening.show.state.seq
    evening.later(3 * MINUTE)
    seq = evening.show.state.seq
    assert evening.begin().stream is None
    assert evening.show.state.seq == seq


def test_it_is_said_beforehand_that_the_stream_will_start_the_show(evening: Any) -> None:
    assert evening.do().with_stream
    evening.at_start = ASK
    assert not evening.hear().with_stream
    evening.at_start = GO
    assert not evening.hear(link=Link.LOST).with_stream
    evening.hear(link=Link.UP)
    evening.later(2 * HOUR)  # too far from the plan: it would ask
    assert not evening.seen[-1].with_stream


# --- ending ----------------------------------------------------------------------------------


def test_an_ended_stream_asks_and_never_ends_the_show(evening: Any) -> None:
    evening.begin()
    evening.later(20 * MINUTE)
    readout = evening.stop()
    assert readout.phase is Phase.ON_AIR
    assert readout.stream == StreamQuestion(kind="end", at=at("20:22"))
    evening.later(HOUR)
    assert evening.seen[-1].phase is Phase.ON_AIR
    assert evening.do(ask.GoOffAir()).stream is None
    assert evening.show.state.phase is Phase.OFF_AIR


def test_streaming_again_takes_the_question_back(evening: Any) -> None:
    evening.begin()
    evening.later(20 * MINUTE)
    assert evening.stop().stream.kind == "end"
    evening.later(30 * SECOND)
    assert evening.begin().stream is None
    assert evening.show.state.on_air_at == at("20:02")


def test_going_on_is_an_answer(evening: Any) -> None:
    evening.begin()
    evening.later(MINUTE)
    evening.stop()
    assert evening.do(ask.LeaveStream()).stream is None
    evening.later(10 * SECOND)
    assert evening.hear().stream is None


def test_not_asked_for_it_does_not_ask(evening: Any) -> None:
    evening.ask_end = False
    evening.begin()
    evening.later(MINUTE)
    assert evening.stop().stream is None


def test_a_stream_that_ended_before_the_show_is_none_of_its_business(evening: Any) -> None:
    evening.at_start = OFF
    evening.begin()
    evening.stop()
    evening.later(MINUTE)
    evening.do(ask.GoOnAir())
    assert evening.hear().stream is None


def test_a_lost_line_asks_nothing(evening: Any) -> None:
    evening.begin()
    evening.later(MINUTE)
    readout = evening.hear(link=Link.LOST)
    assert (readout.phase, readout.stream) == (Phase.ON_AIR, None)


def test_started_by_obs_and_resumed_without_it_asks_once(evening: Any) -> None:
    """The program crashed; meanwhile the stream ended."""
    evening.begin()
    evening.later(MINUTE)
    fresh = Air(evening.show, evening.flow, evening.inbox, AirTime(evening.clock), evening.alarms)
    fresh.subscribe(evening.seen.append)
    evening.air = fresh
    readout = evening.hear(streaming=False, began=None, ended=None)
    assert readout.stream == StreamQuestion(kind="end", at=at("20:03"))
    evening.do(ask.LeaveStream())
    evening.later(5 * SECOND)
    assert evening.hear().stream is None


def test_by_hand_without_obs_there_is_nothing_to_ask(evening: Any) -> None:
    evening.do(ask.GoOnAir())
    evening.later(MINUTE)
    assert evening.hear().stream is None
