"""The air thread: drain → step → journal → effects → publish.

It waits on the inbox until the next instant at which something can happen. Which cue is due
is computed from state; APScheduler may wake it, nothing more. Readouts go out at once when a
cue fired or something was asked, every `PERIOD` while facts come in, and else each second.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from controlroom.core.ids import SessionId
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.desk.airtime import AirTime
from controlroom.desk.cadence import Cadence
from controlroom.desk.factflow import Committed, FactFlow, Failed, Imported, Rebuilt, Refused
from controlroom.desk.inbox import Close, Inbox, Wake
from controlroom.desk.intents import Go, GoOnAir, Intent, LeaveStream, StartAtPlan, TypeIn
from controlroom.desk.meaning import event_of
from controlroom.desk.offering import Offering
from controlroom.desk.show import Show
from controlroom.desk.starting import Starter
from controlroom.desk.streaming import StreamHeard, StreamWatch
from controlroom.desk.watching import Watch
from controlroom.live import engine, goals, panel, typing_in
from controlroom.live.detail import detail
from controlroom.live.events import FiguresTyped
from controlroom.live.readout import Detail, PaceView, Readout
from controlroom.live.typing_in import Typed
from controlroom.plan.readiness import Finding
from controlroom.ports import Alarms, Batch

log = logging.getLogger(__name__)

GUARD = 0.8
"""Seconds within which a second GO is taken for a slip of the finger."""
DETAIL = 5.0
"""Seconds between two looks at the funnel and the products."""
RETRY = 1.0
"""Seconds between tries to write what the disk refused."""

_WHYS = ("disk_full", "locked", "read_only", "disk_fault", "disk_slow")

Subscriber = Callable[[Readout], None]


class Source(Protocol):
    """Facts that come by themselves while on air (a recorded or simulated session)."""

    def until(self, instant: Instant) -> Sequence[Batch]:
        """What has become known since the last call, up to `instant`."""
        ...


class Air:
    """A run on its thread. Everything public may be called from any thread."""

    def __init__(
        self,
        show: Show,
        facts: FactFlow,
        inbox: Inbox,
        time: AirTime,
        alarms: Alarms,
        watch: Watch | None = None,
        *,
        at_plan: bool = False,
    ) -> None:
        self.show, self._facts, self._inbox = show, facts, inbox
        self._time, self._alarms = time, alarms
        self.watch = watch or Watch()
        self._starter, self._stream = Starter(at_plan), StreamWatch()
        self._cadence = Cadence(time)
        self._held = deque[Batch]()  # while a cue is at hand
        self._subscribers: list[Subscriber] = []
        self._flash: tuple[Message, Instant] | None = None
        self._last_go: Instant | None = None
        self._retried = self._ticked = Instant(0)
        self._wake_set: Instant | None = None
        self._thread = threading.Thread(target=self._run, name="air", daemon=True)
        self._pace: PaceView | None = None
        self._detail: Detail | None = None
        self._detailed: Instant | None = None
        self._offering = Offering()
        self.readout: Readout | None = None
        self.sources: list[Source] = []

    @property
    def session(self) -> SessionId:
        """The session on air."""
        return self._facts.session

    def start(self) -> None:
        """Begin to breathe."""
        self._recall_typed()
        self._retried = self._time.now()  # the window first: rules and forecast in a second
        self._thread.start()

    def close(self) -> None:
        """Finish what is in the inbox and end the thread. The run stays resumable."""
        if self._thread.is_alive():
            self._inbox.put(Close())
            self._thread.join()
        self._alarms.stop()  # last: the thread's last turn may have set one

    def obstacles(self) -> tuple[Finding, ...]:
        """The readiness errors that stand in the way of going on air now."""
        return self.show.obstacles(self._time.now())

    @property
    def unsaved(self) -> int:
        """Events and batches that wait in memory for the disk."""
        return self.show.unsaved + len(self._facts.waiting)

    def waiting(self) -> tuple[Batch, ...]:
        """The facts that wait in memory for the disk, oldest first."""
        return self._facts.waiting

    def last_try(self) -> None:
        """Once the thread has ended: take in what the writer said, and try again."""
        self.turn(self._inbox.drain(0))
        self._let_in()  # though a cue be at hand
        self.show.save_late()
        self._facts.again()

    def post(self, intent: Intent) -> None:
        """Ask for something."""
        self._inbox.put(intent)

    def feed(self, batch: Batch) -> None:
        """Facts have come."""
        self._inbox.put(batch)

    def tell(self, news: Imported | Rebuilt) -> None:
        """Facts of this session came in, or were taken back, by an import."""
        self._inbox.put(news)

    def hear(self, heard: StreamHeard) -> None:
        """What OBS does."""
        self._inbox.put(heard)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """`callback(readout)` on the air thread from now on; returns the way to stop it."""
        self._subscribers.append(callback)
        return lambda: self.unsubscribe(callback)

    def unsubscribe(self, callback: Subscriber) -> None:
        """No more of that."""
        if callback in self._subscribers:
            self._subscribers.remove(callback)

    def turn(self, items: list[object]) -> bool:
        """One turn of the loop. True when it ends here."""
        now = self._time.now()
        # time first, then the operator's events of the same instant
        fired = self._start(now) or self._tick(now)
        fired = fired and not self._call(now)
        happened = [self._take(item, now) for item in items if not isinstance(item, (Wake, Close))]
        fired = (any(happened) and self.show.tick(now)) or fired
        ends = any(isinstance(item, Close) for item in items)
        still = self._cadence.still(now, self.show.wake)
        if ends or not still:
            self._let_in()
        if not still:
            self._look(now)
        if fired or any(happened) or (not still and self._cadence.rest(now) <= 0):
            self._publish(now)
        self._prepare(self._time.now())
        self._set_alarm()
        return ends

    def wait(self) -> float:
        """Seconds until the next thing that time alone brings."""
        now, cadence = self._time.now(), self._cadence
        if (near := cadence.near(now, self.show.wake)) is not None:
            return 0.0 if self._unprepared(now) else near
        due = cadence.rest(now)
        if not cadence.still(now, self.show.wake):
            due = min(due, RETRY - self._since(self._retried, now))
        for wake in (self.show.wake, self._starter.wake(self.show.state)):
            if wake is not None and (wake > now or wake == self.show.wake):
                due = min(due, cadence.until(now, wake))
        return max(0.0, due)

    def _let_in(self) -> None:
        """The facts that were kept from the writer while a cue was on its way."""
        while self._held:
            self._facts.accept(self._held.popleft())

    def _call(self, now: Instant) -> bool:
        """Publish what calls ahead of everything that has to be summed for a readout. False
        where the rest has changed with it, or nothing calls."""
        before, state = self.readout, self.show.state
        if before is None or (before.run, before.phase) != (state.run, state.phase):
            return False
        if (state.current and state.current.id) != (before.current and before.current.id):
            return False
        readout = panel.called(before, state, now)
        if readout.top_cue is None:
            return False
        self._cadence.called(now)
        self._tell(readout)
        return True

    def _prepare(self, now: Instant) -> None:
        """Work out what is at hand (a readout may have gone out meanwhile)."""
        if self._unprepared(now):
            self.show.foresee()

    def _unprepared(self, now: Instant) -> bool:
        """Whether something is at hand that is not yet worked out, and there is time for it."""
        return self._cadence.idle(now, self.show.wake) and not self.show.foreseen

    def _start(self, now: Instant) -> bool:
        """On air by itself, where that was asked. What stands in the way is said, and asked
        again at every turn of its grace."""
        if not self._starter.due(self.show.state, now):
            return False
        refusal = self.show.ask(GoOnAir(by="plan"), now)
        if refusal is not None:
            self._flash = (refusal, now)
        return refusal is None

    def _heard(self, heard: StreamHeard, now: Instant) -> bool:
        """OBS has news: on air by it, where that was asked and nothing stands in the way.
        True when a person is to see something at once."""
        stream, state = self._stream, self.show.state
        before = stream.question(state), stream.ready(state, now)
        self._stream.hear(heard, self._time.of)
        began = self._stream.due(self.show.state)
        if began is not None:
            if self.show.ask(GoOnAir(by="obs", since=began), now) is None:
                return True
            self._stream.refuse(began)
        return (stream.question(state), stream.ready(state, now)) != before

    def _tick(self, now: Instant) -> bool:
        """Fire what is due; between two instants of that, once a period is enough."""
        wake, cadence = self.show.wake, self._cadence
        if wake is not None and now < wake:
            lately = 0 <= self._since(self._ticked, now) < cadence.period
            if lately or cadence.near(now, wake) is not None:
                return False
        self._ticked = now
        return self.show.tick(self._cadence.meant(now, wake))

    def _run(self) -> None:
        ended = False
        while not ended:
            items = self._inbox.drain(self.wait())
            try:
                ended = self.turn(items)
            except Exception:  # a bug must not stop the show's clock
                log.exception("air turn failed")
                self._flash = (message("desk.bug"), self._time.now())
                self._cadence.published(self._time.now())  # no spinning
                self.show.wake = None
                ended = any(isinstance(item, Close) for item in items)

    def _take(self, item: object, now: Instant) -> bool:
        """Handle one item; True when a person waits to see its effect."""
        if isinstance(item, Intent):
            self._ask(item, now)
            return True
        if isinstance(item, StreamHeard):
            return self._heard(item, now)
        if isinstance(item, (Committed, Refused, Failed)):
            self._cadence.heard()
            self._facts.settle(item)
        elif isinstance(item, (Imported, Rebuilt)):
            self._cadence.heard()
            self._facts.imported(item)
        else:
            self._held.append(item)  # type: ignore[arg-type]  # only batches are left
        return False

    def _ask(self, intent: Intent, now: Instant) -> None:
        if isinstance(intent, StartAtPlan):
            refused = self._starter.choose(intent.on, self.show.state, now)
            self._flash = (refused, now) if refused else self._flash
            return
        if isinstance(intent, LeaveStream):
            self._stream.leave(self.show.state)
            return
        if isinstance(intent, Go) and self._guarded(now):
            self._flash = (message("desk.guarded"), now)
            return
        if isinstance(intent, TypeIn):
            self._type_in(intent, now)
        refusal = self.show.ask(intent, now)
        if refusal is not None:
            self._flash = (refusal, now)
        elif isinstance(intent, Go):
            self._last_go = now

    def _type_in(self, intent: TypeIn, now: Instant) -> None:
        """The row as facts, handed to the writer ahead of the journal: a row that has been
        acknowledged is never without them, whenever the program is killed."""
        state, since = self.show.state, self.show.state.on_air_at
        event = event_of(intent, state, now)
        if not isinstance(event, FiguresTyped) or engine.check(state, event) or since is None:
            return
        typed = typing_in.with_row(state.typed, Typed(of=event.of, values=event.values))
        for batch in typing_in.batches(typed, since, only=event.of):
            self._facts.accept(batch)

    def _recall_typed(self) -> None:
        """Rows of an earlier life, whose facts the disk may have refused."""
        state = self.show.state
        if state.on_air_at is not None:
            for batch in typing_in.batches(state.typed, state.on_air_at):
                self._facts.accept(batch)

    def _guarded(self, now: Instant) -> bool:
        return self._last_go is not None and self._since(self._last_go, now) < GUARD

    def _look(self, now: Instant) -> None:
        """Once a second: rules over the facts, and what the disk refused."""
        if self._since(self._retried, now) < RETRY:
            return
        self._retried = now
        self.show.save_late()
        self._facts.again()
        state, buckets = self.show.state, self._facts.buckets
        self._pace = self.watch.prospect(state, buckets, now)
        self._detail_at(now)
        reached = goals.reached(state, buckets, now)
        if reached:
            self.show.record(reached)
        alerts = self.watch.alerts(state, buckets, now)
        if alerts:
            self.show.record(alerts)

    def _detail_at(self, now: Instant) -> None:
        """The funnel and the products: less often, for every line of the show is summed."""
        if self._detailed is None or self._since(self._detailed, now) >= DETAIL:
            outs = self._pace.sell_outs if self._pace else ()
            self._detail = detail(self.show.state, self._facts.buckets, now, outs)
            self._detailed = now if self._detail is not None else None

    def _publish(self, now: Instant) -> None:
        self._cadence.published(now)
        for source in self.sources:
            for batch in source.until(now):
                self._facts.accept(batch)
        if self.sources:
            self._facts.heard(now)
        readout = panel.readout(
            self.show.state, self._facts.buckets, now, trouble=self._troubles(now)
        )
        readout = replace(
            readout,
            pace=self._pace,
            detail=self._detail,
            offer=self._offering.at(self.show.state, self._facts.buckets, now),
            starts_alone=self._starter.wake(self.show.state),
            calls_in=self._cadence.ahead(self._time.now(), self.show.wake),  # sums take a while
            stream=self._stream.question(self.show.state),
            with_stream=self._stream.ready(self.show.state, now),
        )
        self._tell(readout)

    def _tell(self, readout: Readout) -> None:
        self.readout = readout
        for subscriber in list(self._subscribers):
            subscriber(readout)

    def _troubles(self, now: Instant) -> tuple[Message, ...]:
        refused = [m for m in (self.show.trouble, self._facts.trouble) if m is not None]
        said = list(refused)
        if self.unsaved:
            rows = sum(map(len, self._facts.waiting))
            why = refused[0].key.rpartition(".")[2] if refused else ""
            why = f"@desk.why.{why if why in _WHYS else 'other'}"
            said.insert(0, message("desk.unsaved", why=why, events=self.show.unsaved, rows=rows))
        if step := self._time.step():
            said.append(message("desk.clock_stepped", off_ms=step))
        if self._flash and self._since(self._flash[1], now) < 4.0:
            said.append(self._flash[0])
        return tuple(said)

    def _set_alarm(self) -> None:
        wake = self.show.wake
        if wake is not None and wake != self._wake_set:
            self._wake_set = wake
            self._alarms.wake_at(wake, lambda: self._inbox.put(Wake()))

    def _since(self, then: Instant, now: Instant) -> float:
        return self._cadence.since(then, now)
