"""Starting the program: the shell first, without anything heavy; then the desk."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"numpy", "sqlalchemy", "alembic", "pyqtgraph", "openpyxl", "apscheduler"}


def test_the_shell_needs_nothing_heavy() -> None:
    """What a user waits for before the window is there."""
    code = "import sys, controlroom.app.cli, controlroom.app.desktop; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


CLOSED = """
from types import SimpleNamespace
from controlroom.app import compose, desktop
from controlroom.core.errors import WorldError

class Closed:
    args, settings = SimpleNamespace(lang="en"), compose.passing_settings()

    @property
    def desk(self):
        raise WorldError("store.locked", path="x")

compose.settings_file = compose.passing_settings
try:
    desktop.open_window(Closed())
except WorldError as refused:
    print(refused.message.key)
"""


def test_a_database_that_will_not_open_ends_the_program() -> None:
    """The command line gets the reason, after the window is closed. In a process of its own:
    a QApplication that has once been quit runs no timers for the tests after this one."""
    done = subprocess.run(
        [sys.executable, "-c", CLOSED], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "store.locked"
