"""What the stream of OBS means for the open run: going on air, a question, or nothing.

OBS never ends a show, and never begins one that has readiness errors or that was not waited
for: a stream that ran before the run was opened, or far from the planned start (a test of the
line in the afternoon), is asked about.
"""

from __future__ import annotations

from collections.abc import Callable

from controlroom.core.records import record
from controlroom.core.time import HOUR, SECOND, Instant, Span
from controlroom.live.events import WentOnAir
from controlroom.live.readout import Phase, StreamQuestion
from controlroom.live.state import State
from controlroom.ports.broadcast import Broadcast, Link

NEAR = Span(HOUR)
"""A stream that begins so far from the planned start, or nearer, is taken for the show."""
SAME = Span(5 * SECOND)
"""Two instants of OBS so near each other are one: it counts frames."""

GO, ASK, OFF = "go", "ask", "off"


@record
class StreamHeard:
    """OBS as it is now, and what is to be done at its start (GO, ASK, OFF) and end."""

    now: Broadcast
    at_start: str = GO
    ask_end: bool = True


class StreamWatch:
    """The stream as the air thread sees it, in air instants."""

    def __init__(self) -> None:
        self._heard = StreamHeard(now=Broadcast())
        self._began: Instant | None = None
        self._ended: Instant | None = None
        self._idle: Instant | None = None  # first seen not to stream
        self._left: list[Instant] = []
        self._refused: Instant | None = None

    def hear(self, heard: StreamHeard, at: Callable[[int], Instant]) -> None:
        """What OBS said; `at` makes an air instant of the steady clock's ms."""
        self._heard, now = heard, heard.now
        self._began = None if now.began is None else at(now.began)
        self._ended = None if now.ended is None else at(now.ended)
        if now.streaming is not False:
            self._idle = None
        elif self._idle is None and now.heard is not None:
            self._idle = at(now.heard)

    def due(self, state: State) -> Instant | None:
        """When the stream began that puts the show on air now, without a hand."""
        began = self._waits(state)
        if began is None or self._heard.at_start != GO or self._is(began, self._refused):
            return None
        return began if _waited_for(began, state) else None

    def ready(self, state: State, now: Instant) -> bool:
        """Whether a stream that begins now puts the show on air by itself."""
        heard = self._heard
        listens = heard.now.link is Link.UP and not heard.now.streaming and heard.at_start == GO
        armed = state.phase is Phase.ARMED and not state.rehearsal
        return listens and armed and _waited_for(now, state)

    def refuse(self, began: Instant) -> None:
        """The plan has errors: from now on that stream is a question."""
        self._refused = began

    def question(self, state: State) -> StreamQuestion | None:
        """What a person has to decide."""
        began, ended = self._waits(state), self._over(state)
        if began is not None:
            refused = self._is(began, self._refused)
            return StreamQuestion(kind="not_ready" if refused else "start", at=began)
        return None if ended is None else StreamQuestion(kind="end", at=ended)

    def leave(self, state: State) -> None:
        """What is asked now is never asked again."""
        asked = self.question(state)
        if asked is not None:
            self._left.append(asked.at)

    def _waits(self, state: State) -> Instant | None:
        """When the stream began that a run which is not on air yet could begin with."""
        up = self._heard.now.link is Link.UP and self._heard.now.streaming
        if not up or state.phase is not Phase.ARMED or state.rehearsal:
            return None
        if self._heard.at_start == OFF or self._began is None or self._is_left(self._began):
            return None
        return self._began

    def _over(self, state: State) -> Instant | None:
        """When the stream ended under a show that is on air. A program that was started again
        has not seen it end: it knows that the stream began the show, and that there is none."""
        now = self._heard.now
        if not state.live or state.rehearsal or now.streaming is not False:
            return None
        ended = self._ended
        if ended is None and state.started_by == "obs":
            ended = self._idle
        if ended is None or not self._heard.ask_end or self._is_left(ended):
            return None
        return ended if state.on_air_at is not None and ended >= state.on_air_at else None

    def _is_left(self, at: Instant) -> bool:
        return any(self._is(at, left) for left in self._left)

    @staticmethod
    def _is(at: Instant, other: Instant | None) -> bool:
        return other is not None and abs(at - other) < SAME


def _waited_for(began: Instant, state: State) -> bool:
    """Whether a stream begun then can only be this show: the run was open, the time was right,
    and the show has not been on air before (an undone start is not made again)."""
    if state.opened_at is None or began < state.opened_at or state.plan is None:
        return False
    if abs(began - state.plan.session.planned_start) > NEAR:
        return False
    return not any(isinstance(event, WentOnAir) for _, event in state.entries())
