"""The composition root: the only place that names the adapters.

They are imported where they are made: the window's shell is on the screen before.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from controlroom.app.paths import data_dir
from controlroom.app.resources import resource_path
from controlroom.scheduling.clocks import MachineClock, ScaledClock
from controlroom.store.settings_file import SettingsFile

if TYPE_CHECKING:
    from controlroom.core.ids import RunId
    from controlroom.core.saying import Speaker
    from controlroom.core.time import Clock, Instant
    from controlroom.desk.control import Desk
    from controlroom.desk.jobs import Dispatch
    from controlroom.desk.world import World
    from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
    from controlroom.feeds.recorded import Recorded
    from controlroom.plan.sheet import RunSheet
    from controlroom.ports import BundleFiles, FactReader, FactSheets, Settings, SheetFiles
    from controlroom.ports.broadcast import Broadcasts, Secrets
    from controlroom.review.summary import Review
    from controlroom.store.rules_file import RulesFile
    from controlroom.store.templates_folder import TemplatesFolder


def compose(
    database: str | Path,
    speaker: Speaker,
    *,
    clock: Clock | None = None,
    dispatch: Dispatch | None = None,
    settings: Settings | None = None,
) -> Desk:
    """A desk on the database at `database` (path or URL). Settings must be the program's
    one object of them: two on one file would undo each other's writing."""
    from controlroom.desk.control import Desk

    made = world(database, speaker, clock=clock, dispatch=dispatch)
    made.settings = settings
    return Desk(made)


def world(
    database: str | Path,
    speaker: Speaker,
    *,
    clock: Clock | None = None,
    dispatch: Dispatch | None = None,
) -> World:
    """The real adapters around one database."""
    from controlroom.desk.jobs import at_once
    from controlroom.desk.world import World
    from controlroom.desk.writer import Writer
    from controlroom.scheduling.alarms import WakingAlarms
    from controlroom.store import open_store

    time = clock or MachineClock()
    writer = Writer()
    try:
        store = writer.call(lambda: open_store(database))
    except BaseException:
        writer.close()
        raise
    return World(
        store=store,
        writer=writer,
        reader=cast("FactReader", Late(_fact_reader)),
        files=cast("SheetFiles", Late(_sheet_files)),
        report=_report,
        clock=time,
        alarms=lambda: WakingAlarms(time),
        speaker=speaker,
        dispatch=dispatch or at_once,
        simulate=simulated,
        recorded=recorded,
        scratch=_scratch(speaker, dispatch),
        rulebook=rulebook(),
        bundles=cast("BundleFiles", Late(_bundle_files)),
        fact_sheets=cast("FactSheets", Late(_fact_sheets)),
        printer=_printed,
        templates=templates(),
        lifeboats=_lifeboats,
        secrets=secrets(),
        broadcasts=broadcasts,
    )


def secrets() -> Secrets:
    """The system's keyring."""
    from controlroom.store.secrets import SystemKeyring

    return SystemKeyring()


def broadcasts() -> Broadcasts:
    """What reaches OBS."""
    from controlroom.feeds.obs.link import Obs

    return Obs(MachineClock())


def _lifeboats(run: RunId) -> tuple[str, ...]:
    """The data folder, the home, the folder for passing files."""
    places = (data_dir(), Path.home(), Path(tempfile.gettempdir()))
    return tuple(str(place / f"controlroom-unsaved-{run}.zip") for place in places)


def _printed(sheet: RunSheet, path: str, speaker: Speaker, step: Callable[[float], None]) -> None:
    """A PDF needs Qt to set its Chinese; nothing else without a window does."""
    from controlroom.app.printing import printed

    printed(sheet, path, speaker, step)


def simulated(sheet: RunSheet, seed: int) -> Recorded:
    """A simulated audience for `sheet`, as a source of facts."""
    from controlroom.feeds.recorded import Recorded
    from controlroom.feeds.simulated import simulate

    show = simulate(sheet, seed)
    return Recorded(show.orders, show.ads, show.room)


def recorded(orders: OrderLines, ads: AdSamples, room: RoomSamples, offset: int = 0) -> Recorded:
    """Facts that come again as they came, `offset` ms later."""
    from controlroom.feeds.recorded import Recorded

    return Recorded(orders, ads, room, offset=offset)


def run_clock(start: Instant, speed: float) -> ScaledClock:
    """A clock that begins at `start` and runs `speed` times as fast as the machine's."""
    return ScaledClock(MachineClock(), start=start, speed=speed)


def settings_file() -> Settings:
    """The user's settings."""
    return SettingsFile(data_dir() / "settings.json")


def passing_settings() -> Settings:
    """Settings that end with the program (demo, pictures)."""
    return SettingsFile(Path(tempfile.mkdtemp(prefix="controlroom-")) / "settings.json")


def now() -> Instant:
    """The machine's wall clock."""
    return MachineClock().wall()


def steady() -> int:
    """The machine's steady clock, ms."""
    return MachineClock().steady()


def rulebook() -> RulesFile:
    """Our rules, and the merchant's in the data folder."""
    from controlroom.store.rules_file import RulesFile

    return RulesFile(resource_path("rules", "presets.json"), data_dir() / "rules.json")


def templates() -> TemplatesFolder:
    """Our templates, and the merchant's in the data folder."""
    from controlroom.store.templates_folder import TemplatesFolder

    return TemplatesFolder(resource_path("templates"), data_dir() / "templates")


def readers() -> tuple[FactReader, SheetFiles]:
    """What reads files, without a database."""
    return _fact_reader(), _sheet_files()


class Late:
    """Stands for an adapter and makes it when it is first asked for anything: what reads
    and writes files is not imported while the window opens."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if "_made" not in self.__dict__:
            self.__dict__.setdefault("_made", self._make())  # one, whichever thread is first
        return getattr(self.__dict__["_made"], name)


def ahead(window: Callable[[], None] = lambda: None) -> None:
    """What the `window` still needs, and what reads run-sheets, is imported before it is first
    asked for: not on the window's thread, where it would be a hitch of the first paste."""
    window()
    _sheet_files()


def _fact_reader() -> FactReader:
    from controlroom.feeds.files import Files

    return Files()


def _sheet_files() -> SheetFiles:
    from controlroom.exchange.sheets import SheetBook

    return SheetBook()


def _bundle_files() -> BundleFiles:
    from controlroom.exchange.bundle import BundleFile

    return BundleFile()


def _fact_sheets() -> FactSheets:
    from controlroom.exchange.fact_sheets import FactTables

    return FactTables()


def _report(review: Review, path: str, speaker: Speaker) -> None:
    """By suffix; a PDF is printed, as run-sheets are."""
    if path.lower().endswith(".pdf"):
        from controlroom.app.printing import printed_report

        printed_report(review, path, speaker)
        return
    from controlroom.exchange.report import write_report

    write_report(review, path, speaker)


def sound(database: Path) -> None:
    """Raises WorldError when `database` is not one we can open."""
    from controlroom.store import open_store

    open_store(database).close()


def _scratch(speaker: Speaker, dispatch: Dispatch | None) -> Callable[[Instant, float], World]:
    def make(start: Instant, speed: float) -> World:
        folder = Path(tempfile.mkdtemp(prefix="controlroom-rehearsal-"))
        clock = ScaledClock(MachineClock(), start=start, speed=speed)
        scratch = world(folder / "rehearsal.db", speaker, clock=clock, dispatch=dispatch)
        scratch.on_close.append(lambda: shutil.rmtree(folder, ignore_errors=True))
        return scratch

    return make
