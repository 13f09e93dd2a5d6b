"""The adapters a desk works with, gathered by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from controlroom.core.ids import RunId
from controlroom.core.message import Message
from controlroom.core.saying import Speaker
from controlroom.core.time import Clock, Instant
from controlroom.desk.air import Source
from controlroom.desk.jobs import Dispatch, at_once
from controlroom.desk.writer import Writer
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.plan.sheet import RunSheet
from controlroom.ports import (
    Alarms,
    BundleFiles,
    FactReader,
    FactSheets,
    FactStore,
    Journal,
    RuleBook,
    Settings,
    SheetFiles,
    SheetStore,
    Templates,
)
from controlroom.ports.broadcast import Broadcasts, Secrets

if TYPE_CHECKING:
    from controlroom.review.summary import Review

ReportWriter = Callable[["Review", str, Speaker], None]
SheetPrinter = Callable[[RunSheet, str, Speaker, Callable[[float], None]], None]


class Store(Protocol):
    """The three stores of one database, and its care."""

    @property
    def sheets(self) -> SheetStore: ...

    @property
    def facts(self) -> FactStore: ...

    @property
    def journal(self) -> Journal: ...

    def backup(self, path: str | Path) -> None:
        """A consistent copy as a file. Raises WorldError where there is no file to copy."""
        ...

    def doctor(self) -> list[Message]:
        """What is wrong with the database; empty when it is healthy."""
        ...

    def close(self) -> None: ...


@dataclass(slots=True)
class World:
    """The adapters a desk works with. `writer` owns `store`'s writing connection."""

    store: Store
    writer: Writer
    reader: FactReader
    files: SheetFiles
    report: ReportWriter
    clock: Clock
    alarms: Callable[[], Alarms]
    speaker: Speaker
    dispatch: Dispatch = at_once
    simulate: Callable[[RunSheet, int], Source] | None = None
    recorded: Callable[[OrderLines, AdSamples, RoomSamples, int], Source] | None = None
    scratch: Callable[[Instant, float], World] | None = None
    rulebook: RuleBook | None = None
    printer: SheetPrinter | None = None
    templates: Templates | None = None
    bundles: BundleFiles | None = None
    fact_sheets: FactSheets | None = None
    settings: Settings | None = None
    secrets: Secrets | None = None
    broadcasts: Callable[[], Broadcasts] | None = None
    """What reaches OBS; imported when called."""
    lifeboats: Callable[[RunId], tuple[str, ...]] = lambda run: ()
    """Where what could not be saved may go when a run is closed, best first."""
    on_close: list[Callable[[], None]] = field(default_factory=list)

    def close(self) -> None:
        """End the writer's thread and close the store."""
        self.writer.call(self.store.close)
        self.writer.close()
        for call in self.on_close:
            call()
