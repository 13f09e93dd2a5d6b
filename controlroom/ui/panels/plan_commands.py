"""Every command of a plan table, in the order of the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from controlroom.plan.sheet import Plate
from controlroom.ui.widgets.commands import Command

if TYPE_CHECKING:
    from controlroom.ui.panels.plan_table import PlateTable

GROUPED = (Plate.GOODS, Plate.SCRIPT)
"""The plates whose rows can be grouped."""


def commands_of(table: PlateTable) -> tuple[Command, ...]:
    """The commands of `table`: rows, cells, finding."""
    return (*_rows(table), *_cells(table), *_finding(table))


def _rows(table: PlateTable) -> tuple[Command, ...]:
    def some() -> bool:
        return bool(table.chosen_rows())

    groups = (
        Command("row", "ui.plan.group", "Ctrl+G", lambda: table.asked.emit("group"), some),
        Command("row", "ui.plan.ungroup", "Ctrl+Shift+G", table.ungroup_rows, some),
    )
    above = "Ctrl+Shift+Return"
    return (
        Command("row", "ui.plan.insert_above", above, lambda: table.insert_row(above=True)),
        Command("row", "ui.plan.insert", "Ctrl+Return", table.insert_row),
        Command("row", "ui.plan.duplicate", "Ctrl+Shift+D", table.duplicate_rows, some),
        Command("row", "ui.plan.remove", "Ctrl+Backspace", table.remove_rows, some),
        Command("row"),
        Command("row", "ui.plan.move_up", "Alt+Up", lambda: table.move_rows(-1), some),
        Command("row", "ui.plan.move_down", "Alt+Down", lambda: table.move_rows(1), some),
        Command("row", "ui.plan.skip", "Ctrl+K", table.skip_rows, some),
        Command("row", "ui.plan.bulk", "Ctrl+B", lambda: table.asked.emit("bulk"), some),
        *(groups if table.plate_model.plate in GROUPED else ()),
        Command("row", "ui.plan.select_rows", "Shift+Space", table.select_rows, some),
    )


def _cells(table: PlateTable) -> tuple[Command, ...]:
    clip = table.clip
    return (
        Command("cell", "ui.plan.cut", "Ctrl+X", clip.cut),
        Command("cell", "ui.plan.copy", "Ctrl+C", clip.copy),
        Command("cell", "ui.plan.copy_head", "Ctrl+Shift+C", lambda: clip.copy(head=True)),
        Command("cell", "ui.plan.paste", "Ctrl+V", clip.paste),
        Command("cell", "ui.plan.paste_rows", "Ctrl+Shift+V", lambda: clip.paste(insert=True)),
        Command("cell", "ui.plan.fill_down", "Ctrl+D", clip.fill_down),
        Command("cell", "ui.plan.clear", "Del", table.clear_cells),
    )


def _finding(table: PlateTable) -> tuple[Command, ...]:
    def bad() -> bool:
        return table.plate_model.refused > 0

    ask = table.asked.emit
    return (
        Command("find", "ui.plan.find", "Ctrl+F", lambda: ask("find")),
        Command("find", "ui.plan.find.next", "F3", lambda: ask("find_next")),
        Command("find", "ui.plan.find.back", "Shift+F3", lambda: ask("find_back")),
        Command("find", "ui.plan.filter", "Ctrl+Shift+F", lambda: ask("filter")),
        Command("find", "ui.plan.next_refused", "F8", lambda: next_refused(table), bad),
    )


def next_refused(table: PlateTable) -> None:
    """The cursor on the next cell whose text was not understood, and round at the end."""
    header, now = table.horizontalHeader(), table.currentIndex()
    cells = table.plate_model.refused_cells()
    spots = sorted((row, header.visualIndex(at), at) for row, at, _ in cells)
    here = (now.row(), header.visualIndex(now.column()) if now.isValid() else -1)
    if spots:
        row, _, column = next((spot for spot in spots if spot[:2] > here), spots[0])
        table.show_cell(row, column)
