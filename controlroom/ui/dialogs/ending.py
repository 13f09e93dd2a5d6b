"""The questions that may stop the operator on air: whether the show is over, and whether the
program is to be closed in the middle of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def ask_leave(
    parent: QWidget, language: Language, whys: Sequence[str], leave: Callable[[], None]
) -> None:
    """Ask before the window is closed; `whys` ("on_air" | "unsaved"), the gravest first. One
    question at a time."""
    if parent.findChild(QMessageBox, "leave") is not None:
        return
    tr = language.tr
    box = QMessageBox(parent)
    box.setObjectName("leave")
    box.setWindowTitle(tr("ui.leave.title"))
    box.setText(tr(f"ui.leave.{whys[0]}"))
    box.setInformativeText("\n\n".join(tr(f"ui.leave.{why}.advice") for why in whys))
    yes = box.addButton(tr("ui.leave.close"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(tr("ui.leave.stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.finished.connect(lambda: leave() if box.clickedButton() is yes else None)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
