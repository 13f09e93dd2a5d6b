"""The report as a workbook: numbers as numbers, times as times, a sheet for each table.

What is not known is an empty cell. Text is written as text, never as a formula.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.message import Message
from controlroom.core.money import exponent
from controlroom.core.refusals import reason
from controlroom.core.saying import Speaker
from controlroom.core.time import MINUTE, Instant, local
from controlroom.review import tabulated
from controlroom.review.results import Review
from controlroom.review.tabulated import Kind, Tabulated, Value

_WIDE = {Kind.TEXT: 22.0, Kind.AT: 19.0, Kind.MONEY: 14.0}
_LONG = frozenset({"finding", "cue", "what", "of"})  # columns of sentences
_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.SIGNED: "+#,##0;-#,##0;0",
    Kind.RATIO: "0.0%",
    Kind.TIMES: "0.00",
    Kind.SPAN: "[h]:mm:ss",
    Kind.DRIFT: '+0.0" min";-0.0" min";0.0" min"',  # a clock format can't be below zero
    Kind.AT: "yyyy-mm-dd hh:mm:ss",
    Kind.SECONDS: '0.0" s"',
    Kind.SCORE: "0",
}


def write_book(review: Review, path: str, speaker: Speaker) -> None:
    """The report at `path`, said by `speaker` in its zone and currency.

    Raises WorldError or OSError when the file can't be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"created": datetime(2000, 1, 1), "title": review.session.title})
    pen = _Pen(book, speaker)
    pen.summary(review)
    for table in tabulated.tables(review):
        pen.table(table)
    try:
        book.close()
    except XlsxWriterException as trouble:
        name = Path(path).name
        raise WorldError("runsheet.unwritable", file=name, reason=reason(trouble)) from trouble


class _Pen:
    """Writes the sheets of one book."""

    def __init__(self, book: Any, speaker: Speaker) -> None:
        self._book, self._speaker = book, speaker
        places = exponent(speaker.currency)
        self._scale: int = 10**places
        known = _FORMATS | {Kind.MONEY: "#,##0" + ("." + "0" * places if places else "")}
        top = {"valign": "top"}
        self._formats = {k: book.add_format({"num_format": f, **top}) for k, f in known.items()}
        self._plain = book.add_format({"text_wrap": True, **top})
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._grey = book.add_format({"font_color": "#666666"})

    def _page(self, key: str) -> Any:
        page = self._book.add_worksheet(self._speaker.text(f"report.sheet.{key}"))
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        return page

    def summary(self, review: Review) -> None:
        """The headline figures with what they are made of, and how to read them."""
        page, say = self._page("summary"), self._speaker.text
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 20)
        page.set_column(2, 2, 60)
        page.write_string(0, 0, review.session.title, self._title)
        page.write_string(1, 0, _about(review, self._speaker), self._grey)
        heads = ("figure", "value", "of")
        for column, name in enumerate(heads):
            page.write_string(3, column, say(f"report.col.{name}"), self._head)
        for row, one in enumerate(tabulated.headline(review), 4):
            page.write_string(row, 0, self._speaker.say(one.name), self._plain)
            self._put(page, row, 1, one.value, one.kind)
            if one.of is not None:
                page.write_string(row, 2, self._speaker.say(one.of), self._grey)
        row += 2
        for key in reading(review):
            page.write_string(row, 0, say(key), self._grey)
            row += 1

    def table(self, table: Tabulated) -> None:
        """One table: its title, its headings, its rows."""
        page = self._page(table.key)
        page.write_string(0, 0, self._speaker.say(table.title), self._title)
        page.freeze_panes(3, 0)
        for column, (name, kind) in enumerate(table.heads):
            wide = 60.0 if name in _LONG else _WIDE.get(kind, 11.0)
            page.set_column(column, column, wide)
            page.write_string(2, column, self._speaker.text(f"report.col.{name}"), self._head)
        for row, values in enumerate(table.rows, 3):
            for column, (value, (_, kind)) in enumerate(zip(values, table.heads, strict=True)):
                self._put(page, row, column, value, kind)

    def _put(self, page: Any, row: int, column: int, value: Value, kind: Kind) -> None:
        if value is None or value == "":
            return
        if isinstance(value, (str, Message)):
            speaker = self._speaker
            text = speaker.named(value) if isinstance(value, str) else speaker.say(value)
            page.write_string(row, column, text, self._plain)
        elif kind is Kind.AT:
            here = local(Instant(int(value)), self._speaker.zone).replace(tzinfo=None)
            page.write_datetime(row, column, here, self._formats[kind])
        elif kind is Kind.SPAN:
            page.write_datetime(row, column, timedelta(milliseconds=value), self._formats[kind])
        else:
            page.write_number(row, column, self._number(value, kind), self._formats.get(kind))

    def _number(self, value: float, kind: Kind) -> float:
        if kind is Kind.MONEY:
            return value / self._scale
        return value / MINUTE if kind is Kind.DRIFT else value


def _about(review: Review, speaker: Speaker) -> str:
    """When, where and by whom, and whether any of it is real."""
    session = review.session
    start = review.on_air_at if review.on_air_at is not None else review.start
    end = review.off_air_at if review.off_air_at is not None else review.end
    said = [
        f"{formats.stamp(start, speaker.zone)} – {formats.clock(end, speaker.zone)}",
        speaker.zone,
        session.shop,
        session.streamer,
        session.currency,
        speaker.text("report.simulated") if session.simulated else "",
        speaker.text("report.rehearsal") if review.rehearsal else "",
        speaker.text("report.no_run") if review.run is None else "",
    ]
    return " · ".join(part for part in said if part)


def reading(review: Review) -> list[str]:
    """The phrases that say how the figures are to be read."""
    lines = ["report.reading.missing", "report.reading.rates", "report.reading.even"]
    return ["report.reading.simulated", *lines] if review.session.simulated else lines
