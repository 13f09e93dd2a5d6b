"""Cells as operators type them."""

from datetime import date, datetime, time, timedelta

import pytest

from controlroom.core.time import DAY, HOUR, MINUTE, SECOND
from controlroom.exchange import cells, times
from controlroom.exchange.cells import BadCellError
from controlroom.exchange.headers import session_facts
from controlroom.exchange.times import When


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("￥1,299.90", 129990),
        ("¥9.9", 990),
        ("1.2万", 1_200_000),
        ("1.2w", 1_200_000),
        (299.0, 29900),
        ("5,000元", 500_000),
        ("-", None),
        ("", None),
        (None, None),
        ("0", 0),
    ],
)
def test_money(cell, minor):
    assert cells.money(cell, "CNY") == minor


@pytest.mark.parametrize("cell", ["about ten", "1.2.3", "-5", "12abc", True, time(1, 2)])
def test_bad_money_is_refused(cell):
    with pytest.raises(BadCellError):
        cells.money(cell, "CNY")


def test_counts_and_ratios():
    assert cells.count("6号") == 6
    assert cells.count("1,500 件") == 1500
    assert cells.ratio("15%") == 0.15
    assert cells.ratio(0.15) == 0.15
    assert cells.ratio(15.0) == 0.15
    with pytest.raises(BadCellError):
        cells.count(1.5)
    with pytest.raises(BadCellError):
        cells.ratio("120%")


@pytest.mark.parametrize(
    ("cell", "unit", "ms"),
    [
        (time(0, 10), "", 10 * MINUTE),
        (timedelta(minutes=90), "", 90 * MINUTE),
        (0.5 / 24, "", 30 * MINUTE),
        (12.0, "分钟", 12 * MINUTE),
        (12.0, "", 12 * MINUTE),
        (90.0, "秒", 90 * SECOND),
        ("1小时20分", "", 80 * MINUTE),
        ("1个小时", "", HOUR),
        ("1h20m", "", 80 * MINUTE),
        ("90 min", "", 90 * MINUTE),
        ("半小时", "", 30 * MINUTE),
        ("0:12:00", "", 12 * MINUTE),
        ("-5分", "", -5 * MINUTE),
        ("15", "分", 15 * MINUTE),
        (datetime(1899, 12, 31, 1), "", 25 * HOUR),
        ("—", "", None),
    ],
)
def test_spans(cell, unit, ms):
    assert times.span(cell, unit) == ms


def test_two_part_durations_are_decided_by_the_whole_column():
    assert times.colon_parts(["12:00", "15:00", "08:00"]) == "ms"
    assert times.colon_parts([time(12), time(15), time(8)]) == "ms"
    assert times.colon_parts([time(0, 10), time(0, 50), time(1, 0)]) == "hm"
    assert times.span(time(12), colons="ms") == 12 * MINUTE
    assert times.span("08:30", colons="ms") == 8 * MINUTE + 30 * SECOND


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("19:00-19:12", 19 * HOUR, 19 * HOUR + 12 * MINUTE),
        ("07.00 - 09.00", 7 * HOUR, 9 * HOUR),
        ("19：00～19：12", 19 * HOUR, 19 * HOUR + 12 * MINUTE),
        ("3:00 PM", 15 * HOUR, None),
        ("12:30 am", 30 * MINUTE, None),
        ("下午3点半", 15 * HOUR + 30 * MINUTE, None),
        ("晚上8点", 20 * HOUR, None),
        ("下午3:00-4:00", 15 * HOUR, 16 * HOUR),
        ("次日0:30", 24 * HOUR + 30 * MINUTE, None),
        (time(19, 12), 19 * HOUR + 12 * MINUTE, None),
        (0.5, 12 * HOUR, None),
    ],
)
def test_clock_times_and_ranges(cell, start, end):
    found = times.when(cell)
    assert found == (When(ms=start), None if end is None else When(ms=end))


def test_dates_and_offsets():
    day = date(2023, 4, 1)
    at = 15 * HOUR + 50 * MINUTE + 30 * SECOND
    assert times.when("01.04.2023 15:50:30.0") == (When(ms=at, day=day), None)
    assert times.when(datetime(2023, 4, 1, 15, 50, 30)) == (When(ms=at, day=day), None)
    assert times.when("2023-04-01T15:50:30") == (When(ms=at, day=day), None)
    assert times.when("+0:12") == (When(ms=12 * MINUTE, offset=True), None)
    assert times.when("T+12分") == (When(ms=12 * MINUTE, offset=True), None)
    ten = (When(ms=0, offset=True), When(ms=10 * MINUTE, offset=True))
    assert times.when("0-10分钟") == ten
    assert times.when(time(0, 12), offsets=True) == (When(ms=12 * MINUTE, offset=True), None)


@pytest.mark.parametrize("cell", ["25:61", "soon", "19", 930.0, "1.5", True])
def test_what_is_no_time(cell):
    with pytest.raises(BadCellError):
        times.when(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "ms"),
    [
        ("T-3天", "", 3 * DAY),
        ("开播前2小时", "", 2 * HOUR),
        ("T-30分", "", 30 * MINUTE),
        ("提前1天", "", DAY),
        ("T-1:30:00", "", 90 * MINUTE),
        (3.0, "天", 3 * DAY),
        ("T+90s", "", -90 * SECOND),
    ],
)
def test_t_minus(cell, unit, ms):
    assert times.before(cell, unit) == ms


def test_yes_and_no():
    assert [cells.flag(c) for c in ("是", "Y", True, 1.0, "√")] == [True] * 5
    assert [cells.flag(c) for c in ("否", "no", False, 0.0, "-")] == [False] * 5
    assert cells.flag("") is None
    with pytest.raises(BadCellError):
        cells.flag("perhaps")


def test_two_labels_side_by_side_are_no_fact_of_the_session():
    rows = [["Note -----", None, "Note"], ["场次备注", "带样品"], ["主播", "店铺", "旗舰店"]]
    facts = session_facts(rows)
    assert facts["note"][2] == "带样品"
    assert "streamer" not in facts
    assert facts["shop"][2] == "旗舰店"
