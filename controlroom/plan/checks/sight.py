"""What a check sees, what it says, and how it is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from controlroom.core.ids import RowId
from controlroom.core.message import Arg
from controlroom.core.records import record
from controlroom.core.time import Instant
from controlroom.plan.fatigue import Shown
from controlroom.plan.margins import BreakEven, break_even
from controlroom.plan.naming import named
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    RunSheet,
    Segment,
    WarmupTask,
)
from controlroom.plan.timing import Schedule, Timed, giveaway_start, schedule

Placed = tuple[Giveaway, Instant, Instant]
"""A giveaway with its planned start and end."""


@record
class Sight:
    """A sheet with what most checks need worked out once. Skipped rows are left out, and
    rows without a title have a stand-in for one (`plan.naming`)."""

    sheet: RunSheet
    now: Instant
    schedule: Schedule
    timed: Mapping[RowId, Timed]
    products: tuple[Product, ...]
    segments: tuple[Segment, ...]  # playable ones
    slots: tuple[AdSlot, ...]
    giveaways: tuple[Giveaway, ...]
    placed: tuple[Placed, ...]  # giveaways whose time is known, by start
    tasks: tuple[WarmupTask, ...]
    break_even: BreakEven
    past: tuple[Shown, ...] = ()  # what the sessions before this one showed, newest first

    @property
    def end(self) -> Instant:
        """The planned end of the window, or of the script where there is none."""
        return self.sheet.session.planned_end or self.schedule.end


@record(kw_only=False)
class Hit:
    """One place where a check found something; `mend` names a one-click mend or is "";
    `variant` ends the key of a text of its own, or is ""."""

    row: RowId | None = None
    args: Mapping[str, Arg] = field(default_factory=lambda: MappingProxyType({}))
    mend: str = ""
    variant: str = ""


Run = Callable[[Sight], Iterable[Hit]]


@record
class Check:
    """A registered check. `plate` None: the session as a whole. `mends`: the one-click
    mends its hits may offer. What it looks for is the phrase `plan.check_name.<code>`."""

    code: str
    severity: str
    plate: Plate | None
    run: Run
    mends: tuple[str, ...] = ()


def hit(row: RowId | None = None, *, mend: str = "", variant: str = "", **args: Arg) -> Hit:
    """A `Hit` with keyword arguments for its phrases."""
    return Hit(row, MappingProxyType(args), mend, variant)


def look_at(sheet: RunSheet, now: Instant, past: Sequence[Shown] = ()) -> Sight:
    """The sheet as the checks see it at `now`, after the sessions `past` (newest first)."""
    sheet = named(sheet)
    plan = schedule(sheet)
    starts = {row.id: row.start for row in plan.rows}
    giveaways = tuple(g for g in sheet.giveaways if not g.skip)
    begins = [(g, giveaway_start(sheet, starts, g)) for g in giveaways]
    placed = [(g, at, Instant(at + g.duration)) for g, at in begins if at is not None]
    return Sight(
        sheet=sheet,
        now=now,
        schedule=plan,
        timed={row.id: row for row in plan.rows},
        products=tuple(p for p in sheet.products if not p.skip),
        segments=tuple(s for s in sheet.segments if not (s.skip or s.milestone)),
        slots=tuple(s for s in sheet.slots if not s.skip),
        giveaways=giveaways,
        placed=tuple(sorted(placed, key=lambda one: one[1])),
        tasks=tuple(t for t in sheet.tasks if not t.skip),
        break_even=break_even(sheet),
        past=tuple(past),
    )


class Register:
    """Collects the checks of one plate in the order they are written."""

    def __init__(self, plate: Plate | None) -> None:
        self.plate = plate
        self.checks: list[Check] = []

    def __call__(self, code: str, severity: str, *mends: str) -> Callable[[Run], Run]:
        """Register the decorated function as check `code`: "error", "warning" or "hint"."""

        def registered(run: Run) -> Run:
            self.checks.append(
                Check(code=code, severity=severity, plate=self.plate, run=run, mends=mends)
            )
            return run

        return registered
