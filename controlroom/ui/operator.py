"""The hands of the operator: what keys, buttons and clicks on rows post to the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.time import Span
from controlroom.desk.intents import AnswerCue, Go, Intent, Say
from controlroom.live.events import Answer
from controlroom.live.readout import Phase, Readout
from controlroom.ui.actions import BY_ID
from controlroom.ui.live_desk import LiveDesk

GUARD = Span(800)


class Operator(QObject):
    """The hands of the operator: does actions on the newest readout, guards GO."""

    asked = Signal(str)  # an action of the window (no intent)
    posted = Signal(object)  # an intent that went to the desk
    guarded = Signal(bool)  # GO is shut (True) or open again (False)

    def __init__(
        self,
        desk: LiveDesk,
        readout: Callable[[], Readout],
        words: Callable[[Message], str] = lambda message: message.key,
    ) -> None:
        """`words` says what the streamer is sent."""
        super().__init__()
        self._desk, self._readout, self._words = desk, readout, words
        self._guards: dict[str, QTimer] = {}
        self._guard = _guard(self)
        self._guard.timeout.connect(lambda: self.guarded.emit(False))

    def do(self, action: str) -> None:
        """Do the action called `action`, as its key or button does."""
        entry = BY_ID[action]
        if entry.ask is None:
            self.asked.emit(action)
            return
        intent = entry.ask(self._readout())
        if intent is None or (entry.guarded and not self._once(action)):
            return
        self.post(intent)

    def idle(self, action: str) -> bool:
        """Whether the key of `action` is free for others now."""
        entry = BY_ID[action]
        return entry.yields and entry.ask is not None and entry.ask(self._readout()) is None

    def _once(self, action: str) -> bool:
        """False within the guard after the last time."""
        guard = self._guards.setdefault(action, _guard(self))
        if guard.isActive():
            return False
        guard.start(GUARD)
        return True

    def go_to(self, row: RowId) -> None:
        """Start `row`, within the same guard as GO."""
        if self._readout().phase is Phase.ON_AIR:
            self.post(Go(row))

    def post(self, intent: Intent) -> None:
        """Hand `intent` to the desk. A second GO within 800 ms is dropped."""
        if isinstance(intent, Go):
            if self._guard.isActive():
                return
            self._guard.start(GUARD)
            self.guarded.emit(True)
        intent = self._worded(intent)
        self._desk.post(intent)
        self.posted.emit(intent)

    def _worded(self, intent: Intent) -> Intent:
        """A cue sent to the streamer goes with its words."""
        if not isinstance(intent, AnswerCue) or intent.answer is not Answer.SENT:
            return intent
        cue = next((one for one in self._readout().cues if one.id == intent.cue), None)
        return intent if cue is None else replace(intent, words=self._words(cue.spoken))

    def go_on_air(self) -> None:
        """Begin the show: the workspace asks first where the plan has errors."""
        self.asked.emit("on_air")

    def say(self, text: str) -> None:
        """Send `text` to the streamer."""
        self.post(Say(text))


def _guard(owner: QObject) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    return timer
