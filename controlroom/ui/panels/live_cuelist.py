"""The cues to come, with what is left until each, and the answered ones behind a switch."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QListView, QMenu, QStyledItemDelegate, QStyleOptionViewItem

from controlroom.core import formats
from controlroom.core.time import Instant
from controlroom.desk.intents import AnswerCue, SnoozeCue
from controlroom.live.events import Answer
from controlroom.live.readout import CueState, CueView, Readout
from controlroom.ui.actions import SNOOZE
from controlroom.ui.i18n import Language
from controlroom.ui.models.id_list import IdList
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.theme import BODY, SMALL, Theme
from controlroom.ui.widgets.badge import paint_badge
from controlroom.ui.widgets.card import label, put, show_if
from controlroom.ui.widgets.key_button import KeyButton

Index = QModelIndex | QPersistentModelIndex
CUE = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SOON = 60_000


class CueModel(IdList[CueView]):
    """Cues in the readout's order; only what differs is announced."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.now = Instant(0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a view asks of a row."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        cue = self.items[index.row()]
        if role == CUE:
            return cue
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language.say(cue.text)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (
                cue.plate.value,
                self._language.say(cue.text),
                self.detail(cue),
                self.left(cue),
            )
            return " · ".join(part for part in parts if part)
        return None

    def detail(self, cue: CueView) -> str:
        """The second line."""
        return self._language.say(cue.detail)

    def left(self, cue: CueView) -> str:
        """What is left until the cue, how late it is, or how it was answered."""
        if cue.state is CueState.ANSWERED:
            word = self._language.word("ui.answer", cue.answer)
            if cue.reaction is None:
                return word
            return f"{word} {formats.span(cue.reaction)}"
        if cue.due <= self.now:
            return self._language.tr("ui.cue.overdue", age_ms=self.now - cue.due)
        return formats.span(cue.due - self.now)

    def put(self, cues: tuple[CueView, ...], now: Instant) -> None:
        """Show `cues` as of `now`; the countdowns change once a second."""
        second = now // 1000 != self.now // 1000
        self.now = now
        self.show_items(cues, all_changed=second)


class CueDelegate(QStyledItemDelegate):
    """Paints a cue: badge, text over detail, time at the right."""

    def __init__(self, theme: Theme, model: CueModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(42))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        cue: CueView = index.data(CUE)
        box = QRectF(option.rect)
        painter.save()
        painter.setOpacity(0.6 if cue.state is CueState.ANSWERED else 1.0)
        painter.setPen(self._theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        side = self._theme.px(18)
        paint_badge(
            painter, QRectF(box.left() + 12, box.top() + 9, side, side), cue.plate, self._theme
        )
        self._words(painter, box, cue, side)
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, cue: CueView, side: float) -> None:
        time = self._model.left(cue)
        late = cue.state in (CueState.DUE, CueState.LATE)
        soon = cue.due - self._model.now < _SOON and cue.state is CueState.STANDBY
        painter.setFont(self._theme.font(BODY))
        wide = painter.fontMetrics().horizontalAdvance(time)
        painter.setPen(self._theme.color("alarm" if late else "warning" if soon else "muted"))
        half = box.height() / 2
        painter.drawText(QRectF(box.right() - wide - 12, box.top(), wide, half + 8), _RIGHT, time)
        left = box.left() + 12 + side + 9
        room = box.right() - wide - 22 - left
        detail = self._model.detail(cue)
        top = QRectF(left, box.top() + (4 if detail else 0), room, half if detail else box.height())
        self._line(painter, top, self._model._language.say(cue.text), BODY, "text")
        if detail:
            under = QRectF(left, box.top() + half + 1, box.right() - 12 - left, half - 5)
            self._line(painter, under, detail, SMALL, "muted")

    def _line(self, painter: QPainter, box: QRectF, text: str, size: int, role: str) -> None:
        painter.setFont(self._theme.font(size))
        painter.setPen(self._theme.color(role))
        fitted = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, _LEFT, fitted)


class CueListPanel(LivePanel):
    """The cues after the top one. The menu answers any of them."""

    name = "cues"

    def build(self) -> None:
        """The widgets, without text."""
        self.header.setProperty("ruled", True)
        self.count = label("", "muted")
        self.answered = KeyButton(self.theme, "quiet")
        self.answered.setCheckable(True)
        self.answered.toggled.connect(lambda: self.show_readout(self.readout))
        self.header.add(self.answered)
        self.header.add(self.count)
        self.model = CueModel(self.language)
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = CueDelegate(self.theme, self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.empty: QLabel = label("", "muted", wrap=True)
        self.empty.setContentsMargins(13, 10, 13, 10)
        self.column.setContentsMargins(1, 0, 1, 1)
        self.speed = label("", "caption")
        self.speed.setContentsMargins(13, 6, 13, 2)
        self.column.addWidget(self.speed)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.list, 1)
        self.column.addStretch(0)

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        super().say()
        self.list.setAccessibleName(self.header.title.text())
        self.answered.say(self.tr_("ui.cues.answered"))
        self.answered.setToolTip(self.tr_("ui.cues.answered.tip"))
        self.list.viewport().update()

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        past = self.answered.isChecked()
        top = readout.top_cue
        cues = readout.answered if past else tuple(c for c in readout.cues if c is not top)
        self.model.put(cues, readout.now)
        put(self.count, self.tr_("ui.cues.count", n=len(cues)))
        put(self.speed, self._speed(readout) if past else "")
        show_if(self.speed, bool(self.speed.text()))
        show_if(self.empty, not cues)
        put(self.empty, self.tr_("ui.cues.none.answered" if past else "ui.cues.none"))

    def _speed(self, readout: Readout) -> str:
        """How fast cues were answered so far."""
        found = readout.reactions
        if found.median is None:
            return ""
        return self.tr_("ui.cues.reactions", median_ms=found.median, slowest_ms=found.slowest)

    def _menu(self, point: Any) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        cue: CueView = index.data(CUE)
        menu = QMenu(self)
        if cue.state is CueState.ANSWERED:
            self._mark(menu, cue)
        else:
            self._answers(menu, cue)
        if not menu.isEmpty():
            menu.popup(self.list.viewport().mapToGlobal(point))

    def _mark(self, menu: QMenu, cue: CueView) -> None:
        """An alert that turned out wrong after it was answered."""
        if cue.rule and cue.answer != Answer.FALSE_ALARM:
            wrong = partial(self.operator.post, AnswerCue(cue.id, Answer.FALSE_ALARM))
            menu.addAction(self.tr_("ui.button.false_alarm"), wrong)

    def _answers(self, menu: QMenu, cue: CueView) -> None:
        for answer, key in ((Answer.DONE, "done"), (Answer.SKIPPED, "skip"), (Answer.SENT, "send")):
            call = partial(self.operator.post, AnswerCue(cue.id, answer))
            menu.addAction(self.tr_(f"ui.button.{key}"), call)
        if cue.rule:
            wrong = partial(self.operator.post, AnswerCue(cue.id, Answer.FALSE_ALARM))
            menu.addAction(self.tr_("ui.button.false_alarm"), wrong)
        if cue.fired is not None:  # what has not been shown can't come back later
            later = partial(self.operator.post, SnoozeCue(cue.id, SNOOZE))
            menu.addAction(self.tr_("ui.button.snooze"), later)
