"""`controlroom backtest RULE ID…`: when a rule would have spoken in past shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from controlroom.app.context import Context
from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Message
from controlroom.core.saying import Speaker
from controlroom.desk.ruling import Trial, precision
from controlroom.live.rulebook import Rule

DONE, BAD, PARTLY = 0, 2, 3


def backtest(context: Context) -> int:
    """The rule on each session; sessions it can't be tried on are listed (exit code 3)."""
    rule = _rule(context)
    tried: list[Trial] = []
    refused: list[tuple[str, Message]] = []
    for session in context.args.ids:
        try:
            known = context.desk.world.store.sheets.load(SessionId(session)).session.id
            tried.append(context.finish(context.desk.ruling.backtest(rule, known)))
        except WorldError as error:
            refused.append((session, error.message))
    context.give(_document(context, rule, tried, refused))
    _print(context, rule, tried)
    for session, why in refused:
        context.warn("cli.backtest.refused", session=session, why=context.speaker.say(why))
    if not refused:
        return DONE
    return PARTLY if tried else BAD


def _rule(context: Context) -> Rule:
    """By its name, or by its title in either language. Raises WorldError with all names."""
    asked, book = context.args.rule, context.desk.ruling.rules()
    found = [rule for rule in book if asked == rule.name or asked in rule.title.values()]
    if not found:
        names = ", ".join(rule.name for rule in book)
        raise WorldError("cli.backtest.no_rule", rule=asked, names=names)
    return found[0]


def _speaker(context: Context, tried: Trial) -> Speaker:
    session = tried.session
    return replace(context.speaker, zone=session.zone, currency=session.currency)


def _document(
    context: Context, rule: Rule, tried: list[Trial], refused: list[tuple[str, Message]]
) -> dict[str, Any]:
    return {
        "rule": {
            "name": rule.name,
            "title": rule.title.get(context.speaker.lang, rule.name),
            "plate": rule.plate.value,
            "level": rule.level,
            "enabled": rule.enabled,
            "own": rule not in context.desk.ruling.ours(),
        },
        "spoke": sum(len(one.alerts) for one in tried),
        "precision": precision(tried),
        "sessions": [_tried(one, _speaker(context, one)) for one in tried],
        "errors": [
            {"session_id": session, "message": context.speaker.say(why)} for session, why in refused
        ],
    }


def _tried(one: Trial, speaker: Speaker) -> dict[str, Any]:
    zone = one.session.zone
    return {
        "session_id": one.session.id,
        "title": one.session.title,
        "from": formats.iso(one.start, zone),
        "to": formats.iso(one.until, zone),
        "as_planned": one.as_planned,
        "usual": "own" if one.own_usual else "show",
        "spoke": len(one.alerts),
        "on_air": {"spoke": one.spoke, "false_alarms": one.wrong},
        "alerts": [
            {
                "cue": alert.cue,
                "at": formats.iso(alert.at, zone),
                "offset_ms": alert.at - one.start,
                "text": speaker.say(alert.text),
                "advice": speaker.say(alert.advice),
            }
            for alert in one.alerts
        ],
    }


def _print(context: Context, rule: Rule, tried: list[Trial]) -> None:
    title = rule.title.get(context.speaker.lang, rule.name)
    for one in tried:
        speaker = _speaker(context, one)
        context.line(
            speaker.text(
                "cli.backtest.session",
                rule=title,
                session=one.session.id,
                title=one.session.title,
                count=len(one.alerts),
            )
        )
        if one.as_planned:
            context.line("  " + speaker.text("cli.backtest.as_planned"))
        for alert in one.alerts:
            when = formats.clock(alert.at, one.session.zone)
            away = formats.span(alert.at - one.start, hours=True)
            said = f"{speaker.say(alert.text)} → {speaker.say(alert.advice)}"
            context.line(f"  {when}  +{away}  {said}")
    if (share := precision(tried)) is not None:
        context.line(context.speaker.text("rule.trial.marks", **_marks(tried), share_ratio=share))


def _marks(tried: list[Trial]) -> dict[str, int]:
    """How often the rule spoke on air, and how often that was marked wrong."""
    return {"spoke": sum(t.spoke for t in tried), "wrong": sum(t.wrong for t in tried)}
