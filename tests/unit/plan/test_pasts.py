"""Past shows' curves, and the splits that lean on them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import SessionId
from controlroom.plan import adsplit, margins, targets
from controlroom.plan.pasts import PARTS, PastShow, between, grown
from tests.builders import at, giveaway, product, segment, sheet, slot

curves = st.lists(st.integers(0, 10**9), min_size=PARTS, max_size=PARTS).map(tuple)
SHOW = sheet(
    segment("A", 60),
    segment("B", 60),
    segment("C", 120),
    slot("粉条", "20:00", "22:00"),
    slot("粉条", "22:00", "23:59"),
    start="20:00",
    target_gmv=1_000_001,
    ad_budget=77_777,
)


def past(spend, attributed, gmv=(1,) * PARTS):
    return PastShow(
        session=SessionId("p"), title="过", start=at("20:00"), gmv=gmv, spend=spend,
        attributed=attributed,
    )  # fmt: skip


def halves(first, second):
    return (first,) * (PARTS // 2) + (second,) * (PARTS // 2)


@given(curves, st.floats(0, 1), st.floats(0, 1))
def test_a_curve_grows_to_its_sum(curve, a, b):
    low, high = sorted((a, b))
    assert grown(curve, 0) == 0
    assert grown(curve, 1) == pytest.approx(sum(curve))
    assert 0 <= grown(curve, low) <= grown(curve, high) + 1e-6 * sum(curve)
    assert between(curve, low, high) >= 0


def test_a_curve_grows_evenly_within_a_part():
    assert grown([10, 30], 0.25) == 5
    assert grown([10, 30], 0.75) == 25
    assert grown([], 0.5) == 0


def test_segments_get_what_the_past_show_sold_where_they_stand():
    curve = (0,) * (PARTS // 4) + (1,) * (PARTS // 4) + (3,) * (PARTS // 2)
    weights = targets.by_curve(SHOW, curve)
    assert weights["A"] == 0
    assert weights["C"] == pytest.approx(6 * weights["B"])


@given(curves)
def test_the_split_by_a_curve_sums_exactly(curve):
    split = targets.split_target(SHOW, targets.by_curve(SHOW, curve))
    assert sum(s.target_gmv for s in split.segments) == 1_000_001


def test_money_goes_where_it_brought_more():
    shows = [past(halves(100, 100), halves(100, 200)), past(halves(400, 400), halves(200, 400))]
    found = adsplit.by_response(SHOW, shows)
    first, second = (found.weights[s.id] for s in SHOW.slots)
    assert found.sessions == 2
    assert second / first == pytest.approx(4 * 119 / 120, rel=1e-3)  # twice as strong: squared
    assert sum(found.weights.values()) == pytest.approx(1)


def test_the_spread_is_what_the_shows_disagree_about():
    same = [past(halves(100, 100), halves(100, 300))] * 3
    assert max(adsplit.by_response(SHOW, same).spread.values()) == pytest.approx(0, abs=1e-9)
    other = [*same[:2], past(halves(100, 100), halves(300, 100))]
    assert min(adsplit.by_response(SHOW, other).spread.values()) > 0.05


def test_jackknife_of_a_known_case():
    assert adsplit._jackknife([1.0, 3.0]) == pytest.approx(1.0)


def test_with_fewer_than_two_shows_with_spend_it_says_nothing():
    spent = past(halves(1, 1), halves(1, 1))
    assert adsplit.by_response(SHOW, [spent]) is None
    assert adsplit.by_response(SHOW, [spent, past((0,) * PARTS, (0,) * PARTS)]) is None


@given(st.lists(st.tuples(curves, curves), min_size=2, max_size=4))
def test_the_split_by_response_sums_exactly(shows):
    found = adsplit.by_response(SHOW, [past(spend, got) for spend, got in shows])
    if found is not None:
        assert sum(adsplit.shares(SHOW, found.weights).values()) == 77_777


def test_parts_become_targets_and_budgets_and_nothing_else():
    one = targets.with_targets(SHOW, {"A": 5})
    assert [s.target_gmv for s in one.segments] == [5, None, None]
    two = adsplit.with_budgets(SHOW, {SHOW.slots[1].id: 9})
    assert [s.budget for s in two.slots] == [None, 9]


@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 10**6)), min_size=1, max_size=6))
def test_whole_units_never_pass_the_amount_and_come_close(rows):
    goods = [product(f"P{i}", price) for i, (price, _) in enumerate(rows)]
    parts = {p.id: part for p, (_, part) in zip(goods, rows, strict=True)}
    after = targets.with_units(sheet(*goods), parts)
    total = sum(parts.values())
    got = sum(targets.product_worth(after).values())
    assert got <= total
    assert total - got < sum(price for price, _ in rows)
    for p in after.products:
        assert abs(p.target_units * p.live_price - parts[p.id]) < p.live_price


def test_the_mix_has_target_and_plan_side_by_side():
    show = sheet(
        product("A", 100, role="引流款", target_units=10),
        product("B", 300, role="利润款", target_units=10),
        product("C", 100, role="利润款", target_units=None),
        product("D", 100, role="爆款", skip=True),
        role_mix=(("利润款", 0.5), ("福利款", 0.5)),
    )
    mix = [(m.role, m.planned, m.gmv, m.target) for m in margins.role_shares(show)]
    assert mix == [
        ("利润款", pytest.approx(2 / 3), 0.75, 0.5),
        ("福利款", 0, 0, 0.5),
        ("引流款", pytest.approx(1 / 3), 0.25, None),
    ]
    assert margins.role_shares(sheet()) == ()


def test_giveaways_cost_what_they_cost_or_nobody_knows():
    known = giveaway("红包", "20:10", quantity=3, unit_cost=100)
    assert margins.giveaway_total(sheet(known)) == 300
    assert margins.giveaway_total(sheet(known, replace(known, unit_cost=None))) is None
    assert margins.giveaway_total(sheet()) is None
