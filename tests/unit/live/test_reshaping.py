"""Rows moved, inserted, made longer while on air; rows that start by themselves."""

from __future__ import annotations

from controlroom.core.ids import RowId, RunId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, events, panel
from controlroom.plan.sheet import RunSheet, Segment
from tests.builders import at, segment, sheet
from tests.strategies.show import Desk

PLAN = sheet(segment("A", 10), segment("B", 10), segment("C", 10), segment("D", 10))


def live(plan: RunSheet = PLAN, *, auto: bool = False) -> Desk:
    desk = Desk(plan.session.planned_start)
    desk.ask(events.RunOpened(at=desk.now, run=RunId("run"), sheet=plan))
    desk.ask(events.WentOnAir(at=desk.now))
    if auto:
        desk.ask(events.AutoSet(at=desk.now, on=True))
    return desk


def order(desk: Desk) -> str:
    assert desk.state.sheet is not None
    return "".join(row.title for row in desk.state.sheet.segments)


def until(desk: Desk, clock: str) -> None:
    """Time runs from alarm to alarm."""
    while desk.now < at(clock):
        _, effects = engine.step(desk.state, events.Tick(at=desk.now))
        alarms = [e.at for e in effects if isinstance(e, events.WakeAt)]
        desk.now = Instant(min([at(clock), *alarms]))
        desk.tick()


def starts(desk: Desk) -> list[tuple[str, int, str]]:
    return [
        (e.row, (e.at - at("20:00")) // MINUTE, e.by)
        for e in desk.journal
        if isinstance(e, events.SegmentStarted)
    ]


def undo(desk: Desk) -> None:
    seq = engine.last_undoable(desk.state)
    assert seq is not None
    assert desk.ask(events.Undone(at=desk.now, seq=seq))


def test_a_row_to_come_is_moved_and_moved_back_by_undo() -> None:
    desk = live()
    assert desk.ask(events.RowMoved(at=desk.now, row=RowId("D"), after=RowId("A")))
    assert order(desk) == "ADBC"
    following = engine.next_row(desk.state)
    assert following is not None
    assert following.title == "D"
    undo(desk)
    assert order(desk) == "ABCD"


def drift(desk: Desk) -> tuple[float, float]:
    """(behind the plan, behind its end) in minutes, as the headline says them."""
    shown = panel.readout(desk.state, Buckets(), desk.now)
    assert shown.expected_end is not None
    return shown.over_under / MINUTE, (shown.expected_end - at("20:40")) / MINUTE


def start(desk: Desk, clock: str, row: str) -> None:
    desk.now = at(clock)
    assert desk.ask(events.SegmentStarted(at=desk.now, row=RowId(row)))


def test_rows_that_change_places_make_nobody_early_or_late() -> None:
    desk = live()
    assert desk.ask(events.RowMoved(at=desk.now, row=RowId("D"), after=RowId("A")))
    for clock, row in (("20:10", "D"), ("20:20", "B"), ("20:31", "C")):
        start(desk, clock, row)
        late = 1 if row == "C" else 0
        assert drift(desk) == (late, late)


def test_a_row_put_in_is_behind_by_its_length_wherever_it_stands() -> None:
    desk = live()
    row = Segment(id=RowId("x"), title="X", duration=Span(3 * MINUTE))
    assert desk.ask(events.RowInserted(at=desk.now, segment=row, after=RowId("A")))
    assert desk.ask(events.RowMoved(at=desk.now, row=RowId("D"), after=RowId("x")))
    assert drift(desk) == (0, 3)
    for clock, name in (("20:10", "x"), ("20:13", "D"), ("20:23", "B")):
        start(desk, clock, name)
        assert drift(desk) == (3, 3)


def test_nothing_moves_ahead_of_the_running_row_nor_does_it_move() -> None:
    desk = live()
    assert not desk.ask(events.RowMoved(at=desk.now, row=RowId("B"), after=None))
    assert not desk.ask(events.RowMoved(at=desk.now, row=RowId("A"), after=RowId("C")))
    assert order(desk) == "ABCD"


def test_an_inserted_row_goes_on_air_and_outlives_an_edit_of_the_plan() -> None:
    desk = live()
    row = Segment(id=RowId("x"), title="X", duration=Span(3 * MINUTE))
    assert desk.ask(events.RowInserted(at=desk.now, segment=row, after=RowId("A")))
    assert not desk.ask(events.RowInserted(at=desk.now, segment=row, after=RowId("A")))
    desk.ask(events.SheetChanged(at=desk.now, sheet=sheet(*PLAN.segments, segment("E", 5))))
    assert order(desk) == "AXBCDE"
    desk.now = Instant(desk.now + 5 * MINUTE)
    assert desk.ask(events.SegmentStarted(at=desk.now, row=RowId("x")))
    shown = panel.readout(desk.state, Buckets(), desk.now)
    assert shown.current is not None
    assert shown.current.title == "X"
    assert shown.expected_end == at("20:43")


def test_the_running_row_keeps_its_copy_when_its_length_is_planned_anew() -> None:
    desk = live()
    longer = tuple(segment(row.title, 30) for row in PLAN.segments)
    desk.ask(events.SheetChanged(at=desk.now, sheet=sheet(*longer)))
    assert desk.state.ends(desk.now) == at("20:10")


def test_a_row_to_come_is_made_longer_and_what_follows_moves() -> None:
    desk = live()
    assert desk.ask(events.RowSized(at=desk.now, row=RowId("B"), length=Span(15 * MINUTE)))
    assert panel.readout(desk.state, Buckets(), desk.now).expected_end == at("20:45")
    assert not desk.ask(events.RowSized(at=desk.now, row=RowId("B"), length=Span(0)))


def test_rows_start_by_themselves_at_their_end() -> None:
    desk = live(auto=True)
    until(desk, "20:35")
    assert starts(desk) == [("B", 10, "auto"), ("C", 20, "auto"), ("D", 30, "auto")]
    assert not any(cue.text.key == "cue.script.start" for cue in desk.state.fired.values())


def test_by_hand_nothing_starts_by_itself() -> None:
    desk = live()
    until(desk, "20:35")
    assert starts(desk) == []


def test_pauses_and_minutes_added_hold_the_next_row_off() -> None:
    desk = live(auto=True)
    desk.ask(events.SegmentExtended(at=desk.now, span=Span(2 * MINUTE)))
    until(desk, "20:05")
    desk.ask(events.Paused(at=desk.now))
    until(desk, "20:20")
    assert starts(desk) == []
    desk.ask(events.Resumed(at=desk.now))
    until(desk, "20:30")
    assert starts(desk) == [("B", 27, "auto")]


def test_a_hard_row_starts_when_it_must_neither_early_nor_late() -> None:
    plan = sheet(segment("A", 10), segment("H", 10, at="20:15", hard=True), segment("C", 10))
    desk = live(plan, auto=True)
    until(desk, "20:16")
    assert starts(desk) == [("H", 15, "auto")]
    late = live(plan, auto=True)
    late.ask(events.SegmentExtended(at=late.now, span=Span(20 * MINUTE)))
    until(late, "20:16")
    assert starts(late) == [("H", 15, "auto")]


def test_a_hard_start_that_has_passed_does_not_cut_the_row_off() -> None:
    plan = sheet(segment("A", 10), segment("B", 10), segment("H", 10, at="20:15", hard=True))
    desk = live(plan)
    until(desk, "20:16")
    desk.ask(events.SegmentStarted(at=desk.now, row=RowId("B")))
    desk.ask(events.AutoSet(at=desk.now, on=True))
    until(desk, "20:30")
    assert starts(desk) == [("B", 16, "go"), ("H", 26, "auto")]


def test_a_start_that_was_taken_back_is_not_made_again() -> None:
    desk = live(auto=True)
    until(desk, "20:12")
    undo(desk)
    assert desk.state.current is not None
    assert desk.state.current.title == "A"
    until(desk, "20:40")
    assert desk.state.current.title == "A"
    assert desk.ask(events.SegmentStarted(at=desk.now, row=RowId("B")))
    until(desk, "20:51")
    assert desk.state.current.title == "C"
