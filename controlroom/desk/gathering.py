"""Whole files of facts in memory, for playing them back as if they came live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypeVar

import numpy as np

from controlroom.core.errors import WorldError
from controlroom.facts.columns import AdSamples, OrderLines, RoomSamples
from controlroom.ports import FactReader, FileRequest, RowError

B = TypeVar("B", OrderLines, AdSamples, RoomSamples)


def joined(batches: Iterable[B], kind: type[B]) -> B:
    """Batches of one kind as one, in order; empty columns for no batch."""
    parts = list(batches)
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts])
        if parts
        else np.empty(0, dtype=object if f.type == "Text" else np.int64)
        for f in fields(kind)
    }
    return kind(**columns)


def rows_of(errors: Iterable[RowError]) -> int:
    """How many rows `errors` speak of: a row has one for every cell at fault."""
    return len({(error.file, error.sheet, error.row) for error in errors})


class NoGoodRowError(WorldError):
    """No row of a file could be kept: `errors` say why, of `read` rows. Nothing was stored."""

    def __init__(self, file: str, errors: Sequence[RowError], read: int) -> None:
        refused = rows_of(errors)
        key = "import.no_good_row" if errors else "import.no_row"
        super().__init__(key, file=file, refused=refused)
        self.errors, self.read, self.refused = tuple(errors), read, refused


def whole_file(
    reader: FactReader, request: FileRequest, kind: type[B]
) -> tuple[B, tuple[RowError, ...]]:
    """All good rows of a file and the refused ones. Raises WorldError when none is good."""
    good: list[B] = []
    bad: list[RowError] = []
    read = 0
    for chunk in reader.read(request):
        bad.extend(chunk.errors)
        read += chunk.read
        if isinstance(chunk.batch, kind):
            good.append(chunk.batch)
    batch = joined(good, kind)
    if not len(batch):
        name = request.path.replace("\\", "/").rsplit("/", 1)[-1]
        raise NoGoodRowError(name, bad, read)
    return batch, tuple(bad)
