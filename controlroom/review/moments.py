"""Moments of the show: cues and how they were answered, notes, milestones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from controlroom.core.message import message
from controlroom.core.money import Minor, exponent
from controlroom.core.time import MINUTE, SECOND, Instant, Span
from controlroom.live.events import Answer
from controlroom.review.frame import Frame
from controlroom.review.results import CueResult, Milestone, Note, Overridden, RuleResult

ROUND_SUMS = (100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000, 100_000_000)
"""GMV worth a flag when crossed, in major units."""
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
            reaction=None if cue.answered is None else Span(cue.answered - cue.fired),
            rule=cue.rule,
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
    answers = [cue.answer for cue in said]
    return RuleResult(
        name=name,
        plate=said[-1].plate,
        spoke=len(said),
        false_alarms=answers.count(Answer.FALSE_ALARM),
        heeded=answers.count(Answer.DONE) + answers.count(Answer.SENT),
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
    """Round sums and the target crossed (to the second), and the best minute, by time."""
    found = [*_crossings(frame), *_best_minute(frame)]
    return tuple(sorted(found, key=lambda one: (one.at, one.value)))


def _crossings(frame: Frame) -> list[Milestone]:
    length = max(1, frame.end - frame.start)
    step = max(SECOND, -(-length // _MOST_CELLS))
    cells = frame.buckets.minutes(frame.start, frame.end, step)
    total = np.nancumsum(cells.gmv)
    scale = 10 ** exponent(frame.sheet.session.currency)
    wanted = [("gmv", value * scale) for value in ROUND_SUMS]
    if frame.sheet.session.target_gmv:
        wanted.append(("target", frame.sheet.session.target_gmv))
    found = []
    for key, value in wanted:
        index = int(np.searchsorted(total, value))
        if index < len(total):
            at = Instant(min(frame.end, int(cells.minute[index]) + step))
            text = message(f"review.milestone.{key}", value_minor=value)
            found.append(Milestone(key=key, at=at, value=Minor(value), text=text))
    return found


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
    return [Milestone(key="best_minute", at=at, value=Minor(value), text=text)]
