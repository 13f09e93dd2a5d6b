"""Work of many rows on the window's thread, in turns, followed like a job on a thread.

It is for work that ends in the window and would only fight over the interpreter with it on
a thread of its own: a block of cells typed over, a turn of the event loop for some rows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject

from controlroom.core.errors import WorldError
from controlroom.desk.jobs import Cancelled
from controlroom.ui.turns import Steps, Turns

Work = Generator[float, None, Any]
"""Yields the share done, 0..1, after each piece; returns what was made."""


class Slow(QObject):
    """Does `work`, `pieces` of it per turn. The outcome is what it returns, the `WorldError`
    it raises, or `Cancelled`; it is told in a turn of its own. Ends with its `owner`."""

    def __init__(self, work: Work, owner: QObject, *, pieces: int) -> None:
        super().__init__(owner)
        self._work, self._pieces = work, pieces
        self._progress: list[Callable[[float], None]] = []
        self._heard: list[Callable[[Any], None]] = []
        self._outcome: Any = None
        self._stopped = False
        self._turns = Turns(self._steps(), self, self._tell)

    def on_progress(self, callback: Callable[[float], None]) -> Slow:
        """`callback(share)` with 0..1, once a turn."""
        self._progress.append(callback)
        return self

    def on_done(self, callback: Callable[[Any], None]) -> Slow:
        """`callback(outcome)`; those asked for before the end are told in their order."""
        self._heard.append(callback)
        return self

    def cancel(self) -> None:
        """Stop at the next turn."""
        self._stopped = True

    def finish(self) -> None:
        """Do all that is left now."""
        self._turns.finish()

    def _steps(self) -> Steps:
        count = 0
        while not self._stopped:
            try:
                share = next(self._work)
            except StopIteration as made:
                self._outcome = made.value
                break
            except WorldError as refused:
                self._outcome = refused
                break
            count += 1
            if count % self._pieces == 0:
                self._say(share)
                yield
        else:
            self._work.close()
            self._outcome = Cancelled()
        yield

    def _say(self, share: float) -> None:
        for callback in self._progress:
            callback(share)

    def _tell(self) -> None:
        for callback in self._heard:
            callback(self._outcome)
        self.deleteLater()
