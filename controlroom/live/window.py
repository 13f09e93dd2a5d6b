"""Which stretch of the facts belongs to the show, and what has been sold or spent in it.

Sums of two sources are only set against each other where both are known: ROI ends with
the newest ad report, GPM and conversion with the newest reading of the room. (Setting
sales until now against spend until an hour ago would flatter the ROI.)
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts import indicators
from controlroom.facts.buckets import Buckets
from controlroom.live.state import State
from controlroom.plan.budgets import slot_budget
from controlroom.plan.margins import giveaway_cost
from controlroom.plan.sheet import AdSlot, Product, RoiBasis, RunSheet

ORDERS, ADS, ROOM = "orders", "ads", "room"

# A figure is stale when its source's newest fact is older than this: twice the period in
# which the source usually speaks (orders and room by the minute, ads by the hour).
STALE: Mapping[str, Span] = {
    ORDERS: Span(2 * MINUTE),
    ROOM: Span(2 * MINUTE),
    ADS: Span(120 * MINUTE),
}


@record
class Window:
    """[start, end) of the show so far, and how far into it each source has told."""

    start: Instant
    end: Instant
    newest: Mapping[str, Instant]  # by kind of source, never after `end`
    heard: Instant  # until when silence is the sources' own

    def until(self, kind: str) -> Instant:
        """Where what `kind` knows ends; the start when it knows nothing."""
        return max(self.start, min(self.end, self.newest.get(kind, self.start)))

    def last(self, span: int, kind: str) -> tuple[Instant, Instant]:
        """The last `span` ms of the show that `kind` knows of."""
        end = self.until(kind)
        return Instant(max(self.start, end - span)), end


def window(state: State, buckets: Buckets, now: Instant) -> Window | None:
    """The show until `now` (until off air at most); None before it is on air."""
    if state.on_air_at is None:
        return None
    end = now if state.off_air_at is None else min(now, state.off_air_at)
    return Window(
        start=state.on_air_at,
        end=Instant(max(end, state.on_air_at)),
        newest=newest(buckets, now),
        heard=heard(buckets, now),
    )


def heard(buckets: Buckets, now: Instant) -> Instant:
    """Until when the sources were listened to: what a played session tells at a hundred times
    life's pace is on its way for minutes of the show, and that is not its silence."""
    return now if buckets.heard is None else min(now, buckets.heard)


def newest(buckets: Buckets, now: Instant) -> dict[str, Instant]:
    """The newest fact of each kind of source, `now` at most."""
    found: dict[str, Instant] = {}
    for name, at in buckets.freshness().items():
        kind = name.partition(":")[0]
        found[kind] = min(now, max(at, found.get(kind, at)))
    return found


def is_stale(kind: str, seen: Instant | None, heard: Instant) -> bool:
    """Whether the source has been silent for more than twice its period when it was last
    listened to."""
    return seen is not None and heard - seen > STALE[kind]


def planned_spend(sheet: RunSheet, start: Instant, end: Instant) -> Minor | None:
    """What the slots plan to spend within [start, end), evenly over each; None without a
    budget in any slot."""
    parts = [_planned_part(slot, sheet, start, end) for slot in sheet.slots]
    known = [part for part in parts if part is not None]
    return Minor(round(sum(known))) if known else None


def _planned_part(slot: AdSlot, sheet: RunSheet, start: Instant, end: Instant) -> float | None:
    budget = slot_budget(slot, sheet)
    if slot.skip or budget is None or slot.end <= slot.start:
        return None
    shared = max(0, min(end, slot.end) - max(start, slot.start))
    return budget * shared / (slot.end - slot.start)


def roi(
    basis: RoiBasis,
    buckets: Buckets,
    start: Instant,
    end: Instant,
    *,
    costs: float | None = None,
) -> float | None:
    """ROI of [start, end) in `basis` (domain.md §4.3). `costs`: commission and giveaways
    in minor units, needed for ALL_IN only."""
    return indicators.roi(
        basis,
        spend=buckets.spend(start, end),
        gmv=buckets.gmv(start, end),
        refunded=buckets.refunded(start, end),
        attributed=buckets.attributed(start, end, basis=basis.value),
        costs=costs,
    )


def costs(
    sheet: RunSheet, buckets: Buckets, start: Instant, end: Instant, given: frozenset[RowId]
) -> float | None:
    """Commission on what was sold in [start, end) and the cost of the giveaways `given`,
    minor units; None when a part of it is not known."""
    gifts = [giveaway_cost(row) for row in sheet.giveaways if row.id in given]
    rates = {item_key(product): product.commission for product in sheet.products}
    sold = buckets.sales_by_product(start, end)
    if any(cost is None for cost in gifts) or any(rates.get(key) is None for key in sold):
        return None
    commission = fsum((rates[key] or 0.0) * total.gmv for key, total in sold.items())
    return commission + sum(cost or 0 for cost in gifts)


def item_key(product: Product) -> str:
    """The name order lines know the product by: its platform item id, or its row id where
    it has none (as simulated sales do)."""
    return product.item_id or product.id


def channel_of(sheet: RunSheet, slot: AdSlot) -> str | None:
    """The channel whose spend is the slot's; None (all) where the plan has only one."""
    only = len({row.channel for row in sheet.slots}) == 1
    return None if only else slot.channel


def given_rows(state: State) -> frozenset[RowId]:
    """Giveaways whose start cue has fired and was not skipped by the operator."""
    return frozenset(
        RowId(cue.id.split(":", 1)[1].rsplit(":", 1)[0])
        for cue in state.fired.values()
        if cue.plate.value == "G" and cue.kind == "start" and cue.answer != "skipped"
    )
