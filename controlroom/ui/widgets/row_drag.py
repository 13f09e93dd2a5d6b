"""Dragging rows of a table to another place, by the handle of their first column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QTableView

_EDGE = 24


class RowDrag(QObject):
    """Watches the mouse in `view`. A press on the handle of a selected row may become a
    drag; a line shows where the rows would land; Escape gives up."""

    dropped = Signal(int)  # the rows selected go before this row number

    def __init__(self, view: QTableView, column: int = 0) -> None:
        super().__init__(view)
        self._view, self._column = view, column
        self._pressed: QPoint | None = None
        self._kept = False
        self._target: int | None = None
        self._line = QFrame(view.viewport())
        self._line.setObjectName("drop_line")
        self._line.setFixedHeight(3)
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)
        view.installEventFilter(self)

    @property
    def dragging(self) -> bool:
        """Whether rows are in the hand."""
        return self._target is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and self.dragging:
            if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self._give_up()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            return self._press(event)
        if kind is QEvent.Type.MouseMove:
            return self._move(event)
        if kind is QEvent.Type.MouseButtonRelease:
            return self._release()
        return False

    def _on_handle(self, spot: QPoint) -> bool:
        index = self._view.indexAt(spot)
        return index.isValid() and index.column() == self._column

    def _press(self, event: QMouseEvent) -> bool:
        spot = event.position().toPoint()
        self._pressed, self._kept = None, False
        if event.button() is not Qt.MouseButton.LeftButton or not self._on_handle(spot):
            return False
        self._pressed = spot
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        index = self._view.indexAt(spot)
        self._kept = plain and self._view.selectionModel().isSelected(index)
        return self._kept  # a press on what is selected must not deselect the others

    def _move(self, event: QMouseEvent) -> bool:
        spot = event.position().toPoint()
        if self._pressed is None:
            shape = Qt.CursorShape.OpenHandCursor
            self._view.viewport().setCursor(
                shape if self._on_handle(spot) else Qt.CursorShape.ArrowCursor
            )
            return False
        far = (spot - self._pressed).manhattanLength()
        if not self.dragging and far < QApplication.startDragDistance():
            return True
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroll(spot.y())
        self._aim(spot.y())
        return True

    def _scroll(self, y: int) -> None:
        bar, high = self._view.verticalScrollBar(), self._view.viewport().height()
        step = self._view.verticalHeader().defaultSectionSize() // 2
        if y < _EDGE:
            bar.setValue(bar.value() - step)
        elif y > high - _EDGE:
            bar.setValue(bar.value() + step)

    def _aim(self, y: int) -> None:
        """Between which rows `y` is: the gap nearest to it among the rows shown."""
        view, count = self._view, self._view.model().rowCount()
        row = view.rowAt(max(0, y))
        if row < 0:
            shown = [at for at in range(count) if not view.isRowHidden(at)]
            row = shown[-1] if shown else 0
        top, high = view.rowViewportPosition(row), view.rowHeight(row)
        below = y > top + high / 2
        self._target = row + 1 if below else row
        self._line.setFixedWidth(view.viewport().width())
        self._line.move(0, (top + high if below else top) - 2)
        self._line.raise_()
        self._line.show()

    def _release(self) -> bool:
        pressed, target, kept = self._pressed, self._target, self._kept
        self._give_up()
        if pressed is None:
            return False
        if target is not None:
            self.dropped.emit(target)
            return True
        if kept:  # a click after all: this row alone
            self._view.selectRow(self._view.indexAt(pressed).row())
            return True
        return False

    def _give_up(self) -> None:
        self._pressed, self._target, self._kept = None, None, False
        self._line.hide()
        self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
