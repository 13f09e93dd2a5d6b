"""A milestone as shown."""

from __future__ import annotations

from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import Instant


@record
class GoalView:
    """A milestone reached: by the facts at `at`, noticed at `seen`; `loud`: one of those
    that are announced."""

    id: str
    at: Instant
    seen: Instant
    text: Message
    loud: bool = True
