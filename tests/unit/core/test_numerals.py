"""Numbers said in Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.numerals import arabic, figure, length

_DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """`10203` as `一万零二百零三`, as it is taught."""
    if number == 0:
        return "零"
    for size, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            high, low = divmod(number, size)
            joint = "零" if 0 < low < size // 10 else ""
            return spelled(high) + word + (joint + spelled(low) if low else "")
    return _DIGITS[number]


@given(st.integers(0, 10**12) | st.integers(0, 20_000))
def test_every_number_as_it_is_spelled_is_read(number: int) -> None:
    assert arabic(spelled(number)) == str(number)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("十二", "12"),
        ("二十三分", "23分"),
        ("一百二", "120"),
        ("两千五", "2500"),
        ("两万五", "25000"),
        ("一百零五", "105"),
        ("1万2", "12000"),
        ("3千500", "3500"),
        ("二〇二六", "2026"),
        ("八点零五", "8点05"),
        ("三号、十二号", "3号、12号"),
    ],
)
def test_what_is_said_short(text: str, digits: str) -> None:
    assert arabic(text) == digits


@pytest.mark.parametrize(
    "text", ["", "12", "1.2万", "3千", "1,200万5", "几百", "二三十", "百", "万", "万五", "1,299.90"]
)
def test_what_is_no_number_or_one_already_stays(text: str) -> None:
    assert arabic(text) == text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("九块九", "9.9"),
        ("99元9", "99.9"),
        ("十九块九毛", "19.9"),
        ("一点五", "1.5"),
        ("百分之三十", "30%"),
        ("三成", "30%"),
        ("2元3件", "2元3件"),
        ("1.5块", "1.5块"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert figure(text) == amount


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("三十分钟", "30分钟"),
        ("两个半小时", "2小时30分"),
        ("半个小时", "30分"),
        ("一小时半", "1小时30分"),
        ("三刻钟", "45分"),
        ("两分半", "2分30秒"),
        ("1小时20分", "1小时20分"),
    ],
)
def test_lengths(text: str, said: str) -> None:
    assert length(text) == said
