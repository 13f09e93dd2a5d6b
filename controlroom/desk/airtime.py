"""Air instants: the wall clock places them once, the steady clock carries them on."""

from __future__ import annotations

from controlroom.core.time import Clock, Instant, Span

STEP = Span(250)
"""A wall clock further than this from where it should be (ms) was stepped."""


class AirTime:
    """UTC ms that never step back. `floor` is the last instant already journaled."""

    def __init__(self, clock: Clock, floor: Instant | None = None) -> None:
        self._clock = clock
        self._zero = clock.steady()
        self._placed = max(clock.wall(), floor) if floor is not None else clock.wall()

    def now(self) -> Instant:
        """The air instant."""
        return Instant(self._placed + self._clock.steady() - self._zero)

    def of(self, steady: int) -> Instant:
        """The air instant at which the steady clock showed `steady` ms."""
        return Instant(self._placed + steady - self._zero)

    def step(self) -> Span:
        """How far the wall clock now stands from the air clock, ms (0 if within STEP)."""
        off = self._clock.wall() - self.now()
        return Span(off if abs(off) > STEP else 0)

    def real(self, span: int) -> float:
        """Seconds of real waiting for `span` ms."""
        return self._clock.real(span)
