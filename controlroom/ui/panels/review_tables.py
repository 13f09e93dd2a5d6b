"""Review's tables in tabs: segments, products, giveaways, slots, cues, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTabWidget,
    QVBoxLayout,
)

from controlroom.core.time import Instant
from controlroom.review.summary import Review
from controlroom.ui.i18n import Language
from controlroom.ui.models import tsv
from controlroom.ui.models.result_table import (
    ResultColumn,
    ResultTable,
    RowRole,
    SortRole,
    ToneRole,
)
from controlroom.ui.models.scrub import went_on_air
from controlroom.ui.panels import review_columns
from controlroom.ui.theme import SMALL, Theme

Index = QModelIndex | QPersistentModelIndex
_INK = {
    "muted": "muted",
    "good": "good",
    "bad": "alarm",
    "warn": "warning",
    "money": "money",
}
_BESIDE = 16  # px beside the words of a heading
_AIR = 24  # px more than needed that a column gets where there is room
_TABS = ("segments", "products", "giveaways", "slots", "cues", "rules", "notes")


class ToneDelegate(QStyledItemDelegate):
    """Text in the tone of its cell."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Any) -> None:
        super().initStyleOption(option, index)
        ink = self._theme.color(_INK.get(index.data(ToneRole) or "", "text"))
        for slot in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(slot, ink)


class ByValue(QSortFilterProxyModel):
    """Sorts by the value behind the text; what is not known stands last either way."""

    def lessThan(self, left: Index, right: Index) -> bool:
        here, there = left.data(SortRole), right.data(SortRole)
        if here is None or there is None:
            ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (there is None) if ascending else (here is None)
        if isinstance(here, (int, float)) and isinstance(there, (int, float)):
            return here < there
        return str(left.data()) < str(right.data())


class ResultView(QTableView):
    """A sortable, copyable table of results."""

    def __init__(self, columns: Sequence[ResultColumn], theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme = theme
        self._fitted, self._sharing, self._by_hand = False, False, False
        self._least: list[int] = []
        self.table = ResultTable(columns, language.speaker, self)
        proxy = ByValue(self)
        proxy.setSourceModel(self.table)
        self.setModel(proxy)
        self.setItemDelegate(ToneDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(40))
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.horizontalHeader().sortIndicatorChanged.connect(self._share)
        theme.changed.connect(self.viewport().update)

    def fit(self) -> None:
        """Columns as wide as what they hold, with some air where there is room; the stretching
        one takes the rest. Of a hidden table when it is shown."""
        self._fitted = self.isVisible()
        if self._fitted:
            self._by_hand = False
            self._least = [self._need(at) for at in range(self.table.columnCount())]
            self._share()

    def _need(self, column: int) -> int:
        """What its cells and its heading take; a heading makes no room for the arrow of a
        sorting that it has not (Qt's hint does, and measures it in larger type)."""
        title = str(self.table.headerData(column, Qt.Orientation.Horizontal))
        small = QFontMetrics(self._theme.font(SMALL))
        head = small.horizontalAdvance(title) + self._theme.px(_BESIDE)
        need = max(head, self.sizeHintForColumn(column), self._theme.px(40))
        if self.table.columns[column].stretch:
            return max(self._theme.px(150), min(need, self._theme.px(300)))
        return need

    def _share(self, *_: object) -> None:
        """The width there is, among the columns; those set by hand stay as they are, but for
        the stretching one."""
        if not self._fitted:
            return
        header, columns = self.horizontalHeader(), self.table.columns
        least, sorted_ = list(self._least), header.sortIndicatorSection()
        if 0 <= sorted_ < len(least):
            least[sorted_] = max(least[sorted_], header.sectionSizeHint(sorted_))
        room = header.viewport().width() - sum(least)
        air = max(0, min(self._theme.px(_AIR), room // len(least)))
        self._sharing = True
        for at, column in enumerate(columns):
            if not self._by_hand and not column.stretch:
                header.resizeSection(at, least[at] + air)
        for at in (at for at, column in enumerate(columns) if column.stretch):
            rest = header.viewport().width() - header.length() + header.sectionSize(at)
            header.resizeSection(at, max(least[at], rest))
        self._sharing = False

    def _resized(self, *_: object) -> None:
        self._by_hand = self._by_hand or not self._sharing

    def sizeHintForColumn(self, column: int) -> int:
        """The widest text and the room around it; asking the delegate of each cell, as Qt
        does, takes ten times as long. (2 px: advances are rounded.)"""
        model = self.model()
        cells = [model.index(row, column) for row in range(model.rowCount())]
        if not cells:
            return -1
        advance = self.fontMetrics().horizontalAdvance
        around = self.sizeHintForIndex(cells[0]).width() - advance(str(cells[0].data()))
        return 2 + around + max(advance(str(cell.data())) for cell in cells)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not self._fitted:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows with their headings, for a spreadsheet."""
        model = self.model()
        rows = sorted({index.row() for index in self.selectedIndexes()})
        columns = range(model.columnCount())
        horizontal = Qt.Orientation.Horizontal
        table = [[str(model.headerData(at, horizontal)) for at in columns]]
        table += [[str(model.index(row, at).data()) for at in columns] for row in rows]
        QGuiApplication.clipboard().setText(tsv.render(table))


def _named(row: Any) -> object:
    """What tells a cue or a rule from the others."""
    return getattr(row, "id", None) or getattr(row, "name", None)


class ReviewTables(QFrame):
    """The tabs, each to be made by `make`. A row clicked takes the scrub line to its moment."""

    names = _TABS
    jumped = Signal(object)  # Instant

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._theme, self._language = theme, language
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.views: dict[str, ResultView] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.addWidget(self.tabs)
        self._review: Review | None = None
        self.setMinimumHeight(theme.px(150))
        language.retranslate.connect(self._say)

    def make(self, name: str) -> None:
        """Make the tab called `name` of `names`."""
        make = getattr(review_columns, name)
        columns = make(None) if name == "segments" else make()
        view = ResultView(columns, self._theme, self._language)
        view.clicked.connect(self._clicked)
        self.views[name] = view
        self._say_tab(self.tabs.addTab(view, ""), name)

    def _clicked(self, index: QModelIndex) -> None:
        at = review_columns.moment_of(index.data(RowRole))
        if at is not None:
            self.jumped.emit(Instant(at))

    def show_review(self, review: Review) -> None:
        """Fill all tables."""
        self._review = review
        speaker = self._language.speaker
        self.views["segments"].table.columns = review_columns.segments(review.break_even)
        told: list[Any] = [*went_on_air(review), *review.notes, *review.milestones]
        notes = sorted(told, key=lambda note: note.at)
        rows: dict[str, Sequence[Any]] = {name: getattr(review, name) for name in _TABS}
        rows["notes"] = notes
        for name, view in self.views.items():
            view.table.show_rows(rows[name], speaker)
        self._say()

    def show_alerts(self, review: Review) -> None:
        """Fill what tells of the rules' alerts anew; the row in hand stays in hand."""
        self._review = review
        for name in ("cues", "rules"):
            view = self.views[name]
            kept, column = view.currentIndex().data(RowRole), max(0, view.currentIndex().column())
            view.table.show_rows(getattr(review, name), self._language.speaker)
            cells = [view.model().index(row, column) for row in range(view.model().rowCount())]
            for cell in cells if kept is not None else ():
                if _named(cell.data(RowRole)) == _named(kept):
                    view.setCurrentIndex(cell)
        self._say()

    @property
    def review(self) -> Review | None:
        """What the tables show."""
        return self._review

    def _say(self) -> None:
        for at, name in enumerate(self.views):
            self._say_tab(at, name)

    def _say_tab(self, at: int, name: str) -> None:
        view, title = self.views[name], self._language.tr(f"ui.review.tab.{name}")
        count = view.table.rowCount()
        self.tabs.setTabText(at, f"{title} {count}" if count else title)
        view.setAccessibleName(title)
        view.table.speak(self._language.speaker)
        view.fit()

    def mark_segment(self, row: str | None) -> None:
        """Select the segment on air at the scrub line."""
        view = self.views["segments"]
        for place in range(view.model().rowCount()):
            if view.model().index(place, 0).data(RowRole).id == row:
                view.selectRow(place)
                return
        view.clearSelection()
