"""Starting the program: the shell first, without anything heavy; then the desk."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from controlroom.app import compose, desktop
from controlroom.core.errors import WorldError

HEAVY = {"numpy", "sqlalchemy", "alembic", "pyqtgraph", "openpyxl", "apscheduler"}


def test_the_shell_needs_nothing_heavy() -> None:
    """What a user waits for before the window is there."""
    code = "import sys, controlroom.app.cli, controlroom.app.desktop; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


class Closed:
    """A context whose database can't be opened."""

    args = SimpleNamespace(lang="en")

    @property
    def desk(self) -> Any:
        raise WorldError("store.locked", path="x")


def test_a_database_that_will_not_open_ends_the_program(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command line gets the reason, after the window is closed."""
    monkeypatch.setattr(compose, "settings_file", compose.passing_settings)
    with pytest.raises(WorldError, match="store.locked"):
        desktop.open_window(Closed())  # type: ignore[arg-type]
