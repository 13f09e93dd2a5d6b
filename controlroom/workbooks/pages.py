"""What the parts of a workbook tell before any cell is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lost:
    """A cell whose value the file does not hold: a formula nobody has calculated, or an
    error such as `#REF!`. `said` is what stands there, `key` the phrase that says so."""

    said: str
    key: str


Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last (row, column) of merged cells, 0-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet: how far its filled cells reach (`last` names the last one), its hidden
    rows (1-based), and cells without a value by (row, column), 0-based."""

    rows: int = 0
    columns: int = 0
    last: str = ""
    hidden: frozenset[int] = frozenset()
    lost: Mapping[tuple[int, int], Lost] = field(default_factory=dict)
    merged: tuple[Merge, ...] = ()


def letters_of(column: int) -> str:
    """27 is `AB`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """`(0, 27)` is `AB1`."""
    return f"{letters_of(column)}{row + 1}"


def place_of(name: str) -> tuple[int, int]:
    """`AB1` is `(0, 27)`."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :]) - 1, column - 1
