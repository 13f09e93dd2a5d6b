"""A session at another time, in another zone, in other money: what goes along with it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from controlroom.core import formats
from controlroom.core.time import DAY, HOUR, MINUTE, Instant
from controlroom.plan.moving import as_session, has_fixed_times
from tests.strategies.plan import ZONES, sheets
from tests.ui.winter import clock, winter_sheet


def faces(sheet) -> list[str]:
    zone = sheet.session.zone
    rows = (*sheet.segments, *sheet.slots, *sheet.giveaways)
    times = [getattr(row, name, None) for row in rows for name in ("start", "end")]
    return [formats.stamp(at, zone) for at in times]


def test_fixed_times_go_along_with_the_day_and_the_hour() -> None:
    sheet = winter_sheet()
    session = replace(sheet.session, planned_start=Instant(clock(20) + DAY))
    moved = as_session(sheet, session, along=True)
    assert moved.segments[0].start == clock(20) + DAY
    assert moved.segments[6].start == clock(21, 34) + DAY
    assert moved.slots[0].end - moved.slots[0].start == 30 * MINUTE
    assert moved.giveaways[2].start == clock(21, 34) + DAY
    assert moved.tasks == sheet.tasks
    stayed = as_session(sheet, session, along=False)
    assert stayed == replace(sheet, session=session)


def test_in_another_zone_the_faces_stay() -> None:
    sheet = winter_sheet()
    later = Instant(sheet.session.planned_start + 8 * HOUR)  # 19:00 in London
    session = replace(sheet.session, zone="Europe/London", planned_start=later)
    assert faces(as_session(sheet, session, along=True)) == faces(sheet)


def test_figures_stay_in_another_currency_with_other_decimals() -> None:
    sheet = winter_sheet()
    yen = as_session(sheet, replace(sheet.session, currency="JPY"), along=True)
    assert yen.products[0].live_price == 10  # 9.90
    assert yen.products[2].live_price == 399
    assert yen.slots[0].budget == 6_000
    dollars = as_session(sheet, replace(sheet.session, currency="USD"), along=True)
    assert dollars.products == sheet.products
    back = as_session(yen, sheet.session, along=True)
    assert back.products[2].live_price == sheet.products[2].live_price


@given(sheets(), st.sampled_from(ZONES), st.integers(-40 * DAY, 40 * DAY))
def test_every_fixed_time_keeps_its_place_on_the_clock(sheet, zone, by) -> None:
    """Moved there and back it is where it was, but where clocks are put forward or back."""
    start = Instant(sheet.session.planned_start + by)
    session = replace(sheet.session, planned_start=start, zone=zone)
    moved = as_session(sheet, session, along=True)
    back = as_session(moved, sheet.session, along=True)
    for before, after in zip(sheet.segments, back.segments, strict=True):
        assert (before.start is None) == (after.start is None)
        if before.start is not None and after.start is not None:
            assert abs(after.start - before.start) <= HOUR
    assert has_fixed_times(moved) == has_fixed_times(sheet)
