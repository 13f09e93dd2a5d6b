"""What is usual for a streamer, from her past shows in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from controlroom.core.ids import SessionId
from controlroom.desk.reviewing import buckets_of, entries_of
from controlroom.live import baselines, engine
from controlroom.live.habits import NONE, Habits
from controlroom.live.prospects import LEVER_WINDOW, LEVERS, past_of
from controlroom.live.rulebook import Rule
from controlroom.plan.sheet import Session

if TYPE_CHECKING:
    from controlroom.desk.world import Store

SHOWS = 5
"""How many past shows of a streamer make her habits."""


def habits_of(
    store: Store,
    session: Session,
    rulebook: Sequence[Rule],
    step: Callable[[float], None] = lambda _: None,
) -> Habits:
    """The habits of the session's streamer, from her newest shows before it. Slow:
    `step(share)` is called between shows."""
    if not session.streamer:
        return NONE
    what = baselines.wanted(rulebook) | {(lever, LEVER_WINDOW) for lever in LEVERS}
    usual, past, before = [], [], _shows_before(store, session)
    for index, show in enumerate(before):
        step(index / len(before))
        state, buckets = engine.fold(entries_of(store, show)), buckets_of(store, show)
        usual.append(baselines.usual_of(state, buckets, what))
        past.append(past_of(state, buckets))
    known = tuple(each for each in past if each is not None)
    return Habits(baselines=baselines.combined(usual), past=known)


def _shows_before(store: Store, session: Session) -> list[SessionId]:
    """The streamer's newest shows that went on air before this one."""
    aired = [b for b in store.sheets.sessions() if b.aired and not b.simulated]
    before = sorted((b.planned_start, b.id) for b in aired if b.id != session.id)
    newest = (each for start, each in reversed(before) if start < session.planned_start)
    own = (each for each in newest if store.sheets.load(each).session.streamer == session.streamer)
    return list(islice(own, SHOWS))
