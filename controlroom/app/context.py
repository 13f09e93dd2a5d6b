"""What a verb works with: its arguments, its voice, and a desk that is opened on demand."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from controlroom.app import paths
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import Arg, Message
from controlroom.core.saying import Speaker
from controlroom.core.time import DAY, Instant, from_datetime, zone_of

if TYPE_CHECKING:
    from controlroom.desk.control import Desk
    from controlroom.desk.jobs import Job
    from controlroom.plan.sheet import RunSheet, Session
    from controlroom.ports import Settings


class Context:
    """One run of the command line."""

    def __init__(self, args: argparse.Namespace, speaker: Speaker) -> None:
        for name, default in (("db", None), ("json", False), ("lang", None), ("quiet", False)):
            if not hasattr(args, name):
                setattr(args, name, default)
        self.args, self.speaker = args, speaker
        self._desk: Desk | None = None
        self._settings: Settings | None = None

    @property
    def database(self) -> str:
        """The database asked for, or the user's."""
        return self.args.db or str(paths.database())

    @property
    def desk(self) -> Desk:
        """A desk on the database; opened at the first use."""
        if self._desk is None:
            from controlroom.app.compose import compose

            self._look_for_database()
            self._desk = compose(self.database, self.speaker, settings=self.settings)
        return self._desk

    def _look_for_database(self) -> None:
        """A verb that can only read does not make the database it was told to read.

        Raises WorldError when the file given by `--db` is not there.
        """
        given = (self.args.db or "").removeprefix("sqlite:///")
        if not given or "://" in given or _makes(self.args):
            return
        if not Path(given).exists():
            raise WorldError("cli.no_database", path=given)

    @property
    def settings(self) -> Settings:
        """The user's settings, read at the first use."""
        if self._settings is None:
            from controlroom.app.compose import settings_file

            self._settings = settings_file()
        return self._settings

    def close(self) -> None:
        """End the desk's threads."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def sheet(self) -> RunSheet:
        """The plan of the session named on the command line; from now on it is said as that
        session counts. Raises WorldError."""
        if not self.args.id:
            raise WorldError("cli.need_id")
        sheet = self.desk.world.store.sheets.load(SessionId(self.args.id))
        self.speak_for(sheet.session)
        return sheet

    def speak_for(self, session: Session) -> None:
        """Say times and money as `session` counts them from now on."""
        self.speaker = replace(self.speaker, zone=session.zone, currency=session.currency)

    # --- saying -----------------------------------------------------------------

    def say(self, key: str, **args: Arg) -> None:
        """A line on standard output (not with --json or --quiet)."""
        self.line(self.speaker.text(key, **args))

    def line(self, text: str = "") -> None:
        """A plain line on standard output (not with --json or --quiet)."""
        if not (self.args.json or self.args.quiet):
            print(text)  # the command line's own voice

    def give(self, document: dict[str, Any]) -> None:
        """The one JSON document, with --json."""
        if self.args.json:
            print(json.dumps(document, ensure_ascii=False, indent=1))

    def warn(self, key: str, **args: Arg) -> None:
        """A line on standard error."""
        self.complain(Message(key, args))

    def complain(self, message: Message) -> None:
        """A message on standard error."""
        print(f"controlroom: {self.speaker.say(message)}", file=sys.stderr)

    # --- asking -------------------------------------------------------------------

    def mapping(self) -> dict[str, str]:
        """`--map COLUMN=FIELD …` as a dict. Raises WorldError for a word without `=`."""
        pairs: dict[str, str] = {}
        for word in (w for group in self.args.map for w in group):
            column, equals, name = word.rpartition("=")
            if not equals or not column or not name:
                raise WorldError("cli.bad_map", word=word)
            pairs[column] = name
        return pairs

    def instant(self, text: str | None, zone: str) -> Instant | None:
        """An ISO date and time; without an offset it is in `zone`."""
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as bad:
            raise WorldError("cli.bad_instant", text=text) from bad
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise WorldError("cli.bad_instant", text=text)
        return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=zone_of(zone)))

    def offset(self, text: str | None) -> int | None:
        """ms since on-air: `1:23:45`, `83:45`, `5025s`, `90m` or plain ms."""
        if text is None:
            return None
        if unit := re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h)?", text):
            return _short_enough(text, float(unit[1]) * _UNITS[unit[2] or "ms"])
        if re.fullmatch(r"\d+(:\d{1,2}){1,2}", text):
            seconds = 0
            for part in text.split(":"):
                seconds = seconds * 60 + int(part)
            return _short_enough(text, seconds * 1000)
        raise WorldError("cli.bad_offset", text=text)

    def speed(self) -> float | None:
        """`--speed`, checked: above 0 and finite; None when not given."""
        speed: float | None = self.args.speed
        if speed is not None and not 0 < speed < float("inf"):
            raise WorldError("cli.bad_speed", text=str(speed))
        return speed

    def zone(self, default: str = "Asia/Shanghai") -> str:
        """`--tz`, checked, or `default`."""
        name = getattr(self.args, "tz", None) or default
        try:
            zone_of(name)
        except KeyError as unknown:
            raise WorldError("cli.bad_zone", zone=name) from unknown
        return str(name)

    # --- waiting ------------------------------------------------------------------

    def finish(self, job: Job) -> Any:
        """Wait for a job, with a progress bar where there is a terminal to show it."""
        if sys.stderr.isatty() and not self.args.quiet:
            job.on_progress(_bar)
        outcome = job.wait()
        if sys.stderr.isatty() and not self.args.quiet:
            print("\r\033[K", end="", file=sys.stderr)
        return outcome


def _makes(args: argparse.Namespace) -> bool:
    """Whether a verb is meant to begin on an empty database."""
    if args.verb == "sessions":
        return bool(args.action == "new")
    if args.verb == "import":
        into = args.session in (None, "new")
        return (args.kind in ("runsheet", "bundle", "formats") and into) or args.session == "new"
    return args.verb in (None, "demo", "screens", "migrate", "restore")


_UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}
_FIRST_YEAR, _LAST_YEAR = 1990, 2199
_LONGEST = 366 * DAY


def _short_enough(text: str, offset: float) -> int:
    if offset > _LONGEST:
        raise WorldError("cli.bad_offset", text=text)
    return round(offset)


def _bar(share: float) -> None:
    filled = round(share * 30)
    print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {share:4.0%}", end="", file=sys.stderr)
