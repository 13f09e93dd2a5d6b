"""What Plan asks about the rows selected in a table: one value for all, a group."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog

from controlroom.ui.dialogs.bulk import BulkDialog
from controlroom.ui.i18n import Language
from controlroom.ui.models import batch
from controlroom.ui.models.columns import Column
from controlroom.ui.models.words import known_words
from controlroom.ui.panels.plan_tab import PlateTab


def ask(tab: PlateTab, what: str, language: Language) -> None:
    """Ask for `what`: "bulk" or "group". Nothing is asked where no row is selected."""
    if tab.table.chosen_rows():
        {"bulk": ask_bulk, "group": ask_group}[what](tab, language)


def ask_bulk(tab: PlateTab, language: Language) -> None:
    """One value for a column of all selected rows."""
    model, table = tab.model, tab.table
    rows, at = table.chosen_rows(), table.currentIndex().column()
    first = next(row for row in model.sight.sheet.rows(tab.plate) if row.id == rows[0])

    def refusal(column: Column, text: str) -> str:
        return language.say(batch.refusal(model.sight, column, first, text))

    dialog = BulkDialog(
        language,
        [column for column in model.columns if column.change is not None],
        len(rows),
        chosen=model.columns[at].name if at >= 0 else "",
        refusal=refusal,
        words=lambda column: known_words(model.sight, tab.plate, column.name),
        parent=tab,
    )
    dialog.accepted.connect(lambda: table.set_all(dialog.chosen.name, dialog.text.text()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def ask_group(tab: PlateTab, language: Language) -> None:
    """A name for the group of the selected rows."""
    tr, dialog = language.tr, QInputDialog(tab)
    dialog.setObjectName("group_dialog")
    dialog.setWindowTitle(tr("ui.plan.group"))
    dialog.setLabelText(tr("ui.plan.group.name", count=len(tab.table.chosen_rows())))
    dialog.setOkButtonText(tr("ui.plan.ok"))
    dialog.setCancelButtonText(tr("ui.plan.cancel"))
    dialog.setComboBoxItems(known_words(tab.model.sight, tab.plate, "group"))
    dialog.setComboBoxEditable(True)
    dialog.textValueSelected.connect(tab.table.group_rows)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
