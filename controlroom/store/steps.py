"""The steps of undo and redo in tables: what each changed, packed, and how far they are done.

Steps are numbered by `place`; those up to `plan_state.done` are done, those after it are
undone and can be done again.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from controlroom.core.errors import WorldError
from controlroom.core.message import Message
from controlroom.plan import patch
from controlroom.plan.history import LIMIT, Change, Entry, History, Step
from controlroom.plan.patch import Patch
from controlroom.store import tables

_STEPS = tables.sheet_steps
_STATE = tables.plan_state


@dataclass(frozen=True)
class Packed:
    """A `Change` as stored: unpacked when it is asked for."""

    body: bytes

    @cached_property
    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(zlib.decompress(self.body))
        return plain

    @property
    def back(self) -> Patch:
        """From the sheet after the step to the one before it."""
        return patch.from_plain(self._plain["back"])

    @property
    def forth(self) -> Patch:
        """From the sheet before the step to the one after it."""
        return patch.from_plain(self._plain["forth"])


def label_text(label: Message) -> str:
    """A label as stored."""
    return json.dumps([label.key, dict(label.args)], ensure_ascii=False, separators=(",", ":"))


def label_of(text: str) -> Message:
    """A label as read; the plain words of older versions are its key."""
    if not text.startswith("["):
        return Message(text)
    key, args = json.loads(text)
    return Message(key, args)


def done(connection: Connection, no: int) -> int:
    """The place of the newest step that is done."""
    asked = select(_STATE.c.done).where(_STATE.c.session_no == no)
    return int(connection.execute(asked).scalar() or 0)


def set_state(connection: Connection, no: int, **values: Any) -> None:
    """Note how a plan stands."""
    this = _STATE.c.session_no == no
    changed = connection.execute(update(_STATE).where(this).values(**values))
    if not changed.rowcount:
        fresh = {"session_no": no, "done": 0, "discarded": False} | values
        connection.execute(insert(_STATE).values(**fresh))


def read_steps(connection: Connection, no: int) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """(past, future) as `History` has them."""
    here = done(connection, no)
    asked = select(_STEPS).where(_STEPS.c.session_no == no).order_by(_STEPS.c.place)
    rows = connection.execute(asked).all()
    steps = [Step(label_of(row.label), Packed(row.body), "", row.id) for row in rows]
    count = sum(row.place <= here for row in rows)
    return tuple(steps[:count]), tuple(steps[count:])


def write_steps(connection: Connection, no: int, history: History) -> None:
    """The steps of `history` in place of all others."""
    connection.execute(delete(_STEPS).where(_STEPS.c.session_no == no))
    rows = [_row(no, place, step) for place, step in enumerate((*history.past, *history.future), 1)]
    if rows:
        connection.execute(insert(_STEPS), rows)
    set_state(connection, no, done=len(history.past))


def go_on(connection: Connection, no: int, entry: Entry) -> None:
    """Note how a history went on. Raises WorldError("store.sheet_changed") where the stored
    steps are not those that `entry` goes on from."""
    here = done(connection, no)
    if entry.kind == "do" and entry.step is not None:
        add_step(connection, no, here, entry.step)
    elif entry.kind == "fold":
        _fold(connection, no, here, entry.step)
    elif entry.step is not None:
        place = here if entry.kind == "undo" else here + 1
        _expect(connection, no, place, entry.step)
        set_state(connection, no, done=place - 1 if entry.kind == "undo" else place)


def add_step(connection: Connection, no: int, here: int, step: Step) -> None:
    """`step` behind the step at `here`: what was undone is forgotten, and what is too old."""
    this = _STEPS.c.session_no == no
    connection.execute(delete(_STEPS).where(this, _STEPS.c.place > here))
    connection.execute(delete(_STEPS).where(this, _STEPS.c.place <= here + 1 - LIMIT))
    connection.execute(insert(_STEPS), [_row(no, here + 1, step)])
    set_state(connection, no, done=here + 1)


def _fold(connection: Connection, no: int, here: int, step: Step | None) -> None:
    this = (_STEPS.c.session_no == no) & (_STEPS.c.place == here)
    if step is None:
        connection.execute(delete(_STEPS).where(this))
        set_state(connection, no, done=here - 1)
        return
    _expect(connection, no, here, step)
    values = {"label": label_text(step.label), "body": pack(step.change)}
    connection.execute(update(_STEPS).where(this).values(values))


def _expect(connection: Connection, no: int, place: int, step: Step) -> None:
    asked = select(_STEPS.c.id).where(_STEPS.c.session_no == no, _STEPS.c.place == place)
    if connection.execute(asked).scalar() != step.id:
        raise WorldError("store.sheet_changed")


def _row(no: int, place: int, step: Step) -> dict[str, Any]:
    said = {"label": label_text(step.label), "body": pack(step.change)}
    return {"session_no": no, "place": place, "id": step.id} | said


def pack(change: Change) -> bytes:
    """A change as stored."""
    if isinstance(change, Packed):
        return change.body
    plain = {"back": patch.to_plain(change.back), "forth": patch.to_plain(change.forth)}
    said = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(said.encode(), 1)
