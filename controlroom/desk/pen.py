"""Writes the journal of a run in order, and never keeps the show waiting for the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId
from controlroom.live.events import Event

PATIENCE_S, SHORT_S = 0.5, 0.02
"""How long a commit may keep the show waiting: while all is well, and once it is not."""

Commit = Callable[[RunId, Sequence[Event]], int]
Submit = Callable[[Callable[[], int]], "Future[int]"]


class Pen:
    """`write(run, events)` is handed everything that is not yet known to be written, each
    time from its first event. It returns when all of it has reached the disk, or raises
    WorldError: what the disk said, or "desk.disk_slow" while it has not yet said anything.
    One commit at a time is on its way, so nothing is written twice or out of order."""

    def __init__(self, submit: Submit, commit: Commit, *, patience: float = PATIENCE_S) -> None:
        self._submit, self._commit, self._patience = submit, commit, patience
        self._flying: tuple[Future[int], int] | None = None
        self._written = 0  # of the events handed in next, how many already are
        self._well = True

    def write(self, run: RunId, events: Sequence[Event]) -> int:
        """Commit `events` and return the seq of the last. Raises WorldError."""
        try:
            last = self._land()
            if left := tuple(events[self._written :]):
                task = self._submit(lambda: self._commit(run, left))
                self._flying = (task, len(left))
                last = self._land()
        except WorldError:
            self._well = False
            raise
        self._well, self._written = True, 0
        return last

    def _land(self) -> int:
        """Wait a little for what is on its way."""
        if self._flying is None:
            return 0
        task, count = self._flying
        wait([task], self._patience if self._well else min(SHORT_S, self._patience))
        if not task.done():
            raise WorldError("desk.disk_slow")
        self._flying = None
        last = task.result()
        self._written += count
        return last
