"""Where Tab and Enter lead the cursor of a plan table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable


class Steps:
    """The cursor's steps over the rows and columns in sight."""

    def __init__(self, table: PlateTable) -> None:
        self._table = table

    def put(self, row: int, column: int) -> None:
        """The cursor there and nothing else selected, whatever keys are held (Ctrl+Enter)."""
        table = self._table
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        table.selectionModel().setCurrentIndex(table.plate_model.index(row, column), flag)

    def beside(self, by: int) -> bool:
        """The next cell of the row that can be typed into, then of the next row. False at
        the table's end, so that Tab leads out of the table."""
        table = self._table
        here, columns = table.currentIndex(), table.plate_model.columns
        shown = [at for at in table.shown_columns() if columns[at].change]
        if not here.isValid() or not shown:
            return False
        visual, row = table.horizontalHeader().visualIndex, here.row()
        ways = shown if by > 0 else shown[::-1]
        ahead = [at for at in ways if (visual(at) - visual(here.column())) * by > 0]
        if not ahead:
            row, ahead = self._next_shown(row, by), ways
        if row < 0:
            return False
        self.put(row, ahead[0])
        return True

    def down(self, by: int) -> bool:
        """The cell `by` rows below among the rows shown, held at the ends."""
        here = self._table.currentIndex()
        row = self._next_shown(here.row(), by) if here.isValid() else -1
        if row >= 0:
            self.put(row, here.column())
        return True

    def _next_shown(self, row: int, by: int) -> int:
        """The next row number that no filter hides, or −1 at the end."""
        table, row = self._table, row + by
        while 0 <= row < table.plate_model.rowCount() and table.isRowHidden(row):
            row += by
        return row if row < table.plate_model.rowCount() else -1
