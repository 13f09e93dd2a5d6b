"""The desk: everything the window, the server and the command line may ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from controlroom.core.errors import WorldError
from controlroom.core.ids import ImportId, RunId, SessionId, fresh
from controlroom.core.message import Message, message
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.desk import factflow
from controlroom.desk.air import Air, Subscriber
from controlroom.desk.airtime import AirTime
from controlroom.desk.exchanging import Exchange
from controlroom.desk.factflow import FactFlow
from controlroom.desk.importing import Imported, ReadAhead, Step, import_files, window_of
from controlroom.desk.inbox import Inbox
from controlroom.desk.intents import Intent, UseSheet
from controlroom.desk.jobs import Job
from controlroom.desk.learning import habits_of
from controlroom.desk.planning import Planning
from controlroom.desk.reviewing import buckets_of, review_of
from controlroom.desk.saving import Saving, trouble_of
from controlroom.desk.show import Show
from controlroom.desk.watching import Watch
from controlroom.desk.world import World
from controlroom.live.events import RunOpened
from controlroom.live.rulebook import Rule
from controlroom.plan import edits, readiness
from controlroom.plan.duplicate import on_another_day
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import (
    Batch,
    FactReader,
    FileRequest,
    SessionBrief,
    SheetRead,
    SheetRequest,
    SheetStore,
    Upsert,
)
from controlroom.review.summary import Review

log = logging.getLogger(__name__)


class Desk:
    """One program's worth of use cases. Public calls come from the GUI thread (or the
    only thread of a headless command); what is slow runs as a `Job`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._plans: dict[SessionId, Planning] = {}
        self._subscribers: list[Subscriber] = []
        self.on_trouble: list[Callable[[Message | None], None]] = []
        """Told (through dispatch) what the disk refuses, and None when it takes it again."""
        self.exchange = Exchange(world, self.planning)
        self._air: Air | None = None
        self._learning: Job | None = None
        self._air_world: World | None = None

    def now(self) -> Instant:
        """The wall clock."""
        return self.world.clock.wall()

    # --- sessions -------------------------------------------------------------

    def sessions(self, *, archived: bool = False) -> tuple[SessionBrief, ...]:
        """All sessions, next planned start first."""
        return self.world.store.sheets.sessions(archived=archived)

    def new_session(self, title: str, start: Instant) -> SessionId:
        """An empty session at `start`."""
        return self.add_sheet(RunSheet(session=_session(title, start)))

    def add_sheet(self, sheet: RunSheet) -> SessionId:
        """Keep `sheet` as a session of its own."""
        self.world.writer.call(lambda: self.world.store.sheets.save(sheet))
        return sheet.session.id

    def duplicate_session(self, session: SessionId, start: Instant) -> SessionId:
        """The same plan, beginning at `start`; clock faces move with the calendar."""
        copy = on_another_day(self._sheet(session), SessionId(fresh("ses")), start)
        return self.add_sheet(copy)

    def archive_session(self, session: SessionId, archived: bool = True) -> None:
        """Out of the list (or back into it). Nothing is deleted."""
        label = message("desk.edit.archive" if archived else "desk.edit.unarchive")
        plan = self.planning(session)
        plan.edit(label, lambda sheet: edits.set_session(sheet, archived=archived))
        self.world.writer.call(lambda: None)

    def discard_session(self, session: SessionId) -> None:
        """Put a session into the bin, with everything of it; `restore_session` undoes it."""
        self.world.writer.call(lambda: self.world.store.sheets.discard(session))
        self._plans.pop(session, None)

    def restore_session(self, session: SessionId) -> None:
        """Take a session out of the bin as it was."""
        self.world.writer.call(lambda: self.world.store.sheets.restore(session))

    def planning(self, session: SessionId) -> Planning:
        """The plan of a session, the same object for everyone who asks."""
        if session not in self._plans:
            history, revision = self.world.store.sheets.recall(session)
            saving = Saving(self.world, revision, self._saved)
            plan = Planning(history, self.world.clock, saving)
            plan.subscribe(self._plan_changed)
            self._plans[session] = plan
        return self._plans[session]

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

    def export_sheet(self, session: SessionId, path: str, plate: Plate | None = None) -> Job:
        """A session's run-sheet into a file, by suffix; with `plate` that plate alone."""
        sheet, files = self.planning(session).sheet, self.world.files
        return self._job(lambda job: files.write(sheet, path, self.world.speaker, plate))

    def import_facts(self, request: FileRequest, session: SessionId, *, dry: bool = False) -> Job:
        """A file of facts into a session. Outcome: Imported."""
        return self.import_all((request,), session, dry=dry)

    def import_all(
        self, requests: tuple[FileRequest, ...], session: SessionId | None, *, dry: bool = False
    ) -> Job:
        """Several files as one import; `session` None makes one from their window."""

        def work(job: Job) -> Imported:
            reader = self.world.reader
            if self._air is not None:
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
        self, session: SessionId, rehearsal: bool = False, *, speed: float = 1.0, seed: int = 1
    ) -> Air:
        """Open (or, after a crash, resume) the run of a session and start its thread.

        A rehearsal goes to a scratch database with a simulated audience; nothing of it
        is written to the session.
        """
        self.close_run()
        world = self._rehearsal_world(session, speed) if rehearsal else self.world
        self._air_world = world
        air = self._new_air(world, session, rehearsal)
        if rehearsal and world.simulate is not None:
            air.sources.append(world.simulate(self._sheet(session), seed))
        for subscriber in self._subscribers:
            air.subscribe(subscriber)
        self._air = air
        air.start()
        self._learn(air, self._sheet(session).session)
        return air

    def unfinished(self) -> tuple[SessionId, RunId] | None:
        """The newest run that was on air and never ended (a crash), or None."""
        for run in self.world.store.journal.runs():
            if not run.ended and not run.rehearsal:
                return run.session, run.id
        return None

    @property
    def air(self) -> Air | None:
        """The open run, or None."""
        return self._air

    @property
    def air_world(self) -> World:
        """The adapters of the open run: a scratch world in a rehearsal."""
        return self._air_world or self.world

    def obstacles(self) -> tuple[Finding, ...]:
        """The readiness errors that going on air with the open run must override."""
        return self._air.obstacles() if self._air is not None else ()

    def close_run(self) -> None:
        """End the thread of the open run. The run itself stays resumable."""
        if self._learning is not None:
            self._learning.cancel()
            self._learning.join()
            self._learning = None
        if self._air is not None:
            self._air.close()
            self._air = None
        if self._air_world is not None and self._air_world is not self.world:
            _close(self._air_world)
        self._air_world = None

    def post(self, intent: Intent) -> None:
        """Ask something of the open run (nothing happens without one)."""
        if self._air is not None:
            self._air.post(intent)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """`callback(readout)` on the air thread, for this and later runs."""
        self._subscribers.append(callback)
        if self._air is not None:
            self._air.subscribe(callback)
        return lambda: self._subscribers.remove(callback)

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
        self.close_run()
        _close(self.world)

    # --- inside -------------------------------------------------------------------

    def _sheet(self, session: SessionId) -> RunSheet:
        plan = self._plans.get(session)
        return plan.sheet if plan else self.world.store.sheets.load(session)

    def _saved(self, saving: Future[None]) -> None:
        trouble = trouble_of(saving)
        for callback in self.on_trouble:
            self.world.dispatch(lambda callback=callback: callback(trouble))  # type: ignore[misc]

    def _plan_changed(self, plan: Planning) -> None:
        air = self._air
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
        air = self._air if self._air is not None and self._air.session == session else None
        kept: list[tuple[Batch, Upsert]] = []
        if session is None:
            made = session = _keep_new(world.store.sheets, requests[0], world.clock.wall())
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
        except BaseException:
            if made is not None:
                world.store.sheets.delete(made)
            raise
        if made is not None:
            _fit(world.store.sheets, made, imported, dry)
        if air is not None and not dry:
            air.tell(factflow.Imported(tuple(kept)))
        return imported

    def _undo_import(self, into: ImportId) -> None:
        """On the writer's thread, so that nothing is committed while the facts are read."""
        store, air = self.world.store, self._air
        store.facts.undo_import(into)
        if air is not None:
            air.tell(factflow.Rebuilt(buckets_of(store, air.session)))

    def _new_air(self, world: World, session: SessionId, rehearsal: bool) -> Air:
        store, writer, inbox = world.store, world.writer, Inbox()
        open_runs = [
            r for r in store.journal.runs(session) if not r.ended and r.rehearsal == rehearsal
        ]
        entries = list(store.journal.read(open_runs[0].id)) if open_runs else []
        run = open_runs[0].id if open_runs else RunId(fresh("run"))
        show = Show(
            run,
            lambda r, e: writer.call(lambda: store.journal.append(r, e)),
            entries,
            None if rehearsal else self._errors,
        )
        time = AirTime(world.clock, show.last)
        sheet = self._sheet(session)
        if not entries:
            show.record([RunOpened(at=time.now(), run=run, sheet=sheet, rehearsal=rehearsal)])
        facts = FactFlow(session, store.facts, writer, buckets_of(store, session), inbox)
        return Air(show, facts, inbox, time, world.alarms(), Watch(self._rules()))

    def _rules(self) -> tuple[Rule, ...]:
        book = self.world.rulebook
        return book.rules() if book else ()

    def _learn(self, air: Air, session: Session) -> None:
        """What is usual for the streamer, as soon as it is known."""
        store = self.world.store
        rules = air.watch.rules
        job = Job(lambda job: habits_of(store, session, rules, job.step), self.world.dispatch)
        self._learning = job.on_done(air.watch.learn).start()

    def _errors(self, sheet: RunSheet, now: Instant) -> tuple[Finding, ...]:
        return readiness.errors(sheet, now=now)

    def _rehearsal_world(self, session: SessionId, speed: float) -> World:
        if self.world.scratch is None:
            raise WorldError("desk.no_scratch")
        sheet = self._sheet(session)
        world = self.world.scratch(sheet.session.planned_start, speed)
        world.writer.call(lambda: world.store.sheets.save(sheet))
        return world


def _session(title: str, start: Instant) -> Session:
    return Session(id=SessionId(fresh("ses")), title=title, planned_start=start)


def _keep_new(sheets: SheetStore, request: FileRequest, now: Instant) -> SessionId:
    name = request.path.replace("\\", "/").rsplit("/", 1)[-1].split(".")[0]
    session = replace(
        _session(name, request.start or now), zone=request.zone, currency=request.currency
    )
    sheets.save(RunSheet(session=session))
    return session.id


def _fit(sheets: SheetStore, made: SessionId, imported: Imported, dry: bool) -> None:
    """A session made for an import gets the window of what came in."""
    if dry:
        sheets.delete(made)
        return
    start, end = window_of(imported)
    sheet = sheets.load(made)
    fitted = replace(sheet.session, planned_start=start, planned_end=end)
    sheets.save(replace(sheet, session=fitted))


def _close(world: World) -> None:
    world.writer.call(world.store.close)
    world.writer.close()
    for call in world.on_close:
        call()
