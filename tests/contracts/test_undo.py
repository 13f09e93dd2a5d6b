"""Imports taken back in any order, on every FactStore."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlroom.core.ids import ImportId, SessionId
from controlroom.core.time import Instant
from tests.builders import sheet
from tests.contracts.conftest import AnyStore
from tests.fact_batches import T0, ad, ads, line, orders, rows
from tests.fakes.store import FakeStore

FRESH = itertools.count()
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

lines = st.builds(
    line,
    st.sampled_from("abcdef"),
    st.integers(0, 9),
    updated_at=st.sampled_from([None, None, T0, T0 + 1]),
)
batches = st.lists(lines, min_size=1, max_size=6)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("import"), st.lists(batches, min_size=1, max_size=2)),
        st.tuples(st.just("live"), batches),
        st.tuples(st.just("undo"), st.integers(0, 9)),
    ),
    max_size=10,
)


def session_in(store: Any) -> SessionId:
    """A new, empty session."""
    made = SessionId(f"ses-{next(FRESH)}")
    store.sheets.save(sheet(id=made))
    return made


def take_in(store: Any, session: SessionId, batches: list[list[dict[str, Any]]]) -> ImportId:
    """Import batches of lines."""
    with store.facts.importing(session, "orders", "x", at=Instant(T0)) as made:
        for batch in batches:
            store.facts.put_orders(session, orders(*batch), into=made)
    return ImportId(made)


class Deeds:
    """Does the same to any store, and remembers its imports."""

    def __init__(self, store: Any) -> None:
        self.store, self.session = store, session_in(store)
        self.made: list[ImportId] = []

    def do(self, what: str, given: Any) -> Any:
        """One deed; what it returned that can be compared."""
        if what == "import":
            self.made.append(take_in(self.store, self.session, given))
        elif what == "undo" and self.made:
            self.store.facts.undo_import(self.made.pop(given % len(self.made)))
        elif what == "live":
            told = self.store.facts.put_orders(self.session, orders(*given))
            sides = [side and rows(side) for side in (told.before, told.after)]
            return (told.kept, told.updated, told.unchanged, *sides)
        return None

    def held(self) -> list[tuple[Any, ...]]:
        """The lines there are now."""
        return rows(self.store.facts.orders(self.session))


@MANY
@given(deeds=deeds)
def test_any_deeds_end_as_in_the_plain_model(store: AnyStore, deeds: list[Any]) -> None:
    """The model keeps each line's versions in a list; the store must hold the same."""
    here, model = Deeds(store), Deeds(FakeStore())
    for what, given_ in deeds:
        assert here.do(what, given_) == model.do(what, given_)
        assert here.held() == model.held()


@MANY
@given(deeds=deeds, last=st.lists(batches, min_size=1, max_size=2))
def test_undoing_the_latest_restores_exactly(
    store: AnyStore, deeds: list[Any], last: list[list[dict[str, Any]]]
) -> None:
    here = Deeds(store)
    for what, given_ in deeds:
        here.do(what, given_)
    before = here.held()
    store.facts.undo_import(take_in(store, here.session, last))
    assert here.held() == before


@MANY
@given(parts=st.lists(batches, min_size=1, max_size=6), data=st.data())
def test_undone_imports_of_other_lines_never_were(
    store: AnyStore, parts: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    """Where no two imports touch the same line: the state without the undone ones."""
    apart = [
        [row | {"line_id": f"{number}{row['line_id']}"} for row in part]
        for number, part in enumerate(parts)
    ]
    undone = data.draw(st.sets(st.sampled_from(range(len(parts)))))
    session, without = session_in(store), session_in(store)
    made = [take_in(store, session, [part]) for part in apart]
    for number in data.draw(st.permutations(sorted(undone))):
        store.facts.undo_import(made[number])
    for number, part in enumerate(apart):
        if number not in undone:
            take_in(store, without, [part])
    assert rows(store.facts.orders(session)) == rows(store.facts.orders(without))


def test_a_chain_of_changes_can_be_cut_anywhere(store: AnyStore) -> None:
    session = session_in(store)
    store.facts.put_ads(session, ads(ad(0, 1)))
    made = []
    for spend in (2, 3, 4):
        with store.facts.importing(session, "ads", "x", at=Instant(T0)) as one:
            store.facts.put_ads(session, ads(ad(0, spend)), into=one)
        made.append(one)
    found = []
    for index in (1, 2, 0):
        store.facts.undo_import(made[index])
        found.append(store.facts.ads(session).spend.tolist())
    assert found == [[4], [2], [1]]
