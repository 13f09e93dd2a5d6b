"""What might be cut from the show, looked for no oftener than it can have changed."""

from __future__ import annotations

from controlroom.core.time import SECOND, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import cutplan
from controlroom.live.readout import CutOffer
from controlroom.live.state import State


class Offering:
    """The offer of the cut planner: anew each second, and after everything asked."""

    def __init__(self) -> None:
        self._of: tuple[int, int] | None = None  # seq of the state, second
        self._offer: CutOffer | None = None

    def at(self, state: State, buckets: Buckets, now: Instant) -> CutOffer | None:
        """As `cutplan.offer`, up to a second old."""
        asked = state.seq, now // SECOND
        if self._of != asked:
            self._of, self._offer = asked, cutplan.offer(state, buckets, now)
        return self._offer
