"""What a person (or a key, or the server) asks of the show. The air thread stamps
each with the air instant, turns it into an event, and journals it."""

from __future__ import annotations

from dataclasses import dataclass

from controlroom.core.ids import CueId, RowId
from controlroom.core.time import Instant, Span
from controlroom.live.events import Answer, Override, RowCut
from controlroom.plan.sheet import Plate, RunSheet


@dataclass(frozen=True, slots=True)
class Intent:
    """Something to be done now."""


@dataclass(frozen=True, slots=True)
class GoOnAir(Intent):
    """Begin the show. With readiness errors on the plan it needs an `override` that names
    them all; without (or with an older list) it is refused. `by`: as in events.WentOnAir;
    `since`: when it really began, where that was before now."""

    override: Override | None = None
    by: str = "hand"
    since: Instant | None = None


@dataclass(frozen=True, slots=True)
class StartAtPlan(Intent):
    """Go on air by itself at the planned start, or rather not. Ends with the program."""

    on: bool = True


@dataclass(frozen=True, slots=True)
class LeaveStream(Intent):
    """What OBS did is to have no effect: its question goes away."""


@dataclass(frozen=True, slots=True)
class GoOffAir(Intent):
    """End the show (the window has asked)."""


@dataclass(frozen=True, slots=True)
class Pause(Intent):
    """Hold the show clock."""


@dataclass(frozen=True, slots=True)
class Resume(Intent):
    """Run the show clock again."""


@dataclass(frozen=True, slots=True)
class Go(Intent):
    """Start the next playable segment, or `row`. Ignored within the double-press guard."""

    row: RowId | None = None


@dataclass(frozen=True, slots=True)
class Back(Intent):
    """Return to the segment before."""


@dataclass(frozen=True, slots=True)
class Extend(Intent):
    """Give the running segment `span` ms more (negative: less)."""

    span: Span


@dataclass(frozen=True, slots=True)
class SkipRow(Intent):
    """Leave a row out of this run, or take it back in."""

    plate: Plate
    row: RowId
    skip: bool = True


@dataclass(frozen=True, slots=True)
class CutRows(Intent):
    """Skip and shorten rows to come, all in one step of undo."""

    cuts: tuple[RowCut, ...]


@dataclass(frozen=True, slots=True)
class SizeRow(Intent):
    """Give a row `by` ms more (negative: less) for this run, running or to come."""

    row: RowId
    by: Span


@dataclass(frozen=True, slots=True)
class MoveRow(Intent):
    """Move a row to come by `by` places (negative: earlier)."""

    row: RowId
    by: int


@dataclass(frozen=True, slots=True)
class PlaceRow(Intent):
    """Move a row to come right behind `after`."""

    row: RowId
    after: RowId


@dataclass(frozen=True, slots=True)
class InsertRow(Intent):
    """Put a segment of this run alone right behind `after`: a new one called `title`, or
    one `like` another row (again on air)."""

    after: RowId
    title: str = ""
    length: Span = Span(0)
    like: RowId | None = None


@dataclass(frozen=True, slots=True)
class AdvanceAlone(Intent):
    """Rows start by themselves from now on, or wait for GO."""

    on: bool


@dataclass(frozen=True, slots=True)
class TickPoint(Intent):
    """Mark selling point `index` of the running row as said."""

    row: RowId
    index: int
    said: bool = True


@dataclass(frozen=True, slots=True)
class AnswerCue(Intent):
    """Answer a cue (done, skipped, sent). `words` are what the streamer is sent."""

    cue: CueId
    answer: Answer = Answer.DONE
    words: str = ""


@dataclass(frozen=True, slots=True)
class SnoozeCue(Intent):
    """Show the cue again after `span` ms."""

    cue: CueId
    span: Span


@dataclass(frozen=True, slots=True)
class TypeIn(Intent):
    """Keep figures copied from the platform's screen now, or correct those of `of`."""

    values: tuple[tuple[str, int], ...]
    of: Instant | None = None


@dataclass(frozen=True, slots=True)
class TakeNote(Intent):
    """Write a note into the journal."""

    text: str


@dataclass(frozen=True, slots=True)
class Say(Intent):
    """Send `text` to the streamer ("" clears the band)."""

    text: str


@dataclass(frozen=True, slots=True)
class Seen(Intent):
    """The streamer has seen the message."""


@dataclass(frozen=True, slots=True)
class UseSheet(Intent):
    """The plan changed while the run is open."""

    sheet: RunSheet


@dataclass(frozen=True, slots=True)
class UndoLast(Intent):
    """Correct the newest undoable event of the operator."""


@dataclass(frozen=True, slots=True)
class RedoLast(Intent):
    """Take back the newest undo, if nothing else was done since."""
