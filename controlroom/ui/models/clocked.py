"""Cells of a script that hang on the show's clock, typed over from the top down.

Where a row stands depends on those above it alone, so the clock is carried from row to row:
the cost of a block grows with the script and the cells, not with one times the other.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.time import Instant, later
from controlroom.plan import edits
from controlroom.plan.chain import Chain, Schedule
from controlroom.plan.sheet import Plate, RunSheet, Segment
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight

Refusal = tuple[RowId, Column, str, Message]
Cells = Mapping[RowId, Sequence[tuple[Column, str]]]


def over(
    sight: Sight, sheet: RunSheet, cells: Cells
) -> Generator[float, None, tuple[RunSheet, list[Refusal]]]:
    """`sheet` with `cells` of its script typed over, and what was refused. Each cell meets the
    clock as the cells above it have made it. Yields the share done after each row."""
    chain, ends = Chain(sheet), _Ends(sheet.segments)
    done: dict[RowId, Segment] = {}
    refused: list[Refusal] = []
    for at, segment in enumerate(sheet.segments):
        row = segment
        for column, text in cells.get(segment.id, ()):
            row = _over(sight, sheet, row, (column, text), chain, (ends, at), refused)
        if segment.id in cells:
            done[segment.id] = row
            yield len(done) / len(cells)
        chain.past(chain.place(row))
    return edits.put_rows(sheet, Plate.SCRIPT, done), refused


def _over(
    sight: Sight,
    sheet: RunSheet,
    row: Segment,
    cell: tuple[Column, str],
    chain: Chain,
    place: tuple[_Ends, int],
    refused: list[Refusal],
) -> Segment:
    """The row with one cell typed over; as it was where the text is refused."""
    (column, text), timed, (ends, at) = cell, chain.place(row), place
    end = ends.behind(at, timed.end if timed.playable else chain.cursor)
    alone = RunSheet(session=sheet.session, segments=(row,))
    here = Schedule(rows=(timed,), start=timed.start, end=end)
    view = replace(sight, sheet=alone, schedule=here)
    if column.change is None or text.strip() == said(column, row, view).strip():
        return row
    try:
        return column.change(alone, row.id, text.strip(), view).segments[0]
    except WorldError as reason:
        refused.append((row.id, column, text, reason.message))
        return row


def said(column: Column, row: object, sight: Sight) -> str:
    """What a cell would be copied as."""
    if column.look == "check":
        return sight.speaker.text("ui.plan.yes" if getattr(row, column.name) else "ui.plan.no")
    return column.edit_text(row, sight)  # type: ignore[arg-type]


class _Ends:
    """Where a script ends, from any of its rows on."""

    def __init__(self, rows: Sequence[Segment]) -> None:
        held: Instant | None = None  # the end, where a row behind has a start of its own
        length = 0
        self._behind: list[tuple[Instant | None, int]] = []
        for row in reversed(rows):
            self._behind.append((held, length))
            if row.skip or row.milestone:
                continue
            if held is None and row.start is not None and (row.hard or not row.linked):
                held = later(row.start, row.duration + length)
            length += row.duration
        self._behind.reverse()

    def behind(self, at: int, cursor: Instant) -> Instant:
        """The end of the script whose row number `at` ends at `cursor`."""
        held, length = self._behind[at]
        return later(cursor, length) if held is None else held
