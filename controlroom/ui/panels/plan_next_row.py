"""The row that is not there yet: typed into behind the last one, it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.ui.i18n import Language
from controlroom.ui.models import batch
from controlroom.ui.models.columns import Column
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.words import known_words
from controlroom.ui.widgets.cell_editor import CellEditor

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NextRow(CellEditor):
    """A cell of the next row. Enter makes the row and begins the one behind it, Tab goes on
    in the row made; Escape, an arrow up, or nothing typed leaves the plan as it is."""

    def __init__(self, table: PlateTable, column: int, language: Language) -> None:
        self._table, self._column = table, column
        self._made = _blank(table)
        super().__init__(table.viewport(), lambda text: language.say(self._reason(text)))
        chosen = table.plate_model.columns[column]
        heading = language.tr(chosen.heading)
        self.setAccessibleName(language.tr("ui.plan.next_row", field=heading))
        model = table.plate_model
        self.offer(known_words(model.sight, model.plate, chosen.name))
        table.scrollToBottom()
        box = table.hint_box()
        left, wide = table.columnViewportPosition(column), table.columnWidth(column)
        self.setGeometry(left, box.top(), wide, box.height())
        self.show()
        self.setFocus()
        table.typing = True
        table.viewport().update()

    @property
    def _what(self) -> Column:
        return self._table.plate_model.columns[self._column]

    def _reason(self, text: str) -> Message | None:
        sight, row = self._made
        here = next(one for one in sight.sheet.rows(self._table.plate_model.plate) if one.id == row)
        return batch.refusal(sight, self._what, here, text) if text.strip() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER or key in (Qt.Key.Key_Tab, Qt.Key.Key_Down):
            self._go_on(beside=key == Qt.Key.Key_Tab, back=back)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Backtab) or (key == Qt.Key.Key_Up):
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in the row."""
        self._go_on(beside=True, back=not forward)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere keeps what was typed, as in a cell."""
        super().focusOutEvent(event)
        popup = event.reason() is Qt.FocusReason.PopupFocusReason
        if not popup and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._make()
            self._gone()

    def _go_on(self, *, beside: bool, back: bool) -> None:
        table, column = self._table, self._column
        made = not back and self._make()
        self._leave()
        if made and beside:
            table.steps.beside(1)
        elif made:
            table.begin_row(column)

    def _leave(self) -> None:
        self.clear()
        self._table.setFocus()
        self._gone()

    def _gone(self) -> None:
        self._table.typing = False
        self._table.viewport().update()
        self.hide()
        self.deleteLater()

    def _make(self) -> bool:
        """The row with what was typed, one step of undo. False where nothing was."""
        table, text = self._table, self.text().strip()
        if not text:
            return False
        self.clear()
        model = table.plate_model
        sight, row = _blank(table)
        line = [(row, [(self._what, text)])]
        sheet, refused = batch.done(batch.written(sight, sight.sheet, model.plate, line))
        label = batch.inserted(model.sight, model.plate, None).label
        model.perform(batch.Batch(sheet=sheet, label=label, rows=(row,), refused=refused))
        table.steps.put(model.place_of(row), self._column)
        return True


def _blank(table: PlateTable) -> tuple[Sight, RowId]:
    """The plan with a row at its end, and that row."""
    model = table.plate_model
    change = batch.inserted(model.sight, model.plate, None)
    return batch.again(model.sight, change.sheet), change.rows[0]
