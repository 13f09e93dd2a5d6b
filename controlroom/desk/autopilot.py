"""A pretend operator for demos and rehearsals: presses what a person would press.

Seeded, so that the same show is run the same way. It only posts intents; the
show can't tell it from a hand on the keyboard.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from controlroom.core.ids import CueId, RowId
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.desk import intents as ask
from controlroom.desk.consent import overruling
from controlroom.live.events import Answer
from controlroom.live.readout import CueState, Phase, Readout
from controlroom.plan.readiness import Finding

Post = Callable[[ask.Intent], None]
Obstacles = Callable[[], tuple[Finding, ...]]


class Autopilot:
    """Watches readouts and posts intents. Subscribe `look` to the air.

    It goes on air whatever the plan's readiness errors (`obstacles`), and says so in the log.
    """

    def __init__(self, post: Post, seed: int = 1, obstacles: Obstacles = lambda: ()) -> None:
        self._post, self._obstacles = post, obstacles
        self._dice = random.Random(seed)  # noqa: S311  # a pretend hand, not a secret
        self._slack: dict[RowId, int] = {}
        self._reaction: dict[CueId, int] = {}
        self._asked: set[object] = set()
        self.ended = False

    def look(self, readout: Readout) -> None:
        """Decide from one readout."""
        if readout.phase is Phase.ARMED and self._once("air"):
            errors = self._obstacles()
            override = overruling(errors, by="@desk.autopilot", reason="@desk.autopilot.reason")
            self._post(ask.GoOnAir(override if errors else None))
        elif readout.phase is Phase.ON_AIR:
            self._run_sheet(readout)
            self._cues(readout)
            self._points(readout)
        self.ended = readout.phase is Phase.OFF_AIR

    def _run_sheet(self, readout: Readout) -> None:
        now = readout.current
        if now is None:
            return
        overrun = self._slack.setdefault(now.id, self._dice.randint(-60, 150) * SECOND)
        hard_next = readout.next is not None and readout.next.hard
        over_by = 0 if hard_next else overrun
        if now.remaining > -over_by:
            return
        overdue = (-over_by - now.remaining) // MINUTE  # a GO that was guarded is pressed again
        if not self._once(("go", now.id, now.started, overdue)):
            return
        self._post(ask.Go() if readout.next else ask.GoOffAir())

    def _cues(self, readout: Readout) -> None:
        for cue in readout.cues:
            if cue.state not in (CueState.DUE, CueState.LATE):
                break
            patience = self._reaction.setdefault(cue.id, self._dice.randint(2, 40) * SECOND)
            if cue.late >= patience and self._once(("cue", cue.id, cue.due)):
                self._post(ask.AnswerCue(cue.id, self._answer()))

    def _answer(self) -> Answer:
        return self._dice.choices([Answer.DONE, Answer.SENT, Answer.SKIPPED], [85, 8, 7])[0]

    def _points(self, readout: Readout) -> None:
        now = readout.current
        if now is None or not now.duration:
            return
        gone = _share(readout.now, now.started, now.duration)
        for point in now.points:
            ripe = point.text and not point.said and gone > (point.index + 1) / 6
            if ripe and self._once(("said", now.id, point.index)):
                self._post(ask.TickPoint(now.id, point.index))

    def _once(self, what: object) -> bool:
        fresh = what not in self._asked
        self._asked.add(what)
        return fresh


def _share(now: Instant, started: Instant, duration: int) -> float:
    return (now - started) / max(duration, MINUTE)
