"""The readout: everything on the Live screen and the prompter at one instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.remembering import remembered
from controlroom.core.time import Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import board, changes, goals, outlook, rows, strip
from controlroom.live import window as of
from controlroom.live.curves import curves
from controlroom.live.events import RowMoved
from controlroom.live.figures import figures
from controlroom.live.readout import FeedView, MessageView, Phase, Readout
from controlroom.live.shaping import in_order
from controlroom.live.state import State
from controlroom.plan.sheet import RunSheet
from controlroom.plan.timing import Forecast, Schedule, schedule


def readout(
    state: State,
    buckets: Buckets,
    now: Instant,
    *,
    trouble: Sequence[Message] = (),
    feeds: Sequence[FeedView] = (),
) -> Readout:
    """The snapshot of `state` and the facts before `now` (air instant, UTC ms).

    `trouble` is passed on to the top bar. `feeds` are the connectors as the desk sees
    them; without any, the sources of the facts themselves are shown with their age.
    Never raises for a state that `engine` made.
    """
    forecast = outlook.forecast(state, now)
    if state.plan is None or state.sheet is None or forecast is None or state.planned is None:
        return Readout(now=now, trouble=tuple(trouble), feeds=tuple(feeds))
    told = tuple(feeds) or sources(buckets, now)
    filled = _filled(
        state, state.sheet, state.planned, forecast, buckets, now, tuple(trouble), told
    )
    over = now if state.off_air_at is None else min(now, state.off_air_at)
    return replace(
        filled,
        reactions=board.reacted(state),
        goals=goals.views(state),
        best_minute=goals.best_minute(filled.curves, over),
    )


def called(before: Readout, state: State, now: Instant) -> Readout:
    """`before` with the cues of `state` at `now` and the clocks: what calls the operator
    needs no sums, and is there a few ms before them."""
    end = before.expected_end
    return replace(
        before,
        now=now,
        elapsed=state.elapsed(now),
        remaining=before.remaining if end is None else Span(max(0, end - now)),
        cues=board.waiting(state, now),
        calls_in=0.0,
    )


def _filled(
    state: State,
    sheet: RunSheet,
    planned: Schedule,
    forecast: Forecast,
    buckets: Buckets,
    now: Instant,
    trouble: tuple[Message, ...],
    feeds: tuple[FeedView, ...],
) -> Readout:
    session = sheet.session
    clock = now if state.off_air_at is None else min(now, state.off_air_at)
    views = rows.row_views(state, forecast, rows.sales_so_far(state, buckets, clock), clock)
    end = expected_end(state, forecast)
    return Readout(
        run=state.run,
        session=session.id,
        title=session.title,
        phase=state.phase,
        rehearsal=state.rehearsal,
        simulated=session.simulated,
        now=now,
        zone=session.zone,
        currency=session.currency,
        on_air_at=state.on_air_at,
        planned_start=session.planned_start,
        planned_end=planned.end if session.planned_end is None else session.planned_end,
        elapsed=state.elapsed(now),
        remaining=Span(max(0, end - now)) if state.phase is not Phase.OFF_AIR else Span(0),
        over_under=over_under(state, planned, forecast, now),
        expected_end=end,
        current=rows.now_view(state, buckets, now),
        next=rows.next_view(state, buckets, forecast, now),
        rows=views,
        cues=board.waiting(state, now),
        answered=board.answered(state, now),
        figures=figures(state, buckets, now),
        blocks=strip.blocks(state, views, _ends(state, forecast), outlook.starts(state, now), now),
        slots=strip.slot_views(sheet, buckets, now),
        curves=curves(state, buckets, now),
        feeds=feeds,
        message=_message(state),
        typed=state.typed,
        auto=state.auto,
        trouble=trouble,
    )


def expected_end(state: State, forecast: Forecast) -> Instant:
    """When the show is expected to be over; when it was, once it is."""
    return forecast.end if state.off_air_at is None else state.off_air_at


def over_under(state: State, planned: Schedule, forecast: Forecast, now: Instant) -> Span:
    """ms behind the plan as it was made (negative: ahead): expected less planned end of
    the running row; before air, how long the start is overdue; 0 off air.

    Rows moved on air are planned in their new order (to bring one forward makes nobody
    early); one that the plan does not have is behind by what it takes."""
    if state.phase is Phase.ARMED:
        return Span(max(0, now - planned.start))
    if state.current is None or state.sheet is None:
        return Span(0)
    ends = next((r.end for r in forecast.rows if r.id == state.current.id), None)
    if ends is None:
        return forecast.over_under
    upto = changes.position(state, state.current.id) + 1
    come = {row.id for row in state.sheet.segments[:upto]}
    meant = [row.end for row in _as_moved(state).rows if row.playable and row.id in come]
    return Span(ends - (meant[-1] if meant else planned.start))


@remembered
def _as_moved(state: State) -> Schedule:
    """The plan's schedule with its rows in the order on air: nothing skipped, shortened or
    inserted."""
    if state.plan is None or state.planned is None:
        raise BugError("nothing is planned")
    if not any(isinstance(move, RowMoved) for move in state.moves):
        return state.planned
    own = {row.id for row in state.plan.segments}
    rows = in_order(state.plan.segments, state.moves)
    return schedule(replace(state.plan, segments=tuple(row for row in rows if row.id in own)))


def _ends(state: State, forecast: Forecast) -> dict[RowId, Instant]:
    """Where each segment's block ends: its newest stretch, or its expected end."""
    ends = {row.id: row.end for row in forecast.rows}
    ahead = {row for row, where in rows.row_states(state).items() if where in ("next", "later")}
    over = {s.row: s.end for s in state.stretches if s.row not in ahead}
    running = {state.current.id} if state.current else set()
    return {**ends, **{row: at for row, at in over.items() if row not in running}}


def sources(buckets: Buckets, now: Instant) -> tuple[FeedView, ...]:
    """The sources of the facts by name, each with the age of its newest fact."""
    found = []
    for name, at in sorted(buckets.freshness().items()):
        kind, age = name.partition(":")[0], Span(max(0, now - at))
        stale = of.is_stale(kind, Instant(now - age), of.heard(buckets, now))
        found.append(FeedView(name=name, state="stale" if stale else "ok", age=age))
    return tuple(found)


def _message(state: State) -> MessageView | None:
    sent = state.message
    return None if sent is None else MessageView(text=sent.text, sent=sent.at, seen=sent.seen)
