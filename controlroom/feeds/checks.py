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
    """The rows of one part that are refused: every cell at fault, each for its first reason."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._faults: dict[int, dict[int, RowError]] = {}  # by index, by column of the file

    def add(self, index: int, field: str, cell: Cell, why: Message) -> None:
        """Refuse the row at `index` of the part for its cell of `field`, unless it already is."""
        part, faults = self._part, self._faults.setdefault(index, {})
        column = part.columns.index[field]
        if column not in faults:
            faults[column] = RowError(
                file=part.file,
                sheet=part.sheet,
                row=int(part.numbers[index]),
                column=part.columns.title[field],
                value=str(cell).strip()[:_SHOWN],
                message=why,
            )

    def kept(self) -> Int:
        """The indices of the rows that are not refused."""
        keep = np.ones(len(self._part), np.bool_)
        keep[list(self._faults)] = False
        return np.flatnonzero(keep)

    def errors(self) -> tuple[RowError, ...]:
        """All faults by row, within a row by column: the order in which they are mended."""
        rows = (self._faults[index] for index in sorted(self._faults))
        return tuple(faults[column] for faults in rows for column in sorted(faults))


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
            refusals.add(i, name, cells[i], why)


def refuse_where(
    part: Part, name: str, wrong: NDArray[np.bool_], key: str, refusals: Refusals, **args: str
) -> None:
    """Refuse the rows where `wrong` is set, for the reason `key`."""
    cells = part.cells(name)
    for i in np.flatnonzero(wrong).tolist():
        refusals.add(i, name, cells[i], message(key, **args))
