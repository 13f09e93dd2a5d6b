"""What Live and the prompter need of the desk."""

from __future__ import annotations

from typing import Protocol

from controlroom.core.ids import SessionId
from controlroom.desk.intents import Intent
from controlroom.desk.jobs import Job
from controlroom.desk.rehearsing import Rehearsal
from controlroom.plan.readiness import Finding
from controlroom.ports import SessionBrief
from controlroom.ui.obs_desk import ObsDesk
from controlroom.ui.rule_desk import RuleDesk


class LiveDesk(Protocol):
    """What the window needs of the desk."""

    @property
    def ruling(self) -> RuleDesk:
        """The rules that watch a show."""
        ...

    @property
    def obs(self) -> ObsDesk:
        """The connection to OBS."""
        ...

    def post(self, intent: Intent) -> None:
        """Put an intent into the inbox."""
        ...

    def begin_run(
        self, session: SessionId, rehearsal: bool = False, *, how: Rehearsal | None = None
    ) -> Job:
        """Open a run of the session on a thread of its own. Outcome: WorldError if refused."""
        ...

    def leave_rehearsal(self) -> Job:
        """End the rehearsal that is open; nothing of it is kept."""
        ...

    def recordings(self) -> tuple[SessionBrief, ...]:
        """Sessions whose facts a rehearsal can be run on."""
        ...

    def obstacles(self) -> tuple[Finding, ...]:
        """The readiness errors that going on air must override."""
        ...
