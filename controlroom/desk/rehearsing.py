"""What a rehearsal is run on: a simulated audience, or a past show played again."""

from __future__ import annotations

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import SessionId
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.desk.air import Source
from controlroom.desk.world import World
from controlroom.live.events import WentOnAir
from controlroom.plan.sheet import RunSheet

SLOWEST, FASTEST = 1.0, 120.0


@record
class Rehearsal:
    """How fast it runs (times life), and on what: the facts of the session `recording`, or
    a simulated audience drawn with `seed`."""

    speed: float = 1.0
    recording: SessionId | None = None
    seed: int = 1


def audience(home: World, scratch: World, sheet: RunSheet, how: Rehearsal) -> Source | None:
    """The source of facts for a rehearsal of `sheet`. Facts of a recording are read from
    `home` and never written there. Raises WorldError("desk.no_recording")."""
    if how.recording is None:
        return None if scratch.simulate is None else scratch.simulate(sheet, how.seed)
    if home.recorded is None:
        raise BugError("no recordings in this world")
    facts, past = home.store.facts, how.recording
    orders, ads, room = facts.orders(past), facts.ads(past), facts.room(past)
    if not (len(orders) or len(ads) or len(room)):
        raise WorldError("desk.no_recording")
    offset = sheet.session.planned_start - began(home, past)
    return home.recorded(orders, ads, room, offset)


def began(home: World, session: SessionId) -> Instant:
    """When the session went on air; its planned start where it never did."""
    for run in home.store.journal.runs(session):
        if run.rehearsal:
            continue
        for _, event in home.store.journal.read(run.id):
            if isinstance(event, WentOnAir):
                return event.at
    return home.store.sheets.load(session).session.planned_start
