"""How fast cues were answered: the time from shown to the first answer."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from controlroom.core.ids import CueId
from controlroom.core.records import record
from controlroom.core.time import Span


@record
class Reactions:
    """Of `shown` cues `answered` were answered: in `median` ms, the `slowest` in so many
    (the cue `cue`). None where none was."""

    shown: int = 0
    answered: int = 0
    median: Span | None = None
    slowest: Span | None = None
    cue: CueId | None = None


def reactions(cues: Iterable[tuple[CueId, Span | None]]) -> Reactions:
    """The summary of (cue, ms from shown to answered; None: no answer). The median of an
    even number is the mean of the middle two, rounded."""
    told = list(cues)
    spans = [(span, cue) for cue, span in told if span is not None]
    if not spans:
        return Reactions(shown=len(told))
    slowest, cue = max(spans, key=lambda one: one[0])
    middle = Span(round(median(span for span, _ in spans)))
    return Reactions(shown=len(told), answered=len(spans), median=middle, slowest=slowest, cue=cue)
