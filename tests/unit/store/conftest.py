"""A store on a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from controlroom.store import open_store
from controlroom.store.house import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store's database is."""
    return tmp_path / "room.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(file)
    yield opened
    opened.close()
