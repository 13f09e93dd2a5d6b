"""The Plan workspace with real key presses on a desk in memory."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import message
from controlroom.plan.sheet import Plate
from controlroom.ports import FileRequest, RowError
from controlroom.ui.plan import PlanWorkspace
from controlroom.ui.selection import Selection
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import on, plan_on_stage
from tests.ui.screens import dressed, put_away, untranslated
from tests.ui.winter import clock, winter_sheet

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk():
    return FakeDesk(winter_sheet(), winter_sheet("morning", "日播 · 早场"))


@pytest.fixture
def screen(qtbot, desk):
    with plan_on_stage(qtbot, desk) as workspace:
        yield workspace


def typed(table, text: str, end=Key.Key_Return) -> None:
    """Type over the cell with the cursor and end with a key."""
    QTest.keyClick(table, Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, end)


def segments(screen: PlanWorkspace):
    return screen.planning.sheet.segments


def test_the_first_session_is_open_and_everything_is_said(screen):
    assert screen.session == "winter"
    assert screen.header.title.text() == "冬季上新专场"
    assert untranslated(screen) == []
    assert screen.header.figures["target"].text() == "¥2,000,000"


def test_typing_into_a_cell_edits_the_plan_and_enter_goes_down(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    typed(table, "Opening two")
    assert segments(screen)[1].title == "Opening two"
    assert table.current_row() == "t3"


def test_the_first_letter_typed_starts_the_edit(screen):
    table = on(screen, Plate.SCRIPT, "t2", "owner")
    QTest.keyClick(table, "A")
    editor = table.findChild(QLineEdit)
    QTest.keyClick(editor, Key.Key_Tab)
    assert segments(screen)[1].owner in ("a", "A")
    assert table.currentIndex().column() != table.plate_model.column_of("owner")


def test_tab_goes_on_and_wraps_to_the_next_row(screen):
    table = on(screen, Plate.SCRIPT, "t2", "position")
    QTest.keyClick(table, Key.Key_Backtab, SHIFT)
    assert table.current_row() == "t1"
    QTest.keyClick(table, Key.Key_Tab)
    assert table.current_row() == "t2"


def test_ctrl_z_undoes_and_ctrl_shift_z_redoes(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    typed(table, "X")
    QTest.keyClick(table, Key.Key_Z, CTRL)
    assert segments(screen)[1].title == "1号 纯棉袜 10 双"
    assert (
        table.plate_model.index(1, table.plate_model.column_of("title")).data()
        == "1号 纯棉袜 10 双"
    )
    QTest.keyClick(table, Key.Key_Z, CTRL | SHIFT)
    assert segments(screen)[1].title == "X"


def test_the_undo_button_names_what_it_takes_back(screen):
    assert not screen.bar.undo.isEnabled()
    typed(on(screen, Plate.SCRIPT, "t2", "title"), "X")
    assert screen.bar.undo.isEnabled()
    assert "名称" in screen.bar.undo.toolTip()
    screen.bar.undo.click()
    assert segments(screen)[1].title == "1号 纯棉袜 10 双"


def test_a_bad_time_stays_red_in_its_cell_and_the_plan_keeps_the_good_one(screen):
    table = on(screen, Plate.SCRIPT, "t2", "duration")
    typed(table, "soon")
    tab = screen.tabs.plates[Plate.SCRIPT]
    assert table.plate_model.index(1, table.plate_model.column_of("duration")).data() == "soon"
    assert segments(screen)[1].duration == 15 * 60_000
    assert "1" in tab.refused.text()
    table.setCurrentIndex(table.plate_model.index(1, table.plate_model.column_of("duration")))
    QTest.keyClick(table, Key.Key_Escape)
    assert tab.refused.text() == ""


def test_insert_is_ready_to_be_named_and_delete_takes_it_away(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(table, Key.Key_Return, CTRL)
    editor = table.findChild(QLineEdit)
    QTest.keyClicks(editor, "new")
    QTest.keyClick(editor, Key.Key_Return)
    assert segments(screen)[2].title == "new"
    table.choose([segments(screen)[2].id])
    QTest.keyClick(table, Key.Key_Backspace, CTRL)
    assert [row.id for row in segments(screen)[:4]] == ["t1", "t2", "t3", "t4"]


def test_alt_down_moves_the_row_and_the_cursor_with_it(screen):
    table = on(screen, Plate.SCRIPT, "t2", "title")
    QTest.keyClick(table, Key.Key_Down, ALT)
    assert [row.id for row in segments(screen)[:3]] == ["t1", "t3", "t2"]
    assert table.current_row() == "t2"
    screen.tabs.front.buttons["move_up"].click()
    assert [row.id for row in segments(screen)[:3]] == ["t1", "t2", "t3"]


def test_rows_from_excel_are_pasted_from_the_cursor_on(screen):
    QGuiApplication.clipboard().setText("暖场\t05:00\r\n抽奖\t03:00\r\n")
    table = on(screen, Plate.SCRIPT, "t14", "kind")
    QTest.keyClick(table, Key.Key_V, CTRL)
    kinds = [row.kind for row in segments(screen)[-2:]]
    assert kinds == ["暖场", "抽奖"]
    assert len(segments(screen)) == 15
    assert [row.title for row in segments(screen)[-2:]] == ["05:00", "03:00"]


def test_rows_with_headings_are_pasted_as_new_rows(screen):
    QGuiApplication.clipboard().setText("名称\t时长\n暖场\t05:00\n抽奖\t03:00\n")
    table = on(screen, Plate.SCRIPT, "t1", "title")
    QTest.keyClick(table, Key.Key_V, CTRL | SHIFT)
    assert [row.title for row in segments(screen)[1:3]] == ["暖场", "抽奖"]
    assert segments(screen)[1].duration == 5 * 60_000
    assert len(segments(screen)) == 17


def test_copied_cells_come_back_from_the_clipboard_as_they_were(screen):
    table = on(screen, Plate.GOODS, "p1", "title")
    QTest.keyClick(table, Key.Key_Home)
    QTest.keyClick(table, Key.Key_End, SHIFT)
    QTest.keyClick(table, Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert "纯棉袜 10 双" in text
    assert "¥9.90" in text
    table.setCurrentIndex(table.plate_model.index(0, 0))
    QTest.keyClick(table, Key.Key_V, CTRL)
    assert screen.planning.undo_label is None, "nothing changed"


def test_skip_strikes_a_row_out_and_in_again(screen):
    on(screen, Plate.SCRIPT, "t12", "title")
    screen.tabs.front.buttons["skip"].click()
    assert segments(screen)[11].skip
    screen.tabs.front.buttons["skip"].click()
    assert not segments(screen)[11].skip


def test_a_block_of_the_timeline_brings_its_row_to_the_front(screen):
    screen.timeline.chosen.emit(Plate.GIVEAWAY, "g3")
    assert screen.tabs.front.plate is Plate.GIVEAWAY
    assert screen.tabs.front.table.current_row() == "g3"
    assert screen.timeline.strip.chosen == (Plate.GIVEAWAY, "g3")


def test_the_row_with_the_cursor_is_marked_in_the_timeline_and_in_details(screen):
    on(screen, Plate.SCRIPT, "t6", "title")
    assert screen.timeline.strip.chosen == (Plate.SCRIPT, "t6")
    assert "6号 羽绒服轻暖款" in screen.details.header.title.text()
    assert screen.details.boxes["scene"].toPlainText() == "通勤、接娃、短途旅行"


def test_a_selling_point_is_kept_when_the_focus_leaves(screen):
    on(screen, Plate.SCRIPT, "t6", "title")
    box = screen.details.boxes["scene"]
    box.setFocus()
    box.setPlainText("露营")
    screen.tabs.front.table.setFocus()
    assert segments(screen)[5].scene == "露营"
    screen.undo()
    assert box.toPlainText() == "通勤、接娃、短途旅行"


def test_a_selling_point_being_typed_goes_to_its_own_row(screen):
    on(screen, Plate.SCRIPT, "t6", "title")
    screen.details.boxes["scene"].setPlainText("露营")
    screen.timeline.chosen.emit(Plate.SCRIPT, "t3")
    assert segments(screen)[5].scene == "露营"
    assert segments(screen)[2].scene == "通勤、接娃、短途旅行"


def test_a_finding_takes_you_to_its_row(screen):
    finding = next(f for f in screen.planning.findings if f.row and f.plate is Plate.SCRIPT)
    line = next(
        n
        for n in screen.findings.lines
        if screen.place_of(Plate.SCRIPT, finding.row) in n.accessibleName()
    )
    QTest.keyClick(line, Key.Key_Return)
    assert screen.tabs.front.table.current_row() == finding.row


def test_a_one_click_mend_is_an_undoable_edit(screen):
    finding = next(f for f in screen.planning.findings if f.mend)
    before = screen.planning.sheet
    screen.findings.mend_asked.emit(finding)
    assert screen.planning.sheet != before
    assert "[" not in screen.bar.undo.toolTip()
    screen.undo()
    assert screen.planning.sheet == before


def test_another_session_is_opened_from_the_list_and_searched(screen):
    screen.sessions.list.setCurrentRow(1)
    assert screen.session == "morning"
    assert screen._selection.session == "morning"
    screen.sessions.search.setText("冬季")
    assert screen.sessions.list.count() == 1
    screen.sessions.search.setText("nothing like it")
    assert screen.sessions.nothing.isVisible()


def test_making_copying_and_putting_away_sessions(screen, desk):
    screen.sessions.buttons["new"].click()
    dialog = screen.findChild(QWidget, "start_dialog")
    dialog.title.setText("新店首播")
    dialog.accept()
    assert screen.planning.sheet.session.title == "新店首播"
    screen.sessions.buttons["copy"].click()
    next(d for d in screen.findChildren(QWidget, "start_dialog") if d.isVisible()).accept()
    assert str(screen.session).startswith("copy-")
    screen.listing.put_away(screen.session)
    assert len(desk.sessions()) == 3


def test_the_session_dialog_refuses_what_it_cannot_read_and_keeps_the_rest(screen):
    screen.header.details.click()
    dialog = screen.findChild(QWidget, "session_details")
    dialog.numbers["target_gmv"].setText("lots")
    assert not dialog.buttons.buttons()[0].isEnabled() or dialog.trouble.text()
    dialog.numbers["target_gmv"].setText("3,000,000")
    dialog.numbers["refund_rate"].setText("10%")
    dialog.accept()
    session = screen.planning.sheet.session
    assert (session.target_gmv, session.refund_rate) == (300_000_000, 0.1)
    assert session.planned_start == clock(19)
    screen.undo()
    assert screen.planning.sheet == winter_sheet()


def test_an_import_shows_progress_then_what_was_refused(screen, desk):
    screen.asking.import_facts_from(FileRequest(path="/files/orders.csv", kind="orders"))
    job = desk.jobs[-1]
    job.step(0.4)
    assert screen.work.bar.value() == 400
    assert screen.work.cancel.isVisible()
    error = RowError(
        file="orders.csv",
        sheet="脚本",
        row=12,
        column="时长",
        value="abc",
        message=message("plan.parse_span", field="@plan.field.duration", found="abc"),
    )
    got = SimpleNamespace(
        errors=(error, error), read=31, kept=30, updated=0, unchanged=0, refused=1
    )
    job.finish(got)
    assert "读 31 行" in screen.work.text.text()
    assert "未采用 1。" in screen.work.text.text()
    assert "orders.csv · 脚本 · 第 12 行" in screen.work.list.toPlainText()
    assert screen.work.list.isVisible()
    assert not screen.work.cancel.isVisible()


def test_an_import_that_fails_says_so_and_can_be_cancelled(screen, desk):
    screen.asking.import_facts_from(FileRequest(path="a.csv", kind="orders"))
    screen.work.cancel.click()
    assert desk.jobs[-1].cancelled
    desk.jobs[-1].finish(WorldError("ui.plan.bad.title"))
    assert screen.work.text.text() == "请给这一场起个名字。"


def test_export_hands_the_path_to_the_desk(screen, desk):
    screen.asking.export_to("out.xlsx")
    assert desk.asked[-1] == ("export_sheet", "out.xlsx")
    desk.jobs[-1].finish(None)
    assert "out.xlsx" in screen.work.text.text()


def test_the_language_can_be_switched_while_it_is_open(screen):
    screen.language.use("en")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was put away
    assert untranslated(screen) == []
    assert screen.tabs.tabs.tabText(1).startswith("T Script")
    model = screen.tabs.front.model
    head = model.headerData(model.column_of("title"), Qt.Orientation.Horizontal)
    assert head == "Title"
    left = [
        b.text()
        for b in screen.findChildren(QAbstractButton)
        if any("一" <= c <= "鿿" for c in b.text())
    ]
    assert left == []


def test_every_control_has_a_name(screen):
    for widget in screen.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            inside = widget.parent() and type(widget.parent()).__name__ in ("QTabBar", "QComboBox")
            if type(widget).__name__ not in ("QScrollArea", "QTabBar", "QTabWidget") and not inside:
                assert named, widget


def test_go_live_asks_for_the_other_workspace(screen, qtbot):
    with qtbot.waitSignal(screen.asked) as asked:
        screen.bar.live.click()
    assert asked.args == ["live"]


def test_without_sessions_it_says_what_to_do(qtbot):
    theme, language = dressed("en")
    workspace = PlanWorkspace(FakeDesk(), theme, language, Selection())
    qtbot.addWidget(workspace)
    workspace.show()
    assert "New" in workspace.empty.text()
    assert workspace.empty.isVisible()
    assert not workspace.bar.live.isEnabled()
    made = workspace._desk.new_session("First", clock(20))
    workspace.reload()
    assert workspace.session == SessionId(made)
    assert not workspace.empty.isVisible()


def test_a_column_can_be_hidden_and_shown(screen):
    table = on(screen, Plate.GOODS, "p1", "title")
    number = table.plate_model.column_of("sku")
    action = screen.tabs.front.column_menu().actions()[number]
    action.setChecked(True)
    assert not table.isColumnHidden(number)


def test_clicking_a_block_with_the_mouse(screen):
    strip = screen.timeline.strip
    block = next(b for b in strip.blocks if b.id == "a3")
    spot = strip._box(block).center().toPoint()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(spot))
    assert screen.tabs.front.plate is Plate.TRAFFIC
    assert screen.tabs.front.table.current_row() == "a3"


class Remembered(dict):
    """Settings in memory."""

    def set(self, key, value):
        self[key] = value


def test_columns_stay_as_they_were_left_over_sessions_and_restarts(qtbot, desk):
    theme, language = dressed("zh")
    settings = Remembered()
    first = PlanWorkspace(desk, theme, language, Selection(), settings)
    table = first.tabs.plates[Plate.GOODS].table
    sku = table.plate_model.column_of("sku")
    table.setColumnHidden(sku, False)
    table.setColumnWidth(sku, 123)
    first.open("morning")
    assert not first.tabs.plates[Plate.GOODS].table.isColumnHidden(sku)
    first.save_layout()
    put_away(first)
    again = PlanWorkspace(desk, theme, language, Selection(), settings)
    assert again.tabs.plates[Plate.GOODS].table.columnWidth(sku) == 123
    put_away(again)
    settings["ui.plan_columns"] = "{not json"
    put_away(PlanWorkspace(desk, theme, language, Selection(), settings))
