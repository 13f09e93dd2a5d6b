"""Undo and redo: the steps before and after the present sheet, each with its label.

A step knows what it changed, back and forth, and no whole sheet, so that a history is
cheap to keep and to store. How a history came to be is its `entry`: what a store writes
down so that undo and redo go on where they were after a restart.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import Protocol

from controlroom.core.ids import SessionId, fresh
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.plan.patch import Patch, applied, between
from controlroom.plan.sheet import RunSheet

LIMIT = 200
"""Steps that can be undone; older ones are forgotten."""


class Change(Protocol):
    """What a step changed: from the sheet before it to the one after, and back."""

    @property
    def back(self) -> Patch: ...
    @property
    def forth(self) -> Patch: ...


@record(kw_only=False)
class Delta:
    """A `Change` in memory."""

    back: Patch
    forth: Patch


def delta(before: RunSheet, after: RunSheet) -> Delta:
    """The change from `before` to `after`."""
    return Delta(between(after, before), between(before, after))


@record(kw_only=False)
class Step:
    """One edit called `label`.

    Edits of one `group` in a row (typing in one cell, one drag) are one step; "" never groups.
    """

    label: Message
    change: Change
    group: str = ""
    id: str = field(default_factory=lambda: fresh("stp"), compare=False)


@record
class Entry:
    """How a history went on: `kind` is "do", "fold" (the newest step grew), "undo" or
    "redo"; `by` turns the sheet before into the present one. `step` is the step as it is
    now, or None where a group of edits ended where it had begun: the step is no more."""

    session: SessionId
    kind: str
    by: Patch
    step: Step | None


@record
class History:
    """The present sheet between its past (oldest first) and its undone future (next first)."""

    present: RunSheet
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    limit: int = LIMIT
    entry: Entry | None = field(default=None, compare=False)

    def do(self, sheet: RunSheet, label: Message, *, group: str = "") -> History:
        """`sheet` as the new present; an edit that changes nothing is no step.

        Keeps at most `limit` past steps; what had been undone is forgotten.
        """
        if sheet == self.present:
            return self
        if group and not self.future and self.past and self.past[-1].group == group:
            return self._fold(sheet, label)
        step = Step(label, delta(self.present, sheet), group)
        past = (*self.past, step)[-self.limit :]
        return self._went("do", sheet, step.change.forth, step, past, ())

    def _fold(self, sheet: RunSheet, label: Message) -> History:
        last = self.past[-1]
        whole = delta(applied(last.change.back, self.present), sheet)
        step = replace(last, label=label, change=whole) if whole.forth else None
        past = (*self.past[:-1], step) if step else self.past[:-1]
        return self._went("fold", sheet, between(self.present, sheet), step, past, ())

    def undo(self) -> History:
        """One step back; the same history when there is none."""
        if not self.past:
            return self
        step = self.past[-1]
        by, future = step.change.back, (step, *self.future)
        return self._went("undo", applied(by, self.present), by, step, self.past[:-1], future)

    def redo(self) -> History:
        """One undone step forward; the same history when there is none."""
        if not self.future:
            return self
        step = self.future[0]
        by, past = step.change.forth, (*self.past, step)
        return self._went("redo", applied(by, self.present), by, step, past, self.future[1:])

    @property
    def undo_label(self) -> Message | None:
        """What `undo` would undo, or None."""
        return self.past[-1].label if self.past else None

    @property
    def redo_label(self) -> Message | None:
        """What `redo` would redo, or None."""
        return self.future[0].label if self.future else None

    def _went(
        self,
        kind: str,
        sheet: RunSheet,
        by: Patch,
        step: Step | None,
        past: tuple[Step, ...],
        future: tuple[Step, ...],
    ) -> History:
        entry = Entry(session=sheet.session.id, kind=kind, by=by, step=step)
        return replace(self, present=sheet, past=past, future=future, entry=entry)
