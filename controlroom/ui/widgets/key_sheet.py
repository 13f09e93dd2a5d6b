"""All keys of Live on one sheet. Not modal; `?` or Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

from controlroom.ui.actions import TABLE, hint
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label

_ROWS = -(-len(TABLE) // 2)
_WIDE = 760  # px
_FEET = ("rows", "charts", "strip", "panels", "typing")  # keys of parts that have the focus


class KeySheet(QDialog):
    """Key and what it does, in two columns."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        self._language = language
        self._keys: dict[str, QLabel] = {}
        self._feet: list[QLabel] = []
        grid = self._grid = QGridLayout(self)
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
        for number, name in enumerate(_FEET):
            foot = label("", "muted", wrap=True)
            grid.addWidget(foot, _ROWS + number, 0, 1, 4)
            language.bind(foot, foot.setText, f"ui.keys.{name}")
            self._feet.append(foot)
        language.bind(self, self.setWindowTitle, "ui.action.keys")
        language.retranslate.connect(self._fit)

    def toggle(self) -> None:
        """Show the sheet with the keys in force, or put it away."""
        for action, key in self._keys.items():
            key.setText(hint(action))
        self._fit()
        self.setVisible(not self.isVisible())

    def _fit(self) -> None:
        """As wide as the keys need, and tall enough for what is wrapped under them."""
        sides = self._grid.contentsMargins()
        wide = max(_WIDE, self._grid.minimumSize().width())
        for foot in self._feet:
            foot.setMinimumHeight(foot.heightForWidth(wide - sides.left() - sides.right()))
        self.resize(wide, self._grid.minimumSize().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("?", "？") or event.key() == Qt.Key.Key_Escape:
            self.hide()
