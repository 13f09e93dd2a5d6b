"""A channel stops at the end of a slot that no other follows: the quick way to see it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import RowId, RunId
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.live import cues, engine
from controlroom.live.cues import SAME_SWITCH, _ends, _followed
from controlroom.live.events import RunOpened
from controlroom.plan.sheet import AdSlot
from tests.builders import at, segment, sheet, slot
from tests.unit.live.test_phrases import book

STEP = int(SAME_SWITCH) // 2  # so that ends fall upon the edge of what is the same switch


def follows(slot: AdSlot, other: AdSlot) -> bool:
    """What it means, said of every pair."""
    same = other.id != slot.id and other.channel == slot.channel
    return same and other.start <= slot.end + SAME_SWITCH and other.end > slot.end


@st.composite
def slots(draw):
    spans = draw(
        st.lists(
            st.tuples(st.sampled_from("ab"), st.integers(0, 20), st.integers(0, 8)), max_size=12
        )
    )
    return [
        AdSlot(
            id=RowId(f"a{n}"),
            channel=channel,
            start=Instant(start * STEP),
            end=Instant((start + long) * STEP),
        )
        for n, (channel, start, long) in enumerate(spans)
    ]


@given(slots())
def test_followed_is_what_every_pair_says(made):
    ends = _ends(made)
    for one in made:
        assert _followed(one, *ends[one.channel]) is any(follows(one, o) for o in made)


def test_a_switch_says_amount_bid_and_target_in_its_basis():
    plan = sheet(
        segment("A", 60),
        replace(slot("金牛", "20:00", "21:00", 60_000), bid=3_200, target_roi=3.2),
        replace(slot("粉条", "20:00", "21:00", 10_000), bid=900, target_roi=None),
    )
    state = engine.fold([(1, RunOpened(at=at("19:59"), run=RunId("run"), sheet=plan))])
    found = {c.id: c for c in cues.derive(state, at("19:59")) if c.kind == "switch"}
    full, bare = found["A:金牛 20:00:switch"], found["A:粉条 20:00:switch"]
    assert full.text.args["budget_minor"] == 60_000
    said = Speaker("zh", book("zh"), "Asia/Shanghai", "CNY")
    assert said.say(full.detail) == "出价 ¥32 · 目标全站 ROI 3.20"
    assert bare.detail.key == "cue.traffic.detail.bid_minor"
