"""The run-sheet on paper: what is on it, page by page, read back from the PDF."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker
from controlroom.desk.jobs import Job
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ui.printing.content import printout
from controlroom.ui.printing.copying import misnamed, retold
from controlroom.ui.printing.measure import paged, shares, widths
from controlroom.ui.printing.pages import load_font, print_runsheet
from tests.pdf_text import pages, plain
from tests.ui.screens import RESOURCES, books
from tests.ui.winter import winter_sheet


def speaker(lang: str = "zh") -> Speaker:
    return Speaker(lang, books()[lang], "Asia/Shanghai", "CNY")


def long_sheet(rows: int = 60) -> RunSheet:
    plan = winter_sheet()
    segments = tuple(
        replace(
            plan.segments[n % 15],
            id=RowId(f"r{n}"),
            title=f"第{n}段",
            linked=True,
            hard=False,
            start=None,
            introduction="九十白鸭绒，充绒量一百三十克，国标检测。" * (1 + n % 4),
        )
        for n in range(rows)
    )
    return replace(plan, segments=segments)


def texts(path: Path) -> list[str]:
    """The text of each page, without white space."""
    return pages(path.read_bytes())


@pytest.fixture
def printed(qapp: QApplication, tmp_path: Path):
    load_font(RESOURCES / "fonts")

    def write(plan: RunSheet, lang: str = "zh") -> list[str]:
        path = tmp_path / "表.pdf"
        count = print_runsheet(plan, str(path), speaker(lang))
        found = texts(path)
        assert len(found) == count and not any("\ufffd" in page for page in found)
        return found

    return write


def test_everything_of_the_plan_is_on_paper(printed):
    plan = winter_sheet()
    paper = printed(plan)
    all_of = "".join(paper)
    for plate in Plate:
        for row in plan.rows(plate):
            name = getattr(row, "title", "") or getattr(row, "channel", "")
            assert plain(name) in all_of
    for number, page in enumerate(paper, 1):
        assert f"第{number}/{len(paper)}页" in page
        assert "冬季上新专场" in page and "2026-11-22周日19:00" in page
    assert "20:34整点" in all_of and "¥2,000,000" in all_of
    assert plain("运费险、7 天无理由") in all_of and "19:1219:27" in all_of


def test_headings_are_repeated_and_every_row_is_there_once(printed):
    plan = long_sheet()
    paper = printed(plan)
    script = [page for page in paper if "盘直播" in page]
    assert len(script) >= 2
    assert all("类型" in page and "负责人" in page for page in script)
    counts = ["".join(script).count(f"第{n}段") for n in range(60)]
    assert min(counts) >= 1 and max(counts) <= 2  # once in the script, once in the points
    assert sum("".join(paper).count(f"第{n}段") for n in range(60)) == 120


def test_it_speaks_english(printed):
    paper = printed(winter_sheet(), "en")
    assert f"Page1of{len(paper)}" in paper[0]
    assert "Talkingpoints" in "".join(paper)


def test_an_empty_plan_is_one_page(printed):
    plan = RunSheet(session=winter_sheet().session)
    paper = printed(plan)
    assert len(paper) == 1 and "第1/1页" in paper[0]


def test_the_font_is_inside_and_only_what_is_needed_of_it(printed, tmp_path: Path):
    printed(winter_sheet())
    content = (tmp_path / "表.pdf").read_bytes()
    assert b"NotoSansSC" in content and b"/FontFile2" in content
    assert len(content) < 400_000


def test_what_is_copied_is_what_was_written(printed, tmp_path: Path):
    """Characters that share their glyph: 大 with a radical, 胶 with 㬵, – with ‒."""
    plan = winter_sheet()
    odd = "大日人门页风长胶原～19:00–19:12／一二三力女子小山口"
    told = replace(plan.segments[1], title=odd, introduction="💎 没有的字 ☀️ 也不乱")
    paper = "".join(printed(replace(plan, segments=(plan.segments[0], told))))
    assert odd in paper and "第1/" in paper
    assert not [sign for sign in paper if 0x2E80 <= ord(sign) < 0x2FE0 or sign in "㬵〜‒∕"]
    content = (tmp_path / "表.pdf").read_bytes()
    assert int(content.rsplit(b"startxref", 1)[1].split()[0]) == content.rindex(b"\nxref\n") + 1


def test_of_two_that_share_a_glyph_the_more_frequent_is_told(qapp: QApplication):
    fonts = [QFont(load_font(RESOURCES / "fonts"))]
    dot, bullet, radical, big = 0xB7, 0x2022, 0x2F24, 0x5927
    assert misnamed(Counter("•••·"), fonts) == {dot: bullet}
    assert misnamed(Counter("•··"), fonts) == {}
    assert misnamed(Counter("大abc, \U0001f48e\ufe0f"), fonts) == {radical: big, 9: ord(" ")}
    assert misnamed(Counter(), fonts) == {}


def test_only_the_tables_of_a_pdf_are_retold():
    head, tail = b"/CIDInit /ProcSet findresource begin\n", b"\nendcmap\n"
    table = b"1 beginbfrange\n<2F24> <2F25> [<2F24> <0041>\n<5927> ]"
    outside = b"stream [<2F24>] endstream\n"
    told = retold(outside + head + table + tail + outside, {0x2F24: 0x5927})
    assert told == outside + head + table.replace(b"[<2F24>", b"[<5927>") + tail + outside


def test_what_can_not_be_written_is_said_and_nothing_is_lost(qapp: QApplication, tmp_path: Path):
    with pytest.raises(WorldError) as refusal:
        print_runsheet(winter_sheet(), str(tmp_path / "none" / "x.pdf"), speaker())
    assert refusal.value.message.key == "ui.print.refused"
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"before")

    def stop(share: float) -> None:
        raise WorldError("job.cancelled")

    with pytest.raises(WorldError):
        print_runsheet(winter_sheet(), str(kept), speaker(), step=stop)
    assert kept.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.pdf"]


def test_a_text_longer_than_half_a_page_is_cut_and_says_so(printed):
    plan = winter_sheet()
    told = replace(plan.segments[1], introduction="充绒量一百三十克。" * 900)
    paper = printed(replace(plan, segments=(plan.segments[0], told, *plan.segments[2:])))
    assert sum(page.count(plain("…")) for page in paper) == 1
    assert any("6号羽绒服轻暖款" in page and "五段话术" in page for page in paper)


def test_skipped_rows_are_struck_and_empty_columns_left_out():
    plan = winter_sheet()
    skipped = replace(plan.segments[3], skip=True)
    paper = printout(
        replace(plan, segments=(*plan.segments[:3], skipped, *plan.segments[4:])), speaker()
    )
    script, points = paper.tables[0], paper.tables[1]
    assert [line.struck for line in script.lines].count(True) == 1
    assert [line.strong for line in script.lines].count(True) == 1
    assert [head.text for head in script.heads][-1] == "备注"  # room to write by hand
    assert points.title == "五段话术"
    slots = next(table for table in paper.tables if table.plate is Plate.TRAFFIC)
    assert "出价" not in [head.text for head in slots.heads]


@given(st.lists(st.floats(1, 400), max_size=40), st.floats(400, 900), st.floats(0, 900))
def test_every_row_is_on_one_page_and_fits_there(
    heights: list[float], room: float, first: float
) -> None:
    first = min(first, room)
    found = paged(heights, room, first)
    assert [row for page in found for row in page] == list(range(len(heights)))
    for number, page in enumerate(found):
        assert sum(heights[row] for row in page) <= (first if number == 0 else room) + 1e-6


@given(st.lists(st.floats(1, 900), min_size=1, max_size=8), st.floats(100, 900))
def test_room_is_shared_without_waste(asked: list[float], left: float) -> None:
    floor = [min(one, 10.0) for one in asked]
    found = shares(asked, floor, left)
    assert all(f - 1e-6 <= one <= a + 1e-6 for one, a, f in zip(found, asked, floor, strict=True))
    assert sum(found) <= max(left, sum(floor)) + 1e-3
    if sum(asked) > left > sum(floor):
        assert sum(found) >= left - 0.01 * len(asked)


def test_columns_never_leave_the_paper():
    for table in printout(long_sheet(), speaker()).tables:
        for room in (100.0, 1000.0, 7000.0):
            found = widths(table, room, 5.0, lambda text, bold: 60.0 * len(text))
            assert sum(found.columns) <= room + 1e-6


def test_it_prints_beside_the_window(qapp: QApplication, tmp_path: Path):
    load_font(RESOURCES / "fonts")
    path, shares_done = tmp_path / "job.pdf", []
    job = Job(
        lambda job: print_runsheet(long_sheet(), str(path), speaker(), step=job.step),
        lambda call: call(),
    )
    job.on_progress(shares_done.append)
    count = job.start().wait()
    assert len(texts(path)) == count > 3
    assert shares_done[-1] == 1.0 and shares_done == sorted(shares_done)
