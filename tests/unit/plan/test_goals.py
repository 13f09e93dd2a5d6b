"""Milestones are typed, kept as one text, and read back as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.errors import WorldError
from controlroom.plan import fields, goals
from controlroom.plan.goals import Goal
from controlroom.plan.reading import UnclearError
from tests.builders import ZONE, at, session

counts = st.integers(1, 10**12)
any_goal = st.builds(
    Goal,
    metric=st.sampled_from(goals.METRICS),
    value=counts,
    words=st.text("破百万，谢谢{value_minor} =!a", max_size=20).map(str.strip),
    loud=st.booleans(),
)


@given(st.lists(any_goal, max_size=6), st.sampled_from(["CNY", "JPY", "KWD", "USD"]))
def test_what_is_written_is_read_back(some: list[Goal], currency: str) -> None:
    once = tuple({goal.id: goal for goal in some}.values())
    assert goals.read(goals.written(once, currency), currency) == once


@given(st.text(max_size=30))
def test_any_text_is_goals_or_unclear_and_never_stops_a_show(text: str) -> None:
    found = goals.wanted(session(goals=text, target_gmv=100))
    assert all(goal.value > 0 for goal in found)
    try:
        read = goals.read(text, "CNY")
    except UnclearError:
        return
    assert goals.read(goals.written(read, "CNY"), "CNY") == read


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("50%", "share", 500),
        ("１２.5％", "share", 125),
        ("100万", "gmv", 100_000_000),
        ("¥1,000,000", "gmv", 100_000_000),
        ("成交 50万元", "gmv", 50_000_000),
        ("GMV: 12.5", "gmv", 1250),
        ("1000单", "orders", 1000),
        ("orders 1,000", "orders", 1000),
        ("5万观看", "views", 50_000),
        ("在线 3000人", "online", 3000),
        ("涨粉500", "new_fans", 500),
        ("new fans 500", "new_fans", 500),
    ],
)
def test_as_people_type_them(text: str, metric: str, value: int) -> None:
    (goal,) = goals.read(text, "CNY")
    assert (goal.metric, goal.value, goal.loud) == (metric, value, True)


def test_words_and_quiet_ones() -> None:
    found = goals.read("~25%; 100万 = 首破百万，谢谢大家！；100万", "CNY")
    assert found == (
        Goal(metric="share", value=250, loud=False),
        Goal(metric="gmv", value=100_000_000),
    )


@pytest.mark.parametrize("text", ["很多", "0%", "-5%", "50%; x", "1.234%", "100万 = " + "长" * 300])
def test_what_is_no_goal_is_refused_with_the_way_to_write_it(text: str) -> None:
    field = fields.field(None, "goals")
    with pytest.raises(WorldError) as refused:
        fields.parse(field, text, zone=ZONE, currency="CNY", day=at("20:00"))
    assert refused.value.message.key == "plan.parse_goals"


def test_nothing_typed_means_the_usual_ones_and_a_dash_none() -> None:
    field = fields.field(None, "goals")

    def parsed(text: str) -> object:
        return fields.parse(field, text, zone=ZONE, currency="CNY", day=at("20:00"))

    assert parsed("") == ""
    assert parsed(" - ") == "-"
    assert goals.wanted(session(goals="-")) == ()
    assert [g.metric for g in goals.wanted(session())] == ["gmv"] * len(goals.ROUND_SUMS)
    with_target = goals.wanted(session(target_gmv=80_000_000))
    assert [g.value for g in with_target if g.metric == "share"] == [100, 250, 500, 750, 1000, 1200]


def test_a_share_is_of_the_target_as_it_is() -> None:
    half = Goal(metric="share", value=500)
    assert goals.amount(half, 99) == 50  # half a fen is not reached by less
    assert goals.amount(half, None) is None
    assert goals.amount(half, 0) is None
    assert goals.amount(Goal(metric="orders", value=7), None) == 7
    assert replace(half, value=1000).id == "share/1000"
