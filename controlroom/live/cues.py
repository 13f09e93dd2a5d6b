"""Cues of the five plates, derived from the state: what is to be done, and when.

A cue is called `plate:row:kind`; the name never changes under re-planning, so an answered
cue never comes back. Its due instant follows the expected times until it fires. Texts
carry only figures that the plan has: no stock, price or countdown is ever made up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.core.remembering import remembered, remembered_for
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.live import advance, changes, outlook, reminders
from controlroom.live.cueing import Cue, begun, cue_of, with_figures
from controlroom.live.events import Answer
from controlroom.live.outlook import Moment, fixed
from controlroom.live.readout import Phase
from controlroom.live.state import Fired, State
from controlroom.plan.budgets import slot_budget
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    RunSheet,
    Segment,
    WarmupTask,
)
from controlroom.plan.timing import giveaway_start

PRODUCT_LEAD = Span(2 * MINUTE)
"""The next product is to be made ready this long before its segment."""
ANNOUNCE_LEAD = Span(2 * MINUTE)
"""A giveaway is announced this long before it starts."""
HARD_LEADS = (("hard5", Span(5 * MINUTE)), ("hard1", MINUTE))
"""Warnings ahead of a hard start, by kind."""
OVERRUN_GRACE = MINUTE
"""The running segment counts as overrun this long after its end (its end itself is the
start cue of the next one)."""
SAME_SWITCH = MINUTE
"""Ad slots of one channel closer together than this need no stop between them."""


def derive(state: State, now: Instant) -> tuple[Cue, ...]:
    """Every cue of the show as it stands at `now`, fired ones included while their row
    still calls for them, by the instant they are due. Empty unless a run is open and not
    over.
    """
    return _both(state, now)[0]


def to_come(state: State, now: Instant) -> tuple[Cue, ...]:
    """Those that have not fired: the same object while nothing changes, so that what is
    made of them need not be made again."""
    return _both(state, now)[1]


def wakes(state: State, now: Instant) -> list[Instant]:
    """Instants at which a cue that has not fired may become due."""
    return [cue.wake for cue in to_come(state, now)]


Both = tuple[tuple[Cue, ...], tuple[Cue, ...]]


@remembered_for
def _both(state: State, now: Instant) -> Both:
    if state.sheet is None or state.phase in (Phase.IDLE, Phase.OFF_AIR):
        return (), ()
    return _sorted(state, now) if outlook.drifts(state, now) else _still(state)


@remembered
def _still(state: State) -> Both:
    """While nothing drifts, `now` makes no difference."""
    return _sorted(state, outlook.begun(state))


def _sorted(state: State, now: Instant) -> Both:
    every = tuple(sorted(_derived(state, now), key=lambda cue: (cue.due, cue.id)))
    return every, tuple(cue for cue in every if cue.id not in state.fired)


def _derived(state: State, now: Instant) -> Iterator[Cue]:
    if state.sheet is None:
        return
    starts = outlook.starts(state, now)
    yield from _goods(state, starts, now)
    yield from _script(state, starts, now)
    yield from _running(state, now)
    yield from _traffic(state, state.sheet, now)
    yield from _giveaways(state, state.sheet, starts, now)
    yield from warmup(state.sheet, now)
    yield from reminders.derive(state, state.sheet, starts, now)


def _rows_to_come(state: State) -> tuple[Segment, ...]:
    """The segments that may still start, milestones included."""
    here = changes.position(state, state.current.id) if state.current else -1
    rows = state.sheet.segments if state.sheet else ()
    return tuple(row for row in rows[here + 1 :] if not row.skip)


# --- S ------------------------------------------------------------------------------


def _goods(state: State, starts: Mapping[RowId, Moment], now: Instant) -> Iterator[Cue]:
    """Standby of each product 2 min before its segment; at once when that is on already."""
    if state.sheet is None:
        return
    for segment in _rows_to_come(state):
        if not segment.milestone and segment.id in starts:
            moment = starts[segment.id].less(PRODUCT_LEAD)
            yield from _standbys(state.sheet, segment, moment, now)
    if state.current is not None and state.started is not None:
        yield from _standbys(state.sheet, state.current, fixed(state.started), now)


def _standbys(sheet: RunSheet, segment: Segment, moment: Moment, now: Instant) -> Iterator[Cue]:
    for row in segment.products:
        product = sheet.product(row)
        if product is not None and not product.skip:
            yield cue_of(
                Plate.GOODS,
                f"{segment.id}/{product.id}",
                "standby",
                moment,
                now,
                _standby_text(product),
                with_figures(
                    "cue.goods.detail", price_minor=product.live_price, stock=product.stock
                ),
            )


def _standby_text(product: Product) -> Message:
    if product.link is None:
        return message("cue.goods.standby", title=product.title)
    return message("cue.goods.standby.link", title=product.title, link=str(product.link))


# --- T ------------------------------------------------------------------------------


def _script(state: State, starts: Mapping[RowId, Moment], now: Instant) -> Iterator[Cue]:
    armed, first = state.phase is Phase.ARMED, True
    by_itself = advance.coming(state)
    own = by_itself[0].id if by_itself else None
    for row in _rows_to_come(state):
        moment = starts.get(row.id)
        if moment is None:
            continue
        if row.milestone:
            yield cue_of(Plate.SCRIPT, row.id, "milestone", moment, now, _titled("milestone", row))
        else:
            kind = "on_air" if armed and first else "start"
            first = False
            if row.id != own:  # no GO to ask for
                text = _titled(kind, row)
                yield cue_of(Plate.SCRIPT, row.id, "start", moment, now, text, _who(row))
        if row.hard and row.start is not None:
            yield from _hard(row, row.start, now)
    yield from _passed_milestones(state, now)


def _hard(row: Segment, start: Instant, now: Instant) -> Iterator[Cue]:
    for kind, lead in HARD_LEADS:
        text = message("cue.script.hard", title=row.title, start_at=start, lead=lead // MINUTE)
        yield cue_of(Plate.SCRIPT, row.id, kind, fixed(start - lead), now, text)


def _passed_milestones(state: State, now: Instant) -> Iterator[Cue]:
    """Milestones ahead of the running row: reached when it started, at the latest."""
    if state.sheet is None or state.current is None or state.started is None:
        return
    here = changes.position(state, state.current.id)
    for row in state.sheet.segments[: max(0, here)]:
        if row.milestone and not row.skip:
            moment = fixed(state.started)
            yield cue_of(Plate.SCRIPT, row.id, "milestone", moment, now, _titled("milestone", row))


def _running(state: State, now: Instant) -> Iterator[Cue]:
    """The running row is over its time, or the script is at its end."""
    row, ends = state.current, state.ends(now)
    if row is None or ends is None:
        return
    moment = Moment(steady=Instant(ends - state.standing(now)), present=ends)
    if changes.playable(state, row.id) is None:
        yield cue_of(Plate.SCRIPT, row.id, "finish", moment, now, _titled("finish", row))
    else:
        late = moment.less(-OVERRUN_GRACE)
        yield cue_of(Plate.SCRIPT, row.id, "overrun", late, now, _titled("overrun", row))


def _titled(kind: str, row: Segment) -> Message:
    return message(f"cue.script.{kind}", title=row.title)


def _who(row: Segment) -> Message | None:
    return with_figures("cue.script.detail", owner=row.owner)


# --- A ------------------------------------------------------------------------------


def _traffic(state: State, sheet: RunSheet, now: Instant) -> Iterator[Cue]:
    """The budget switches at the start of each slot; a channel without a slot to follow
    stops at its end. Slots that were over before the run was opened are left out."""
    opened = state.opened_at if state.opened_at is not None else Instant(0)
    slots = [slot for slot in sheet.slots if not slot.skip and slot.end > opened]
    ends = _ends(slots)
    for slot in slots:
        budget = slot_budget(slot, sheet)
        text = with_figures("cue.traffic.switch", channel=slot.channel, budget_minor=budget)
        basis = None if slot.target_roi is None else f"@live.basis.{slot.roi_basis.value}"
        detail = with_figures(
            "cue.traffic.detail", bid_minor=slot.bid, target_x=slot.target_roi, basis=basis
        )
        yield cue_of(
            Plate.TRAFFIC,
            slot.id,
            "switch",
            fixed(slot.start),
            now,
            text or message("cue.traffic.switch"),
            detail,
        )
        if not _followed(slot, *ends[slot.channel]):
            stop = message("cue.traffic.stop", channel=slot.channel)
            yield cue_of(Plate.TRAFFIC, slot.id, "stop", fixed(slot.end), now, stop)


def _ends(slots: list[AdSlot]) -> dict[str, tuple[list[Instant], list[Instant]]]:
    """By channel: the starts in order, and the latest end of the slots up to each."""
    ends: dict[str, tuple[list[Instant], list[Instant]]] = {}
    for slot in sorted(slots, key=lambda each: each.start):
        starts, latest = ends.setdefault(slot.channel, ([], []))
        starts.append(slot.start)
        latest.append(max(slot.end, latest[-1]) if latest else slot.end)
    return ends


def _followed(slot: AdSlot, starts: list[Instant], latest: list[Instant]) -> bool:
    """Whether a slot of the channel that begins by the end of `slot` goes on after it."""
    begun = bisect_right(starts, slot.end + SAME_SWITCH)
    return begun > 0 and latest[begun - 1] > slot.end


# --- G ------------------------------------------------------------------------------


def _giveaways(
    state: State, sheet: RunSheet, starts: Mapping[RowId, Moment], now: Instant
) -> Iterator[Cue]:
    opened = state.opened_at if state.opened_at is not None else Instant(0)
    steady = {row: moment.steady for row, moment in starts.items()}
    present = {row: moment.present for row, moment in starts.items()}
    for given in sheet.giveaways:
        begin = None if given.skip else giveaway_start(sheet, steady, given)
        shown = giveaway_start(sheet, present, given)
        if begin is None or shown is None:
            continue
        if given.segment is None and begin + given.duration <= opened:
            continue
        moment = Moment(steady=begin, present=shown)
        yield from _giving(given, moment, begun(state, given.id), now)


def _giving(given: Giveaway, planned: Moment, shown: Fired | None, now: Instant) -> Iterator[Cue]:
    """Announce (not what has begun), start, and end by when it really began."""
    start = planned if shown is None else fixed(shown.due)
    figures = with_figures(
        "cue.giveaway.detail", quantity=given.quantity, condition=given.condition
    )
    ahead = message("cue.giveaway.announce", title=given.title, lead=ANNOUNCE_LEAD // MINUTE)
    if shown is None:
        lead = planned.less(ANNOUNCE_LEAD)
        yield cue_of(Plate.GIVEAWAY, given.id, "announce", lead, now, ahead, figures)
    begin = message("cue.giveaway.start", title=given.title)
    yield cue_of(Plate.GIVEAWAY, given.id, "start", start, now, begin, figures)
    if given.duration > 0 and (shown is None or shown.answer is not Answer.SKIPPED):
        over = message("cue.giveaway.end", title=given.title)
        yield cue_of(Plate.GIVEAWAY, given.id, "end", start.less(-given.duration), now, over)


# --- E ------------------------------------------------------------------------------


def warmup(sheet: RunSheet, now: Instant) -> Iterator[Cue]:
    """Tasks that are not done, by their time before the planned start."""
    for task in sheet.tasks:
        if not (task.skip or task.done):
            moment = fixed(sheet.session.planned_start - task.before)
            text = message("cue.warmup.task", title=task.title)
            yield cue_of(Plate.WARMUP, task.id, "task", moment, now, text, _progress(task))


def _progress(task: WarmupTask) -> Message | None:
    return with_figures("cue.warmup.detail", target=task.target, actual=task.actual)
