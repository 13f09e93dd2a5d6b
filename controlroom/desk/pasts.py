"""What past shows brought, stage by stage, for the splits of a new plan."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from controlroom.core.ids import SessionId
from controlroom.desk.reviewing import buckets_of, entries_of
from controlroom.facts.buckets import Buckets
from controlroom.plan.pasts import PARTS, PastShow
from controlroom.plan.sheet import RunSheet
from controlroom.review.frame import framed

if TYPE_CHECKING:
    from controlroom.desk.jobs import Job
    from controlroom.desk.world import Store

MOST = 8
"""So many past shows are offered, the newest."""


def past_shows(store: Store, sheet: RunSheet, job: Job) -> tuple[PastShow, ...]:
    """The shows before `sheet` that sold something, newest first. Reads the facts: slow."""
    session = sheet.session
    briefs = sorted(
        (b for b in store.sheets.sessions() if b.planned_start < session.planned_start),
        key=lambda brief: brief.planned_start,
        reverse=True,
    )
    found: list[PastShow] = []
    for number, brief in enumerate(b for b in briefs if b.id != session.id):
        if len(found) == MOST or number == 3 * MOST:
            break
        past = _past(store, brief.id, session.currency)
        found += [past] if past is not None else []
        job.step((number + 1) / (3 * MOST))
    return tuple(found)


def _past(store: Store, session: SessionId, currency: str) -> PastShow | None:
    sheet = store.sheets.load(session)
    if sheet.session.currency != currency:
        return None
    buckets = buckets_of(store, session)
    frame = framed(sheet, entries_of(store, session), buckets, None)
    start, length = frame.start, max(1, frame.end - frame.start)
    edges = [start + round(length * part / PARTS) for part in range(PARTS + 1)]
    show = PastShow(
        session=session,
        title=sheet.session.title,
        start=start,
        gmv=_parts(buckets, "gmv", edges),
        spend=_parts(buckets, "spend", edges),
        attributed=_parts(buckets, "attributed", edges),
    )
    return show if sum(show.gmv) > 0 else None


def _parts(buckets: Buckets, name: str, edges: list[int]) -> tuple[int, ...]:
    read = getattr(buckets, name)
    return tuple(int(read(a, b) or 0) for a, b in pairwise(edges))
