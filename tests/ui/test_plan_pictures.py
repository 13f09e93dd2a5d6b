"""The rows of a plan table are painted from pictures: what is seen is what painting shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel

from controlroom.core.ids import RowId
from controlroom.plan.sheet import Plate
from controlroom.ui.plan import PlanWorkspace
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import plan_on_stage
from tests.ui.winter import winter_sheet


@pytest.fixture
def screen(qtbot):
    with plan_on_stage(qtbot, FakeDesk(winter_sheet())) as workspace:
        yield workspace


def script(screen: PlanWorkspace):
    screen.tabs.turn_to(Plate.SCRIPT)
    table = screen.tabs.plates[Plate.SCRIPT].table
    table.setCurrentIndex(table.plate_model.index(2, table.plate_model.column_of("title")))
    seen(table)
    return table


def seen(table):
    return table.viewport().grab().toImage()


def painted(table):
    """The same without any picture."""
    pictures, table.pictures = table.pictures, None
    image = seen(table)
    table.pictures = pictures
    return image


def typed(name, text):
    def do(screen, table):
        model = table.plate_model
        model.setData(model.index(2, model.column_of(name)), text)

    return do


def many(screen, table):
    model = table.plate_model
    for row in (1, 2, 4):
        cell = model.index(row, model.column_of("owner"))
        table.selectionModel().select(cell, QItemSelectionModel.SelectionFlag.Select)


def undo_both(screen, table):
    table.remove_rows()
    seen(table)
    screen.undo()


EDITS = {
    "move": lambda screen, table: table.move_rows(1),
    "duplicate": lambda screen, table: table.duplicate_rows(),
    "remove": lambda screen, table: table.remove_rows(),
    "skip": lambda screen, table: table.skip_rows(),
    "undo": undo_both,
    "group": lambda screen, table: table.group_rows("A"),
    "title": typed("title", "另一个标题"),
    "duration": typed("duration", "47"),
    "not understood": typed("duration", "很久"),
    "selection": many,
    "cursor": lambda screen, table: table.steps.down(2),
    "wider column": lambda screen, table: table.setColumnWidth(3, 133),
    "moved column": lambda screen, table: table.horizontalHeader().moveSection(5, 2),
    "hidden column": lambda screen, table: table.setColumnHidden(2, True),
    "find": lambda screen, table: screen.tabs.front._tint("讲"),
    "filter": lambda screen, table: table.rows_shown.use("讲"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_table_looks_as_if_it_were_painted_anew(screen, name):
    table = script(screen)
    EDITS[name](screen, table)
    assert seen(table) == painted(table)


def test_a_product_renamed_is_seen_in_the_script(screen):
    table = script(screen)
    segment = next(one for one in screen.planning.sheet.segments if one.products)
    goods = screen.tabs.plates[Plate.GOODS].model
    place = goods.index(goods.place_of(segment.products[0]), goods.column_of("live_price"))
    assert goods.setData(place, "12.34")
    assert seen(table) == painted(table)
    shown = screen.tabs.plates[Plate.SCRIPT].model
    at = shown.place_of(segment.id)
    assert "12.34" in shown.ink(at, shown.column_of("product_live_price")).text


def test_a_row_that_moves_is_not_painted_again(screen):
    table = script(screen)
    painted_, paint = [], table.itemDelegate().paint
    table.itemDelegate().paint = lambda painter, option, index: (  # type: ignore[method-assign]
        painted_.append((index.row(), index.column())),
        paint(painter, option, index),
    )
    table.move_rows(1)
    seen(table)
    columns = {table.plate_model.columns[at].name for row, at in painted_ if row not in (2, 3)}
    assert painted_
    assert columns <= {"position", "plan_start", "plan_end", "gap", "problems"}


def test_tables_behind_catch_up_when_they_are_turned_to(screen):
    tabs = screen.tabs
    goods = tabs.plates[Plate.GOODS]
    tabs.turn_to(Plate.SCRIPT)
    row = RowId(goods.model.row_id(0))
    model = tabs.plates[Plate.GOODS].model
    model.setData(model.index(0, model.column_of("title")), "新品")
    assert goods.model.sight.sheet is not screen.planning.sheet
    tabs.turn_to(Plate.GOODS)
    front = tabs.front.model
    assert front.sight.sheet is screen.planning.sheet
    assert front.texts(front.place_of(row))[front.column_of("title")] == "新品"


def test_a_table_nobody_looked_at_is_not_made(screen):
    assert set(screen.tabs._made) == {Plate.SCRIPT}
    screen.tabs.turn_to(Plate.WARMUP)
    assert set(screen.tabs._made) == {Plate.SCRIPT, Plate.WARMUP}
