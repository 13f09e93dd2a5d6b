"""Finding the header of a table and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from controlroom.exchange import names
from controlroom.exchange.cells import text_of
from controlroom.exchange.names import Field
from controlroom.exchange.tables import Cell, Table
from controlroom.plan.sheet import Plate
from controlroom.ports import SheetLayout
from controlroom.workbooks.pages import letters_of

SEARCHED_ROWS = 60
_PREFERENCE = (Plate.SCRIPT, Plate.GOODS, Plate.TRAFFIC, Plate.GIVEAWAY, Plate.WARMUP)
_TITLE_STANDINS = ("环节", "环节类型", "阶段", "模块")
# Columns of the goods that often stand in a script's table.
_GOODS_IN_SCRIPT = ("role", "list_price", "live_price", "cost", "stock", "commission", "mechanism")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is read: its place (0-based), heading, unit and field."""

    at: int
    heading: str
    unit: str
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the header stands (0-based row) and the columns per plate.

    A table of one plate has one entry; one with a `plate` column has all five.
    `goods` are columns of products inside a script.
    """

    header: int
    plate: Plate | None
    columns: Mapping[Plate, tuple[Column, ...]]
    goods: tuple[Column, ...]
    ignored: tuple[str, ...]


def layout(
    table: Table, mapping: Mapping[str, str], plate: Plate | None, header: int | None = None
) -> Layout | None:
    """The best header within the first 60 rows (or the one at the 0-based row `header`),
    or None.

    `plate` is what the sheet's name says, if it says anything; `mapping` (column
    title → field) wins over the known names.
    """
    best: tuple[int, int, Plate] | None = None
    for row, cells in enumerate(table.rows[:SEARCHED_ROWS]):
        if header not in (None, row):
            continue
        headings = [text_of(cell) for cell in cells]
        for rank, candidate in enumerate(_PREFERENCE if plate is None else (plate,)):
            points = _score(candidate, headings, mapping)
            if best is None or points * 10 - rank > best[0]:
                best = (points * 10 - rank, row, candidate)
    if best is None or best[0] <= 0:
        return None
    return _laid_out(table, best[1], best[2], mapping)


def labels(table: Table, header: int) -> tuple[str, ...]:
    """What the columns are called: the words of the header; `[C]` where there are none, and
    `数量 [F]` for the second of two that are alike."""
    wide = max((len(row) for row in table.rows[header:]), default=0)
    found: list[str] = []
    for at in range(wide):
        words = (
            " ".join(text_of(table.rows[header][at]).split())
            if at < len(table.rows[header])
            else ""
        )
        place = f"[{letters_of(at)}]"
        found.append(f"{words} {place}".strip() if not words or words in found else words)
    return tuple(found)


def stated(table: Table, wanted: SheetLayout) -> Layout:
    """The layout somebody chose, column by column."""
    names_of = labels(table, wanted.header) if wanted.header < len(table.rows) else ()
    plates = tuple(Plate) if wanted.plate is None else (wanted.plate,)
    columns = {p: _chosen(p, names_of, wanted) for p in plates}
    script = wanted.plate is Plate.SCRIPT
    goods = _chosen_goods(names_of, wanted) if script else ()
    read = {c.at for cs in columns.values() for c in cs} | {c.at for c in goods}
    return Layout(
        header=wanted.header,
        plate=wanted.plate,
        columns=columns,
        goods=goods,
        ignored=_ignored(names_of, read),
    )


def proposal(found: Layout) -> SheetLayout:
    """`found` as a choice that can be changed column by column."""
    fields = {c.at: c.field.name for c in found.goods}
    for columns in reversed(tuple(found.columns.values())):
        fields |= {c.at: c.field.name for c in columns}
    return SheetLayout(header=found.header, plate=found.plate, fields=dict(sorted(fields.items())))


def fields_of(plate: Plate | None) -> tuple[Field, ...]:
    """Every field a sheet of `plate` may hold; for None those of all plates."""
    found: dict[str, Field] = {}
    for one in _PREFERENCE if plate is None else (plate,):
        for name, field in names.FIELDS[one].items():
            found.setdefault(name, field)
    if plate is Plate.SCRIPT:
        goods = names.FIELDS[Plate.GOODS]
        found |= {name: goods[name] for name in _GOODS_IN_SCRIPT}
    if plate is not None:
        found.pop("plate", None)
    return tuple(found.values())


def _chosen(plate: Plate, names_of: Sequence[str], wanted: SheetLayout) -> tuple[Column, ...]:
    found: dict[str, Column] = {}
    for at, name in wanted.fields.items():
        if at >= len(names_of):
            continue
        field = names.FIELDS[plate].get(name)
        if field is None and wanted.plate is None:
            field = names.known(plate, names_of[at])
        if field is not None and field.name not in found:
            found[field.name] = _column(at, names_of[at], field)
    return tuple(sorted(found.values(), key=lambda c: c.at))


def _chosen_goods(names_of: Sequence[str], wanted: SheetLayout) -> tuple[Column, ...]:
    goods, script = names.FIELDS[Plate.GOODS], names.FIELDS[Plate.SCRIPT]
    return tuple(
        _column(at, names_of[at], goods[name])
        for at, name in sorted(wanted.fields.items())
        if name in _GOODS_IN_SCRIPT and name not in script and at < len(names_of)
    )


def _ignored(names_of: Sequence[str], read: set[int]) -> tuple[str, ...]:
    return tuple(h for at, h in enumerate(names_of) if at not in read and not h.startswith("["))


def _score(plate: Plate, headings: Sequence[str], mapping: Mapping[str, str]) -> int:
    fields = {f.name for f in (names.known(plate, h) for h in headings) if f is not None}
    stated = {mapping[h] for h in headings if h in mapping}
    enough = len(fields | stated) >= (1 if stated else 2)
    return len(fields | stated) + 2 * len(stated) if enough else 0


def _laid_out(table: Table, header: int, plate: Plate, mapping: Mapping[str, str]) -> Layout:
    headings = labels(table, header)
    mixed = any((f := names.known(p, h)) and f.name == "plate" for p in Plate for h in headings)
    plates = tuple(Plate) if mixed else (plate,)
    columns = {p: columns_of(p, _own(p, headings) if mixed else headings, mapping) for p in plates}
    goods = () if mixed or plate is not Plate.SCRIPT else _goods_of(headings, columns[plate])
    read = {c.at for cs in columns.values() for c in cs} | {c.at for c in goods}
    return Layout(
        header=header,
        plate=None if mixed else plate,
        columns=columns,
        goods=goods,
        ignored=_ignored(headings, read),
    )


def _own(plate: Plate, headings: Sequence[str]) -> list[str]:
    """In a table of all plates: the bare name of another plate's field is not an alias here."""
    others = {name for fields in names.FIELDS.values() for name in fields}
    others -= set(names.FIELDS[plate])
    return ["" if heading in others else heading for heading in headings]


def columns_of(
    plate: Plate, headings: Sequence[str], mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """The columns of `plate` among `headings`; of two for one field the first is read."""
    found: dict[str, Column] = {}
    for at, heading in enumerate(headings):
        if heading in mapping and mapping[heading] in names.FIELDS[plate]:
            field = names.FIELDS[plate][mapping[heading]]
            found[field.name] = _column(at, heading, field)
    taken = {c.at for c in found.values()}
    exact_first = sorted(enumerate(headings), key=lambda item: item[1] not in names.FIELDS[plate])
    for at, heading in exact_first:
        known = None if at in taken or heading in mapping else names.known(plate, heading)
        if known is not None and known.name not in found:
            found[known.name] = _column(at, heading, known)
    if plate is Plate.SCRIPT and "title" not in found and "kind" in found:
        kind = found["kind"]
        if kind.heading in _TITLE_STANDINS:
            found["title"] = _column(kind.at, kind.heading, names.FIELDS[plate]["title"])
            del found["kind"]
    return tuple(sorted(found.values(), key=lambda c: c.at))


def meant(plate: Plate, headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(field, unit) that each of `headings` names in `plate`, ("", "") for none; of two for one
    field the first."""
    found = {c.at: (c.field.name, c.unit) for c in columns_of(plate, headings, {})}
    return tuple(found.get(at, ("", "")) for at in range(len(headings)))


def _column(at: int, heading: str, field: Field) -> Column:
    return Column(at=at, heading=heading, unit=names.unit_of(heading), field=field)


def _goods_of(headings: Sequence[str], script: Sequence[Column]) -> tuple[Column, ...]:
    """Product columns that stand in a script's table (prices, stock, role…)."""
    taken = {c.at for c in script}
    if not any(c.field.name == "products" for c in script):
        return ()
    free = [h if at not in taken else "" for at, h in enumerate(headings)]
    goods = columns_of(Plate.GOODS, free, {})
    return tuple(c for c in goods if c.field.name in _GOODS_IN_SCRIPT)


def session_facts(rows: Sequence[Sequence[Cell]]) -> dict[str, tuple[int, str, Cell]]:
    """Facts of the session written above a table, as label and value side by side or as
    `label：value`: field → (0-based row, label, value)."""
    facts: dict[str, tuple[int, str, Cell]] = {}
    for at, row in enumerate(rows):
        for label, value in _pairs(row):
            field = names.session_field(label)
            if field is not None and field.name not in facts:
                facts[field.name] = (at, label, value)
    return facts


def _pairs(row: Sequence[Cell]) -> list[tuple[str, Cell]]:
    filled = [cell for cell in row if cell not in (None, "")]
    pairs: list[tuple[str, Cell]] = []
    for cell in filled:
        label, mark, value = text_of(cell).replace(":", "：", 1).partition("：")
        if mark and value.strip():
            pairs.append((label, value.strip()))
    beside = [(left, right) for left, right in pairwise(filled) if isinstance(left, str)]
    return pairs + [pair for pair in beside if not _is_label(pair[1])]


def _is_label(cell: Cell) -> bool:
    """Whether a cell is the next label rather than the value of the one before."""
    return isinstance(cell, str) and names.session_field(cell) is not None
