"""When everything happens: planned times, expected times under drift, cuts.

    schedule(sheet)              planned start, end, gap and overlap of every segment
    expected(schedule, progress) expected start and end of every segment
    cuts(sheet, schedule, forecast, hard_end=...)   what to drop to end in time

All arithmetic is on instants (UTC ms), so midnight and daylight saving need no care.
Drift is ms behind the plan (negative: ahead).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field, replace

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.remembering import remembered_for
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.plan.chain import Schedule, Timed, rescheduled, schedule
from controlroom.plan.cutting import Candidate, chosen
from controlroom.plan.sheet import Giveaway, RunSheet, Segment, Session

__all__ = [
    "LEAST_LENGTH",
    "LEAST_SHARE",
    "Cut",
    "Expected",
    "Forecast",
    "Progress",
    "Schedule",
    "Timed",
    "apply_cuts",
    "as_if",
    "clock_day",
    "cuts",
    "cuts_as_planned",
    "expected",
    "giveaway_start",
    "rescheduled",
    "schedule",
]


@record
class Progress:
    """Where the show stands: `row` is on air since `started`; it is `now`.

    `extra` ms were added to (or taken from) the running row by hand.
    `started_at` holds the actual start of each row already on or past. `duration`
    is the planned length of the running row as copied when it started, where that
    may differ from the sheet's (edited on air); None: the sheet's.
    """

    row: RowId | None
    started: Instant | None
    now: Instant
    extra: Span = field(default=Span(0))
    started_at: tuple[tuple[RowId, Instant], ...] = ()
    duration: Span | None = None


@record
class Expected:
    """One segment on the expected clock; `actual` is set once it has started."""

    id: RowId
    start: Instant
    end: Instant
    actual: Instant | None


@record
class Forecast:
    """The whole show on the expected clock. `over_under` > 0: behind the plan, ms."""

    rows: tuple[Expected, ...]
    over_under: Span
    end: Instant
    now: Instant | None = None  # the moment it was made for


@record
class Cut:
    """One proposal of the cut planner: `action` is "skip" or "shorten"."""

    id: RowId
    action: str
    saves: Span
    value: Minor | None  # target (or measured) GMV given up


def clock_day(session: Session, end: Instant) -> Instant:
    """The instant about which bare clock faces of a show ending at `end` are read (12 h
    either way, `reading.clock`): its planned start, and later the longer it is than ten
    hours, so that every face of a show of up to 24 h is inside of it."""
    length = max(end, session.planned_end or end) - session.planned_start
    away = min(12 * HOUR, max(0, length - 10 * HOUR) * 6 // 7)
    return Instant(session.planned_start + away // MINUTE * MINUTE)


def expected(schedule: Schedule, progress: Progress) -> Forecast:
    """The expected times of every segment, given where the show stands.

    The drift is the running row's expected end less its planned end; rows after it
    carry it on as `_drift_into` says. Rows before it have their actual times (planned
    where they never ran). While no row of the schedule is running, rows to come stand
    as planned and `over_under` is 0. `end` is that of the last playable row.
    """
    actual = dict(progress.started_at)
    here = len(schedule.rows)
    if progress.row is not None and progress.started is not None:
        actual[progress.row] = progress.started
        here = next((i for i, r in enumerate(schedule.rows) if r.id == progress.row), here)
    begun = progress.started_at
    rows = list(_behind(schedule, begun, progress.row, progress.started, here))
    drift = 0
    if here < len(schedule.rows):
        running = _running(schedule.rows[here], progress)
        drift = running.end - _planned_end(schedule, here)
        rows = [*rows, running, *_ahead(schedule.rows[here + 1 :], drift, progress.now, actual)]
    ends = [one.end for one, row in zip(rows, schedule.rows, strict=True) if row.playable]
    end = ends[-1] if ends else schedule.end
    return Forecast(rows=tuple(rows), over_under=Span(drift), end=end, now=progress.now)


def _planned_end(schedule: Schedule, here: int) -> Instant:
    """Where the chain of playable rows stands after row `here`."""
    behind = (row.end for row in reversed(schedule.rows[: here + 1]) if row.playable)
    return next(behind, schedule.start)


@remembered_for
def _behind(
    schedule: Schedule,
    begun: tuple[tuple[RowId, Instant], ...],
    running: RowId | None,
    started: Instant | None,
    here: int,
) -> tuple[Expected, ...]:
    """Rows that had their turn: from their actual start to the next actual start."""
    actual = dict(begun)
    if running is not None and started is not None:
        actual[running] = started
    starts = sorted(actual.values())
    return tuple(_as_aired(row, actual.get(row.id), starts) for row in schedule.rows[:here])


def _as_aired(row: Timed, began: Instant | None, starts: list[Instant]) -> Expected:
    if began is None:
        return Expected(id=row.id, start=row.start, end=row.end, actual=None)
    after = bisect_right(starts, began)
    until = starts[after] if after < len(starts) else Instant(began + row.end - row.start)
    return Expected(id=row.id, start=began, end=until, actual=began)


def _running(row: Timed, progress: Progress) -> Expected:
    began = progress.started if progress.started is not None else row.start
    length = row.end - row.start if progress.duration is None else progress.duration
    end = max(progress.now, began + length + progress.extra)
    return Expected(id=row.id, start=began, end=Instant(end), actual=began)


def _ahead(
    rows: tuple[Timed, ...], drift: int, now: Instant, actual: Mapping[RowId, Instant]
) -> list[Expected]:
    """Rows still to come, the drift carried from one playable row to the next."""
    found: list[Expected] = []
    for row in rows:
        into = _drift_into(row, drift, now)
        drift = into if row.playable else drift
        found.append(
            Expected(
                id=row.id,
                start=Instant(row.start + into),
                end=Instant(row.end + into),
                actual=actual.get(row.id),
            )
        )
    return found


def _drift_into(row: Timed, drift: int, now: Instant) -> int:
    """The drift with which `row` will start when the row before it ends `drift` ms late.

    Linked rows follow. The gap before an unlinked row absorbs lateness, and being
    ahead never pulls it forward. A hard row holds its planned start. Neither can
    start before `now`: a start that was missed is made at once.
    """
    if row.linked:
        return drift
    late = 0 if row.hard else max(0, drift - row.gap)
    return max(late, now - row.start) if row.playable else late


def as_if(schedule: Schedule, row: RowId, drift: int) -> Progress:
    """The progress of a show that has just started `row`, `drift` ms late (negative:
    ahead). Raises KeyError when the schedule has no such row."""
    planned = {timed.id: timed for timed in schedule.rows}[row]
    begun = Instant(planned.start + drift)
    return Progress(row=row, started=begun, now=begun, started_at=((row, begun),))


def giveaway_start(
    sheet: RunSheet, starts: Mapping[RowId, Instant], giveaway: Giveaway
) -> Instant | None:
    """When `giveaway` begins: `offset` ms after its segment's start in `starts`
    (planned, expected or actual), or at its fixed `start`.

    None when it has neither, or when its segment is skipped, unknown or not in `starts`.
    """
    if giveaway.segment is None:
        return giveaway.start
    segment, begun = sheet.segment(giveaway.segment), starts.get(giveaway.segment)
    if segment is None or segment.skip or begun is None:
        return None
    return Instant(begun + giveaway.offset)


LEAST_LENGTH = Span(3 * MINUTE)
LEAST_SHARE = 0.5
"""The cut planner never shortens a row below this length, nor below this share of it."""


def cuts(
    sheet: RunSheet, schedule: Schedule, forecast: Forecast, *, hard_end: Instant | None
) -> tuple[Cut, ...]:
    """What to skip or shorten so that the show ends by `hard_end` (None: the session's
    planned end; without one there is nothing to cut). In air order.

    Least target GMV per minute goes first. Only rows still to come give time, and only
    where it reaches the end: a hard start swallows what is saved before it, a gap what
    it absorbs. Rows with their own start and rows with a giveaway in them are never
    skipped, and no giveaway loses its time. The savings reach the overrun where they
    can. `Cut.value` is the target GMV given up, minor units, None where unknown.
    """
    goal = sheet.session.planned_end if hard_end is None else hard_end
    if goal is None or forecast.end <= goal:
        return ()
    first = _first_to_come(forecast)
    held = _Held(sheet)
    candidates = {
        i: _candidate(sheet.segments[i], i, row, held.within(forecast.rows[i]))
        for i, row in enumerate(schedule.rows)
        if i >= first and row.playable
    }
    saved = chosen(list(candidates.values()), _limits(schedule, forecast), forecast.end - goal)
    return tuple(_cut(schedule.rows[i].id, candidates[i], saved[i]) for i in sorted(saved))


def cuts_as_planned(sheet: RunSheet) -> tuple[Cut, ...]:
    """`cuts` before air: what to drop for the script to fit its window."""
    plan = schedule(sheet)
    on_time = expected(plan, Progress(row=None, started=None, now=plan.start))
    return cuts(sheet, plan, on_time, hard_end=None)


def apply_cuts(sheet: RunSheet, proposal: tuple[Cut, ...]) -> RunSheet:
    """The sheet with the rows of `proposal` skipped or shortened."""
    by_row = {cut.id: cut for cut in proposal}
    segments = tuple(
        segment if segment.id not in by_row else _cut_segment(segment, by_row[segment.id])
        for segment in sheet.segments
    )
    return replace(sheet, segments=segments)


def _cut_segment(segment: Segment, cut: Cut) -> Segment:
    if cut.action == "skip":
        return replace(segment, skip=True)
    return replace(segment, duration=Span(segment.duration - cut.saves))


def _first_to_come(forecast: Forecast) -> int:
    """The number of the row after the one that started last."""
    started = [(row.actual, i) for i, row in enumerate(forecast.rows) if row.actual is not None]
    return max(started)[1] + 1 if started else 0


def _limits(schedule: Schedule, forecast: Forecast) -> list[tuple[int, int]]:
    """Rows that hold their own start, and how many ms earlier they could begin."""
    return [
        (i, _recoverable(row, forecast.rows[i], forecast.now))
        for i, row in enumerate(schedule.rows)
        if row.playable and not row.linked
    ]


def _recoverable(row: Timed, coming: Expected, now: Instant | None) -> int:
    if row.hard or row.overlap:
        return 0
    soonest = row.start if now is None else max(row.start, now)
    return max(0, coming.start - soonest)


def _candidate(segment: Segment, index: int, row: Timed, held: int) -> Candidate:
    least = max(LEAST_LENGTH, round(segment.duration * LEAST_SHARE), held)
    return Candidate(
        index=index,
        length=segment.duration,
        least=min(segment.duration, least),
        skippable=row.linked and held == 0,
        value=segment.target_gmv,
    )


class _Held:
    """How much of each row its giveaways need."""

    def __init__(self, sheet: RunSheet) -> None:
        live = [giveaway for giveaway in sheet.giveaways if not giveaway.skip]
        self._inside: dict[RowId, int] = {}
        for one in live:
            if one.segment is not None:
                ends = max(1, one.offset + one.duration)
                self._inside[one.segment] = max(ends, self._inside.get(one.segment, 0))
        self._fixed = [
            (one.start, one.start + one.duration)
            for one in live
            if one.start is not None and one.segment is None
        ]

    def within(self, row: Expected) -> int:
        """ms from the start of `row` that giveaways need; 0 when it has none."""
        fixed = [end - row.start for at, end in self._fixed if row.start <= at < row.end]
        return max([self._inside.get(row.id, 0), *(max(1, end) for end in fixed)])


def _cut(row: RowId, candidate: Candidate, saved: int) -> Cut:
    whole = saved >= candidate.length
    value = candidate.value
    given_up = None if value is None else round(value * saved / candidate.length)
    return Cut(
        id=row,
        action="skip" if whole else "shorten",
        saves=Span(saved),
        value=None if given_up is None else Minor(given_up),
    )
