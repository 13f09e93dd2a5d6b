"""Delimited text → rows. Plain stretches of it are cut at once, whole columns at a time.

What comes out is what `csv.reader` gives. A stretch without a quote whose lines all have
the same number of fields needs no parser: it is split in one go and a column is a slice
of the pieces. Any other stretch is read by `csv.reader`, up to the end of a record.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import overload

_STRETCH = 1 << 16  # characters; the pieces are to stay in the processor's cache
csv.field_size_limit(1 << 20)


class Cut(Sequence[Sequence[str]]):
    """Rows of `width` fields, held as one list of all pieces: no list per row."""

    def __init__(self, pieces: list[str], width: int, rows: range) -> None:
        self._pieces = pieces  # of each line its fields, then "\n"
        self._step = width + 1
        self._rows = rows
        self.width = width

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Sequence[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Cut: ...
    def __getitem__(self, at: int | slice) -> Sequence[str] | Cut:
        if isinstance(at, slice):
            return Cut(self._pieces, self.width, self._rows[at])
        first = self._rows[at] * self._step
        return self._pieces[first : first + self.width]

    def column(self, at: int) -> list[str]:
        """The cells of the column at index `at` < width."""
        first, end = self._rows.start * self._step, self._rows.stop * self._step
        return self._pieces[first + at : end : self._step]


def cut(text: str, delimiter: str) -> Cut | None:
    """Whole lines of text as rows; None when they are not plain, or of unequal width.

    The text must be shorter than the longest field `csv` takes (its `field_size_limit`).
    """
    if '"' in text or "\0" in text or len(text) > csv.field_size_limit():
        return None
    if "\r" in text:
        if text.count("\r") != text.count("\r\n"):
            return None
        text = text.replace("\r\n", "\n")
    text = text.removesuffix("\n")
    width = text.partition("\n")[0].count(delimiter) + 1
    lines = text.count("\n") + 1
    pieces = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    pieces.append("\n")
    whole = width > 1 and len(pieces) == lines * (width + 1)
    if not whole or pieces[width :: width + 1].count("\n") != lines:
        return None
    return Cut(pieces, width, range(lines))


class Records:
    """The rows of a stream of text (opened with `newline=""`), in blocks."""

    def __init__(self, text: io.TextIOBase, delimiter: str) -> None:
        self._text, self._delimiter = text, delimiter
        self._held = io.StringIO(newline="")  # whole lines that nobody has taken yet
        lines = chain.from_iterable(self._refills())
        self._reader = csv.reader(lines, delimiter=delimiter)
        self._cut = 0

    @property
    def line(self) -> int:
        """Lines taken so far."""
        return self._cut + self._reader.line_num

    def blocks(self, size: int) -> Iterator[Sequence[Sequence[str]]]:
        """Blocks of `size` rows, or of one plain stretch.

        The first is of lists: a header is looked for in it. Raises csv.Error and
        UnicodeDecodeError.
        """
        rows: Sequence[Sequence[str]] = list(islice(self._reader, size))
        while rows:
            yield rows
            rows = self._plain() or list(islice(self._reader, size))

    def _plain(self) -> Cut | None:
        """The next lines if they are plain; else they are held for the reader."""
        text = self._held.read() or self._fresh()
        rows = cut(text, self._delimiter)
        if rows is None:
            self._hold(text)
        else:
            self._cut += len(rows)
        return rows

    def _refills(self) -> Iterator[io.StringIO]:
        """For the reader: what is held, filled up whenever a record goes beyond it."""
        while text := self._fresh():
            self._hold(text)
            yield self._held

    def _hold(self, text: str) -> None:
        self._held.seek(0)
        self._held.truncate()
        self._held.write(text)
        self._held.seek(0)

    def _fresh(self) -> str:
        """More whole lines; "" at the end."""
        text = self._text.read(_STRETCH)
        return text + self._text.readline() if text else ""
