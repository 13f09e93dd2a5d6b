"""Rows that are refused, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from controlroom.core.message import Message, message
from controlroom.facts.columns import Int
from controlroom.feeds.cells import BAD, Reading
from controlroom.feeds.tables import Part
from controlroom.feeds.values import Cell
from controlroom.ports import RowError

_SHOWN = 80  # characters of a refused cell that are told


class Refusals:
    """The rows of one block that are refused, each for its first reason."""

    def __init__(self, file: str, sheet: str, rows: Int) -> None:
        self._place = (file, sheet)
        self._rows = rows
        self._first: dict[int, RowError] = {}

    def add(self, index: int, column: str, cell: Cell, why: Message) -> None:
        """Refuse the row at `index` of the block, unless it already is."""
        if index not in self._first:
            file, sheet = self._place
            shown = str(cell).strip()[:_SHOWN]
            row = int(self._rows[index])
            self._first[index] = RowError(
                file=file, sheet=sheet, row=row, column=column, value=shown, message=why
            )

    def kept(self) -> Int:
        """The indices of the rows that are not refused."""
        keep = np.ones(len(self._rows), np.bool_)
        keep[list(self._first)] = False
        return np.flatnonzero(keep)

    def errors(self) -> tuple[RowError, ...]:
        """In row order."""
        return tuple(self._first[index] for index in sorted(self._first))


def read_ints(part: Part, readings: Mapping[str, Reading], refusals: Refusals) -> dict[str, Int]:
    """The columns of whole numbers that the part has; rows with a bad cell are refused."""
    found = {}
    for name, reading in readings.items():
        if part.has(name):
            cells = part.cells(name)
            found[name] = reading.ints(cells)
            refuse_unread(part, name, cells, found[name] == BAD, reading, refusals)
    return found


def refuse_unread(
    part: Part,
    name: str,
    cells: Sequence[Cell],
    bad: NDArray[np.bool_],
    reading: Reading,
    refusals: Refusals,
) -> None:
    """Refuse the rows whose cell of `name` is `bad`, saying why."""
    for i in np.flatnonzero(bad).tolist():
        why = reading.fault(cells[i])
        if why is not None:
            refusals.add(i, part.columns.title[name], cells[i], why)


def refuse_where(
    part: Part, name: str, wrong: NDArray[np.bool_], key: str, refusals: Refusals, **args: str
) -> None:
    """Refuse the rows where `wrong` is set, for the reason `key`."""
    cells = part.cells(name)
    for i in np.flatnonzero(wrong).tolist():
        refusals.add(i, part.columns.title[name], cells[i], message(key, **args))
