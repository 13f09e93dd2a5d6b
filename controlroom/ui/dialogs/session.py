"""Questions about a session: its title and start, or all that a plan says of it."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QTimeZone
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.time import Instant
from controlroom.ui.i18n import Language


class StartDialog(QDialog):
    """A title (where `title` is not None) and a planned start in `zone`."""

    def __init__(
        self,
        language: Language,
        heading: str,
        start: Instant,
        zone: str,
        title: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("start_dialog")
        self.setWindowTitle(language.tr(heading))
        self._language = language
        self.title = QLineEdit(title or "")
        self.start = QDateTimeEdit()
        self.start.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.start.setCalendarPopup(True)
        self.start.setTimeZone(QTimeZone(zone.encode()))
        self.start.setDateTime(QDateTime.fromMSecsSinceEpoch(start, QTimeZone(zone.encode())))
        form = QFormLayout()
        if title is not None:
            form.addRow(language.tr("ui.plan.ask.title"), self.title)
        form.addRow(language.tr("ui.plan.ask.start", zone=zone), self.start)
        self.title.setAccessibleName(language.tr("ui.plan.ask.title"))
        self.start.setAccessibleName(language.tr("ui.plan.ask.start", zone=zone))
        self.buttons = buttons(language, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addLayout(form)
        column.addWidget(self.buttons)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        if title is not None:
            self.title.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
            ok.setEnabled(bool(title.strip()))
        self.setMinimumWidth(380)

    @property
    def chosen_start(self) -> Instant:
        """The start as set, UTC ms."""
        return Instant(self.start.dateTime().toMSecsSinceEpoch())

    @property
    def chosen_title(self) -> str:
        """The title as typed."""
        return self.title.text().strip()


def buttons(language: Language, dialog: QDialog) -> QDialogButtonBox:
    """OK and Cancel, said in the language in force."""
    standard = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(standard.Ok | standard.Cancel)
    box.button(standard.Ok).setText(language.tr("ui.plan.ok"))
    box.button(standard.Ok).setProperty("kind", "primary")
    box.button(standard.Cancel).setText(language.tr("ui.plan.cancel"))
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
