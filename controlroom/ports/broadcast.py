"""The program that sends the show out (OBS), and the words that keep others out, as ports."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from controlroom.core.message import Message
from controlroom.core.records import record


class Link(StrEnum):
    """How we stand with the program."""

    OFF = "off"  # not asked for
    SEEKING = "seeking"  # not reached yet
    UP = "up"
    LOST = "lost"  # was up; tried again by itself
    REFUSED = "refused"  # a person has to do something (`why` says what)


@record
class Broadcast:
    """What is known of the program and its stream at one moment.

    `heard`, `began` and `ended` are ms of the steady clock: when it last said anything, when
    the stream that runs began, when the last one ended. `streaming` None: not known yet.
    `faltering`: it has lost the platform and tries again by itself. `skipped` of `frames`
    were not sent.
    """

    link: Link = Link.OFF
    why: Message | None = None
    heard: int | None = None
    program: str = ""  # its version
    plugin: str = ""  # the version of what we talk to inside it
    streaming: bool | None = None
    began: int | None = None
    ended: int | None = None
    faltering: bool = False
    recording: bool | None = None
    file: str = ""  # the newest recording, once it is finished
    skipped: int | None = None
    frames: int | None = None


@record(kw_only=False)
class Place:
    """Where the program listens."""

    host: str
    port: int


Password = Callable[[], str | None]
"""Asked only when the program wants one, on the link's thread; None: there is none."""
Hear = Callable[[Broadcast], None]


class BroadcastLink(Protocol):
    """A connection that is kept up by itself."""

    def close(self) -> None:
        """End it. Nothing is heard after this returns. May take a second."""
        ...


class Broadcasts(Protocol):
    """How to get at such a program."""

    def open(self, place: Place, password: Password, hear: Hear) -> BroadcastLink:
        """Keep a connection up from now on; `hear(now)` on its thread at every change."""
        ...

    def look(self, place: Place, password: Password) -> Broadcast:
        """One look, blocking for some seconds at most. Raises WorldError("obs.…")."""
        ...


class Secrets(Protocol):
    """Where the system keeps passwords. Each call may wait for the user to unlock it."""

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises WorldError("secrets.none", "secrets.refused")."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keep it ("" forgets it). Raises WorldError as `get` does."""
        ...
