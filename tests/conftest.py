"""What every test stands on: off-screen Qt, and nothing left running or complaining.

A test fails when it leaves a thread or a ticking QTimer behind, or when the program logs an error that the
test did not ask for (`caplog` asks for it).
"""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The machines are shared and noisy: how long one example took says nothing of the program.
settings.register_profile(
    "noisy",
    settings.get_profile("ci" if os.environ.get("CI") else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("noisy")

_SHARED_POOLS = ("ThreadPoolExecutor", "APScheduler", "Dummy", "asyncio", "QThread", "pydev")


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's own data."""
    monkeypatch.setenv("CONTROLROOM_HOME", str(tmp_path_factory.getbasetemp() / "home"))


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not thread.name.startswith(_SHARED_POOLS)
    ]
    for thread in left:
        thread.join(2)
    assert [thread.name for thread in left if thread.is_alive()] == []


def _ticking() -> dict[int, str]:
    """Repeating QTimers that run, by id, each with its owner's class (single shots end alone)."""
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer  # headless tests load no Qt
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timers = [o for o in gc.get_objects() if type(o) is QTimer and isValid(o)]
    ticking = [timer for timer in timers if timer.isActive() and not timer.isSingleShot()]
    return {id(timer): type(timer.parent()).__name__ for timer in ticking}


@pytest.fixture(autouse=True)
def _no_timer_left(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qapp" not in request.fixturenames:
        yield
        return
    before = _ticking()
    yield
    assert [owner for key, owner in _ticking().items() if key not in before] == []


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_error_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    heard = _Errors()
    logging.getLogger("controlroom").addHandler(heard)
    yield
    logging.getLogger("controlroom").removeHandler(heard)
    if "caplog" not in request.fixturenames:
        assert heard.said == []
