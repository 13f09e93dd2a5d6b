"""Blocks of cells written by a plan table: a few at once, many in turns with progress."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.ui.i18n import Language
from controlroom.ui.models import batch
from controlroom.ui.models.columns import Column
from controlroom.ui.slow import Slow

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable

AT_ONCE = 240
"""So many cells are written before anything is painted again; more, in turns."""
_A_TURN = 160  # cells, some 15 ms

Then = Callable[[batch.Batch], None]


class Writing:
    """Writes blocks of cells of one table, each one step of undo. While a long one is under
    way the window is alive; should the plan become another meanwhile, nothing is written."""

    def __init__(self, table: PlateTable, language: Language) -> None:
        self._table, self._language = table, language

    def write(self, work: batch.Work[batch.Batch], rows: int, wide: int, then: Then) -> None:
        """Do `work` on `rows` rows of `wide` cells, then what `then` does with the batch."""
        if rows * wide <= AT_ONCE:
            then(batch.done(work))
            return
        slow = Slow(self._whole(work), self._table, pieces=max(1, _A_TURN // max(1, wide)))
        slow.on_done(lambda made: then(made) if isinstance(made, batch.Batch) else None)
        text = self._language.tr("ui.plan.work.cells", count=rows * wide)
        self._table.worked.emit(slow, text)

    def _whole(self, work: batch.Work[batch.Batch]) -> Generator[float, None, Any]:
        model = self._table.plate_model
        base = model.sight.sheet
        made = yield from work
        yield 1.0
        if model.sight.sheet is not base:
            raise WorldError("ui.plan.work.moved_on")
        return made

    def set_all(self, name: str, text: str) -> None:
        """Column `name` of all selected rows set to `text`, as if typed."""
        rows, model = self._table.chosen_rows(), self._table.plate_model
        if rows:
            column = model.columns[model.column_of(name)]
            work = batch.set_all(model.sight, model.plate, rows, column, text)
            self.write(work, len(rows), 1, self._table.do)

    def clear(self) -> None:
        """Empty the selected cells; a refused text goes back to its good value."""
        model = self._table.plate_model
        cells = self._chosen()
        if model.refused:
            cells = [cell for cell in cells if not model.discard_refused(model.index(*cell))]
        wanted: list[tuple[RowId, Column]] = []
        for place, at in cells:
            row, column = model.row_id(place), model.columns[at]
            if row and column.change:
                wanted.append((row, column))
        if wanted:
            work = batch.cleared(model.sight, model.plate, wanted)
            count = len({row for row, _ in wanted})
            self.write(work, count, -(-len(wanted) // count), model.perform)

    def _chosen(self) -> list[tuple[int, int]]:
        """(row number, column number) of each selected cell in sight, else the cursor's."""
        table, here = self._table, self._table.currentIndex()
        blocks = [
            (range(b.top(), b.bottom() + 1), range(b.left(), b.right() + 1)) for b in table.ranges()
        ]
        if not blocks and here.isValid():
            blocks = [(range(here.row(), here.row() + 1), range(here.column(), here.column() + 1))]
        shown = set(table.shown_columns())
        found = {
            (row, at): None
            for rows, columns in blocks
            for row in rows
            if not table.isRowHidden(row)
            for at in columns
            if at in shown
        }
        return list(found)
