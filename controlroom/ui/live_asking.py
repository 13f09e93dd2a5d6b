"""What Live asks in a small window over the show; none of them holds the show up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from controlroom.live.readout import NowView, Phase, Readout, RowView
from controlroom.ui.i18n import Language
from controlroom.ui.operator import Operator
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.toast import Toast


class LiveAsking:
    """Opens the windows over `over` and hands what they bring to the operator."""

    def __init__(
        self,
        over: QWidget,
        operator: Operator,
        readout: Callable[[], Readout],
        toast: Toast,
        theme: Theme,
        language: Language,
    ) -> None:
        self._over, self._operator, self._readout = over, operator, readout
        self._toast, self._theme, self._language = toast, theme, language

    def figures(self) -> None:
        """One row of the platform's own numbers."""
        from controlroom.ui.dialogs.entry import EntryDialog

        if self._readout().phase not in (Phase.ON_AIR, Phase.PAUSED, Phase.OFF_AIR):
            self._toast.say(self._language.tr("ui.entry.before"))
            return
        if self._raised(EntryDialog):
            return
        dialog = EntryDialog(self._language, self._readout, self._over)
        dialog.asked.connect(self._operator.post)
        self._open(dialog)

    def cuts(self) -> None:
        """What might be cut, as it stands now."""
        from controlroom.ui.dialogs.cuts import CutDialog

        offer = self._readout().offer
        if offer is None:
            self._toast.say(self._language.tr("ui.cuts.none"))
            return
        self._close(CutDialog)  # what it offers may be past
        dialog = CutDialog(offer, self._theme, self._language, self._over)
        dialog.asked.connect(self._operator.post)
        self._open(dialog)

    def insert(self, after: NowView | RowView | None) -> None:
        """What to put in behind `after`, for this run alone."""
        from controlroom.ui.dialogs.insert_row import InsertDialog

        if after is None:
            return
        self._close(InsertDialog)  # it may say another row
        title = self._language.speaker.named(after.title)
        dialog = InsertDialog(after.id, title, self._language, self._over)
        dialog.asked.connect(self._operator.post)
        self._open(dialog)

    def _standing(self, kind: type[QDialog]) -> QDialog | None:
        """The window of that kind that is open: there is one of each."""
        found = self._over.findChildren(kind)
        return next((dialog for dialog in found if dialog.isVisible()), None)

    def _raised(self, kind: type[QDialog]) -> bool:
        """Bring the one that is open to the front, with what was typed in it."""
        if (dialog := self._standing(kind)) is None:
            return False
        dialog.raise_()
        dialog.activateWindow()
        return True

    def _close(self, kind: type[QDialog]) -> None:
        if (dialog := self._standing(kind)) is not None:
            dialog.reject()

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
