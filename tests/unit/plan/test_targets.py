"""Targets sum exactly and the target curve ends at the target."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE
from controlroom.plan.sheet import RunSheet
from controlroom.plan.targets import (
    Identity,
    by_duration,
    by_products,
    playable,
    segment_targets,
    solved,
    split_target,
    target_curve,
)
from controlroom.plan.timing import schedule
from tests.builders import at, product, segment, sheet
from tests.strategies.plan import sheets

SHOW = sheet(segment("A", 10), segment("B", 20), segment("off", 30, skip=True), target_gmv=100)


@given(sheets(), st.integers(0, 10**12), st.data())
@settings(max_examples=60, deadline=None)
def test_a_split_sums_exactly(show: RunSheet, total: int, data: st.DataObject) -> None:
    weights = {s.id: data.draw(st.floats(0, 1e6)) for s in playable(show)}
    after = split_target(show, weights, total=total)
    if playable(show):
        assert sum(s.target_gmv or 0 for s in playable(after)) == total
    assert [s for s in after.segments if s.skip] == [s for s in show.segments if s.skip]


def test_split_by_length_and_by_products() -> None:
    assert [s.target_gmv for s in split_target(SHOW).segments] == [33, 67, None]
    show = sheet(
        product("p", 1000, target_units=3),
        product("q", 500, target_units=2),
        segment("A", products=("p",)),
        segment("B", products=("p", "q")),
        target_gmv=800,
    )
    assert by_products(show) == {"A": 1500, "B": 2500}
    assert [s.target_gmv for s in split_target(show, by_products(show)).segments] == [300, 500]
    assert by_duration(SHOW) == {"A": 10 * MINUTE, "B": 20 * MINUTE}


def test_nothing_to_split() -> None:
    assert split_target(sheet(segment("A"))) == sheet(segment("A"))
    assert split_target(sheet(target_gmv=100)) == sheet(target_gmv=100)
    with pytest.raises(ValueError):
        split_target(SHOW, {RowId("A"): -1.0})


def test_open_segments_share_what_is_left() -> None:
    show = sheet(
        segment("A", 10, target_gmv=40), segment("B", 10), segment("C", 20), target_gmv=100
    )
    assert segment_targets(show) == {"A": 40, "B": 20, "C": 40}
    assert segment_targets(sheet(segment("A", target_gmv=7), segment("B"))) == {"A": 7}


def test_the_curve_grows_evenly_within_segments_and_waits_in_gaps() -> None:
    show = sheet(
        segment("A", 10, target_gmv=100), segment("B", 10, "20:20", target_gmv=300), start="20:00"
    )
    assert target_curve(show, schedule(show)) == (
        (at("20:00"), at("20:10"), at("20:20"), at("20:30")),
        (0, 100, 100, 400),
    )


def test_the_curve_without_segments() -> None:
    show = sheet(end="21:00", target_gmv=500)
    assert target_curve(show, schedule(show)) == ((at("20:00"), at("21:00")), (0, 500))
    assert target_curve(sheet(segment("A")), schedule(sheet(segment("A")))) == ((), ())


@given(sheets())
@settings(max_examples=100, deadline=None)
def test_the_curve_never_falls_and_ends_at_the_target(show: RunSheet) -> None:
    times, values = target_curve(show, schedule(show))
    assert len(times) == len(values)
    assert list(times) == sorted(set(times))
    assert list(values) == sorted(values)
    if segment_targets(show):
        assert (values[0], values[-1]) == (0, sum(segment_targets(show).values()))


def test_the_identity_gives_any_one_unknown() -> None:
    full = Identity(gmv=1_000_000, viewers=5_000, conversion=0.02, order_value=10_000)
    for name in ("gmv", "viewers", "conversion", "order_value"):
        values = {n: getattr(full, n) for n in ("gmv", "viewers", "conversion", "order_value")}
        found = getattr(solved(Identity(**{**values, name: None})), name)
        assert math.isclose(found, getattr(full, name))
    two = Identity(gmv=None, viewers=None, conversion=0.02, order_value=10_000)
    assert solved(two) == two
    zero = Identity(gmv=100, viewers=None, conversion=0, order_value=10_000)
    assert solved(zero) == zero
