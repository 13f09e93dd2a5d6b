"""The first rules that watch the numbers: ROI under break-even, stock running out, online
falling. Pure: `measure` reads the facts, `alerts` judges them, the desk journals.

A rule speaks only on enough samples, waits `cool_down` after it spoke, and speaks again
only once the value had recovered past `hysteresis` (or after `remind`). Every alert says
the numbers it was raised on, and what to do (domain.md §5.2, rules 1, 10 and 19).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from controlroom.core.ids import CueId
from controlroom.core.message import Message, message
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts import indicators
from controlroom.facts.buckets import Buckets
from controlroom.live import curves, rows
from controlroom.live import window as of
from controlroom.live.events import AlertRaised
from controlroom.live.readout import Phase
from controlroom.live.state import Fired, State
from controlroom.plan.margins import break_even_roi
from controlroom.plan.sheet import Plate

Samples = tuple[tuple[Instant, float], ...]
"""(at, value), oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a rule watches. `window`: it must hold this long, ms; `samples`: on at least so
    many; `hysteresis`: the share past the threshold that counts as recovered."""

    name: str
    plate: Plate
    window: Span
    samples: int
    cool_down: Span
    remind: Span
    hysteresis: float


ROI = Rule(
    name="roi",
    plate=Plate.TRAFFIC,
    window=Span(3 * MINUTE),
    samples=4,
    cool_down=Span(10 * MINUTE),
    remind=Span(30 * MINUTE),
    hysteresis=0.05,
)
STOCK = Rule(
    name="stock",
    plate=Plate.GOODS,
    window=Span(5 * MINUTE),
    samples=5,  # pieces sold within the window
    cool_down=Span(10 * MINUTE),
    remind=Span(30 * MINUTE),
    hysteresis=0.2,
)
ONLINE = Rule(
    name="online",
    plate=Plate.GIVEAWAY,
    window=Span(5 * MINUTE),  # one period
    samples=4,  # periods: three falls in a row
    cool_down=Span(15 * MINUTE),
    remind=Span(30 * MINUTE),
    hysteresis=0.02,
)
LEAST_FALL = 0.05
"""Online must have lost this share over the three periods: less is noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the rules look at, at one instant. `values`: break_even, spend_15 (minor),
    stock_left, sold (pieces within STOCK.window), remaining (ms of the running segment),
    selling (ms it has been on); a value not known is left out. `samples`: "roi_15" by the
    minute, "online" by the period."""

    at: Instant
    values: Mapping[str, float] = field(default_factory=dict)
    samples: Mapping[str, Samples] = field(default_factory=dict)


def measure(state: State, buckets: Buckets, now: Instant) -> Measured:
    """The facts before `now`, as the rules need them. Empty off air."""
    show = of.window(state, buckets, now)
    if show is None or state.sheet is None or not state.live:
        return Measured(at=now)
    values = {
        "break_even": break_even_roi(state.sheet),
        "spend_15": buckets.spend(*show.last(15 * MINUTE, of.ADS)),
        **_stock(state, buckets, now),
    }
    return Measured(
        at=now,
        values={name: float(value) for name, value in values.items() if value is not None},
        samples={"roi_15": _roi_15(state, buckets, show), "online": _online(buckets, show)},
    )


def alerts(state: State, measured: Measured) -> tuple[AlertRaised, ...]:
    """The alerts to raise now; none unless on air."""
    if state.phase is not Phase.ON_AIR:
        return ()
    found = (_roi_alert(state, measured), _stock_alert(state, measured), _fall(state, measured))
    return tuple(alert for alert in found if alert is not None)


def _roi_15(state: State, buckets: Buckets, show: of.Window) -> Samples:
    """ROI over the 15 min before each of the last minutes the ads have told of. The first
    15 min of the show give none: too little was spent to judge (domain.md §5.2, rule 11)."""
    if state.sheet is None:
        return ()
    basis, end = state.sheet.session.roi_basis, show.until(of.ADS)
    start = Instant(max(show.start, end - 45 * MINUTE))
    if end <= start:
        return ()
    series = curves.cells(buckets, start, end, basis)
    roi = indicators.rolling_ratio(curves.numerator(series, basis), series.spend, 15)
    ends = np.minimum(series.minute + series.step, end)
    return tuple(
        (Instant(int(at)), float(value))
        for at, value in zip(ends, roi, strict=True)
        if not np.isnan(value) and at - start >= 15 * MINUTE
    )


def _online(buckets: Buckets, show: of.Window) -> Samples:
    """Mean of the online readings of each whole period, back from the newest one."""
    end = show.until(of.ROOM)
    at, value = buckets.online_series(show.start, end)
    found = []
    for index in range(ONLINE.samples + 2):
        upto = end - index * ONLINE.window
        inside = (at <= upto) & (at > upto - ONLINE.window)
        if upto - ONLINE.window < show.start or not inside.any():
            break
        found.append((Instant(upto), float(value[inside].mean())))
    return tuple(reversed(found))


def _stock(state: State, buckets: Buckets, now: Instant) -> dict[str, float | None]:
    row, ends = state.current, state.ends(now)
    product = rows.first_product(state.sheet, row) if state.sheet and row else None
    if product is None or ends is None or state.started is None:
        return {}
    since = Instant(max(state.started, now - STOCK.window))
    total = buckets.by_product(since, now).get(of.item_key(product))
    return {
        "stock_left": rows.stock_left(product, buckets, now),
        "sold": total.units if total else 0,
        "selling": now - since,
        "remaining": ends - now,
    }


def _roi_alert(state: State, measured: Measured) -> AlertRaised | None:
    limit, samples = measured.values.get("break_even"), measured.samples.get("roi_15", ())
    if limit is None or len(samples) < ROI.samples:
        return None
    newest, value = samples[-1]
    held = [at for at, _ in _run_under(samples, limit)]
    if len(held) < ROI.samples or newest - held[0] < ROI.window:
        return None
    recovered = [at for at, roi in samples if roi >= limit * (1 + ROI.hysteresis)]
    if not _may_speak(state, ROI, measured.at, recovered):
        return None
    text = message(
        "cue.rule.roi",
        basis=_basis(state),
        roi_x=round(value, 4),
        break_even_x=round(limit, 4),
        lasting_ms=newest - held[0],
    )
    spend = measured.values.get("spend_15")
    advice = message("cue.rule.roi.advice", spend_minor=None if spend is None else int(spend))
    return _alert(state, ROI, measured.at, text, advice)


def _basis(state: State) -> str:
    """The name of the session's ROI basis, to be looked up in the phrase book."""
    return f"@live.basis.{state.sheet.session.roi_basis.value}" if state.sheet else ""


def _run_under(samples: Samples, limit: float) -> list[tuple[Instant, float]]:
    """The newest samples that are all under `limit`, oldest first."""
    run: list[tuple[Instant, float]] = []
    for at, value in reversed(samples):
        if value >= limit:
            break
        run.append((at, value))
    return run[::-1]


def _stock_alert(state: State, measured: Measured) -> AlertRaised | None:
    known = measured.values
    if any(name not in known for name in ("stock_left", "sold", "selling", "remaining")):
        return None
    left, sold = known["stock_left"], known["sold"]
    if left <= 0 or sold < STOCK.samples or known["selling"] < MINUTE:
        return None
    runs = left * known["selling"] / sold
    row = state.current
    product = rows.first_product(state.sheet, row) if state.sheet and row else None
    if runs >= known["remaining"] or row is None or product is None:
        return None
    cue = CueId(f"S:rule.stock/{row.id}/{product.id}:alert")
    if cue in state.fired:
        return None
    return AlertRaised(
        at=measured.at,
        cue=cue,
        rule=STOCK.name,
        plate=STOCK.plate,
        text=message("cue.rule.stock", title=product.title, left=int(left), runs_ms=int(runs)),
        advice=message("cue.rule.stock.advice", remaining_ms=int(known["remaining"])),
    )


def _fall(state: State, measured: Measured) -> AlertRaised | None:
    samples = measured.samples.get("online", ())[-ONLINE.samples :]
    values = [value for _, value in samples]
    falls = all(b < a for a, b in pairwise(values))
    if len(values) < ONLINE.samples or not falls or values[-1] > values[0] * (1 - LEAST_FALL):
        return None
    every = measured.samples["online"]
    rises = [at for (_, a), (at, b) in pairwise(every) if b > a * (1 + ONLINE.hysteresis)]
    if not _may_speak(state, ONLINE, measured.at, rises):
        return None
    text = message(
        "cue.rule.online",
        periods=len(values) - 1,
        **{"from": round(values[0]), "to": round(values[-1])},
    )
    return _alert(state, ONLINE, measured.at, text, message("cue.rule.online.advice"))


def _may_speak(state: State, rule: Rule, now: Instant, recovered: list[Instant]) -> bool:
    """Past the cool-down of the last alert, and recovered since (or long enough ago)."""
    last = max((cue.fired for cue in _spoken(state, rule)), default=None)
    if last is None:
        return True
    if now - last < rule.cool_down:
        return False
    return now - last >= rule.remind or any(at > last for at in recovered)


def _spoken(state: State, rule: Rule) -> list[Fired]:
    return [cue for cue in state.fired.values() if cue.rule == rule.name]


def _alert(state: State, rule: Rule, now: Instant, text: Message, advice: Message) -> AlertRaised:
    number = len(_spoken(state, rule)) + 1
    return AlertRaised(
        at=now,
        cue=CueId(f"{rule.plate.value}:rule.{rule.name}/{number}:alert"),
        rule=rule.name,
        plate=rule.plate,
        text=text,
        advice=advice,
    )
