"""One table of actions: id, key, text, and what it asks of the desk.

Letter, Space, Enter and Backspace keys belong to a text field while it has the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from controlroom.core.ids import RowId, SessionId
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import MINUTE, Span
from controlroom.desk.intents import (
    AdvanceAlone,
    AnswerCue,
    Back,
    Extend,
    Go,
    Intent,
    Pause,
    RedoLast,
    Resume,
    Say,
    Seen,
    SnoozeCue,
    TickPoint,
    UndoLast,
)
from controlroom.desk.jobs import Job
from controlroom.desk.rehearsing import Rehearsal
from controlroom.live.events import Answer
from controlroom.live.readout import Phase, Readout
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import Plate
from controlroom.ports import SessionBrief
from controlroom.ui.keymap import Keymap, pressed, shown
from controlroom.ui.obs_desk import ObsDesk
from controlroom.ui.rule_desk import RuleDesk
from controlroom.ui.widgets.key_button import KeyButton

GUARD = Span(800)
SNOOZE = Span(2 * MINUTE)


class LiveDesk(Protocol):
    """What the window needs of the desk."""

    @property
    def ruling(self) -> RuleDesk:
        """The rules that watch a show."""
        ...

    @property
    def obs(self) -> ObsDesk:
        """The connection to OBS."""
        ...

    def post(self, intent: Intent) -> None:
        """Put an intent into the inbox."""
        ...

    def begin_run(
        self, session: SessionId, rehearsal: bool = False, *, how: Rehearsal | None = None
    ) -> Job:
        """Open a run of the session on a thread of its own. Outcome: WorldError if refused."""
        ...

    def leave_rehearsal(self) -> Job:
        """End the rehearsal that is open; nothing of it is kept."""
        ...

    def recordings(self) -> tuple[SessionBrief, ...]:
        """Sessions whose facts a rehearsal can be run on."""
        ...

    def obstacles(self) -> tuple[Finding, ...]:
        """The readiness errors that going on air must override."""
        ...


Ask = Callable[[Readout], Intent | None]


@record(kw_only=False)
class Action:
    """`ask` turns the readout into an intent (None: nothing to do now). Actions without
    `ask` belong to the window (focus a field, open the prompter) and are emitted. The key of
    one that `yields` goes on to where the focus is while there is nothing to do. Twice within
    the guard is once for one that is `guarded`."""

    id: str
    keys: tuple[str, ...]
    ask: Ask | None = None
    yields: bool = False
    guarded: bool = False

    @property
    def text_key(self) -> str:
        """The phrase that names it."""
        return f"ui.action.{self.id}"


def _on_air(readout: Readout) -> bool:
    return readout.phase in (Phase.ON_AIR, Phase.PAUSED)


def _go(readout: Readout) -> Intent | None:
    return Go() if readout.phase is Phase.ON_AIR else None


def _back(readout: Readout) -> Intent | None:
    return Back() if _on_air(readout) else None


def _extend(span: int) -> Ask:
    return lambda readout: Extend(Span(span)) if _on_air(readout) and readout.current else None


def _pause(readout: Readout) -> Intent | None:
    if readout.phase is Phase.ON_AIR:
        return Pause()
    return Resume() if readout.phase is Phase.PAUSED else None


def _answer(answer: Answer) -> Ask:
    def ask(readout: Readout) -> Intent | None:
        top = readout.top_cue
        return None if top is None else AnswerCue(top.id, answer)

    return ask


def _false_alarm(readout: Readout) -> Intent | None:
    """What a rule said was wrong: only an alert of a rule can be."""
    top = readout.top_cue
    return AnswerCue(top.id, Answer.FALSE_ALARM) if top is not None and top.rule else None


def _snooze(readout: Readout) -> Intent | None:
    top = readout.top_cue
    return None if top is None else SnoozeCue(top.id, SNOOZE)


def _giveaway(readout: Readout) -> Intent | None:
    """Start the next giveaway, ahead of time or not: its start is answered as done."""
    cues = readout.cues if _on_air(readout) else ()
    starts = (cue for cue in cues if cue.plate is Plate.GIVEAWAY and cue.kind == "start")
    waits = next(starts, None)
    return None if waits is None else AnswerCue(waits.id, Answer.DONE)


def _seen(readout: Readout) -> Intent | None:
    """The streamer's remote, plugged into this computer, turns a page: she has read it."""
    sent = readout.message
    return Seen() if sent is not None and sent.text and sent.seen is None else None


def _point(index: int) -> Ask:
    """Talking point `index` of the running segment was said, or not after all."""

    def ask(readout: Readout) -> Intent | None:
        now = readout.current if _on_air(readout) else None
        found = next((p for p in now.points if p.index == index and p.text), None) if now else None
        return None if now is None or found is None else TickPoint(now.id, index, not found.said)

    return ask


def _undo(readout: Readout) -> Intent | None:
    return UndoLast() if readout.phase.is_open else None


def _redo(readout: Readout) -> Intent | None:
    return RedoLast() if readout.phase.is_open else None


def _auto(readout: Readout) -> Intent | None:
    return AdvanceAlone(not readout.auto) if readout.phase.is_open else None


TABLE: tuple[Action, ...] = (
    Action("go", ("Space",), _go),
    Action("back", ("Backspace",), _back),
    Action("minus", ("[",), _extend(-MINUTE)),
    Action("plus", ("]",), _extend(MINUTE)),
    Action("pause", ("P",), _pause),
    Action("done", ("Return", "Enter"), _answer(Answer.DONE)),
    Action("snooze", ("Z",), _snooze),
    Action("skip", ("X",), _answer(Answer.SKIPPED)),
    Action("send", ("S",), _answer(Answer.SENT)),
    Action("false_alarm", ("W",), _false_alarm),
    Action("giveaway", ("G",), _giveaway, guarded=True),
    *(Action(f"point{n + 1}", (str(n + 1),), _point(n)) for n in range(5)),
    Action("auto", ("A",), _auto),
    Action("cuts", ("C",)),
    Action("insert", ("I",)),
    Action("entry", ("E",)),
    Action("note", ("N",)),
    Action("message", ("M",)),
    Action("follow", ("F",)),
    Action("rules", ("R",)),
    Action("card", ("H",)),
    Action("prompter", ("F11",)),
    Action("seen", ("PgDown",), _seen, yields=True),
    Action("undo", ("Ctrl+Z",), _undo),
    Action("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), _redo),
    Action("keys", ("?",)),
    Action("settings", ("Ctrl+,",)),
)
BY_ID: Mapping[str, Action] = {action.id: action for action in TABLE}


KEYMAP = Keymap({action.id: action.keys for action in TABLE})
"""The keys in force: ours, and what the settings changed."""


def hint(action: str) -> str:
    """The key of an action as shown on its button."""
    return shown(KEYMAP.keys(action)[0])


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


class Keys(QObject):
    """Turns key presses inside `root` into actions, unless someone is typing."""

    def __init__(self, root: QWidget, operator: Operator) -> None:
        super().__init__(root)
        self._root, self._operator = root, operator
        self._window: QWidget | None = None
        root.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            if watched is self._root:
                self._listen(kind)
            return False
        if not isinstance(watched, QWidget) or not self._ours(watched):
            return False
        action = KEYMAP.action(pressed(event))
        if action is None or (typing(watched) and _is_text(event)):
            return False
        if _presses(watched, event) or self._operator.idle(action):
            return False
        if not event.isAutoRepeat():
            self._operator.do(action)
        return True

    def _listen(self, kind: QEvent.Type) -> None:
        """While the workspace is in front its keys come from what has the focus, else from the
        window. (A filter of the whole application is asked about each event of each widget.)"""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if kind is QEvent.Type.Show and self._window is None:
            self._window = self._root.window()
            if self._window is not self._root:
                self._window.installEventFilter(self)
            app.focusChanged.connect(self._follow)
            self._follow(None, app.focusWidget())
        elif kind is QEvent.Type.Hide and self._window is not None:
            app.focusChanged.disconnect(self._follow)
            self._follow(app.focusWidget(), None)
            if self._window is not self._root:
                self._window.removeEventFilter(self)
            self._window = None

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        fixed = (self._root, self._window)
        if old is not None and isValid(old) and old not in fixed:
            old.removeEventFilter(self)
        if new is not None and new not in fixed:
            new.installEventFilter(self)

    def _ours(self, watched: QWidget) -> bool:
        """Keys act while the workspace is in front, wherever in its window the focus is;
        a dialog over it keeps its own keys."""
        return self._root.isVisible() and watched.window() is self._root.window()


def typing(widget: QWidget) -> bool:
    """Whether keys pressed in `widget` are text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


def _presses(widget: QWidget, event: QKeyEvent) -> bool:
    """Space and Enter press a focused button that has no key of its own."""
    if not isinstance(widget, QAbstractButton):
        return False
    if isinstance(widget, KeyButton) and widget.hint:
        return False
    return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _is_text(event: QKeyEvent) -> bool:
    """Function keys and the page keys of a remote act always; Ctrl+Z in a field undoes the
    typing."""
    paged = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
    return not paged and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
