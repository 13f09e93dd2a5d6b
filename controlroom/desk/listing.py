"""How each session of the list stands: how ready before it is on air, what it brought after."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.desk.jobs import Job
from controlroom.desk.judging import Judge
from controlroom.desk.reviewing import headline_of
from controlroom.desk.world import Store, World
from controlroom.plan import readiness
from controlroom.plan.sheet import RunSheet
from controlroom.ports import ImportRecord, SessionBrief

if TYPE_CHECKING:
    from controlroom.desk.air import Air

log = logging.getLogger(__name__)


@record
class Standing:
    """`ready` 0..1 before air (None after). After air: paid GMV, its share of the target,
    and the ROI of the session's `basis`; None where not known."""

    session: SessionId
    ready: float | None = None
    gmv: Minor | None = None
    share: float | None = None
    roi: float | None = None
    basis: str = ""


Heard = Callable[[Standing], None]
_Key = tuple[object, ...]


class Listing:
    """Works out standings behind the window, nearest session first, and remembers them.
    `air()` is the open run, or None: its session has other figures each second."""

    def __init__(self, world: World, judge: Judge, air: Callable[[], Air | None]) -> None:
        self._world, self._judge, self._air = world, judge, air
        self._known: dict[_Key, Standing] = {}
        self._job: Job | None = None

    def ask(self, briefs: Iterable[SessionBrief], heard: Heard) -> Job:
        """Tell `heard` (through dispatch) how each session stands; what was asked before is
        let go. Outcome: how many."""
        if self._job is not None:
            self._job.cancel()
        now, world = self._world.clock.wall(), self._world
        wanted = sorted(briefs, key=lambda brief: abs(brief.planned_start - now))

        def work(job: Job) -> int:
            for at, brief in enumerate(wanted):
                job.step(at / len(wanted))
                found = self._standing(brief, now)
                if found is not None:
                    world.dispatch(lambda found=found: heard(found))  # type: ignore[misc]
            return len(wanted)

        self._job = Job(work, world.dispatch).start()
        return self._job

    def figures(self, briefs: Sequence[SessionBrief]) -> Job:
        """How each session stands, and what facts say of one that was never on air. Outcome:
        {session: Standing}; a session that can't be read is left out."""
        now = self._world.clock.wall()

        def work(job: Job) -> dict[SessionId, Standing]:
            found = {}
            for at, brief in enumerate(briefs):
                job.step(at / len(briefs))
                standing = self._standing(brief, now, facts=True)
                if standing is not None:
                    found[brief.id] = standing
            return found

        return Job(work, self._world.dispatch).start()

    def _with_facts(self, brief: SessionBrief, sheet: RunSheet, standing: Standing) -> Standing:
        came_in = (one.kind != "runsheet" for one in self._imports(brief.id))
        if brief.aired or not any(came_in):
            return standing
        return replace(_after(self._world.store, sheet), ready=standing.ready)

    def _imports(self, session: SessionId) -> list[ImportRecord]:
        """Those that stand."""
        return [one for one in self._world.store.facts.imports(session) if not one.undone]

    def _before(self, sheet: RunSheet, now: Instant) -> Standing:
        findings = self._judge(sheet, now)
        return Standing(session=sheet.session.id, ready=readiness.score(findings))

    def close(self) -> None:
        """No more is worked out, and nothing reads the store, when this returns."""
        if self._job is not None:
            self._job.cancel()
            self._job.join()
            self._job = None

    def _standing(
        self, brief: SessionBrief, now: Instant, *, facts: bool = False
    ) -> Standing | None:
        try:
            if brief.aired:
                return self._aired(brief)
            sheet = self._world.store.sheets.load(brief.id)
            before = self._before(sheet, now)  # depends on the hour: never remembered
            return self._with_facts(brief, sheet, before) if facts else before
        except WorldError:
            log.info("no standing of session %s", brief.id, exc_info=True)
            return None

    def _aired(self, brief: SessionBrief) -> Standing:
        """What came of a show; remembered once it is over and closed."""
        store, air = self._world.store, self._air()
        run = next((one for one in store.journal.runs(brief.id) if not one.rehearsal), None)
        if run is None or not run.ended or (air is not None and air.session == brief.id):
            return _after(store, store.sheets.load(brief.id))
        key = (brief.id, brief.revision, run.id, *(one.id for one in self._imports(brief.id)))
        if key not in self._known:
            self._known[key] = _after(store, store.sheets.load(brief.id))
        return self._known[key]


def _after(store: Store, sheet: RunSheet) -> Standing:
    found = headline_of(store, sheet)
    return Standing(
        session=sheet.session.id,
        gmv=found.gmv,
        share=found.share,
        roi=found.roi,
        basis=sheet.session.roi_basis.value,
    )
