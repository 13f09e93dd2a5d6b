"""The table of one plate, with the hands of Excel: Tab and Enter, paste of many rows,
Delete, Ctrl+D, and a menu that names every key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QMenu,
    QTableView,
    QWidget,
)

from controlroom.core.ids import RowId
from controlroom.ui.i18n import Language
from controlroom.ui.models import batch, tsv
from controlroom.ui.models.plate_model import PlateModel
from controlroom.ui.panels.plan_cells import CellDelegate
from controlroom.ui.theme import Theme

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlateTable(QTableView):
    """Shows a `PlateModel`. All its commands are methods, so that buttons, keys and the
    menu are one."""

    row_chosen = Signal(str)  # row id, "" for none

    def __init__(self, model: PlateModel, theme: Theme, language: Language) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._commands = self._keys()
        self.setModel(model)
        self.setItemDelegate(CellDelegate(theme, language, self))
        self._dress()
        self._size_columns()
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
        header.customContextMenuRequested.connect(self._header_menu)

    def _size_columns(self) -> None:
        for at, column in enumerate(self.plate_model.columns):
            self.setColumnWidth(at, self._theme.px(column.width))
            self.setColumnHidden(at, column.hidden)

    def _theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self.viewport().update()

    # --- selection ---------------------------------------------------------------

    def _chose(self, now: QModelIndex, before: QModelIndex) -> None:
        self.row_chosen.emit(self.plate_model.row_id(now.row()) or "")
        self.viewport().update()

    def current_row(self) -> RowId | None:
        """The row of the cell with the cursor."""
        return self.plate_model.row_id(self.currentIndex().row())

    def chosen_rows(self) -> list[RowId]:
        """The rows with a selected cell, top first; the current one where none is selected."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        rows = [self.plate_model.row_id(place) for place in places]
        found = [row for row in rows if row is not None]
        current = self.current_row()
        return found or ([current] if current else [])

    def choose(self, rows: tuple[RowId, ...] | list[RowId], *, edit: bool = False) -> None:
        """Put the cursor on the first of `rows` and select them all; `edit`: type its title."""
        places = [at for at in (self.plate_model.place_of(row) for row in rows) if at >= 0]
        if not places:
            return
        column = self.currentIndex().column()
        if edit or column < 0 or self.isColumnHidden(column):
            column = self._first_to_type()
        model = self.plate_model
        self.setCurrentIndex(model.index(places[0], column))
        if len(places) > 1:
            block = QItemSelection()
            for at in places:
                block.select(model.index(at, column), model.index(at, column))
            self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
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

    # --- commands ------------------------------------------------------------------

    def insert_row(self) -> None:
        """A blank row behind the current one, ready to be named."""
        self._do(
            batch.inserted(self.plate_model.sight, self.plate_model.plate, self.current_row()),
            edit=True,
        )

    def duplicate_rows(self) -> None:
        """The selected rows once more."""
        if rows := self.chosen_rows():
            self._do(batch.duplicated(self.plate_model.sight, self.plate_model.plate, rows))

    def remove_rows(self) -> None:
        """The selected rows go (undo brings them back)."""
        if rows := self.chosen_rows():
            self._do(batch.removed(self.plate_model.sight, self.plate_model.plate, rows))

    def move_rows(self, by: int) -> None:
        """The selected rows go `by` places down (negative: up)."""
        if rows := self.chosen_rows():
            self._do(batch.moved(self.plate_model.sight, self.plate_model.plate, rows, by))

    def skip_rows(self) -> None:
        """Leave the selected rows out of the show, or take them back in."""
        if rows := self.chosen_rows():
            self._do(batch.skipped(self.plate_model.sight, self.plate_model.plate, rows))

    def _do(self, change: batch.Batch, *, edit: bool = False) -> None:
        self.plate_model.perform(change)
        self.choose(change.rows, edit=edit)

    def copy(self) -> None:
        """The selected block onto the clipboard, as Excel takes it."""
        indexes = self.selectionModel().selectedIndexes()
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = [
            at for at in self._shown_columns() if at in {index.column() for index in indexes}
        ]
        model = self.plate_model
        text = tsv.render([[self._plain(model.index(row, at)) for at in columns] for row in rows])
        QGuiApplication.clipboard().setText(text)

    def _plain(self, index: QModelIndex) -> str:
        if self.plate_model.columns[index.column()].look == "check":
            on = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
            return self._language.tr("ui.plan.yes" if on else "ui.plan.no")
        return str(index.data(Qt.ItemDataRole.EditRole) or "")

    def cut(self) -> None:
        """Copy, then empty the cells."""
        self.copy()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells; a refused text goes back to its good value."""
        model = self.plate_model
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        left = [index for index in indexes if index.isValid() and not model.discard_refused(index)]
        cells = [(model.row_id(i.row()), model.columns[i.column()]) for i in left]
        wanted = [(row, column) for row, column in cells if row and column.change]
        if wanted:
            model.perform(batch.cleared(model.sight, wanted))

    def paste(self, *, insert: bool = False) -> None:
        """The clipboard over the cells from the cursor on; `insert`: as new rows behind it."""
        cells = tsv.parse(QGuiApplication.clipboard().text())
        if not cells:
            return
        model, here = self.plate_model, self.currentIndex()
        at = here.row() + 1 if insert else (here.row() if here.isValid() else model.rowCount())
        first = here.column() if here.isValid() and not insert else self._first_shown()
        columns = [model.columns[n] for n in self._shown_columns()]
        start = columns.index(model.columns[first])
        named = batch.headings(model.sight, columns, cells[0])
        wide = columns if named else columns[start:]
        self._do(batch.pasted(model.sight, model.plate, wide, cells, at=at, insert=insert))

    def _shown_columns(self) -> list[int]:
        """Column numbers from left to right as they stand on the screen."""
        header = self.horizontalHeader()
        order = sorted(range(header.count()), key=header.visualIndex)
        return [at for at in order if not self.isColumnHidden(at)]

    def _first_shown(self) -> int:
        return self._shown_columns()[0]

    def fill_down(self) -> None:
        """The top cells of the selection into those below (Ctrl+D)."""
        indexes = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in indexes})
        columns = [at for at in self._shown_columns() if at in {i.column() for i in indexes}]
        if len(rows) < 2:
            return
        model = self.plate_model
        top = [self._plain(model.index(rows[0], at)) for at in columns]
        wanted = [model.columns[at] for at in columns]
        below = [top for _ in rows[1:]]
        self._do(batch.pasted(model.sight, model.plate, wanted, below, at=rows[1]))

    # --- keys ------------------------------------------------------------------------

    def _keys(self) -> list[tuple[str, str, Callable[[], None]]]:
        """(phrase, key, command), in the order of the menu; "" is a rule."""
        return [
            ("ui.plan.insert", "Ctrl+Return", self.insert_row),
            ("ui.plan.duplicate", "Ctrl+Shift+D", self.duplicate_rows),
            ("ui.plan.remove", "Ctrl+Backspace", self.remove_rows),
            ("ui.plan.move_up", "Alt+Up", lambda: self.move_rows(-1)),
            ("ui.plan.move_down", "Alt+Down", lambda: self.move_rows(1)),
            ("ui.plan.skip", "Ctrl+K", self.skip_rows),
            ("", "", self.update),
            ("ui.plan.cut", "Ctrl+X", self.cut),
            ("ui.plan.copy", "Ctrl+C", self.copy),
            ("ui.plan.paste", "Ctrl+V", self.paste),
            ("ui.plan.paste_rows", "Ctrl+Shift+V", lambda: self.paste(insert=True)),
            ("ui.plan.fill_down", "Ctrl+D", self.fill_down),
            ("ui.plan.clear", "Del", self.clear_cells),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._command(event) or self._step(event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key.Key_Return if event.key() in _ENTER else event.key()
        pressed = QKeySequence(int(mods.value) | int(key))
        for _, keys, command in self._commands:
            if keys and pressed == QKeySequence(keys):
                command()
                return True
        return False

    def _step(self, event: QKeyEvent) -> bool:
        """Tab and Enter as in Excel, Escape gives a refused text up. False: not ours."""
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        back = bool(mods & _SHIFT)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if mods & _CTRL:
                return False
            return self._beside(-1 if key == Qt.Key.Key_Backtab or back else 1)
        if key in _ENTER and not mods & (_CTRL | _ALT):
            return self.step_down(-1 if back else 1)
        if key == Qt.Key.Key_Backspace and mods == _NONE:
            self.clear_cells()
            return True
        if key == Qt.Key.Key_Escape:
            return self.plate_model.discard_refused(self.currentIndex())
        return False

    def _beside(self, by: int) -> bool:
        """The next cell of the row, then of the next row. False at the table's end, so
        that Tab leads out of the table."""
        here, shown = self.currentIndex(), self._shown_columns()
        if not here.isValid():
            return False
        row, place = here.row(), shown.index(here.column()) + by
        if place in (-1, len(shown)):
            row, place = row + by, 0 if by > 0 else len(shown) - 1
        if not 0 <= row < self.plate_model.rowCount():
            return False
        self.setCurrentIndex(self.plate_model.index(row, shown[place]))
        return True

    def step_down(self, by: int) -> bool:
        """The cell `by` rows below, held at the ends."""
        here = self.currentIndex()
        if here.isValid() and 0 <= here.row() + by < self.plate_model.rowCount():
            self.setCurrentIndex(self.plate_model.index(here.row() + by, here.column()))
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab in an editor commits and goes on; the delegate says so by its hint."""
        none = QAbstractItemDelegate.EndEditHint.NoHint
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(
            editor,
            none if hint in (hints.EditNextItem, hints.EditPreviousItem) else hint,
        )
        if hint is hints.EditNextItem:
            self._beside(1)
        elif hint is hints.EditPreviousItem:
            self._beside(-1)

    # --- menus -------------------------------------------------------------------------

    def contextMenuEvent(self, event: object) -> None:
        self.command_menu().exec(event.globalPos())  # type: ignore[attr-defined]

    def command_menu(self) -> QMenu:
        """All commands with their keys."""
        menu = QMenu(self)
        for phrase, keys, command in self._commands:
            if not phrase:
                menu.addSeparator()
                continue
            action = menu.addAction(self._language.tr(phrase))
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, run=command: run())
        return menu

    def _header_menu(self, where: QPoint) -> None:
        self.column_menu().exec(self.horizontalHeader().mapToGlobal(where))

    def column_menu(self) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self)
        for at, column in enumerate(self.plate_model.columns):
            action = menu.addAction(self._language.tr(column.heading))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setEnabled(column.name not in ("title", "channel"))
            action.toggled.connect(lambda on, at=at: self.setColumnHidden(at, not on))
        return menu
