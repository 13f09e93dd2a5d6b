"""What is to go into a template: of a whole session, or its best segments."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.core.time import Span
from controlroom.plan.sheet import Plate
from controlroom.plan.templates import whole_minutes
from controlroom.review.results import Review, SegmentResult
from controlroom.ui.dialogs.session import buttons
from controlroom.ui.i18n import Language

_CHOICE = (Plate.GOODS, Plate.TRAFFIC, Plate.GIVEAWAY, Plate.WARMUP)


class _Naming(QDialog):
    """A name and what it is for; OK needs a name."""

    def __init__(
        self, language: Language, title: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language = language
        self.setWindowTitle(language.tr(title))
        self.name, self.about = QLineEdit(name), QLineEdit()
        self.form = QFormLayout()
        for key, line in (("name", self.name), ("about", self.about)):
            caption = language.tr(f"ui.plan.template.{key}")
            line.setAccessibleName(caption)
            self.form.addRow(caption, line)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 14)
        self.column.addLayout(self.form)
        self.buttons = buttons(language, self)
        self.name.textChanged.connect(self._judge)
        self.setMinimumWidth(420)

    def _judge(self) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.name.text().strip()) and self._enough())

    def _enough(self) -> bool:
        return True

    @property
    def said(self) -> tuple[str, str]:
        """Name and purpose as typed."""
        return self.name.text().strip(), self.about.text().strip()


class TemplateDialog(_Naming):
    """Which plates of a session go into its template, and whether its goals do."""

    def __init__(self, language: Language, name: str, parent: QWidget | None = None) -> None:
        super().__init__(language, "ui.plan.template.title", name, parent)
        self.setObjectName("template_dialog")
        self.plates = {
            plate: QCheckBox(language.tr(f"ui.plan.plate.{plate.value}")) for plate in _CHOICE
        }
        self.goals = QCheckBox(language.tr("ui.plan.template.goals"))
        caption = language.tr("ui.plan.template.with")
        for box in self.plates.values():
            box.setChecked(True)
            self.form.addRow(caption, box)
            caption = ""
        self.form.addRow("", self.goals)
        self.column.addWidget(self.buttons)
        self._judge()

    @property
    def wanted(self) -> Collection[Plate]:
        """The plates ticked."""
        return {plate for plate, box in self.plates.items() if box.isChecked()}


class BestDialog(_Naming):
    """The segments of a past show by GMV per minute; `proposed` are ticked."""

    def __init__(
        self,
        language: Language,
        name: str,
        review: Review,
        proposed: Collection[RowId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(language, "ui.plan.template.best.title", name, parent)
        self.setObjectName("best_dialog")
        ran = [row for row in review.segments if row.gmv_per_minute is not None and row.actual]
        self._rows = sorted(ran, key=lambda row: -(row.gmv_per_minute or 0))
        self.table = QTableWidget(len(self._rows), 3)
        self._fill(review.session.currency, proposed)
        help_ = QLabel(language.tr("ui.plan.template.best.help"))
        help_.setWordWrap(True)
        help_.setProperty("kind", "muted")
        for widget in (help_, self.table, self.buttons):
            self.column.addWidget(widget)
        self.table.itemChanged.connect(lambda _: self._judge())
        self.resize(560, 480)
        self._judge()

    def _fill(self, currency: str, proposed: Collection[RowId]) -> None:
        tr, table = self._language.tr, self.table
        heads = [tr(f"ui.plan.template.best.{key}") for key in ("per_minute", "length")]
        table.setHorizontalHeaderLabels([tr("plan.field.title"), *heads])
        table.setAccessibleName(tr("ui.plan.template.best.title"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, row in enumerate(self._rows):
            table.setItem(at, 0, self._tick(row, row.id in proposed))
            per_minute = formats.money(row.gmv_per_minute, currency, cents=False)
            for column, text in ((1, per_minute), (2, formats.span(row.actual))):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(at, column, item)

    def _tick(self, row: SegmentResult, on: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(row.title)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        return item

    def _enough(self) -> bool:
        return bool(self.lengths)

    @property
    def lengths(self) -> dict[RowId, Span]:
        """The segments ticked, each with its actual length to the minute."""
        return {
            row.id: whole_minutes(row.actual or 0)
            for at, row in enumerate(self._rows)
            if (item := self.table.item(at, 0)) is not None
            and item.checkState() is Qt.CheckState.Checked
        }
