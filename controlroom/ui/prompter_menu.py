"""The menu of the streamer's window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from controlroom.ui.i18n import Language
from controlroom.ui.prompter_run import STEP
from controlroom.ui.prompter_screens import Place

if TYPE_CHECKING:
    from controlroom.ui.prompter import Prompter


def menu_of(prompter: Prompter, language: Language) -> QMenu:
    """Mirror, light, running text, size, speed, screens, close: as they stand now."""
    tr, menu = language.tr, QMenu(prompter)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_looks(menu, prompter, language)
    menu.addAction(tr("ui.prompter.larger"), lambda: prompter.set_lines(prompter.lines - 1))
    menu.addAction(tr("ui.prompter.smaller"), lambda: prompter.set_lines(prompter.lines + 1))
    if prompter.mode == "scroll":
        for key, step in (("faster", STEP), ("slower", -STEP)):
            text = tr(f"ui.prompter.{key}", speed=prompter.run.speed)
            menu.addAction(text, partial(_speed_up, prompter, step))
    menu.addSeparator()
    _add_screens(menu, prompter, language)
    menu.addAction(tr("ui.prompter.window"), prompter.as_window)
    menu.addAction(tr("ui.prompter.close"), prompter.close)
    return menu


def _add_looks(menu: QMenu, prompter: Prompter, language: Language) -> None:
    for key, on, call in (
        ("mirror", prompter.mirror, prompter.set_mirror),
        ("light", prompter.light, prompter.set_light),
        (
            "scroll",
            prompter.mode == "scroll",
            lambda on: prompter.set_mode("scroll" if on else "page"),
        ),
    ):
        action = menu.addAction(language.tr(f"ui.prompter.{key}"))
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(call)


def _speed_up(prompter: Prompter, step: int) -> None:
    prompter.set_speed(prompter.run.speed + step)


def _add_screens(menu: QMenu, prompter: Prompter, language: Language) -> None:
    """The operator's own screen is named, and can't be filled."""
    for place in prompter.stand.all():
        free = prompter.stand.is_free(place)
        key = "ui.prompter.screen" if free else "ui.prompter.screen.yours"
        size = f"{place.box[2]}×{place.box[3]}"
        name = f"{place.name} {place.maker}".strip()
        action = menu.addAction(language.tr(key, name=name, size=size))
        action.setEnabled(free)
        action.setCheckable(True)
        action.setChecked(place == prompter.at)
        action.triggered.connect(partial(_chosen, prompter, place))


def _chosen(prompter: Prompter, place: Place, _checked: bool = False) -> None:
    prompter.go_to(place)
