"""Rows by id: what a model announces is exactly what happened."""

from hypothesis import given
from hypothesis import strategies as st

from controlroom.ui.models.diff import Insert, Move, Order, Remove, Step, steps

orders = st.lists(st.sampled_from("abcdefghijkl"), unique=True).map(tuple)


def applied(rows: tuple[str, ...], change: tuple[Step, ...]) -> tuple[str, ...]:
    here = list(rows)
    for step in change:
        match step:
            case Remove(first, last):
                assert 0 <= first <= last < len(here)
                del here[first : last + 1]
            case Insert(at, ids):
                assert 0 <= at <= len(here)
                here[at:at] = ids
            case Move(source, before):
                assert before not in (source, source + 1), "Qt refuses a move to the same place"
                row = here[source]
                here.insert(before, row)
                del here[source + 1 if source >= before else source]
            case Order(ids):
                assert sorted(here[: len(ids)]) == sorted(ids)
                here[: len(ids)] = ids
    return tuple(here)


@given(orders, orders)
def test_steps_lead_from_old_to_new(old, new):
    assert applied(old, steps(old, new)) == new


@given(orders, orders, st.integers(0, 4))
def test_many_moves_are_one_new_order(old, new, few):
    change = steps(old, new, moves=few)
    assert applied(old, change) == new
    moved = sum(isinstance(step, Move) for step in change)
    assert moved <= few
    assert moved == 0 or not any(isinstance(step, Order) for step in change)


@given(orders)
def test_nothing_changes_nothing(rows):
    assert steps(rows, rows) == ()


def test_a_row_dragged_down_is_one_move():
    assert steps("abcd", "bcda") == (Move(0, 4),)


def test_a_row_dragged_up_is_one_move():
    assert steps("abcd", "dabc") == (Move(3, 0),)


def test_pasted_rows_come_in_one_piece():
    assert steps("ab", "axyzb") == (Insert(1, ("x", "y", "z")),)


def test_neighbours_go_in_one_piece():
    assert steps("abcde", "ae") == (Remove(1, 3),)


@given(orders, orders)
def test_rows_that_stay_in_order_are_not_touched(old, new):
    moved = sum(isinstance(step, Move) for step in steps(old, new))
    shared = [row for row in old if row in new]
    assert moved <= max(0, len(shared) - 1)
