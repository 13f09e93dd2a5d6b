"""SQL's one home: run-sheets, facts and the journal in SQLite, or PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from controlroom.store.house import Store

__all__ = ["open_store"]


def open_store(where: str | Path) -> Store:
    """Open (and make, or migrate after a backup) the database at a path or URL.

    SQLAlchemy is imported here, not before: the window is on the screen by then.
    Raises WorldError when the place can't be used: not a database, another program's, made
    by a newer controlroom, locked, read-only, out of reach.
    """
    from controlroom.store.house import open_house

    return open_house(where)
