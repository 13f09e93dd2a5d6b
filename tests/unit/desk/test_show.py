"""A run of a show at the desk: asked, committed, recovered."""

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.desk import intents as ask
from controlroom.desk.consent import overruling
from controlroom.desk.show import Show
from controlroom.live.events import RunOpened, WentOnAir
from controlroom.live.readout import Phase
from controlroom.plan import readiness
from tests.builders import at, segment, sheet

RUN = RunId("run-test")


class Disk:
    """Keeps what is appended; refuses while `full`."""

    def __init__(self):
        self.kept, self.full = [], False

    def append(self, run, events):
        if self.full:
            raise WorldError("store.disk_full")
        self.kept.extend(events)
        return len(self.kept)

    @property
    def entries(self):
        return list(enumerate(self.kept, start=1))


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def show(disk):
    made = Show(RUN, disk.append)
    plan = sheet(segment("A", 10), segment("B", 5), segment("C", 5), start="20:00")
    made.record([RunOpened(at=at("19:55"), run=RUN, sheet=plan)])
    return made


def after(minutes):
    return Instant(at("20:00") + round(minutes * MINUTE))


def test_a_show_goes_on_air_moves_on_and_ends(show):
    assert show.ask(ask.GoOnAir(), after(0)) is None
    assert show.state.current.title == "A"
    assert show.ask(ask.Go(), after(11)) is None
    assert show.state.current.title == "B"
    assert show.ask(ask.Back(), after(11.5)) is None
    assert show.state.current.title == "A"
    assert show.ask(ask.GoOffAir(), after(20)) is None
    assert show.state.phase is Phase.OFF_AIR


def test_what_can_not_be_done_is_refused_politely_and_leaves_no_trace(show, disk):
    before = len(disk.kept)
    assert show.ask(ask.Go(), after(0)).key
    assert show.ask(ask.Resume(), after(0)).key
    assert len(disk.kept) == before


def test_undo_and_redo_are_correcting_events(show, disk):
    show.ask(ask.GoOnAir(), after(0))
    show.ask(ask.Go(), after(3))
    show.ask(ask.UndoLast(), after(4))
    assert show.state.current.title == "A"
    show.ask(ask.RedoLast(), after(4))
    assert show.state.current.title == "B"
    assert len(disk.kept) == 5


def test_everything_is_committed_before_it_takes_effect(show, disk):
    show.ask(ask.GoOnAir(), after(0))
    show.tick(after(12))
    assert Show(RUN, disk.append, disk.entries).state == show.state


def test_a_cue_fires_once_and_a_restart_shows_what_came_due_meanwhile(show, disk):
    show.ask(ask.GoOnAir(), after(0))
    show.tick(after(1))
    again = Show(RUN, disk.append, disk.entries)
    fired_before = set(again.state.fired)
    assert again.tick(after(11))
    late = set(again.state.fired) - fired_before
    assert late
    assert not again.tick(after(11))


def test_a_full_disk_does_not_stop_the_show_and_nothing_is_lost(show, disk):
    show.ask(ask.GoOnAir(), after(0))
    disk.full = True
    show.ask(ask.TakeNote("库存不对"), after(2))
    show.ask(ask.Go(), after(3))
    assert show.state.current.title == "B"
    assert show.trouble.key == "store.disk_full"
    assert show.unsaved >= 2
    disk.full = False
    show.save_late()
    assert (show.unsaved, show.trouble) == (0, None)
    assert Show(RUN, disk.append, disk.entries).state == show.state


def test_no_alarm_is_left_behind_when_nothing_can_come(show):
    show.ask(ask.GoOnAir(), after(0))
    assert show.wake is not None
    show.ask(ask.GoOffAir(), after(1))
    for cue in tuple(show.state.fired):
        show.ask(ask.AnswerCue(cue), after(1))
    show.tick(after(30))
    assert show.wake is None


# --- readiness errors in the way -----------------------------------------------------


@pytest.fixture
def gated(disk):
    made = Show(
        RUN, disk.append, gate=lambda plan, now: readiness.grave(readiness.check(plan, now=now))
    )
    plan = sheet(segment("A", 10), segment("B", 5), start="20:00")  # nothing to sell
    made.record([RunOpened(at=at("19:55"), run=RUN, sheet=plan)])
    return made


def overridden(errors, reason="来不及改"):
    return ask.GoOnAir(overruling(errors, by=" 小陈 ", reason=reason))


def test_errors_keep_a_show_off_air_until_they_are_overridden(gated, disk):
    before = len(disk.kept)
    refused = gated.ask(ask.GoOnAir(), after(0))
    assert (refused.key, refused.args["count"]) == ("desk.not_ready", 1)
    assert gated.state.phase is Phase.ARMED
    assert len(disk.kept) == before


def test_an_override_is_journaled_with_who_why_and_what(gated, disk):
    assert gated.ask(overridden(gated.obstacles(after(0))), after(0)) is None
    assert gated.state.phase is Phase.ON_AIR
    written = next(e for e in disk.kept if isinstance(e, WentOnAir)).override
    assert (written.by, written.reason) == ("小陈", "来不及改")
    assert [one.code for one in written.findings] == ["goods.none"]
    assert gated.state.override == written
    assert gated.obstacles(after(1)) == ()


def test_an_override_needs_a_reason(gated):
    refused = gated.ask(overridden(gated.obstacles(after(0)), reason="  "), after(0))
    assert refused.key == "desk.no_reason"
    assert gated.state.phase is Phase.ARMED


def test_an_error_that_was_not_on_the_list_is_asked_about(gated):
    seen = gated.obstacles(after(0))
    worse = sheet(segment("A", 0), segment("B", 5), start="20:00")
    gated.ask(ask.UseSheet(worse), after(0))
    refused = gated.ask(overridden(seen), after(0))
    assert (refused.key, refused.args["count"]) == ("desk.not_ready", 1)


def test_what_was_overridden_and_mended_meanwhile_is_not_logged(gated):
    seen = (*gated.obstacles(after(0)), *readiness.grave(readiness.check(sheet(), now=after(0))))
    gated.ask(overridden(seen), after(0))
    assert [one.code for one in gated.state.override.findings] == ["goods.none"]


def test_a_ready_plan_needs_no_override_and_logs_none(show):
    show.ask(overridden(()), after(0))
    assert show.state.phase is Phase.ON_AIR
    assert show.state.override is None


def test_taking_the_start_back_takes_the_override_with_it(gated):
    gated.ask(overridden(gated.obstacles(after(0))), after(0))
    gated.ask(ask.UndoLast(), after(1))
    assert gated.state.phase is Phase.ARMED
    assert gated.state.override is None
    assert gated.ask(ask.GoOnAir(), after(1)).key == "desk.not_ready"
