"""One row for the ten numbers of the platform's screen: Tab goes on, Enter keeps it, a row
copied elsewhere is pasted whole; the arrows go up to the rows typed before. Not modal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.desk.intents import TypeIn
from controlroom.live.readout import Readout
from controlroom.live.typing_in import (
    BY_NAME,
    ENTRIES,
    Doubt,
    Typed,
    doubts,
    last_values,
    next_values,
)
from controlroom.plan import reading
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.said import named, said

_COLUMNS = 5
_WIDE = 600  # px: sums of eight digits are read whole
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Cell(QLineEdit):
    """A field that hands a pasted row on, and Enter and the arrows to the panel."""

    pasted = Signal(list)
    entered = Signal()
    went = Signal(int)  # rows up (1) or down (-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Several pasted cells, Enter and the arrows are the panel's; the rest is typing."""
        parts = re.split(r"[\t\r\n]+", QApplication.clipboard().text().strip())
        if event.matches(QKeySequence.StandardKey.Paste) and len(parts) > 1:
            self.pasted.emit(parts)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.went.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class EntryDialog(QDialog):
    """`asked` brings the intent. What looks like a slip is asked about once: Enter again
    keeps it. An empty field says nothing of its figure."""

    asked = Signal(object)  # TypeIn

    def __init__(
        self, language: Language, readout: Callable[[], Readout], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entry_dialog")
        self._language, self._readout = language, readout
        self._asked_of: tuple[Doubt, ...] = ()
        self.cells = {entry.name: Cell() for entry in ENTRIES}
        self._typed = self._rows[::-1]
        self._at, self._drafts = 0, dict[int, list[str]]()
        self.row = QComboBox()
        self.row.addItems([""] * (1 + len(self._typed)))
        self.said = label("", "strong", wrap=True)
        self.ok = QPushButton()
        named(language, self.row, "ui.entry.row")
        language.bind(self.ok, self.ok.setText, "ui.entry.ok")
        language.bind(self, self.setWindowTitle, "ui.entry.title")
        language.retranslate.connect(self._name_rows)
        self._lay_out()
        self._name_rows()
        self.row.currentIndexChanged.connect(self._go)
        self.ok.clicked.connect(self.enter)
        self._hints()

    def _lay_out(self) -> None:
        language = self._language
        grid = QGridLayout()
        for number, (name, cell) in enumerate(self.cells.items()):
            row, place = number // _COLUMNS * 2, number % _COLUMNS
            grid.addWidget(said(language, f"ui.entry.{name}", "caption"), row, place)
            grid.addWidget(cell, row + 1, place)
            named(language, cell, f"ui.entry.{name}")
            cell.pasted.connect(partial(self._paste, number))
            cell.entered.connect(self.enter)
            cell.went.connect(self._step)
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        self.setMinimumWidth(_WIDE)
        self.ok.setAutoDefault(False)
        self.ok.setProperty("kind", "primary")
        bottom = QHBoxLayout()
        bottom.addWidget(self.row)
        bottom.addStretch(1)
        bottom.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(said(language, "ui.entry.about", "caption", wrap=True))
        column.addLayout(grid)
        column.addWidget(self.said)
        column.addLayout(bottom)

    @property
    def _rows(self) -> tuple[Typed, ...]:
        return self._readout().typed

    @property
    def _old(self) -> Typed | None:
        """The row that is corrected, or None for a new one."""
        place = self.row.currentIndex()
        return self._typed[place - 1] if place > 0 else None

    def _neighbours(self) -> tuple[dict[str, int], dict[str, int]]:
        """What was known before the row in the fields, and what a later one says."""
        old = self._old
        if old is None:
            return last_values(self._rows), {}
        return last_values(self._rows, old.of), next_values(self._rows, old.of)

    def _hints(self) -> None:
        """The last values, grey in the empty fields."""
        last, _ = self._neighbours()
        for name, cell in self.cells.items():
            cell.setPlaceholderText(self._text(name, last.get(name)))
        self.row.setEnabled(bool(self._typed))

    def _name_rows(self) -> None:
        """The new row, then those typed in, the newest first."""
        self._say("", "")
        tr, zone = self._language.tr, self._readout().zone
        self.row.setItemText(0, tr("ui.entry.new" if self._typed else "ui.entry.first"))
        for place, typed in enumerate(self._typed, 1):
            clock = formats.clock(typed.of, zone, seconds=True)
            self.row.setItemText(place, tr("ui.entry.correct", clock=clock))

    def _text(self, name: str, value: int | None) -> str:
        if value is None:
            return ""
        if BY_NAME[name].unit == "minor":
            return formats.money(value, self._readout().currency)
        return formats.count(value)

    def _step(self, rows: int) -> None:
        """Up to an older row, or down to a newer one and the new one at last."""
        place = self.row.currentIndex() + rows
        if 0 <= place < self.row.count():
            self.row.setCurrentIndex(place)

    def _go(self, place: int) -> None:
        """That row into the fields, as it was left or as it was kept."""
        self._drafts[self._at] = [cell.text() for cell in self.cells.values()]
        self._at, self._asked_of = place, ()
        known = self._old.known if self._old is not None else {}
        kept = [self._text(name, known.get(name)) for name in self.cells]
        for cell, text in zip(self.cells.values(), self._drafts.get(place, kept), strict=True):
            cell.setText(text)
        self._say("", "")
        self._hints()

    def _paste(self, first: int, parts: Sequence[str]) -> None:
        for cell, text in zip(list(self.cells.values())[first:], parts, strict=False):
            cell.setText(text.strip())

    def values(self) -> dict[str, int]:
        """What is in the fields. Raises WorldError("ui.entry.unclear") for no number."""
        typed = {name: cell.text() for name, cell in self.cells.items() if cell.text().strip()}
        return {name: self._number(name, text) for name, text in typed.items()}

    def _number(self, name: str, text: str) -> int:
        try:
            if BY_NAME[name].unit == "minor":
                return int(reading.money(text, self._readout().currency))
            return reading.count(text)
        except reading.UnclearError as unclear:
            raise WorldError("ui.entry.unclear", name=f"@ui.entry.{name}", text=text) from unclear

    def enter(self) -> None:
        """Keep the row, or say what looks wrong with it."""
        try:
            values = self.values()
        except WorldError as wrong:
            self._say(self._language.say(wrong.message), "error")
            return
        last, then = self._neighbours()
        found = doubts(last, values, then)
        if found and found != self._asked_of:
            self._asked_of = found
            said = " ".join(self._doubt(doubt) for doubt in found)
            self._say(f"{said} {self._language.tr('ui.entry.sure')}", "warning")
        elif values or self._cleared(values):
            row = (*values.items(), *((name, None) for name in self._cleared(values)))
            self.asked.emit(TypeIn(row, None if self._old is None else self._old.of))
            self.accept()

    def _cleared(self, values: Mapping[str, int]) -> list[str]:
        """The figures of a corrected row that were taken out of their fields."""
        before = self._old.known if self._old is not None else {}
        return [name for name in before if name not in values]

    def _doubt(self, doubt: Doubt) -> str:
        return self._language.tr(
            f"ui.entry.{doubt.why}",
            name=self._language.tr(f"ui.entry.{doubt.name}"),
            was=self._text(doubt.name, doubt.last),
            now=self._text(doubt.name, doubt.value),
        )

    def _say(self, text: str, tone: str) -> None:
        restyle(self.said, "tone", tone)
        self.said.setText(text)
        self._make_room()

    def _make_room(self) -> None:
        """Taller where what is said takes more lines; fields are never squeezed."""
        rows = self.layout()
        if rows is not None:
            rows.activate()
            self.resize(self.width(), max(self.height(), rows.heightForWidth(self.width())))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()
