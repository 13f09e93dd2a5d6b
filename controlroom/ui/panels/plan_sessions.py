"""The list of sessions: search, make, duplicate, put away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.ids import SessionId
from controlroom.ports import SessionBrief
from controlroom.ui.i18n import Language
from controlroom.ui.theme import BODY, SMALL, Theme
from controlroom.ui.widgets.card import Card, label

Index = QModelIndex | QPersistentModelIndex
_BRIEF = int(Qt.ItemDataRole.UserRole) + 1
_LINES = int(Qt.ItemDataRole.UserRole) + 2


class SessionsPanel(Card):
    """Sessions, next first. `chosen` names the one to open."""

    chosen = Signal(str)
    new_asked = Signal()
    duplicate_asked = Signal()
    archive_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._language = language
        self._briefs: tuple[SessionBrief, ...] = ()
        self._standing: Mapping[SessionId, tuple[str, str]] = {}
        self.new = self._button(self.new_asked.emit)
        self.header.add(self.new)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setItemDelegate(_SessionDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._current)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setMargin(14)
        self.duplicate = self._button(self.duplicate_asked.emit)
        self.archive = self._button(self.archive_asked.emit)
        self._lay_out()
        language.retranslate.connect(self._say)
        self._say()

    def _button(self, act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "quiet")
        button.clicked.connect(lambda _=False: act())
        return button

    def _lay_out(self) -> None:
        top, bottom = QWidget(), QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 0, 8, 8)
        row.addWidget(self.search)
        row = QHBoxLayout(bottom)
        row.setContentsMargins(4, 4, 4, 4)
        row.addWidget(self.duplicate)
        row.addWidget(self.archive)
        row.addStretch(1)
        self.add(top)
        self.add(self.nothing)
        self.add(self.list, 1)
        self.add(bottom)

    # --- what is listed --------------------------------------------------------------

    def show_sessions(self, briefs: Sequence[SessionBrief], chosen: SessionId | None) -> None:
        """List `briefs`; mark `chosen` without asking for it again."""
        self._briefs = tuple(briefs)
        self._fill()
        self.mark(chosen)

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
        if standing != self._standing:
            self._standing = dict(standing)
            self._relabel()

    def _fill(self) -> None:
        chosen = self.list.currentItem().data(_BRIEF) if self.list.currentItem() else None
        wanted = self.search.text().strip().casefold()
        self.list.blockSignals(True)
        self.list.clear()
        for brief in self._briefs:
            if wanted in f"{brief.title} {self._when(brief)}".casefold():
                item = QListWidgetItem()
                item.setData(_BRIEF, brief.id)
                self._label(item, brief)
                self.list.addItem(item)
        self.list.blockSignals(False)
        self.mark(chosen)
        key = "ui.plan.no_match" if self._briefs else "ui.plan.no_sessions"
        self.nothing.setText(self._language.tr(key))
        self.nothing.setVisible(self.list.count() == 0)

    def _relabel(self) -> None:
        by_id = {brief.id: brief for brief in self._briefs}
        for at in range(self.list.count()):
            item = self.list.item(at)
            self._label(item, by_id[item.data(_BRIEF)])

    def _label(self, item: QListWidgetItem, brief: SessionBrief) -> None:
        text, tone = self._standing.get(brief.id, self._state(brief))
        item.setData(_LINES, (self._when(brief), brief.title, text, tone))
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{brief.title} {self._when(brief)} {text}"
        )
        item.setToolTip(brief.title)

    def _when(self, brief: SessionBrief) -> str:
        day = formats.day(brief.planned_start, brief.zone, self._language.lang)
        return f"{day} {formats.clock(brief.planned_start, brief.zone)}"

    def _state(self, brief: SessionBrief) -> tuple[str, str]:
        if brief.aired:
            return self._language.tr("ui.plan.state.aired"), "good"
        if brief.simulated:
            return self._language.tr("ui.plan.state.simulated"), "warmup"
        return self._language.tr("ui.plan.state.draft"), "muted"

    def _current(self, item: QListWidgetItem | None) -> None:
        self._enable()
        if item is not None:
            self.chosen.emit(item.data(_BRIEF))

    def _enable(self) -> None:
        one = self.list.currentItem() is not None
        self.duplicate.setEnabled(one)
        self.archive.setEnabled(one)

    def _say(self) -> None:
        tr = self._language.tr
        self.set_title(tr("ui.plan.sessions"))
        self.list.setAccessibleName(tr("ui.plan.sessions"))
        self.search.setPlaceholderText(tr("ui.plan.search"))
        self.search.setAccessibleName(tr("ui.plan.search"))
        for button, key in ((self.new, "new"), (self.duplicate, "copy"), (self.archive, "archive")):
            button.setText(tr(f"ui.plan.session.{key}"))
            button.setToolTip(tr(f"ui.plan.session.{key}.tip"))
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
