"""A night in progress, made without waiting for it: state, facts and the instant reached.

    state, buckets, now = night.reached(start, 12 * HOUR, per_second=1)

The show of `sheet` goes on air at `start`; its operator presses GO when a segment is over
and answers every cue half a minute later. Orders come evenly, ad rows of two channels and
readings of the room by the minute.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.bench_ingest import SIZE, batch
from controlroom.core.ids import RowId, RunId, SessionId
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING, AdSamples, RoomSamples
from controlroom.live import engine
from controlroom.live.events import (
    Answer,
    CueAnswered,
    Emit,
    Event,
    RunOpened,
    SegmentStarted,
    Tick,
    WentOnAir,
)
from controlroom.live.state import State
from controlroom.plan.sheet import AdSlot, Giveaway, Product, RunSheet, Segment, Session

SESSION = SessionId("ses-soak")
CHANNELS = ("磁力金牛", "直播推广")
METRICS = {
    "online": "snapshot",
    "views": "delta",
    "exposures": "delta",
    "product_exposures": "delta",
    "product_clicks": "delta",
}


def sheet(start: Instant, hours: float) -> RunSheet:
    """A show of ten-minute segments with a product, a giveaway and an ad slot each."""
    count = max(2, round(hours * 6))
    at = [Instant(start + n * 10 * MINUTE) for n in range(count)]
    return RunSheet(
        session=Session(
            id=SESSION,
            title="soak",
            planned_start=start,
            planned_end=Instant(start + count * 10 * MINUTE),
            target_gmv=90_000_000,
            ad_budget=9_000_000,
        ),
        products=tuple(
            Product(id=RowId(f"p{n}"), title=f"商品 {n}", link=n + 1, live_price=9_900, stock=900)
            for n in range(40)
        ),
        segments=tuple(
            Segment(
                id=RowId(f"s{n}"),
                title=f"环节 {n}",
                duration=Span(10 * MINUTE),
                products=(RowId(f"p{n % 40}"),),
                introduction="介绍",
                selling_point="卖点",
            )
            for n in range(count)
        ),
        slots=tuple(
            AdSlot(id=RowId(f"a{n}"), channel=CHANNELS[n % 2], start=t, end=Instant(t + HOUR // 6))
            for n, t in enumerate(at)
        ),
        giveaways=tuple(
            Giveaway(id=RowId(f"g{n}"), title="福袋", start=Instant(t + MINUTE))
            for n, t in enumerate(at)
        ),
    )


class _Stage:
    """The air thread in small, with an operator."""

    def __init__(self, plan: RunSheet, start: Instant) -> None:
        opened = RunOpened(at=start, run=RunId("run-soak"), sheet=plan)
        self.state = engine.fold(enumerate((opened, WentOnAir(at=start)), start=1))

    def happen(self, event: Event) -> None:
        if engine.check(self.state, event) is None:
            self.state, _ = engine.step(self.state, event)

    def at(self, now: Instant) -> None:
        """Fire what is due, then press what is to be pressed."""
        while due := [
            e.event for e in engine.step(self.state, Tick(at=now))[1] if isinstance(e, Emit)
        ]:
            for event in due:
                self.happen(event)
        ends, row = self.state.ends(now), engine.next_row(self.state)
        if ends is not None and now >= ends and row is not None:
            self.happen(SegmentStarted(at=now, row=row.id))
        for cue in [c for c in self.state.fired.values() if c.open(now - 30 * SECOND)]:
            self.happen(CueAnswered(at=now, cue=cue.id, answer=Answer.DONE))


def reached(
    start: Instant, span: int, *, per_second: float = 1.0, hours: float = 13.0
) -> tuple[State, Buckets, Instant]:
    """The show of `hours` hours that went on air at `start`, `span` ms later."""
    stage, buckets = _Stage(sheet(start, hours), start), Buckets()
    for at in range(start, start + span + 1, MINUTE // 2):
        stage.at(Instant(at))
    sold(buckets, start, span, round(span / SECOND * per_second))
    minutes = np.arange(1, span // MINUTE + 1)
    buckets.apply_ads(_ads(start, minutes))
    buckets.apply_room(_room(start, minutes))
    return stage.state, buckets, Instant(start + span)


def sold(buckets: Buckets, start: int, span: int, lines: int) -> None:
    """`lines` order lines, evenly over [start, start + span)."""
    for first in range(0, lines, SIZE):
        some = batch(first)
        paid = start + (first + np.arange(len(some.line_id))) * span // max(lines, 1)
        products = np.array([f"p{n % 40}" for n in range(first, first + SIZE)], dtype=object)
        buckets.apply_orders(None, replace(some, paid_at=paid, product_id=products))


def _ads(start: int, minutes: np.ndarray) -> AdSamples:
    count = len(minutes) * len(CHANNELS)
    ends = np.repeat(start + minutes * MINUTE, len(CHANNELS))

    def text(values: tuple[str, ...]) -> np.ndarray:
        return np.array(values * (count // len(values)), dtype=object)

    numbers = {
        name: np.full(count, value, np.int64)
        for name, value in (("spend", 5_000), ("impressions", 900), ("clicks", 40), ("gmv", 20_000))
    }
    return AdSamples(
        source=text(("m",)),
        channel=text(CHANNELS),
        campaign=text(("",)),
        from_at=ends - MINUTE,
        to_at=ends,
        views=np.full(count, MISSING),
        orders=np.full(count, MISSING),
        basis=text(("direct",)),
        **numbers,
    )


def _room(start: int, minutes: np.ndarray) -> RoomSamples:
    names, count = list(METRICS), len(minutes) * len(METRICS)
    return RoomSamples(
        source=np.array(["r"] * count, dtype=object),
        metric=np.array(names * len(minutes), dtype=object),
        kind=np.array([METRICS[name] for name in names] * len(minutes), dtype=object),
        at=np.repeat(start + minutes * MINUTE, len(names)),
        period=np.full(count, MINUTE, np.int64),
        value=np.resize(np.array([900.0, 60, 400, 200, 30]), count),
    )
