"""All keys of Live on one sheet. Not modal; `?` or Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

from controlroom.ui.actions import TABLE, hint
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label

_ROWS = -(-len(TABLE) // 2)


class KeySheet(QDialog):
    """Key and what it does, in two columns."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        self._language = language
        self._keys: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(22, 18, 22, 18)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for number, action in enumerate(TABLE):
            row, column = number % _ROWS, number // _ROWS * 2
            key = label(hint(action.id), "pill")
            key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words = label()
            grid.addWidget(key, row, column)
            grid.addWidget(words, row, column + 1)
            language.bind(words, words.setText, action.text_key)
            self._keys[action.id] = key
        self.foot = label("", "muted", wrap=True)
        grid.addWidget(self.foot, _ROWS, 0, 1, 4)
        language.bind(self.foot, self.foot.setText, "ui.keys.typing")
        language.bind(self, self.setWindowTitle, "ui.action.keys")

    def toggle(self) -> None:
        """Show the sheet with the keys in force, or put it away."""
        for action, key in self._keys.items():
            key.setText(hint(action))
        self.setVisible(not self.isVisible())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("?", "？") or event.key() == Qt.Key.Key_Escape:
            self.hide()
