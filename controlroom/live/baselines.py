"""What a streamer's figures usually are, from shows that are over.

Per gauge and window that some rule compares with "usual": the median over a show's own
windows (one every `STEP` ms, so that a long show counts no more than a short one), then
the median over the shows. Medians, because one night with a raffle must not raise the bar
for all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import gauges
from controlroom.live.readout import Phase
from controlroom.live.rulebook import Rule
from controlroom.live.scene import Baseline, scene
from controlroom.live.state import State

STEP = 5 * MINUTE
LEAST = 3
"""Fewer past shows are no baseline: the show's own earlier windows stand in."""

Wanted = frozenset[tuple[str, int]]
"""(gauge, window in ms)."""


def wanted(rules: Iterable[Rule]) -> Wanted:
    """What the rules that are on compare with "usual"."""
    return frozenset(
        (each.gauge, each.window)
        for rule in rules
        if rule.enabled
        for each in rule.conditions()
        if each.than.usual
    )


def usual_of(state: State, buckets: Buckets, what: Wanted) -> dict[tuple[str, int], float]:
    """The median of each gauge over one show that is over, where it is known."""
    if state.on_air_at is None or state.off_air_at is None:
        return {}
    live = replace(state, phase=Phase.ON_AIR)
    seen: dict[tuple[str, int], list[float]] = {key: [] for key in what}
    for now in range(state.on_air_at + STEP, state.off_air_at + 1, STEP):
        at = scene(live, buckets, Instant(now))
        for (name, window), found in seen.items():
            value = gauges.value(name, at, window) if at else None
            found += [] if value is None else [value]
    return {key: median(found) for key, found in seen.items() if found}


def combined(shows: Sequence[Mapping[tuple[str, int], float]]) -> dict[str, Baseline]:
    """The baselines of a streamer from her shows, by `gauges.usual_key`."""
    every = {key for show in shows for key in show}
    found = {key: [show[key] for show in shows if key in show] for key in every}
    return {
        gauges.usual_key(*key): Baseline(median=median(values), sessions=len(values))
        for key, values in found.items()
        if len(values) >= LEAST
    }
