"""A rule as data: when it speaks, on how much, how often, and in which words.

`resources/rules/*.json` hold ours, the merchant's own stand in the data folder in the
same form. A rule holds when all its conditions do; its first condition is the one whose
recovery it waits for before it speaks again.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, field, replace
from types import MappingProxyType
from typing import Any

from controlroom.core.errors import WorldError
from controlroom.core.records import record
from controlroom.core.saying import slots
from controlroom.core.time import MINUTE, Span
from controlroom.live.gauges import GAUGES
from controlroom.plan.sheet import Plate

COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
LEVELS = ("hint", "warning", "alarm")
SUFFIX: Mapping[str, str] = {
    "minor": "_minor",
    "x": "_x",
    "ratio": "_ratio",
    "ms": "_ms",
    "count": "",
}
"""How the name of a figure ends in a text, by the unit of its gauge (core/saying.py)."""
_WORDS: Mapping[str, str] = MappingProxyType({})


@record
class Reference:
    """What a gauge is compared with: `number`, or `factor` × another gauge (`gauge`,
    `window` ms), × the streamer's usual value of the compared gauge (`usual`), or × the
    compared gauge `ago` ms earlier. In the unit of the compared gauge."""

    number: float | None = None
    gauge: str = ""
    window: Span = Span(0)
    usual: bool = False
    ago: Span = Span(0)
    factor: float = 1.0


@record
class Condition:
    """`gauge` over the last `window` ms, `op`, `than`."""

    gauge: str
    op: str
    than: Reference
    window: Span = Span(0)


@record
class Rule:
    """How a rule watches.

    It must have held for `hold` ms, looked at every `every` ms. `least`: what must be
    there before it judges at all (minimum samples). After it spoke it is silent for
    `cool_down` ms, and until it had recovered by the share `hysteresis` past the limit,
    or for `remind` ms. `once`: once a segment and product only. `title`, `text`, `advice`
    by language; `text` and `advice` may name figures (`figures`). `number`: its row in
    domain.md §5.2, 0 for the merchant's own.
    """

    name: str
    plate: Plate
    when: tuple[Condition, ...]
    level: str = "warning"
    number: int = 0
    enabled: bool = True
    hold: Span = Span(0)
    every: Span = Span(MINUTE)
    least: tuple[Condition, ...] = ()
    tells: tuple[Condition, ...] = ()
    hysteresis: float = 0.05
    cool_down: Span = Span(10 * MINUTE)
    remind: Span = Span(30 * MINUTE)
    once: bool = False
    title: Mapping[str, str] = field(default_factory=lambda: _WORDS)
    text: Mapping[str, str] = field(default_factory=lambda: _WORDS)
    advice: Mapping[str, str] = field(default_factory=lambda: _WORDS)

    def conditions(self) -> Iterator[Condition]:
        """All that it looks at."""
        yield from (*self.when, *self.least)


def figure_name(gauge: str, window: int) -> str:
    """The name of a figure in a text: gauge, window in minutes, ending by unit:
    "roi_15_x", "stock_left", "spend_10_minor"."""
    known = GAUGES[gauge]
    minutes = f"_{window // MINUTE}" if known.windowed else ""
    return f"{gauge}{minutes}{SUFFIX[known.unit]}"


def limit_name(index: int, gauge: str) -> str:
    """The name of the limit of the condition numbered `index` (from 1): "limit1_x"."""
    return f"limit{index}{SUFFIX[GAUGES[gauge].unit]}"


def figures(rule: Rule) -> frozenset[str]:
    """The figures the texts of a rule may name."""
    every = (*rule.conditions(), *rule.tells)
    own = {figure_name(each.gauge, each.window) for each in every}
    limits = {limit_name(i, each.gauge) for i, each in enumerate(rule.when, 1)}
    return frozenset(own | limits | {"hold_ms", "basis", "product", "segment", "sessions", "usual"})


def faults(rule: Rule) -> tuple[str, ...]:
    """What is wrong with a rule, in words for the message; empty when it may be used."""
    found = [] if rule.when else ["when"]
    for each in (*rule.conditions(), *rule.tells):
        found += _faults_of(each)
    if found:
        return tuple(found)
    allowed = figures(rule)
    for words in (rule.text, rule.advice):
        found += [name for said in words.values() for name in slots(said) - allowed]
    if rule.level not in LEVELS:
        found.append("level")
    if min(rule.hold, rule.cool_down, rule.remind) < 0 or rule.every < MINUTE:
        found.append("span")
    return tuple(dict.fromkeys(found))


def reworded(before: Rule, after: Rule) -> Rule:
    """`after` with the figures that its changed conditions renamed renamed in its words as
    well: a window of 10 instead of 5 minutes turns "{online_5}" into "{online_10}"."""
    names = dict(zip(_names(before), _names(after), strict=False))
    kept = figures(after)
    moved = {old: new for old, new in names.items() if old != new and old not in kept}
    if not moved or len(before.when) != len(after.when) or len(before.least) != len(after.least):
        return after
    return replace(after, text=_moved(after.text, moved), advice=_moved(after.advice, moved))


def _names(rule: Rule) -> list[str]:
    own = [figure_name(each.gauge, each.window) for each in rule.conditions()]
    return own + [limit_name(i, each.gauge) for i, each in enumerate(rule.when, 1)]


def _moved(words: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    said = dict(words)
    for lang in said:
        for old, new in names.items():
            said[lang] = said[lang].replace(f"{{{old}}}", f"{{{new}}}")
    return said


def wordless(rule: Rule) -> bool:
    """Whether it has no title, or nothing to say, in any language."""
    return not (any(rule.title.values()) and any(rule.text.values()))


def _faults_of(each: Condition) -> list[str]:
    found = []
    than = each.than
    if unknown := [name for name in (each.gauge, than.gauge) if name and name not in GAUGES]:
        return unknown
    if GAUGES[each.gauge].windowed and each.window < MINUTE:
        found.append("window")
    if each.op not in COMPARE:
        found.append("op")
    ways = (than.number is not None, bool(than.gauge), than.usual, than.ago > 0)
    if sum(ways) != 1:
        found.append("than")
    return found


def from_plain(plain: Mapping[str, Any]) -> Rule:
    """A rule of a JSON object. Raises WorldError for one that can't be used, naming it."""
    name = str(plain.get("name", "?"))
    try:
        rule = _rule(plain)
    except (KeyError, TypeError, ValueError) as wrong:
        raise WorldError("rule.unreadable", rule=name, reason=str(wrong)) from None
    if wrong_parts := faults(rule):
        raise WorldError("rule.unreadable", rule=name, reason=", ".join(wrong_parts))
    return rule


def to_plain(rule: Rule) -> dict[str, Any]:
    """The JSON object of a rule; `from_plain` gives an equal one."""
    plain = {
        name: value
        for name, value in asdict_of(rule).items()
        if value not in ((), "", None) or name in ("name", "when")
    }
    return {**plain, "plate": rule.plate.value}


def asdict_of(rule: Rule) -> dict[str, Any]:
    """Field by field, conditions as plain objects without what they leave out."""
    spoken = {name: dict(getattr(rule, name)) for name in ("title", "text", "advice")}
    rows = {
        name: [_condition_plain(each) for each in getattr(rule, name)]
        for name in ("when", "least", "tells")
    }
    plain = ("name", "level", "number", "enabled", "hold", "every", "hysteresis", "cool_down")
    rest = {name: getattr(rule, name) for name in (*plain, "remind", "once")}
    return {**rest, **rows, **spoken}


def _condition_plain(each: Condition) -> dict[str, Any]:
    than = {name: value for name, value in asdict(each.than).items() if value not in (0, "", None)}
    if each.than.number == 0:
        than["number"] = 0
    if each.than.factor == 1.0:
        than.pop("factor", None)
    made: dict[str, Any] = {"gauge": each.gauge, "op": each.op, "than": than}
    return {**made, "window": each.window} if each.window else made


def _rule(plain: Mapping[str, Any]) -> Rule:
    known = {name for name in Rule.__dataclass_fields__ if name in plain}
    if unknown := set(plain) - set(Rule.__dataclass_fields__):
        raise ValueError(", ".join(sorted(unknown)))
    rows: dict[str, Any] = {
        name: tuple(_condition(each) for each in plain[name])
        for name in ("when", "least", "tells")
        if name in known
    }
    words: dict[str, Any] = {
        name: MappingProxyType({str(k): str(v) for k, v in plain[name].items()})
        for name in ("title", "text", "advice")
        if name in known
    }
    rest: dict[str, Any] = {name: plain[name] for name in known - rows.keys() - words.keys()}
    return Rule(**{**rest, **rows, **words, "plate": Plate(plain["plate"])})


def _condition(plain: Mapping[str, Any]) -> Condition:
    than = Reference(**plain["than"])
    rest = {name: value for name, value in plain.items() if name != "than"}
    return Condition(**rest, than=than)


def merged(ours: Sequence[Rule], own: Sequence[Rule]) -> tuple[Rule, ...]:
    """Our presets, each replaced by the merchant's rule of the same name, then the rest of
    the merchant's."""
    changed = {rule.name: rule for rule in own}
    kept = [changed.pop(rule.name, rule) for rule in ours]
    return (*kept, *changed.values())
