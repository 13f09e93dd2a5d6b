"""obs-websocket 5 on the wire: its messages as text, and the answer to its challenge.

Source: obs-websocket, docs/generated/protocol.md (rpcVersion 1).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

RPC = 1
SUBPROTOCOL = "obswebsocket.json"
OUTPUTS = 1 << 6
"""EventSubscription::Outputs: streaming and recording."""

HELLO, IDENTIFY, IDENTIFIED, EVENT, REQUEST, RESPONSE = 0, 1, 2, 5, 6, 7
WRONG_PASSWORD, WRONG_RPC = 4009, 4010
"""Codes with which the server closes."""

Plain = Mapping[str, Any]


class Garbled(Exception):
    """Not a message of obs-websocket."""


class Old(Exception):
    """A message of obs-websocket 4, which speaks another language."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def answer(password: str, challenge: str, salt: str) -> str:
    """base64(sha256(base64(sha256(password + salt)) + challenge))."""
    return _hashed(_hashed(password + salt) + challenge)


def _hashed(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def identify(authentication: str | None) -> str:
    """Who we are and what we want to hear of."""
    said: dict[str, Any] = {"rpcVersion": RPC, "eventSubscriptions": OUTPUTS}
    if authentication is not None:
        said["authentication"] = authentication
    return _text(IDENTIFY, said)


def request(kind: str) -> str:
    """A question. Its kind is its id: no question is asked twice at once."""
    return _text(REQUEST, {"requestType": kind, "requestId": kind})


def old_request() -> str:
    """What version 4 answers, and version 5 does not understand."""
    return json.dumps({"request-type": "GetVersion", "message-id": "GetVersion"})


def read(raw: str | bytes) -> tuple[int, Plain]:
    """(op, data) of a message. Raises Garbled, or Old for one of version 4."""
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError) as bad:
        raise Garbled from bad
    if not isinstance(whole, dict):
        raise Garbled
    op, data = whole.get("op"), whole.get("d")
    if type(op) is int and isinstance(data, dict):
        return op, data
    if "update-type" in whole or "message-id" in whole:
        raise Old(str(whole.get("obs-websocket-version", "4")))
    raise Garbled


def part(data: Plain, name: str) -> Plain:
    """The object called `name`, or an empty one."""
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def whole(data: Plain, name: str) -> int | None:
    """The number called `name`, or None."""
    found = data.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return int(found) if abs(found) < 2**53 else None


def yes(data: Plain, name: str) -> bool | None:
    """The yes or no called `name`, or None."""
    found = data.get(name)
    return found if isinstance(found, bool) else None


def word(data: Plain, name: str) -> str:
    """The text called `name`, or ""."""
    found = data.get(name)
    return found if isinstance(found, str) else ""


def _text(op: int, data: Plain) -> str:
    return json.dumps({"op": op, "d": data})
