"""Each turn of the window's thread, timed and named: which place, which event, of whom.

A turn is the handling of one event, all that it calls included. What counts is the processor
time of that thread: neither other programs nor a thread that holds the interpreter are in it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import thread_time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """`took` in ms of the window thread's processor time; where it was, and what it did."""

    took: float
    place: str
    what: str


class Watched(QApplication):
    """Notes every turn under the name of the `place` it was in."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.setApplicationName("controlroom")
        self.turns: list[Turn] = []
        self.place, self._inside = "start", False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._inside:
            return super().notify(receiver, event)
        what, self._inside, since = _named(receiver, event), True, thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._inside = False
            self.turns.append(Turn((thread_time() - since) * 1000, self.place, what))

    def longest(self, place: str) -> Turn:
        """The longest of a place; one of 0 ms where there was none."""
        here = [turn for turn in self.turns if turn.place == place]
        return max(here, default=Turn(0.0, place, ""))


def _named(receiver: QObject, event: QEvent) -> str:
    """`TimeChart < Card · Paint`: who got what."""
    name = type(receiver).__name__
    owner = receiver.parent()
    inside = f" < {type(owner).__name__}" if owner is not None else ""
    return f"{name}{inside} · {event.type().name}"
