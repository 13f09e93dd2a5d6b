"""The checks of the newest sheet, on a thread of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable

from controlroom.desk.jobs import Dispatch

log = logging.getLogger(__name__)

QUIET_S = 0.04
"""So long after an edit its checks begin, so that typing on is not slowed by them."""

Work = Callable[[], Callable[[], None] | None]
"""Works something out on the thread; what it returns is called through dispatch."""


class Checker:
    """Does the newest work of each asker; what a newer one has overtaken is left out."""

    def __init__(self, dispatch: Callable[[], Dispatch], quiet_s: float = QUIET_S) -> None:
        self._dispatch, self._quiet = dispatch, quiet_s
        self._asked: dict[Hashable, Work] = {}
        self._turn, self._closed = 0, False
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    def ask(self, who: Hashable, work: Work) -> None:
        """Do `work` soon; what `who` asked for before and is not done yet is forgotten."""
        with self._wake:
            self._asked[who] = work
            self._turn += 1
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="checks", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """End the thread; what was asked for and not begun is left out."""
        with self._wake:
            self._closed = True
            self._asked.clear()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            try:
                told = work()
            except Exception:
                log.exception("checks failed")
                continue
            if told is not None:
                self._dispatch()(told)

    def _next(self) -> Work | None:
        """The next work once nothing new has been asked for a while; None: the end."""
        with self._wake:
            while not self._closed:
                turn = self._turn
                self._wake.wait(self._quiet if self._asked else None)
                if self._asked and turn == self._turn and not self._closed:
                    return self._asked.pop(next(iter(self._asked)))
            return None
