"""New rows: what "insert" puts into each plate, ready to be typed over."""

from __future__ import annotations

from dataclasses import replace

from controlroom.core.ids import RowId
from controlroom.core.time import HOUR, MINUTE, Instant, Span
from controlroom.plan.edits import new_id
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    Row,
    RunSheet,
    Segment,
    WarmupTask,
)


def blank(sheet: RunSheet, plate: Plate, *, after: RowId | None = None) -> Row:
    """A new row of `plate` meant to stand behind `after` (None: at the end).

    A slot takes up where its neighbour ends, half an hour long; a product takes the
    next free link number; a task is due an hour before the show.
    """
    row = new_id(plate)
    match plate:
        case Plate.GOODS:
            links = [p.link for p in sheet.products if p.link is not None]
            return Product(id=row, title="", link=max(links, default=0) + 1)
        case Plate.SCRIPT:
            return Segment(id=row, title="")
        case Plate.TRAFFIC:
            return _slot(sheet, row, after)
        case Plate.GIVEAWAY:
            return Giveaway(id=row, title="", start=sheet.session.planned_start)
        case Plate.WARMUP:
            return WarmupTask(id=row, title="", before=Span(HOUR))


def _slot(sheet: RunSheet, row: RowId, after: RowId | None) -> AdSlot:
    ahead = [slot for slot in sheet.slots if slot.id == after] or list(sheet.slots[-1:])
    start = ahead[0].end if ahead else sheet.session.planned_start
    channel = ahead[0].channel if ahead else ""
    return AdSlot(id=row, channel=channel, start=start, end=Instant(start + 30 * MINUTE))


def copied(sheet: RunSheet, plate: Plate, row: Row) -> Row:
    """`row` once more under a new id. A copied product gets a link number of its own,
    a copied task starts undone, and a hard or fixed start is kept as it is."""
    twin = replace(row, id=new_id(plate))
    if isinstance(twin, Product) and twin.link is not None:
        links = [p.link for p in sheet.products if p.link is not None]
        return replace(twin, link=max(links) + 1)
    if isinstance(twin, WarmupTask):
        return replace(twin, done=False, actual=None)
    return twin
