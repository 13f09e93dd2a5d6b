"""The run-sheet on air: planned, expected and actual starts, and target against done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.money import ratio
from controlroom.core.time import HOUR, Instant, local
from controlroom.live.readout import Readout, RowView
from controlroom.ui.cut_words import sentence
from controlroom.ui.i18n import Language
from controlroom.ui.models.id_list import IdList
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.row_hand import RowHand
from controlroom.ui.theme import BODY, SMALL, Theme, plate_of
from controlroom.ui.widgets.badge import paint_badge
from controlroom.ui.widgets.bar import paint_bar
from controlroom.ui.widgets.card import label, put, restyle, show_if

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_MOVED = 30_000  # ms off the plan that is worth showing
_TIMES = 52  # px of a time of day
_CLOCK = len("20:23")
OVER = 0.62  # opacity of a row the show has behind it
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RundownModel(IdList[RowView]):
    """The rows of the readout; only what differs is announced."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.zone, self.currency = "UTC", "CNY"
        self.said_twice = ""  # " EST": behind a time of the hour that is had twice

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a view asks of a row."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        row = self.items[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language.speaker.named(row.title)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(row)
        return None

    def sentence(self, row: RowView) -> str:
        """All of a row, for the tooltip and the screen reader."""
        clock = [
            formats.clock(at, self.zone, seconds=True)
            for at in (row.planned_start, row.expected_start, row.actual_start)
        ]
        money = [formats.money(v, self.currency, cents=False) for v in (row.gmv, row.target_gmv)]
        return self._language.tr(
            "ui.rundown.row",
            title=row.title,
            state=f"@ui.row.{row.state}",
            planned=clock[0],
            expected=clock[1],
            actual=clock[2],
            gmv=money[0],
            target=money[1],
            share=formats.percent(ratio(row.gmv, row.target_gmv), 0),
        )

    def put(self, rows: tuple[RowView, ...]) -> None:
        """Show `rows`; only what differs is announced."""
        twice = _said_twice(rows, self.zone)
        moved, self.said_twice = twice != self.said_twice, twice
        self.show_items(rows)
        if moved and rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def looks(self, item: RowView) -> object:
        """What is drawn or said of a row: how long it has run is not; times are in seconds."""
        times = (item.planned_start, item.expected_start, item.actual_start)
        seconds = [None if at is None else at // 1000 for at in times]
        words = (item.title, item.kind, item.state, item.hard, item.planned)
        return (*seconds, *words, item.target_gmv, item.gmv)

    def place_of(self, state: str) -> int:
        """The number of the first row in `state`, or -1."""
        return next((n for n, row in enumerate(self.items) if row.state == state), -1)


def _said_twice(rows: tuple[RowView, ...], zone: str) -> str:
    """What `formats.clock` puts behind some time of `rows`, or ""; asked of the rows one by one
    only where clocks are put back during the show."""
    if not rows:
        return ""
    ends = (rows[0].planned_start - 2 * HOUR, max(rows[-1].planned_start, rows[-1].expected_start))
    before, after = (local(Instant(at), zone).utcoffset() for at in ends)
    if before == after:
        return ""
    starts = (at for row in rows for at in (row.planned_start, shown_start(row)))
    return max((formats.clock(at, zone)[_CLOCK:] for at in starts), key=len)


def shown_start(row: RowView) -> Instant:
    """When it started, or is expected to."""
    return row.actual_start if row.actual_start is not None else row.expected_start


class RundownDelegate(QStyledItemDelegate):
    """Paints a row: times, title over its bar, GMV over its share of the target."""

    def __init__(self, theme: Theme, language: Language, model: RundownModel) -> None:
        super().__init__()
        self._theme, self._language, self._model = theme, language, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: RowView = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        painter.setOpacity(OVER if row.state in ("past", "skipped") else 1.0)
        self._ground(painter, box, row)
        self._times(painter, box, row)
        self._middle(painter, box, row)
        self._money(painter, box, row)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, row: RowView) -> None:
        if row.state == "now":
            painter.fillRect(box, self._theme.color("selected"))
            painter.fillRect(
                QRectF(box.left(), box.top(), 3, box.height()), self._theme.color("script")
            )
        painter.setPen(self._theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _times(self, painter: QPainter, box: QRectF, row: RowView) -> None:
        """The actual (or expected) start; the planned one under it where they differ
        as they are read."""
        shown, wide = shown_start(row), self._wide()
        faces = [formats.clock(at, self._model.zone) for at in (shown, row.planned_start)]
        moved = abs(shown - row.planned_start) >= _MOVED and faces[0] != faces[1]
        half = box.height() / 2
        top = QRectF(
            box.left() + 10, box.top() + (3 if moved else 0), wide, half if moved else box.height()
        )
        ahead = row.actual_start is None and moved
        self._text(painter, top, faces[0], BODY, "warning" if ahead else "text")
        if moved:
            under = QRectF(top.left(), box.top() + half, wide, half - 4)
            self._text(painter, under, faces[1], SMALL, "muted", struck=True)

    def _wide(self) -> float:
        """Of the times, px: all of them are read whole."""
        twice = self._model.said_twice
        more = QFontMetricsF(self._theme.font(BODY)).horizontalAdvance(twice) if twice else 0.0
        return _TIMES + more

    def _middle(self, painter: QPainter, box: QRectF, row: RowView) -> None:
        half = box.height() / 2
        left, right = box.left() + 14 + self._wide(), box.right() - 84
        side = self._theme.px(14)
        badge = QRectF(left, box.top() + half - side + 1, side, side)
        paint_badge(painter, badge, plate_of(row.kind), self._theme)
        words = QRectF(left + side + 6, box.top() + 3, right - left - side - 6, half)
        title = self._language.speaker.named(row.title)
        mark = self._language.tr("ui.rundown.hard", title=title) if row.hard else title
        self._text(painter, words, mark, BODY, "text", bold=row.state == "now",
                   struck=row.state == "skipped")  # fmt: skip
        track = QRectF(left, box.bottom() - 11, right - left, 4)
        done = ratio(row.gmv, row.target_gmv)
        role = "money" if row.state == "now" else "good" if (done or 0) >= 1 else "warning"
        paint_bar(painter, track, done, role, self._theme)

    def _money(self, painter: QPainter, box: QRectF, row: RowView) -> None:
        half = box.height() / 2
        top = QRectF(box.right() - 80, box.top() + 3, 70, half)
        done = ratio(row.gmv, row.target_gmv)
        text = formats.money_short(row.gmv, self._model.currency, self._language.lang)
        self._text(painter, top, text, BODY, "text", align=_RIGHT)
        under = QRectF(box.right() - 80, box.top() + half, 70, half - 4)
        if done is not None:
            text = self.share(done, under.width())
        elif row.state == "skipped":
            text = self._language.tr("ui.row.skipped")
        else:
            text = formats.span(row.planned)
        self._text(painter, under, text, SMALL, "muted", align=_RIGHT)

    def share(self, done: float, wide: float) -> str:
        """What was reached of the target (a ratio), in the words that fit into `wide` px; the
        bare figure where they don't (the tooltip has them)."""
        bare = formats.percent(done, 0)
        words = self._language.tr("ui.rundown.share", share=bare)
        fits = QFontMetricsF(self._theme.font(SMALL)).horizontalAdvance(words) <= wide
        return words if fits else bare

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        size: int,
        role: str,
        *,
        bold: bool = False,
        struck: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        font = self._theme.font(size, bold=bold)
        font.setStrikeOut(struck)
        painter.setFont(font)
        dimmed = role == "muted" and painter.opacity() < 1  # small print that is dimmed is not
        painter.setPen(self._theme.color("text" if dimmed else role))  # greyed as well
        fitted = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, align, fitted)


class RundownPanel(LivePanel):
    """The list of segments. Double-click starts one; menu and keys change what is to come."""

    name = "rundown"

    def build(self) -> None:
        """The widgets, without text."""
        self.header.setProperty("ruled", True)
        self.whole = label("", "muted")
        self.header.add(self.whole)
        self.model = RundownModel(self.language)
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = RundownDelegate(self.theme, self.language, self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.doubleClicked.connect(lambda index: self.operator.go_to(index.data(ROW).id))
        self.column.setContentsMargins(1, 0, 1, 1)
        self.empty = label("", "muted", wrap=True)
        self.empty.setContentsMargins(12, 10, 12, 10)
        self.list.installEventFilter(self)
        self.hand = RowHand(self.operator, self.language, self)
        self.auto = self.key_button("auto", "quiet")
        self.auto.setCheckable(True)
        self.header.add(self.auto)
        self.column.addWidget(self._offer_row())
        self.column.addWidget(self.empty)
        self.column.addWidget(self.list, 1)
        self._at = -1

    def _offer_row(self) -> QWidget:
        self.offer_bar = QWidget()
        self.offer_bar.setObjectName("cut_offer")
        row = QHBoxLayout(self.offer_bar)
        row.setContentsMargins(12, 6, 8, 6)
        self.offer = label("", "strong", wrap=True)
        restyle(self.offer, "tone", "warning")
        self.preview = self.key_button("cuts")
        row.addWidget(self.offer, 1)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self.offer_bar.hide()
        return self.offer_bar

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        super().say()
        self.list.setAccessibleName(self.header.title.text())
        self.list.setToolTip(self.tr_("ui.rundown.hint"))
        self.name_button(self.preview, "cuts")
        self._say_auto()
        put(self.empty, self.tr_("ui.rundown.empty"))
        self.list.viewport().update()

    def _say_auto(self) -> None:
        on = self.readout.auto
        if self.auto.isChecked() is not on:
            self.auto.setChecked(on)
        self.name_button(self.auto, "auto", "ui.button.auto.on" if on else "")
        self.auto.setToolTip(self.tr_("ui.auto.tip"))
        show_if(self.auto, self.readout.phase.is_open)

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`."""
        self._say_auto()
        self._offer(readout)
        self.model.zone, self.model.currency = readout.zone, readout.currency
        self.model.put(readout.rows)
        show_if(self.empty, not readout.rows)
        place = self.model.place_of("now")
        if place != self._at:
            self._at = place
            self._centre()
        ends = (readout.planned_start, readout.planned_end)
        known = None not in ends
        span = (readout.planned_end or 0) - (readout.planned_start or 0) if known else None
        put(self.whole, self.tr_("ui.rundown.whole", of=formats.span(span)) if known else "")

    def _centre(self) -> None:
        """The running row into the middle."""
        row = self.model.index(max(0, self._at))
        self.list.scrollTo(row, QListView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._centre)

    def _menu(self, point: Any) -> None:
        index = self.list.indexAt(point)
        if index.isValid():
            menu = self.hand.menu(index.data(ROW), self.readout, self)
            menu.popup(self.list.viewport().mapToGlobal(point))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that change the row with the cursor."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        row: RowView | None = self.list.currentIndex().data(ROW)
        return row is not None and self.hand.key(event, row)

    def _offer(self, readout: Readout) -> None:
        """The cut planner speaks up quietly, and only while there is something to gain."""
        offer = readout.offer
        show_if(self.offer_bar, offer is not None)
        if offer is not None:
            text = sentence(offer, self.language)
            put(self.offer, text)
            self.offer_bar.setAccessibleName(text)
