"""What a file says of the session and its plates, put together as one run-sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from controlroom.core.time import Instant
from controlroom.exchange import names, plates, timeline
from controlroom.exchange.cells import BadCellError
from controlroom.exchange.headers import Column
from controlroom.exchange.names import Kind
from controlroom.exchange.records import Findings, Record, value_of
from controlroom.exchange.tables import Cell
from controlroom.exchange.times import When
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, RunSheet, Session
from controlroom.ports import SheetRequest


def assembled(
    request: SheetRequest,
    facts: Mapping[str, tuple[str, int, str, Cell]],
    rows: Sequence[Record],
    findings: Findings,
    exact: Callable[[RunSheet], RunSheet] | None = None,
) -> tuple[RunSheet, int, Instant]:
    """The records of all plates merged into `request.base`, how many entries they are, and
    when the show begins by the file.

    `facts` of the session: field → sheet, 1-based row, label, cell. `exact` mends what was
    read of rows that were there."""
    base = request.base
    by_plate = {p: [r for r in rows if r.plate is p] for p in Plate}
    sorted_rows = plates.script_rows(by_plate[Plate.SCRIPT], findings)
    session, works = _session(base, facts, findings)
    times = _stated_times(sorted_rows.rows, works, findings)
    session, works = _begun(base, session, works, times, "planned_start" in facts)
    begins = session.planned_start
    if request.keep_start:
        session, works = _kept(base, session)
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
    if exact is not None:
        sheet = exact(sheet)
    if request.drop_missing:
        sheet = _without_missing(sheet, by_plate, findings)
    others = sum(len(found) for plate, found in by_plate.items() if plate is not Plate.SCRIPT)
    return _moved(sheet, request, findings), sorted_rows.entries + others, begins


def _kept(base: RunSheet, session: Session) -> tuple[Session, timeline.Clockwork]:
    """The session beginning and ending as it does in `base`, and its clock."""
    start, end = base.session.planned_start, base.session.planned_end
    works = timeline.clockwork(start, session.zone, anchored=True)
    return replace(session, planned_start=start, planned_end=end), works


def _without_missing(
    sheet: RunSheet, by_plate: Mapping[Plate, Sequence[Record]], findings: Findings
) -> RunSheet:
    """Without the rows of the file's plates that the file does not have."""
    missing, before = set(findings.missing), sheet
    for plate in (p for p in Plate if by_plate[p]):
        rows = [row.id for row in sheet.rows(plate) if row.id in missing]
        sheet = edits.remove_rows(sheet, plate, rows) if rows else sheet
    findings.notes = [note for note in findings.notes if note.key != "runsheet.kept"]
    gone = sum(len(before.rows(p)) - len(sheet.rows(p)) for p in Plate)
    if gone:
        findings.note("runsheet.dropped", rows=gone)
    return sheet


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
            value = value_of(cell, column, findings, "hm")
        except BadCellError as bad:
            findings.bad(sheet, row, label, cell, bad.key)
            continue
        whole = field.kind is not Kind.WHEN or not isinstance(value, tuple)
        values[name] = value if whole else cast("tuple[object, ...]", value)[0]
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
