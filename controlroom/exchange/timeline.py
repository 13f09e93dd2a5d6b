"""The script on the clock: what stated starts, ends and durations mean together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from controlroom.core.time import DAY, HOUR, MINUTE, SECOND, Instant, Span, at_local, local
from controlroom.exchange.times import When

_DEFAULT = Span(10 * MINUTE)
_ROLL = 12 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a script row says about its time. None: it does not say."""

    start: When | None = None
    end: When | None = None
    duration: Span | None = None
    linked: bool | None = None
    hard: bool = False
    milestone: bool = False
    skip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What that means: as the fields of a Segment. `begins` is where the row begins.

    `doubt` is "" or the phrase key of what did not fit."""

    start: Instant | None
    duration: Span
    linked: bool
    begins: Instant
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """Turns stated times into instants: `start` is on-air, `day` its local date.

    `anchored` is False when on-air itself is still a guess (a new session): then a
    clock time is never moved to the next day for being earlier than it."""

    start: Instant
    day: date
    zone: str
    anchored: bool = True

    def at(self, when: When, after: Instant | None) -> Instant:
        """The instant of `when`; a clock time more than 12 h before `after` is on the next day."""
        if when.offset:
            return Instant(self.start + when.ms)
        if when.day is not None:
            return _on(when.day, when.ms, self.zone, when.zone)
        reference = after if after is not None else (self.start if self.anchored else None)
        day = self.day if reference is None else local(reference, self.zone).date()
        if when.ms >= DAY:
            return _on(self.day, when.ms, self.zone, when.zone)
        found = _on(day, when.ms, self.zone, when.zone)
        if reference is not None and found < reference - _ROLL:
            return _on(day + timedelta(days=1), when.ms, self.zone, when.zone)
        if reference is not None and found > reference + _ROLL and day > self.day:
            return _on(day - timedelta(days=1), when.ms, self.zone, when.zone)
        return found


def _on(day: date, ms: int, zone: str, called: str = "") -> Instant:
    """The instant when clocks show `ms` after midnight of `day` (`25:30` is on the next day).
    Of an hour that is had twice the first, unless the second is what is `called` so (`EST`)."""
    days, rest = divmod(ms, DAY)
    seconds, millis = divmod(rest, 1000)
    clock = time(seconds // 3600, seconds // 60 % 60, seconds % 60, millis * 1000)
    day += timedelta(days=days)
    first = at_local(day, clock, zone)
    if not called:
        return first
    second = at_local(day, clock, zone, fold=1)
    names = [f"{local(at, zone):%Z}" for at in (first, second)]
    return second if names[0] != called and names[1] == called else first


def clockwork(start: Instant, zone: str, *, anchored: bool) -> Clockwork:
    """A clockwork for a show that begins at `start`."""
    return Clockwork(start=start, day=local(start, zone).date(), zone=zone, anchored=anchored)


def as_offsets(rows: Sequence[Stated], start: Instant, zone: str) -> bool:
    """Whether bare clock times are offsets: the first stated start is 0:00 while the show
    does not begin near midnight, and no row states a date."""
    stated = [row.start for row in rows if row.start is not None]
    if not stated or stated[0].ms != 0 or any(w.offset or w.day for w in stated):
        return False
    here = local(start, zone)
    of_day = here.hour * HOUR + here.minute * MINUTE
    return HOUR < of_day < DAY - HOUR


def offset(row: Stated) -> Stated:
    """`row` with its clock times taken as offsets."""
    return replace(row, start=_offset(row.start), end=_offset(row.end))


def _offset(when: When | None) -> When | None:
    return None if when is None else replace(when, offset=True)


def first_start(rows: Sequence[Stated], works: Clockwork) -> Instant | None:
    """Where the first playable row begins, if it says so; a row that only states its end
    and length begins that long before."""
    row = next((r for r in rows if not r.milestone and not r.skip), None)
    if row is None:
        return None
    if row.start is not None:
        return works.at(row.start, None)
    if row.end is not None:
        return Instant(works.at(row.end, None) - (row.duration or _DEFAULT))
    return None


def placed(rows: Sequence[Stated], works: Clockwork) -> list[Placed]:
    """Every row with start, duration and link.

    A row without a start (and no word on linking) is linked; one whose stated start
    is the end of the row before is linked; a gap or an overlap makes it unlinked.
    Without end and duration a row lasts until the next stated start, else 10 minutes.
    """
    found: list[Placed] = []
    cursor, first = works.start, True
    for index, row in enumerate(rows):
        place = _place(rows, index, works, cursor, first)
        found.append(place)
        if not row.skip and not row.milestone:
            cursor, first = Instant(place.begins + place.duration), False
    return found


def _place(
    rows: Sequence[Stated], index: int, works: Clockwork, cursor: Instant, first: bool
) -> Placed:
    row = rows[index]
    reference = cursor if works.anchored or not first else None
    stated = None if row.start is None else works.at(row.start, reference)
    linked = _is_linked(row, stated, cursor)
    begins = cursor if linked or stated is None else stated
    duration, doubt = _duration(rows, index, works, begins, stated)
    own = None if linked and not row.hard else begins
    return Placed(start=own, duration=duration, linked=linked, begins=begins, doubt=doubt)


def _is_linked(row: Stated, stated: Instant | None, cursor: Instant) -> bool:
    if row.hard:
        return bool(row.linked)
    if stated is None and row.milestone:
        return True
    if row.linked is not None:
        return row.linked
    return stated is None or stated == cursor


def _duration(
    rows: Sequence[Stated], index: int, works: Clockwork, begins: Instant, stated: Instant | None
) -> tuple[Span, str]:
    row = rows[index]
    if row.milestone:  # it takes no time; what it says is kept for when it is one no more
        return row.duration or Span(0), ""
    by_end = _until(row, works, stated if stated is not None else begins)
    if row.duration is not None:
        agree = by_end is None or abs(by_end - row.duration) < 2 * SECOND  # each cut to the second
        return row.duration, "" if agree else "runsheet.times_disagree"
    if by_end is not None:
        return (by_end, "") if by_end > 0 else (_DEFAULT, "runsheet.ends_before_start")
    following = _next_start(rows, index, works, begins)
    if following is not None:
        return following, ""
    return _DEFAULT, "runsheet.no_duration"


def _until(row: Stated, works: Clockwork, begins: Instant) -> Span | None:
    if row.end is None:
        return None
    return Span(works.at(row.end, begins) - begins)


def _next_start(
    rows: Sequence[Stated], index: int, works: Clockwork, begins: Instant
) -> Span | None:
    """Up to the next stated start, when the very next playable row states one."""
    following = next((r for r in rows[index + 1 :] if not r.milestone and not r.skip), None)
    if following is None or following.start is None:
        return None
    span = works.at(following.start, begins) - begins
    return Span(span) if 0 < span <= _ROLL else None
