"""What the slots of paid traffic may spend: an amount of their own, or a share of the
session's budget."""

from __future__ import annotations

from collections.abc import Iterable

from controlroom.core.money import Minor
from controlroom.plan.sheet import AdSlot, Session


def slot_budget(slot: AdSlot, session: Session) -> Minor | None:
    """The slot's budget, minor units: given, or its share of the session's."""
    if slot.budget is not None or slot.share is None or session.ad_budget is None:
        return slot.budget
    return Minor(round(slot.share * session.ad_budget))


def whole_budget(slots: Iterable[AdSlot], session: Session) -> Minor | None:
    """Of all that are not skipped; None where none of them has any. Each share is rounded
    by itself: the sum may miss the session's budget by half a minor unit for each."""
    parts = [slot_budget(slot, session) for slot in slots if not slot.skip]
    known = [part for part in parts if part is not None]
    return Minor(sum(known)) if known else None
