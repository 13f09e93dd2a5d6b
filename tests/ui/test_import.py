"""A run-sheet file looked at before it is taken, with real files and real presses."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.message import message
from controlroom.core.time import HOUR, Instant
from controlroom.plan import edits
from controlroom.plan.codec import ROW_TYPES
from controlroom.plan.comparing import compare
from controlroom.plan.sheet import Plate, Session
from controlroom.ui.dialogs.import_sheet import ImportDialog
from tests.fakes.settings import FakeSettings
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import plan_on_stage
from tests.ui.screens import books, untranslated
from tests.ui.winter import winter_sheet
from tests.unit.exchange.books import page, xlsx

ROWS = [
    ("双十一专场", "", "", "", ""),
    ("时间段", "环节", "标题", "负责", "几折"),
    ("19:00-19:10", "开场", "开场福利", "主播", ""),
    ("19:10-19:30", "主推", "羽绒服", "主播", "七"),
    ("几点半", "返场", "加单", "中控", ""),
]


@pytest.fixture
def desk():
    return FakeDesk(winter_sheet())


@pytest.fixture(params=["zh"])
def screen(qtbot, desk, request):
    with plan_on_stage(qtbot, desk, lang=request.param, settings=FakeSettings()) as workspace:
        yield workspace


@pytest.fixture
def path(tmp_path):
    def fill(book):
        page(book, ROWS, "脚本")
        page(book, [("标题", "时长"), ("旧", 5)], "旧稿").hide()

    return str(xlsx(tmp_path / "双十一.xlsx", fill))


def opened(screen, path) -> ImportDialog:
    """The dialog on a file, with its first preview."""
    screen.asking.import_sheet_from(path)
    dialog = screen.findChildren(ImportDialog)[-1]
    settled(screen, dialog)
    return dialog


def settled(screen, dialog) -> None:
    screen.qtbot.waitUntil(lambda: not dialog._soon.isActive() and dialog._job is None)


def choose_field(screen, dialog, column: int, field: str) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(0, column))
    at = dialog.field.findData(field)
    dialog.field.setCurrentIndex(at)
    dialog.field.activated.emit(at)
    settled(screen, dialog)


def test_sheets_header_columns_problems_and_changes_are_shown(screen, path):
    dialog = opened(screen, path)
    assert dialog.checked_sheets() == {"脚本"}
    assert "隐藏" in dialog.sheets.item(1).text()
    assert (dialog.header.value(), dialog.plate.currentText()) == (2, "T 脚本")
    heads = [dialog.model.headerData(n, Qt.Orientation.Horizontal) for n in range(5)]
    assert heads[:2] == ["时间段\n→ 开始", "环节\n→ 环节"]
    assert heads[4] == "几折\n→ 不读"
    wrong = dialog.model.index(2, 0)
    assert wrong.data() == "几点半"
    assert "不是时间" in wrong.data(Qt.ItemDataRole.ToolTipRole)
    assert wrong.data(Qt.ItemDataRole.BackgroundRole) is not None
    assert dialog.model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) is None
    assert dialog.problems.rowCount() == dialog.model.marked == 1
    assert "第 5 行" in dialog.problems.item(0, 0).text()
    assert dialog.changes.topLevelItemCount() >= 3
    assert dialog.ok.isEnabled()
    assert untranslated(dialog) == []


def test_agreed_it_is_one_step_of_undo(screen, desk, path):
    before = screen.planning.sheet
    dialog = opened(screen, path)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    titles = [s.title for s in screen.planning.sheet.segments]
    assert {"开场福利", "羽绒服", "加单"} <= set(titles)
    assert len(titles) == len(before.segments) + 3
    assert "3" in screen.work.text.text()
    assert screen.work.list.isVisible()
    screen.undo()
    assert screen.planning.sheet == before


def test_cancelled_nothing_changes(screen, path):
    before = screen.planning.sheet
    dialog = opened(screen, path)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert screen.planning.sheet == before


def test_a_column_can_be_meant_otherwise_and_that_is_remembered(screen, path):
    dialog = opened(screen, path)
    choose_field(screen, dialog, 4, "note")
    assert dialog.model.headerData(4, Qt.Orientation.Horizontal) == "几折\n→ 备注"
    choose_field(screen, dialog, 3, "note")
    assert dialog.model.headerData(4, Qt.Orientation.Horizontal) == "几折\n→ 不读"
    choose_field(screen, dialog, 3, "")
    choose_field(screen, dialog, 4, "note")
    dialog.accept()
    notes = [s.note for s in screen.planning.sheet.segments if s.title == "羽绒服"]
    assert notes == ["七"]
    again = opened(screen, path)
    assert "沿用" in again.remarks.text()
    assert again.model.headerData(4, Qt.Orientation.Horizontal) == "几折\n→ 备注"
    assert again.model.headerData(3, Qt.Orientation.Horizontal) == "负责\n→ 不读"


def test_another_header_row_and_another_plate(screen, path):
    dialog = opened(screen, path)
    dialog.header.setValue(3)
    settled(screen, dialog)
    assert dialog.model.headerData(0, Qt.Orientation.Vertical) == "4"
    dialog.header.setValue(2)
    settled(screen, dialog)
    at = next(n for n in range(dialog.plate.count()) if dialog.plate.itemText(n) == "S 货品")
    dialog.plate.setCurrentIndex(at)
    dialog.plate.activated.emit(at)
    settled(screen, dialog)
    assert dialog.model.headerData(2, Qt.Orientation.Horizontal) == "标题\n→ 商品"
    assert {c.plate for c in read_changes(dialog)} == {Plate.GOODS}


def read_changes(dialog):
    return compare(dialog.base, dialog.read.sheet)


def test_a_hidden_sheet_is_read_when_ticked_and_nothing_without_any(screen, path):
    dialog = opened(screen, path)
    dialog.sheets.item(1).setCheckState(Qt.CheckState.Checked)
    settled(screen, dialog)
    assert "旧" in {s.title for s in dialog.read.sheet.segments}
    for row in range(2):
        dialog.sheets.item(row).setCheckState(Qt.CheckState.Unchecked)
    settled(screen, dialog)
    assert dialog.read is None
    assert not dialog.ok.isEnabled()
    assert "勾选" in dialog.status.text()


def test_as_a_new_session(screen, desk, path):
    before = screen.planning.sheet
    dialog = opened(screen, path)
    dialog.new.setChecked(True)
    settled(screen, dialog)
    dialog.accept()
    made = screen.planning.sheet
    assert made.session.title == "双十一"
    assert [s.title for s in made.segments] == ["开场福利", "羽绒服", "加单"]
    assert desk.plans[before.session.id].sheet == before
    assert "新建一场" in screen.work.text.text() and "撤销" not in screen.work.text.text()


def test_rows_the_file_lacks_are_removed_when_asked(screen, path):
    dialog = opened(screen, path)
    dialog.drop.setChecked(True)
    settled(screen, dialog)
    assert "删除" in dialog.status.text()
    dialog.accept()
    assert [s.title for s in screen.planning.sheet.segments] == ["开场福利", "羽绒服", "加单"]
    assert screen.planning.sheet.products == winter_sheet().products


def test_a_file_that_cannot_be_read_says_so_in_the_dialog(screen, tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 cut short")
    dialog = opened(screen, str(path))
    assert "坏.xlsx" in dialog.status.text()
    assert not dialog.ok.isEnabled()


def test_reading_can_be_stopped_and_the_window_lives_meanwhile(screen, desk, path):
    desk.exchange.held = True
    screen.asking.import_sheet_from(path)
    dialog = screen.findChildren(ImportDialog)[-1]
    job = desk.jobs[-1]
    job.step(0.5)
    assert (dialog.bar.value(), dialog.bar.isVisible()) == (500, True)
    assert not dialog.ok.isEnabled()
    dialog.stop.click()
    assert job.cancelled
    dialog.reject()


def test_an_old_preview_never_overtakes_a_new_one(screen, desk, path):
    dialog = opened(screen, path)
    desk.exchange.held = True
    dialog._preview()
    first = desk.jobs[-1]
    dialog.new.setChecked(True)
    screen.qtbot.waitUntil(lambda: desk.jobs[-1] is not first)
    second = desk.jobs[-1]
    second.do()
    newest = dialog.read
    first.do()
    assert dialog.read is newest
    assert first.cancelled


def test_a_plan_that_moved_on_is_not_overwritten(screen, desk, path):
    dialog = opened(screen, path)
    screen.sessions  # the plan changes behind the dialog

    screen.planning.edit(message("ui.plan.did.session"), lambda s: edits.set_session(s, title="改"))
    dialog.accept()
    assert len(screen.planning.sheet.segments) == len(winter_sheet().segments)
    assert "预览" in screen.work.text.text()


def test_a_problem_leads_to_its_cell(screen, path):
    dialog = opened(screen, path)
    dialog.sheets.setCurrentRow(1)
    dialog.problems.itemClicked.emit(dialog.problems.item(0, 0))
    assert dialog.sheets.currentRow() == 0
    assert (dialog.table.currentIndex().row(), dialog.table.currentIndex().column()) == (2, 0)


def drop(widget, *paths: str) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    how = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(200, 200), *how)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(200, 200), *how)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_file_dropped_onto_plan_is_imported(screen, desk, path, tmp_path):
    assert drop(screen, path)
    assert screen.findChildren(ImportDialog)[-1].opened is not None
    assert not drop(screen, str(tmp_path / "a.png"))
    assert not drop(screen, path, path)
    assert drop(screen, str(tmp_path / "b.zip"))
    assert desk.asked[-1] == ("import_bundle", (str(tmp_path / "b.zip"), False))


def test_a_bundle_that_is_here_already_asks(screen, desk):
    screen.asking.import_bundle_from("/x/夜.zip")
    desk.jobs[-1].finish(WorldError("bundle.known", session="s", title="冬季"))
    box = screen.findChild(QMessageBox, "bundle_known")
    assert "冬季" in box.text()
    box.buttons()[0].click()
    assert desk.asked[-1] == ("import_bundle", ("/x/夜.zip", True))


def test_the_session_menu_sends_and_takes_bundles(screen, desk):
    screen.menu.fill("session")
    named = {a.text(): a.isEnabled() for a in screen.menu.menus["session"].actions()}
    tr = screen.language.tr
    for name in ("bundle_out", "bundle_in", "facts_out"):
        assert named[tr(f"ui.plan.session.{name}")]
    screen.asking.export_bundle_to("/x/out.zip")
    assert desk.asked[-1] == ("export_bundle", "/x/out.zip")
    desk.jobs[-1].finish("/x/out.zip")
    assert "out.zip" in screen.work.text.text()
    screen.asking.export_facts_to("/x/out.csv")
    desk.jobs[-1].finish(("/x/out-orders.csv", "/x/out-ads.csv"))
    assert "out-ads.csv" in screen.work.text.text()


@pytest.mark.parametrize("screen", ["en"], indirect=True)
def test_in_english(screen, path):
    dialog = opened(screen, path)
    assert dialog.model.headerData(0, Qt.Orientation.Horizontal) == "时间段\n→ Start"
    assert untranslated(dialog) == []
    assert "rows read" in dialog.status.text()


def test_every_field_that_can_change_has_a_name():
    names = {f.name for kind in (Session, *ROW_TYPES.values()) for f in fields(kind)} - {"id"}
    for book in books().values():
        assert sorted(n for n in names if f"plan.field.{n}" not in book) == []


# --- when the show begins --------------------------------------------------------------------------


@pytest.fixture
def late(tmp_path):
    """A part of the script, from 21:00 on."""
    rows = [("开始", "标题", "时长"), ("21:00", "夜场福袋", 10), ("21:10", "夜场主推", 20)]
    return str(xlsx(tmp_path / "夜场.xlsx", lambda book: page(book, rows, "脚本")))


def test_a_merge_leaves_the_start_as_it_is_and_offers_that_of_the_file(screen, late):
    dialog = opened(screen, late)
    before = screen.planning.sheet.session
    assert not dialog.start_too.isHidden()
    assert "21:00" in dialog.start_too.text()
    assert dialog.read.sheet.session == before
    assert untranslated(dialog) == []
    dialog.start_too.setChecked(True)
    settled(screen, dialog)
    assert dialog.read.sheet.session.planned_start == before.planned_start + 2 * HOUR
    dialog.start_too.setChecked(False)
    settled(screen, dialog)
    dialog.accept()
    sheet = screen.planning.sheet
    assert sheet.session == before
    made = next(row for row in sheet.segments if row.title == "夜场福袋")
    timed = {row.id: row for row in screen.planning.schedule.rows}
    assert timed[made.id].start == before.planned_start + 2 * HOUR


def test_into_an_empty_plan_the_file_brings_its_start(screen, desk, late):
    screen.asking.listed(desk.new_session("空的", Instant(1_795_400_000_000)))
    dialog = opened(screen, late)
    assert dialog.start_too.isChecked()
    dialog.accept()
    assert formats.clock(screen.planning.sheet.session.planned_start, "Asia/Shanghai") == "21:00"


def test_without_a_plan_a_file_becomes_a_session(qtbot, late):
    with plan_on_stage(qtbot, FakeDesk()) as screen:
        assert screen.planning is None
        assert screen.bar.load.isEnabled()
        dialog = opened(screen, late)
        assert dialog.as_new
        assert dialog.merge.isHidden()
        dialog.accept()
        assert [row.title for row in screen.planning.sheet.segments] == ["夜场福袋", "夜场主推"]
        assert not screen.empty.isVisible()


def test_what_came_is_in_front_and_notes_speak_of_the_window(screen, tmp_path):
    def fill(book):
        page(book, [("商品名称", "直播价"), ("手套", 9.9)], "货品")
        page(book, [("随便", "写写"), ("一", "二")], "其他")

    dialog = opened(screen, str(xlsx(tmp_path / "货品.xlsx", fill)))
    assert "--sheet" not in dialog.notes.toPlainText()
    assert "其他" in dialog.notes.toPlainText()
    assert screen.tabs.plate is Plate.SCRIPT
    dialog.accept()
    assert screen.tabs.plate is Plate.GOODS
