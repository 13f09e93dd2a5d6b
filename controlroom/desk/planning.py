"""One open plan: its sheet, what follows from it, undo and redo, and saving behind."""

from __future__ import annotations

import logging
from collections.abc import Callable

from controlroom.core.message import Message, message
from controlroom.core.time import Clock
from controlroom.desk.judging import Judge
from controlroom.plan import readiness, timing
from controlroom.plan.history import History
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import RunSheet
from controlroom.plan.timing import Schedule
from controlroom.ports import SheetRead

log = logging.getLogger(__name__)

Change = Callable[[RunSheet], RunSheet]
Save = Callable[[History], None]
"""Writes down how a history went on (its `entry`), behind the GUI thread's back."""
Heard = Callable[["Planning"], None]


class Planning:
    """A session's plan on the GUI thread. Every call is quick; saving happens elsewhere."""

    def __init__(
        self, history: History, clock: Clock, save: Save, judge: Judge | None = None
    ) -> None:
        self._clock, self._save = clock, save
        self._judge = judge or (lambda sheet, now: readiness.check(sheet, now=now))
        self._history = history
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

    @property
    def history(self) -> History:
        """The steps of undo and redo around the plan as it is."""
        return self._history

    def edit(self, label: Message, change: Change, *, group: str = "") -> None:
        """Replace the sheet by `change(sheet)`; an edit that changes nothing is not kept.

        Edits in a row with the same `group` (a token of one drag, of typing in one cell)
        are one step of undo.
        """
        self._take(self._history.do(change(self.sheet), label, group=group))

    def undo(self, steps: int = 1) -> None:
        """Back to before the newest `steps` edits."""
        for _ in range(steps):
            self._take(self._history.undo())

    def redo(self, steps: int = 1) -> None:
        """Do again what was undone last."""
        for _ in range(steps):
            self._take(self._history.redo())

    def take_import(self, read: SheetRead) -> None:
        """A whole import as one undoable edit."""
        self.edit(message("desk.edit.import", rows=read.rows), lambda _: read.sheet)

    def subscribe(self, callback: Heard) -> Callable[[], None]:
        """`callback(planning)` after each change; returns the way to stop it."""
        self._heard.append(callback)
        return lambda: self._heard.remove(callback)

    def refresh(self) -> None:
        """Judge again: some findings depend on the clock, all on the severities."""
        self._derive()
        for callback in list(self._heard):
            callback(self)

    def _take(self, history: History) -> None:
        if history is self._history:
            return
        self._history = history
        self._derive()
        self._save(history)
        for callback in list(self._heard):
            callback(self)

    def _derive(self) -> None:
        self.schedule: Schedule = timing.schedule(self.sheet)
        self.findings: tuple[Finding, ...] = self._judge(self.sheet, self._clock.wall())
