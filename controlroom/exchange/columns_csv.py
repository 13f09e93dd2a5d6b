"""Fact columns as exact text: one line per row, integers as they are, "" for MISSING.

This is the form of the session bundle: nothing is rounded, formatted or guarded.
"""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples

B = TypeVar("B", OrderLines, AdSamples, RoomSamples)
_DTYPES: dict[str, Any] = {"Text": object, "Int": np.int64, "Small": np.int8, "Float": np.float64}


def written(batch: OrderLines | AdSamples | RoomSamples) -> bytes:
    """The batch as UTF-8 text with the names of its columns on top."""
    out = io.StringIO(newline="")
    pen = csv.writer(out, lineterminator="\n")
    names = [f.name for f in fields(batch)]
    pen.writerow(names)
    pen.writerows(zip(*(_texts(getattr(batch, name)) for name in names), strict=True))
    return out.getvalue().encode("utf-8", errors="surrogatepass")


def _texts(column: Any) -> list[str]:
    if column.dtype == np.int64:
        return ["" if value == MISSING else str(value) for value in column.tolist()]
    if column.dtype == np.float64:
        return [repr(value) for value in column.tolist()]
    return [str(value) for value in column.tolist()]


def read(data: bytes, kind: type[B]) -> B:
    """`read(written(batch), type(batch))` is the same batch. A column that is not there is
    not known (an older program). Raises ValueError for what is no such table."""
    text = data.decode("utf-8", errors="surrogatepass")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("uneven table")
    places = {name: at for at, name in enumerate(rows[0])}
    made = {
        f.name: _column([row[places[f.name]] for row in rows[1:]], str(f.type))
        if f.name in places
        else _unknown(len(rows) - 1, str(f.type))
        for f in fields(kind)
    }
    return kind(**made)


def _column(texts: list[str], kind: str) -> Any:
    if kind == "Int":
        return np.array([MISSING if text == "" else int(text) for text in texts], dtype=np.int64)
    if kind == "Float":
        return np.array([float(text) for text in texts], dtype=np.float64)
    if kind == "Small":
        return np.array([int(text) for text in texts], dtype=np.int8)
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found


def _unknown(count: int, kind: str) -> Any:
    if kind == "Text":
        return _column([""] * count, kind)
    blank = {"Int": MISSING, "Float": np.nan, "Small": -1}[kind]
    return np.full(count, blank, dtype=_DTYPES[kind])
