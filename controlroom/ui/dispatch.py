"""Callbacks of long work come back to the GUI thread through here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Dispatcher(QObject):
    """Runs callables on the thread it was made on (the GUI thread), in order."""

    _called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._called.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], None]) -> None:
        """Run `call` at the next turn of the event loop. From any thread."""
        self._called.emit(call)

    def _run(self, call: Callable[[], None]) -> None:
        call()
