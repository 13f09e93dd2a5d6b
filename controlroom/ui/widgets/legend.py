"""The name of a series in a chart's legend: a click, or Space, hides and shows the series."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from controlroom.ui.theme import Theme


class LegendMark(QPushButton):
    """Checked while its series is shown; struck through and grey while it is not."""

    def __init__(self, theme: Theme, role: str) -> None:
        super().__init__()
        self._theme, self._role = theme, role
        self.setProperty("kind", "legend")
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(lambda _: self.ink())

    def say(self, text: str, tip: str) -> None:
        """Show `text`; `tip` says what a click does."""
        if self.text() != text:
            self.setText(text)
            self.setAccessibleName(text)
            self.setToolTip(tip)

    def ink(self) -> None:
        """The series' colour, or grey and struck through."""
        on = self.isChecked()
        colour = self._theme.ink(self._role if on else "faint").name()
        line = "none" if on else "line-through"
        sheet = f"color: {colour}; text-decoration: {line}; font-weight: bold"
        if sheet != self.styleSheet():  # setting it costs a layout
            self.setStyleSheet(sheet)
