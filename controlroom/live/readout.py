"""The frozen snapshot that panels, prompter and server are painted from.

The UI decides nothing: every figure, state and order below is final. Times are
instants (UTC ms) or spans (ms); money is minor units of `currency`.
`readout(state, facts, now)` (below, filled by the live room) makes one.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from controlroom.core.ids import CueId, RowId, RunId, SessionId
from controlroom.core.message import Message
from controlroom.core.money import Minor
from controlroom.core.records import record
from controlroom.core.time import Instant, Span
from controlroom.live.goal_view import GoalView
from controlroom.live.reactions import Reactions
from controlroom.plan.sheet import Plate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from controlroom.facts.indicators import Funnel
    from controlroom.live.typing_in import Typed


NO_REACTIONS = Reactions()


class Phase(StrEnum):
    """Where the run stands."""

    IDLE = "idle"  # no run open
    OPENING = "opening"  # a run is being opened: nothing can be asked of it yet
    ARMED = "armed"  # open, before air
    ON_AIR = "on_air"
    PAUSED = "paused"
    OFF_AIR = "off_air"

    @property
    def is_open(self) -> bool:
        """Whether there is a run to ask something of."""
        return self not in (Phase.IDLE, Phase.OPENING)


class CueState(StrEnum):
    """standby → due → late, or answered, lapsed; snoozed ones are standby until they return."""

    STANDBY = "standby"
    DUE = "due"
    LATE = "late"
    ANSWERED = "answered"


@record
class Figure:
    """One number of the headline. `value` None: not known (a dash, never 0).

    `unit`: "minor" | "ratio" (0.031) | "x" (ROI 3.42) | "count" | "ms".

    The Live screen shows these keys (those not known may be left out): gmv, gmv_target
    (whole show), orders, aov, roi (since on-air), roi_15 (last 15 min), break_even,
    target_roi, spend, spend_plan (planned until now), ad_budget (whole show), online,
    arrivals (per minute), stay (ms), gpm, uv_value, conversion.
    """

    key: str  # e.g. "gmv", "roi", "spend"; phrase book has name and definition of each
    value: float | None
    unit: str
    source: str = ""
    observed_at: Instant | None = None
    stale: bool = False
    basis: str = ""  # RoiBasis value where the figure is an ROI


@record
class RowView:
    """One line of the run-sheet panel. `state`: "past" | "now" | "next" | "later" | "skipped"."""

    id: RowId
    title: str
    kind: str
    state: str
    hard: bool
    planned_start: Instant
    expected_start: Instant
    actual_start: Instant | None
    planned: Span
    actual: Span | None
    target_gmv: Minor | None
    gmv: Minor | None
    orders: int | None
    ads: Minor | None = None


@record
class PointView:
    """A selling point: `index` 0..4 is introduction, selling point, scene, after-sales, value."""

    index: int
    text: str
    said: bool


@record
class NowView:
    """The running segment, as copied when it started."""

    id: RowId
    title: str
    kind: str
    started: Instant
    ends: Instant  # by its duration and the minutes added
    remaining: Span  # negative: overrun
    duration: Span
    points: tuple[PointView, ...]
    product_title: str = ""
    link: int | None = None
    price: Minor | None = None
    list_price: Minor | None = None
    stock_left: int | None = None
    stock: int | None = None
    owner: str = ""
    position: int = 0  # 1-based among playable segments
    count: int = 0


@record
class NextView:
    """What comes after the running segment. `stock` is the plan's, `stock_left` today's."""

    id: RowId
    title: str
    kind: str
    expected_start: Instant
    hard: bool
    price: Minor | None = None
    stock: int | None = None
    stock_left: int | None = None
    countdown: Span = Span(0)


@record
class CueView:
    """A cue as shown. `late` is how long ago it was due (ms, 0 before). `rule` is the name
    of the rule that raised it, or "". `answer`: of `Answer`, "lapsed" or ""."""

    id: CueId
    plate: Plate
    kind: str
    text: Message
    detail: Message | None
    due: Instant
    state: CueState
    late: Span
    fired: Instant | None = None
    answer: str = ""
    reaction: Span | None = None
    rule: str = ""

    @property
    def spoken(self) -> Message:
        """What the streamer is sent of it: the words of a goal reached, else its text."""
        return self.detail if self.kind == "goal" and self.detail is not None else self.text


@record
class Block:
    """A block of the timeline strip. `lane` is a plate; `state` as in RowView."""

    id: RowId
    lane: Plate
    label: str
    start: Instant
    end: Instant
    state: str
    budget: Minor | None = None


@record
class SlotView:
    """Planned and actual spend of one ad slot."""

    id: RowId
    start: Instant
    end: Instant
    channel: str
    planned: Minor | None
    actual: Minor | None
    gmv: Minor | None


@record
class Curves:
    """What the charts draw: arrays over `minute` (start of each minute, UTC ms, int64).

    Money in minor units as float64, NaN where not known. `target` runs over
    `target_at`, the whole planned show; the others end now.
    """

    minute: NDArray[np.int64]
    gmv_per_minute: NDArray[np.float64]
    gmv_total: NDArray[np.float64]
    roi_total: NDArray[np.float64]
    roi_15: NDArray[np.float64]
    roi_30: NDArray[np.float64]
    spend_per_minute: NDArray[np.float64]
    online_at: NDArray[np.int64]
    online: NDArray[np.float64]
    target_at: NDArray[np.int64]
    target: NDArray[np.float64]
    break_even: float | None = None
    target_roi: float | None = None


@record
class SellOut:
    """A product that will be sold out at `at`, at its present rate. `left`: pieces."""

    product: RowId
    title: str
    left: int
    at: Instant


@record
class PaceView:
    """The GMV expected at `end` (minor units), as seen at `at` (the newest sale). Half of
    all shows end between `low50` and `high50`, four fifths between `low80` and `high80`
    (live/pace.py). `share`: of the final GMV done by now; `shows`: past shows it leans on;
    `lever`: "views" | "conversion" | "aov" that is short, or ""."""

    at: Instant
    end: Instant
    final: float
    low80: float
    low50: float
    high50: float
    high80: float
    share: float
    shows: int = 0
    lever: str = ""
    sell_outs: tuple[SellOut, ...] = ()


@record
class CutView:
    """A row the cut planner would give up, wholly (`left` None) or in part. `number`: its
    place in the run-sheet, from 1. `value`: GMV given up, as `measured` on air or by target."""

    id: RowId
    number: int
    title: str
    saves: Span
    left: Span | None
    value: Minor | None
    measured: bool


@record
class MissedStart:
    """A hard start that would be missed by `late` ms."""

    title: str
    at: Instant
    late: Span


@record
class CutOffer:
    """What to give up to keep hard starts and the end. `late`: ms beyond the end (0: only
    a hard start would be missed). `value`: of the rows whose value is known; `unknown`:
    how many others. No giveaway is lost by it."""

    late: Span
    missed: tuple[MissedStart, ...]
    cuts: tuple[CutView, ...]
    saves: Span
    value: Minor | None
    unknown: int


@record
class ProductView:
    """A product on air. `aired`: show time of the rows that show it (ms; a row with several
    counts for each of them), None before the first. Sales are known from order lines only.
    `per_minute`: GMV / minutes on air. `left`: planned stock less what was paid. `out`:
    when it will be sold out at its present rate. `now`: it is being sold."""

    id: RowId
    title: str
    link: int | None
    aired: Span | None
    units: int | None
    orders: int | None
    gmv: Minor | None
    per_minute: float | None
    refunded: Minor | None
    left: int | None
    out: Instant | None
    now: bool


@record
class Detail:
    """`funnel` of the show, `recent` of its last 15 minutes (domain.md §4.2), both until
    `until`, the newest reading of the room; `products` in the order of the plan."""

    funnel: Funnel
    recent: Funnel
    until: Instant
    products: tuple[ProductView, ...]


@record
class FeedView:
    """A source of data and the age of its newest fact. `state`: "ok" | "stale" | "down"."""

    name: str
    state: str
    age: Span | None


@record
class StreamQuestion:
    """What OBS did and a person has to decide. `kind`: "start" (it streams, since `at`) |
    "not_ready" (the same, and the plan has errors) | "end" (it stopped, at `at`)."""

    kind: str
    at: Instant


@record
class MessageView:
    """The streamer's message band."""

    text: str
    sent: Instant
    seen: Instant | None


@record
class Readout:
    """Everything on the Live screen and the prompter at one instant."""

    run: RunId | None = None
    session: SessionId | None = None
    title: str = ""
    phase: Phase = Phase.IDLE
    rehearsal: bool = False
    simulated: bool = False
    resuming: bool = False  # while OPENING: this run was on air before (a crash)
    now: Instant = Instant(0)
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    on_air_at: Instant | None = None
    planned_start: Instant | None = None
    planned_end: Instant | None = None
    elapsed: Span = Span(0)
    remaining: Span = Span(0)
    over_under: Span = Span(0)
    expected_end: Instant | None = None
    current: NowView | None = None
    next: NextView | None = None
    rows: tuple[RowView, ...] = ()
    cues: tuple[CueView, ...] = ()  # due and late first (oldest first), then standby by due
    answered: tuple[CueView, ...] = ()  # newest first
    reactions: Reactions = NO_REACTIONS
    figures: tuple[Figure, ...] = ()
    blocks: tuple[Block, ...] = ()
    slots: tuple[SlotView, ...] = ()
    curves: Curves | None = None
    pace: PaceView | None = None
    detail: Detail | None = None  # the funnel and the products, as of some seconds ago
    offer: CutOffer | None = None
    starts_alone: Instant | None = None  # goes on air by itself then (armed)
    stream: StreamQuestion | None = None
    with_stream: bool = False  # goes on air by itself when OBS starts streaming (armed)
    typed: tuple[Typed, ...] = ()  # rows of figures copied by hand, oldest first
    goals: tuple[GoalView, ...] = ()  # milestones reached, in the order they happened
    best_minute: tuple[Instant, int] | None = None  # its start, its GMV (minor units)
    auto: bool = False  # rows start by themselves
    calls_in: float | None = None  # seconds of life to the next instant of the show
    feeds: tuple[FeedView, ...] = ()
    message: MessageView | None = None
    trouble: tuple[Message, ...] = field(default=())  # what the top bar must say (disk full…)

    def figure(self, key: str) -> Figure | None:
        """The headline figure called `key`, or None."""
        return next((f for f in self.figures if f.key == key), None)

    @property
    def top_cue(self) -> CueView | None:
        """The cue that waits for an answer longest, or None."""
        first = self.cues[0] if self.cues else None
        return first if first and first.state in (CueState.DUE, CueState.LATE) else None
