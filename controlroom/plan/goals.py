"""Milestones of a session, as planned: shares of the target GMV, sums of GMV, orders,
viewers, people online, new fans.

They are kept as one text (`Session.goals`), which a person can type, too:

    50%; gmv 1000000 = 首破百万，谢谢大家！; orders 1000; ~25%

Parts are divided by ";". Behind "=" stand the words the streamer is to say (with
`{value_minor}`, `{value}` or `{share}` for the figure), "~" makes a part quiet: it is
noted, but no cue asks to announce it. "" stands for the usual ones (`usual`), "-" for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from controlroom.core.money import exponent, to_major
from controlroom.core.records import record
from controlroom.plan import reading
from controlroom.plan.reading import UnclearError
from controlroom.plan.sheet import Session

ROUND_SUMS = (100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000, 100_000_000)
"""GMV worth a flag when crossed, in major units."""
SHARES = ((0.1, False), (0.25, False), (0.5, True), (0.75, False), (1.0, True), (1.2, True))
"""Shares of the target GMV worth a flag, and whether they are announced."""
METRICS = ("share", "gmv", "orders", "views", "online", "new_fans")
"""What a goal may be of; "share" is of the target GMV."""
NONE = "-"
WORDS_AT_MOST = 200
_NAMES = {
    "gmv": ("gmv", "成交额", "成交", "销售额"),
    "orders": ("orders", "order", "订单", "单"),
    "views": ("views", "viewers", "观看", "场观", "人次"),
    "online": ("online", "在线"),
    "new_fans": ("new fans", "new_fans", "fans", "涨粉", "新粉", "粉丝"),
}
_BY_WORD = {word: name for name, words in _NAMES.items() for word in words}
_LONGEST_FIRST = "|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<name>{_LONGEST_FIRST})\s*[:：>≥]*\s*(?P<value>.+)")
_BEHIND = re.compile(rf"(?P<value>.+?)\s*(?P<name>{_LONGEST_FIRST})")


@record
class Goal:
    """One milestone. `value`: minor units of GMV, a count, or per mille of the target for a
    share (so that 33.3 % is a whole number too)."""

    metric: str
    value: int
    words: str = ""
    loud: bool = True

    @property
    def id(self) -> str:
        """Its name in the journal: stable while the plan changes."""
        return f"{self.metric}/{self.value}"

    @property
    def share(self) -> float | None:
        """The share of the target GMV, a ratio; None for other goals."""
        return self.value / 1000 if self.metric == "share" else None


def usual(session: Session) -> tuple[Goal, ...]:
    """The goals of a session that names none: round sums of its currency, and shares of
    its target where it has one."""
    scale = 10 ** exponent(session.currency)
    sums = tuple(Goal(metric="gmv", value=value * scale) for value in ROUND_SUMS)
    if not session.target_gmv:
        return sums
    shares = (Goal(metric="share", value=round(s * 1000), loud=loud) for s, loud in SHARES)
    return (*shares, *sums)


def wanted(session: Session) -> tuple[Goal, ...]:
    """The goals of the session, each once; parts that can't be read are left out."""
    if not session.goals.strip():
        return usual(session)
    found = (_tried(part, session.currency) for part in _parts(session.goals))
    return tuple({goal.id: goal for goal in found if goal is not None}.values())


def read(text: str, currency: str) -> tuple[Goal, ...]:
    """The goals a person typed, each once. Raises UnclearError("plan.parse_goals")."""
    goals = (_one(part, currency) for part in _parts(text))
    return tuple({goal.id: goal for goal in goals}.values())


def written(goals: Iterable[Goal], currency: str) -> str:
    """The goals as text that `read` reads back; "-" for none."""
    return "; ".join(_text(goal, currency) for goal in goals) or NONE


def amount(goal: Goal, target: int | None) -> int | None:
    """What must be reached, in minor units or counts; None for a share without a target."""
    if goal.metric != "share":
        return goal.value
    return -(-target * goal.value // 1000) if target else None


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[;；\n]", text)]
    return [part for part in parts if part and part != NONE]


def _tried(part: str, currency: str) -> Goal | None:
    try:
        return _one(part, currency)
    except UnclearError:
        return None


def _one(part: str, currency: str) -> Goal:
    head, _, words = part.partition("=")
    bare = reading.plain(head).lower()
    loud = not bare.startswith("~")
    metric, value = _valued(bare.lstrip("~ "), currency)
    if value <= 0 or len(words) > WORDS_AT_MOST:
        raise UnclearError("plan.parse_goals")
    return Goal(metric=metric, value=value, words=words.strip(), loud=loud)


def _valued(bare: str, currency: str) -> tuple[str, int]:
    """(metric, value) of "50%", "100万", "orders 1000", "1000单"."""
    try:
        if bare.endswith("%"):
            mille = reading.number(bare.removesuffix("%"), "plan.parse_goals") * 10
            if mille != int(mille):
                raise UnclearError("plan.parse_goals")
            return "share", int(mille)
        found = _BEFORE.fullmatch(bare) or _BEHIND.fullmatch(bare)
        name = _BY_WORD[found["name"]] if found else "gmv"
        text = found["value"] if found else bare
        return name, reading.money(text, currency) if name == "gmv" else reading.count(text)
    except UnclearError as unclear:
        raise UnclearError("plan.parse_goals") from unclear


def _text(goal: Goal, currency: str) -> str:
    if goal.metric == "share":
        said = f"{Decimal(goal.value) / 10:f}%"
    elif goal.metric == "gmv":
        said = f"gmv {to_major(goal.value, currency):f}"  # type: ignore[arg-type]
    else:
        said = f"{goal.metric} {goal.value}"
    words = re.sub(r"[;；\n\r]+", "，", goal.words).strip()
    return f"{'' if goal.loud else '~'}{said}{f' = {words}' if words else ''}"
