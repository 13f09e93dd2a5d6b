"""The store as a whole: opened, kept healthy, copied, closed."""

from __future__ import annotations

from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.message import Message
from controlroom.ports import FactStore, Journal, SheetStore
from controlroom.store import schema
from controlroom.store.engine import BUSY_MS, Readers, Writer, reading_engine, writing_engine
from controlroom.store.facts import Facts
from controlroom.store.health import examine
from controlroom.store.journal import SqlJournal
from controlroom.store.place import Place, make_room, place_of
from controlroom.store.sheets import Sheets


class Store:
    """Run-sheets, facts and the journal of one database.

    Reads may come from any thread. Writes come from one: the first that writes; `hand_over`
    lets another take its place.
    """

    def __init__(self, place: Place, writer: Writer, readers: Readers, kept: Path | None) -> None:
        self.place = place
        self.sheets: SheetStore = Sheets(writer, readers)
        self.facts: FactStore = Facts(writer, readers)
        self.journal: Journal = SqlJournal(writer, readers)
        self.kept = kept
        """Where the copy is that was made before migrating; None if nothing was migrated."""
        self._writer = writer
        self._readers = readers

    def hand_over(self) -> None:
        """Let the next thread that writes be the writer."""
        self._writer.hand_over()

    def backup(self, path: str | Path) -> None:
        """Copy the database (as committed) to `path`. Raises WorldError, always on a server."""
        if self.place.file is None:
            raise WorldError("store.backup_by_server", place=str(self.place))
        schema.copy(self.place.file, Path(path))

    def doctor(self) -> list[Message]:
        """What is wrong with the database; empty when it is healthy."""
        try:
            with self._readers.connection() as connection:
                return examine(connection, self.place)
        except WorldError as fault:  # so damaged that it can't be asked
            return [fault.message]

    def close(self) -> None:
        """Close all connections. Nothing may be written or read afterwards."""
        self._readers.close()
        self._writer.close()


def open_house(where: str | Path, *, busy_ms: int = BUSY_MS) -> Store:
    """`controlroom.store.open_store`; `busy_ms` is how long a write waits for another program."""
    place = place_of(where)
    if place.file is not None:
        make_room(place.file)
    reading = reading_engine(place, busy_ms=busy_ms)
    writing = writing_engine(place, busy_ms=busy_ms)
    try:
        kept = schema.ensure(place, reading, writing)
    except BaseException:
        reading.dispose()
        writing.dispose()
        raise
    return Store(place, Writer(place, writing), Readers(place, reading), kept)
