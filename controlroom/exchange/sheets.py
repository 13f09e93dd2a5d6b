"""Run-sheets in and out of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from controlroom.core.errors import WorldError
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant
from controlroom.exchange import headers, names, plates, timeline
from controlroom.exchange.cells import BadCellError, text_of
from controlroom.exchange.headers import Column, Layout
from controlroom.exchange.names import Kind
from controlroom.exchange.records import Findings, Record, records, value_of
from controlroom.exchange.tables import Cell, Table, read_tables
from controlroom.exchange.times import When
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import SheetRead, SheetRequest


class SheetBook:
    """`ports.SheetFiles` for .xlsx, .xls, .ods and .csv."""

    def read(self, request: SheetRequest) -> SheetRead:
        """The file merged into `request.base`.

        Raises WorldError when the file as a whole can't be read: missing, empty, not a
        table, no such sheet, no header, a mapping to an unknown field or column.
        """
        _known_fields(request.mapping)
        findings = Findings(file=request.path, currency=request.base.session.currency)
        found = _choose(request, read_tables(request.path), findings)
        rows = [r for table, layout in found.tables for r in records(table, layout, findings)]
        sheet, entries = _assembled(request, found.facts, rows, findings)
        return SheetRead(
            sheet=sheet,
            errors=tuple(findings.errors),
            notes=tuple(findings.notes),
            mapping=_mapping(found.tables),
            rows=entries,
        )

    def write(self, sheet: RunSheet, path: str, speaker: Speaker) -> None:
        """By suffix: .xlsx (a sheet per plate) or .csv (one table with a plate column).

        Raises WorldError for another suffix or when the file can't be written.
        """
        from controlroom.exchange import writing

        match Path(path).suffix.lower():
            case ".xlsx":
                writing.write_xlsx(sheet, path, speaker)
            case ".csv":
                writing.write_csv(sheet, path, speaker)
            case suffix:
                raise WorldError("runsheet.bad_suffix", file=Path(path).name, suffix=suffix)


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
    """The tables that are read: the one asked for; else all whose name is a plate's; else
    the first with a header."""
    file = Path(request.path).name
    if request.sheet is not None:
        tables = [t for t in tables if t.name == request.sheet]
        if not tables:
            found = "、".join(t.name for t in read_tables(request.path))
            raise WorldError("runsheet.no_such_sheet", file=file, sheet=request.sheet, found=found)
    about = [t for t in tables if t.name.strip().lower() in names.SESSION_SHEETS]
    rest = [t for t in tables if t not in about]
    named = [t for t in rest if names.plate_of(t.name)] if len(tables) > 1 else []
    laid = [(t, layout) for t in named or rest if (layout := _layout(request, t))]
    _all_mapped(request, laid, file)
    if not laid:
        raise WorldError("runsheet.no_header", file=file, rows=headers.SEARCHED_ROWS)
    chosen = laid if named else laid[:1]
    _say_what_is_left(chosen, tables, about, findings)
    return _Found(tables=tuple(chosen), facts=_facts(chosen, about))


def _layout(request: SheetRequest, table: Table) -> Layout | None:
    return headers.layout(table, request.mapping, names.plate_of(table.name))


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
    left = [t.name for t in tables if t not in read and t not in about]
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


# --- putting it together ------------------------------------------------------


def _assembled(
    request: SheetRequest,
    facts: Mapping[str, tuple[str, int, str, Cell]],
    rows: Sequence[Record],
    findings: Findings,
) -> tuple[RunSheet, int]:
    base = request.base
    by_plate = {p: [r for r in rows if r.plate is p] for p in Plate}
    sorted_rows = plates.script_rows(by_plate[Plate.SCRIPT], findings)
    session, works = _session(base, facts, findings)
    times = _stated_times(sorted_rows.rows, works, findings)
    session, works = _begun(base, session, works, times, "planned_start" in facts)
    products = plates.goods(by_plate[Plate.GOODS], base.products, findings)
    products = plates.goods_in_script(sorted_rows.rows, products, findings)
    places = timeline.placed(times, works)
    _guessed(places, findings)
    segments = plates.script(sorted_rows, places, base.segments, products, findings)
    sheet = RunSheet(
        session=session,
        products=products,
        segments=segments,
        slots=plates.traffic(by_plate[Plate.TRAFFIC], base.slots, works, findings),
        giveaways=plates.giveaways(
            by_plate[Plate.GIVEAWAY], base.giveaways, segments, products, works, findings
        ),
        tasks=plates.warmup(by_plate[Plate.WARMUP], base.tasks, works, findings),
    )
    others = sum(len(found) for plate, found in by_plate.items() if plate is not Plate.SCRIPT)
    return _moved(sheet, request, findings), sorted_rows.entries + others


def _stated_times(
    rows: Sequence[Record], works: timeline.Clockwork, findings: Findings
) -> list[timeline.Stated]:
    times = [plates.stated(record) for record in rows]
    if timeline.as_offsets(times, works.start, works.zone):
        findings.note("runsheet.offsets")
        return [timeline.offset(row) for row in times]
    return times


def _guessed(places: Sequence[timeline.Placed], findings: Findings) -> None:
    guessed = sum(place.doubt == "runsheet.no_duration" for place in places)
    if guessed:
        findings.note("runsheet.no_duration", rows=guessed)


def _session(
    base: RunSheet, facts: Mapping[str, tuple[str, int, str, Cell]], findings: Findings
) -> tuple[Session, timeline.Clockwork]:
    """The session with the facts of the file, and the clock its times are read by."""
    values = _fact_values(facts, findings)
    session = base.session
    day = values.pop("day", None)
    start, end = values.pop("planned_start", None), values.pop("planned_end", None)
    works = timeline.clockwork(session.planned_start, session.zone, anchored=bool(base.segments))
    if isinstance(day, When) and day.day is not None:
        works = replace(works, day=day.day, start=_same_clock(works, day))
    if isinstance(start, When):
        works = replace(works, start=replace(works, anchored=False).at(start, None), anchored=True)
        works = timeline.clockwork(works.start, session.zone, anchored=True)
    given = {k: v for k, v in values.items() if v is not None}
    given["planned_start"] = works.start
    if isinstance(end, When):
        given["planned_end"] = works.at(end, works.start)
    return replace(session, **given), works  # type: ignore[arg-type]


def _same_clock(works: timeline.Clockwork, day: When) -> Instant:
    midnight = timeline.clockwork(works.start, works.zone, anchored=False).at(When(ms=0), None)
    of_day = works.start - midnight
    return works.at(When(ms=of_day, day=day.day), None)


def _fact_values(
    facts: Mapping[str, tuple[str, int, str, Cell]], findings: Findings
) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, (sheet, row, label, cell) in facts.items():
        field = names.SESSION[name]
        column = Column(at=0, heading=label, unit=names.unit_of(label), field=field)
        try:
            value = value_of(cell, column, findings.currency, "hm")
        except BadCellError as bad:
            findings.bad(sheet, row, label, cell, bad.key)
            continue
        values[name] = value[0] if isinstance(value, tuple) else value
        if field.kind is Kind.TEXT and not value:
            values[name] = None
    return values


def _begun(
    base: RunSheet,
    session: Session,
    works: timeline.Clockwork,
    times: Sequence[timeline.Stated],
    stated: bool,
) -> tuple[Session, timeline.Clockwork]:
    """Where the file does not say when the show begins, it begins with its first row."""
    if stated:
        return session, works
    first = timeline.first_start(times, works)
    if first is None or first == works.start:
        return session, replace(works, anchored=True)
    begun = timeline.clockwork(first, session.zone, anchored=True)
    end = session.planned_end
    if end is not None and not base.segments:
        end = None if end <= first else end
    return replace(session, planned_start=first, planned_end=end), begun


def _moved(sheet: RunSheet, request: SheetRequest, findings: Findings) -> RunSheet:
    """The sheet moved so that it begins at `request.start`, when that is given."""
    if request.start is None or request.start == sheet.session.planned_start:
        return sheet
    by = request.start - sheet.session.planned_start
    findings.note("runsheet.moved", by_ms=by)
    return moved_by(sheet, by)


def moved_by(sheet: RunSheet, by: int) -> RunSheet:
    """Every stated time of `sheet` `by` ms later."""
    session = sheet.session

    def late(at: Instant | None) -> Instant | None:
        return None if at is None else Instant(at + by)

    return replace(
        sheet,
        session=replace(
            session,
            planned_start=Instant(session.planned_start + by),
            planned_end=late(session.planned_end),
        ),
        segments=tuple(replace(s, start=late(s.start)) for s in sheet.segments),
        slots=tuple(
            replace(s, start=Instant(s.start + by), end=Instant(s.end + by)) for s in sheet.slots
        ),
        giveaways=tuple(replace(g, start=late(g.start)) for g in sheet.giveaways),
    )
