"""A cell that says just what would be written there leaves what is there as it is.

A table can't hold all a row holds: a part of a second, a row linked though it has a start of
its own, blanks around a title. So the sheet in hand is written and read once more in memory:
where the file reads the same as that, nobody has changed the cell, and the exact value stays.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker
from controlroom.exchange import headers
from controlroom.exchange.assembling import assembled
from controlroom.exchange.headers import Layout
from controlroom.exchange.records import Findings, records
from controlroom.exchange.tables import Cell, Table, unguarded
from controlroom.exchange.writing import SESSION_NAME, SHEET_NAMES, Plain, Scribe, as_text
from controlroom.plan.sheet import Plate, Row, RunSheet, Session
from controlroom.ports import SheetRequest

R = TypeVar("R", bound=Row | Session)
_PLATES = {
    Plate.GOODS: "products",
    Plate.SCRIPT: "segments",
    Plate.TRAFFIC: "slots",
    Plate.GIVEAWAY: "giveaways",
    Plate.WARMUP: "tasks",
}


def exact(read: RunSheet, base: RunSheet, *, text: bool) -> RunSheet:
    """`read` from a file (of `text` alone, or of typed cells) with the exact values of `base`
    wherever the file says what `base` itself is written as."""
    others = {plate for plate in Plate if _differs(read.rows(plate), base.rows(plate))}
    if not others and read.session == base.session:
        return read
    wanted = frozenset().union(*(_NEEDED.get(plate, {plate}) for plate in others))
    again = _reread(base, text, wanted)
    plates = {_PLATES[plate]: _rows(read, base, again, plate) for plate in others}
    session = _kept(read.session, base.session, again.session)
    return replace(read, session=session, **plates)  # type: ignore[arg-type]


_NEEDED = {
    Plate.SCRIPT: {Plate.SCRIPT, Plate.GOODS},
    Plate.GIVEAWAY: {Plate.GIVEAWAY, Plate.SCRIPT, Plate.GOODS},
}
"""The plates that a plate is read with: those whose rows its cells name."""


def _differs(read: Sequence[Row], base: Sequence[Row]) -> bool:
    """Whether a row that was there reads otherwise than it is."""
    old = {row.id: row for row in base}
    return any(row != old.get(row.id, row) for row in read)


def _rows(read: RunSheet, base: RunSheet, again: RunSheet, plate: Plate) -> Sequence[Row]:
    old: dict[RowId, Row] = {row.id: row for row in base.rows(plate)}
    told: dict[RowId, Row] = {row.id: row for row in again.rows(plate)}
    return tuple(
        _kept(row, old[row.id], told[row.id]) if row.id in old and row.id in told else row
        for row in read.rows(plate)
    )


def _kept(read: R, base: R, again: R) -> R:
    """`read` with the fields of `base` that read the same as `again`."""
    if read == base:
        return read
    same = {
        f.name: there
        for f in fields(read)
        if (there := getattr(base, f.name)) != (here := getattr(read, f.name))
        and here == getattr(again, f.name)
    }
    return replace(read, **same) if same else read


def _reread(sheet: RunSheet, text: bool, wanted: Collection[Plate]) -> RunSheet:
    """What a file of `sheet` is read as, as far as the plates `wanted`."""
    scribe = Scribe(sheet, Speaker(lang="zh", book={}))
    findings = Findings(file="", currency=sheet.session.currency, zone=sheet.session.zone)
    rows = []
    for plate in (one for one in Plate if one in wanted):
        columns = scribe.columns(plate)
        head: tuple[Cell, ...] = tuple(map(scribe.heading, columns))
        body = [_cells(scribe.row(plate, row), text) for row in sheet.rows(plate)]
        table = Table(name=SHEET_NAMES[plate]["zh"], rows=(head, *body))
        laid: Layout | None = headers.layout(table, {}, plate, 0) if body else None
        if laid is not None:
            rows += records(table, laid, findings)
    about = [_cells([label, value], text) for label, value in scribe.about()]
    facts = {
        name: (SESSION_NAME["zh"], at + 1, label, cell)
        for name, (at, label, cell) in headers.session_facts(about).items()
    }
    return assembled(SheetRequest(path="", base=sheet), facts, rows, findings)[0]


def _cells(row: Sequence[Plain], text: bool) -> tuple[Cell, ...]:
    return tuple(unguarded(as_text(cell)) if text else cell for cell in row)
