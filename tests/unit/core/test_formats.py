"""Numbers, money and times as people read them."""

import pytest

from controlroom.core import formats
from controlroom.core.time import Instant

AT = Instant(1_795_345_425_000)  # 2026-11-22 19:03:45 in Shanghai


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (129990, "CNY", "¥1,299.90"),
        (100000, "CNY", "¥1,000"),
        (-50, "CNY", "−¥0.50"),
        (1500, "JPY", "JP¥1,500"),
        (0, "CNY", "¥0"),
        (None, "CNY", "—"),
        (99, "PHP", "PHP 0.99"),
    ],
)
def test_money(minor, currency, shown):
    assert formats.money(minor, currency) == shown


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (12.5, "12.5", "12.5"),
        (999, "999", "999"),
        (1234, "1,234", "1.234k"),
        (9999.99999, "1万", "10k"),
        (10000.0, "1万", "10k"),
        (128_400, "12.84万", "128.4k"),
        (-2_130_000, "-213万", "-2.13M"),
        (120_000_000, "1.2亿", "120M"),
        (None, "—", "—"),
    ],
)
def test_short_numbers(value, zh, en):
    assert formats.short(value, "zh") == zh
    assert formats.short(value, "en") == en


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "00:00"),
        (495_000, "08:15"),
        (-61_000, "−01:01"),
        (5_025_000, "1:23:45"),
        (-400, "00:00"),
    ],
)
def test_spans(ms, shown):
    assert formats.span(ms) == shown


def test_signed_spans_say_behind_and_ahead():
    assert formats.signed_span(130_000) == "+02:10"
    assert formats.signed_span(-60_000) == "−01:00"
    assert formats.signed_span(300) == "00:00"
    assert formats.signed_span(None) == "—"


def test_clock_faces_are_of_the_sessions_zone():
    assert formats.clock(AT, "Asia/Shanghai", seconds=True) == "19:03:45"
    assert formats.clock(AT, "UTC") == "11:03"
    assert formats.day(AT, "Asia/Shanghai") == "11-22 周日"
    assert formats.iso(AT, "Asia/Shanghai") == "2026-11-22T19:03:45+08:00"
    assert formats.iso(None, "UTC") is None


def test_ratios():
    assert formats.percent(0.6421) == "64.2%"
    assert formats.times(3.416) == "3.42"
    assert formats.percent(None) == formats.times(None) == formats.count(None) == "—"


@pytest.mark.parametrize(
    ("ms", "zh", "en"),
    [
        (None, "—", "—"),
        (0, "0 分钟", "0 min"),
        (20_000, "0 分钟", "0 min"),
        (8 * 60_000, "8 分钟", "8 min"),
        (60 * 60_000, "1 小时", "1 h"),
        (185 * 60_000, "3 小时 5 分钟", "3 h 5 min"),
        ((2 * 24 + 20) * 3_600_000 + 58 * 60_000, "2 天 20 小时", "2 d 20 h"),
        (3 * 86_400_000 + 60_000, "3 天", "3 d"),
        (-90 * 60_000, "1 小时 30 分钟", "1 h 30 min"),
    ],
)
def test_long_spans(ms, zh, en):
    assert (formats.long_span(ms, "zh"), formats.long_span(ms, "en")) == (zh, en)
