"""How wide columns are and how high rows, for a printed table.

Lengths are device units of the paper. A column is as wide as its widest cell; columns
that wrap share what is left, and only they break their text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from controlroom.ui.printing.content import Table

Wide = Callable[[str, bool], float]
"""The width of a text, bold or not."""

_LEAST_SHARE = 0.6
"""The columns that wrap get at least this share of what they ask for before the type
is made smaller."""


@dataclass(frozen=True, slots=True)
class Widths:
    """Column widths with padding inside, and whether all wanted room was there."""

    columns: tuple[float, ...]
    roomy: bool


def widths(table: Table, room: float, pad: float, wide: Wide) -> Widths:
    """The columns of `table` over `room`, each with `pad` on both sides."""
    wanted = [_wanted(table, at, wide) + 2 * pad for at in range(len(table.heads))]
    least = [wide(head.text, True) + 2 * pad for head in table.heads]
    fixed = sum(w for w, head in zip(wanted, table.heads, strict=True) if not head.wraps)
    asked = [w if head.wraps else 0.0 for w, head in zip(wanted, table.heads, strict=True)]
    floor = [n if head.wraps else 0.0 for n, head in zip(least, table.heads, strict=True)]
    left = room - fixed
    shared = shares(asked, floor, left)
    found = tuple(
        share if head.wraps else w
        for w, share, head in zip(wanted, shared, table.heads, strict=True)
    )
    roomy = left >= sum(floor) and left >= _LEAST_SHARE * min(sum(asked), room)
    takers = [at for at, head in enumerate(table.heads) if head.grows]
    return Widths(_filled(found, room, takers), roomy or not any(asked))


def shares(asked: Sequence[float], floor: Sequence[float], left: float) -> list[float]:
    """`left` among columns that ask for so much: all of it where there is enough, else
    small wishes whole and the large ones cut to one common width, none under its `floor`."""
    if sum(asked) <= left:
        return list(asked)
    low, high = 0.0, max(asked, default=0.0)
    for _ in range(40):
        cap = (low + high) / 2
        if sum(max(f, min(a, cap)) for a, f in zip(asked, floor, strict=True)) > left:
            high = cap
        else:
            low = cap
    return [max(f, min(a, low)) for a, f in zip(asked, floor, strict=True)]


def _filled(found: tuple[float, ...], room: float, takers: Sequence[int]) -> tuple[float, ...]:
    """Never wider than the paper: what is too much is taken from all alike; what is left
    goes to `takers`."""
    total = sum(found)
    if total < room and takers:
        more = (room - total) / len(takers)
        return tuple(one + more if at in takers else one for at, one in enumerate(found))
    return tuple(one * room / total for one in found) if total > room else found


def _wanted(table: Table, at: int, wide: Wide) -> float:
    head = table.heads[at]
    cells = (wide(line.cells[at], head.bold or line.strong) for line in table.lines)
    return max([wide(head.text, True), *cells])


def paged(heights: Sequence[float], room: float, first: float) -> list[list[int]]:
    """Row numbers page by page: `first` is the room on the page begun, `room` on a new one.
    A row higher than a page has a page of its own. The first list may be empty."""
    pages: list[list[int]] = [[]]
    left = first
    for number, high in enumerate(heights):
        if high > left and (pages[-1] or (len(pages) == 1 and first < room)):
            pages.append([])
            left = room
        pages[-1].append(number)
        left -= high
    return pages
