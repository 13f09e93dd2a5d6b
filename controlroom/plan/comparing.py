"""What changed between two states of a plan, row by row and field by field."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from controlroom.core.ids import RowId
from controlroom.plan.sheet import AdSlot, Plate, Row, RunSheet


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field's value before and after, as the rows hold them."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row (`plate` None: the session itself) and what became of it. A row that changed
    and moved is CHANGED."""

    plate: Plate | None
    row: RowId
    title: str
    change: Change
    fields: tuple[FieldChange, ...] = ()


def compare(before: RunSheet, after: RunSheet) -> tuple[RowChange, ...]:
    """The session, then the plates in order: the rows of `after` as they stand, then those
    that are gone. Equal sheets give nothing."""
    found: list[RowChange] = []
    session = _fields(before.session, after.session)
    if session:
        found.append(
            RowChange(
                plate=None,
                row=RowId(after.session.id),
                title=after.session.title,
                change=Change.CHANGED,
                fields=session,
            )
        )
    for plate in Plate:
        found += _plate(plate, before.rows(plate), after.rows(plate))
    return tuple(found)


def _plate(plate: Plate, before: Sequence[Row], after: Sequence[Row]) -> list[RowChange]:
    old = {row.id: row for row in before}
    new = {row.id for row in after}
    moved = _moved(
        [row.id for row in before if row.id in new], [r.id for r in after if r.id in old]
    )
    found = []
    for row in after:
        changed = _fields(old[row.id], row) if row.id in old else ()
        if row.id not in old:
            found.append(_row(plate, row, Change.ADDED))
        elif changed:
            found.append(_row(plate, row, Change.CHANGED, changed))
        elif row.id in moved:
            found.append(_row(plate, row, Change.MOVED))
    return found + [_row(plate, row, Change.REMOVED) for row in before if row.id not in new]


def _row(
    plate: Plate, row: Row, change: Change, changed: tuple[FieldChange, ...] = ()
) -> RowChange:
    title = row.title or (row.channel if isinstance(row, AdSlot) else "")
    return RowChange(plate=plate, row=row.id, title=title, change=change, fields=changed)


def _fields(old: object, new: object) -> tuple[FieldChange, ...]:
    pairs = (
        (f.name, getattr(old, f.name), getattr(new, f.name))
        for f in fields(old)  # type: ignore[arg-type]
        if f.name != "id"
    )
    return tuple(FieldChange(name=n, old=a, new=b) for n, a, b in pairs if a != b)


def _moved(before: Sequence[RowId], after: Sequence[RowId]) -> set[RowId]:
    """The fewest rows that must have been moved to get from one order to the other."""
    place = {row: at for at, row in enumerate(before)}
    tails: list[int] = []
    ends: list[int] = []  # length of the longest rising run that ends at each row
    for row in after:
        at = bisect_left(tails, place[row])
        tails[at : at + 1] = [place[row]]
        ends.append(at)
    stays, want = set(), len(tails) - 1
    for row, end in zip(reversed(after), reversed(ends), strict=True):
        if end == want:
            stays.add(row)
            want -= 1
    return set(after) - stays
