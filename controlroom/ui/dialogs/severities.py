"""How grave each check is to this merchant: its own severity, a milder one, or off."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.errors import WorldError
from controlroom.plan.readiness import CHECKS
from controlroom.plan.severities import LEVELS, OWN
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language
from controlroom.ui.turns import Steps, Turns
from controlroom.ui.widgets.card import label, restyle

_NAME, _OWN, _MINE = range(3)
_A_TURN = 5  # lines


class SeverityDialog(QDialog):
    """One line a check; `choices()` gives those that differ from the check's own."""

    def __init__(
        self, language: Language, choices: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("severity_dialog")
        self._language = language
        self.search, self.list = QLineEdit(), QTreeWidget()
        self.boxes: dict[str, QComboBox] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.count = label("", "muted")
        self.reset = QPushButton(language.tr("ui.severity.reset"))
        self.trouble = label("", "caption", wrap=True)
        restyle(self.trouble, "tone", "error")
        self.buttons = buttons(language, self)
        self._lay_out()
        self._filling = Turns(self._fill(choices), self, self._mark)
        self.search.textChanged.connect(self._filter)
        self.reset.clicked.connect(self._reset)
        self.reset.setEnabled(False)

    def _fill(self, choices: Mapping[str, str]) -> Steps:
        """Some lines a turn: all of them take a tenth of a second and more."""
        for number, check in enumerate(CHECKS, 1):
            self._add(check.code, str(check.plate or ""), choices.get(check.code, check.severity))
            if number % _A_TURN == 0:
                yield

    def choices(self) -> dict[str, str]:
        """Severity by check code, where it is not the check's own."""
        self._filling.finish()
        return self._differing()

    def _differing(self) -> dict[str, str]:
        chosen = {code: str(box.currentData()) for code, box in self.boxes.items()}
        return {code: level for code, level in chosen.items() if level != OWN[code]}

    def choose(self, code: str, level: str) -> None:
        """Set the box of a check."""
        self._filling.finish()
        self.boxes[code].setCurrentIndex(LEVELS.index(level))

    def refuse(self, error: WorldError) -> None:
        """Say why the choices could not be kept."""
        self.trouble.setText(self._language.say(error.message))

    def _lay_out(self) -> None:
        tr = self._language.tr
        self.setWindowTitle(tr("ui.severity.title"))
        self.search.setPlaceholderText(tr("ui.severity.search"))
        self.search.setAccessibleName(tr("ui.severity.search"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(tr("ui.severity.title"))
        self.list.setHeaderLabels(
            [tr(f"ui.severity.col.{name}") for name in ("check", "own", "mine")]
        )
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        bottom.addWidget(self.reset)
        bottom.addStretch(1)
        bottom.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addWidget(label(tr("ui.severity.about"), "caption", wrap=True))
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.trouble)
        column.addLayout(bottom)
        self.resize(720, 560)
        self.list.setColumnWidth(_NAME, 430)
        self.list.setColumnWidth(_OWN, 90)

    def _add(self, code: str, plate: str, level: str) -> None:
        tr = self._language.tr
        name = tr(f"plan.check_name.{code}")
        shown = f"{plate or '—'}  {name}"
        item = QTreeWidgetItem([shown, tr(f"plan.severity.{OWN[code]}"), ""])
        item.setToolTip(_NAME, f"{name} ({code})")
        self.list.addTopLevelItem(item)
        box = QComboBox()
        for one in LEVELS:
            box.addItem(tr(f"plan.severity.{one}"), one)
        box.setCurrentIndex(LEVELS.index(level))
        box.setAccessibleName(name)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]  # scroll the list
        box.currentIndexChanged.connect(self._mark)
        self.list.setItemWidget(item, _MINE, box)
        self.boxes[code], self._items[code] = box, item

    def _mark(self) -> None:
        """What differs stands out, and is counted."""
        changed = self._differing()
        for code, item in self._items.items():
            font = item.font(_NAME)
            font.setBold(code in changed)
            item.setFont(_NAME, font)
        self.count.setText(self._language.tr("ui.severity.count", count=len(changed)))
        self.reset.setEnabled(bool(changed))

    def _filter(self, text: str) -> None:
        self._filling.finish()
        wanted = text.strip().casefold()
        for code, item in self._items.items():
            item.setHidden(wanted not in f"{item.text(_NAME)} {code}".casefold())

    def _reset(self) -> None:
        for code, own in OWN.items():
            self.choose(code, own)
