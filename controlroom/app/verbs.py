"""The headless verbs of `cli.md`. Each takes a `Context` and returns the exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from controlroom.app.backtesting import backtest
from controlroom.app.context import Context
from controlroom.app.importing import imports
from controlroom.app.looking_back import print_review, replay, report
from controlroom.app.sessions import sessions
from controlroom.app.tables import table
from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, SessionId
from controlroom.core.time import Instant
from controlroom.desk.reviewing import entries_of
from controlroom.live import engine, outlook
from controlroom.live.readout import Phase
from controlroom.plan import timing
from controlroom.plan.naming import named
from controlroom.plan.severities import OFF
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import Expected, Forecast, Progress, Schedule

DONE = 0


def export(context: Context) -> int:
    """A session's run-sheet, its facts, or all of it as a bundle, into a file."""
    session, args = context.sheet().session.id, context.args
    if args.what == "bundle":
        if not args.out.lower().endswith(".zip"):
            raise WorldError("cli.bundle_zip", file=args.out)
        made = context.desk.exchange.export_bundle(session, args.out, rehearsals=args.rehearsals)
        files = [context.finish(made)]
    elif args.what == "facts":
        files = list(context.finish(context.desk.exchange.export_facts(session, args.out)))
    else:
        files = _export_sheet(context, session)
    context.give({"session_id": session, "out": args.out, "files": files})
    for file in files:
        context.line(file)
    return DONE


def _export_sheet(context: Context, session: SessionId) -> list[str]:
    """The run-sheet; with `--plate` one plate of it, or each into a .csv of its own."""
    wanted, out = context.args.plate, context.args.out
    if wanted is None:
        if out.lower().endswith(".pdf"):
            from controlroom.app.printing import ready

            ready()
        context.finish(context.desk.export_sheet(session, out))
        return [out]
    if not out.lower().endswith(".csv"):
        raise WorldError("cli.plate_needs_csv", file=out)
    plates = list(Plate) if wanted == "each" else [Plate(wanted)]
    stem = out[:-4]
    files = {p: f"{stem}-{p.value}.csv" if wanted == "each" else out for p in plates}
    for plate, file in files.items():
        context.finish(context.desk.export_sheet(session, file, plate))
    return list(files.values())


def check(context: Context) -> int:
    """Readiness findings."""
    sheet = context.sheet()
    desk = context.desk
    findings = desk.judgement.findings(sheet, desk.now())
    say = context.speaker.say
    document = [
        {
            "code": f.code,
            "severity": f.severity,
            "plate": f.plate,
            "row": f.row,
            "text": say(f.text),
            "advice": say(f.advice),
        }
        | ({"own_severity": f.was} if f.was else {})
        for f in findings
    ]
    off = sorted(code for code, level in desk.judgement.severities.items() if level == OFF)
    context.give(
        {"session_id": sheet.session.id, "findings": document} | ({"off": off} if off else {})
    )
    for f in document:
        own = f.get("own_severity")
        mark = f" ({context.speaker.text('cli.check.was', own=own)})" if own else ""
        context.line(f"{f['severity']:8}{mark} {f['plate'] or '':2} {f['text']}  → {f['advice']}")
    if not document:
        context.say("cli.check.clean")
    if off:
        context.say("cli.check.off", codes=", ".join(off))
    return DONE


def schedule(context: Context) -> int:
    """Planned / expected / actual start of every row, and the cuts to meet the hard end."""
    sheet = context.sheet()
    plan = timing.schedule(sheet)
    forecast = _forecast(context, sheet, plan)
    cuts = timing.cuts(sheet, plan, forecast, hard_end=sheet.session.planned_end)
    zone = sheet.session.zone
    context.give(
        {
            "session_id": sheet.session.id,
            "currency": sheet.session.currency,
            "over_under_ms": forecast.over_under,
            "expected_end": formats.iso(forecast.end, zone),
            "rows": _schedule_rows(plan, forecast, zone),
            "cuts": [
                {"id": c.id, "action": c.action, "saves_ms": c.saves, "value_minor": c.value}
                for c in cuts
            ],
        }
    )
    _print_schedule(context, sheet, plan, forecast)
    for cut in cuts:
        context.say(f"cli.cut.{cut.action}", id=cut.id, saves_ms=cut.saves, value_minor=cut.value)
    return DONE


def _schedule_rows(plan: Schedule, forecast: Forecast, zone: str) -> list[dict[str, Any]]:
    expected = {row.id: row for row in forecast.rows}
    return [
        {
            "id": row.id,
            "planned_start": formats.iso(row.start, zone),
            "expected_start": formats.iso(_start(expected.get(row.id)), zone),
            "actual_start": formats.iso(_actual(expected.get(row.id)), zone),
            "hard": row.hard,
            "gap_ms": row.gap,
            "overlap_ms": row.overlap,
            "skipped": row.skipped,
        }
        for row in plan.rows
    ]


def _start(row: Expected | None) -> Instant | None:
    return row.start if row else None


def _actual(row: Expected | None) -> Instant | None:
    return row.actual if row else None


def _print_schedule(context: Context, sheet: RunSheet, plan: Schedule, forecast: Forecast) -> None:
    zone, text = sheet.session.zone, context.speaker.text
    titles = {s.id: context.speaker.named(s.title) for s in named(sheet).segments}
    expected = {row.id: row for row in forecast.rows}
    head = [text(f"cli.schedule.{c}") for c in ("planned", "expected", "actual", "id", "title")]
    lines = [
        [
            formats.clock(row.start, zone, seconds=True),
            formats.clock(_start(expected.get(row.id)), zone, seconds=True),
            formats.clock(_actual(expected.get(row.id)), zone, seconds=True),
            row.id,
            titles[row.id],
        ]
        for row in plan.rows
    ]
    context.line(table(head, lines))
    context.say(
        "cli.schedule.sum",
        drift=formats.signed_span(forecast.over_under),
        end=formats.clock(forecast.end, zone, seconds=True),
    )


def _forecast(context: Context, sheet: RunSheet, plan: Schedule) -> Forecast:
    """As asked by --row and --drift, else as the journal has it, else before air."""
    row = context.args.row
    if row is not None:
        if all(timed.id != row for timed in plan.rows):
            raise WorldError("cli.no_row", row=row)
        return timing.expected(plan, timing.as_if(plan, RowId(row), context.args.drift))
    entries = entries_of(context.desk.world.store, sheet.session.id)
    state = engine.fold(entries)
    if entries and state.on_air_at is not None:
        ended = state.phase is Phase.OFF_AIR
        now = entries[-1][1].at if ended else context.desk.world.clock.wall()
        aired = outlook.forecast(state, now)
        if aired is not None:
            return aired
    return timing.expected(plan, Progress(row=None, started=None, now=plan.start))


def backup(context: Context) -> int:
    """A dated copy of the database."""
    from controlroom.app.care import backup_to

    path = backup_to(context.desk, context.database, context.args.out)
    context.give({"out": str(path)})
    context.line(str(path))
    return DONE


def restore(context: Context) -> int:
    """Put a backup in the place of the database (which is kept beside it)."""
    from controlroom.app.care import restore_from

    kept = restore_from(context.database, context.args.file)
    context.give({"kept": None if kept is None else str(kept)})
    said = "cli.restored" if kept else "cli.restored.new"
    context.say(said, path=str(kept or context.database))
    return DONE


def doctor(context: Context) -> int:
    """Look the database and the program over; take back what was saved beside it."""
    if context.args.take_back:
        back = context.finish(context.desk.rescue.take_back(context.args.take_back))
        context.say("cli.doctor.took_back", events=back.events, rows=back.rows)
    found = [*context.desk.world.store.doctor()]
    found += () if found else context.desk.exchange.halves()
    context.give({"findings": [context.speaker.say(m) for m in found]})
    for message in found:
        context.line(context.speaker.say(message))
    if not found:
        context.say("cli.doctor.sound", path=context.database)
    return DONE


def migrate(context: Context) -> int:
    """Opening the database migrates it (after a backup); say what it is now."""
    context.desk.sessions()
    context.give({"database": context.database})
    context.say("cli.migrated", path=context.database)
    return DONE


def rehearse(context: Context) -> int:
    """A simulated session into a scratch database, run by the pretend operator."""
    from controlroom.app.rehearsal import run_rehearsal
    from controlroom.review.export import to_json

    sheet = context.sheet()
    review = run_rehearsal(context, sheet, context.speed() or 1.0, context.args.seed)
    document = to_json(review)
    context.give(document)
    print_review(context, review, document)
    return DONE


VERBS: dict[str, Callable[[Context], int]] = {
    "sessions": sessions,
    "import": imports,
    "export": export,
    "check": check,
    "schedule": schedule,
    "replay": replay,
    "report": report,
    "rehearse": rehearse,
    "backtest": backtest,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
    "migrate": migrate,
}
