"""Is a plan ready, as this merchant judges it: own severities, and what was shown before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from controlroom.core.ids import SessionId
from controlroom.core.time import Instant
from controlroom.plan import fatigue, readiness, severities
from controlroom.plan.fatigue import Shown
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import RunSheet
from controlroom.ports import SessionBrief

if TYPE_CHECKING:
    from controlroom.desk.world import World

Judge = Callable[[RunSheet, Instant], tuple[Finding, ...]]


class Judgement:
    """The checks with the merchant's severities (from the settings) and the sessions before.
    Any thread; what a session was preceded by is looked up once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._past: dict[SessionId, tuple[Shown, ...]] = {}
        self._passing = ""  # the choices where there are no settings

    @property
    def severities(self) -> Mapping[str, str]:
        """The merchant's choices by check code."""
        settings = self._world.settings
        told = self._passing if settings is None else settings.get(severities.SETTING)
        return severities.read(str(told or ""))

    def choose(self, choices: Mapping[str, str]) -> None:
        """Keep other severities. Raises WorldError when the settings can't be written."""
        self._passing = severities.written(choices)
        if self._world.settings is not None:
            self._world.settings.set(severities.SETTING, self._passing)

    def findings(self, sheet: RunSheet, now: Instant) -> tuple[Finding, ...]:
        """What is wrong with `sheet` at `now`."""
        past = self._before(sheet)
        return readiness.check(sheet, now=now, severities=self.severities, past=past)

    def errors(self, sheet: RunSheet, now: Instant) -> tuple[Finding, ...]:
        """What must be mended or overridden before going on air."""
        return readiness.grave(self.findings(sheet, now))

    def _before(self, sheet: RunSheet) -> tuple[Shown, ...]:
        session = sheet.session.id
        if session not in self._past:
            sheets = self._world.store.sheets
            briefs = sorted(
                (b for b in sheets.sessions() if b.aired and _earlier(b, sheet)),
                key=lambda brief: brief.planned_start,
                reverse=True,
            )[: fatigue.SESSIONS]
            self._past[session] = tuple(fatigue.shown(sheets.load(b.id)) for b in briefs)
        return self._past[session]


def _earlier(brief: SessionBrief, sheet: RunSheet) -> bool:
    return brief.id != sheet.session.id and brief.planned_start < sheet.session.planned_start
