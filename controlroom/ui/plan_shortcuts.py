"""Keys that act anywhere in Plan, as they do in a workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.panels.plan_tabs import PlateTabs

if TYPE_CHECKING:
    from controlroom.ui.plan import PlanWorkspace


def shortcuts(here: PlanWorkspace, language: Language) -> None:
    """Undo and redo, turning the plates, and Ctrl+S for whoever is used to it."""
    acts: dict[str, Callable[[], None]] = {
        "Ctrl+Z": here.undo,
        "Ctrl+Shift+Z": here.redo,
        "Ctrl+Y": here.redo,
        "Ctrl+S": lambda: say_saved(here, language),
        "Ctrl+PgDown": lambda: turn(here.tabs, 1),
        "Ctrl+PgUp": lambda: turn(here.tabs, -1),
    }
    for keys, act in acts.items():
        shortcut = QShortcut(QKeySequence(keys), here)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def say_saved(here: PlanWorkspace, language: Language) -> None:
    """Nothing has to be saved; whoever presses Ctrl+S is told so."""
    here.details.keep()
    if here.tabs is not None:
        here.tabs.front.toast.say(language.tr("ui.plan.note.kept"), tone="good")


def turn(tabs: PlateTabs | None, by: int) -> None:
    """The next plate, as sheets are turned in a workbook."""
    if tabs is not None:
        plates = list(Plate)
        at = plates.index(tabs.plate) + by
        tabs.turn_to(plates[max(0, min(at, len(plates) - 1))])
        tabs.front.table.setFocus()


def take_refused_back(tabs: PlateTabs | None) -> bool:
    """Whether the text typed last into the table in front was not understood; it is gone now."""
    return tabs is not None and tabs.front.model.take_misread_back()
