"""Blocks of rows → parts of a table: the header found, blank and total rows left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import itemgetter
from pathlib import Path

import numpy as np

from controlroom.core.errors import WorldError
from controlroom.core.message import Message, message
from controlroom.facts.columns import Int
from controlroom.feeds.delimited import Cut
from controlroom.feeds.reading import HEAD, Block, Row, blocks
from controlroom.feeds.titles import Columns, Layout, check_mapping, lacking, locate, plain
from controlroom.ports import FileRequest

_TOTALS = frozenset({"合计", "总计", "汇总", "小计", "Total", "total", "TOTAL", "Grand Total"})
_ROWS = 20_000  # of a part
_TOLD = 30  # column titles told in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of a table, as the columns that are known: field → cells. `numbers`: the rows'
    numbers in the file; `done`: share of the file read, 0..1."""

    file: str
    sheet: str
    columns: Columns
    fields: Mapping[str, Sequence[object]]
    numbers: Int
    done: float

    def __len__(self) -> int:
        return len(self.numbers)

    def has(self, field: str) -> bool:
        """Whether a column gives `field`."""
        return field in self.columns.index

    def cells(self, field: str) -> Sequence[object]:
        """The cells of `field`, as written."""
        return self.fields[field]


def parts(request: FileRequest, layouts: Sequence[Layout], notes: list[Message]) -> Iterator[Part]:
    """The table of the file in parts of at most some 20,000 rows of one sheet.

    `layouts` and `notes` as in `_small_parts`. Raises WorldError like it.
    """
    gathered: list[Part] = []
    for part in _small_parts(request, layouts, notes):
        full = sum(map(len, gathered)) + len(part) > _ROWS
        if gathered and (full or part.sheet != gathered[0].sheet):
            yield _joined(gathered)
            gathered = []
        gathered.append(part)
    if gathered:
        yield _joined(gathered)


def _joined(some: list[Part]) -> Part:
    """Parts of one sheet as one."""
    first = some[0]
    return Part(
        file=first.file,
        sheet=first.sheet,
        columns=first.columns,
        fields={
            name: list(chain.from_iterable(part.fields[name] for part in some))
            for name in first.fields
        },
        numbers=np.concatenate([part.numbers for part in some]),
        done=some[-1].done,
    )


def _small_parts(
    request: FileRequest, layouts: Sequence[Layout], notes: list[Message]
) -> Iterator[Part]:
    """The table of the file, part by part; every sheet finds its own header.

    `layouts`, the most particular first, are tried in turn. What was decided is added
    to `notes`. Raises WorldError when no sheet has a header that will do.
    """
    file = Path(request.path).name
    check_mapping(request.mapping, request.kind, file)
    columns: Columns | None = None
    found, skipped = 0, []
    best: tuple[Sequence[object], Columns] | None = None
    for block in blocks(request.path, request.sheet):
        if block.first == 1:
            at, columns = _header(block.rows, layouts, request)
            if columns is None or lacking(columns):
                best = _better(best, block.rows, at, columns)
                columns = None
                skipped.append(block.sheet)
                continue
            if not found:
                notes += _said(columns)
                notes += [message("import.note.macros", file=file)] if block.macros else []
            found += 1
            block = _after(block, at + 1)
        if columns is not None:
            yield _part(file, block, columns)
    if not found:
        raise _no_header(file, best, request)
    notes += [message("import.note.sheet_skipped", sheet=sheet) for sheet in skipped]


def _after(block: Block, start: int) -> Block:
    return Block(
        sheet=block.sheet, first=block.first + start, rows=block.rows[start:], done=block.done
    )


def _header(
    rows: Sequence[Row], layouts: Sequence[Layout], request: FileRequest
) -> tuple[int, Columns | None]:
    """(row index, columns) of the row that gives the most fields of a fitting layout."""
    best: tuple[int, Columns | None] = (0, None)
    for at, row in enumerate(rows[:HEAD]):
        titles = {plain(cell) for cell in row}
        layout = next((some for some in layouts if some.signature <= titles), None)
        if layout is None:
            continue
        columns = locate(row, layout, request.mapping)
        if columns.index and (best[1] is None or len(columns.index) > len(best[1].index)):
            best = at, columns
    return best


def _better(
    best: tuple[Sequence[object], Columns] | None,
    rows: Sequence[Row],
    at: int,
    columns: Columns | None,
) -> tuple[Sequence[object], Columns] | None:
    if columns is None or (best and len(best[1].index) >= len(columns.index)):
        return best
    return rows[at], columns


def _no_header(
    file: str, best: tuple[Sequence[object], Columns] | None, request: FileRequest
) -> WorldError:
    """What is missing, by name."""
    if best is None:
        return WorldError("import.no_header", file=file, rows=HEAD)
    header, columns = best
    titles = {plain(cell) for cell in header}
    shown = ", ".join(str(cell).strip() for cell in header[:_TOLD] if str(cell).strip())
    for title in request.mapping:
        if plain(title) not in titles:
            return WorldError("import.unknown_column", file=file, column=title, columns=shown)
    fields = ", ".join("|".join(choice[:3]) for choice in lacking(columns))
    return WorldError("import.missing_field", file=file, fields=fields, columns=shown)


def _said(columns: Columns) -> list[Message]:
    said = [message("import.note.format", format=columns.layout.name)]
    taken = ", ".join(f"{title}→{name}" for name, title in columns.title.items())
    said.append(message("import.note.columns", columns=taken))
    if columns.dropped:
        dropped = ", ".join(columns.dropped)
        said.append(message("import.note.personal_dropped", columns=dropped))
    return said


def _part(file: str, block: Block, columns: Columns) -> Part:
    """The rows that hold something: blank rows, repeated headers and totals left out."""
    key = next(iter(columns.index.values()))
    odd = _TOTALS | {"", None, next(iter(columns.title.values()))}
    cells, rows = _columns(block.rows, set(columns.index.values())), block.rows
    out: list[int] = []
    if not odd.isdisjoint(cells[key]):
        out = [i for i, cell in enumerate(cells[key]) if cell in odd and not _tells(rows[i], key)]
    numbers = np.arange(block.first, block.first + len(rows), dtype=np.int64)
    if out:
        kept = np.ones(len(rows), np.bool_)
        kept[out] = False
        numbers = numbers[kept]
        cells = {at: list(compress(column, kept)) for at, column in cells.items()}
    return Part(
        file=file,
        sheet=block.sheet,
        columns=columns,
        fields={name: cells[at] for name, at in columns.index.items()},
        numbers=numbers,
        done=block.done,
    )


def _columns(rows: Sequence[Row], wanted: set[int]) -> dict[int, Sequence[object]]:
    """The cells of the wanted columns, by column index; "" where a row is too short."""
    if isinstance(rows, Cut) and max(wanted) < rows.width:
        return {at: rows.column(at) for at in wanted}
    need = max(wanted) + 1
    if min(map(len, rows), default=need) < need:
        rows = [row if len(row) >= need else [*row, *[""] * (need - len(row))] for row in rows]
    return {at: list(map(itemgetter(at), rows)) for at in wanted}


def _tells(row: Row, key: int) -> bool:
    """Whether a row without its key tells something all the same."""
    blank = len(row) <= key or row[key] in ("", None)
    return blank and any(str(cell or "").strip() for cell in row)
