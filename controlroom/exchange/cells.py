"""Single cells: what an operator types, as values. None is an empty cell.

Every reader raises `BadCellError` with a phrase key when a cell says something that can't
be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from controlroom.core.money import Minor, to_minor
from controlroom.core.numerals import figure
from controlroom.exchange.tables import Cell
from controlroom.plan import goals, reading
from controlroom.plan.sheet import RoiBasis
from controlroom.workbooks.pages import Lost

_BLANKS = {"", "-", "--", "—", "——", "/", "\\", "无", "n/a", "na", "null", "none", "待定", "tbd"}
_YES = {
    "是",
    "y",
    "yes",
    "true",
    "1",
    "√",
    "✓",
    "✔",
    "对",
    "整点",
    "硬",
    "on",
    "x",
    "已完成",
    "完成",
    "hard",
    "linked",
}
_NO = {"否", "n", "no", "false", "0", "×", "✗", "不", "off", "未完成"}
_SCALES = {
    "万": Decimal(10_000),
    "w": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "k": Decimal(1000),
    "千": Decimal(1000),
    "m": Decimal(1_000_000),
}
_NUMBER = re.compile(
    r"([+\-−]?)\s*[^\d.+\-−]{0,4}?\s*([+\-−]?)(\d[\d,，\s]*\.?\d*(?:[eE][+-]\d{1,3})?|\.\d+)\s*(万|亿|千|[wWkKmM])?\s*(?:元|块钱?|件|份|人|次|个|条|单|张|套|盒|瓶|包|箱|CNY|RMB)?"
)


_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def narrow(text: str) -> str:
    """`１９：００` as `19:00`; lines and runs of space become one space."""
    return " ".join(text.translate(_WIDE).split())


class BadCellError(Exception):
    """`key` names the phrase that says what was expected."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def text_of(cell: Cell) -> str:
    """A cell as text: `3.0` is `3`, dates in ISO form, surrounding space cut."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Lost):
        return cell.said
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, `-`, `无`…"""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in _BLANKS)


def number(cell: Cell, scale: Decimal = Decimal(1)) -> Decimal | None:
    """`￥1,299.90`, `1.2万`, `一千二百`, `5,000 件`, 12.0; times `scale`. Raises BadCellError."""
    if blank(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(repr(cell)) * scale
    if not isinstance(cell, str):
        raise BadCellError("runsheet.bad_number")
    found = _NUMBER.fullmatch(figure(narrow(cell)))
    if not found:
        raise BadCellError("runsheet.bad_number")
    try:
        value = Decimal(re.sub(r"[,，\s]", "", found[3]))
    except InvalidOperation as trouble:
        raise BadCellError("runsheet.bad_number") from trouble
    sign = -1 if (found[1] or found[2]) in ("-", "−") else 1
    return sign * value * _SCALES.get((found[4] or "").lower(), scale)


def money(cell: Cell, currency: str, scale: Decimal = Decimal(1)) -> Minor | None:
    """An amount in major units as minor units, not negative. Raises BadCellError."""
    value = number(cell, scale)
    if value is None:
        return None
    if value < 0 or value > 10**13:
        raise BadCellError("runsheet.bad_money")
    return to_minor(value, currency)


def count(cell: Cell, scale: Decimal = Decimal(1)) -> int | None:
    """A whole number, not negative; `3号` is 3. Raises BadCellError."""
    if isinstance(cell, str):
        cell = re.sub(r"\s*号(链接|链|品)?$", "", narrow(cell))
    value = number(cell, scale)
    if value is None:
        return None
    if value != value.to_integral_value() or value < 0 or value > 10**12:
        raise BadCellError("runsheet.bad_count")
    return int(value)


def ratio(cell: Cell, unit: str = "") -> float | None:
    """`30%`, `三成`, `0.3`, or 30 under a heading in percent, as 0.3. Raises BadCellError."""
    cell = figure(narrow(cell)) if isinstance(cell, str) else cell
    percent = isinstance(cell, str) and cell.strip().endswith(("%", "％"))
    plain = cell.strip()[:-1] if percent and isinstance(cell, str) else cell
    value = number(plain)
    if value is None:
        return None
    if percent or unit in ("%", "％") or value > 1:
        value /= 100
    if not 0 <= value <= 1:
        raise BadCellError("runsheet.bad_ratio")
    return float(value)


def factor(cell: Cell) -> float | None:
    """An ROI such as 3.2. Raises BadCellError."""
    value = number(cell)
    if value is not None and value < 0:
        raise BadCellError("runsheet.bad_number")
    return None if value is None else float(value)


def flag(cell: Cell) -> bool | None:
    """Yes or no in many spellings; None when blank. Raises BadCellError."""
    if isinstance(cell, bool):
        return cell
    word = narrow(text_of(cell)).lower()
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO or word in _BLANKS:
        return False
    raise BadCellError("runsheet.bad_flag")


_BASES = {
    "直接": RoiBasis.DIRECT, "direct": RoiBasis.DIRECT, "直接支付": RoiBasis.DIRECT,
    "当日": RoiBasis.SAME_DAY, "当日累计": RoiBasis.SAME_DAY, "same_day": RoiBasis.SAME_DAY,
    "t0": RoiBasis.SAME_DAY, "same day": RoiBasis.SAME_DAY,
    "t7": RoiBasis.T7, "t15": RoiBasis.T15, "t30": RoiBasis.T30,
    "全站": RoiBasis.WHOLE, "整体": RoiBasis.WHOLE, "全域": RoiBasis.WHOLE, "whole": RoiBasis.WHOLE,
    "净成交": RoiBasis.NET, "net": RoiBasis.NET, "综合": RoiBasis.ALL_IN, "all_in": RoiBasis.ALL_IN,
    "all in": RoiBasis.ALL_IN,
}  # fmt: skip


def basis(cell: Cell) -> RoiBasis | None:
    """`直接`, `全站`, `T7`, `net`… Raises BadCellError."""
    if blank(cell):
        return None
    word = text_of(cell).lower().replace("roi", "").strip()
    if word not in _BASES:
        raise BadCellError("runsheet.bad_basis")
    return _BASES[word]


def mix(cell: Cell) -> tuple[tuple[str, float], ...] | None:
    """`爆款 40%、利润款 60%` as (role, ratio). Raises BadCellError."""
    if blank(cell):
        return None
    try:
        return reading.mix(text_of(cell))
    except reading.UnclearError as unclear:
        raise BadCellError("runsheet.bad_mix") from unclear


def goal_list(cell: Cell, currency: str) -> str | None:
    """Milestones as `plan.goals` reads them; "-" is none. Raises BadCellError."""
    text = text_of(cell)
    try:
        if text not in ("", goals.NONE):
            goals.read(text, currency)
    except reading.UnclearError as unclear:
        raise BadCellError("runsheet.bad_goals") from unclear
    return text or None


def mix_text(shares: Sequence[tuple[str, float]]) -> str | None:
    """`爆款 40%、利润款 60%`, every digit kept; None where that would not read back."""
    parts = ((role, Decimal(repr(share)) * 100) for role, share in shares)
    text = "、".join(f"{role} {share.normalize():f}%" for role, share in parts)
    try:
        same = mix(text) == tuple(shares)
    except BadCellError:
        return None
    return text if same else None


def is_goals(text: str, currency: str) -> bool:
    """Whether milestones are read back as they are written."""
    try:
        return goal_list(text, currency) == text
    except BadCellError:
        return False
