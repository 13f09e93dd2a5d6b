"""Planned and expected times: the worked example, the rules, and what always holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from controlroom.core.formats import clock
from controlroom.core.ids import RowId
from controlroom.core.time import DAY, HOUR, MINUTE, Instant, Span
from controlroom.plan import edits
from controlroom.plan.sheet import RunSheet
from controlroom.plan.timing import (
    Forecast,
    Progress,
    Schedule,
    as_if,
    expected,
    giveaway_start,
    schedule,
)
from tests.builders import at, giveaway, minutes, segment, sheet
from tests.strategies.plan import sheets

# peers.md §1.5: A 10:00, B linked, a gap of 5, C 10:25, D linked to C.
EXAMPLE = sheet(
    segment("A", 10), segment("B", 10), segment("C", 15, "10:25"), segment("D", 5), start="10:00"
)


def running(plan: Schedule, row: str, late: float) -> Forecast:
    return expected(plan, as_if(plan, RowId(row), minutes(late)))


def drifts(plan: Schedule, forecast: Forecast) -> list[float]:
    return [(e.start - p.start) / MINUTE for e, p in zip(forecast.rows, plan.rows, strict=True)]


def starts(plan: Schedule) -> list[Instant]:
    return [row.start for row in plan.rows]


def test_the_planned_times_of_the_example() -> None:
    plan = schedule(EXAMPLE)
    assert starts(plan) == [at("10:00"), at("10:10"), at("10:25"), at("10:40")]
    assert [row.gap for row in plan.rows] == [0, 0, minutes(5), 0]
    assert (plan.start, plan.end) == (at("10:00"), at("10:45"))


@pytest.mark.parametrize(
    ("late", "carried"),
    [(8, [8, 3, 3]), (-6, [-6, 0, 0]), (12, [12, 7, 7]), (0, [0, 0, 0]), (5, [5, 0, 0])],
)
def test_the_worked_example(late: int, carried: list[int]) -> None:
    plan = schedule(EXAMPLE)
    now = Progress(row=RowId("A"), started=at("10:00"), now=at("10:01"), extra=minutes(late))
    forecast = expected(plan, now)
    assert drifts(plan, forecast)[1:] == carried
    assert forecast.over_under == minutes(late)
    assert forecast.end == plan.end + minutes(carried[-1])


def test_an_overrun_is_seen_as_it_happens() -> None:
    plan = schedule(EXAMPLE)
    forecast = expected(plan, Progress(row=RowId("A"), started=at("10:00"), now=at("10:18")))
    assert [row.start for row in forecast.rows[1:]] == [at("10:18"), at("10:28"), at("10:43")]


def test_a_hard_row_holds_and_shows_the_overlap() -> None:
    plan = schedule(sheet(segment("A", 60), segment("整点", 10, "21:00", hard=True), segment("C")))
    forecast = running(plan, "A", 8)
    assert forecast.rows[0].end == at("21:08")
    assert [row.start for row in forecast.rows[1:]] == [at("21:00"), at("21:10")]


def test_a_missed_hard_start_is_made_at_once() -> None:
    plan = schedule(sheet(segment("A", 60), segment("整点", 10, "21:00", hard=True), segment("C")))
    late = Progress(row=RowId("A"), started=at("20:00"), now=at("21:03"))
    forecast = expected(plan, late)
    assert [row.start for row in forecast.rows[1:]] == [at("21:03"), at("21:13")]


def test_being_ahead_pulls_linked_rows_only() -> None:
    rows = (segment("A", 30), segment("B"), segment("H", 10, "20:40", hard=True), segment("C"))
    plan = schedule(sheet(*rows))
    assert drifts(plan, running(plan, "A", -10)) == [-10, -10, 0, 0]


def test_skipped_rows_and_milestones_take_no_time() -> None:
    plan = schedule(
        sheet(
            segment("A"),
            segment("off", 30, skip=True),
            segment("100万", 5, "20:05", milestone=True),
            segment("B"),
        )
    )
    assert starts(plan) == [at("20:00"), at("20:10"), at("20:05"), at("20:10")]
    assert plan.end == at("20:20")
    assert plan.rows[1].end == plan.rows[1].start
    assert [row.gap + row.overlap for row in plan.rows] == [0, 0, 0, 0]


def test_overlap_and_unlinked_without_start() -> None:
    plan = schedule(
        sheet(segment("A", 30), segment("B", 10, "20:20"), segment("C", 5, linked=False))
    )
    assert plan.rows[1].overlap == minutes(10)
    assert (plan.rows[2].start, plan.rows[2].linked) == (at("20:30"), True)


def test_a_hard_row_without_a_start_is_linked() -> None:
    plan = schedule(sheet(segment("A"), segment("B", hard=True)))
    assert (plan.rows[1].start, plan.rows[1].hard, plan.rows[1].linked) == (
        at("20:10"),
        False,
        True,
    )


def test_rows_behind_show_what_they_took() -> None:
    plan = schedule(sheet(segment("A"), segment("B"), segment("C")))
    aired = ((RowId("A"), at("20:02")), (RowId("B"), at("20:15")))
    forecast = expected(
        plan, Progress(row=RowId("B"), started=at("20:15"), now=at("20:16"), started_at=aired)
    )
    first, second, third = forecast.rows
    assert (first.start, first.end, first.actual) == (at("20:02"), at("20:15"), at("20:02"))
    assert (second.start, second.end) == (at("20:15"), at("20:25"))
    assert (third.start, third.actual) == (at("20:25"), None)
    assert forecast.over_under == minutes(5)


def test_going_back_expects_the_later_row_again() -> None:
    plan = schedule(sheet(segment("A"), segment("B")))
    aired = ((RowId("A"), at("20:12")), (RowId("B"), at("20:10")))
    forecast = expected(
        plan, Progress(row=RowId("A"), started=at("20:12"), now=at("20:12"), started_at=aired)
    )
    assert forecast.rows[1].start == at("20:22")


def test_the_running_copy_keeps_its_length() -> None:
    plan = schedule(sheet(segment("A", 5), segment("B")))
    forecast = expected(
        plan,
        Progress(row=RowId("A"), started=at("20:00"), now=at("20:01"), duration=minutes(10)),
    )
    assert forecast.rows[1].start == at("20:10")


def test_a_running_row_that_was_skipped_or_removed() -> None:
    rows = (segment("A"), segment("B", 10, "20:30", skip=True), segment("C"))
    plan = schedule(sheet(*rows))
    on_b = Progress(row=RowId("B"), started=at("20:20"), now=at("20:21"), duration=minutes(10))
    assert expected(plan, on_b).rows[2].start == at("20:30")
    gone = expected(plan, replace(on_b, row=RowId("gone")))
    assert (gone.over_under, gone.rows[2].start) == (0, at("20:10"))


def test_before_air_everything_is_as_planned() -> None:
    plan = schedule(EXAMPLE)
    forecast = expected(plan, Progress(row=None, started=None, now=at("09:00")))
    assert drifts(plan, forecast) == [0, 0, 0, 0]
    assert (forecast.over_under, forecast.end) == (0, plan.end)


def test_no_rows() -> None:
    plan = schedule(sheet())
    assert (plan.start, plan.end) == (at("20:00"), at("20:00"))
    assert expected(plan, Progress(row=None, started=None, now=at("20:00"))).rows == ()


def test_giveaways_follow_their_segment() -> None:
    show = sheet(segment("A"), segment("off", skip=True))
    known = {RowId("A"): at("20:05"), RowId("off"): at("20:15")}
    relative = giveaway("福袋", segment=RowId("A"), offset=minutes(3))
    assert giveaway_start(show, known, relative) == at("20:08")
    assert giveaway_start(show, {}, relative) is None
    assert giveaway_start(show, known, giveaway("红包", "21:00")) == at("21:00")
    assert giveaway_start(show, known, giveaway("券", segment=RowId("off"))) is None
    assert giveaway_start(show, known, giveaway("券", "21:00", segment=RowId("gone"))) is None


def test_over_midnight_and_the_end_of_daylight_saving() -> None:
    zone = "America/New_York"
    begin = at("23:00", day=date(2026, 10, 31), zone=zone)
    show = sheet(*(segment(title, 60) for title in "ABCD"), zone=zone)
    plan = schedule(edits.set_session(show, planned_start=begin))
    faces = [clock(row.start, zone) for row in plan.rows]
    assert faces == ["23:00", "00:00", "01:00", "01:00 EST"]
    assert plan.end - plan.start == 4 * HOUR
    assert drifts(plan, running(plan, "A", 30))[1:] == [30, 30, 30]


def _moved(plan: RunSheet, by: int) -> RunSheet:
    session = replace(plan.session, planned_start=Instant(plan.session.planned_start + by))
    rows = tuple(
        s if s.start is None else replace(s, start=Instant(s.start + by)) for s in plan.segments
    )
    return replace(plan, session=session, segments=rows)


shifts = st.sampled_from([1, 4 * HOUR, DAY, -DAY, 37 * MINUTE + 1, 200 * DAY])
lateness = st.integers(-60 * MINUTE, 120 * MINUTE).map(Span)


@given(sheets(), shifts)
@settings(max_examples=80, deadline=None)
def test_moving_the_plan_moves_every_time(show: RunSheet, by: int) -> None:
    """Also over midnight and daylight saving: nothing but instants is ever added."""
    before, after = schedule(show), schedule(_moved(show, by))
    assert starts(after) == [start + by for start in starts(before)]
    assert [(r.gap, r.overlap) for r in after.rows] == [(r.gap, r.overlap) for r in before.rows]
    assert (after.start, after.end) == (before.start + by, before.end + by)


@given(sheets(), lateness, st.data())
@settings(max_examples=120, deadline=None)
def test_expected_times_keep_the_rules(show: RunSheet, late: Span, data: st.DataObject) -> None:
    plan = schedule(show)
    assume(any(row.playable for row in plan.rows))
    here = data.draw(st.sampled_from([r.id for r in plan.rows if r.playable]))
    now = as_if(plan, here, late)
    forecast = expected(plan, now)
    index = next(i for i, row in enumerate(plan.rows) if row.id == here)
    assert forecast.over_under == late
    end = forecast.rows[index].end
    for row, coming in list(zip(plan.rows, forecast.rows, strict=True))[index + 1 :]:
        assert coming.end - coming.start == row.end - row.start
        if not row.playable:
            continue
        if row.linked:
            assert coming.start == end
        else:
            assert coming.start >= max(row.start, now.now)
        if row.hard:
            assert coming.start == max(row.start, now.now)
        end = coming.end
    assert forecast.end == end


@given(sheets(), st.data())
@settings(max_examples=60, deadline=None)
def test_on_time_means_as_planned(show: RunSheet, data: st.DataObject) -> None:
    plan = schedule(show)
    playable = [r for r in plan.rows if r.playable]
    assume(playable)
    index = data.draw(st.integers(0, len(playable) - 1))
    here = playable[index]
    assume(all(row.start >= here.start for row in playable[index:]))
    forecast = expected(plan, as_if(plan, here.id, Span(0)))
    after = [e for e in forecast.rows if e.id in {r.id for r in playable[index:]}]
    assert [e.start for e in after] == [r.start for r in playable[index:]]
    assert forecast.end == plan.end
