"""The cut planner: cheapest first, enough where possible, never a hard start or a giveaway."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.plan.sheet import RunSheet, Segment
from controlroom.plan.timing import Cut, apply_cuts, as_if, cuts, expected, schedule
from tests.builders import at, giveaway, minutes, segment, sheet
from tests.strategies.plan import playable_segments, sheets


def proposal(show: RunSheet, row: str, late: float, end: str | None = None) -> tuple[Cut, ...]:
    plan = schedule(show)
    forecast = expected(plan, as_if(plan, RowId(row), minutes(late)))
    return cuts(show, plan, forecast, hard_end=None if end is None else at(end))


def told(found: tuple[Cut, ...]) -> list[tuple[str, str, float]]:
    return [(cut.id, cut.action, cut.saves / MINUTE) for cut in found]


SHOW = sheet(
    segment("A", 20, target_gmv=100_000),
    segment("B", 10, target_gmv=10_000),
    segment("C", 20, target_gmv=50_000),
    segment("D", 10, target_gmv=90_000),
    end="21:00",
)


def test_in_time_nothing_is_cut() -> None:
    assert proposal(SHOW, "A", 0) == ()
    assert proposal(SHOW, "A", -5) == ()
    assert proposal(SHOW, "A", 30, end="21:30") == ()


def test_the_cheapest_minutes_go_first() -> None:
    found = proposal(SHOW, "A", 12)
    assert told(found) == [("B", "skip", 10), ("C", "shorten", 2)]
    assert [cut.value for cut in found] == [10_000, 5_000]


def test_a_small_overrun_only_shortens() -> None:
    assert told(proposal(SHOW, "A", 3.5)) == [("B", "shorten", 4)]


def test_a_skip_replaces_what_shortening_cannot_give() -> None:
    show = sheet(segment("A", 20), segment("B", 20, target_gmv=1), end="20:40")
    assert told(proposal(show, "A", 15)) == [("B", "skip", 20)]


def test_no_more_than_needed_is_cut() -> None:
    rows = (segment("A", 10), segment("B", 4, target_gmv=1), segment("C", 30, target_gmv=3_000))
    found = proposal(sheet(*rows, end="20:44"), "A", 14)
    assert 14 <= sum(cut.saves for cut in found) / MINUTE < 15


def test_a_hard_start_swallows_what_is_saved_before_it() -> None:
    show = sheet(
        segment("A", 30),
        segment("B", 30, target_gmv=1),
        segment("H", 10, "21:00", hard=True, target_gmv=100),
        segment("C", 20, target_gmv=900),
        end="21:20",
    )
    assert {cut.id for cut in proposal(show, "A", 0)} == {"H", "C"}


def test_a_gap_takes_only_what_reaches_past_it() -> None:
    show = sheet(
        segment("A", 30),
        segment("B", 20, target_gmv=1),
        segment("C", 20, "20:55", target_gmv=90_000),
        end="21:14",
    )
    assert told(proposal(show, "A", 6)) == [("B", "shorten", 1), ("C", "shorten", 1)]


def test_giveaways_keep_their_segment_and_time() -> None:
    rows = (segment("A", 20), segment("B", 20, target_gmv=1), segment("C", 20, target_gmv=900_000))
    bag = giveaway("福袋", segment=RowId("B"), offset=minutes(10), duration=minutes(5))
    found = proposal(sheet(*rows, bag, end="21:00"), "A", 20)
    assert told(found) == [("B", "shorten", 5), ("C", "shorten", 10)] or told(found) == [
        ("C", "skip", 20)
    ]
    fixed = giveaway("红包", "20:41")
    assert all(
        cut.action == "shorten"
        for cut in proposal(sheet(*rows, fixed, bag, end="21:00"), "A", 20)
        if cut.id == "B"
    )


def test_unknown_value_goes_last_and_stays_unknown() -> None:
    show = sheet(segment("A"), segment("B", 10), segment("C", 10, target_gmv=10**9), end="20:30")
    assert told(proposal(show, "A", 10)) == [("C", "skip", 10)]
    found = proposal(show, "B", 10)
    assert [cut.value for cut in found] == [10**9]
    assert proposal(sheet(segment("A"), segment("B"), end="20:20"), "A", 4)[0].value is None


@given(sheets(), st.integers(0, 90 * MINUTE), st.integers(0, 90 * MINUTE), st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_promised_is_saved(
    show: RunSheet, late: int, over: int, data: st.DataObject
) -> None:
    plan = schedule(show)
    playable = [row.id for row in plan.rows if row.playable]
    assume(playable)
    now = as_if(plan, data.draw(st.sampled_from(playable)), late)
    forecast = expected(plan, now)
    found = cuts(show, plan, forecast, hard_end=Instant(forecast.end - over))
    saved = sum(cut.saves for cut in found)
    after = apply_cuts(show, found)
    assert expected(schedule(after), now).end == forecast.end - saved
    assert all(cut.saves > 0 for cut in found)
    if saved > over and not any(cut.action == "skip" for cut in found):
        assert saved - over < Span(MINUTE)
    least = min((cut.saves for cut in found), default=0)
    assert saved - least < over or not found


@given(st.lists(playable_segments(RowId("x")), min_size=2, max_size=12), st.integers(1, 600))
@settings(max_examples=80, deadline=None)
def test_the_overrun_is_met_where_it_can_be(drawn: list[Segment], over: int) -> None:
    """Linked rows only, so every minute saved reaches the end."""
    rows = [replace(row, id=RowId(str(i))) for i, row in enumerate(drawn)]
    show = sheet(*rows)
    plan = schedule(show)
    forecast = expected(plan, as_if(plan, rows[0].id, 0))
    found = cuts(show, plan, forecast, hard_end=Instant(forecast.end - over * MINUTE))
    possible = sum(row.duration for row in rows[1:])
    assert sum(cut.saves for cut in found) >= min(over * MINUTE, possible)
