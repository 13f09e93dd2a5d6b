"""What the cells of a row are made of: where it is as before, the row reads as before.

Comparing this is far cheaper than making all texts of a long table again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from controlroom.plan.sheet import AdSlot, Giveaway, Plate
from controlroom.plan.timing import giveaway_start
from controlroom.ui.models.sight import Sight

Seen = tuple[object, ...]

_CLOCKED = (Plate.SCRIPT, Plate.GIVEAWAY, Plate.TRAFFIC)


def frame(plate: Plate, sight: Sight) -> Seen:
    """What all rows of `plate` are shown with."""
    whole: object = None
    if plate is Plate.TRAFFIC:
        slots = cast("tuple[AdSlot, ...]", sight.sheet.rows(plate))
        whole = sum(slot.budget or 0 for slot in slots if not slot.skip)
    if plate is Plate.WARMUP:
        whole = sight.sheet.session.planned_start
    day = sight.day if plate in _CLOCKED else None
    return (sight.speaker, sight.zone, sight.currency, day, whole)


def alike(plate: Plate, before: Sight, now: Sight) -> bool:
    """Whether all rows of `plate` surely read as before: nothing they are made of is new."""
    same = (
        (before.sheet.rows(plate), now.sheet.rows(plate)),
        (before.sheet.session, now.sheet.session),
        (before.findings, now.findings),
        (before.speaker, now.speaker),
    )
    more = ((before.schedule, now.schedule), (before.sheet.products, now.sheet.products))
    wanted = (*same, *more) if plate in _CLOCKED else same
    return all(a is b for a, b in wanted)


def seen(plate: Plate, sight: Sight) -> list[Seen]:
    """For each row of `plate`, in order, what its cells are made of."""
    rows, trouble = sight.sheet.rows(plate), sight.troubled[plate].get
    if plate is Plate.SCRIPT:
        return _segments(sight)
    if plate is Plate.GIVEAWAY:
        return [
            (row, at, trouble(row.id), *_giveaway(cast("Giveaway", row), sight))
            for at, row in enumerate(rows)
        ]
    return [(row, at, trouble(row.id)) for at, row in enumerate(rows)]


_PARTS: dict[int, tuple[str, ...]] = {
    1: ("position",),
    2: ("problems",),
    3: ("plan_start", "plan_end", "gap"),
}


def touched(plate: Plate, before: Sequence[Seen], now: Sequence[Seen]) -> frozenset[str] | None:
    """The names of the columns that can read otherwise in rows `before` and `now`; None: any."""
    told = 4 if plate is Plate.SCRIPT else 3  # what comes behind is told as a whole
    parts, left = set[int](), list(range(1, told))
    for a, b in zip(before, now, strict=True):
        if a[0] is not b[0] or a[told:] != b[told:]:
            return None
        for at in left:
            if a[at] is not b[at] and a[at] != b[at]:
                parts.add(at)
                left = [one for one in left if one != at]
    return frozenset(name for at in parts for name in _PARTS[at])


def _segments(sight: Sight) -> list[Seen]:
    """Each with its clock and its products."""
    sheet, trouble = sight.sheet, sight.troubled[Plate.SCRIPT].get
    product = {row.id: row for row in reversed(sheet.products)}.get
    clocks = zip(sheet.segments, sight.schedule.rows, strict=True)
    return [
        (row, at, trouble(row.id), timed, *map(product, row.products))
        for at, (row, timed) in enumerate(clocks)
    ]


def _giveaway(one: Giveaway, sight: Sight) -> Sequence[object]:
    sheet = sight.sheet
    segment = sheet.segment(one.segment)
    return (
        giveaway_start(sheet, sight.starts, one),
        segment and (segment.title, sight.place[Plate.SCRIPT][segment.id]),
        sheet.product(one.product),
    )
