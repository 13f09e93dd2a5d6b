"""What a block of the Plan timeline says: its tooltip, and its new times while dragged."""

from __future__ import annotations

from controlroom.core import formats
from controlroom.core.time import local
from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Product, Row, Segment, WarmupTask
from controlroom.ui.models.sight import Sight
from controlroom.ui.widgets.gantt_block import GanttBlock


def described(block: GanttBlock, sight: Sight) -> str:
    """Name, times and planned money of a block, line by line."""
    text = sight.speaker.text
    row = next((one for one in sight.sheet.rows(block.lane) if one.id == block.id), None)
    if row is None:
        return block.label
    lines = [_name(block, row, sight), times(block, sight)]
    if isinstance(row, Segment):
        lines.append(_standing(block, sight))
    money = _money(row, sight)
    if money:
        lines.append(money)
    if row.skip:
        lines.append(text("ui.plan.strip.skipped"))
    return "\n".join(line for line in lines if line)


def _name(block: GanttBlock, row: Row, sight: Sight) -> str:
    place = f"{block.lane.value}-{sight.place[block.lane].get(block.id, '')}"
    title = (row.title or row.channel) if isinstance(row, AdSlot) else row.title
    kind = getattr(row, "kind", "") or getattr(row, "role", "")
    return " · ".join(one for one in (place, kind, title) if one)


def times(block: GanttBlock, sight: Sight) -> str:
    """`20:17–20:32 · 15:00`, with the date where it is not the day of the show."""
    zone = sight.zone
    day = local(sight.sheet.session.planned_start, zone).date()
    shown = local(block.end if block.lane is Plate.WARMUP else block.start, zone).date()
    date = "" if shown == day else f"{formats.day(block.start, zone, sight.speaker.lang)} "
    if block.lane is Plate.WARMUP:
        return sight.speaker.text("ui.plan.strip.due", time=f"{date}{_face(block.end, zone)}")
    if block.milestone:
        return f"{date}{_face(block.start, zone)}"
    faces = f"{date}{_face(block.start, zone)}–{_face(block.end, zone)}"
    return f"{faces} · {formats.span(block.length)}"


def _face(at: int, zone: str) -> str:
    return formats.clock(at, zone, seconds=at // 1000 % 60 != 0)


def _standing(block: GanttBlock, sight: Sight) -> str:
    """Hard start, gap, overlap."""
    text = sight.speaker.text
    said = [text("ui.plan.strip.hard")] if block.pin else []
    if block.gap > 0:
        said.append(text("ui.plan.strip.gap", gap_ms=block.gap))
    if block.overlap > 0:
        said.append(text("ui.plan.strip.overlap", overlap_ms=block.overlap))
    return " · ".join(said)


def _money(row: Row, sight: Sight) -> str:
    """The planned money of a row; "" where none is planned."""
    amount: int | None
    match row:
        case Segment():
            key, amount = "target", row.target_gmv
        case AdSlot():
            key, amount = "budget", row.budget
        case Product():
            key, amount = "price", row.live_price
        case Giveaway():
            known = row.quantity is not None and row.unit_cost is not None
            key, amount = "cost", (row.quantity or 0) * (row.unit_cost or 0) if known else None
        case WarmupTask():
            key, amount = "spend", row.spend
    if amount is None:
        return ""
    return sight.book.text(f"ui.plan.strip.{key}", amount_minor=amount)
