"""The rows of a file as they stand, with what their columns mean and what is wrong by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from controlroom.ports import RowError, SheetLayout, SheetPage
from controlroom.ui.i18n import Language
from controlroom.ui.theme import SMALL, Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MOST_SHOWN = 2000


class ImportTable(QAbstractTableModel):
    """One sheet of an opened file under its header (read only)."""

    def __init__(self, theme: Theme, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._language = theme, language
        self._cells: tuple[tuple[str, ...], ...] = ()
        self._labels: tuple[str, ...] = ()
        self._names: Mapping[int, str] = {}  # column → what its field is called
        self._hidden: frozenset[int] = frozenset()
        self._top = 0
        self._wrong: dict[tuple[int, int], list[str]] = {}

    def show_page(
        self,
        page: SheetPage | None,
        layout: SheetLayout | None,
        labels: Sequence[str],
        names: Mapping[int, str],
    ) -> None:
        """Show `page` under the header of `layout`; `names` are the fields by column."""
        self.beginResetModel()
        self._top = 0 if layout is None else layout.header + 1
        self._cells = () if page is None else page.cells[self._top : self._top + MOST_SHOWN]
        self._hidden = frozenset() if page is None else page.hidden_rows
        wide = max((len(row) for row in self._cells), default=0)
        self._labels = tuple(labels) or ("",) * wide
        self._names = dict(names)
        self._wrong = {}
        self.endResetModel()

    def mark(self, errors: Sequence[RowError]) -> None:
        """Mark the cells that `errors` of this sheet speak of."""
        self._wrong = {}
        for error in errors:
            place = self.place_of(error)
            if place is not None:
                self._wrong.setdefault(place, []).append(self._language.say(error.message))
        if self._cells and self._labels:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def place_of(self, error: RowError) -> tuple[int, int] | None:
        """(row, column) here of the cell an error speaks of, or None."""
        row = error.row - 1 - self._top
        if not 0 <= row < len(self._cells):
            return None
        column = self._labels.index(error.column) if error.column in self._labels else 0
        return row, column

    @property
    def marked(self) -> int:
        """How many cells are marked."""
        return len(self._wrong)

    # --- Qt ---------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._labels)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text of a cell, what is wrong with it, and how it is painted."""
        place = (index.row(), index.column())
        if role == Role.DisplayRole:
            return self._text(*place).replace("\n", " ⏎ ")
        if role == Role.ToolTipRole:
            return "\n".join(self._wrong.get(place, ())) or self._text(*place) or None
        if role == Role.BackgroundRole and place in self._wrong:
            return QBrush(self._theme.color("on_air", 0.28))
        if role == Role.ForegroundRole:
            return QBrush(self._theme.color(self._tone(*place)))
        if role == Role.AccessibleTextRole:
            return " ".join((self._text(*place), *self._wrong.get(place, ())))
        return None

    def _text(self, row: int, column: int) -> str:
        cells = self._cells[row]
        return cells[column] if column < len(cells) else ""

    def _tone(self, row: int, column: int) -> str:
        if (row, column) in self._wrong:
            return "text"
        read = column in self._names
        return "text" if read and row + self._top + 1 not in self._hidden else "faint"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Of a column, the file's title over what it is read as; of a row, its number in the
        file (from 1)."""
        if orientation is Qt.Orientation.Vertical:
            return str(section + self._top + 1) if role == Role.DisplayRole else None
        if not 0 <= section < len(self._labels):
            return None
        name = self._names.get(section)
        if role == Role.DisplayRole:
            left = self._language.tr("ui.import.not_read")
            return f"{self._labels[section]}\n→ {name or left}"
        if role == Role.ToolTipRole:
            return self._language.tr("ui.import.column.tip")
        if role == Role.FontRole:
            return self._theme.font(SMALL, bold=name is not None)
        if role == Role.ForegroundRole:
            return QBrush(self._theme.color("script" if name else "faint"))
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
