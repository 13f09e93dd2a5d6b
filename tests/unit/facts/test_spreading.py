"""Amounts over stretches of time: every way of adding them up gives the sums by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from controlroom.facts.spreading import spread, spread_total, spread_totals, stretches

AMOUNTS = st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(-50, 100_000))
SHORT = st.tuples(st.integers(0, 300), st.integers(0, 9), st.integers(-50, 100_000))
ROWS = st.lists(AMOUNTS, max_size=25) | st.lists(SHORT, max_size=60)
EDGES = st.lists(st.integers(-20, 520), max_size=12).map(sorted)


def by_hand(rows: list[tuple[int, int, int]], low: int, high: int) -> int | None:
    """What falls into [low, high): of each stretch what it has given by its end, rounded
    down, less what it had given at its beginning; None where none reaches into it."""
    cells = []
    for start, length, amount in rows:
        length = max(length, 1)

        def given_by(at: int, start=start, length=length, amount=amount) -> int:
            return amount * min(max(at - start, 0), length) // length

        if start < high and start + length > low:
            cells.append(given_by(high) - given_by(low))
    return sum(cells) if cells and low < high else None


def columns(rows: list[tuple[int, int, int]]):
    start, length, amount = np.array(rows, np.int64).reshape(-1, 3).T
    return stretches(start, start + length, amount)


@given(ROWS, EDGES)
def test_the_cells_are_the_sums_by_hand(rows, edges):
    sums, covered = spread(columns(rows), np.array(edges, np.int64))
    for cell, (low, high) in enumerate(pairwise(edges)):
        if low < high:
            wanted = by_hand(rows, low, high)
            assert (int(sums[cell]), bool(covered[cell])) == (wanted or 0, wanted is not None)


@given(ROWS, st.lists(st.tuples(st.integers(-20, 520), st.integers(-20, 520)), max_size=8))
def test_spans_that_overlap_are_the_sums_by_hand(rows, spans):
    what, wanted = columns(rows), [by_hand(rows, *span) for span in spans]
    assert [spread_total(what, *span) for span in spans] == wanted
    assert spread_totals(what, spans) == wanted


@given(ROWS, EDGES)
def test_a_partition_adds_up_to_the_whole(rows, edges):
    within = [-30, *edges, 600]
    sums, _ = spread(columns(rows), np.array(within, np.int64))
    assert int(sums.sum()) == sum(amount for _, _, amount in rows)


def test_a_row_of_the_whole_day_over_rows_of_a_minute():
    """Every edge lies under the long one: each is laid out, and nothing is counted twice."""
    rows = [(0, 1440, 7), *((minute, 1, 3) for minute in range(1440))]
    sums, covered = spread(columns(rows), np.arange(0, 1441, 60, dtype=np.int64))
    assert int(sums.sum()) == 7 + 3 * 1440 and covered.all()
    assert [int(each) for each in sums] == [by_hand(rows, h * 60, h * 60 + 60) for h in range(24)]
