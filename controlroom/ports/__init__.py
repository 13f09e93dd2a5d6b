"""What we need of the world, in our own words. Adapters implement these; fakes do too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import field
from typing import Protocol

from controlroom.core.ids import ImportId, RunId, SessionId
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.facts.columns import AdSamples, Int, OrderLines, RoomSamples
from controlroom.facts.sales import Sales
from controlroom.live.events import Event
from controlroom.live.rulebook import Rule
from controlroom.plan.history import Entry, History
from controlroom.plan.sheet import RunSheet
from controlroom.ports.papers import (
    Bundle,
    BundleFiles,
    FactSheets,
    OpenedSheets,
    RowError,
    SheetFiles,
    SheetLayout,
    SheetPage,
    SheetRead,
    SheetRequest,
)

__all__ = [  # from papers; what is defined here needs no mention
    "Bundle",
    "BundleFiles",
    "FactSheets",
    "OpenedSheets",
    "RowError",
    "SheetFiles",
    "SheetLayout",
    "SheetPage",
    "SheetRead",
    "SheetRequest",
]


@record
class SessionBrief:
    """A line of the session list."""

    id: SessionId
    title: str
    planned_start: Instant
    zone: str
    currency: str
    archived: bool
    simulated: bool
    aired: bool  # has a run that went on air
    revision: int
    streamer: str = ""


class SheetStore(Protocol):
    """Run-sheets by session, with their undo history."""

    def sessions(
        self, *, archived: bool = False, discarded: bool = False
    ) -> tuple[SessionBrief, ...]:
        """All sessions, next planned start first; archived ones only if asked for.
        `discarded`: those in the bin instead, archived or not."""

    def load(self, session: SessionId) -> RunSheet:
        """The sheet. Raises WorldError("session.unknown")."""

    def recall(self, session: SessionId) -> tuple[History, int]:
        """The sheet with its steps of undo, and its revision. WorldError("session.unknown")."""

    def save(self, sheet: RunSheet, *, label: Message | None = None) -> int:
        """Store `sheet` as the newest revision (replaces rows by id); returns the revision.

        Keeps a whole copy. With a `label` the change is one more step of undo; without
        one, undo begins anew.
        """

    def keep(self, entry: Entry, *, onto: int) -> int:
        """Write what `entry` changes, and the step it is; returns the new revision. Costs
        as much as what changed, not as the sheet.

        Raises WorldError("store.sheet_changed") when the stored sheet is not revision
        `onto` or has other steps: `rewrite` it then.
        """

    def rewrite(self, history: History) -> int:
        """Store a sheet and all its steps over what is there; returns the new revision."""

    def history(self, session: SessionId) -> tuple[tuple[int, Message], ...]:
        """(revision, label) of the whole copies, oldest first."""

    def revision(self, session: SessionId, number: int) -> RunSheet:
        """A whole copy of the sheet as it was at `number`."""

    def discard(self, session: SessionId) -> None:
        """Put the session, with everything of it, into the bin: from now on it is unknown."""

    def restore(self, session: SessionId) -> None:
        """Take the session out of the bin as it was. Raises WorldError("session.unknown")."""

    def delete(self, session: SessionId) -> None:
        """Remove the session and everything of it for good, also from the bin."""


@record
class Upsert:
    """What a batch did. `before`/`after` are the order lines that really changed:
    `before` their old values, `after` their new ones (buckets apply after - before)."""

    kept: int
    updated: int
    unchanged: int
    before: OrderLines | None = None
    after: OrderLines | None = None


@record
class ImportRecord:
    """One import: kept so that it can be listed and taken back."""

    id: ImportId
    session: SessionId
    kind: str  # orders | ads | room | runsheet
    source: str
    at: Instant
    read: int
    kept: int
    updated: int
    unchanged: int
    refused: int
    undone: bool


class FactStore(Protocol):
    """Facts by session. Writes happen on the writer's thread, inside `importing` or singly."""

    def importing(
        self, session: SessionId, kind: str, source: str, *, at: Instant
    ) -> AbstractContextManager[ImportId]:
        """One transaction: everything put inside is kept together or not at all."""

    def put_orders(
        self, session: SessionId, lines: OrderLines, *, into: ImportId | None = None
    ) -> Upsert:
        """Upsert by order and line id; a line with an older `updated_at` than the stored one
        is ignored."""

    def put_ads(
        self, session: SessionId, ads: AdSamples, *, into: ImportId | None = None
    ) -> Upsert: ...

    def put_room(
        self, session: SessionId, room: RoomSamples, *, into: ImportId | None = None
    ) -> Upsert: ...

    def finish_import(
        self, into: ImportId, *, read: int, refused: int, totals: Sequence[Upsert]
    ) -> None:
        """Note the counts of an import, within its transaction."""

    def undo_import(self, into: ImportId) -> None:
        """Put every row back to what it was before this import."""

    def imports(self, session: SessionId) -> tuple[ImportRecord, ...]: ...

    def orders(
        self,
        session: SessionId,
        *,
        start: Instant | None = None,
        end: Instant | None = None,
        only: Collection[str] | None = None,
    ) -> OrderLines:
        """Order lines by paid_at in [start, end) (all lines when both are None), in no
        particular order. With `only`, the other columns are blank: that much faster."""

    def sales(self, session: SessionId) -> Sales:
        """What the sums need of all order lines, for looking back: much faster."""

    def ads(self, session: SessionId) -> AdSamples: ...

    def room(self, session: SessionId) -> RoomSamples: ...


@record
class RunBrief:
    """One run (an airing or a rehearsal) of a session."""

    id: RunId
    session: SessionId
    opened: Instant
    rehearsal: bool
    ended: bool  # a WentOffAir is in its journal


class Journal(Protocol):
    """The append-only log of a run."""

    def append(self, run: RunId, events: Sequence[Event], *, after: int | None = None) -> int:
        """Commit `events` (durably) and return the seq of the last. The first of a run
        must be RunOpened, which also names its session. `after`: the seq that they follow;
        raises WorldError("store.run_taken") when another program has written there."""
        ...

    def read(self, run: RunId, *, after: int = 0) -> Iterator[tuple[int, Event]]:
        """(seq, event) in order; seq starts at 1."""
        ...

    def runs(self, session: SessionId | None = None) -> tuple[RunBrief, ...]:
        """Newest first."""
        ...


class Alarms(Protocol):
    """An alarm clock: it may wake us, it never decides."""

    def wake_at(self, at: Instant, call: Callable[[], None]) -> None:
        """Replace the one pending alarm: call `call` (on any thread) at or soon after `at`."""
        ...

    def stop(self) -> None:
        """No calls after this returns."""
        ...


class Settings(Protocol):
    """Per-user values of `core.settings.TABLE`."""

    def get(self, key: str) -> object: ...

    def set(self, key: str, value: object) -> None: ...


class RuleBook(Protocol):
    """The rules that watch a show: presets, and the merchant's own."""

    def rules(self) -> tuple[Rule, ...]:
        """All of them, the merchant's version of a preset in its place."""
        ...

    def ours(self) -> tuple[Rule, ...]:
        """The presets as they ship."""
        ...

    def keep(self, rules: Sequence[Rule]) -> None:
        """Keep what differs from the presets. Raises WorldError."""
        ...


Batch = OrderLines | AdSamples | RoomSamples


class Feed(Protocol):
    """A source that pushes batches while on air."""

    name: str

    def batches(self) -> Iterable[Batch]:
        """Batches as they come; ends when the source does."""
        ...


@record
class Chunk:
    """A part of a file being read: good rows as columns, bad rows as errors."""

    batch: Batch
    errors: tuple[RowError, ...]
    read: int  # rows looked at in this chunk
    done: float  # share of the file read so far, 0..1
    rows: Int | None = None  # of each sample of a room series: where its row stands, UTC ms


@record
class FileRequest:
    """What to read and how. `mapping` is column title → field of `cli.md`."""

    path: str
    kind: str  # orders | ads | room
    format: str = "auto"
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    start: Instant | None = None  # of minute 1, for room series
    counts: str = "auto"  # delta | cumulative | auto (room)
    time_format: str | None = None


class FactReader(Protocol):
    """Files of facts as chunks."""

    def formats(self) -> tuple[tuple[str, str], ...]:
        """(name, kind) of each known format."""
        ...

    def read(self, request: FileRequest) -> Iterator[Chunk]:
        """Chunks of at most some 20,000 rows, in file order. Raises WorldError when the
        file as a whole can't be read (not a table, no header, unknown columns, empty)."""
        ...

    def notes(self, request: FileRequest) -> tuple[Message, ...]:
        """What was decided for the reader's eyes: format found, counts taken as …"""
        ...


@record
class TemplateBrief:
    """A line of the list of templates. `length` is that of its script, `begins` the time
    of day it is made for: both ms, the latter from midnight."""

    id: str
    name: str
    about: str
    own: bool  # the merchant's, not one that ships with the program
    segments: int
    length: int
    begins: int


class Templates(Protocol):
    """Run-sheets to begin with: ours, and the merchant's own beside them."""

    def listed(self, lang: str) -> tuple[TemplateBrief, ...]:
        """Ours first, then the merchant's by name. What can't be read is left out."""
        ...

    def load(self, template: str, lang: str) -> RunSheet:
        """The sheet, on a day of no meaning. Raises WorldError("template.unknown", or why
        it can't be read)."""
        ...

    def save(self, name: str, about: str, sheet: RunSheet) -> str:
        """Keep `sheet` as a template of the merchant's; returns its id. Raises WorldError."""
        ...

    def remove(self, template: str) -> None:
        """Delete one of the merchant's own. Raises WorldError("template.ours",
        "template.unknown")."""
        ...
