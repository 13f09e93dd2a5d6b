"""The schema's number: made, found right, migrated after a backup, or refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason
from controlroom.store import tables
from controlroom.store.faults import said
from controlroom.store.place import Place

MIGRATIONS = Path(__file__).parent / "migrations"
_STAMP = Table(  # as alembic makes it
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def ensure(place: Place, reading: Engine, writing: Engine) -> Path | None:
    """Bring the database at `place` to our schema; the backup's path if it was migrated.

    An empty database is filled; an older one is copied beside itself and migrated in one
    transaction; a newer or foreign one is refused untouched. Alembic is imported only when
    there is something to migrate. Raises WorldError.
    """
    with said(str(place)):
        found = stored_number(reading, place)
        if found == tables.SCHEMA:
            return None
        if found is None:
            _fill(writing)
            return None
        return _migrate(place, writing, found)


def stored_number(engine: Engine, place: Place) -> str | None:
    """The schema number of the database: "" if stamped before any migration, None if it is
    empty. Raises WorldError("store.foreign") for another program's database."""
    names = set(inspect(engine).get_table_names())
    if _STAMP.name in names:
        with engine.connect() as connection:
            number = connection.execute(select(_STAMP)).scalar()
        return str(number or "")
    if names:
        raise WorldError("store.foreign", place=str(place))
    return None


def _fill(engine: Engine) -> None:
    """All tables at once: the same as running every migration (a test holds them equal)."""
    with engine.begin() as connection:
        if inspect(connection).has_table(_STAMP.name):
            return  # another program was faster
        tables.metadata.create_all(connection)
        _STAMP.create(connection)
        connection.execute(insert(_STAMP).values(version_num=tables.SCHEMA))


def _migrate(place: Place, engine: Engine, found: str) -> Path | None:
    from controlroom.store import migrating  # 0.7 s: alembic

    if found and found not in migrating.numbers(MIGRATIONS):
        raise WorldError("store.newer", place=str(place), found=found, ours=tables.SCHEMA)
    kept = backup_beside(place.file, found) if place.file else None
    with said(str(place)):
        migrating.upgrade(engine, MIGRATIONS)
    return kept


def backup_beside(file: Path, number: str) -> Path:
    """Copy `file` to a new `NAME.DATE-TIME.schema-NUMBER.backup` beside it; DATE-TIME (UTC)
    is when the file was last written."""
    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    stem = f"{file.name}.{written:%Y%m%d-%H%M%S}.schema-{number or 'none'}"
    target, turn = file.with_name(f"{stem}.backup"), 2
    while target.exists():
        target, turn = file.with_name(f"{stem}-{turn}.backup"), turn + 1
    copy(file, target)
    return target


def copy(file: Path, target: Path) -> None:
    """A consistent copy of a database in use (SQLite's backup): all there or not at all.

    Raises WorldError.
    """
    if target.exists() and target.samefile(file):
        raise WorldError("store.same_file", place=str(target))
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with said(str(target)):
            _copy_pages(file, part)
        part.replace(target)
    except OSError as fault:
        raise WorldError("store.cannot_write", place=str(target), detail=reason(fault)) from fault
    finally:
        with suppress(OSError):
            part.unlink()


def _copy_pages(file: Path, part: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as copied:
        source.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")
        copied.commit()
