"""The list of what can be undone or done again, by name: one click goes back many steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from controlroom.core.message import Message
from controlroom.ui.i18n import Language

LISTED = 25


def undo_menu(
    labels: Sequence[Message],
    take: Callable[[int], None],
    language: Language,
    parent: QWidget,
    *,
    redo: bool = False,
) -> QMenu:
    """Steps by their names, the next one first; choosing the n-th calls `take(n)`."""
    menu, key = QMenu(parent), "ui.plan.redo_step" if redo else "ui.plan.undo_step"
    for count, label in enumerate(labels[:LISTED], 1):
        text = language.tr(key, what=language.say(label)).replace("&", "&&")
        menu.addAction(text).triggered.connect(lambda _=False, n=count: take(n))
    if len(labels) > LISTED:
        more = language.tr("ui.plan.steps_more", count=len(labels) - LISTED)
        menu.addAction(more).setEnabled(False)
    if not labels:
        none = "ui.plan.head.redo.none" if redo else "ui.plan.head.undo.none"
        menu.addAction(language.tr(none)).setEnabled(False)
    return menu
