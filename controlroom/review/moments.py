"""Moments of the show: cues and how they were answered, notes, milestones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from controlroom.core.message import message
from controlroom.core.money import Minor
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.live import goals
from controlroom.live.events import Answer
from controlroom.plan.goals import wanted
from controlroom.review.frame import Frame
from controlroom.review.results import CueResult, Milestone, Note, Overridden, RuleResult

_MOST_CELLS = 100_000


def cues(frame: Frame) -> tuple[CueResult, ...]:
    """Every cue that was shown, in that order."""
    if frame.state is None:
        return ()
    shown = sorted(frame.state.fired.values(), key=lambda cue: (cue.fired, cue.id))
    return tuple(
        CueResult(
            id=cue.id,
            plate=cue.plate,
            kind=cue.kind,
            text=cue.text,
            due=cue.due,
            fired=cue.fired,
            late=Span(cue.fired - cue.due),
            answer=cue.answer.value if cue.answer else "",
            answered=cue.answered,
            reaction=cue.reaction,
            rule=cue.rule,
            judged=cue.judged,
        )
        for cue in shown
    )


def rules(shown: Sequence[CueResult]) -> tuple[RuleResult, ...]:
    """How often each rule spoke and was marked false, from the cues in the order shown."""
    by_name: dict[str, list[CueResult]] = {}
    for cue in shown:
        if cue.rule:
            by_name.setdefault(cue.rule, []).append(cue)
    found = [_rule(name, said) for name, said in by_name.items()]
    return tuple(sorted(found, key=lambda rule: (-rule.spoke, rule.first, rule.name)))


def _rule(name: str, said: Sequence[CueResult]) -> RuleResult:
    heeded = [cue for cue in said if cue.answer in (Answer.DONE, Answer.SENT)]
    return RuleResult(
        name=name,
        plate=said[-1].plate,
        spoke=len(said),
        false_alarms=sum(cue.false_alarm for cue in said),
        heeded=sum(not cue.false_alarm for cue in heeded),
        first=said[0].fired,
        last=said[-1].fired,
        newest=said[-1].text,
    )


def notes(frame: Frame) -> tuple[Note, ...]:
    """What the operator wrote down."""
    return tuple(Note(at=n.at, text=n.text) for n in frame.state.notes) if frame.state else ()


def override(frame: Frame) -> Overridden | None:
    """How the show went on air in spite of readiness errors; None where it did not."""
    state = frame.state
    if state is None or state.override is None or state.on_air_at is None:
        return None
    given = state.override
    findings = tuple((one.code, one.text) for one in given.findings)
    return Overridden(at=state.on_air_at, by=given.by, reason=given.reason, findings=findings)


def milestones(frame: Frame) -> tuple[Milestone, ...]:
    """The goals reached, and the best minute, by time. What was noticed on air stays as it
    was then; what only the settled facts reach is there, too, and nobody has `seen` it."""
    found = [*_goals(frame), *_best_minute(frame)]
    return tuple(sorted(found, key=lambda one: (one.at, one.value)))


def _goals(frame: Frame) -> list[Milestone]:
    noted = () if frame.state is None else frame.state.goals
    found = [
        _milestone(frame, goal.metric, goal.value, goal.moment, goal.share, goal.at)
        for goal in noted
    ]
    known = {goal.goal for goal in noted}
    fresh = [goal for goal in wanted(frame.sheet.session) if goal.id not in known]
    settled = goals.crossed(fresh, frame.sheet, frame.buckets, frame.start, frame.end)
    return found + [
        _milestone(frame, goal.metric, value, moment, goal.share) for goal, value, moment in settled
    ]


def _milestone(
    frame: Frame,
    metric: str,
    value: int,
    at: Instant,
    share: float | None,
    seen: Instant | None = None,
) -> Milestone:
    return Milestone(
        key="target" if share == 1 else metric,
        at=at,
        value=Minor(value),
        text=goals.headline(metric, value, share),
        money=metric in ("gmv", "share"),
        share=share,
        clip=_clip(frame, at),
        seen=seen,
    )


def _clip(frame: Frame, at: Instant) -> Span | None:
    """Where it is in a recording that began with the show."""
    began = None if frame.state is None else frame.state.on_air_at
    return None if began is None else Span(max(0, at - began))


def _best_minute(frame: Frame) -> list[Milestone]:
    """The clock minute with the highest GMV; none without sales."""
    begin = frame.start - frame.start % MINUTE
    if frame.end - begin > _MOST_CELLS * MINUTE:
        return []
    cells = frame.buckets.minutes(begin, max(frame.end, begin), MINUTE)
    if not len(cells.gmv) or not np.nanmax(np.nan_to_num(cells.gmv)) > 0:
        return []
    index = int(np.nanargmax(cells.gmv))
    at, value = Instant(int(cells.minute[index])), round(float(cells.gmv[index]))
    text = message("review.milestone.best_minute", value_minor=value, minute_at=at)
    clip = _clip(frame, at)
    return [Milestone(key="best_minute", at=at, value=Minor(value), text=text, clip=clip)]
