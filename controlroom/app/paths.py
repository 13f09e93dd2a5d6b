"""Where things of this user live on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_NAME = "controlroom"


def data_dir() -> Path:
    """The folder of the user's data (database, backups); CONTROLROOM_HOME overrides it."""
    home = os.environ.get("CONTROLROOM_HOME")
    path = Path(home) if home else Path(platformdirs.user_data_dir(_NAME, appauthor=False))
    path.mkdir(parents=True, exist_ok=True)
    return path


def database() -> Path:
    """The user's database file."""
    return data_dir() / "controlroom.db"


def log_dir() -> Path:
    """The folder of logs and bug reports."""
    path = data_dir() / "logs"
    path.mkdir(parents=True, exist_ok=True)
    return path
