"""Which rows and cells hold what a person looks for. Pure text: no Qt, no sheet.

A query is words; all must be found in a row, in any column, upper or lower case. A word
`负责人:主播` (`owner:anna`) looks in one column only, named as its heading is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Something to be found: in column number `column`, or anywhere (None)."""

    text: str
    column: int | None = None


def words(query: str, columns: Mapping[str, int]) -> tuple[Word, ...]:
    """The words of `query`; `columns` has the number of each heading, case-folded."""
    return tuple(_word(part, columns) for part in query.casefold().split())


def _word(part: str, columns: Mapping[str, int]) -> Word:
    head, colon, tail = part.replace("：", ":").partition(":")
    if colon and head in columns:
        return Word(tail, columns[head])
    return Word(part)


def fits(texts: Sequence[str], wanted: Sequence[Word]) -> bool:
    """Whether a row that reads `texts` (one for each column) has every wanted word.
    `owner:` with nothing behind it wants that cell empty."""
    return all(_has(texts, word) for word in wanted)


def _has(texts: Sequence[str], word: Word) -> bool:
    if word.column is None:
        return any(word.text in text.casefold() for text in texts)
    text = texts[word.column].casefold()
    return word.text in text if word.text else not text.strip()


def cells(
    lines: Sequence[Sequence[str]], columns: Sequence[int], text: str
) -> list[tuple[int, int]]:
    """(line, column number) of every cell that has `text`, in reading order. `columns` are
    the column numbers as they stand from left to right."""
    wanted = text.casefold().strip()
    if not wanted:
        return []
    return [
        (at, column)
        for at, line in enumerate(lines)
        for column in columns
        if wanted in line[column].casefold()
    ]
