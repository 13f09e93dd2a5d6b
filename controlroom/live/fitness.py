"""Whether an event fits the state: None, or a `Message` for whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from controlroom.core.ids import CueId, RowId
from controlroom.core.message import Message, message
from controlroom.core.time import Span
from controlroom.live import events
from controlroom.live.events import Answer, Event
from controlroom.live.readout import Phase
from controlroom.live.state import State
from controlroom.live.typing_in import BY_NAME
from controlroom.plan.sheet import Plate

UNDOABLE = (
    events.WentOnAir,
    events.WentOffAir,
    events.Paused,
    events.Resumed,
    events.SegmentStarted,
    events.SegmentExtended,
    events.RowSkipped,
    events.RowsCut,
    events.RowSized,
    events.RowMoved,
    events.RowInserted,
    events.AutoSet,
    events.PointTicked,
    events.CueAnswered,
    events.CueSnoozed,
    events.NoteTaken,
)
"""What the operator may take back."""

_OPEN = (Phase.ARMED, Phase.ON_AIR, Phase.PAUSED)
_LIVE = (Phase.ON_AIR, Phase.PAUSED)
_ANY = (*_OPEN, Phase.OFF_AIR)

_PHASES: Mapping[type[Event], tuple[Phase, ...]] = {
    events.RunOpened: (Phase.IDLE,),
    events.SheetChanged: _OPEN,
    events.WentOnAir: (Phase.ARMED,),
    events.WentOffAir: _LIVE,
    events.Paused: (Phase.ON_AIR,),
    events.Resumed: (Phase.PAUSED,),
    events.SegmentStarted: (Phase.ON_AIR,),
    events.SegmentExtended: _LIVE,
    events.RowSkipped: _OPEN,
    events.RowsCut: _OPEN,
    events.RowSized: _OPEN,
    events.RowMoved: _OPEN,
    events.RowInserted: _OPEN,
    events.AutoSet: _OPEN,
    events.PointTicked: _LIVE,
    events.CueFired: _OPEN,
    events.CueAnswered: _ANY,
    events.CueSnoozed: _OPEN,
    events.AlertRaised: _LIVE,
    events.AlertJudged: _ANY,
    events.GoalReached: (*_LIVE, Phase.OFF_AIR),
    events.FiguresTyped: (*_LIVE, Phase.OFF_AIR),
    events.NoteTaken: _ANY,
    events.MessageSent: _OPEN,
    events.MessageSeen: _ANY,
    events.Undone: _ANY,
    events.Tick: tuple(Phase),
}


def check(state: State, event: Event) -> Message | None:
    """None when `event` may happen now, otherwise why not, to be shown to the operator."""
    if state.phase not in _PHASES[type(event)]:
        return message("live.refuse.phase." + state.phase.value)
    ask = _CHECKS.get(type(event))
    return ask(state, event) if ask else None


def _segment(state: State, event: events.SegmentStarted) -> Message | None:
    row = state.sheet.segment(event.row) if state.sheet else None
    if row is None:
        return message("live.refuse.no_row")
    if row.milestone:
        return message("live.refuse.milestone", title=row.title)
    if state.current is not None and state.current.id == row.id:
        return message("live.refuse.running", title=row.title)
    return None


def _extension(state: State, event: events.SegmentExtended) -> Message | None:
    if state.current is None:
        return message("live.refuse.nothing_running")
    if state.current.duration + state.extra + event.span <= 0:
        return message("live.refuse.too_short", title=state.current.title)
    return None


def _skip(state: State, event: events.RowSkipped) -> Message | None:
    if state.sheet is None or all(row.id != event.row for row in state.sheet.rows(event.plate)):
        return message("live.refuse.no_row")
    running = state.current is not None and state.current.id == event.row
    if event.plate is Plate.SCRIPT and running and event.skip:
        return message("live.refuse.skip_running")
    return None


def _to_come(state: State, row: RowId) -> Message | None:
    """Why `row` is not one that may still be changed, or None."""
    ids = [each.id for each in state.sheet.segments] if state.sheet else []
    if row not in ids:
        return message("live.refuse.no_row")
    behind = state.current is not None and ids.index(row) <= ids.index(state.current.id)
    return message("live.refuse.behind") if behind else None


def _cuts(state: State, event: events.RowsCut) -> Message | None:
    if not event.cuts:
        return message("live.refuse.no_cuts")
    sizes = (_size(state, cut.row, cut.length) for cut in event.cuts)
    return next((refused for refused in sizes if refused is not None), None)


def _size(state: State, row: RowId, length: Span | None) -> Message | None:
    refused = _to_come(state, row)
    if refused is None and length is not None and length <= 0:
        return message("live.refuse.too_short", title=_title(state, row))
    return refused


def _title(state: State, row: RowId) -> str:
    segment = state.sheet.segment(row) if state.sheet else None
    return "" if segment is None else segment.title


def _move(state: State, event: events.RowMoved) -> Message | None:
    refused = _to_come(state, event.row)
    if refused is None and event.after == event.row:
        return message("live.refuse.no_row")
    return refused or _behind_which(state, event.after)


def _insert(state: State, event: events.RowInserted) -> Message | None:
    if state.sheet is None or state.sheet.segment(event.segment.id) is not None:
        return message("live.refuse.no_row")
    if event.segment.duration <= 0:
        return message("live.refuse.too_short", title=event.segment.title)
    return _behind_which(state, event.after)


def _behind_which(state: State, after: RowId | None) -> Message | None:
    """Why nothing can be put behind `after`: it must be the running row or one to come."""
    if after is None:
        return None if state.current is None else message("live.refuse.behind")
    running = state.current is not None and state.current.id == after
    return None if running else _to_come(state, after)


def _point(state: State, event: events.PointTicked) -> Message | None:
    known = state.sheet is not None and state.sheet.segment(event.row) is not None
    return None if known and 0 <= event.index < 5 else message("live.refuse.no_row")


def _new_cue(state: State, event: events.CueFired | events.AlertRaised) -> Message | None:
    return message("live.refuse.cue_known") if event.cue in state.fired else None


def _waiting(state: State, cue: CueId) -> Message | None:
    if cue not in state.fired:
        return message("live.refuse.no_cue")
    answered = state.fired[cue].answer is not None and not state.fired[cue].by_go
    return message("live.refuse.answered") if answered else None


def _answer(state: State, event: events.CueAnswered) -> Message | None:
    cue = state.fired.get(event.cue)
    if cue is not None and event.answer is Answer.FALSE_ALARM and cue.answer is not None:
        again = cue.answer is Answer.FALSE_ALARM or not cue.rule
        return message("live.refuse.answered") if again else None
    return _waiting(state, event.cue)


def _judgement(state: State, event: events.AlertJudged) -> Message | None:
    cue = state.fired.get(event.cue)
    if cue is None or not cue.rule:
        return message("live.refuse.no_cue")
    return message("live.refuse.answered") if cue.judged is event.wrong else None


def _snooze(state: State, event: events.CueSnoozed) -> Message | None:
    if event.until <= event.at:
        return message("live.refuse.snooze_past")
    return _waiting(state, event.cue)


def _goal(state: State, event: events.GoalReached) -> Message | None:
    known = any(one.goal == event.goal for one in state.goals)
    return message("live.refuse.goal_known") if known else None


def _note(state: State, event: events.NoteTaken) -> Message | None:
    return None if event.text.strip() else message("live.refuse.empty_note")


def _figures(_: State, event: events.FiguresTyped) -> Message | None:
    known = event.values and all(name in BY_NAME for name, _ in event.values)
    return None if known and event.of <= event.at else message("live.refuse.no_figures")


def _seen(state: State, event: events.MessageSeen) -> Message | None:
    waiting = state.message is not None and state.message.seen is None
    return None if waiting else message("live.refuse.no_message")


def _undo(state: State, event: events.Undone) -> Message | None:
    entries = dict(state.entries())
    target = entries.get(event.seq)
    known = isinstance(target, (*UNDOABLE, events.Undone)) and event.seq not in dead(state)
    return None if known else message("live.refuse.not_undoable")


def dead(state: State) -> frozenset[int]:
    """Seqs that count as not having happened. An undone `Undone` undoes nothing."""
    gone: set[int] = set()
    for seq, event in state.entries():  # newest first
        if isinstance(event, events.Undone) and seq not in gone:
            gone.add(event.seq)
        if isinstance(event, events.CueFired) and event.early and seq + 1 in gone:
            gone.add(seq)  # shown for the sake of its answer alone
    return frozenset(gone)


_CHECKS: Mapping[type[Event], Callable[[State, Any], Message | None]] = {
    events.SegmentStarted: _segment,
    events.SegmentExtended: _extension,
    events.RowSkipped: _skip,
    events.RowsCut: _cuts,
    events.RowSized: lambda state, event: _size(state, event.row, event.length),
    events.RowMoved: _move,
    events.RowInserted: _insert,
    events.PointTicked: _point,
    events.CueFired: _new_cue,
    events.AlertRaised: _new_cue,
    events.CueAnswered: _answer,
    events.AlertJudged: _judgement,
    events.CueSnoozed: _snooze,
    events.GoalReached: _goal,
    events.FiguresTyped: _figures,
    events.NoteTaken: _note,
    events.MessageSeen: _seen,
    events.Undone: _undo,
}
