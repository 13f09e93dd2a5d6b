"""Ad budgets are split to the last minor unit, by minutes, targets or waves."""

import pytest
from hypothesis import given, settings

from controlroom.plan import adsplit, edits
from controlroom.plan.sheet import RunSheet
from tests.builders import segment, sheet, slot
from tests.strategies.plan import sheets

SHOW = sheet(
    segment("暖场", 30, target_gmv=100),
    segment("主推", 30, target_gmv=500, kind="主推"),
    slot("磁力金牛", "20:00", "20:30"),
    slot("磁力金牛", "20:30", "21:00"),
    slot("私域", "20:00", "21:00", 77, skip=True),
    ad_budget=1_000,
)


def budgets(show: RunSheet) -> list[int | None]:
    return [s.budget for s in show.slots]


def test_even_by_target_and_wave() -> None:
    assert budgets(adsplit.split(SHOW, adsplit.even(SHOW))) == [500, 500, 77]
    assert budgets(adsplit.split(SHOW, adsplit.by_target_gmv(SHOW))) == [167, 833, 77]
    assert budgets(adsplit.split(SHOW, adsplit.wave(SHOW))) == [250, 750, 77]


def test_channels_at_the_same_time_share_the_target() -> None:
    show = sheet(
        segment("A", 60, target_gmv=100),
        slot("磁力金牛", "20:00", "20:30"),
        slot("快手粉条", "20:00", "20:30"),
        slot("磁力金牛", "20:30", "21:00"),
        ad_budget=1_000,
    )
    assert budgets(adsplit.split(show, adsplit.by_target_gmv(show))) == [250, 250, 500]


def test_slots_off_the_targets_get_nothing_but_a_split_always_sums() -> None:
    show = sheet(segment("A", 10, target_gmv=5), slot("x", "23:00", "23:30"), ad_budget=9)
    assert adsplit.by_target_gmv(show) == {"x 23:00": 0.0}
    assert budgets(adsplit.split(show, adsplit.by_target_gmv(show))) == [9]


def test_nothing_to_split_and_bad_weights() -> None:
    assert adsplit.split(sheet(slot("x", "20:00", "21:00")), {}).slots[0].budget is None
    assert adsplit.shares(sheet(ad_budget=5), {}) == {}
    with pytest.raises(ValueError, match="height"):
        adsplit.wave(SHOW, 0.5)
    with pytest.raises(ValueError, match="weights"):
        adsplit.shares(SHOW, {SHOW.slots[0].id: -1.0})


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_every_split_sums_exactly(show: RunSheet) -> None:
    for weigh in (adsplit.even, adsplit.by_target_gmv, adsplit.wave):
        show = edits.set_session(show, ad_budget=999_999_937)
        live = [s for s in adsplit.split(show, weigh(show)).slots if not s.skip]
        assert not live or sum(s.budget or 0 for s in live) == 999_999_937
