"""The cut planner on air: hard starts and the end are kept, by what is worth least."""

from __future__ import annotations

from typing import Any

from controlroom.core.ids import RowId, RunId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import cutplan, engine, events
from controlroom.live.readout import CutOffer
from controlroom.plan.sheet import RunSheet
from tests.builders import at, giveaway, minutes, product, segment, sheet
from tests.strategies.facts import room_samples
from tests.strategies.show import Desk

PLAN = sheet(
    product("pot"),
    product("cup"),
    segment("A", 20, products=(RowId("pot"),), target_gmv=100_000),
    segment("B", 10, products=(RowId("pot"),), target_gmv=1_000),
    segment("C", 20, products=(RowId("cup"),), target_gmv=50_000),
    segment("D", 10, target_gmv=90_000),
    end="21:00",
)


def running(plan: RunSheet, late: float) -> Desk:
    """On air since the plan's start; the first row was given `late` minutes more."""
    desk = Desk(plan.session.planned_start)
    desk.ask(events.RunOpened(at=desk.now, run=RunId("run"), sheet=plan))
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = Instant(desk.now + 5 * MINUTE)
    if late:
        desk.ask(events.SegmentExtended(at=desk.now, span=minutes(late)))
    return desk


def offer(desk: Desk, facts: Buckets | None = None) -> CutOffer | None:
    return cutplan.offer(desk.state, facts or Buckets(), desk.now)


def told(found: CutOffer | None) -> list[tuple[Any, ...]]:
    assert found is not None
    return [(c.title, c.left if c.left is None else c.left / MINUTE, c.value) for c in found.cuts]


def test_in_time_or_hardly_late_nothing_is_offered() -> None:
    assert offer(running(PLAN, 0)) is None
    assert offer(running(PLAN, 0.9)) is None


def test_late_the_rows_of_least_target_per_minute_go() -> None:
    found = offer(running(PLAN, 12))
    assert found is not None
    assert found.late == 12 * MINUTE
    assert told(found) == [("B", None, 1_000), ("C", 18.0, 5_000)]
    assert found.saves == 12 * MINUTE
    assert (found.value, found.unknown) == (6_000, 0)
    assert [(c.number, c.measured) for c in found.cuts] == [(2, False), (3, False)]


def test_a_row_is_worth_what_its_product_brought_on_air() -> None:
    desk = running(PLAN, 12)
    sold = [("r", "gmv", "delta", at("20:00") + m * MINUTE, MINUTE, 90_000.0) for m in range(1, 6)]
    found = offer(desk, Buckets.from_columns(room=room_samples(sold)))
    # pot at about 900.00 a minute: B is dear now, C (25.00 a minute) goes
    assert [row[0] for row in told(found)] == ["C", "D"]
    known = cutplan.measured(desk.state, Buckets.from_columns(room=room_samples(sold)), desk.now)
    assert known.keys() == {"A", "B"}
    assert known[RowId("A")] == 2 * known[RowId("B")]


def test_a_hard_start_on_the_way_is_kept_though_the_end_is_not_late() -> None:
    plan = sheet(
        segment("A", 20),
        segment("B", 20, target_gmv=100),
        segment("hour", 10, at="21:00", hard=True),
        segment("Z", 10),
    )
    desk = running(plan, 25)
    found = offer(desk)
    assert found is not None
    assert found.late == 0
    assert [(m.title, m.late) for m in found.missed] == [("hour", 5 * MINUTE)]
    assert told(found) == [("B", 15.0, 25)]


def test_a_hard_start_that_has_passed_is_no_goal() -> None:
    plan = sheet(segment("A", 70), segment("B", 20), segment("hour", 10, at="20:30", hard=True))
    desk = running(plan, 0)
    desk.now = at("20:40")
    found = offer(desk)
    assert found is None or not found.missed


def test_giveaways_keep_their_time() -> None:
    plan = sheet(
        segment("A", 20),
        segment("B", 20, target_gmv=1),
        segment("C", 20, target_gmv=10**9),
        giveaway("bag", segment=RowId("B"), offset=minutes(10), duration=minutes(5)),
        end="21:00",
    )
    assert told(offer(running(plan, 5)))[0] == ("B", 15.0, 0)


def test_applied_it_is_one_step_that_undo_takes_back() -> None:
    desk = running(PLAN, 12)
    before = desk.state.sheet
    found = offer(desk)
    assert found is not None
    cuts = tuple(events.RowCut(row=c.id, length=c.left) for c in found.cuts)
    assert desk.ask(events.RowsCut(at=desk.now, cuts=cuts))
    assert offer(desk) is None
    assert engine.fold(enumerate(desk.journal, 1)) == desk.state
    seq = engine.last_undoable(desk.state)
    assert seq is not None
    desk.ask(events.Undone(at=desk.now, seq=seq))
    assert desk.state.sheet == before
    assert offer(desk) == found


def test_a_plan_that_says_another_length_afterwards_counts() -> None:
    desk = running(PLAN, 12)
    cut = events.RowCut(row=RowId("C"), length=minutes(18))
    desk.ask(events.RowsCut(at=desk.now, cuts=(cut,)))
    plan = sheet(
        *PLAN.products,
        *(s if s.id != "C" else segment("C", 12) for s in PLAN.segments),
        end="21:00",
    )
    desk.ask(events.SheetChanged(at=desk.now, sheet=plan))
    assert desk.state.sheet is not None
    row = desk.state.sheet.segment(RowId("C"))
    assert row is not None
    assert row.duration == Span(12 * MINUTE)


def test_a_row_shortened_before_loses_by_the_minute_what_the_plan_says() -> None:
    """C: 500.00 in 20 minutes. Cut to 10 by hand, each further minute is 25.00 as before."""
    desk = running(PLAN, 0)
    desk.ask(events.RowSized(at=desk.now, row=RowId("C"), length=Span(10 * MINUTE)))
    desk.ask(events.SegmentExtended(at=desk.now, span=minutes(18)))
    assert told(offer(desk)) == [("B", 5.0, 500), ("C", 7.0, 7_500)]


def test_the_running_row_and_those_behind_are_not_cut() -> None:
    desk = running(PLAN, 12)
    refused = desk.ask(events.RowsCut(at=desk.now, cuts=(events.RowCut(row=RowId("A")),)))
    assert not refused
    assert not desk.ask(events.RowsCut(at=desk.now, cuts=()))
