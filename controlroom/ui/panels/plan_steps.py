"""Where Tab, Enter and the arrows lead the cursor of a plan table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPersistentModelIndex

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable

_FLAG = QItemSelectionModel.SelectionFlag
_CYCLED = 4000
"""In a selection of more cells Tab and Enter do not go round."""


class Steps:
    """The cursor's steps over the rows and columns in sight."""

    def __init__(self, table: PlateTable) -> None:
        self._table = table
        self._home = -1  # the column a run of Tab began in
        self._tabbed = self._corner = self._reached = QPersistentModelIndex()

    def put(self, row: int, column: int) -> None:
        """The cursor there and nothing else selected, whatever keys are held (Ctrl+Enter)."""
        table = self._table
        index = table.plate_model.index(row, column)
        table.selectionModel().setCurrentIndex(index, _FLAG.ClearAndSelect)

    # --- Tab and Enter -----------------------------------------------------------------

    def beside(self, by: int) -> bool:
        """The next cell of the row that can be typed into, then of the next row; within a
        selection, of that. False at the table's end, so that Tab leads out of the table."""
        table = self._table
        here = table.currentIndex()
        if self._round(by, down=False):
            return True
        if not here.isValid():
            return False
        home = self._home if self._tabbed == here else here.column()
        row, column = self._beside(here.row(), here.column(), by)
        if row < 0:
            return False
        self.put(row, column)
        self._home, self._tabbed = home, QPersistentModelIndex(table.currentIndex())
        return True

    def _beside(self, row: int, column: int, by: int) -> tuple[int, int]:
        """(row, column) of the next cell that can be typed into, (−1, −1) at the end."""
        table = self._table
        columns, visual = table.plate_model.columns, table.horizontalHeader().visualIndex
        shown = [at for at in table.shown_columns() if columns[at].change]
        ways = shown if by > 0 else shown[::-1]
        ahead = [at for at in ways if (visual(at) - visual(column)) * by > 0]
        if not ahead:
            row, ahead = self.next_shown(row, by), ways
        return (row, ahead[0]) if row >= 0 and ahead else (-1, -1)

    def down(self, by: int) -> bool:
        """The cell `by` rows below among the rows shown; after a run of Tab, the one below
        where the run began. Within a selection, its next cell. Behind the last row the next
        one is begun."""
        table = self._table
        here = table.currentIndex()
        if self._round(by, down=True) or not here.isValid():
            return True
        column = self._home if by > 0 and self._tabbed == here else here.column()
        row = self.next_shown(here.row(), by)
        if row >= 0:
            self.put(row, column)
        elif by > 0:
            table.begin_row(column)
        return True

    def _round(self, by: int, *, down: bool) -> bool:
        """The next cell of a selection of several, round at its end, which stays selected."""
        table = self._table
        rows, columns, here = table.chosen_places(), table.chosen_columns(), table.currentIndex()
        chosen = table.selectionModel()
        if not 1 < len(rows) * len(columns) <= _CYCLED or not chosen.isSelected(here):
            return False
        index = table.plate_model.index
        cells = [(r, c) for c in columns for r in rows]
        if not down:
            cells = [(r, c) for r in rows for c in columns]
        cells = [cell for cell in cells if chosen.isSelected(index(*cell))]
        if (here.row(), here.column()) not in cells:
            return False
        at = cells.index((here.row(), here.column()))
        chosen.setCurrentIndex(index(*cells[(at + by) % len(cells)]), _FLAG.NoUpdate)
        return True

    # --- arrows ----------------------------------------------------------------------------

    def arrow(self, across: int, down: int) -> None:
        """One cell on, among those in sight; held at the ends."""
        here, columns = self._table.currentIndex(), self._table.shown_columns()
        row = self.next_shown(here.row(), down) if down else here.row()
        at = columns.index(here.column()) + across if here.column() in columns else 0
        self.put(row if row >= 0 else here.row(), columns[max(0, min(at, len(columns) - 1))])

    def jump(self, across: int, down: int, *, extend: bool) -> None:
        """To the first or last column, or row, in sight; `extend` takes what lies between
        into the selection."""
        table, here = self._table, self._table.currentIndex()
        columns, rows = table.shown_columns(), self._shown_places()
        if not here.isValid() or not columns or not rows:
            return
        row = rows[-(down > 0)] if down else here.row()
        column = columns[-(across > 0)] if across else here.column()
        corner = self._corner if self._reached == here else QPersistentModelIndex(here)
        if not extend:
            self.put(row, column)
            return
        there = table.plate_model.index(row, column)
        start = table.plate_model.index(corner.row(), corner.column())
        chosen = table.selectionModel()
        chosen.setCurrentIndex(there, _FLAG.NoUpdate)
        chosen.select(QItemSelection(start, there), _FLAG.ClearAndSelect)
        self._corner, self._reached = corner, QPersistentModelIndex(there)

    def _shown_places(self) -> Sequence[int]:
        table = self._table
        return [at for at in range(table.plate_model.rowCount()) if not table.isRowHidden(at)]

    def next_shown(self, row: int, by: int) -> int:
        """The next row number that no filter hides, or −1 at the end."""
        table, row = self._table, row + by
        while 0 <= row < table.plate_model.rowCount() and table.isRowHidden(row):
            row += by
        return row if row < table.plate_model.rowCount() else -1
