"""What the keys do in a plan table: its commands, and the steps of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from controlroom.ui.widgets.cell_editor import ARROWS
from controlroom.ui.widgets.commands import find_command

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALIASES = {
    "Ctrl+-": "Ctrl+Backspace",
    "Ctrl++": "Ctrl+Return",
    "Ctrl+=": "Ctrl+Return",
    "Ctrl+Shift++": "Ctrl+Shift+Return",
    "Ctrl+Shift+=": "Ctrl+Shift+Return",
    "Ctrl+Shift+L": "Ctrl+Shift+F",
    "Ctrl+Ins": "Ctrl+C",
    "Shift+Ins": "Ctrl+V",
    "Shift+Del": "Ctrl+X",
}
"""Keys that spreadsheets have for what ours have other keys for."""


def press(table: PlateTable, event: QKeyEvent) -> bool:
    """Do what a key means in `table`. False: it is not ours."""
    return _command(table, event) or _step(table, event)


def _command(table: PlateTable, event: QKeyEvent) -> bool:
    mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Return if event.key() in _ENTER else event.key()
    pressed = QKeySequence(int(mods.value) | int(key))
    other = next((ours for keys, ours in _ALIASES.items() if pressed == QKeySequence(keys)), "")
    command = find_command(table.commands, QKeySequence(other) if other else pressed)
    if command is not None:
        command.run()
    return command is not None


def _step(table: PlateTable, event: QKeyEvent) -> bool:
    """Tab, Enter and Ctrl with an arrow as in Excel, Escape gives a refused text up."""
    key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    back = bool(mods & _SHIFT)
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        if mods & _CTRL:
            return False
        return table.steps.beside(-1 if key == Qt.Key.Key_Backtab or back else 1)
    if key in _ENTER and not mods & (_CTRL | _ALT):
        return table.steps.down(-1 if back else 1)
    if key in ARROWS and mods & _CTRL and not mods & _ALT:
        table.steps.jump(*ARROWS[Qt.Key(key)], extend=back)
        return True
    if key == Qt.Key.Key_Backspace and mods == _NONE:
        table.clear_cells()
        return True
    if key == Qt.Key.Key_Escape:
        return table.plate_model.discard_refused(table.currentIndex())
    return False
