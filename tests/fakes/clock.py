"""A clock that stands still until it is told to move."""

from __future__ import annotations

from controlroom.core.time import Instant


class FakeClock:
    """`pass_by` moves both hands; `step` moves the wall hand alone."""

    def __init__(self, wall: int = 1_795_000_000_000) -> None:
        self._wall, self._steady = wall, 5_000

    def wall(self) -> Instant:
        """UTC ms."""
        return Instant(self._wall)

    def steady(self) -> int:
        """ms that never step."""
        return self._steady

    def real(self, span: int) -> float:
        """Seconds of `span`."""
        return span / 1000

    def pass_by(self, span: int) -> None:
        """`span` ms go by."""
        self._wall += span
        self._steady += span

    def step(self, span: int) -> None:
        """Someone sets the wall clock by `span` ms."""
        self._wall += span
