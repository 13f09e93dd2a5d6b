"""`controlroom feeds`: what is connected from outside, tried out and given its password."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable

from controlroom.app import compose
from controlroom.app.context import Context
from controlroom.core.errors import WorldError
from controlroom.desk.broadcasting import KEPT_AS, place_of
from controlroom.desk.passwords import Passwords
from controlroom.ports.broadcast import Broadcast, Place

NAMES = ("obs",)
DONE = 0


def feeds(context: Context) -> int:
    """list | test NAME | login NAME. No database is opened."""
    return _ACTIONS[context.args.action](context)


def _list(context: Context) -> int:
    settings = context.settings
    on, password = bool(settings.get("obs.on")), _kept()
    host, port = str(settings.get("obs.host")), settings.get("obs.port")
    found = {"name": "obs", "on": on, "host": host, "port": port, "password": password}
    habits = {name: settings.get(f"obs.{name}") for name in ("at_start", "ask_end")}
    context.give({"feeds": [found | habits]})
    text = context.speaker.text
    context.say(
        "cli.feeds.obs",
        state=text(f"cli.feeds.{'on' if on else 'off'}"),
        host=host,
        port=str(port),
        password=text(f"cli.feeds.password.{password}"),
    )
    return DONE


def _kept() -> str:
    """kept | none | no_keyring | refused."""
    try:
        return "kept" if compose.secrets().get(KEPT_AS) else "none"
    except WorldError as refused:
        return "no_keyring" if refused.message.key == "secrets.none" else "refused"


def _test(context: Context) -> int:
    _name(context)
    place, began = _place(context), compose.steady()
    seen = compose.broadcasts().look(place, lambda: _password(context))
    gone = None if seen.began is None else max(0, compose.steady() - seen.began)
    context.give(
        {
            "name": "obs",
            "ok": True,
            "host": place.host,
            "port": place.port,
            "obs_version": seen.program,
            "websocket_version": seen.plugin,
            "streaming": seen.streaming,
            "streamed_ms": gone,
            "recording": seen.recording,
            "took_ms": compose.steady() - began,
        }
    )
    _say(context, seen, gone)
    return DONE


def _say(context: Context, seen: Broadcast, gone: int | None) -> None:
    versions = {"program": seen.program, "plugin": seen.plugin}
    if gone is None:
        context.say("ui.settings.obs.works", **versions)
    else:
        context.say("ui.settings.obs.works.live", long_ms=gone, **versions)


def _password(context: Context) -> str | None:
    """OBS wants one: the one that is kept, else the one that is typed in now."""
    try:
        kept = Passwords(compose.secrets()).get(KEPT_AS)
    except WorldError:
        kept = None
    return kept or _typed(context)


def _login(context: Context) -> int:
    name = _name(context)
    typed = _typed(context)
    if not typed:
        raise WorldError("cli.feeds.nothing")
    try:
        compose.secrets().put(KEPT_AS, typed)
    except WorldError as refused:
        if refused.message.key == "secrets.none":
            raise WorldError("cli.feeds.no_keyring") from refused
        why = context.speaker.say(refused.message)
        raise WorldError("cli.feeds.not_kept", why=why) from refused
    context.give({"name": name, "password": "kept"})
    context.say("cli.feeds.kept")
    return DONE


def _typed(context: Context) -> str:
    """From the terminal, unseen; from a pipe, its first line."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        return getpass.getpass(context.speaker.text("cli.feeds.ask"))
    return sys.stdin.readline().rstrip("\r\n")


def _name(context: Context) -> str:
    name, known = context.args.name, ", ".join(NAMES)
    if not name:
        raise WorldError("cli.feeds.no_name", known=known)
    if name not in NAMES:
        raise WorldError("cli.feeds.unknown", name=name, known=known)
    return str(name)


def _place(context: Context) -> Place:
    settings, args = context.settings, context.args
    host = args.host or str(settings.get("obs.host"))
    return place_of(host, settings.get("obs.port") if args.port is None else args.port)


_ACTIONS: dict[str, Callable[[Context], int]] = {"list": _list, "test": _test, "login": _login}
