"""How a simulated live room behaves: traffic, audience and demand in steps of ten seconds.

docs/sample.md describes the model and its parameters. Everything here is an array over
the steps of a show (n), or over products × steps; nothing is drawn at random but what
takes a generator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from controlroom.core.ids import RowId
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.plan.sheet import AdSlot, Giveaway, Product, RunSheet
from controlroom.plan.timing import Schedule, giveaway_start, schedule

Array = NDArray[np.float64]
STEP = 10 * SECOND
STEPS_PER_MINUTE = MINUTE // STEP

# Orders per viewer-minute while a product is on air, before price and calibration.
ROLE_PULL = {"福利款": 0.0150, "引流款": 0.0125, "宠粉款": 0.0130, "爆款": 0.0410,
             "常规款": 0.0270, "利润款": 0.0240, "形象款": 0.0110}  # fmt: skip
DEFAULT_PULL = 0.018
PRICE_ELASTICITY = 0.85  # demand ~ (live price / 100)^-0.85
FLASH_SALE = "秒杀"  # a segment of this kind opens its products' links only while it runs
DISCOUNT_PULL = 0.5  # demand ~ 1 + 0.5 × (1 - live price / list price)
AFTERGLOW = 5 * MINUTE  # demand after a product's segment decays with this time
AFTERGLOW_SHARE = 0.20
BACKGROUND = 0.012  # of the pull, for a product shown before
LINK_UP = 0.005  # of the pull, for a product only to be found in the cart

COST_PER_VIEW = {"快手粉条": 0.30, "磁力金牛": 0.52, "小店通": 0.60, "千川": 0.55}  # major units
DEFAULT_COST_PER_VIEW = 0.50
STAY = 95 * SECOND  # mean stay of a viewer
PAID_STAY = 60 * SECOND
ORGANIC_PER_MINUTE = 900.0  # views at full recommendation
LIFT = {"福袋": 0.70, "秒杀": 0.90, "抽奖": 0.60, "红包": 0.55, "福利购": 0.35, "新粉券": 0.25}
DEFAULT_LIFT = 0.3
QUALITY = {"快手粉条": 1.5, "小店通": 1.45, "磁力金牛": 1.1}  # of attribution; fans buy more
WEAK_SLOT_QUALITY = 0.5  # of attribution in the one slot that finds the wrong people


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The plan as the model needs it: `at[i]` is the start of step i (UTC ms)."""

    sheet: RunSheet
    plan: Schedule
    at: NDArray[np.int64]

    @property
    def n(self) -> int:
        """Number of steps."""
        return len(self.at)

    def within(self, start: Instant, end: Instant) -> NDArray[np.bool_]:
        """Which steps begin in [start, end)."""
        return (self.at >= start) & (self.at < end)


def stage(sheet: RunSheet) -> Stage:
    """The stage of `sheet`: whole minutes from on-air to the planned or scripted end."""
    plan = schedule(sheet)
    begin = min(sheet.session.planned_start, plan.start)
    end = max(plan.end, sheet.session.planned_end or plan.end, begin + MINUTE)
    steps = -(-(end - begin) // MINUTE) * STEPS_PER_MINUTE
    return Stage(sheet=sheet, plan=plan, at=begin + STEP * np.arange(steps, dtype=np.int64))


def spend(show: Stage, rng: np.random.Generator) -> Array:
    """Money spent per slot and step, minor units (slots × n).

    A slot spends 93–101 % of its budget: more in its first third, in waves of some
    seven minutes, with minute-to-minute noise.
    """
    rows = np.zeros((len(show.sheet.slots), show.n))
    for row, slot in zip(rows, show.sheet.slots, strict=True):
        inside = show.within(slot.start, slot.end)
        count = int(inside.sum())
        if slot.skip or not slot.budget or not count:
            continue
        place = np.arange(count) / count
        wave = 1.15 - 0.3 * place + 0.25 * np.sin(place * count / 42 * 2 * np.pi)
        noise = np.repeat(rng.gamma(30, 1 / 30, -(-count // STEPS_PER_MINUTE)), STEPS_PER_MINUTE)
        shape = wave * noise[:count]
        row[inside] = shape / shape.sum() * slot.budget * rng.uniform(0.93, 1.01)
    return rows


def paid_views(show: Stage, spent: Array) -> Array:
    """Views bought per slot and step."""
    cost = [cost_per_view(slot) for slot in show.sheet.slots]
    return spent / (np.array(cost).reshape(-1, 1) * 100) if cost else spent


def cost_per_view(slot: AdSlot) -> float:
    """Major units per view on the slot's channel; hero traffic costs a little more."""
    return COST_PER_VIEW.get(slot.channel, DEFAULT_COST_PER_VIEW)


def organic_views(show: Stage, paid: Array) -> Array:
    """Views that came by themselves per step: fans who were reminded, a warm-up ramp of
    recommendation, and recommendation that follows paid traffic with a lag."""
    since = (show.at - show.at[0]) / MINUTE
    left = (show.at[-1] - show.at) / MINUTE
    reminded = 1.2 * np.exp(-since / 6)
    ramp = 1 - 0.75 * np.exp(-since / 14)
    fading = 1 - 0.45 * np.exp(-left / 12)
    base = ORGANIC_PER_MINUTE * (reminded + ramp * fading)
    return np.asarray(base / STEPS_PER_MINUTE + 0.35 * _lagged(paid, 4 * MINUTE))


def lifts(show: Stage) -> Array:
    """The factor giveaways put on arrivals and staying: 1 without one; rises at once, holds
    while it runs, decays over two minutes afterwards."""
    starts = {row.id: row.start for row in show.plan.rows}
    factor = np.ones(show.n)
    for gift in show.sheet.giveaways:
        start = giveaway_start(show.sheet, starts, gift)
        if gift.skip or start is None:
            continue
        factor += LIFT.get(gift.kind, DEFAULT_LIFT) * _pulse(show, start, gift)
    return factor


def _pulse(show: Stage, start: Instant, gift: Giveaway) -> Array:
    into = (show.at - start) / MINUTE
    after = into - gift.duration / MINUTE
    rising = np.clip(into, 0, 1)
    return np.asarray(np.where(into < 0, 0, rising * np.exp(-np.clip(after, 0, None) / 2)))


def audience(arrivals: Array, lift: Array, stay: int) -> Array:
    """Viewers online per step: dO/dt = arrivals - O / stay, with longer stays in a lift."""
    online = np.empty_like(arrivals)
    now = 0.0
    for i, come in enumerate(arrivals):
        now += come - now * STEP / (stay * (1 + 0.35 * (lift[i] - 1)))
        online[i] = now
    return online


def _lagged(rate: Array, lag: int) -> Array:
    """`rate` smoothed exponentially over `lag` ms."""
    keep = float(np.exp(-STEP / lag))
    weights = keep ** np.arange(min(len(rate), 12 * lag // STEP))
    return np.convolve(rate, weights / weights.sum())[: len(rate)]


def pull(product: Product) -> float:
    """Orders per viewer-minute on air: by role, price and discount."""
    price = (product.live_price or 9900) / 10_000
    listed = product.list_price or product.live_price or 1
    discount = max(0.0, 1 - (product.live_price or listed) / listed)
    role = ROLE_PULL.get(product.role, DEFAULT_PULL)
    return float(role * max(price, 0.03) ** -PRICE_ELASTICITY * (1 + DISCOUNT_PULL * discount))


def focus(show: Stage) -> Array:
    """How much of a product's pull is felt per product and step (products × n): 1 on air
    (shared among the products of a segment), an afterglow, and a little otherwise."""
    products = [p for p in show.sheet.products if not p.skip]
    place: dict[RowId, int] = {p.id: i for i, p in enumerate(products)}
    felt = np.full((len(products), show.n), LINK_UP)
    for segment, timed in zip(show.sheet.segments, show.plan.rows, strict=True):
        shown = [place[row] for row in segment.products if row in place]
        if segment.skip or timed.end <= timed.start or not shown:
            continue
        for row in shown:
            felt[row] = np.maximum(felt[row], _felt(show, timed.start, timed.end) / _sharing(shown))
        if segment.kind == FLASH_SALE:
            outside = ~show.within(timed.start, timed.end)
            felt[np.ix_(np.array(shown), np.flatnonzero(outside))] = 0.0
    return felt


def _sharing(shown: list[int]) -> float:
    return float(len(shown) ** 0.85)


def _felt(show: Stage, start: Instant, end: Instant) -> Array:
    into = (show.at - start) / MINUTE
    after = (show.at - end) / (AFTERGLOW * 1.0)
    on_air = np.where(into < 2, 0.55 + 0.225 * into, 1.0)
    on_air = np.where((after < 0) & (into >= 0), on_air, 0.0)
    glow = AFTERGLOW_SHARE * np.exp(-np.clip(after, 0, None)) + BACKGROUND
    return np.asarray(np.where(after >= 0, glow, on_air))


def quality(show: Stage) -> Array:
    """How much a slot's traffic buys, relative to bought traffic at large (slots)."""
    weak = weak_slot(show)
    return np.array(
        [
            QUALITY.get(s.channel, 1.0) * (WEAK_SLOT_QUALITY if s.id == weak else 1.0)
            for s in show.sheet.slots
        ]
    )


def weak_slot(show: Stage) -> RowId | None:
    """The slot whose targeting misses: the one on air at the middle of the show."""
    middle = int(show.at[show.n // 2])
    there = [s for s in show.sheet.slots if s.start <= middle < s.end and not s.skip]
    return there[0].id if there else None
