"""One table of actions: id, key, text, and what it asks of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
    Seen,
    SnoozeCue,
    TickPoint,
    UndoLast,
)
from controlroom.live.events import Answer
from controlroom.live.readout import Phase, Readout
from controlroom.plan.sheet import Plate
from controlroom.ui.keymap import Keymap, shown

SNOOZE = Span(2 * MINUTE)

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
