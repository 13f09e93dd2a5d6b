"""The line a cell is typed in: says at once, before it is kept, what is wrong with a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QMoveEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from controlroom.ui.widgets.card import label, restyle

_WIDEST = 360
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""(columns, rows) that each arrow leads on."""
_CHANGES = (
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
)


class CellEditor(QLineEdit):
    """`check(text)` is the reason a text would be refused, "" where it is good. The edge
    turns red and the reason stands below (above, in the last row)."""

    def __init__(self, parent: QWidget, check: Callable[[str], str]) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self._check, self._around = check, parent
        self._typed_over = False
        self.reason = label("", "", wrap=True)
        self.reason.setObjectName("bubble")
        self.reason.setParent(parent)
        self.reason.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.reason.hide()
        self.destroyed.connect(self.reason.deleteLater)
        self.textChanged.connect(self._judge)

    def offer(self, words: Sequence[str]) -> None:
        """Offer `words` while typing."""
        if words:
            completer = QCompleter(list(words), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)

    def begun_by(self, trigger: QAbstractItemView.EditTrigger) -> None:
        """How it was opened: by a letter typed over the cell, or to change what stands there."""
        self._typed_over = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        if trigger in _CHANGES:
            self.end(False)

    def arrow_leaves(self, across: int, down: int) -> bool:
        """Whether an arrow keeps the text and leads to the next cell: up and down always, left
        and right where the text was typed over the cell."""
        return bool(down) or (bool(across) and self._typed_over)

    def _judge(self) -> None:
        said = self._check(self.text())
        restyle(self, "error", bool(said))
        self.reason.setText(said)
        self.setToolTip(said)
        self.setAccessibleDescription(said)
        if said and self.isVisible():
            self._place()
        self.reason.setVisible(bool(said) and self.isVisible())

    def _place(self) -> None:
        around = self._around
        self.reason.setMaximumWidth(min(_WIDEST, around.width() - 8))
        wanted = self.reason.fontMetrics().horizontalAdvance(self.reason.text()) + 24
        wide = min(wanted, self.reason.maximumWidth())
        self.reason.setFixedWidth(wide)
        self.reason.setFixedHeight(self.reason.heightForWidth(wide))
        below = self.geometry().bottomLeft() + QPoint(0, 3)
        if below.y() + self.reason.height() > around.height():
            below.setY(self.geometry().top() - self.reason.height() - 3)
        below.setX(max(2, min(below.x(), around.width() - wide - 4)))
        self.reason.move(below)
        self.reason.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._judge()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self.reason.isVisible():
            self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        self.reason.hide()
        super().hideEvent(event)
