"""OBS at the desk: switched on and off, tried out, and told to the run that is open.

Everything that waits (dialling, the keyring) happens on the link's thread or in a job. A lost
OBS changes nothing but what is said of it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from controlroom.core.errors import BugError, WorldError
from controlroom.core.time import Span
from controlroom.desk.air import Air
from controlroom.desk.jobs import Job
from controlroom.desk.passwords import Passwords
from controlroom.desk.streaming import ASK, GO, OFF, StreamHeard
from controlroom.desk.world import World
from controlroom.ports.broadcast import Broadcast, BroadcastLink, Broadcasts, Link, Place

log = logging.getLogger(__name__)

KEPT_AS = "obs"
"""The name of OBS's password in the keyring."""
LARGEST_PORT = 65_535

Listener = Callable[[Broadcast], None]


def place_of(host: str, port: object) -> Place:
    """Where to look. Raises WorldError("obs.bad_port")."""
    if not isinstance(port, int) or not 1 <= port <= LARGEST_PORT:
        raise WorldError("obs.bad_port", port=str(port))
    return Place(host.strip() or "127.0.0.1", port)


class ObsDesk:
    """`now` is the newest that is known. Public calls come from the GUI thread."""

    def __init__(self, world: World, air: Callable[[], Air | None]) -> None:
        self._world, self._air = world, air
        self.passwords = Passwords(world.secrets)
        self.on_change: list[Listener] = []
        """Told (through dispatch) what is known now."""
        self.now = Broadcast()
        self._lock = threading.Lock()
        self._age = 0
        self._link: BroadcastLink | None = None
        self._job: Job | None = None

    @property
    def wanted(self) -> bool:
        """Whether it is switched on."""
        return bool(self._setting("obs.on"))

    @property
    def place(self) -> Place:
        """Where the settings say that OBS is. Raises WorldError("obs.bad_port")."""
        return place_of(str(self._setting("obs.host") or ""), self._setting("obs.port"))

    def age(self) -> Span | None:
        """How long ago OBS last said anything, ms; None: it never has."""
        heard = self.now.heard
        return None if heard is None else Span(max(0, self._world.clock.steady() - heard))

    def streamed(self, of: Broadcast | None = None) -> Span | None:
        """How long the stream that runs (in `of`, where given) has run, ms."""
        began = (of or self.now).began
        return None if began is None else Span(max(0, self._world.clock.steady() - began))

    def apply(self) -> Job | None:
        """Do as the settings say: connect anew, or end the connection. Nothing happens, and
        nothing is imported, where it is off and was off."""
        with self._lock:
            self._age += 1
            age, old, self._link = self._age, self._link, None
        if not self.wanted and old is None and self._job is None:
            return None
        self._hear(age, Broadcast(link=Link.SEEKING if self.wanted else Link.OFF))
        before = self._job
        self._job = Job(lambda _: self._reconnect(before, age, old), self._world.dispatch)
        return self._job.start()

    def retell(self) -> None:
        """What OBS does is to be acted on otherwise: tell the open run."""
        if (air := self._air()) is not None:
            self.greet(air)

    def greet(self, air: Air) -> None:
        """A run has been opened: tell it how things stand."""
        if not air.show.state.rehearsal:
            air.hear(self._heard(self.now))

    def look(self, host: str, port: object, password: str | None = None) -> Job:
        """One look at OBS there, with `password` or the one that is kept. Outcome: Broadcast."""

        def work(_: Job) -> Broadcast:
            typed = (lambda: password) if password else self._password
            return self._broadcasts().look(place_of(host, port), typed)

        return Job(work, self._world.dispatch).start()

    def keep_password(self, password: str) -> Job:
        """Use it from now on; "" forgets it. Outcome: None, or why it is only kept until the
        program ends."""
        return Job(lambda _: self.passwords.put(KEPT_AS, password), self._world.dispatch).start()

    def close(self) -> None:
        """End the connection."""
        with self._lock:
            self._age += 1
            link, self._link = self._link, None
        if self._job is not None:
            self._job.join()
        with self._lock:
            link, self._link = link or self._link, None
        if link is not None:
            link.close()

    def _reconnect(self, before: Job | None, age: int, old: BroadcastLink | None) -> None:
        """On a job's thread."""
        if before is not None:
            before.join()
        if old is not None:
            old.close()
        if not self.wanted:
            return
        try:
            made = self._broadcasts().open(
                self.place, self._password, lambda now: self._hear(age, now)
            )
        except WorldError as wrong:
            self._hear(age, Broadcast(link=Link.REFUSED, why=wrong.message))
            return
        with self._lock:
            stale = age != self._age
            if not stale:
                self._link = made
        if stale:
            made.close()

    def _hear(self, age: int, now: Broadcast) -> None:
        """On the link's thread. What an ended link still says is not heard."""
        with self._lock:
            if age != self._age:
                return
            self.now = now
        self.retell()
        for listener in list(self.on_change):
            self._world.dispatch(lambda listener=listener: listener(now))  # type: ignore[misc]

    def _heard(self, now: Broadcast) -> StreamHeard:
        at_start = str(self._setting("obs.at_start"))
        return StreamHeard(
            now=replace(now, why=None),
            at_start=at_start if at_start in (GO, ASK, OFF) else ASK,
            ask_end=self._setting("obs.ask_end") is not False,
        )

    def _password(self) -> str | None:
        """Asked on the link's thread; what the keyring refuses is a password we don't have."""
        try:
            return self.passwords.get(KEPT_AS)
        except WorldError as refused:
            log.info("no password for OBS: %s", refused.message.key)
            return None

    def _broadcasts(self) -> Broadcasts:
        if self._world.broadcasts is None:
            raise BugError("nothing in this world reaches OBS")
        return self._world.broadcasts()

    def _setting(self, name: str) -> object:
        settings = self._world.settings
        return settings.get(name) if settings is not None else None
