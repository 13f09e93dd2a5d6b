"""Whole columns of cells at once: each distinct cell is read once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from controlroom.core.message import Message
from controlroom.facts.columns import MISSING, Float, Int, Text
from controlroom.feeds.values import Cell, Fault

BAD = int(MISSING) + 1  # stands where a cell was refused
_REMEMBERED = 100_000


class _Memory(dict[Cell, Any]):
    """Cell → value, by `parse`; a refused cell is `bad`."""

    def __init__(self, parse: Callable[[Cell], Any], bad: object) -> None:
        super().__init__()
        self._parse = parse
        self._bad = bad

    def __missing__(self, cell: Cell) -> Any:
        try:
            value = self._parse(cell)
        except Fault:
            value = self._bad
        self[cell] = value
        return value


Column = Callable[[Sequence[Cell]], tuple[Int, NDArray[np.bool_]] | None]


class Reading:
    """Reads the columns of one field by `parse`, which raises Fault for a bad cell.

    `column` reads a whole column at once: what `parse` would have found for the cells it
    marks, or None when there is little it can read.
    """

    def __init__(
        self, parse: Callable[[Cell], Any], bad: object = BAD, *, column: Column | None = None
    ) -> None:
        self._parse = parse
        self._column = column
        self._memory = _Memory(parse, bad)

    def ints(self, cells: Sequence[Cell]) -> Int:
        """int64, BAD where refused."""
        if self._column and (found := self._column(cells)) is not None:
            values, known = found
            rest = np.flatnonzero(~known)
            if len(rest):
                left = [cells[i] for i in rest.tolist()]
                values[rest] = np.fromiter(self._each(left), np.int64, len(left))
            return values
        return np.fromiter(self._each(cells), np.int64, len(cells))

    def floats(self, cells: Sequence[Cell]) -> Float:
        """float64; `bad` must be a float."""
        return np.fromiter(self._each(cells), np.float64, len(cells))

    def texts(self, cells: Sequence[Cell]) -> Text:
        """str objects; `bad` must be a str."""
        return as_texts(list(self._each(cells)))

    def fault(self, cell: Cell) -> Message | None:
        """Why `cell` is refused; None when it is not."""
        try:
            self._parse(cell)
        except Fault as fault:
            return fault.message
        return None

    def _each(self, cells: Sequence[Cell]) -> Iterable[Any]:
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
        return map(self._memory.__getitem__, cells)


def as_texts(listed: Sequence[str]) -> Text:
    """A column of these texts."""
    made = np.empty(len(listed), dtype=object)
    made[:] = listed
    return made


def filled(size: int, value: str) -> Text:
    """A column of one text."""
    made = np.empty(size, dtype=object)
    made[:] = value
    return made
