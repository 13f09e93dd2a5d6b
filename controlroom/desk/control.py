"""The desk: everything the window, the server and the command line may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from controlroom.core.errors import WorldError
from controlroom.core.ids import ImportId, RunId, SessionId, fresh
from controlroom.core.message import Message
from controlroom.core.saying import Speaker
from controlroom.core.time import Clock, Instant
from controlroom.desk.air import Air, Source, Subscriber
from controlroom.desk.airtime import AirTime
from controlroom.desk.factflow import FactFlow
from controlroom.desk.importing import Imported, import_files, window_of
from controlroom.desk.inbox import Inbox
from controlroom.desk.intents import Intent, UseSheet
from controlroom.desk.jobs import Dispatch, Job, at_once
from controlroom.desk.planning import Planning
from controlroom.desk.reviewing import buckets_of, review_of
from controlroom.desk.show import Show
from controlroom.desk.writer import Writer
from controlroom.live.events import RunOpened
from controlroom.plan.duplicate import on_another_day
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import (
    Alarms,
    FactReader,
    FactStore,
    FileRequest,
    Journal,
    SessionBrief,
    SheetFiles,
    SheetRead,
    SheetRequest,
    SheetStore,
)
from controlroom.review.summary import Review

ReportWriter = Callable[[Review, str, Speaker], None]


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
    scratch: Callable[[Instant, float], World] | None = None
    on_close: list[Callable[[], None]] = field(default_factory=list)


class Desk:
    """One program's worth of use cases. Public calls come from the GUI thread (or the
    only thread of a headless command); what is slow runs as a `Job`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._plans: dict[SessionId, Planning] = {}
        self._subscribers: list[Subscriber] = []
        self._air: Air | None = None
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
        sheet = self._sheet(session)
        kept = replace(sheet, session=replace(sheet.session, archived=archived))
        self.world.writer.call(lambda: self.world.store.sheets.save(kept))
        self._plans.pop(session, None)

    def planning(self, session: SessionId) -> Planning:
        """The plan of a session, the same object for everyone who asks."""
        if session not in self._plans:
            plan = Planning(self._sheet(session), self.world.clock, self._saver())
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

    def export_sheet(self, session: SessionId, path: str) -> Job:
        """A session's run-sheet into a file, by suffix."""
        sheet = self.planning(session).sheet
        return self._job(lambda job: self.world.files.write(sheet, path, self.world.speaker))

    def import_facts(self, request: FileRequest, session: SessionId, *, dry: bool = False) -> Job:
        """A file of facts into a session. Outcome: Imported."""
        return self.import_all((request,), session, dry=dry)

    def import_all(
        self, requests: tuple[FileRequest, ...], session: SessionId | None, *, dry: bool = False
    ) -> Job:
        """Several files as one import; `session` None makes one from their window."""

        def work(job: Job) -> Imported:
            return self.world.writer.call(lambda: self._import(requests, session, job, dry))

        return self._job(work)

    def undo_import(self, into: str) -> None:
        """Take an import back."""
        facts = self.world.store.facts
        self.world.writer.call(lambda: facts.undo_import(ImportId(into)))

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

    def close_run(self) -> None:
        """End the thread of the open run. The run itself stays resumable."""
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
        job = Job(
            lambda _: review_of(self.world.store, sheet, until=until), self.world.dispatch
        )
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

    def _saver(self) -> Callable[[RunSheet, str], None]:
        sheets, writer = self.world.store.sheets, self.world.writer

        def save(sheet: RunSheet, label: str) -> None:
            writer.submit(lambda: sheets.save(sheet, label=label))

        return save

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
        job: Job,
        dry: bool,
    ) -> Imported:
        world, made = self.world, None
        if session is None:
            made = session = _keep_new(world.store.sheets, requests[0], world.clock.wall())
        try:
            imported = import_files(
                requests,
                session,
                reader=world.reader,
                store=world.store.facts,
                at=world.clock.wall(),
                step=job.step,
                dry=dry,
            )
        except BaseException:
            if made is not None:
                world.store.sheets.delete(made)
            raise
        if made is not None:
            _fit(world.store.sheets, made, imported, dry)
        return imported

    def _new_air(self, world: World, session: SessionId, rehearsal: bool) -> Air:
        store, writer, inbox = world.store, world.writer, Inbox()
        open_runs = [
            r for r in store.journal.runs(session) if not r.ended and r.rehearsal == rehearsal
        ]
        entries = list(store.journal.read(open_runs[0].id)) if open_runs else []
        run = open_runs[0].id if open_runs else RunId(fresh("run"))
        show = Show(run, lambda r, e: writer.call(lambda: store.journal.append(r, e)), entries)
        time = AirTime(world.clock, show.last)
        sheet = self._sheet(session)
        if not entries:
            show.record([RunOpened(at=time.now(), run=run, sheet=sheet, rehearsal=rehearsal)])
        facts = FactFlow(session, store.facts, writer, buckets_of(store, session), inbox)
        return Air(show, facts, inbox, time, world.alarms())

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
