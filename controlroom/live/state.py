"""Where the show stands: one frozen value, changed only by `engine.step`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from types import MappingProxyType

from controlroom.core.ids import CueId, RowId, RunId
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.remembering import remembered
from controlroom.core.time import Instant, Span
from controlroom.live.events import (
    Answer,
    Event,
    GoalReached,
    Override,
    RowInserted,
    RowMoved,
)
from controlroom.live.readout import Phase
from controlroom.live.typing_in import Typed
from controlroom.plan.sheet import Plate, RunSheet, Segment
from controlroom.plan.timing import Schedule

Log = tuple["Log | None", Event]
"""The journal as folded so far, newest first: (older, event). Seq is the depth, from 1."""


@record
class Stretch:
    """A time on air of one row: [start, end), of which the clock stood still for `held` ms."""

    row: RowId
    start: Instant
    end: Instant
    held: Span = Span(0)


@record
class Fired:
    """A cue that has been shown, and what became of it. `rule` is "" unless a rule raised it."""

    id: CueId
    plate: Plate
    kind: str
    due: Instant
    fired: Instant
    text: Message
    detail: Message | None = None
    rule: str = ""
    answer: Answer | None = None
    answered: Instant | None = None
    snoozed: Instant | None = None  # comes back then
    early: bool = False  # done before it was due
    by_go: bool = False  # not answered by itself: what it asks for was done
    lapsed: Instant | None = None  # not answered, and of no use from then on
    judged: bool | None = None  # looking back: a false alarm, or none; None: as answered

    @property
    def false_alarm(self) -> bool:
        """Whether the rule that raised it was wrong, by the last word on it."""
        return self.answer is Answer.FALSE_ALARM if self.judged is None else self.judged

    @property
    def shown(self) -> Instant:
        """When it (last) came up: fired, or back from a snooze."""
        return self.fired if self.snoozed is None else self.snoozed

    @property
    def reaction(self) -> Span | None:
        """From shown to the first answer, ms; None without one, or where nothing asked for it
        (done ahead of time, or at that very instant)."""
        asked = not self.early and not (self.by_go and self.answered == self.fired)
        known = self.answered is not None and asked
        return Span((self.answered or 0) - self.fired) if known else None

    def open(self, now: Instant) -> bool:
        """Whether it waits for an answer at `now`."""
        return self.answer is None and self.lapsed is None and self.shown <= now


@record
class NoteLine:
    """A note of the operator."""

    at: Instant
    text: str


@record
class Sent:
    """The streamer's message band."""

    text: str
    at: Instant
    seen: Instant | None = None


@record
class State:
    """The whole show at one moment of its journal.

    `plan` is the run-sheet as last handed over; `sheet` is the one on air: `plan` with the
    rows skipped, shortened (`lengths`), moved or inserted (`moves`) on air and with the
    running row's copy; `planned` and `timed` are the
    schedules of the two. `extra` ms were added to the running
    row by hand; `held` ms of it were paused (ended pauses only). `started_at` holds the
    newest start of every row that has been on air, `stretches` every ended stretch.
    """

    phase: Phase = Phase.IDLE
    run: RunId | None = None
    rehearsal: bool = False
    plan: RunSheet | None = None
    sheet: RunSheet | None = None
    planned: Schedule | None = None
    timed: Schedule | None = None
    opened_at: Instant | None = None
    on_air_at: Instant | None = None
    off_air_at: Instant | None = None
    override: Override | None = None  # how it went on air in spite of readiness errors
    started_by: str = ""  # what put it on air: as in events.WentOnAir
    paused: Span = Span(0)
    paused_since: Instant | None = None
    current: Segment | None = None
    started: Instant | None = None
    extra: Span = Span(0)
    held: Span = Span(0)
    started_at: tuple[tuple[RowId, Instant], ...] = ()
    stretches: tuple[Stretch, ...] = ()
    skips: tuple[tuple[Plate, RowId, bool], ...] = ()
    lengths: tuple[tuple[RowId, Span], ...] = ()
    moves: tuple[RowMoved | RowInserted, ...] = ()
    auto: bool = False
    points: frozenset[tuple[RowId, int]] = frozenset()
    fired: Mapping[CueId, Fired] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[NoteLine, ...] = ()
    typed: tuple[Typed, ...] = ()
    goals: tuple[GoalReached, ...] = ()  # in the order they were seen
    message: Sent | None = None
    misfits: int = 0
    seq: int = 0
    log: Log | None = field(default=None, compare=False, repr=False)

    @property
    def live(self) -> bool:
        """Between on air and off air (paused or not)."""
        return self.phase in (Phase.ON_AIR, Phase.PAUSED)

    def standing(self, now: Instant) -> Span:
        """ms for which the clock has stood still in the pause that is on (0 without one)."""
        return Span(0 if self.paused_since is None else max(0, now - self.paused_since))

    def elapsed(self, now: Instant) -> Span:
        """Show time at `now`: ms since on air less the paused ms; 0 before."""
        if self.on_air_at is None:
            return Span(0)
        until = now if self.off_air_at is None else min(now, self.off_air_at)
        return Span(max(0, until - self.on_air_at - self.paused - self.standing(until)))

    def ends(self, now: Instant) -> Instant | None:
        """When the running row is to end: start, duration, minutes added, pauses so far."""
        if self.current is None or self.started is None:
            return None
        given = self.current.duration + self.extra + self.held + self.standing(now)
        return Instant(self.started + given)

    def entries(self) -> Iterator[tuple[int, Event]]:
        """(seq, event) of everything folded so far, newest first."""
        link, seq = self.log, self.seq
        while link is not None:
            yield seq, link[1]
            link, seq = link[0], seq - 1

    @property
    def unanswered(self) -> tuple[Fired, ...]:
        """The cues that have been shown and wait for an answer, snoozed ones among them."""
        return _unanswered(self.fired)

    def with_fired(self, cue: Fired) -> State:
        """The state with `cue` put in (or in place of its former self)."""
        return replace(self, fired=MappingProxyType({**self.fired, cue.id: cue}))


@remembered
def _unanswered(fired: Mapping[CueId, Fired]) -> tuple[Fired, ...]:
    return tuple(c for c in fired.values() if c.answer is None and c.lapsed is None)
