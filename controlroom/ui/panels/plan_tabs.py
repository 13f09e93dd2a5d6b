"""The five plates in tabs: a row of commands, the table, and the sums below it."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.models.plate_model import Edit, PlateModel
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.sums import sums
from controlroom.ui.panels.plan_table import PlateTable
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.badge import paint_badge
from controlroom.ui.widgets.card import label, restyle

_COMMANDS = (
    "insert",
    "remove",
    "move_up",
    "move_down",
    "duplicate",
    "skip",
    "paste_rows",
    "columns",
)


class PlateTab(QWidget):
    """One plate: commands, table, sums."""

    def __init__(
        self, plate: Plate, sight: Sight, edit: Edit, theme: Theme, language: Language
    ) -> None:
        super().__init__()
        self.plate = plate
        self._theme, self._language = theme, language
        self.model = PlateModel(plate, sight, edit, self)
        self.table = PlateTable(self.model, theme, language)
        self.buttons = {name: self._button(name) for name in _COMMANDS}
        self.refused = label("", "caption")
        restyle(self.refused, "tone", "error")
        self.footer = QHBoxLayout()
        self._sums: list[tuple[QLabel, QLabel]] = []
        self._lay_out()
        self.model.refused_changed.connect(self._say_refused)
        self.say()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        command = self._command(name)
        button.clicked.connect(lambda _=False: command())
        return button

    def _command(self, name: str) -> Callable[[], None]:
        table = self.table
        run: dict[str, Callable[[], None]] = {
            "insert": table.insert_row,
            "remove": table.remove_rows,
            "move_up": lambda: table.move_rows(-1),
            "move_down": lambda: table.move_rows(1),
            "duplicate": table.duplicate_rows,
            "skip": table.skip_rows,
            "paste_rows": lambda: table.paste(insert=True),
            "columns": self._columns,
        }
        return run[name]

    def _columns(self) -> None:
        button = self.buttons["columns"]
        self.table.column_menu().exec(button.mapToGlobal(button.rect().bottomLeft()))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(6, 4, 6, 4)
        tools.setSpacing(2)
        for button in self.buttons.values():
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.refused)
        self.footer.setContentsMargins(14, 6, 14, 6)
        self.footer.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(_rule())
        column.addLayout(self.footer)

    def look_at(self, sight: Sight) -> None:
        """Show `sight`."""
        self.model.look_at(sight)
        self.say_sums()

    def say(self) -> None:
        """Say the commands and sums in the language in force."""
        for name, button in self.buttons.items():
            button.setText(self._language.tr(f"ui.plan.tool.{name}"))
            button.setToolTip(self._language.tr(f"ui.plan.tool.{name}.tip"))
            button.setAccessibleName(self._language.tr(f"ui.plan.{name}"))
        self.table.setAccessibleName(self._language.tr(f"ui.plan.plate.{self.plate.value}"))
        self._say_refused()
        self.say_sums()

    def say_sums(self) -> None:
        """The line below the table."""
        found = sums(self.plate, self.model.sight)
        if len(self._sums) != len(found):
            self._make_sums(len(found))
        for (caption, value), one in zip(self._sums, found, strict=True):
            caption.setText(self._language.tr(one.key))
            value.setText(one.text)
            restyle(value, "tone", one.tone)

    def _make_sums(self, count: int) -> None:
        for _ in range(count):
            caption, value = label("", "caption"), label("", "strong")
            self.footer.addWidget(caption)
            self.footer.addWidget(value)
            self.footer.addSpacing(14)
            self._sums.append((caption, value))
        self.footer.addStretch(1)

    def _say_refused(self) -> None:
        count = self.model.refused
        self.refused.setText(self._language.tr("ui.plan.refused", count=count) if count else "")


class PlateTabs(QFrame):
    """The tabs. `row_chosen(plate, row)` follows the cursor of the table in front."""

    row_chosen = Signal(object, str)

    def __init__(self, sight: Sight, edit: Edit, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._theme, self._language = theme, language
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.plates = {plate: PlateTab(plate, sight, edit, theme, language) for plate in Plate}
        for plate, tab in self.plates.items():
            self.tabs.addTab(tab, self._icon(plate), "")
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
        for tab in self.plates.values():
            tab.look_at(sight)
        self._say_tabs()

    def turn_to(self, plate: Plate) -> None:
        """Bring the tab of `plate` to the front."""
        self.tabs.setCurrentIndex(list(Plate).index(plate))

    def columns_saved(self) -> str:
        """Order, width and visibility of all columns, as JSON."""
        states = {
            plate.value: bytes(tab.table.horizontalHeader().saveState().toBase64().data()).decode()
            for plate, tab in self.plates.items()
        }
        return json.dumps(states)

    def restore_columns(self, saved: str) -> None:
        """Columns as they were saved; what can't be read is left as shipped."""
        try:
            states = json.loads(saved) if saved else {}
        except json.JSONDecodeError:
            return
        for plate, tab in self.plates.items():
            if isinstance(states, dict) and isinstance(states.get(plate.value), str):
                state = QByteArray.fromBase64(states[plate.value].encode())
                tab.table.horizontalHeader().restoreState(state)

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
            self.tabs.setTabText(at, f"{name}  {tab.model.rowCount()}")
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


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
