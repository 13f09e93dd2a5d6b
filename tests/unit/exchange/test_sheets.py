"""Run-sheet files: header far down, both languages, merge by id, round trip."""

from datetime import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlroom.core.errors import WorldError
from controlroom.core.saying import Speaker, read_ts
from controlroom.core.time import DAY, HOUR, MINUTE, SECOND, Instant, Span
from controlroom.exchange.sheets import SheetBook
from controlroom.exchange.writing import begins
from controlroom.plan.sheet import (
    AdSlot,
    Giveaway,
    Plate,
    Product,
    RoiBasis,
    RunSheet,
    Segment,
    Session,
    WarmupTask,
)
from controlroom.ports import SheetRequest
from tests.shared import shared_data

NOON = Instant(1795320000000)  # 2026-11-22 12:00 in Shanghai
SEVEN = Instant(NOON + 7 * HOUR)
BOOKS = {
    lang: read_ts(Path(f"resources/i18n/{lang}/exchange.ts").read_text("utf-8"))
    for lang in ("zh", "en")
}


def base(start: Instant = SEVEN) -> RunSheet:
    return RunSheet(session=Session(id="s", title="本场", planned_start=start))


def read(path, sheet=None, mapping=None, onto=None, start=None):
    request = SheetRequest(
        path=str(path), base=onto or base(), sheet=sheet, mapping=mapping or {}, start=start
    )
    return SheetBook().read(request)


def csv(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "表.csv"
    path.write_bytes(text.encode(encoding))
    return path


def shown(result):
    """(title, minutes from 12:00, minutes long, linked) of each segment."""
    at = begins(result.sheet)
    return [
        (s.title, (at[s.id][0] - NOON) // MINUTE, s.duration // MINUTE, s.linked)
        for s in result.sheet.segments
    ]


# --- times ----------------------------------------------------------------------


def test_ranges_links_gaps_and_hard_starts(tmp_path):
    path = csv(
        tmp_path,
        "冬季专场流程,,,\n,时间段,环节,整点\n,19:00-19:12,开场,\n,19:12-19:30,讲解,\n"
        ",19:35-19:50,主推,\n,20:00-20:10,秒杀,是\n",
    )
    assert shown(read(path)) == [
        ("开场", 420, 12, True),
        ("讲解", 432, 18, True),
        ("主推", 455, 15, False),
        ("秒杀", 480, 10, False),
    ]
    assert [s.hard for s in read(path).sheet.segments] == [False, False, False, True]


def test_durations_only_begin_at_the_planned_start(tmp_path):
    found = read(csv(tmp_path, "Title;Duration (min)\nOne;12\nTwo;1h20m\n"))
    assert shown(found) == [("One", 420, 12, True), ("Two", 432, 80, True)]


def test_past_midnight_rolls_to_the_next_day(tmp_path):
    path = csv(tmp_path, "标题,开始,结束\n甲,23:40,00:10\n乙,00:10,00:30\n丙,00:45,01:00\n")
    found = read(path, onto=base(Instant(NOON + 11 * HOUR)))
    assert shown(found) == [("甲", 700, 30, True), ("乙", 730, 20, True), ("丙", 765, 15, False)]


def test_times_from_zero_are_offsets(tmp_path):
    path = csv(tmp_path, "标题,开始\n甲,0:00\n乙,0:12\n丙,0:30\n")
    found = read(path)
    assert shown(found) == [("甲", 420, 12, True), ("乙", 432, 18, True), ("丙", 450, 10, True)]
    assert {n.key for n in found.notes} >= {"runsheet.offsets", "runsheet.no_duration"}


def test_a_link_column_has_the_last_word(tmp_path):
    path = csv(
        tmp_path, "Title,Start,Duration,Link Start\nA,19:00,0:10,no\nB,19:10,0:10,no\nC,,0:10,yes\n"
    )
    assert [s.linked for s in read(path).sheet.segments] == [False, False, True]


def test_a_new_session_begins_with_its_first_row_and_start_moves_it(tmp_path):
    path = csv(tmp_path, "标题,开始,时长\n甲,10:00,0:30:00\n乙,11:00,0:30:00\n")
    assert read(path).sheet.session.planned_start == NOON - 2 * HOUR
    moved = read(path, start=Instant(NOON + DAY))
    assert moved.sheet.session.planned_start == NOON + DAY
    assert moved.sheet.segments[1].start == NOON + DAY + HOUR
    assert "runsheet.moved" in {n.key for n in moved.notes}


def test_disagreeing_times_are_listed_and_the_row_kept(tmp_path):
    found = read(csv(tmp_path, "标题,开始,结束,时长\n甲,19:00,19:20,0:15:00\n乙,19:20,19:10,\n"))
    assert [(e.row, e.message.key) for e in found.errors] == [
        (2, "runsheet.times_disagree"),
        (3, "runsheet.ends_before_start"),
    ]
    assert len(found.sheet.segments) == 2


# --- tables ---------------------------------------------------------------------


def test_gb18030_and_bom(tmp_path):
    for encoding in ("gb18030", "utf-8-sig"):
        found = read(csv(tmp_path, "标题,时长\n羽绒服讲解,12分\n", encoding))
        assert found.sheet.segments[0].title == "羽绒服讲解"


def test_five_plates_of_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    about = book.active
    about.title = "说明"
    about.append(["本表由运营填写"])
    goods = book.create_sheet("货品")
    goods.append(["链接号", "商品名称", "角色", "直播价", "库存", "佣金率"])
    goods.append([6, "羽绒服轻暖款", "爆款", "¥299", "1,500", "15%"])
    script = book.create_sheet("脚本")
    script.append(["日期", "2026-11-22", None, "GMV目标", "200万"])
    script.append(["序号", "开始", "时长", "环节", "标题", "商品", "目标GMV(万)"])
    script.append([1, time(20, 17), 15, "主推", "6号 羽绒服", "6号", 42])
    traffic = book.create_sheet("投放")
    traffic.append(["渠道", "时段", "预算", "目标ROI", "ROI口径"])
    traffic.append(["磁力金牛", "20:00-20:30", 18000, 3.2, "直接"])
    gifts = book.create_sheet("福利")
    gifts.append(["福利", "类型", "环节", "偏移", "数量", "单份成本", "商品"])
    gifts.append(["整点福袋", "福袋", "6号 羽绒服", "+5分", 100, 12.5, "羽绒服轻暖款"])
    warm = book.create_sheet("预热")
    warm.append(["任务", "提前", "目标"])
    warm.append(["预约短视频", "T-2天", 2000])
    path = tmp_path / "五盘.xlsx"
    book.save(path)
    found = read(path)
    sheet = found.sheet
    assert not found.errors
    product, segment = sheet.products[0], sheet.segments[0]
    assert (product.link, product.live_price, product.stock, product.commission) == (
        6,
        29900,
        1500,
        0.15,
    )
    assert (segment.products, segment.target_gmv, segment.kind) == (
        (product.id,),
        42_000_000,
        "主推",
    )
    assert segment.duration == 15 * MINUTE
    assert sheet.session.target_gmv == 200_000_000
    assert sheet.session.planned_start == NOON + 8 * HOUR + 17 * MINUTE
    assert (sheet.slots[0].budget, sheet.slots[0].roi_basis) == (1_800_000, RoiBasis.DIRECT)
    gift = sheet.giveaways[0]
    assert (gift.segment, gift.offset, gift.product) == (segment.id, 5 * MINUTE, product.id)
    assert (sheet.tasks[0].before, sheet.tasks[0].target) == (2 * DAY, 2000)


def test_the_usual_thirteen_columns_make_products_too(tmp_path):
    path = csv(
        tmp_path,
        "时间段,环节,商品/链接号,卖点,原价,直播价,库存,机制,负责人\n"
        "19:00-19:10,开场,,,,,,,主播\n19:10-19:25,主推,6号 羽绒服,轻,899,299,1500,老粉减20,主播\n合计,,,,,,,,\n",
    )
    found = read(path)
    product = found.sheet.products[0]
    assert (product.link, product.title, product.live_price, product.mechanism) == (
        6,
        "羽绒服",
        29900,
        "老粉减20",
    )
    assert found.sheet.segments[1].products == (product.id,)
    assert "runsheet.sum_row" in {n.key for n in found.notes}


@pytest.mark.parametrize(
    "cell", ["1号、6号", "1号/6号", "1，6", "1号 6号", "棉袜、羽绒服轻暖款", "1号棉袜+6号"]
)
def test_several_products_in_one_cell(tmp_path, cell):
    there = RunSheet(
        session=base().session,
        products=(
            Product(id="p1", title="棉袜", link=1),
            Product(id="p6", title="羽绒服轻暖款", link=6),
        ),
    )
    found = read(csv(tmp_path, f"标题,商品\n返场,{cell}\n"), onto=there)
    assert found.errors == ()
    assert found.sheet.segments[0].products == ("p1", "p6")


def test_a_plate_column_holds_all_in_one_sheet(tmp_path):
    found = read(
        csv(
            tmp_path,
            "plate,title,start,end,channel\nT,开场,19:00,19:10,\nA,,19:00,20:00,粉条\nX,?,,,\n",
        )
    )
    assert found.sheet.segments[0].duration == 10 * MINUTE
    assert found.sheet.slots[0].channel == "粉条"
    assert [(e.row, e.column, e.value) for e in found.errors] == [(4, "plate", "X")]


def test_mapping_wins(tmp_path):
    path = csv(tmp_path, "What happens,Mins\nWelcome,10\n")
    found = read(path, mapping={"What happens": "title", "Mins": "duration"})
    assert (found.sheet.segments[0].title, found.sheet.segments[0].duration) == (
        "Welcome",
        10 * MINUTE,
    )
    with pytest.raises(WorldError) as no_field:
        read(path, mapping={"Mins": "lenght"})
    assert no_field.value.message.key == "runsheet.unknown_field"


def test_bad_cells_are_named_and_the_row_kept(tmp_path):
    found = read(csv(tmp_path, "商品名称,直播价,库存\n羽绒服,几百,12.5\n,1,2\n"))
    assert [(e.row, e.column, e.value, e.message.key) for e in found.errors] == [
        (2, "直播价", "几百", "runsheet.bad_number"),
        (2, "库存", "12.5", "runsheet.bad_count"),
        (3, "商品名称", "", "runsheet.no_title"),
    ]
    assert [(p.title, p.live_price) for p in found.sheet.products] == [("羽绒服", None)]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "runsheet.empty"),
        (b"\n\n ,,\n", "runsheet.empty"),
        (b"a,b\n1,2\n", "runsheet.no_header"),
        (b"PK\x03\x04 cut short", "runsheet.broken"),
        (b"\xd0\xcf\x11\xe0 cut short", "runsheet.broken"),
        (b"\x00\x01\x02\xff\xfe\x00", "runsheet.not_a_table"),
        (b"%PDF-1.4 hello", "runsheet.not_a_table"),
        (b"a,b\n" * 20_001, "runsheet.too_large"),
    ],
)
def test_files_that_are_no_run_sheet(tmp_path, data, key):
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(WorldError) as refused:
        read(path)
    assert refused.value.message.key == key
    assert all(key in book for book in BOOKS.values())


def test_a_truncated_workbook(tmp_path):
    path = tmp_path / "x.xlsx"
    SheetBook().write(full(), str(path), Speaker(lang="zh", book={}))
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(WorldError) as refused:
        read(path)
    assert refused.value.message.key == "runsheet.broken"


# --- merge ----------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = csv(tmp_path, "标题,时长\n甲,10分\n甲,12分\n乙,5分\n")
    once = read(path).sheet
    assert read(path, onto=once).sheet == once


def test_merge_keeps_what_the_file_does_not_speak_of(tmp_path):
    there = full()
    path = csv(tmp_path, "id,标题,时长\nb,新标题,0:20:00\nnew,新环节,0:05:00\n")
    found = read(path, onto=there)
    segment = found.sheet.segment("b")
    assert (segment.title, segment.duration, segment.owner) == ("新标题", 20 * MINUTE, "主播")
    assert {s.id for s in found.sheet.segments} == {"a", "b", "c", "m", "new"}
    assert found.sheet.products == there.products
    assert "runsheet.kept" in {n.key for n in found.notes}


def test_an_id_twice_is_refused(tmp_path):
    found = read(csv(tmp_path, "id,标题,时长\nx,甲,10分\nx,乙,12分\n"))
    assert [(e.row, e.value, e.message.key) for e in found.errors] == [
        (3, "x", "runsheet.id_twice")
    ]
    assert [s.title for s in found.sheet.segments] == ["甲"]


# --- round trip -----------------------------------------------------------------


def full() -> RunSheet:
    return RunSheet(
        session=Session(
            id="s", title="冬季", planned_start=SEVEN, planned_end=Instant(SEVEN + 4 * HOUR),
            target_gmv=200_000_000, ad_budget=15_000_000, roi_basis=RoiBasis.DIRECT,
            refund_rate=0.07, platform_fee=0.05, simulated=True, shop="示例店铺",
        ),
        products=(
            Product(id="p1", title="=cmd()", link=1, list_price=9990, live_price=990, cost=300,
                    commission=0.15, stock=10, role="爆款", item_id="1234567890123456789"),
            Product(id="p2", title="'+x", mechanism="@all", target_units=0),
        ),
        segments=(
            Segment(id="a", title="a", duration=Span(12 * MINUTE)),
            Segment(id="b", title="-b", duration=Span(6 * HOUR), products=("p1", "p2"), owner="主播",
                    start=Instant(SEVEN + 20 * MINUTE), linked=False, introduction="一\n二"),
            Segment(id="c", title="c", hard=True, linked=False, start=Instant(SEVEN + 7 * HOUR)),
            Segment(id="m", title="m", milestone=True, duration=Span(0), skip=True, group="尾"),
        ),
        slots=(
            AdSlot(id="s1", channel="磁力金牛", start=SEVEN, end=Instant(SEVEN + 30 * MINUTE),
                   budget=600_000, share=0.04, roi_basis=RoiBasis.SAME_DAY, target_roi=3.2),
            AdSlot(id="s2", channel="粉条", start=Instant(SEVEN - 50 * HOUR), end=SEVEN),
        ),
        giveaways=(
            Giveaway(id="g", title="福袋", segment="b", offset=Span(-5 * MINUTE), product="p1",
                     unit_cost=500, quantity=3, condition="暖冬", kind="福袋"),
            Giveaway(id="g2", title="福袋", start=Instant(SEVEN + 6 * HOUR)),
        ),
        tasks=(
            WarmupTask(id="w", title="短视频", before=Span(3 * DAY), target=5, done=True, spend=100),
            WarmupTask(id="w2", title="短视频", before=Span(-90 * SECOND), kind="检查"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_written_is_read_back(tmp_path, suffix, lang):
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(full(), path, Speaker(lang=lang, book={}))
    found = read(path, onto=base(Instant(0)))
    assert found.errors == ()
    assert found.sheet == full()
    assert "runsheet.columns_left" not in {n.key for n in found.notes}


@pytest.mark.parametrize("plate", list(Plate))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_plate_is_read_back_into_its_session(tmp_path, plate, lang):
    path = str(tmp_path / "x.csv")
    SheetBook().write(full(), path, Speaker(lang=lang, book={}), plate)
    found = read(path, onto=full())
    assert found.errors == ()
    assert found.sheet == full()
    assert found.rows == len(full().rows(plate))


def test_no_cell_of_a_written_file_is_a_formula(tmp_path):
    path = tmp_path / "x.xlsx"
    SheetBook().write(full(), str(path), Speaker(lang="zh", book={}))
    book = openpyxl.load_workbook(path)
    kinds = {cell.data_type for page in book for row in page for cell in row}
    assert "f" not in kinds
    assert book.sheetnames == ["场次", "S 货品", "T 脚本", "A 投放", "G 福利", "E 预热"]
    path = tmp_path / "x.csv"
    SheetBook().write(full(), str(path), Speaker(lang="zh", book={}))
    cells = path.read_text("utf-8-sig").replace("\n", ",").split(",")
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]


_words = (
    st.text("abc甲乙=+-@'1 ", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda t: t not in ("", "-", "--") and not t.isdigit())
)
_minutes = st.integers(1, 600)


@st.composite
def _sheets(draw):
    segments, cursor = [], SEVEN
    for n in range(draw(st.integers(0, 6))):
        gap, length = draw(st.sampled_from([0, 0, 0, 5, -3, 40])), draw(_minutes)
        hard = draw(st.booleans()) and gap != 0
        start = Instant(cursor + gap * MINUTE)
        own = None if gap == 0 else start
        segments.append(
            Segment(id=f"t{n}", title=draw(_words), duration=Span(length * MINUTE), start=own,
                    linked=gap == 0, hard=hard, note=draw(st.just("") | _words),
                    target_gmv=draw(st.none() | st.integers(0, 10**9)))
        )  # fmt: skip
        cursor = Instant((start if own else cursor) + length * MINUTE)
    tasks = tuple(
        WarmupTask(
            id=f"e{n}", title=draw(_words), before=Span(draw(st.integers(-9, 999_999)) * 1000)
        )
        for n in range(draw(st.integers(0, 3)))
    )
    return RunSheet(session=base().session, segments=tuple(segments), tasks=tasks)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sheet=_sheets(), suffix=st.sampled_from([".csv", ".xlsx"]))
def test_any_sheet_is_read_back(tmp_path, sheet, suffix):
    path = str(tmp_path / f"x{suffix}")
    SheetBook().write(sheet, path, Speaker(lang="zh", book={}))
    found = read(path, onto=base(Instant(0)))
    assert found.errors == ()
    assert found.sheet == sheet


# --- other programs' files --------------------------------------------------------


@pytest.mark.parametrize("page", [None, "Event schedule", "Event schedule advanced"])
def test_the_rundown_template(page):
    found = read(shared_data() / "runsheet" / "rundown_template_v4.xlsx", sheet=page)
    assert (found.rows, found.errors) == (14, ())
    played = [(t, at, long) for t, at, long, _ in shown(found) if long]
    assert played == [
        ("Pre-show Countdown", -120, 60),
        ("Welcome", -60, 10),
        ("Session 1", -50, 50),
        ("Lunch / Countdown to next session", 0, 60),
        ("Session 2", 60, 50),
        ("Wrap up", 110, 10),
    ]
    groups = [s.group for s in found.sheet.segments if not s.milestone]
    assert groups == ["Morning Sessions"] * 3 + ["Lunch"] + ["Afternoon Sessions"] * 2
    assert sum(s.milestone for s in found.sheet.segments) == 5
    assert found.sheet.segments[3].linked


@pytest.mark.parametrize("name", ["clock_rundown.csv", "clock_rundown.ods"])
def test_cues_with_end_times_only(name):
    found = read(shared_data() / "runsheet" / name)
    assert found.errors == ()
    assert [s.duration // SECOND for s in found.sheet.segments] == [600, 30, 270, 23670, 77400]


def test_a_light_cue_list_is_no_run_sheet_unless_mapped():
    with pytest.raises(WorldError) as refused:
        read(shared_data() / "runsheet" / "show_cues.csv")
    assert refused.value.message.key == "runsheet.no_header"
    found = read(shared_data() / "runsheet" / "show_cues.csv", mapping={"FUNCTION 1 NAME": "title"})
    assert len(found.sheet.segments) == 121
