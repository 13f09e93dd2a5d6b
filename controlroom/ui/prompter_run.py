"""How far full text has run: an even speed by a clock that never steps."""

from __future__ import annotations

from collections.abc import Callable

SLOWEST, FASTEST, STEP = 2, 60, 2
"""Lines a minute."""


class Run:
    """`steady` gives ms. The offset is px; a change of speed or a hold never moves it."""

    def __init__(self, steady: Callable[[], int], speed: int) -> None:
        self._steady = steady
        self._from, self._since = 0.0, steady()
        self.line, self.end = 1.0, 0.0
        self.running = False
        self.speed = min(FASTEST, max(SLOWEST, speed))

    @property
    def offset(self) -> float:
        """px gone by, at most `end`."""
        gone = (self._steady() - self._since) * self.speed * self.line / 60_000
        return min(self._from + (gone if self.running else 0.0), max(0.0, self.end))

    def _settle(self) -> None:
        self._from, self._since = self.offset, self._steady()

    def go(self, running: bool) -> None:
        """Run, or hold where it is."""
        self._settle()
        self.running = running

    def set_speed(self, speed: int) -> None:
        """Lines a minute, within limits."""
        self._settle()
        self.speed = min(FASTEST, max(SLOWEST, speed))

    def resize(self, line: float, end: float) -> None:
        """The text was laid out anew: lines of `line` px, `end` px to run; the same words
        stay on top."""
        if (line, end) == (self.line, self.end):
            return
        self._settle()
        self._from *= (end / self.end) if self.end > 0 and line != self.line else 1.0
        self.line, self.end = line, end

    def move(self, lines: float) -> None:
        """By hand, forwards or back."""
        self._settle()
        self._from = min(max(0.0, self._from + lines * self.line), max(0.0, self.end))

    def rewind(self) -> None:
        """To the top."""
        self._from, self._since = 0.0, self._steady()
