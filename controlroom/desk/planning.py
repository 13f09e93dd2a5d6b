"""One open plan: its sheet, what follows from it, undo and redo, and saving behind."""

from __future__ import annotations

import logging
from collections.abc import Callable

from controlroom.core.message import Message, message
from controlroom.core.time import Clock
from controlroom.desk.checking import Checker
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

PAUSE_MS = 2_000
"""After so long a pause another edit of the same cell is a step of its own."""


class Planning:
    """A session's plan on the GUI thread. Every call is quick; saving happens elsewhere."""

    def __init__(
        self,
        history: History,
        clock: Clock,
        save: Save,
        judge: Judge | None = None,
        checker: Checker | None = None,
    ) -> None:
        self._clock, self._save, self._checker = clock, save, checker
        self._judge = judge or (lambda sheet, now: readiness.check(sheet, now=now))
        self._history = history
        self._heard: list[Heard] = []
        self._gesture: tuple[str, int, int] = ("", 0, 0)  # group, its number, when
        self.schedule: Schedule = timing.schedule(self.sheet)
        self.findings: tuple[Finding, ...] = ()
        self._turn = 0  # how often the checks were asked for
        self.checking = False  # `findings` are not yet those of the sheet as it is
        self._check()

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

    def steps(self, redo: bool) -> tuple[Message, ...]:
        """The labels of all steps that can be undone (or, with `redo`, done again), the
        next one first."""
        history = self._history
        return tuple(s.label for s in (history.future if redo else reversed(history.past)))

    def edit(self, label: Message, change: Change, *, group: str = "") -> None:
        """Replace the sheet by `change(sheet)`; an edit that changes nothing is not kept.

        Edits in a row with the same `group` (a name for one drag, for typing in one cell)
        are one step of undo, as long as no pause is longer than `PAUSE_MS`.
        """
        token = self._token(group)
        self._take(self._history.do(change(self.sheet), label, group=token))

    def _token(self, group: str) -> str:
        """The group's own name for this gesture."""
        if not group:
            return ""
        last, number, at = self._gesture
        now = self._clock.steady()
        if group != last or now - at > PAUSE_MS:
            number += 1
        self._gesture = (group, number, now)
        return f"{group} {number}"

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
        self._check()
        self._tell()

    def _take(self, history: History) -> None:
        if history is self._history:
            return
        before, self._history = self.sheet, history
        self.schedule = timing.rescheduled(self.sheet, before, self.schedule)
        self._save(history)
        self._check()
        self._tell()

    def _tell(self) -> None:
        for callback in list(self._heard):
            callback(self)

    def _check(self) -> None:
        """Run the checks: on the checker's thread where there is one."""
        sheet, now, judge = self.sheet, self._clock.wall(), self._judge
        if self._checker is None:
            self.findings = judge(sheet, now)
            return
        self.checking, self._turn = True, self._turn + 1
        turn = self._turn

        def work() -> Callable[[], None]:
            found = judge(sheet, now)
            return lambda: self._checked(turn, found)

        self._checker.ask(self, work)

    def _checked(self, turn: int, found: tuple[Finding, ...]) -> None:
        if turn == self._turn:
            self.findings, self.checking = found, False
            self._tell()
