"""Each turn of the window's thread, timed and named: which place, which event, of whom.

A turn is the handling of one event, all that it calls included. What counts is the processor
time of that thread: neither other programs nor a thread that holds the interpreter are in it.
Watching costs some microseconds an event (a change of the look hands out ten thousands of them
within one turn); that is measured beforehand, on the cheapest event, and taken off.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import thread_time

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

_TRIED = 20_000


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
        self.place, self._inside, self._events = "start", False, 0
        self._cost = self._measured()

    def _measured(self) -> float:
        """What watching one event costs, s."""
        self._inside, nobody, event = True, QObject(), QEvent(QEvent.Type.User)
        took = {}
        for call in (lambda: QCoreApplication.sendEvent(nobody, event), nobody.objectName):
            since = thread_time()
            for _ in range(_TRIED):
                call()
            took[call] = thread_time() - since
        self._inside, self._events = False, 0
        watched, bare = took.values()
        return max(0.0, watched - bare) / _TRIED

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """One turn: the outermost event, in processor ms, without what watching costs."""
        if self._inside:
            self._events += 1
            return super().notify(receiver, event)
        what, self._inside, self._events = _named(receiver, event), True, 0
        since = thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            took = thread_time() - since - self._events * self._cost
            self._inside = False
            self.turns.append(Turn(took * 1000, self.place, what))

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
