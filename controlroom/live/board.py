"""The cue list as shown: due and late first, then standby; the answered ones apart."""

from __future__ import annotations

from collections.abc import Mapping

from controlroom.core.ids import CueId
from controlroom.core.remembering import remembered
from controlroom.core.time import Instant, Span
from controlroom.live import cues
from controlroom.live.cueing import Cue
from controlroom.live.engine import LATE_AFTER
from controlroom.live.reactions import Reactions, reactions
from controlroom.live.readout import CueState, CueView
from controlroom.live.state import Fired, State


def waiting(state: State, now: Instant) -> tuple[CueView, ...]:
    """Cues without an answer: due and late ones oldest first, then those to come by due
    (snoozed ones among them, at the instant they come back)."""
    shown = [_fired_view(cue, now) for cue in state.unanswered]
    coming = _standing_by(cues.to_come(state, now))
    later = [view for view in shown if view.state is CueState.STANDBY]
    first = sorted((view for view in shown if view.state is not CueState.STANDBY), key=_order)
    return (*first, *(sorted((*later, *coming), key=_order) if later else coming))


def answered(state: State, now: Instant) -> tuple[CueView, ...]:
    """Cues with an answer, newest answer first, with the reaction time; those among them
    that lapsed without one."""
    return _answered(state.fired)


@remembered
def _standing_by(coming: tuple[Cue, ...]) -> tuple[CueView, ...]:
    return tuple(map(_standby_view, coming))


@remembered
def _answered(fired: Mapping[CueId, Fired]) -> tuple[CueView, ...]:
    """What was answered looks the same at any time."""
    done = [(at, cue) for cue in fired.values() if (at := cue.answered or cue.lapsed) is not None]
    done.sort(key=lambda one: (one[0], one[1].id), reverse=True)
    return tuple(_fired_view(cue, at) for at, cue in done)


def reacted(state: State) -> Reactions:
    """How fast the cues shown so far were answered."""
    return _reacted(state.fired)


@remembered
def _reacted(fired: Mapping[CueId, Fired]) -> Reactions:
    return reactions((cue.id, cue.reaction) for cue in fired.values())


def _order(cue: CueView) -> tuple[bool, int, str]:
    return cue.state is CueState.STANDBY, cue.due, cue.id


def _standby_view(cue: Cue) -> CueView:
    return CueView(
        id=cue.id,
        plate=cue.plate,
        kind=cue.kind,
        text=cue.text,
        detail=cue.detail,
        due=cue.due,
        state=CueState.STANDBY,
        late=Span(0),
    )


def _fired_view(cue: Fired, now: Instant) -> CueView:
    snoozed = cue.snoozed is not None and cue.answer is None
    due = cue.shown if snoozed else cue.due
    return CueView(
        id=cue.id,
        plate=cue.plate,
        kind=cue.kind,
        text=cue.text,
        detail=cue.detail,
        due=due,
        state=_state(cue, now),
        late=Span(max(0, (now if cue.answered is None else cue.fired) - due)),
        fired=cue.fired,
        answer=cue.answer.value if cue.answer else "" if cue.lapsed is None else "lapsed",
        reaction=cue.reaction,
        rule=cue.rule,
    )


def _state(cue: Fired, now: Instant) -> CueState:
    if cue.answer is not None or cue.lapsed is not None:
        return CueState.ANSWERED
    if not cue.open(now):
        return CueState.STANDBY
    since = cue.shown if cue.snoozed is not None else cue.due
    return CueState.LATE if now - since >= LATE_AFTER else CueState.DUE
