"""Workbooks that are odd, damaged, locked or hostile: the right result, or a clear refusal."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from controlroom.core.errors import WorldError
from controlroom.core.saying import Speaker, read_ts
from controlroom.core.time import HOUR, MINUTE, Instant
from controlroom.exchange.sheets import SheetBook
from controlroom.plan.sheet import Plate, Product, RunSheet, Segment, Session
from controlroom.ports import SheetLayout, SheetRequest
from tests.unit.exchange.books import (
    HEAD,
    altered,
    big,
    encrypted_xlsx,
    ods,
    ods_row,
    package,
    page,
    xls,
    xlsx,
)

NOON = Instant(1795320000000)  # 2026-11-22 12:00 in Shanghai
SEVEN = Instant(NOON + 7 * HOUR)
SPEAKERS = {
    lang: Speaker(
        lang=lang, book=read_ts(Path(f"resources/i18n/{lang}/exchange.ts").read_text("utf-8"))
    )
    for lang in ("zh", "en")
}
SHEET1 = "xl/worksheets/sheet1.xml"


def base() -> RunSheet:
    return RunSheet(session=Session(id="s", title="本场", planned_start=SEVEN))


def read(path, **asked):
    return SheetBook().read(SheetRequest(path=str(path), base=base(), **asked))


def notes(found) -> set[str]:
    return {note.key for note in found.notes}


def refused(path, key: str, *says: str, **asked) -> None:
    """Refused with `key`, said in both languages with the file's name and `says`."""
    with pytest.raises(WorldError) as why:
        read(path, **asked)
    assert why.value.message.key == key
    for speaker in SPEAKERS.values():
        text = speaker.say(why.value.message)
        assert all(word in text for word in (path.name, *says)), text
        assert "{" not in text


def one_row(path: Path) -> Path:
    return xlsx(path, lambda book: page(book, [HEAD, ("开场", 12, 299)], "脚本"))


# --- not a workbook -------------------------------------------------------------------


def test_files_that_are_no_workbook(tmp_path):
    picture = tmp_path / "表.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    refused(picture, "runsheet.not_a_table")
    word = package(tmp_path / "稿.xlsx", {"word/document.xml": b"<w/>", "[Content_Types].xml": b""})
    refused(word, "runsheet.not_a_workbook")
    web = tmp_path / "导出.xls"
    web.write_text("<html><table><tr><td>标题</td></tr></table></html>", encoding="utf-8")
    refused(web, "runsheet.not_a_table")
    binary = package(tmp_path / "表.xlsb", {"xl/workbook.bin": b"\x83\x01"})
    refused(binary, "runsheet.binary")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_broken_never_half_read(tmp_path, keep):
    path = one_row(tmp_path / "半.xlsx")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    refused(path, "runsheet.broken")


@pytest.mark.parametrize("part", [SHEET1, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_workbook_with_a_damaged_part_is_broken(tmp_path, part):
    path = altered(one_row(tmp_path / "坏.xlsx"), {part: lambda xml: xml[: len(xml) // 2]})
    with pytest.raises(WorldError) as why:
        read(path)
    assert why.value.message.key in ("runsheet.broken", "runsheet.empty", "runsheet.no_header")


def test_old_compound_files_cut_short_are_broken(tmp_path):
    path = tmp_path / "旧.xls"
    path.write_bytes(xls([HEAD, ("开场", 12.0, 299.0)])[:1500])
    refused(path, "runsheet.broken")


def test_a_password_is_said_for_every_kind(tmp_path):
    path = tmp_path / "锁.xlsx"
    path.write_bytes(encrypted_xlsx())
    refused(path, "runsheet.password")
    old = tmp_path / "锁.xls"
    old.write_bytes(xls([HEAD], locked=True))
    refused(old, "runsheet.password")
    lock = "<manifest:encryption-data manifest:checksum='x'/>"
    open_document = ods(tmp_path / "锁.ods", ods_row(*HEAD), manifest=lock)
    refused(open_document, "runsheet.password")


# --- odd, but read -----------------------------------------------------------------------


def test_macros_are_said_and_left_alone(tmp_path):
    path = one_row(tmp_path / "宏.xlsm")
    altered(path, {"xl/vbaProject.bin": b"\xcc\x61" * 100})
    found = read(path)
    assert [s.title for s in found.sheet.segments] == ["开场"]
    assert "runsheet.macros" in notes(found)
    assert "runsheet.other_kind" not in notes(found)


def test_a_wrong_suffix_is_read_as_what_it_is_and_said(tmp_path):
    named_csv = one_row(tmp_path / "其实是表.csv")
    assert "runsheet.other_kind" in notes(read(named_csv))
    named_xlsx = tmp_path / "其实是文本.xlsx"
    named_xlsx.write_text("标题,时长\n开场,12\n", encoding="utf-8")
    found = read(named_xlsx)
    assert (found.sheet.segments[0].title, found.sheet.segments[0].duration) == (
        "开场",
        12 * MINUTE,
    )
    assert "runsheet.other_kind" in notes(found)
    assert "runsheet.other_kind" not in notes(read(one_row(tmp_path / "好.xlsx")))


def test_excel_97(tmp_path):
    path = tmp_path / "旧.xls"
    path.write_bytes(xls([("标题", "时长"), ("开场", 12.0), ("讲解", 18.0)]))
    found = read(path)
    assert [(s.title, s.duration) for s in found.sheet.segments] == [
        ("开场", 12 * MINUTE),
        ("讲解", 18 * MINUTE),
    ]


def test_open_document_with_hidden_and_merged_rows(tmp_path):
    merged = '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>甲组</text:p></table:table-cell>'
    rows = ods_row("分组", "标题", "时长")
    rows += f"<table:table-row>{merged}{_text('开场')}{_text('12分')}</table:table-row>"
    rows += (
        '<table:table-row table:visibility="filter"><table:covered-table-cell/>'
        f"{_text('讲解')}{_text('18分')}</table:table-row>"
    )
    found = read(ods(tmp_path / "表.ods", rows))
    assert [(s.group, s.title) for s in found.sheet.segments] == [
        ("甲组", "开场"),
        ("甲组", "讲解"),
    ]
    assert "runsheet.hidden_rows_read" in notes(found)


def _text(words: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    )


def test_formulas_nobody_calculated_are_said_by_cell_and_the_row_is_kept(tmp_path):
    def fill(book):
        sheet = page(book, [HEAD, ("开场", 12, None), (None, 18, 299), ("收尾", 5, None)])
        sheet.write_formula("C2", "=B2*10+1", None, "")
        sheet.write_formula("A3", '="讲"&"解"', None, "")
        sheet.write_formula("C4", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D4", "=1+1", None, 2)

    found = read(xlsx(tmp_path / "公式.xlsx", fill), mapping={"直播价": "target_gmv"})
    assert [(e.row, e.column, e.value, e.message.key) for e in found.errors] == [
        (2, "直播价", "=B2*10+1", "runsheet.no_value"),
        (3, "标题", '="讲"&"解"', "runsheet.no_value"),
        (4, "直播价", "#DIV/0!", "runsheet.error_value"),
    ]
    assert [(s.title, s.duration) for s in found.sheet.segments] == [
        ("开场", 12 * MINUTE),
        ('="讲"&"解"', 18 * MINUTE),
        ("收尾", 5 * MINUTE),
    ]
    assert [s.target_gmv for s in found.sheet.segments] == [None, 29900, None]


def test_shared_formulas_and_calculated_ones(tmp_path):
    path = xlsx(
        tmp_path / "公式.xlsx", lambda b: page(b, [("标题", "时长"), ("甲", 12), ("乙", 5)])
    )
    shared = b'<c r="B2"><f t="shared" ref="B2:B3" si="0">1+1</f><v>12</v></c>'
    bare = b'<c r="B3"><f t="shared" si="0"/></c>'
    change = lambda xml: xml.replace(b'<c r="B2"><v>12</v></c>', shared).replace(  # noqa: E731
        b'<c r="B3"><v>5</v></c>', bare
    )
    found = read(altered(path, {SHEET1: change}))
    assert [(e.row, e.column, e.value) for e in found.errors] == [(3, "时长", "=")]
    assert found.sheet.segments[0].duration == 12 * MINUTE


def test_hidden_rows_are_read_and_said_or_left_out_when_asked(tmp_path):
    def fill(book):
        rows = [HEAD, ("甲", 1, 9), ("乙", 2, 9), ("丙", 3, 9), ("丁", 4, 9)]
        sheet = page(book, rows)
        for row in (2, 3):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})

    path = xlsx(tmp_path / "藏.xlsx", fill)
    found = read(path)
    assert [s.title for s in found.sheet.segments] == ["甲", "乙", "丙", "丁"]
    said = next(n for n in found.notes if n.key == "runsheet.hidden_rows_read")
    assert (said.args["count"], said.args["rows"]) == (2, "3–4")
    left = read(path, hidden_rows=False)
    assert [s.title for s in left.sheet.segments] == ["甲", "丁"]
    assert "runsheet.hidden_rows_left" in notes(left)


def test_hidden_sheets_are_offered_but_not_read_by_themselves(tmp_path):
    def fill(book):
        page(book, [HEAD, ("旧开场", 1, 9)], "脚本 旧").hide()
        page(book, [HEAD, ("开场", 1, 9)], "脚本").activate()
        page(book, [("链接", "商品", "直播价"), (1, "旧货", 9)], "货品").very_hidden()

    path = xlsx(tmp_path / "藏.xlsx", fill)
    found = read(path)
    assert [s.title for s in found.sheet.segments] == ["开场"]
    assert found.sheet.products == ()
    said = next(n for n in found.notes if n.key == "runsheet.hidden_sheets")
    assert said.args["sheets"] == "脚本 旧、货品"
    pages = SheetBook().open(str(path)).pages
    assert [(p.name, p.hidden, p.chosen) for p in pages] == [
        ("脚本 旧", True, False),
        ("脚本", False, True),
        ("货品", True, False),
    ]
    assert [s.title for s in read(path, sheet="脚本 旧").sheet.segments] == ["旧开场"]


def test_when_only_hidden_sheets_have_a_header_they_are_named(tmp_path):
    def fill(book):
        page(book, [("说明",), ("见后页",)], "封面")
        page(book, [HEAD, ("开场", 1, 9)], "底稿").hide()

    refused(xlsx(tmp_path / "藏.xlsx", fill), "runsheet.only_hidden", "底稿")


@pytest.mark.parametrize("epoch", [False, True])
def test_dates_count_from_1900_or_1904(tmp_path, epoch):
    def fill(book):
        when = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = book.add_format({"num_format": "hh:mm"})
        long = book.add_format({"num_format": "[h]:mm"})
        sheet = page(book, [("标题", "开始", "时长"), ("甲",), ("乙",), ("丙",)])
        sheet.write_datetime("B2", datetime(2026, 11, 22, 19, 0), when)
        sheet.write_datetime("B3", time(19, 12), clock)
        sheet.write_number("B4", (19 + 40 / 60) / 24, clock)
        sheet.write_number("C2", 12 / 1440, long)
        sheet.write_number("C3", 28 / 1440, long)
        sheet.write_number("C4", 26 / 24, long)

    found = read(xlsx(tmp_path / "日期.xlsx", fill, date_1904=epoch))
    assert found.errors == ()
    assert found.sheet.session.planned_start == SEVEN
    assert [s.duration for s in found.sheet.segments] == [12 * MINUTE, 28 * MINUTE, 26 * HOUR]
    assert all(s.linked for s in found.sheet.segments)


def test_two_hundred_empty_columns_and_rows_of_nothing_but_style(tmp_path):
    def fill(book):
        grey = book.add_format({"bg_color": "#EEEEEE"})
        sheet = book.add_worksheet("脚本")
        for at, word in enumerate(("标题", "时长")):
            sheet.write(2, 200 + at, word)
            sheet.write(3, 200 + at, ("开场", 12)[at])
        for row in range(4, 400):
            for column in range(0, 320, 40):
                sheet.write_blank(row, column, None, grey)
        sheet.write_blank(1_048_575, 16_383, None, grey)

    found = read(xlsx(tmp_path / "空列.xlsx", fill))
    assert [(s.title, s.duration) for s in found.sheet.segments] == [("开场", 12 * MINUTE)]
    assert found.errors == ()
    assert "runsheet.columns_left" not in notes(found)


# --- too large ---------------------------------------------------------------------------


def test_one_stray_cell_in_the_last_corner_is_named_not_fatal(tmp_path):
    def fill(book):
        sheet = page(book, [HEAD, ("开场", 12, 9)], "脚本")
        sheet.write(1_048_575, 16_383, "x")

    refused(xlsx(tmp_path / "角.xlsx", fill), "runsheet.far_cell", "XFD1048576", "脚本")


def test_cells_without_names_are_counted_too(tmp_path):
    refused(big(tmp_path / "多.xlsx", 30_000, 3), "runsheet.far_cell")


def test_ten_million_cells_are_refused_soon(tmp_path):
    path = big(tmp_path / "千万.xlsx", 100_000, 100)
    refused(path, "runsheet.far_cell", "100000")


def test_a_package_that_unpacks_without_end_is_refused(tmp_path):
    path = altered(one_row(tmp_path / "弹.xlsx"), {"xl/media/x.bin": bytes(210_000_000)})
    refused(path, "runsheet.huge")


def test_repeated_rows_of_an_open_document_are_counted(tmp_path):
    rows = ods_row(*HEAD) + ods_row("开场", "12", "9") + ods_row("x", repeated=1_048_000)
    refused(ods(tmp_path / "重.ods", rows), "runsheet.far_cell")
    rows = ods_row(*HEAD) + ods_row("开场", "12", "9")
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    found = read(ods(tmp_path / "尾.ods", rows))
    assert [s.title for s in found.sheet.segments] == ["开场"]


# --- text that looks like a formula -----------------------------------------------------------

NASTY = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "'=x", "''+x", "＝1", "\t=1", "=1\n+2"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_text_like_a_formula_stays_text_there_and_back(tmp_path, suffix):
    words = [word.strip() for word in NASTY]
    sheet = RunSheet(
        session=base().session,
        products=tuple(Product(id=f"p{n}", title=w, note=w) for n, w in enumerate(words)),
        segments=tuple(
            Segment(id=f"t{n}", title=w, introduction=w, owner=w) for n, w in enumerate(words)
        ),
    )
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(sheet, path, SPEAKERS["zh"])
    found = SheetBook().read(SheetRequest(path=path, base=base()))
    assert found.errors == ()
    assert found.sheet == sheet


def test_dangerous_text_is_marked_as_text_in_the_cell_itself(tmp_path):
    sheet = RunSheet(session=base().session, products=(Product(id="p", title="=1+1", note="好"),))
    path = tmp_path / "x.xlsx"
    SheetBook().write(sheet, str(path), SPEAKERS["zh"])
    cells = {c.value: c for row in openpyxl.load_workbook(path)["S 货品"] for c in row}
    assert (cells["=1+1"].data_type, cells["=1+1"].quotePrefix) == ("s", True)
    assert not cells["好"].quotePrefix


def test_a_file_with_formula_text_is_taken_as_text(tmp_path):
    path = tmp_path / "毒.csv"
    path.write_text("标题,时长\n=cmd|' /C calc'!A0,12分\n@SUM(1),5分\n", encoding="utf-8")
    assert [s.title for s in read(path).sheet.segments] == ["=cmd|' /C calc'!A0", "@SUM(1)"]

    def fill(book):
        page(book, [("标题", "时长"), ("=cmd|' /C calc'!A0", "12分")])

    path = xlsx(tmp_path / "毒.xlsx", fill, strings_to_formulas=False)
    assert [s.title for s in read(path).sheet.segments] == ["=cmd|' /C calc'!A0"]


# --- what was chosen ---------------------------------------------------------------------------


def test_a_chosen_layout_is_read_as_chosen(tmp_path):
    def fill(book):
        page(
            book,
            [("何事", "几分", "", "何事"), ("开场", 12, "甲", "别名"), ("讲解", 5, "乙", "")],
            "一",
        )
        page(book, [("名", "价"), ("羽绒服", 299)], "二").hide()

    path = str(xlsx(tmp_path / "自定.xlsx", fill))
    opened = SheetBook().open(path)
    assert opened.columns("一", 0) == ("何事", "几分", "[C]", "何事 [D]")
    layouts = {
        "一": SheetLayout(
            header=0, plate=Plate.SCRIPT, fields={0: "title", 1: "duration", 2: "owner"}
        ),
        "二": SheetLayout(header=0, plate=Plate.GOODS, fields={0: "title", 1: "live_price"}),
    }
    found = opened.read(SheetRequest(path=path, base=base(), layouts=layouts))
    assert [(s.title, s.duration // MINUTE, s.owner) for s in found.sheet.segments] == [
        ("开场", 12, "甲"),
        ("讲解", 5, "乙"),
    ]
    assert [(p.title, p.live_price) for p in found.sheet.products] == [("羽绒服", 29900)]


@pytest.mark.parametrize("name", ["脚本", "货品", "投放"])
def test_what_is_proposed_reads_the_same_when_it_is_chosen(tmp_path, name):
    rows = {
        "脚本": [("时间段", "标题", "商品", "直播价"), ("19:00-19:10", "开场", "6号 羽绒服", 299)],
        "货品": [("链接号", "商品名称", "直播价"), (6, "羽绒服", 299)],
        "投放": [("渠道", "时段", "预算"), ("粉条", "19:00-20:00", 300)],
    }[name]
    path = str(xlsx(tmp_path / "表.xlsx", lambda book: page(book, rows, name)))
    opened = SheetBook().open(path)
    proposed = opened.pages[0].layout
    chosen = opened.read(SheetRequest(path=path, base=base(), layouts={name: proposed}))
    assert chosen == opened.read(SheetRequest(path=path, base=base()))


def test_rows_the_file_does_not_have_go_when_asked(tmp_path):
    there = RunSheet(
        session=base().session,
        products=(Product(id="p1", title="棉袜"),),
        segments=(Segment(id="a", title="甲", products=("p1",)), Segment(id="b", title="乙")),
    )
    path = tmp_path / "x.csv"
    path.write_text("id,标题,时长\na,甲,12分\n", encoding="utf-8")
    asked = SheetRequest(path=str(path), base=there, drop_missing=True)
    found = SheetBook().read(asked)
    assert [s.id for s in found.sheet.segments] == ["a"]
    assert found.sheet.products == there.products  # the file does not speak of goods
    assert "runsheet.dropped" in notes(found)
    assert "runsheet.kept" not in notes(found)
