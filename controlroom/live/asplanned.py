"""A show that was sold but has no journal, lived as its plan says: on air at the planned
start, every row begun at its planned time, off air at the planned end."""

from __future__ import annotations

from collections.abc import Iterator

from controlroom.core.ids import RunId
from controlroom.core.time import Instant
from controlroom.live import engine, fitness
from controlroom.live.events import Event, RunOpened, SegmentStarted, WentOffAir, WentOnAir
from controlroom.live.state import State
from controlroom.plan import timing
from controlroom.plan.sheet import RunSheet


def lived(sheet: RunSheet) -> State:
    """The state at the end of such a run; for looking back only, it is never stored."""
    state = engine.initial()
    for event in _events(sheet):
        if fitness.check(state, event) is None:  # going on air begins the first row by itself
            state, _ = engine.step(state, event)
    return state


def _events(sheet: RunSheet) -> Iterator[Event]:
    plan, session = timing.schedule(sheet), sheet.session
    start = session.planned_start
    end = max(start, plan.end, session.planned_end or plan.end)
    yield RunOpened(at=start, run=RunId("as-planned"), sheet=sheet)
    yield WentOnAir(at=start)
    for row in sorted(plan.rows, key=lambda row: row.start):
        if not row.skipped and row.start <= end:
            yield SegmentStarted(at=Instant(max(start, row.start)), row=row.id, by="auto")
    yield WentOffAir(at=end)
