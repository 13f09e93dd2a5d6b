"""A read-only table over frozen results: Review's segments, slots, giveaways, cues…

A column says how a value is read from a row and in which unit it is shown; the model
does the rest: text, alignment, the number behind it for sorting, and its tone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from controlroom.core import formats
from controlroom.core.message import Message
from controlroom.core.saying import Speaker

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole) + 1
"""The row itself."""
SortRole = int(Qt.ItemDataRole.UserRole) + 2
"""The value behind the text; None sorts last."""
ToneRole = int(Qt.ItemDataRole.UserRole) + 3
"""How a cell is meant: "" | "good" | "bad" | "warn" | "muted" | "money"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultColumn:
    """`key` names the heading's phrase (and `key.tip`, where there is one, its definition);
    `unit`: text | minor | per_minute | ratio | x | count | signed | clock | span | seconds |
    signed_span | signed_ratio. `tone` judges the value."""

    key: str
    unit: str
    read: Callable[[Any], Any]
    tone: Callable[[Any], str] | None = None
    stretch: bool = False


def shown(value: Any, unit: str, speaker: Speaker) -> str:
    """`value` of `unit` as people read it; None is a dash."""
    if value is None:
        return formats.DASH
    writers: dict[str, Callable[[Any], str]] = {
        "minor": lambda v: formats.money(v, speaker.currency, cents=False),
        "ratio": formats.percent,
        "signed_ratio": lambda v: _signed(v, formats.percent(abs(v))),
        "x": formats.times,
        "count": formats.count,
        "signed": lambda v: _signed(v, formats.count(abs(v))),
        "clock": lambda v: formats.clock(v, speaker.zone, seconds=True),
        "span": formats.span,
        "seconds": lambda v: speaker.text("ui.review.seconds", value=f"{v / 1000:.1f}"),
        "signed_span": formats.signed_span,
    }
    return writers.get(
        unit, lambda v: speaker.say(v) if isinstance(v, Message) else speaker.named(str(v))
    )(value)


def _signed(value: float, text: str) -> str:
    return text if value == 0 else ("+" if value > 0 else "−") + text


class ResultTable(QAbstractTableModel):
    """`rows` under `columns`. Set new rows by `show_rows`; a reset is right here, since
    nothing is edited and a new review replaces the old one as a whole."""

    def __init__(
        self,
        columns: Sequence[ResultColumn],
        speaker: Speaker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._speaker = speaker
        self._rows: tuple[Any, ...] = ()

    def show_rows(self, rows: Sequence[Any], speaker: Speaker | None = None) -> None:
        """Show other rows (and, with `speaker`, in its language and currency)."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._speaker = speaker or self._speaker
        self.endResetModel()

    def speak(self, speaker: Speaker) -> None:
        """Say the same rows in another language."""
        self._speaker = speaker
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def row_at(self, index: Index) -> Any:
        """The row under `index`, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def texts(self, at: int) -> list[str]:
        """What column `at` shows, row by row."""
        column = self.columns[at]
        return [shown(column.read(row), column.unit, self._speaker) for row in self._rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of a cell, as Qt asks for it."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(column.read(row), column.unit, self._speaker)
            case Qt.ItemDataRole.ToolTipRole if column.stretch:
                return shown(column.read(row), column.unit, self._speaker)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _ if role == RowRole:
                return row
            case _ if role == SortRole:
                return column.read(row)
            case _ if role == ToneRole:
                return self._tone(row, column)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A column's heading, its side, and its tip where there is one."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._speaker.text(column.key)
        if role == Qt.ItemDataRole.ToolTipRole and self._speaker.has(f"{column.key}.tip"):
            return self._speaker.text(f"{column.key}.tip")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def _tone(self, row: Any, column: ResultColumn) -> str:
        value = column.read(row)
        if value is None:
            return "muted"
        return column.tone(value) if column.tone else ""


def _alignment(column: ResultColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.unit == "text" else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
