"""A headline number: caption, value in large tabular figures, a line of context."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from controlroom.ui.widgets.card import label, restyle


class FigureLabel(QFrame):
    """Caption over value over context. `second` is a lesser value beside the first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figure")
        self.caption = label("", "caption")
        self.value = label("—", "figure")
        self.second = label("", "figure2")
        self.context = label("", "caption")
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

    def put(self, value: str, context: str = "", *, second: str = "") -> None:
        """Show `value`, the lesser `second`, and `context`."""
        _set(self.value, value)
        _set(self.context, context)
        _set(self.second, second)
        self.second.setVisible(bool(second))
        self.setAccessibleName(f"{self.caption.text()} {value} {second}".strip())
        self.setAccessibleDescription(context)

    def set_caption(self, text: str, definition: str = "") -> None:
        """Name the number; `definition` is shown on hover."""
        _set(self.caption, text)
        self.setToolTip(definition)

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
