"""Rules over the running facts: measured once a second, raised as alerts."""

from __future__ import annotations

from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import rules
from controlroom.live.events import AlertRaised
from controlroom.live.state import State


class Watch:
    """Keeps what rules need to remember between looks."""

    def alerts(self, state: State, buckets: Buckets, now: Instant) -> tuple[AlertRaised, ...]:
        """What the rules say now."""
        return rules.alerts(state, rules.measure(state, buckets, now))
