"""One row for the ten numbers of the platform's screen: Tab goes on, Enter keeps it, a row
copied elsewhere is pasted whole. Not modal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
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
from controlroom.core.time import Instant
from controlroom.desk.intents import TypeIn
from controlroom.live.readout import Readout
from controlroom.live.typing_in import BY_NAME, ENTRIES, Doubt, Typed, doubts, last_values
from controlroom.plan import reading
from controlroom.ui.i18n import Language
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.said import named, said

_COLUMNS = 5


class Cell(QLineEdit):
    """A field that hands a pasted row on, and Enter to the panel."""

    pasted = Signal(list)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parts = re.split(r"[\t\r\n]+", QApplication.clipboard().text().strip())
        if event.matches(QKeySequence.StandardKey.Paste) and len(parts) > 1:
            self.pasted.emit(parts)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
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
        self.correct = QCheckBox()
        self.said = label("", "strong", wrap=True)
        self.ok = QPushButton()
        language.bind(self.correct, self.correct.setText, "ui.entry.correct")
        language.bind(self.ok, self.ok.setText, "ui.entry.ok")
        language.bind(self, self.setWindowTitle, "ui.entry.title")
        language.retranslate.connect(lambda: self._say("", ""))
        self._lay_out()
        self.correct.toggled.connect(self._correct)
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
        self.ok.setAutoDefault(False)
        self.ok.setProperty("kind", "primary")
        bottom = QHBoxLayout()
        bottom.addWidget(self.correct)
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

    def _of(self) -> Instant | None:
        """The instant of the row that is corrected, or None for a new one."""
        return self._rows[-1].of if self.correct.isChecked() and self._rows else None

    def _hints(self) -> None:
        """The last values, grey in the empty fields."""
        last = last_values(self._rows)
        for name, cell in self.cells.items():
            cell.setPlaceholderText(self._text(name, last.get(name)))
        self.correct.setEnabled(bool(self._rows))

    def _text(self, name: str, value: int | None) -> str:
        if value is None:
            return ""
        if BY_NAME[name].unit == "minor":
            return formats.money(value, self._readout().currency)
        return formats.count(value)

    def _correct(self, on: bool) -> None:
        """The row kept last into the fields, or empty fields again."""
        values = self._rows[-1].known if on and self._rows else {}
        for name, cell in self.cells.items():
            cell.setText(self._text(name, values.get(name)))

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
        found = doubts(last_values(self._rows, self._of()), values)
        if found and found != self._asked_of:
            self._asked_of = found
            said = " ".join(self._doubt(doubt) for doubt in found)
            self._say(f"{said} {self._language.tr('ui.entry.sure')}", "warning")
        elif values or self._cleared(values):
            row = (*values.items(), *((name, None) for name in self._cleared(values)))
            self.asked.emit(TypeIn(row, self._of()))
            self.accept()

    def _cleared(self, values: Mapping[str, int]) -> list[str]:
        """The figures of a corrected row that were taken out of their fields."""
        before = self._rows[-1].known if self._of() is not None else {}
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
