"""Run-sheets as .xlsx and .csv, so that reading them back gives the same sheet.

Text is always written as text: a title that begins with `=`, `+`, `-` or `@` is never
a formula (in .csv it is guarded by an apostrophe, which reading takes off again).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.money import Minor, exponent, to_major
from controlroom.core.refusals import reason
from controlroom.core.saying import Speaker
from controlroom.core.time import DAY, HOUR, MINUTE, SECOND, Instant, local
from controlroom.exchange.cells import is_goals, mix_text
from controlroom.exchange.names import FIELDS, SESSION, Field, Kind, known
from controlroom.exchange.references import Goods, all_products, one_product
from controlroom.exchange.timeline import Clockwork, clockwork
from controlroom.exchange.times import When
from controlroom.plan.sheet import Plate, RoiBasis, Row, RunSheet, Segment

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET_NAMES: Mapping[Plate, Mapping[str, str]] = {
    Plate.GOODS: {"zh": "S 货品", "en": "S Goods"},
    Plate.SCRIPT: {"zh": "T 脚本", "en": "T Script"},
    Plate.TRAFFIC: {"zh": "A 投放", "en": "A Paid traffic"},
    Plate.GIVEAWAY: {"zh": "G 福利", "en": "G Giveaways"},
    Plate.WARMUP: {"zh": "E 预热", "en": "E Warm-up"},
}
SESSION_NAME = {"zh": "场次", "en": "Session"}
_BASES = {
    "zh": {
        "direct": "直接",
        "same_day": "当日累计",
        "whole": "全站",
        "net": "净成交",
        "all_in": "综合",
    },
    "en": {"same_day": "same day", "all_in": "all in"},
}
_DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""Text a spreadsheet might take for a formula when somebody edits the cell."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
Plain = str | int | float | bool | datetime | timedelta | None
"""What a cell is written as; instants are local datetimes, spans timedeltas."""


class Scribe:
    """The rows of one sheet as plain cells, in the speaker's language."""

    def __init__(self, sheet: RunSheet, speaker: Speaker) -> None:
        self.sheet, self.lang = sheet, speaker.lang
        self.session = sheet.session
        self.works: Clockwork = clockwork(
            self.session.planned_start, self.session.zone, anchored=True
        )
        self.begins = begins(sheet)
        self._goods, self._said = Goods(sheet.products), dict[tuple[RowId, ...], str]()
        self._titles = Counter(name for s in sheet.segments for name in {s.title, s.id})
        self._cells: dict[Plate, list[Callable[[Any], Plain]]] = {}

    def columns(self, plate: Plate) -> list[Field]:
        """The fields written for `plate`, the id last."""
        left_out = {"plate", "id"} | ({"offset"} if plate is Plate.SCRIPT else set())
        fields = FIELDS[plate]
        return [f for f in fields.values() if f.name not in left_out] + [fields["id"]]

    def heading(self, field: Field) -> str:
        """The column's heading."""
        return field.zh if self.lang == "zh" else field.en

    def about(self) -> list[tuple[str, Plain]]:
        """The facts of the session as (label, value); unknown ones are left out."""
        facts: list[tuple[str, Plain]] = []
        for field in SESSION.values():
            value = self._value(field, getattr(self.session, field.name, None))
            if field.name in ("planned_start", "planned_end"):
                at = getattr(self.session, field.name)
                value = None if at is None else self._local(at)
            if field.name == "goals" and not is_goals(self.session.goals, self.session.currency):
                value = None
            if value not in (None, ""):
                facts.append((self.heading(field), value))
        return facts

    def row(self, plate: Plate, row: Row) -> list[Plain]:
        """One row's cells in the order of `columns`."""
        if plate not in self._cells:
            self._cells[plate] = [self._cell(plate, field) for field in self.columns(plate)]
        return [cell(row) for cell in self._cells[plate]]

    def _cell(self, plate: Plate, field: Field) -> Callable[[Any], Plain]:
        """What writes the cells of a column."""
        name, value = field.name, self._value
        own: dict[tuple[Plate, str], Callable[[Any], Plain]] = {
            (Plate.SCRIPT, "start"): lambda row: self._segment_time(row, "start"),
            (Plate.SCRIPT, "end"): lambda row: self._segment_time(row, "end"),
            (Plate.SCRIPT, "products"): lambda row: self._products(row.products),
            (Plate.TRAFFIC, "end"): lambda row: self._at(row.end, row.start),
            (Plate.GIVEAWAY, "segment"): lambda row: self._segment(row.segment),
            (Plate.GIVEAWAY, "product"): lambda row: self._products(
                () if row.product is None else (row.product,)
            ),
        }
        return own.get((plate, name), lambda row: value(field, getattr(row, name)))

    def _value(self, field: Field, value: object) -> Plain:
        if value is None or type(value) is str:
            return value
        match field.kind:
            case Kind.MONEY if isinstance(value, int):
                major = to_major(Minor(value), self.session.currency)
                return float(major) if exponent(self.session.currency) else int(major)
            case Kind.WHEN if isinstance(value, int):
                return self._at(Instant(value), self.session.planned_start)
            case Kind.SPAN if isinstance(value, int):
                return timedelta(milliseconds=value) if value >= 0 else f"-{_hms(-value)}"
            case Kind.BEFORE if isinstance(value, int):
                return self._before(value)
            case Kind.FLAG:
                return _yes(bool(value), self.lang)
            case Kind.MIX if isinstance(value, tuple):
                return mix_text(value)
            case Kind.BASIS if isinstance(value, RoiBasis):
                return _BASES[self.lang].get(value, str(value))
        return value if isinstance(value, str | int | float) else str(value)

    def _segment_time(self, row: Segment, name: str) -> Plain:
        start, reference = self.begins[row.id]
        if name == "start":
            return self._at(start, reference)
        return None if row.milestone else self._at(Instant(start + row.duration), start)

    def _at(self, at: Instant, reference: Instant) -> Plain:
        """A clock face where it is read back as `at`, else date and time. A clock face
        is a timedelta since midnight; a date a datetime."""
        here = local(at, self.session.zone)
        face = timedelta(hours=here.hour, minutes=here.minute, seconds=here.second)
        said = When(ms=face // timedelta(milliseconds=1))
        shown = Instant(reference - reference % SECOND)  # what a .csv says of it
        same = self.works.at(said, reference) == at
        if same and shown != reference:
            same = self.works.at(said, shown) == at
        return _Face(face) if same else self._local(at)

    def _local(self, at: Instant) -> Plain:
        """Date and time; of an hour that is had twice, the second says so in words."""
        here = local(at, self.session.zone)
        if here.fold:
            return f"{here:%Y-%m-%d %H:%M:%S %Z}"
        return here.replace(tzinfo=None)

    def _products(self, ids: tuple[RowId, ...]) -> Plain:
        if ids not in self._said:
            joined = "、".join(self._product(row) for row in ids)
            found, unknown = all_products(joined, self._goods)
            self._said[ids] = joined if found == ids and not unknown else "、".join(ids)
        return self._said[ids]

    def _product(self, row: RowId) -> str:
        product = self.sheet.product(row)
        if product is None:
            return row
        for name in (f"{product.link}号" if product.link is not None else "", product.title):
            if name and one_product(name, self._goods) is product:
                return name
        return row

    def _segment(self, row: RowId | None) -> Plain:
        segment = self.sheet.segment(row)
        if segment is None:
            return row
        only = self._titles[segment.title] == 1
        return segment.title if only and segment.title.strip() else segment.id

    def _before(self, ms: int) -> str:
        sign = "T-" if ms >= 0 else "T+"
        words = {"zh": ("天", "小时", "分"), "en": (" days", " h", " min")}[self.lang]
        for unit, word in zip((DAY, HOUR, MINUTE), words, strict=True):
            if ms and ms % unit == 0:
                return f"{sign}{abs(ms) // unit}{word}"
        return sign + _hms(abs(ms))


class _Face(timedelta):
    """A clock face: ms since midnight, shown as a time of day."""

    def __new__(cls, face: timedelta) -> Self:
        return super().__new__(cls, seconds=face.total_seconds())


class _Exact(float):
    """A number written with all its digits (the writer's own sixteen lose the last)."""

    def __format__(self, spec: str) -> str:
        return str(int(self)) if self.is_integer() else repr(float(self))


def begins(sheet: RunSheet) -> dict[RowId, tuple[Instant, Instant]]:
    """Where each segment begins, and where the row before it ended."""
    found: dict[RowId, tuple[Instant, Instant]] = {}
    cursor = sheet.session.planned_start
    for row in sheet.segments:
        own = row.start is not None and (row.hard or not row.linked)
        start = row.start if own and row.start is not None else cursor
        found[row.id] = (start, cursor)
        if not row.skip and not row.milestone:
            cursor = Instant(start + row.duration)
    return found


def _hms(ms: int) -> str:
    seconds = ms // SECOND
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _yes(value: bool, lang: str) -> str:
    return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]


# --- .xlsx --------------------------------------------------------------------


def write_xlsx(
    sheet: RunSheet, path: str, speaker: Speaker, created: datetime | None = None
) -> None:
    """A workbook with the session and its five plates. With `created` the same sheet gives
    the same bytes. Raises WorldError when the file can't be written."""
    import xlsxwriter

    scribe = Scribe(sheet, speaker)
    book = xlsxwriter.Workbook(path, _OPTIONS)
    book.set_properties({"title": sheet.session.title, "created": created or datetime(2000, 1, 1)})
    styles = _styles(book, exponent(sheet.session.currency))
    _about_sheet(book, scribe, styles)
    for plate in Plate:
        _plate_sheet(book, plate, scribe, styles)
    try:
        book.close()
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as trouble:
        raise WorldError(
            "runsheet.unwritable", file=Path(path).name, reason=reason(trouble)
        ) from trouble


def _styles(book: Workbook, places: int) -> dict[str, Format]:
    money = "#,##0" + ("." + "0" * places if places else "")
    line = {"border": 1, "border_color": "#D5D9DE", "valign": "top"}
    formats = {"money": money, "factor": "0.00", "ratio": "0.0%", "count": "#,##0",
               "face": "hh:mm:ss", "span": "[h]:mm:ss", "date": "yyyy-mm-dd hh:mm:ss"}  # fmt: skip
    styles = {name: book.add_format(line | {"num_format": form}) for name, form in formats.items()}
    styles["text"] = book.add_format(line | {"text_wrap": True, "num_format": "@"})
    styles["quoted"] = book.add_format(
        line | {"text_wrap": True, "num_format": "@", "quote_prefix": True}
    )
    styles["id"] = book.add_format(line | {"font_color": "#8A929C", "num_format": "@"})
    styles["head"] = book.add_format(
        {
            "bold": True,
            "bg_color": "#1F2A36",
            "font_color": "#FFFFFF",
            "border": 1,
            "valign": "vcenter",
        }
    )
    return styles


def _about_sheet(book: Workbook, scribe: Scribe, styles: Mapping[str, Format]) -> None:
    page = book.add_worksheet(SESSION_NAME[scribe.lang])
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 40)
    kinds = {scribe.heading(f): f.kind for f in SESSION.values()}
    for at, (label, value) in enumerate(scribe.about()):
        page.write_string(at, 0, label, styles["head"])
        _put(page, at, 1, value, kinds[label], styles)


def _plate_sheet(
    book: Workbook, plate: Plate, scribe: Scribe, styles: Mapping[str, Format]
) -> None:
    page = book.add_worksheet(SHEET_NAMES[plate][scribe.lang])
    columns = scribe.columns(plate)
    for at, field in enumerate(columns):
        page.write_string(0, at, scribe.heading(field), styles["head"])
        page.set_column(at, at, _width(field))
    for down, row in enumerate(scribe.sheet.rows(plate), start=1):
        for at, (field, value) in enumerate(zip(columns, scribe.row(plate, row), strict=True)):
            _put(page, down, at, value, field.kind, styles)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(scribe.sheet.rows(plate))), len(columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _width(field: Field) -> int:
    if field.name in ("title", "introduction", "selling_point", "scene", "value", "mechanism"):
        return 26
    return 18 if field.kind in (Kind.TEXT, Kind.ID, Kind.WHEN) else 11


def _put(
    page: Worksheet, row: int, at: int, value: Plain, kind: Kind, styles: Mapping[str, Format]
) -> None:
    style = styles["id" if kind is Kind.ID else "text"]
    if value is None:
        page.write_blank(row, at, None, style)
    elif isinstance(value, datetime):
        page.write_datetime(row, at, value, styles["date"])
    elif isinstance(value, timedelta):
        form = styles["face" if isinstance(value, _Face) else "span"]
        page.write_number(row, at, value / timedelta(days=1), form)
    elif isinstance(value, int | float):
        page.write_number(row, at, _Exact(value), styles.get(kind, styles["count"]))
    else:
        page.write_string(row, at, value, styles["quoted"] if _DANGEROUS.match(value) else style)


# --- .csv ---------------------------------------------------------------------


def write_csv(sheet: RunSheet, path: str, speaker: Speaker, only: Plate | None = None) -> None:
    """One table: the session's facts on top, then all plates with a plate column, or the
    rows of `only` one plate.

    UTF-8 with BOM, so that Excel opens it rightly. Raises WorldError when the file
    can't be written.
    """
    scribe = Scribe(sheet, speaker)
    fields = _union(scribe) if only is None else [f.name for f in scribe.columns(only)]
    heads = [_common_heading(name, scribe.lang) for name in fields]
    if only is not None:
        heads = [scribe.heading(f) for f in scribe.columns(only)]
    try:
        with open(path, "w", encoding="utf-8-sig", newline="") as out:
            pen = csv.writer(out)
            for label, value in scribe.about():
                pen.writerow([label, as_text(value)])
            pen.writerow([])
            pen.writerow(heads)
            for plate in Plate if only is None else (only,):
                pen.writerows(_lines(scribe, plate, fields))
    except OSError as trouble:
        raise WorldError(
            "runsheet.unwritable", file=Path(path).name, reason=reason(trouble)
        ) from trouble


def _union(scribe: Scribe) -> list[str]:
    names = ["plate", "title"]
    for plate in (Plate.SCRIPT, Plate.GOODS, Plate.TRAFFIC, Plate.GIVEAWAY, Plate.WARMUP):
        names += [f.name for f in scribe.columns(plate) if f.name not in names]
    names.remove("id")
    return [*names, "id"]


def _common_heading(name: str, lang: str) -> str:
    """The heading of `name` where every plate understands it alike, else the bare name."""
    field = next(fields[name] for fields in FIELDS.values() if name in fields)
    heading = field.zh if lang == "zh" else field.en
    for plate, fields in FIELDS.items():
        understood = known(plate, heading)
        if (understood.name if understood else None) != (name if name in fields else None):
            return name
    return heading


def _lines(scribe: Scribe, plate: Plate, fields: Sequence[str]) -> list[list[str]]:
    names = [f.name for f in scribe.columns(plate)]
    lines = []
    for row in scribe.sheet.rows(plate):
        cells = dict(zip(names, scribe.row(plate, row), strict=True)) | {"plate": str(plate)}
        lines.append([as_text(cells.get(name)) for name in fields])
    return lines


def as_text(value: Plain) -> str:
    """A cell of a .csv."""
    if value is None:
        return ""
    if isinstance(value, timedelta):
        return _hms(value // timedelta(milliseconds=1))
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    return "'" + text if _DANGEROUS.match(text) else text
