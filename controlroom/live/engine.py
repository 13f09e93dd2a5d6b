"""The engine of the show, pure: `step(state, event) -> (state, effects)`.

State = fold(step, journal). `Tick` never changes the state: it proposes what time alone
has made due. Every other event is journaled first, then stepped. Misfits (an event that
can't happen in this state) raise BugError; `check` tells beforehand, politely.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from controlroom.core.errors import BugError
from controlroom.core.ids import CueId
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.live import advance, changes, cues, events
from controlroom.live.cueing import Cue
from controlroom.live.events import Attention, CueFired, Effect, Emit, Event, Tick, Undone, WakeAt
from controlroom.live.fitness import UNDOABLE, check, dead
from controlroom.live.outlook import progress
from controlroom.live.state import Fired, State
from controlroom.plan.sheet import Segment

__all__ = [
    "LATE_AFTER",
    "check",
    "early",
    "fold",
    "initial",
    "last_undoable",
    "last_undone",
    "next_row",
    "previous_row",
    "progress",
    "step",
]

LATE_AFTER = MINUTE
"""An unanswered cue is late, and asks for attention again, after this long."""


def initial() -> State:
    """No run open."""
    return State()


def step(state: State, event: Event) -> tuple[State, tuple[Effect, ...]]:
    """What `event` makes of `state`, and what is to be done about it.

    A `Tick` at `at` yields Emit(CueFired) for every cue due by `at` that has not fired
    (oldest due first), Emit(SegmentStarted) where the next row starts by itself (tick again
    after it: it brings cues of its own), Attention("late") while one waits longer than
    LATE_AFTER, and WakeAt for the next change that time alone will bring. Tick before you
    step anything the operator did at the same instant. Raises BugError for a misfit.
    """
    if isinstance(event, Tick):
        return state, (
            *_due(state, event.at),
            *_advanced(state, event.at),
            *_late(state, event.at),
            *_wake(state, event.at),
        )
    after = _stepped(state, event)
    raised = isinstance(event, CueFired | events.AlertRaised)
    alarm = (Attention(level="due"),) if raised else ()
    return after, (*alarm, *_wake(after, event.at))


def fold(entries: Iterable[tuple[int, Event]]) -> State:
    """The state after a whole journal of one run ((seq, event), seq from 1, in order).

    `Undone` entries are honoured: what they name counts as not having happened, and so
    does what no longer fits without it. What never fitted (two programs wrote into one
    journal) is counted in `State.misfits` and passed over: a show must come back whatever
    was written. Raises BugError for a journal with a hole.
    """
    state = initial()
    for seq, event in entries:
        if seq != state.seq + 1:
            raise BugError(f"journal entry {seq} after {state.seq}")
        if check(state, event) is None:
            state = _stepped(state, event)
        else:
            state = replace(_logged(state, event), misfits=state.misfits + 1)
    return state


def early(state: State, cue: CueId, now: Instant) -> CueFired | None:
    """A cue to come as shown `now`, to be answered ahead of time; None where there is none
    of that name or it has been shown."""
    found = next((one for one in cues.derive(state, now) if one.id == cue), None)
    if found is None or cue in state.fired:
        return None
    shown = _shown(found, now)
    return replace(shown, due=min(found.due, now), early=True)


def next_row(state: State) -> Segment | None:
    """The segment GO starts: the first playable one after the running row."""
    return changes.playable(state, after=state.current.id if state.current else None)


def previous_row(state: State) -> Segment | None:
    """The segment Back returns to: the last playable one before the running row."""
    return changes.playable_before(state)


def last_undoable(state: State) -> int | None:
    """Seq of the newest operator event that still counts and may be undone, or None."""
    gone = dead(state)
    return next(
        (n for n, e in state.entries() if n not in gone and isinstance(e, UNDOABLE)),
        None,
    )


def last_undone(state: State) -> int | None:
    """Seq of the `Undone` that redo would undo: the newest entry of the operator, or None."""
    gone = dead(state)
    past = dict(state.entries())
    for seq, event in past.items():
        if seq in gone:
            continue
        if isinstance(event, Undone) and not isinstance(past[event.seq], Undone):
            return seq
        if isinstance(event, UNDOABLE):
            return None
    return None


def _stepped(state: State, event: Event) -> State:
    refused = check(state, event)
    if refused is not None:
        raise BugError(f"{type(event).__name__} does not fit: {refused.key}")
    logged = _logged(state, event)
    return _without_undone(logged) if isinstance(event, Undone) else changes.apply(logged, event)


def _logged(state: State, event: Event) -> State:
    return replace(state, seq=state.seq + 1, log=(state.log, event))


def _without_undone(state: State) -> State:
    """`state` as it would be had the undone entries not happened; seq and log stay."""
    gone = dead(state)
    past = reversed(list(state.entries()))
    again = initial()
    for seq, event in past:
        lives = seq not in gone and not isinstance(event, Undone)
        if lives and check(again, event) is None:
            again = changes.apply(again, event)
    return replace(again, seq=state.seq, log=state.log, misfits=state.misfits)


def _due(state: State, now: Instant) -> list[Effect]:
    due = takewhile(lambda cue: cue.due <= now, cues.to_come(state, now))
    return [Emit(event=_shown(cue, now)) for cue in due]


def _shown(cue: Cue, now: Instant) -> CueFired:
    return CueFired(
        at=now,
        cue=cue.id,
        plate=cue.plate,
        due=cue.due,
        text=cue.text,
        detail=cue.detail,
    )


def _advanced(state: State, now: Instant) -> list[Effect]:
    """The start of the next row, where it comes by itself and is due."""
    found = advance.coming(state)
    if found is None or found[1] > now:
        return []
    return [Emit(event=events.SegmentStarted(at=now, row=found[0].id, by="auto"))]


def _late(state: State, now: Instant) -> list[Attention]:
    if not state.live:
        return []
    back = any(_is_back(cue, now) for cue in state.unanswered)
    late = any(_is_late(cue, now) for cue in state.unanswered)
    return [Attention(level="due")] * back + [Attention(level="late")] * late


def _is_back(cue: Fired, now: Instant) -> bool:
    """Just back from a snooze (the wake-up for it comes at that very instant)."""
    return cue.snoozed is not None and cue.open(now) and now - cue.snoozed < SECOND


def _is_late(cue: Fired, now: Instant) -> bool:
    return cue.open(now) and now - cue.shown >= LATE_AFTER


def _wake(state: State, now: Instant) -> list[Effect]:
    """The next instant at which a Tick would have something new to say."""
    ahead = [at for at in cues.wakes(state, now) if at > now]
    coming = advance.coming(state)
    if coming is not None and coming[1] > now:
        ahead.append(coming[1])
    for cue in state.unanswered:
        ahead += [at for at in (cue.shown, Instant(cue.shown + LATE_AFTER)) if at > now]
    return [WakeAt(at=min(ahead))] if ahead else []
