"""What a look at the show costs does not grow with the show, and its numbers are those of a
look that has kept nothing."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RowId, RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import ADS_ONLY, Buckets
from controlroom.live import cutplan, panel, rows, strip
from controlroom.live.curves import cells
from controlroom.live.events import RunOpened, SegmentStarted, WentOnAir
from controlroom.plan.sheet import AdSlot, Product, RoiBasis, RunSheet, Segment
from tests.builders import minutes, product, segment, sheet
from tests.strategies.facts import START, Line, ad_samples, order_lines, room_samples
from tests.strategies.show import Desk

ROWS = 12
BASES = st.sampled_from([RoiBasis.WHOLE, RoiBasis.NET, RoiBasis.DIRECT])


def plan(basis: RoiBasis = RoiBasis.WHOLE, length: float = 7) -> RunSheet:
    """Segments that overrun, each with a product and an ad slot of one of two channels."""
    goods: list[Product] = [product(f"p{n}", stock=50) for n in range(3)]
    script: list[Segment] = [
        segment(f"s{n}", length, products=(goods[n % 3].id,)) for n in range(ROWS)
    ]
    slots = [
        AdSlot(
            id=RowId(f"a{n}"),
            channel=f"c{n % 2}",
            start=Instant(START + n * minutes(9)),
            end=Instant(START + (n + 1) * minutes(9)),
            budget=10_000,
            skip=n == 4,
        )
        for n in range(ROWS)
    ]
    return sheet(*goods, *script, *slots, roi_basis=basis)


def on_air(made: RunSheet) -> Desk:
    desk = Desk(START)
    desk.happen(RunOpened(at=Instant(START), run=RunId("r"), sheet=made))
    desk.happen(WentOnAir(at=Instant(START)))
    return desk


def alike(one: Any, other: Any) -> bool:
    """Equal, arrays too; NaN is NaN."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype == float)
    if is_dataclass(one) and type(one) is type(other):
        return all(alike(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one == other)


Change = tuple[str, int, int, int]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["orders", "orders", "orders", "back", "ads", "day", "room", "sales"]),
        st.integers(0, 5),  # minutes since the last
        st.integers(0, 70),  # minutes it comes late
        st.integers(1, 400),
    ),
    min_size=5,
    max_size=45,
)


class Facts:
    """Batches as they come in, and the buckets that have taken them all along."""

    def __init__(self) -> None:
        self.fed, self.batches = Buckets(), []
        self.lines: dict[str, Line] = {}

    def _take(self, name: str, *batch: Any) -> None:
        self.batches.append((name, batch))
        getattr(self.fed, name)(*batch)

    def happen(self, kind: str, at: int, amount: int) -> None:
        if kind == "orders":
            named = f"l{len(self.lines)}"
            line = Line(named, f"o{len(self.lines) // 2}", f"p{amount % 3}", amount, at)
            self.lines[named] = line
            self._take("apply_orders", None, order_lines([line]))
        elif kind == "back" and self.lines:
            old = list(self.lines.values())[amount % len(self.lines)]
            new = Line(old.line_id, old.order_id, old.product_id, old.amount, at, 2, 3, at + 7)
            self.lines[old.line_id] = new
            self._take("apply_orders", order_lines([old]), order_lines([new]))
        elif kind in ("ads", "day"):
            span = MINUTE if kind == "ads" else 90 * MINUTE
            start = at - at % MINUTE
            row = ("m", f"c{amount % 2}", "", start, start + span, "whole", amount, 3 * amount)
            self._take("apply_ads", ad_samples([row]))
        elif kind in ("room", "sales"):
            metric, sort = ("online", "snapshot") if kind == "room" else ("gmv", "delta")
            row = ("r", metric, sort, at, MINUTE, float(amount))
            self._take("apply_room", room_samples([row]))

    def anew(self) -> Buckets:
        made = Buckets()
        for name, batch in self.batches:
            getattr(made, name)(*batch)
        return made


@settings(max_examples=40, deadline=None)
@given(CHANGES, BASES, st.integers(3, 9))
def test_a_look_that_kept_sums_sees_what_a_new_one_sees(changes, basis, every):
    desk, facts, now = on_air(plan(basis)), Facts(), START
    for turn, (kind, later, late, amount) in enumerate(changes):
        now += later * MINUTE + amount * 97
        facts.happen(kind, max(START - MINUTE, now - late * MINUTE), amount)
        if turn % every == every - 1:  # rows come again: they are on air in several stretches
            row = RowId(f"s{(turn // every + 1) % 5}")
            desk.happen(SegmentStarted(at=Instant(now - 1), row=row))
        at, anew = Instant(now), facts.anew()
        seen, fresh = panel.readout(desk.state, facts.fed, at), panel.readout(desk.state, anew, at)
        assert alike(seen, fresh)
        assert cutplan.measured(desk.state, facts.fed, at) == cutplan.measured(
            desk.state, facts.anew(), at
        )
        plain = rows.sales_by_row(rows.stretches(desk.state, at), anew)
        so_far = rows.sales_so_far(desk.state, facts.fed, at)
        assert {**dict.fromkeys(plain, rows.NOTHING), **so_far} == plain


@settings(max_examples=60, deadline=None)
@given(CHANGES, BASES, st.integers(0, MINUTE - 1))
def test_bins_kept_are_the_plain_sums(changes, basis, odd):
    facts, now, start = Facts(), START + odd, Instant(START + odd)
    for kind, later, late, amount in changes:
        now += 9 * later * MINUTE + amount
        facts.happen(kind, now - late * MINUTE, amount)
        end = Instant(now)
        series = cells(facts.fed, start, end, basis)
        edges = np.minimum(np.maximum(np.append(series.minute, end), start), end)
        assert alike(series, cells(facts.anew(), start, end, basis))
        for name in ("gmv", "orders", "units", "refunded", "spend"):
            ask = getattr(facts.fed, name)
            sums = [ask(int(a), int(b)) for a, b in pairwise(edges)]
            found = [None if x != x else int(x) for x in getattr(series, name).tolist()]
            assert found == sums


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cells the buckets are asked for from now on."""
    asked: list[int] = []
    plain = Buckets.cells

    def ask(self: Buckets, edges: np.ndarray, **more: Any) -> Any:
        asked.append(len(edges) - 1)
        return plain(self, edges, **more)

    monkeypatch.setattr(Buckets, "cells", ask)
    return asked


def looked(monkeypatch: pytest.MonkeyPatch, length: int) -> tuple[int, int]:
    """(cells summed, slots asked for) at a look after `length` minutes, an order after the
    look before."""
    desk, facts = on_air(plan()), Facts()
    for m in range(length):
        facts.happen("orders", START + m * MINUTE, 100)
        facts.happen("ads", START + m * MINUTE, 100)
        if m and m % 9 == 0:
            desk.happen(SegmentStarted(at=Instant(START + m * MINUTE), row=RowId(f"s{m // 9}")))
    now = Instant(START + length * MINUTE)
    panel.readout(desk.state, facts.fed, now)
    facts.happen("orders", now + 300, 100)
    asked, slots = counted(monkeypatch), []
    plain = strip._slot_view
    monkeypatch.setattr(strip, "_slot_view", lambda *a: slots.append(a) or plain(*a))
    panel.readout(desk.state, facts.fed, Instant(now + 400))
    monkeypatch.undo()
    return sum(asked), len(slots)


def test_a_look_after_an_hour_and_a_half_sums_no_more_than_one_after_a_quarter(monkeypatch):
    early, late = looked(monkeypatch, 15), looked(monkeypatch, 95)
    assert early[0] >= 10  # the open bins
    assert late[0] <= early[0] + 5
    assert (early[1], late[1]) == (1, 1)  # the slot that runs


def test_what_is_kept_goes_when_facts_of_its_time_change():
    buckets, done = Buckets(), []
    key = (object(), 7)

    def ask(end: int = START + MINUTE, key: tuple[object, ...] = key, name: str = "x") -> int:
        buckets.past(name, key, end, partial(done.append, 1))
        return len(done)

    def sold(at: int, before: Line | None = None) -> None:
        old = None if before is None else order_lines([before])
        buckets.apply_orders(old, order_lines([Line(paid_at=at)]))

    assert [ask(), ask()] == [1, 1]
    sold(START + 2 * MINUTE)  # the first one: now orders tell
    assert [ask(), ask()] == [2, 2]
    sold(START + MINUTE, Line(paid_at=START + 2 * MINUTE))
    assert ask() == 2  # after its time
    buckets.apply_room(room_samples([("r", "online", "snapshot", START, 0, 5.0)]))
    assert ask() == 2  # the room tells of no sales
    sold(START, Line(paid_at=START + MINUTE))
    assert [ask(), ask()] == [3, 3]
    assert [ask(key=(object(), 7)), ask(end=START)] == [4, 5]
    assert [ask(end=ADS_ONLY, name="y"), ask(end=ADS_ONLY, name="y")] == [6, 6]
    sold(START - MINUTE, Line(paid_at=START))
    assert ask(end=ADS_ONLY, name="y") == 6
    buckets.apply_ads(ad_samples([("m", "", "", START, START + MINUTE, "whole", 1, 1)]))
    assert ask(end=ADS_ONLY, name="y") == 7
