"""What the window needs of the desk's connection to OBS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from controlroom.core.time import Span
    from controlroom.desk.jobs import Job
    from controlroom.ports.broadcast import Broadcast


class ObsDesk(Protocol):
    """OBS as it stands (`desk.broadcasting.ObsDesk`)."""

    now: Broadcast
    on_change: list[Callable[[Broadcast], None]]

    def age(self) -> Span | None: ...
    def streamed(self, of: Broadcast | None = None) -> Span | None: ...
    def apply(self) -> Job | None: ...
    def retell(self) -> None: ...
    def look(self, host: str, port: object, password: str | None = None) -> Job: ...
    def keep_password(self, password: str) -> Job: ...
