"""Where a database is: a path or a URL, as SQLAlchemy wants it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason

_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Place:
    """`file` is the SQLite file, or None for a server."""

    url: URL
    file: Path | None

    def __str__(self) -> str:
        return str(self.file) if self.file else self.url.render_as_string(hide_password=True)


def place_of(where: str | Path) -> Place:
    """The place meant by a path, `sqlite:///path` or `postgresql://…`.

    Raises WorldError("store.bad_url") for a URL of another kind.
    """
    text = str(where)
    if "://" not in text:
        return _file_place(Path(where))
    try:
        url = make_url(text)
    except ArgumentError as odd:
        raise WorldError("store.bad_url", place=text) from odd
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return _file_place(Path(url.database))
    if url.drivername.split("+")[0] in ("postgresql", "postgres"):
        return Place(url.set(drivername="postgresql+psycopg"), None)
    raise WorldError("store.bad_url", place=text)


def _file_place(path: Path) -> Place:
    return Place(URL.create("sqlite", database=str(path)), path)


def make_room(path: Path) -> None:
    """Make the folder of `path`, and refuse what isn't a database: nothing is changed then.

    Raises WorldError("store.not_database" | "store.cannot_open").
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            return
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as fault:
        raise WorldError("store.cannot_open", place=str(path), detail=reason(fault)) from fault
    if head and head != _HEADER:
        raise WorldError("store.not_database", place=str(path), detail="")
