"""The rules in a window of their own, one at a time; the show goes on behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from controlroom.core.ids import SessionId
from controlroom.ui.i18n import Language
from controlroom.ui.live_desk import LiveDesk
from controlroom.ui.turns import Turns

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from controlroom.ui.dialogs.rules import RulesDialog


class RulesWindow:
    """`session()` is what a rule is tried on. Shown once it is whole: `slowly`, that is
    after some turns of the event loop."""

    def __init__(
        self,
        desk: LiveDesk,
        language: Language,
        session: Callable[[], SessionId | None],
        parent: QWidget,
        *,
        slowly: bool = False,
    ) -> None:
        self._desk, self._language, self._session = desk, language, session
        self._parent, self._slowly = parent, slowly
        self.dialog: RulesDialog | None = None
        self._lang = language.lang
        language.retranslate.connect(self._again, parent)

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.dialog is None:
            self.dialog = self._made()
            self._build(self.dialog, self._show)
        elif self.dialog.isVisible():
            self.dialog.activateWindow()

    def _made(self) -> RulesDialog:
        from controlroom.ui.dialogs.rules import RulesDialog

        made = RulesDialog(
            self._desk.ruling, self._language, self._session, self._parent, slowly=True
        )
        made.finished.connect(self._closed)
        made.finished.connect(made.deleteLater)
        return made

    def _build(self, made: RulesDialog, then: Callable[[RulesDialog], None]) -> None:
        building = Turns(made.steps, made, lambda: then(made))
        if not self._slowly:
            building.finish()

    def _show(self, made: RulesDialog) -> None:
        made.show()
        made.activateWindow()

    def _again(self) -> None:
        """In another language it is built anew, with what was being edited."""
        was, self._lang = self._lang, self._language.lang
        if self.dialog is not None and self._lang != was:
            self._build(self._made(), self._take_over)

    def _take_over(self, made: RulesDialog) -> None:
        before = self.dialog
        if before is None:  # closed meanwhile
            made.deleteLater()
            return
        self.dialog = made
        made.take_over(before)
        before.trial.stop()
        before.finished.disconnect(self._closed)
        before.hide()
        before.deleteLater()
        made.show()

    def _closed(self) -> None:
        self.dialog = None
