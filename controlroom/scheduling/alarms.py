"""APScheduler as an alarm clock: its one job calls back, and decides nothing.

APScheduler computes its waits from the wall clock once and then sleeps; a clock
step or a suspend in between makes it late, and by default it then drops the job.
So: no grace time, every wait capped at one second, and the air thread keeps a
deadline of its own beside it. Losing an alarm costs us nothing but sleep.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from controlroom.core.time import Clock, Instant, local

_LONGEST_WAIT_S = 1.0
_JOB = "wake"


class CappedScheduler(BackgroundScheduler):  # type: ignore[misc]  # apscheduler has no stubs
    """A BackgroundScheduler that looks at the clock at least once a second."""

    def _process_jobs(self) -> float:
        wait: float | None = super()._process_jobs()
        return _LONGEST_WAIT_S if wait is None else min(wait, _LONGEST_WAIT_S)


class WakingAlarms:
    """`ports.Alarms` on APScheduler. Thread-safe; `call` runs on a pool thread."""

    def __init__(self, clock: Clock) -> None:
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._clock = clock
        self._scheduler = CappedScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 3},
        )
        self._started = False

    def wake_at(self, at: Instant, call: Callable[[], None]) -> None:
        """Replace the pending alarm: `call` at or soon after `at` (this clock's instant)."""
        if not self._started:
            self._scheduler.start()
            self._started = True
        wait = max(0.0, self._clock.real(at - self._clock.wall()))
        when = local(_real_now(), "UTC") + timedelta(seconds=wait)
        self._add(call, DateTrigger(run_date=when))

    def stop(self) -> None:
        """No calls after this returns."""
        if self._started:
            self._scheduler.shutdown(wait=True)
            self._started = False

    def _add(self, call: Callable[[], None], trigger: Any) -> None:
        self._scheduler.add_job(call, trigger, id=_JOB, replace_existing=True)


def _real_now() -> Instant:
    from controlroom.scheduling.clocks import MachineClock

    return MachineClock().wall()
