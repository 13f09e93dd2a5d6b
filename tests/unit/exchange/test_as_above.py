"""Merged cells and blanks that mean "as above"."""

from __future__ import annotations

from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.exchange.sheets import SheetBook
from controlroom.exchange.writing import begins
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import SheetRequest
from tests.unit.exchange.books import page, xlsx

NOON = Instant(1795320000000)  # 2026-11-22 12:00 in Shanghai
SEVEN = Instant(NOON + 7 * HOUR)


def read(path):
    base = RunSheet(session=Session(id="s", title="本场", planned_start=SEVEN))
    return SheetBook().read(SheetRequest(path=str(path), base=base))


def notes(found):
    return [note.key for note in found.notes]


def book(tmp_path, rows, *merges, name="脚本"):
    def fill(made):
        sheet = page(made, rows, name)
        for first, left, last, right in merges:
            value = rows[first][left]
            sheet.merge_range(first, left, last, right, "")
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(first, left, value)

    return xlsx(tmp_path / "表.xlsx", fill)


def test_merged_words_hold_for_every_row_and_sums_for_the_first(tmp_path):
    rows = [
        ("开始", "时长", "标题", "负责", "目标GMV", "整点"),
        ("19:00", "10分", "甲", "小王", 9000, ""),
        ("", "10分", "乙", "", "", ""),
        ("", "10分", "丙", "小李", 100, ""),
    ]
    found = read(book(tmp_path, rows, (1, 3, 2, 3), (1, 4, 2, 4)))
    assert found.errors == ()
    segments = found.sheet.segments
    assert [s.owner for s in segments] == ["小王", "小王", "小李"]
    assert [s.target_gmv for s in segments] == [900_000, None, 10_000]
    assert "runsheet.merged_sum" in notes(found)


def test_a_merged_stretch_of_time_is_shared_out(tmp_path):
    rows = [
        ("时间段", "标题"),
        ("19:00-19:10", "开场"),
        ("19:10-19:40", "甲"),
        ("", "乙"),
        ("", "丙"),
        ("19:40-20:00", "收尾"),
    ]
    found = read(book(tmp_path, rows, (2, 0, 4, 0)))
    at = begins(found.sheet)
    shown = [((at[s.id][0] - SEVEN) // MINUTE, s.duration // MINUTE) for s in found.sheet.segments]
    assert shown == [(0, 10), (10, 10), (20, 10), (30, 10), (40, 20)]
    assert found.errors == ()
    assert "runsheet.shared_time" in notes(found)


def test_merged_start_and_end_and_merged_lengths(tmp_path):
    rows = [
        ("开始", "结束", "标题"),
        ("19:00", "19:25", "甲"),
        ("", "", "乙"),
        ("19:25", "19:30", "丙"),
    ]
    found = read(book(tmp_path, rows, (1, 0, 2, 0), (1, 1, 2, 1)))
    assert [s.duration for s in found.sheet.segments] == [750 * SECOND, 750 * SECOND, 5 * MINUTE]
    assert [s.linked for s in found.sheet.segments] == [True] * 3
    rows = [("时长", "标题"), ("25分", "甲"), ("", "乙"), ("", "丙"), ("5分", "丁")]
    found = read(book(tmp_path, rows, (1, 0, 3, 0)))
    assert [s.duration // SECOND for s in found.sheet.segments] == [500, 500, 500, 300]


def test_a_merged_line_across_the_script_names_a_group(tmp_path):
    rows = [
        ("时长", "环节", "标题", "负责"),
        ("上半场", "", "", ""),
        (10, "开场", "甲", "王"),
        (10, "主推", "乙", "王"),
        ("下半场", "", "", ""),
        (10, "返场", "丙", "王"),
    ]
    found = read(book(tmp_path, rows, (1, 0, 1, 3), (4, 0, 4, 3)))
    assert found.errors == ()
    assert [(s.group, s.title) for s in found.sheet.segments] == [
        ("上半场", "甲"),
        ("上半场", "乙"),
        ("下半场", "丙"),
    ]


def test_a_group_written_once_holds_until_the_next(tmp_path):
    rows = [
        ("分组", "标题", "时长"),
        ("上半场", "甲", 5),
        ("", "乙", 5),
        ("下半场", "丙", 5),
        ("", "丁", 5),
    ]
    found = read(book(tmp_path, rows))
    assert [s.group for s in found.sheet.segments] == ["上半场", "上半场", "下半场", "下半场"]
    assert "runsheet.as_above" in notes(found)


def test_a_group_that_is_repeated_line_by_line_leaves_blanks_blank(tmp_path):
    rows = [("分组", "标题", "时长"), ("甲组", "甲", 5), ("甲组", "乙", 5), ("", "丙", 5)]
    assert [s.group for s in read(book(tmp_path, rows)).sheet.segments] == ["甲组", "甲组", ""]


def test_a_file_with_ids_means_its_blanks(tmp_path):
    rows = [("id", "分组", "标题", "时长"), ("a", "甲组", "甲", 5), ("b", "", "乙", 5)]
    assert [s.group for s in read(book(tmp_path, rows)).sheet.segments] == ["甲组", ""]


def test_variants_of_a_product_and_slots_of_a_channel(tmp_path):
    rows = [("商品名称", "规格", "直播价"), ("羽绒服", "白", 299), ("", "黑", 309), ("棉袜", "", 9)]
    found = read(book(tmp_path, rows, name="货品"))
    assert [(p.title, p.sku) for p in found.sheet.products] == [
        ("羽绒服", "白"),
        ("羽绒服", "黑"),
        ("棉袜", ""),
    ]
    rows = [("渠道", "时段", "预算"), ("粉条", "19:00-20:00", 300), ("", "20:00-21:00", 500)]
    found = read(book(tmp_path, rows, name="投放"))
    assert [(s.channel, s.budget) for s in found.sheet.slots] == [("粉条", 30000), ("粉条", 50000)]


def test_merged_cells_above_the_header_do_not_matter(tmp_path):
    rows = [("双十一专场", "", ""), ("标题", "时长", "负责"), ("甲", 5, "王"), ("乙", 5, "")]
    found = read(book(tmp_path, rows, (0, 0, 0, 2)))
    assert [(s.title, s.owner) for s in found.sheet.segments] == [("甲", "王"), ("乙", "")]


def test_multi_line_cells_stay_whole_and_multi_line_headings_are_known(tmp_path):
    rows = [("标题", "时长\n（分钟）", "产品\n卖点"), ("甲", 5, "一、轻\n二、暖\n\n三、好洗")]
    segment = read(book(tmp_path, rows)).sheet.segments[0]
    assert (segment.duration, segment.selling_point) == (5 * MINUTE, "一、轻\n二、暖\n\n三、好洗")
