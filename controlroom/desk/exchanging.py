"""Files in and out of the desk: run-sheets looked at before they are taken, bundles, tables
of facts. Everything slow is a `Job`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Message
from controlroom.desk import bundling, sheet_imports
from controlroom.desk.bundling import Unbundled
from controlroom.desk.gathering import NoGoodRowError
from controlroom.desk.jobs import Job
from controlroom.desk.planning import Planning
from controlroom.desk.sheet_imports import SheetImported
from controlroom.desk.world import World
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ports import Bundle, OpenedSheets, SheetRead, SheetRequest


class Exchange:
    """What leaves the desk as a file and what comes in as one."""

    def __init__(self, world: World, planning: Callable[[SessionId], Planning]) -> None:
        self._world, self._planning = world, planning

    # --- run-sheets ---------------------------------------------------------------

    def fields(self, plate: Plate | None) -> tuple[tuple[str, str, str], ...]:
        """(name, Chinese, English) of all that a sheet of `plate` may hold."""
        return self._world.files.fields(plate)

    def meant(self, plate: Plate, headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(field, unit) that each heading of a table names, ("", "") for none."""
        return self._world.files.meant(plate, headings)

    def open_sheet(self, path: str) -> Job:
        """A run-sheet file, to be looked at. Outcome: OpenedSheets."""

        def work(job: Job) -> OpenedSheets:
            job.step(0.05)
            opened = self._world.files.open(path)
            job.step(0.8)
            _ = opened.pages
            return opened

        return self._job(work)

    def preview(self, opened: OpenedSheets, request: SheetRequest) -> Job:
        """What taking the file so would mean. Nothing changes. Outcome: SheetRead."""

        def work(job: Job) -> SheetRead:
            job.step(0.1)
            read = opened.read(request)
            job.step(0.9)
            return read

        return self._job(work)

    def take(self, read: SheetRead, session: SessionId, base: RunSheet) -> None:
        """Take a preview into the plan as one undo step. Raises WorldError when the plan is
        no longer `base`, which the preview was made for."""
        plan = self._planning(session)
        if plan.sheet != base:
            raise WorldError("desk.plan_moved_on")
        plan.take_import(read)

    def take_as_new(self, sheet: RunSheet) -> Job:
        """Keep an imported sheet as a session of its own. Outcome: its id."""

        def work(job: Job) -> SessionId:
            self._world.writer.call(lambda: self._world.store.sheets.save(sheet))
            return sheet.session.id

        return self._job(work)

    def import_sheet(self, request: SheetRequest, *, dry: bool = False) -> Job:
        """A run-sheet file into the store as one import (`Desk.undo_import` takes it back);
        `request.base` is the session as it is, or a new one. Outcome: SheetImported, or
        NoGoodRowError, when nothing was stored."""
        world = self._world

        def work(job: Job) -> SheetImported:
            """Read, count what changes, and keep it unless dry. Raises NoGoodRowError where every
            row is refused, WorldError where the file can't be read."""
            job.step(0.1)
            read = world.files.read(request)
            job.step(0.8)
            tally = sheet_imports.counted(read, request.base)
            source, at = request.path.replace("\\", "/").rpartition("/")[2], world.clock.wall()
            if read.errors and tally.refused >= read.rows:
                raise NoGoodRowError(source, read.errors, read.rows)
            if dry:
                return tally
            made = world.writer.call(
                lambda: sheet_imports.keep(world.store, tally, request.base, source, at)
            )
            return replace(tally, id=made)

        return self._job(work)

    # --- bundles ------------------------------------------------------------------

    def export_bundle(self, session: SessionId, path: str, *, rehearsals: bool = False) -> Job:
        """A whole session into one file. Outcome: the path."""

        def work(job: Job) -> str:
            bundle = self._gathered(session, rehearsals)
            job.step(0.5)
            bundling.files_of(self._world).write(bundle, path)
            return path

        return self._job(work)

    def import_bundle(self, path: str, *, as_new: bool = False) -> Job:
        """A bundle into the store, all or nothing. Outcome: Unbundled, or WorldError
        "bundle.known" when the session is there already and `as_new` is not asked."""
        world = self._world

        def work(job: Job) -> Unbundled:
            """Read and keep, in one turn of the writer. Raises WorldError (the file, or a known
            session)."""
            bundle = bundling.files_of(world).read(path)
            job.step(0.2)
            name = path.replace("\\", "/").rpartition("/")[2]
            return world.writer.call(
                lambda: bundling.keep(
                    world.store,
                    bundle,
                    name,
                    at=world.clock.wall(),
                    as_new=as_new,
                    settings=world.settings,
                    step=job.step,
                )
            )

        return self._job(work)

    def halves(self) -> tuple[Message, ...]:
        """What bundles have left whose import was cut off."""
        return bundling.halves(self._world.store)

    # --- facts ----------------------------------------------------------------------

    def export_facts(self, session: SessionId, path: str) -> Job:
        """The facts of a session as tables, by suffix. Outcome: the files written."""
        sheets = self._world.fact_sheets
        if sheets is None:
            raise BugError("no tables of facts in this world")

        def work(job: Job) -> tuple[str, ...]:
            bundle = self._gathered(session, False)
            job.step(0.5)
            return sheets.write(bundle, path, self._world.speaker)

        return self._job(work)

    def _gathered(self, session: SessionId, rehearsals: bool) -> Bundle:
        """What is written, once the writer has written what it was given."""
        world = self._world
        world.writer.call(lambda: None)
        return bundling.gathered(
            world.store,
            session,
            settings=world.settings,
            now=world.clock.wall(),
            rehearsals=rehearsals,
        )

    def _job(self, work: Callable[[Job], object]) -> Job:
        return Job(work, self._world.dispatch).start()
