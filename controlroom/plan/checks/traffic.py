"""Checks of the paid-traffic plate (A)."""

from __future__ import annotations

from collections.abc import Iterator

from controlroom.plan.budgets import whole_budget
from controlroom.plan.checks.sight import Hit, Register, Sight, hit
from controlroom.plan.margins import Outcome
from controlroom.plan.sheet import AdSlot, Plate

SHARE_TOLERANCE = 0.0005
"""Shares sum to 100 % within half a tenth of a percent."""

check = Register(Plate.TRAFFIC)


@check("traffic.none", "warning")
def none(sight: Sight) -> Iterator[Hit]:
    """A budget that no slot spends."""
    budget = sight.sheet.session.ad_budget
    if budget and not sight.slots:
        yield hit(budget_minor=budget)


@check("traffic.backwards", "error")
def backwards(sight: Sight) -> Iterator[Hit]:
    """A slot that ends before it starts."""
    for slot in sight.slots:
        if slot.end <= slot.start:
            yield hit(slot.id, title=_name(slot), start_at=slot.start, end_at=slot.end)


@check("traffic.outside", "warning", "clip_slot")
def outside(sight: Sight) -> Iterator[Hit]:
    """A slot spends before or after the show."""
    begin, end = sight.sheet.session.planned_start, sight.end
    for slot in sight.slots:
        if slot.start < slot.end and (slot.start < begin or slot.end > end):
            inside = slot.start < end and slot.end > begin
            yield hit(
                slot.id,
                mend="clip_slot" if inside else "",
                title=_name(slot),
                start_at=slot.start,
                end_at=slot.end,
            )


@check("traffic.overlap", "warning")
def overlap(sight: Sight) -> Iterator[Hit]:
    """Two slots of one channel and audience at the same time."""
    last: dict[tuple[str, str], AdSlot] = {}
    for slot in sorted(sight.slots, key=lambda s: s.start):
        before = last.get((slot.channel, slot.audience))
        if before is not None and slot.start < before.end:
            yield hit(slot.id, title=_name(slot), start_at=slot.start, before_end_at=before.end)
        if before is None or slot.end > before.end:
            last[slot.channel, slot.audience] = slot


@check("traffic.no_budget", "warning")
def no_budget(sight: Sight) -> Iterator[Hit]:
    """A slot with neither a budget nor a share."""
    for slot in sight.slots:
        if slot.budget is None and slot.share is None:
            yield hit(slot.id, title=_name(slot), start_at=slot.start)


@check("traffic.sum", "warning", "scale_budgets")
def budgets_sum(sight: Sight) -> Iterator[Hit]:
    """The slots' budgets don't add up to the session's."""
    goal = sight.sheet.session.ad_budget
    own = sum(slot.budget is not None for slot in sight.slots)
    total = whole_budget(sight.sheet)
    if goal is None or not own or total is None:
        return  # shares alone are looked at below
    complete = all(slot.budget is not None or slot.share is not None for slot in sight.slots)
    off = int(own < len(sight.slots))  # shares come to whole minor units
    if total > goal + off or (complete and abs(total - goal) > off):
        mend = "scale_budgets" if own == len(sight.slots) else ""
        yield hit(mend=mend, sum_minor=total, budget_minor=goal)


@check("traffic.share_sum", "warning", "scale_shares")
def shares_sum(sight: Sight) -> Iterator[Hit]:
    """The slots' shares don't add up to 100 %."""
    known = [slot.share for slot in sight.slots if slot.share is not None]
    complete = bool(known) and len(known) == len(sight.slots)
    total = sum(known)
    if total > 1 + SHARE_TOLERANCE or (complete and abs(total - 1) > SHARE_TOLERANCE):
        yield hit(mend="scale_shares" if complete and total > 0 else "", sum_ratio=total)


@check("traffic.no_total", "hint", "budget_from_slots")
def no_total(sight: Sight) -> Iterator[Hit]:
    """Slots are planned but the session has no ad budget."""
    if sight.slots and sight.sheet.session.ad_budget is None:
        mend = "budget_from_slots" if all(s.budget is not None for s in sight.slots) else ""
        yield hit(mend=mend)


@check("traffic.no_roi", "hint")
def no_roi(sight: Sight) -> Iterator[Hit]:
    """Neither the slot nor the session says which ROI is wanted."""
    if sight.sheet.session.target_roi is not None:
        return
    for slot in sight.slots:
        if slot.target_roi is None:
            yield hit(slot.id, title=_name(slot), start_at=slot.start)


@check("traffic.under_break_even", "warning")
def under_break_even(sight: Sight) -> Iterator[Hit]:
    """A target ROI at which every order loses money."""
    found = sight.break_even
    if found.outcome is not Outcome.KNOWN or found.roi is None:
        return
    wanted = sight.sheet.session.target_roi
    if wanted is not None and wanted < found.roi:
        yield hit(title="@plan.whole_session", target_x=wanted, break_even_x=found.roi)
    for slot in sight.slots:
        if slot.target_roi is not None and slot.target_roi < found.roi:
            yield hit(slot.id, title=_name(slot), target_x=slot.target_roi, break_even_x=found.roi)


@check("traffic.bases", "hint")
def bases(sight: Sight) -> Iterator[Hit]:
    """A slot's target is of another ROI than the session's: they can't be compared."""
    basis = sight.sheet.session.roi_basis
    for slot in sight.slots:
        if slot.target_roi is not None and slot.roi_basis is not basis:
            yield hit(
                slot.id,
                title=_name(slot),
                basis=f"@plan.basis.{slot.roi_basis.value}",
                session_basis=f"@plan.basis.{basis.value}",
            )


def _name(slot: AdSlot) -> str:
    return slot.title or slot.channel
