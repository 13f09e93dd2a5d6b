"""What is written in a cell, as an instant."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from controlroom.core.errors import WorldError
from controlroom.core.time import at_local, from_datetime, zone_of
from controlroom.facts.columns import MISSING
from controlroom.feeds.values import Cell, Fault, blank, text

_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]+(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})秒?(?:[.,](\d{1,9}))?)?分?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
_PLAIN_TIME = re.compile(r"[0-9]{4}([-/])[0-9]{2}\1[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2199
_DAYS = datetime(2026, 11, 22, tzinfo=UTC), datetime(2027, 3, 9, tzinfo=UTC)


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
        self._zone, self._form = zone, form
        self._offsets: dict[int, int] = {}  # by quarter hour of the clock face
        self._starts: dict[str, int] = {}  # "2026-11-22 20:0" → its instant

    def __call__(self, cell: Cell) -> int:
        """The instant of `cell`. Raises Fault for a time that is not recognised."""
        if isinstance(cell, str):
            known = self._quick(cell)
            if known is not None:
                return known
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
        if isinstance(cell, str) and _PLAIN_TIME.fullmatch(cell):
            start = found.replace(minute=found.minute // 10 * 10, second=0)
            self._starts[cell[:15]] = self._instant(start)
        return self._instant(found)

    def _quick(self, shown: str) -> int | None:
        """The instant of `2026-11-22 20:01:02` by the known start of its ten minutes."""
        start = self._starts.get(shown[:15]) if len(shown) == 19 else None
        if start is None or shown[16] != ":" or shown[17] > "5":
            return None
        if not (shown[15] + shown[17:]).isdecimal():
            return None
        return start + int(shown[15]) * 60_000 + int(shown[17:]) * 1000

    def _instant(self, moment: datetime) -> int:
        """The zone's offset is looked up once a quarter hour. Raises Fault for a year that
        no show is in."""
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise Fault("import.row.time_far")
        if moment.tzinfo is not None:
            return int(from_datetime(moment))
        ms = (moment.toordinal() - 719_163) * 86_400_000 + moment.microsecond // 1000
        ms += ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1000
        quarter = ms // 900_000
        if quarter not in self._offsets:
            self._offsets[quarter] = ms - int(at_local(moment.date(), moment.time(), self._zone))
        return ms - self._offsets[quarter]


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
