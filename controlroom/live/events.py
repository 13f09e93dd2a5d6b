"""What happens on air, as facts. State = fold(step, journal).

Every event but `Tick` is journaled, committed before it is shown, and carries
`at`: the air instant, UTC epoch ms by the steady clock (wall clock at the time
of placing, plus steady time since; a wall step never moves it). The show's own
Offset is `at - on_air_at`, less the paused time.
"""

from __future__ import annotations

from enum import StrEnum

from controlroom.core.ids import CueId, RowId, RunId
from controlroom.core.message import Message
from controlroom.core.records import record
from controlroom.core.time import Instant, Span
from controlroom.plan.sheet import Plate, RunSheet, Segment


class Answer(StrEnum):
    """What the operator did with a cue."""

    DONE = "done"
    SKIPPED = "skipped"
    SENT = "sent"  # sent to the streamer; also counts as answered
    FALSE_ALARM = "false_alarm"  # an alert that was wrong: its rule keeps quiet for longer


@record
class Event:
    """`at`: air instant, ms UTC."""

    at: Instant


@record
class Tick(Event):
    """Time has passed. Never journaled: it only makes the engine look at the clock."""


@record
class RunOpened(Event):
    """A run of `sheet` was opened (armed), not yet on air."""

    run: RunId
    sheet: RunSheet
    rehearsal: bool = False
    auto: bool = False  # rows start by themselves from the beginning


@record
class SheetChanged(Event):
    """The plan was edited while the run was open. The running row keeps its copy."""

    sheet: RunSheet


@record
class Overruled:
    """A readiness error that was known and not mended: its check, where, what it said."""

    code: str
    plate: Plate | None
    row: RowId | None
    text: Message


@record
class Override:
    """Who went on air against which readiness errors, and why."""

    by: str
    reason: str
    findings: tuple[Overruled, ...]


@record
class WentOnAir(Event):
    """The show began; the first playable segment starts with it.

    `override`: None when nothing stood in the way. `by`: "hand" | "plan" (the planned start)
    | "obs" (the stream; `at` is then when it began, which may be before the entries ahead of
    this one). None and "" in journals older than them."""

    override: Override | None = None
    by: str = ""


@record
class WentOffAir(Event):
    """The show ended."""


@record
class Paused(Event):
    """The show clock stands still from here."""


@record
class Resumed(Event):
    """The show clock runs again."""


@record
class SegmentStarted(Event):
    """`row` is on air (GO, back or auto-advance). The engine copies the segment now."""

    row: RowId
    by: str = "go"  # go | back | auto


@record
class SegmentExtended(Event):
    """The running segment was given `span` ms more (negative: less)."""

    span: Span


@record
class RowSkipped(Event):
    """`row` of any plate is left out of this run (or taken back in)."""

    plate: Plate
    row: RowId
    skip: bool = True


@record
class RowCut:
    """What a row still to come gives up: left out (None), or only `length` ms long."""

    row: RowId
    length: Span | None = None


@record
class RowsCut(Event):
    """Rows to come were skipped and shortened in one go (the cut planner)."""

    cuts: tuple[RowCut, ...]


@record
class RowSized(Event):
    """A row to come was given another `length` (ms) for this run."""

    row: RowId
    length: Span


@record
class RowMoved(Event):
    """A row to come takes its turn right behind `after` (None: before all others)."""

    row: RowId
    after: RowId | None


@record
class RowInserted(Event):
    """A segment that the plan does not have, right behind `after` (None: before all)."""

    segment: Segment
    after: RowId | None


@record
class AutoSet(Event):
    """Rows start by themselves when the one before is over (`on`), or wait for GO."""

    on: bool


@record
class PointTicked(Event):
    """Selling point `index` (0..4) of `row` was said (or not, after all)."""

    row: RowId
    index: int
    said: bool = True


@record
class CueFired(Event):
    """The cue was due at `due` and is shown. Exactly once per (run, cue).

    `early`: the operator did it ahead of time; the answer is the next event, of the same
    instant, and where that is undone the cue waits for its own instant again."""

    cue: CueId
    plate: Plate
    due: Instant
    text: Message
    detail: Message | None = None
    early: bool = False


@record
class CueAnswered(Event):
    """The operator answered the cue; of an alert that was answered already, that it was a
    false alarm after all. `words` went to the streamer's message band with it ("": none)."""

    cue: CueId
    answer: Answer
    words: str = ""


@record
class AlertJudged(Event):
    """Looking back, what a rule said was `wrong`, or right after all; None: as it was answered
    on air. The answer of the show and its time stay what they were."""

    cue: CueId
    wrong: bool | None


@record
class CueSnoozed(Event):
    """Show the cue again at `until`."""

    cue: CueId
    until: Instant


@record
class AlertRaised(Event):
    """A rule held: becomes a cue. `text` carries the numbers it was raised on."""

    cue: CueId
    rule: str
    plate: Plate
    text: Message
    advice: Message


@record
class GoalReached(Event):
    """The facts reached milestone `goal` at `moment`; `at` is when that was seen. `value`:
    what had to be reached, minor units or a count (for a `share`, of the target then).
    Once per (run, goal), for good. `loud`: a cue asks to announce it in these `words`
    ("": ours)."""

    goal: str
    metric: str
    value: int
    moment: Instant
    share: float | None = None
    words: str = ""
    loud: bool = True


@record
class FiguresTyped(Event):
    """The operator copied figures that the platform's screen showed at `of` (minor units,
    counts). A second row of the same `of` corrects the first; the journal keeps both. None
    takes a figure back that was typed by mistake."""

    of: Instant
    values: tuple[tuple[str, int | None], ...]


@record
class NoteTaken(Event):
    """The operator wrote something down."""

    text: str


@record
class MessageSent(Event):
    """`text` goes to the streamer's message band ("" clears it)."""

    text: str


@record
class MessageSeen(Event):
    """The streamer acknowledged the message band."""


@record
class Undone(Event):
    """A correcting event: the journal entry numbered `seq` counts as not having happened."""

    seq: int


# --- what the engine wants done -------------------------------------------------


@record
class Emit:
    """Journal `event` and feed it back into `step`."""

    event: Event


@record
class WakeAt:
    """Nothing will change by time alone before `at`: wake the engine then."""

    at: Instant


@record
class Attention:
    """Make the operator look: "due" (once), "late" (escalation), "error"."""

    level: str


Effect = Emit | WakeAt | Attention
