"""One run of a show: its journal, its state, and what is asked of it. No thread, no clock.

Every event is committed before it takes effect. When the disk refuses, the show
goes on: events wait in memory, in order, and are written as soon as it can be.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence

from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId
from controlroom.core.message import Message
from controlroom.core.time import Instant
from controlroom.desk.consent import Gate, agreed
from controlroom.desk.intents import GoOnAir, Intent
from controlroom.desk.meaning import event_of
from controlroom.live import engine
from controlroom.live.events import Answer, Attention, CueAnswered, Emit, Event, Tick, WakeAt
from controlroom.live.foresight import Foresight
from controlroom.live.readout import Phase
from controlroom.live.state import State
from controlroom.plan.readiness import Finding

log = logging.getLogger(__name__)

Append = Callable[[RunId, Sequence[Event]], int]
Entry = tuple[int, Event]

_REMEMBERED = 64  # calls for attention, the newest ones


class Show:
    """The state of a run and the only way to change it.

    `append` commits events and returns the seq of the last. `entries` is what an
    earlier life of the program already wrote (crash recovery). `gate` names the readiness
    errors that stand in the way of going on air; None lets everything pass (rehearsal).
    """

    def __init__(
        self,
        run: RunId,
        append: Append,
        entries: Sequence[Entry] = (),
        gate: Gate | None = None,
    ) -> None:
        self.run, self._gate = run, gate
        self._append = append
        self._entries: list[Entry] = list(entries)
        self._unsaved: list[Event] = []
        self._foresight = Foresight()
        self.state: State = engine.fold(self._entries)
        if self.state.misfits:
            log.warning("%d entries of the journal of %s fit nowhere", self.state.misfits, run)
        self.wake: Instant | None = None
        self.attention: deque[str] = deque(maxlen=_REMEMBERED)
        self.trouble: Message | None = None

    @property
    def last(self) -> Instant | None:
        """The instant of the newest event, or None."""
        return self._entries[-1][1].at if self._entries else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """(seq, event) of everything so far, oldest first."""
        return tuple(self._entries)

    def ask(self, intent: Intent, now: Instant) -> Message | None:
        """Do `intent` now. Gives a message when it can't be done, and then does nothing."""
        if isinstance(intent, GoOnAir):
            agreement = agreed(intent, self.obstacles(now))
            if isinstance(agreement, Message):
                return agreement
            intent = agreement
        event = event_of(intent, self.state, now)
        if event is None:
            return Message("desk.nothing_to_do")
        shown = self._shown_early(event)
        refusal = None if shown else engine.check(self.state, event)
        if refusal is None:
            self.record([*shown, event])
        return refusal

    def _shown_early(self, event: Event) -> list[Event]:
        """A cue that is answered before it was due is shown for that, in the same stroke."""
        if not isinstance(event, CueAnswered) or event.answer is Answer.FALSE_ALARM:
            return []
        shown = engine.early(self.state, event.cue, event.at)
        return [] if shown is None else [shown]

    def obstacles(self, now: Instant) -> tuple[Finding, ...]:
        """The readiness errors of the plan at `now`, while the show is not yet on air."""
        plan = self.state.plan
        if self._gate is None or plan is None or self.state.phase is not Phase.ARMED:
            return ()
        return self._gate(plan, now)

    def tick(self, now: Instant) -> bool:
        """Look at the clock: fire what is due. True when something was."""
        happened = False
        while self._follow(self._foresight.step(self.state, Tick(at=now))[1]):
            happened = True  # what happened may make more due at the same instant
        return happened

    def foresee(self) -> None:
        """Work out ahead what a tick at `wake` will do."""
        if self.wake is not None:
            self._foresight.look(self.state, self.wake)

    @property
    def foreseen(self) -> bool:
        """Whether that is known already (or there is no `wake`)."""
        return self.wake is None or self._foresight.knows(self.state, self.wake)

    def record(self, events: Sequence[Event]) -> None:
        """Commit `events`, then let them take effect, and what follows from them."""
        self._commit(events)
        followed: list[object] = []
        for event in events:
            self.state, effects = self._foresight.step(self.state, event)
            followed.extend(effects)
        self._follow(followed)

    def save_late(self) -> None:
        """Try again to write what the disk refused before."""
        if self._unsaved:
            self._write()

    @property
    def unsaved(self) -> int:
        """How many events wait in memory for the disk."""
        return len(self._unsaved)

    def _commit(self, events: Sequence[Event]) -> None:
        first = self._entries[-1][0] + 1 if self._entries else 1
        self._entries.extend((first + i, event) for i, event in enumerate(events))
        self._unsaved.extend(events)
        self._write()

    def _write(self) -> None:
        try:
            self._append(self.run, tuple(self._unsaved))
        except WorldError as refused:
            self.trouble = refused.message
        else:
            self._unsaved.clear()
            self.trouble = None

    def _follow(self, effects: Sequence[object]) -> bool:
        emitted = [e.event for e in effects if isinstance(e, Emit)]
        wakes = [e.at for e in effects if isinstance(e, WakeAt)]
        self.attention.extend(e.level for e in effects if isinstance(e, Attention))
        self.wake = min(wakes, default=None)  # the engine names it anew each time
        if emitted:
            self.record(emitted)
        return bool(emitted)
