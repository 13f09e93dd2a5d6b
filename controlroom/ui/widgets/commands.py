"""What can be done in a place, as a list that keys and menus are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from controlroom.ui.i18n import Language


def _nothing() -> None:
    """What a rule between two commands does."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the menu part `part`. Without a `phrase` it is a rule between others.
    `keys` are acted on by the widget the command belongs to, not by the menu."""

    part: str
    phrase: str = ""
    keys: str = ""
    run: Callable[[], None] = _nothing
    enabled: Callable[[], bool] = _always


def find_command(commands: Iterable[Command], pressed: QKeySequence) -> Command | None:
    """The command of a key press, or None."""
    keyed = (one for one in commands if one.keys)
    return next((one for one in keyed if pressed == QKeySequence(one.keys)), None)


def fill_menu(menu: QMenu, commands: Iterable[Command], language: Language) -> None:
    """Put `commands` behind what `menu` holds, with their keys."""
    for command in commands:
        if not command.phrase:
            menu.addSeparator()
            continue
        action = menu.addAction(language.tr(command.phrase))
        action.setShortcut(QKeySequence(command.keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setEnabled(command.enabled())
        action.triggered.connect(lambda _=False, run=command.run: run())
