"""What is written in a cell, as a number or a text. Exact, or refused.

A cell is text (CSV) or what a workbook holds: text, float, bool, date and time.
Blank, "-", "--", "—" and "/" mean not given, never zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import time
from decimal import Decimal, InvalidOperation

from controlroom.core.message import Arg, Message, message
from controlroom.core.money import to_minor
from controlroom.facts.columns import MISSING

Cell = object
_NEVER = int(MISSING)
_BLANKS = frozenset({"", "-", "--", "---", "—", "——", "/", "null", "none", "nan", "n/a", "#n/a"})
_NUMBER = re.compile(
    r"([+-]?)(?:(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?|(\.\d+))(?:e([+-]?\d{1,3}))?(万|w|亿|千|k)?(%?)"
)
_FACTOR = {"万": 4, "w": 4, "亿": 8, "千": 3, "k": 3}
_SIGNS = re.compile(r"[¥$€£฿₫]|cny|rmb|usd|元")
_LOST = re.compile(r"\d+(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_ODD_IN_IDS = "eEnN'\x01"  # of 1.2e+17, null, and '123
_LENGTH = re.compile(
    r"(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|m|min))?(?:(\d+(?:\.\d+)?)(?:秒|s))?"
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")
_EXACT_DIGITS = 10**15  # a workbook keeps 15 digits of a number


class Fault(ValueError):
    """A cell that can't be taken as what it should be."""

    def __init__(self, key: str, **args: Arg) -> None:
        super().__init__(key)
        self.message: Message = message(key, **args)


def text(cell: Cell) -> str:
    """The cell as trimmed text; whole floats without the point; "" when not given."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def blank(cell: Cell) -> bool:
    """Whether the cell says "not given"."""
    return text(cell).lower() in _BLANKS


def id_text(cell: Cell) -> str:
    """An id as text; "" when not given.

    Raises Fault for one whose digits a spreadsheet has thrown away.
    """
    if isinstance(cell, float) and abs(cell) >= _EXACT_DIGITS:
        raise Fault("import.row.id_digits")
    shown = text(cell)
    if _LOST.fullmatch(shown) and ("+" in shown or "." in shown):
        raise Fault("import.row.id_scientific")
    return "" if shown.lower() in _BLANKS else shown.strip("'")


def plain_ids(cells: Sequence[Cell]) -> Sequence[str] | None:
    """The cells trimmed, when all are texts that `id_text` would give back as they are;
    else None. The quick way for a long column."""
    try:
        if "".join(cells).encode().isdigit() and all(cells):  # type: ignore[arg-type]
            return cells  # type: ignore[return-value]
        trimmed = list(map(str.strip, cells))  # type: ignore[arg-type]
    except TypeError:
        return None
    joined = "\n".join(trimmed)
    odd = not _BLANKS.isdisjoint(trimmed) or any(mark in joined for mark in _ODD_IN_IDS)
    return None if odd else trimmed


def number(cell: Cell) -> Decimal | None:
    """`1,299.90`, `￥1,299.90`, `1.2万`, `1.2w`, `30.0%` (0.3) exactly; None when not given.

    Raises Fault for anything else.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        try:
            made = Decimal(repr(cell))
        except InvalidOperation:
            raise Fault("import.row.number") from None
        if not made.is_finite():
            raise Fault("import.row.number")
        return made
    shown = unicodedata.normalize("NFKC", text(cell)).replace("−", "-").lower()
    if shown in _BLANKS:
        return None
    shown = _SIGNS.sub("", shown).replace(" ", "").replace("\u00a0", "")
    if shown.startswith("(") and shown.endswith(")"):
        shown = "-" + shown[1:-1]
    found = _NUMBER.fullmatch(shown)
    if found is None:
        raise Fault("import.row.number")
    sign, whole, part, only, exponent, factor, percent = found.groups()
    digits = only or whole.replace(",", "") + (part or "")
    power = int(exponent or 0) + _FACTOR.get(factor or "", 0) - (2 if percent else 0)
    return Decimal(sign + digits.rstrip(".")).scaleb(power)


def money_parser(currency: str) -> Callable[[Cell], int]:
    """Cell → minor units of `currency` (MISSING when not given); Fault if no amount."""

    def parse(cell: Cell) -> int:
        amount = _as("import.row.amount", cell)
        if amount is None:
            return _NEVER
        if abs(amount) >= 10**13:
            raise Fault("import.row.amount")
        return int(to_minor(amount, currency))

    return parse


def count(cell: Cell) -> int:
    """A whole number (MISSING when not given). Raises Fault for a fraction."""
    value = _as("import.row.count", cell)
    if value is None:
        return _NEVER
    if value != int(value) or abs(value) >= 10**15:
        raise Fault("import.row.count")
    return int(value)


def stay(cell: Cell) -> float:
    """A length of stay in ms: seconds, `1小时2分3秒`, `1:02:03`, `02:03`; NaN when not given."""
    if isinstance(cell, time):
        return float((cell.hour * 60 + cell.minute) * 60 + cell.second) * 1000
    if blank(cell):
        return float("nan")
    shown = unicodedata.normalize("NFKC", text(cell)).replace(" ", "").lower()
    if (found := _CLOCK.fullmatch(shown)) or (found := _LENGTH.fullmatch(shown)):
        h, m, s = (float(part or 0) for part in found.groups())
        return ((h * 60 + m) * 60 + s) * 1000
    value = _as("import.row.length", cell)
    return float("nan") if value is None else float(value) * 1000


def _as(key: str, cell: Cell) -> Decimal | None:
    """The number of a cell that is no share; any Fault is told as `key`."""
    try:
        value = number(cell)
    except Fault:
        raise Fault(key) from None
    if isinstance(cell, str) and cell.rstrip().endswith(("%", "％")):
        raise Fault(key)
    return value
