"""A rule in one sentence, so that who edits it reads what it will do."""

from __future__ import annotations

from controlroom.core.message import Arg
from controlroom.core.saying import Speaker
from controlroom.core.time import HOUR, MINUTE
from controlroom.live.gauges import GAUGES
from controlroom.live.rulebook import SUFFIX, Condition, Reference, Rule

_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def sentence(rule: Rule, speaker: Speaker) -> str:
    """ "当 近 15 分钟 ROI < 保本 ROI，持续 3 分钟：提醒，10 分钟内不重复。" """
    joint = speaker.text("rule.and")
    parts = [joint.join(condition(each, speaker) for each in rule.when)]
    if rule.hold:
        parts.append(speaker.text("rule.hold", hold=_span(rule.hold, speaker)))
    if rule.least:
        least = joint.join(condition(each, speaker) for each in rule.least)
        parts.append(speaker.text("rule.least", least=least))
    whole = speaker.text("rule.comma").join(parts)
    return speaker.text("rule.sentence", when=whole, cool=_span(rule.cool_down, speaker))


def condition(each: Condition, speaker: Speaker) -> str:
    """ "近 15 分钟 ROI < 保本 ROI"."""
    left = _gauge(each.gauge, each.window, speaker)
    return f"{left} {_SIGNS[each.op]} {_reference(each, speaker)}"


def _reference(each: Condition, speaker: Speaker) -> str:
    than = each.than
    if than.number is not None:
        return _figure(GAUGES[each.gauge].unit, than.number, speaker)
    if than.gauge:
        return _times(than, _gauge(than.gauge, than.window, speaker), speaker)
    if than.usual:
        return _times(than, speaker.text("rule.usual"), speaker)
    return _times(than, speaker.text("rule.ago", ago=_span(than.ago, speaker)), speaker)


def _times(than: Reference, what: str, speaker: Speaker) -> str:
    if than.factor == 1.0:
        return what
    return speaker.text("rule.times", what=what, factor_ratio=than.factor)


def _gauge(name: str, window: int, speaker: Speaker) -> str:
    shown = speaker.text(f"gauge.{name}")
    if not GAUGES[name].windowed:
        return shown
    return speaker.text("rule.window", gauge=shown, minutes=window // MINUTE)


def _figure(unit: str, value: float, speaker: Speaker) -> str:
    """A number in the unit of its gauge, as the speaker shows such figures."""
    if unit == "ms":
        return _span(round(value), speaker)
    name = f"value{SUFFIX[unit]}"
    shown: Arg = value if unit in ("x", "ratio") else round(value)
    return speaker.text(f"rule.value.{unit}", **{name: shown})


def _span(ms: int, speaker: Speaker) -> str:
    """A length in words: "10:00" could be taken for the clock."""
    if ms >= 2 * HOUR and ms % HOUR == 0:
        return speaker.text("rule.hours", hours=ms // HOUR)
    return speaker.text("rule.minutes", minutes=f"{ms / MINUTE:g}")
