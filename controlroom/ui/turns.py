"""Work of the window's thread in several turns of the event loop.

A page of two hundred widgets takes a fifth of a second to build. It is written as a
generator that yields between its panels; here each piece is a turn of its own, so that
keys, clocks and cues are never kept waiting longer than one panel takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

Steps = Iterator[None]


class Turns(QObject):
    """Does `steps` one per turn, from `wait` ms on, then calls `done`. Ends with its `owner`.

    What follows the last `yield` is done in one turn with `done`.
    """

    def __init__(
        self,
        steps: Steps,
        owner: QObject,
        done: Callable[[], None] = lambda: None,
        *,
        wait: int = 0,
    ) -> None:
        super().__init__(owner)
        self._steps, self._done = steps, done
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._timer.start(wait)

    @property
    def running(self) -> bool:
        """Whether anything is left to do."""
        return self._timer.isActive()

    def finish(self) -> None:
        """Do all that is left now. Nothing when it has been done, or is just being done."""
        while self.running:
            self._turn()

    def drop(self) -> None:
        """Leave the rest undone (from within a step too), and go away."""
        self._timer.stop()
        self.deleteLater()

    def _turn(self) -> None:
        self._timer.setInterval(0)
        try:
            next(self._steps)
        except StopIteration:
            if self._timer.isActive():
                self._timer.stop()
                self._done()
        except BaseException:
            self._timer.stop()
            raise


def begun(steps: Steps, owner: QObject) -> Turns | None:
    """The first step now, each other in a turn; None when that was all."""
    for _ in steps:
        return Turns(steps, owner)
    return None


def at_once(steps: Steps) -> None:
    """All of them now."""
    for _ in steps:
        pass
