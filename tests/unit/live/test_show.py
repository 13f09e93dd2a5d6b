"""Any show at all keeps the promises of `tests.strategies.show.Show`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.strategies.show import Show

TestShow = Show.TestCase
TestShow.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
