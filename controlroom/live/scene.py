"""A show on air as the rules see it: its state, its facts, and how far each source has told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import rows
from controlroom.live import window as of
from controlroom.live.state import State
from controlroom.live.window import ORDERS, ROOM
from controlroom.plan.margins import break_even_roi
from controlroom.plan.sheet import AdSlot, Product, RunSheet


@record
class Baseline:
    """What a gauge usually is for the streamer: the median of `sessions` past shows."""

    median: float
    sessions: int


_MOST = 20_000  # windows kept


class Earlier:
    """Gauges over windows that are past, kept from look to look: nothing of them changes
    until facts do, or the state. By gauge, window (ms) and end (UTC ms)."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, int], float | None] = {}
        self._of: tuple[State, Buckets] | None = None
        self._changes = 0

    def take(self, state: State, buckets: Buckets) -> None:
        """Forget what may have changed since the last look."""
        if self._of is None or self._of[0] is not state or self._of[1] is not buckets:
            self._kept.clear()
        elif buckets.changes != self._changes:
            since = buckets.changed_since(self._changes)
            self._kept = {key: known for key, known in self._kept.items() if key[2] <= since}
        self._of, self._changes = (state, buckets), buckets.changes

    def known(self, key: tuple[str, int, int], measure: Callable[[], float | None]) -> float | None:
        """What is kept under `key`, or measured now."""
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = measure()
        return self._kept[key]


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
    earlier: Earlier = field(default_factory=Earlier)

    def end(self, kinds: tuple[str, ...]) -> Instant:
        """Where what all of `kinds` tell of ends; now for gauges of the clock."""
        return min((self.show.until(kind) for kind in kinds), default=self.now)

    def stale(self, kinds: tuple[str, ...]) -> bool:
        """Whether one of `kinds` has been silent too long to be judged on, or from the
        beginning."""
        seen = [self.show.newest.get(kind) for kind in kinds]
        return any(at is None for at in seen) or any(
            of.is_stale(kind, at, self.show.heard) for kind, at in zip(kinds, seen, strict=True)
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
    earlier: Earlier | None = None,
) -> Scene | None:
    """The show at `now`; None unless it is on air. `earlier` is what the look before kept."""
    show = of.window(state, buckets, now)
    if show is None or state.sheet is None or not state.live:
        return None
    earlier = earlier or Earlier()
    earlier.take(state, buckets)
    return Scene(
        earlier=earlier,
        state=state,
        sheet=state.sheet,
        buckets=buckets,
        now=now,
        show=show,
        baselines=baselines or {},
    )
