"""What the cells of a row are made of: where it is as before, the row reads as before.

Comparing this is far cheaper than making all texts of a long table again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Row, Segment
from controlroom.plan.timing import giveaway_start
from controlroom.ui.models.sight import Sight

Seen = tuple[object, ...]


def frame(plate: Plate, sight: Sight) -> Seen:
    """What all rows of `plate` are shown with."""
    whole: object = None
    if plate is Plate.TRAFFIC:
        slots = cast("tuple[AdSlot, ...]", sight.sheet.rows(plate))
        whole = sum(slot.budget or 0 for slot in slots if not slot.skip)
    if plate is Plate.WARMUP:
        whole = sight.sheet.session.planned_start
    return (sight.speaker, sight.zone, sight.currency, whole)


def seen(plate: Plate, sight: Sight) -> list[Seen]:
    """For each row of `plate`, in order, what its cells are made of."""
    more = _MORE.get(plate, _nothing)
    troubles = sight.troubles
    return [
        (row, at, troubles.get((plate, row.id)), *more(row, sight))
        for at, row in enumerate(sight.sheet.rows(plate))
    ]


_PARTS: dict[int, tuple[str, ...]] = {1: ("position",), 2: ("problems",)}
_CLOCK = ("plan_start", "plan_end", "gap")


def touched(plate: Plate, before: Sequence[Seen], now: Sequence[Seen]) -> frozenset[str] | None:
    """The names of the columns that can read otherwise in rows `before` and `now`; None: any."""
    parts = {at for a, b in zip(before, now, strict=True) for at in _differing(a, b)}
    if parts - ({1, 2, 3} if plate is Plate.SCRIPT else {1, 2}):
        return None
    names = {name for at in parts for name in _PARTS.get(at, _CLOCK)}
    return frozenset(names)


def _differing(before: Seen, now: Seen) -> list[int]:
    if len(before) != len(now):
        return [0]
    return [at for at, (a, b) in enumerate(zip(before, now, strict=True)) if a is not b and a != b]


def _nothing(row: Row, sight: Sight) -> Sequence[object]:
    return ()


def _segment(row: Row, sight: Sight) -> Sequence[object]:
    timed, shown = sight.timed[row.id], cast("Segment", row).products
    if not shown:
        return (timed,)
    return (timed, *(sight.sheet.product(product) for product in shown))


def _giveaway(row: Row, sight: Sight) -> Sequence[object]:
    one, sheet = cast("Giveaway", row), sight.sheet
    segment = sheet.segment(one.segment)
    return (
        giveaway_start(sheet, sight.starts, one),
        segment and (segment.title, sight.place[Plate.SCRIPT][segment.id]),
        sheet.product(one.product),
    )


_MORE: dict[Plate, Callable[[Row, Sight], Sequence[object]]] = {
    Plate.SCRIPT: _segment,
    Plate.GIVEAWAY: _giveaway,
}
