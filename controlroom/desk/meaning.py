"""What an intent means at an instant: the event it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from controlroom.core.time import Instant, Span
from controlroom.desk import intents as ask
from controlroom.live import engine
from controlroom.live import events as happened
from controlroom.live.events import Event
from controlroom.live.state import State
from controlroom.plan.edits import new_id
from controlroom.plan.sheet import Plate, Segment

Meaning = Callable[[Any, State, Instant], Event | None]


def _go(intent: ask.Go, state: State, at: Instant) -> Event | None:
    following = engine.next_row(state)
    row = intent.row or (following.id if following else None)
    return happened.SegmentStarted(at=at, row=row) if row else None


def _back(_: ask.Back, state: State, at: Instant) -> Event | None:
    row = engine.previous_row(state)
    return happened.SegmentStarted(at=at, row=row.id, by="back") if row else None


def _sized(intent: ask.SizeRow, state: State, at: Instant) -> Event | None:
    if state.current is not None and state.current.id == intent.row:
        return happened.SegmentExtended(at=at, span=intent.by)
    row = state.sheet.segment(intent.row) if state.sheet else None
    if row is None:
        return None
    return happened.RowSized(at=at, row=row.id, length=Span(row.duration + intent.by))


def _moved(intent: ask.MoveRow, state: State, at: Instant) -> Event | None:
    """`by` places up or down among the rows; None at the ends."""
    ids = [row.id for row in state.sheet.segments] if state.sheet else []
    if intent.row not in ids:
        return None
    here = ids.index(intent.row)
    there = here + intent.by
    if not 0 <= there < len(ids) or there == here:
        return None
    ids.remove(intent.row)
    after = ids[there - 1] if there > 0 else None
    return happened.RowMoved(at=at, row=intent.row, after=after)


def _inserted(intent: ask.InsertRow, state: State, at: Instant) -> Event | None:
    made = new_id(Plate.SCRIPT)
    like = state.sheet.segment(intent.like) if state.sheet else None
    if like is None:
        row = Segment(id=made, title=intent.title, duration=intent.length)
    else:
        row = replace(
            like, id=made, start=None, linked=True, hard=False, skip=False, target_gmv=None
        )
    return happened.RowInserted(at=at, segment=row, after=intent.after)


def _undo(_: ask.UndoLast, state: State, at: Instant) -> Event | None:
    seq = engine.last_undoable(state)
    return happened.Undone(at=at, seq=seq) if seq is not None else None


def _redo(_: ask.RedoLast, state: State, at: Instant) -> Event | None:
    seq = engine.last_undone(state)
    return happened.Undone(at=at, seq=seq) if seq is not None else None


def _on_air(intent: ask.GoOnAir, _: State, at: Instant) -> Event | None:
    began = at if intent.since is None else min(at, intent.since)
    return happened.WentOnAir(at=began, override=intent.override, by=intent.by)


MEANINGS: dict[type[ask.Intent], Meaning] = {
    ask.GoOnAir: _on_air,
    ask.GoOffAir: lambda i, s, at: happened.WentOffAir(at=at),
    ask.Pause: lambda i, s, at: happened.Paused(at=at),
    ask.Resume: lambda i, s, at: happened.Resumed(at=at),
    ask.Go: _go,
    ask.Back: _back,
    ask.Extend: lambda i, s, at: happened.SegmentExtended(at=at, span=i.span),
    ask.SkipRow: lambda i, s, at: happened.RowSkipped(at=at, plate=i.plate, row=i.row, skip=i.skip),
    ask.CutRows: lambda i, s, at: happened.RowsCut(at=at, cuts=i.cuts),
    ask.SizeRow: _sized,
    ask.MoveRow: _moved,
    ask.PlaceRow: lambda i, s, at: happened.RowMoved(at=at, row=i.row, after=i.after),
    ask.InsertRow: _inserted,
    ask.AdvanceAlone: lambda i, s, at: happened.AutoSet(at=at, on=i.on),
    ask.TickPoint: lambda i, s, at: happened.PointTicked(
        at=at, row=i.row, index=i.index, said=i.said
    ),
    ask.AnswerCue: lambda i, s, at: happened.CueAnswered(
        at=at, cue=i.cue, answer=i.answer, words=i.words
    ),
    ask.SnoozeCue: lambda i, s, at: happened.CueSnoozed(
        at=at, cue=i.cue, until=Instant(at + i.span)
    ),
    ask.JudgeAlert: lambda i, s, at: happened.AlertJudged(at=at, cue=i.cue, wrong=i.wrong),
    ask.TypeIn: lambda i, s, at: happened.FiguresTyped(
        at=at, of=at if i.of is None else i.of, values=i.values
    ),
    ask.TakeNote: lambda i, s, at: happened.NoteTaken(at=at, text=i.text),
    ask.Say: lambda i, s, at: happened.MessageSent(at=at, text=i.text),
    ask.Seen: lambda i, s, at: happened.MessageSeen(at=at),
    ask.UseSheet: lambda i, s, at: happened.SheetChanged(at=at, sheet=i.sheet),
    ask.UndoLast: _undo,
    ask.RedoLast: _redo,
}


def event_of(intent: ask.Intent, state: State, at: Instant) -> Event | None:
    """The event that `intent` becomes at `at`; None when there is nothing to do
    (GO after the last segment, undo with nothing to undo)."""
    return MEANINGS[type(intent)](intent, state, at)
