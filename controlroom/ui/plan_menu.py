"""The menu bar of Plan: every command there is, with its keys; undo and redo by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy

from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.panels.plan_header import SPLITS
from controlroom.ui.widgets.commands import fill_menu

if TYPE_CHECKING:
    from controlroom.ui.plan import PlanWorkspace

_MENUS = ("session", "edit", "row", "view")
Item = tuple[str, str, Callable[[], None], bool]
"""Text, keys, what it does, whether it can be done now; "" is a rule."""


class PlanMenu(QMenuBar):
    """Menus are made when they are opened, so that they say what is true then."""

    def __init__(self, workspace: PlanWorkspace, language: Language) -> None:
        super().__init__()
        self._here, self._language = workspace, language
        self.setNativeMenuBar(False)  # it stands in the window's top bar
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.menus = {name: self._menu(name) for name in _MENUS}
        language.retranslate.connect(self._say)
        self._say()

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self.fill(name))
        self.addMenu(menu)
        return menu

    def _say(self) -> None:
        for name, menu in self.menus.items():
            menu.setTitle(self._language.tr(f"ui.plan.menu.{name}"))
        self.setAccessibleName(self._language.tr("ui.plan.menu"))

    def fill(self, name: str) -> None:
        """Make the menu `name` anew."""
        menu = self.menus[name]
        menu.clear()
        items = {"session": self._session, "edit": self._edit, "view": self._view}
        for text, keys, act, able in items[name]() if name in items else ():
            if not text:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setEnabled(able)
            action.triggered.connect(lambda _=False, act=act: act())
        tabs, part = self._here.tabs, {"edit": "cell", "row": "row", "view": "find"}.get(name)
        if tabs is not None and part is not None:
            menu.addSeparator()
            commands = [one for one in tabs.front.table.commands if one.part == part]
            fill_menu(menu, commands, self._language)

    def _session(self) -> Iterator[Item]:
        tr, listing, asking = self._language.tr, self._here.listing, self._here.asking
        is_open = self._here.planning is not None
        for name, act in (("new", asking.new_session), ("copy", asking.duplicate)):
            yield tr(f"ui.plan.session.{name}").strip("＋+ "), "", act, name == "new" or is_open
        yield tr("ui.plan.head.details"), "", asking.session_details, is_open
        for what in SPLITS:
            yield tr(f"ui.split.{what}"), "", partial(self._here.splits.ask, what), is_open
        yield "", "", asking.new_session, False
        yield tr("ui.plan.template.save"), "", listing.save_template, is_open
        yield tr("ui.plan.template.best"), "", listing.save_best, is_open
        yield "", "", asking.new_session, False
        for name, act in (
            ("import", asking.import_sheet),
            ("facts", asking.import_facts),
            ("export", asking.export),
        ):
            yield tr(f"ui.plan.head.{name}"), "", act, is_open or name == "import"
        yield tr("ui.plan.session.facts_out"), "", asking.export_facts, is_open
        yield "", "", asking.new_session, False
        yield tr("ui.plan.session.bundle_out"), "", asking.export_bundle, is_open
        yield tr("ui.plan.session.bundle_in"), "", asking.import_bundle, True
        yield "", "", asking.new_session, False
        for name, act in (("archive", listing.archive), ("delete", listing.delete)):
            yield tr(f"ui.plan.session.{name}"), "", act, is_open

    def _edit(self) -> Iterator[Item]:
        here, plan = self._here, self._here.planning
        known = (
            ("undo", "Ctrl+Z", here.undo, plan.undo_label if plan else None),
            ("redo", "Ctrl+Shift+Z", here.redo, plan.redo_label if plan else None),
        )
        for name, keys, act, label in known:
            text = self._language.tr(f"ui.plan.head.{name}")
            if label is not None:
                what = self._language.say(label)
                text = self._language.tr(f"ui.plan.menu.{name}", what=what)
            yield text.replace("&", "&&"), keys, act, label is not None

    def _view(self) -> Iterator[Item]:
        tabs = self._here.tabs
        if tabs is None:
            return
        for plate in Plate:
            text = f"{plate.value} {self._language.tr(f'ui.plan.plate.{plate.value}')}"
            bare = text.replace(f"{plate.value} {plate.value} ", f"{plate.value} ")
            yield bare, "", lambda plate=plate: tabs.turn_to(plate), True  # type: ignore[misc]
        yield "", "", self.update, False
        for key, act in (
            ("all", tabs.front.all_columns),
            ("fit", tabs.front.fit_columns),
            ("reset", tabs.front.reset_columns),
        ):
            yield self._language.tr(f"ui.plan.columns.{key}"), "", act, True
