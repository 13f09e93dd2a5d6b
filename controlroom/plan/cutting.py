"""What to give up so that a show ends in time: the choice behind `timing.cuts`.

Rows are numbered in air order. Time saved before a row that holds its own start is
worth only as much as that row is late; such a row is a limit (its number, ms late).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from controlroom.core.time import MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A row that may give time. Lengths in ms; `value` is money or None for unknown."""

    index: int
    length: int
    least: int  # not shortened below this
    skippable: bool
    value: int | None

    @property
    def rank(self) -> tuple[bool, float, int]:
        """Least value per ms first; unknown value last; later rows before earlier."""
        price = 0.0 if self.value is None else self.value / max(1, self.length)
        return (self.value is None, price, -self.index)


def chosen(
    candidates: Sequence[Candidate], limits: Sequence[tuple[int, int]], need: int
) -> dict[int, int]:
    """ms saved by row number, so that the sum reaches `need` where that is possible.

    Saving a row's whole length means skipping it. Rows are taken by value per minute;
    shortening goes by whole minutes where the row has them, so that the sum exceeds
    `need` by less than a minute unless only a skip can reach it.
    """
    plan = _Choice(sorted(candidates, key=lambda c: c.rank), limits, need)
    for candidate in plan.order:
        plan.shorten_or_skip(candidate)
    while plan.missing > 0 and plan.skip_one_more():
        pass
    for candidate in reversed(plan.order):
        plan.give_back(candidate)
    return {row: ms for row, ms in plan.saved.items() if ms > 0}


class _Choice:
    """The choice being made; lives only within `chosen`."""

    def __init__(
        self, order: list[Candidate], limits: Sequence[tuple[int, int]], need: int
    ) -> None:
        self.order = order
        self._limits = limits
        self._need = need
        self.saved: dict[int, int] = {}

    @property
    def missing(self) -> int:
        """ms still to be saved; negative: ms saved too many."""
        return self._need - sum(self.saved.values())

    def shorten_or_skip(self, row: Candidate) -> None:
        """Take from `row` what is missing, or as much as it can give."""
        if self.missing <= 0:
            return
        if row.skippable and row.length <= min(self.missing, self._usable(row)):
            self.saved[row.index] = row.length
            return
        wanted = -(-self.missing // MINUTE) * MINUTE
        self.saved[row.index] = max(0, min(wanted, row.length - row.least, self._usable(row)))

    def skip_one_more(self) -> bool:
        """Skip a row so far only shortened: the smallest step that suffices, else the
        least valuable row. False when there is none."""
        steps = [(self._step(row), row) for row in self.order if row.skippable]
        steps = [(step, row) for step, row in steps if 0 < step <= self._usable(row)]
        if not steps:
            return False
        enough = [one for one in steps if one[0] >= self.missing]
        _, row = min(enough, key=lambda one: one[0]) if enough else steps[0]
        self.saved[row.index] = row.length
        return True

    def give_back(self, row: Candidate) -> None:
        """Undo what turned out not to be needed of `row`."""
        surplus, taken = max(0, -self.missing), self.saved.get(row.index, 0)
        if surplus >= taken:
            self.saved[row.index] = 0
        elif taken < row.length:
            self.saved[row.index] = taken - surplus // MINUTE * MINUTE

    def _step(self, row: Candidate) -> int:
        return row.length - self.saved.get(row.index, 0)

    def _usable(self, row: Candidate) -> int:
        """ms more that can be taken from `row` before a later limit makes it useless."""
        left = [
            late - sum(ms for index, ms in self.saved.items() if index < limit)
            for limit, late in self._limits
            if limit > row.index
        ]
        return min([self._step(row), *left])
