"""The list of templates: ours, and the merchant's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QPushButton

from controlroom.core import formats
from controlroom.ports import TemplateBrief
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import Card

_ID = int(Qt.ItemDataRole.UserRole) + 1


class TemplatesPanel(Card):
    """`begin_asked` and `remove_asked` name a template; `save_asked`: one of what is open."""

    begin_asked = Signal(str)
    remove_asked = Signal(str)
    save_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__(margin=1)
        self._language, self._theme = language, theme
        self._briefs: tuple[TemplateBrief, ...] = ()
        self.save = QPushButton("＋")
        self.save.setProperty("kind", "quiet")
        self.save.clicked.connect(lambda _=False: self.save_asked.emit())
        self.header.add(self.save)
        self.list = _List()
        self.list.setObjectName("templates")
        self.list.setMinimumHeight(theme.px(64))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.opened.connect(lambda: self._emit(self.begin_asked))
        self.list.deleted.connect(lambda: self._emit(self.remove_asked))
        self.list.customContextMenuRequested.connect(
            lambda where: self.menu().exec(self.list.viewport().mapToGlobal(where))
        )
        self.add(self.list, 1)
        language.retranslate.connect(self._say)
        self._say()

    @property
    def current(self) -> TemplateBrief | None:
        """The template under the cursor."""
        item = self.list.currentItem()
        return next((b for b in self._briefs if item and b.id == item.data(_ID)), None)

    def show_templates(self, briefs: Sequence[TemplateBrief]) -> None:
        """List `briefs`."""
        self._briefs = tuple(briefs)
        self.list.clear()
        for brief in self._briefs:
            item = QListWidgetItem(brief.name)
            item.setData(_ID, brief.id)
            item.setSizeHint(QSize(40, self._theme.px(30)))
            length = formats.span(brief.length)
            line = self._language.tr("ui.plan.templates.line", length=length, count=brief.segments)
            own = self._language.tr("ui.plan.templates.own") if brief.own else ""
            about = "\n".join(part for part in (brief.about, line, own) if part)
            item.setToolTip(f"{brief.name}\n{about}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{brief.name} {line} {own}")
            self.list.addItem(item)

    def menu(self) -> QMenu:
        """What can be done with the template under the cursor."""
        menu, here = QMenu(self), self.current
        begin = menu.addAction(self._language.tr("ui.plan.template.begin"))
        begin.setEnabled(here is not None)
        begin.triggered.connect(lambda _=False: self._emit(self.begin_asked))
        remove = menu.addAction(self._language.tr("ui.plan.template.remove"))
        remove.setEnabled(here is not None and here.own)
        remove.triggered.connect(lambda _=False: self._emit(self.remove_asked))
        return menu

    def _emit(self, signal: object) -> None:
        if self.current is not None:
            signal.emit(self.current.id)  # type: ignore[attr-defined]

    def _say(self) -> None:
        tr = self._language.tr
        self.set_title(tr("ui.plan.templates"))
        self.list.setAccessibleName(tr("ui.plan.templates"))
        self.list.setToolTip(tr("ui.plan.templates.tip"))
        self.save.setToolTip(tr("ui.plan.template.save"))
        self.save.setAccessibleName(tr("ui.plan.template.save"))


class _List(QListWidget):
    """Enter and a double click open, Delete deletes."""

    opened = Signal()
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.itemDoubleClicked.connect(lambda _: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
