"""The five plates in tabs."""

from __future__ import annotations

import json

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout

from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.models.plate_model import Edit
from controlroom.ui.models.sight import Sight
from controlroom.ui.panels.plan_tab import PlateTab
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.badge import paint_badge
from controlroom.ui.widgets.column_state import restore, state_of


class PlateTabs(QFrame):
    """The tabs. `row_chosen(plate, row)` follows the cursor of the table in front."""

    row_chosen = Signal(object, str)
    asked = Signal(object, str)  # a `PlateTab`; "bulk" | "group"

    def __init__(self, sight: Sight, edit: Edit, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._theme, self._language = theme, language
        self.sight = sight
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.plates = {plate: PlateTab(plate, sight, edit, theme, language) for plate in Plate}
        for plate, tab in self.plates.items():
            self.tabs.addTab(tab, self._icon(plate), "")
            tab.asked.connect(self.asked)
            tab.table.row_chosen.connect(lambda row, plate=plate: self.row_chosen.emit(plate, row))
        self.tabs.setCurrentIndex(1)
        self.tabs.currentChanged.connect(self._turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.addWidget(self.tabs)
        theme.changed.connect(self._dress)
        language.retranslate.connect(self.say)
        self.say()

    @property
    def front(self) -> PlateTab:
        """The tab in front."""
        return self.plates[list(Plate)[self.tabs.currentIndex()]]

    def look_at(self, sight: Sight) -> None:
        """Show `sight` in all tables."""
        self.sight = sight
        for tab in self.plates.values():
            tab.look_at(sight)
        self._say_tabs()

    def turn_to(self, plate: Plate) -> None:
        """Bring the tab of `plate` to the front."""
        self.tabs.setCurrentIndex(list(Plate).index(plate))

    def columns_saved(self) -> str:
        """Order, width and visibility of all columns, as JSON."""
        return json.dumps(
            {
                plate.value: state_of(tab.table.horizontalHeader(), self._names(tab))
                for plate, tab in self.plates.items()
            }
        )

    def restore_columns(self, saved: str) -> None:
        """Columns as they were saved; what can't be read is left as shipped."""
        try:
            states = json.loads(saved) if saved else {}
        except json.JSONDecodeError:
            return
        for plate, tab in self.plates.items():
            if isinstance(states, dict):
                header = tab.table.horizontalHeader()
                restore(header, self._names(tab), states.get(plate.value))

    def _names(self, tab: PlateTab) -> list[str]:
        return [column.name for column in tab.model.columns]

    def _turned(self) -> None:
        self.row_chosen.emit(self.front.plate, self.front.table.current_row() or "")

    def say(self) -> None:
        """Say everything in the language in force."""
        for tab in self.plates.values():
            tab.say()
        self._say_tabs()

    def _say_tabs(self) -> None:
        for at, (plate, tab) in enumerate(self.plates.items()):
            name = self._language.tr(f"ui.plan.plate.{plate.value}")
            text = f"{name}  {tab.model.rowCount()}"
            if text == self.tabs.tabText(at):
                continue  # it would lay the whole page out anew
            self.tabs.setTabText(at, text)
            tip = self._language.tr(f"ui.plan.rows.{plate.value}", count=tab.model.rowCount())
            self.tabs.setTabToolTip(at, tip)

    def _dress(self) -> None:
        for at, plate in enumerate(self.plates):
            self.tabs.setTabIcon(at, self._icon(plate))

    def _icon(self, plate: Plate) -> QIcon:
        side = self._theme.px(16)
        pixmap = QPixmap(side * 2, side * 2)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_badge(painter, QRectF(0, 0, side, side), plate, self._theme)
        painter.end()
        return QIcon(pixmap)
