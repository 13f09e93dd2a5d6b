"""What the panels of Plan stand in: three columns over the timeline, divided by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from controlroom.ui.theme import GAP
from controlroom.ui.widgets.card import label


class PlanFrame(QWidget):
    """`column` holds `rows` (over it: header and work line), that the `columns` (`left`,
    `middle`, `right`) and the timeline."""

    def __init__(self) -> None:
        super().__init__()
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.middle = QFrame()
        self.middle_column = QVBoxLayout(self.middle)
        self.middle_column.setContentsMargins(0, 0, 0, 0)
        self.middle_column.addWidget(self.empty)
        self.left, self.right = (QSplitter(Qt.Orientation.Vertical) for _ in range(2))
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()

    def _lay_out(self) -> None:
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GAP, 0, GAP, GAP)
        self.column.setSpacing(GAP)
        self.column.addWidget(self.rows, 1)
        self.rows.addWidget(self.columns)
        for widget in (self.left, self.middle, self.right):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes([214, 1116, 310])
        self.rows.setStretchFactor(0, 1)
        for splitter in (self.left, self.right, self.columns, self.rows):
            splitter.setHandleWidth(GAP)
            splitter.setChildrenCollapsible(False)
