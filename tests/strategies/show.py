"""A show driven by hypothesis: an operator who does anything, at any pace, and a program
that may be down for a while at any moment."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from controlroom.core.ids import CueId, RowId, RunId, SessionId
from controlroom.core.time import MINUTE, SECOND, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import advance, cues, engine, events, panel
from controlroom.live.cueing import Cue
from controlroom.live.events import Answer, CueFired, Emit, Event, Tick
from controlroom.live.readout import Phase
from controlroom.live.state import State
from controlroom.plan.sheet import Giveaway, Plate, Product, RunSheet, Segment, Session
from tests.builders import at, giveaway, minutes, product, segment, sheet, slot, task
from tests.strategies import plan
from tests.strategies.facts import ad_samples, room_samples

GAPS = st.one_of(
    st.integers(0, 5 * SECOND), st.integers(0, 4 * MINUTE), st.integers(0, 40 * MINUTE)
)
PACE = 20 * SECOND
OPENING = plan.EVENING
ADS = [("m", "", "", OPENING, OPENING + 60 * MINUTE, "direct", 60_000, 90_000)]
ROOM = [("r", "online", "snapshot", OPENING + m * MINUTE, 0, 100.0 + m) for m in range(1, 90)] + [
    ("r", "gmv", "delta", OPENING + m * MINUTE, MINUTE, 5_000.0) for m in range(1, 90)
]


@st.composite
def scripts(draw: st.DrawFn) -> RunSheet:
    """A likely plan: minutes long segments of which some hold their own start, with a
    product and a giveaway each."""
    starts = st.none() | st.integers(0, 60).map(lambda m: Instant(OPENING + m * MINUTE))
    goods, script, given = [], [], []
    for index in range(draw(st.integers(2, 5))):
        row, thing = RowId(f"seg-{index}"), RowId(f"prd-{index}")
        start = draw(starts)
        script.append(
            Segment(
                id=row,
                title=row,
                duration=Span(draw(st.integers(1, 15)) * MINUTE),
                start=start,
                linked=start is None or draw(st.booleans()),
                hard=start is not None and draw(st.booleans()),
                products=(thing,),
            )
        )
        goods.append(Product(id=thing, title=thing))
        offset = Span(draw(st.integers(0, 10)) * MINUTE)
        given.append(Giveaway(id=RowId(f"give-{index}"), title=row, segment=row, offset=offset))
    return RunSheet(
        session=Session(id=SessionId("ses-any"), title="", planned_start=OPENING),
        products=tuple(goods),
        segments=tuple(script),
        giveaways=tuple(given),
    )


class Desk:
    """The air thread in small: ticks, journals what the engine proposes, steps it."""

    def __init__(self, now: Instant, entries: list[Event] | None = None) -> None:
        self.now = now
        self.journal: list[Event] = list(entries or [])
        self.state: State = engine.fold(enumerate(self.journal, 1))

    def tick(self) -> None:
        """Look at the clock now."""
        emitted: list[Event] | bool = True
        while emitted:
            same, effects = engine.step(self.state, Tick(at=self.now))
            assert same is self.state, "a tick changes nothing"
            emitted = [effect.event for effect in effects if isinstance(effect, Emit)]
            for event in emitted:
                self.happen(event)

    def happen(self, event: Event) -> None:
        """Journal and step an event."""
        self.journal.append(event)
        self.state, _ = engine.step(self.state, event)

    def ask(self, event: Event) -> bool:
        """What the operator wants; refused where it does not fit."""
        self.tick()
        if engine.check(self.state, event) is not None:
            return False
        self.happen(event)
        return True

    def fired(self) -> list[CueFired]:
        """Every cue shown so far, in order."""
        return [event for event in self.journal if isinstance(event, CueFired)]


def small_show() -> Desk:
    """Armed at 19:00 for 20:00: opening (10), pan (10, product, giveaway), on the hour
    (20:30, hard), close (5)."""
    plan = sheet(
        product("pan", link=3, stock=100, item_id="P1", price=29900),
        segment("opening", 10),
        segment("pan talk", 10, products=(RowId("pan"),), introduction="铁", value="值"),
        segment("hour", 10, at="20:30", hard=True),
        segment("close", 5),
        slot("金牛", "20:00", "21:00", 60000),
        giveaway("bag", segment=RowId("pan talk"), offset=minutes(3), quantity=50),
        task("video", 2),
        target_gmv=1_000_000,
    )
    desk = Desk(at("19:00"))
    desk.ask(events.RunOpened(at=desk.now, run=RunId("run"), sheet=plan))
    return desk


class Show(RuleBasedStateMachine):
    """Random shows; the invariants are the promises of the cue list."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(plan.EVENING)
        self.facts = Buckets.from_columns(ads=ad_samples(ADS), room=room_samples(ROOM))

    @initialize(
        sheet=scripts() | plan.sheets(),
        early=st.integers(-10 * MINUTE, 10 * MINUTE) | st.integers(0, 3 * 60 * MINUTE),
        begin=st.booleans(),
    )
    def open(self, sheet: RunSheet, early: int, begin: bool) -> None:
        """Open a run some time before (or after) the planned start; perhaps begin at once."""
        self.desk.now = Instant(sheet.session.planned_start - early)
        self.desk.ask(events.RunOpened(at=self.desk.now, run=RunId("run"), sheet=sheet))
        if begin:
            self.desk.ask(events.WentOnAir(at=self.desk.now))

    @rule(gap=GAPS)
    def wait(self, gap: int) -> None:
        """Time passes while the program is up."""
        until = self.desk.now + gap
        while self.desk.now < until:
            self.desk.now = Instant(min(until, self.desk.now + PACE))
            self.desk.tick()

    @rule(gap=GAPS)
    def crash(self, gap: int) -> None:
        """The program is down for `gap` ms; it must show just what it would have shown.
        (Not where a row would have started by itself: that is done once the program is back,
        for at the time nobody did.)"""
        again = Desk(Instant(self.desk.now + gap), self.desk.journal)
        alone = advance.coming(self.desk.state)
        self.wait(gap)
        self.desk.tick()
        again.tick()
        before = {(cue.cue, cue.due) for cue in self.desk.fired()}
        if alone is None or alone[1] > again.now:
            assert {(cue.cue, cue.due) for cue in again.fired()} == before
        self.desk = again

    @rule()
    def on_air(self) -> None:
        """Go on air."""
        self.desk.ask(events.WentOnAir(at=self.desk.now))

    @rule(index=st.none() | st.integers(0, 5))
    def go(self, index: int | None) -> None:
        """GO, or straight to some row."""
        row = engine.next_row(self.desk.state)
        sheet = self.desk.state.sheet
        if index is not None and sheet and index < len(sheet.segments):
            row = sheet.segments[index]
        if row is not None:
            self.desk.ask(events.SegmentStarted(at=self.desk.now, row=row.id))

    @rule()
    def back(self) -> None:
        """Return to the row before."""
        row = engine.previous_row(self.desk.state)
        if row is not None:
            self.desk.ask(events.SegmentStarted(at=self.desk.now, row=row.id, by="back"))

    @rule(minutes=st.integers(-5, 10))
    def extend(self, minutes: int) -> None:
        """More or less time for the running row."""
        span = Span(minutes * MINUTE)
        self.desk.ask(events.SegmentExtended(at=self.desk.now, span=span))

    @rule()
    def pause_or_resume(self) -> None:
        """Hold the clock, or let it run."""
        if not self.desk.ask(events.Paused(at=self.desk.now)):
            self.desk.ask(events.Resumed(at=self.desk.now))

    @rule(data=st.data(), plate=st.sampled_from(Plate), skip=st.booleans())
    def skip(self, data: st.DataObject, plate: Plate, skip: bool) -> None:
        """Leave a row out, or take it in."""
        rows = self.desk.state.plan.rows(plate) if self.desk.state.plan else ()
        if rows:
            row = data.draw(st.sampled_from([row.id for row in rows]))
            self.desk.ask(events.RowSkipped(at=self.desk.now, plate=plate, row=row, skip=skip))

    @rule(data=st.data(), lengths=st.lists(st.none() | st.integers(1, 15), max_size=3))
    def cut(self, data: st.DataObject, lengths: list[int | None]) -> None:
        """Give up rows, or minutes of them, in one go."""
        sheet = self.desk.state.sheet
        for_whom = [row.id for row in sheet.segments] if sheet else []
        if for_whom:
            cuts = tuple(
                events.RowCut(
                    row=data.draw(st.sampled_from(for_whom)),
                    length=None if length is None else Span(length * MINUTE),
                )
                for length in lengths
            )
            self.desk.ask(events.RowsCut(at=self.desk.now, cuts=cuts))

    @rule(data=st.data(), insert=st.booleans(), length=st.integers(1, 10))
    def reorder(self, data: st.DataObject, insert: bool, length: int) -> None:
        """Move a row, or put in one that the plan does not have."""
        sheet = self.desk.state.sheet
        ids = [row.id for row in sheet.segments] if sheet else []
        after = data.draw(st.none() | st.sampled_from(ids)) if ids else None
        if insert:
            row = Segment(
                id=RowId(f"extra-{len(self.desk.journal)}"),
                title="extra",
                duration=Span(length * MINUTE),
            )
            self.desk.ask(events.RowInserted(at=self.desk.now, segment=row, after=after))
        elif ids:
            moved = data.draw(st.sampled_from(ids))
            self.desk.ask(events.RowMoved(at=self.desk.now, row=moved, after=after))

    @rule(on=st.booleans())
    def auto(self, on: bool) -> None:
        """Rows start by themselves, or not."""
        self.desk.ask(events.AutoSet(at=self.desk.now, on=on))

    @rule(sheet=scripts() | plan.sheets())
    def replan(self, sheet: RunSheet) -> None:
        """Any other plan arrives."""
        self.desk.ask(events.SheetChanged(at=self.desk.now, sheet=sheet))

    @precondition(lambda self: self.desk.state.fired)
    @rule(data=st.data(), answer=st.sampled_from(Answer))
    def answer(self, data: st.DataObject, answer: Answer) -> None:
        """Answer a cue that was shown."""
        cue = data.draw(st.sampled_from(sorted(self.desk.state.fired)))
        self.desk.ask(events.CueAnswered(at=self.desk.now, cue=CueId(cue), answer=answer))

    @precondition(lambda self: self.desk.state.fired)
    @rule(data=st.data(), span=st.integers(1, 10 * MINUTE))
    def snooze(self, data: st.DataObject, span: int) -> None:
        """Have a cue come back later."""
        cue = data.draw(st.sampled_from(sorted(self.desk.state.fired)))
        until = Instant(self.desk.now + span)
        self.desk.ask(events.CueSnoozed(at=self.desk.now, cue=CueId(cue), until=until))

    @rule()
    def undo(self) -> None:
        """Take the newest thing back."""
        seq = engine.last_undoable(self.desk.state)
        if seq is not None:
            self.desk.ask(events.Undone(at=self.desk.now, seq=seq))

    @rule()
    def redo(self) -> None:
        """Have it after all."""
        seq = engine.last_undone(self.desk.state)
        if seq is not None:
            self.desk.ask(events.Undone(at=self.desk.now, seq=seq))

    @invariant()
    def no_cue_twice(self) -> None:
        """Exactly once per (run, cue)."""
        shown = [cue.cue for cue in self.desk.fired()]
        assert len(shown) == len(set(shown))

    @invariant()
    def none_early(self) -> None:
        """Shown when due or after."""
        assert all(cue.due <= cue.at for cue in self.desk.fired())

    @invariant()
    def none_lost(self) -> None:
        """After a tick nothing that is due is left."""
        self.desk.tick()
        left = [cue for cue in cues.derive(self.desk.state, self.desk.now) if self._is_left(cue)]
        assert left == []

    @invariant()
    def remembered_cues_are_those_of_now(self) -> None:
        """What is kept while nothing drifts is what would be made anew at this instant."""
        state, now = self.desk.state, self.desk.now
        for later in (now, Instant(now + 7), Instant(now + 3 * MINUTE)):
            open_ = state.sheet is not None and state.phase not in (Phase.IDLE, Phase.OFF_AIR)
            anew = sorted(cues._derived(state, later), key=lambda c: (c.due, c.id)) if open_ else []
            assert list(cues.derive(state, later)) == anew
            ahead = [cue for cue in anew if cue.id not in state.fired]
            assert list(cues.to_come(state, later)) == ahead

    @invariant()
    def alarm_is_set(self) -> None:
        """Nothing comes due unseen: the alarm is no later than the next cue can be."""
        _, effects = engine.step(self.desk.state, Tick(at=self.desk.now))
        alarms = [effect.at for effect in effects if isinstance(effect, events.WakeAt)]
        assert all(at > self.desk.now for at in alarms)
        for cue in cues.derive(self.desk.state, self.desk.now):
            if cue.id not in self.desk.state.fired and cue.wake > self.desk.now:
                assert alarms and min(alarms) <= cue.wake

    @invariant()
    def readout_never_raises(self) -> None:
        """There is always something to show, and it agrees with itself."""
        shown = panel.readout(self.desk.state, self.facts, self.desk.now)
        assert shown.phase is self.desk.state.phase
        assert {cue.id for cue in shown.answered} | {cue.id for cue in shown.cues} >= set(
            self.desk.state.fired
        )
        assert sum(row.state == "now" for row in shown.rows) == (shown.current is not None)
        assert (shown.next is None) == all(row.state != "next" for row in shown.rows)
        assert shown.elapsed >= 0

    @invariant()
    def journal_tells_all(self) -> None:
        """fold(journal) is the live state."""
        assert engine.fold(enumerate(self.desk.journal, 1)) == self.desk.state

    def _is_left(self, cue: Cue) -> bool:
        return cue.due <= self.desk.now and cue.id not in self.desk.state.fired
