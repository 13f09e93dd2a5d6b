"""A segment for this run alone: what it is called and how long it is. Not modal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, Span
from controlroom.desk.intents import InsertRow
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.said import named, said
from controlroom.ui.widgets.spin_field import inset

_LENGTH, _LONGEST = 5, 240


class InsertDialog(QDialog):
    """`asked` brings the intent. Enter inserts, Esc leaves."""

    asked = Signal(object)  # InsertRow

    def __init__(
        self, after: RowId, title: str, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("insert_dialog")
        self._after = after
        language.bind(self, self.setWindowTitle, "ui.insert.title")
        self.name, self.length = QLineEdit(language.tr("ui.insert.default")), QSpinBox()
        inset(self.length)
        self.length.setRange(1, _LONGEST)
        self.length.setValue(_LENGTH)
        self.ok = QPushButton()
        language.bind(self.ok, self.ok.setText, "ui.insert.ok")
        self.ok.setProperty("kind", "primary")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._done)
        form = QFormLayout(self)
        form.setContentsMargins(18, 16, 18, 14)
        form.addRow(said(language, "ui.insert.behind", "muted", wrap=True, title=title))
        form.addRow(said(language, "ui.insert.name"), self.name)
        form.addRow(said(language, "ui.insert.minutes"), self.length)
        form.addRow(self.ok)
        named(language, self.name, "ui.insert.name")
        named(language, self.length, "ui.insert.minutes")
        self.name.selectAll()

    def _done(self) -> None:
        name = self.name.text().strip()
        if name:
            length = Span(self.length.value() * MINUTE)
            self.asked.emit(InsertRow(self._after, name, length))
            self.accept()
