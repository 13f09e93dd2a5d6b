"""Writes the journal of a run in order, and never keeps the show waiting for the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from typing import Protocol

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId
from controlroom.live.events import CueFired, Event

PATIENCE_S, SHORT_S = 0.5, 0.02
"""How long a commit may keep the show waiting: while all is well, and once it is not."""


class Commit(Protocol):
    """`ports.Journal.append`."""

    def __call__(self, run: RunId, events: Sequence[Event], *, after: int | None) -> int: ...


Submit = Callable[[Callable[[], int]], "Future[int]"]


class Pen:
    """`write(run, events)` is handed everything that is not yet known to be written, each
    time from its first event. It returns when all of it has reached the disk, or raises
    WorldError: what the disk said, or "desk.disk_slow" while it has not yet said anything.
    One commit at a time is on its way, so nothing is written twice or out of order; `last`
    is the seq of the newest event written before, so nothing is mixed with the events of
    another program that has the same run open. A cue that fires is submitted by `hurry`
    where that is given: it waits for no facts."""

    def __init__(
        self,
        submit: Submit,
        commit: Commit,
        last: int = 0,
        *,
        hurry: Submit | None = None,
        patience: float = PATIENCE_S,
    ) -> None:
        self._submit, self._commit, self._patience = submit, commit, patience
        self._hurry = hurry or submit
        self._flying: tuple[Future[int], int] | None = None
        self._written = 0  # of the events handed in next, how many already are
        self._last, self._well = last, True

    def write(self, run: RunId, events: Sequence[Event]) -> int:
        """Commit `events` and return the seq of the last. Raises WorldError."""
        try:
            self._land()
            if left := tuple(events[self._written :]):
                after = self._last
                hurried = all(isinstance(event, CueFired) for event in left)
                submit = self._hurry if hurried else self._submit
                task = submit(lambda: self._commit(run, left, after=after))
                self._flying = (task, len(left))
                self._land()
        except WorldError:
            self._well = False
            raise
        self._well, self._written = True, 0
        return self._last

    def _land(self) -> None:
        """Wait a little for what is on its way."""
        if self._flying is None:
            return
        task, count = self._flying
        wait([task], self._patience if self._well else min(SHORT_S, self._patience))
        if not task.done():
            raise WorldError("desk.disk_slow")
        self._flying = None
        self._last = task.result()
        self._written += count
