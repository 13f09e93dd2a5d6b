"""The desk: everything the window, the server and the command line may ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.ids import ImportId, RunId, SessionId, fresh
from controlroom.core.message import Message, message
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.desk import factflow
from controlroom.desk.air import Air, Subscriber
from controlroom.desk.broadcasting import ObsDesk
from controlroom.desk.checking import Checker
from controlroom.desk.exchanging import Exchange
from controlroom.desk.importing import (
    Imported,
    ReadAhead,
    Step,
    fit,
    import_files,
    keep_new,
    session_at,
)
from controlroom.desk.intents import Intent, UseSheet
from controlroom.desk.jobs import Job, at_once
from controlroom.desk.judging import Judgement
from controlroom.desk.listing import Listing
from controlroom.desk.pasts import past_shows
from controlroom.desk.planning import Planning
from controlroom.desk.rehearsing import Rehearsal
from controlroom.desk.reminding import Reminders
from controlroom.desk.rescuing import Rescue
from controlroom.desk.reviewing import buckets_of, review_of
from controlroom.desk.ruling import Ruling
from controlroom.desk.runs import Runs
from controlroom.desk.saving import Saving, trouble_of
from controlroom.desk.shelf import Shelf
from controlroom.desk.world import World
from controlroom.plan import edits
from controlroom.plan.duplicate import on_another_day
from controlroom.plan.pasts import PastShow
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ports import (
    Batch,
    FactReader,
    FileRequest,
    SessionBrief,
    SheetRead,
    SheetRequest,
    Upsert,
)

if TYPE_CHECKING:
    from controlroom.review.summary import Review

log = logging.getLogger(__name__)


class Desk:
    """One program's worth of use cases. Public calls come from the GUI thread (or the
    only thread of a headless command); what is slow runs as a `Job`."""

    def __init__(self, world: World) -> None:
        self.world, self.judgement = world, Judgement(world)
        self._plans: dict[SessionId, Planning] = {}
        self._checker = Checker(lambda: self.world.dispatch)
        self.on_trouble: list[Callable[[Message | None], None]] = []
        """Told (through dispatch) what the disk refuses, and None when it takes it again."""
        self.exchange = Exchange(world, self.planning)
        self.shelf = Shelf(world, self._sheet, self.add_sheet)
        self._runs = Runs(world, self._sheet, self.judgement.errors)
        self.listing = Listing(world, self.judgement.findings, lambda: self._runs.real)
        self.ruling = Ruling(world, self._runs)
        self.reminders = Reminders(world, self._sheet, self.planning)
        self._runs.told, self._runs.planned = self.reminders.told, self._planned
        self.rescue = Rescue(world, lambda: self.air)
        self._runs.on_unsaved = self.rescue.save_at_the_end
        self.obs = ObsDesk(world, lambda: self.air)
        self._runs.on_open = self.obs.greet

    def now(self) -> Instant:
        """The wall clock."""
        return self.world.clock.wall()

    # --- sessions -------------------------------------------------------------

    def sessions(
        self, *, archived: bool = False, discarded: bool = False
    ) -> tuple[SessionBrief, ...]:
        """All sessions, next planned start first; or those in the bin."""
        return self.world.store.sheets.sessions(archived=archived, discarded=discarded)

    def new_session(self, title: str, start: Instant) -> SessionId:
        """An empty session at `start`."""
        return self.add_sheet(RunSheet(session=session_at(title, start)))

    def add_sheet(self, sheet: RunSheet) -> SessionId:
        """Keep `sheet` as a session of its own."""
        self.world.writer.call(lambda: self.world.store.sheets.save(sheet))
        return sheet.session.id

    def duplicate_session(self, session: SessionId, start: Instant, title: str = "") -> SessionId:
        """The same plan, beginning at `start`; clock faces move with the calendar. `title`: what
        it is called, "" as it was."""
        copy = on_another_day(self._sheet(session), SessionId(fresh("ses")), start)
        if title:
            copy = edits.set_session(copy, title=title)
        return self.add_sheet(copy)

    def archive_session(self, session: SessionId, archived: bool = True) -> None:
        """Out of the list (or back into it). Nothing is deleted."""
        label = message("desk.edit.archive" if archived else "desk.edit.unarchive")
        plan = self.planning(session)
        plan.edit(label, lambda sheet: edits.set_session(sheet, archived=archived))
        self.world.writer.call(lambda: None)

    def discard_session(self, session: SessionId) -> None:
        """Put a session into the bin, with everything of it; `restore_session` undoes it.
        Raises WorldError("desk.session_on_air")."""
        if self.air is not None and self.air.session == session:
            if self.air.show.state.live:
                raise WorldError("desk.session_on_air")
            self.close_run()
        self.world.writer.call(lambda: self.world.store.sheets.discard(session))
        self._plans.pop(session, None)

    def restore_session(self, session: SessionId) -> None:
        """Take a session out of the bin as it was."""
        self.world.writer.call(lambda: self.world.store.sheets.restore(session))

    def purge_session(self, session: SessionId) -> None:
        """Delete a session in the bin for good."""
        self.world.writer.call(lambda: self.world.store.sheets.delete(session))

    def planning(self, session: SessionId) -> Planning:
        """The plan of a session, the same object for everyone who asks."""
        if session not in self._plans:
            history, revision = self.world.store.sheets.recall(session)
            saving = Saving(self.world, revision, self._saved)
            checker = None if self.world.dispatch is at_once else self._checker
            judge = self.judgement.findings
            plan = Planning(history, self.world.clock, saving, judge, checker)
            plan.subscribe(self._plan_changed)
            self._plans[session] = plan
        return self._plans[session]

    def choose_severities(self, choices: Mapping[str, str]) -> None:
        """Keep other severities; open plans are judged anew. Raises WorldError."""
        self.judgement.choose(choices)
        for plan in self._plans.values():
            plan.refresh()

    def past_shows(
        self, session: SessionId, done: Callable[[tuple[PastShow, ...] | Exception], None]
    ) -> Job:
        """What the shows before this one brought, stage by stage. Outcome: PastShow's."""
        sheet = self._sheet(session)
        job = Job(lambda job: past_shows(self.world.store, sheet, job), self.world.dispatch)
        return job.on_done(done).start()

    # --- files ------------------------------------------------------------------

    def import_sheet(self, path: str, session: SessionId, sheet: str | None = None) -> Job:
        """A run-sheet file merged into a session; one undo step. Outcome: SheetRead."""
        plan = self.planning(session)

        def work(job: Job) -> SheetRead:
            job.step(0.1)
            read = self.world.files.read(SheetRequest(path=path, base=plan.sheet, sheet=sheet))
            job.step(0.9)
            self.world.dispatch(lambda: plan.take_import(read))
            return read

        return self._job(work)

    def export_sheet(
        self,
        session: SessionId,
        path: str,
        plate: Plate | None = None,
        speaker: Speaker | None = None,
    ) -> Job:
        """A session's run-sheet into a file, by suffix; with `plate` that plate alone, in
        the language of `speaker`."""
        sheet, files, printer = self.planning(session).sheet, self.world.files, self.world.printer
        voice = speaker or self.world.speaker
        if path.lower().endswith(".pdf") and printer is not None:
            return self._job(lambda job: printer(sheet, path, voice, job.step))
        return self._job(lambda job: files.write(sheet, path, voice, plate))

    def import_facts(self, request: FileRequest, session: SessionId, *, dry: bool = False) -> Job:
        """A file of facts into a session. Outcome: Imported."""
        return self.import_all((request,), session, dry=dry)

    def import_all(
        self, requests: tuple[FileRequest, ...], session: SessionId | None, *, dry: bool = False
    ) -> Job:
        """Several files as one import; `session` None makes one from their window."""

        def work(job: Job) -> Imported:
            reader = self.world.reader
            if self.air is not None:
                reader = ReadAhead(reader, requests, job.step)
            return self.world.writer.call(
                lambda: self._import(requests, session, reader, job.step, dry)
            )

        return self._job(work)

    def undo_import(self, into: str) -> None:
        """Take an import back."""
        self.world.writer.call(lambda: self._undo_import(ImportId(into)))

    # --- on air -----------------------------------------------------------------

    def open_run(
        self,
        session: SessionId,
        rehearsal: bool = False,
        *,
        speed: float = 1.0,
        seed: int = 1,
        recording: SessionId | None = None,
    ) -> Air:
        """Open (or, after a crash, resume) the run of a session and start its thread.

        A rehearsal goes to a scratch database with a simulated audience, or the
        facts of the session `recording` played again; nothing of it
        is written to the session. Blocks: a window calls `begin_run`.
        """
        how = Rehearsal(speed=speed, seed=seed, recording=recording)
        return self._runs.open(session, rehearsal, how=how)

    def begin_run(
        self,
        session: SessionId,
        rehearsal: bool = False,
        *,
        resuming: bool = False,
        how: Rehearsal | None = None,
    ) -> Job:
        """`open_run` on a thread of its own: a journal and a night's facts are read.

        Subscribers hear `Phase.OPENING` at once, and `Phase.IDLE` where it fails. While a
        run is being opened, that job is given. Outcome: Air.
        """
        return self._runs.begin(session, rehearsal, resuming=resuming, how=how)

    def recordings(self) -> tuple[SessionBrief, ...]:
        """Sessions that went on air: a rehearsal can be run on what they sold."""
        return tuple(brief for brief in self.sessions(archived=True) if brief.aired)

    def unfinished(self) -> tuple[SessionId, RunId] | None:
        """The newest run that was on air and never ended (a crash), or None."""
        runs = self.world.store.journal.runs()
        return next(((r.session, r.id) for r in runs if not r.ended and not r.rehearsal), None)

    @property
    def air(self) -> Air | None:
        """The open run, or None."""
        return self._runs.air

    @property
    def air_world(self) -> World:
        """The adapters of the open run: a scratch world in a rehearsal."""
        return self._runs.world

    def obstacles(self) -> tuple[Finding, ...]:
        """The readiness errors that going on air with the open run must override."""
        return self.air.obstacles() if self.air is not None else ()

    def close_run(self) -> None:
        """End the thread of the open run. The run itself stays resumable."""
        self._runs.close()

    def leave_rehearsal(self) -> Job:
        """End the rehearsal that is open; nothing of it is kept. A real run stays open."""
        return self._runs.leave()

    def post(self, intent: Intent) -> None:
        """Ask something of the open run (nothing happens without one)."""
        if self.air is not None:
            self.air.post(intent)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """`callback(readout)` on the air thread, for this and later runs."""
        return self._runs.subscribe(callback)

    # --- afterwards ---------------------------------------------------------------

    def review(
        self,
        session: SessionId,
        done: Callable[[Review | WorldError], None] | None = None,
        *,
        until: Instant | None = None,
    ) -> Job:
        """The review of a session, computed off the GUI thread. Outcome: Review."""
        sheet = self._sheet(session)
        job = Job(lambda _: review_of(self.world.store, sheet, until=until), self.world.dispatch)
        return (job.on_done(done) if done else job).start()

    def write_report(self, session: SessionId, path: str, speaker: Speaker | None = None) -> Job:
        """The report of a session into a file, by suffix."""
        sheet = self._sheet(session)

        def work(job: Job) -> str:
            """The path. Raises WorldError where it can't be written."""
            review = review_of(self.world.store, sheet)
            job.step(0.6)
            said = replace(
                speaker or self.world.speaker,
                zone=sheet.session.zone,
                currency=sheet.session.currency,
            )
            self.world.report(review, path, said)
            return path

        return self._job(work)

    def close(self) -> None:
        """End all threads and close the store."""
        self.obs.close()
        self.close_run()
        self._checker.close()
        self.listing.close()
        self.world.close()

    # --- inside -------------------------------------------------------------------

    def _sheet(self, session: SessionId) -> RunSheet:
        return self._planned(session) or self.world.store.sheets.load(session)

    def _planned(self, session: SessionId) -> RunSheet | None:
        plan = self._plans.get(session)
        return plan.sheet if plan else None

    def _saved(self, saving: Future[None]) -> None:
        trouble = trouble_of(saving)
        for callback in self.on_trouble:
            self.world.dispatch(lambda callback=callback: callback(trouble))  # type: ignore[misc]

    def _plan_changed(self, plan: Planning) -> None:
        air = self.air
        if air is not None and air.show.state.run and air.session == plan.sheet.session.id:
            air.post(UseSheet(plan.sheet))

    def _job(self, work: Callable[[Job], object]) -> Job:
        return Job(work, self.world.dispatch).start()

    def _import(
        self,
        requests: tuple[FileRequest, ...],
        session: SessionId | None,
        reader: FactReader,
        step: Step,
        dry: bool,
    ) -> Imported:
        """On the writer's thread."""
        world, made = self.world, None
        air = self._runs.real
        air = air if air is not None and air.session == session else None
        kept: list[tuple[Batch, Upsert]] = []
        if session is None:
            made = session = keep_new(world.store.sheets, requests[0], world.clock.wall())
        try:
            imported = import_files(
                requests,
                session,
                reader=reader,
                store=world.store.facts,
                at=world.clock.wall(),
                step=step,
                dry=dry,
                on_upsert=(lambda b, u: kept.append((b, u))) if air else lambda b, u: None,
            )
            if made is not None:
                fit(world.store.sheets, made, imported, requests[0].start, dry)
        except BaseException:
            if made is not None:
                world.store.sheets.delete(made)
            raise
        if air is not None and not dry:
            air.tell(factflow.Imported(tuple(kept)))
        return imported

    def _undo_import(self, into: ImportId) -> None:
        """On the writer's thread, so that nothing is committed while the facts are read."""
        store, air = self.world.store, self._runs.real
        store.facts.undo_import(into)
        if air is not None:
            air.tell(factflow.Rebuilt(buckets_of(store, air.session)))
