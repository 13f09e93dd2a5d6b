"""Cells that say a time: clock faces, ranges, dates, offsets, lengths, T-minus."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache

from controlroom.core.numerals import arabic, length, quarters
from controlroom.core.time import DAY, HOUR, MINUTE, SECOND, Span, zone_of
from controlroom.exchange.cells import BadCellError, blank, narrow, text_of
from controlroom.exchange.tables import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stated time: `ms` of the day, or ms since on-air (`offset`), on `day` if stated.
    `zone`: the name of its zone's time (`EST`), which tells an hour that is had twice."""

    ms: int
    offset: bool = False
    day: date | None = None
    zone: str = ""


_SPAN_WORDS = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:天|日|days?|d))?\s*(?:(\d+(?:\.\d+)?)\s*(?:小时|时|个小时|hours?|hrs?|hr|h))?\s*"
    r"(?:(半)(?:小时)?)?\s*(?:(\d+(?:\.\d+)?)\s*(?:分钟|分|minutes?|mins?|min|m|'|′))?\s*"
    r"(?:(\d+(?:\.\d+)?)\s*(?:秒钟|秒|seconds?|secs?|sec|s|\"|″))?",
    re.IGNORECASE,
)
_COLONS = re.compile(r"(\d{1,3})[:：](\d{1,2})(?:[:：](\d{1,2}))?(?:\.(\d{1,3}))?")
_UNITS = {
    **dict.fromkeys(("ms", "毫秒"), 1),
    **dict.fromkeys(("秒", "s", "sec", "seconds"), SECOND),
    **dict.fromkeys(("分钟", "分", "m", "min", "mins", "minutes"), MINUTE),
    **dict.fromkeys(("小时", "h", "hours"), HOUR),
    **dict.fromkeys(("天", "d", "days"), DAY),
}


def span(cell: Cell, unit: str = "", *, colons: str = "hm") -> Span | None:
    """A length in ms: Excel time or day fraction, `0:12:00`, `1小时20分`, `90s`, `-5分`,
    a plain number of `unit` (minutes when none is stated).

    `colons` says what two parts such as `12:00` are: "hm" or "ms" (see `colon_parts`).
    Raises BadCellError.
    """
    if blank(cell):
        return None
    if isinstance(cell, timedelta):
        return Span(round(cell / timedelta(milliseconds=1)))
    if isinstance(cell, datetime):
        return _serial_span(cell)
    if isinstance(cell, time):
        return _time_span(cell, colons)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number_span(float(cell), unit)
    return _text_span(_without_about(length(narrow(text_of(cell)))), unit, colons)


def _without_about(text: str) -> str:
    """`约10分钟` and `10分钟左右` are ten minutes."""
    about = r"^(?:大?约|大概|≈|about\s|approx\.?\s)\s*|\s*(?:左右|上下)$"
    return re.sub(about, "", text, flags=re.IGNORECASE)


def _serial_span(cell: datetime) -> Span:
    """Excel shows lengths of a day and more as dates from its epoch."""
    if cell.year > 1901:
        raise BadCellError("runsheet.bad_span")
    return Span(round((cell - datetime(1899, 12, 30)) / timedelta(milliseconds=1)))


def _time_span(cell: time, colons: str) -> Span:
    if colons == "ms" and cell.second == 0:
        return Span(cell.hour * MINUTE + cell.minute * SECOND)
    return Span(of_day(cell))


def _number_span(value: float, unit: str) -> Span:
    if value < 0:
        raise BadCellError("runsheet.bad_span")
    if unit in _UNITS:
        return Span(round(value * _UNITS[unit]))
    if 0 < value < 1:
        return Span(round(value * DAY))
    return Span(round(value * MINUTE))


def _text_span(text: str, unit: str, colons: str) -> Span:
    sign, body = (-1, text[1:].strip()) if text[:1] in "-−" else (1, text.lstrip("+").strip())
    if found := _COLONS.fullmatch(body):
        first, second = int(found[1]), int(found[2])
        if found[3] is not None:
            ms = first * HOUR + second * MINUTE + int(found[3]) * SECOND
        else:
            ms = (
                first * HOUR + second * MINUTE
                if colons == "hm"
                else first * MINUTE + second * SECOND
            )
        if second >= 60 or int(found[3] or 0) >= 60:
            raise BadCellError("runsheet.bad_span")
        return Span(sign * ms)
    words = _SPAN_WORDS.fullmatch(body)
    if words and any(words.groups()):
        days, hours, half, minutes, seconds = words.groups()
        exact = float(days or 0) * DAY + float(hours or 0) * HOUR + (30 * MINUTE if half else 0)
        return Span(
            sign * round(exact + float(minutes or 0) * MINUTE + float(seconds or 0) * SECOND)
        )
    if re.fullmatch(r"\d+(\.\d+)?", body):
        return Span(sign * _number_span(float(body), unit))
    raise BadCellError("runsheet.bad_span")


def colon_parts(cells: list[Cell]) -> str:
    """How a duration column means two-part times such as `12:00`: "hm" or "ms".

    A segment of five hours is not planned: a first part of 5 or more means minutes
    and seconds for the whole column; so does a column that would last over 16 hours.
    """
    firsts: list[int] = []
    total = 0
    for cell in cells:
        if isinstance(cell, time) and cell.second == 0:
            parts = (cell.hour, cell.minute)
        elif (
            isinstance(cell, str)
            and (found := _COLONS.fullmatch(cell.strip()))
            and found[3] is None
        ):
            parts = (int(found[1]), int(found[2]))
        else:
            continue
        firsts.append(parts[0])
        total += parts[0] * HOUR + parts[1] * MINUTE
    return "ms" if firsts and (max(firsts) >= 5 or total > 16 * HOUR) else "hm"


def of_day(clock: time) -> int:
    """ms since midnight, to the nearest: a workbook counts in parts of a day."""
    ms = clock.hour * HOUR + clock.minute * MINUTE + clock.second * SECOND
    return ms + round(clock.microsecond / 1000)


_CLOCK = re.compile(
    r"(次日|第二天|凌晨|早上|上午|中午|下午|晚上|晚|今晚|am|pm|AM|PM)?\s*"
    r"(\d{1,2})\s*(?:[:：.点时hH](?:\s*(\d{1,2})\s*(?:分)?)?(?:[:：.](\d{1,2})(?:\.\d+)?)?(半)?)?\s*"
    r"(am|pm|AM|PM|a\.m\.|p\.m\.)?"
)
_AFTERNOON = {"下午", "晚上", "晚", "今晚", "pm", "p.m."}
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y.%m.%d", "%Y年%m月%d日", "%d/%m/%Y", "%Y%m%d")
_RANGE = re.compile(r"\s*(?:-|–|—|~|～|至|到|→|－|\bto\b)\s*", re.IGNORECASE)


_ZONED = re.compile(r"(.*\d)\s+([A-Z]{2,5}|[+-]\d{2,4})", re.DOTALL)


def when(cell: Cell, *, offsets: bool = False, zone: str = "") -> tuple[When, When | None] | None:
    """A start and, for a range such as `19:00-19:12`, its end. `offsets`: bare times
    count from on-air. One time may name its kind of time in `zone`, `01:30 EST`.
    Raises BadCellError."""
    if blank(cell):
        return None
    if isinstance(cell, str):
        zoned = _ZONED.fullmatch(cell.strip()) if zone else None
        if zoned and zoned[2] in _names(zone):
            one = _one_when(_digits(zoned[1]), offsets)
            if one is not None:
                return replace(one, zone=zoned[2]), None
        return _text_when(_said_time(cell), offsets)
    return _typed_when(cell, offsets), None


@cache
def _names(zone: str) -> frozenset[str]:
    """What the time in a zone is called over the year: EST, EDT."""
    where = zone_of(zone)
    year = (datetime(2026, month, 1, tzinfo=where).tzname() for month in range(1, 13))
    return frozenset(name for name in year if name)


def _digits(text: str) -> str:
    """`晚上八点一刻` as `晚上8点15分`."""
    return quarters(arabic(narrow(text)))


_BEHIND = re.compile(r"(?<=\S)\s*[(\[【][^)\]】]*[)\]】]$")


def _said_time(cell: str) -> str:
    """Of `19:00\\n19:12（12分钟）` what is a time: two lines are a range, and what stands
    behind in brackets is its length."""
    found = (_digits(part) for part in cell.splitlines())
    lines = [_BEHIND.sub("", line) for line in found if line]
    if len(lines) == 2 and all(_clock(line) is not None for line in lines):
        return " - ".join(lines)
    return _BEHIND.sub("", " ".join(lines))


def _typed_when(cell: Cell, offsets: bool) -> When:
    if isinstance(cell, datetime):
        if cell.year <= 1900:
            return When(ms=of_day(cell.time()), offset=offsets)
        return When(ms=of_day(cell.time()), day=cell.date())
    if isinstance(cell, date):
        return When(ms=0, day=cell)
    if isinstance(cell, time):
        return When(ms=of_day(cell), offset=offsets)
    if isinstance(cell, timedelta):
        return When(ms=round(cell / timedelta(milliseconds=1)), offset=offsets)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number_when(float(cell), offsets)
    raise BadCellError("runsheet.bad_time")


def _number_when(value: float, offsets: bool) -> When:
    if 0 <= value < 1:
        return When(ms=round(value * DAY), offset=offsets)
    if offsets and value >= 0:
        return When(ms=round(value * MINUTE), offset=True)
    if 1 <= value < 3:
        return When(ms=round(value * DAY))
    if 30_000 < value < 80_000:
        moment = datetime(1899, 12, 30) + timedelta(days=value)
        return _typed_when(moment.replace(microsecond=0), False)
    raise BadCellError("runsheet.bad_time")


def _text_when(text: str, offsets: bool) -> tuple[When, When | None]:
    minutes = re.fullmatch(
        r"(\d+)\s*(?:-|–|—|~|～|至|到)\s*(\d+)\s*(?:分钟|分|min|mins|minutes)", text, re.IGNORECASE
    )
    if minutes:
        first, last = (When(ms=int(part) * MINUTE, offset=True) for part in minutes.groups())
        return first, last
    one = _one_when(text, offsets)
    if one is not None:
        return one, None
    for mark in _RANGE.finditer(text):
        left = _one_when(text[: mark.start()], offsets)
        right = _one_when(text[mark.end() :], offsets)
        if left is not None and right is not None:
            return left, _same_half(text[: mark.start()], text[mark.end() :], left, right)
    raise BadCellError("runsheet.bad_time")


_HALVES = (*_AFTERNOON, "am", "a.m.", "凌晨", "早上", "上午", "中午", "次日", "第二天")


def _same_half(left_text: str, right_text: str, left: When, right: When) -> When:
    """In `下午3:00-4:00` the end is in the afternoon too."""
    said = any(word in left_text.lower() for word in _AFTERNOON)
    own = any(word in right_text.lower() for word in _HALVES)
    if (
        said
        and not own
        and right.ms < left.ms
        and right.ms + 12 * HOUR > left.ms
        and right.ms < 12 * HOUR
    ):
        return When(ms=right.ms + 12 * HOUR, offset=right.offset, day=right.day)
    return right


def _one_when(text: str, offsets: bool) -> When | None:
    text = text.strip()
    if found := re.match(r"(?:[Tt]?\s*[+＋]|开播后)\s*(.+)", text):
        return _offset_when(found[1])
    day, rest = _split_date(text)
    if day is not None and not rest:
        return When(ms=0, day=day)
    clock = _clock(rest)
    if clock is None:
        return None
    return When(ms=clock, day=day, offset=offsets and day is None)


def _offset_when(text: str) -> When | None:
    try:
        ms = _text_span(text, "", "hm")
    except BadCellError:
        return None
    return When(ms=ms, offset=True)


def _split_date(text: str) -> tuple[date | None, str]:
    head, _, tail = text.replace("T", " ", 1).partition(" ")
    for pattern in _DATES:
        try:
            return datetime.strptime(head, pattern).date(), tail.strip()
        except ValueError:
            continue
    return None, text


def _clock(text: str) -> int | None:
    found = _CLOCK.fullmatch(text)
    if not found or not re.search(r"[:：.点时hH]|[apAP]\.?[mM]", text):
        return None
    if re.match(r"\D*\d{1,2}\.\d(?!\d)", text):  # 1.5 is no clock time, 07.00 is
        return None
    before, hour_text, minute, second, half, after = found.groups()
    hour, mark = int(hour_text), (after or before or "").lower()
    if (mark in _AFTERNOON and hour < 12) or (mark == "中午" and hour < 3):
        hour += 12
    if mark in ("am", "a.m.", "凌晨", "早上") and hour == 12:
        hour = 0
    minutes = 30 if half else int(minute or 0)
    if hour > 47 or minutes > 59 or int(second or 0) > 59:
        return None
    ms = hour * HOUR + minutes * MINUTE + int(second or 0) * SECOND
    return ms + DAY if mark in ("次日", "第二天") else ms


def before(cell: Cell, unit: str = "") -> Span | When | None:
    """T-minus: `T-3天`, `开播前2小时`, `T-30` (minutes; days under a heading in days),
    or a clock time or date (returned as `When`). Raises BadCellError."""
    if blank(cell):
        return None
    if isinstance(cell, str):
        cell = length(narrow(cell))
    if isinstance(cell, str) and (after := re.match(r"T\s*\+\s*(.+)", cell, re.IGNORECASE)):
        late = span(after[1], unit)
        return None if late is None else Span(-late)
    if isinstance(cell, str):
        stripped = re.sub(r"^(T\s*[-−–]|开播前|提前|前)\s*", "", cell.strip(), flags=re.IGNORECASE)
        stripped = re.sub(r"\s*(前|before)$", "", stripped)
        try:
            return span(stripped, unit)
        except BadCellError:
            pass
        found = when(cell)
        return found[0] if found else None
    if isinstance(cell, datetime | date | time):
        found = when(cell)
        return found[0] if found else None
    return span(cell, unit)
