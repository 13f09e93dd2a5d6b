"""What the rules dialog needs of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from controlroom.core.ids import SessionId
    from controlroom.desk.jobs import Job
    from controlroom.live.rulebook import Rule


class RuleDesk(Protocol):
    """The rule book: shown, tried on a show (`desk.ruling.Trial`), kept."""

    def rules(self) -> tuple[Rule, ...]: ...
    def ours(self) -> tuple[Rule, ...]: ...
    def keep(self, rulebook: Sequence[Rule]) -> None: ...
    def trial(self, rule: Rule, session: SessionId) -> Job: ...
