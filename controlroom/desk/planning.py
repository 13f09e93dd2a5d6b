"""One open plan: its sheet, what follows from it, undo and redo, and saving behind."""

from __future__ import annotations

import logging
from collections.abc import Callable

from controlroom.core.message import Message, message
from controlroom.core.time import Clock
from controlroom.plan import readiness, timing
from controlroom.plan.history import History
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import RunSheet
from controlroom.plan.timing import Schedule
from controlroom.ports import SheetRead

log = logging.getLogger(__name__)

Change = Callable[[RunSheet], RunSheet]
Save = Callable[[RunSheet, str], None]
Heard = Callable[["Planning"], None]


class Planning:
    """A session's plan on the GUI thread. Every call is quick; saving happens elsewhere."""

    def __init__(self, sheet: RunSheet, clock: Clock, save: Save) -> None:
        self._clock, self._save = clock, save
        self._history = History(present=sheet)
        self._heard: list[Heard] = []
        self._derive()

    @property
    def sheet(self) -> RunSheet:
        """The plan as it is."""
        return self._history.present

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back, or None."""
        return self._history.undo_label

    @property
    def redo_label(self) -> Message | None:
        """What redo would do again, or None."""
        return self._history.redo_label

    def edit(self, label: Message, change: Change) -> None:
        """Replace the sheet by `change(sheet)`; an edit that changes nothing is not kept."""
        changed = change(self.sheet)
        if changed != self.sheet:
            self._take(self._history.do(changed, label), label.key)

    def undo(self) -> None:
        """Back to before the newest edit."""
        if self.undo_label is not None:
            self._take(self._history.undo(), "undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.redo_label is not None:
            self._take(self._history.redo(), "redo")

    def take_import(self, read: SheetRead) -> None:
        """A whole import as one undoable edit."""
        self.edit(message("desk.edit.import", rows=read.rows), lambda _: read.sheet)

    def subscribe(self, callback: Heard) -> Callable[[], None]:
        """`callback(planning)` after each change; returns the way to stop it."""
        self._heard.append(callback)
        return lambda: self._heard.remove(callback)

    def refresh(self) -> None:
        """Look at the clock again: some findings depend on it."""
        self._derive()

    def _take(self, history: History, label: str) -> None:
        self._history = history
        self._derive()
        self._save(self.sheet, label)
        for callback in list(self._heard):
            callback(self)

    def _derive(self) -> None:
        self.schedule: Schedule = timing.schedule(self.sheet)
        self.findings: tuple[Finding, ...] = readiness.check(self.sheet, now=self._clock.wall())
