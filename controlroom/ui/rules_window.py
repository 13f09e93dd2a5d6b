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

    def open(self) -> None:
        """Show it, or bring it to the front."""
        from controlroom.ui.dialogs.rules import RulesDialog

        if self.dialog is None:
            made = RulesDialog(self._desk.ruling, self._language, self._session, self._parent)
            made.finished.connect(self._closed)
            made.finished.connect(made.deleteLater)
            self.dialog = made
            made.show()
        self.dialog.activateWindow()

    def _closed(self) -> None:
        self.dialog = None
