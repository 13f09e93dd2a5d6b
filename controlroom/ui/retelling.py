"""Who is told that everything is said anew: like a Qt signal, but in turns if need be.

Sixty panels, tables and menus say their texts again when the language changes, 30 to 70 ms
together. Each is told in a turn of its own, those in sight before those out of sight.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from controlroom.ui.turns import Steps, at_once


class Retelling:
    """Tells what is connected to it. A listener that is a method is held as weakly as by a
    signal, and goes with its object; any other goes with its `owner`."""

    def __init__(self) -> None:
        self._ears: list[_Ear] = []

    def connect(self, slot: Callable[..., object], owner: QObject | None = None) -> None:
        """Tell `slot` from now on, while `owner` (by default what it is a method of) lives."""
        whose = owner if owner is not None else getattr(slot, "__self__", None)
        ear = _Ear(whose if isinstance(whose, QObject) else None)
        ear.told.connect(slot)
        self._ears = [*filter(isValid, self._ears), ear]

    def emit(self) -> None:
        """Tell all of them now."""
        at_once(self.telling())

    def telling(self) -> Steps:
        """Tell one a step. Which is the next is seen in each step anew: what comes into sight
        meanwhile comes first, what has gone is left out."""
        left = self._ears
        while left := [ear for ear in left if isValid(ear)]:
            ear = next((ear for ear in left if ear.in_sight), left[0])
            left.remove(ear)
            ear.told.emit()
            yield


class _Ear(QObject):
    """Goes with its parent. One that belongs to no widget counts as in sight."""

    told = Signal()

    @property
    def in_sight(self) -> bool:
        whose = self.parent()
        return not isinstance(whose, QWidget) or whose.isVisible()
