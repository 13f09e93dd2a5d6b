"""The table of one plate, for `QTableView`: edited in place, changed only by diffs.

The model never edits rows itself. It asks for an edit of the sheet, and when the new
sheet arrives it announces exactly the rows that came, went, moved or changed, so that
selection, editor and scroll position stay where they are.

A text that is not understood stays in its cell, marked, until it is mended or taken
back; the sheet keeps the good value meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import Message, message
from controlroom.plan.sheet import Plate, Row, RunSheet
from controlroom.ui.models import batch
from controlroom.ui.models.columns import Column
from controlroom.ui.models.diff import Insert, Move, Order, Remove, Step, steps
from controlroom.ui.models.inks import (
    GroupRole,
    Ink,
    Inks,
    LookRole,
    Refused,
    RefusedRole,
    SkipRole,
    ToneRole,
    alignment,
    flags,
    struck,
)
from controlroom.ui.models.plates import columns
from controlroom.ui.models.reorder import reorder
from controlroom.ui.models.seen import Seen, alike, frame, news, seen
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.tips import tip

Index = QModelIndex | QPersistentModelIndex
Edit = Callable[[Message, Callable[[RunSheet], RunSheet]], None]
Role = Qt.ItemDataRole

_APART = 2
"""More rows than this that move are said to stand in another order, all at once."""
_FEW = 24
"""So many changed rows are looked through cell by cell."""


class PlateModel(QAbstractTableModel):
    """Rows of `plate`. `edit(label, change)` asks the desk for a sheet edit."""

    refused_changed = Signal()

    def __init__(
        self, plate: Plate, sight: Sight, edit: Edit, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.plate = plate
        self.columns: tuple[Column, ...] = columns(plate)
        self._flags = [flags(column) for column in self.columns]
        self._sight = sight
        self._edit = edit
        self._rows: list[Row] = list(sight.sheet.rows(plate))
        self._frame = frame(plate, sight)
        self._made: dict[int, Seen] = {}  # of the rows that were asked for
        self._refused: dict[tuple[RowId, str], Refused] = {}
        self._misread: tuple[RowId, Column, RunSheet] | None = None  # what was typed last
        self._inks, self._turn = Inks(plate, self.columns, self._ink), 0
        self.refused_changed.connect(self._repaint)

    # --- the sheet as it comes -------------------------------------------------

    def look_at(self, sight: Sight) -> None:
        """Show `sight`: rows are inserted, removed, moved and changed by id."""
        rows = sight.sheet.rows(self.plate)
        before, self._sight = self._sight, sight
        if alike(self.plate, before, sight):
            return
        if before.sheet.session is not sight.sheet.session:
            self._repaint()
        old, new = [row.id for row in self._rows], [row.id for row in rows]
        if old != new:
            fresh = {row.id: row for row in rows}
            for step in steps(old, new, moves=_APART):
                self._take(step, fresh)
            self._forget_gone(fresh)
        earlier, self._rows = self._rows, list(rows)
        self._say_changes(earlier, before)
        if sight.speaker is not before.speaker:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _take(self, step: Step, fresh: dict[RowId, Row]) -> None:
        root = QModelIndex()
        self._made.clear()
        match step:
            case Remove(first, last):
                self.beginRemoveRows(root, first, last)
                del self._rows[first : last + 1]
                self.endRemoveRows()
            case Insert(at, ids):
                self.beginInsertRows(root, at, at + len(ids) - 1)
                self._rows[at:at] = [fresh[RowId(row)] for row in ids]
                self.endInsertRows()
            case Move(source, before):
                self.beginMoveRows(root, source, source, root, before)
                to = before - 1 if source < before else before
                self._rows.insert(to, self._rows.pop(source))
                self.endMoveRows()
            case Order(ids):
                reorder(self, self._rows, ids)

    def _say_changes(self, earlier: Sequence[Row], before: Sight) -> None:
        """dataChanged for each row, from its first to its last cell that reads otherwise;
        where many rows do, once for all of them."""
        whole, found = (
            frame(self.plate, self._sight),
            news(self.plate, before, self._sight, earlier),
        )
        framed = whole == self._frame
        if not framed:
            self._repaint()
        self._frame = whole
        self._made.clear()
        changed = found.places if framed else found.known(len(self._rows))
        own = frozenset(found.own) if framed and len(found.own) <= _FEW else frozenset()
        typed = {row for row, _ in self._refused}
        alone = [at for at in changed if at in own or (typed and self._rows[at].id in typed)]
        rest = [at for at in changed if at not in own] if own else changed
        for at in alone if len(rest) > _FEW else changed:
            self._say_change(at, earlier[at], before)
        if len(rest) > _FEW:
            self._say_many(rest, found.touched(rest) if framed else None)

    def _say_many(self, changed: Sequence[int], names: frozenset[str] | None) -> None:
        """The columns called `names` (None: all) in rows from the first changed to the last."""
        for at, column in enumerate(self.columns):
            if names is None or column.name in names:
                self.dataChanged.emit(self.index(changed[0], at), self.index(changed[-1], at))

    def _say_change(self, place: int, earlier: Row, before: Sight) -> None:
        row = self._rows[place]
        pairs = zip(self._said(earlier, before), self._said(row, self._sight), strict=True)
        differs = [at for at, (a, b) in enumerate(pairs) if a != b]
        if differs:
            self._mend(row, differs)
            self.dataChanged.emit(self.index(place, differs[0]), self.index(place, differs[-1]))

    def _mend(self, row: Row, changed: Sequence[int]) -> None:
        """A cell whose value has changed no longer shows an old refused text."""
        gone = [self._refused.pop((row.id, self.columns[at].name), None) for at in changed]
        if any(gone):
            self.refused_changed.emit()

    def _forget_gone(self, fresh: dict[RowId, Row]) -> None:
        gone = [key for key in self._refused if key[0] not in fresh]
        for key in gone:
            del self._refused[key]
        if gone:
            self.refused_changed.emit()

    def _said(self, row: Row, sight: Sight) -> list[str]:
        """All that is visible of a row: texts, then tones and skip, as one comparable list."""
        texts = []
        for column in self.columns:
            tone = column.tone(row, sight) if column.tone else ""
            texts.append(f"{column.show(row, sight)}\x1f{tone}\x1f{row.skip}")
        return texts

    # --- reading ---------------------------------------------------------------

    def row_id(self, place: int) -> RowId | None:
        """The id of the row at `place`, or None."""
        return self._rows[place].id if 0 <= place < len(self._rows) else None

    def row_ids(self) -> list[RowId]:
        """The ids of all rows, top first."""
        return [row.id for row in self._rows]

    def place_of(self, row: RowId | None) -> int:
        """Where the row stands, or −1."""
        at = self._sight.place[self.plate].get(row, 0) - 1 if row else -1
        return at if self.row_id(at) == row else -1

    def column_of(self, name: str) -> int:
        """The number of the column called `name`. Raises StopIteration for no such column."""
        return next(at for at, column in enumerate(self.columns) if column.name == name)

    def texts(self, place: int) -> list[str]:
        """What the cells of the row at `place` read, column by column."""
        row = self._rows[place]
        return [column.show(row, self._sight) for column in self.columns]

    def refused_cells(self) -> list[tuple[int, int, Refused]]:
        """(row number, column number, text and reason) of each cell not understood, in order."""
        found = [
            (self.place_of(row), self.column_of(name), refused)
            for (row, name), refused in self._refused.items()
        ]
        return sorted(found, key=lambda cell: cell[:2])

    def refusal(self, index: Index, text: str) -> Message | None:
        """Why `text` would not be taken in a cell, or None where it would."""
        if not 0 <= index.row() < len(self._rows):
            return None
        column = self.columns[index.column()]
        return batch.refusal(self._sight, column, self._rows[index.row()], text)

    @property
    def sight(self) -> Sight:
        """What is shown."""
        return self._sight

    @property
    def refused(self) -> int:
        """How many cells hold a text that was not understood."""
        return len(self._refused)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """One aspect of a cell, as Qt asks for it."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        refused = self._refused.get((row.id, column.name))
        if role == Role.DisplayRole:
            return self._display(row, column, refused)
        if role == Role.EditRole:
            return refused.text if refused else column.edit_text(row, self._sight)
        if role == Role.CheckStateRole and column.look == "check":
            on = bool(getattr(row, column.name))
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return self._aspect(row, column, refused, role)

    def _repaint(self) -> None:
        """Any cell may read otherwise."""
        self._turn += 1
        self._inks.clear()

    def stamp(self, place: int) -> object:
        """Equal for as long as all of the row at `place` reads the same."""
        return (self._turn, self._made_of(place))

    def ink(self, place: int, at: int) -> Ink:
        """The cell in row number `place` and column number `at`."""
        return self._inks.of(self._rows[place].id, self._made_of(place), place, at)

    def _made_of(self, place: int) -> Seen:
        found = self._made.get(place)
        if found is None:
            row = self._rows[place]
            found = self._made[place] = seen(self.plate, self._sight, row, place)
        return found

    def _ink(self, place: int, at: int) -> Ink:
        row, column = self._rows[place], self.columns[at]
        refused = self._refused.get((row.id, column.name)) if self._refused else None
        tone = "bad" if refused else (column.tone(row, self._sight) if column.tone else "")
        text = self._display(row, column, refused)
        group = str(getattr(row, "group", ""))
        return Ink(text, tone, column.look, row.skip, refused is not None, group)

    def _display(self, row: Row, column: Column, refused: Refused | None) -> str:
        if column.look == "check":
            return ""
        return refused.text if refused else column.show(row, self._sight)

    def _aspect(self, row: Row, column: Column, refused: Refused | None, role: int) -> Any:
        if role == ToneRole:
            return "bad" if refused else (column.tone(row, self._sight) if column.tone else "")
        if role == LookRole:
            return column.look
        if role == RefusedRole:
            return refused is not None
        if role == SkipRole:
            return row.skip
        if role == GroupRole:
            return getattr(row, "group", "")
        if role == Role.ToolTipRole:
            return tip(self.plate, row, column, self._sight, refused)
        if role == Role.TextAlignmentRole:
            return alignment(column)
        return struck() if role == Role.FontRole and row.skip else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """A column's heading, its side, and its hint as a tip."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return self._sight.speaker.text(column.heading)
        if role == Role.TextAlignmentRole:
            return alignment(column)
        if role == Role.ToolTipRole:
            say = self._sight.speaker.text
            return f"{say(column.heading)}\n{say(column.hint)}" if column.hint else None
        return None

    # --- editing ---------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Type into a cell or tick it; False where that can't be done there."""
        if not index.isValid():
            return False
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Role.CheckStateRole and column.look == "check":
            return self._tick(row, column, Qt.CheckState(value) is Qt.CheckState.Checked)
        if role != Role.EditRole or column.change is None:
            return False
        return self._type(row, column, str(value))

    def _tick(self, row: Row, column: Column, on: bool) -> bool:
        label = message("ui.plan.did.set", field=f"@{column.heading}")
        after = batch.ticked(self._sight.sheet, self.plate, row.id, column.name, on, self._sight)
        self._edit(label, lambda _: after)
        return True

    def _type(self, row: Row, column: Column, text: str) -> bool:
        """Edit by a typed text; a text not understood is kept in the cell."""
        if text == column.edit_text(row, self._sight):
            return self._clear_refused(row.id, column)
        try:
            after = batch.typed(self._sight.sheet, column, row.id, text, self._sight)
        except WorldError as refusal:
            self._refuse(row.id, column, Refused(text, refusal.message))
            self._misread = (row.id, column, self._sight.sheet)
            return True
        self._clear_refused(row.id, column)
        if after != self._sight.sheet:
            self._edit(message("ui.plan.did.set", field=f"@{column.heading}"), lambda _: after)
        return True

    def discard_refused(self, index: Index) -> bool:
        """Take a refused text back to the good value. False where there is none."""
        row = self.row_id(index.row())
        key = (row, self.columns[index.column()].name)
        if row is None or key not in self._refused:
            return False
        return self._clear_refused(row, self.columns[index.column()])

    def take_misread_back(self) -> bool:
        """Whether the text typed last was not understood; it is gone now. False as well once
        something was edited after it."""
        found, self._misread = self._misread, None
        if found is None or found[2] is not self._sight.sheet:
            return False
        return (found[0], found[1].name) in self._refused and self._clear_refused(*found[:2])

    def _refuse(self, row: RowId, column: Column, refused: Refused) -> None:
        self._refused[row, column.name] = refused
        self._touch(row, column)

    def _clear_refused(self, row: RowId, column: Column) -> bool:
        if self._refused.pop((row, column.name), None) is not None:
            self._touch(row, column)
        return True

    def _touch(self, row: RowId, column: Column) -> None:
        where = self.index(self.place_of(row), self.columns.index(column))
        self.dataChanged.emit(where, where)
        self.refused_changed.emit()

    # --- whole rows and blocks ---------------------------------------------------

    def perform(self, change: batch.Batch) -> None:
        """Do a batch as one edit, and keep its refused texts in their cells."""
        if change.sheet != self._sight.sheet:
            self._edit(change.label, lambda _: change.sheet)
        for row, column, text, reason in change.refused:
            self._refused[row, column.name] = Refused(text, reason)
            where = self.index(self.place_of(row), self.columns.index(column))
            self.dataChanged.emit(where, where)
        if change.refused:
            self.refused_changed.emit()
