"""What time will bring, worked out before it is there: a cue is on the screen the sooner."""

from __future__ import annotations

from controlroom.core.time import Instant
from controlroom.live import engine
from controlroom.live.events import Effect, Emit, Event, Tick
from controlroom.live.state import State

Outcome = tuple[State, tuple[Effect, ...]]


class Foresight:
    """`step` gives what `engine.step` gives, at once where `look` has worked it out for the
    very same state and event."""

    def __init__(self) -> None:
        self._from: tuple[State, Instant] | None = None
        self._known: list[tuple[State, Event, Outcome]] = []

    def look(self, state: State, at: Instant) -> None:
        """Work out what a tick at `at` brings, and what follows from it at that instant."""
        if self.knows(state, at):
            return
        self._from, self._known = (state, at), []
        tick = Tick(at=at)
        emitted = self._learn(state, tick)
        for event in emitted:
            self._learn(state, event)
            state = self._known[-1][2][0]
        if emitted:
            self._learn(state, tick)

    def knows(self, state: State, at: Instant) -> bool:
        """Whether that has been worked out."""
        known = self._from
        return known is not None and known[0] is state and known[1] == at

    def step(self, state: State, event: Event) -> Outcome:
        """As `engine.step`."""
        for known, foreseen, outcome in self._known:
            if known is state and foreseen == event:
                return outcome
        return engine.step(state, event)

    def _learn(self, state: State, event: Event) -> list[Event]:
        outcome = engine.step(state, event)
        self._known.append((state, event, outcome))
        return [effect.event for effect in outcome[1] if isinstance(effect, Emit)]
