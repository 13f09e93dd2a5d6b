"""What the engine does, by example. The promises for any show are in test_show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from controlroom.core.errors import BugError
from controlroom.core.ids import CueId, RowId, RunId
from controlroom.core.message import message
from controlroom.core.time import MINUTE, SECOND, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, events, panel
from controlroom.live.events import Answer, Attention, Tick, WakeAt
from controlroom.live.readout import Phase
from controlroom.plan.sheet import Plate
from tests.builders import at, giveaway, minutes, segment, sheet
from tests.strategies.show import Desk


def until(desk: Desk, clock: str) -> list[str]:
    """Cues fired while time runs (in steps of a second around the alarms) to `clock`."""
    before = len(desk.fired())
    while desk.now < at(clock):
        _, effects = engine.step(desk.state, Tick(at=desk.now))
        alarms = [e.at for e in effects if isinstance(e, WakeAt)]
        desk.now = Instant(min([at(clock), *alarms]))
        desk.tick()
    return [cue.cue for cue in desk.fired()[before:]]


def on_air(desk: Desk, clock: str = "20:00") -> None:
    until(desk, clock)
    assert desk.ask(events.WentOnAir(at=desk.now))


def go(desk: Desk, clock: str) -> None:
    until(desk, clock)
    row = engine.next_row(desk.state)
    assert row is not None
    assert desk.ask(events.SegmentStarted(at=desk.now, row=row.id))


def due_of(desk: Desk, cue: str) -> int:
    return next(each.due for each in desk.fired() if each.cue == cue)


def test_on_air_starts_the_first_row(desk: Desk) -> None:
    on_air(desk)
    assert desk.state.phase is Phase.ON_AIR
    assert desk.state.current is not None
    assert desk.state.current.id == "opening"
    assert desk.state.started == at("20:00")


def test_before_air_only_what_is_due_by_the_clock_fires(desk: Desk) -> None:
    fired = until(desk, "20:25")
    assert fired == [
        "E:video:task",
        "E:session:align",
        "A:金牛 20:00:switch",
        "T:opening:start",
        "T:hour:hard5",
    ]
    assert desk.fired()[0].cue == "E:video:task"  # 18:00, shown late at 19:00
    assert desk.fired()[0].due == at("18:00")


def test_alarms_hit_each_cue_at_its_very_instant(desk: Desk) -> None:
    on_air(desk)
    go(desk, "20:10")
    go(desk, "20:30")
    until(desk, "20:41")
    punctual = [cue for cue in desk.fired() if cue.plate is not Plate.WARMUP]
    assert all(cue.at == cue.due for cue in punctual)
    assert due_of(desk, "S:pan talk/pan:standby") == at("20:08")
    assert due_of(desk, "T:pan talk:start") == at("20:10")
    assert due_of(desk, "G:bag:announce") == at("20:11")
    assert due_of(desk, "G:bag:start") == at("20:13")
    assert due_of(desk, "G:bag:end") == at("20:18")
    assert due_of(desk, "T:pan talk:overrun") == at("20:21")
    assert due_of(desk, "T:hour:hard1") == at("20:29")


def test_go_answers_the_cue_that_asked_for_it_and_undo_asks_again(desk: Desk) -> None:
    on_air(desk)
    until(desk, "20:12")  # 20:10: start the next, 20:11: the first is over its time
    asked = [CueId("T:pan talk:start"), CueId("T:opening:overrun")]
    assert {cue.id for cue in desk.state.unanswered} >= set(asked)
    assert desk.ask(events.SegmentStarted(at=desk.now, row=RowId("pan talk")))
    done = [desk.state.fired[cue] for cue in asked]
    assert [cue.answer for cue in done] == [Answer.DONE, Answer.DONE]
    assert [cue.reaction for cue in done] == [2 * MINUTE, MINUTE]
    desk.tick()
    until(desk, "20:16")
    assert not {cue.id for cue in desk.state.unanswered} & set(asked)
    seq = engine.last_undoable(desk.state)
    assert seq is not None
    desk.happen(events.Undone(at=desk.now, seq=seq))
    assert {cue.id for cue in desk.state.unanswered} >= set(asked)


def test_what_is_of_no_use_once_the_show_has_gone_on_waits_no_longer(desk: Desk) -> None:
    """Goods of a row that is over, warnings of a start that has been: nobody answered them."""
    on_air(desk)
    until(desk, "20:10")
    assert desk.ask(events.SegmentStarted(at=desk.now, row=RowId("pan talk")))
    until(desk, "20:29:30")
    names = ("S:pan talk/pan:standby", "T:hour:hard5", "T:hour:hard1")
    stale = {CueId(name) for name in names}
    assert {cue.id for cue in desk.state.unanswered} >= stale
    assert desk.ask(events.SegmentStarted(at=desk.now, row=RowId("hour")))
    assert not {cue.id for cue in desk.state.unanswered} & stale
    lapsed = [desk.state.fired[cue] for cue in stale]
    assert {(cue.answer, cue.reaction, cue.lapsed) for cue in lapsed} == {(None, None, desk.now)}
    shown = panel.readout(desk.state, Buckets(), desk.now)
    assert not stale & {cue.id for cue in shown.cues}
    assert {cue.answer for cue in shown.answered if cue.id in stale} == {"lapsed"}
    desk.tick()
    until(desk, "20:45")
    assert not {cue.id for cue in desk.state.unanswered} & stale
    assert desk.ask(events.CueAnswered(at=desk.now, cue=CueId(names[0]), answer=Answer.DONE))
    seq = next(n for n, e in desk.state.entries() if isinstance(e, events.CueAnswered))
    desk.happen(events.Undone(at=desk.now, seq=seq))
    assert desk.state.fired[CueId(names[0])].lapsed


def test_what_go_answered_may_still_be_answered_by_a_journal_of_before(desk: Desk) -> None:
    on_air(desk)
    until(desk, "20:12")
    go(desk, "20:12")
    cue = CueId("T:pan talk:start")
    desk.happen(events.CueAnswered(at=desk.now, cue=cue, answer=Answer.SKIPPED))
    assert desk.state.fired[cue].answer is Answer.SKIPPED
    again = events.CueAnswered(at=desk.now, cue=cue, answer=Answer.DONE)
    assert engine.check(desk.state, again) is not None


def test_drift_moves_what_follows_but_not_what_is_fixed(desk: Desk) -> None:
    on_air(desk, "20:04")
    until(desk, "20:31")
    assert due_of(desk, "S:pan talk/pan:standby") == at("20:12")
    assert due_of(desk, "T:hour:hard5") == at("20:25")
    assert "G:bag:announce" not in {cue.cue for cue in desk.fired()}


def test_a_pause_holds_what_follows(desk: Desk) -> None:
    on_air(desk)
    until(desk, "20:05")
    assert desk.ask(events.Paused(at=desk.now))
    assert until(desk, "20:15") == []
    assert desk.ask(events.Resumed(at=desk.now))
    until(desk, "20:20")
    assert due_of(desk, "S:pan talk/pan:standby") == at("20:18")
    assert desk.state.elapsed(desk.now) == 10 * MINUTE
    assert desk.state.ends(desk.now) == at("20:20")


def test_going_early_makes_the_goods_cue_due_at_once(desk: Desk) -> None:
    on_air(desk)
    go(desk, "20:03")
    desk.tick()
    assert due_of(desk, "S:pan talk/pan:standby") == at("20:03")
    assert "T:pan talk:start" not in {cue.cue for cue in desk.fired()}


def test_a_skipped_row_has_no_cues(desk: Desk) -> None:
    on_air(desk)
    row = RowId("pan talk")
    assert desk.ask(events.RowSkipped(at=desk.now, plate=Plate.SCRIPT, row=row))
    fired = until(desk, "20:24")
    assert fired == ["T:opening:overrun", "T:opening:overrun2", "T:opening:overrun3"]
    following = engine.next_row(desk.state)
    assert following is not None
    assert following.id == "hour"


def test_extension_moves_the_end(desk: Desk) -> None:
    on_air(desk)
    desk.ask(events.SegmentExtended(at=desk.now, span=Span(5 * MINUTE)))
    until(desk, "20:16")
    assert due_of(desk, "T:pan talk:start") == at("20:15")


def test_no_segment_is_made_shorter_than_nothing(desk: Desk) -> None:
    on_air(desk)
    event = events.SegmentExtended(at=desk.now, span=Span(-10 * MINUTE))
    refused = engine.check(desk.state, event)
    assert refused is not None
    assert refused.key == "live.refuse.too_short"
    with pytest.raises(BugError):
        engine.step(desk.state, event)


def test_an_edit_never_changes_the_running_row(desk: Desk) -> None:
    on_air(desk)
    plan = desk.state.plan
    assert plan is not None
    cut = type(plan)(session=plan.session, segments=plan.segments[2:])
    assert desk.ask(events.SheetChanged(at=desk.now, sheet=cut))
    assert desk.state.current == plan.segments[0]
    following = engine.next_row(desk.state)
    assert following is not None
    assert following.id == "hour"


def test_back_and_again(desk: Desk) -> None:
    on_air(desk)
    go(desk, "20:10")
    row = engine.previous_row(desk.state)
    assert row is not None
    desk.ask(events.SegmentStarted(at=desk.now, row=row.id, by="back"))
    go(desk, "20:12")
    assert [s.row for s in desk.state.stretches] == ["opening", "pan talk", "opening"]
    starts = [cue for cue in desk.fired() if cue.cue == "T:pan talk:start"]
    assert len(starts) == 1


def test_snooze_brings_the_same_cue_back_with_attention(desk: Desk) -> None:
    on_air(desk)
    cue = CueId("E:video:task")
    until_then = Instant(desk.now + 2 * MINUTE)
    desk.ask(events.CueSnoozed(at=desk.now, cue=cue, until=until_then))
    assert not desk.state.fired[cue].open(desk.now)
    _, effects = engine.step(desk.state, Tick(at=until_then))
    assert Attention(level="due") in effects
    assert desk.state.fired[cue].open(until_then)


def test_an_unanswered_cue_asks_again_until_answered(desk: Desk) -> None:
    on_air(desk)
    until(desk, "20:07")
    for cue in desk.state.fired:
        desk.ask(events.CueAnswered(at=desk.now, cue=cue, answer=Answer.DONE))
    until(desk, "20:08")
    shown = desk.now
    _, effects = engine.step(desk.state, Tick(at=Instant(shown + 59 * SECOND)))
    assert Attention(level="late") not in effects
    _, effects = engine.step(desk.state, Tick(at=Instant(shown + 60 * SECOND)))
    assert Attention(level="late") in effects


def test_undo_and_redo_of_go(desk: Desk) -> None:
    on_air(desk)
    before = desk.state
    go(desk, "20:09")
    after = desk.state
    seq = engine.last_undoable(desk.state)
    assert seq is not None
    desk.ask(events.Undone(at=desk.now, seq=seq))
    assert desk.state.current == before.current
    assert desk.state.started == before.started
    redo = engine.last_undone(desk.state)
    assert redo is not None
    desk.ask(events.Undone(at=desk.now, seq=redo))
    assert desk.state.current == after.current
    assert engine.last_undone(desk.state) is None


def test_undo_of_off_air_is_on_air_again(desk: Desk) -> None:
    on_air(desk)
    desk.ask(events.WentOffAir(at=desk.now))
    assert desk.state.phase is Phase.OFF_AIR
    seq = engine.last_undoable(desk.state)
    assert seq is not None
    desk.ask(events.Undone(at=desk.now, seq=seq))
    assert desk.state.phase is Phase.ON_AIR
    assert desk.state.current is not None


@pytest.mark.parametrize(
    ("event", "key"),
    [
        (events.SegmentStarted(at=at("19:00"), row=RowId("pan talk")), "live.refuse.phase.armed"),
        (events.Resumed(at=at("19:00")), "live.refuse.phase.armed"),
        (
            events.CueAnswered(at=at("19:00"), cue=CueId("no"), answer=Answer.DONE),
            "live.refuse.no_cue",
        ),
        (events.NoteTaken(at=at("19:00"), text="  "), "live.refuse.empty_note"),
        (events.Undone(at=at("19:00"), seq=1), "live.refuse.not_undoable"),
    ],
)
def test_misfits_are_refused_with_a_reason(desk: Desk, event: events.Event, key: str) -> None:
    refused = engine.check(desk.state, event)
    assert refused is not None
    assert refused.key == key


def test_what_never_fitted_does_not_keep_the_show_from_coming_back(desk: Desk) -> None:
    """As two windows on one show once left it: a cue that was fired twice."""
    on_air(desk)
    twice = [e for e in desk.journal if isinstance(e, events.CueFired)][:1]
    assert twice
    state = engine.fold(enumerate([*desk.journal, *twice], 1))
    assert (state.misfits, state.seq) == (1, desk.state.seq + 1)
    assert replace(state, misfits=0, seq=desk.state.seq) == desk.state


def test_a_journal_with_a_hole_is_a_bug(desk: Desk) -> None:
    with pytest.raises(BugError):
        engine.fold([(1, desk.journal[0]), (3, desk.journal[-1])])


def test_before_air_it_does_not_matter_when_the_clock_is_looked_at() -> None:
    """Found by the machine of `test_show`: rows that overlap in the plan, not begun in time."""
    plan = sheet(
        segment("late", 1, at="20:05"),
        segment("overlapping", 15, at="20:03"),
        giveaway("bag", segment=RowId("overlapping"), offset=minutes(4)),
    )
    opened = events.RunOpened(at=at("20:00"), run=RunId("run"), sheet=plan)
    looked, slept = Desk(at("20:00"), [opened]), Desk(at("20:00"), [opened])
    for minute in range(31):
        looked.now = Instant(at("20:00") + minute * MINUTE)
        looked.tick()
    slept.now = looked.now
    slept.tick()
    assert {(c.cue, c.due) for c in looked.fired()} == {(c.cue, c.due) for c in slept.fired()}


def test_an_answered_alert_may_turn_out_false_and_that_may_be_undone(desk: Desk) -> None:
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    cue = CueId("A:rule.x/1:alert")
    text = message("cue.script.start", title="x")
    desk.happen(
        events.AlertRaised(
            at=desk.now, cue=cue, rule="x", plate=Plate.TRAFFIC, text=text, advice=text
        )
    )
    desk.now = Instant(desk.now + 7_000)
    assert desk.ask(events.CueAnswered(at=desk.now, cue=cue, answer=Answer.DONE))
    desk.now = Instant(desk.now + 60_000)
    wrong = events.CueAnswered(at=desk.now, cue=cue, answer=Answer.FALSE_ALARM)
    assert desk.ask(wrong)
    marked = desk.state.fired[cue]
    assert marked.answer is Answer.FALSE_ALARM
    assert marked.answered is not None
    assert marked.answered - marked.fired == 7_000  # the reaction stays what it was
    assert not desk.ask(wrong)
    assert not desk.ask(replace(wrong, answer=Answer.DONE))
    seq = engine.last_undoable(desk.state)
    assert seq is not None
    assert desk.ask(events.Undone(at=desk.now, seq=seq))
    assert desk.state.fired[cue].answer is Answer.DONE


def test_only_an_alert_of_a_rule_is_a_false_alarm_afterwards(desk: Desk) -> None:
    desk.now = at("20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = Instant(desk.now + 9 * MINUTE)
    desk.tick()
    cue = next(iter(desk.state.fired))
    assert desk.ask(events.CueAnswered(at=desk.now, cue=cue, answer=Answer.DONE))
    assert not desk.ask(events.CueAnswered(at=desk.now, cue=cue, answer=Answer.FALSE_ALARM))
