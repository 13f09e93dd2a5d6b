"""Tables of others pasted into the plan: their headings, their units, their ways to write."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from controlroom.core.time import DAY, HOUR, MINUTE
from controlroom.exchange import names
from controlroom.exchange.sheets import SheetBook
from controlroom.plan.sheet import Plate, RoiBasis
from controlroom.ui.models.pasting import _FIELD_OF, headings
from controlroom.ui.models.plates import columns
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import block, clipboard, on, plan_on_stage
from tests.ui.winter import clock, winter_sheet

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot):
    with plan_on_stage(qtbot, FakeDesk(winter_sheet())) as workspace:
        yield workspace


def paste(screen, plate: Plate, text: str, *, row: str, new: bool = False):
    """Paste over the row (or as new ones behind it); the rows of the plate then."""
    table = on(screen, plate, row, "note")
    clipboard(text)
    QTest.keyClick(table, Qt.Key.Key_V, CTRL | SHIFT if new else CTRL)
    assert table.plate_model.refused_cells() == []
    return screen.planning.sheet.rows(plate)


def test_a_chinese_script_with_the_headings_of_its_maker(screen):
    text = (
        "序号\t时间段\t环节内容\t讲解商品\t话术要点\t主讲人\t目标成交（万元）\n"
        "1\t19:00-19:12\t暖场福袋\t\t关注领券\t小敏\t3.8\n"
        "2\t19:12-19:30\t纯棉袜\t一号链接\t100%棉\t主播\t6\n"
        "3\t晚上7点半~8点\t打底衣返场\t2号 德绒打底衣\t\t主播\t十二万\n"
    )
    rows = paste(screen, Plate.SCRIPT, text, row="t1")[:3]
    assert [row.title for row in rows] == ["暖场福袋", "纯棉袜", "打底衣返场"]
    assert [row.duration // MINUTE for row in rows] == [12, 18, 30]
    assert [row.products for row in rows] == [(), ("p1",), ("p2",)]
    assert [row.owner for row in rows] == ["小敏", "主播", "主播"]
    assert [row.target_gmv for row in rows] == [3_800_000, 6_000_000, 12_000_000]
    assert rows[0].selling_point == "关注领券"
    timed = screen.planning.schedule.rows
    assert [row.start for row in timed[:3]] == [clock(19), clock(19, 12), clock(19, 30)]


def test_an_english_list_of_goods_as_new_rows(screen):
    text = (
        "Product name\tCart no\tRRP\tDeal price\tCommission rate (%)\tInventory\n"
        "Tea set\t21\t199\t$89.00\t12\t1.2k\n"
    )
    made = paste(screen, Plate.GOODS, text, row="p1", new=True)[1]
    assert (made.title, made.link, made.list_price, made.live_price) == ("Tea set", 21, 19900, 8900)
    assert (made.commission, made.stock) == (0.12, 1200)


def test_slots_giveaways_and_tasks_with_their_makers_headings(screen):
    slot = paste(
        screen,
        Plate.TRAFFIC,
        "投放工具\t投放时段\t计划消耗（万元）\t口径\n千川\t20:00-20:45\t1.5\t整体ROI\n",
        row="a1",
    )[0]
    assert (slot.channel, slot.start, slot.end) == ("千川", clock(20), clock(20, 45))
    assert (slot.budget, slot.roi_basis) == (1_500_000, RoiBasis.WHOLE)
    gift = paste(
        screen,
        Plate.GIVEAWAY,
        "福利名称\t玩法\t发放时间\t份数\t单份成本\t参与条件\n加单福袋\t福袋\t20:10-20:15\t三百份\t九块九\t评论1\n",
        row="g1",
    )[0]
    assert (gift.title, gift.start, gift.duration) == ("加单福袋", clock(20, 10), 5 * MINUTE)
    assert (gift.quantity, gift.unit_cost, gift.condition) == (300, 990, "评论1")
    tasks = paste(
        screen,
        Plate.WARMUP,
        "预热任务\t时间节点\t目标值\t是否完成\n剧透视频\t开播前三天\t三\t未完成\n预约\t11-21 19:00\t2000\t已完成\n",
        row="e1",
    )
    assert [task.before for task in tasks[:2]] == [3 * DAY, DAY]
    assert [task.target for task in tasks[:2]] == [3, 2000]
    assert [task.done for task in tasks[:2]] == [False, True]


@pytest.mark.parametrize("plate", list(Plate))
@pytest.mark.parametrize("lang", [0, 1])
def test_every_heading_the_importer_writes_finds_its_column(plate: Plate, lang: int) -> None:
    """No field that a table of ours has is lost when our own export is pasted."""
    line = [(field.zh, field.en)[lang] for field in names.FIELDS[plate].values()]
    found = headings({c.name: c for c in columns(plate)}, line, SheetBook().meant(plate, line))
    assert found is not None
    reached = {_FIELD_OF.get(head.column.name, head.column.name) for head in found if head}
    own = {_FIELD_OF.get(c.name, c.name) for c in columns(plate) if c.change and c.name != "due"}
    assert reached >= own


def test_lengths_as_a_spreadsheet_shows_them(screen):
    rows = paste(screen, Plate.SCRIPT, "标题\t用时\n甲\t0:10\n乙\t1:30\n", row="t1")
    assert [row.duration for row in rows[:2]] == [10 * MINUTE, 90 * MINUTE]
    rows = paste(screen, Plate.SCRIPT, "标题\t用时\n甲\t12:00\n乙\t8:30\n", row="t1")
    assert [row.duration for row in rows[:2]] == [12 * MINUTE, 8.5 * MINUTE]
    table = on(screen, Plate.SCRIPT, "t3", "duration")
    block(table, ["t1", "t2"], ["duration"])
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)  # our own, shown as minutes and seconds
    block(table, ["t3", "t4"], ["duration"])
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    rows = screen.planning.sheet.segments
    assert [row.duration for row in rows[2:4]] == [12 * MINUTE, 8.5 * MINUTE]


def test_a_minute_copied_here_stays_a_minute(screen):
    rows = paste(screen, Plate.SCRIPT, "标题\t时长\n甲\t1分钟\n", row="t1")
    table = on(screen, Plate.SCRIPT, "t1", "duration")
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    on(screen, Plate.SCRIPT, "t2", "duration")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    rows = screen.planning.sheet.segments
    assert rows[0].duration == rows[1].duration == MINUTE


def test_a_line_with_figures_is_no_heading(screen):
    table = on(screen, Plate.GOODS, "p1", "title")
    clipboard("名称\t福利款\t99\n名称二\t福利款\t89\n")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert [p.title for p in screen.planning.sheet.products[:2]] == ["名称", "名称二"]


def test_a_due_day_is_typed_and_one_after_the_start_refused(screen):
    table = on(screen, Plate.WARMUP, "e1", "due")
    model = table.plate_model
    assert model.setData(table.currentIndex(), "11-20 晚上七点")
    assert screen.planning.sheet.tasks[0].before == 2 * DAY
    assert model.setData(table.currentIndex(), "20:00")
    assert model.refused == 1
    assert screen.planning.sheet.tasks[0].before == 2 * DAY
    assert model.setData(table.currentIndex(), "11-22 12:00")
    assert (screen.planning.sheet.tasks[0].before, model.refused) == (7 * HOUR, 0)


def test_two_faces_typed_as_a_start_give_the_length(screen):
    table = on(screen, Plate.SCRIPT, "t3", "plan_start")
    assert table.plate_model.setData(table.currentIndex(), "19:40-20:05")
    row = screen.planning.sheet.segments[2]
    assert (row.start, row.duration, row.linked) == (clock(19, 40), 25 * MINUTE, False)
    table.plate_model.setData(table.currentIndex(), "20:05-19:40")
    assert table.plate_model.refused == 1
    assert screen.planning.sheet.segments[2] == row
