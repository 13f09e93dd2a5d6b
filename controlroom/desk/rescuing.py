"""What the disk refused, saved as a file elsewhere, and taken back later.

The file is a bundle: the run's whole journal, and the facts that wait. Taking it back
writes what is missing and nothing twice, however often it is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId, SessionId
from controlroom.core.records import record
from controlroom.desk import bundling
from controlroom.desk.air import Air
from controlroom.desk.factflow import put
from controlroom.desk.gathering import joined
from controlroom.desk.jobs import Job
from controlroom.desk.world import Store, World
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.live.events import Event, RunOpened
from controlroom.ports import Bundle

log = logging.getLogger(__name__)


@record
class TakenBack:
    """What a rescue file brought: events and rows that were not there."""

    session: SessionId
    events: int
    rows: int


class Rescue:
    """`air()` is the open run, or None."""

    def __init__(self, world: World, air: Callable[[], Air | None]) -> None:
        self._world, self._air = world, air

    def save(self, path: str) -> Job:
        """What is unsaved of the open run, into a file. Outcome: the path, or WorldError
        ("rescue.nothing" without a run)."""

        def work(job: Job) -> str:
            air = self._air()
            if air is None:
                raise WorldError("rescue.nothing")
            self._write(air, path)
            return path

        return Job(work, self._world.dispatch).start()

    def save_at_the_end(self, air: Air) -> str | None:
        """A run is closed and some of it is still unsaved: into the first place that takes
        it. The path, or None where none did (the log says so)."""
        for path in self._world.lifeboats(air.show.run):
            try:
                self._write(air, path)
            except (WorldError, OSError):
                log.warning("%s takes nothing", path, exc_info=True)
            else:
                log.warning("unsaved events and facts are in %s", path)
                return path
        return None

    def _write(self, air: Air, path: str) -> None:
        plan, waiting = air.show.state.plan, air.waiting()
        if plan is None:
            raise WorldError("rescue.nothing")
        bundle = Bundle(
            sheet=plan,
            orders=joined((b for b in waiting if isinstance(b, OrderLines)), OrderLines),
            ads=joined((b for b in waiting if isinstance(b, AdSamples)), AdSamples),
            room=joined((b for b in waiting if isinstance(b, RoomSamples)), RoomSamples),
            runs=(tuple(event for _, event in air.show.entries),),
            made_at=self._world.clock.wall(),
        )
        bundling.files_of(self._world).write(bundle, path)

    def take_back(self, path: str) -> Job:
        """A rescue file into the store. Outcome: TakenBack, or WorldError: no bundle,
        damaged, "desk.session_on_air", "rescue.differs"."""
        world = self._world

        def work(job: Job) -> TakenBack:
            bundle = bundling.files_of(world).read(path)
            job.step(0.3)
            air = self._air()
            if air is not None and air.session == bundle.sheet.session.id:
                raise WorldError("desk.session_on_air")
            return world.writer.call(lambda: taken_back(world.store, bundle))

        return Job(work, world.dispatch).start()


def taken_back(store: Store, bundle: Bundle) -> TakenBack:
    """On the writer's thread: what `bundle` has and `store` has not."""
    session = bundle.sheet.session.id
    missing = [(run, _missing(store, events)) for run, events in _runs(bundle)]
    if not bundling.known(store, session):
        store.sheets.save(bundle.sheet)
    for run, events in missing:
        if events:
            store.journal.append(run, events)
    rows = 0
    for batch in (bundle.orders, bundle.ads, bundle.room):
        if len(batch):
            upsert = put(store.facts, session, batch)
            rows += upsert.kept + upsert.updated
    return TakenBack(session=session, events=sum(len(e) for _, e in missing), rows=rows)


def _runs(bundle: Bundle) -> list[tuple[RunId, tuple[Event, ...]]]:
    return [(run[0].run, run) for run in bundle.runs if isinstance(run[0], RunOpened)]


def _missing(store: Store, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What comes after what is written. Raises WorldError when that is another story."""
    opened = events[0]
    assert isinstance(opened, RunOpened)
    have = tuple(event for _, event in store.journal.read(opened.run))
    common = min(len(have), len(events))
    if have[:common] != events[:common]:
        raise WorldError("rescue.differs", title=opened.sheet.session.title)
    return events[common:]
