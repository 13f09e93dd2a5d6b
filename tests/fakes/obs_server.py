"""OBS for tests: a real server on the loopback that speaks obs-websocket 5, or badly.

Everything is done by the test's hand (`stream`, `drop`, `die`); nothing here waits.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import threading
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from controlroom.ports.broadcast import Place

_quiet = logging.getLogger("tests.obs")
_quiet.propagate = False
_quiet.addHandler(logging.NullHandler())


def sha(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class ObsServer:
    """`manner`: "obs" | "old" (version 4) | "old_loud" | "silent" | "garbage" | "future"
    (a protocol we don't speak) | "mute" (answers nothing once identified) | "strange"
    (right frames, wrong types) | "babble" (never comes to the point)."""

    def __init__(self, password: str = "", manner: str = "obs", port: int = 0) -> None:
        self.password, self.manner = password, manner
        self.streaming, self.duration, self.reconnecting = False, 0, False
        self.recording = False
        self.asked: list[str] = []
        self.identified: list[dict[str, Any]] = []
        self.tries = 0
        self._lines: list[ServerConnection] = []
        self._server: Server = serve(
            self._serve, "127.0.0.1", port, compression=None, logger=_quiet, close_timeout=1
        )
        self.place = Place("127.0.0.1", self._server.socket.getsockname()[1])
        self._thread = threading.Thread(target=self._server.serve_forever, name="obs-server")
        self._thread.start()

    # --- the test's hands ----------------------------------------------------------------

    def stream(self, on: bool) -> None:
        """As pressed in OBS: four words of it."""
        for state in ("STARTING", "STARTED") if on else ("STOPPING", "STOPPED"):
            self.streaming = on
            self.event("StreamStateChanged", outputActive=on, outputState=_state(state))

    def falter(self, on: bool) -> None:
        state = "RECONNECTING" if on else "RECONNECTED"
        self.event("StreamStateChanged", outputActive=True, outputState=_state(state))

    def record(self, on: bool, path: str = "") -> None:
        state = _state("STARTED" if on else "STOPPED")
        self.event("RecordStateChanged", outputActive=on, outputState=state, outputPath=path)

    def event(self, kind: str, **data: Any) -> None:
        self.say(5, {"eventType": kind, "eventIntent": 64, "eventData": data})

    def say(self, op: int, data: Any) -> None:
        self.raw(json.dumps({"op": op, "d": data}))

    def raw(self, text: str | bytes) -> None:
        for line in list(self._lines):
            line.send(text)

    def drop(self) -> None:
        """The connections break; the server stays."""
        for line in list(self._lines):
            line.close(1001)

    def die(self) -> Place:
        """OBS quits; the place where it was."""
        self._server.shutdown()
        self.drop()
        self._thread.join()
        return self.place

    # --- the protocol --------------------------------------------------------------------

    def _serve(self, line: ServerConnection) -> None:
        self.tries += 1
        try:
            getattr(self, f"_{self.manner}", self._obs)(line)
        except ConnectionClosed:
            pass
        finally:
            if line in self._lines:
                self._lines.remove(line)

    def _obs(self, line: ServerConnection) -> None:
        hello: dict[str, Any] = {"obsWebSocketVersion": "5.4.2", "rpcVersion": 1}
        if self.password:
            hello["authentication"] = {"challenge": "chal+/=", "salt": "salt+/="}
        line.send(json.dumps({"op": 0, "d": hello}))
        said = json.loads(line.recv())
        if "op" not in said:
            said = json.loads(line.recv())
        assert said["op"] == 1
        right = sha(sha(self.password + "salt+/=") + "chal+/=")
        if self.password and said["d"].get("authentication") != right:
            line.close(4009, "Authentication failed.")
            return
        if self.manner == "future":
            line.close(4010, "Unsupported")
            return
        self.identified.append(said["d"])
        line.send(json.dumps({"op": 2, "d": {"negotiatedRpcVersion": 1}}))
        self._lines.append(line)
        for text in line:
            self._answer(line, json.loads(text)["d"])

    def _answer(self, line: ServerConnection, request: dict[str, Any]) -> None:
        kind = request["requestType"]
        self.asked.append(kind)
        if self.manner == "mute" and len(self.asked) > 3:
            return
        found = {
            "GetVersion": {"obsVersion": "30.1.2", "obsWebSocketVersion": "5.4.2"},
            "GetStreamStatus": {
                "outputActive": self.streaming,
                "outputReconnecting": self.reconnecting,
                "outputDuration": self.duration,
                "outputSkippedFrames": 3,
                "outputTotalFrames": 1000,
            },
            "GetRecordStatus": {"outputActive": self.recording},
        }[kind]
        if self.manner == "strange":
            found = {"outputActive": "yes", "outputDuration": "long", "obsVersion": 30}
        status = {"result": True, "code": 100}
        answer = {"requestType": kind, "requestId": request["requestId"], "requestStatus": status}
        line.send(json.dumps({"op": 7, "d": {**answer, "responseData": found}}))

    def _old(self, line: ServerConnection) -> None:
        """Version 4 says nothing until it is asked in its own language."""
        asked = json.loads(line.recv())
        if asked.get("request-type") == "GetVersion":
            line.send(json.dumps({"message-id": "GetVersion", "obs-websocket-version": "4.9.1"}))
        line.recv()

    def _old_loud(self, line: ServerConnection) -> None:
        line.send(json.dumps({"update-type": "Heartbeat", "pulse": True}))
        line.recv()

    def _silent(self, line: ServerConnection) -> None:
        for _ in line:
            pass

    def _garbage(self, line: ServerConnection) -> None:
        line.send(b"\x00\xffnot a word")
        line.recv()

    def _babble(self, line: ServerConnection) -> None:
        while True:
            line.send(json.dumps({"op": 5, "d": {"eventType": "Nonsense"}}))


def _state(name: str) -> str:
    return f"OBS_WEBSOCKET_OUTPUT_{name}"
