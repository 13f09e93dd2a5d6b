"""What a person types, as values: money, counts, ratios, lengths, clock faces.

Each function takes stripped, non-empty text and returns the value or raises
`UnclearError`; `plan.fields` turns that into a message naming the field.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from controlroom.core import formats
from controlroom.core.money import Minor, exponent, to_minor
from controlroom.core.numerals import arabic, figure, length, quarters
from controlroom.core.time import DAY, HOUR, MINUTE, SECOND, Instant, Span, at_local, local

NOTHING = frozenset({"", "-", "--", "—", "–", "/", "无", "n/a"})
"""Texts that mean "not known" (domain.md §3.9), never zero."""

_TO_ASCII = str.maketrans("：，。％－（）０１２３４５６７８９", ":,.%-()0123456789")
_SCALES = {"万": 10_000, "w": 10_000, "亿": 100_000_000, "千": 1_000, "k": 1_000, "m": 1_000_000}
_NUMBER = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<scale>[万w亿千km]?)"
)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})*(\.\d+)?|\d*(\.\d+)?")
_CLOCK = re.compile(
    r"(?P<face>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d{1,3})?)\s*(?P<half>am|pm|上午|下午|晚上)?"
)
_NAMED = re.compile(r"\s+(?P<name>(?!am$|pm$)[a-z]{2,5}|[+-]\d{2,4})$")
_NEXT_DAY = r"^(?:次日|第二天)\s*"
_EVENING = frozenset({"下午", "傍晚", "晚上", "晚", "今晚"})
_MORNING = frozenset({"凌晨", "早上", "上午"})
_PARTS = "今晚|晚上|晚|傍晚|下午|中午|上午|早上|凌晨|次日|第二天"
_BEHIND = r"\s*[(\[【][^)\]】]*[)\]】]$"
_BETWEEN = re.compile(r"\s*(?:-|–|—|~|～|至|到|→|\n)\s*")
_FACE_LIKE = re.compile(r"\d[:.点时]|\d\s*[ap]m", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:(?P<part>今晚|晚上|晚|傍晚|下午|中午|上午|早上|凌晨)\s*)?(?P<hour>\d{1,2})"
    r"(?:[点时](?:(?P<half>半)|整|(?P<minute>\d{1,2})分?)?|(?P<face>[:.]\d{2}(?:[:.]\d{2})?))$"
)
_DATE = re.compile(r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?[ t]+")
_DAYS_ON = re.compile(r"(?P<sign>[+-])(?P<days>\d{1,2})\s+")
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z一-龥]+)")
_UNITS: dict[str, int] = {
    **dict.fromkeys(("d", "day", "days", "天", "日"), DAY),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "时", "个小时"), HOUR),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), MINUTE),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), SECOND),
}
_PIECES = r"\s*(件|个|份|单|人|次|条|张|套|盒|瓶|包|箱|pcs)$"
_AHEAD = r"^(?:t\s*-|开播前|提前)\s*|(?<=[^\d])前$"
_ABOUT = r"^(?:大?约|大概|≈|about|approx\.?)\s*|\s*(?:左右|上下)$"
_YES = frozenset(
    {"是", "有", "对", "完成", "已完成", "done", "y", "yes", "true", "1", "√", "✓", "✔", "x", "on"}
)
_NO = frozenset({"否", "未完成", "没有", "不", "n", "no", "false", "0", "×", "off"})


class UnclearError(Exception):
    """The text can't be read with certainty; `key` names the message that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def plain(text: str) -> str:
    """Full-width digits and marks as ASCII, outer blanks and tabs off."""
    return text.translate(_TO_ASCII).strip()


def number(text: str, unclear: str) -> Decimal:
    """`1,299.90`, `1.2万`, `12k`, `一千二百`: a number, exactly."""
    found = _NUMBER.fullmatch(figure(plain(text).lower()))
    if found is None or not _GROUPED.fullmatch(found["digits"]):
        raise UnclearError(unclear)
    try:
        value = Decimal(found["digits"].replace(",", "")) * _SCALES.get(found["scale"], 1)
    except InvalidOperation as no_number:
        raise UnclearError(unclear) from no_number
    return -value if found["sign"] in ("-", "−") else value


def money(text: str, currency: str) -> Minor:
    """`¥1,299.90`, `1.2万`, `99元`, `九块九` as minor units; more decimals than the currency
    has are refused, and so is less than zero."""
    said = figure(plain(text).lower())
    bare = re.sub(r"^(rmb|cny|usd|eur|gbp|[¥￥$€£฿₫])\s*|\s*(元|块|块钱|rmb|cny)$", "", said)
    amount = number(bare, "plan.parse_money")
    minor = to_minor(amount, currency)
    if amount < 0 or Decimal(minor) != amount.scaleb(exponent(currency)):
        raise UnclearError("plan.parse_money")
    return minor


def count(text: str) -> int:
    """`1,200`, `1.2万`, `200件`, `两百件`: a whole number, zero or more."""
    value = number(re.sub(_PIECES, "", plain(text)), "plan.parse_count")
    if value < 0 or value != int(value):
        raise UnclearError("plan.parse_count")
    return int(value)


def ratio(text: str) -> float:
    """`30%`, `30` and `三成` as 0.3; `0.3` as it stands. A bare 1 could be either: refused."""
    bare = figure(plain(text))
    value = number(bare.removesuffix("%"), "plan.parse_ratio")
    if bare.endswith("%"):
        value /= 100
    elif value == 1:
        raise UnclearError("plan.parse_ratio_unclear")
    elif value > 1:
        value /= 100
    if not 0 <= value <= 1:
        raise UnclearError("plan.parse_ratio")
    return float(value)


def factor(text: str) -> float:
    """`3.42`, `3.42x`: an ROI, above zero."""
    value = number(re.sub(r"\s*[x×倍]$", "", plain(text).lower()), "plan.parse_x")
    if value <= 0:
        raise UnclearError("plan.parse_x")
    return float(value)


def span(text: str) -> Span:
    """A length in ms: `10` (minutes), `8:15` (min:s), `1:20:00`, `1小时20分`, `90s`, `T-2h`,
    `两个半小时`, `约10分钟`.

    A leading minus is kept: an offset may lie before its segment.
    """
    said = re.sub(_ABOUT, "", length(plain(text).lower()))
    bare = re.sub(_AHEAD, "", said).replace("−", "-")
    sign, bare = (-1, bare[1:].strip()) if bare.startswith("-") else (1, bare)
    if ":" in bare:
        return Span(sign * _colons(bare))
    if re.fullmatch(r"\d+(\.\d+)?", bare):
        return Span(sign * round(Decimal(bare) * MINUTE))
    return Span(sign * _spelled(bare))


def _colons(bare: str) -> int:
    parts = bare.split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"\d+", part) for part in parts):
        raise UnclearError("plan.parse_span")
    *larger, seconds = (int(part) for part in parts)
    if seconds > 59 or any(part > 59 for part in larger[1:]):
        raise UnclearError("plan.parse_span")
    total = 0
    for part in (*larger, seconds):
        total = total * 60 + part
    return total * SECOND


def _spelled(bare: str) -> int:
    joined = re.sub(r"\s+", "", bare)
    parts = _PART.findall(joined)
    if not parts or "".join(a + b for a, b in parts) != joined:
        raise UnclearError("plan.parse_span")
    if any(unit not in _UNITS for _, unit in parts):
        raise UnclearError("plan.parse_span")
    return round(sum(Decimal(size) * _UNITS[unit] for size, unit in parts))


def clock(text: str, zone: str, day: date | Instant) -> Instant:
    """A clock face as an instant: `20:05`, `8:05 PM`, `20.05`, `晚上八点半`, `次日0:30` and
    `+1 00:30` (the next day), `24:30`, `11-21 00:30`, `2026-11-21 00:30`.

    `day` is the date a bare face is on, or an instant (the planned start): then a bare
    face is the one from 12 h before it to 12 h after it, so that 00:30 of a show that
    starts at 20:00 is after midnight. A time that clocks show twice is its first one
    unless its zone is named: `01:30 EST`.
    """
    said = _as_face(plain(text).lower())
    if named := _NAMED.search(said):
        return _of_name(clock(said[: named.start()], zone, day), named["name"], zone)
    bare = said.replace("t", " ")
    base = day if isinstance(day, date) else local(day, zone).date()
    if dated := _DATE.match(bare):
        return _faced(bare[dated.end() :], zone, _dated(dated, base))
    if moved := _DAYS_ON.match(bare):
        days = int(moved["days"]) * (1 if moved["sign"] == "+" else -1)
        return _faced(bare[moved.end() :], zone, base + timedelta(days=days))
    at = _faced(bare, zone, base)
    if isinstance(day, date):
        return at
    nearby = [_faced(bare, zone, base + timedelta(days=step)) for step in (-1, 0, 1)]
    within = [one for one in nearby if day - 12 * HOUR <= one < day + 12 * HOUR]
    return within[0] if within else at


def _as_face(said: str) -> str:
    """`晚上八点半` as `8:30 pm`, `次日0点15` as `+1 0:15`; what is a face already, as it is."""
    digits = re.sub(_NEXT_DAY, "+1 ", quarters(arabic(said)))
    spoken = _SPOKEN.search(digits)
    if spoken is None or (spoken["face"] and not spoken["part"]):
        return digits
    hour, part = int(spoken["hour"]), spoken["part"] or ""
    hour += 12 if (part in _EVENING and hour < 12) or (part == "中午" and hour < 3) else 0
    hour -= 12 if part in _MORNING and hour == 12 else 0
    minutes = 30 if spoken["half"] else int(spoken["minute"] or 0)
    return digits[: spoken.start()] + f"{hour}{spoken['face'] or f':{minutes:02}'}"


def parted(text: str) -> tuple[str, str] | None:
    """`19:00-19:12`, `晚上7点到9点`, `19:00~19:12（12分钟）` as two faces; None for what is none
    or one."""
    said = re.sub(_BEHIND, "", plain(text))
    for mark in _BETWEEN.finditer(said):
        left, right = said[: mark.start()], said[mark.end() :]
        if _FACE_LIKE.search(left) and _FACE_LIKE.search(right):
            part = re.match("|".join(_EVENING), left)
            own = re.match(_PARTS, right)
            return left, right if own or part is None else part[0] + right
    return None


def face(at: Instant, zone: str, day: Instant) -> str:
    """An instant as `clock` reads it back: a bare face where that is enough, else dated.
    Whole seconds; `day` as in `clock`."""
    here = local(at, zone)
    bare = formats.clock(at, zone, seconds=here.second != 0)
    whole = at // SECOND * SECOND
    first, last = Instant(day - 12 * HOUR), Instant(day + 12 * HOUR)
    if first <= whole < last and _shift(first, zone) == here.utcoffset() == _shift(last, zone):
        return bare  # the usual case, without reading it back
    for date_of in ("", "%m-%d ", "%Y-%m-%d "):
        said = f"{here:{date_of}}{bare}" if date_of else bare
        if clock(said, zone, day) == whole:
            break
    return said


@lru_cache(maxsize=64)
def _shift(at: Instant, zone: str) -> timedelta | None:
    """How far the clocks of `zone` are from UTC at `at`: asked for one day again and again."""
    return local(at, zone).utcoffset()


def _of_name(at: Instant, name: str, zone: str) -> Instant:
    """The instant with the face of `at` at which the zone goes by `name`."""
    here = local(at, zone)
    twins = (at, at_local(here.date(), here.time(), zone, fold=1))
    found = next((one for one in twins if f"{local(one, zone):%Z}".lower() == name), None)
    if found is None:
        raise UnclearError("plan.parse_clock")
    return found


def _dated(found: re.Match[str], base: date) -> date:
    try:
        year = int(found["year"] or base.year)
        near = date(year, int(found["month"]), int(found["day"]))
    except ValueError as no_date:
        raise UnclearError("plan.parse_clock") from no_date
    if found["year"] or abs((near - base).days) < 183:
        return near
    return near.replace(year=year + (1 if near < base else -1))


def _faced(bare: str, zone: str, day: date) -> Instant:
    found = _CLOCK.fullmatch(bare.strip())
    if found is None:
        raise UnclearError("plan.parse_clock")
    hours, minutes, *rest = re.split(r"[:.]", found["face"])
    hour, seconds = _hour(int(hours), found["half"]), int(rest[0]) if rest else 0
    if hour > 47 or int(minutes) > 59 or seconds > 59:
        raise UnclearError("plan.parse_clock")
    face = time(hour % 24, int(minutes), seconds, int((*rest, "0", "0")[1].ljust(3, "0")) * 1000)
    try:
        return at_local(day + timedelta(days=hour // 24), face, zone)
    except (OverflowError, ValueError) as out_of_range:
        raise UnclearError("plan.parse_clock") from out_of_range


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise UnclearError("plan.parse_clock")
    return hour % 12 + (0 if half in ("am", "上午") else 12)


def flag(text: str) -> bool:
    """是/否, yes/no, √/×, 1/0."""
    bare = plain(text).lower()
    if bare not in _YES | _NO:
        raise UnclearError("plan.parse_bool")
    return bare in _YES


def mix(text: str) -> tuple[tuple[str, float], ...]:
    """`爆款 40%, 利润款 60%` as (role, ratio)."""
    found: list[tuple[str, float]] = []
    for part in re.split(r"[,;、；\n]+", plain(text)):
        pair = re.fullmatch(r"\s*(\D+?)[\s:=]*([\d.]+\s*%?)\s*", part)
        if pair is None:
            raise UnclearError("plan.parse_mix")
        found.append((pair[1].strip(), ratio(pair[2].replace(" ", ""))))
    return tuple(found)
