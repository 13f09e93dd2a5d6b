"""One plate: a row of commands, find and filter, the table, and the sums below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from controlroom.core.message import Message
from controlroom.plan.sheet import Plate
from controlroom.ui.i18n import Language
from controlroom.ui.models import finding
from controlroom.ui.models.plate_model import Edit, PlateModel
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.sums import Same, sums, sums_of
from controlroom.ui.panels.plan_cells import CellDelegate
from controlroom.ui.panels.plan_table import PlateTable
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.commands import fill_menu
from controlroom.ui.widgets.find_bar import FindBar
from controlroom.ui.widgets.toast import Toast

_COMMANDS = ("insert", "remove", "move_up", "move_down", "duplicate", "skip", "columns")
_LISTED = 30
_FIXED = ("title", "channel")


class PlateTab(QWidget):
    """One plate: commands, table, sums. All that is not the table's own is asked here."""

    asked = Signal(object, str)  # this tab; "bulk" | "group"

    def __init__(
        self, plate: Plate, sight: Sight, edit: Edit, theme: Theme, language: Language
    ) -> None:
        super().__init__()
        self.plate = plate
        self._theme, self._language = theme, language
        self.model = PlateModel(plate, sight, edit, self)
        self.table = PlateTable(self.model, theme, language)
        self.buttons = {name: self._button(name) for name in _COMMANDS}
        self.refused = QPushButton()
        self.refused.setProperty("kind", "trouble")
        self.filter, self.shown = QLineEdit(), label("", "caption")
        self.finder = FindBar(language)
        self.footer = QHBoxLayout()
        self._sums: list[tuple[QLabel, QLabel]] = []
        self._summed: tuple[Same, ...] = ()
        self._lay_out()
        self.toast = Toast(self.table)
        self._connect()
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
            "columns": self._columns,
        }
        return run[name]

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(6, 4, 8, 4)
        tools.setSpacing(2)
        for button in self.buttons.values():
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.refused)
        tools.addSpacing(4)
        tools.addWidget(self.shown)
        tools.addSpacing(4)
        tools.addWidget(self.filter)
        self.filter.setObjectName("filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(self._theme.px(190))
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.footer.setContentsMargins(14, 6, 14, 6)
        self.footer.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.finder)
        column.addWidget(self.table, 1)
        column.addWidget(_rule())
        column.addLayout(self.footer)

    def _connect(self) -> None:
        self.model.refused_changed.connect(self._say_refused)
        self.refused.clicked.connect(self._list_refused)
        self.filter.textChanged.connect(self.table.rows_shown.use)
        self.filter.returnPressed.connect(lambda: self.table.rows_shown.use(self.filter.text()))
        self.table.rows_shown.changed.connect(self._say_shown)
        self.finder.text_changed.connect(self._look_for)
        self.finder.stepped.connect(self._step)
        self.finder.closed.connect(self._found_it)
        self.table.asked.connect(self._asked)
        self.table.noted.connect(self._note)
        self.table.hint_clicked.connect(self._append)
        header = self.table.horizontalHeader()
        header.customContextMenuRequested.connect(
            lambda where: self.column_menu().exec(header.mapToGlobal(where))
        )
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(
            lambda where: self.command_menu().exec(self.table.viewport().mapToGlobal(where))
        )

    def _append(self) -> None:
        """A row behind the last one, ready to be named."""
        last = self.model.row_id(self.model.rowCount() - 1)
        self.table.choose([last] if last else [])
        self.table.insert_row()

    # --- menus ---------------------------------------------------------------------

    def command_menu(self) -> QMenu:
        """All commands of rows and cells with their keys; first, one for many rows."""
        menu = QMenu(self)
        rows, at = self.table.chosen_rows(), self.table.currentIndex().column()
        column = self.model.columns[at] if at >= 0 else None
        if column is not None and column.change is not None and len(rows) > 1:
            heading = self._language.tr(column.heading)
            text = self._language.tr("ui.plan.bulk.of", count=len(rows), field=heading)
            menu.addAction(text).triggered.connect(lambda _=False: self.asked.emit(self, "bulk"))
            menu.addSeparator()
        for part in ("row", "cell"):
            fill_menu(menu, [c for c in self.table.commands if c.part == part], self._language)
            menu.addSeparator()
        return menu

    def _columns(self) -> None:
        button = self.buttons["columns"]
        self.column_menu().exec(button.mapToGlobal(button.rect().bottomLeft()))

    def column_menu(self) -> QMenu:
        """Which columns are shown; all, or as shipped."""
        menu, table = QMenu(self), self.table
        for at, column in enumerate(self.model.columns):
            action = menu.addAction(self._language.tr(column.heading))
            action.setCheckable(True)
            action.setChecked(not table.isColumnHidden(at))
            action.setEnabled(column.name not in _FIXED)
            action.toggled.connect(lambda on, at=at: table.setColumnHidden(at, not on))
        menu.addSeparator()
        acts = {"all": self.all_columns, "fit": self.fit_columns, "reset": self.reset_columns}
        for key, act in acts.items():
            action = menu.addAction(self._language.tr(f"ui.plan.columns.{key}"))
            action.triggered.connect(lambda _=False, act=act: act())
        return menu

    def all_columns(self) -> None:
        """Show every column."""
        for at in range(len(self.model.columns)):
            self.table.setColumnHidden(at, False)

    def fit_columns(self) -> None:
        """Each column as wide as what it holds."""
        self.table.resizeColumnsToContents()

    def reset_columns(self) -> None:
        """Columns as shipped."""
        self.table.reset_columns()

    # --- asked by the table -----------------------------------------------------------

    def _asked(self, what: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "find": self.open_find,
            "find_next": lambda: self._step(1),
            "find_back": lambda: self._step(-1),
            "filter": self.filter.setFocus,
        }
        if what in acts:
            acts[what]()
        else:
            self.asked.emit(self, what)

    # --- find and filter -----------------------------------------------------------------

    def open_find(self) -> None:
        """The line to find with, over the table."""
        self.finder.open()

    def _found(self) -> list[tuple[int, int]]:
        """(row number, column) of each shown cell with the text looked for."""
        rows = [at for at in range(self.model.rowCount()) if not self.table.isRowHidden(at)]
        lines = [self.model.texts(at) for at in rows]
        cells = finding.cells(lines, self.table.shown_columns(), self.finder.line.text())
        return [(rows[at], column) for at, column in cells]

    def _look_for(self, text: str) -> None:
        self._tint(text)
        self._count(self._found())

    def _tint(self, text: str) -> None:
        delegate = self.table.itemDelegate()
        if isinstance(delegate, CellDelegate):
            delegate.found = text.strip().casefold()
            self.table.viewport().update()

    def _count(self, found: list[tuple[int, int]]) -> None:
        here = (self.table.currentIndex().row(), self.table.currentIndex().column())
        self.finder.show_count(found.index(here) + 1 if here in found else 0, len(found))

    def _step(self, by: int) -> None:
        """The next match after the cursor (before it), and round at the end."""
        found = self._found()
        if not found:
            self.finder.open() if not self.finder.line.text().strip() else self._count(found)
            return
        header, now = self.table.horizontalHeader(), self.table.currentIndex()
        column = header.visualIndex(now.column()) if now.isValid() else -1
        here, order = (now.row(), column), [(r, header.visualIndex(c)) for r, c in found]
        ahead = [at for at, spot in enumerate(order) if (spot > here if by > 0 else spot < here)]
        at = (ahead[0] if by > 0 else ahead[-1]) if ahead else (0 if by > 0 else len(found) - 1)
        self.table.setCurrentIndex(self.model.index(*found[at]))
        self.finder.show_count(at + 1, len(found))

    def _found_it(self) -> None:
        self._tint("")
        self.table.setFocus()

    # --- what it says ---------------------------------------------------------------------

    def look_at(self, sight: Sight) -> None:
        """Show `sight`."""
        self.model.look_at(sight)
        if sums_of(self.plate, sight) != self._summed:
            self.say_sums()

    def say(self) -> None:
        """Say the commands and sums in the language in force."""
        tr = self._language.tr
        for name, button in self.buttons.items():
            button.setText(tr(f"ui.plan.tool.{name}"))
            button.setToolTip(tr(f"ui.plan.tool.{name}.tip"))
            button.setAccessibleName(tr(f"ui.plan.{name}"))
        self.table.setAccessibleName(tr(f"ui.plan.plate.{self.plate.value}"))
        self.filter.setPlaceholderText(tr("ui.plan.filter"))
        self.filter.setAccessibleName(tr("ui.plan.filter"))
        self.filter.setToolTip(tr("ui.plan.filter.tip"))
        self.toast.close_.setAccessibleName(tr("ui.plan.close"))
        self.table.hint = tr(f"ui.plan.next.{self.plate.value}")
        self.finder.say()
        self.table.widen()
        self._say_shown()
        self._say_refused()
        self.say_sums()

    def _say_shown(self) -> None:
        rows = self.table.rows_shown
        text = self._language.tr("ui.plan.filter.shown", shown=rows.shown, total=rows.total)
        self.shown.setText(text if rows.active else "")
        self.shown.setVisible(rows.active)

    def say_sums(self) -> None:
        """The line below the table."""
        self._summed = sums_of(self.plate, self.model.sight)
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
        self.refused.setToolTip(self._language.tr("ui.plan.refused.list"))
        self.refused.setAccessibleName(self.refused.text() or self.refused.toolTip())
        self.refused.setVisible(count > 0)

    def _list_refused(self) -> None:
        self.refused_menu().exec(self.refused.mapToGlobal(self.refused.rect().bottomLeft()))

    def refused_menu(self) -> QMenu:
        """Each cell that was not understood, and why; choosing one goes there."""
        menu, cells = QMenu(self), self.model.refused_cells()
        for row, at, refused in cells[:_LISTED]:
            text = self._language.tr(
                "ui.plan.refused.cell",
                row=row + 1,
                field=self._language.tr(self.model.columns[at].heading),
                text=f"“{refused.text[:24]}”",
                why=self._language.say(refused.reason),
            )
            action = menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _=False, r=row, c=at: self.table.show_cell(r, c))
        if len(cells) > _LISTED:
            more = self._language.tr("ui.plan.refused.more", count=len(cells) - _LISTED)
            menu.addAction(more).setEnabled(False)
        return menu

    def _note(self, said: Message) -> None:
        bad, lost = "_some" in said.key, said.key.endswith("_left")
        list_ = self._language.tr("ui.plan.refused.show")
        self.toast.say(
            self._language.say(said),
            tone="warning" if bad or lost else "",
            act=list_ if bad else "",
            do=self._list_refused if bad else None,
        )


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule
