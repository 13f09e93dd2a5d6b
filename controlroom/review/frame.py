"""What is looked back on: the sheet as aired, the state at the end, and the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from controlroom.core.ids import RowId
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import rows
from controlroom.live.events import AlertJudged
from controlroom.live.state import State
from controlroom.plan.naming import named
from controlroom.plan.sheet import RunSheet
from controlroom.plan.timing import Schedule, schedule
from controlroom.review.replay import Entries, fold_until

Stretch = tuple[RowId, Instant, Instant]
_FAR = Instant(1 << 45)  # past any instant there is data of (the year 3084)


@record
class Frame:
    """[start, end) of the show and everything about it. `state` is None when the session
    never went on air: then rows stand where they were planned. `settled` is how far
    refunds count: to the last one known, unless a replay stops earlier."""

    sheet: RunSheet
    state: State | None
    buckets: Buckets
    planned: Schedule
    start: Instant
    end: Instant
    settled: Instant

    @property
    def stretches(self) -> list[Stretch]:
        """(row, start, end) on air, in order; without a run the planned times, as far as
        the replay goes."""
        if self.state is not None:
            return rows.stretches(self.state, self.end)
        begun = (row for row in self.planned.rows if row.playable and row.start < self.settled)
        return [(row.id, row.start, min(row.end, self.settled)) for row in begun]


def framed(sheet: RunSheet, entries: Entries, buckets: Buckets, until: Instant | None) -> Frame:
    """The frame of a run up to `until`, or of the facts alone when it never went on air."""
    sheet, journal = named(sheet), list(entries)
    state = fold_until(journal, until)
    settled = _FAR if until is None else until
    if state.on_air_at is None or state.sheet is None or state.plan is None:
        planned = schedule(sheet)
        start, end = _without_run(sheet, planned, buckets)
        end = end if until is None else min(end, until)
        return Frame(
            sheet=sheet,
            state=None,
            buckets=buckets,
            planned=planned,
            start=min(start, end),
            end=end,
            settled=settled,
        )
    lived = (event.at for _, event in journal if not isinstance(event, AlertJudged))
    last = max(at for at in (state.on_air_at, *lived))
    return Frame(
        sheet=replace(state.sheet, session=sheet.session, tasks=sheet.tasks),
        state=state,
        buckets=buckets,
        planned=schedule(state.plan),
        start=state.on_air_at,
        end=_end(state, last, buckets, until),
        settled=settled,
    )


def _end(state: State, last: Instant, buckets: Buckets, until: Instant | None) -> Instant:
    """Off air; for a show still running `until`, or else the newest thing known of it."""
    if state.off_air_at is not None:
        return state.off_air_at
    newest = max([last, *buckets.freshness().values()])
    return newest if until is None else until


def _without_run(sheet: RunSheet, planned: Schedule, buckets: Buckets) -> tuple[Instant, Instant]:
    """The planned window stretched to hold all facts; the facts' own when they lie apart."""
    start, end = planned.start, max(planned.end, sheet.session.planned_end or planned.end)
    known = fact_span(buckets)
    if known is None:
        return start, end
    first, last = known
    apart = last <= start or first >= end
    return (first, last) if apart else (Instant(min(start, first)), Instant(max(end, last)))


def fact_span(buckets: Buckets) -> tuple[Instant, Instant] | None:
    """[first, last) instants that sales, ads and the room are known of; None without any."""
    spans = [
        _searched(_from(known, zero), _to(known, zero))
        for known, zero in (
            (buckets.lines, False),
            (buckets.gmv, False),
            (buckets.spend, True),
            (lambda start, end: buckets.room_total("views", start, end), True),
        )
    ]
    at, _ = buckets.online_series(0, _FAR)
    if len(at):
        spans.append((Instant(int(np.min(at))), Instant(int(np.max(at)) + 1)))
    found = [span for span in spans if span is not None]
    if not found:
        return None
    return min(span[0] for span in found), max(span[1] for span in found)


Known = Callable[[int, int], int | None]


def _from(known: Known, zero: bool) -> Callable[[int], bool]:
    """Whether something (0 too, if `zero` says something) is known before t."""
    return lambda t: known(0, t) is not None if zero else bool(known(0, t))


def _to(known: Known, zero: bool) -> Callable[[int], bool]:
    """Whether something is known from t on."""
    return lambda t: known(t, _FAR) is not None if zero else bool(known(t, _FAR))


def _searched(
    before: Callable[[int], bool], after: Callable[[int], bool]
) -> tuple[Instant, Instant] | None:
    """First and last (exclusive) instant with anything, by bisection."""
    if not before(_FAR):
        return None
    low, high = 0, int(_FAR)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if before(middle) else (middle + 1, high)
    first = low - 1
    low, high = first, int(_FAR)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if after(middle) else (low, middle)
    return Instant(first), Instant(low)
