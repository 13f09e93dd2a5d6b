"""What the import dialog looks like. It shows what it is given and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.plan.comparing import Change
from controlroom.plan.sheet import Plate
from controlroom.ports import SheetLayout, SheetPage, SheetRead
from controlroom.ui.dialogs.import_changes import ChangesTree
from controlroom.ui.i18n import Language
from controlroom.ui.models.import_table import ImportTable
from controlroom.ui.theme import GAP, Theme
from controlroom.ui.widgets.card import label, restyle
from controlroom.ui.widgets.spin_field import inset

Index = QModelIndex | QPersistentModelIndex
PLATES: tuple[Plate | None, ...] = (*Plate, None)
_NAME = int(Qt.ItemDataRole.UserRole)
_HERE = {"runsheet.sheets_left": "ui.import.sheets_left"}
_MOST_HEADER, _MOST_PROBLEMS = 60, 1000


class _Marked(QStyledItemDelegate):
    """Cells with their background, which the style sheet would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        brush = index.data(Qt.ItemDataRole.BackgroundRole)
        if brush is not None:
            painter.fillRect(QRect(option.rect), brush)
        super().paint(painter, option, index)


class ImportFace(QDialog):
    """Sheets at the left, the file's rows in the middle, what would change below."""

    def __init__(
        self,
        theme: Theme,
        language: Language,
        path: str,
        session: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self._theme, self._language = theme, language
        self.fields: dict[str, str] = {}  # field → what it is called
        tr = language.tr
        file = path.replace("\\", "/").rpartition("/")[2]
        self.setWindowTitle(tr("ui.import.title", file=file))
        self.file, self.remarks = label(file, "large"), label("", "muted", wrap=True)
        self.sheets = QListWidget()
        self.sheets.setAccessibleName(tr("ui.import.sheets"))
        self.plate, self.header, self.field = QComboBox(), QSpinBox(), QComboBox()
        self.model = ImportTable(theme, language, self)
        self.table, self.tabs = QTableView(), QTabWidget()
        self.changes = ChangesTree(theme, language)
        self.problems, self.notes = QTableWidget(0, 3), QPlainTextEdit()
        self.merge = QRadioButton(tr("ui.import.merge", title=session))
        self.new = QRadioButton(tr("ui.import.new"))
        self.merge.setChecked(True)
        self.hidden_rows, self.drop = QCheckBox(tr("ui.import.hidden")), QCheckBox()
        self.drop.setText(tr("ui.import.drop"))
        self.drop.setToolTip(tr("ui.import.drop.tip"))
        self.start_too = QCheckBox()
        self.start_too.hide()
        self.hidden_rows.setChecked(True)
        self.hidden_rows.hide()
        self.status, self.bar = label("", "", wrap=True), QProgressBar()
        self.stop = QPushButton(tr("ui.import.stop"))
        self.ok, self.cancel = QPushButton(tr("ui.import.ok")), QPushButton(tr("ui.plan.cancel"))
        self._dress()
        self._lay_out()

    # --- building -----------------------------------------------------------------------

    def _dress(self) -> None:
        tr = self._language.tr
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Marked(self.table))
        self.table.setAccessibleName(tr("ui.import.preview"))
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(self._theme.px(26))
        self.table.horizontalHeader().setDefaultSectionSize(self._theme.px(128))
        self.table.horizontalHeader().setMinimumHeight(self._theme.px(44))
        for at, plate in enumerate(PLATES):
            key = "ui.import.mixed" if plate is None else f"ui.plan.lane.{plate.value}"
            self.plate.insertItem(at, tr(key))
        inset(self.header)
        self.header.setRange(1, _MOST_HEADER)
        for widget, key in ((self.plate, "plate"), (self.header, "header"), (self.field, "field")):
            widget.setAccessibleName(tr(f"ui.import.{key}"))
        self.field.setMinimumWidth(self._theme.px(170))
        heads = ("where", "value", "why")
        self.problems.setHorizontalHeaderLabels([tr(f"ui.import.problem.{h}") for h in heads])
        self.problems.horizontalHeader().setStretchLastSection(True)
        self.problems.verticalHeader().hide()
        self.problems.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.problems.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.problems.setAccessibleName(tr("ui.import.problems"))
        self.notes.setReadOnly(True)
        self.notes.setAccessibleName(tr("ui.import.notes"))
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(tr("ui.plan.work.progress"))
        self.ok.setProperty("kind", "primary")
        self.ok.setDefault(True)
        self.ok.setEnabled(False)

    def _lay_out(self) -> None:
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.sheets)
        across.addWidget(self._middle())
        across.setSizes([210, 900])
        across.setStretchFactor(1, 1)
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(across)
        for widget, key in (
            (self.changes, "diff"),
            (self.problems, "problems"),
            (self.notes, "notes"),
        ):
            self.tabs.addTab(widget, self._language.tr(f"ui.import.{key}"))
        down.addWidget(self.tabs)
        down.setSizes([400, 260])
        for splitter in (across, down):
            splitter.setHandleWidth(GAP)
            splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(GAP)
        column.addWidget(self.file)
        column.addWidget(self.remarks)
        column.addWidget(down, 1)
        column.addLayout(self._choices())
        column.addLayout(self._bottom())
        self.resize(1180, 760)

    def _middle(self) -> QWidget:
        tr = self._language.tr
        whole, row = QWidget(), QHBoxLayout()
        row.setSpacing(6)
        for key, widget in (
            ("plate", self.plate),
            ("header", self.header),
            ("field", self.field),
        ):
            row.addWidget(label(tr(f"ui.import.{key}"), "muted"))
            row.addWidget(widget)
            row.addSpacing(12)
        row.addStretch(1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return whole

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for widget in (self.merge, self.new, self.start_too, self.drop, self.hidden_rows):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.status, 1)
        for widget in (self.bar, self.stop, self.cancel, self.ok):
            row.addWidget(widget)
        return row

    # --- showing --------------------------------------------------------------------------

    def must_be_new(self, must: bool) -> None:
        """There is no plan to merge the file into."""
        self.merge.setVisible(not must)
        self.drop.setVisible(not must)
        self.new.setEnabled(not must)
        if must:
            self.new.setChecked(True)

    def ask_start(self, now: Instant, begins: Instant, zone: str) -> None:
        """Whether the session is to begin when the file does."""
        at = {"now": self._face(now, zone), "begins": self._face(begins, zone)}
        self.start_too.setText(self._language.tr("ui.import.move", begins=at["begins"]))
        self.start_too.setToolTip(self._language.tr("ui.import.move.tip", **at))

    def _face(self, at: Instant, zone: str) -> str:
        day = formats.day(at, zone, self._language.lang)
        return f"{day} {formats.clock(at, zone)}"

    def show_busy(self, busy: bool) -> None:
        """Whether something is being read."""
        self.bar.setValue(0)
        for widget in (self.bar, self.stop):
            widget.setVisible(busy)
        if busy:
            self.ok.setEnabled(False)
            self.say(self._language.tr("ui.import.reading"), "muted")

    def say(self, text: str, tone: str) -> None:
        """The line beside the buttons."""
        self.status.setText(text)
        restyle(self.status, "tone", tone)

    def show_remarks(self, remarks: Sequence[Message], *, remembered: bool) -> None:
        """What is to be said of the file as a whole."""
        said = [self._language.say(remark) for remark in remarks]
        if remembered:
            said.append(self._language.tr("ui.import.remembered"))
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))

    def show_pages(
        self, pages: Sequence[SheetPage], layouts: Mapping[str, SheetLayout | None]
    ) -> None:
        """The sheets of the file, ticked where they are read by themselves."""
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for page in pages:
            item = QListWidgetItem(self._page_name(page, layouts.get(page.name)))
            item.setData(_NAME, page.name)
            item.setToolTip(item.text())
            if page.about:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            else:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                chosen = page.chosen and layouts.get(page.name) is not None
                item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            if page.hidden or not any(map(any, page.cells)):
                item.setForeground(QBrush(self._theme.color("faint")))
            self.sheets.addItem(item)
        self.sheets.blockSignals(False)

    def _page_name(self, page: SheetPage, layout: SheetLayout | None) -> str:
        tr = self._language.tr
        if page.about:
            return tr("ui.import.about", sheet=page.name)
        rows = len(page.cells) - (layout.header + 1 if layout else 0)
        text = tr("ui.import.sheet", sheet=page.name, rows=max(0, rows))
        return tr("ui.import.hidden_sheet", sheet=text) if page.hidden else text

    def checked_sheets(self) -> set[str]:
        """The names of the sheets that are ticked."""
        items = (self.sheets.item(at) for at in range(self.sheets.count()))
        return {str(i.data(_NAME)) for i in items if i.checkState() is Qt.CheckState.Checked}

    def check_sheet(self, name: str) -> None:
        """Tick a sheet."""
        self.sheets.blockSignals(True)
        for at in range(self.sheets.count()):
            if self.sheets.item(at).data(_NAME) == name:
                self.sheets.item(at).setCheckState(Qt.CheckState.Checked)
        self.sheets.blockSignals(False)

    def show_page(
        self,
        page: SheetPage | None,
        layout: SheetLayout | None,
        labels: Sequence[str],
        names: Mapping[int, str],
    ) -> None:
        """One sheet with its header and what its columns mean."""
        self.model.show_page(page, layout, labels, names)
        usable = page is not None and not page.about
        for widget in (self.plate, self.header, self.field):
            widget.setEnabled(usable)
        self.plate.setCurrentIndex(PLATES.index(layout.plate) if layout is not None else -1)
        self.header.blockSignals(True)
        self.header.setValue(1 if layout is None else layout.header + 1)
        self.header.blockSignals(False)
        self._show_columns(labels, names)
        self.show_field(self.fields, "", enabled=False)

    def _show_columns(self, labels: Sequence[str], names: Mapping[int, str]) -> None:
        """Columns in which nothing stands are put out of sight."""
        for at, words in enumerate(labels):
            rows = range(min(self.model.rowCount(), 200))
            empty = at not in names and words.startswith("[")
            empty = empty and not any(self.model.index(r, at).data() for r in rows)
            self.table.setColumnHidden(at, empty)

    def show_field(self, fields: Mapping[str, str], name: str, *, enabled: bool) -> None:
        """What the column with the cursor means, and what else it could."""
        self.field.clear()
        self.field.addItem(self._language.tr("ui.import.not_read"), "")
        for field, said in fields.items():
            self.field.addItem(said, field)
        self.field.setCurrentIndex(max(0, self.field.findData(name)))
        self.field.setEnabled(enabled)

    def show_nothing(self) -> None:
        """No preview."""
        self.changes.clear()
        self.problems.setRowCount(0)
        self.model.mark(())
        self._name_tabs(0, 0, 0)

    def show_result(self, read: SheetRead, counts: Mapping[Change, int], *, session: bool) -> None:
        """What taking the file would mean, in a sentence, and all problems and notes."""
        tr = self._language.tr
        self._show_problems(read)
        self.notes.setPlainText("\n".join(f"· {self._noted(n)}" for n in read.notes))
        total = sum(counts.values())
        self._name_tabs(total, len(read.errors), len(read.notes))
        args = {kind.value: count for kind, count in counts.items()}
        if session:
            args["changed"] -= 1
        key = "ui.import.result" if total else "ui.import.result.none"
        text = tr(key, rows=read.rows, **args)
        if read.errors:
            text += " " + tr("ui.import.result.problems", count=len(read.errors))
        self.say(text, "warning" if read.errors else ("good" if total else "muted"))

    def _noted(self, note: Message) -> str:
        """A note; what it says of the command line, in words of the window."""
        key = _HERE.get(note.key)
        return self._language.say(note if key is None else message(key, **note.args))

    def _name_tabs(self, changes: int, problems: int, notes: int) -> None:
        names = (("diff", changes), ("problems", problems), ("notes", notes))
        for at, (key, count) in enumerate(names):
            text = self._language.tr(f"ui.import.{key}")
            self.tabs.setTabText(at, f"{text} {count}" if count else text)

    def _show_problems(self, read: SheetRead) -> None:
        shown = read.errors[:_MOST_PROBLEMS]
        self.problems.setRowCount(len(shown))
        for at, error in enumerate(shown):
            row = self._language.tr("ui.plan.work.row", row=str(error.row)) if error.row else ""
            where = " · ".join(part for part in (error.sheet, row, error.column) if part)
            for column, text in enumerate((where, error.value, self._language.say(error.message))):
                item = QTableWidgetItem(text.replace("\n", " ⏎ "))
                item.setToolTip(text)
                self.problems.setItem(at, column, item)
        self.problems.resizeColumnToContents(0)
        self.problems.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
