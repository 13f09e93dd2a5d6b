"""Every way of writing a time that people use means the same time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.time import HOUR, MINUTE, SECOND
from controlroom.exchange import times
from controlroom.exchange.times import When

_WIDE = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}


def wide(text: str) -> str:
    return text.translate(_WIDE)


def half(hour: int) -> tuple[int, str]:
    return (hour % 12 or 12), "AM" if hour < 12 else "PM"


CLOCKS = {
    "19:05": lambda h, m: f"{h}:{m:02}",
    "09:05": lambda h, m: f"{h:02}:{m:02}",
    "19：05": lambda h, m: f"{h}：{m:02}",
    "１９：０５": lambda h, m: wide(f"{h:02}:{m:02}"),
    "07.05": lambda h, m: f"{h:02}.{m:02}",
    "19点05分": lambda h, m: f"{h}点{m:02}分",
    "19时05分": lambda h, m: f"{h}时{m}分",
    "19:05:00": lambda h, m: f"{h}:{m:02}:00",
    "7:05 PM": lambda h, m: f"{half(h)[0]}:{m:02} {half(h)[1]}",
    "7:05pm": lambda h, m: f"{half(h)[0]}:{m:02}{half(h)[1].lower()}",
    "下午7:05": lambda h, m: f"{'下午' if h >= 12 else '上午'}{h if h <= 12 else h - 12}:{m:02}",
    "晚上7点05分": lambda h, m: f"{'晚上' if h >= 18 else ''}{h - 12 if h >= 18 else h}点{m:02}分",
}
MARKS = ("-", " - ", "–", "—", "~", "～", "至", "到", " to ", "－", "\n-\n", "\n")
minutes = st.integers(0, 24 * 60 - 1)


@given(at=minutes, form=st.sampled_from(sorted(CLOCKS)))
def test_a_clock_time_in_any_form(at, form):
    text = CLOCKS[form](*divmod(at, 60))
    assert times.when(f" {text}\n") == (When(ms=at * MINUTE), None)


@given(
    at=minutes,
    last=st.integers(1, 240),
    form=st.sampled_from(sorted(CLOCKS)),
    mark=st.sampled_from(MARKS),
    behind=st.sampled_from(["", "（12分钟）", " (12min)", "[直播]"]),
)
def test_a_range_in_any_form(at, last, form, mark, behind):
    end = (at + last) % (24 * 60)
    text = f"{CLOCKS[form](*divmod(at, 60))}{mark}{CLOCKS[form](*divmod(end, 60))}{behind}"
    assert times.when(text) == (When(ms=at * MINUTE), When(ms=end * MINUTE))


@given(at=st.integers(0, 24 * 3600 - 1))
def test_what_excel_makes_of_a_clock_time(at):
    hour, rest = divmod(at, 3600)
    clock = time(hour, rest // 60, rest % 60)
    wanted = When(ms=at * SECOND)
    assert times.when(clock) == (wanted, None)
    assert times.when(timedelta(seconds=at)) == (wanted, None)
    assert times.when(at / 86400) == (wanted, None)
    dated = datetime(2026, 11, 22, hour, rest // 60, rest % 60)
    assert times.when(dated) == (When(ms=at * SECOND, day=dated.date()), None)
    assert times.when(dated.isoformat(sep=" ")) == times.when(dated)


def _chinese(total: int) -> str:
    hours, rest = divmod(total, 60)
    return (f"{hours}小时" if hours else "") + (f"{rest}分" if rest or not hours else "")


LENGTHS = {
    "1小时20分": _chinese,
    "1个小时20分钟": lambda n: _chinese(n).replace("小时", "个小时") + ("钟" if n % 60 or n < 60 else ""),
    "80分钟": lambda n: f"{n}分钟",
    "约80分钟": lambda n: f"约{n}分钟",
    "８０分": lambda n: wide(str(n)) + "分",
    "80 min": lambda n: f"{n} min",
    "80'": lambda n: f"{n}'",
    "1h20m": lambda n: f"{n // 60}h{n % 60}m",
    "1:20:00": lambda n: f"{n // 60}:{n % 60:02}:00",
    "4800s": lambda n: f"{n * 60}s",
    "80": str,
}  # fmt: skip


@given(total=st.integers(1, 600), form=st.sampled_from(sorted(LENGTHS)))
def test_a_length_in_any_form(total, form):
    assert times.span(LENGTHS[form](total)) == total * MINUTE


@given(total=st.integers(1, 86_399))
def test_what_excel_makes_of_a_length(total):
    assert times.span(timedelta(seconds=total)) == total * SECOND
    assert times.span(total / 86_400) == total * SECOND
    assert times.span(total, "秒") == total * SECOND


@given(text=st.text(max_size=12))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    for reader in (times.when, times.span, times.before):
        try:
            found = reader(text)
        except times.BadCellError:
            continue
        assert found is None or isinstance(found, (int, tuple, When))


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("19:00\n19:12", 19 * HOUR, 19 * HOUR + 12 * MINUTE),
        ("07.00 - 09.00", 7 * HOUR, 9 * HOUR),
        ("3:00 PM", 15 * HOUR, None),
        ("23:40-00:10", 23 * HOUR + 40 * MINUTE, 10 * MINUTE),
        ("１９：００－１９：１２", 19 * HOUR, 19 * HOUR + 12 * MINUTE),
    ],
)
def test_the_forms_of_the_issue(cell, start, end):
    assert times.when(cell) == (When(ms=start), None if end is None else When(ms=end))
