"""Checks of the session as a whole: its window, targets and break-even."""

from __future__ import annotations

from collections.abc import Iterator

from controlroom.plan.checks.sight import Hit, Register, Sight, hit
from controlroom.plan.margins import Outcome

check = Register(None)


@check("session.window", "error")
def window(sight: Sight) -> Iterator[Hit]:
    """The hard end lies before the start."""
    session = sight.sheet.session
    if session.planned_end is not None and session.planned_end <= session.planned_start:
        yield hit(start_at=session.planned_start, end_at=session.planned_end)


@check("session.start_past", "warning")
def start_past(sight: Sight) -> Iterator[Hit]:
    """The planned start is over."""
    start = sight.sheet.session.planned_start
    if start < sight.now:
        yield hit(start_stamp=start, late_long=sight.now - start)


@check("session.no_target", "warning")
def no_target(sight: Sight) -> Iterator[Hit]:
    """Nothing says what the show is to bring."""
    known = [s for s in sight.segments if s.target_gmv is not None]
    if sight.sheet.session.target_gmv is None and not known:
        yield hit()


@check("session.targets_sum", "warning", "split_target")
def targets_sum(sight: Sight) -> Iterator[Hit]:
    """The segments' targets don't add up to the session's."""
    goal, parts = sight.sheet.session.target_gmv, [s.target_gmv for s in sight.segments]
    known = [part for part in parts if part is not None]
    if goal is None or not known:
        return
    total = sum(known)
    if total > goal or (len(known) == len(parts) and total != goal):
        yield hit(mend="split_target", sum_minor=total, target_minor=goal)


@check("session.cannot_break_even", "warning")
def cannot_break_even(sight: Sight) -> Iterator[Hit]:
    """What is left of a sale can't pay for any traffic (无法保本)."""
    found = sight.break_even
    if found.outcome is Outcome.CANNOT:
        yield hit(
            margin_ratio=found.margin,
            commission_ratio=found.commission,
            fee_ratio=found.platform_fee,
            refund_ratio=found.refund_rate,
        )


@check("session.break_even_unknown", "hint")
def break_even_unknown(sight: Sight) -> Iterator[Hit]:
    """Break-even ROI can't be worked out: something nobody filled in."""
    found = sight.break_even
    if found.outcome is Outcome.UNKNOWN and found.missing:
        missing, more = f"@plan.field.{found.missing[0]}", len(found.missing) - 1
        yield hit(missing=missing, more=more, variant="" if more else "one")
