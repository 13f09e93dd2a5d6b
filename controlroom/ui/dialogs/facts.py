"""Which file of facts to read, and how its columns are meant."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.errors import WorldError
from controlroom.plan.sheet import Session
from controlroom.ports import FileRequest
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle

_KINDS = ("orders", "ads", "room")


class FactsDialog(QDialog):
    """A file, its kind, and a mapping of columns for tables we do not know."""

    def __init__(self, language: Language, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language, self._session = language, session
        tr = language.tr
        self.setWindowTitle(tr("ui.plan.ask.facts"))
        self.path, self.mapping = QLineEdit(), QLineEdit()
        self.mapping.setPlaceholderText("order_no=order_id pay_time=paid_at total=amount")
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(tr(f"ui.plan.ask.kind.{kind}"), kind)
        browse = QPushButton(tr("ui.plan.ask.browse"))
        browse.clicked.connect(self._browse)
        self.trouble = label("", "caption", wrap=True)
        restyle(self.trouble, "tone", "error")
        self.buttons = buttons(language, self)
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(browse)
        form = QFormLayout()
        form.addRow(tr("ui.plan.ask.file"), file)
        form.addRow(tr("ui.plan.ask.kind"), self.kind)
        form.addRow(tr("ui.plan.ask.mapping"), self.mapping)
        for widget, key in ((self.path, "file"), (self.kind, "kind"), (self.mapping, "mapping")):
            widget.setAccessibleName(tr(f"ui.plan.ask.{key}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addLayout(form)
        column.addWidget(label(tr("ui.plan.ask.mapping.help"), "caption", wrap=True))
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)
        self.setMinimumWidth(520)
        for edit in (self.path, self.mapping):
            edit.textChanged.connect(self._check)
        self._check()

    def request(self) -> FileRequest:
        """What was asked for. Raises WorldError for a mapping that can't be read."""
        return FileRequest(
            path=self.path.text().strip(),
            kind=str(self.kind.currentData()),
            mapping=read_mapping(self.mapping.text()),
            zone=self._session.zone,
            currency=self._session.currency,
            start=self._session.planned_start,
        )

    def _browse(self) -> None:
        dialog = QFileDialog(self, self._language.tr("ui.plan.ask.facts"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _check(self) -> None:
        try:
            trouble = "" if self.request().path else " "
        except WorldError as refusal:
            trouble = self._language.say(refusal.message)
        self.trouble.setText(trouble.strip())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not trouble)


def read_mapping(text: str) -> dict[str, str]:
    """`COLUMN=FIELD` words as a mapping. Raises WorldError for a word without `=`."""
    pairs = [word.partition("=") for word in text.split()]
    bad = [column for column, sign, field in pairs if not sign or not column or not field]
    if bad:
        raise WorldError("ui.plan.bad.mapping", value=bad[0])
    return {column: field for column, _, field in pairs}
