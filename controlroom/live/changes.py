"""What each event changes in the state. Only for events that `fitness.check` let pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from controlroom.core.errors import BugError
from controlroom.core.ids import CueId, RowId
from controlroom.core.time import Instant, Span
from controlroom.live import events, shaping
from controlroom.live.events import Event
from controlroom.live.readout import Phase
from controlroom.live.state import Fired, NoteLine, Sent, State, Stretch
from controlroom.live.typing_in import Typed, with_row
from controlroom.plan.naming import named
from controlroom.plan.sheet import Plate, RunSheet, Segment
from controlroom.plan.timing import schedule


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


def _opened(state: State, event: events.RunOpened) -> State:
    opened = replace(
        state,
        phase=Phase.ARMED,
        run=event.run,
        rehearsal=event.rehearsal,
        auto=event.auto,
        opened_at=event.at,
    )
    return _on_sheet(opened, named(event.sheet))


def _on_sheet(state: State, plan: RunSheet) -> State:
    """`state` with `plan`, the sheet on air made of it, and both on the planned clock."""
    sheet = shaping.on_air_sheet(plan, state)
    return replace(state, plan=plan, sheet=sheet, planned=schedule(plan), timed=schedule(sheet))


def _went_on_air(state: State, event: events.WentOnAir) -> State:
    on = replace(
        state,
        phase=Phase.ON_AIR,
        on_air_at=event.at,
        override=event.override,
        started_by=event.by,
    )
    first = playable(on, after=None)
    return on if first is None else _with_row(_done_by_go(on, first.id, event.at), first, event.at)


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
    row = state.sheet.segment(event.row) if state.sheet else None
    if row is None:
        raise BugError(f"no such segment: {event.row}")
    done = _done_by_go(state, row.id, event.at)
    return _with_row(_row_ended(done, event.at), row, event.at)


def _done_by_go(state: State, row: RowId, at: Instant) -> State:
    """What asked for `row` to be started, or for the running one to be left, is answered by
    that: nobody presses two keys for one thing, nor is reminded of what she has done."""
    names = {CueId(f"{Plate.SCRIPT.value}:{row}:start")}
    if state.current is not None:
        kinds = ("start", "overrun", "overrun2", "overrun3")
        names |= {CueId(f"{Plate.SCRIPT.value}:{state.current.id}:{kind}") for kind in kinds}
    for cue in state.unanswered:
        if cue.id in names:
            done = replace(cue, answer=events.Answer.DONE, answered=at, by_go=True)
            state = state.with_fired(done)
    return _lapsed(state, row, at)


def _lapsed(state: State, row: RowId, at: Instant) -> State:
    """What is of no use once `row` has begun: warnings that it will, goods of the row that is
    left to be made ready or pinned again. They wait no longer, and were not answered."""
    gone = [f"{Plate.SCRIPT.value}:{row}:{kind}" for kind in ("hard5", "hard1")]
    goods = None if state.current is None else f"{Plate.GOODS.value}:{state.current.id}/"
    for cue in state.unanswered:
        if cue.id in gone or (goods is not None and cue.id.startswith(goods)):
            state = state.with_fired(replace(cue, lapsed=at))
    return state


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
    return _reshaped(_marked(state, event.plate, event.row, event.skip))


def _marked(state: State, plate: Plate, row: RowId, skip: bool) -> State:
    others = tuple(s for s in state.skips if s[:2] != (plate, row))
    return replace(state, skips=(*others, (plate, row, skip)))


def _sized(state: State, row: RowId, length: Span) -> State:
    others = tuple(each for each in state.lengths if each[0] != row)
    return replace(state, lengths=(*others, (row, length)))


def _cut(state: State, event: events.RowsCut) -> State:
    for cut in event.cuts:
        if cut.length is None:
            state = _marked(state, Plate.SCRIPT, cut.row, True)
        else:
            state = _sized(state, cut.row, cut.length)
    return _reshaped(state)


def _moved(state: State, event: events.RowMoved | events.RowInserted) -> State:
    return _reshaped(replace(state, moves=(*state.moves, event)))


def _reshaped(state: State) -> State:
    """`state` with the sheet on air made anew, after the rows were marked or moved."""
    return state if state.plan is None else _on_sheet(state, state.plan)


def _replanned(state: State, event: events.SheetChanged) -> State:
    """What the plan itself now says of a row's length counts."""
    plan = named(event.sheet)
    kept = tuple(
        (row, length)
        for row, length in state.lengths
        if state.plan is None or shaping.length_of(state.plan, row) == shaping.length_of(plan, row)
    )
    return _on_sheet(replace(state, lengths=kept), plan)


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
            early=event.early,
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
    """A mark that comes later leaves the reaction as it was."""
    cue = state.fired[event.cue]
    first = event.at if cue.answered is None else cue.answered
    marked = state.with_fired(replace(cue, answer=event.answer, answered=first, by_go=False))
    sent = Sent(text=event.words, at=event.at) if event.words else marked.message
    return replace(marked, message=sent)


def _judged(state: State, event: events.AlertJudged) -> State:
    return state.with_fired(replace(state.fired[event.cue], judged=event.wrong))


def _snoozed(state: State, event: events.CueSnoozed) -> State:
    return state.with_fired(replace(state.fired[event.cue], snoozed=event.until))


def _noted(state: State, event: events.NoteTaken) -> State:
    return replace(state, notes=(*state.notes, NoteLine(at=event.at, text=event.text)))


def _typed(state: State, event: events.FiguresTyped) -> State:
    row = Typed(of=event.of, values=event.values)
    return replace(state, typed=with_row(state.typed, row))


def _sent(state: State, event: events.MessageSent) -> State:
    return replace(state, message=Sent(text=event.text, at=event.at) if event.text else None)


def _seen(state: State, event: events.MessageSeen) -> State:
    return replace(state, message=replace(state.message, seen=event.at) if state.message else None)


_CHANGES: Mapping[type[Event], Callable[[State, Any], State]] = {
    events.RunOpened: _opened,
    events.SheetChanged: _replanned,
    events.WentOnAir: _went_on_air,
    events.WentOffAir: _went_off_air,
    events.Paused: _paused,
    events.Resumed: _resumed,
    events.SegmentStarted: _segment_started,
    events.SegmentExtended: _extended,
    events.RowSkipped: _skipped,
    events.RowsCut: _cut,
    events.RowSized: lambda state, event: _reshaped(_sized(state, event.row, event.length)),
    events.RowMoved: _moved,
    events.RowInserted: _moved,
    events.AutoSet: lambda state, event: replace(state, auto=event.on),
    events.PointTicked: _point_ticked,
    events.CueFired: _cue_fired,
    events.CueAnswered: _answered,
    events.CueSnoozed: _snoozed,
    events.AlertRaised: _alert_raised,
    events.AlertJudged: _judged,
    events.GoalReached: lambda state, event: replace(state, goals=(*state.goals, event)),
    events.FiguresTyped: _typed,
    events.NoteTaken: _noted,
    events.MessageSent: _sent,
    events.MessageSeen: _seen,
}
