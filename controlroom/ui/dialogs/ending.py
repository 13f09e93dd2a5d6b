"""The one question that may stop the operator on air: whether the show is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from controlroom.ui.i18n import Language


def ask_end(parent: QWidget, language: Language, end: Callable[[], None]) -> None:
    """Ask, and call `end` where the answer is yes."""
    tr = language.tr
    box = QMessageBox(parent)
    box.setWindowTitle(tr("ui.end.title"))
    box.setText(tr("ui.end.question"))
    box.setInformativeText(tr("ui.end.advice"))
    yes = box.addButton(tr("ui.button.off_air"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(tr("ui.end.stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.finished.connect(lambda: end() if box.clickedButton() is yes else None)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
