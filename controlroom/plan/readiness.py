"""Is the sheet ready to go on air? Findings of all checks, a score, one-click mends.

check(sheet, now=...)  -> findings: errors first, then by plate in STAGE order
score(findings)        -> 0..1
mend(sheet, finding)   -> the sheet with the finding's mend applied
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.plan.checks import giveaways, goods, script, session, traffic, warmup
from controlroom.plan.checks.sight import Check, Sight, look_at
from controlroom.plan.fatigue import Shown
from controlroom.plan.mending import MENDS
from controlroom.plan.sheet import Plate, RunSheet

SEVERITIES = ("error", "warning", "hint")
CHECKS: tuple[Check, ...] = tuple(
    one
    for room in (session, goods, script, traffic, giveaways, warmup)
    for one in room.check.checks
)
"""Every check, in the order in which equal severities are listed."""
_COST = {"error": 0.20, "warning": 0.05, "hint": 0.01}


@record
class Finding:
    """Something to look at before air. `row` None: the plate (or session) as a whole.

    `mend` names a one-click mend (label: the phrase `plan.mend.<mend>`) or is "".
    `was` is the check's own severity where the merchant set another one, else "".
    """

    code: str
    severity: str  # error | warning | hint
    plate: Plate | None
    row: RowId | None
    text: Message
    advice: Message
    mend: str = ""
    was: str = ""


def check(
    sheet: RunSheet,
    *,
    now: Instant,
    severities: Mapping[str, str] | None = None,
    past: Sequence[Shown] = (),
) -> tuple[Finding, ...]:
    """What is wrong with `sheet` at `now`, errors first.

    `severities` overrides a check's severity by its code (see `plan.severities`); "off"
    leaves it out. `past`: what the sessions before this one showed, newest first.
    """
    chosen = severities or {}
    sight = look_at(sheet, now, past)
    found = [
        finding
        for one in CHECKS
        if (severity := chosen.get(one.code, one.severity)) != "off"
        for finding in _findings(one, severity, sight)
    ]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def grave(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only what must be mended, or overridden by hand, before going on air."""
    return tuple(finding for finding in findings if finding.severity == "error")


def score(findings: Iterable[Finding]) -> float:
    """Readiness from 0 to 1: every failed check costs once, however many rows it names
    (error 0.20, warning 0.05, hint 0.01)."""
    failed = {finding.code: finding.severity for finding in findings}
    return max(0.0, round(1.0 - sum(_COST[severity] for severity in failed.values()), 4))


def mend(sheet: RunSheet, finding: Finding) -> RunSheet:
    """The sheet mended as `finding.mend` says. Raises BugError for one without a mend."""
    if finding.mend not in MENDS:
        raise BugError(f"no mend {finding.mend!r} for {finding.code}")
    return MENDS[finding.mend](sheet, finding.row)


def _findings(one: Check, severity: str, sight: Sight) -> Iterable[Finding]:
    for hit in one.run(sight):
        args = MappingProxyType(dict(hit.args))
        text = ".".join(filter(None, ("plan.check", one.code, hit.variant)))
        yield Finding(
            code=one.code,
            severity=severity,
            plate=one.plate,
            row=hit.row,
            text=Message(text, args),
            advice=Message(f"plan.advice.{one.code}", args),
            mend=hit.mend,
            was="" if severity == one.severity else one.severity,
        )
