"""Going on air by itself at the planned start."""

from __future__ import annotations

from controlroom.core.message import Message, message
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.live.readout import Phase
from controlroom.live.state import State

GRACE = Span(MINUTE)
"""So long after the planned start it may still begin by itself (readiness errors mended at
the last moment). A computer that slept over its start does not go on air hours later."""


class Starter:
    """Whether and when an armed run goes on air without a hand."""

    def __init__(self, on: bool = False) -> None:
        self.on = on

    def choose(self, on: bool, state: State, now: Instant) -> Message | None:
        """Switch it; a message where it can't be."""
        at = self.at(state)
        if on and (at is None or at < now):
            return message("desk.start_passed")
        self.on = on
        return None

    def at(self, state: State) -> Instant | None:
        """The planned start, while it is still ahead of the run."""
        if state.phase is not Phase.ARMED or state.plan is None or state.rehearsal:
            return None
        return state.plan.session.planned_start

    def wake(self, state: State) -> Instant | None:
        """When it wants to be asked."""
        return self.at(state) if self.on else None

    def due(self, state: State, now: Instant) -> bool:
        """Whether to go on air now. Past its grace it is off."""
        at = self.wake(state)
        if at is None or now < at:
            return False
        if now - at > GRACE:
            self.on = False
        return self.on
