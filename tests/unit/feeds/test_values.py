"""Cells as people and spreadsheets write them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.facts.columns import MISSING
from controlroom.feeds.cells import Reading
from controlroom.feeds.times import Times
from controlroom.feeds.values import Fault, count, id_text, money_parser, plain_ids, stay

CN = "Asia/Shanghai"
yuan = money_parser("CNY")


def ms(*clock: int, zone: str = CN) -> int:
    return int(datetime(*clock, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("￥1,299.90", 129_990),
        ("¥ 12", 1_200),
        ("1.2万", 1_200_000),
        ("1.2w", 1_200_000),
        ("１２．５", 1_250),
        ("12元", 1_200),
        ("(3.50)", -350),
        ("−3.5", -350),
        (".5", 50),
        ("7.", 700),
        ("1.776357e-15", 0),
        (0.1 + 0.2, 30),
        (19, 1_900),
        ("90071992547.93", 9_007_199_254_793),
    ],
)
def test_money(cell, minor):
    assert yuan(cell) == minor


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "—", "/", None, "null", "NaN"])
def test_not_given_is_missing_not_zero(cell):
    assert yuan(cell) == MISSING
    assert count(cell) == MISSING
    assert Times(CN)(cell) == MISSING
    assert math.isnan(stay(cell))
    assert id_text(cell) == ""


@pytest.mark.parametrize("cell", ["1.299,90", "12,34", "abc", "30%", "1e20", "1_000", True, "3,5"])
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(Fault) as fault:
        yuan(cell)
    assert fault.value.message.key == "import.row.amount"


def test_money_by_currency():
    assert money_parser("JPY")("1,200") == 1_200
    assert money_parser("KWD")("1.234") == 1_234


def test_counts():
    assert count("3,412") == 3_412
    assert count("1.2万") == 12_000
    assert count(5.0) == 5
    with pytest.raises(Fault):
        count("1.5")


@pytest.mark.parametrize(
    "cell", ["1.23E+17", "1.23e17", "1E+15", "2501E+17", "250.1E+15", 1.23e17, 123456789012345678.0]
)
def test_ids_whose_digits_are_lost_are_refused(cell):
    with pytest.raises(Fault):
        id_text(cell)
    assert plain_ids(["1", cell]) is None


def test_ids_are_text():
    assert id_text("2526300123456789012\t") == "2526300123456789012"
    assert id_text(536365.0) == "536365"
    assert id_text("00017") == "00017"
    assert id_text("12E5") == "12E5"
    assert plain_ids(["17\t", " 18"]) == ["17", "18"]
    assert plain_ids(["17", 18.0]) is None
    assert plain_ids(["17", "-"]) is None


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2026/11/22 20:01:02", ms(2026, 11, 22, 20, 1, 2)),
        ("2026-11-22 20:01:02\t", ms(2026, 11, 22, 20, 1, 2)),
        ("2026/1/2 3:04", ms(2026, 1, 2, 3, 4)),
        ("2026年11月22日 20:01", ms(2026, 11, 22, 20, 1)),
        ("2026-11-22", ms(2026, 11, 22)),
        ("2026-11-22T20:01:02.250+09:00", ms(2026, 11, 22, 20, 1, 2, zone="Asia/Tokyo") + 250),
        ("2026-11-22T20:01:02Z", ms(2026, 11, 22, 20, 1, 2, zone="UTC")),
        ("1795348862", 1_795_348_862_000),
        ("1795348862123", 1_795_348_862_123),
        (1795348862.0, 1_795_348_862_000),
        (46348.5, ms(2026, 11, 22, 12)),
        ("46348.5", ms(2026, 11, 22, 12)),
        (datetime(2026, 11, 22, 20, 1), ms(2026, 11, 22, 20, 1)),
        (datetime(2026, 11, 22, 20, 1, tzinfo=UTC), ms(2026, 11, 22, 20, 1, zone="UTC")),
        (date(2026, 11, 22), ms(2026, 11, 22)),
    ],
)
def test_times(cell, instant):
    assert Times(CN)(cell) == instant


@pytest.mark.parametrize(
    "cell",
    [
        *("20:01", "01.04.2023 15:50", "2026-13-01", "2026-02-30", "2026-11-22 25:00:00"),
        *("2026-11-22 20:01:60", "2026-11-22 20:61:00", "12", "11-22 20:00", "soon", time(20, 1)),
    ],
)
def test_times_that_can_be_read_two_ways_are_refused(cell):
    times = Times(CN)
    times("2026-11-22 20:01:01")
    times("2026-11-22 20:55:01")
    with pytest.raises(Fault):
        times(cell)


def test_a_form_is_the_only_way_then():
    times = Times(CN, "%d.%m.%Y %H:%M")
    assert times("22.11.2026 20:01") == ms(2026, 11, 22, 20, 1)
    with pytest.raises(Fault):
        times("2026-11-22 20:01:00")


_ZONES = [CN, "UTC", "America/New_York", "Australia/Lord_Howe", "America/St_Johns"]


@given(
    st.lists(st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1)), min_size=1, max_size=20),
    st.sampled_from(_ZONES),
)
def test_the_quick_way_gives_what_the_calendar_gives(moments, zone):
    times = Times(zone)
    moments = [moment.replace(microsecond=0) for moment in moments]
    plain = [int(moment.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000) for moment in moments]
    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%dT%H:%M:%S"):
        cells = [moment.strftime(form) for moment in moments]
        found = times.column(cells)
        assert found is not None
        assert found[1].all()
        assert found[0].tolist() == [times(cell) for cell in cells] == plain


_STAMP = st.one_of(
    st.datetimes(datetime(1985, 1, 1), datetime(2210, 1, 1)).map("{:%Y-%m-%d %H:%M:%S}".format),
    st.lists(st.sampled_from("019-/: T订\n"), min_size=19, max_size=19).map("".join),
    st.builds(
        "{}{:02}-{:02} {:02}:{:02}:{:02}".format,
        st.sampled_from(["2026-", "2024/", "1989-", "2199-", "０026-"]),
        *(st.integers(0, top) for top in (14, 32, 25, 61, 61)),
    ),
    st.sampled_from(["", "-", "2026-11-22", "2026-11-22 20:01:023", "46348.5", "soon"]),
)


@given(st.lists(_STAMP, min_size=1, max_size=12), st.sampled_from(_ZONES))
def test_a_column_is_read_as_its_cells_are(cells, zone):
    times = Times(zone)
    cell_by_cell = Reading(times).ints(cells).tolist()
    assert Reading(times, column=times.column).ints(cells).tolist() == cell_by_cell


def test_a_time_of_a_workbook_or_of_a_form_is_read_alone():
    assert Times(CN).column([datetime(2026, 11, 22, 20, 1)]) is None
    assert Times(CN, "%Y-%d-%m %H:%M:%S").column(["2026-11-12 20:01:02"]) is None


@given(
    st.lists(
        st.one_of(
            st.integers(0, 10**12).map(str),
            st.sampled_from(
                ["", " 1", "2\t", "-", "null", "1e5", "1.2e+17", "'12", "٣", "订", "a-1"]
            ),
        ),
        max_size=6,
    )
)
def test_plain_ids_are_what_each_id_is(cells):
    quick = plain_ids(cells)
    if quick is not None:
        assert list(quick) == [id_text(cell) for cell in cells]


@given(st.integers(-(10**12), 10**12))
def test_every_amount_is_exact(minor):
    sign, whole = ("-" if minor < 0 else ""), abs(minor)
    assert yuan(f"{sign}{whole // 100:,}.{whole % 100:02}") == minor


def test_stays():
    assert stay("1小时2分3秒") == 3_723_000
    assert stay("02:03") == 123_000
    assert stay("1:02:03") == 3_723_000
    assert stay("45") == 45_000
    with pytest.raises(Fault):
        stay("long")
