"""The rules that watch a run, and what is usual for its streamer."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import habits, rules
from controlroom.live.events import AlertRaised
from controlroom.live.habits import Habits
from controlroom.live.prospects import prospect
from controlroom.live.readout import PaceView
from controlroom.live.rulebook import Rule
from controlroom.live.scene import Earlier, Scene
from controlroom.live.state import State

log = logging.getLogger(__name__)


class Watch:
    """Which rules look at the run. Rules and habits may be replaced from any thread:
    each is one assignment."""

    def __init__(self, rulebook: Sequence[Rule] = ()) -> None:
        self.rules: tuple[Rule, ...] = tuple(rulebook)
        self.habits = habits.NONE
        self._earlier = Earlier()

    def learn(self, known: object) -> None:
        """Take what is usual (a failure to learn it changes nothing)."""
        if isinstance(known, Habits):
            self.habits = known

    def prospect(self, state: State, buckets: Buckets, now: Instant) -> PaceView | None:
        """What the show is heading for."""
        return prospect(state, buckets, now, self.habits)

    def alerts(self, state: State, buckets: Buckets, now: Instant) -> tuple[AlertRaised, ...]:
        """What they raise at `now`. A rule that fails is left out and logged: it must not
        silence the others."""
        at = rules.look(state, buckets, now, self.habits.baselines, self._earlier)
        if at is None:
            return ()
        found = (self._one(rule, at) for rule in self.rules if rule.enabled)
        return tuple(alert for alert in found if alert is not None)

    def _one(self, rule: Rule, at: Scene) -> AlertRaised | None:
        try:
            return rules.alert(rule, at)
        except Exception:
            log.exception("rule %s failed", rule.name)
            self.rules = tuple(each for each in self.rules if each.name != rule.name)
            return None
