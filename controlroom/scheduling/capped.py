"""APScheduler itself, and nothing else: it is imported late (35 ms, on a thread of its own)."""

from __future__ import annotations

from contextlib import suppress

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

_LONGEST_WAIT_S = 1.0


class CappedScheduler(BackgroundScheduler):  # type: ignore[misc]  # apscheduler has no stubs
    """A BackgroundScheduler that looks at the clock at least once a second."""

    def _process_jobs(self) -> float:
        wait: float | None = None
        with suppress(JobLookupError):  # stopped at the very moment the job was due
            wait = super()._process_jobs()
        return _LONGEST_WAIT_S if wait is None else min(wait, _LONGEST_WAIT_S)


def scheduler() -> CappedScheduler:
    """A new one, not yet started: late jobs run however late, each once."""
    return CappedScheduler(
        timezone="UTC",
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 3},
    )
