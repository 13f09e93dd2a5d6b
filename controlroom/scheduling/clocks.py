"""The only reader of the machine's clocks, and clocks that run faster for rehearsals."""

from __future__ import annotations

import time

from controlroom.core.time import Clock, Instant


def _steady_ns() -> int:
    """A clock that never steps and counts time asleep, as far as the system has one.

    Linux: CLOCK_BOOTTIME (CLOCK_MONOTONIC stands still in suspend). Windows: the
    performance counter (`monotonic` ticks at 15.6 ms there before Python 3.13).
    macOS: CLOCK_MONOTONIC, which counts sleep.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if (clock := getattr(time, name, None)) is not None:
            return time.clock_gettime_ns(clock)
    return time.perf_counter_ns()


class MachineClock:
    """The real clocks. `real(span)` is how many seconds to wait for `span` ms."""

    def wall(self) -> Instant:
        """UTC epoch ms now."""
        return Instant(time.time_ns() // 1_000_000)

    def steady(self) -> int:
        """ms since some fixed point; never steps."""
        return _steady_ns() // 1_000_000

    def real(self, span: int) -> float:
        """Seconds of real time that `span` ms of this clock take."""
        return span / 1000


class ScaledClock:
    """A clock that began at `start` and runs `speed` times as fast as `base`."""

    def __init__(self, base: Clock, *, start: Instant, speed: float) -> None:
        if speed <= 0:
            raise ValueError("speed")
        self._base, self._start, self._speed = base, start, speed
        self._zero, self._held = base.steady(), False

    def hold(self, start: Instant) -> None:
        """Stand still at `start` until `release` (before a run is opened; never during one)."""
        self._held, self._start = True, start

    def release(self) -> None:
        """Run on from where it was held; nothing happens when it was not."""
        if self._held:
            self._zero, self._held = self._base.steady(), False

    def wall(self) -> Instant:
        """`start` plus the time passed since, times `speed`."""
        return Instant(self._start + self.steady())

    def steady(self) -> int:
        """ms of this clock since it began."""
        return 0 if self._held else int((self._base.steady() - self._zero) * self._speed)

    def real(self, span: int) -> float:
        """Seconds of real time that `span` ms of this clock take."""
        return self._base.real(1) * span / self._speed
