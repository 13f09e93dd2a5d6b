"""The plan tables under the hands of someone who comes from a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from controlroom.core import formats
from controlroom.core.time import MINUTE
from controlroom.plan import fields, margins
from controlroom.plan.sheet import Plate
from controlroom.ui.models import finding, plates, tsv
from controlroom.ui.plan import PlanWorkspace
from controlroom.ui.selection import Selection
from tests.fakes.settings import FakeSettings
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import block, clipboard, on, plan_on_stage
from tests.ui.screens import dressed, put_away, untranslated
from tests.ui.winter import clock, winter_sheet

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SELECT = QItemSelectionModel.SelectionFlag.Select
_ELSEWHERE = {
    Plate.SCRIPT: {"start": "plan_start"},
    Plate.GIVEAWAY: {"start": "begin"},
}


@pytest.fixture
def screen(qtbot):
    with plan_on_stage(
        qtbot, FakeDesk(winter_sheet(), winter_sheet("morning", "日播 · 早场"))
    ) as workspace:
        yield workspace


def segments(screen: PlanWorkspace):
    return screen.planning.sheet.segments


def ids(screen: PlanWorkspace, count: int = 6) -> list[str]:
    return [str(row.id) for row in segments(screen)[:count]]


# --- columns --------------------------------------------------------------------------------


@pytest.mark.parametrize("plate", list(Plate))
def test_every_field_of_the_plan_has_a_column(plate):
    names = {column.name for column in plates.columns(plate)}
    for field in fields.FIELDS[plate]:
        assert _ELSEWHERE.get(plate, {}).get(field.name, field.name) in names, field.name


@pytest.mark.parametrize("plate", list(Plate))
def test_columns_with_a_unit_say_it_and_how_to_write_it(screen, plate):
    model = screen.tabs.plates[plate].model
    for at, column in enumerate(model.columns):
        tip = model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if column.change is not None and column.look in ("number", "check"):
            assert tip and "[" not in tip, column.name
            assert "[" not in screen.language.tr(f"{column.hint}.short"), column.name


def test_columns_are_kept_by_name_and_can_be_reset(screen):
    table = on(screen, Plate.GOODS, "p1", "title")
    header, model = table.horizontalHeader(), table.plate_model
    cost, sku = model.column_of("cost"), model.column_of("sku")
    header.moveSection(header.visualIndex(cost), 1)
    table.setColumnHidden(sku, False)
    table.setColumnWidth(cost, 141)
    saved = screen.tabs.columns_saved()
    screen.tabs.front.reset_columns()
    assert table.isColumnHidden(sku)
    assert header.visualIndex(cost) == cost
    screen.tabs.restore_columns(saved)
    assert header.visualIndex(cost) == 1
    assert table.columnWidth(cost) == 141
    assert not table.isColumnHidden(sku)


def test_columns_of_another_version_are_taken_as_far_as_known(screen):
    table = on(screen, Plate.GOODS, "p1", "title")
    screen.tabs.restore_columns('{"S": {"order": ["title", "gone", "link"], "width": {"gone": 9}}}')
    header, model = table.horizontalHeader(), table.plate_model
    titles = [model.columns[at].name for at in table.shown_columns()]
    assert titles.index("title") < titles.index("link")
    assert header.count() == len(model.columns)
    screen.tabs.restore_columns('{"S": ["wrong"], "T": null}')


def test_columns_survive_a_restart(qtbot):
    theme, language = dressed("zh")
    settings, desk = FakeSettings(), FakeDesk(winter_sheet())
    first = PlanWorkspace(desk, theme, language, Selection(), settings)
    table = first.tabs.plates[Plate.SCRIPT].table
    table.setColumnHidden(table.plate_model.column_of("note"), False)
    first.save_layout()
    put_away(first)
    again = PlanWorkspace(desk, theme, language, Selection(), settings)
    table = again.tabs.plates[Plate.SCRIPT].table
    assert not table.isColumnHidden(table.plate_model.column_of("note"))
    put_away(again)


# --- typing ---------------------------------------------------------------------------------


def test_a_bad_text_is_red_and_explained_while_it_is_typed_and_escape_keeps_the_value(screen):
    table = on(screen, Plate.SCRIPT, "t2", "duration")
    QTest.keyClick(table, Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "so")
    assert editor.property("error") is True
    assert editor.reason.isVisible()
    assert "1小时20分" in editor.reason.text()
    assert segments(screen)[1].duration == 15 * MINUTE
    editor.selectAll()
    QTest.keyClicks(editor, "16")
    assert editor.property("error") is False
    assert not editor.reason.isVisible()
    editor.selectAll()
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Key.Key_Escape)
    assert segments(screen)[1].duration == 15 * MINUTE
    assert table.plate_model.refused == 0


def test_the_end_can_be_typed_and_sets_the_duration(screen):
    table = on(screen, Plate.SCRIPT, "t2", "plan_end")
    table.plate_model.setData(table.currentIndex(), "19:30")
    assert segments(screen)[1].duration == 18 * MINUTE
    assert segments(screen)[1].linked
    table.plate_model.setData(table.currentIndex(), "19:00")
    assert table.plate_model.refused == 1, "an end before the start is refused"


def test_typing_the_start_it_has_does_not_unlink_a_row(screen):
    table = on(screen, Plate.SCRIPT, "t2", "plan_start")
    before = screen.planning.sheet
    clipboard("19:12\n")
    QTest.keyClick(table, Key.Key_V, CTRL)
    assert screen.planning.sheet == before
    clipboard("19:20\n")
    QTest.keyClick(table, Key.Key_V, CTRL)
    assert (segments(screen)[1].linked, segments(screen)[1].start) == (False, clock(19, 20))


def test_ticking_hard_fixes_the_start_where_it_stands(screen):
    table = on(screen, Plate.SCRIPT, "t3", "hard")
    checked = Qt.CheckState.Checked
    table.plate_model.setData(table.currentIndex(), checked, Qt.ItemDataRole.CheckStateRole)
    row = segments(screen)[2]
    assert (row.hard, row.linked, row.start) == (True, False, clock(19, 27))
    linked = table.plate_model.index(2, table.plate_model.column_of("linked"))
    table.plate_model.setData(linked, checked, Qt.ItemDataRole.CheckStateRole)
    assert (segments(screen)[2].hard, segments(screen)[2].linked) == (False, True)


# --- many rows --------------------------------------------------------------------------------


def test_one_value_for_six_rows_is_one_named_step(screen):
    table = on(screen, Plate.SCRIPT, "t1", "owner")
    block(table, ["t1", "t2", "t3", "t4", "t5", "t6"], ["owner"])
    menu = screen.tabs.front.command_menu()
    assert menu.actions()[0].text() == "把 6 行的「负责人」设为…"
    menu.actions()[0].trigger()
    dialog = screen.findChild(QWidget, "bulk_dialog")
    dialog.text.setText("小敏")
    dialog.accept()
    assert [row.owner for row in segments(screen)[:7]] == ["小敏"] * 6 + ["主播"]
    assert "把 6 行的负责人设为“小敏”" in screen.bar.undo.toolTip()
    screen.undo()
    assert screen.planning.sheet == winter_sheet()


def test_the_bulk_dialog_refuses_while_typing(screen):
    table = on(screen, Plate.SCRIPT, "t1", "duration")
    block(table, ["t1", "t2"], ["duration"])
    QTest.keyClick(table, Key.Key_B, CTRL)
    dialog = screen.findChild(QWidget, "bulk_dialog")
    assert dialog.chosen.name == "duration"
    dialog.text.setText("lang")
    assert not dialog.buttons.buttons()[0].isEnabled()
    assert "时长" in dialog.trouble.text()
    dialog.text.setText("9")
    dialog.accept()
    assert [row.duration for row in segments(screen)[:2]] == [9 * MINUTE] * 2


def test_ctrl_enter_puts_a_text_into_all_selected_rows(screen):
    table = on(screen, Plate.SCRIPT, "t1", "owner")
    block(table, ["t1", "t2", "t3"], ["owner"])
    QTest.keyClick(table, Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.setText("阿青")
    QTest.keyClick(editor, Key.Key_Return, CTRL)
    assert [row.owner for row in segments(screen)[:4]] == ["阿青"] * 3 + ["主播+助播"]


def test_insert_above_and_below(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    table.insert_row(above=True)
    assert ids(screen, 3)[0] == "t1"
    assert ids(screen, 3)[2] == "t2"
    screen.undo()
    table = on(screen, Plate.SCRIPT, "t2", "title")
    table.insert_row()
    assert ids(screen, 4)[1] == "t2"
    assert ids(screen, 4)[3] == "t3"


def test_rows_are_grouped_and_ungrouped(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    block(table, ["t2", "t3"], ["title"])
    table.group_rows("上半场")
    assert [row.group for row in segments(screen)[:4]] == ["", "上半场", "上半场", ""]
    assert not table.isColumnHidden(table.plate_model.column_of("group"))
    assert "归为“上半场”" in screen.bar.undo.toolTip()
    QTest.keyClick(table, Key.Key_G, CTRL | SHIFT)
    assert {row.group for row in segments(screen)} == {""}


def test_a_row_is_dragged_by_its_number_and_escape_gives_up(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    port = table.viewport()

    def spot(row: int, part: float = 0.5):
        box = table.visualRect(table.plate_model.index(row, 0))
        return (
            box.center()
            if part == 0.5
            else box.topLeft() + (box.bottomLeft() - box.topLeft()) * part
        )

    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=spot(1))
    QTest.mouseMove(port, spot(2))
    QTest.mouseMove(port, spot(4, 0.9))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=spot(4, 0.9))
    assert ids(screen) == ["t1", "t3", "t4", "t5", "t2", "t6"]
    assert table.current_row() == "t2"
    assert "移动 1 行" in screen.bar.undo.toolTip()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=spot(0))
    QTest.mouseMove(port, spot(2))
    QTest.keyClick(table, Key.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=spot(3))
    assert ids(screen) == ["t1", "t3", "t4", "t5", "t2", "t6"]


def test_several_rows_are_dragged_together(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    port, model = table.viewport(), table.plate_model
    centre = [table.visualRect(model.index(row, 0)).center() for row in range(8)]
    top = table.visualRect(model.index(0, 0)).topLeft() + QPoint(3, 2)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=centre[1])
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, CTRL, pos=centre[3])
    assert [str(row) for row in table.chosen_rows()] == ["t2", "t4"]
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=centre[3])
    QTest.mouseMove(port, centre[2])
    QTest.mouseMove(port, top)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=top)
    assert ids(screen) == ["t2", "t4", "t1", "t3", "t5", "t6"]
    assert [str(row) for row in table.chosen_rows()] == ["t2", "t4"]


def test_a_click_on_the_number_takes_the_whole_row(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    box = table.visualRect(table.plate_model.index(4, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert table.chosen_places() == [4]
    assert len(table.chosen_columns()) == len(table.shown_columns())


# --- blocks in and out ----------------------------------------------------------------------------


def test_a_block_goes_out_with_headings_and_comes_back_in_another_order(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    block(table, ["t2", "t3"], ["title", "duration", "owner"])
    QTest.keyClick(table, Key.Key_C, CTRL | SHIFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["时长", "名称", "负责人"]
    assert len(lines) == 3
    clipboard("负责人\tTitle\t时长\n小敏\t预告\t06:00\n")
    table = on(screen, Plate.SCRIPT, "t4", "kind")
    QTest.keyClick(table, Key.Key_V, CTRL)
    row = segments(screen)[3]
    assert (row.owner, row.title, row.duration) == ("小敏", "预告", 6 * MINUTE)


def test_whole_rows_copied_and_pasted_as_new_rows_stay_linked(screen):
    table = on(screen, Plate.SCRIPT, "t15", "title")
    table.select_rows()
    QTest.keyClick(table, Key.Key_C, CTRL | SHIFT)
    clipboard(
        QGuiApplication.clipboard()
        .text()
        .replace("22:48", "23:00")
        .replace("23:00\t收", "23:12\t收")
    )
    QTest.keyClick(table, Key.Key_V, CTRL | SHIFT)
    twin = segments(screen)[15]
    assert (twin.title, twin.linked, twin.duration) == ("预告明日 · 下播", True, 12 * MINUTE)


def test_bad_cells_are_listed_good_ones_taken_and_it_is_one_step(screen):
    clipboard("暖场\t5\n抽奖\tsoon\n福袋\t3\n")
    table = on(screen, Plate.SCRIPT, "t14", "title")
    header = table.horizontalHeader()
    duration, title = (table.plate_model.column_of(n) for n in ("duration", "title"))
    header.moveSection(header.visualIndex(duration), header.visualIndex(title))
    QTest.keyClick(table, Key.Key_V, CTRL)
    tab = screen.tabs.front
    assert [row.title for row in segments(screen)[-3:]] == ["暖场", "抽奖", "福袋"]
    assert [row.duration for row in segments(screen)[-3:]] == [5 * MINUTE, 12 * MINUTE, 3 * MINUTE]
    assert tab.toast.isVisible()
    assert "改写 2 行，新增 1 行；1 个单元格没看懂" in tab.toast.text.text()
    listed = tab.refused_menu().actions()
    assert len(listed) == 1
    assert listed[0].text().startswith("第 15 行 · 时长 “soon”")
    table.setCurrentIndex(table.plate_model.index(0, 0))
    QTest.keyClick(table, Key.Key_F8)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (14, duration)
    screen.undo()
    assert screen.planning.sheet == winter_sheet()


def test_one_cell_over_a_selection_fills_it(screen):
    clipboard("小敏\n")
    table = on(screen, Plate.SCRIPT, "t1", "owner")
    block(table, ["t1", "t3"], ["owner"])
    QTest.keyClick(table, Key.Key_V, CTRL)
    assert [row.owner for row in segments(screen)[:3]] == ["小敏", "主播", "小敏"]


def test_cells_with_line_ends_and_quotes_come_and_go(screen):
    clipboard('"第一行\n第二行"\t"他说 ""好"""\n')
    table = on(screen, Plate.SCRIPT, "t1", "introduction")
    table.show_cell(0, table.plate_model.column_of("selling_point"))
    table = on(screen, Plate.SCRIPT, "t1", "introduction")
    QTest.keyClick(table, Key.Key_V, CTRL)
    row = segments(screen)[0]
    assert (row.introduction, row.selling_point) == ("第一行\n第二行", '他说 "好"')
    block(table, ["t1"], ["introduction", "selling_point"])
    QTest.keyClick(table, Key.Key_C, CTRL)
    assert tsv.parse(QGuiApplication.clipboard().text()) == [["第一行\n第二行", '他说 "好"']]


def test_a_text_that_looks_like_a_formula_stays_text():
    lines = [["=cmd|' /C calc'!A0", "-05:00", "+3", "@主播", "普通", "-¥3.50"]]
    text = tsv.render(lines)
    assert text.startswith("'=cmd")
    assert "\t-05:00\t+3\t'@主播\t" in text
    assert tsv.parse(text) == lines


# --- find and filter ----------------------------------------------------------------------------------


def test_find_goes_round_and_counts(screen):
    table = on(screen, Plate.SCRIPT, "t1", "title")
    QTest.keyClick(table, Key.Key_F, CTRL)
    find = screen.tabs.front.finder
    assert find.isVisible()
    find.line.setText("羽绒服")
    QTest.keyClick(find.line, Key.Key_Return)
    assert table.current_row() == "t6"
    assert find.count.text().startswith("第 1 处")
    QTest.keyClick(find.line, Key.Key_Return)
    assert table.current_row() == "t8"
    QTest.keyClick(table, Key.Key_F3, SHIFT)
    assert table.current_row() == "t6"
    find.line.setText("没有这个词")
    assert find.count.text() == "没找到"
    QTest.keyClick(find.line, Key.Key_Escape)
    assert not find.isVisible()


def test_a_filter_hides_rows_and_says_how_many_are_left(screen):
    tab = screen.tabs.plates[Plate.SCRIPT]
    screen.tabs.turn_to(Plate.SCRIPT)
    before, sums = screen.planning.schedule, [value.text() for _, value in tab._sums]
    tab.filter.setText("负责人:助播 主推")
    assert [str(row) for row in tab.table.shown_rows()] == ["t4", "t6"]
    assert tab.shown.text() == "显示 2 / 15 行"
    assert screen.planning.schedule == before
    assert [value.text() for _, value in tab._sums] == sums
    tab.filter.clear()
    assert len(tab.table.shown_rows()) == 15
    assert not tab.shown.isVisible()


def test_only_rows_in_sight_are_deleted_filled_or_pasted_over(screen):
    tab = screen.tabs.plates[Plate.SCRIPT]
    table = on(screen, Plate.SCRIPT, "t1", "title")
    tab.filter.setText("主推")
    shown = [str(row) for row in table.shown_rows()]
    table.setFocus()
    table.selectAll()
    assert [str(row) for row in table.chosen_rows()] == shown
    clipboard("甲\n乙\n")
    table = on(screen, Plate.SCRIPT, shown[0], "title")
    QTest.keyClick(table, Key.Key_V, CTRL)
    named = {str(row.id): row.title for row in segments(screen)}
    assert (named[shown[0]], named[shown[1]]) == ("甲", "乙")
    assert named["t5"] == "9.9 洗衣液 宠粉"
    table.selectAll()
    table.remove_rows()
    assert [str(row.id) for row in segments(screen)] == [
        f"t{n}" for n in range(1, 16) if f"t{n}" not in shown
    ]
    screen.undo()
    assert len(segments(screen)) == 15


def test_moving_under_a_filter_passes_the_next_row_in_sight(screen):
    tab = screen.tabs.plates[Plate.SCRIPT]
    tab.filter.setText("主推")
    shown = [str(row) for row in tab.table.shown_rows()]
    table = on(screen, Plate.SCRIPT, shown[0], "title")
    QTest.keyClick(table, Key.Key_Down, ALT)
    assert [str(row) for row in table.shown_rows()] == [shown[1], shown[0], *shown[2:]]
    order = [str(row.id) for row in segments(screen)]
    assert order.index(shown[0]) == order.index(shown[1]) + 1
    assert [row for row in order if row not in shown] == [
        f"t{n}" for n in range(1, 16) if f"t{n}" not in shown
    ]
    QTest.keyClick(table, Key.Key_Return)
    assert table.current_row() == shown[2], "Enter steps over hidden rows"


def test_what_is_edited_or_new_stays_in_sight(screen):
    tab = screen.tabs.plates[Plate.SCRIPT]
    tab.filter.setText("主推")
    table = on(screen, Plate.SCRIPT, "t4", "kind")
    table.plate_model.setData(table.currentIndex(), "讲解")
    assert "t4" in table.shown_rows()
    table.insert_row()
    assert len(segments(screen)) == 16
    assert table.current_row() in table.shown_rows()
    screen.choose(Plate.SCRIPT, "t1")
    assert "t1" in table.shown_rows(), "a row asked for elsewhere is shown"


def test_words_look_in_one_column_or_everywhere():
    columns = {"owner": 1, "title": 0}
    assert finding.fits(["Coat", "anna"], finding.words("OWNER:an co", columns))
    assert not finding.fits(["anna", "coat"], finding.words("owner:an", columns))
    assert finding.fits(["Coat", ""], finding.words("owner:", columns))
    assert finding.fits(["19:12", ""], finding.words("19:12", columns))
    assert finding.cells([["a b", "B"]], [1, 0], "b") == [(0, 1), (0, 0)]


def test_everything_is_said_in_english_too(screen):
    screen.language.use("en")
    tab = screen.tabs.front
    tab.filter.setText("x")
    tab.open_find()
    menus = [tab.command_menu(), tab.column_menu()]
    texts = [action.text() for menu in menus for action in menu.actions()]
    assert [text for text in texts if text.startswith("[")] == []
    assert untranslated(screen) == []


def test_below_the_last_row_stands_what_may_follow_and_a_click_does_it(screen):
    screen.tabs.turn_to(Plate.WARMUP)
    table = screen.tabs.plates[Plate.WARMUP].table
    assert "新增预热任务" in table.hint
    box = table.hint_box()
    assert box.top() == table.rowHeight(0) * table.plate_model.rowCount()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert len(screen.planning.sheet.tasks) == 7
    assert table.current_row() == screen.planning.sheet.tasks[-1].id
    assert table.hint_box().top() == table.rowHeight(0) * 7


def test_a_new_row_by_ctrl_enter_is_all_that_is_selected(screen):
    table = on(screen, Plate.SCRIPT, ids(screen)[1], "title")
    QTest.keyClick(table, Qt.Key.Key_Return, CTRL)
    assert table.chosen_places() == [2]


def test_tab_goes_on_to_the_next_cell_that_can_be_typed_into(screen):
    table = on(screen, Plate.SCRIPT, ids(screen)[1], "title")
    QTest.keyClick(table, Qt.Key.Key_Tab)
    names = [column.name for column in table.plate_model.columns]
    assert names[table.currentIndex().column()] == "products"  # not the problems, worked out
    QTest.keyClick(table, Qt.Key.Key_Backtab, SHIFT)
    assert names[table.currentIndex().column()] == "title"


def test_the_title_of_a_long_row_does_not_widen_the_details(screen):
    before = screen.details.minimumSizeHint().width()
    table = on(screen, Plate.SCRIPT, ids(screen)[1], "title")
    table.plate_model.setData(table.currentIndex(), "很长的名字" * 20)
    assert "很长的名字" in screen.details.header.title.text()
    assert screen.details.minimumSizeHint().width() <= before + 40


def test_the_margin_above_follows_the_products(screen):
    def said() -> str:
        return screen.header.figures["margin"].text()

    before, goods = said(), screen.planning.sheet.products
    table = on(screen, Plate.GOODS, goods[0].id, "cost")
    table.plate_model.setData(table.currentIndex(), "0.01")
    after = said()
    assert after == formats.percent(margins.session_margin(screen.planning.sheet)) != before
    screen.undo()
    assert said() == before


def test_a_pasted_heading_that_names_no_column_is_said(screen):
    table = on(screen, Plate.SCRIPT, ids(screen)[1], "title")
    clipboard("名称\t时长\t星座\t空着\n甲\t10\t狮子\t\n乙\t12\t\t")
    notes = []
    table.noted.connect(notes.append)
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert segments(screen)[1].title == "甲"
    assert notes[-1].key == "ui.plan.note.pasted_left"
    text = screen.language.say(notes[-1])
    assert "星座" in text and "空着" not in text
