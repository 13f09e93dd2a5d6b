"""Milestones on air: which goals of the plan the facts have reached, and since when.

Pure: what is reached is worked out from the facts and journaled once (`GoalReached`); from
then on it stays reached, whatever is refunded or re-planned afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from controlroom.core.message import Arg, Message, message
from controlroom.core.saying import OWN
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import window as of
from controlroom.live.cueing import Cue, cue_of
from controlroom.live.events import GoalReached
from controlroom.live.goal_view import GoalView
from controlroom.live.outlook import fixed
from controlroom.live.readout import Curves
from controlroom.live.state import State
from controlroom.plan.goals import Goal, amount, wanted
from controlroom.plan.sheet import Plate, RunSheet

_FAMILY = {"share": "gmv"}
_LEAST_MINUTES = 10
"""A best minute is spoken of once there have been so many."""


def reached(state: State, buckets: Buckets, now: Instant) -> tuple[GoalReached, ...]:
    """What the facts of the show until `now` have newly reached, in the order in which it
    happened. Of several goals of one kind only the highest asks to be announced."""
    show, plan = of.window(state, buckets, now), state.plan
    if show is None or plan is None:
        return ()
    known = {goal.goal for goal in state.goals}
    every = plan.once("goals", lambda: wanted(plan.session))
    fresh = [goal for goal in every if goal.id not in known]
    found = crossed(fresh, plan, buckets, show.start, show.end)
    loud = _loudest(found)
    return tuple(
        GoalReached(
            at=now,
            goal=goal.id,
            metric=goal.metric,
            value=value,
            moment=moment,
            share=goal.share,
            words=goal.words,
            loud=goal.id in loud,
        )
        for goal, value, moment in found
    )


def crossed(
    goals: Iterable[Goal], plan: RunSheet, buckets: Buckets, start: Instant, end: Instant
) -> list[tuple[Goal, int, Instant]]:
    """(goal, what had to be reached, when it was) of those reached in [start, end), by
    time. `when` is the instant of the fact that did it (of the payment, of the reading)."""
    found = []
    known: dict[str, int] = {}  # by kind: what there is in all, summed once
    for goal in goals:
        value, kind = amount(goal, plan.session.target_gmv), _FAMILY.get(goal.metric, goal.metric)
        if value is None:
            continue
        if kind not in known:
            known[kind] = _most(kind, buckets, start, end)
        moment = when(kind, value, buckets, start, end) if known[kind] >= value else None
        if moment is not None:
            found.append((goal, value, moment))
    return sorted(found, key=lambda one: (one[2], one[1], one[0].id))


def when(metric: str, value: int, buckets: Buckets, start: Instant, end: Instant) -> Instant | None:
    """The instant in [start, end) at which `metric` was first at `value`; None if never."""
    if metric == "online":
        at, people = buckets.online_series(start, end)
        over = np.flatnonzero(people >= value)
        return Instant(int(at[over[0]])) if len(over) else None
    if (total(metric, buckets, start, end) or 0) < value:
        return None
    low, high = int(start), int(end)
    while high - low > 1:  # total(low) < value <= total(high)
        middle = (low + high) // 2
        if (total(metric, buckets, start, Instant(middle)) or 0) < value:
            low = middle
        else:
            high = middle
    return Instant(low)


def _most(kind: str, buckets: Buckets, start: Instant, end: Instant) -> int:
    """The most that `kind` has been at."""
    if kind != "online":
        return total(kind, buckets, start, end) or 0
    _, people = buckets.online_series(start, end)
    return int(people.max()) if len(people) else 0


def total(metric: str, buckets: Buckets, start: Instant, end: Instant) -> int | None:
    """What has come together in [start, end): paid minor units (refunds not taken off),
    orders, or a counted metric of the room."""
    if _FAMILY.get(metric, metric) == "gmv":
        return buckets.gmv(start, end)
    if metric == "orders":
        return buckets.orders(start, end)
    return buckets.room_total(metric, start, end)


def headline(metric: str, value: int, share: float | None) -> Message:
    """What was reached, in one line."""
    if metric == "share":
        key = "cue.goal.target" if share == 1 else "cue.goal.share"
        return message(key, share=percent(share), value_minor=value)
    if metric == "gmv":
        return message("cue.goal.gmv", value_minor=value)
    return message(f"cue.goal.{metric}", value=value)


def percent(share: float | None) -> str:
    """A share as `50%` or `33.3%`; "" for None."""
    return "" if share is None else f"{share * 100:.6g}%"


def spoken(metric: str, value: int, share: float | None, words: str = "") -> Message:
    """What the streamer may say of it: the plan's own words, else ours."""
    said: dict[str, Arg] = {"value_minor": value, "value": value, "share": percent(share)}
    if words:
        return Message(OWN, {"text_zh": words, **said})
    kind = "target" if share == 1 else metric
    return Message(f"cue.goal.say.{kind}", said)


def cues(state: State, now: Instant) -> Iterator[Cue]:
    """What is to be announced: what was reached, and beside it the words for the streamer."""
    for one in state.goals:
        if one.loud:
            said = (one.metric, one.value, one.share)
            moment, words = fixed(one.at), spoken(*said, one.words)
            yield cue_of(Plate.SCRIPT, one.goal, "goal", moment, now, headline(*said), words)


def views(state: State) -> tuple[GoalView, ...]:
    """What has been reached so far, in the order in which it happened."""
    found = [
        GoalView(
            id=one.goal,
            at=one.moment,
            seen=one.at,
            text=headline(one.metric, one.value, one.share),
            loud=one.loud,
        )
        for one in state.goals
    ]
    return tuple(sorted(found, key=lambda goal: (goal.at, goal.seen, goal.id)))


def best_minute(curves: Curves | None, now: Instant) -> tuple[Instant, int] | None:
    """The whole minute that brought most so far, and its GMV in minor units; None in the
    first ten minutes, without sales, and where the bins are longer than a minute."""
    if curves is None or len(curves.minute) < _LEAST_MINUTES:
        return None
    if int(curves.minute[1] - curves.minute[0]) != MINUTE:
        return None
    sold = np.nan_to_num(curves.gmv_per_minute) * (curves.minute + MINUTE <= now)
    best = int(np.argmax(sold))
    return (Instant(int(curves.minute[best])), round(float(sold[best]))) if sold[best] > 0 else None


def _loudest(found: Iterable[tuple[Goal, int, Instant]]) -> frozenset[str]:
    """Of each kind the highest one that is to be announced (the target before a round sum
    of the same amount)."""
    best: dict[str, tuple[int, bool, str]] = {}
    for goal, value, _ in found:
        kind = _FAMILY.get(goal.metric, goal.metric)
        rank = (value, goal.metric == "share", goal.id)
        if goal.loud and rank > best.get(kind, (0, False, "")):
            best[kind] = rank
    return frozenset(rank[2] for rank in best.values())
