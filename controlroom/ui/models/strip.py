"""A plan as blocks on the timeline strip, and its target GMV as bars."""

from __future__ import annotations

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Instant, later
from controlroom.live.readout import Block
from controlroom.plan.sheet import Plate
from controlroom.plan.timing import giveaway_start
from controlroom.ui.models import refs
from controlroom.ui.models.sight import Sight
from controlroom.ui.widgets.timeline import Bar


def window(sight: Sight) -> tuple[Instant, Instant]:
    """What the strip spans: the planned window and everything planned, at least an hour."""
    session, blocks = sight.sheet.session, blocks_of(sight)
    starts = [session.planned_start, *(block.start for block in blocks)]
    ends = [session.planned_end or session.planned_start, *(block.end for block in blocks)]
    start = min(starts)
    return start, max(*ends, later(start, 60 * MINUTE))


def blocks_of(sight: Sight, chosen: tuple[Plate, RowId] | None = None) -> tuple[Block, ...]:
    """All blocks; `chosen` is drawn in full colour. Warm-up tasks count only where they
    fall into the show's own hours (they are days ahead as a rule)."""
    blocks = [
        *_goods(sight),
        *_script(sight),
        *_traffic(sight),
        *_giveaways(sight),
        *_warmup(sight),
    ]
    return tuple(
        _with_state(block, "now") if (block.lane, block.id) == chosen else block for block in blocks
    )


def bars_of(sight: Sight) -> tuple[Bar, ...]:
    """Target GMV of each segment that has one, minor units."""
    return tuple(
        Bar(sight.timed[row.id].start, sight.timed[row.id].end, float(row.target_gmv))
        for row in sight.sheet.segments
        if row.target_gmv and not row.skip
    )


def _with_state(block: Block, state: str) -> Block:
    return Block(
        id=block.id,
        lane=block.lane,
        label=block.label,
        start=block.start,
        end=block.end,
        state=state,
        budget=block.budget,
    )


def _state(skip: bool) -> str:
    return "skipped" if skip else "later"


def _goods(sight: Sight) -> list[Block]:
    """A product stands where its segments are; several in one share its time."""
    blocks = []
    for segment in sight.sheet.segments:
        timed = sight.timed[segment.id]
        shown = [p for p in map(sight.sheet.product, segment.products) if p is not None]
        for at, product in enumerate(shown):
            part = (timed.end - timed.start) / len(shown)
            blocks.append(
                Block(
                    id=product.id,
                    lane=Plate.GOODS,
                    label=refs.product_name(product, sight.speaker),
                    start=Instant(round(timed.start + at * part)),
                    end=Instant(round(timed.start + (at + 1) * part)),
                    state=_state(product.skip or segment.skip),
                )
            )
    return blocks


def _script(sight: Sight) -> list[Block]:
    return [
        Block(
            id=row.id,
            lane=Plate.SCRIPT,
            label=row.kind or row.title,
            state=_state(row.skip),
            start=sight.timed[row.id].start,
            end=later(
                sight.timed[row.id].start,
                row.duration if row.skip else sight.timed[row.id].end - sight.timed[row.id].start,
            ),
        )
        for row in sight.sheet.segments
        if not row.milestone and not row.skip
    ]


def _traffic(sight: Sight) -> list[Block]:
    lang, currency = sight.speaker.lang, sight.currency
    return [
        Block(
            id=row.id,
            lane=Plate.TRAFFIC,
            start=row.start,
            end=row.end,
            state=_state(row.skip),
            label=row.channel
            if row.budget is None
            else formats.money_short(row.budget, currency, lang),
            budget=row.budget,
        )
        for row in sight.sheet.slots
        if row.end > row.start
    ]


def _giveaways(sight: Sight) -> list[Block]:
    blocks = []
    for row in sight.sheet.giveaways:
        start = giveaway_start(sight.sheet, sight.starts, row)
        if start is not None:
            end = later(start, max(row.duration, 2 * MINUTE))
            blocks.append(
                Block(
                    id=row.id,
                    lane=Plate.GIVEAWAY,
                    label=row.kind or row.title,
                    start=start,
                    end=end,
                    state=_state(row.skip),
                )
            )
    return blocks


def _warmup(sight: Sight) -> list[Block]:
    session = sight.sheet.session
    blocks = []
    for row in sight.sheet.tasks:
        due = later(session.planned_start, -row.before)
        if row.before <= 15 * MINUTE:
            blocks.append(
                Block(
                    id=row.id,
                    lane=Plate.WARMUP,
                    label=row.title,
                    start=due,
                    end=later(due, 5 * MINUTE),
                    state=_state(row.skip),
                )
            )
    return blocks
