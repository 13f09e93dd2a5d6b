"""Going on air in spite of readiness errors: never by accident, always in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.desk.intents import GoOnAir
from controlroom.live.events import Override, Overruled
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import RunSheet

Gate = Callable[[RunSheet, Instant], tuple[Finding, ...]]
"""(plan, now) -> its readiness errors."""


def overruling(errors: Sequence[Finding], *, by: str, reason: str) -> Override:
    """`errors` as overruled by `by` because of `reason`."""
    findings = tuple(
        Overruled(code=one.code, plate=one.plate, row=one.row, text=one.text) for one in errors
    )
    return Override(by=by.strip(), reason=reason.strip(), findings=findings)


def agreed(intent: GoOnAir, errors: Sequence[Finding]) -> GoOnAir | Message:
    """The intent as it goes into the journal, or why it may not.

    Without errors there is nothing to override. With errors, each must have been seen
    (an error that came up after the question was asked has to be asked about), and
    there must be a reason.
    """
    if not errors:
        return replace(intent, override=None)
    if intent.override is None:
        return message("desk.not_ready", count=len(errors))
    if not intent.override.reason:
        return message("desk.no_reason")
    seen = {(one.code, one.row) for one in intent.override.findings}
    unseen = [one for one in errors if (one.code, one.row) not in seen]
    if unseen:
        return message("desk.not_ready", count=len(unseen))
    return replace(
        intent, override=overruling(errors, by=intent.override.by, reason=intent.override.reason)
    )
