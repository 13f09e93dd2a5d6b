"""The list of sessions: search, filter, make, duplicate, put away, delete and bring back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.ids import SessionId
from controlroom.core.time import Instant
from controlroom.ports import SessionBrief
from controlroom.ui.i18n import Language
from controlroom.ui.models.session_filter import SPANS, STATUSES, SessionFilter, upcoming_first
from controlroom.ui.theme import BODY, SMALL, Theme
from controlroom.ui.widgets.card import Card, label

Index = QModelIndex | QPersistentModelIndex
_BRIEF = int(Qt.ItemDataRole.UserRole) + 1
_LINES = int(Qt.ItemDataRole.UserRole) + 2
_OUT = ("copy", "archive", "delete")
_BIN = ("restore", "purge")


class SessionsPanel(Card):
    """What is to come first. `chosen` names the session to open; `asked` what is to be done
    with the one under the cursor: "new" | "copy" | "archive" | "delete" | "restore" |
    "purge" | "template" | "best"."""

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, theme: Theme, language: Language, now: Callable[[], Instant]) -> None:
        super().__init__()
        self._language, self._now = language, now
        self._briefs: tuple[SessionBrief, ...] = ()
        self._binned: tuple[SessionBrief, ...] = ()
        self._standing: dict[SessionId, tuple[str, str]] = {}
        self._filter = SessionFilter()
        self.buttons = {name: self._button(name) for name in ("new", *_OUT, *_BIN)}
        self.header.add(self.buttons["new"])
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self.narrow(text=text))
        self.filter, self.clear = QPushButton(), QPushButton("✕")
        self.count = label("", "caption")
        self.list = QListWidget()
        self._rows: dict[SessionId, tuple[QListWidgetItem, SessionBrief]] = {}
        self.list.setItemDelegate(_SessionDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setMargin(14)
        self._lay_out()
        self._connect()
        self._say()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "quiet")
        button.clicked.connect(lambda _=False: self.asked.emit(name))
        return button

    def _lay_out(self) -> None:
        self.about = QWidget()
        rows = [QWidget(), self.about, QWidget()]
        inner = [QHBoxLayout(row) for row in rows]
        for row, margins in zip(inner, ((8, 0, 8, 6), (14, 0, 8, 4), (4, 4, 4, 4)), strict=True):
            row.setContentsMargins(*margins)
            row.setSpacing(2)
        inner[0].addWidget(self.search, 1)
        inner[0].addWidget(self.filter)
        inner[1].addWidget(self.count, 1)
        inner[1].addWidget(self.clear)
        for name in (*_OUT, *_BIN):
            inner[2].addWidget(self.buttons[name])
        inner[2].addStretch(1)
        for button in (self.filter, self.clear):
            button.setProperty("kind", "quiet")
        for widget, stretch in ((rows[0], 0), (rows[1], 0), (self.nothing, 0), (self.list, 1)):
            self.add(widget, stretch)
        self.add(rows[2])

    def _connect(self) -> None:
        self.filter.clicked.connect(
            lambda _=False: self.filter_menu().exec(
                self.filter.mapToGlobal(self.filter.rect().bottomLeft())
            )
        )
        self.clear.clicked.connect(lambda _=False: self._show_all())
        self.list.currentItemChanged.connect(self._current)
        self.list.customContextMenuRequested.connect(
            lambda where: self.session_menu().exec(self.list.viewport().mapToGlobal(where))
        )
        delete = QShortcut(QKeySequence("Del"), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._press("purge" if self._filter.bin else "delete"))
        self._language.retranslate.connect(self._say)

    def _press(self, name: str) -> None:
        if self.current is not None:
            self.asked.emit(name)

    # --- what is listed --------------------------------------------------------------

    @property
    def current(self) -> SessionBrief | None:
        """The session under the cursor, also one in the bin."""
        item = self.list.currentItem()
        wanted = item.data(_BRIEF) if item else None
        return next((b for b in (*self._briefs, *self._binned) if b.id == wanted), None)

    def brief_of(self, session: SessionId) -> SessionBrief | None:
        """The session as listed, or None."""
        return next((brief for brief in self._briefs if brief.id == session), None)

    def show_sessions(
        self,
        briefs: Sequence[SessionBrief],
        chosen: SessionId | None,
        binned: Sequence[SessionBrief] = (),
    ) -> None:
        """List `briefs` (and, where asked for, those in the bin); mark `chosen` without
        asking for it again."""
        self._briefs, self._binned = tuple(briefs), tuple(binned)
        self._fill()
        self.mark(chosen)

    def narrow(self, **how: str | bool) -> None:
        """Change the filter: fields of `SessionFilter`."""
        kept = {name: getattr(self._filter, name) for name in SessionFilter.__slots__}
        self._filter = SessionFilter(**(kept | how))
        self._fill()

    def _show_all(self) -> None:
        self._filter = SessionFilter()
        self.search.clear()
        self._fill()

    def mark(self, session: SessionId | None) -> None:
        """Put the cursor on `session`."""
        self.list.blockSignals(True)
        rows = range(self.list.count())
        found = next((at for at in rows if self.list.item(at).data(_BRIEF) == session), -1)
        self.list.setCurrentRow(found)
        self.list.blockSignals(False)
        self._enable()

    def set_standing(self, standing: Mapping[SessionId, tuple[str, str]]) -> None:
        """The last line of sessions that are known better: (text, tone)."""
        fresh = {key: line for key, line in standing.items() if self._standing.get(key) != line}
        self._standing |= fresh
        for session in fresh.keys() & self._rows.keys():
            self._label(*self._rows[session])

    def _fill(self) -> None:
        chosen = self.current.id if self.current else None
        wanted, now = self._filter, self._now()
        pool = self._binned if wanted.bin else self._briefs
        ordered = upcoming_first(pool, now)
        self.list.blockSignals(True)
        self._rows = {}
        self.list.clear()
        for brief in ordered:
            if wanted.takes(brief, self._said(brief), now):
                item = QListWidgetItem()
                item.setData(_BRIEF, brief.id)
                self._label(item, brief)
                self.list.addItem(item)
                self._rows[brief.id] = (item, brief)
        self.list.blockSignals(False)
        self.mark(chosen)
        self._say_filter(len(pool))

    def _said(self, brief: SessionBrief) -> str:
        return f"{brief.title} {self._when(brief)} {brief.streamer}"

    def _say_filter(self, total: int) -> None:
        tr, wanted = self._language.tr, self._filter
        parts = [
            tr("ui.plan.where.bin") if wanted.bin else "",
            "" if wanted.status == "any" else tr(f"ui.plan.status.{wanted.status}"),
            "" if wanted.span == "any" else tr(f"ui.plan.span.{wanted.span}"),
            wanted.streamer,
            tr("ui.plan.where.archived") if wanted.archived else "",
            tr("ui.plan.filter.sessions.count", shown=self.list.count(), total=total),
        ]
        self.count.setText(" · ".join(part for part in parts if part))
        self.count.setToolTip(self.count.text())
        self.about.setVisible(wanted.narrow)
        key = "ui.plan.no_match" if total else "ui.plan.no_sessions"
        self.nothing.setText(tr("ui.plan.bin.empty" if wanted.bin and not total else key))
        self.nothing.setVisible(self.list.count() == 0)

    def _relabel(self) -> None:
        for item, brief in self._rows.values():
            self._label(item, brief)

    def _label(self, item: QListWidgetItem, brief: SessionBrief) -> None:
        text, tone = self._state(brief)
        item.setData(_LINES, (self._when(brief), brief.title, text, tone))
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{brief.title} {self._when(brief)} {text}"
        )
        item.setToolTip(" · ".join(part for part in (brief.title, brief.streamer) if part))

    def _when(self, brief: SessionBrief) -> str:
        day = formats.day(brief.planned_start, brief.zone, self._language.lang)
        return f"{day} {formats.clock(brief.planned_start, brief.zone)}"

    def _state(self, brief: SessionBrief) -> tuple[str, str]:
        tr = self._language.tr
        if self._filter.bin:
            return tr("ui.plan.state.deleted"), "muted"
        if brief.archived:
            return tr("ui.plan.state.archived"), "muted"
        if brief.id in self._standing:
            return self._standing[brief.id]
        if brief.aired:
            return tr("ui.plan.state.aired"), "good"
        if brief.simulated:
            return tr("ui.plan.state.simulated"), "warmup"
        return tr("ui.plan.state.draft"), "muted"

    def _current(self, item: QListWidgetItem | None) -> None:
        self._enable()
        if item is not None and not self._filter.bin:
            self.chosen.emit(item.data(_BRIEF))

    def _enable(self) -> None:
        here = self.current
        for name in (*_OUT, *_BIN):
            self.buttons[name].setEnabled(here is not None)
            self.buttons[name].setVisible((name in _BIN) == self._filter.bin)
        self._say_button("archive", "unarchive" if here and here.archived else "archive")

    # --- menus ------------------------------------------------------------------------

    def session_menu(self) -> QMenu:
        """What can be done with the session under the cursor."""
        menu, here = QMenu(self), self.current
        names = _BIN if self._filter.bin else (*_OUT, "", "template", "best")
        for name in names:
            if not name:
                menu.addSeparator()
                continue
            action = menu.addAction(self._menu_text(name))
            action.setEnabled(here is not None and (name != "best" or here.aired))
            action.triggered.connect(lambda _=False, name=name: self.asked.emit(name))
        return menu

    def _menu_text(self, name: str) -> str:
        known = {"template": "ui.plan.template.save", "best": "ui.plan.template.best"}
        return self._language.tr(known[name]) if name in known else self.buttons[name].text()

    def filter_menu(self) -> QMenu:
        """Status, date, streamer; what is archived; what was deleted."""
        menu, now = QMenu(self), self._filter
        for name, values in (("status", STATUSES), ("span", SPANS)):
            texts = [self._language.tr(f"ui.plan.{name}.{value}") for value in values]
            self._choices(menu, name, list(values), texts, getattr(now, name))
        found = sorted({brief.streamer for brief in self._briefs if brief.streamer})
        texts = [self._language.tr("ui.plan.streamer.any"), *found]
        self._choices(menu, "streamer", ["", *found], texts, now.streamer)
        menu.addSeparator()
        for name, key in (("archived", "where.archived"), ("bin", "where.bin")):
            action = menu.addAction(self._language.tr(f"ui.plan.{key}"))
            action.setCheckable(True)
            action.setChecked(bool(getattr(now, name)))
            action.toggled.connect(lambda on, name=name: self.narrow(**{name: on}))
        menu.addSeparator()
        menu.addAction(self._language.tr("ui.plan.filter.sessions.clear"), self._show_all)
        return menu

    def _choices(
        self, menu: QMenu, name: str, values: list[str], texts: list[str], now: str
    ) -> None:
        part = menu.addMenu(self._language.tr(f"ui.plan.{name}"))
        group = QActionGroup(part)
        for value, text in zip(values, texts, strict=True):
            action = QAction(text, part)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, value=value: self.narrow(**{name: value}))
            group.addAction(action)
            part.addAction(action)

    def _say_button(self, name: str, key: str) -> None:
        self.buttons[name].setText(self._language.tr(f"ui.plan.session.{key}"))
        self.buttons[name].setToolTip(self._language.tr(f"ui.plan.session.{key}.tip"))

    def _say(self) -> None:
        tr = self._language.tr
        self.set_title(tr("ui.plan.sessions"))
        self.list.setAccessibleName(tr("ui.plan.sessions"))
        self.search.setPlaceholderText(tr("ui.plan.search"))
        self.search.setAccessibleName(tr("ui.plan.search"))
        self.filter.setText(tr("ui.plan.filter.sessions"))
        self.filter.setToolTip(tr("ui.plan.filter.sessions.tip"))
        self.clear.setToolTip(tr("ui.plan.filter.sessions.clear"))
        self.clear.setAccessibleName(tr("ui.plan.filter.sessions.clear"))
        for name in self.buttons:
            self._say_button(name, name)
        self._fill()


class _SessionDelegate(QStyledItemDelegate):
    """Day and clock, title, and where it stands: three lines."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self._theme.px(66))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        theme, box = self._theme, QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, theme.color("selected"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("script"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("raised"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        when, title, text, tone = index.data(_LINES)
        lines = (
            (when, SMALL, False, "muted"),
            (title, BODY, True, "text"),
            (text, SMALL, False, tone),
        )
        tall = theme.px(18)
        top = box.center().y() - tall * 1.5 + 1
        for at, (words, size, bold, role) in enumerate(lines):
            painter.setFont(theme.font(size, bold=bold))
            painter.setPen(theme.color(role))
            line = QRectF(box.left() + 14, top + at * tall, box.width() - 22, tall)
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, int(line.width())
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
