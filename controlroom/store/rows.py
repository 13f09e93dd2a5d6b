"""The plates' tables: rows read as a sheet, and changed by a patch, row by row.

`position` only orders the rows of a plate. Positions stand `STRIDE` apart, so that a row
moved or inserted gets one between its neighbours and no other row is written for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from controlroom.core.ids import RowId
from controlroom.plan.codec import ROW_TYPES
from controlroom.plan.patch import PlatePatch, ordered
from controlroom.plan.sheet import Plate, RoiBasis, Row, RunSheet, Session
from controlroom.store import tables

STRIDE = 1 << 20

_TABLES: Mapping[Plate, Table] = {
    Plate.GOODS: tables.products,
    Plate.SCRIPT: tables.segments,
    Plate.TRAFFIC: tables.ad_slots,
    Plate.GIVEAWAY: tables.giveaways,
    Plate.WARMUP: tables.warmup_tasks,
}

_BASES: Mapping[str, RoiBasis] = {basis.value: basis for basis in RoiBasis}

# How the values come back that SQL has no type for, by column.
_READ: Mapping[str, Callable[[Any], object]] = {
    "roi_basis": _BASES.__getitem__,
    "role_mix": lambda said: tuple((role, share) for role, share in json.loads(said)),
    "products": lambda said: () if said == "[]" else tuple(json.loads(said)),
}


def read_plate(connection: Connection, plate: Plate, no: int) -> tuple[Row, ...]:
    """The rows of a plate of session number `no`, in order."""
    table, kind = _TABLES[plate], ROW_TYPES[plate]
    names = [f.name for f in fields(cast("Any", kind))]
    asked = select(*(table.c[name] for name in names)).where(table.c.session_no == no)
    made = _maker(kind, names)
    return tuple(made(row) for row in connection.execute(asked.order_by(table.c.position)))


def _maker(kind: type[Any], names: Sequence[str]) -> Callable[[Any], Any]:
    """Makes a row of `kind` from values in the order of `names`."""
    reads = [(at, _READ[name]) for at, name in enumerate(names) if name in _READ]

    def made(values: Sequence[Any]) -> Any:
        said = list(values)
        for at, read in reads:
            said[at] = read(said[at])
        return kind(**dict(zip(names, said, strict=True)))

    return made


def read_session(row: RowMapping) -> Session:
    """The session of a row of the sessions table."""
    names = [f.name for f in fields(Session)]
    return cast("Session", _maker(Session, names)([row[name] for name in names]))


def write_plates(connection: Connection, no: int, sheet: RunSheet) -> None:
    """All rows of a session that has none yet."""
    for plate, table in _TABLES.items():
        rows = [
            values_of(row) | {"session_no": no, "position": at * STRIDE}
            for at, row in enumerate(sheet.rows(plate))
        ]
        if rows:
            connection.execute(insert(table), rows)


def change_plate(connection: Connection, no: int, patch: PlatePatch) -> None:
    """Write what `patch` changes, and nothing else."""
    table = _TABLES[patch.plate]
    if patch.gone:
        this = (table.c.session_no == no) & (table.c.id == bindparam("gone"))
        connection.execute(delete(table).where(this), [{"gone": row} for row in patch.gone])
    held = _held(connection, table, no) if patch.placed else {}
    moved = {row for row, _ in patch.placed}
    order = ordered(list(held), patch.gone, patch.placed) if moved else []
    places = positions(order, {row: at for row, at in held.items() if row not in moved})
    fresh = [row for row in patch.rows if row.id in moved and row.id not in held]
    made = {row.id for row in fresh}
    old = [values_of(row) for row in patch.rows if row.id not in made]
    _update(connection, table, no, old)
    _update(
        connection,
        table,
        no,
        [{"id": row, "position": at} for row, at in places.items() if row not in made],
    )
    if fresh:
        rows = [values_of(row) | {"session_no": no, "position": places[row.id]} for row in fresh]
        connection.execute(insert(table), rows)


def _held(connection: Connection, table: Table, no: int) -> dict[RowId, int]:
    """The position of each row there is, in order."""
    asked = select(table.c.id, table.c.position).where(table.c.session_no == no)
    found = connection.execute(asked.order_by(table.c.position))
    return {RowId(row): int(at) for row, at in found}


def _update(
    connection: Connection, table: Table, no: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Write the values of `rows`, which all have the same columns, by id."""
    if not rows:
        return
    this = (table.c.session_no == no) & (table.c.id == bindparam("to_id"))
    into: dict[str, Any] = {name: bindparam(f"to_{name}") for name in rows[0] if name != "id"}
    values = [{f"to_{name}": value for name, value in row.items()} for row in rows]
    connection.execute(update(table).where(this).values(into), values)


def positions(order: Sequence[RowId], held: Mapping[RowId, int]) -> dict[RowId, int]:
    """Positions for the rows of `order` that hold none, between those of their neighbours;
    for all rows, where there is no room left."""
    found: dict[RowId, int] = {}
    low: int | None = None
    run: list[RowId] = []
    for row in [*order, None]:
        if row is not None and row not in held:
            run.append(row)
            continue
        high = None if row is None else held[row]
        between = _spread(low, high, len(run))
        if between is None:
            return {each: at * STRIDE for at, each in enumerate(order)}
        found.update(zip(run, between, strict=True))
        low, run = high, []
    return found


def _spread(low: int | None, high: int | None, count: int) -> Iterable[int] | None:
    """`count` positions between two; None where they don't fit."""
    if high is None:
        start = 0 if low is None else low + STRIDE
        return [start + at * STRIDE for at in range(count)]
    if low is None:
        return [high - (count - at) * STRIDE for at in range(count)]
    step = (high - low) // (count + 1)
    return None if count and step < 1 else [low + (at + 1) * step for at in range(count)]


def values_of(row: object) -> dict[str, Any]:
    """The fields of a row as values SQL can hold."""
    return {f.name: _said(getattr(row, f.name)) for f in fields(cast("Any", row))}


def _said(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.value if isinstance(value, RoiBasis) else value
