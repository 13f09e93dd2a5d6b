"""A milestone as shown."""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core.message import Message
from controlroom.core.time import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A milestone reached: by the facts at `at`, noticed at `seen`; `loud`: one of those
    that are announced."""

    id: str
    at: Instant
    seen: Instant
    text: Message
    loud: bool = True
