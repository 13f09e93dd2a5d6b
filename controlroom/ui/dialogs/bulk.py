"""One value for many rows: which column, and what it is to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.models.columns import Column
from controlroom.ui.widgets.card import label, restyle


class BulkDialog(QDialog):
    """`refusal(column, text)` says why a text would not be taken ("" where it would);
    `words(column)` are the words offered."""

    def __init__(
        self,
        language: Language,
        columns: Sequence[Column],
        count: int,
        *,
        chosen: str,
        refusal: Callable[[Column, str], str],
        words: Callable[[Column], list[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bulk_dialog")
        self._language, self._columns = language, list(columns)
        self._refusal, self._words = refusal, words
        self.setWindowTitle(language.tr("ui.plan.bulk.title", count=count))
        self.column, self.text = QComboBox(), QLineEdit()
        for one in self._columns:
            self.column.addItem(language.tr(one.heading))
        names = [one.name for one in self._columns]
        self.column.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.trouble = label("", "caption", wrap=True)
        restyle(self.trouble, "tone", "error")
        self.buttons = buttons(language, self)
        self._lay_out()
        self.column.currentIndexChanged.connect(self._turned)
        self.text.textChanged.connect(self._judge)
        self._turned()
        self.text.setFocus()

    def _lay_out(self) -> None:
        tr, form = self._language.tr, QFormLayout()
        for key, widget in (("column", self.column), ("value", self.text)):
            widget.setAccessibleName(tr(f"ui.plan.bulk.{key}"))
            form.addRow(tr(f"ui.plan.bulk.{key}"), widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)
        self.setMinimumWidth(400)

    @property
    def chosen(self) -> Column:
        """The column to be set."""
        return self._columns[self.column.currentIndex()]

    def _turned(self) -> None:
        hint = self.chosen.hint
        self.text.setPlaceholderText(self._language.tr(f"{hint}.short") if hint else "")
        completer = QCompleter(self._words(self.chosen), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.text.setCompleter(completer)
        self._judge()

    def _judge(self) -> None:
        said = self._refusal(self.chosen, self.text.text())
        self.trouble.setText(said or self._language.tr("ui.plan.bulk.empty"))
        restyle(self.trouble, "tone", "error" if said else "muted")
        self.trouble.setVisible(bool(said) or not self.text.text().strip())
        restyle(self.text, "error", bool(said))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not said)
