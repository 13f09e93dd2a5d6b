"""The stores that every contract suite is run against: the fake and the real ones."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from controlroom.ports import FactStore, Journal, SheetStore
from controlroom.store import open_store
from tests.fakes.store import FakeStore


class AnyStore(Protocol):
    """What the fake and the real store have in common."""

    sheets: SheetStore
    facts: FactStore
    journal: Journal

    def hand_over(self) -> None: ...

    def close(self) -> None: ...


Open = Callable[[], AnyStore]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes an empty database on an embedded PostgreSQL; gives its URL. Skips where the lock
    leaves pgserver out, and nowhere else."""
    left_out = sys.platform == "win32" or sys.version_info >= (3, 13)
    if left_out and importlib.util.find_spec("pgserver") is None:
        pytest.skip("no embedded PostgreSQL (pgserver) for Windows or Python 3.13 and newer")
    with pytest.MonkeyPatch.context() as patch:  # pgserver asks for it when imported
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        import pgserver
    import psycopg

    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    count = itertools.count(1)

    def make() -> str:
        name = f"room{next(count)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(server.get_uri(database=name))

    yield make
    server.cleanup()


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyStore]:
    """An empty store of each kind."""
    opened = _opened(request, tmp_path)
    yield opened
    opened.close()


def _opened(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "fake":
        return FakeStore()
    if request.param == "sqlite":
        return open_store(tmp_path / "room.db")
    return open_store(request.getfixturevalue("postgres")())
