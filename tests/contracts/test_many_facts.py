"""Batches of thousands are as good as small ones (they go another way into SQL)."""

from __future__ import annotations

from typing import Any

import pytest

from controlroom.core.ids import SessionId
from controlroom.facts.columns import MISSING
from tests.builders import segment, sheet
from tests.contracts.conftest import AnyStore
from tests.fact_batches import T0, ad, ads, line, orders, reading, room, rows

NIGHT = SessionId("ses-test")
MANY = 2_513  # not a whole number of statements


@pytest.fixture
def facts(store: AnyStore) -> AnyStore:
    """A store with one session."""
    store.sheets.save(sheet(segment("开场")))
    return store


def lines(first: int, count: int, **more: Any) -> list[dict[str, Any]]:
    """Lines that differ in some columns, are equal in others, and hold a few holes."""
    return [
        line(f"{n}%s?", n % 7 or None, paid_at=T0 + n, quantity=None if n % 11 else n) | more
        for n in range(first, first + count)
    ]


def test_many_new_lines_come_back_as_given(facts: AnyStore) -> None:
    given = orders(*lines(0, MANY, channel="直播间 'a'", product_title="", buyer_new=1))
    told = facts.facts.put_orders(NIGHT, given)
    assert (told.kept, told.updated, told.unchanged) == (MANY, 0, 0)
    assert rows(facts.facts.orders(NIGHT)) == rows(given)


def test_many_lines_of_which_some_are_known(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(*lines(0, 50)))
    facts.facts.put_orders(NIGHT, orders(*lines(50, 50, refunded=1)))
    told = facts.facts.put_orders(NIGHT, orders(*lines(0, MANY)))
    assert (told.kept, told.updated, told.unchanged) == (MANY - 100, 50, 50)
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(*lines(0, MANY)))


def test_one_line_a_thousand_times_is_one(facts: AnyStore) -> None:
    told = facts.facts.put_orders(NIGHT, orders(*lines(3, 1) * MANY))
    assert (told.kept, told.updated, told.unchanged) == (1, 0, MANY - 1)
    assert len(facts.facts.orders(NIGHT)) == 1


def test_many_samples_come_back_as_given(facts: AnyStore) -> None:
    spent = ads(*(ad(minute, minute % 5 or None) for minute in range(MANY)))
    heard = room(*(reading("online", minute, 0.5 * minute) for minute in range(MANY)))
    assert facts.facts.put_ads(NIGHT, spent).kept == MANY
    assert facts.facts.put_room(NIGHT, heard).kept == MANY
    assert rows(facts.facts.ads(NIGHT)) == rows(spent)
    assert rows(facts.facts.room(NIGHT)) == rows(heard)


def test_many_lines_again_change_nothing(facts: AnyStore) -> None:
    given = orders(*lines(0, MANY))
    facts.facts.put_orders(NIGHT, given)
    told = facts.facts.put_orders(NIGHT, given)
    assert (told.kept, told.updated, told.unchanged) == (0, 0, MANY)
    assert (told.before, told.after) == (None, None)


@pytest.mark.parametrize(
    "other",
    [
        {"product_id": "b"},
        {"product_title": "x"},
        {"quantity": 7},
        {"amount": 77},
        {"paid_at": MISSING},
        {"status": 5},
        {"refunded": 1},
        {"refunded_at": T0},
        {"buyer_new": 1},
    ],
)
def test_a_few_changed_lines_among_many_are_found(facts: AnyStore, other: dict[str, Any]) -> None:
    given = lines(0, MANY)
    facts.facts.put_orders(NIGHT, orders(*given))
    at = (0, 1, 49, 50, MANY // 2, MANY - 1)  # edges of the statements among them
    changed = [row | other if n in at else row for n, row in enumerate(given)]
    told = facts.facts.put_orders(NIGHT, orders(*changed, *lines(MANY, 3)))
    assert (told.kept, told.updated, told.unchanged) == (3, len(at), MANY - len(at))
    assert told.before is not None and rows(told.before) == rows(orders(*(given[n] for n in at)))
    assert told.after is not None and len(told.after) == len(at) + 3
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(*changed, *lines(MANY, 3)))


def test_older_lines_among_many_are_left(facts: AnyStore) -> None:
    given = lines(0, MANY, updated_at=T0)
    facts.facts.put_orders(NIGHT, orders(*given))
    older = [
        row | {"amount": 1, "updated_at": T0 - 1} if n < 9 else row for n, row in enumerate(given)
    ]
    told = facts.facts.put_orders(NIGHT, orders(*older))
    assert (told.kept, told.updated, told.unchanged) == (0, 0, MANY)
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(*given))


def test_a_line_twice_among_many_known_ones_ends_as_the_last(facts: AnyStore) -> None:
    given = lines(0, MANY)
    facts.facts.put_orders(NIGHT, orders(*given))
    there_and_back = [*given, given[7] | {"amount": 99}, given[7]]
    facts.facts.put_orders(NIGHT, orders(*there_and_back))
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(*given))
    facts.facts.put_orders(NIGHT, orders(*given, given[7] | {"amount": 99}))
    assert 99 in facts.facts.orders(NIGHT).amount


def test_many_samples_again_change_only_what_differs(facts: AnyStore) -> None:
    spent = [ad(minute, minute % 5 or None) for minute in range(MANY)]
    heard = [reading("online", minute, 0.1 * minute) for minute in range(MANY)]
    facts.facts.put_ads(NIGHT, ads(*spent))
    facts.facts.put_room(NIGHT, room(*heard))
    told = facts.facts.put_ads(NIGHT, ads(ad(0, 77), *spent[1:]))
    assert (told.kept, told.updated, told.unchanged) == (0, 1, MANY - 1)
    told = facts.facts.put_room(NIGHT, room(*heard[:-1], reading("online", MANY - 1, 0.3)))
    assert (told.kept, told.updated, told.unchanged) == (0, 1, MANY - 1)
