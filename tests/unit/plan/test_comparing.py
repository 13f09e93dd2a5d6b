"""What changed between two plans."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from controlroom.plan import edits
from controlroom.plan.comparing import Change, compare
from controlroom.plan.sheet import Plate
from tests.builders import product, segment, sheet
from tests.strategies.plan import sheets

PLAN = sheet(segment("a"), segment("b"), segment("c"), product("p", link=1))


def said(before, after):
    return [
        (c.plate, c.title, c.change, [f.name for f in c.fields]) for c in compare(before, after)
    ]


def test_added_changed_moved_and_removed():
    rows = PLAN.segments
    changed = replace(rows[1], title="B", owner="王")
    after = replace(PLAN, segments=(rows[2], rows[0], changed, segment("d")), products=())
    assert said(PLAN, after) == [
        (Plate.GOODS, "p", Change.REMOVED, []),
        (Plate.SCRIPT, "c", Change.MOVED, []),
        (Plate.SCRIPT, "B", Change.CHANGED, ["title", "owner"]),
        (Plate.SCRIPT, "d", Change.ADDED, []),
    ]
    title = compare(PLAN, after)[2].fields[0]
    assert (title.old, title.new) == ("b", "B")


def test_the_session_itself():
    after = edits.set_session(PLAN, title="新", target_gmv=5)
    assert said(PLAN, after) == [(None, "新", Change.CHANGED, ["title", "target_gmv"])]


@given(plan=sheets(), data=st.data())
def test_nothing_is_said_of_equal_plans_and_every_shuffle_is_seen(plan, data):
    assert compare(plan, plan) == ()
    shuffled = tuple(data.draw(st.permutations(plan.segments)))
    moved = compare(plan, replace(plan, segments=shuffled))
    assert bool(moved) == (shuffled != plan.segments)
    assert {c.change for c in moved} <= {Change.MOVED}


@given(one=sheets(), two=sheets())
def test_the_other_way_round_adds_what_was_removed(one, two):
    forth, back = compare(one, two), compare(two, one)

    def of(changes, kind):
        return {(c.plate, c.row) for c in changes if c.change is kind}

    assert of(forth, Change.ADDED) == of(back, Change.REMOVED)
    assert of(forth, Change.REMOVED) == of(back, Change.ADDED)
