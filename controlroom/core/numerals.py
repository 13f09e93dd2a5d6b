"""Numbers written as people say them in Chinese: `一千二百`, `两万五`, `1万2`, `九块九`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_NOUGHT = "零〇"
_DIGITS = {word: str(at) for at, words in enumerate(
    (_NOUGHT, "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for word in words}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"亿": 100_000_000, "万": 10_000}
_WORDS = "".join((*_DIGITS, *_SMALL, *_BIG))
_RUN = re.compile(rf"(?:(?<![\d.,，])\d+(?:\.\d+)?)?[{_WORDS}](?:[{_WORDS}]|\d+(?![\d.]))*")
_TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{_WORDS}]")
_POINT = re.compile(r"(?<=\d)点(?=\d)")
_COINS = re.compile(r"(?<=\d)[块元](\d{1,2})[毛角]?$")
_PERCENT = re.compile(r"百分之([^%]+)$")
_QUARTERS = re.compile(r"(\d+)刻钟?")
_HALVES = (
    (r"(\d+)个半(?:小时|钟头)", r"\1小时30分"),
    (r"(?<!\d)半个?(?:小时|钟头)", "30分"),
    (r"(\d+)个?(?:小时|钟头)半", r"\1小时30分"),
    (r"(?<!\d)半分钟?", "30秒"),
    (r"(\d+)分钟?半", r"\1分30秒"),
)


def arabic(text: str) -> str:
    """`text` with every number said in Chinese as digits: `二十三分` → `23分`, `一百二` → `120`,
    `1万2` → `12000`, `二〇二六` → `2026`. What is no number (`几百`, `二三十`) stays as it
    is, and so does `1.2万`."""
    return _RUN.sub(lambda run: _said(run[0]), text)


def figure(text: str) -> str:
    """The same where an amount is meant: `九块九` → `9.9`, `一点五` → `1.5`, `百分之三十` → `30%`,
    `三成` → `30%`."""
    percent = _PERCENT.sub(lambda share: f"{arabic(share[1])}%", text)
    digits = re.sub(r"(?<=\d)成$", "0%", arabic(percent))
    return _COINS.sub(r".\1", _POINT.sub(".", digits))


def length(text: str) -> str:
    """The same where a length is meant: `两个半小时` → `2小时30分`, `半小时` → `30分`,
    `一刻钟` → `15分`."""
    digits = quarters(arabic(text))
    for said, meant in _HALVES:
        digits = re.sub(said, meant, digits)
    return digits


def quarters(text: str) -> str:
    """`3刻钟` as `45分`."""
    return _QUARTERS.sub(lambda found: f"{int(found[1]) * 15}分", text)


def _said(run: str) -> str:
    tokens = _TOKEN.findall(run)
    if not any(token in _SMALL or token in _BIG for token in tokens):
        return "".join(_DIGITS.get(token, token) for token in tokens)
    if len(tokens) == 2 and tokens[0][0].isascii():
        return run  # `1.2万`: a number with its unit, read as it stands
    value = _value(tokens)
    return run if value is None else f"{value.normalize():f}"


def _value(tokens: Sequence[str]) -> Decimal | None:
    """The number, or None where the words make none."""
    for word, size in _BIG.items():
        if word in tokens:
            at = len(tokens) - 1 - tokens[::-1].index(word)
            high, low = _value(tokens[:at]), _rest(tokens[at + 1 :], size)
            known = high and low is not None and (not low or high % 1 == 0)
            return high * size + low if known and high and low is not None else None
    return _small(tokens)


def _small(tokens: Sequence[str]) -> Decimal | None:
    """A number below ten thousand: units from a thousand down to ten, then digits."""
    total, last = Decimal(0), 10_000
    while found := next((at for at, token in enumerate(tokens[:3]) if token in _SMALL), None):
        digit, size = _digit(tokens[:found]), _SMALL[tokens[found]]
        if digit is None or size >= last:
            return None
        total, last, tokens = total + digit * size, size, tokens[found + 1 :]
    if tokens and tokens[0] in _SMALL:  # 十二: one ten is not counted
        if _SMALL[tokens[0]] != 10 or last <= 10:
            return None
        total, last, tokens = total + 10, 10, tokens[1:]
    rest = _rest(tokens, last if last < 10_000 else 1)
    return None if rest is None or (not total and last < 10_000) else total + rest


def _rest(tokens: Sequence[str], unit: int) -> Decimal | None:
    """What stands behind a unit. A last digit right behind one of a hundred or more counts in
    tenths of it: `两万五` is 25,000, `一百零五` is 105."""
    if not tokens:
        return Decimal(0)
    if len(tokens) == 1 and unit >= 100 and len(tokens[0]) == 1:
        tenth = _digit(tokens)
        return None if tenth is None else tenth * unit / 10
    nought = tokens[0] in _NOUGHT and len(tokens) > 1
    value = _value(tokens[nought:]) if unit >= 10_000 else _digit(tokens)
    return None if value is None or (unit > 1 and value >= unit) else value


def _digit(tokens: Sequence[str]) -> Decimal | None:
    """One digit, or a number in digits; a nought before it only keeps its place."""
    bare = tokens[1:] if len(tokens) == 2 and tokens[0] in _NOUGHT else tokens
    if len(bare) != 1 or bare[0] in _SMALL or bare[0] in _BIG:
        return None
    return Decimal(_DIGITS.get(bare[0], bare[0]))
