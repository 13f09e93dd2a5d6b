"""Judging rules. Pure: the scene is measured, the desk journals what is raised.

A rule speaks only on enough samples and fresh sources, waits `cool_down` after it spoke,
and speaks again only once the value had recovered past `hysteresis` (or after `remind`),
and never twice on the same facts. Every alert says the numbers it was raised on, and what
to do; nothing is ever written to a platform.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from controlroom.core.ids import CueId
from controlroom.core.message import Arg, Message
from controlroom.core.saying import OWN, slots
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, gauges
from controlroom.live.events import AlertRaised
from controlroom.live.gauges import GAUGES
from controlroom.live.readout import Phase
from controlroom.live.rulebook import COMPARE, Condition, Rule, figure_name, limit_name
from controlroom.live.scene import Baseline, Earlier, Scene, scene
from controlroom.live.state import Fired, State

Baselines = Mapping[str, Baseline]
_EARLIER = 3
"""Without past sessions, this show's own earlier windows stand in: at least so many."""


def alerts(
    rules: Sequence[Rule],
    state: State,
    buckets: Buckets,
    now: Instant,
    baselines: Baselines | None = None,
) -> tuple[AlertRaised, ...]:
    """The alerts to raise at `now`; none unless on air."""
    at = look(state, buckets, now, baselines)
    found = (alert(rule, at) for rule in rules if rule.enabled) if at else ()
    return tuple(each for each in found if each is not None)


def look(
    state: State,
    buckets: Buckets,
    now: Instant,
    baselines: Baselines | None = None,
    earlier: Earlier | None = None,
) -> Scene | None:
    """The show as rules see it at `now`; None unless it is on air (and not paused)."""
    if state.phase is not Phase.ON_AIR:
        return None
    return scene(state, buckets, now, baselines, earlier)


def trial(
    rule: Rule,
    state: State,
    buckets: Buckets,
    until: Instant,
    baselines: Baselines | None = None,
    step: Callable[[float], None] = lambda _: None,
) -> tuple[AlertRaised, ...]:
    """The alerts `rule` would have raised in this show, looked at every minute: the journal
    without the alerts of this rule is lived through again. `step(share)` is called before
    every look, and may raise to give up."""
    events = [event for _, event in reversed(list(state.entries()))]
    told = [e for e in events if not (isinstance(e, AlertRaised) and e.rule == rule.name)]
    past, raised, index = engine.initial(), [], 0
    begin = state.on_air_at or until
    for minute in range(begin, until + 1, MINUTE):
        step((minute - begin) / max(1, until - begin))
        while index < len(told) and told[index].at <= minute:
            past, _ = engine.step(past, told[index])
            index += 1
        at = look(past, buckets, Instant(minute), baselines)
        if at is not None and (found := alert(rule, at)) is not None:
            raised.append(found)
            past, _ = engine.step(past, found)
    return tuple(raised)


def alert(rule: Rule, at: Scene) -> AlertRaised | None:
    """What `rule` has to say now, or None."""
    if not _holds(rule, at) or not _may_speak(rule, at):
        return None
    said = _arguments(rule, at)
    cue = _cue_id(rule, at)
    if cue in at.state.fired:
        return None
    return AlertRaised(
        at=at.now,
        cue=cue,
        rule=rule.name,
        plate=rule.plate,
        text=_worded(rule.text, said),
        advice=_worded(rule.advice, _named(rule.advice, said)),
    )


def _holds(rule: Rule, at: Scene) -> bool:
    """Whether it holds now and has held for its time."""
    if not all(met(each, at, 0) for each in (*rule.when, *rule.least)):
        return False
    backs = range(rule.every, rule.hold + 1, rule.every)
    return all(met(each, at, back) for back in backs for each in rule.when)


def met(each: Condition, at: Scene, back: int, margin: float = 0.0) -> bool | None:
    """Whether a condition held `back` ms ago; None (which is not met) where a figure of it
    is not known. With `margin` its limit is that share further out of reach."""
    left, right = gauges.value(each.gauge, at, each.window, back), limit(each, at, back)
    if left is None or right is None:
        return None
    further = abs(right) * margin
    return COMPARE[each.op](left, right + (further if each.op[0] == "<" else -further))


def limit(each: Condition, at: Scene, back: int = 0) -> float | None:
    """What the gauge is compared with, in its unit; None where it is not known."""
    than = each.than
    if than.number is not None:
        return than.number
    if than.gauge:
        known = gauges.value(than.gauge, at, than.window, back)
    elif than.usual:
        known = usual(each, at, back)
    else:
        known = gauges.value(each.gauge, at, each.window, back + than.ago)
    return None if known is None else known * than.factor


def usual(each: Condition, at: Scene, back: int = 0) -> float | None:
    """What the gauge usually is: the streamer's baseline, or without one the median of this
    show's own windows before the one that is judged (three at least)."""
    known = at.baselines.get(gauges.usual_key(each.gauge, each.window))
    if known is not None:
        return known.median
    step = max(each.window, MINUTE)
    backs = range(back + step, back + at.now - at.show.start + 1, step)
    earlier = gauges.past(each.gauge, at, each.window, backs)
    return sorted(earlier)[len(earlier) // 2] if len(earlier) >= _EARLIER else None


def _may_speak(rule: Rule, at: Scene) -> bool:
    """Past the cool-down of the last alert, on newer facts than it had, and recovered
    since (or long enough ago). After a false alarm the cool-down is twice as long."""
    spoken = _spoken(rule, at.state)
    if not spoken:
        return True
    last = max(spoken, key=lambda cue: cue.fired)
    patience = 2 if last.false_alarm else 1
    if at.now - last.fired < rule.cool_down * patience or _same_facts(rule, at, last):
        return False
    return at.now - last.fired >= rule.remind * patience or _recovered(rule, at, last)


def _same_facts(rule: Rule, at: Scene, last: Fired) -> bool:
    """Whether its leading gauge has nothing newer to say than when it last spoke."""
    kinds = gauges.kinds_of(GAUGES[rule.when[0].gauge], at)
    return bool(kinds) and at.end(kinds) <= last.fired


def _recovered(rule: Rule, at: Scene, last: Fired) -> bool:
    """Whether the leading condition was clearly not met at some look since it spoke."""
    lead = rule.when[0]
    end = at.end(gauges.kinds_of(GAUGES[lead.gauge], at))
    backs = range(0, max(0, end - last.fired), rule.every)
    return any(met(lead, at, back, rule.hysteresis) is False for back in backs)


def _spoken(rule: Rule, state: State) -> list[Fired]:
    return [cue for cue in state.fired.values() if cue.rule == rule.name]


def _cue_id(rule: Rule, at: Scene) -> CueId:
    """Stable: the same alert of the same moment never comes twice."""
    start = f"{rule.plate.value}:rule.{rule.name}"
    if rule.once:
        row = at.state.current.id if at.state.current else ""
        return CueId(f"{start}/{row}/{at.product.id if at.product else ''}:alert")
    return CueId(f"{start}/{len(_spoken(rule, at.state)) + 1}:alert")


def _arguments(rule: Rule, at: Scene) -> dict[str, Arg]:
    """Every figure the texts may name."""
    said: dict[str, Arg] = {
        "hold_ms": rule.hold,
        "basis": f"@live.basis.{at.sheet.session.roi_basis.value}",
        "product": at.product.title if at.product else "",
        "segment": at.state.current.title if at.state.current else "",
        "usual": f"@rule.usual.{_whose(rule, at)}",
        "sessions": max((known.sessions for known in at.baselines.values()), default=0),
    }
    for each in (*rule.when, *rule.least, *rule.tells):
        found = gauges.value(each.gauge, at, each.window)
        said[figure_name(each.gauge, each.window)] = _shown(each.gauge, found)
    for index, each in enumerate(rule.when, 1):
        said[limit_name(index, each.gauge)] = _shown(each.gauge, limit(each, at))
    return said


def _whose(rule: Rule, at: Scene) -> str:
    """Whose usual value it is compared with: "own" (the streamer's past), or "show"."""
    keys = {gauges.usual_key(each.gauge, each.window) for each in rule.when if each.than.usual}
    return "own" if keys and keys <= at.baselines.keys() else "show"


def _shown(gauge: str, found: float | None) -> Arg:
    """A figure as it is journaled: whole money, times and counts, four digits of the rest."""
    if found is None:
        return None
    return round(found, 4) if GAUGES[gauge].unit in ("x", "ratio") else round(found)


def _named(words: Mapping[str, str], said: Mapping[str, Arg]) -> dict[str, Arg]:
    """The figures that the words name."""
    used = frozenset().union(*map(slots, words.values()))
    return {name: value for name, value in said.items() if name in used}


def _worded(words: Mapping[str, str], said: Mapping[str, Arg]) -> Message:
    """The rule's own words in every language it has, with the figures they name."""
    return Message(OWN, {**{f"text_{lang}": text for lang, text in words.items()}, **said})
