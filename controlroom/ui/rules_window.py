"""The rules in a window of their own, one at a time; the show goes on behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from controlroom.core.ids import SessionId
from controlroom.ui.actions import LiveDesk
from controlroom.ui.i18n import Language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from controlroom.ui.dialogs.rules import RulesDialog


class RulesWindow:
    """`session()` is what a rule is tried on."""

    def __init__(
        self,
        desk: LiveDesk,
        language: Language,
        session: Callable[[], SessionId | None],
        parent: QWidget,
    ) -> None:
        self._desk, self._language, self._session = desk, language, session
        self._parent = parent
        self.dialog: RulesDialog | None = None
        self._lang = language.lang
        language.retranslate.connect(self._again)

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.dialog is None:
            self.dialog = self._made()
            self.dialog.show()
        self.dialog.activateWindow()

    def _made(self) -> RulesDialog:
        from controlroom.ui.dialogs.rules import RulesDialog

        made = RulesDialog(self._desk.ruling, self._language, self._session, self._parent)
        made.finished.connect(self._closed)
        made.finished.connect(made.deleteLater)
        return made

    def _again(self) -> None:
        """In another language it is built anew, with what was being edited."""
        before, self._lang, was = self.dialog, self._language.lang, self._lang
        if before is None or self._lang == was:
            return
        self.dialog = self._made()
        self.dialog.take_over(before)
        before.trial.stop()
        before.finished.disconnect(self._closed)
        before.hide()
        before.deleteLater()
        self.dialog.show()

    def _closed(self) -> None:
        self.dialog = None
