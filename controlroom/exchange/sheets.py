"""Run-sheets in and out of files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.message import Message
from controlroom.core.saying import Speaker
from controlroom.exchange import headers, names, rereading
from controlroom.exchange.assembling import assembled
from controlroom.exchange.cells import text_of
from controlroom.exchange.headers import Layout
from controlroom.exchange.records import Findings, records
from controlroom.exchange.tables import Book, Cell, Table, any_filled
from controlroom.exchange.workbook import read_book
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ports import SheetLayout, SheetPage, SheetRead, SheetRequest


class SheetBook:
    """`ports.SheetFiles` for .xlsx, .xls, .ods and .csv."""

    def open(self, path: str) -> Opened:
        """The file in memory. Raises WorldError when it can't be read as a whole."""
        return Opened(path, read_book(path))

    def meant(self, plate: Plate, headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(field, unit) that each heading names, ("", "") for none."""
        return headers.meant(plate, headings)

    def fields(self, plate: Plate | None) -> tuple[tuple[str, str, str], ...]:
        """(name, Chinese heading, English heading) of all a sheet of `plate` may hold."""
        return tuple((f.name, f.zh, f.en) for f in headers.fields_of(plate))

    def read(self, request: SheetRequest) -> SheetRead:
        """The file merged into `request.base`.

        Raises WorldError when the file as a whole can't be read: missing, empty, not a
        table, no such sheet, no header, a mapping to an unknown field or column.
        """
        _known_fields(request.mapping)
        return self.open(request.path).read(request)

    def write(
        self, sheet: RunSheet, path: str, speaker: Speaker, plate: Plate | None = None
    ) -> None:
        """By suffix: .xlsx (a sheet per plate) or .csv (one table with a plate column, or
        with `plate` that plate alone).

        Raises WorldError for another suffix or when the file can't be written.
        """
        from controlroom.exchange import writing

        match Path(path).suffix.lower():
            case ".xlsx":
                writing.write_xlsx(sheet, path, speaker)
            case ".csv":
                writing.write_csv(sheet, path, speaker, plate)
            case suffix:
                raise WorldError("runsheet.bad_suffix", file=Path(path).name, suffix=suffix)


class Opened:
    """`ports.OpenedSheets`: a file whose cells are in memory."""

    def __init__(self, path: str, book: Book) -> None:
        self._path, self._book = path, book
        self._tables = {table.name: table for table in book.tables}
        self._pages: tuple[SheetPage, ...] | None = None

    @property
    def pages(self) -> tuple[SheetPage, ...]:
        """The sheets of the file, in its order."""
        if self._pages is None:
            chosen = {t.name for t, _ in _default(self._book.tables, {})}
            self._pages = tuple(_page(table, chosen) for table in self._book.tables)
        return self._pages

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What is to be said of the file as a whole."""
        return self._book.remarks

    def columns(self, sheet: str, header: int) -> tuple[str, ...]:
        """What the columns under the header at the 0-based row are called."""
        table = self._tables[sheet]
        return headers.labels(table, header) if header < len(table.rows) else ()

    def propose(self, sheet: str, plate: Plate | None, header: int | None) -> SheetLayout | None:
        """How the sheet would be read with this plate and header."""
        found = headers.layout(self._tables[sheet], {}, plate, header)
        return None if found is None else headers.proposal(found)

    def read(self, request: SheetRequest) -> SheetRead:
        """The file merged into `request.base`. Raises WorldError as `SheetBook.read`."""
        session = request.base.session
        findings = Findings(file=self._path, currency=session.currency, zone=session.zone)
        findings.notes.extend(self.remarks)
        found = _choose(request, self._book.tables, findings)
        rows = [
            row
            for table, layout in found.tables
            for row in records(table, layout, findings, hidden=request.hidden_rows)
        ]
        exact = partial(rereading.exact, base=request.base, text=self._book.text)
        sheet, entries, begins = assembled(request, found.facts, rows, findings, exact)
        return SheetRead(
            sheet=sheet,
            errors=tuple(findings.errors),
            notes=tuple(findings.notes),
            mapping=_mapping(found.tables),
            rows=entries,
            begins=begins,
        )


def _page(table: Table, chosen: Collection[str]) -> SheetPage:
    about = _is_about(table)
    found = None if about else headers.layout(table, {}, names.plate_of(table.name))
    return SheetPage(
        name=table.name,
        cells=tuple(tuple(map(text_of, row)) for row in table.rows),
        hidden=table.hidden,
        hidden_rows=table.hidden_rows,
        about=about,
        layout=None if found is None else headers.proposal(found),
        chosen=table.name in chosen,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    tables: tuple[tuple[Table, Layout], ...]
    facts: Mapping[str, tuple[str, int, str, Cell]]  # field → sheet, row, label, cell


def _known_fields(mapping: Mapping[str, str]) -> None:
    known = {name for fields in names.FIELDS.values() for name in fields}
    for column, field in mapping.items():
        if field not in known:
            fields = " ".join(sorted(known))
            raise WorldError("runsheet.unknown_field", column=column, field=field, known=fields)


def _choose(request: SheetRequest, tables: Sequence[Table], findings: Findings) -> _Found:
    """The tables that are read: those somebody chose; else the one asked for; else all whose
    name is a plate's; else the first with a header. Hidden sheets only when named."""
    about = [t for t in tables if _is_about(t)]
    if request.layouts:
        laid = [
            (t, headers.stated(t, request.layouts[t.name]))
            for t in tables
            if t.name in request.layouts
        ]
    elif request.sheet is not None:
        laid = _named(request, tables)
    else:
        laid = _default(tables, request.mapping)
    _refuse_none(request, laid, tables)
    _say_what_is_left(laid, tables, about, findings)
    return _Found(tables=tuple(laid), facts=_facts(laid, about))


def _refuse_none(
    request: SheetRequest, laid: Sequence[tuple[Table, Layout]], tables: Sequence[Table]
) -> None:
    file = Path(request.path).name
    _all_mapped(request, laid, file)
    hidden = "、".join(t.name for t in tables if t.hidden)
    if not laid and hidden and request.sheet is None:
        raise WorldError("runsheet.only_hidden", file=file, sheets=hidden)
    if not laid:
        raise WorldError("runsheet.no_header", file=file, rows=headers.SEARCHED_ROWS)


def _is_about(table: Table) -> bool:
    return table.name.strip().lower() in names.SESSION_SHEETS


def _named(request: SheetRequest, tables: Sequence[Table]) -> list[tuple[Table, Layout]]:
    asked = [t for t in tables if t.name == request.sheet]
    if not asked:
        file, found = Path(request.path).name, "、".join(t.name for t in tables)
        raise WorldError(
            "runsheet.no_such_sheet", file=file, sheet=request.sheet or "", found=found
        )
    return _laid(asked, request.mapping)


def _default(tables: Sequence[Table], mapping: Mapping[str, str]) -> list[tuple[Table, Layout]]:
    shown = [t for t in tables if not t.hidden and not _is_about(t)]
    named = [t for t in shown if names.plate_of(t.name)] if len(tables) > 1 else []
    laid = _laid(named or shown, mapping)
    return laid if named else laid[:1]


def _laid(tables: Sequence[Table], mapping: Mapping[str, str]) -> list[tuple[Table, Layout]]:
    found = ((t, headers.layout(t, mapping, names.plate_of(t.name))) for t in tables)
    return [(table, layout) for table, layout in found if layout is not None]


def _all_mapped(request: SheetRequest, laid: Sequence[tuple[Table, Layout]], file: str) -> None:
    seen = {text_of(cell) for table, layout in laid for cell in table.rows[layout.header]}
    for column in request.mapping:
        if laid and column not in seen:
            raise WorldError("runsheet.unknown_column", file=file, column=column)


def _say_what_is_left(
    chosen: Sequence[tuple[Table, Layout]],
    tables: Sequence[Table],
    about: Sequence[Table],
    findings: Findings,
) -> None:
    read = [table for table, _ in chosen]
    for table, layout in chosen:
        findings.note("runsheet.header_found", sheet=table.name, row=layout.header + 1)
        if layout.ignored:
            columns = "、".join(layout.ignored)
            findings.note("runsheet.columns_left", sheet=table.name, columns=columns)
    spare = [t for t in tables if t not in (*read, *about) and any_filled((t,))]
    hidden = [t.name for t in spare if t.hidden]
    if hidden:
        findings.note("runsheet.hidden_sheets", sheets="、".join(hidden))
    left = [
        t.name for t in tables if t not in (*read, *about) and not t.hidden and any_filled((t,))
    ]
    if left:
        findings.note("runsheet.sheets_left", sheets="、".join(left))


def _facts(
    chosen: Sequence[tuple[Table, Layout]], about: Sequence[Table]
) -> dict[str, tuple[str, int, str, Cell]]:
    facts: dict[str, tuple[str, int, str, Cell]] = {}
    above = [(t.name, t.rows) for t in about] + [
        (t.name, t.rows[: lay.header]) for t, lay in chosen
    ]
    for sheet, rows in above:
        for name, (at, label, cell) in headers.session_facts(rows).items():
            facts.setdefault(name, (sheet, at + 1, label, cell))
    return facts


def _mapping(tables: Sequence[tuple[Table, Layout]]) -> dict[str, str]:
    return {
        column.heading: column.field.name
        for _, layout in tables
        for columns in layout.columns.values()
        for column in columns
    }
