"""Going on air by a person's word: at once where nothing stands in the way, else asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from controlroom.core.time import Instant
from controlroom.desk.consent import overruling
from controlroom.desk.intents import GoOnAir
from controlroom.plan.readiness import Finding
from controlroom.ports import Settings
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme

if TYPE_CHECKING:
    from controlroom.ui.dialogs.override import OverrideDialog

_OPERATOR = "ui.operator"


class Obstacles(Protocol):
    """What knows them."""

    def obstacles(self) -> tuple[Finding, ...]:
        """The readiness errors that going on air must override."""
        ...


class GoingOnAir(QObject):
    """`wanted`: the intent, once all is said. `plan_asked`: the errors are to be mended."""

    wanted = Signal(object)
    plan_asked = Signal()

    def __init__(
        self,
        desk: Obstacles,
        theme: Theme,
        language: Language,
        settings: Settings | None,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._desk, self._theme, self._language = desk, theme, language
        self._settings, self._over = settings, over

    def go(self, *, by: str = "hand", since: Instant | None = None) -> None:
        """At once where nothing stands in the way, else after the question."""
        errors = self._desk.obstacles()
        if not errors:
            self.wanted.emit(GoOnAir(by=by, since=since))
            return
        from controlroom.ui.dialogs.override import OverrideDialog

        name = str(self._settings.get(_OPERATOR) or "") if self._settings else ""
        dialog = OverrideDialog(errors, name, self._theme, self._language, self._over)
        dialog.accepted.connect(lambda: self._override(dialog, by, since))
        dialog.plan_asked.connect(self.plan_asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _override(self, dialog: OverrideDialog, by: str, since: Instant | None) -> None:
        if self._settings is not None:
            self._settings.set(_OPERATOR, dialog.by)
        override = overruling(dialog.findings, by=dialog.by, reason=dialog.why)
        self.wanted.emit(GoOnAir(override, by=by, since=since))
