"""What each event changes in the state. Only for events that `fitness.check` let pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from controlroom.core.errors import BugError
from controlroom.core.ids import CueId, RowId
from controlroom.core.time import Instant, Span
from controlroom.live import events
from controlroom.live.events import Event
from controlroom.live.readout import Phase
from controlroom.live.state import Fired, NoteLine, Sent, State, Stretch
from controlroom.plan.naming import named
from controlroom.plan.sheet import Plate, Row, RunSheet, Segment
from controlroom.plan.timing import schedule

R = TypeVar("R", bound=Row)


def apply(state: State, event: Event) -> State:
    """The state after `event`. Raises BugError for an event that changes nothing by nature."""
    change = _CHANGES.get(type(event))
    if change is None:
        raise BugError(f"nothing changes by {type(event).__name__}")
    return change(state, event)


def kind_of(cue: CueId) -> str:
    """The kind in a cue id `plate:row:kind` (a row id may hold colons itself)."""
    return cue.rsplit(":", 1)[-1]


def playable(state: State, after: RowId | None) -> Segment | None:
    """The first segment behind `after` (None: of all) that can be put on air, or None."""
    rows = state.sheet.segments if state.sheet else ()
    behind = rows[position(state, after) + 1 :]
    return next((row for row in behind if not row.skip and not row.milestone), None)


def playable_before(state: State) -> Segment | None:
    """The last segment ahead of the running one that can be put on air, or None."""
    if state.sheet is None or state.current is None:
        return None
    ahead = state.sheet.segments[: max(0, position(state, state.current.id))]
    return next((row for row in reversed(ahead) if not row.skip and not row.milestone), None)


def position(state: State, row: RowId | None) -> int:
    """Index of a segment in the sheet on air; -1 when it is not there."""
    rows = state.sheet.segments if state.sheet else ()
    return next((i for i, each in enumerate(rows) if each.id == row), -1)


def on_air_sheet(
    plan: RunSheet, skips: tuple[tuple[Plate, RowId, bool], ...], current: Segment | None
) -> RunSheet:
    """`plan` with rows skipped (or taken in) on air and with the running row's own copy.

    A running row that the plan no longer has is kept, first in the order.
    """
    marked = {(plate, row): skip for plate, row, skip in skips}
    segments = tuple(
        current if current and row.id == current.id else row
        for row in _marked(plan.segments, Plate.SCRIPT, marked)
    )
    if current and all(row.id != current.id for row in segments):
        segments = (current, *segments)
    return replace(
        plan,
        segments=segments,
        products=_marked(plan.products, Plate.GOODS, marked),
        slots=_marked(plan.slots, Plate.TRAFFIC, marked),
        giveaways=_marked(plan.giveaways, Plate.GIVEAWAY, marked),
        tasks=_marked(plan.tasks, Plate.WARMUP, marked),
    )


def _marked(
    rows: tuple[R, ...], plate: Plate, marks: Mapping[tuple[Plate, RowId], bool]
) -> tuple[R, ...]:
    return tuple(
        replace(row, skip=marks[plate, row.id]) if (plate, row.id) in marks else row for row in rows
    )


def _opened(state: State, event: events.RunOpened) -> State:
    opened = replace(
        state,
        phase=Phase.ARMED,
        run=event.run,
        rehearsal=event.rehearsal,
        opened_at=event.at,
    )
    return _on_sheet(opened, named(event.sheet))


def _on_sheet(state: State, plan: RunSheet) -> State:
    """`state` with `plan`, the sheet on air made of it, and both on the planned clock."""
    sheet = on_air_sheet(plan, state.skips, state.current)
    if state.sheet and state.current and plan.segment(state.current.id) is None:
        sheet = _kept_in_place(state.sheet, sheet, state.current)
    return replace(state, plan=plan, sheet=sheet, planned=schedule(plan), timed=schedule(sheet))


def _kept_in_place(before: RunSheet, after: RunSheet, current: Segment) -> RunSheet:
    """`after` with the running row behind the row it followed in `before`."""
    others = [row for row in after.segments if row.id != current.id]
    place = [row.id for row in before.segments].index(current.id)
    ahead = {row.id for row in before.segments[:place]}
    put = max((i + 1 for i, row in enumerate(others) if row.id in ahead), default=0)
    return replace(after, segments=(*others[:put], current, *others[put:]))


def _went_on_air(state: State, event: events.WentOnAir) -> State:
    on = replace(state, phase=Phase.ON_AIR, on_air_at=event.at, override=event.override)
    first = playable(on, after=None)
    return on if first is None else _with_row(on, first, event.at)


def _went_off_air(state: State, event: events.WentOffAir) -> State:
    off = _row_ended(_clock_running(state, event.at), event.at)
    return replace(off, phase=Phase.OFF_AIR, off_air_at=event.at)


def _paused(state: State, event: events.Paused) -> State:
    return replace(state, phase=Phase.PAUSED, paused_since=event.at)


def _resumed(state: State, event: events.Resumed) -> State:
    return replace(_clock_running(state, event.at), phase=Phase.ON_AIR)


def _clock_running(state: State, at: Instant) -> State:
    """The pause that is on (if any) is over at `at` and counted."""
    still = state.standing(at)
    return replace(
        state,
        paused_since=None,
        paused=Span(state.paused + still),
        held=Span(state.held + still if state.current else state.held),
    )


def _segment_started(state: State, event: events.SegmentStarted) -> State:
    row = state.plan.segment(event.row) if state.plan else None
    if row is None:
        raise BugError(f"no such segment: {event.row}")
    return _with_row(_row_ended(state, event.at), row, event.at)


def _with_row(state: State, row: Segment, at: Instant) -> State:
    """`row` on air since `at`, as its own copy, no minutes added."""
    copy = replace(row, skip=False)
    starts = {**dict(state.started_at), row.id: at}
    on = replace(
        state,
        current=copy,
        started=at,
        extra=Span(0),
        held=Span(0),
        started_at=tuple(starts.items()),
    )
    return on if state.plan is None else _on_sheet(on, state.plan)


def _row_ended(state: State, at: Instant) -> State:
    """The running row (if any) is over at `at`."""
    if state.current is None or state.started is None:
        return state
    over = Stretch(row=state.current.id, start=state.started, end=at, held=state.held)
    return replace(state, current=None, started=None, stretches=(*state.stretches, over))


def _extended(state: State, event: events.SegmentExtended) -> State:
    return replace(state, extra=Span(state.extra + event.span))


def _skipped(state: State, event: events.RowSkipped) -> State:
    others = tuple(s for s in state.skips if s[:2] != (event.plate, event.row))
    skips = (*others, (event.plate, event.row, event.skip))
    marked = replace(state, skips=skips)
    return marked if state.plan is None else _on_sheet(marked, state.plan)


def _point_ticked(state: State, event: events.PointTicked) -> State:
    mark = frozenset({(event.row, event.index)})
    return replace(state, points=state.points | mark if event.said else state.points - mark)


def _cue_fired(state: State, event: events.CueFired) -> State:
    return state.with_fired(
        Fired(
            id=event.cue,
            plate=event.plate,
            kind=kind_of(event.cue),
            due=event.due,
            fired=event.at,
            text=event.text,
            detail=event.detail,
        )
    )


def _alert_raised(state: State, event: events.AlertRaised) -> State:
    return state.with_fired(
        Fired(
            id=event.cue,
            plate=event.plate,
            kind="alert",
            due=event.at,
            fired=event.at,
            text=event.text,
            detail=event.advice,
            rule=event.rule,
        )
    )


def _answered(state: State, event: events.CueAnswered) -> State:
    cue = state.fired[event.cue]
    return state.with_fired(replace(cue, answer=event.answer, answered=event.at))


def _snoozed(state: State, event: events.CueSnoozed) -> State:
    return state.with_fired(replace(state.fired[event.cue], snoozed=event.until))


def _noted(state: State, event: events.NoteTaken) -> State:
    return replace(state, notes=(*state.notes, NoteLine(at=event.at, text=event.text)))


def _sent(state: State, event: events.MessageSent) -> State:
    return replace(state, message=Sent(text=event.text, at=event.at) if event.text else None)


def _seen(state: State, event: events.MessageSeen) -> State:
    return replace(state, message=replace(state.message, seen=event.at) if state.message else None)


_CHANGES: Mapping[type[Event], Callable[[State, Any], State]] = {
    events.RunOpened: _opened,
    events.SheetChanged: lambda state, event: _on_sheet(state, named(event.sheet)),
    events.WentOnAir: _went_on_air,
    events.WentOffAir: _went_off_air,
    events.Paused: _paused,
    events.Resumed: _resumed,
    events.SegmentStarted: _segment_started,
    events.SegmentExtended: _extended,
    events.RowSkipped: _skipped,
    events.PointTicked: _point_ticked,
    events.CueFired: _cue_fired,
    events.CueAnswered: _answered,
    events.CueSnoozed: _snoozed,
    events.AlertRaised: _alert_raised,
    events.NoteTaken: _noted,
    events.MessageSent: _sent,
    events.MessageSeen: _seen,
}
