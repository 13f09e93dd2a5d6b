"""Budgets of slots planned by their share: nothing is lost by rounding."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.plan.budgets import rounded_shares, slot_budget, whole_budget
from controlroom.plan.sheet import AdSlot, RunSheet
from tests.builders import sheet

BUDGETS = st.integers(0, 10**9)
SHARES = st.lists(st.floats(0, 1).map(lambda share: round(share, 4)), min_size=1, max_size=12)


def plan(ad_budget: int | None, shares: list[float], **other: object) -> RunSheet:
    begin = sheet(ad_budget=ad_budget)
    slots = [
        AdSlot(
            id=RowId(f"a{at}"),
            channel="千川",
            start=begin.session.planned_start,
            end=begin.session.planned_start,
            share=share,
            **other,
        )
        for at, share in enumerate(shares)
    ]
    return replace(begin, slots=tuple(slots))


def parts(of: RunSheet) -> list[int | None]:
    return [slot_budget(slot, of) for slot in of.slots]


@given(budget=BUDGETS, shares=SHARES)
def test_shares_sum_to_their_rounded_sum_and_each_is_off_by_less_than_one(budget, shares):
    made = plan(budget, shares)
    exact = [Decimal(str(share)) * budget for share in shares]
    found = parts(made)
    assert sum(found) == round(sum(exact)) == whole_budget(made)
    assert all(abs(part - want) < 1 for part, want in zip(found, exact, strict=True))


@given(budget=BUDGETS, cuts=st.lists(st.integers(0, 10_000), max_size=9))
def test_shares_of_a_hundred_percent_are_the_whole_budget(budget, cuts):
    edges = [0, *sorted(cuts), 10_000]
    shares = [(end - start) / 10_000 for start, end in itertools.pairwise(edges)]
    assert whole_budget(plan(budget, shares)) == budget


def test_three_thirds_and_a_half():
    assert parts(plan(100, [1 / 3] * 3)) == [34, 33, 33]
    assert parts(plan(101, [0.5, 0.5])) == [51, 50]  # each by itself: 50 and 50
    assert parts(plan(1, [0.1] * 10)) == [1] + [0] * 9
    assert rounded_shares({}) == {}


def test_what_is_skipped_takes_nothing_from_the_others():
    made = plan(101, [0.5, 0.5, 0.5])
    for left_out in range(3):
        rows = [replace(slot, skip=at == left_out) for at, slot in enumerate(made.slots)]
        some = replace(made, slots=tuple(rows))
        assert [p for p, slot in zip(parts(some), rows, strict=True) if not slot.skip] == [51, 50]
        assert whole_budget(some) == 101


@pytest.mark.parametrize("budget", [None, 100])
def test_an_amount_of_its_own_goes_before_a_share(budget):
    made = plan(budget, [0.3, 0.3], budget=Minor(7))
    assert (parts(made), whole_budget(made)) == ([7, 7], 14)
    assert parts(plan(None, [0.3])) == [None]
    assert whole_budget(plan(None, [0.3])) is None
