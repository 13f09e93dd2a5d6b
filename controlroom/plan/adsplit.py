"""Splitting an ad budget over slots: even, by target GMV, in waves, by the response of
past shows. Sums are exact.

Each weighting gives a weight per unskipped slot; `split` turns weights into budgets
whose sum is the session's ad budget to the last minor unit. Nothing is applied
before it has been seen: the caller shows `shares`, then applies `split`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from controlroom.core.ids import RowId
from controlroom.core.money import Minor, shared_out
from controlroom.plan.pasts import PARTS, PastShow
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


DIMINISHING = 0.5
"""GMV is taken to grow with the square root of the spend (see `by_response`)."""
_CELLS = 12
"""So many equal parts of a show have a response of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Weights by slot (they sum to 1: shares of the budget), and how sure they are:
    `spread` is one standard error of each share; `sessions` were learned from."""

    weights: Mapping[RowId, float]
    spread: Mapping[RowId, float]
    sessions: int


def by_response(sheet: RunSheet, pasts: Sequence[PastShow]) -> Response | None:
    """Weights from what ad money brought at this stage of past shows. None with fewer than
    two past shows with ad spend: nothing could be said of the uncertainty.

    Method. A show is cut into 12 equal stages. In stage p, attributed GMV is taken to be
    a_p x spend^0.5 (diminishing returns; the exponent is our assumption, domain.md has no
    measured one), with a_p = sum(GMV) / sum(spend^0.5) over the past shows; a stage nobody
    spent in gets the a of the whole. The split of a budget B that maximises the sum of
    a_p x x_p^0.5 has equal marginal returns (Dorfman & Steiner 1954): x_p ~ a_p^2. Its
    uncertainty is the jackknife standard error (Quenouille-Tukey): the split made again
    without each past show in turn.
    """
    known = [past for past in pasts if sum(past.spend) > 0]
    if len(known) < 2:
        return None
    whole = _response(sheet, known)
    without = [_response(sheet, known[:i] + known[i + 1 :]) for i in range(len(known))]
    spread = {row: _jackknife([one[row] for one in without]) for row in whole}
    return Response(weights=whole, spread=spread, sessions=len(known))


def _response(sheet: RunSheet, pasts: Sequence[PastShow]) -> dict[RowId, float]:
    """Shares of the budget by slot, summing to 1 (0 each where ads brought nothing)."""
    strength = _strengths(pasts)
    plan = schedule(sheet)
    length = max(1, plan.end - plan.start)
    slots = _live(sheet)
    cells = sorted({plan.start + round(length * i / _CELLS) for i in range(_CELLS + 1)})
    edges = sorted({at for slot in slots for at in (slot.start, slot.end)} | set(cells))
    weights = dict.fromkeys((slot.id for slot in slots), 0.0)
    for start, end in pairwise(edges):
        on = [slot for slot in slots if slot.start <= start and slot.end >= end]
        stage = min(max(int((start - plan.start) / length * _CELLS + 1e-6), 0), _CELLS - 1)
        for slot in on:
            weights[slot.id] += strength[stage] ** (1 / (1 - DIMINISHING)) * (end - start) / len(on)
    total = sum(weights.values())
    return {row: (weight / total if total else 0.0) for row, weight in weights.items()}


def _strengths(pasts: Sequence[PastShow]) -> list[float]:
    """a_p of every stage; parts that are not known otherwise get that of the whole."""
    got, paid = [0.0] * _CELLS, [0.0] * _CELLS
    for past in pasts:
        for cell in range(_CELLS):
            here = slice(cell * PARTS // _CELLS, (cell + 1) * PARTS // _CELLS)
            spend = sum(past.spend[here])
            if spend > 0:
                got[cell] += sum(past.attributed[here])
                paid[cell] += spend**DIMINISHING
    whole = sum(got) / sum(paid) if sum(paid) else 0.0
    return [g / p if p else whole for g, p in zip(got, paid, strict=True)]


def _jackknife(values: Sequence[float]) -> float:
    """The standard error from n estimates, each made without one of n observations."""
    n, mean = len(values), sum(values) / len(values)
    return float(((n - 1) / n * sum((value - mean) ** 2 for value in values)) ** 0.5)


def with_budgets(sheet: RunSheet, parts: Mapping[RowId, int]) -> RunSheet:
    """The sheet with `parts` (minor units) as its slots' budgets."""
    return replace(
        sheet,
        slots=tuple(
            replace(slot, budget=Minor(parts[slot.id])) if slot.id in parts else slot
            for slot in sheet.slots
        ),
    )


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
    return with_budgets(sheet, shares(sheet, weights))


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
