"""A session on another day keeps its clock faces, also over daylight saving."""

from __future__ import annotations

from datetime import date, time

from controlroom.core.ids import SessionId
from controlroom.core.time import HOUR, at_local, local
from controlroom.plan.duplicate import next_week, on_another_day
from tests.builders import segment, sheet, slot, task

ZONE = "America/New_York"
SHOW = sheet(segment("A", 10, "23:30"), slot("x", "20:00", "+1 01:00"), task("t"), zone=ZONE)


def faces(show):
    moments = (show.segments[0].start, show.slots[0].start, show.slots[0].end)
    return [local(moment, ZONE).time() for moment in moments]


def test_clock_faces_stay_from_winter_to_summer() -> None:
    planned = local(SHOW.session.planned_start, ZONE).time()
    summer = at_local(date(2027, 7, 1), planned, ZONE)
    after = on_another_day(SHOW, SessionId("ses-2"), summer)
    assert faces(after) == faces(SHOW)
    assert local(after.session.planned_start, ZONE).date() == date(2027, 7, 1)
    assert (after.session.id, after.tasks[0].done) == ("ses-2", False)


def test_another_hour_shifts_everything_by_as_much() -> None:
    start = at_local(date(2027, 7, 1), time(12), ZONE)
    base = on_another_day(SHOW, SessionId("a"), start)
    later = on_another_day(SHOW, SessionId("b"), start + 3 * HOUR)
    assert later.slots[0].start - base.slots[0].start == 3 * HOUR
    assert later.segments[0].start - base.segments[0].start == 3 * HOUR


def test_next_week_is_a_week_later_and_still_to_come() -> None:
    def at(*parts: int):
        return at_local(date(*parts[:3]), time(*parts[3:]), ZONE)

    start = at(2026, 10, 25, 20)  # a Sunday before the end of daylight saving
    assert next_week(start, ZONE, at(2026, 10, 20, 9)) == at(2026, 11, 1, 20)
    assert next_week(start, ZONE, at(2026, 11, 1, 19)) == at(2026, 11, 1, 20)
    assert next_week(start, ZONE, at(2026, 11, 1, 20)) == at(2026, 11, 8, 20)
    assert next_week(start, ZONE, at(2027, 3, 15, 8)) == at(2027, 3, 21, 20)
    assert next_week(start, ZONE, at(2020, 1, 1, 0)) == at(2026, 11, 1, 20)
