"""Long work: progress, cancel, and an outcome that is never lost."""

import pytest

from controlroom.core.errors import WorldError
from controlroom.desk.jobs import Cancelled, Job


def test_progress_and_outcome_arrive():
    shares, outcomes = [], []

    def work(job):
        job.step(0.5)
        return "made"

    job = Job(work).on_progress(shares.append).on_done(outcomes.append).start()
    assert job.wait() == "made"
    assert (shares, outcomes) == ([0.5], ["made"])


def test_one_who_asks_too_late_is_still_told_once():
    job = Job(lambda job: 3).start()
    job.wait()
    told = []
    job.on_done(told.append)
    assert told == [3]


def test_cancelling_takes_hold_at_the_next_step():
    def work(job):
        job.cancel()
        job.step(0.1)
        return "not reached"

    job = Job(work).start()
    with pytest.raises(Cancelled):
        job.wait()
    assert isinstance(job.outcome, Cancelled)


def test_an_error_of_the_world_is_an_outcome():
    def work(job):
        raise WorldError("import.no_instant")

    outcomes = []
    job = Job(work).on_done(outcomes.append).start()
    with pytest.raises(WorldError):
        job.wait()
    assert outcomes[0].message.key == "import.no_instant"
