"""A plan as blocks on the timeline, and its target GMV as bars.

Blocks of rows that did not change are kept from one look to the next, so that an edit
of one row of thousands makes one block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker
from controlroom.core.time import MINUTE, Instant, later
from controlroom.live.strip import TASK_BLOCK
from controlroom.plan.dragging import Grip, segment_grips
from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Product, RunSheet, Segment, WarmupTask
from controlroom.plan.timing import Timed
from controlroom.ui.models import refs
from controlroom.ui.models.sight import Sight
from controlroom.ui.widgets.gantt_block import GanttBlock
from controlroom.ui.widgets.timeline_ink import Bar

_ALL = frozenset(Grip)
_WHOLE = frozenset({Grip.WHOLE})
_CLOSE = 15 * MINUTE
"""Tasks due this close to the start are shown with the show itself."""

Made = tuple[GanttBlock, ...]
_Names = Callable[[Product], str]
_Recipe = Iterator[tuple[RowId, tuple[object, ...], Callable[[], Made]]]


def reach(
    sheet: RunSheet, blocks: Iterable[GanttBlock]
) -> tuple[tuple[Instant, Instant], tuple[Instant, Instant]]:
    """(the show, everything): from when to when each is planned. The show is the planned
    window and what stands in it, at least an hour; everything has the tasks days ahead."""
    session, all_of = sheet.session, tuple(blocks)
    soon = session.planned_start - _CLOSE - TASK_BLOCK
    near = [b for b in all_of if b.lane is not Plate.WARMUP or b.start >= soon]
    first = min([session.planned_start, *(block.start for block in near)])
    ends = [session.planned_end or first, *(block.end for block in near)]
    last = Instant(max(*ends, first + 60 * MINUTE))
    margin = (last - first) // 20
    full = min([first, *(block.start for block in all_of)]) - margin
    return (first, last), (Instant(full), Instant(last + margin))


def bars_of(sight: Sight) -> tuple[Bar, ...]:
    """Target GMV of each segment that has one, minor units."""
    return tuple(
        Bar(sight.timed[row.id].start, sight.timed[row.id].end, float(row.target_gmv))
        for row in sight.sheet.segments
        if row.target_gmv and not (row.skip or row.milestone)
    )


class StripBlocks:
    """Makes the blocks of one plan after another."""

    def __init__(self) -> None:
        self._lanes: dict[Plate, tuple[tuple[object, ...], Made]] = {}
        self._kept: dict[Plate, dict[RowId, tuple[tuple[object, ...], Made]]] = {}

        self._said: dict[tuple[int | None, str], str] = {}
        self._speaker: Speaker | None = None

    def _goods(self, sight: Sight) -> _Recipe:
        """The goods, their names said once for each link number."""
        if sight.speaker is not self._speaker:
            self._speaker = sight.speaker
            self._said.clear()

        def name(product: Product) -> str:
            key = (product.link, product.title if product.link is None else "")
            if key not in self._said:
                self._said[key] = refs.product_name(product, sight.speaker)
            return self._said[key]

        return _goods(sight, name)

    def of(self, sight: Sight) -> Made:
        """All blocks of a plan, lane by lane."""
        sheet, begin, lang = sight.sheet, sight.sheet.session.planned_start, sight.speaker.lang
        timed = (sheet.segments, sight.schedule, lang, sight.currency)
        return (
            *self._lane(Plate.GOODS, (sheet.products, *timed), self._goods, sight),
            *self._lane(Plate.SCRIPT, timed, _script, sight),
            *self._lane(Plate.TRAFFIC, (sheet.slots, lang, sight.currency), _traffic, sight),
            *self._lane(Plate.GIVEAWAY, (sheet.giveaways, *timed), _giveaways, sight),
            *self._lane(Plate.WARMUP, (sheet.tasks, begin), _warmup, sight),
        )

    def _lane(
        self,
        lane: Plate,
        made_of: tuple[object, ...],
        recipes: Callable[[Sight], _Recipe],
        sight: Sight,
    ) -> Made:
        """The blocks of one lane: as before where nothing changed, else those of the rows
        that did are made again."""
        known = self._lanes.get(lane)
        if known is not None and _same(known[0], made_of):
            return known[1]
        before, now = self._kept.get(lane, {}), {}
        found: list[GanttBlock] = []
        for row, cause, make in recipes(sight):
            old = before.get(row)
            now[row] = old if old is not None and _same(old[0], cause) else (cause, make())
            found.extend(now[row][1])
        self._kept[lane], self._lanes[lane] = now, (made_of, tuple(found))
        return self._lanes[lane][1]


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """Whether nothing changed that a block is made of (the same object equals itself at no
    cost)."""
    return before == now


def _state(skip: bool) -> str:
    return "skipped" if skip else "later"


def _goods(sight: Sight, names: _Names) -> _Recipe:
    """A product stands where its segments are; several in one share its time."""
    known = {product.id: product for product in sight.sheet.products}
    lang = sight.speaker.lang
    for row in sight.sheet.segments:
        if row.products and not (row.skip or row.milestone):
            timed = sight.timed[row.id]
            shown = [known[one] for one in row.products if one in known]
            cause = (row, timed.start, timed.end, lang, *shown)
            yield (
                row.id,
                cause,
                lambda r=row, t=timed, s=shown: _shares(r, t, s, names),  # type: ignore[misc]
            )


def _shares(row: Segment, timed: Timed, shown: list[Product], names: _Names) -> Made:
    part = (timed.end - timed.start) / max(1, len(shown))
    return tuple(
        GanttBlock(
            id=product.id,
            lane=Plate.GOODS,
            segment=row.id,
            label=names(product),
            start=Instant(round(timed.start + at * part)),
            end=Instant(round(timed.start + (at + 1) * part)),
            state=_state(product.skip),
            grips=_WHOLE,
        )
        for at, product in enumerate(shown)
    )


def _script(sight: Sight) -> _Recipe:
    grips = segment_grips(sight.schedule)
    for row in sight.sheet.segments:
        if not row.skip:
            timed, held = sight.timed[row.id], grips[row.id]
            cause = (row, timed.start, timed.end, timed.gap, timed.overlap, len(held))
            yield row.id, cause, lambda r=row, t=timed, h=held: (_stretch(r, t, h),)  # type: ignore[misc]


def _stretch(row: Segment, timed: Timed, grips: frozenset[Grip]) -> GanttBlock:
    return GanttBlock(
        id=row.id,
        lane=Plate.SCRIPT,
        label=row.kind or row.title,
        start=timed.start,
        end=timed.end,
        grips=grips,
        pin=timed.hard,
        milestone=row.milestone,
        gap=timed.gap,
        overlap=timed.overlap,
    )


def _traffic(sight: Sight) -> _Recipe:
    lang = sight.speaker.lang
    for row in sight.sheet.slots:
        if row.end > row.start:
            yield row.id, (row, lang), lambda r=row: (_slot(r, sight),)  # type: ignore[misc]


def _slot(row: AdSlot, sight: Sight) -> GanttBlock:
    budget = row.budget
    lang, currency = sight.speaker.lang, sight.currency
    return GanttBlock(
        id=row.id,
        lane=Plate.TRAFFIC,
        label=row.channel if budget is None else formats.money_short(budget, currency, lang),
        start=row.start,
        end=row.end,
        state=_state(row.skip),
        grips=_ALL,
    )


def _giveaways(sight: Sight) -> _Recipe:
    skipped = {row.id for row in sight.sheet.segments if row.skip}
    for row in sight.sheet.giveaways:
        start = _begin(row, sight.starts, skipped)
        if start is not None:
            yield row.id, (row, start), lambda r=row, s=start: (_giveaway(r, s),)  # type: ignore[misc]


def _begin(row: Giveaway, starts: Mapping[RowId, Instant], skipped: set[RowId]) -> Instant | None:
    """`timing.giveaway_start` for many rows: the skipped segments are known."""
    if row.segment is None:
        return row.start
    begun = starts.get(row.segment)
    return None if begun is None or row.segment in skipped else later(begun, row.offset)


def _giveaway(row: Giveaway, start: Instant) -> GanttBlock:
    return GanttBlock(
        id=row.id,
        lane=Plate.GIVEAWAY,
        label=row.kind or row.title,
        start=start,
        end=later(start, row.duration),
        state=_state(row.skip),
        grips=_ALL,
    )


def _warmup(sight: Sight) -> _Recipe:
    begin = sight.sheet.session.planned_start
    for row in sight.sheet.tasks:
        yield row.id, (row, begin), lambda r=row: (_task(r, begin),)  # type: ignore[misc]


def _task(row: WarmupTask, begin: Instant) -> GanttBlock:
    """Drawn up to the instant it is due, as in Live."""
    due = later(begin, -row.before)
    return GanttBlock(
        id=row.id,
        lane=Plate.WARMUP,
        label=row.title,
        start=later(due, -TASK_BLOCK),
        end=due,
        state="past" if row.done else _state(row.skip),
        grips=_WHOLE,
    )
