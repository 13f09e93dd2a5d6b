"""Records into the rows of a plate: ids found or made, merged into what is there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any, TypeVar, cast

from controlroom.core.ids import RowId
from controlroom.exchange.records import Findings, Record
from controlroom.plan.sheet import AdSlot, Giveaway, Plate, Product, Row, Segment, WarmupTask

_PREFIX = {
    Plate.GOODS: "prd",
    Plate.SCRIPT: "seg",
    Plate.TRAFFIC: "slot",
    Plate.GIVEAWAY: "gift",
    Plate.WARMUP: "task",
}
TYPES: Mapping[Plate, type[Row]] = {
    Plate.GOODS: Product,
    Plate.SCRIPT: Segment,
    Plate.TRAFFIC: AdSlot,
    Plate.GIVEAWAY: Giveaway,
    Plate.WARMUP: WarmupTask,
}
R = TypeVar("R", bound=Row)


def stable_id(plate: Plate, name: str, ordinal: int) -> RowId:
    """An id that depends only on what the row is called and which of its namesakes it is,
    so that the same file read again names the same rows."""
    digest = hashlib.sha1(f"{plate}|{name}|{ordinal}".encode(), usedforsecurity=False)
    return RowId(f"{_PREFIX[plate]}-{digest.hexdigest()[:12]}")


def ids(
    records: Sequence[Record], named: Sequence[str], there: Sequence[Row], findings: Findings
) -> list[RowId | None]:
    """An id per record: its id column; else of the row there with the same name (and the
    same place among its namesakes); else made from the name. None: refused, an id twice.
    """
    base = {(row_name(row), nth): row.id for row, nth in _numbered(there)}
    seen: set[RowId] = set()
    count: Counter[str] = Counter()
    found: list[RowId | None] = []
    for record, name in zip(records, named, strict=True):
        count[name] += 1
        stated = RowId(record.text("id"))
        made = stable_id(record.plate, name, count[name])
        row = stated or base.get((name, count[name]), made)
        if row in seen:
            heading = record.headings.get("id", record.headings.get("title", ""))
            findings.bad(record.sheet, record.row, heading, row, "runsheet.id_twice")
            found.append(None)
            continue
        seen.add(row)
        found.append(row)
    return found


def row_name(row: Row) -> str:
    """What a row is recognised by where a file has no ids."""
    if isinstance(row, AdSlot):
        return f"{row.channel} {row.title}".strip()
    return row.title


def _numbered(rows: Iterable[Row]) -> Iterable[tuple[Row, int]]:
    count: Counter[str] = Counter()
    for row in rows:
        name = row_name(row)
        count[name] += 1
        yield row, count[name]


def merged(
    kind: type[R], new: Mapping[str, object], there: R | None, given: Mapping[str, object]
) -> R:
    """`there` with the fields the file gives (itself where they are as they were), or a row
    of `kind` made of `new` when there is none."""
    if there is None:
        return kind(**cast("Any", new))
    others = {name: value for name, value in given.items() if getattr(there, name) != value}
    return replace(there, **others) if others else there  # type: ignore[arg-type]


@cache
def _defaults(plate: Plate) -> Mapping[str, object]:
    return {f.name: f.default for f in fields(TYPES[plate])}


def values_for(plate: Plate, values: Mapping[str, object]) -> dict[str, object]:
    """The values that are fields of the plate's rows; an empty cell is the field's default."""
    defaults = _defaults(plate)
    return {
        name: defaults[name] if value is None and defaults[name] is not MISSING else value
        for name, value in values.items()
        if name in defaults and name != "id"
    }


def placed_among(there: Sequence[R], file: Sequence[R], findings: Findings) -> tuple[R, ...]:
    """The file's rows in the file's order; a row the file does not have is kept behind
    the row it followed."""
    have = {row.id for row in file}
    behind: dict[RowId | None, list[R]] = {}
    before: RowId | None = None
    kept = [row for row in there if row.id not in have]
    for row in there:
        if row.id in have:
            before = row.id
        else:
            behind.setdefault(before, []).append(row)
    findings.missing.extend(row.id for row in kept)
    if kept:
        findings.note("runsheet.kept", rows=len(kept))
    found = (one for row in file for one in (row, *behind.get(row.id, ())))
    return (*behind.get(None, ()), *found)
