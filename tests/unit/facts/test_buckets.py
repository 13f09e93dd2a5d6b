"""Buckets: corrections in any order are the final rows; nothing is counted twice."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.facts import ledger
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING
from tests.strategies.facts import (
    START,
    Line,
    ad_samples,
    corrections,
    instants,
    order_lines,
    room_samples,
)

HOUR = 3_600_000
END = START + 24 * HOUR


def upserts(batches: list[list[Line]]) -> tuple[list, list[Line]]:
    """(before, after) of every batch as a store gives them, and the final rows."""
    table: dict[str, Line] = {}
    changes = []
    for batch in batches:
        after = {line.line_id: line for line in batch}
        after = {key: line for key, line in after.items() if table.get(key) != line}
        before = [table[key] for key in after if key in table]
        changes.append((order_lines(before), order_lines(list(after.values()))))
        table |= after
    return changes, list(table.values())


def everything(buckets: Buckets, start: int, end: int) -> dict[str, object]:
    series = buckets.minutes(start, end, 777)
    return {
        "gmv": buckets.gmv(start, end),
        "orders": buckets.orders(start, end),
        "lines": buckets.lines(start, end),
        "units": buckets.units(start, end),
        "refunded": buckets.refunded(start, end),
        "products": dict(buckets.by_product(start, end)),
        "series": [getattr(series, f).tolist() for f in ("gmv", "orders", "units", "refunded")],
        "sold": [buckets.units_sold(f"p{i}") for i in range(3)],
    }


@given(corrections, st.randoms(use_true_random=False), instants, instants)
def test_corrections_in_any_order_are_the_final_rows(batches, random, start, end):
    changes, final = upserts([[Line()], *batches])
    random.shuffle(changes)
    fed = Buckets()
    for before, after in changes:
        fed.apply_orders(before, after)
    start, end = sorted((start, end))
    rebuilt = Buckets.from_columns(order_lines(final))
    assert everything(fed, start, end) == everything(rebuilt, start, end)


@given(corrections, instants, instants)
def test_every_total_is_the_plain_sum(batches, start, end):
    _, final = upserts([[Line()], *batches])
    start, end = sorted((start, end))
    buckets = Buckets.from_columns(order_lines(final))
    paid = [x for x in final if x.paid_at != MISSING]
    inside = [x for x in paid if start <= x.paid_at < end]
    known = [x for x in paid if x.amount != MISSING]
    firsts: dict[str, int] = {}
    for x in paid:
        firsts[x.order_id] = min(x.paid_at, firsts.get(x.order_id, x.paid_at))
    back = [(x.paid_at if x.refunded_at == MISSING else x.refunded_at, x.refunded) for x in known]
    assert buckets.gmv(start, end) == sum(x.amount for x in inside if x.amount != MISSING)
    assert buckets.orders(start, end) == sum(start <= at < end for at in firsts.values())
    assert buckets.refunded(start, end) == sum(r for at, r in back if start <= at < end)
    assert buckets.by_product(start, end).keys() == {x.product_id for x in inside}
    for product, totals in buckets.by_product(start, end).items():
        assert totals.orders == len({x.order_id for x in inside if x.product_id == product})


@given(corrections)
def test_a_long_tail_is_sorted_in(batches):
    changes, final = upserts([[Line()], *batches])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "_TAIL", 1)
        fed = Buckets()
        for before, after in changes:
            fed.apply_orders(before, after)
            fed.gmv(START, END)
        rebuilt = Buckets.from_columns(order_lines(final))
        assert everything(fed, START, START + 20_001) == everything(rebuilt, START, START + 20_001)


def test_an_order_of_many_lines_is_one_order_at_its_first_payment():
    lines = [Line(line_id=str(i), paid_at=START + 1000 * (3 - i)) for i in range(3)]
    buckets = Buckets.from_columns(order_lines(lines))
    assert buckets.orders(START, END) == 1
    assert buckets.orders(START + 1000, START + 1001) == 1
    buckets.apply_orders(order_lines(lines[2:]), None)
    assert buckets.orders(START + 1000, START + 1001) == 0
    assert buckets.orders(START + 2000, START + 2001) == 1


def test_unpaid_and_unpriced_lines():
    unpaid = Line(line_id="a", paid_at=int(MISSING))
    unpriced = Line(line_id="b", order_id="o2", amount=int(MISSING))
    buckets = Buckets.from_columns(order_lines([unpaid, unpriced]))
    assert (buckets.gmv(START, END), buckets.lines(START, END)) == (0, 1)
    assert buckets.orders(START, END) == 1


def test_a_refund_counts_when_it_happens():
    line = Line()
    buckets = Buckets.from_columns(order_lines([line]))
    later = dataclasses.replace(line, refunded=40, refunded_at=START + HOUR)
    buckets.apply_orders(order_lines([line]), order_lines([later]))
    assert buckets.gmv(START, START + 1) == 100
    assert buckets.refunded(START, START + HOUR) == 0
    assert buckets.net(START, END) == 60


def test_nothing_known_is_none_and_nan():
    buckets = Buckets()
    assert buckets.source == ""
    assert buckets.gmv(START, END) is None
    assert buckets.spend(START, END) is None
    assert np.isnan(buckets.minutes(START, END).gmv).all()
    assert buckets.freshness() == {}


def test_taking_an_import_back_leaves_nothing():
    lines = order_lines([Line()])
    buckets = Buckets.from_columns(lines)
    buckets.apply_orders(lines, None)
    assert buckets.gmv(START, END) is None
    assert buckets.source == ""


def ads(*rows):
    return ad_samples(rows)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 3 * HOUR), max_size=8))
def test_spend_is_spread_without_losing_a_cent(spend, cuts):
    buckets = Buckets()
    buckets.apply_ads(ads(("s", "c", "k", START, START + 3 * HOUR, "direct", spend, 0)))
    marks = [START - 5, *(START + cut for cut in sorted(set(cuts))), START + 4 * HOUR]
    parts = [buckets.spend(a, b) or 0 for a, b in pairwise(marks)]
    assert sum(parts) == spend
    assert np.nansum(buckets.minutes(START, END, 7 * 60_000).spend) == spend


def test_spend_over_months_is_exact():
    buckets = Buckets()
    long = START + 200 * 24 * HOUR
    buckets.apply_ads(ads(("s", "c", "k", START, long, "direct", 10**14 + 1, 0)))
    halves = (buckets.spend(START, START + 1_234_567), buckets.spend(START + 1_234_567, long))
    assert sum(halves) == 10**14 + 1


def test_ad_rows_are_replaced_and_bases_never_added():
    buckets = Buckets()
    hour = ("s", "c", "k", START, START + HOUR)
    buckets.apply_ads(ads((*hour, "direct", 500, 900), (*hour, "same_day", 500, 1500)))
    assert buckets.spend(START, END) == 500
    assert buckets.attributed(START, END, basis="direct") == 900
    assert buckets.attributed(START, END) == 1500
    buckets.apply_ads(ads((*hour, "direct", 800, 1000), (*hour, "same_day", 800, 1600)))
    assert buckets.spend(START, END) == 800
    assert buckets.spend(START, START + HOUR // 2, channel="c") == 400
    assert buckets.spend(START, END, channel="other") is None
    assert np.isnan(buckets.minutes(START, END).spend[60])


def test_totals_beside_their_parts_are_not_counted_twice():
    half = START + HOUR // 2
    buckets = Buckets()
    buckets.apply_ads(
        ads(
            ("s", "c", "k1", START, half, "direct", 300, 0),
            ("s", "c", "k2", START, half, "direct", 200, 0),
            ("s", "c", "k1", START, START + HOUR, "direct", 450, 0),
            ("s", "", "", START, START + HOUR, "direct", 1000, 0),
            ("other", "c", "k1", START, START + HOUR, "direct", 7, 0),
        )
    )
    assert buckets.spend(START, END) == 1007
    # The 350 that the account total has left find no hole: they lie over the whole hour.
    assert buckets.spend(START, half) == 300 + 200 + 350 // 2 + 3


@given(st.permutations(range(6)))
def test_ads_do_not_care_for_order(order):
    rows = [
        ("s", "c", "", START, START + HOUR, "direct", 1000, 5),
        ("s", "c", "k", START, START + HOUR, "net", 400, 5),
        ("s", "c", "k", START, START + HOUR // 4, "direct", 150, 5),
        ("s", "c", "k", START + HOUR // 8, START + HOUR // 3, "direct", 99, 5),
        ("s", "d", "k", START, START + HOUR, "direct", 33, 5),
        ("s", "", "", START, START + HOUR, "direct", 900, 5),
    ]
    straight, mixed = Buckets(), Buckets()
    straight.apply_ads(ad_samples(rows))
    for index in order:
        mixed.apply_ads(ad_samples([rows[index]]))
    mixed.apply_ads(ad_samples(rows))
    for step in (60_000, 13_001):
        a, b = (x.minutes(START, START + HOUR, step).spend for x in (straight, mixed))
        np.testing.assert_array_equal(a, b)


def test_room_gmv_stands_in_until_there_are_order_lines():
    buckets = Buckets()
    minute = 60_000
    rows = [("r", "gmv", "delta", START + minute * i, minute, 100.0) for i in (1, 2, 3)]
    buckets.apply_room(room_samples(rows))
    buckets.apply_room(room_samples(rows))
    assert (buckets.source, buckets.gmv(START, END)) == ("room", 300)
    assert buckets.gmv(START, START + minute) == 100
    assert buckets.orders(START, END) is None
    buckets.apply_orders(None, order_lines([Line(amount=5)]))
    assert (buckets.source, buckets.gmv(START, END)) == ("orders", 5)


def test_cumulative_readings_are_differenced_and_falls_passed_over():
    minute = 60_000
    values = [100, 130, 13, 160, 200]
    rows = [("r", "views", "cumulative", START + minute * i, 0, v) for i, v in enumerate(values)]
    buckets = Buckets()
    buckets.apply_room(room_samples(rows))
    assert buckets.room_total("views", START - 1, END) == 200
    cells = buckets.room_cells("views", START, START + 6 * minute)
    np.testing.assert_array_equal(cells, [30, 15, 15, 40, np.nan, np.nan])


def test_one_source_of_a_metric_is_taken_not_the_sum():
    rows = [("a", "views", "delta", START + i, 1, 10.0) for i in range(3)]
    rows += [("b", "views", "delta", START + i, 1, 10.0) for i in range(2)]
    buckets = Buckets()
    buckets.apply_room(room_samples(rows))
    assert buckets.room_total("views", START - 10, END) == 30


def test_snapshots_are_never_summed():
    buckets = Buckets()
    rows = [("r", "online", "snapshot", START + i * 1000, 0, 50.0 + i) for i in range(3)]
    buckets.apply_room(room_samples(rows))
    assert buckets.room_total("online", START, END) is None
    at, value = buckets.online_series(START, START + 1000)
    assert at.tolist() == [START, START + 1000]
    assert value.tolist() == [50.0, 51.0]


def test_freshness_names_the_sources():
    buckets = Buckets.from_columns(
        order_lines([Line(updated_at=START + 5)]),
        ads(("", "c", "k", START, START + HOUR, "direct", 1, 1)),
        room_samples([("obs", "online", "snapshot", START + 9, 0, 1.0)]),
    )
    assert buckets.freshness() == {"orders": START + 5, "ads": START + HOUR, "room:obs": START + 9}


def test_too_many_cells_are_refused():
    with pytest.raises(ValueError):
        Buckets().minutes(0, END, 1)
    with pytest.raises(ValueError):
        Buckets().minutes(0, END, 0)


def test_cells_between_any_edges_are_what_totals_say():
    rows = [("", "a", "", START, START + HOUR, "direct", 1_001, 5_003)]
    buckets = Buckets.from_columns(ads=ad_samples(rows))
    edges = np.array([START - 5, START + 7, START + HOUR // 3, START + 2 * HOUR], np.int64)
    cells = buckets.cells(edges, basis="direct")
    for start, end, spend, gmv in zip(
        edges, edges[1:], cells.spend, cells.attributed, strict=False
    ):
        assert spend == buckets.spend(start, end)
        assert gmv == buckets.attributed(start, end, basis="direct")
    assert np.isnan(buckets.cells(edges, basis="t7").attributed).all()
