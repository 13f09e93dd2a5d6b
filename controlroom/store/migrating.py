"""Alembic, called without its command line. Imported only when something must migrate."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


def numbers(scripts: Path) -> frozenset[str]:
    """The numbers of all migrations we have."""
    return frozenset(step.revision for step in ScriptDirectory(str(scripts)).walk_revisions())


def upgrade(engine: Engine, scripts: Path, to: str = "head") -> None:
    """Run the migrations up to `to` in one transaction: all or none."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
