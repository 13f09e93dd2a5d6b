"""One connection's talk with OBS, without a socket: texts in, texts out, what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from controlroom.core.errors import WorldError
from controlroom.feeds.obs import protocol
from controlroom.feeds.obs.protocol import Garbled, Old, Plain, part, whole, word, yes
from controlroom.ports.broadcast import Broadcast, Link, Password

SAME = 5_000
"""ms by which OBS's own count of a stream may be off and still be of the same stream."""

VERSION, STREAM, RECORD = "GetVersion", "GetStreamStatus", "GetRecordStatus"
_FIRST = (VERSION, STREAM, RECORD)
_OUTPUT = "OBS_WEBSOCKET_OUTPUT_"


class Refused(WorldError):
    """OBS won't talk to us before a person has done something."""


class Dialogue:
    """`now` is what is known; `ready` once it was all asked and answered."""

    def __init__(
        self, password: Password, steady: Callable[[], int], before: Broadcast | None = None
    ) -> None:
        """`before`: what an earlier connection knew."""
        self._password, self._steady = password, steady
        self._waiting = set(_FIRST)
        self.identified = False
        self.now = before or Broadcast()

    @property
    def ready(self) -> bool:
        """Whether everything there is to know is known."""
        return self.identified and not self._waiting

    def take(self, raw: str | bytes) -> tuple[str, ...]:
        """What to answer. Raises Refused, or WorldError("obs.garbled")."""
        try:
            op, data = protocol.read(raw)
        except Old as old:
            raise Refused("obs.old", version=old.version) from old
        except Garbled as bad:
            raise WorldError("obs.garbled") from bad
        answer = {
            protocol.HELLO: self._hello,
            protocol.IDENTIFIED: self._identified,
            protocol.EVENT: self._event,
            protocol.RESPONSE: self._response,
        }.get(op)
        self.now = replace(self.now, heard=self._steady())
        return () if answer is None else answer(data)

    def ask(self) -> str:
        """How the stream is: asked again and again, it also tells that OBS is alive."""
        return protocol.request(STREAM)

    def _hello(self, data: Plain) -> tuple[str, ...]:
        asked = part(data, "authentication")
        if not asked:
            return (protocol.identify(None),)
        password = self._password()
        if not password:
            raise Refused("obs.need_password")
        challenge, salt = word(asked, "challenge"), word(asked, "salt")
        return (protocol.identify(protocol.answer(password, challenge, salt)),)

    def _identified(self, _: Plain) -> tuple[str, ...]:
        self.identified = True
        return tuple(protocol.request(kind) for kind in _FIRST)

    def _event(self, data: Plain) -> tuple[str, ...]:
        about, kind = part(data, "eventData"), word(data, "eventType")
        state = word(about, "outputState").removeprefix(_OUTPUT)
        if kind == "StreamStateChanged":
            self._stream_is(state)
        elif kind == "RecordStateChanged" and state in ("STARTED", "STOPPED"):
            file = word(about, "outputPath") or self.now.file
            self.now = replace(self.now, recording=state == "STARTED", file=file)
        return ()

    def _stream_is(self, state: str) -> None:
        at = self._steady()
        if state == "STARTED" and not self.now.streaming:
            self.now = replace(self.now, streaming=True, began=at, ended=None, faltering=False)
        elif state == "STOPPED" and self.now.streaming is not False:
            self.now = replace(self.now, streaming=False, began=None, ended=at, faltering=False)
        elif state in ("RECONNECTING", "RECONNECTED"):
            self.now = replace(self.now, faltering=state == "RECONNECTING")

    def _response(self, data: Plain) -> tuple[str, ...]:
        kind, found = word(data, "requestId"), part(data, "responseData")
        self._waiting.discard(kind)
        if not yes(part(data, "requestStatus"), "result"):
            return ()
        if kind == VERSION:
            program, plugin = word(found, "obsVersion"), word(found, "obsWebSocketVersion")
            self.now = replace(self.now, program=program, plugin=plugin)
        elif kind == STREAM:
            self._streams(found)
        elif kind == RECORD:
            self.now = replace(self.now, recording=yes(found, "outputActive"))
        return ()

    def _streams(self, found: Plain) -> None:
        """OBS counts the ms of its stream: the only way to know a start that we missed."""
        active, gone = yes(found, "outputActive"), whole(found, "outputDuration")
        if active is None:
            return
        was, at = self.now, self._steady()
        self.now = replace(
            was,
            streaming=active,
            faltering=active and bool(yes(found, "outputReconnecting")),
            skipped=whole(found, "outputSkippedFrames"),
            frames=whole(found, "outputTotalFrames"),
        )
        if not active:
            ended = at if was.streaming else was.ended
            self.now = replace(self.now, began=None, ended=ended)
        elif gone is not None:
            self.now = replace(self.now, began=self._began(was, at - max(0, gone)), ended=None)

    def _began(self, was: Broadcast, counted: int) -> int:
        """The stream we know of, unless this one clearly began after we lost sight of it."""
        if was.began is None:
            return counted
        same = was.link is Link.UP or counted - was.began < SAME
        return was.began if same else counted
