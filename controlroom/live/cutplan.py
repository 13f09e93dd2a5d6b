"""The cut planner on air: what to give up so that hard starts and the end are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import given_up, outlook, rows
from controlroom.live.readout import CutOffer, CutView, MissedStart
from controlroom.live.state import State
from controlroom.plan.sheet import RunSheet, Segment
from controlroom.plan.timing import Cut, Forecast, Schedule, cuts

WORTH = MINUTE
"""Nothing is offered for less than this late."""


@record
class _Goal:
    """The rows before number `rows` are to be over at `at`; expected at `end`. `title`: of
    the hard row that begins then, "" for the end of the show."""

    rows: int
    at: Instant
    end: Instant
    title: str = ""

    @property
    def late(self) -> Span:
        """ms beyond the goal."""
        return Span(self.end - self.at)


def offer(state: State, buckets: Buckets, now: Instant) -> CutOffer | None:
    """What to skip and shorten so that the show ends in time and no hard start on the way
    is missed; None while nothing is late by `WORTH` or nothing can be given up.

    Rows whose product was on air before are worth what it brought per minute (GMV over
    minutes, of all its stretches), the others their target. Never raises for a state that
    `engine` made.
    """
    forecast = outlook.forecast(state, now)
    if not state.live or state.sheet is None or state.timed is None or forecast is None:
        return None
    goals = [
        goal
        for goal in _goals(state, state.timed, forecast)
        if goal.late >= WORTH and goal.at > now  # what has passed can't be kept
    ]
    if not goals:
        return None
    known = measured(state, buckets, now)
    valued = _valued(state.sheet, known, given_up.kept(state))
    found = {cut.id: cut for goal in goals for cut in _cuts(valued, state.timed, forecast, goal)}
    return _offer(state.sheet, goals, found, known) if found else None


def measured(state: State, buckets: Buckets, now: Instant) -> dict[RowId, Minor]:
    """What each row to come is worth at the rate its first product has had on air, minor
    units, for its whole length. Rows of products not yet shown for a minute are left out."""
    if state.sheet is None:
        return {}
    rates = _rates(state, state.sheet, buckets, now)
    return {
        row.id: Minor(round(rates[row.products[0]] * row.duration))
        for row in state.sheet.segments
        if row.products and row.products[0] in rates
    }


def _rates(state: State, sheet: RunSheet, buckets: Buckets, now: Instant) -> dict[RowId, float]:
    """GMV per ms on air of each product, over all rows that were about it."""
    sales = rows.sales_so_far(state, buckets, now)
    sums: dict[RowId, tuple[int, int]] = {}
    for row, span in rows.actual_spans(state, now).items():
        segment = sheet.segment(row)
        gmv = sales.get(row, rows.NOTHING).gmv
        if segment is not None and segment.products and gmv is not None:
            money, time = sums.get(segment.products[0], (0, 0))
            sums[segment.products[0]] = (money + gmv, time + span)
    return {product: money / ms for product, (money, ms) in sums.items() if ms >= MINUTE}


def _goals(state: State, timed: Schedule, forecast: Forecast) -> Iterator[_Goal]:
    """The hard starts to come, in order, and the end."""
    aired = {row for row, _ in state.started_at}
    end: Instant | None = None
    for index, (row, coming) in enumerate(zip(timed.rows, forecast.rows, strict=True)):
        if row.hard and row.playable and row.id not in aired and end is not None:
            title = state.sheet.segments[index].title if state.sheet else ""
            yield _Goal(rows=index, at=row.start, end=end, title=title)
        if row.playable:
            end = coming.end
    goal = _end_of(state)
    if goal is not None:
        yield _Goal(rows=len(timed.rows), at=goal, end=forecast.end)


def _end_of(state: State) -> Instant | None:
    """When the show is to be over: the hard end of the session, or the plan's own."""
    if state.plan is None or state.planned is None:
        return None
    return state.plan.session.planned_end or state.planned.end


def _cuts(sheet: RunSheet, timed: Schedule, forecast: Forecast, goal: _Goal) -> tuple[Cut, ...]:
    part = replace(timed, rows=timed.rows[: goal.rows], end=goal.end)
    ahead = replace(forecast, rows=forecast.rows[: goal.rows], end=goal.end)
    return cuts(sheet, part, ahead, hard_end=goal.at)


def _valued(sheet: RunSheet, known: Mapping[RowId, Minor], kept: Mapping[RowId, float]) -> RunSheet:
    """The sheet with what rows were measured to be worth in place of their targets. A row
    that was shortened on air has given up that part of its target already."""

    def worth(row: Segment) -> Minor | None:
        if row.id in known or row.target_gmv is None:
            return known.get(row.id)
        return Minor(round(row.target_gmv * kept.get(row.id, 1.0)))

    return replace(
        sheet, segments=tuple(replace(row, target_gmv=worth(row)) for row in sheet.segments)
    )


def _offer(
    sheet: RunSheet,
    goals: list[_Goal],
    found: Mapping[RowId, Cut],
    known: Mapping[RowId, Minor],
) -> CutOffer:
    views = tuple(
        _view(row, number, found[row.id], row.id in known)
        for number, row in enumerate(sheet.segments, start=1)
        if row.id in found
    )
    values = [view.value for view in views if view.value is not None]
    over = next((goal for goal in goals if not goal.title), None)
    return CutOffer(
        late=over.late if over else Span(0),
        missed=tuple(
            MissedStart(title=goal.title, at=goal.at, late=goal.late)
            for goal in goals
            if goal.title
        ),
        cuts=views,
        saves=Span(sum(view.saves for view in views)),
        value=Minor(sum(values)) if values else None,
        unknown=len(views) - len(values),
    )


def _view(row: Segment, number: int, cut: Cut, measured: bool) -> CutView:
    return CutView(
        id=row.id,
        number=number,
        title=row.title,
        saves=cut.saves,
        left=None if cut.action == "skip" else Span(row.duration - cut.saves),
        value=cut.value,
        measured=measured and cut.value is not None,
    )
