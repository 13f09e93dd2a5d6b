"""Care of the database: dated backups and restoring one."""

from __future__ import annotations

import shutil
from datetime import UTC
from pathlib import Path

from controlroom.app import compose
from controlroom.core.errors import WorldError
from controlroom.core.time import Instant, local
from controlroom.desk.control import Desk


def backup_to(desk: Desk, database: str, out: str | None) -> Path:
    """A consistent copy of the open database at `out` or beside it, dated. Returns its path.

    Raises WorldError for a database that is not a file (PostgreSQL has its own tools).
    """
    store, now = desk.world.store, desk.world.clock.wall()
    path = Path(out) if out else dated(Path(database), now)
    desk.world.writer.call(lambda: store.backup(path))
    return path


def restore_from(database: str, file: str) -> Path | None:
    """Put `file` in the place of `database`; what was there is kept beside it (returned)."""
    if "://" in database and not database.startswith("sqlite:///"):
        raise WorldError("cli.server_restore", path=database)
    source, target = Path(file), Path(database.removeprefix("sqlite:///"))
    if not source.is_file():
        raise WorldError("cli.no_backup", path=file)
    compose.sound(source)  # a newer or broken file is refused here, before anything moves
    kept = None
    if target.exists():
        kept = dated(target, compose.now())
        shutil.move(target, kept)
    if (wal := Path(f"{target}-wal")).exists():  # after a crash it holds what was committed last
        shutil.move(wal, f"{kept}-wal" if kept else f"{target}-wal.left")
    Path(f"{target}-shm").unlink(missing_ok=True)
    shutil.copy2(source, target)
    return kept


def dated(path: Path, now: Instant) -> Path:
    """`controlroom-20261122-202345.db` beside `path`."""
    when = local(now, "UTC").astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}-{when}{path.suffix or '.db'}")
