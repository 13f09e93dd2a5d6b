"""What imported files hold, counted once, against counting line by line."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from controlroom.desk.filetotals import Totals
from controlroom.facts.columns import MISSING, Kind, OrderLines, RoomSamples

_GONE = int(MISSING)
maybe = st.one_of(st.just(_GONE), st.integers(1, 5))
row = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), maybe, maybe, maybe)
Row = tuple[str, str, int, int, int]  # order, line, paid at, amount, updated at


def lines(rows: list[Row]) -> OrderLines:
    n = len(rows)
    order, line, paid, amount, updated = zip(*rows, strict=True) if rows else ((),) * 5
    text, none = np.full(n, "", object), np.full(n, MISSING)
    small = np.zeros(n, np.int8)
    return OrderLines(
        line_id=np.array(line, object),
        order_id=np.array(order, object),
        paid_at=np.array(paid, np.int64),
        amount=np.array(amount, np.int64),
        updated_at=np.array(updated, np.int64),
        **dict.fromkeys(("product_id", "product_title", "channel", "carrier", "streamer"), text),
        **dict.fromkeys(("quantity", "created_at", "refunded_at"), none),
        refunded=np.zeros(n, np.int64),
        status=small,
        buyer_new=small,
    )


def held(batches: list[list[Row]]) -> dict[tuple[str, str], Row]:
    """By line: as the store holds it after all rows, one by one."""
    found: dict[tuple[str, str], Row] = {}
    for one in (row for batch in batches for row in batch):
        old = found.get(one[:2])
        if old is None or _GONE in (old[4], one[4]) or one[4] >= old[4]:
            found[one[:2]] = one
    return found


@given(batches=st.lists(st.lists(row, max_size=8), max_size=4))
def test_orders_are_told_as_the_store_holds_them(batches: list[list[Row]]):
    totals = Totals()
    for batch in batches:
        totals.add(lines(batch))
        assert totals.amount is None or totals.amount > 0  # asked in between, nothing is lost
    whole = held(batches)
    paid = [one for one in whole.values() if one[2] != _GONE]
    amounts = [one[3] for one in paid if one[3] != _GONE]
    assert totals.amount == (sum(amounts) if amounts else None)
    assert totals.orders == (len({one[0] for one in whole.values()}) or None)
    assert totals.paid_orders == (len({one[0] for one in paid}) if whole else None)
    assert totals.lines == sum(map(len, batches))


def room(metric: str, *readings: tuple[int, int, float], kind: Kind = Kind.DELTA) -> RoomSamples:
    """Readings: at, period, value."""
    at, period, value = zip(*readings, strict=True)
    return RoomSamples(
        source=np.full(len(at), "generic", object),
        metric=np.full(len(at), metric, object),
        kind=np.full(len(at), kind.value, object),
        at=np.array(at),
        period=np.array(period),
        value=np.array(value, float),
    )


def test_a_reading_told_twice_counts_once_and_running_totals_are_no_sum():
    totals = Totals()
    totals.add(room("gmv", (60, 60, 5.0), (120, 60, 7.0)))
    totals.add(room("gmv", (120, 60, 8.0), (90, 30, 4.0)))
    totals.add(room("gmv", (90, 30, float("nan")), (180, 60, float("nan"))))  # taken back
    totals.add(room("orders", (60, 0, 3.0), kind=Kind.CUMULATIVE))
    assert (totals.amount, totals.orders, totals.paid_orders) == (13, None, None)
    assert (totals.first, totals.last) == (0, 120)
