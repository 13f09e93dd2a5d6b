"""The one writer: a thread that owns the database connection for writing."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
_Task = tuple[Future[Any], Callable[[], Any]]


class Writer:
    """Runs what it is given, in order, on its own thread."""

    def __init__(self, name: str = "writer") -> None:
        self._work, self._urgent = deque[_Task | None](), deque[_Task]()
        self._there: queue.SimpleQueue[None] = queue.SimpleQueue()  # one for each task
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` after what was submitted before it."""
        future: Future[T] = Future()
        self._put(self._work, (future, work))
        return future

    def hurry(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` before everything that waits, after what was hurried before it."""
        future: Future[T] = Future()
        self._put(self._urgent, (future, work))
        return future

    def call(self, work: Callable[[], T]) -> T:
        """`submit` and wait. On the writer's own thread: run at once."""
        if threading.current_thread() is self._thread:
            return work()
        return self.submit(work).result()

    def close(self) -> None:
        """Finish what was submitted, then end the thread."""
        if self._thread.is_alive():
            self._put(self._work, None)
            self._thread.join()

    def _put(self, lane: Any, task: _Task | None) -> None:
        lane.append(task)
        self._there.put(None)

    def _next(self) -> _Task | None:
        self._there.get()
        return self._urgent.popleft() if self._urgent else self._work.popleft()

    def _run(self) -> None:
        while (task := self._next()) is not None:
            future, work = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001  # handed to whoever waits
                future.set_exception(error)
            del task, future, work
