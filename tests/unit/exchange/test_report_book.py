"""The report as a workbook: numbers are numbers, nothing is a formula, both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from controlroom.app.speech import book
from controlroom.core.errors import WorldError
from controlroom.core.saying import Speaker
from controlroom.exchange.report import write_report
from controlroom.review import tabulated
from controlroom.review.tabulated import Kind
from tests.unit.exchange.test_report import START, review, segment

SHEETS = {"summary", "segments", "slots", "giveaways", "products", "cues"}


def opened(path: Path, lang: str = "en", **changes):
    told = replace(review(), **changes)
    write_report(told, str(path), Speaker(lang, book(lang)))
    return told, load_workbook(path)


def column(page, head: str) -> list:
    """The cells under a heading."""
    heads = [cell.value for cell in page[3]]
    return [row[heads.index(head)] for row in page.iter_rows(min_row=4)]


def test_figures_are_numbers_that_can_be_added_up(tmp_path: Path):
    told, made = opened(tmp_path / "r.xlsx")
    assert set(made.sheetnames) >= SHEETS
    page = made["segments"]
    gmv = column(page, "GMV")
    wanted = [None if row.gmv is None else row.gmv / 100 for row in told.segments]
    assert [cell.value for cell in gmv] == wanted
    assert all(cell.number_format == "#,##0.00" for cell in gmv if cell.value is not None)
    first = column(page, "Planned start")[0].value
    here = timedelta(hours=8) + timedelta(milliseconds=START)
    assert abs(first - (datetime(1970, 1, 1) + here)) < timedelta(seconds=1)
    assert [c.value for c in column(page, "Conv.")] == [r.conversion for r in told.segments]
    assert made["segments"].freeze_panes == "A4"
    figures = {row[0].value: row[1].value for row in made["summary"].iter_rows(min_row=5)}
    assert figures["Paid GMV"] == told.gmv.paid / 100


def test_text_is_text_whatever_it_begins_with(tmp_path: Path):
    evil = '=HYPERLINK("http://x",1)'
    rows = (segment(0, evil), segment(1, "+1+1"), segment(2, "@SUM(A1)"), segment(3, "-2"))
    _, made = opened(tmp_path / "r.xlsx", segments=rows)
    cells = column(made["segments"], "Segment")
    assert [cell.value for cell in cells] == [evil, "+1+1", "@SUM(A1)", "-2"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_what_is_not_known_is_empty_and_not_zero(tmp_path: Path):
    row = segment(0, gmv=None, roi=None, actual=None, actual_start=None, conversion=None)
    _, made = opened(tmp_path / "r.xlsx", segments=(row,))
    for head in ("GMV", "ROI", "Actual length", "Actual start", "Drift", "Conv."):
        assert column(made["segments"], head)[0].value is None, head


def test_in_chinese_and_with_nothing_to_tell(tmp_path: Path):
    empty = {"segments": (), "products": (), "slots": (), "giveaways": (), "cues": ()}
    _, made = opened(tmp_path / "r.xlsx", "zh", **empty)
    assert made.sheetnames[0] == "汇总" and "环节" in made.sheetnames
    assert made["环节"].max_row == 3


def test_a_place_that_can_not_be_written_is_said(tmp_path: Path):
    with pytest.raises(WorldError) as refused:
        opened(tmp_path / "no" / "r.xlsx")
    assert refused.value.message.key == "runsheet.unwritable"
    assert refused.value.message.args["file"] == "r.xlsx"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_heading_and_sheet_has_its_words(lang: str):
    words = book(lang)
    for table in tabulated.tables(review()):
        assert f"report.sheet.{table.key}" in words
        assert table.title.key in words
        for name, kind in table.heads:
            assert f"report.col.{name}" in words
            assert isinstance(kind, Kind)
    for one in tabulated.headline(review()):
        assert one.name.key in words
        assert one.of is None or one.of.key in words
