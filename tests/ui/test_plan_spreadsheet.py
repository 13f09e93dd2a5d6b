"""The plan tables as somebody uses them who has used a spreadsheet for years: key by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from controlroom.core.time import MINUTE
from controlroom.plan.sheet import Plate
from controlroom.ui.panels.plan_next_row import NextRow
from controlroom.ui.widgets.cell_editor import CellEditor
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import block, clipboard, on, plan_on_stage
from tests.ui.winter import winter_sheet

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(qtbot):
    with plan_on_stage(qtbot, FakeDesk(winter_sheet())) as workspace:
        yield workspace


def segments(screen):
    return screen.planning.sheet.segments


def at(table) -> tuple[int, str]:
    """Row number and column of the cursor."""
    here = table.currentIndex()
    return here.row(), table.plate_model.columns[here.column()].name


def typed(table, text: str) -> CellEditor:
    """A text typed over the cell with the cursor; the line it is typed in."""
    QTest.keyClick(table, text[0])
    editor = line(table)
    QTest.keyClicks(editor, text[1:])
    return editor


def line(table, kind: type = CellEditor):
    """The line that was opened last."""
    return table.viewport().findChildren(kind)[-1]


# --- typing over, F2 ------------------------------------------------------------------------------


def test_a_letter_replaces_what_stands_there_and_enter_goes_down(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(typed(table, "abc"), Key.Key_Return)
    assert segments(screen)[1].title == "abc"
    assert at(table) == (2, "title")
    QTest.keyClick(table, Key.Key_Return, SHIFT)
    assert at(table) == (1, "title")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Key.Key_Down, (2, "title")),
        (Key.Key_Up, (0, "title")),
        (Key.Key_Left, (1, "kind")),
        (Key.Key_Right, (1, "problems")),
    ],
)
def test_an_arrow_keeps_what_was_typed_over_and_leads_on(screen, key, place):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(typed(table, "abc"), key)
    assert segments(screen)[1].title == "abc"
    assert at(table) == place


def test_f2_puts_the_cursor_behind_the_text_and_arrows_move_in_it(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(table, Key.Key_F2)
    editor = line(table)
    before = segments(screen)[1].title
    assert (editor.selectedText(), editor.cursorPosition()) == ("", len(before))
    QTest.keyClick(editor, Key.Key_Left)
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Key.Key_Return)
    assert segments(screen)[1].title == f"{before[:-1]}x{before[-1]}"


def test_escape_gives_typing_up(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(typed(table, "abc"), Key.Key_Escape)
    assert screen.planning.sheet == winter_sheet()


def test_alt_enter_begins_another_line_and_lines_survive_an_edit(screen):
    table = on(screen, Plate.SCRIPT, "t2", "note")
    editor = typed(table, "abc")
    QTest.keyClick(editor, Key.Key_Return, ALT)
    QTest.keyClicks(editor, "def")
    QTest.keyClick(editor, Key.Key_Return)
    assert segments(screen)[1].note == "abc\ndef"
    on(screen, Plate.SCRIPT, "t2", "note")
    QTest.keyClick(table, Key.Key_F2)
    editor = line(table)
    QTest.keyClicks(editor, "!")
    QTest.keyClick(editor, Key.Key_Tab)
    assert segments(screen)[1].note == "abc\ndef!"


# --- Tab and Enter --------------------------------------------------------------------------------


def test_enter_after_a_run_of_tab_goes_below_where_it_began(screen):
    table = on(screen, Plate.SCRIPT, "t2", "duration")
    QTest.keyClick(typed(table, "15"), Key.Key_Tab)
    QTest.keyClick(table, Key.Key_Tab)
    QTest.keyClick(table, Key.Key_Tab)
    QTest.keyClick(table, Key.Key_Return)
    assert at(table) == (2, "duration")
    QTest.keyClick(table, Key.Key_Tab)
    on(screen, Plate.SCRIPT, "t5", "title")  # a click elsewhere ends the run
    QTest.keyClick(table, Key.Key_Return)
    assert at(table) == (5, "title")


def test_tab_and_enter_go_round_within_a_selection(screen):
    table = on(screen, Plate.SCRIPT, "t2", "kind")
    block(table, ["t2", "t3"], ["kind", "title"])
    seen = []
    for _ in range(4):
        QTest.keyClick(table, Key.Key_Tab)
        seen.append(at(table))
    assert seen == [(1, "title"), (2, "kind"), (2, "title"), (1, "kind")]
    QTest.keyClick(table, Key.Key_Return)
    assert at(table) == (2, "kind")
    QTest.keyClick(table, Key.Key_Backtab, SHIFT)
    assert at(table) == (1, "title")
    assert len(table.chosen_places()) == 2


# --- the next row ---------------------------------------------------------------------------------


def test_enter_on_the_last_row_begins_the_next_and_rows_are_typed_one_below_the_other(screen):
    table = on(screen, Plate.SCRIPT, "t15", "title")
    QTest.keyClick(table, Key.Key_Return)
    first = line(table, NextRow)
    assert first.hasFocus() or first.isVisible()
    assert len(segments(screen)) == 15  # nothing typed, nothing made
    first.insert("加场")
    QTest.keyClick(first, Key.Key_Return)
    assert [row.title for row in segments(screen)[-2:]] == ["预告明日 · 下播", "加场"]
    second = line(table, NextRow)
    second.insert("再加")
    QTest.keyClick(second, Key.Key_Tab)
    assert segments(screen)[-1].title == "再加"
    assert at(table)[0] == 16
    screen.undo()
    screen.undo()
    assert screen.planning.sheet == winter_sheet()


def test_the_next_row_is_left_with_escape_and_nothing_is_left_behind(screen):
    table = on(screen, Plate.GOODS, "p10", "title")
    QTest.keyClick(table, Key.Key_Return)
    QTest.keyClicks(line(table, NextRow), "ab")
    QTest.keyClick(line(table, NextRow), Key.Key_Escape)
    assert screen.planning.sheet == winter_sheet()
    assert screen.planning.undo_label is None


def test_a_text_not_understood_in_the_next_row_stays_in_its_cell(screen):
    table = on(screen, Plate.GOODS, "p10", "cost")
    QTest.keyClick(table, Key.Key_Return)
    editor = line(table, NextRow)
    QTest.keyClicks(editor, "cheap")
    assert editor.reason.text()
    QTest.keyClick(editor, Key.Key_Tab)
    assert len(screen.planning.sheet.products) == 11
    assert table.plate_model.refused == 1


def test_enter_keeps_what_was_typed_in_the_last_row_without_making_one(screen):
    table = on(screen, Plate.SCRIPT, "t15", "title")
    QTest.keyClick(typed(table, "abc"), Key.Key_Return)
    assert segments(screen)[-1].title == "abc"
    QTest.keyClick(line(table, NextRow), Key.Key_Return)
    assert len(segments(screen)) == 15


def test_the_place_of_the_next_row_is_in_sight_in_a_long_table(screen):
    table = on(screen, Plate.SCRIPT, "t15", "title")
    screen.host.resize(1366, 500)
    screen.resize(1366, 500)
    QTest.keyClick(table, Key.Key_Return)
    box = line(table, NextRow).geometry()
    assert table.viewport().rect().contains(box.center())
    table.updateGeometries()
    assert table.viewport().rect().contains(line(table, NextRow).geometry().center())
    assert table.hint_box().bottom() <= table.viewport().rect().bottom()
    assert box.top() >= table.rowViewportPosition(14) + table.rowHeight(14)


# --- blocks ---------------------------------------------------------------------------------------


def test_ctrl_d_on_one_row_takes_what_stands_above(screen):
    table = on(screen, Plate.SCRIPT, "t4", "owner")
    block(table, ["t4"], ["owner", "duration"])
    QTest.keyClick(table, Key.Key_D, CTRL)
    assert (segments(screen)[3].owner, segments(screen)[3].duration) == ("主播", 20 * MINUTE)
    on(screen, Plate.SCRIPT, "t1", "owner")
    QTest.keyClick(table, Key.Key_D, CTRL)
    assert segments(screen)[0] == winter_sheet().segments[0]


def test_ctrl_d_keeps_the_selection(screen):
    table = on(screen, Plate.SCRIPT, "t1", "owner")
    block(table, ["t1", "t2", "t3"], ["owner", "duration"])
    QTest.keyClick(table, Key.Key_D, CTRL)
    assert [row.duration for row in segments(screen)[:3]] == [12 * MINUTE] * 3
    assert (len(table.chosen_places()), len(table.chosen_columns())) == (3, 2)


def test_a_block_is_put_as_often_as_it_fits_into_the_selection(screen):
    table = on(screen, Plate.SCRIPT, "t1", "owner")
    clipboard("甲\n乙\n")
    block(table, ["t1", "t2", "t3", "t4"], ["owner"])
    QTest.keyClick(table, Key.Key_V, CTRL)
    assert [row.owner for row in segments(screen)[:5]] == ["甲", "乙", "甲", "乙", "主播"]
    block(table, ["t1", "t2", "t3"], ["owner"])  # does not fit: once
    clipboard("丙\n丁\n")
    QTest.keyClick(table, Key.Key_V, CTRL)
    assert [row.owner for row in segments(screen)[:4]] == ["丙", "丁", "甲", "乙"]


def test_cut_copies_and_empties_delete_empties_and_undo_brings_back(screen):
    table = on(screen, Plate.SCRIPT, "t2", "owner")
    block(table, ["t2", "t3"], ["title", "owner"])
    QTest.keyClick(table, Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[0].endswith("主播")
    assert [row.owner for row in segments(screen)[1:3]] == ["", ""]
    assert segments(screen)[1].title  # a title can't be empty: it stays
    QTest.keyClick(table, Key.Key_Z, CTRL)
    assert screen.planning.sheet == winter_sheet()
    QTest.keyClick(table, Key.Key_Y, CTRL)
    assert segments(screen)[1].owner == ""
    QTest.keyClick(table, Key.Key_Z, CTRL)
    block(table, ["t2", "t3"], ["owner", "target_gmv"])
    QTest.keyClick(table, Key.Key_Delete)
    assert [row.target_gmv for row in segments(screen)[1:3]] == [None, None]


def test_lengths_go_out_as_a_spreadsheet_counts_them(screen):
    table = on(screen, Plate.SCRIPT, "t2", "duration")
    QTest.keyClick(table, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().strip() == "0:15:00"


def test_ctrl_a_takes_all_and_ctrl_arrows_jump(screen):
    table = on(screen, Plate.SCRIPT, "t3", "title")
    QTest.keyClick(table, Key.Key_Down, CTRL)
    assert at(table) == (14, "title")
    QTest.keyClick(table, Key.Key_Up, CTRL)
    assert at(table) == (0, "title")
    QTest.keyClick(table, Key.Key_Right, CTRL)
    assert at(table)[1] == table.plate_model.columns[table.shown_columns()[-1]].name
    on(screen, Plate.SCRIPT, "t3", "title")
    QTest.keyClick(table, Key.Key_Down, CTRL | SHIFT)
    assert table.chosen_places() == list(range(2, 15))
    QTest.keyClick(table, Key.Key_Left, CTRL | SHIFT)
    assert table.chosen_places() == list(range(2, 15))
    assert len(table.chosen_columns()) > 3
    QTest.keyClick(table, Key.Key_A, CTRL)
    assert len(table.chosen_places()) == 15


# --- keys of a workbook ---------------------------------------------------------------------------


def test_the_keys_spreadsheets_have_for_rows_work_too(screen):
    table = on(screen, Plate.SCRIPT, "t3", "title")
    QTest.keyClick(table, Key.Key_Minus, CTRL)
    assert [row.id for row in segments(screen)[:3]] == ["t1", "t2", "t4"]
    on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(table, Key.Key_Plus, CTRL)
    assert segments(screen)[2].title == ""
    clipboard("甲")
    on(screen, Plate.SCRIPT, "t1", "owner")
    QTest.keyClick(table, Key.Key_Insert, SHIFT)
    assert segments(screen)[0].owner == "甲"


def test_ctrl_page_turns_the_plates(screen):
    on(screen, Plate.SCRIPT, "t3", "title")
    QTest.keyClick(screen.tabs.front.table, Key.Key_PageDown, CTRL)
    assert screen.tabs.plate is Plate.TRAFFIC
    QTest.keyClick(screen.tabs.front.table, Key.Key_PageUp, CTRL)
    assert screen.tabs.plate is Plate.SCRIPT


def test_ctrl_s_says_that_everything_is_saved(screen):
    table = on(screen, Plate.SCRIPT, "t3", "title")
    QTest.keyClick(table, Key.Key_S, CTRL)
    assert "自动保存" in screen.tabs.front.toast.text.text()


def test_undo_first_takes_back_a_text_not_understood(screen):
    table = on(screen, Plate.SCRIPT, "t3", "owner")
    QTest.keyClick(typed(table, "ab"), Key.Key_Return)
    on(screen, Plate.SCRIPT, "t4", "duration")
    QTest.keyClick(typed(table, "soon"), Key.Key_Escape)
    QTest.keyClick(typed(table, "soon"), Key.Key_Return)
    assert table.plate_model.refused == 1
    QTest.keyClick(table, Key.Key_Z, CTRL)
    assert table.plate_model.refused == 0
    assert segments(screen)[2].owner == "ab"
    QTest.keyClick(table, Key.Key_Z, CTRL)
    assert screen.planning.sheet == winter_sheet()
