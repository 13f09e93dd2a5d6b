"""OBS as a port: one look, or a connection on a thread of its own that is kept up.

It never disturbs a show: it only tells what it knows. After a loss it tries again, first at
once and then less often; after a refusal (password, version) once a minute, for what a person
changes in OBS is not told to us.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from controlroom.core.errors import WorldError
from controlroom.core.time import MINUTE, SECOND, Clock
from controlroom.feeds.obs import protocol
from controlroom.feeds.obs.dialogue import Dialogue, Refused
from controlroom.feeds.obs.wire import Wire, dial
from controlroom.ports.broadcast import Broadcast, Hear, Link, Password, Place

log = logging.getLogger(__name__)

OPENING = 5 * SECOND
"""How long a connection may take to be opened, ms."""
GREETING = 3 * SECOND
"""How long OBS may take to say hello, ms; then it is asked whether it is an old one."""
POLL = 5 * SECOND
"""Quiet for so long, OBS is asked how the stream is, ms."""
UNANSWERED = 2
"""So many questions without a word: it hangs."""
PAUSES = tuple(n * SECOND for n in (1, 2, 4, 8, 15))
"""Between tries, ms."""
REFUSED_PAUSE = MINUTE
_PATIENCE = 500  # messages before everything is known: whoever says more is no OBS

Dial = Callable[[Place, float], Wire]


class Obs:
    """`ports.Broadcasts` by obs-websocket 5."""

    def __init__(self, clock: Clock, dial: Dial = dial) -> None:
        self._clock, self._dial = clock, dial

    def open(self, place: Place, password: Password, hear: Hear) -> ObsLink:
        """Keep a connection up from now on."""
        link = ObsLink(place, password, hear, self._clock, self._dial)
        link.start()
        return link

    def look(self, place: Place, password: Password) -> Broadcast:
        """One look. Raises WorldError."""
        wire = self._dial(place, self._clock.real(OPENING))
        try:
            dialogue = Dialogue(password, self._clock.steady)
            _greeted(wire, dialogue, place, self._clock)
            return replace(dialogue.now, link=Link.UP, why=None)
        finally:
            wire.close()


class ObsLink:
    """The thread that holds a connection to OBS."""

    def __init__(
        self, place: Place, password: Password, hear: Hear, clock: Clock, dial: Dial
    ) -> None:
        self._place, self._password, self._hear = place, password, hear
        self._clock, self._dial = clock, dial
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._wire: Wire | None = None
        self._now = Broadcast(link=Link.SEEKING)
        self._tries = 0
        self._thread = threading.Thread(target=self._run, name="obs", daemon=True)

    def start(self) -> None:
        """Begin to try."""
        self._thread.start()

    def close(self) -> None:
        """End the thread. While it dials it is left behind: it says nothing any more."""
        self._stop.set()
        with self._lock:
            wire = self._wire
        if wire is not None:
            wire.close()
        self._thread.join(1.0)

    def _run(self) -> None:
        self._tell(self._now)
        while not self._stop.is_set():
            pause = self._once()
            self._stop.wait(self._clock.real(pause))

    def _once(self) -> int:
        """One connection from beginning to end; how long to wait before the next, ms."""
        try:
            self._talk()
        except Refused as no:
            self._tell(replace(self._now, link=Link.REFUSED, why=no.message))
            return REFUSED_PAUSE
        except WorldError as gone:
            was_up = self._now.link in (Link.UP, Link.LOST)
            self._tell(
                replace(self._now, link=Link.LOST if was_up else Link.SEEKING, why=gone.message)
            )
        except Exception:  # a bug here must not end the thread that would find OBS again
            log.exception("talk with OBS failed")
            self._tell(replace(self._now, link=Link.LOST, why=None))
        pause = PAUSES[min(self._tries, len(PAUSES) - 1)]
        self._tries += 1
        return pause

    def _talk(self) -> None:
        wire = self._dial(self._place, self._clock.real(OPENING))
        with self._lock:
            self._wire = wire
        try:
            if self._stop.is_set():
                return
            dialogue = Dialogue(self._password, self._clock.steady, self._now)
            _greeted(wire, dialogue, self._place, self._clock)
            self._tries = 0
            dialogue.now = replace(dialogue.now, link=Link.UP, why=None)
            self._tell(dialogue.now)
            self._listen(wire, dialogue)
        finally:
            with self._lock:
                self._wire = None
            wire.close()

    def _listen(self, wire: Wire, dialogue: Dialogue) -> None:
        asked = 0
        while not self._stop.is_set():
            text = wire.receive(self._clock.real(POLL))
            if text is not None:
                asked = 0
                for reply in dialogue.take(text):
                    wire.send(reply)
                self._tell(dialogue.now)
            elif asked >= UNANSWERED:
                raise WorldError("obs.hangs")
            else:
                asked += 1
                wire.send(dialogue.ask())

    def _tell(self, now: Broadcast) -> None:
        self._now = now
        if not self._stop.is_set():
            self._hear(now)


def _greeted(wire: Wire, dialogue: Dialogue, place: Place, clock: Clock) -> None:
    """Talk until everything is known. Raises WorldError, Refused."""
    probed = False
    for _ in range(_PATIENCE):
        if dialogue.ready:
            return
        text = wire.receive(clock.real(GREETING))
        if text is not None:
            for reply in dialogue.take(text):
                wire.send(reply)
        elif probed or dialogue.identified:
            break
        else:
            probed = True
            wire.send(protocol.old_request())
    raise WorldError("obs.not_obs", host=place.host, port=str(place.port))
