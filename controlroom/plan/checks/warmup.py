"""Checks of the warm-up plate (E)."""

from __future__ import annotations

from collections.abc import Iterator

from controlroom.core.time import HOUR, Instant
from controlroom.plan.checks.sight import Hit, Register, Sight, hit
from controlroom.plan.naming import given_title
from controlroom.plan.sheet import Plate, WarmupTask

PULLING_KINDS = frozenset({"短视频", "预约"})
"""Content that brings viewers into the room when it opens."""
LAST_STRETCH = 2 * HOUR

check = Register(Plate.WARMUP)


@check("warmup.none", "hint", "add_reservation")
def none(sight: Sight) -> Iterator[Hit]:
    """Nothing is done before the show."""
    if not sight.tasks:
        yield hit(mend="add_reservation")


@check("warmup.no_reservation", "warning", "add_reservation")
def no_reservation(sight: Sight) -> Iterator[Hit]:
    """No short video or reservation in the two hours before the show."""
    close = [t for t in sight.tasks if t.kind in PULLING_KINDS and 0 < t.before <= LAST_STRETCH]
    if not close:
        yield hit(mend="add_reservation", before_ms=LAST_STRETCH)


@check("warmup.no_title", "hint")
def no_title(sight: Sight) -> Iterator[Hit]:
    """A task without a name."""
    for task in sight.tasks:
        if not given_title(task.title):
            yield hit(task.id, title=task.title)


@check("warmup.overdue", "warning")
def overdue(sight: Sight) -> Iterator[Hit]:
    """A task is past its time and not done."""
    for task in sight.tasks:
        due = _due(sight, task)
        if due < sight.now and not task.done:
            yield hit(task.id, title=task.title, due_stamp=due, late_long=sight.now - due)


@check("warmup.after_start", "error")
def after_start(sight: Sight) -> Iterator[Hit]:
    """A warm-up task due after the show has begun."""
    for task in sight.tasks:
        if task.before < 0:
            yield hit(task.id, title=task.title, due_stamp=_due(sight, task))


@check("warmup.missed", "hint")
def missed(sight: Sight) -> Iterator[Hit]:
    """A task is done and brought less than wanted."""
    for t in sight.tasks:
        if t.done and t.target is not None and t.actual is not None and t.actual < t.target:
            yield hit(t.id, title=t.title, actual=t.actual, target=t.target)


@check("warmup.reservations_short", "hint")
def reservations_short(sight: Sight) -> Iterator[Hit]:
    """The reservation tasks together don't aim at the session's target."""
    goal = sight.sheet.session.reservations_target
    aims = [t.target for t in sight.tasks if t.kind == "预约"]
    known = [aim for aim in aims if aim is not None]
    if goal is not None and len(known) == len(aims) and sum(known) < goal:
        yield hit(sum=sum(known), target=goal)


@check("warmup.no_owner", "hint")
def no_owner(sight: Sight) -> Iterator[Hit]:
    """Nobody answers for a task."""
    for task in sight.tasks:
        if not task.owner:
            yield hit(task.id, title=task.title)


def _due(sight: Sight, task: WarmupTask) -> Instant:
    return Instant(sight.sheet.session.planned_start - task.before)
