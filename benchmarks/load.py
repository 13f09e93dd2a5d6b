"""What `bench_live` puts on the window: a show with a call every so often, orders in bursts,
an operator who answers, and what was seen of it. All instants of the show are those of a
clock that may run many times as fast as life; what is measured is in real ms."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import perf_counter

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

from benchmarks.bench_ingest import SIZE, batch
from controlroom.core.ids import CueId, RowId, SessionId
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.desk.air import Air
from controlroom.desk.intents import AnswerCue
from controlroom.facts.columns import OrderLines
from controlroom.live.events import Answer
from controlroom.live.readout import CueState, Readout
from controlroom.plan.sheet import AdSlot, Giveaway, Product, RunSheet, Segment, Session
from controlroom.scheduling.clocks import _steady_ns

PER_SECOND = 2_000
SESSION = SessionId("ses-bench")
HOURS = 4
_LONG = Span(12 * HOUR)
_REACTION_MS = 150


def sheet(start: Instant, first: int, every: int, count: int) -> RunSheet:
    """A four-hour show of 24 segments; from `start` + `first` on something calls every
    `every` ms of the show, `count` times: by turns a budget is switched and a giveaway
    announced, then started. (Their ends are after the show: nothing else calls.)"""
    at = [Instant(start + first + n * every) for n in range(count)]
    given = [(n, when) for n, when in enumerate(at) if n % 3 == 2]
    return RunSheet(
        session=Session(id=SESSION, title="bench", planned_start=start, target_gmv=90_000_000),
        products=tuple(
            Product(id=RowId(f"p{n}"), title=f"商品 {n}", stock=9_000) for n in range(60)
        ),
        segments=tuple(
            Segment(id=RowId(f"s{n}"), title=f"环节 {n}", duration=Span(10 * MINUTE))
            for n in range(6 * HOURS)
        ),
        slots=tuple(
            AdSlot(id=RowId(f"a{n}"), channel=f"渠道 {n}", start=when, end=Instant(start + _LONG))
            for n, when in enumerate(at)
            if n % 3 != 2
        ),
        giveaways=tuple(
            Giveaway(id=RowId(f"g{n}"), title=f"福袋 {n}", start=when, duration=_LONG)
            for n, when in given
        ),
    )


def calls(plan: RunSheet, until: Instant) -> dict[CueId, Instant]:
    """What the sheet calls for by `until` and when: the switch of each slot, the start of
    each giveaway. Read off its rows, not off the state of the show."""
    starts = {CueId(f"A:{slot.id}:switch"): slot.start for slot in plan.slots}
    begins = {CueId(f"G:{given.id}:start"): given.start for given in plan.giveaways}
    return {cue: at for cue, at in {**starts, **begins}.items() if at and at <= until}


@dataclass
class Seen:
    """What was measured: heartbeat gaps (real ms), when each cue was first painted (ms of
    the steady clock), cues answered, lines fed."""

    gaps: list[float] = field(default_factory=list)
    painted: dict[CueId, float] = field(default_factory=dict)
    answered: set[CueId] = field(default_factory=set)
    fed: int = 0
    feed_s: float = 0.0


class Beat(QObject):
    """A 10 ms timer in the window's thread that notes how long it was kept waiting."""

    def __init__(self, gaps: list[float]) -> None:
        super().__init__()
        self._gaps, self._since = gaps, QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to count."""
        self._since.start()
        self._timer.start(10)

    def _beat(self) -> None:
        self._gaps.append(self._since.nsecsElapsed() / 1e6)
        self._since.restart()


class Operator:
    """Answers each due cue 150 ms (of life) after she saw it. On the air thread."""

    def __init__(self, air: Air, seen: Seen) -> None:
        self._air, self._seen = air, seen

    def look(self, readout: Readout) -> None:
        """Answer what is ripe."""
        now, painted = _steady_ns() / 1e6, self._seen.painted
        for cue in readout.cues:
            if cue.state is CueState.STANDBY:
                break
            ripe = now - painted.get(cue.id, now) >= _REACTION_MS
            if ripe and cue.id not in self._seen.answered:
                self._seen.answered.add(cue.id)
                self._air.post(AnswerCue(cue.id, Answer.DONE))


class Crowd(threading.Thread):
    """Buys 2,000 lines a second: each second's lines within its first quarter, in batches of
    100. `now` is the show's clock."""

    def __init__(self, air: Air, seen: Seen, now: Callable[[], Instant], seconds: int) -> None:
        super().__init__(name="crowd")
        self._air, self._seen, self._now = air, seen, now
        self._made = [batch(n * SIZE) for n in range(seconds * PER_SECOND // SIZE)]
        self._ended = threading.Event()

    def run(self) -> None:
        """Feeds until all is fed or it is stopped; waits on its own event, never sleeps."""
        began, per_second = perf_counter(), PER_SECOND // SIZE
        for number, lines in enumerate(self._made):
            second, part = divmod(number, per_second)
            due = began + second + 0.25 * part / per_second
            if self._ended.wait(max(0.0, due - perf_counter())):
                break
            self._air.feed(self._stamped(lines))
            self._seen.fed += SIZE
        self._ended.wait(max(0.0, began + len(self._made) / per_second - perf_counter()))
        self._seen.feed_s = perf_counter() - began

    def _stamped(self, lines: OrderLines) -> OrderLines:
        return replace(lines, paid_at=np.full(SIZE, self._now(), np.int64))

    def end(self) -> None:
        """No more."""
        self._ended.set()
        self.join()
