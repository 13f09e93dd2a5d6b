"""When the air thread speaks, and when it keeps still so that a cue finds a free way.

A readout goes out at once when something was asked, every `PERIOD` while facts come in, and
else each second. Around a cue nothing is begun that would make it wait.
"""

from __future__ import annotations

from controlroom.core.time import SECOND, Instant, Span
from controlroom.desk.airtime import AirTime

PERIOD = 0.2
"""Seconds of real time between readouts while facts come in."""
FAST_PERIOD = 0.05
"""The same in a show that runs many times as fast as life."""
NEAR = 0.03
"""Seconds before a cue in which nothing is begun that would make it wait."""
SOON = 0.03
"""Seconds after a call in which the window has the processor to itself to show it."""
READY = 0.005
"""Seconds before a cue in which not even that cue is prepared."""
PROMPT = 0.005
"""Seconds after the instant for which a thread asked to be woken that still are that instant:
what was worked out for it holds, and the rest is the machine's way of waking a thread."""


class Cadence:
    """Real seconds from `now` (air instant) to the next thing to do; `wake` is the next
    instant at which time alone changes the show, None where there is none."""

    def __init__(self, time: AirTime) -> None:
        self._time = time
        self.period = PERIOD if time.real(1000) > PERIOD else FAST_PERIOD
        self._published = Instant(0)
        self._called: Instant | None = None  # ahead of the readout it is part of
        self._news = False

    def published(self, now: Instant) -> None:
        """A whole readout has gone out."""
        self._published, self._news, self._called = now, False, None

    def called(self, now: Instant) -> None:
        """A cue has gone out ahead of its readout, which is owed now."""
        self._called = self._called or now

    def heard(self) -> None:
        """There are facts that the newest readout does not have."""
        self._news = True

    def since(self, then: Instant, now: Instant) -> float:
        """Seconds of real time between two air instants."""
        return self._time.real(Span(now - then))

    def rest(self, now: Instant) -> float:
        """Until the next readout that nobody asks for; below 0 it is owed."""
        if self._called is not None:
            return SOON - self.since(self._called, now)
        rest = self.period - self.since(self._published, now)
        if self._news or now < self._published:
            return rest
        second = Instant((self._published // SECOND + 1) * SECOND)
        return max(rest, self._time.real(second - now))

    def ahead(self, now: Instant, wake: Instant | None) -> float | None:
        """Until `wake`; below 0 it is over."""
        return None if wake is None else self._time.real(Span(wake - now))

    def meant(self, now: Instant, wake: Instant | None) -> Instant:
        """The instant a turn that began at `now` is about: `wake` itself where that has only
        just come."""
        left = self.ahead(now, wake)
        return now if wake is None or left is None or not -PROMPT < left <= 0 else wake

    def near(self, now: Instant, wake: Instant | None) -> float | None:
        """Until `wake` where that is at hand, else None: also where a readout has been owed
        for too long (in a show at many times the speed something is always at hand)."""
        left = self.ahead(now, wake)
        at_hand = left is not None and 0 < left <= NEAR and self.rest(now) >= -NEAR
        return left if at_hand else None

    def still(self, now: Instant, wake: Instant | None) -> bool:
        """Whether a cue is at hand or is just on its way to the eye."""
        shown = self._called is not None and self.rest(now) > 0
        return shown or self.near(now, wake) is not None

    def idle(self, now: Instant, wake: Instant | None) -> bool:
        """Whether there is time to prepare what comes at `wake`."""
        left = self.near(now, wake)
        return left is not None and left > READY and self._called is None

    def until(self, now: Instant, wake: Instant) -> float:
        """Until `wake`, or until it comes near: there is something to prepare."""
        left = self._time.real(Span(wake - now))
        return left - NEAR if left > NEAR else left
