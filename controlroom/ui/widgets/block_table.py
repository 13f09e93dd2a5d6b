"""A table that paints no more than what changed, and says below its rows what may follow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from controlroom.ui.widgets.row_pictures import RowPictures

Index = QModelIndex | QPersistentModelIndex


class BlockTable(QTableView):
    """Where a block of cells changes, Qt paints the whole table; this, what is in sight of it.
    With `pictures` a row that only moves is not painted again.

    `hint` stands in `hint_ink` where the next row would; a click on it is `hint_clicked`."""

    hint_clicked = Signal()
    hint = ""
    typing = False  # whether something is typed where the hint stands
    hint_ink = QColor()

    pictures: RowPictures | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows (as pictures while they are sharp), and the hint under them."""
        pictures = self.pictures
        if pictures is not None and pictures.sharp:
            painter = QPainter(self.viewport())
            pictures.paint(painter, event.rect())
            painter.end()
        else:
            super().paintEvent(event)
        box = self.hint_box()
        if self.hint and not self.typing and event.rect().intersects(box):
            painter = QPainter(self.viewport())
            painter.setPen(self.hint_ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.hint)
            painter.end()

    def updateGeometries(self) -> None:
        """The table scrolls on until the place of the next row is in sight."""
        bar, header = self.verticalScrollBar(), self.verticalHeader()
        here, at_end = bar.value(), 0 < bar.value() == bar.maximum()
        super().updateGeometries()
        if self.hint and self.verticalScrollMode() is self.ScrollMode.ScrollPerPixel:
            whole = header.length() + header.defaultSectionSize()
            bar.setMaximum(max(0, whole - self.viewport().height()))
            bar.setValue(
                bar.maximum() if at_end else here
            )  # Qt has no room for what is below the last row

    def hint_box(self) -> QRect:
        """Where the hint stands: behind the last row, in sight."""
        tall = self.verticalHeader().defaultSectionSize()
        indent, top = tall, self.verticalHeader().length() - self.verticalOffset()
        return QRect(indent, top, self.viewport().width() - 2 * indent, tall)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if self.hint and left and self.hint_box().contains(event.position().toPoint()):
            self.hint_clicked.emit()

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


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of row numbers that stand one behind the other."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] + 1 == at:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
