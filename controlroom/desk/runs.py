"""The run that is open: opened at once or on a thread, resumed after a crash, closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId, SessionId, fresh
from controlroom.desk.air import Air, Subscriber
from controlroom.desk.airtime import AirTime
from controlroom.desk.consent import Gate
from controlroom.desk.curtain import Curtain, HeldClock
from controlroom.desk.factflow import FactFlow
from controlroom.desk.inbox import Inbox
from controlroom.desk.intents import UseSheet
from controlroom.desk.jobs import Job
from controlroom.desk.learning import habits_of
from controlroom.desk.pen import Pen
from controlroom.desk.rehearsing import Rehearsal, audience
from controlroom.desk.reviewing import buckets_of
from controlroom.desk.show import Show
from controlroom.desk.watching import Watch
from controlroom.desk.world import World
from controlroom.live.events import CueAnswered, CueFired, Event, RunOpened
from controlroom.live.habits import Habits
from controlroom.live.readout import Phase, Readout
from controlroom.live.rulebook import Rule
from controlroom.plan.sheet import RunSheet, Session


class Runs:
    """At most one run is open. `sheet_of(session)` is the plan as it is now, `gate` names
    the readiness errors that stand in the way of going on air (never of a rehearsal)."""

    def __init__(self, world: World, sheet_of: Callable[[SessionId], RunSheet], gate: Gate) -> None:
        self._home, self._sheet, self._gate = world, sheet_of, gate
        self._subscribers: list[Subscriber] = []
        self._learning: Job | None = None
        self._opening: Job | None = None
        self._scratch: World | None = None
        self.air: Air | None = None
        self.on_unsaved: Callable[[Air], object] = lambda air: None
        self.told: Callable[[SessionId], Sequence[Event]] = lambda session: ()
        """What was answered of a session before its run was opened."""
        self.planned: Callable[[SessionId], RunSheet | None] = lambda session: None
        """The plan of a session while it is open for editing; None where it is not."""
        self.on_open: Callable[[Air], object] = lambda air: None

    @property
    def real(self) -> Air | None:
        """The open run, unless it is a rehearsal: that has facts of its own."""
        return self.air if self._scratch is None else None

    @property
    def world(self) -> World:
        """The adapters of the open run: a scratch world in a rehearsal."""
        return self._scratch or self._home

    def open(
        self, session: SessionId, rehearsal: bool = False, *, how: Rehearsal | None = None
    ) -> Air:
        """Open or resume the run of a session and start its thread. Blocks."""
        self._await_opening()
        return self._open(session, rehearsal, how, self._sheet(session))

    def begin(
        self,
        session: SessionId,
        rehearsal: bool = False,
        *,
        resuming: bool = False,
        how: Rehearsal | None = None,
    ) -> Job:
        """The same on a thread of its own: a journal and a night's facts are read.

        Subscribers hear `Phase.OPENING` at once, and `Phase.IDLE` where it fails. While a
        run is being opened, that job is given. Outcome: Air.
        """
        if self._opening is not None and not self._opening.over:
            return self._opening
        waits = Readout(session=session, phase=Phase.OPENING, now=self._home.clock.wall())
        waits = replace(waits, rehearsal=rehearsal, resuming=resuming)
        self._tell(waits)
        self._opening = Job(lambda _: self._opened(session, waits, how), self._home.dispatch)
        return self._opening.start()

    def leave(self) -> Job:
        """End the rehearsal that is open, on a thread of its own: its scratch database goes,
        nothing of it is kept. Subscribers hear `Phase.IDLE`. A real run stays open."""
        if self._opening is not None and not self._opening.over:
            return self._opening
        self._opening = Job(lambda _: self._left(), self._home.dispatch)
        return self._opening.start()

    def close(self) -> None:
        """End the thread of the open run. The run itself stays resumable."""
        self._await_opening()
        self._close()

    def use_rules(self, rulebook: Sequence[Rule]) -> None:
        """Let these rules watch the open run from now on; what is usual is learnt anew."""
        if self.air is None:
            return
        self.air.watch.rules = tuple(rulebook)
        self._learn(self.air, self._sheet(self.air.session).session)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """`callback(readout)` on the air thread, for this and later runs; returns the way to
        stop it."""
        self._subscribers.append(callback)
        if self.air is not None:
            self.air.subscribe(callback)

        def stop() -> None:
            self._subscribers.remove(callback)
            if self.air is not None:
                self.air.unsubscribe(callback)

        return stop

    def _left(self) -> None:
        """On the job's thread."""
        if self._scratch is not None:
            self._close()
            self._tell(Readout(now=self._home.clock.wall()))

    def _await_opening(self) -> None:
        if self._opening is not None:
            self._opening.join()
            self._opening = None

    def _tell(self, readout: Readout) -> None:
        for subscriber in list(self._subscribers):
            subscriber(readout)

    def _opened(self, session: SessionId, waits: Readout, how: Rehearsal | None) -> Air:
        """On the job's thread."""
        try:
            self._close()
            self._tell(waits)  # after the last words of the run before
            before = self._sheet(session)
            air = self._open(session, waits.rehearsal, how, before)
        except BaseException:
            self._close()
            self._tell(Readout(now=self._home.clock.wall()))
            raise
        now = self.planned(session)
        if now is not None and now != before:  # edited meanwhile
            air.post(UseSheet(now))
        return air

    def _open(
        self, session: SessionId, rehearsal: bool, how: Rehearsal | None, sheet: RunSheet
    ) -> Air:
        self._close()
        how = how or Rehearsal()
        self._scratch = self._rehearsal_world(sheet, how.speed) if rehearsal else None
        world = self.world
        curtain = self._curtain(sheet) if rehearsal else None
        air = self._new_air(world, sheet, rehearsal)
        if curtain is not None:
            air.subscribe(curtain.look)
        source = audience(self._home, world, sheet, how) if rehearsal else None
        if source is not None:
            air.sources.append(source)
        for subscriber in self._subscribers:
            air.subscribe(subscriber)
        air.start()
        self.air = air
        if not rehearsal:
            self.on_open(air)
        self._learn(air, sheet.session)
        return air

    def _close(self) -> None:
        if self._learning is not None:
            self._learning.cancel()
            self._learning.join()
            self._learning = None
        if self.air is not None:
            self.air.close()
            self._bring_home(self.air)
            self.air = None
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def _bring_home(self, air: Air) -> None:
        """What the disk has not taken yet: once more, and if it still refuses, elsewhere."""
        if not air.unsaved:
            return
        writer = self.world.writer
        for _ in range(2):  # what was on its way comes to rest, then the remainder
            writer.call(lambda: None)
            air.last_try()
        if air.unsaved and self._scratch is None:
            self.on_unsaved(air)

    def _new_air(self, world: World, sheet: RunSheet, rehearsal: bool) -> Air:
        store, writer, inbox = world.store, world.writer, Inbox()
        session = sheet.session.id
        open_runs = [
            r for r in store.journal.runs(session) if not r.ended and r.rehearsal == rehearsal
        ]
        entries = list(store.journal.read(open_runs[0].id)) if open_runs else []
        run = open_runs[0].id if open_runs else RunId(fresh("run"))
        last = entries[-1][0] if entries else 0
        pen = Pen(writer.submit, store.journal.append, last, hurry=writer.hurry)
        show = Show(run, pen.write, entries, None if rehearsal else self._gate)
        time, settings = AirTime(world.clock, show.last), self._home.settings
        if not entries:
            auto = bool(settings.get("live.auto")) if settings else False
            opened = RunOpened(at=time.now(), run=run, sheet=sheet, rehearsal=rehearsal, auto=auto)
            show.record([opened])
        if not rehearsal:
            take_over(show, self.told(session))
        facts = FactFlow(session, store.facts, writer, buckets_of(store, session), inbox)
        watch = Watch(self._rules())
        at_plan = bool(settings.get("live.at_plan")) if settings and not rehearsal else False
        return Air(show, facts, inbox, time, world.alarms(), watch, at_plan=at_plan)

    def _rules(self) -> tuple[Rule, ...]:
        book = self._home.rulebook
        return book.rules() if book else ()

    def _learn(self, air: Air, session: Session) -> None:
        """What is usual for the streamer, as soon as it is known. What was being learnt
        before is given up first."""
        store, rules, before = self._home.store, air.watch.rules, self._learning

        def work(job: Job) -> Habits:
            if before is not None:
                before.join()
            return habits_of(store, session, rules, job.step)

        if before is not None:
            before.cancel()
        self._learning = Job(work, self._home.dispatch).on_done(air.watch.learn).start()

    def _curtain(self, sheet: RunSheet) -> Curtain | None:
        """Holds the clock of a rehearsal at the planned start until GO: at 100 times the
        speed, the show's first second is gone before a hand can move."""
        clock = self.world.clock
        if not isinstance(clock, HeldClock):
            return None
        curtain = Curtain(clock, sheet.session.planned_start)
        curtain.hold()
        return curtain

    def _rehearsal_world(self, sheet: RunSheet, speed: float) -> World:
        if self._home.scratch is None:
            raise WorldError("desk.no_scratch")
        world = self._home.scratch(sheet.session.planned_start, speed)
        world.writer.call(lambda: world.store.sheets.save(sheet))
        return world


def take_over(show: Show, told: Sequence[Event]) -> None:
    """Cues answered before the run was opened count as answered in it."""
    known = frozenset(show.state.fired)
    fresh = [e for e in told if isinstance(e, CueFired | CueAnswered) and e.cue not in known]
    if fresh and show.state.phase is Phase.ARMED:
        show.record(fresh)
