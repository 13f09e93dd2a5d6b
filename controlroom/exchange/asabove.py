"""What a cell takes from the one above it: merged cells, and blanks that mean "as above".

A merged word, flag or price holds for all its rows. A merged sum (budget, target, stock)
is one sum and stays in the first row. A merged stretch of time is shared out evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from controlroom.core.message import Message, message
from controlroom.core.time import DAY, SECOND
from controlroom.exchange import times
from controlroom.exchange.cells import BadCellError, text_of
from controlroom.exchange.headers import Column, Layout
from controlroom.exchange.names import Kind
from controlroom.exchange.tables import Cell, Table
from controlroom.plan.sheet import Plate
from controlroom.workbooks.pages import Merge

_SUMS = {
    "id", "link", "item_id", "sku", "stock", "target_units", "times_shown", "target_gmv", "budget",
    "share", "quantity", "target", "actual", "spend", "offset", "duration",
}  # fmt: skip
_AS_ABOVE = ("group", "channel")
_BANNER = 3  # merged over so many columns, a line of its own is the name of a group

Rows = list[list[Cell]]


def filled(table: Table, layout: Layout) -> tuple[Rows, list[Message]]:
    """The rows under the header with what they take from above, and what is to be said."""
    body: Rows = [list(row) for row in table.rows[layout.header + 1 :]]
    notes: list[Message] = []
    if layout.plate is not None:
        columns = {c.at: c for c in (*layout.columns[layout.plate], *layout.goods)}
        below = [_under(merge, layout.header + 1) for merge in table.merged]
        merges = [m for m in below if m[0][0] >= 0 and m[0][0] < len(body)]
        _merged(table.name, body, merges, columns, layout, notes)
        _banners(body, merges, layout)
        _blank(table.name, body, layout, notes)
    return body, notes


def ranges(rows: Sequence[int]) -> str:
    """`3, 4, 5, 9` as `3–5, 9`."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][-1] + 1:
            parts[-1].append(row)
        else:
            parts.append([row])
    return ", ".join(f"{p[0]}–{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)


def _under(merge: Merge, top: int) -> Merge:
    (first, left), (last, right) = merge
    return ((first - top, left), (last - top, right))


def _cell(body: Rows, row: int, at: int) -> Cell:
    return body[row][at] if at < len(body[row]) else None


def _put(body: Rows, row: int, at: int, value: Cell) -> None:
    body[row].extend([None] * (at + 1 - len(body[row])))
    body[row][at] = value


# --- merged cells -------------------------------------------------------------------


def _merged(
    name: str,
    body: Rows,
    merges: Sequence[Merge],
    columns: dict[int, Column],
    layout: Layout,
    notes: list[Message],
) -> None:
    for (first, left), (last, _) in sorted(merges):
        column = columns.get(left)
        _grow(body, last)
        value = _cell(body, first, left)
        if last == first or column is None or text_of(value) == "":
            continue
        where: dict[str, str | int] = {
            "sheet": name,
            "column": column.heading,
            "first": layout.header + 2 + first,
        }
        where["last"] = layout.header + 2 + last
        if layout.plate is Plate.SCRIPT and column.field.name in ("start", "duration"):
            if _share_out(body, merges, columns, first, last, left):
                notes.append(message("runsheet.shared_time", **where))
        elif layout.plate is Plate.SCRIPT and column.field.name == "end":
            continue
        elif column.field.name in _SUMS:
            notes.append(message("runsheet.merged_sum", **where))
        else:
            for row in range(first + 1, last + 1):
                _put(body, row, left, value)


def _grow(body: Rows, last: int) -> None:
    """Rows at the end of which nothing but a merged cell is known."""
    while 0 < len(body) <= last:
        body.append([])


def _share_out(
    body: Rows,
    merges: Sequence[Merge],
    columns: dict[int, Column],
    first: int,
    last: int,
    left: int,
) -> bool:
    """A merged stretch of time in equal parts, whole seconds, the rest to the last row."""
    value, count = _cell(body, first, left), last - first + 1
    if columns[left].field.name == "duration":
        return _share_length(body, first, count, left, columns[left], value)
    end_at = next((at for at, c in columns.items() if c.field.name == "end"), None)
    try:
        said = times.when(value)
        other = None if end_at is None else times.when(_cell(body, first, end_at))
    except BadCellError:
        return False
    if said is None:
        return False
    stop = said[1] or (other[0] if other and ((first, end_at), (last, end_at)) in merges else None)
    if stop is None:
        return False
    start, length = said[0], stop.ms - said[0].ms
    if length < 0 and stop.day is None:
        length += DAY
    edges = _edges(length, count)
    for nth, row in enumerate(range(first, last + 1)):
        one, two = (_face(start, start.ms + edge) for edge in edges[nth : nth + 2])
        _put(body, row, left, f"{one}-{two}")
        if end_at is not None and said[1] is None:
            _put(body, row, end_at, two)
    return True


def _share_length(
    body: Rows, first: int, count: int, left: int, column: Column, value: Cell
) -> bool:
    try:
        length = times.span(value, column.unit)
    except BadCellError:
        return False
    if length is None or length <= 0:
        return False
    for nth, (one, two) in enumerate(pairwise(_edges(length, count))):
        _put(body, first + nth, left, f"{(two - one) // SECOND}秒")
    return True


def _edges(length: int, count: int) -> list[int]:
    step = length // count // SECOND * SECOND
    return [*(step * nth for nth in range(count)), length]


def _face(start: times.When, ms: int) -> str:
    seconds = ms // SECOND
    if start.offset:
        return f"+{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    day = "" if start.day is None else f"{start.day.isoformat()} "
    seconds %= 86_400
    return f"{day}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _banners(body: Rows, merges: Sequence[Merge], layout: Layout) -> None:
    """A line merged across the script with nothing else in it names the group below it."""
    if layout.plate is not Plate.SCRIPT:
        return
    fields = {c.field.name: c.at for c in layout.columns[Plate.SCRIPT]}
    if "kind" not in fields or "title" not in fields:
        return
    for (first, left), (last, right) in merges:
        filled = [at for at, cell in enumerate(body[first]) if text_of(cell) != ""]
        if first == last and right - left + 1 >= _BANNER and filled == [left]:
            text = text_of(body[first][left])
            _put(body, first, left, None)
            _put(body, first, fields["title"], text)
            _put(body, first, fields["kind"], "group")


# --- blanks ------------------------------------------------------------------------


def _blank(name: str, body: Rows, layout: Layout, notes: list[Message]) -> None:
    """Groups, channels and the titles of variants, where a file without ids writes them
    once and leaves the cells below blank."""
    assert layout.plate is not None
    columns = {c.field.name: c for c in layout.columns[layout.plate]}
    if "id" in columns:
        return
    for field in _AS_ABOVE:
        column = columns.get(field)
        if column is not None and column.field.kind is Kind.TEXT and _sparse(body, column.at):
            _fill(name, body, column, list(range(len(body))), notes)
    title, sku = columns.get("title"), columns.get("sku")
    if layout.plate is Plate.GOODS and title is not None and sku is not None:
        variants = [row for row in range(len(body)) if text_of(_cell(body, row, sku.at))]
        _fill(name, body, title, variants, notes)


def _sparse(body: Rows, at: int) -> bool:
    """Whether the column is written once per group: nobody repeats it line by line."""
    said = [
        text_of(_cell(body, row, at)) for row in range(len(body)) if any(map(text_of, body[row]))
    ]
    return bool(said and said[0]) and all(a != b or not a for a, b in pairwise(said))


def _fill(name: str, body: Rows, column: Column, rows: Sequence[int], notes: list[Message]) -> None:
    above: Cell = None
    count = 0
    for row in rows:
        cell = _cell(body, row, column.at)
        if text_of(cell):
            above = cell
        elif above is not None and any(map(text_of, body[row])):
            _put(body, row, column.at, above)
            count += 1
    if count:
        notes.append(message("runsheet.as_above", sheet=name, column=column.heading, rows=count))
