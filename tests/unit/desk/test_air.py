"""The air loop, turned by hand with a clock that stands still until told."""

import dataclasses
import threading

import numpy as np
import pytest

from controlroom.core.ids import RunId
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.desk import air as air_room
from controlroom.desk import intents as ask
from controlroom.desk.air import Air
from controlroom.desk.airtime import AirTime
from controlroom.desk.factflow import FactFlow, Imported, Rebuilt
from controlroom.desk.inbox import Close, Inbox
from controlroom.desk.pen import Pen
from controlroom.desk.show import Show
from controlroom.desk.writer import Writer
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING, OrderLines, Status
from controlroom.live import foresight
from controlroom.live.events import Answer, FiguresTyped, NoteTaken, RunOpened
from controlroom.live.readout import CueState
from tests.builders import at, segment, sheet
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore

RUN = RunId("run-test")
PLAN = sheet(segment("A", 10), segment("B", 5), segment("C", 5), start="20:00")


class Alarms:
    """Remembers the alarm that was set."""

    def __init__(self):
        self.set = []

    def wake_at(self, instant, call):
        self.set.append(instant)

    def stop(self):
        pass


class Studio:
    """An air with everything around it that a test needs to reach."""

    def __init__(self):
        self.clock = FakeClock(at("20:00"))
        self.store = FakeStore()
        self.store.sheets.save(PLAN)
        self.writer, self.inbox, self.alarms = Writer("test-writer"), Inbox(), Alarms()
        self.show = Show(RUN, self.store.journal.append)
        self.show.record([RunOpened(at=at("19:59"), run=RUN, sheet=PLAN)])
        self.flow = FactFlow(PLAN.session.id, self.store.facts, self.writer, Buckets(), self.inbox)
        self.air = Air(self.show, self.flow, self.inbox, AirTime(self.clock), self.alarms)
        self.seen = []
        self.air.subscribe(self.seen.append)

    def do(self, *items):
        self.air.turn(list(items))
        return self.seen[-1]

    def settle(self):
        """Wait for the writer and take in what it has to say."""
        self.writer.call(lambda: None)
        self.clock.pass_by(200)
        self.do(*self.inbox.drain(1.0))
        self.clock.pass_by(30)  # after a call, the sums
        return self.do()


@pytest.fixture
def studio():
    made = Studio()
    yield made
    made.writer.close()


def lines(*amounts):
    n = len(amounts)
    text = np.array([""] * n, dtype=object)
    none = np.full(n, MISSING)
    return OrderLines(
        line_id=np.array([f"l{i}" for i in range(n)], dtype=object),
        order_id=np.array([f"o{i}" for i in range(n)], dtype=object),
        product_id=text,
        product_title=text,
        quantity=np.ones(n, dtype=np.int64),
        amount=np.array(amounts, dtype=np.int64),
        paid_at=np.full(n, at("20:00") + SECOND),
        created_at=none,
        updated_at=none,
        status=np.full(n, Status.PAID, dtype=np.int8),
        refunded=np.zeros(n, dtype=np.int64),
        refunded_at=none,
        channel=text,
        carrier=text,
        streamer=text,
        buyer_new=np.full(n, -1, dtype=np.int8),
    )


def test_what_was_asked_is_published_at_once(studio):
    assert studio.do(ask.GoOnAir()).current.title == "A"
    studio.clock.pass_by(11 * MINUTE)
    assert studio.do(ask.Go()).current.title == "B"


def test_a_second_go_within_the_guard_is_ignored_and_said(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(MINUTE)
    studio.do(ask.Go())
    studio.clock.pass_by(300)
    readout = studio.do(ask.Go())
    assert readout.current.title == "B"
    assert [m.key for m in readout.trouble] == ["desk.guarded"]
    studio.clock.pass_by(600)
    assert studio.do(ask.Go()).current.title == "C"


def test_facts_are_shown_only_after_they_are_committed(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(2 * SECOND)
    gate = studio.writer.submit(lambda: None)
    gate.result()
    before = studio.do(lines(1000, 2000)).figure("gmv").value
    assert not before
    readout = studio.settle()
    assert readout.figure("gmv").value == 3000
    assert len(studio.store.facts.orders(PLAN.session.id)) == 2


def test_when_nothing_happens_it_speaks_as_the_clock_shows_another_second(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(SECOND - 1)
    said = len(studio.seen)
    assert studio.air.wait() == pytest.approx(0.001)
    studio.air.turn([])
    assert len(studio.seen) == said
    studio.clock.pass_by(1)
    assert studio.do().now == at("20:00") + SECOND
    assert len(studio.seen) == said + 1
    studio.clock.pass_by(400)
    studio.air.turn([])
    assert len(studio.seen) == said + 1
    assert studio.air.wait() == pytest.approx(0.6)


def test_while_facts_come_in_it_speaks_five_times_a_second(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(250)
    said = len(studio.seen)
    studio.air.turn([])
    assert len(studio.seen) == said
    studio.do(lines(1000))
    studio.writer.call(lambda: None)
    studio.air.turn(studio.inbox.drain(1.0))
    assert len(studio.seen) == said + 1
    studio.clock.pass_by(100)
    studio.air.turn([])
    assert len(studio.seen) == said + 1


def test_the_wall_clock_may_jump_and_the_show_does_not(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(4 * MINUTE)
    studio.clock.step(-3 * HOUR)
    studio.clock.pass_by(SECOND)
    readout = studio.do()
    assert readout.elapsed == 4 * MINUTE + SECOND
    assert readout.trouble[0].key == "desk.clock_stepped"


def test_cues_come_when_due_never_before_and_are_shown_late_after_a_stall(studio):
    studio.do(ask.GoOnAir())
    due = next(c.due for c in studio.seen[-1].cues if c.state is CueState.STANDBY)
    studio.clock.pass_by(due - studio.clock.wall() - 1)
    fired_before = len(studio.show.state.fired)
    studio.do()
    assert len(studio.show.state.fired) == fired_before
    assert 0 <= studio.air.wait() <= 0.001
    studio.clock.pass_by(1)
    studio.do()
    new = list(studio.show.state.fired.values())[fired_before:]
    assert new
    assert all(cue.due == cue.fired == due for cue in new)
    studio.clock.pass_by(30 * MINUTE)
    late = [c for c in studio.do().cues if c.late > MINUTE]
    assert late


def test_the_alarm_is_set_for_the_next_due_instant(studio):
    studio.do(ask.GoOnAir())
    assert studio.alarms.set[-1] == studio.show.wake
    assert studio.show.wake > Instant(studio.clock.wall())


def test_the_thread_breathes_and_ends(studio):
    studio.air.start()
    studio.air.post(ask.GoOnAir())
    studio.air.close()
    assert studio.show.state.current.title == "A"


def test_facts_imported_or_taken_back_while_on_air_reach_the_screen(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(2 * SECOND)
    batch = lines(1000, 2000)
    upsert = studio.store.facts.put_orders(PLAN.session.id, batch)
    studio.do(Imported(((batch, upsert),)))
    studio.clock.pass_by(SECOND)
    assert studio.do().figure("gmv").value == 3000
    studio.do(Rebuilt(Buckets()))
    studio.clock.pass_by(SECOND)
    assert not studio.do().figure("gmv").value


def test_typed_figures_become_facts_and_a_correction_replaces_them(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(10 * MINUTE)
    of = studio.do(ask.TypeIn((("gmv", 100_000), ("spend", 9_000)))).typed[-1].of
    studio.clock.pass_by(MINUTE)
    shown = studio.settle()
    assert shown.figure("gmv").value == 100_000
    assert shown.figure("spend").value == 9_000
    studio.do(ask.TypeIn((("gmv", 10_000), ("spend", 4_000)), of))
    shown = studio.settle()
    assert shown.figure("gmv").value == 10_000
    assert shown.figure("spend").value == 4_000


def test_a_row_between_others_is_corrected_and_the_database_holds_the_same(studio):
    studio.do(ask.GoOnAir())
    on = studio.show.state.on_air_at
    rows = ((("gmv", 50_000),), (("gmv", 100_000), ("spend", 9_000)))
    for values in rows:
        studio.clock.pass_by(10 * MINUTE)
        typed = studio.do(ask.TypeIn(values)).typed
    first, second = (row.of for row in typed)
    studio.clock.pass_by(MINUTE)
    studio.settle()
    studio.do(ask.TypeIn((("gmv", 60_000), ("spend", 4_000)), first))
    shown = studio.settle()
    assert (shown.figure("gmv").value, shown.figure("spend").value) == (100_000, 9_000)
    session, facts = PLAN.session.id, studio.store.facts
    stored = Buckets.from_columns(facts.orders(session), facts.ads(session), facts.room(session))
    for held in (studio.air._facts.buckets, stored):
        assert held.gmv(on, first + 1) == 60_000
        assert held.gmv(first + 1, second + 1) == 40_000
        assert (held.spend(on, first), held.spend(first, second)) == (4_000, 5_000)


def killed(studio):
    """The program again, on what the disk holds: journal and facts, nothing else."""
    session = PLAN.session.id
    facts = studio.store.facts
    known = Buckets.from_columns(facts.orders(session), facts.ads(session), facts.room(session))
    entries = list(studio.store.journal.read(RUN))
    inbox = Inbox()
    flow = FactFlow(session, facts, studio.writer, known, inbox)
    show = Show(RUN, studio.store.journal.append, entries)
    again = Air(show, flow, inbox, AirTime(studio.clock, show.last), Alarms())
    seen = []
    again.subscribe(seen.append)
    return again, inbox, seen


def test_typed_figures_are_stored_before_they_are_acknowledged(studio):
    """As in a run: journal and facts go through one writer, in order."""
    order = []
    append, put = studio.store.journal.append, studio.store.facts.put_room

    def journaled(run, events, *, after):
        order.extend("row" for event in events if isinstance(event, FiguresTyped))
        return append(run, events, after=after)

    studio.do(ask.GoOnAir())
    studio.show._append = Pen(studio.writer.submit, journaled, studio.show.entries[-1][0]).write
    studio.store.facts.put_room = lambda *a, **k: order.append("facts") or put(*a, **k)
    studio.clock.pass_by(10 * MINUTE)
    studio.do(ask.TypeIn((("gmv", 100_000),)))
    assert order == ["facts", "row"]


def test_typed_figures_whose_facts_were_never_stored_come_back(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(10 * MINUTE)
    studio.show.ask(ask.TypeIn((("gmv", 100_000), ("spend", 9_000))), studio.clock.wall())
    assert len(studio.store.facts.room(PLAN.session.id)) == 0  # killed right here
    again, _inbox, seen = killed(studio)
    again.start()
    studio.writer.call(lambda: None)
    again.close()
    assert len(studio.store.facts.room(PLAN.session.id)) == 1
    assert len(studio.store.facts.ads(PLAN.session.id)) == 1
    assert seen[-1].typed[-1].values == (("gmv", 100_000), ("spend", 9_000))
    studio.clock.pass_by(SECOND)
    again.turn([])
    assert seen[-1].figure("gmv").value == 100_000
    assert seen[-1].figure("spend").value == 9_000


def test_a_row_that_says_nothing_is_no_fact(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(MINUTE)
    readout = studio.do(ask.TypeIn((("nonsense", 1),)))
    studio.settle()
    assert [m.key for m in readout.trouble] == ["live.refuse.no_figures"]
    assert len(studio.store.facts.room(PLAN.session.id)) == 0


def test_a_cue_sent_to_the_streamer_is_on_the_band_and_one_undo_takes_both_back(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(10 * MINUTE)
    cue = studio.do().top_cue
    shown = studio.do(ask.AnswerCue(cue.id, Answer.SENT, "准备上 2 号链接"))
    assert shown.message.text == "准备上 2 号链接"
    assert shown.answered[0].answer == "sent"
    shown = studio.do(ask.UndoLast())
    assert shown.message is None
    assert cue.id in [one.id for one in shown.cues]


def test_a_typed_figure_taken_back_is_gone_from_the_screen_and_after_a_kill(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(10 * MINUTE)
    of = studio.do(ask.TypeIn((("gmv", 100_000), ("online", 999), ("spend", 9_000)))).typed[-1].of
    assert studio.settle().figure("online").value == 999
    studio.do(ask.TypeIn((("online", None), ("spend", None)), of))
    shown = studio.settle()
    assert shown.figure("online").value is None
    assert not shown.figure("spend").value
    assert shown.figure("gmv").value == 100_000
    again, _inbox, seen = killed(studio)
    again.turn([])
    assert seen[-1].figure("online").value is None
    assert seen[-1].figure("gmv").value == 100_000


class Played:
    """A source that tells one order, of the instant it is first asked."""

    def __init__(self):
        self.told = False

    def until(self, instant):
        if self.told:
            return ()
        self.told = True
        return (dataclasses.replace(lines(1000), paid_at=np.array([instant], np.int64)),)


def stale(readout):
    """Whether the sales are told as old."""
    return readout.figure("gmv").stale


def test_what_a_played_source_told_is_not_old_while_it_is_on_its_way(studio):
    """At 260 times life's pace a commit takes minutes of the show."""
    studio.do(ask.GoOnAir())
    source = Played()
    studio.air.sources.append(source)
    studio.clock.pass_by(SECOND)
    studio.do()
    assert studio.settle().figure("gmv").value == 1000
    gate = threading.Event()
    held = studio.writer.submit(gate.wait)
    source.told = False
    studio.clock.pass_by(3 * MINUTE)
    studio.do()  # asked: another order, which waits for the disk
    assert not stale(studio.do())
    studio.clock.pass_by(3 * MINUTE)
    assert not stale(studio.do())
    gate.set()
    held.result()
    studio.writer.call(lambda: None)
    studio.clock.pass_by(SECOND)
    studio.do(*studio.inbox.drain(1.0))
    assert stale(studio.do())  # all it knows is here, and it has been silent for minutes


def test_a_source_that_tells_by_itself_is_old_once_it_is_silent(studio):
    studio.do(ask.GoOnAir())
    studio.clock.pass_by(2 * SECOND)
    studio.do(lines(1000))
    assert not stale(studio.settle())
    studio.clock.pass_by(3 * MINUTE)
    assert stale(studio.do())


def due_at(studio):
    """On air, and just before the next cue, which nobody waits for yet."""
    studio.do(ask.GoOnAir())
    studio.do(lines(1000))
    studio.settle()
    for cue in studio.seen[-1].cues:
        if cue.state is not CueState.STANDBY:
            studio.do(ask.AnswerCue(cue.id, Answer.DONE))
    coming = studio.seen[-1].cues[0]
    studio.clock.pass_by(coming.due - studio.clock.wall() - 10)
    return coming


def test_what_calls_is_published_ahead_of_the_sums(studio, monkeypatch):
    coming = due_at(studio)
    studio.do()
    shown = len(studio.seen)
    monkeypatch.setattr(air_room.panel, "readout", lambda *_, **__: pytest.fail("summed first"))
    studio.clock.pass_by(10)
    called = studio.do()
    assert len(studio.seen) == shown + 1
    assert (called.top_cue.id, called.top_cue.state) == (coming.id, CueState.DUE)
    assert called.now == coming.due and called.figures is studio.seen[-2].figures
    assert studio.air.wait() == pytest.approx(0.03)
    monkeypatch.undo()
    studio.clock.pass_by(30)
    assert studio.do().top_cue.id == coming.id
    assert studio.seen[-1].figures is not called.figures


def test_nothing_is_begun_that_would_make_a_cue_wait(studio, monkeypatch):
    """Ten ms before it: no rules, no readout of news, and it wakes at the cue."""
    due_at(studio)
    studio.clock.pass_by(-210)
    studio.do(ask.TakeNote("the newest readout"))
    studio.do(lines(3000))
    studio.writer.call(lambda: None)
    studio.clock.pass_by(210)
    shown, looked = len(studio.seen), []
    monkeypatch.setattr(studio.air, "_look", looked.append)
    studio.do(*studio.inbox.drain(1.0))
    assert (len(studio.seen), looked) == (shown, [])
    assert studio.air.wait() == pytest.approx(0.01)


def test_facts_are_kept_from_the_writer_while_a_cue_is_on_its_way(studio, monkeypatch):
    sent = []
    due_at(studio)
    studio.do()  # a readout was owed
    monkeypatch.setattr(studio.flow, "accept", sent.append)
    first, second = lines(3000), lines(4000)
    studio.do(first)
    studio.clock.pass_by(10)
    studio.do(second)
    assert sent == []
    studio.clock.pass_by(30)
    studio.do()
    assert sent == [first, second]


def test_facts_that_are_kept_are_not_lost_when_the_program_ends(studio):
    due_at(studio)
    assert studio.air.turn([lines(3000), Close()])
    studio.writer.call(lambda: None)
    assert studio.store.facts.orders(PLAN.session.id).amount.tolist() == [3000]


def test_facts_that_come_while_it_closes_are_tried_though_a_cue_be_at_hand(studio):
    due_at(studio)
    studio.do()  # a readout was owed
    studio.inbox.put(lines(3000))
    studio.air.last_try()
    studio.writer.call(lambda: None)
    assert studio.store.facts.orders(PLAN.session.id).amount.tolist() == [3000]


def test_a_cue_is_worked_out_before_it_is_due(studio, monkeypatch):
    coming = due_at(studio)
    studio.do()  # a readout was owed: what comes is worked out after it
    monkeypatch.setattr(foresight.engine, "step", lambda *_: pytest.fail("not foreseen"))
    assert studio.air.wait() == pytest.approx(0.01)
    studio.clock.pass_by(10)
    assert studio.do().top_cue.id == coming.id


def test_what_is_not_worked_out_when_a_cue_comes_near_is_worked_out_first(studio):
    """Between a turn and the wait after it a millisecond may pass."""
    due_at(studio)
    studio.do()
    studio.clock.pass_by(-21)
    studio.show.record([NoteTaken(at=studio.clock.wall(), text="as if by another turn")])
    studio.do()
    assert studio.air.wait() == pytest.approx(0.001)
    studio.clock.pass_by(2)
    assert studio.air.wait() == 0.0
    studio.do()
    assert studio.air.wait() == pytest.approx(0.029)


def test_a_thread_that_wakes_to_the_millisecond_works_out_what_it_woke_for(studio, monkeypatch):
    coming = due_at(studio)
    studio.do()
    studio.clock.pass_by(-100)
    studio.show.record([NoteTaken(at=studio.clock.wall(), text="as if by another turn")])
    studio.do()
    studio.clock.pass_by(round(studio.air.wait() * 1000))
    assert coming.due - studio.clock.wall() == 30
    studio.do()
    monkeypatch.setattr(foresight.engine, "step", lambda *_: pytest.fail("not foreseen"))
    assert studio.air.wait() == pytest.approx(0.03)
    studio.clock.pass_by(30)
    assert studio.do().top_cue.id == coming.id


@pytest.mark.parametrize(("late", "meant"), [(4, True), (6, False)])
def test_a_thread_that_wakes_a_little_late_stands_for_the_instant(studio, late, meant):
    coming = due_at(studio)
    studio.do()
    studio.clock.pass_by(10 + late)
    called = studio.do()
    fired = studio.show.state.fired[coming.id]
    assert fired.shown == coming.due + (0 if meant else late)
    assert called.now == coming.due + late  # the clock on the screen is not put back


def test_rules_wait_until_a_cue_has_been_shown(studio, monkeypatch):
    due_at(studio)
    studio.do()
    looked = []
    monkeypatch.setattr(studio.air, "_look", looked.append)
    studio.clock.pass_by(10)
    studio.do()
    studio.clock.pass_by(15)
    studio.do()
    assert looked == [] and studio.air.wait() == pytest.approx(0.015)
    studio.clock.pass_by(15)
    studio.do()
    assert len(looked) == 1


def test_an_answer_is_shown_at_once_however_near_the_next_cue_is(studio):
    due_at(studio)
    shown = len(studio.seen)
    studio.do(ask.TakeNote("now"))
    assert len(studio.seen) == shown + 1


def test_a_readout_says_how_soon_something_is_due(studio):
    coming = due_at(studio)
    studio.clock.pass_by(-2000)
    assert studio.do(ask.TakeNote("now")).calls_in == pytest.approx(2.01)
    assert coming.due - studio.clock.wall() == 2010


def test_with_a_cue_always_at_hand_readouts_go_out_all_the_same(studio):
    """A show at many times the speed: what only ever waits for the next cue is never said."""
    studio.do(ask.GoOnAir())
    studio.show.tick = lambda now: False
    said = len(studio.seen)
    for _ in range(320):  # three seconds
        studio.show.wake = Instant(studio.clock.wall() + 20)
        studio.clock.pass_by(10)
        studio.air.turn([])
    assert len(studio.seen) - said >= 2


def test_calls_one_upon_another_do_not_put_off_the_sums(studio, monkeypatch):
    due_at(studio)
    studio.clock.pass_by(10)
    studio.do()
    summed = []
    monkeypatch.setattr(studio.air, "_publish", summed.append)
    for _ in range(6):
        studio.clock.pass_by(10)
        studio.air._call(studio.clock.wall())
        studio.air.turn([])
    assert summed
