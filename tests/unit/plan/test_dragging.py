"""What a hand on the timeline means, plate by plate, and what no drag may do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.plan.dragging import (
    SHORTEST,
    Drag,
    Grip,
    applied,
    grips,
    label,
    nudged,
    placed,
    segment_grips,
    snapped,
)
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import schedule
from tests.builders import at, giveaway, minutes, product, segment, sheet, slot, task
from tests.strategies.plan import EVENING, sheets

SHOW = sheet(
    product("口红"),
    product("面霜"),
    segment("A", 10, products=("口红", "面霜")),
    segment("B", 20),
    segment("C", 10, at="20:45", hard=True),
    segment("D", 10),
    slot("磁力金牛", "20:00", "21:00", id=RowId("磁力金牛")),
    giveaway("福袋", segment=RowId("B"), offset=minutes(2)),
    giveaway("红包", at="20:50"),
    task("短视频"),
)


def drag(plate: Plate, row: str, grip: Grip, to: str, **more: str) -> RunSheet:
    segment_of = RowId(more["segment"]) if "segment" in more else None
    wanted = Drag(plate=plate, row=RowId(row), grip=grip, at=at(to), segment=segment_of)
    return applied(SHOW, wanted)


def order(show: RunSheet) -> str:
    return "".join(one.title for one in show.segments)


def clock(show: RunSheet) -> dict[str, tuple[int, int]]:
    """Minutes after 20:00 from when to when each segment runs."""
    zero = at("20:00")
    return {
        one.id: ((one.start - zero) // MINUTE, (one.end - zero) // MINUTE)
        for one in schedule(show).rows
    }


@pytest.mark.parametrize(
    ("row", "to", "expected"),
    [
        ("A", "20:14", "ABCD"),  # its middle 20:19 has not reached B's 20:20
        ("A", "20:16", "BACD"),
        ("A", "20:46", "BCAD"),
        ("B", "19:54", "BACD"),
        ("B", "20:10", "ABCD"),
        ("D", "20:00", "DABC"),
        ("A", "23:00", "BCDA"),
    ],
)
def test_a_linked_segment_finds_its_place_by_its_middle(row: str, to: str, expected: str) -> None:
    assert order(drag(Plate.SCRIPT, row, Grip.WHOLE, to)) == expected


def test_a_segment_dropped_where_it_stands_changes_nothing() -> None:
    assert drag(Plate.SCRIPT, "B", Grip.WHOLE, "20:10") == SHOW
    assert drag(Plate.SCRIPT, "C", Grip.WHOLE, "20:45") == SHOW


def test_a_hard_segment_is_moved_to_a_new_start_and_stays_hard() -> None:
    after = drag(Plate.SCRIPT, "C", Grip.WHOLE, "20:50")
    assert (after.segments[2].start, after.segments[2].hard) == (at("20:50"), True)
    assert clock(after)["D"] == (60, 70)
    assert order(after) == "ABCD"


def test_the_end_edge_sets_the_duration_and_the_rest_ripples() -> None:
    after = drag(Plate.SCRIPT, "A", Grip.END, "20:15")
    assert clock(after) == {"A": (0, 15), "B": (15, 35), "C": (45, 55), "D": (55, 65)}
    assert drag(Plate.SCRIPT, "A", Grip.END, "19:00").segments[0].duration == SHORTEST


def test_the_start_edge_of_a_linked_segment_moves_the_boundary_alone() -> None:
    after = drag(Plate.SCRIPT, "B", Grip.START, "20:05")
    assert clock(after) == {"A": (0, 5), "B": (5, 30), "C": (45, 55), "D": (55, 65)}
    assert drag(Plate.SCRIPT, "B", Grip.START, "23:00").segments[1].duration == SHORTEST
    assert drag(Plate.SCRIPT, "B", Grip.START, "19:00").segments[0].duration == SHORTEST
    assert drag(Plate.SCRIPT, "A", Grip.START, "20:05") == SHOW


def test_the_start_edge_of_a_segment_with_its_own_start_keeps_the_end() -> None:
    after = drag(Plate.SCRIPT, "C", Grip.START, "20:40")
    assert clock(after)["C"] == (40, 55)
    assert after.segments[2].hard


def test_slots_move_and_stretch() -> None:
    def times(show: RunSheet) -> tuple[int, int]:
        return show.slots[0].start, show.slots[0].end

    assert times(drag(Plate.TRAFFIC, "磁力金牛", Grip.WHOLE, "20:30")) == (at("20:30"), at("21:30"))
    assert times(drag(Plate.TRAFFIC, "磁力金牛", Grip.START, "20:30")) == (at("20:30"), at("21:00"))
    assert times(drag(Plate.TRAFFIC, "磁力金牛", Grip.END, "20:30")) == (at("20:00"), at("20:30"))
    late = drag(Plate.TRAFFIC, "磁力金牛", Grip.START, "23:00")
    assert late.slots[0].end - late.slots[0].start == SHORTEST


def test_a_giveaway_follows_into_the_segment_it_is_dropped_on() -> None:
    after = drag(Plate.GIVEAWAY, "福袋", Grip.WHOLE, "20:25").giveaways[0]
    assert (after.segment, after.offset) == ("B", minutes(15))
    after = drag(Plate.GIVEAWAY, "福袋", Grip.WHOLE, "20:03").giveaways[0]
    assert (after.segment, after.offset, after.start) == ("A", minutes(3), None)
    gap = drag(Plate.GIVEAWAY, "福袋", Grip.WHOLE, "20:40").giveaways[0]
    assert (gap.segment, gap.offset) == ("B", minutes(30))  # nothing runs at 20:40


def test_a_giveaway_with_a_fixed_start_keeps_one() -> None:
    after = drag(Plate.GIVEAWAY, "红包", Grip.WHOLE, "20:05").giveaways[1]
    assert (after.segment, after.start) == (None, at("20:05"))


def test_the_edges_of_a_giveaway() -> None:
    before = SHOW.giveaways[0]
    after = drag(Plate.GIVEAWAY, "福袋", Grip.END, "20:22").giveaways[0]
    assert (after.offset, after.duration) == (before.offset, minutes(10))
    after = drag(Plate.GIVEAWAY, "福袋", Grip.START, "20:10").giveaways[0]
    assert (after.offset, after.duration) == (0, before.duration + before.offset)


def test_a_task_is_due_where_it_is_put_but_never_after_the_start() -> None:
    assert drag(Plate.WARMUP, "短视频", Grip.WHOLE, "18:00").tasks[0].before == 2 * HOUR
    assert drag(Plate.WARMUP, "短视频", Grip.WHOLE, "21:00").tasks[0].before == 0


def test_a_product_goes_to_the_segment_under_its_middle() -> None:
    after = drag(Plate.GOODS, "口红", Grip.WHOLE, "20:12", segment="A")
    assert [one.products for one in after.segments[:2]] == [("面霜",), ("口红",)]
    assert drag(Plate.GOODS, "口红", Grip.WHOLE, "20:02", segment="A") == SHOW
    assert drag(Plate.GOODS, "口红", Grip.WHOLE, "20:35", segment="A") == SHOW  # a gap
    assert drag(Plate.GOODS, "口红", Grip.WHOLE, "20:12", segment="B") == SHOW


def test_by_key() -> None:
    five = 5 * MINUTE

    def pressed(plate: Plate, row: str, grip: Grip, by: int) -> RunSheet:
        return nudged(SHOW, plate, RowId(row), grip, by, segment=RowId("A"))

    assert order(pressed(Plate.SCRIPT, "A", Grip.WHOLE, five)) == "BACD"
    assert order(pressed(Plate.SCRIPT, "B", Grip.WHOLE, -five)) == "BACD"
    assert pressed(Plate.SCRIPT, "A", Grip.WHOLE, -five) == SHOW
    assert clock(pressed(Plate.SCRIPT, "C", Grip.WHOLE, -five))["C"] == (40, 50)
    assert clock(pressed(Plate.SCRIPT, "B", Grip.END, five))["B"] == (10, 35)
    assert pressed(Plate.TRAFFIC, "磁力金牛", Grip.WHOLE, five).slots[0].start == at("20:05")
    assert pressed(Plate.GOODS, "口红", Grip.WHOLE, five).segments[1].products == ("口红",)
    assert pressed(Plate.WARMUP, "短视频", Grip.END, five) == SHOW


def test_where_a_block_can_be_taken() -> None:
    all_three = frozenset(Grip)
    whole = frozenset({Grip.WHOLE})
    assert grips(SHOW, Plate.SCRIPT, RowId("A")) == {Grip.WHOLE, Grip.END}
    assert grips(SHOW, Plate.SCRIPT, RowId("B")) == all_three
    assert grips(SHOW, Plate.GIVEAWAY, RowId("福袋")) == all_three
    assert grips(SHOW, Plate.GOODS, RowId("口红")) == whole
    assert grips(SHOW, Plate.WARMUP, RowId("短视频")) == whole
    stones = sheet(
        segment("里程碑", milestone=True), segment("跳过", at="20:05", skip=True), segment("A")
    )
    assert segment_grips(schedule(stones)) == {
        "里程碑": frozenset(),
        "跳过": whole,
        "A": {Grip.WHOLE, Grip.END},
    }


def test_snapping() -> None:
    step, marks = 5 * MINUTE, (at("20:07"), at("20:31"))
    assert snapped(at("20:11"), step=step) == at("20:10")
    assert snapped(at("20:08"), step=step, marks=marks, reach=2 * MINUTE) == at("20:07")
    assert snapped(at("20:28"), step=step, marks=marks, reach=2 * MINUTE) == at("20:30")
    assert snapped(at("20:08:31"), step=SECOND, marks=(), reach=step) == at("20:08:31")


def test_the_edit_has_a_name_and_an_unknown_row_is_a_bug() -> None:
    taken = Drag(plate=Plate.TRAFFIC, row=RowId("磁力金牛"), grip=Grip.END, at=at("21:00"))
    assert label(SHOW, taken).key == "plan.drag.stretched"
    assert dict(label(SHOW, taken).args)["title"] == "磁力金牛"
    with pytest.raises(BugError):
        applied(SHOW, Drag(plate=Plate.SCRIPT, row=RowId("?"), grip=Grip.END, at=at("21:00")))


def lengths(show: RunSheet) -> dict[RowId, int]:
    return (
        {one.id: one.duration for one in show.segments}
        | {one.id: one.end - one.start for one in show.slots}
        | {one.id: one.duration for one in show.giveaways}
    )


@st.composite
def drags(draw: st.DrawFn) -> tuple[RunSheet, Drag]:
    show = draw(sheets())
    rows = [(plate, row.id) for plate in Plate for row in show.rows(plate)]
    plate, row = draw(st.sampled_from(rows)) if rows else (Plate.SCRIPT, RowId(""))
    homes = [one.id for one in show.segments if row in one.products]
    return show, Drag(
        plate=plate,
        row=row,
        grip=draw(st.sampled_from(Grip)),
        at=Instant(EVENING + draw(st.integers(-4 * HOUR, 12 * HOUR))),
        segment=draw(st.sampled_from(homes)) if homes else None,
    )


@given(drags())
def test_no_drag_loses_a_row_or_makes_one_too_short(given_drag: tuple[RunSheet, Drag]) -> None:
    show, taken = given_drag
    if not taken.row:
        return
    after = applied(show, taken)
    for plate in Plate:
        assert {row.id for row in after.rows(plate)} == {row.id for row in show.rows(plate)}
    before = lengths(show)
    for row, length in lengths(after).items():
        assert length >= min(SHORTEST, before[row])
    assert sorted(p for one in after.segments for p in one.products) == sorted(
        p for one in show.segments for p in one.products
    )


@given(drags())
def test_a_boundary_moves_nothing_else(given_drag: tuple[RunSheet, Drag]) -> None:
    show, taken = given_drag
    plan = schedule(show)
    linked = next((one.linked for one in plan.rows if one.id == taken.row and one.playable), False)
    if not (linked and taken.grip is Grip.START):
        return
    after = schedule(applied(show, taken))
    assert [one.end for one in after.rows if one.playable][-1:] == [
        one.end for one in plan.rows if one.playable
    ][-1:]
    moved = [
        one.id
        for one, was in zip(after.rows, plan.rows, strict=True)
        if one.playable and one.start != was.start
    ]
    assert set(moved) <= {taken.row}


@given(drags())
def test_what_is_put_back_is_as_before(given_drag: tuple[RunSheet, Drag]) -> None:
    show, taken = given_drag
    stands = placed(show, taken.plate, taken.row)
    timed = {one.id: one for one in schedule(show).rows}.get(taken.row)
    if taken.plate not in (Plate.SCRIPT, Plate.TRAFFIC) or stands is None:
        return
    if timed is not None and timed.linked:
        return
    away = applied(show, Drag(plate=taken.plate, row=taken.row, grip=Grip.WHOLE, at=taken.at))
    assert placed(away, taken.plate, taken.row)[0] == taken.at  # type: ignore[index]
    back = Drag(plate=taken.plate, row=taken.row, grip=Grip.WHOLE, at=stands[0])
    assert applied(away, back) == show
