"""A show on air as the rules see it: its state, its facts, and how far each source has told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import rows
from controlroom.live import window as of
from controlroom.live.state import State
from controlroom.live.window import ORDERS, ROOM
from controlroom.plan.margins import break_even_roi
from controlroom.plan.sheet import AdSlot, Product, RunSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a gauge usually is for the streamer: the median of `sessions` past shows."""

    median: float
    sessions: int


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A show on air as gauges see it. `baselines`: by gauge and window, `usual_key`."""

    state: State
    sheet: RunSheet
    buckets: Buckets
    now: Instant
    show: of.Window
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    memo: dict[tuple[str, int, int], float | None] = field(default_factory=dict)

    def end(self, kinds: tuple[str, ...]) -> Instant:
        """Where what all of `kinds` tell of ends; now for gauges of the clock."""
        return min((self.show.until(kind) for kind in kinds), default=self.now)

    def stale(self, kinds: tuple[str, ...]) -> bool:
        """Whether one of `kinds` has been silent too long to be judged on, or from the
        beginning."""
        seen = [self.show.newest.get(kind) for kind in kinds]
        return any(at is None for at in seen) or any(
            of.is_stale(kind, at, self.now) for kind, at in zip(kinds, seen, strict=True)
        )

    @cached_property
    def product(self) -> Product | None:
        """The product that is being sold."""
        row = self.state.current
        return rows.first_product(self.sheet, row) if row else None

    @cached_property
    def break_even(self) -> float | None:
        """The session's break-even ROI."""
        return break_even_roi(self.sheet)

    @property
    def sales_from(self) -> str:
        """Who tells of sales: the orders, or the room where there are none."""
        return ROOM if self.buckets.source == "room" else ORDERS

    def slot(self, at: int) -> AdSlot | None:
        """The ad slot that runs at `at`: the one begun last."""
        on = [s for s in self.sheet.slots if not s.skip and s.start <= at < s.end]
        return max(on, key=lambda s: s.start, default=None)


def scene(
    state: State,
    buckets: Buckets,
    now: Instant,
    baselines: Mapping[str, Baseline] | None = None,
) -> Scene | None:
    """The show at `now`; None unless it is on air."""
    show = of.window(state, buckets, now)
    if show is None or state.sheet is None or not state.live:
        return None
    return Scene(
        state=state,
        sheet=state.sheet,
        buckets=buckets,
        now=now,
        show=show,
        baselines=baselines or {},
    )
