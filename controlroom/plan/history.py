"""Undo and redo: past and future sheets as values, each step with its label."""

from __future__ import annotations

from dataclasses import dataclass, replace

from controlroom.core.message import Message
from controlroom.plan.sheet import RunSheet


@dataclass(frozen=True, slots=True)
class Step:
    """A sheet as it was on the other side of an edit called `label`.

    Edits of one `group` in a row (typing, dragging) are one step; "" never groups.
    """

    label: Message
    sheet: RunSheet
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The present sheet between its past (oldest first) and its undone future (next first)."""

    present: RunSheet
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    limit: int = 200

    def do(self, sheet: RunSheet, label: Message, *, group: str = "") -> History:
        """`sheet` as the new present; an edit that changes nothing is no step.

        Keeps at most `limit` past steps; what had been undone is forgotten.
        """
        if sheet == self.present:
            return self
        if group and not self.future and self.past and self.past[-1].group == group:
            return replace(self, present=sheet)
        steps = (*self.past, Step(label, self.present, group))
        return replace(self, present=sheet, past=steps[-self.limit :], future=())

    def undo(self) -> History:
        """One step back; the same history when there is none."""
        if not self.past:
            return self
        step = self.past[-1]
        ahead = (Step(step.label, self.present, step.group), *self.future)
        return replace(self, present=step.sheet, past=self.past[:-1], future=ahead)

    def redo(self) -> History:
        """One undone step forward; the same history when there is none."""
        if not self.future:
            return self
        step = self.future[0]
        behind = (*self.past, Step(step.label, self.present, step.group))
        return replace(self, present=step.sheet, past=behind, future=self.future[1:])

    @property
    def undo_label(self) -> Message | None:
        """What `undo` would undo, or None."""
        return self.past[-1].label if self.past else None

    @property
    def redo_label(self) -> Message | None:
        """What `redo` would redo, or None."""
        return self.future[0].label if self.future else None
