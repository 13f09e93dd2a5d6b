"""When the rows to come are to start, seen from the state.

Two forecasts matter. The *present* one says where everything stands at `now`: a running
row that is over its time, a pause that is on, and a show not yet begun push what follows
ahead of them. The *steady* one leaves these three out. As starts are maxima of fixed
instants and of `now` plus something fixed, a moment is reached by time alone at its
steady instant or not at all; so `steady` is when to wake and what "due" means.
"""

from __future__ import annotations

from collections.abc import Mapping

from controlroom.core.ids import RowId
from controlroom.core.records import record
from controlroom.core.remembering import remembered
from controlroom.core.time import Instant, Span
from controlroom.live import changes
from controlroom.live.readout import Phase
from controlroom.live.state import State, Stretch
from controlroom.plan.timing import Forecast, Progress, Schedule, expected


@record
class Moment:
    """An instant of the show to come, in both forecasts."""

    steady: Instant
    present: Instant

    def less(self, lead: int) -> Moment:
        """This moment `lead` ms earlier (negative: later)."""
        return Moment(steady=Instant(self.steady - lead), present=Instant(self.present - lead))

    def due(self, now: Instant) -> Instant:
        """When it was reached, if it has been by `now`; otherwise when it will be."""
        return min(self.steady, self.present) if self.present <= now else self.present


def fixed(at: int) -> Moment:
    """A moment that no drift moves."""
    return Moment(steady=Instant(at), present=Instant(at))


def forecast(state: State, now: Instant) -> Forecast | None:
    """The present forecast; None while no run is open."""
    if state.timed is None:
        return None
    return expected(state.timed, _progress(state, state.timed, now))


@remembered
def steady_forecast(state: State) -> Forecast | None:
    """The forecast without overrun, without the pause that is on, without a late start."""
    if state.timed is None:
        return None
    return expected(state.timed, _progress(state, state.timed, begun(state), steady=True))


def begun(state: State) -> Instant:
    """The start of the running row, at which nothing drifts; 0 before air."""
    return state.started if state.started is not None else Instant(0)


def drifts(state: State, now: Instant) -> bool:
    """Whether anything to come is moved by time alone at `now`: by an overrun, a pause, a
    late start. While nothing is, what hangs on these moments is what it was at `begun`."""
    present, steady = forecast(state, now), steady_forecast(state)
    if present is None or steady is None:
        return False
    return state.standing(now) > 0 or (present.rows, present.end) != (steady.rows, steady.end)


def starts(state: State, now: Instant) -> Mapping[RowId, Moment]:
    """The start of every row that has started or may still start, paused time added to
    those that have (what hangs on their start hangs on the show clock). Rows that were
    passed over are left out."""
    present, steady = forecast(state, now), steady_forecast(state)
    if present is None or steady is None:
        return {}
    here = changes.position(state, state.current.id) if state.current else -1
    ahead = {
        p.id: Moment(steady=s.start, present=p.start)
        for p, s in zip(present.rows[here + 1 :], steady.rows[here + 1 :], strict=True)
    }
    return {**_begun(state, now), **ahead}


def _begun(state: State, now: Instant) -> dict[RowId, Moment]:
    """Rows that have been on air: their newest start and the pauses within."""
    begun = dict(_over(state.stretches))
    if state.current is not None and state.started is not None:
        at = Instant(state.started + state.held)
        moved = Instant(at + state.standing(now))
        begun[state.current.id] = Moment(steady=at, present=moved)
    return begun


@remembered
def _over(stretches: tuple[Stretch, ...]) -> Mapping[RowId, Moment]:
    return {s.row: fixed(s.start + s.held) for s in stretches}


def progress(state: State, now: Instant) -> Progress:
    """Where the show stands for `plan.timing.expected` of `state.timed`: pauses count as
    extra time; a show not begun when it should have is as if it began now."""
    if state.timed is None:
        return Progress(row=None, started=None, now=now)
    return _progress(state, state.timed, now)


def _progress(state: State, timed: Schedule, now: Instant, *, steady: bool = False) -> Progress:
    if state.phase is Phase.ARMED:
        return _before_air(timed, now, steady=steady)
    standing = Span(0) if steady else state.standing(now)
    return Progress(
        row=state.current.id if state.current else None,
        started=state.started,
        now=now,
        extra=Span(state.extra + state.held + standing),
        started_at=state.started_at,
    )


def _before_air(timed: Schedule, now: Instant, *, steady: bool) -> Progress:
    """As if the first row started when planned, or at once if that time has come: from then
    on rows that overlap in the plan stand one after the other, so that the very instant
    must not still show them as planned (what was due then would depend on being looked at)."""
    first = next((row for row in timed.rows if row.playable), None)
    if first is None or steady or now < first.start:
        return Progress(row=None, started=None, now=now)
    return Progress(row=first.id, started=now, now=now)
