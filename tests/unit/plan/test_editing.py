"""Thousands of random edits with undo, redo, save and load in between: after each of them
the plan is whole, and what is stored is what is in memory.

`HYPOTHESIS_PROFILE=long` does twenty times as many.
"""

from __future__ import annotations

import math
import os
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from controlroom.core.ids import RowId, SessionId
from controlroom.core.message import message
from controlroom.core.time import Span
from controlroom.plan import codec, edits, readiness, timing
from controlroom.plan.codec import ROW_TYPES
from controlroom.plan.history import History
from controlroom.plan.sheet import Plate, RunSheet
from tests.builders import at, segment, sheet
from tests.fakes.store import FakeStore
from tests.strategies import plan as some

MANY = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1
PLATES = st.sampled_from(list(Plate))
ROWS: dict[Plate, Any] = {
    Plate.GOODS: some.products,
    Plate.SCRIPT: some.segments,
    Plate.TRAFFIC: some.slots,
    Plate.GIVEAWAY: some.giveaways,
    Plate.WARMUP: some.tasks,
}
NIGHT = SessionId("ses-any")


class Editing(RuleBasedStateMachine):
    """A history, the values it should have, a store, and the schedule carried along."""

    def __init__(self) -> None:
        super().__init__()
        self.store = FakeStore()
        self.count = 0

    @initialize(start=some.sheets(max_rows=4))
    def begin(self, start: RunSheet) -> None:
        self.history = History(present=replace(start, session=replace(start.session, id=NIGHT)))
        self.revision = self.store.sheets.save(self.history.present)
        self.values, self.here = [self.history.present], 0
        self.schedule = timing.schedule(self.history.present)

    @property
    def sheet(self) -> RunSheet:
        return self.history.present

    def ids(self, plate: Plate) -> list[RowId]:
        return [row.id for row in self.sheet.rows(plate)]

    def _go(self, history: History) -> None:
        if history is self.history or history.entry is None:
            return
        before, self.history = self.sheet, history
        self.schedule = timing.rescheduled(self.sheet, before, self.schedule)
        self.revision = self.store.sheets.keep(history.entry, onto=self.revision)

    def _do(self, after: RunSheet, group: str = "") -> None:
        self.count += 1
        grown = self.history.do(after, message("ui.plan.did.move", count=self.count), group=group)
        if grown is self.history:
            return
        kind = grown.entry.kind if grown.entry else ""
        self.values[self.here + (kind == "do") :] = [after]
        self.here = len(self.values) - 1
        if kind == "fold" and len(grown.past) < len(self.history.past):  # back where it began
            self.values, self.here = self.values[:-1], self.here - 1
        self._go(grown)

    @rule(plate=PLATES, data=st.data())
    def insert(self, plate: Plate, data: st.DataObject) -> None:
        new = [
            data.draw(ROWS[plate](edits.new_id(plate))) for _ in range(data.draw(st.integers(1, 3)))
        ]
        self._do(edits.insert_rows(self.sheet, plate, new, data.draw(st.integers(0, 9))))

    @rule(plate=PLATES, data=st.data())
    def remove(self, plate: Plate, data: st.DataObject) -> None:
        self._do(edits.remove_rows(self.sheet, plate, self._some(plate, data)))

    @rule(plate=PLATES, data=st.data())
    def move(self, plate: Plate, data: st.DataObject) -> None:
        to = data.draw(st.integers(0, 9))
        self._do(edits.move_rows(self.sheet, plate, self._some(plate, data), to))

    @rule(plate=PLATES, data=st.data())
    def duplicate(self, plate: Plate, data: st.DataObject) -> None:
        if len(self.ids(plate)) < 12:
            self._do(edits.duplicate_rows(self.sheet, plate, self._some(plate, data)))

    @rule(plate=PLATES, on=st.booleans(), data=st.data())
    def skip(self, plate: Plate, on: bool, data: st.DataObject) -> None:
        self._do(edits.set_fields(self.sheet, plate, self._some(plate, data), "skip", on))

    @rule(plate=st.sampled_from([Plate.GOODS, Plate.SCRIPT]), name=some.words, data=st.data())
    def group(self, plate: Plate, name: str, data: st.DataObject) -> None:
        self._do(edits.set_fields(self.sheet, plate, self._some(plate, data), "group", name))

    @rule(plate=PLATES, data=st.data())
    def replace_a_row(self, plate: Plate, data: st.DataObject) -> None:
        for row in self._some(plate, data)[:1]:
            self._do(edits.replace_row(self.sheet, plate, data.draw(ROWS[plate](row))))

    @precondition(lambda self: self.sheet.segments)
    @rule(data=st.data(), minutes=st.integers(0, 90), group=st.sampled_from(["", "a", "b"]))
    def drag(self, data: st.DataObject, minutes: int, group: str) -> None:
        row = data.draw(st.sampled_from(self.ids(Plate.SCRIPT)))
        length = Span(minutes * 60_000)
        self._do(edits.set_field(self.sheet, Plate.SCRIPT, row, "duration", length), group)

    @rule(title=some.words, start=some.instants, group=st.sampled_from(["", "title"]))
    def session(self, title: str, start: Any, group: str) -> None:
        self._do(edits.set_session(self.sheet, title=title, planned_start=start), group)

    @rule(read=some.sheets(max_rows=4))
    def take_import(self, read: RunSheet) -> None:
        self._do(replace(read, session=replace(read.session, id=NIGHT)))

    @rule()
    def undo(self) -> None:
        self._go(self.history.undo())
        self.here = max(0, self.here - 1)

    @rule()
    def redo(self) -> None:
        self._go(self.history.redo())
        self.here = min(len(self.values) - 1, self.here + 1)

    @rule()
    def there_and_back(self) -> None:
        for first, second in (("undo", "redo"), ("redo", "undo")):
            away = getattr(self.history, first)()
            if away is not self.history:
                again = getattr(away, second)()
                assert again.present == self.sheet
                assert (again.past, again.future) == (self.history.past, self.history.future)

    @rule(rewrite=st.booleans())
    def load(self, rewrite: bool) -> None:
        """A restart, or the disk was full: the plan is written whole."""
        if rewrite:
            self.revision = self.store.sheets.rewrite(self.history)
        found, revision = self.store.sheets.recall(NIGHT)
        assert revision == self.revision
        assert found == self.history
        self.history = found

    def _some(self, plate: Plate, data: st.DataObject) -> list[RowId]:
        ids = self.ids(plate)
        return data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=4)) if ids else []

    @invariant()
    def it_is_the_value_it_was(self) -> None:
        assert self.sheet == self.values[self.here]

    @invariant()
    def ids_are_unique(self) -> None:
        for plate in Plate:
            assert len(set(self.ids(plate))) == len(self.ids(plate))
            assert all(isinstance(row, ROW_TYPES[plate]) for row in self.sheet.rows(plate))

    @invariant()
    def what_points_nowhere_is_reported(self) -> None:
        goods, script = set(self.ids(Plate.GOODS)), set(self.ids(Plate.SCRIPT))
        codes = {(f.code, f.row) for f in readiness.check(self.sheet, now=at("20:00"))}
        for row in self.sheet.segments:
            if not (row.skip or row.milestone) and set(row.products) - goods:
                assert ("script.unknown_product", row.id) in codes
        for gift in self.sheet.giveaways:
            if gift.segment is not None and gift.segment not in script and not gift.skip:
                assert ("giveaway.unknown_segment", gift.id) in codes

    @invariant()
    def the_schedule_adds_up(self) -> None:
        fresh = timing.schedule(replace(self.sheet))
        assert self.schedule == fresh
        for row, timed in zip(self.sheet.segments, fresh.rows, strict=True):
            length = 0 if row.skip or row.milestone else row.duration
            assert timed.end == timed.start + length
            assert all(isinstance(x, int) for x in (timed.start, timed.end, timed.gap))
        assert math.isfinite(readiness.score(readiness.check(self.sheet, now=at("20:00"))))

    @invariant()
    def it_can_be_written_and_read(self) -> None:
        assert codec.from_plain(codec.to_plain(self.sheet)) == self.sheet


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=90 * MANY, stateful_step_count=40, deadline=None, print_blob=True
)


def test_a_schedule_carried_along_is_the_schedule_made_anew() -> None:
    show = sheet(*(segment(f"s{n}") for n in range(30)), segment("hard", at="23:00", hard=True))
    known = timing.schedule(show)
    longer = edits.set_field(show, Plate.SCRIPT, RowId("s3"), "duration", Span(60_000))
    again = timing.rescheduled(longer, show, known)
    assert again == timing.schedule(replace(longer))
    assert again.rows[2] is known.rows[2]  # what stands is not made again
    assert timing.rescheduled(longer, longer, again) is again
