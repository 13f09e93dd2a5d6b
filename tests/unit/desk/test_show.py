"""A run of a show at the desk: asked, committed, recovered."""

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.desk import intents as ask
from controlroom.desk.show import Show
from controlroom.live.events import RunOpened
from controlroom.live.readout import Phase
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
