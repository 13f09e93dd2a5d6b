"""What is written in a cell, as an instant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

import numpy as np
from numpy.typing import NDArray

from controlroom.core.errors import WorldError
from controlroom.core.time import from_datetime, zone_of
from controlroom.facts.columns import MISSING, Int
from controlroom.feeds.values import Cell, Fault, blank, text

Flags = NDArray[np.bool_]
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]+(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})秒?(?:[.,](\d{1,9}))?)?分?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2199
_DAYS = datetime(2026, 11, 22, tzinfo=UTC), datetime(2027, 3, 9, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1)  # as a clock face
_MINUTE = 60_000
_PLAIN = 19  # characters of "2026-11-22 20:01:02"
_DIGITS = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]  # where its digits are
_MONTHS = (
    np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR + 1}-02", dtype="datetime64[M]")
    .astype("datetime64[D]")
    .astype(np.int64)
)
"""The day (since 1970) on which each month begins that a show can be in, and the one after."""


class _Offsets(dict[int, int]):
    """Minute of the clock face (its ms // 60,000) → ms that the zone is ahead of UTC. An
    hour skipped by daylight saving is ahead as before it; a repeated one as at first."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone_of(zone)

    def __missing__(self, minute: int) -> int:
        face = _EPOCH + timedelta(minutes=minute)
        ahead = face.replace(tzinfo=self._zone).utcoffset() or timedelta()
        offset = self[minute] = ahead // timedelta(milliseconds=1)
        return offset


class Times:
    """Reads cells as instants, UTC ms (MISSING when not given).

    Times without an offset are on the clocks of `zone`. With `form` (strptime) texts are
    read by it alone; without: `2026/11/22 20:00:00`, ISO, Excel serials, second and ms
    epochs. Raises KeyError for an unknown zone, WorldError for a `form` without the whole
    date.
    """

    def __init__(self, zone: str, form: str | None = None) -> None:
        zone_of(zone)
        if form and not tells_the_day(form):
            raise WorldError("import.time_form_day", form=form)
        self._form = form
        self._offsets = _Offsets(zone)

    def __call__(self, cell: Cell) -> int:
        """The instant of `cell`. Raises Fault for a time that is not recognised."""
        if isinstance(cell, date):
            moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
            return self._instant(moment)
        if blank(cell):
            return int(MISSING)
        if self._form and isinstance(cell, str):
            return self._instant(_by_form(cell.strip(), self._form))
        found = _recognised(cell)
        if isinstance(found, int):
            return found
        return self._instant(found)

    def column(self, cells: Sequence[Cell]) -> tuple[Int, Flags] | None:
        """The instants of all cells that are written `2026-11-22 20:01:02`, and which these
        are: what a call would give for each. None when they are few."""
        try:
            length = np.fromiter(map(len, cells), np.int64, len(cells))  # type: ignore[arg-type]
        except TypeError:  # dates of a workbook
            return None
        at = np.flatnonzero(length == _PLAIN)
        if self._form or 2 * len(at) <= len(cells):
            return None
        some = cells if len(at) == len(cells) else [cells[i] for i in at.tolist()]
        ms, plain = _faces(cast("Sequence[str]", some))
        at, ms = at[plain], ms[plain]
        instants, known = np.zeros(len(cells), np.int64), np.zeros(len(cells), np.bool_)
        instants[at], known[at] = ms - self._ahead(ms // _MINUTE), True
        return instants, known

    def _ahead(self, minutes: Int) -> Int:
        """ms that the zone is ahead, of each minute; looked up once where many are equal."""
        first = np.flatnonzero(np.r_[True, np.diff(minutes) != 0][: len(minutes)])
        ahead = [self._offsets[minute] for minute in minutes[first].tolist()]
        return np.repeat(np.array(ahead, np.int64), np.diff(first, append=len(minutes)))

    def _instant(self, moment: datetime) -> int:
        """Raises Fault for a year that no show is in."""
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise Fault("import.row.time_far")
        if moment.tzinfo is not None:
            return int(from_datetime(moment))
        ms = (moment.toordinal() - 719_163) * 86_400_000 + moment.microsecond // 1000
        ms += ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1000
        return ms - self._offsets[ms // _MINUTE]


def _faces(cells: Sequence[str]) -> tuple[Int, Flags]:
    """Texts of 19 characters as clock faces, ms since 1970-01-01 00:00 on that clock, and
    which are true ones; the others' ms mean nothing."""
    raw = np.frombuffer("".join(cells).encode("ascii", "replace"), np.uint8).reshape(-1, _PLAIN)
    digits = raw[:, _DIGITS] - np.uint8(ord("0"))
    true: Flags = np.all(digits <= 9, axis=1)
    pairs = (digits[:, ::2] * np.uint8(10) + digits[:, 1::2]).astype(np.int64)
    century, year, month, day, hour, minute, second = pairs.T
    months = (century * 100 + year - _FIRST_YEAR) * 12 + month - 1
    true &= (months >= 0) & (months < len(_MONTHS) - 1) & (month >= 1) & (month <= 12)
    months[~true] = 0
    true &= (day >= 1) & (day <= _MONTHS[months + 1] - _MONTHS[months])
    true &= (hour < 24) & (minute < 60) & (second < 60)
    dash, blank, colon, colons = raw[:, 4], raw[:, 10], raw[:, 13], raw[:, 16]
    true &= ((dash == ord("-")) | (dash == ord("/"))) & (raw[:, 7] == dash)
    true &= (blank == ord(" ")) | (blank == ord("T"))
    true &= (colon == ord(":")) & (colons == ord(":"))
    days = _MONTHS[months] + day - 1
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000, true


def tells_the_day(form: str) -> bool:
    """Whether a time written by `form` (strptime) can be read back with its whole date."""
    try:
        return all(
            datetime.strptime(day.strftime(form), form).date() == day.date() for day in _DAYS
        )
    except ValueError:
        return False


def _by_form(shown: str, form: str) -> datetime:
    try:
        return datetime.strptime(shown, form)
    except ValueError:
        raise Fault("import.row.time_form", form=form) from None


def _recognised(cell: Cell) -> datetime | int:
    """A clock face, or an instant where the cell says which."""
    shown = text(cell)
    found = _TIME.fullmatch(shown)
    if found is None:
        return _numeric(cell, shown)
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        face = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))
        face += timedelta(seconds=_below(second, 60), milliseconds=_ms(fraction))
    except ValueError:
        raise Fault("import.row.time") from None
    if offset is None:
        return face
    if offset == "Z":
        return face.replace(tzinfo=UTC)
    try:
        return datetime.fromisoformat(face.isoformat() + offset)
    except ValueError:
        raise Fault("import.row.time") from None


def _ms(fraction: str | None) -> int:
    return int((fraction or "0")[:3].ljust(3, "0"))


def _below(digits: str | None, limit: int) -> int:
    value = int(digits or 0)
    if value >= limit:
        raise ValueError(digits)
    return value


def _numeric(cell: Cell, shown: str) -> datetime | int:
    """An epoch in seconds (10 digits) or ms (13 digits), or an Excel serial day."""
    try:
        value = float(shown)
    except ValueError:
        raise Fault("import.row.time") from None
    if 1e9 <= value < 1e10:
        return round(value * 1000)
    if 1e12 <= value < 1e13:
        return round(value)
    if 20_000 <= value < 90_000:
        ms = round((value - int(value)) * 86_400_000)
        day = datetime.combine(_EXCEL_EPOCH + timedelta(days=int(value)), time())
        return day + timedelta(milliseconds=ms)
    raise Fault("import.row.time")
