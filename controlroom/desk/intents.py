"""What a person (or a key, or the server) asks of the show. The air thread stamps
each with the air instant, turns it into an event, and journals it."""

from __future__ import annotations

from controlroom.core.ids import CueId, RowId
from controlroom.core.records import record
from controlroom.core.time import Instant, Span
from controlroom.live.events import Answer, Override, RowCut
from controlroom.plan.sheet import Plate, RunSheet


@record(kw_only=False)
class Intent:
    """Something to be done now."""


@record(kw_only=False)
class GoOnAir(Intent):
    """Begin the show. With readiness errors on the plan it needs an `override` that names
    them all; without (or with an older list) it is refused. `by`: as in events.WentOnAir;
    `since`: when it really began, where that was before now."""

    override: Override | None = None
    by: str = "hand"
    since: Instant | None = None


@record(kw_only=False)
class StartAtPlan(Intent):
    """Go on air by itself at the planned start, or rather not. Ends with the program."""

    on: bool = True


@record(kw_only=False)
class LeaveStream(Intent):
    """What OBS did is to have no effect: its question goes away."""


@record(kw_only=False)
class GoOffAir(Intent):
    """End the show (the window has asked)."""


@record(kw_only=False)
class Pause(Intent):
    """Hold the show clock."""


@record(kw_only=False)
class Resume(Intent):
    """Run the show clock again."""


@record(kw_only=False)
class Go(Intent):
    """Start the next playable segment, or `row`. Ignored within the double-press guard."""

    row: RowId | None = None


@record(kw_only=False)
class Back(Intent):
    """Return to the segment before."""


@record(kw_only=False)
class Extend(Intent):
    """Give the running segment `span` ms more (negative: less)."""

    span: Span


@record(kw_only=False)
class SkipRow(Intent):
    """Leave a row out of this run, or take it back in."""

    plate: Plate
    row: RowId
    skip: bool = True


@record(kw_only=False)
class CutRows(Intent):
    """Skip and shorten rows to come, all in one step of undo."""

    cuts: tuple[RowCut, ...]


@record(kw_only=False)
class SizeRow(Intent):
    """Give a row `by` ms more (negative: less) for this run, running or to come."""

    row: RowId
    by: Span


@record(kw_only=False)
class MoveRow(Intent):
    """Move a row to come by `by` places (negative: earlier)."""

    row: RowId
    by: int


@record(kw_only=False)
class PlaceRow(Intent):
    """Move a row to come right behind `after`."""

    row: RowId
    after: RowId


@record(kw_only=False)
class InsertRow(Intent):
    """Put a segment of this run alone right behind `after`: a new one called `title`, or
    one `like` another row (again on air)."""

    after: RowId
    title: str = ""
    length: Span = Span(0)
    like: RowId | None = None


@record(kw_only=False)
class AdvanceAlone(Intent):
    """Rows start by themselves from now on, or wait for GO."""

    on: bool


@record(kw_only=False)
class TickPoint(Intent):
    """Mark selling point `index` of the running row as said."""

    row: RowId
    index: int
    said: bool = True


@record(kw_only=False)
class AnswerCue(Intent):
    """Answer a cue (done, skipped, sent). `words` are what the streamer is sent."""

    cue: CueId
    answer: Answer = Answer.DONE
    words: str = ""


@record(kw_only=False)
class SnoozeCue(Intent):
    """Show the cue again after `span` ms."""

    cue: CueId
    span: Span


@record(kw_only=False)
class JudgeAlert(Intent):
    """Looking back, what a rule said was `wrong`, or not; None: as it was answered on air."""

    cue: CueId
    wrong: bool | None


@record(kw_only=False)
class TypeIn(Intent):
    """Keep figures copied from the platform's screen now, or correct those of `of` (None:
    there was none after all)."""

    values: tuple[tuple[str, int | None], ...]
    of: Instant | None = None


@record(kw_only=False)
class TakeNote(Intent):
    """Write a note into the journal."""

    text: str


@record(kw_only=False)
class Say(Intent):
    """Send `text` to the streamer ("" clears the band)."""

    text: str


@record(kw_only=False)
class Seen(Intent):
    """The streamer has seen the message."""


@record(kw_only=False)
class UseSheet(Intent):
    """The plan changed while the run is open."""

    sheet: RunSheet


@record(kw_only=False)
class UndoLast(Intent):
    """Correct the newest undoable event of the operator."""


@record(kw_only=False)
class RedoLast(Intent):
    """Take back the newest undo, if nothing else was done since."""
