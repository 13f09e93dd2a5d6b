"""A headline number: caption, value in large tabular figures, a line of context."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout

from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.elided import ElidedLabel


class _Context(ElidedLabel):
    """The line under a number. Where there is no room for all of it, the shorter wording stands
    there, or it ends in …: an amount that is cut off would be read as another amount."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "caption")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._full = self._short = ""

    def offer(self, full: str, short: str) -> None:
        """Say `full`, or `short` (when there is one) where that is too long."""
        self._full, self._short = full, short
        self._choose()

    def _choose(self) -> None:
        room = self.contentsRect().width()
        right = Qt.TextElideMode.ElideRight
        whole = self.fontMetrics().elidedText(self._full, right, room) == self._full
        _set(self, self._full if whole or not self._short else self._short)

    def setText(self, text: str) -> None:
        QLabel.setText(self, text)  # the hover is the number's own

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # where a layout asks, all of it is to be read

    def sizeHint(self) -> QSize:
        return QLabel.sizeHint(self) + QSize(2, 0)  # px: advances are rounded

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()


class FigureLabel(QFrame):
    """Caption over value over context. `second` is a lesser value beside the first. What the
    hover says is said as well when the keyboard comes here."""

    stepped = Signal(int)  # ← (-1) or → (1) was pressed

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figure")
        self.caption = label("", "caption")
        self.value = label("—", "figure")
        self.second = label("", "figure2")
        self.context = _Context()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.value)
        row.addWidget(self.second)
        row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 6, 16, 6)
        self.column.setSpacing(1)
        self.column.addWidget(self.caption)
        self.column.addLayout(row)
        self.column.addWidget(self.context)
        self.second.hide()

    def put(self, value: str, context: str = "", *, second: str = "", short: str = "") -> None:
        """Show `value`, the lesser `second`, and `context` (`short`: said shorter, for where
        there is no room for it)."""
        _set(self.value, value)
        self.context.offer(context, short)
        _set(self.second, second)
        self.second.setVisible(bool(second))
        self.setAccessibleName(f"{self.caption.text()} {value} {second}".strip())
        self._describe()

    def set_caption(self, text: str, definition: str = "") -> None:
        """Name the number; `definition` is shown on hover."""
        _set(self.caption, text)
        self.explain(definition)

    def explain(self, definition: str) -> None:
        """What the hover says."""
        if definition != self.toolTip():
            self.setToolTip(definition)
            self._describe()

    def _describe(self) -> None:
        said = "\n".join(part for part in (self.context.text(), self.toolTip()) if part)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        under = self.mapToGlobal(QPoint(12, self.height()))
        QToolTip.showText(under, self.toolTip(), self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def set_compact(self, compact: bool) -> None:
        """Smaller and closer, for a narrow window."""
        side = 9 if compact else 16
        self.column.setContentsMargins(side, 6, side, 6)
        for part in (self.value, self.second):
            restyle(part, "compact", "on" if compact else "")

    def tone(self, role: str, second: str = "text") -> None:
        """Colour of value and second: "text" | "good" | "warning" | "error" | "money" | "stale"."""
        restyle(self.value, "tone", role)
        restyle(self.second, "tone", second)


def _set(target: QLabel, text: str) -> None:
    if target.text() != text:
        target.setText(text)
