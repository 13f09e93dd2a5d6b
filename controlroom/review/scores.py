"""STAGE scores, 0…100 per plate, by formulas stated here, with the finding that matters.

A part that can't be judged (nothing planned, nothing known) is left out and the weights
of the others are scaled up; with no part left there is no score. Scores measure how the
plan was carried out, not how good it was.

S  units sold over target units, each product counting up to its target.
T  0.5 × keeping time (1 − Σ|actual − planned| / Σ planned of aired rows)
   + 0.3 × rows aired / rows planned + 0.2 × selling points said / written.
A  0.5 × keeping to the budget (1 − Σ|actual − planned| / Σ planned of the slots)
   + 0.5 × ROI over the target ROI (break-even where there is no target), at most 1.
G  0.5 × giveaways given / planned + 0.5 × those after whose start GMV per minute rose.
E  mean over tasks of actual / target (at most 1), or done / not done without a target.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from controlroom.core.message import Message, message
from controlroom.core.money import ratio
from controlroom.core.time import MINUTE, Instant
from controlroom.plan.sheet import Plate, WarmupTask
from controlroom.review.results import (
    GiveawayResult,
    PlateScore,
    ProductResult,
    ReviewCurves,
    SegmentResult,
    SlotResult,
)

OVERRUN_WORTH_SAYING = 2 * MINUTE
DEVIATION_WORTH_SAYING = 0.3  # of a slot's budget (domain.md §5.2, rule 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the scores are made of. `roi` is of the session's basis."""

    products: tuple[ProductResult, ...]
    segments: tuple[SegmentResult, ...]
    slots: tuple[SlotResult, ...]
    giveaways: tuple[GiveawayResult, ...]
    tasks: tuple[WarmupTask, ...]
    curves: ReviewCurves
    roi: float | None
    target_roi: float | None
    break_even: float | None
    ran: bool


def plates(judged: Judged) -> tuple[PlateScore, ...]:
    """The five plates in the order S T A G E."""
    return (_goods(judged), _script(judged), _traffic(judged), _given(judged), _warmup(judged))


def weighted(parts: Iterable[tuple[float, float | None]]) -> float | None:
    """100 × Σ weight × part / Σ weight over the known parts, each held within 0…1."""
    known = [(weight, min(1.0, max(0.0, part))) for weight, part in parts if part is not None]
    total = ratio(sum(weight * part for weight, part in known), sum(w for w, _ in known))
    return None if total is None else 100 * total


def kept(pairs: Sequence[tuple[int, int]]) -> float | None:
    """1 − Σ|actual − planned| / Σ planned of (planned, actual) pairs; None without any."""
    off = ratio(sum(abs(actual - planned) for planned, actual in pairs), sum(p for p, _ in pairs))
    return None if off is None else 1 - off


def _score(
    plate: Plate, score: float | None, finding: Message | None, at: Instant | None = None
) -> PlateScore:
    if finding is None:
        said = "fine" if score is not None else "none"
        finding = message(f"review.{said}.{plate.value}")
    return PlateScore(plate=plate, score=score, finding=finding, at=at)


def _goods(judged: Judged) -> PlateScore:
    counted = [p for p in judged.products if p.target_units and p.units is not None]
    reached = sum(min(p.units or 0, p.target_units or 0) for p in counted)
    share = ratio(reached, sum(p.target_units or 0 for p in counted))
    return _score(Plate.GOODS, weighted([(1, share)]), _goods_finding(judged.products))


def _goods_finding(products: Sequence[ProductResult]) -> Message | None:
    out = [p for p in products if p.sold_out]
    if out:
        best = max(out, key=lambda p: p.gmv or 0)
        return message("review.goods.sold_out", count=len(out), title=best.title, stock=best.stock)
    short = [p for p in products if p.target_units and p.units is not None]
    worst = min(short, key=lambda p: (p.units or 0) / (p.target_units or 1), default=None)
    if worst is not None and (worst.units or 0) < (worst.target_units or 0):
        return message(
            "review.goods.short", title=worst.title, units=worst.units, target=worst.target_units
        )
    top = max(products, key=lambda p: p.share or 0, default=None)
    if top is None or not top.share:
        return None
    return message("review.goods.top", title=top.title, part_ratio=top.share)


def _script(judged: Judged) -> PlateScore:
    if not judged.ran:
        return _score(Plate.SCRIPT, None, None)
    aired = [s for s in judged.segments if s.actual is not None]
    times = [(int(s.planned), int(s.actual)) for s in aired if s.actual is not None]
    written = sum(s.points_written for s in aired)
    said = ratio(sum(s.points_said for s in aired), written)
    wanted = ratio(len(aired), len(judged.segments))
    score = weighted([(0.5, kept(times)), (0.3, wanted), (0.2, said)])
    return _score(Plate.SCRIPT, score, *_script_finding(aired, said, written))


def _script_finding(
    aired: Sequence[SegmentResult], said: float | None, written: int
) -> tuple[Message | None, Instant | None]:
    worst = max(aired, key=lambda s: (s.actual or 0) - s.planned, default=None)
    over = 0 if worst is None else (worst.actual or 0) - worst.planned
    if worst is not None and over >= OVERRUN_WORTH_SAYING:
        text = message("review.script.overrun", title=worst.title, over_ms=over)
        return text, worst.actual_start
    if said is not None and said < 1:
        unsaid = sum(s.points_written - s.points_said for s in aired)
        return message("review.script.unsaid", count=unsaid, written=written), None
    return None, None


def _traffic(judged: Judged) -> PlateScore:
    budgets = [
        (int(s.planned), int(s.actual))
        for s in judged.slots
        if s.planned is not None and s.actual is not None
    ]
    goal = judged.break_even if judged.target_roi is None else judged.target_roi
    score = weighted([(0.5, kept(budgets)), (0.5, ratio(judged.roi, goal))])
    burnt, since = _burnt(judged.curves)
    if burnt:
        text = message(
            "review.traffic.burnt", spend_minor=burnt, break_even_x=judged.curves.break_even
        )
        return _score(Plate.TRAFFIC, score, text, since)
    off = [s for s in judged.slots if abs(s.deviation or 0) >= DEVIATION_WORTH_SAYING]
    worst = max(off, key=lambda s: abs(s.deviation or 0), default=None)
    if worst is None:
        return _score(Plate.TRAFFIC, score, None)
    over = (worst.deviation or 0) > 0
    text = message(
        "review.traffic.over" if over else "review.traffic.under",
        channel=worst.channel,
        slot_at=worst.start,
        off_ratio=abs(worst.deviation or 0),
    )
    return _score(Plate.TRAFFIC, score, text, worst.start)


def _burnt(curves: ReviewCurves) -> tuple[int, Instant | None]:
    """Minor units spent in minutes whose 15-minute ROI was under break-even, and the first
    of these minutes."""
    if curves.break_even is None:
        return 0, None
    with np.errstate(invalid="ignore"):
        under = (curves.roi_15 < curves.break_even) & (curves.spend_per_minute > 0)
    if not under.any():
        return 0, None
    spent = curves.spend_per_minute[under].sum() * curves.step / MINUTE
    return round(float(spent)), Instant(int(curves.minute[under][0]))


def _given(judged: Judged) -> PlateScore:
    given = [g for g in judged.giveaways if g.start is not None]
    judgeable = [g for g in given if g.uplift is not None]
    share = ratio(len(given), len(judged.giveaways)) if judged.ran else None
    rose = ratio(sum((g.uplift or 0) > 0 for g in judgeable), len(judgeable))
    score = weighted([(0.5, share), (0.5, rose)])
    missed = [g for g in judged.giveaways if g.start is None]
    if judged.ran and missed:
        text = message("review.giveaway.missed", count=len(missed), title=missed[0].title)
        return _score(Plate.GIVEAWAY, score, text)
    best = max(judgeable, key=lambda g: g.uplift or 0, default=None)
    if best is None:
        return _score(Plate.GIVEAWAY, score, None)
    fell = (best.uplift or 0) <= 0
    text = message(
        "review.giveaway.flat" if fell else "review.giveaway.best",
        title=best.title,
        change_ratio=best.uplift,
    )
    return _score(Plate.GIVEAWAY, score, text, best.start)


def _warmup(judged: Judged) -> PlateScore:
    tasks = [task for task in judged.tasks if not task.skip]
    parts = [(1.0, _done(task)) for task in tasks]
    worst = min(tasks, key=_done, default=None)
    if worst is None or _done(worst) >= 1:
        return _score(Plate.WARMUP, weighted(parts), None)
    if worst.target and worst.actual is not None:
        text = message(
            "review.warmup.short", title=worst.title, actual=worst.actual, target=worst.target
        )
    else:
        undone = sum(1 for task in tasks if _done(task) < 1)
        text = message("review.warmup.undone", title=worst.title, count=undone)
    return _score(Plate.WARMUP, weighted(parts), text)


def _done(task: WarmupTask) -> float:
    """Share done: actual over target where both are there, otherwise done or not."""
    if task.target and task.actual is not None:
        return min(1.0, task.actual / task.target)
    return 1.0 if task.done else 0.0
