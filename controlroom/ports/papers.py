"""What comes in and goes out as files of people: run-sheets, bundles, tables of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Protocol

from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.live.events import Event
from controlroom.plan.sheet import Plate, RunSheet


@record
class RowError:
    """A row that was refused: where it stands, what it held, what to do about it. With
    `kept`, the row was taken in without that cell."""

    file: str
    sheet: str
    row: int  # 1-based as in the file; 0 for the file as a whole
    column: str
    value: str
    message: Message
    kept: bool = False


@record
class SheetLayout:
    """How one sheet of a file is meant: the 0-based row of its header, the plate its rows
    belong to (None: a column says it row by row), and the field (as in `cli.md`) of each
    0-based column that is read."""

    header: int
    plate: Plate | None
    fields: Mapping[int, str]


@record
class SheetRequest:
    """A run-sheet file to read into a session's sheet (`base` gives the session, zone,
    currency and ids to merge by). `start` moves the whole sheet to begin there.

    `layouts`, when given, says by sheet name which sheets are read and how; it takes the
    place of `sheet` and `mapping`. `hidden_rows`: read the rows the file hides.
    `keep_start`: the session begins and ends as in `base` whatever the file says.
    `drop_missing`: rows of a plate in the file that the file does not have are removed.
    """

    path: str
    base: RunSheet
    sheet: str | None = None
    start: Instant | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, SheetLayout] = field(default_factory=dict)
    hidden_rows: bool = True
    drop_missing: bool = False
    keep_start: bool = False


@record
class SheetRead:
    """The sheet as read (merged into base by id), what was refused, what was decided.
    `begins`: when the show begins by the file."""

    sheet: RunSheet
    errors: tuple[RowError, ...]
    notes: tuple[Message, ...]
    mapping: Mapping[str, str]
    rows: int
    begins: Instant | None = None


@record
class SheetPage:
    """One sheet of an opened file: its cells as text (0-based rows and columns), rows the
    file hides (1-based), and how we would read it (None: no header found, or `about` the
    session). `chosen`: it is read when nobody says otherwise."""

    name: str
    cells: tuple[tuple[str, ...], ...]
    hidden: bool
    hidden_rows: frozenset[int]
    about: bool
    layout: SheetLayout | None
    chosen: bool


class OpenedSheets(Protocol):
    """A run-sheet file in memory, read as often as one likes."""

    @property
    def pages(self) -> tuple[SheetPage, ...]:
        """The sheets of the file, in its order."""
        ...

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What is to be said of the file as a whole (macros, hidden sheets…)."""
        ...

    def columns(self, sheet: str, header: int) -> tuple[str, ...]:
        """What the columns are called under the header at the 0-based row: its words, made
        different where two are alike; `RowError.column` names a column so."""
        ...

    def propose(self, sheet: str, plate: Plate | None, header: int | None) -> SheetLayout | None:
        """How the sheet would be read with this plate and header; None leaves either open."""
        ...

    def read(self, request: SheetRequest) -> SheetRead:
        """As `SheetFiles.read`, without reading the file again."""
        ...


class SheetFiles(Protocol):
    """Run-sheets in and out of files."""

    def open(self, path: str) -> OpenedSheets:
        """The file in memory. Raises WorldError when it can't be read as a whole."""
        ...

    def fields(self, plate: Plate | None) -> tuple[tuple[str, str, str], ...]:
        """(name, Chinese heading, English heading) of all that a sheet of `plate` may hold."""
        ...

    def meant(self, plate: Plate, headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(field, unit in brackets) that each heading names by any of its known names, Chinese
        or English; ("", "") for none."""
        ...

    def read(self, request: SheetRequest) -> SheetRead:
        """Raises WorldError when the file as a whole can't be read."""
        ...

    def write(
        self, sheet: RunSheet, path: str, speaker: Speaker, plate: Plate | None = None
    ) -> None:
        """By suffix: .xlsx .csv (round-trip). With `plate` a .csv holds that plate alone."""
        ...


@record
class Bundle:
    """A whole session to hand to a colleague. `runs` are its journals, oldest first, each
    beginning with its RunOpened; `settings` those that belong to the show."""

    sheet: RunSheet
    orders: OrderLines
    ads: AdSamples
    room: RoomSamples
    runs: tuple[tuple[Event, ...], ...] = ()
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    made_at: Instant = Instant(0)


class BundleFiles(Protocol):
    """Session bundles in and out of files."""

    def write(self, bundle: Bundle, path: str) -> None:
        """Whole or not at all. Raises WorldError."""
        ...

    def read(self, path: str) -> Bundle:
        """Checked in every part. Raises WorldError: no bundle, damaged, of a newer program."""
        ...


class FactSheets(Protocol):
    """Facts out into tables for a spreadsheet."""

    def write(self, bundle: Bundle, path: str, speaker: Speaker) -> tuple[str, ...]:
        """By suffix: .xlsx (a sheet per kind), .csv (a file per kind beside `path`), .zip of
        those. Returns the files written. Raises WorldError."""
        ...
