"""Looking a database over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from controlroom.core.message import Message, message
from controlroom.store import tables
from controlroom.store.place import Place

_LITTLE_SPACE = 200 * 1024 * 1024  # bytes: a night's orders with their log, twice


def examine(connection: Connection, place: Place) -> list[Message]:
    """What is wrong, worst first; empty when nothing is."""
    broken = list(_pages(connection, place))
    return broken or [*_orphans(connection, place), *_gaps(connection), *_space(place)]


def _pages(connection: Connection, place: Place) -> Iterator[Message]:
    if place.file is None:
        return
    for (found,) in connection.exec_driver_sql("PRAGMA quick_check(5)").all():
        if found != "ok":
            yield message("store.damaged", place=str(place), detail=str(found))


def _orphans(connection: Connection, place: Place) -> Iterator[Message]:
    if place.file is None:
        return
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all()[:5]:
        yield message("store.orphan", table=str(row[0]), parent=str(row[2]))


def _gaps(connection: Connection) -> Iterator[Message]:
    """A journal counts 1, 2, 3 …: a gap means that something removed entries."""
    log, runs = tables.journal.c, tables.runs.c
    asked = (
        select(runs.id, func.count(), func.max(log.seq))
        .join(tables.journal, log.run_no == runs.no)
        .group_by(runs.id)
    )
    for run, count, newest in connection.execute(asked):
        if count != newest:
            yield message("store.journal_gap", run=run, count=count, newest=newest)


def _space(place: Place) -> Iterator[Message]:
    if place.file is None:
        return
    left = shutil.disk_usage(place.file.parent).free
    if left < _LITTLE_SPACE:
        yield message("store.little_space", place=str(place.file.parent), left_mb=left // 2**20)
