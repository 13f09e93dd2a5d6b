"""The session's own fields changed, and what hangs on them with it: fixed times by its clock,
amounts by its currency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from controlroom.core.money import exponent
from controlroom.core.time import Instant, at_local, local
from controlroom.plan.fields import FIELDS
from controlroom.plan.sheet import Plate, Row, RunSheet, Session

T = TypeVar("T", bound=Row)
_NAMES = {
    Plate.GOODS: "products",
    Plate.SCRIPT: "segments",
    Plate.TRAFFIC: "slots",
    Plate.GIVEAWAY: "giveaways",
    Plate.WARMUP: "tasks",
}
_TIMES = ("start", "end")


def as_session(sheet: RunSheet, session: Session, *, along: bool) -> RunSheet:
    """`sheet` with its session as edited (its own amounts in its own currency).

    `along`: fixed times of rows keep their distance to the start on the clock on the wall,
    whatever day or zone that is now in; otherwise they stay the instants they are. Amounts
    keep their figure in another currency (9.90 stays 9.90; they are not converted), rounded
    where it has fewer decimals."""
    before, places = sheet.session, exponent(session.currency) - exponent(sheet.session.currency)
    fixed = before.planned_start == session.planned_start and before.zone == session.zone
    moved = replace(sheet, session=session)
    for plate, name in _NAMES.items():
        rows: tuple[Any, ...] = sheet.rows(plate)
        if along and not fixed:
            rows = tuple(_moved(row, _mover(before, session)) for row in rows)
        if places:
            rows = tuple(_in_money(row, plate, places) for row in rows)
        moved = replace(moved, **{name: rows})  # type: ignore[arg-type]
    return moved


def has_fixed_times(sheet: RunSheet) -> bool:
    """Whether any row begins or ends at a time of its own."""
    rows: tuple[Any, ...] = (*sheet.segments, *sheet.slots, *sheet.giveaways)
    return any(getattr(row, name, None) is not None for row in rows for name in _TIMES)


def _mover(before: Session, after: Session) -> Callable[[Instant], Instant]:
    """From the clock of `before` to that of `after`, by as much as the start moves."""
    was = local(before.planned_start, before.zone).replace(tzinfo=None)
    now = local(after.planned_start, after.zone).replace(tzinfo=None)

    def move(at: Instant) -> Instant:
        face: datetime = local(at, before.zone).replace(tzinfo=None) + (now - was)
        return at_local(face.date(), face.time(), after.zone)

    return move


def _moved(row: Any, move: Callable[[Instant], Instant]) -> Any:
    known: dict[str, Any] = {
        name: at for name in _TIMES if (at := getattr(row, name, None)) is not None
    }
    return replace(row, **{name: move(at) for name, at in known.items()}) if known else row


def _in_money(row: T, plate: Plate, places: int) -> T:
    """Amounts with as many decimals more (negative: fewer), the figure they show the same."""
    names = [field.name for field in FIELDS[plate] if field.type == "money"]
    known = {name: amount for name in names if (amount := getattr(row, name)) is not None}
    if not known:
        return row
    return replace(row, **{name: round(amount * 10**places) for name, amount in known.items()})
