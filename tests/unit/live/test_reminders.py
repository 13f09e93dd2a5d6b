"""Reminders of all plates: when they come, that they come once, and that re-planning never
brings an answered one back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RowId, RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.live import cues, engine, events
from controlroom.live.events import Answer
from controlroom.plan.sheet import RunSheet
from tests.builders import at, giveaway, minutes, product, segment, sheet, slot
from tests.strategies import plan as any_plan
from tests.strategies.show import Desk, scripts

PLAN = sheet(
    product("pot", link=3, stock=50),
    product("cup", link=4),
    segment("A", 25, products=(RowId("pot"),)),
    segment("B", 10, products=(RowId("pot"), RowId("cup"))),
    segment("C", 15),
    slot("金牛", "20:00", "21:00", 60_000),
    slot("粉条", "20:00", "20:10", 60_000),
    giveaway("bag", segment=RowId("A"), offset=minutes(5), duration=minutes(5)),
    reservations_target=300,
)


def armed(plan: RunSheet = PLAN, opened: str = "19:00") -> Desk:
    desk = Desk(at(opened))
    desk.ask(events.RunOpened(at=desk.now, run=RunId("run"), sheet=plan))
    return desk


def until(desk: Desk, clock: str) -> None:
    while desk.now < at(clock):
        _, effects = engine.step(desk.state, events.Tick(at=desk.now))
        alarms = [e.at for e in effects if isinstance(e, events.WakeAt)]
        desk.now = Instant(min([at(clock), *alarms]))
        desk.tick()


def on_air(desk: Desk) -> Desk:
    until(desk, "20:00")
    assert desk.ask(events.WentOnAir(at=desk.now))
    return desk


def clock_of(desk: Desk) -> dict[str, int]:
    """Minutes after 20:00 at which each cue fired."""
    return {str(c.cue): (c.at - at("20:00")) // MINUTE for c in desk.fired()}


def test_the_team_agrees_half_an_hour_before_unless_the_run_is_opened_later() -> None:
    desk = armed()
    until(desk, "19:59")
    assert clock_of(desk)["E:session:align"] == -30
    late = armed(opened="19:40")
    until(late, "19:59")
    assert "E:session:align" not in clock_of(late)


def test_a_link_is_checked_once_before_the_first_row_that_sells_by_it() -> None:
    desk = on_air(armed())
    until(desk, "20:24")
    found = {cue: m for cue, m in clock_of(desk).items() if cue.endswith(":link")}
    assert found == {"S:pot:link": -5, "S:cup:link": 20}


def test_the_card_is_pinned_again_while_the_row_lasts_pauses_not_counted() -> None:
    desk = on_air(armed())
    until(desk, "20:12")
    desk.ask(events.Paused(at=desk.now))
    until(desk, "20:15")
    desk.ask(events.Resumed(at=desk.now))
    until(desk, "20:40")
    found = {cue: m for cue, m in clock_of(desk).items() if ":pin" in cue}
    assert found == {"S:A/pot:pin1": 10, "S:A/pot:pin2": 23}


def test_an_overrun_is_said_again_and_stops_when_the_row_is_left() -> None:
    desk = on_air(armed())
    until(desk, "20:33")
    row = engine.next_row(desk.state)
    assert row is not None
    desk.ask(events.SegmentStarted(at=desk.now, row=row.id))
    until(desk, "20:42")
    found = {cue: m for cue, m in clock_of(desk).items() if "T:A:overrun" in cue}
    assert found == {"T:A:overrun": 26, "T:A:overrun2": 31}


def test_long_slots_are_looked_at_halfway() -> None:
    desk = on_air(armed())
    until(desk, "20:35")
    found = [cue for cue in desk.fired() if cue.cue.endswith(":pace")]
    assert [(c.cue, c.at, c.text.args["budget_minor"]) for c in found] == [
        ("A:金牛 20:00:pace", at("20:30"), 30_000)
    ]


def test_a_giveaway_asks_for_its_result_after_its_end() -> None:
    desk = on_air(armed())
    until(desk, "20:20")
    fired = clock_of(desk)
    assert (fired["G:bag:start"], fired["G:bag:end"], fired["G:bag:result"]) == (5, 10, 12)


def test_the_next_show_is_announced_before_the_expected_end() -> None:
    desk = on_air(armed())
    until(desk, "20:10")
    desk.ask(events.SegmentExtended(at=desk.now, span=minutes(5)))  # ends 20:55 now
    for row, clock in (("B", "20:30"), ("C", "20:40")):
        until(desk, clock)
        desk.ask(events.SegmentStarted(at=desk.now, row=RowId(row)))
    until(desk, "20:54")
    assert clock_of(desk)["E:session:reserve"] == 45
    text = next(c for c in desk.fired() if c.cue == "E:session:reserve")
    assert text.detail is not None
    assert text.detail.args == {"target": 300}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(scripts() | any_plan.sheets(), min_size=1, max_size=3),
    st.lists(st.integers(1, 12), min_size=2, max_size=8),
)
def test_an_answered_cue_never_comes_back_under_any_plan(
    plans: list[RunSheet], gaps: list[int]
) -> None:
    desk = Desk(Instant(plans[0].session.planned_start - 5 * MINUTE))
    desk.ask(events.RunOpened(at=desk.now, run=RunId("run"), sheet=plans[0]))
    desk.ask(events.WentOnAir(at=desk.now))
    for turn, gap in enumerate(gaps):
        desk.now = Instant(desk.now + gap * MINUTE)
        desk.tick()
        for cue in [c.id for c in desk.state.fired.values() if c.answer is None]:
            desk.ask(events.CueAnswered(at=desk.now, cue=cue, answer=Answer.DONE))
        desk.ask(events.SheetChanged(at=desk.now, sheet=plans[turn % len(plans)]))
        derived = [cue.id for cue in cues.derive(desk.state, desk.now)]
        assert len(derived) == len(set(derived))  # a name for each
        row = engine.next_row(desk.state)
        if row is not None:
            desk.ask(events.SegmentStarted(at=desk.now, row=row.id))
    fired = [cue.cue for cue in desk.fired()]
    assert len(fired) == len(set(fired))
    assert all(cue.count(":") >= 2 for cue in fired)
