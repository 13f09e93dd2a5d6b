"""Instants, spans and offsets: integer milliseconds, never a float, never a naive datetime.

An `Instant` is UTC epoch ms. An `Offset` is ms since the show went on air.
A `Span` is a length in ms. Zones are IANA names and matter only where a human
clock face is read or written.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NewType, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Instant = NewType("Instant", int)
Span = NewType("Span", int)
Offset = NewType("Offset", int)

SECOND = Span(1_000)
MINUTE = Span(60_000)
HOUR = Span(3_600_000)
DAY = Span(86_400_000)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """The two clocks of a machine. Only `scheduling` has a real one."""

    def wall(self) -> Instant:
        """The wall clock now, UTC epoch ms. May be stepped by hand or by NTP."""
        ...

    def steady(self) -> int:
        """Milliseconds since some fixed point; never steps, counts sleep where it can."""
        ...

    def real(self, span: int) -> float:
        """Seconds of real time that `span` ms of this clock take (a rehearsal runs faster)."""
        ...


def later(at: Instant, span: int) -> Instant:
    """`at` moved by `span` ms (negative: earlier)."""
    return Instant(at + span)


def between(start: Instant, end: Instant) -> Span:
    """ms from `start` to `end`; negative when `end` is earlier."""
    return Span(end - start)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone called `name`. Raises KeyError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as no_zone:
        raise KeyError(name) from no_zone


def local(at: Instant, zone: str) -> datetime:
    """The aware local date and time of `at` in `zone`."""
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(zone_of(zone))


def from_datetime(moment: datetime) -> Instant:
    """The instant of an aware datetime. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("naive datetime")
    return Instant((moment - _EPOCH) // timedelta(milliseconds=1))


def at_local(day: date, clock: time, zone: str, *, fold: int = 0) -> Instant:
    """The instant when clocks in `zone` show `clock` on `day`.

    A time skipped by daylight saving is read with the offset in force before
    the step; a repeated one is its first occurrence (`fold` 1: its second; PEP 495).
    """
    face = datetime.combine(day, clock, tzinfo=zone_of(zone))
    return from_datetime(face.replace(fold=fold))


def moved_to(at: Instant, day_from: date, day_to: date, zone: str) -> Instant:
    """The same clock face of `at` with the calendar moved by `day_to - day_from`.

    Used when a session is duplicated to another date: 20:00 stays 20:00 even
    across a change of daylight-saving time.
    """
    here = local(at, zone)
    return at_local(here.date() + (day_to - day_from), here.time(), zone)
