"""The same plan on another day: clock faces move with the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from controlroom.core.ids import SessionId
from controlroom.core.time import Instant, local, moved_to
from controlroom.plan.sheet import RunSheet


def next_week(start: Instant, zone: str, now: Instant) -> Instant:
    """The same weekday and clock face as `start`: the first that is at least a week after it
    and after `now`."""
    day = local(start, zone).date()
    weeks = max(1, (local(now, zone).date() - day).days // 7)
    found = moved_to(start, day, day + timedelta(weeks=weeks), zone)
    if found <= now:
        found = moved_to(start, day, day + timedelta(weeks=weeks + 1), zone)
    return found


def on_another_day(sheet: RunSheet, session: SessionId, start: Instant) -> RunSheet:
    """A copy of `sheet` called `session` that begins at `start`.

    Every instant keeps its clock face and moves by as many calendar days as the start
    does; if `start` has another clock face as well, everything shifts by that much.
    What belongs to one show only (tasks done, numbers reached) is cleared.
    """
    old, zone = sheet.session, sheet.session.zone
    day_from, day_to = local(old.planned_start, zone).date(), local(start, zone).date()
    shift = start - moved_to(old.planned_start, day_from, day_to, zone)

    def moved(at: Instant | None) -> Instant | None:
        return None if at is None else Instant(moved_to(at, day_from, day_to, zone) + shift)

    def surely(at: Instant) -> Instant:
        return Instant(moved_to(at, day_from, day_to, zone) + shift)

    return replace(
        sheet,
        session=replace(
            old,
            id=session,
            planned_start=start,
            planned_end=moved(old.planned_end),
            archived=False,
            simulated=False,
        ),
        segments=tuple(replace(row, start=moved(row.start)) for row in sheet.segments),
        slots=tuple(
            replace(row, start=surely(row.start), end=surely(row.end)) for row in sheet.slots
        ),
        giveaways=tuple(replace(row, start=moved(row.start)) for row in sheet.giveaways),
        tasks=tuple(replace(row, done=False, actual=None, spend=None) for row in sheet.tasks),
    )
