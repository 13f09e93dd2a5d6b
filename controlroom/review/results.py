"""What a review says, as frozen values. Made by `controlroom.review.summary.review`.

Money is minor units of `Review.session.currency`, instants are UTC ms, spans ms, rates
ratios. None is "not known" and is shown as a dash, never as 0. Every rate is a ratio of
sums over its window, not a mean of ratios (domain.md §4.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from controlroom.core.ids import CueId, RowId, RunId
from controlroom.core.message import Message, message
from controlroom.core.money import Minor
from controlroom.core.time import MINUTE, SECOND, Instant, Span
from controlroom.live.events import Answer
from controlroom.live.reactions import Reactions, reactions
from controlroom.plan.sheet import Plate, Session

CLIP_BEFORE, CLIP_AFTER = Span(30 * SECOND), MINUTE
"""What a clip of a milestone shows before and after it."""
STARTS = ("hand", "plan", "obs")
"""What puts a show on air (`live.events.WentOnAir.by`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Sales of the session outside the show, in none of its figures. `near_*`: of them,
    within the grace of `review.outside` (a minute before, five minutes after)."""

    paid: Minor | None
    orders: int | None
    near_paid: Minor | None
    near_orders: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GmvTotals:
    """Sales of the window. `source`: "orders" (order lines) | "room" (room series) | "".
    Beside it what was paid before and after air: None without a run, or if not known."""

    paid: Minor | None
    refunded: Minor | None
    net: Minor | None
    orders: int | None
    lines: int | None
    source: str
    before_air: Aside | None = None
    after_air: Aside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdTotals:
    """Ad money of the window: `attributed` is GMV as the ad platform credits it."""

    spend: Minor | None
    attributed: Minor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTotals:
    """The room: `views` entries into it, online by the readings."""

    views: int | None
    peak_online: int | None
    average_online: float | None
    average_stay: float | None = None  # ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """五维四率 (domain.md §4.2): five counts and the four rates between them."""

    exposures: int | None
    views: int | None
    product_exposures: int | None
    product_clicks: int | None
    orders: int | None
    enter_rate: float | None  # views / exposures
    exposure_rate: float | None  # product exposures / views
    click_rate: float | None  # product clicks / product exposures
    deal_rate: float | None  # orders / product clicks
    gpm: float | None  # GMV / views × 1000, minor units
    uv_value: float | None  # GMV / views, minor units
    conversion: float | None  # orders / views
    aov: float | None  # GMV / orders, minor units


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentResult:
    """One segment. All figures are of its actual stretch [actual_start, actual_end); of
    its planned one when there was no run. A segment that never ran has None everywhere."""

    id: RowId
    title: str
    kind: str
    state: str  # "done" | "now" | "skipped" (or passed over) | "planned" (no run)
    planned_start: Instant
    expected_start: Instant
    actual_start: Instant | None
    planned: Span
    actual: Span | None
    gmv: Minor | None
    orders: int | None
    gmv_per_minute: float | None  # minor units
    gpm: float | None
    conversion: float | None
    online_delta: int | None  # last reading less first reading in the stretch
    spend: Minor | None
    roi: float | None  # of the session's basis
    target: Minor | None
    target_share: float | None  # gmv / target
    points_written: int
    points_said: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductResult:
    """One product of the plan over the whole window."""

    id: RowId
    title: str
    link: int | None
    role: str
    units: int | None
    orders: int | None
    gmv: Minor | None
    share: float | None  # of all GMV
    stock: int | None
    target_units: int | None
    sold_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotResult:
    """One ad slot, planned and actual. `deviation` = actual / planned − 1."""

    id: RowId
    title: str
    channel: str
    start: Instant
    end: Instant
    planned: Minor | None
    actual: Minor | None
    deviation: float | None
    gmv: Minor | None  # attributed by the platform
    roi: float | None  # gmv / actual
    target_roi: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveawayResult:
    """One giveaway with a plain before/after comparison: GMV per minute while it ran
    against the same length of time just before. A comparison, not proof of cause."""

    id: RowId
    title: str
    kind: str
    start: Instant | None
    end: Instant | None
    quantity: int | None
    cost: Minor | None  # quantity × unit cost
    before_per_minute: float | None
    during_per_minute: float | None
    uplift: float | None  # during / before − 1
    online_delta: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueResult:
    """One cue that fired. `late` = fired − due; `reaction` = answered − fired (ms)."""

    id: CueId
    plate: Plate
    kind: str
    text: Message
    due: Instant
    fired: Instant
    late: Span
    answer: str  # "" not answered | done | skipped | sent | false_alarm
    answered: Instant | None
    reaction: Span | None
    rule: str = ""  # the name of the rule that raised it
    judged: bool | None = None  # looking back: a false alarm, or none; None: as answered

    @property
    def false_alarm(self) -> bool:
        """Whether the rule that raised it was wrong, by the last word on it."""
        return self.answer == Answer.FALSE_ALARM if self.judged is None else self.judged


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """How a rule did: how often it spoke, how often it was marked a false alarm, and how
    often it was heeded (done or sent to the streamer). `newest` is what it said last."""

    name: str
    plate: Plate
    spoke: int
    false_alarms: int
    heeded: int
    first: Instant
    last: Instant
    newest: Message

    @property
    def false_share(self) -> float:
        """False alarms of all that it said, a ratio."""
        return self.false_alarms / self.spoke


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A moment worth a flag: "gmv" (a sum crossed), "target", "share" (of the target),
    "orders", "views", "online", "new_fans" or "best_minute". `value`: minor units where
    `money`, else a count. `clip`: ms into a recording that began with the show. `seen`:
    when it was noticed on air; None for what only the settled facts tell."""

    key: str
    at: Instant
    value: Minor
    text: Message
    money: bool = True
    share: float | None = None
    clip: Span | None = None
    seen: Instant | None = None

    @property
    def cut(self) -> tuple[Span, Span] | None:
        """What to cut out of the recording: [from, to), ms; None without a run."""
        if self.clip is None:
            return None
        after = CLIP_AFTER + (MINUTE if self.key == "best_minute" else 0)
        return Span(max(0, self.clip - CLIP_BEFORE)), Span(self.clip + after)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateScore:
    """0…100 for one plate by the formula in `review.scores`; None when there is nothing
    to judge. `at` is the moment the finding points to."""

    plate: Plate
    score: float | None
    finding: Message
    at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the operator wrote down on air."""

    at: Instant
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCurves:
    """Arrays for the two charts; `minute` holds the start of each bin (UTC ms), bins are
    `step` ms wide. Money in minor units, NaN where not known."""

    step: Span
    minute: NDArray[np.int64]
    gmv_per_minute: NDArray[np.float64]
    gmv_total: NDArray[np.float64]
    spend_per_minute: NDArray[np.float64]
    roi_total: NDArray[np.float64]
    roi_15: NDArray[np.float64]
    online_at: NDArray[np.int64]
    online: NDArray[np.float64]
    target_at: NDArray[np.int64]
    target: NDArray[np.float64]
    break_even: float | None
    target_roi: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """The show went on air at `at` in spite of `findings` (code, what it said)."""

    at: Instant
    by: str
    reason: str
    findings: tuple[tuple[str, Message], ...]

    @property
    def text(self) -> Message:
        """Who, how many and why, in one line."""
        return message(
            "review.override.line", count=len(self.findings), by=self.by or "—", reason=self.reason
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything the Review screen, the report and `report --json` show of [start, end)."""

    session: Session
    run: RunId | None
    rehearsal: bool
    start: Instant
    end: Instant
    on_air_at: Instant | None
    off_air_at: Instant | None
    paused: Span
    gmv: GmvTotals
    ads: AdTotals
    roi: Mapping[str, float | None]  # by RoiBasis value
    break_even: float | None
    room: RoomTotals
    funnel: Funnel
    target_share: float | None  # paid / target GMV
    segments: tuple[SegmentResult, ...]
    products: tuple[ProductResult, ...]
    slots: tuple[SlotResult, ...]
    giveaways: tuple[GiveawayResult, ...]
    cues: tuple[CueResult, ...]
    milestones: tuple[Milestone, ...]
    plates: tuple[PlateScore, ...]  # in the order S T A G E
    notes: tuple[Note, ...]
    curves: ReviewCurves
    override: Overridden | None = None
    rules: tuple[RuleResult, ...] = ()  # those that spoke, the most talkative first
    started_by: str = ""  # "hand" | "plan" | "obs"; "": no run, or a journal older than it

    @property
    def began(self) -> Message | None:
        """What put the show on air; None where that is not known."""
        if self.on_air_at is None or self.started_by not in STARTS:
            return None
        return message(f"review.began.{self.started_by}")

    @property
    def cues_answered(self) -> int:
        """How many cues were answered."""
        return sum(1 for cue in self.cues if cue.answer)

    @property
    def worst_late(self) -> Span | None:
        """The largest lateness of a cue that came due on air, ms; None without one. (A task
        that was overdue before the run was opened is shown late on purpose.)"""
        began = self.on_air_at
        late = [cue.late for cue in self.cues if began is not None and cue.due >= began]
        return max(late, default=None)

    @property
    def reactions(self) -> Reactions:
        """How fast cues were answered: median and slowest."""
        return reactions((cue.id, cue.reaction) for cue in self.cues)
