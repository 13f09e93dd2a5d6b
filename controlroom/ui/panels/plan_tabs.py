"""The five plates in tabs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.models.pasting import Meant, nothing
from controlroom.ui.models.plate_model import Edit
from controlroom.ui.models.sight import Sight
from controlroom.ui.panels.plan_tab import PlateTab
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.badge import paint_badge
from controlroom.ui.widgets.column_state import restore, state_of

_SOON = 40  # ms that the counts on the tabs may come behind the table


class Plates(Mapping[Plate, PlateTab]):
    """The tab of each plate, made when it is asked for and never behind the plan."""

    def __init__(self, tab: Callable[[Plate], PlateTab]) -> None:
        self._tab = tab

    def __getitem__(self, plate: Plate) -> PlateTab:
        return self._tab(plate)

    def __iter__(self) -> Iterator[Plate]:
        return iter(Plate)

    def __len__(self) -> int:
        return len(Plate)


class PlateTabs(QFrame):
    """The tabs. `row_chosen(plate, row)` follows the cursor of the table in front.

    That in front (the script, if nothing is said) is made at once, the others when they are
    asked for; none is behind the plan when it is.
    """

    row_chosen = Signal(object, str)
    asked = Signal(object, str)  # a `PlateTab`; "bulk" | "group"
    worked = Signal(object, str)  # a `Slow` under way, what it is called

    def __init__(
        self,
        sight: Sight,
        edit: Edit,
        theme: Theme,
        language: Language,
        meant: Meant = nothing,
        *,
        front: Plate = Plate.SCRIPT,
    ) -> None:
        """`meant` knows what the headings of other tables name."""
        super().__init__()
        self._meant = meant
        self.setObjectName("strip")
        self._theme, self._language = theme, language
        self.sight = sight
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setIconSize(QSize(theme.px(16), theme.px(16)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.addWidget(self.tabs)
        self._edit = edit
        self.plates = Plates(self._make)
        self._made: dict[Plate, PlateTab] = {}
        self._behind: set[Plate] = set()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self._say_tabs)
        self._pages: dict[Plate, QVBoxLayout] = {}
        self._columns: dict[str, Any] = {}
        for plate in Plate:
            page = QWidget()
            self._pages[plate] = QVBoxLayout(page)
            self._pages[plate].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(page, self._icon(plate), "")
        self.tabs.setCurrentIndex(list(Plate).index(front))
        self._make(front)
        self.tabs.currentChanged.connect(self._turned)
        theme.changed.connect(self._dress)
        language.retranslate.connect(self.say)
        self.say()

    @property
    def plate(self) -> Plate:
        """The plate in front."""
        return list(Plate)[self.tabs.currentIndex()]

    @property
    def front(self) -> PlateTab:
        """The tab in front."""
        return self._make(self.plate)

    def _make(self, plate: Plate) -> PlateTab:
        """The tab of `plate` as the plan is now, made where it was not yet."""
        if plate in self._behind:
            self._behind.discard(plate)
            self._made[plate].look_at(self.sight)
        if plate in self._made:
            return self._made[plate]
        tab = PlateTab(plate, self.sight, self._edit, self._theme, self._language)
        tab.table.clip.meant = self._meant
        tab.asked.connect(self.asked)
        tab.table.worked.connect(self.worked)
        tab.table.row_chosen.connect(lambda row: self.row_chosen.emit(plate, row))
        self._made[plate] = tab
        self._pages[plate].addWidget(tab)
        self._restore(plate, tab)
        return tab

    def look_at(self, sight: Sight) -> None:
        """Show `sight`: in the table in front at once, in the others when they are turned to."""
        self.sight = sight
        self._behind = set(self._made)
        self._make(self.plate)
        if not self._later.isActive():
            self._later.start()

    def turn_to(self, plate: Plate) -> None:
        """Bring the tab of `plate` to the front."""
        self.tabs.setCurrentIndex(list(Plate).index(plate))

    def columns_saved(self) -> str:
        """Order, width and visibility of all columns, as JSON."""
        states = {
            plate.value: state_of(tab.table.horizontalHeader(), self._names(tab))
            for plate, tab in self._made.items()
        }
        return json.dumps(self._columns | states)

    def restore_columns(self, saved: str) -> None:
        """Columns as they were saved; what can't be read is left as shipped."""
        try:
            states = json.loads(saved) if saved else {}
        except json.JSONDecodeError:
            return
        self._columns = states if isinstance(states, dict) else {}
        for plate, tab in self._made.items():
            self._restore(plate, tab)

    def _restore(self, plate: Plate, tab: PlateTab) -> None:
        if plate.value in self._columns:
            header = tab.table.horizontalHeader()
            restore(header, self._names(tab), self._columns[plate.value])

    def _names(self, tab: PlateTab) -> list[str]:
        return [column.name for column in tab.model.columns]

    def _turned(self) -> None:
        self.row_chosen.emit(self.front.plate, self.front.table.current_row() or "")

    def say(self) -> None:
        """Say everything in the language in force."""
        for tab in self._made.values():
            tab.say()
        self._say_tabs()

    def _say_tabs(self) -> None:
        for at, plate in enumerate(Plate):
            name, count = self._language.tr(f"ui.plan.plate.{plate.value}"), self._count(plate)
            text = f"{name}  {count}"
            if text == self.tabs.tabText(at):
                continue  # it would lay the whole page out anew
            self.tabs.setTabText(at, text)
            tip = self._language.tr(f"ui.plan.rows.{plate.value}", count=count)
            self.tabs.setTabToolTip(at, tip)

    def _count(self, plate: Plate) -> int:
        return len(self.sight.sheet.rows(plate))

    def _dress(self) -> None:
        for at, plate in enumerate(Plate):
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
