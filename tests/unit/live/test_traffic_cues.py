"""A channel stops at the end of a slot that no other follows: the quick way to see it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.ids import RowId
from controlroom.core.time import Instant
from controlroom.live.cues import SAME_SWITCH, _ends, _followed
from controlroom.plan.sheet import AdSlot

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
    for slot in made:
        assert _followed(slot, *ends[slot.channel]) is any(follows(slot, o) for o in made)
