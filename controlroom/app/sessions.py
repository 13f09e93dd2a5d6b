"""`controlroom sessions …`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from controlroom.app.context import Context
from controlroom.app.looking_back import looked_back, print_review
from controlroom.core import formats
from controlroom.core.time import HOUR, Instant
from controlroom.desk.importing import session_at
from controlroom.desk.listing import Standing
from controlroom.plan.duplicate import next_week
from controlroom.plan.sheet import RunSheet
from controlroom.ports import ImportRecord, SessionBrief
from controlroom.review.export import to_json

DONE = 0


def sessions(context: Context) -> int:
    """list | show | new | duplicate | archive."""
    return _SESSIONS[context.args.action](context)


def _list(context: Context) -> int:
    args = context.args
    briefs = context.desk.sessions(archived=args.archived or args.all)
    if args.archived:
        briefs = tuple(b for b in briefs if b.archived)
    standings = context.finish(context.desk.listing.figures(briefs))
    context.give({"sessions": [_brief(b, standings.get(b.id)) for b in briefs]})
    if not briefs:
        context.say("cli.sessions.only_archived" if args.archived else "cli.sessions.none")
    for b in briefs:
        when = _when(context, b.planned_start, b.zone)
        mark = f"  ({context.speaker.text('cli.sessions.archived')})" if b.archived else ""
        figures = _figures(context, b, standings.get(b.id))
        context.line(f"{b.id}  {when}  {b.title}{mark}{figures}")
    return DONE


def _figures(context: Context, brief: SessionBrief, of: Standing | None) -> str:
    """`  就绪 87%`, or `  GMV ¥12,345 · 目标的 102.9% · ROI（全站）3.42`; "" for none."""
    if of is None:
        return ""
    say, parts = context.speaker.text, list[str]()
    if of.ready is not None:
        parts.append(say("cli.sessions.ready", share=formats.percent(of.ready, 0)))
    if of.gmv is not None:
        parts.append(f"GMV {formats.money(of.gmv, brief.currency)}")
    if of.share is not None:
        parts.append(say("cli.sessions.share", share=formats.percent(of.share)))
    if of.roi is not None:
        parts.append(f"ROI ({say('roi.' + of.basis)}) {formats.times(of.roi)}")
    return "  " + " · ".join(parts) if parts else ""


def _show(context: Context) -> int:
    """Its figures, as `replay` has them, and what was imported into it."""
    sheet = context.sheet()
    review = looked_back(context, sheet)
    document, zone = to_json(review), sheet.session.zone
    imports = context.desk.world.store.facts.imports(sheet.session.id)
    context.give({**document, "imports": [_import(one, zone) for one in imports]})
    print_review(context, review, document)
    for one in imports:
        context.say(
            "cli.sessions.import_undone" if one.undone else "cli.sessions.import",
            id=one.id,
            when=_when(context, one.at, zone),
            kind=one.kind,
            source=one.source,
            rows=one.kept + one.updated,
        )
    return DONE


def _import(one: ImportRecord, zone: str) -> dict[str, Any]:
    return {
        "import_id": one.id,
        "kind": one.kind,
        "source": one.source,
        "at": formats.iso(one.at, zone),
        "rows": {
            name: getattr(one, name) for name in ("read", "kept", "updated", "unchanged", "refused")
        },
        "undone": one.undone,
    }


def _new(context: Context) -> int:
    """An empty session; without `--start` at the next full hour."""
    args, zone = context.args, context.zone()
    now = context.desk.world.clock.wall()
    start = context.instant(args.start, zone) or Instant(now - now % HOUR + HOUR)
    title = args.title or args.id or context.speaker.text("cli.sessions.untitled")
    sheet = RunSheet(session=replace(session_at(title, start), zone=zone))
    made = context.desk.add_sheet(sheet)
    context.give({"session_id": made, "planned_start": formats.iso(start, zone)})
    said = "cli.sessions.made" if args.start else "cli.sessions.made_hour"
    context.say(said, session=made, when=_when(context, start, zone))
    return DONE


def _duplicate(context: Context) -> int:
    """The plan again; without `--start` on the same weekday at the same time, the first that
    is at least a week later and still to come."""
    session = context.sheet().session
    start = context.instant(context.args.start, session.zone)
    if start is None:
        now = context.desk.world.clock.wall()
        start = next_week(session.planned_start, session.zone, now)
    made = context.desk.duplicate_session(session.id, start)
    context.give(
        {
            "session_id": made,
            "from_session_id": session.id,
            "planned_start": formats.iso(start, session.zone),
        }
    )
    said = "cli.sessions.copied" if context.args.start else "cli.sessions.copied_week"
    context.say(said, session=made, when=_when(context, start, session.zone))
    return DONE


def _when(context: Context, start: Instant, zone: str) -> str:
    """`2026-11-22 周日 19:00`."""
    day = formats.day(start, zone, context.speaker.lang)
    return f"{formats.stamp(start, zone)[:5]}{day} {formats.clock(start, zone)}"


def _archive(context: Context) -> int:
    sheet = context.sheet()
    context.desk.archive_session(sheet.session.id)
    context.give({"session_id": sheet.session.id, "archived": True})
    context.say("cli.sessions.put_away", title=sheet.session.title, session=sheet.session.id)
    return DONE


def _brief(brief: SessionBrief, standing: Standing | None) -> dict[str, Any]:
    of = standing or Standing(session=brief.id)
    return {
        "id": brief.id,
        "title": brief.title,
        "planned_start": formats.iso(brief.planned_start, brief.zone),
        "currency": brief.currency,
        "archived": brief.archived,
        "simulated": brief.simulated,
        "aired": brief.aired,
        "readiness": of.ready,
        "gmv_minor": of.gmv,
        "target_share": of.share,
        "roi": of.roi,
        "roi_basis": of.basis or None,
    }


_SESSIONS: dict[str, Callable[[Context], int]] = {
    "list": _list,
    "show": _show,
    "new": _new,
    "duplicate": _duplicate,
    "archive": _archive,
}
