"""The simulator's shape, and its determinism, on the bundled sample's run-sheet."""

from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from controlroom.core.time import MINUTE, Instant
from controlroom.exchange.sheets import SheetBook
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING
from controlroom.feeds.files import Files
from controlroom.feeds.simulated import SEED, hourly, simulate
from controlroom.plan.margins import break_even_roi
from controlroom.plan.sheet import RunSheet, Session
from controlroom.plan.timing import giveaway_start, schedule
from controlroom.ports import FileRequest, SheetRequest
from tests import builders

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "runsheet.xlsx"
START = Instant(1795345200000)


@cache
def sheet() -> RunSheet:
    base = RunSheet(session=Session(id="sample", title="", planned_start=START))
    read = SheetBook().read(SheetRequest(path=str(SAMPLE), base=base))
    assert read.errors == ()
    return read.sheet


@cache
def made(seed=SEED):
    return simulate(sheet(), seed)


def metric(name):
    return made().room.value[made().room.metric == name]


def segment(title):
    found = next(s for s in sheet().segments if title in s.title)
    return next(t for t in schedule(sheet()).rows if t.id == found.id)


def minutes(start, end):
    return slice((start - START) // MINUTE, (end - START) // MINUTE)


def test_the_sample_sheet_is_what_the_plan_screen_shows():
    found = sheet()
    counts = [len(found.rows(plate)) for plate in "STAGE"]
    assert counts == [11, 15, 8, 7, 9]
    assert sum(s.target_gmv for s in found.segments) == found.session.target_gmv == 200_000_000
    assert sum(s.budget for s in found.slots) == found.session.ad_budget == 15_000_000
    assert sum(s.share for s in found.slots) == pytest.approx(1)
    assert [s.title for s in found.segments if s.hard] == ["整点秒杀 保温杯"]
    assert found.session.simulated
    plan = schedule(found)
    assert (plan.start, plan.end) == (START, START + 240 * MINUTE)


def test_totals_are_those_of_a_two_million_show():
    orders = made().orders
    paid = orders.paid_at != MISSING
    assert 1.9e8 < orders.amount[paid].sum() < 2.1e8
    assert 15_000 < len(orders) < 25_000
    assert len(set(orders.line_id)) == len(orders)
    assert 0.06 < (orders.refunded > 0).sum() / paid.sum() < 0.08
    wait = (orders.refunded_at - orders.paid_at)[orders.refunded > 0]
    assert 0.1 < (wait < 60 * MINUTE).mean() < 0.5
    assert (wait > 0).all() and (orders.refunded <= orders.amount).all()
    assert 0.9 < made().ads.spend.sum() / sheet().session.ad_budget < 1.02


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_other_seeds_stay_near_the_target(seed):
    orders = made(seed).orders
    assert 1.85e8 < orders.amount[orders.paid_at != MISSING].sum() < 2.1e8


def test_same_seed_same_show_other_seed_other_show():
    again = simulate(sheet(), SEED)
    for name in ("orders", "ads", "room"):
        batch, twin = getattr(again, name), getattr(made(), name)
        for f in fields(batch):
            assert np.array_equal(getattr(batch, f.name), getattr(twin, f.name)), f.name
    assert not np.array_equal(made(2).orders.paid_at[:100], made().orders.paid_at[:100])


def test_the_room_warms_up():
    online = metric("online")
    assert online[0] < 0.6 * online[3:12].mean()


def test_traffic_comes_in_waves_with_the_slots():
    views = metric("views")
    slots = sorted(sheet().slots, key=lambda s: s.budget)
    low, high = slots[0], slots[-1]
    assert (
        views[minutes(high.start, high.end)].mean()
        > 1.4 * views[minutes(low.start, low.end)].mean()
    )


def test_conversion_falls_with_the_role():
    """Lines per viewer-minute on air: 福利 > 引流 > 常规 > 爆款 > 利润."""
    online, orders = metric("online"), made().orders
    rates = []
    for title in ("洗衣液", "1号 纯棉袜", "2号 德绒", "6号 羽绒服轻", "7号 亲子"):
        row = segment(title)
        count = ((orders.paid_at >= row.start) & (orders.paid_at < row.end)).sum()
        rates.append(count / online[minutes(row.start, row.end)].sum())
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > 5 * rates[-1]


def test_a_giveaway_lifts_the_room_for_minutes():
    online = metric("online")
    starts = {t.id: t.start for t in schedule(sheet()).rows}
    for title in ("整点秒杀", "答题抽奖"):
        gift = next(g for g in sheet().giveaways if title in g.title)
        at = (giveaway_start(sheet(), starts, gift) - START) // MINUTE
        assert online[at + 3] > 1.2 * online[at - 1]
        assert online[at + gift.duration // MINUTE + 8] < online[at + 3]


def test_roi_falls_under_break_even_in_one_slot_only():
    floor = break_even_roi(sheet())
    ads = made().ads
    under = []
    for slot in sheet().slots:
        inside = (ads.from_at >= slot.start) & (ads.from_at < slot.end)
        if ads.gmv[inside].sum() / ads.spend[inside].sum() < floor:
            under.append(slot.start)
    assert under == [START + 120 * MINUTE]  # 21:00
    assert ads.gmv.sum() / ads.spend.sum() > floor


def test_one_product_sells_out_before_its_segment_ends():
    orders, row = made().orders, segment("大衣返场")
    coat = next(p for p in sheet().products if p.link == 3)
    hit = (orders.product_id == coat.item_id) & (orders.paid_at != MISSING)
    assert orders.quantity[hit].sum() == coat.stock
    assert row.start < orders.paid_at[hit].max() < row.end - MINUTE
    for product in sheet().products:
        sold = orders.quantity[(orders.product_id == product.item_id) & (orders.paid_at != MISSING)]
        assert sold.sum() <= product.stock


def test_the_flash_sale_begins_on_the_hour_and_not_before():
    orders, row = made().orders, segment("秒杀")
    cup = next(p for p in sheet().products if p.link == 5)
    at = orders.paid_at[(orders.product_id == cup.item_id) & (orders.paid_at != MISSING)]
    assert row.start <= at.min() and at.max() < row.start + 3 * MINUTE


def test_the_funnel_narrows_every_minute():
    names = ["exposures", "views"]
    assert (metric(names[0]) > metric(names[1])).all()
    assert (metric("product_exposures") >= metric("product_clicks")).all()
    orders = made().orders
    paid = orders.paid_at[orders.paid_at != MISSING]
    sold = np.bincount((paid - START) // MINUTE, minlength=240)[:240]
    assert (metric("product_clicks") >= sold).all()


def test_hours_and_minutes_together_count_once():
    ads = made().ads
    both = Buckets.from_columns(ads=ads)
    both.apply_ads(hourly(ads))
    end = START + 240 * MINUTE
    assert both.spend(START, end) == ads.spend.sum() == hourly(ads).spend.sum()
    assert hourly(ads).gmv.sum() == ads.gmv.sum()


def test_any_plan_can_be_simulated():
    bare = builders.sheet(builders.segment("只有一段", 7))
    empty = simulate(bare, 1)
    assert len(empty.orders) == 0 and len(empty.ads) == 0 and len(empty.room) > 0
    plain = simulate(replace(sheet(), session=replace(sheet().session, target_gmv=None)), 1)
    assert len(plain.orders) > 1000
    none = builders.sheet()
    assert len(simulate(none, 1).orders) == 0


@pytest.mark.parametrize(
    ("kind", "name", "column"),
    [("orders", "orders", "amount"), ("ads", "ads_minute", "spend"), ("room", "room", "value")],
)
def test_the_bundled_files_are_this_simulation_and_need_no_mapping(kind, name, column):
    request = FileRequest(path=str(SAMPLE.with_name(f"{name}.csv")), kind=kind)
    chunks = list(Files().read(request))
    assert not [error for chunk in chunks for error in chunk.errors]
    read = sum(getattr(chunk.batch, column).sum() for chunk in chunks)
    batch = getattr(made(), kind)
    assert sum(len(chunk.batch) for chunk in chunks) == len(batch)
    assert read == getattr(batch, column).sum()
