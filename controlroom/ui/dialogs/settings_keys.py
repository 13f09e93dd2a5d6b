"""Every key of Live, to be changed: press the new one into its field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from controlroom.ui.actions import BY_ID, KEYMAP, TABLE
from controlroom.ui.i18n import Language
from controlroom.ui.keymap import pressed, shown, written
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.said import named, said


class KeyField(QLineEdit):
    """Shows a key; one pressed into it is `wanted`. Tab and Esc work as everywhere."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def event(self, event: QEvent) -> bool:
        """Shortcuts of the window are keys like others here."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = pressed(event)
        if key in ("Tab", "Shift+Tab", "Esc", ""):
            super().keyPressEvent(event)
        else:
            self.wanted.emit(key)


class KeysPage(QWidget):
    """One line an action. A key that is taken is refused, and by whom is said."""

    changed = Signal()

    def __init__(self, language: Language, keep: Callable[[str, object], None]) -> None:
        super().__init__()
        self._language, self._keep = language, keep
        self.fields: dict[str, KeyField] = {}
        self.said = label("", "strong", wrap=True)
        self.reset = QPushButton()
        language.bind(self.reset, self.reset.setText, "ui.settings.keys.reset")
        language.retranslate.connect(self._show)  # what was said of a key was said in the other
        self.reset.clicked.connect(lambda: self._use({}))
        column = QVBoxLayout(self)
        column.addWidget(said(language, "ui.settings.keys.about", "caption", wrap=True))
        column.addWidget(self._list(), 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.reset)
        column.addLayout(bottom)
        self._show()

    def _list(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        for row, action in enumerate(TABLE):
            field = KeyField()
            field.wanted.connect(lambda key, name=action.id: self.change(name, key))
            named(self._language, field, action.text_key)
            self.fields[action.id] = field
            grid.addWidget(said(self._language, action.text_key), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        named(self._language, area, "ui.settings.keys")
        return area

    def change(self, action: str, key: str) -> None:
        """Give `action` the key, where it is free."""
        other = KEYMAP.taken(action, key)
        if other is None:
            self._use({**KEYMAP.own, action: key})
            return
        restyle(self.said, "tone", "error")
        if other:
            name = self._language.tr(BY_ID[other].text_key)
            text = self._language.tr("ui.settings.keys.taken", press=shown(key), name=name)
        else:
            text = self._language.tr("ui.settings.keys.reserved", press=shown(key))
        self.said.setText(text)

    def _use(self, own: dict[str, str]) -> None:
        KEYMAP.use(own)
        self._keep("ui.keys", written(KEYMAP.own))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for action, field in self.fields.items():
            field.setText(" / ".join(dict.fromkeys(shown(key) for key in KEYMAP.keys(action))))
        self.reset.setEnabled(bool(KEYMAP.own))
        restyle(self.said, "tone", "")
        self.said.setText("")
