"""The line to find something in a table: next, previous, and how many there are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton

from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label


class FindBar(QFrame):
    """Hidden until opened. Enter and Shift+Enter go on and back, Escape closes."""

    text_changed = Signal(str)
    stepped = Signal(int)  # +1 next, -1 previous
    closed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setObjectName("find_bar")
        self.line = QLineEdit()
        self.line.setMaximumWidth(320)
        self.line.setClearButtonEnabled(True)
        self.count = label("", "caption")
        self.back, self.next = QPushButton("↑"), QPushButton("↓")
        self.shut = QPushButton("✕")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        for button, act in (
            (self.back, lambda: self.stepped.emit(-1)),
            (self.next, lambda: self.stepped.emit(1)),
            (self.shut, self.shut_down),
        ):
            button.setProperty("kind", "quiet")
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        row.addStretch(2)
        self.line.textChanged.connect(self.text_changed)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show it, ready to be typed into; `text` is proposed."""
        if text:
            self.line.setText(text)
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self.text_changed.emit(self.line.text())

    def shut_down(self) -> None:
        """Hide it again."""
        self.hide()
        self.closed.emit()

    def show_count(self, at: int, count: int) -> None:
        """The cursor is on match number `at` (0: on none) of `count`."""
        tr, looking = self._language.tr, bool(self.line.text().strip())
        key = ("count" if at else "total") if count else "none"
        said = tr(f"ui.plan.find.{key}", at=at, count=count)
        self.count.setText(said if looking else "")
        for button in (self.back, self.next):
            button.setEnabled(count > 0)

    def say(self) -> None:
        """Say everything in the language in force."""
        tr = self._language.tr
        self.line.setPlaceholderText(tr("ui.plan.find"))
        self.line.setAccessibleName(tr("ui.plan.find"))
        for button, key in ((self.back, "back"), (self.next, "next"), (self.shut, "close")):
            button.setToolTip(tr(f"ui.plan.find.{key}"))
            button.setAccessibleName(tr(f"ui.plan.find.{key}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter to the next find, Shift+Enter to the one before, Esc shuts the bar."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        elif key == Qt.Key.Key_Escape:
            self.shut_down()
        else:
            super().keyPressEvent(event)
