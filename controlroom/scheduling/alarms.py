"""APScheduler as an alarm clock: its one job calls back, and decides nothing.

APScheduler computes its waits from the wall clock once and then sleeps; a clock
step or a suspend in between makes it late, and by default it then drops the job.
So: no grace time, every wait capped at one second, and the air thread keeps a
deadline of its own beside it. Losing an alarm costs us nothing but sleep.

For the same reason it may come late: it is loaded some seconds after the first alarm
was asked for, so that it does not stand in the way of the window while that opens.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from controlroom.core.time import Clock, Instant, local

if TYPE_CHECKING:
    from controlroom.scheduling.capped import CappedScheduler

LOAD_AFTER_S = 4.0
_JOB = "wake"
Call = Callable[[], None]


class WakingAlarms:
    """`ports.Alarms` on APScheduler. Thread-safe; `call` runs on a pool thread."""

    def __init__(self, clock: Clock, *, load_after: float = LOAD_AFTER_S) -> None:
        """`load_after`: seconds from the first alarm to the loading of APScheduler."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._clock, self._load_after = clock, load_after
        self._lock = threading.Lock()
        self._pending: tuple[Instant, Call] | None = None
        self._loading: threading.Timer | None = None
        self._scheduler: CappedScheduler | None = None

    def wake_at(self, at: Instant, call: Call) -> None:
        """Replace the pending alarm: `call` at or soon after `at` (this clock's instant)."""
        with self._lock:
            self._pending = (at, call)
            if self._scheduler is not None:
                self._set()
            elif self._loading is None:
                self._loading = threading.Timer(self._load_after, self._load)
                self._loading.daemon = True
                self._loading.start()

    def stop(self) -> None:
        """No calls after this returns."""
        with self._lock:
            loading, self._loading, self._pending = self._loading, None, None
        if loading is not None:
            loading.cancel()
            loading.join()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
            self._scheduler = None

    def _load(self) -> None:
        from controlroom.scheduling.capped import scheduler

        with self._lock:
            if self._pending is None:
                return
            self._scheduler = scheduler()
            self._scheduler.start()
            self._set()

    def _set(self) -> None:
        from apscheduler.triggers.date import DateTrigger

        if self._scheduler is None or self._pending is None:
            return
        at, call = self._pending
        wait = max(0.0, self._clock.real(at - self._clock.wall()))
        when = local(_real_now(), "UTC") + timedelta(seconds=wait)
        self._scheduler.add_job(call, DateTrigger(run_date=when), id=_JOB, replace_existing=True)


def _real_now() -> Instant:
    from controlroom.scheduling.clocks import MachineClock

    return MachineClock().wall()
