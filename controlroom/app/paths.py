"""Where things of this user live on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason

_NAME = "controlroom"


def make_folder(path: Path) -> None:
    """Make `path` and what is above it. Raises WorldError when that can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise WorldError("cli.no_folder", path=str(path), reason=reason(trouble)) from trouble


def data_dir() -> Path:
    """The folder of the user's data (database, backups); CONTROLROOM_HOME overrides it."""
    home = os.environ.get("CONTROLROOM_HOME")
    path = Path(home) if home else Path(platformdirs.user_data_dir(_NAME, appauthor=False))
    make_folder(path)
    return path


def database() -> Path:
    """The user's database file."""
    return data_dir() / "controlroom.db"


def log_dir() -> Path:
    """The folder of logs and bug reports."""
    path = data_dir() / "logs"
    make_folder(path)
    return path
