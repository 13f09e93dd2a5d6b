"""The table of one plate, with the hands of Excel: Tab and Enter, blocks in and out,
rows dragged by their number, and a menu that names every key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.ui.i18n import Language
from controlroom.ui.models import batch, finding
from controlroom.ui.models.plate_model import PlateModel
from controlroom.ui.panels import plan_keys
from controlroom.ui.panels.plan_cells import CellDelegate
from controlroom.ui.panels.plan_clip import Clip
from controlroom.ui.panels.plan_commands import GROUPED, commands_of
from controlroom.ui.panels.plan_next_row import NextRow
from controlroom.ui.panels.plan_steps import Steps
from controlroom.ui.panels.plan_writing import Writing
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.block_table import BlockTable, runs
from controlroom.ui.widgets.cell_editor import CellEditor
from controlroom.ui.widgets.column_state import arrange_as_made, make_room, stretch
from controlroom.ui.widgets.row_drag import RowDrag
from controlroom.ui.widgets.row_filter import RowFilter
from controlroom.ui.widgets.row_pictures import RowPictures

_AROUND = 14  # px around a heading
_FLAG = QItemSelectionModel.SelectionFlag
Index = QModelIndex | QPersistentModelIndex


class PlateTable(BlockTable):
    """Shows a `PlateModel`. All its commands are methods, so that buttons, keys and the
    menus are one."""

    row_chosen = Signal(str)  # row id, "" for none
    asked = Signal(str)  # "bulk" | "group" | "find" | "find_next" | "find_back" | "filter"
    worked = Signal(object, str)  # a `Slow` that writes cells, and what it is called
    noted = Signal(object)  # a Message about what was just done

    def __init__(self, model: PlateModel, theme: Theme, language: Language) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self.setModel(model)
        # of a selection of its own, or each heading asks all rows whether they are selected
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        cells = CellDelegate(theme, language, self)
        self.setItemDelegate(cells)
        self.pictures = RowPictures(
            self,
            name=model.row_id,
            stamp=model.stamp,
            ink=model.ink,
            more=lambda: cells.found,
        )
        self.clip, self.writing = Clip(self, language), Writing(self, language)
        self.rows_shown = RowFilter(self, model.row_id, self._fits)
        self.commands, self.steps = commands_of(self), Steps(self)
        self._dress()
        self._ink()
        self.reset_columns()
        RowDrag(self).dropped.connect(self.drop_rows)
        self.selectionModel().currentRowChanged.connect(self._chose)
        theme.changed.connect(self._theme_changed)

    @property
    def plate_model(self) -> PlateModel:
        """The model shown."""
        model = self.model()
        assert isinstance(model, PlateModel)
        return model

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(self._theme.px(26))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def reset_columns(self) -> None:
        """Columns as shipped: order, width, which are shown."""
        arrange_as_made(self.horizontalHeader())
        for at, column in enumerate(self.plate_model.columns):
            self.setColumnWidth(at, self._theme.px(column.width))
            self.setColumnHidden(at, column.hidden)
        self.widen()

    def widen(self) -> None:
        """No column is narrower than its heading in the language in force."""
        heads = [self._language.tr(column.heading) for column in self.plate_model.columns]
        make_room(self, heads, self._theme.px(_AROUND))
        self._stretch()

    def _stretch(self) -> None:
        """What is left of the width goes to the column made for it."""
        for at, column in enumerate(self.plate_model.columns):
            if column.stretch and not self.isColumnHidden(at):
                stretch(self, at, self._theme.px(column.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self._ink()
        self.viewport().update()

    def _ink(self) -> None:
        self.hint_ink = self._theme.color("muted")
        if self.pictures is not None:
            self.pictures.ground = self._theme.color("panel")
            self.pictures.clear()

    # --- selection ---------------------------------------------------------------

    def _chose(self, now: QModelIndex, before: QModelIndex) -> None:
        self.row_chosen.emit(self.plate_model.row_id(now.row()) or "")
        for row in {now.row(), before.row()} - {-1}:  # the row with the cursor is tinted
            place, tall = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(0, place, self.viewport().width(), tall)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A press on the number of a row takes the whole row."""
        flags = super().selectionCommand(index, event)
        by_number = isinstance(event, QMouseEvent) and index.isValid() and index.column() == 0
        return flags | _FLAG.Rows if by_number and flags != _FLAG.NoUpdate else flags

    def current_row(self) -> RowId | None:
        """The row of the cell with the cursor."""
        return self.plate_model.row_id(self.currentIndex().row())

    def ranges(self) -> list[QItemSelectionRange]:
        """The blocks that are selected."""
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]

    def chosen_places(self) -> list[int]:
        """The row numbers with a selected cell, top first; none that a filter hides."""
        ranges = self.ranges()
        places = {at for block in ranges for at in range(block.top(), block.bottom() + 1)}
        some = self.verticalHeader().sectionsHidden()
        return sorted(at for at in places if not (some and self.isRowHidden(at)))

    def chosen_columns(self) -> list[int]:
        """The column numbers with a selected cell, from left to right as they stand."""
        ranges = self.ranges()
        found = {at for block in ranges for at in range(block.left(), block.right() + 1)}
        return [at for at in self.shown_columns() if at in found]

    def chosen_rows(self) -> list[RowId]:
        """The rows with a selected cell, top first; the current one where none is selected."""
        rows = [self.plate_model.row_id(place) for place in self.chosen_places()]
        found = [row for row in rows if row is not None]
        here, current = self.currentIndex().row(), self.current_row()
        if found or current is None or self.isRowHidden(here):
            return found
        return [current]

    def shown_columns(self) -> list[int]:
        """Column numbers from left to right as they stand on the screen."""
        header = self.horizontalHeader()
        order = sorted(range(header.count()), key=header.visualIndex)
        return [at for at in order if not self.isColumnHidden(at)]

    def shown_rows(self) -> list[RowId]:
        """The rows that no filter hides, top first."""
        rows = self.plate_model.row_ids()
        if not self.verticalHeader().sectionsHidden():
            return rows
        return [row for at, row in enumerate(rows) if not self.isRowHidden(at)]

    def choose(self, rows: Sequence[RowId], *, edit: bool = False, whole: bool = False) -> None:
        """Put the cursor on the first of `rows` and select them all (`whole`: all their
        cells); `edit`: type its title."""
        places = [at for at in (self.plate_model.place_of(row) for row in rows) if at >= 0]
        if not places:
            return
        column = self.currentIndex().column()
        if edit or column < 0 or self.isColumnHidden(column):
            column = self._first_to_type()
        model = self.plate_model
        for at in places if self.rows_shown.active else ():
            self.rows_shown.show_row(at)
        self.steps.put(places[0], column)
        if len(places) > 1 or whole:
            block = QItemSelection()
            for first, last in runs(places):
                block.select(model.index(first, column), model.index(last, column))
            flags = _FLAG.ClearAndSelect | (_FLAG.Rows if whole else _FLAG.NoUpdate)
            self.selectionModel().select(block, flags)
        self.scrollTo(model.index(places[-1], column))
        if edit:
            self.edit(self.currentIndex())

    def _first_to_type(self) -> int:
        names = [column.name for column in self.plate_model.columns]
        return (
            names.index("title")
            if "title" in names and not self.isColumnHidden(names.index("title"))
            else names.index("channel")
        )

    def whole_rows(self) -> bool:
        """Whether the selection is of whole rows."""
        ranges, last = self.ranges(), self.plate_model.columnCount() - 1
        return bool(ranges) and all(b.left() == 0 and b.right() == last for b in ranges)

    def select_rows(self) -> None:
        """The selection widened to whole rows."""
        self.choose(self.chosen_rows(), whole=True)

    # --- filter ------------------------------------------------------------------------

    def headings(self) -> dict[str, int]:
        """The column number of each heading, in every language, case-folded."""
        return {
            text.casefold(): at
            for at, column in enumerate(self.plate_model.columns)
            for text in self._language.everywhere(column.heading)
        }

    def _fits(self, place: int, query: str) -> bool:
        wanted = finding.words(query, self.headings())
        return finding.fits(self.plate_model.texts(place), wanted)

    # --- commands ------------------------------------------------------------------

    def insert_row(self, *, above: bool = False) -> None:
        """A blank row behind the current one (or above it), ready to be named."""
        sight, plate = self.plate_model.sight, self.plate_model.plate
        self.do(batch.inserted(sight, plate, self.current_row(), above=above), edit=True)

    def duplicate_rows(self) -> None:
        """The selected rows once more."""
        if rows := self.chosen_rows():
            self.do(batch.duplicated(self.plate_model.sight, self.plate_model.plate, rows))

    def remove_rows(self) -> None:
        """The selected rows go (undo brings them back)."""
        if rows := self.chosen_rows():
            self.do(batch.removed(self.plate_model.sight, self.plate_model.plate, rows))

    def move_rows(self, by: int) -> None:
        """The selected rows go `by` places down (negative: up) among the rows shown."""
        shown, rows = self.shown_rows(), frozenset(self.chosen_rows())
        places = [at for at, row in enumerate(shown) if row in rows]
        if not places or places[0] + by < 0 or places[-1] + by >= len(shown):
            return
        beyond = shown[places[0] + by] if by < 0 else shown[places[-1] + by]
        self.drop_rows(self.plate_model.place_of(beyond) + int(by > 0))

    def drop_rows(self, to: int) -> None:
        """The selected rows go before row number `to`."""
        if rows := self.chosen_rows():
            model = self.plate_model
            self.do(batch.moved_to(model.sight, model.plate, rows, to))

    def skip_rows(self) -> None:
        """Leave the selected rows out of the show, or take them back in."""
        if rows := self.chosen_rows():
            self.do(batch.skipped(self.plate_model.sight, self.plate_model.plate, rows))

    def ungroup_rows(self) -> None:
        """Take the selected rows out of their groups."""
        if (rows := self.chosen_rows()) and self.plate_model.plate in GROUPED:
            self.do(batch.grouped(self.plate_model.sight, self.plate_model.plate, rows, ""))

    def group_rows(self, name: str) -> None:
        """Put the selected rows into a group; the column that says so is shown."""
        if rows := self.chosen_rows():
            model = self.plate_model
            self.setColumnHidden(model.column_of("group"), False)
            self.do(batch.grouped(model.sight, model.plate, rows, name))

    def set_all(self, name: str, text: str) -> None:
        """Column `name` of all selected rows set to `text`, as if typed."""
        self.writing.set_all(name, text)

    def do(self, change: batch.Batch, *, edit: bool = False, keep: bool = False) -> None:
        """Perform `change` and select its rows (`keep`: leave the selection)."""
        whole = self.whole_rows()
        self.plate_model.perform(change)
        if keep:
            return
        self.choose(change.rows, edit=edit, whole=whole and not edit)

    def clear_cells(self) -> None:
        """Empty the selected cells; a refused text goes back to its good value."""
        self.writing.clear()

    def note(self, key: str, **args: int | str) -> None:
        """Say what was done."""
        self.noted.emit(message(key, **args))

    def show_cell(self, row: int, column: int) -> None:
        """The cursor on a cell, wherever it hides."""
        self.rows_shown.show_row(row)
        self.setColumnHidden(column, False)
        self.setCurrentIndex(self.plate_model.index(row, column))
        self.scrollTo(self.currentIndex())

    # --- keys ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plan_keys.press(self, event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def edit(self, index: Index, *how: Any) -> Any:
        """F2 and a double click put the cursor behind the text; a letter typed over a cell
        replaces it, and arrows then lead on."""
        begun: Any = super().edit(index, *how)
        editor = self.indexWidget(index) or self.viewport().findChild(CellEditor)
        if how and begun and isinstance(editor, CellEditor):
            editor.begun_by(how[0])
        return begun

    def begin_row(self, column: int) -> None:
        """A cell of the row behind the last, which is there once something is typed."""
        if self.plate_model.columns[column].change is None or self._is_check(column):
            column = self._first_to_type()
        NextRow(self, column, self._language)

    def _is_check(self, column: int) -> bool:
        return self.plate_model.columns[column].look == "check"

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab in an editor commits and goes on; the delegate says so by its hint."""
        none = QAbstractItemDelegate.EndEditHint.NoHint
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(
            editor,
            none if hint in (hints.EditNextItem, hints.EditPreviousItem) else hint,
        )
        if hint is hints.EditNextItem:
            self.steps.beside(1)
        elif hint is hints.EditPreviousItem:
            self.steps.beside(-1)
