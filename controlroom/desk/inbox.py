"""The one inbox: everything that reaches the air thread comes through here."""

from __future__ import annotations

import queue

from controlroom.core.records import record


@record(kw_only=False)
class Wake:
    """Nothing but: look at the clock."""


@record(kw_only=False)
class Close:
    """The thread ends after what came before this."""


class Inbox:
    """A queue drained in one go."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()

    def put(self, item: object) -> None:
        """From any thread."""
        self._queue.put(item)

    def drain(self, wait: float) -> list[object]:
        """What is there, after waiting up to `wait` seconds for the first item."""
        items: list[object] = []
        try:
            items.append(self._queue.get(timeout=wait) if wait > 0 else self._queue.get_nowait())
            while True:
                items.append(self._queue.get_nowait())
        except queue.Empty:
            return items
