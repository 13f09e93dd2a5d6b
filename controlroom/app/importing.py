"""`controlroom import …`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from controlroom.app.compose import readers
from controlroom.app.context import Context
from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId, fresh
from controlroom.core.time import HOUR
from controlroom.desk.gathering import NoGoodRowError
from controlroom.desk.importing import Imported
from controlroom.desk.sheet_imports import SheetImported
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import FileRequest, RowError, SheetRequest

BAD, PARTLY = 2, 3
_SHOWN = 20  # rows
_REFUSED, _ALSO = "cli.import.refused", "cli.import.refused_also"
_KEPT = "cli.import.cell_left_out"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how xlsx, ods and xls begin


def imports(context: Context) -> int:
    """runsheet | orders | ads | room | undo | formats."""
    kind = context.args.kind
    if kind == "formats":
        return _formats(context)
    if not context.args.files:
        raise WorldError("cli.need_file")
    if kind == "undo":
        return _undo(context)
    if context.args.sheet is not None:
        _need_sheets(context.args.files)
    if kind == "bundle":
        return _bundle(context)
    return _runsheet(context) if kind == "runsheet" else _facts(context)


def _need_sheets(files: list[str]) -> None:
    """Raises WorldError when `--sheet` is asked of a file that has none."""
    for file in map(Path, files):
        if file.is_file() and _first(file) not in _WORKBOOKS:
            raise WorldError("cli.no_sheets", file=file.name)


def _first(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(4)


def _formats(context: Context) -> int:
    formats_known = readers()[0].formats()
    context.give({"formats": [{"name": n, "kind": k} for n, k in formats_known]})
    for name, kind in formats_known:
        context.line(f"{kind:8} {name}")
    return 0


def _undo(context: Context) -> int:
    for name in context.args.files:
        context.desk.undo_import(name)
    context.give({"undone": context.args.files})
    context.say("cli.import.undone", ids=", ".join(context.args.files))
    return 0


# --- facts ----------------------------------------------------------------------


def _facts(context: Context) -> int:
    args = context.args
    if not args.session:
        raise WorldError("cli.need_session")
    session = None if args.session == "new" else SessionId(args.session)
    stored = None if session is None else context.desk.world.store.sheets.load(session).session
    if stored is not None:
        context.speak_for(stored)
    zone = context.zone(stored.zone if stored else "Asia/Shanghai")
    requests = tuple(_request(context, file, zone, stored) for file in args.files)
    try:
        imported = context.finish(context.desk.import_all(requests, session, dry=args.dry_run))
    except NoGoodRowError as nothing:
        return _nothing(context, nothing, context.args.format)
    context.give(_facts_document(context, imported, stored))
    _say_facts(context, imported)
    say_errors(context, imported.errors)
    return PARTLY if imported.errors else 0


def _nothing(context: Context, refused: NoGoodRowError, form: str) -> int:
    """No row was good: why, row by row."""
    rows = {"read": refused.read, "kept": 0, "updated": 0, "unchanged": 0}
    context.give(
        {
            "import_id": None,
            "session_id": None if context.args.session == "new" else context.args.session,
            "format": form,
            "rows": {**rows, "refused": refused.refused},
            "errors": [_error(context, e) for e in refused.errors],
            "notes": [],
            "totals": {},
        }
    )
    context.complain(refused.message)
    say_errors(context, refused.errors)
    return BAD


def _currency(context: Context, stored: Session | None) -> str:
    """The session's; for a new session `--currency`. Raises WorldError for another."""
    asked = (context.args.currency or (stored.currency if stored else "CNY")).upper()
    if stored is not None and asked != stored.currency.upper():
        raise WorldError("cli.bad_currency", text=asked, wanted=stored.currency)
    if not (len(asked) == 3 and asked.isascii() and asked.isalpha()):
        raise WorldError("cli.currency_code", text=asked)
    return str(asked)


def _request(context: Context, file: str, zone: str, stored: Session | None) -> FileRequest:
    args = context.args
    return FileRequest(
        path=file,
        kind=args.kind,
        format=args.format,
        mapping=context.mapping(),
        sheet=args.sheet,
        zone=zone,
        currency=_currency(context, stored),
        start=context.instant(args.start, zone) or (stored.planned_start if stored else None),
        counts=args.counts,
        time_format=args.time_format,
    )


def _facts_document(context: Context, imported: Imported, stored: Session | None) -> dict[str, Any]:
    zone = context.zone(stored.zone if stored else "Asia/Shanghai")
    return {
        "import_id": imported.id,
        "session_id": None if imported.dry and stored is None else imported.session,
        "format": _format(context, imported),
        "rows": {
            "read": imported.read,
            "kept": imported.kept,
            "updated": imported.updated,
            "unchanged": imported.unchanged,
            "refused": imported.refused,
        },
        "errors": [_error(context, e) for e in imported.errors],
        "notes": [context.speaker.say(n) for n in imported.notes],
        "totals": {
            "currency": _currency(context, stored),
            "amount_minor": imported.amount,
            "orders": imported.orders,
            "paid_orders": imported.paid_orders,
            "unpaid_orders": _unpaid(imported),
            "first": formats.iso(imported.first, zone),
            "last": formats.iso(imported.last, zone),
        },
    }


def _format(context: Context, imported: Imported) -> str:
    """The layout the file was read by."""
    read_by = [n.args.get("format") for n in imported.notes if n.key == "import.note.format"]
    return str(read_by[0]) if read_by else str(context.args.format)


def _say_facts(context: Context, imported: Imported) -> None:
    for note in imported.notes:
        context.line(context.speaker.say(note))
    context.say(
        "cli.import.done",
        read=imported.read,
        kept=imported.kept,
        updated=imported.updated,
        unchanged=imported.unchanged,
        refused=imported.refused,
    )
    if imported.kind == "orders":
        _say_orders(context, imported)
    if imported.id is not None:
        context.say("cli.import.ids", session=imported.session, id=imported.id)


def _say_orders(context: Context, imported: Imported) -> None:
    """How many orders were paid, and what they come to; the others apart."""
    unpaid = _unpaid(imported)
    context.say(
        "cli.import.orders_some_unpaid" if unpaid else "cli.import.orders",
        paid=imported.paid_orders,
        unpaid=unpaid,
        amount_minor=imported.amount,
    )


def _unpaid(imported: Imported) -> int | None:
    """Orders without a paid line; None where the files are no order files."""
    if imported.orders is None or imported.paid_orders is None:
        return None
    return imported.orders - imported.paid_orders


# --- run-sheets -------------------------------------------------------------------


def _runsheet(context: Context) -> int:
    args, desk = context.args, context.desk
    if len(args.files) > 1:
        raise WorldError("cli.one_file", count=len(args.files))
    base = _base(context)
    start = context.instant(args.start, base.session.zone)
    request = SheetRequest(
        path=args.files[0],
        base=base,
        sheet=args.sheet,
        mapping=context.mapping(),
        start=start,
    )
    try:
        done = context.finish(desk.exchange.import_sheet(request, dry=args.dry_run))
    except NoGoodRowError as nothing:
        return _nothing(context, nothing, "runsheet")
    context.give(_sheet_document(context, done))
    _say_sheet(context, done)
    say_errors(context, done.read.errors)
    return PARTLY if done.read.errors else 0


def _say_sheet(context: Context, done: SheetImported) -> None:
    for note in done.read.notes:
        context.line(context.speaker.say(note))
    context.say(
        "cli.import.done",
        read=done.read.rows,
        kept=done.kept,
        updated=done.updated,
        unchanged=done.unchanged,
        refused=done.refused,
    )
    if left_out := sum(error.kept for error in done.read.errors):
        context.say("cli.import.cells", cells=left_out)
    if done.id is not None:
        context.say("cli.import.ids", session=done.read.sheet.session.id, id=done.id)


def _base(context: Context) -> RunSheet:
    args = context.args
    if args.session and args.session != "new":
        return context.desk.world.store.sheets.load(SessionId(args.session))
    zone = context.zone()
    now = context.desk.world.clock.wall()
    start = context.instant(args.start, zone)
    name = args.files[0].replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return RunSheet(
        session=Session(
            id=SessionId(fresh("ses")),
            title=name,
            planned_start=start if start is not None else type(now)(now - now % HOUR + HOUR),
            zone=zone,
            currency=_currency(context, None),
        )
    )


def _sheet_document(context: Context, done: SheetImported) -> dict[str, Any]:
    read, sheet = done.read, done.read.sheet
    made = done.id is None and context.args.session in (None, "new")
    return {
        "import_id": done.id,
        "session_id": None if made else sheet.session.id,
        "format": "runsheet",
        "rows": {
            "read": read.rows,
            "kept": done.kept,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "refused": done.refused,
            "cells_left_out": sum(error.kept for error in read.errors),
        },
        "errors": [_error(context, e) for e in read.errors],
        "notes": [context.speaker.say(n) for n in read.notes],
        "mapping": dict(read.mapping),
        "totals": {
            "products": len(sheet.products),
            "segments": len(sheet.segments),
            "slots": len(sheet.slots),
            "giveaways": len(sheet.giveaways),
            "tasks": len(sheet.tasks),
        },
    }


# --- bundles ------------------------------------------------------------------------


def _bundle(context: Context) -> int:
    """A session from a bundle; `--as-new` gives it an id of its own."""
    args = context.args
    if len(args.files) > 1:
        raise WorldError("cli.one_bundle", count=len(args.files))
    as_new = args.as_new or args.session == "new"
    made = context.finish(context.desk.exchange.import_bundle(args.files[0], as_new=as_new))
    context.give(
        {
            "import_id": None,
            "session_id": made.session,
            "format": "bundle",
            "renamed": made.renamed,
            "totals": {"lines": made.orders, "runs": made.runs},
        }
    )
    context.say(
        "cli.import.bundle",
        title=made.title,
        session=made.session,
        lines=made.orders,
        runs=made.runs,
    )
    return 0


# --- errors -----------------------------------------------------------------------


def _error(context: Context, error: RowError) -> dict[str, Any]:
    return {
        "file": error.file,
        "sheet": error.sheet,
        "row": error.row,
        "column": error.column,
        "value": error.value,
        "message": context.speaker.say(error.message),
        "row_kept": error.kept,
    }


def say_errors(context: Context, errors: tuple[RowError, ...]) -> None:
    """The first rows at fault on standard error: each cell with its place and reason."""
    rows = _by_row(errors)
    for at, error in ((at, error) for row in rows[:_SHOWN] for at, error in enumerate(row)):
        context.warn(
            _KEPT if error.kept else _ALSO if at else _REFUSED,
            file=error.file,
            sheet=error.sheet,
            row=error.row,
            column=error.column,
            value=error.value,
            why=context.speaker.say(error.message),
        )
    if len(rows) > _SHOWN:
        context.warn("cli.import.more", more=len(rows) - _SHOWN)


def _by_row(errors: tuple[RowError, ...]) -> list[list[RowError]]:
    """The faults of each row. Files may have one name: a column told again is another row."""
    rows: list[list[RowError]] = []
    of: dict[tuple[str, str, int], list[RowError]] = {}
    for error in errors:
        place = (error.file, error.sheet, error.row)
        if place not in of or any(known.column == error.column for known in of[place]):
            of[place] = []
            rows.append(of[place])
        of[place].append(error)
    return rows
