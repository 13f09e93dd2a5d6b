"""What may be done to a row of the run-sheet while on air, by menu and by key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from controlroom.core.time import MINUTE, Span
from controlroom.desk.intents import InsertRow, Intent, MoveRow, PlaceRow, SizeRow, SkipRow
from controlroom.live.readout import Readout, RowView
from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.operator import Operator

AHEAD = ("next", "later")
_MINUTES = (1, 5)
_KEYS: dict[str, Callable[[RowView], Intent]] = {
    "Alt+Up": lambda row: MoveRow(row.id, -1),
    "Alt+Down": lambda row: MoveRow(row.id, 1),
    "+": lambda row: SizeRow(row.id, MINUTE),
    "=": lambda row: SizeRow(row.id, MINUTE),
    "-": lambda row: SizeRow(row.id, Span(-MINUTE)),
}


class RowHand(QObject):
    """Turns a row and a wish into an intent. `insert` (row) asks for a new segment."""

    insert = Signal(object)  # RowView

    def __init__(self, operator: Operator, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._operator, self._language = operator, language

    def menu(self, row: RowView, readout: Readout, parent: QWidget) -> QMenu:
        """The menu of `row`: only what may be done to it now."""
        menu = QMenu(parent)
        tr = self._language.tr
        menu.addAction(tr("ui.rundown.start"), lambda: self._operator.go_to(row.id))
        if row.state != "now":
            skipped = row.state == "skipped"
            key = "ui.rundown.unskip" if skipped else "ui.rundown.skip"
            self._add(menu, tr(key), SkipRow(Plate.SCRIPT, row.id, not skipped))
        if row.state in AHEAD:
            self._moves(menu, row, readout)
        if row.state in (*AHEAD, "now"):
            menu.addSeparator()
            for n in _MINUTES:
                self._add(menu, tr("ui.rundown.longer", n=n), SizeRow(row.id, Span(n * MINUTE)))
                self._add(menu, tr("ui.rundown.shorter", n=n), SizeRow(row.id, Span(-n * MINUTE)))
            menu.addSeparator()
            menu.addAction(tr("ui.rundown.insert"), partial(self.insert.emit, row))
        if readout.current is not None and row.id != readout.current.id:
            again = InsertRow(readout.current.id, like=row.id)
            self._add(menu, tr("ui.rundown.again"), again)
        return menu

    def key(self, event: QKeyEvent, row: RowView) -> bool:
        """Do what a key pressed on `row` means; whether it meant anything."""
        pressed = event.text() or QKeySequence(event.keyCombination()).toString()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            pressed = QKeySequence(event.keyCombination()).toString()
        if event.key() == Qt.Key.Key_Delete:
            self._operator.post(SkipRow(Plate.SCRIPT, row.id, row.state != "skipped"))
        elif event.key() == Qt.Key.Key_Insert:
            self.insert.emit(row)
        elif pressed in _KEYS and row.state in (*AHEAD, "now"):
            self._operator.post(_KEYS[pressed](row))
        else:
            return False
        return True

    def _moves(self, menu: QMenu, row: RowView, readout: Readout) -> None:
        tr = self._language.tr
        menu.addSeparator()
        if row.state == "later" and readout.current is not None:
            self._add(menu, tr("ui.rundown.next"), PlaceRow(row.id, readout.current.id))
        self._add(menu, tr("ui.rundown.up"), MoveRow(row.id, -1))
        self._add(menu, tr("ui.rundown.down"), MoveRow(row.id, 1))

    def _add(self, menu: QMenu, text: str, intent: Intent) -> None:
        menu.addAction(text, partial(self._operator.post, intent))
