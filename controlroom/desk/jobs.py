"""Long work with progress and cancel, away from the GUI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from controlroom.core.errors import WorldError

log = logging.getLogger(__name__)

Dispatch = Callable[[Callable[[], None]], None]
"""Runs a callable where callbacks belong: on the GUI thread, or at once when headless."""


class Cancelled(Exception):
    """The person asked to stop; what was begun is taken back."""


def at_once(call: Callable[[], None]) -> None:
    """The dispatch of a program without a window."""
    call()


class Job:
    """`work(job)` on a thread of its own. It calls `job.step(share)` as it goes, which
    raises `Cancelled` once `cancel()` was called. The outcome is the result, a
    `WorldError`, or `Cancelled`; anything else is a bug and is logged as one."""

    def __init__(self, work: Callable[[Job], Any], dispatch: Dispatch = at_once) -> None:
        self._dispatch = dispatch
        self._stop = threading.Event()
        self._finished = threading.Event()
        self._progress: list[Callable[[float], None]] = []
        self._done: list[Callable[[Any], None]] = []
        self.outcome: Any = None
        self._thread = threading.Thread(target=self._run, args=(work,), name="job", daemon=True)

    def start(self) -> Job:
        """Begin. Callbacks set before are never missed."""
        self._thread.start()
        return self

    def on_progress(self, callback: Callable[[float], None]) -> Job:
        """`callback(share)` with 0..1."""
        self._progress.append(callback)
        return self

    def on_done(self, callback: Callable[[Any], None]) -> Job:
        """`callback(outcome)`; at once (through dispatch) when it is already done."""
        self._done.append(callback)
        if self._finished.is_set():
            self._dispatch(lambda: self._tell(callback))
        return self

    @property
    def over(self) -> bool:
        """Whether there is an outcome."""
        return self._finished.is_set()

    def cancel(self) -> None:
        """Ask it to stop at the next step."""
        self._stop.set()

    def step(self, share: float) -> None:
        """Called by the work: progress, and the place where cancelling takes hold."""
        if self._stop.is_set():
            raise Cancelled
        for callback in list(self._progress):
            self._dispatch(lambda callback=callback: callback(share))  # type: ignore[misc]

    def join(self) -> None:
        """Block until it is over, whatever came of it."""
        self._thread.join()

    def wait(self) -> Any:
        """Block until done and return the outcome, raising it if it is an error."""
        self._thread.join()
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def _run(self, work: Callable[[Job], Any]) -> None:
        try:
            self.outcome = work(self)
        except (WorldError, Cancelled) as known:
            self.outcome = known
        except Exception as bug:
            log.exception("job failed")
            self.outcome = bug
        self._finished.set()
        self._dispatch(self._tell_all)

    def _tell_all(self) -> None:
        for callback in list(self._done):
            self._tell(callback)

    def _tell(self, callback: Callable[[Any], None]) -> None:
        if callback in self._done:
            self._done.remove(callback)
            callback(self.outcome)
