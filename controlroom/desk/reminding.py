"""Reminders of the sessions to come, while no run is open: the same cues as on air, by the
same ids, so that one answered here does not come back when the run is opened."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from controlroom.core.errors import WorldError
from controlroom.core.ids import CueId, RowId, SessionId
from controlroom.core.message import message
from controlroom.core.records import record
from controlroom.core.time import DAY, Instant, Span
from controlroom.desk.planning import Planning
from controlroom.desk.world import World
from controlroom.live import ahead
from controlroom.live.cueing import Cue
from controlroom.live.events import Answer, CueAnswered, CueFired, Event
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, RunSheet, Session

log = logging.getLogger(__name__)

SETTING = "plan.reminders"
KEPT = Span(7 * DAY)
"""What was answered is remembered so long after the planned start."""


@record
class Reminder:
    """A cue of `session` that is due; shown first at `shown`."""

    session: Session
    cue: Cue
    shown: Instant


@record
class _Mark:
    """What became of a cue: shown first, answered how and when, put off until when."""

    start: Instant
    shown: Instant
    answer: str = ""
    answered: Instant | None = None
    until: Instant | None = None


_Marks = dict[tuple[SessionId, CueId], _Mark]


class Reminders:
    """`sheet_of`: the plan as it is now. `look` only reads and may be called on any thread;
    everything else belongs to the GUI thread."""

    def __init__(
        self,
        world: World,
        sheet_of: Callable[[SessionId], RunSheet],
        planning: Callable[[SessionId], Planning],
    ) -> None:
        self._world, self._sheet_of, self._planning = world, sheet_of, planning
        self._since = world.clock.wall()
        self._marks: _Marks = _read(self._kept())

    def look(self) -> tuple[Reminder, ...]:
        """What waits for an answer now, the oldest first. A session whose run was on air
        has none any more."""
        now, found = self._world.clock.wall(), []
        for brief in self._world.store.sheets.sessions():
            if brief.planned_start > now and not brief.aired:
                sheet = self._sheet_of(brief.id)
                done = self._answered(brief.id)
                cues = ahead.due(sheet, now, self._since)
                found += [self._seen(sheet, cue, now) for cue in cues if cue.id not in done]
        waiting = [one for one in found if self._waits(one, now)]
        return tuple(sorted(waiting, key=lambda one: (one.cue.due, one.session.planned_start)))

    def seen(self, waiting: Iterable[Reminder]) -> None:
        """They are on the screen: since when is remembered."""
        for one in waiting:
            if (one.session.id, one.cue.id) not in self._marks:
                self._mark(one)

    def answer(self, reminder: Reminder, answer: Answer) -> None:
        """Answered for good. A task that is done is done in the plan, too: one undo there."""
        now = self._world.clock.wall()
        self._mark(reminder, answer=answer.value, answered=now)
        row = _row(reminder.cue.id)
        if answer is Answer.DONE and reminder.cue.kind == "task":
            self._planning(reminder.session.id).edit(
                message("desk.edit.task_done"),
                lambda sheet: edits.set_field(sheet, Plate.WARMUP, row, "done", True),
            )

    def snooze(self, reminder: Reminder, span: Span) -> None:
        """Again after `span` ms."""
        self._mark(reminder, until=Instant(self._world.clock.wall() + span))

    def told(self, session: SessionId) -> tuple[Event, ...]:
        """What was answered of `session`, as a run takes it over."""
        if not any(whose == session for whose, _ in self._marks):
            return ()
        sheet = self._sheet_of(session)
        last = Instant(sheet.session.planned_start - 1)
        cues = {cue.id: cue for cue in ahead.due(sheet, last, Instant(0))}
        found: list[Event] = []
        for (whose, name), mark in self._marks.items():
            cue = cues.get(name)
            if whose == session and cue is not None and mark.answered is not None:
                found += _events(cue, mark.shown, mark.answered, Answer(mark.answer))
        return tuple(found)

    def _answered(self, session: SessionId) -> frozenset[CueId]:
        """Answered here, or in a run that was opened and not aired."""
        here = {name for (whose, name), m in self._marks.items() if whose == session and m.answer}
        runs = [run for run in self._world.store.journal.runs(session) if not run.rehearsal]
        for run in runs:
            events = (event for _, event in self._world.store.journal.read(run.id))
            here |= {event.cue for event in events if isinstance(event, CueAnswered)}
        return frozenset(here)

    def _seen(self, sheet: RunSheet, cue: Cue, now: Instant) -> Reminder:
        mark = self._marks.get((sheet.session.id, cue.id))
        shown = now if mark is None else mark.shown
        return Reminder(session=sheet.session, cue=cue, shown=shown)

    def _waits(self, one: Reminder, now: Instant) -> bool:
        """Whether it is to be seen now."""
        mark = self._marks.get((one.session.id, one.cue.id))
        return mark is None or mark.until is None or mark.until <= now

    def _mark(self, one: Reminder, **changes: Any) -> None:
        name = (one.session.id, one.cue.id)
        fresh = _Mark(start=one.session.planned_start, shown=one.shown)
        mark = replace(self._marks.get(name, fresh), **changes)
        oldest = self._world.clock.wall() - KEPT
        kept = {key: old for key, old in self._marks.items() if old.start > oldest}
        self._marks = {**kept, name: mark}
        if self._world.settings is not None:
            with suppress(WorldError):  # it holds in memory, and is written with the next one
                self._world.settings.set(SETTING, _written(self._marks))

    def _kept(self) -> str:
        settings = self._world.settings
        return str(settings.get(SETTING) or "") if settings is not None else ""


def _row(cue: CueId) -> RowId:
    """The row in `plate:row:kind`."""
    return RowId(cue.split(":", 1)[1].rpartition(":")[0])


def _events(cue: Cue, shown: Instant, answered: Instant, answer: Answer) -> tuple[Event, ...]:
    fired = CueFired(
        at=shown, cue=cue.id, plate=cue.plate, due=cue.due, text=cue.text, detail=cue.detail
    )
    return fired, CueAnswered(at=answered, cue=cue.id, answer=answer)


def _written(marks: Mapping[tuple[SessionId, CueId], _Mark]) -> str:
    lines = [[*key, m.start, m.shown, m.answer, m.answered, m.until] for key, m in marks.items()]
    return json.dumps(lines, ensure_ascii=False)


def _read(text: str) -> _Marks:
    """What `_written` wrote; anything else is nothing."""
    try:
        return {
            (SessionId(session), CueId(cue)): _Mark(
                start=Instant(start), shown=Instant(shown), answer=answer,
                answered=answered, until=until,
            )
            for session, cue, start, shown, answer, answered, until in json.loads(text or "[]")
        }  # fmt: skip
    except (TypeError, ValueError):
        log.warning("reminders can't be read: %s", text[:200])
        return {}
