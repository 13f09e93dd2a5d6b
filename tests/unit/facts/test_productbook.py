"""What each product sold by running sums is what adding it up line by line gives."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.facts import ledger, productbook
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING
from tests.strategies.facts import START, Line, corrections, instants, order_lines
from tests.unit.facts.test_buckets import upserts

Totals = dict[str, tuple[int, int, int]]


def added_up(lines: list[Line], start: int, end: int) -> Totals:
    """(gmv, units, orders) of [start, end) by product id."""
    gmv: dict[str, int] = defaultdict(int)
    units: dict[str, int] = defaultdict(int)
    orders: dict[str, set[str]] = defaultdict(set)
    for x in lines:
        if x.paid_at != MISSING and start <= x.paid_at < end:
            gmv[x.product_id] += 0 if x.amount == MISSING else x.amount
            units[x.product_id] += 1 if x.quantity == MISSING else x.quantity
            orders[x.product_id].add(x.order_id)
    return {key: (gmv[key], units[key], len(orders[key])) for key in gmv}


def paid_back(lines: list[Line], start: int, end: int) -> dict[str, int]:
    """Refunds of [start, end) by product id."""
    back: dict[str, int] = defaultdict(int)
    for x in lines:
        at = x.paid_at if x.refunded_at == MISSING else x.refunded_at
        if MISSING not in (x.paid_at, x.amount) and start <= at < end:
            back[x.product_id] += x.refunded
    return {key: money for key, money in back.items() if money}


def agree(buckets: Buckets, lines: list[Line], start: int, end: int) -> None:
    slow = added_up(lines, start, end)
    assert {key: tuple(each) for key, each in buckets.by_product(start, end).items()} == slow
    sold = {key: tuple(each) for key, each in buckets.sales_by_product(start, end).items()}
    assert sold == {key: each[:2] for key, each in slow.items()}
    assert buckets.refunds_by_product(start, end) == paid_back(lines, start, end)
    whole = added_up(lines, 0, 1 << 60)
    for product in ("p0", "p1", "p2", "unknown"):
        assert buckets.units_sold(product) == whole.get(product, (0, 0, 0))[1]
        before = added_up(lines, 0, end).get(product, (0, 0, 0))[1]
        assert buckets.units_sold(product, end) == before


@given(corrections, instants, instants, st.sampled_from([1, 3, 4_096]), st.integers(0, 8))
def test_running_sums_are_the_plain_sums_under_corrections_and_undo(
    batches, one, other, room, undone
):
    start, end = sorted((one, other))
    changes, _ = upserts([[Line()], *batches])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "_TAIL", room)
        patch.setattr(productbook, "_WAITING", room)
        buckets, table = Buckets(), {}
        states = [{}]
        for number, (before, after) in enumerate(changes):
            buckets.apply_orders(before, after)
            table = upserts([[Line()], *batches][: number + 1])[1]
            states.append(table)
            agree(buckets, list(table), start, end)
        for number in range(min(undone, len(changes))):  # the newest batches taken back
            before, after = changes[-1 - number]
            buckets.apply_orders(after, before)
            agree(buckets, list(states[-2 - number]), start, end)


def test_a_stretch_of_the_show_and_nearly_all_of_it_are_added_up_by_different_ways():
    lines = [
        Line(line_id=f"{n}", order_id=f"o{n // 2}", product_id=f"p{n % 3}", paid_at=START + n)
        for n in range(100)
    ]
    buckets = Buckets.from_columns(order_lines(lines))
    book = buckets._orders._by_product
    for start, end, few in ((START, START + 10, True), (START + 3, START + 98, False)):
        assert book._few_inside(start, end) is few
        agree(buckets, lines, start, end)


def test_an_order_whose_line_moved_out_of_the_stretch_is_not_counted_in_it():
    first, second = Line(line_id="a"), Line(line_id="b", paid_at=START + 10)
    buckets = Buckets.from_columns(order_lines([first, second]))
    assert buckets.by_product(START, START + 20)["p1"].orders == 1
    moved = Line(line_id="b", paid_at=START + 50)
    buckets.apply_orders(order_lines([second]), order_lines([moved]))
    assert "p1" not in buckets.by_product(START + 1, START + 50)
    assert buckets.by_product(START + 1, START + 51)["p1"].orders == 1
