"""When everything happens: planned times, expected times under drift, cuts.

Interface (the plan room fills it; live, exchange, ui and app use it):

    schedule(sheet) -> Schedule            planned start/end/gap/overlap of every segment
    expected(schedule, Progress) -> Forecast   expected start/end of every segment
    cuts(sheet, schedule, forecast) -> tuple[Cut, ...]
"""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.core.time import Instant, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One segment on the planned clock. `gap` > 0: idle ms before it; `overlap` > 0:
    ms by which it starts before its predecessor ends. A skipped row keeps the
    instant where it would have started and takes no time."""

    id: RowId
    start: Instant
    end: Instant
    gap: Span
    overlap: Span
    linked: bool  # follows the drift of the row before it
    hard: bool
    skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The plan on the clock. `start`/`end` span the rows that are not skipped."""

    rows: tuple[Timed, ...]
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where the show stands: `row` is on air since `started`; it is `now`.

    `extra` ms were added to (or taken from) the running row by hand.
    `started_at` holds the actual start of each row already on or past.
    """

    row: RowId | None
    started: Instant | None
    now: Instant
    extra: Span = Span(0)
    started_at: tuple[tuple[RowId, Instant], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One segment on the expected clock; `actual` is set once it has started."""

    id: RowId
    start: Instant
    end: Instant
    actual: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The whole show on the expected clock. `over_under` > 0: behind the plan, ms."""

    rows: tuple[Expected, ...]
    over_under: Span
    end: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One proposal of the cut planner: `action` is "skip" or "shorten"."""

    id: RowId
    action: str
    saves: Span
    value: Minor | None  # target (or measured) GMV given up
