"""The one writer: a thread that owns the database connection for writing."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Writer:
    """Runs what it is given, in order, on its own thread."""

    def __init__(self, name: str = "writer") -> None:
        self._work: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]
        self._work = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` after what was submitted before it."""
        future: Future[T] = Future()
        self._work.put((future, work))
        return future

    def call(self, work: Callable[[], T]) -> T:
        """`submit` and wait. On the writer's own thread: run at once."""
        if threading.current_thread() is self._thread:
            return work()
        return self.submit(work).result()

    def close(self) -> None:
        """Finish what was submitted, then end the thread."""
        if self._thread.is_alive():
            self._work.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (task := self._work.get()) is not None:
            future, work = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001  # handed to whoever waits
                future.set_exception(error)
            del task, future, work
