"""What an import would change, as a tree people can read: row, field, before, after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.plan import fields
from controlroom.plan.comparing import Change, FieldChange, RowChange
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ui.i18n import Language
from controlroom.ui.theme import Theme

_TONES = {
    Change.ADDED: "good",
    Change.CHANGED: "warning",
    Change.MOVED: "muted",
    Change.REMOVED: "alarm",
}
_MOST = 1000


class ChangesTree(QTreeWidget):
    """Changes row by row; changed rows open to their fields."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self.setColumnCount(4)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tr = language.tr
        self.setHeaderLabels([tr(f"ui.import.diff.{c}") for c in ("what", "row", "old", "new")])
        self.setAccessibleName(tr("ui.import.diff"))
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, wide in enumerate((150, 260, 260, 260)):
            header.resizeSection(column, wide)
        header.setStretchLastSection(True)

    def show_changes(self, changes: Sequence[RowChange], before: RunSheet, after: RunSheet) -> None:
        """Show `changes` between the two sheets."""
        self.clear()
        items = [self._item(change, before, after) for change in changes[:_MOST]]
        self.addTopLevelItems(items)
        for item in items:
            item.setExpanded(len(items) <= 40)

    def _item(self, change: RowChange, before: RunSheet, after: RunSheet) -> QTreeWidgetItem:
        tr = self._language.tr
        where = (
            tr("ui.import.session") if change.plate is None else _tab(self._language, change.plate)
        )
        title = change.title or tr("ui.import.untitled")
        item = QTreeWidgetItem(
            [tr(f"ui.import.diff.{change.change}"), f"{where} · {title}", "", ""]
        )
        item.setForeground(0, QBrush(self._theme.color(_TONES[change.change])))
        for one in change.fields:
            item.addChild(self._field(change.plate, one, before, after))
        return item

    def _field(
        self, plate: Plate | None, one: FieldChange, before: RunSheet, after: RunSheet
    ) -> QTreeWidgetItem:
        name = self._language.tr(f"plan.field.{one.name}")
        old, new = self._said(plate, one, one.old, before), self._said(plate, one, one.new, after)
        item = QTreeWidgetItem(["", name, old, new])
        for column, text in ((2, old), (3, new)):
            item.setToolTip(column, text)
        return item

    def _said(self, plate: Plate | None, one: FieldChange, value: object, sheet: RunSheet) -> str:
        if value in (None, "", ()):
            return formats.DASH
        if one.name in ("products", "product", "segment"):
            ids = value if isinstance(value, tuple) else (value,)
            return "、".join(_name(sheet, str(row)) for row in ids)
        try:
            field = fields.field(plate, one.name)
        except KeyError:
            return str(value)
        session = sheet.session
        said = fields.show(
            field, value, zone=session.zone, currency=session.currency, lang=self._language.lang
        )
        return said.replace("\n", " ⏎ ") or formats.DASH


def _name(sheet: RunSheet, row: str) -> str:
    product, segment = sheet.product(RowId(row)), sheet.segment(RowId(row))
    if product is not None:
        return product.title
    return segment.title if segment is not None else row


def _tab(language: Language, plate: Plate) -> str:
    return language.tr(f"ui.plan.lane.{plate.value}")
