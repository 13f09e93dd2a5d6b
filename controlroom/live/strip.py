"""The timeline strip: blocks of the five lanes, and the ad slots planned and actual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from controlroom.core.ids import RowId
from controlroom.core.money import Minor
from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import ADS_ONLY, Buckets
from controlroom.live import window as of
from controlroom.live.outlook import Moment
from controlroom.live.readout import Block, RowView, SlotView
from controlroom.live.state import State
from controlroom.plan.budgets import slot_budget
from controlroom.plan.naming import given_title
from controlroom.plan.sheet import AdSlot, Plate, Product, RunSheet
from controlroom.plan.timing import giveaway_start

TASK_BLOCK = 10 * MINUTE
"""A warm-up task is drawn this long, up to the instant it is due."""


def blocks(
    state: State,
    rows: tuple[RowView, ...],
    ends: Mapping[RowId, Instant],
    starts: Mapping[RowId, Moment],
    now: Instant,
) -> tuple[Block, ...]:
    """The blocks lane by lane. Segments that were on air stand where they were, the
    others where they are expected; `ends` are the ends of all segments."""
    if state.sheet is None:
        return ()
    return (
        *_script_and_goods(state.sheet, rows, ends),
        *_traffic(state.sheet, now),
        *_giveaways(state.sheet, starts, now),
        *_warmup(state.sheet, now),
    )


def _script_and_goods(
    sheet: RunSheet, rows: tuple[RowView, ...], ends: Mapping[RowId, Instant]
) -> Iterator[Block]:
    for row in rows:
        start = row.expected_start if row.actual_start is None else row.actual_start
        end = Instant(max(start, ends[row.id]))
        yield Block(
            id=row.id, lane=Plate.SCRIPT, label=row.title, start=start, end=end, state=row.state
        )
        segment = sheet.segment(row.id)
        for product in map(sheet.product, segment.products if segment else ()):
            if product is not None and end > start:
                skipped = row.state == "skipped" or product.skip
                yield Block(
                    id=product.id,
                    lane=Plate.GOODS,
                    label=goods_label(product),
                    start=start,
                    end=end,
                    state="skipped" if skipped else row.state,
                )


def goods_label(product: Product) -> str:
    """The link number where there is one, otherwise the title."""
    if product.link is None:
        return product.title
    return f"{product.link} {given_title(product.title)}".strip()


def _by_clock(start: Instant, end: Instant, skip: bool, now: Instant) -> str:
    if skip:
        return "skipped"
    if end <= now:
        return "past"
    return "now" if start <= now else "later"


def _traffic(sheet: RunSheet, now: Instant) -> Iterator[Block]:
    for slot in sheet.slots:
        yield Block(
            id=slot.id,
            lane=Plate.TRAFFIC,
            label=slot.channel,
            start=slot.start,
            end=slot.end,
            state=_by_clock(slot.start, slot.end, slot.skip, now),
            budget=slot_budget(slot, sheet),
        )


def _giveaways(sheet: RunSheet, starts: Mapping[RowId, Moment], now: Instant) -> Iterator[Block]:
    shown = {row: moment.present for row, moment in starts.items()}
    for given in sheet.giveaways:
        start = giveaway_start(sheet, shown, given)
        if start is not None:
            end = Instant(start + given.duration)
            yield Block(
                id=given.id,
                lane=Plate.GIVEAWAY,
                label=given.title,
                start=start,
                end=end,
                state=_by_clock(start, end, given.skip, now),
            )


def _warmup(sheet: RunSheet, now: Instant) -> Iterator[Block]:
    for task in sheet.tasks:
        due = Instant(sheet.session.planned_start - task.before)
        standing = "past" if task.done else _by_clock(due, due, task.skip, now)
        yield Block(
            id=task.id,
            lane=Plate.WARMUP,
            label=task.title,
            start=Instant(due - TASK_BLOCK),
            end=due,
            state=standing,
        )


def slot_views(sheet: RunSheet, buckets: Buckets, now: Instant) -> tuple[SlotView, ...]:
    """Planned and actual spend of every slot that is not skipped, up to `now`. None
    where nothing is known yet; money in minor units, GMV as the ad platform credits it."""
    slots = [slot for slot in sheet.slots if not slot.skip]
    running = [slot for slot in slots if slot.start < now < slot.end]
    key = (sheet, sum(s.end <= now for s in slots), sum(s.start < now for s in slots))
    still = buckets.past("slots", key, ADS_ONLY, partial(_still, sheet, slots, buckets, now))
    views = {**still, **_viewed(sheet, running, buckets, now)}
    return tuple(views[slot.id] for slot in slots)


def _still(
    sheet: RunSheet, slots: Sequence[AdSlot], buckets: Buckets, now: Instant
) -> dict[RowId, SlotView]:
    """The views of those that are over or yet to come: they stay as they are."""
    return _viewed(sheet, [s for s in slots if not s.start < now < s.end], buckets, now)


def _viewed(
    sheet: RunSheet, slots: Sequence[AdSlot], buckets: Buckets, now: Instant
) -> dict[RowId, SlotView]:
    """`slot_views` of these slots, by id."""
    spans = {slot.id: (slot.start, min(slot.end, now)) for slot in slots}
    channels = {slot.id: of.channel_of(sheet, slot) for slot in slots}
    actual: dict[RowId, int | None] = {}
    gmv: dict[RowId, int | None] = {}
    for channel in set(channels.values()):
        ours = [spans[slot.id] for slot in slots if channels[slot.id] == channel]
        ids = [slot.id for slot in slots if channels[slot.id] == channel]
        actual |= zip(ids, buckets.spends(ours, channel=channel), strict=True)
        gmv |= zip(ids, buckets.attributions(ours, channel=channel), strict=True)
    return {s.id: _slot_view(sheet, s, actual[s.id], gmv[s.id]) for s in slots}


def _slot_view(sheet: RunSheet, slot: AdSlot, actual: int | None, gmv: int | None) -> SlotView:
    return SlotView(
        id=slot.id,
        start=slot.start,
        end=slot.end,
        channel=slot.channel,
        planned=slot_budget(slot, sheet),
        actual=None if actual is None else Minor(actual),
        gmv=None if gmv is None else Minor(gmv),
    )
