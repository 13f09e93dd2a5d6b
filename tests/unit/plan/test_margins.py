"""Margins are ratios of sums; break-even is known, impossible, or not known."""

import pytest

from controlroom.plan.margins import (
    Outcome,
    break_even,
    break_even_roi,
    giveaway_cost,
    giveaway_share,
    margin_at_target,
    product_break_even,
    session_margin,
    unit_margin,
    unit_profit,
)
from controlroom.plan.sheet import Product
from tests.builders import giveaway, product, session, sheet


def sold(title: str, price: int, cost: int, units: int, **more: object) -> Product:
    given = {"commission": 0.1, "platform_fee": 0.05} | more
    return product(title, price, cost, target_units=units, **given)


def test_margin_of_one_product() -> None:
    assert unit_profit(product("a", 10_000, 6_000)) == 4_000
    assert unit_margin(product("a", 10_000, 6_000)) == 0.4
    assert unit_margin(product("a", 10_000, None)) is None
    assert unit_margin(product("a", 0, 100)) is None
    assert unit_margin(product("a", 100, 150)) == -0.5


def test_session_margin_is_weighted_by_target_gmv() -> None:
    show = sheet(sold("a", 10_000, 5_000, 10), sold("b", 1_000, 900, 100))
    assert session_margin(show) == pytest.approx((50_000 + 10_000) / 200_000)
    assert margin_at_target(show) == 60_000


def test_incomplete_and_skipped_products_do_not_count() -> None:
    show = sheet(
        sold("a", 10_000, 5_000, 10),
        product("no cost", 100, None, target_units=10**6),
        product("no units", 100, 99),
        sold("off", 100, 99, 10**6, skip=True),
    )
    assert session_margin(show) == 0.5
    assert session_margin(sheet(product("x"))) is None
    assert session_margin(sheet()) is None


def test_break_even_by_the_formula() -> None:
    show = sheet(sold("a", 10_000, 5_000, 10), refund_rate=0.2)
    assert break_even_roi(show) == pytest.approx(1 / ((0.5 - 0.1 - 0.05) * 0.8))
    assert break_even(show).outcome is Outcome.KNOWN


def test_cannot_break_even_is_not_unknown() -> None:
    cannot = break_even(sheet(sold("a", 10_000, 8_500, 10), refund_rate=0.2))
    assert (cannot.outcome, cannot.roi) == (Outcome.CANNOT, None)
    assert break_even(sheet(sold("a", 100, 10, 1), refund_rate=1.0)).outcome is Outcome.CANNOT
    unknown = break_even(sheet(product("a", commission=0.1), platform_fee=0.05))
    assert (unknown.outcome, unknown.roi) == (Outcome.UNKNOWN, None)
    assert unknown.missing == ("target_units", "refund_rate")


def test_the_session_fee_stands_in_for_a_product_without_one() -> None:
    one = sold("a", 10_000, 5_000, 10, platform_fee=None)
    show = sheet(one, refund_rate=0.0, platform_fee=0.1)
    assert break_even_roi(show) == pytest.approx(1 / 0.3)
    alone = product_break_even(
        product("a", 10_000, 5_000, commission=0.1), session(refund_rate=0.0, platform_fee=0.1)
    )
    assert alone.roi == pytest.approx(1 / 0.3)


def test_how_many_products_counted() -> None:
    found = break_even(sheet(sold("a", 10_000, 5_000, 10), product("b"), refund_rate=0.1))
    assert (found.counted, found.products) == (1, 2)


def test_giveaway_cost_over_margin() -> None:
    goods = sold("a", 10_000, 5_000, 10)
    bag = giveaway("福袋", quantity=10, unit_cost=500)
    assert giveaway_cost(bag) == 5_000
    assert giveaway_share(sheet(goods, bag)) == 0.1
    assert giveaway_share(sheet(goods, bag, giveaway("?"))) is None
    assert giveaway_share(sheet(goods)) is None
