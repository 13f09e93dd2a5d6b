"""Splitting an ad budget over slots: even, by target GMV, in waves. Sums are exact.

Each weighting gives a weight per unskipped slot; `split` turns weights into budgets
whose sum is the session's ad budget to the last minor unit. Nothing is applied
before it has been seen: the caller shows `shares`, then applies `split`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from controlroom.core.ids import RowId
from controlroom.core.money import Minor, shared_out
from controlroom.plan.sheet import AdSlot, RunSheet
from controlroom.plan.targets import segment_targets
from controlroom.plan.timing import Timed, schedule

HERO_KINDS = frozenset({"主推", "秒杀"})
"""Segments on which a wave of paid traffic breaks."""
WAVE_HEIGHT = 3.0
"""A minute of a hero segment gets so many times the money of another minute."""


def even(sheet: RunSheet) -> dict[RowId, float]:
    """Weights by length: the same money for every minute of every channel."""
    return {slot.id: float(max(0, slot.end - slot.start)) for slot in _live(sheet)}


def by_target_gmv(sheet: RunSheet) -> dict[RowId, float]:
    """Weights by the target GMV planned within each slot. Slots that run at the same
    time (several channels) share it evenly among them."""
    targets = segment_targets(sheet)
    rates = {
        row.id: targets[row.id] / (row.end - row.start) for row in _rows(sheet) if row.id in targets
    }
    return _weighed(sheet, rates, background=0.0)


def wave(sheet: RunSheet, height: float = WAVE_HEIGHT) -> dict[RowId, float]:
    """Weights in pulses: minutes of hero segments (`HERO_KINDS`) weigh `height`, other
    minutes 1. Domain.md §6: the platform's own definition of 波浪形投放 was not found;
    this is ours. Raises ValueError for a height below 1."""
    if height < 1:
        raise ValueError("height")
    heroes = {s.id for s in sheet.segments if s.kind in HERO_KINDS}
    rates = {row.id: height - 1 for row in _rows(sheet) if row.id in heroes}
    return _weighed(sheet, rates, background=1.0)


def shares(sheet: RunSheet, weights: Mapping[RowId, float]) -> dict[RowId, int]:
    """The session's ad budget by slot, minor units, summing to it exactly.

    Empty without a budget or slots. All-zero weights split evenly. Raises ValueError
    for a negative weight.
    """
    slots, budget = _live(sheet), sheet.session.ad_budget
    if budget is None or not slots:
        return {}
    parts = shared_out(budget, [weights.get(slot.id, 0.0) for slot in slots])
    return {slot.id: part for slot, part in zip(slots, parts, strict=True)}


def split(sheet: RunSheet, weights: Mapping[RowId, float]) -> RunSheet:
    """The sheet with `shares` as its slots' budgets; skipped slots stay as they are."""
    parts = shares(sheet, weights)
    return replace(
        sheet,
        slots=tuple(
            replace(slot, budget=Minor(parts[slot.id])) if slot.id in parts else slot
            for slot in sheet.slots
        ),
    )


def _weighed(
    sheet: RunSheet, rates: Mapping[RowId, float], *, background: float
) -> dict[RowId, float]:
    """Each slot's minutes weighed by the segments under them. A minute that several
    slots cover is shared by them, so that a second channel does not double it."""
    weights = dict.fromkeys((slot.id for slot in _live(sheet)), 0.0)
    rows = [row for row in _rows(sheet) if row.id in rates]
    slots = _live(sheet)
    edges = sorted(
        {at for slot in slots for at in (slot.start, slot.end)}
        | {at for row in rows for at in (row.start, row.end)}
    )
    for start, end in pairwise(edges):
        on = [slot for slot in slots if slot.start <= start and slot.end >= end]
        rate = background + sum(rates[r.id] for r in rows if r.start <= start and r.end >= end)
        for slot in on:
            weights[slot.id] += rate * (end - start) / len(on)
    return weights


def _rows(sheet: RunSheet) -> list[Timed]:
    return [row for row in schedule(sheet).rows if row.playable and row.end > row.start]


def _live(sheet: RunSheet) -> list[AdSlot]:
    return [slot for slot in sheet.slots if not slot.skip]
