"""Undo and redo give back identical values, whatever was done."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from controlroom.plan import codec, edits
from controlroom.plan.history import History
from controlroom.plan.sheet import Plate, RunSheet
from tests.builders import giveaway, product, segment, sheet

START = sheet(product("p"), segment("A", products=("p",)), segment("B"), giveaway("g"))


def renamed(show: RunSheet, title: str) -> RunSheet:
    return edits.set_session(show, title=title)


def test_do_undo_redo() -> None:
    one = History(present=START).do(renamed(START, "1"), "改名")
    assert (one.undo_label, one.redo_label) == ("改名", None)
    back = one.undo()
    assert back.present == START
    assert (back.undo_label, back.redo_label) == (None, "改名")
    assert back.redo() == one
    assert back.do(renamed(START, "2"), "x").redo_label is None


def test_typing_is_one_step_and_nothing_is_none() -> None:
    history = History(present=START)
    for text in ("1", "12", "123"):
        history = history.do(renamed(history.present, text), "改名", group="title")
    assert len(history.past) == 1
    assert history.undo().present == START
    assert history.do(renamed(START, "123"), "x") is history
    assert history.undo().undo().present == START


def test_the_past_is_limited() -> None:
    history = History(present=START, limit=3)
    for text in "12345":
        history = history.do(renamed(START, text), text)
    assert [step.label for step in history.past] == ["3", "4", "5"]


class Editing(RuleBasedStateMachine):
    """Random edits with undo and redo, against a plain list of past values."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History(present=START)
        self.values = [START]
        self.here = 0
        self.count = 0

    def _do(self, show: RunSheet) -> None:
        self.history = self.history.do(show, f"edit {self.count}")
        if show != self.values[self.here]:
            self.values[self.here + 1 :] = [show]
            self.here += 1

    @rule(data=st.data(), plate=st.sampled_from([Plate.GOODS, Plate.SCRIPT]))
    def insert(self, data: st.DataObject, plate: Plate) -> None:
        self.count += 1
        row = (segment if plate is Plate.SCRIPT else product)(f"new-{self.count}")
        at = data.draw(st.integers(0, 5))
        self._do(edits.insert_rows(self.history.present, plate, [row], at))

    @precondition(lambda self: self.history.present.segments)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        ids = [s.id for s in self.history.present.segments]
        chosen = data.draw(st.lists(st.sampled_from(ids), unique=True))
        to = data.draw(st.integers(0, len(ids)))
        self._do(edits.move_rows(self.history.present, Plate.SCRIPT, chosen, to))
        assert sorted(ids) == sorted(s.id for s in self.history.present.segments)

    @rule(data=st.data(), plate=st.sampled_from([Plate.GOODS, Plate.SCRIPT]))
    def remove(self, data: st.DataObject, plate: Plate) -> None:
        ids = [row.id for row in self.history.present.rows(plate)]
        gone = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
        self._do(edits.remove_rows(self.history.present, plate, gone))

    @precondition(lambda self: self.history.present.segments)
    @rule(data=st.data(), owner=st.sampled_from(["", "小王", "小李"]))
    def assign(self, data: st.DataObject, owner: str) -> None:
        ids = [s.id for s in self.history.present.segments]
        chosen = data.draw(st.sampled_from(ids))
        self._do(edits.set_field(self.history.present, Plate.SCRIPT, chosen, "owner", owner))

    @rule()
    def undo(self) -> None:
        self.history = self.history.undo()
        self.here = max(0, self.here - 1)

    @rule()
    def redo(self) -> None:
        self.history = self.history.redo()
        self.here = min(len(self.values) - 1, self.here + 1)

    @rule()
    def save_and_load(self) -> None:
        present = self.history.present
        assert codec.from_plain(codec.to_plain(present)) == present

    @invariant()
    def present_is_the_value_it_was(self) -> None:
        assert self.history.present == self.values[self.here]

    @invariant()
    def nothing_dangles(self) -> None:
        show = self.history.present
        goods = {p.id for p in show.products}
        assert all(row in goods for s in show.segments for row in s.products)
        script = {s.id for s in show.segments}
        assert all(g.segment is None or g.segment in script for g in show.giveaways)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
