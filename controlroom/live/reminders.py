"""Cues that remind: links to check, cards to pin again, spend and results to look at, a row
that is still over its time, what to agree on before the show and to say before its end.

The habits behind the leads are those of domain.md §5.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.core.money import Minor
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.live import changes, goals, outlook
from controlroom.live.cueing import Cue, begun, cue_id, cue_of, with_figures
from controlroom.live.events import Answer
from controlroom.live.outlook import Moment, fixed
from controlroom.live.readout import Phase
from controlroom.live.state import State
from controlroom.plan.budgets import slot_budget
from controlroom.plan.sheet import Giveaway, Plate, Product, RunSheet, Segment

LINK_LEAD = Span(5 * MINUTE)
"""A link is checked this long before the first segment that sells by it."""
PIN_EVERY = Span(10 * MINUTE)
"""The card of the product on air is pinned again this often."""
OVERRUN_AGAIN = Span(5 * MINUTE)
OVERRUN_TIMES = 3
"""A row over its time is named again after this long, so often in all."""
RESULT_AFTER = Span(2 * MINUTE)
"""What a giveaway brought is written down this long after its end."""
LEAST_SLOT = Span(20 * MINUTE)
"""Spend is compared with the plan halfway through slots of at least this length."""
ALIGN_LEAD = Span(30 * MINUTE)
"""The team agrees on the show this long before it."""
RESERVE_LEAD = Span(10 * MINUTE)
"""The next show is announced this long before the expected end."""
SHOW = "session"
"""The row of cues that are about the whole show."""


def derive(
    state: State, sheet: RunSheet, starts: Mapping[RowId, Moment], now: Instant
) -> Iterator[Cue]:
    """Every reminder of the show as it stands at `now`, in no particular order."""
    yield from _links(state, sheet, starts, now)
    yield from _pins(state, sheet, now)
    yield from _still_over(state, now)
    yield from _pacing(state, sheet, now)
    yield from _results(state, sheet, now)
    if state.opened_at is not None:
        yield from align(sheet, state.opened_at, now)
    yield from _reserve(state, sheet, now)
    yield from goals.cues(state, now)


def _links(
    state: State, sheet: RunSheet, starts: Mapping[RowId, Moment], now: Instant
) -> Iterator[Cue]:
    """Each link once: before the first segment to come that sells by it."""
    here = changes.position(state, state.current.id) if state.current else -1
    seen = set(state.current.products) if state.current else set()
    for row in sheet.segments[here + 1 :]:
        if row.skip or row.milestone or row.id not in starts:
            continue
        for product in map(sheet.product, row.products):
            if product is None or product.skip or product.link is None or product.id in seen:
                continue
            seen.add(product.id)
            yield _link(product, starts[row.id].less(LINK_LEAD), now)


def _link(product: Product, moment: Moment, now: Instant) -> Cue:
    text = message("cue.goods.link", link=str(product.link), title=product.title)
    figures = with_figures("cue.goods.detail", price_minor=product.live_price, stock=product.stock)
    return cue_of(Plate.GOODS, product.id, "link", moment, now, text, figures)


def _pins(state: State, sheet: RunSheet, now: Instant) -> Iterator[Cue]:
    """The next time to pin the card of the product on air, while the row lasts."""
    row, started, ends = state.current, state.started, state.ends(now)
    product = _first(sheet, row) if row else None
    if row is None or started is None or ends is None or product is None:
        return
    count = 1
    while cue_id(Plate.GOODS, f"{row.id}/{product.id}", f"pin{count}") in state.fired:
        count += 1
    steady = Instant(started + state.held + count * PIN_EVERY)
    moment = Moment(steady=steady, present=Instant(steady + state.standing(now)))
    if moment.present < ends:
        text = message("cue.goods.pin", title=product.title)
        if product.link is not None:
            text = message("cue.goods.pin.link", title=product.title, link=str(product.link))
        row_name = f"{row.id}/{product.id}"
        yield cue_of(Plate.GOODS, row_name, f"pin{count}", moment, now, text)


def _first(sheet: RunSheet, row: Segment) -> Product | None:
    found = map(sheet.product, row.products)
    return next((product for product in found if product is not None and not product.skip), None)


def _still_over(state: State, now: Instant) -> Iterator[Cue]:
    """The running row has been over its time for long: said again after the first cue."""
    row, ends = state.current, state.ends(now)
    if row is None or ends is None or changes.playable(state, row.id) is None:
        return
    for count in range(2, OVERRUN_TIMES + 1):
        before = "overrun" if count == 2 else f"overrun{count - 1}"
        if cue_id(Plate.SCRIPT, row.id, before) not in state.fired:
            return
        late = MINUTE + (count - 1) * OVERRUN_AGAIN
        moment = Moment(
            steady=Instant(ends - state.standing(now) + late), present=Instant(ends + late)
        )
        text = message("cue.script.overrun.again", title=row.title, late=late // MINUTE)
        yield cue_of(Plate.SCRIPT, row.id, f"overrun{count}", moment, now, text)


def _pacing(state: State, sheet: RunSheet, now: Instant) -> Iterator[Cue]:
    """Halfway through a slot: what was to be spent by now."""
    opened = state.opened_at if state.opened_at is not None else Instant(0)
    for slot in sheet.slots:
        budget = slot_budget(slot, sheet)
        half = Instant((slot.start + slot.end) // 2)
        long = slot.end - slot.start >= LEAST_SLOT
        if slot.skip or budget is None or not long or half <= opened:
            continue
        text = message(
            "cue.traffic.pace", channel=slot.channel, budget_minor=Minor(round(budget / 2))
        )
        yield cue_of(Plate.TRAFFIC, slot.id, "pace", fixed(half), now, text)


def _results(state: State, sheet: RunSheet, now: Instant) -> Iterator[Cue]:
    """After a giveaway that began: write down what it brought."""
    for given in sheet.giveaways:
        shown = begun(state, given.id)
        if shown is not None and shown.answer is not Answer.SKIPPED and not given.skip:
            moment = fixed(shown.due + given.duration + RESULT_AFTER)
            yield _result(given, moment, now)


def _result(given: Giveaway, moment: Moment, now: Instant) -> Cue:
    text = message("cue.giveaway.result", title=given.title)
    return cue_of(Plate.GIVEAWAY, given.id, "result", moment, now, text)


def align(sheet: RunSheet, since: Instant, now: Instant) -> Iterator[Cue]:
    """Half an hour before: links, giveaways and the main product are agreed on. Who comes
    later than that (`since`) has no use for it."""
    at = sheet.session.planned_start - ALIGN_LEAD
    if since <= at:
        text = message("cue.warmup.align", lead=ALIGN_LEAD // MINUTE)
        yield cue_of(Plate.WARMUP, SHOW, "align", fixed(at), now, text)


def _reserve(state: State, sheet: RunSheet, now: Instant) -> Iterator[Cue]:
    """Shortly before the expected end: viewers are asked to reserve the next show."""
    present, steady = outlook.forecast(state, now), outlook.steady_forecast(state)
    if state.phase is Phase.ARMED or present is None or steady is None:
        return
    moment = Moment(steady=steady.end, present=present.end).less(RESERVE_LEAD)
    target = sheet.session.reservations_target
    detail = with_figures("cue.warmup.reserve.detail", target=target)
    text = message("cue.warmup.reserve", lead=RESERVE_LEAD // MINUTE)
    yield cue_of(Plate.WARMUP, SHOW, "reserve", moment, now, text, detail)
