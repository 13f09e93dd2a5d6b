"""Readable builders of run-sheets for tests.

    sheet(segment("A", 10), segment("B", 5, at="10:25"), start="10:00")

Times are clock faces on `DAY` in `ZONE` ("10:25"; "+1 00:30" is the next day);
durations are minutes; money is minor units. Ids are the titles unless given.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from controlroom.core.ids import RowId, SessionId
from controlroom.core.time import MINUTE, Instant, Span, at_local
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Product,
    Row,
    RunSheet,
    Segment,
    Session,
    WarmupTask,
)

DAY = date(2026, 11, 20)
ZONE = "Asia/Shanghai"


def at(clock: str, *, day: date = DAY, zone: str = ZONE) -> Instant:
    """The instant of `"20:05"`, `"20:05:30"` or `"+1 00:30"` (the next day)."""
    days, _, face = clock.rpartition(" ")
    return at_local(day + timedelta(days=int(days or 0)), time.fromisoformat(face), zone)


def minutes(count: float) -> Span:
    """`count` minutes as ms."""
    return Span(round(count * MINUTE))


def session(start: str = "20:00", end: str | None = None, **more: Any) -> Session:
    """A session of the test day; `end` is the hard end."""
    given: dict[str, Any] = {"id": SessionId("ses-test"), "title": "测试场"} | more
    finish = None if end is None else at(end)
    return Session(planned_start=at(start), planned_end=finish, **given)


def segment(title: str, length: float = 10, at: str | None = None, **more: Any) -> Segment:
    """A segment of `length` minutes; with `at` it is unlinked (or hard, if said)."""
    given: dict[str, Any] = {"id": RowId(title), "linked": at is None} | more
    return Segment(title=title, duration=minutes(length), start=_maybe(at), **given)


def product(title: str, price: int | None = 9900, cost: int | None = 5900, **more: Any) -> Product:
    """A product sold at `price` minor units that costs `cost`."""
    given: dict[str, Any] = {"id": RowId(title)} | more
    return Product(title=title, live_price=price, cost=cost, **given)


def slot(channel: str, start: str, end: str, budget: int | None = None, **more: Any) -> AdSlot:
    """An ad slot of `channel` between two clock faces."""
    given: dict[str, Any] = {"id": RowId(f"{channel} {start}")} | more
    return AdSlot(channel=channel, start=at(start), end=at(end), budget=budget, **given)


def giveaway(title: str, at: str | None = None, **more: Any) -> Giveaway:
    """A giveaway at a clock face, or with `segment=` and `offset=` at a segment."""
    given: dict[str, Any] = {"id": RowId(title)} | more
    return Giveaway(title=title, start=_maybe(at), **given)


def task(title: str, hours_before: float = 2, **more: Any) -> WarmupTask:
    """A warm-up task due `hours_before` the planned start."""
    given: dict[str, Any] = {"id": RowId(title)} | more
    return WarmupTask(title=title, before=minutes(hours_before * 60), **given)


def sheet(*rows: Row, start: str = "20:00", end: str | None = None, **more: Any) -> RunSheet:
    """A run-sheet of the rows given, sorted into their plates; `more` is of the session."""
    return RunSheet(
        session=session(start, end, **more),
        products=tuple(r for r in rows if isinstance(r, Product)),
        segments=tuple(r for r in rows if isinstance(r, Segment)),
        slots=tuple(r for r in rows if isinstance(r, AdSlot)),
        giveaways=tuple(r for r in rows if isinstance(r, Giveaway)),
        tasks=tuple(r for r in rows if isinstance(r, WarmupTask)),
    )


def _maybe(clock: str | None) -> Instant | None:
    return None if clock is None else at(clock)
