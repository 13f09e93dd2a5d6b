"""Hypothesis strategies of run-sheets: any rows of the five plates, ids unique."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from controlroom.core.ids import RowId, SessionId
from controlroom.core.time import DAY, HOUR, MINUTE, Instant, Span
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Product,
    RoiBasis,
    RunSheet,
    Segment,
    Session,
    WarmupTask,
)

ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC")
EVENING = Instant(1_795_000_000_000)

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
money = st.none() | st.integers(0, 10**9)
counts = st.none() | st.integers(0, 10**6)
ratios = st.none() | st.floats(0, 1)
rois = st.none() | st.floats(0.1, 50)
instants = st.integers(-4 * HOUR, 12 * HOUR).map(lambda ms: Instant(EVENING + ms))
spans = st.integers(0, 3 * HOUR).map(Span)
lengths = st.integers(0, 90).map(lambda m: Span(m * MINUTE))


def sessions() -> st.SearchStrategy[Session]:
    """Any session starting at or near `EVENING`."""
    return st.builds(
        Session,
        id=st.just(SessionId("ses-any")),
        title=words,
        planned_start=instants,
        planned_end=st.none() | instants,
        zone=st.sampled_from(ZONES),
        target_gmv=money,
        ad_budget=money,
        target_roi=rois,
        roi_basis=st.sampled_from(RoiBasis),
        refund_rate=ratios,
        platform_fee=ratios,
        role_mix=st.lists(st.tuples(words, st.floats(0, 1)), max_size=3).map(tuple),
        archived=st.booleans(),
        note=words,
        goals=st.sampled_from(["", "-", "50%; 100万 = 谢谢"]),
    )


def segments(row: RowId, products: tuple[RowId, ...] = ()) -> st.SearchStrategy[Segment]:
    """Any segment called `row` that may show some of `products`."""
    return st.builds(
        Segment,
        id=st.just(row),
        title=words,
        duration=lengths,
        start=st.none() | instants,
        linked=st.booleans(),
        hard=st.booleans(),
        milestone=st.booleans(),
        products=_some_of(products),
        selling_point=words,
        target_gmv=money,
        owner=words,
        skip=st.booleans(),
    )


def playable_segments(row: RowId) -> st.SearchStrategy[Segment]:
    """A linked segment with some length, as most of a real script."""
    return st.builds(
        Segment,
        id=st.just(row),
        title=words,
        duration=st.integers(1, 60).map(lambda m: Span(m * MINUTE)),
        target_gmv=money,
    )


def products(row: RowId) -> st.SearchStrategy[Product]:
    """Any product called `row`."""
    return st.builds(
        Product,
        id=st.just(row),
        title=words,
        link=counts,
        item_id=words,
        role=st.sampled_from(("", "引流款", "爆款", "利润款")),
        list_price=money,
        live_price=money,
        cost=money,
        commission=ratios,
        platform_fee=ratios,
        stock=counts,
        target_units=counts,
        skip=st.booleans(),
    )


def slots(row: RowId) -> st.SearchStrategy[AdSlot]:
    """Any ad slot called `row`."""
    return st.builds(
        AdSlot,
        id=st.just(row),
        channel=st.sampled_from(("磁力金牛", "快手粉条", "私域")),
        start=instants,
        end=instants,
        budget=money,
        share=ratios,
        target_roi=rois,
        roi_basis=st.sampled_from(RoiBasis),
        skip=st.booleans(),
    )


def giveaways(row: RowId, segment_ids: tuple[RowId, ...] = ()) -> st.SearchStrategy[Giveaway]:
    """Any giveaway called `row`, fixed or relative to one of `segment_ids`."""
    return st.builds(
        Giveaway,
        id=st.just(row),
        title=words,
        kind=st.sampled_from(("秒杀", "福袋", "红包")),
        start=st.none() | instants,
        segment=st.none() | st.sampled_from(segment_ids) if segment_ids else st.none(),
        offset=spans,
        duration=spans,
        quantity=counts,
        unit_cost=money,
        skip=st.booleans(),
    )


def tasks(row: RowId) -> st.SearchStrategy[WarmupTask]:
    """Any warm-up task called `row`."""
    return st.builds(
        WarmupTask,
        id=st.just(row),
        title=words,
        before=st.integers(0, 3 * DAY).map(Span),
        target=counts,
        actual=counts,
        spend=money,
        done=st.booleans(),
        skip=st.booleans(),
    )


@st.composite
def sheets(draw: st.DrawFn, max_rows: int = 6) -> RunSheet:
    """Any run-sheet with up to `max_rows` rows a plate."""
    goods = _rows(draw, "prd", max_rows, products)
    ids = tuple(p.id for p in goods)
    script = _rows(draw, "seg", max_rows, lambda row: segments(row, ids))
    told = tuple(s.id for s in script)
    return RunSheet(
        session=draw(sessions()),
        products=goods,
        segments=script,
        slots=_rows(draw, "slot", max_rows, slots),
        giveaways=_rows(draw, "give", max_rows, lambda row: giveaways(row, told)),
        tasks=_rows(draw, "task", max_rows, tasks),
    )


def _rows(draw: st.DrawFn, prefix: str, most: int, make: Any) -> Any:
    count = draw(st.integers(0, most))
    return tuple(draw(make(RowId(f"{prefix}-{i}"))) for i in range(count))


def _some_of(ids: tuple[RowId, ...]) -> st.SearchStrategy[tuple[RowId, ...]]:
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple)
