"""The socket to OBS, and what it means when there is none."""

from __future__ import annotations

import logging
import socket
from typing import Protocol

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from controlroom.core.errors import WorldError
from controlroom.feeds.obs import protocol
from controlroom.feeds.obs.dialogue import Refused
from controlroom.ports.broadcast import Place

_LARGEST = 1 << 20  # bytes of a message
_CLOSING = 1.0  # seconds

_quiet = logging.getLogger("controlroom.obs.wire")
_quiet.propagate = False  # what matters is said as a message; its own log may hold a challenge
_quiet.addHandler(logging.NullHandler())


class Wire(Protocol):
    """Texts to and fro."""

    def send(self, text: str) -> None:
        """Raises WorldError when the connection is gone."""
        ...

    def receive(self, seconds: float) -> str | bytes | None:
        """The next text; None when none came in time. Raises WorldError when it is gone."""
        ...

    def close(self) -> None:
        """From any thread; who waits in `receive` is told."""
        ...


class Socket:
    """A `Wire` over a WebSocket."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def send(self, text: str) -> None:
        """Raises WorldError when the connection is gone."""
        try:
            self._connection.send(text)
        except ConnectionClosed as gone:
            raise _meaning(gone) from gone

    def receive(self, seconds: float) -> str | bytes | None:
        """The next text, or None. Raises WorldError when the connection is gone."""
        try:
            return self._connection.recv(timeout=seconds)
        except TimeoutError:
            return None
        except ConnectionClosed as gone:
            raise _meaning(gone) from gone

    def close(self) -> None:
        """From any thread."""
        self._connection.close()


def dial(place: Place, seconds: float) -> Socket:
    """A connection to `place`. Raises WorldError that says what to do."""
    host = f"[{place.host}]" if ":" in place.host else place.host
    where = {"host": place.host, "port": str(place.port)}
    try:
        return Socket(
            connect(
                f"ws://{host}:{place.port}",
                subprotocols=[Subprotocol(protocol.SUBPROTOCOL)],
                compression=None,
                proxy=None,
                open_timeout=seconds,
                close_timeout=_CLOSING,
                ping_interval=None,
                max_size=_LARGEST,
                logger=_quiet,
            ).__enter__()  # from 17.1 on it wants to be a context; `close` is its end
        )
    except ConnectionRefusedError as nobody:
        raise WorldError("obs.not_running", **where) from nobody
    except (socket.gaierror, InvalidURI, UnicodeError) as unknown:
        raise WorldError("obs.no_host", **where) from unknown
    except (InvalidHandshake, EOFError) as other:
        raise WorldError("obs.not_obs", **where) from other
    except TimeoutError as silent:
        raise WorldError("obs.unreachable", **where) from silent
    except OSError as trouble:
        raise WorldError("obs.unreachable", **where) from trouble


def _meaning(gone: ConnectionClosed) -> WorldError:
    code = gone.rcvd.code if gone.rcvd is not None else None
    if code == protocol.WRONG_PASSWORD:
        return Refused("obs.wrong_password")
    if code == protocol.WRONG_RPC:
        return Refused("obs.wrong_rpc")
    return WorldError("obs.lost")
