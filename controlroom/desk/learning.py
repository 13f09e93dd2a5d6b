"""What is usual for a streamer, from her past shows in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from controlroom.core.ids import SessionId
from controlroom.desk.reviewing import buckets_of, entries_of
from controlroom.live import baselines, engine
from controlroom.live.rulebook import Rule
from controlroom.live.scene import Baseline
from controlroom.plan.sheet import Session

if TYPE_CHECKING:
    from controlroom.desk.world import Store

SHOWS = 5
"""How many past shows of a streamer make her baseline."""


def usual_for(
    store: Store,
    session: Session,
    rulebook: Sequence[Rule],
    step: Callable[[float], None] = lambda _: None,
) -> dict[str, Baseline]:
    """The baselines of the session's streamer, from her newest shows before it. Slow:
    `step(share)` is called between shows."""
    what = baselines.wanted(rulebook)
    if not session.streamer or not what:
        return {}
    shows, before = [], _shows_before(store, session)
    for index, past in enumerate(before):
        step(index / len(before))
        state = engine.fold(entries_of(store, past))
        if state.off_air_at is not None:
            shows.append(baselines.usual_of(state, buckets_of(store, past), what))
    return baselines.combined(shows)


def _shows_before(store: Store, session: Session) -> list[SessionId]:
    """The streamer's newest shows that went on air before this one."""
    aired = [b for b in store.sheets.sessions() if b.aired and not b.simulated]
    before = sorted((b.planned_start, b.id) for b in aired if b.id != session.id)
    newest = (each for start, each in reversed(before) if start < session.planned_start)
    own = (each for each in newest if store.sheets.load(each).session.streamer == session.streamer)
    return list(islice(own, SHOWS))
