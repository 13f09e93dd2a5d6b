"""The only thread crossing: readouts from the air thread to the panels.

Latest wins, at most one every `interval` ms, except that a readout with a new waiting
cue is let through at once. Panels are painted one per turn of the event loop, in the
order they were added, so that the cue card is on the screen before any chart is touched.
A pass over the panels is finished before the next readout is taken, unless that brings a
new cue. What is slow to draw waits while a cue is at hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from controlroom.core.ids import CueId
from controlroom.core.records import record
from controlroom.live.readout import CueState, CueView, Readout

_BEFORE, _AFTER, _PATIENCE = 25, 10, 150
"""ms around a call in which no panel is painted that rests; and how long it puts up with that
(in a show at many times the speed there is always a call)."""
_JUST_BEFORE = 10
"""ms before a call in which no panel at all is painted: two of the slowest that do not rest."""


class Taker(Protocol):
    """Something painted from a readout."""

    def take(self, readout: Readout) -> None:
        """Show `readout`. Cheap: called up to 20 times a second, or as seldom as every
        `rest` ms where the taker has such an attribute (what a chart draws changes slowly,
        and drawing it keeps everything else waiting). One with `calls` is the first to be
        given a new cue."""
        ...


@record(kw_only=False)
class Lateness:
    """A cue's way to the eye: ms from due to published, and from published to painted.

    `desk` is in show time (in a rehearsal at ×N it counts N times as fast).
    """

    cue: CueId
    desk: int
    window: int


class Bridge(QObject):
    """Carries the newest readout into the window's thread."""

    published = Signal(object)
    _arrived = Signal()

    def __init__(self, steady: Callable[[], int], *, interval: int = 50) -> None:
        """`steady`: ms of a clock that never steps (handed in: the ui reads no clocks)."""
        super().__init__()
        self.steady = steady
        self.readout = Readout()
        self.lateness: deque[Lateness] = deque(maxlen=10_000)
        self._interval = interval
        self._lock = Lock()
        self._waiting: tuple[Readout, int] | None = None
        self._posted = 0
        self._call: int | None = None  # ms of the steady clock: the next instant of the show
        self._taken: int | None = None
        self._takers: list[Taker] = []
        self._rested: dict[int, int] = {}  # by id() of a taker with a rest: taken when
        self._resting: list[Taker] = []  # have not seen the newest readout yet
        self._queue: deque[Taker] = deque()
        self._unpainted: dict[CueId, Lateness] = {}
        self._seen: set[CueId] = set()
        self._turn = _timer(self, self._next_panel)
        self._pause = _timer(self, self._resume)
        self._wake = _timer(self, self._rouse)
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def post(self, readout: Readout) -> None:
        """Hand over a readout. Called on any thread; never blocks on the window."""
        with self._lock:
            quiet = self._waiting is None
            self._waiting = (readout, self.steady())
            if readout.calls_in is not None:
                self._call = self._waiting[1] + round(readout.calls_in * 1000)
        if quiet or _new_cue(self.readout, readout):  # which waits for no pause
            self._arrived.emit()

    def add(self, taker: Taker) -> None:
        """Paint `taker` from every readout, after those added before it."""
        self._takers.append(taker)
        taker.take(self.readout)

    def remove(self, taker: Taker) -> None:
        """Paint `taker` no more."""
        if taker in self._takers:
            self._takers.remove(taker)
            self._rested.pop(id(taker), None)
            self._resting = [each for each in self._resting if each is not taker]

    def finish(self) -> None:
        """Give out now what waits in the queue: a workspace that comes to the front is
        painted once, with all it knows. What comes meanwhile is painted in turns."""
        for _ in range(len(self._queue)):
            self._turn.stop()
            self._paint_next()

    def catch_up(self) -> None:
        """Everything is given the newest readout now, rested or not: for a picture, in which
        a chart does not lag behind the figures."""
        self.finish()
        waiting, self._resting = self._resting, []
        for taker in filter(_lives, waiting):
            self._rested[id(taker)] = self.steady()
            taker.take(self.readout)

    def painted(self, cue: CueId) -> None:
        """The card of `cue` has just been painted: note how late that was, once."""
        first = self._unpainted.pop(cue, None)
        if first is not None:
            self.lateness.append(Lateness(cue, first.desk, self.steady() - first.window))

    def _arrive(self) -> None:
        with self._lock:
            waiting = self._waiting
        if waiting is None:
            return
        wait = 0 if self._taken is None else self._taken + self._interval - self.steady()
        wait = max(wait, self._quiet())
        if _new_cue(self.readout, waiting[0]):
            self._take()
        elif self._queue:
            return  # the last panels come first: they would never be painted on a busy machine
        elif wait <= 0:
            self._take()
        elif not self._pause.isActive():
            self._pause.start(wait)

    def _resume(self) -> None:
        """A pause is over: the readout that waits is taken, unless a call has come near or
        the last panels have not had theirs."""
        if wait := self._quiet():
            self._pause.start(wait)
        elif not self._queue:
            self._take()

    def _take(self) -> None:
        """The newest readout, for every panel."""
        self._pause.stop()
        with self._lock:
            waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        before, new = self.readout, _new_cue(self.readout, waiting[0])
        self.readout, self._posted = waiting
        self._taken = self.steady()
        self._note_due(self.readout)
        if (before.run, before.phase) != (self.readout.run, self.readout.phase):
            self._rested.clear()  # nobody rests when a run opens, starts or ends
        first = [t for t in self._takers if new and getattr(t, "calls", False)]
        self._queue = deque([*first, *self._ready([t for t in self._takers if t not in first])])
        self.published.emit(self.readout)
        self._paint_next()

    def _ready(self, takers: list[Taker]) -> list[Taker]:
        """Who is to be painted now. Those who rest get their turn when they have rested."""
        ready, wait = list[Taker](), 0
        self._resting = []
        for taker in takers:
            left = self._left(taker)
            (self._resting if left > 0 else ready).append(taker)
            wait = max(wait, left)
        if wait and not self._wake.isActive():
            self._wake.start(wait)
        return ready

    def _left(self, taker: Taker) -> int:
        """ms until `taker` may be painted: it has rested, and no call is at hand."""
        rest: int = getattr(taker, "rest", 0)
        if not rest:
            return 0
        waited = self.steady() - self._rested.get(id(taker), self.steady() - rest)
        return max(rest - waited, self._hush(_BEFORE) if waited < rest + _PATIENCE else 0)

    def _quiet(self) -> int:
        """ms for which every panel keeps still, for a call that is about to come or on its
        way to the eye."""
        if self._taken is None or self.steady() - self._taken > _PATIENCE:
            return 0
        return self._hush(_JUST_BEFORE)

    def _hush(self, before: int) -> int:
        """ms for which those keep still who may not begin `before` ms ahead of a call."""
        if self._call is None:
            return 0
        left = self._call - self.steady()
        return left + _AFTER if -_AFTER < left < before else 0

    def _rouse(self) -> None:
        """Who rested when the newest readout came is painted from it now."""
        idle = not self._queue
        self._queue.extend(self._ready(self._resting))
        if idle and self._queue:
            self._turn.start(0)

    def _note_due(self, readout: Readout) -> None:
        top = readout.top_cue
        if top is not None and top.state is CueState.DUE and top.id not in self._seen:
            self._unpainted[top.id] = Lateness(top.id, int(top.late), self._posted)
        if top is not None:
            self._seen.add(top.id)

    def _next_panel(self) -> None:
        if wait := self._quiet():
            self._turn.start(wait)
        else:
            self._paint_next()

    def _paint_next(self) -> None:
        if self._queue:
            taker = self._queue.popleft()
            if (left := self._left(taker)) > 0:
                self._resting.append(taker)
                if not self._wake.isActive():
                    self._wake.start(left)
            elif _lives(taker):
                if getattr(taker, "rest", 0):
                    self._rested[id(taker)] = self.steady()
                taker.take(self.readout)
        if self._queue:
            self._turn.start(0)
        else:
            self._arrive()


def _timer(owner: QObject, call: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(call)
    return timer


def _lives(taker: Taker) -> bool:
    """False for a panel whose window has gone while it rested."""
    return not isinstance(taker, QObject) or isValid(taker)


def _new_cue(shown: Readout, coming: Readout) -> bool:
    before, after = _top(shown), _top(coming)
    return after is not None and (before is None or before.id != after.id)


def _top(readout: Readout) -> CueView | None:
    return readout.top_cue
