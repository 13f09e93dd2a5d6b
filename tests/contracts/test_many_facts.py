"""Batches of thousands are as good as small ones (they go another way into SQL)."""

from __future__ import annotations

from typing import Any

import pytest

from controlroom.core.ids import SessionId
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
