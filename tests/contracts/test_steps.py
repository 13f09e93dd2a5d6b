"""Undo and redo as every SheetStore keeps them: step by step, through a restart."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, SessionId
from controlroom.core.message import message
from controlroom.plan import edits
from controlroom.plan.history import LIMIT, History, Step
from controlroom.plan.sheet import Plate, RunSheet
from tests.builders import giveaway, product, segment, sheet
from tests.contracts.conftest import AnyStore
from tests.strategies.plan import sheets

FRESH = itertools.count()
START = sheet(
    product("锅"),
    product("碗"),
    segment("甲"),
    segment("乙"),
    segment("丙"),
    giveaway("袋", "20:05"),
)


class Kept:
    """A history and a store that is told each of its entries."""

    def __init__(self, store: AnyStore, start: RunSheet = START) -> None:
        session = replace(start.session, id=SessionId(f"ses-{next(FRESH)}"))
        self.store = store
        self.history = History(present=replace(start, session=session))
        self.revision = store.sheets.save(self.history.present)

    def take(self, history: History) -> None:
        if history is not self.history and history.entry is not None:
            self.revision = self.store.sheets.keep(history.entry, onto=self.revision)
        self.history = history

    def do(self, change: Any, name: str = "改", group: str = "", **args: Any) -> None:
        after = change(self.history.present)
        self.take(self.history.do(after, message(name, **args), group=group))

    def recalled(self) -> History:
        history, revision = self.store.sheets.recall(self.history.present.session.id)
        assert revision == self.revision
        return history


def said(steps: tuple[Step, ...]) -> list[Any]:
    return [(s.id, s.label.key, dict(s.label.args), s.change.back, s.change.forth) for s in steps]


def assert_same(one: History, other: History) -> None:
    assert one.present == other.present
    assert said(one.past) == said(other.past)
    assert said(one.future) == said(other.future)


def title(text: str, row: str = "甲") -> Any:
    return lambda show: edits.set_field(show, Plate.SCRIPT, RowId(row), "title", text)


def test_undo_and_redo_go_on_where_they_were(store: AnyStore) -> None:
    kept = Kept(store)
    kept.do(title("开场"), "ui.plan.did.set", field="@plan.field.title")
    kept.do(lambda s: edits.move_rows(s, Plate.SCRIPT, [RowId("丙")], 0), "移", count=1)
    kept.do(lambda s: edits.remove_rows(s, Plate.GOODS, [RowId("锅")]))
    kept.take(kept.history.undo())
    found = kept.recalled()
    assert_same(found, kept.history)
    assert found.undo_label == message("移", count=1)
    whole = found.redo()
    assert [row.title for row in whole.present.products] == ["碗"]
    assert whole.undo().undo().undo().present == replace(START, session=found.present.session)


def test_a_step_after_an_undo_forgets_what_was_undone(store: AnyStore) -> None:
    kept = Kept(store)
    kept.do(title("一"))
    kept.do(title("二"))
    kept.take(kept.history.undo())
    kept.do(title("三"))
    assert_same(kept.recalled(), kept.history)
    assert kept.recalled().future == ()


def test_one_gesture_is_one_step(store: AnyStore) -> None:
    kept = Kept(store)
    for text in ("开", "开场", "开场白"):
        kept.do(title(text), group="cell")
    assert len(kept.recalled().past) == 1
    assert_same(kept.recalled(), kept.history)
    assert kept.recalled().undo().present.segments == START.segments
    for text in ("二", "甲"):
        kept.do(title(text), group="again")
    kept.do(title("开场白"), group="again")  # back to where the gesture began
    assert len(kept.recalled().past) == 1
    assert_same(kept.recalled(), kept.history)


def test_no_more_steps_than_the_limit(store: AnyStore) -> None:
    kept = Kept(store)
    for turn in range(LIMIT + 3):
        kept.do(title(str(turn)), str(turn))
    assert len(kept.recalled().past) == LIMIT
    assert_same(kept.recalled(), kept.history)
    kept.take(kept.history.undo())
    assert_same(kept.recalled(), kept.history)


def test_what_another_wrote_is_not_built_upon(store: AnyStore) -> None:
    kept = Kept(store)
    kept.do(title("一"))
    other = replace(kept.history.present, segments=())
    store.sheets.save(other, label=message("别人"))
    with pytest.raises(WorldError, match="store.sheet_changed"):
        kept.do(title("二"))
    assert store.sheets.load(other.session.id) == other
    kept.history = kept.history.do(title("二")(kept.history.present), message("二"))
    kept.revision = store.sheets.rewrite(kept.history)
    assert_same(kept.recalled(), kept.history)
    kept.take(kept.history.undo())
    assert_same(kept.recalled(), kept.history)


def test_a_whole_sheet_saved_with_a_label_is_a_step(store: AnyStore) -> None:
    kept = Kept(store)
    kept.do(title("一"))
    before = kept.history.present
    store.sheets.save(replace(before, tasks=(), segments=()), label=message("导入"))
    history, _ = store.sheets.recall(before.session.id)
    assert history.undo_label == message("导入")
    assert history.undo().present == before
    assert history.undo().undo().present.segments == START.segments


def test_a_whole_sheet_without_a_label_begins_anew(store: AnyStore) -> None:
    kept = Kept(store)
    kept.do(title("一"))
    store.sheets.save(replace(kept.history.present, segments=()))
    history, _ = store.sheets.recall(kept.history.present.session.id)
    assert (history.past, history.future) == ((), ())


def test_rows_find_room_between_the_same_two_again_and_again(store: AnyStore) -> None:
    kept = Kept(store)
    for turn in range(30):
        row = segment(f"新{turn}")
        kept.do(lambda s, row=row: edits.insert_rows(s, Plate.SCRIPT, [row], 1))
    assert store.sheets.load(kept.history.present.session.id) == kept.history.present


@given(states=st.lists(sheets(), min_size=2, max_size=5), data=st.data())
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_sheets_one_after_another(
    store: AnyStore, states: list[RunSheet], data: st.DataObject
) -> None:
    kept = Kept(store, states[0])
    mine = kept.history.present.session.id
    for state in states[1:]:
        after = replace(state, session=replace(state.session, id=mine))
        kept.do(lambda _, after=after: after)
        if data.draw(st.booleans()):
            kept.take(kept.history.undo())
        if data.draw(st.booleans()):
            kept.take(kept.history.redo())
        assert_same(kept.recalled(), kept.history)
