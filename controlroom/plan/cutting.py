"""What to give up so that a show ends in time: the choice behind `timing.cuts`.

Rows are numbered in air order. Time saved before a row that holds its own start is
worth only as much as that row is late; such a row is a limit (its number, ms late).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from controlroom.core.records import record
from controlroom.core.time import MINUTE


@record
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
    plan = _Choice(limits, need)
    order = [row for row in sorted(candidates, key=lambda c: c.rank) if plan.usable(row) > 0]
    for row in order:
        plan.shorten_or_skip(row)
    plan.skip_more([row for row in order if row.skippable])
    for row in reversed(order):
        plan.give_back(row)
    return {row: ms for row, ms in plan.saved.items() if ms > 0}


class _Choice:
    """The choice being made; lives only within `chosen`."""

    def __init__(self, limits: Sequence[tuple[int, int]], need: int) -> None:
        self._left = dict(limits)  # by number of the limiting row: ms that still help it
        self.missing = need  # negative: ms saved too many
        self.saved: dict[int, int] = {}

    def shorten_or_skip(self, row: Candidate) -> None:
        """Take from `row` what is missing, or as much as it can give."""
        if self.missing <= 0:
            return
        usable = self.usable(row)
        if row.skippable and row.length <= min(self.missing, usable):
            self._take(row, row.length)
            return
        wanted = -(-self.missing // MINUTE) * MINUTE
        self._take(row, max(0, min(wanted, row.length - row.least, usable)))

    def skip_more(self, rows: list[Candidate]) -> None:
        """Skip rows so far only shortened, the least valuable first, until one more is
        enough; of those that are, the one with the smallest step."""
        longest = list(accumulate((self._step(row) for row in reversed(rows)), max))[::-1]
        for row, most in zip(rows, longest, strict=True):
            if self.missing <= 0:
                return
            enough = [r for r in rows if self._can_finish(r)] if most >= self.missing else []
            last = min(enough, key=self._step) if enough else row
            if 0 < self._step(last) <= self.usable(last):
                self._take(last, self._step(last))

    def give_back(self, row: Candidate) -> None:
        """Undo what turned out not to be needed of `row`."""
        surplus, taken = max(0, -self.missing), self.saved.get(row.index, 0)
        if surplus >= taken:
            self._take(row, -taken)
        elif taken < row.length:
            self._take(row, -(surplus // MINUTE * MINUTE))

    def usable(self, row: Candidate) -> int:
        """ms more that can be taken from `row` before a later limit makes it useless."""
        left = [late for limit, late in self._left.items() if limit > row.index]
        return min([self._step(row), *left])

    def _can_finish(self, row: Candidate) -> bool:
        return self.missing <= self._step(row) <= self.usable(row)

    def _step(self, row: Candidate) -> int:
        return row.length - self.saved.get(row.index, 0)

    def _take(self, row: Candidate, ms: int) -> None:
        self.saved[row.index] = self.saved.get(row.index, 0) + ms
        self.missing -= ms
        for limit in self._left:
            if limit > row.index:
                self._left[limit] -= ms
