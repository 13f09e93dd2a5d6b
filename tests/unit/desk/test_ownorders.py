"""A plan out of an order file: what the price of a product is taken from."""

from __future__ import annotations

from typing import Any

from controlroom.core.ids import SessionId
from controlroom.desk.ownorders import plan_from_orders
from controlroom.plan import readiness
from controlroom.plan.sheet import RunSheet
from tests.fact_batches import line, orders


def planned(*lines: dict[str, Any]) -> RunSheet:
    """The plan, notes saying how the price was derived."""
    return plan_from_orders(
        orders(*lines),
        session=SessionId("s"),
        title="t",
        zone="UTC",
        currency="CNY",
        name_hour=lambda start, end: "h",
        derived=lambda by_piece: "piece" if by_piece else "line",
    )


def priced(*lines: dict[str, Any]) -> tuple[int | None, str]:
    (product,) = planned(*lines).products
    return product.live_price, product.note


def test_the_median_price_of_a_piece() -> None:
    sold = [line(str(n), a, quantity=q) for n, (a, q) in enumerate([(100, 1), (300, 2), (900, 3)])]
    assert priced(*sold) == (150, "piece")


def test_quantities_that_are_no_pieces_give_the_price_of_a_line() -> None:
    assert priced(line("1", 2_000, quantity=8_000), line("2", 3_000, quantity=9_000)) == (
        2_500,
        "line",
    )


def test_without_quantities_the_price_of_a_line() -> None:
    assert priced(line("1", 500, quantity=None), line("2", 700, quantity=None)) == (600, "line")


def test_what_was_given_away_has_no_price() -> None:
    assert priced(line("1", 0)) == (None, "")


def test_a_plan_of_ones_own_orders_is_ready_but_for_what_nobody_knows() -> None:
    sheet = planned(line("1", 2_000, quantity=8_000), line("2", 5, product_id="p2"))
    found = readiness.check(sheet, now=sheet.session.planned_start)
    assert [one.code for one in found if one.severity == "error"] == []
