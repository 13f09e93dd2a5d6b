"""What each product has brought so far, as a table to sort."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from controlroom.live.readout import Readout
from controlroom.ui.models.result_table import ResultColumn as Column
from controlroom.ui.models.result_table import ResultTable, SortRole
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.widgets.card import label, put, show_if

_SPARE = ("refunded", "per_minute", "aired", "orders", "link")  # left out first where it is narrow
_TITLE_LEAST = 130
_SPECS = (
    ("link", "count"), ("title", "text"), ("aired", "span"), ("units", "count"),
    ("orders", "count"), ("gmv", "minor"), ("per_minute", "minor"), ("refunded", "minor"),
    ("left", "count"), ("out", "clock"),
)  # fmt: skip


def columns() -> tuple[Column, ...]:
    """The columns: a field of `live.detail.ProductView` each."""
    return tuple(
        Column(
            key=f"ui.products.{name}",
            unit=unit,
            read=attrgetter(name),
            stretch=name == "title",
        )
        for name, unit in _SPECS
    )


class ProductsPanel(LivePanel):
    """The table; a click on a heading sorts by it."""

    name = "products"

    def build(self) -> None:
        """The widgets, without text."""
        self.empty = label("", "muted", wrap=True)
        self.empty.setContentsMargins(14, 6, 14, 6)
        self.table = ResultTable(columns(), self.language.speaker, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.table)
        self.sorted.setSortRole(SortRole)
        self.view = QTableView()
        self.view.setModel(self.sorted)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.setTabKeyNavigation(False)  # Tab goes on to what stands behind the table
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(self.theme.px(28))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # see _fit_columns
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.theme.px(48))
        self.column.addWidget(self.empty)
        self.column.addWidget(self.view, 1)

    def say(self) -> None:
        """Every text that does not depend on the readout."""
        super().say()
        put(self.empty, self.tr_("ui.empty.products"))
        for part in (self.view, self.view.horizontalHeader(), self.view.verticalHeader()):
            part.setAccessibleName(self.header.title.text())
        self.table.speak(self.language.speaker)

    def take(self, readout: Readout) -> None:
        """The detail comes every few seconds: in between there is nothing to paint."""
        news = readout.detail is not self.readout.detail or readout.run != self.readout.run
        self.readout = readout
        if news:
            self.show_readout(readout)

    def show_readout(self, readout: Readout) -> None:
        """Paint the panel from `readout`; the place it was scrolled to stays."""
        known = readout.detail
        rows = () if known is None else known.products
        show_if(self.empty, not rows)
        show_if(self.view, bool(rows))
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self.table.show_rows(rows, self.language.speaker)
        bar.setValue(place)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_columns)  # once the table has its width

    def _fit_columns(self) -> None:
        """As many columns as there is room for; nothing is hidden behind an edge."""
        room = self.view.viewport().width() - self.theme.px(_TITLE_LEAST)
        needed = {name: self._width(at) for at, (name, _) in enumerate(_SPECS) if name != "title"}
        for name in _SPARE:
            if sum(needed.values()) <= room:
                break
            del needed[name]
        for at, (name, _) in enumerate(_SPECS):
            hidden = name != "title" and name not in needed
            if self.view.isColumnHidden(at) is not hidden:
                self.view.setColumnHidden(at, hidden)
            if name in needed and self.view.columnWidth(at) != needed[name]:
                self.view.setColumnWidth(at, needed[name])

    def _width(self, at: int) -> int:
        """What column `at` takes. Only the widest cell is laid out: Qt itself would lay out
        every one, a tenth of a second for sixty products."""
        header = self.view.horizontalHeader()
        heading = header.sectionSizeFromContents(at).width()  # of a hidden one too
        least = max(heading, header.minimumSectionSize())
        texts = self.table.texts(at)
        if not texts:
            return least
        advance = self.view.fontMetrics().horizontalAdvance
        row = max(range(len(texts)), key=lambda each: advance(texts[each]))
        widest = self.sorted.mapFromSource(self.table.index(row, at))
        return max(least, self.view.sizeHintForIndex(widest).width() + 1)
