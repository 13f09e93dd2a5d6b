"""What the cells of a plate are painted with, made once for as long as a row reads the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.plan.sheet import Plate
from controlroom.ui.models.columns import Column
from controlroom.ui.models.seen import Seen, touched

Role = Qt.ItemDataRole

ToneRole = int(Role.UserRole) + 3
"""How a cell is meant: "" | muted | strong | good | warn | bad | error | warning | hint."""
LookRole = int(Role.UserRole) + 4
"""The `look` of the cell's column."""
RefusedRole = int(Role.UserRole) + 5
"""Whether the cell holds a text that was not understood."""
SkipRole = int(Role.UserRole) + 6
"""Whether the row is left out of the show."""
GroupRole = int(Role.UserRole) + 7
"""The name of the row's group, "" without one."""


class Refused(NamedTuple):
    """A text that stays in its cell, and why."""

    text: str
    reason: Message


class Ink(NamedTuple):
    """All that a cell is painted with, in one go (see the roles above)."""

    text: str
    tone: str
    look: str
    skip: bool
    refused: bool
    group: str


Make = Callable[[int, int], Ink]
"""The ink of a cell by row number and column number."""


class Inks:
    """The inks of the rows that were asked for. `make` is called for a cell that may read
    otherwise than when it was last asked for, and for no other."""

    def __init__(self, plate: Plate, columns: Sequence[Column], make: Make) -> None:
        self._plate, self._make = plate, make
        self._columns = {column.name: at for at, column in enumerate(columns)}
        self._rows: dict[RowId, tuple[Seen, list[Ink | None]]] = {}

    def clear(self) -> None:
        """All cells may read otherwise."""
        self._rows.clear()

    def of(self, row: RowId, made_of: Seen, place: int, at: int) -> Ink:
        """The ink of column number `at` in `row`, which stands at `place`."""
        known = self._rows.get(row)
        if known is None or (known[0] is not made_of and known[0] != made_of):
            known = self._rows[row] = (made_of, self._kept(known, made_of))
        ink = known[1][at]
        if ink is None:
            ink = known[1][at] = self._make(place, at)
        return ink

    def _kept(self, known: tuple[Seen, list[Ink | None]] | None, now: Seen) -> list[Ink | None]:
        """The inks that hold although something about the row is new."""
        names = None if known is None else touched(self._plate, known[0], now)
        if known is None or names is None:
            return [None] * len(self._columns)
        inks = known[1]
        for name in names:
            if name in self._columns:
                inks[self._columns[name]] = None
        return inks


def flags(column: Column) -> Qt.ItemFlag:
    """What can be done with the cells of `column`."""
    base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if column.look == "check":
        return base | Qt.ItemFlag.ItemIsUserCheckable
    return base | Qt.ItemFlag.ItemIsEditable if column.change else base


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Where the texts of `column` stand."""
    side = Qt.AlignmentFlag.AlignRight if column.look == "number" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def struck() -> QFont:
    """The type of a row left out of the show."""
    font = QFont()
    font.setStrikeOut(True)
    return font
