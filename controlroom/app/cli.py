"""The command line: every headless job is a verb, and none of them imports Qt.

Exit codes: 0 done, 1 a bug (with a report file), 2 bad use or bad input, 3 done
but some rows were refused.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from controlroom import __version__
from controlroom.app import bad_use, speech
from controlroom.app.context import Context
from controlroom.app.logs import report_bug, start_logging
from controlroom.core.errors import WorldError
from controlroom.core.refusals import reason
from controlroom.core.saying import Speaker

BUG, BAD, PARTLY = 1, 2, 3
_IMPORTS = ("runsheet", "orders", "ads", "room", "bundle", "undo", "formats")


class _Parser(argparse.ArgumentParser):
    """Says bad use as `cli.md` asks: on standard error, exit code 2."""

    speaker: Speaker | None = None

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        if self.speaker is not None:
            why = bad_use.said(message, self.speaker.text)
            message = self.speaker.text("cli.bad_use", why=why, prog=self.prog)
        self.exit(BAD, f"{self.prog}: {message}\n")


def _spoken(speaker: Speaker) -> type[_Parser]:
    """A parser whose usage, headings and errors are in the speaker's language."""
    say = speaker.text

    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
            prefix = say("cli.usage") if prefix is None else prefix
            super().add_usage(usage, actions, groups, prefix)

    class Spoken(_Parser):
        def __init__(self, **given: Any) -> None:
            super().__init__(**given, formatter_class=Formatter, add_help=False)
            self.speaker = speaker
            self._positionals.title = say("cli.head.positionals")
            self._optionals.title = say("cli.head.options")
            self.add_argument("-h", "--help", action="help", help=say("cli.help.help"))

    return Spoken


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb (or the window, without one) and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    speaker = speech.speaker(speech.preferred(_asked_language(words)))
    args = parser(speaker).parse_args(words)
    context = Context(args, speaker)
    try:
        start_logging(quiet=getattr(args, "quiet", False))
        return _verb(args)(context)
    except WorldError as error:
        context.complain(error.message)
        return BAD
    except OSError as trouble:
        if isinstance(trouble, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            logging.getLogger(__name__).info("the system refused", exc_info=trouble)
            where = str(trouble.filename or trouble.filename2 or "—")
            context.warn("cli.world", reason=reason(trouble), path=where)
        return BAD
    except KeyboardInterrupt:
        context.warn("cli.stopped")
        return BAD
    except Exception as bug:  # noqa: BLE001  # the last net: a bug ends in a report
        context.warn("cli.bug", path=str(report_bug(bug)))
        return BUG
    finally:
        context.close()


def parser(speaker: Speaker) -> argparse.ArgumentParser:
    """The whole grammar of the command line, with help in the speaker's language."""
    say = speaker.text
    common = _Parser(add_help=False)
    _common(common, say)
    spoken = _spoken(speaker)
    top = spoken(prog="controlroom", description=say("cli.what"), parents=[common])
    version, said = f"controlroom {__version__}", say("cli.help.version")
    top.add_argument("--version", action="version", version=version, help=said)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", parser_class=spoken)
    add = _adder(verbs, say, common)
    _add_demo(add("demo"))
    _add_sessions(add("sessions"), say)
    _add_import(add("import"))
    _add_small(add)
    for verb in verbs.choices.values():
        _explain(verb, say)
    return top


def _explain(verb: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """Every argument says what it is: `cli.help.<name>` unless it was given more to say."""
    for argument in verb._actions:
        if argument.help is None:
            argument.help = say(f"cli.help.{argument.dest}")


def _common(common: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    keep = argparse.SUPPRESS
    common.add_argument("--db", metavar="URL|PATH", default=keep, help=say("cli.help.db"))
    common.add_argument("--json", action="store_true", default=keep, help=say("cli.help.json"))
    common.add_argument("--lang", choices=speech.LANGUAGES, default=keep, help=say("cli.help.lang"))
    common.add_argument("--quiet", action="store_true", default=keep, help=say("cli.help.quiet"))


def _adder(
    verbs: argparse._SubParsersAction[_Parser],
    say: Callable[..., str],
    common: _Parser,
) -> Callable[[str], argparse.ArgumentParser]:
    def add(name: str) -> argparse.ArgumentParser:
        text = say(f"cli.verb.{name}")
        return verbs.add_parser(name, help=text, description=text, parents=[common])

    return add


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--speed", type=float, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="N")
    demo.add_argument("--out", metavar="DIR")
    demo.add_argument("--headless", action="store_true")
    demo.add_argument("--orders", metavar="FILE")
    _add_map(demo)
    demo.add_argument("--tz", metavar="ZONE")


def _add_map(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", nargs="+")


def _add_sessions(sessions: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    sessions.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=("list", "show", "new", "duplicate", "archive"),
    )
    sessions.add_argument("id", nargs="?")
    which = sessions.add_mutually_exclusive_group()
    which.add_argument("--archived", action="store_true", help=say("cli.help.archived"))
    which.add_argument("--all", action="store_true", help=say("cli.help.all"))
    sessions.add_argument("--title", default="")
    sessions.add_argument("--start", metavar="INSTANT")
    sessions.add_argument("--tz", metavar="ZONE")


def _add_import(imports: argparse.ArgumentParser) -> None:
    imports.add_argument("kind", choices=_IMPORTS)
    imports.add_argument("files", nargs="*", metavar="FILE")
    imports.add_argument("--session", metavar="ID|new")
    imports.add_argument("--format", default="auto", metavar="NAME")
    _add_map(imports)
    imports.add_argument("--sheet", metavar="NAME")
    imports.add_argument("--start", metavar="INSTANT")
    imports.add_argument("--tz", metavar="ZONE")
    imports.add_argument("--time-format", metavar="FORMAT")
    kinds = ("delta", "cumulative", "auto")
    imports.add_argument("--kind", dest="counts", choices=kinds, default="auto")
    imports.add_argument("--currency", default=None)
    imports.add_argument("--dry-run", action="store_true")
    imports.add_argument("--as-new", action="store_true")


def _add_small(add: Callable[[str], argparse.ArgumentParser]) -> None:
    export = add("export")
    export.add_argument("what", choices=("runsheet", "facts", "bundle"))
    export.add_argument("id")
    export.add_argument("out")
    export.add_argument("--plate", choices=("S", "T", "A", "G", "E", "each"))
    export.add_argument("--rehearsals", action="store_true")
    add("check").add_argument("id")
    schedule = add("schedule")
    schedule.add_argument("id")
    schedule.add_argument("--row")
    schedule.add_argument("--drift", type=int, metavar="MS", default=0)
    replay = add("replay")
    replay.add_argument("id")
    replay.add_argument("--until", metavar="OFFSET")
    report = add("report")
    report.add_argument("id")
    report.add_argument("out", nargs="?")
    backtest = add("backtest")
    backtest.add_argument("rule", metavar="RULE")
    backtest.add_argument("ids", nargs="+", metavar="ID")
    rehearse = add("rehearse")
    rehearse.add_argument("id")
    rehearse.add_argument("--speed", type=float, default=120.0)
    rehearse.add_argument("--seed", type=int, default=1)
    feeds = add("feeds")
    feeds.add_argument("action", nargs="?", default="list", choices=("list", "test", "login"))
    feeds.add_argument("name", nargs="?")
    feeds.add_argument("--host", metavar="HOST")
    feeds.add_argument("--port", type=int, metavar="PORT")
    add("backup").add_argument("out", nargs="?")
    add("restore").add_argument("file")
    add("doctor").add_argument("--take-back", metavar="FILE")
    add("migrate")
    screens = add("screens")
    screens.add_argument("out")
    screens.add_argument("--size", action="append", metavar="WxH", default=[])


def _verb(args: argparse.Namespace) -> Callable[[Context], int]:
    if args.verb is None:
        from controlroom.app import loading

        loading.begin()
        from controlroom.app.opening import open_window

        return open_window
    if args.verb == "demo":
        from controlroom.app.demo import demo

        return demo
    if args.verb == "screens":
        from controlroom.app.pictures import screens

        return screens
    if args.verb == "feeds":
        from controlroom.app.connectors import feeds

        return feeds
    from controlroom.app import verbs

    return verbs.VERBS[args.verb]


def _asked_language(words: list[str]) -> str | None:
    for index, word in enumerate(words):
        if word.startswith("--lang="):
            return word.split("=", 1)[1]
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
    return None
