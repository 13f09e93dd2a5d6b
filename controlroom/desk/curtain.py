"""The show's clock held until the show is on air."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from controlroom.core.time import Instant
from controlroom.live.readout import Phase, Readout


@runtime_checkable
class HeldClock(Protocol):
    """A clock that can stand still."""

    def hold(self, start: Instant) -> None: ...

    def release(self) -> None: ...


class Curtain:
    """Holds the show's clock at its start until the show is on air, so that the first
    second of a show that runs many times as fast is not lost on the way to GO."""

    def __init__(self, clock: HeldClock, start: Instant) -> None:
        self._clock, self._start = clock, start

    def hold(self) -> None:
        """Before the run is opened."""
        self._clock.hold(self._start)

    def look(self, readout: Readout) -> None:
        """Subscribe this to the air: on air, the clock runs."""
        if readout.phase is not Phase.ARMED:
            self._clock.release()
