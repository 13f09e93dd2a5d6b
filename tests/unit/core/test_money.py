"""Money: exact minor units, exact sums."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.money import ratio, shared_out, to_major, to_minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("1299.90", "CNY", 129990), ("100", "JPY", 100), ("1.234", "KWD", 1234), ("-0.5", "USD", -50)],
)
def test_minor_units_and_back(amount, currency, minor):
    assert to_minor(Decimal(amount), currency) == minor
    assert to_major(minor, currency) == Decimal(amount)


def test_a_zero_denominator_gives_a_blank():
    assert ratio(3, 0) is None
    assert ratio(None, 3) is None
    assert ratio(3, 2) == 1.5


@given(
    st.integers(0, 10**12), st.lists(st.floats(0, 1e9, allow_nan=False), min_size=1, max_size=60)
)
def test_parts_always_sum_to_the_whole_and_none_is_negative(total, weights):
    parts = shared_out(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0


def test_equal_weights_differ_by_one_at_most():
    assert sorted(shared_out(100, [1, 1, 1])) == [33, 33, 34]
    assert shared_out(7, [0, 0]) == [4, 3]


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="weights"):
        shared_out(10, [1, -1])
