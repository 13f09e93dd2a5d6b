"""What the slots of paid traffic may spend: an amount of their own, or a share of the
session's budget."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.plan.sheet import AdSlot, RunSheet


def slot_budget(slot: AdSlot, sheet: RunSheet) -> Minor | None:
    """The budget of a slot of `sheet`, minor units: given, or its share of the session's."""
    return slot.budget if slot.budget is not None else _shares(sheet).get(slot.id)


def whole_budget(sheet: RunSheet) -> Minor | None:
    """Of all slots that are not skipped; None where none of them has any."""
    parts = [slot_budget(slot, sheet) for slot in sheet.slots if not slot.skip]
    known = [part for part in parts if part is not None]
    return Minor(sum(known)) if known else None


def rounded_shares(exact: Mapping[RowId, Decimal]) -> dict[RowId, Minor]:
    """Amounts as whole minor units, each rounded down or up, whose sum is the rounded sum.

    Largest remainder method: who was cut most gets one more; of equals the first in order.
    """
    parts = {row: int(part.to_integral_value(ROUND_FLOOR)) for row, part in exact.items()}
    whole = int(sum(exact.values(), Decimal(0)).to_integral_value(ROUND_HALF_EVEN))
    cut = sorted(parts, key=lambda row: parts[row] - exact[row])
    for row in cut[: whole - sum(parts.values())]:
        parts[row] += 1
    return {row: Minor(part) for row, part in parts.items()}


def _shares(sheet: RunSheet) -> Mapping[RowId, Minor]:
    """By slot planned by its share: its amount. Skipped slots spend nothing: each is rounded
    by itself and takes nothing from the others."""
    return sheet.once("slot_shares", lambda: _shared(sheet))


def _shared(sheet: RunSheet) -> dict[RowId, Minor]:
    whole = sheet.session.ad_budget
    if whole is None:
        return {}
    exact = [
        (slot, Decimal(str(slot.share)) * whole)
        for slot in sheet.slots
        if slot.budget is None and slot.share is not None
    ]
    alone = [rounded_shares({slot.id: part}) for slot, part in exact if slot.skip]
    shared = rounded_shares({slot.id: part for slot, part in exact if not slot.skip})
    return {row: part for parts in (*alone, shared) for row, part in parts.items()}
