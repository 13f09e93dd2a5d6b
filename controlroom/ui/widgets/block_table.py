"""A table that paints no more than what changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex


class BlockTable(QTableView):
    """Where a block of cells changes, Qt paints the whole table; this, what is in sight of it."""

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = (), /) -> None:
        """Paint the cells between `first` and `last` again."""
        if first == last or self.state() == QAbstractItemView.State.EditingState:
            super().dataChanged(first, last, list(roles))
            return
        view, top = self.viewport(), max(first.row(), self.rowAt(0))
        from_y = self.rowViewportPosition(top)
        to_y = self.rowViewportPosition(last.row()) + self.rowHeight(last.row())
        from_x, wide = self._across(first.column(), last.column())
        view.update(from_x, from_y, wide, min(to_y, view.height()) - from_y)

    def _across(self, first: int, last: int) -> tuple[int, int]:
        """(left, width) of columns `first` to `last`; of all where some have been moved."""
        if first != last and self.horizontalHeader().sectionsMoved():
            return 0, self.viewport().width()
        left = self.columnViewportPosition(first)
        return left, self.columnViewportPosition(last) + self.columnWidth(last) - left
