"""The cues of a plan before any run of it is open: what the warm-up asks for, days and
minutes ahead. They have the ids that a run gives them."""

from __future__ import annotations

from controlroom.core.time import Instant
from controlroom.live import cues, reminders
from controlroom.live.cueing import Cue
from controlroom.plan.naming import named
from controlroom.plan.sheet import RunSheet


def due(sheet: RunSheet, now: Instant, since: Instant) -> tuple[Cue, ...]:
    """What is due at `now`, the oldest first; nothing once the planned start is past.
    `since`: when somebody began to look (whoever comes later has no use for the cue half
    an hour before)."""
    if now >= sheet.session.planned_start:
        return ()
    sheet = named(sheet)
    found = (*cues.warmup(sheet, now), *reminders.align(sheet, since, now))
    return tuple(sorted((c for c in found if c.due <= now), key=lambda c: (c.due, c.id)))
