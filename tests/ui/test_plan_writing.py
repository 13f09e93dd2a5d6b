"""Large blocks in a plan table: written in turns, one step of undo, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel

from controlroom.core.message import message
from controlroom.core.time import MINUTE
from controlroom.plan import edits
from controlroom.plan.sheet import Plate
from controlroom.ui.panels.plan_table import PlateTable
from controlroom.ui.panels.plan_writing import AT_ONCE
from controlroom.ui.slow import Slow
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import clipboard, on, plan_on_stage
from tests.ui.winter import winter_sheet

ROWS = 100
FLAG = QItemSelectionModel.SelectionFlag


@pytest.fixture
def screen(qtbot: Any) -> Iterator[Any]:
    with plan_on_stage(qtbot, FakeDesk(winter_sheet())) as workspace:
        yield workspace


def begun(table: PlateTable, do: Callable[[], None]) -> Slow:
    """What `do` begins to write in turns."""
    found: list[Slow] = []
    table.worked.connect(lambda slow, text: found.append(slow))
    do()
    assert len(found) == 1
    return found[0]


def many() -> str:
    lines = ["开始\t结束\t环节\t负责人"]
    for n in range(ROWS):
        at, to = 18 * 60 + n, 18 * 60 + n + 1
        lines.append(f"{at // 60}:{at % 60:02}\t{to // 60}:{to % 60:02}\t粘贴 {n}\t小王")
    return "\n".join(lines)


def pasted(screen: Any) -> tuple[PlateTable, Slow]:
    table = on(screen, Plate.SCRIPT, "t1", "title")
    clipboard(many())
    assert ROWS * 4 > AT_ONCE
    return table, begun(table, lambda: table.clip.paste(insert=True))


def test_nothing_is_changed_until_all_of_it_is_there(screen: Any) -> None:
    before = screen.planning.sheet
    _, slow = pasted(screen)
    slow._turns._turn()
    assert screen.planning.sheet is before
    assert screen.work.busy
    slow.finish()
    made = screen.planning.sheet.segments
    assert len(made) == len(before.segments) + ROWS
    assert [row.title for row in made[1:4]] == ["粘贴 0", "粘贴 1", "粘贴 2"]
    assert {row.duration for row in made[1 : ROWS + 1]} == {MINUTE}
    screen.undo()
    assert screen.planning.sheet == before


def test_what_is_over_soon_is_done_without_a_word(screen: Any) -> None:
    _, slow = pasted(screen)
    slow.finish()
    assert not screen.work.busy
    assert not screen.work.isVisible()


def test_a_plan_that_became_another_meanwhile_is_left_as_it_is(screen: Any) -> None:
    _, slow = pasted(screen)
    slow._turns._turn()
    row = screen.planning.sheet.segments[0].id
    screen.edit(
        message("ui.plan.did.move", count=1),
        lambda sheet: edits.set_field(sheet, Plate.SCRIPT, row, "owner", "别人"),
    )
    moved_on = screen.planning.sheet
    slow.finish()
    assert screen.planning.sheet is moved_on
    assert screen.work.text.text() == screen.language.tr("ui.plan.work.moved_on")


def test_it_can_be_cancelled(screen: Any) -> None:
    before = screen.planning.sheet
    _, slow = pasted(screen)
    slow._turns._turn()
    screen.work.cancel.click()
    slow.finish()
    assert screen.planning.sheet is before
    assert screen.work.text.text() == screen.language.tr("ui.plan.work.cancelled")


def test_the_owner_of_many_rows_and_all_their_cells_emptied(screen: Any) -> None:
    table, slow = pasted(screen)
    slow.finish()
    table.choose(table.plate_model.row_ids(), whole=True)
    assert len(table.plate_model.row_ids()) < AT_ONCE  # of one cell each: at once
    table.set_all("note", "同一句")
    assert {row.note for row in screen.planning.sheet.segments} == {"同一句"}
    begun(table, table.clear_cells).finish()
    rows = screen.planning.sheet.segments
    assert {row.owner for row in rows} == {""}
    assert {row.note for row in rows} == {"同一句"}  # its column is not shown
    assert all(row.title for row in rows)  # a title can't be empty


def test_rows_dragged_in_numbers_keep_cursor_and_selection(screen: Any) -> None:
    table, slow = pasted(screen)
    slow.finish()
    model = table.plate_model
    ids = model.row_ids()
    moving = ids[10:60:5]
    table.choose(moving, whole=True)
    table.drop_rows(80)
    left = [row for row in ids if row not in moving]
    at = ids[:80]
    head = [row for row in at if row not in moving]
    assert model.row_ids() == [*head, *moving, *left[len(head) :]]
    assert table.chosen_rows() == moving
    assert table.current_row() == moving[0]
    cursor = ids[0]
    table.setCurrentIndex(model.index(0, model.column_of("title")))
    screen.undo()
    assert model.row_ids() == ids
    assert table.current_row() == cursor
