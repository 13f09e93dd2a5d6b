"""Which sessions of the list a person wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core.time import DAY, Instant, local
from controlroom.ports import SessionBrief

STATUSES = ("any", "draft", "aired", "simulated")
SPANS = ("any", "coming", "week", "month", "older")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """`text`: words that must all be found; `streamer` "" is any; `archived`: those too;
    `bin`: the recently deleted instead."""

    text: str = ""
    status: str = "any"
    span: str = "any"
    streamer: str = ""
    archived: bool = False
    bin: bool = False

    @property
    def narrow(self) -> bool:
        """Whether it is more than a search for words."""
        return self != SessionFilter(text=self.text)

    def takes(self, brief: SessionBrief, said: str, now: Instant) -> bool:
        """Whether to list `brief`, which reads `said`."""
        return (
            all(word in said.casefold() for word in self.text.casefold().split())
            and (self.bin or self.archived or not brief.archived)
            and self._status(brief)
            and self._when(brief, now)
            and self.streamer in ("", brief.streamer)
        )

    def _status(self, brief: SessionBrief) -> bool:
        fits = {
            "any": True,
            "draft": not brief.aired,
            "aired": brief.aired and not brief.simulated,
            "simulated": brief.simulated,
        }
        return fits[self.status]

    def _when(self, brief: SessionBrief, now: Instant) -> bool:
        """By calendar days of the session's own zone."""
        days = (local(brief.planned_start, brief.zone).date() - local(now, brief.zone).date()).days
        fits = {
            "any": True,
            "coming": days >= 0,
            "week": abs(days) <= 7,
            "month": -30 <= days <= 0,
            "older": days < -30,
        }
        return fits[self.span]


def upcoming_first(briefs: tuple[SessionBrief, ...], now: Instant) -> list[SessionBrief]:
    """What is still to come, nearest first; then what has been, newest first. A show counts
    as to come until half a day after its planned start."""
    ahead = [brief for brief in briefs if brief.planned_start > now - DAY // 2]
    past = [brief for brief in briefs if brief.planned_start <= now - DAY // 2]
    return [
        *sorted(ahead, key=lambda brief: brief.planned_start),
        *sorted(past, key=lambda brief: -brief.planned_start),
    ]
