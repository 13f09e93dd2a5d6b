"""Buckets need no more of the order lines than `COUNTED`."""

from __future__ import annotations

from controlroom.core.ids import SessionId
from controlroom.facts.buckets import COUNTED, Buckets
from controlroom.store.house import Store
from tests.builders import sheet
from tests.fact_batches import T0, line, orders

NIGHT = SessionId("ses-test")


def test_buckets_of_the_counted_columns_are_those_of_all(store: Store) -> None:
    store.sheets.save(sheet())
    lines = orders(
        line("1", 500, created_at=T0 - 9, order_id="a"),
        line("2", 700, paid_at=T0 + 60_000, order_id="a", product_id="p2", quantity=3),
        line("3", 900, refunded=400, refunded_at=T0 + 90_000, updated_at=T0 + 95_000),
        line("4", None, paid_at=None),
    )
    store.facts.put_orders(NIGHT, lines)
    few = Buckets.from_columns(store.facts.orders(NIGHT, only=COUNTED))
    every = Buckets.from_columns(store.facts.orders(NIGHT))
    end = T0 + 120_000
    for ask in (Buckets.gmv, Buckets.refunded, Buckets.orders, Buckets.lines, Buckets.units):
        assert ask(few, T0, end) == ask(every, T0, end)
        assert ask(every, T0, end)
    assert few.by_product(T0, end) == every.by_product(T0, end)
    assert few.freshness() == every.freshness()
