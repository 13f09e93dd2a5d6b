"""A column of panels that scrolls where the window is too low for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollColumn(QScrollArea):
    """Gives `inside` all the room there is, and never less than it needs; never sideways."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._least, self._inside = 0, inside
        self.setObjectName("bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def set_least(self, least: int) -> None:
        """The px of height it may be pressed to, where what is inside needs more."""
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as what is inside needs beside a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        needed = self._inside.minimumSizeHint()
        return QSize(needed.width() + bar, min(needed.height(), self._least))

    def sizeHint(self) -> QSize:
        """As large as what is inside wants to be."""
        return self._inside.sizeHint()
