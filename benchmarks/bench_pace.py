"""Is the forecast of final GMV any good? On shows it has not seen.

    python -m benchmarks.bench_pace [SHOWS] [--fit]

Shows: SHOWS simulated ones of the bundled script, its rows shuffled and stretched and its
truth off its target by some 30 % (the simulator by itself meets every target, which would
flatter); and, when ../shared is there, four hours of every day of a real retailer's
order lines, planned as the mean of the eight days before. The first half is for fitting
(`--fit` prints the table for `live/pace.py`), every figure is of the other half.

Printed at a quarter, half and three quarters of the show: mean absolute error of ours, of
naive extrapolation (GMV / share of time) and of scaling the plan (GMV / planned share),
and how many finals lay in the bands. Exit code 1 when at half-time ours does not beat both
or the 80 % band holds fewer than 70 or more than 90 % of them.
"""

from __future__ import annotations

import csv
import gzip
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from controlroom.core.ids import SessionId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.exchange.sheets import SheetBook
from controlroom.facts.columns import Float
from controlroom.feeds.simulated import simulate
from controlroom.live import pace
from controlroom.live.pace import Past
from controlroom.plan.sheet import RunSheet, Session
from controlroom.plan.targets import target_curve
from controlroom.plan.timing import schedule
from controlroom.ports import SheetRequest

SHOWS, HISTORY, DAYS = 160, 6, 8
OFF = 0.3  # standard deviation of log(truth / target)
TIMES = (0.25, 0.5, 0.75)
_SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample" / "runsheet.xlsx"
_SHARED = "shared/data/orders/completejourney_600k.csv.gz"


@dataclass(frozen=True, slots=True)
class Case:
    """A show: GMV by the minute, cumulative target, and what was known before."""

    kind: str
    sold: Float
    target: Float
    past: tuple[Past, ...]


def simulated(count: int) -> list[Case]:
    """Shows of the sample's script, each with the `HISTORY` before it (every other with
    none, as a merchant's first)."""
    dice, drawn = random.Random(11), np.random.default_rng(11)
    made: list[tuple[Float, Float]] = []
    base = _sample()
    for _ in range(count):
        plan = _shuffled(base, dice)
        goal = plan.session.target_gmv or 0
        truth = round(goal * float(np.exp(drawn.normal(0, OFF))))
        session = replace(plan.session, target_gmv=truth)  # type: ignore[arg-type]
        made.append(_minutes(plan, replace(plan, session=session), dice.randrange(1 << 30)))
    return [
        Case("simulated", *one, _pasts(made[max(0, i - HISTORY) : i]) if i % 2 else ())
        for i, one in enumerate(made)
    ]


def _sample() -> RunSheet:
    session = Session(id=SessionId("pace"), title="", planned_start=Instant(1_795_345_200_000))
    asked = SheetRequest(path=str(_SAMPLE), base=RunSheet(session=session))
    return SheetBook().read(asked).sheet


def _shuffled(base: RunSheet, dice: random.Random) -> RunSheet:
    first, *middle, last = base.segments
    dice.shuffle(middle)
    rows = [
        replace(
            row,
            hard=False,
            start=None,
            linked=True,
            duration=Span(max(1, round(row.duration / MINUTE * dice.uniform(0.6, 1.4))) * MINUTE),
        )
        for row in (first, *middle, last)
    ]
    return replace(base, segments=tuple(rows), session=replace(base.session, planned_end=None))


def _minutes(plan: RunSheet, truth: RunSheet, seed: int) -> tuple[Float, Float]:
    """(GMV by the minute, cumulative target by the minute)."""
    timed = schedule(plan)
    count = (timed.end - timed.start) // MINUTE
    orders = simulate(truth, seed).orders
    paid = orders.paid_at > 0
    minute = (orders.paid_at[paid] - timed.start) // MINUTE
    inside = (minute >= 0) & (minute < count)
    sold = np.zeros(count)
    np.add.at(sold, minute[inside], orders.amount[paid][inside])
    at, value = target_curve(plan, timed)
    return sold, np.interp(timed.start + MINUTE * np.arange(1, count + 1), at, value)


def recorded() -> list[Case]:
    """17:00 to 21:00 of every day of the real order lines; none without ../shared."""
    source = next(
        (p / _SHARED for p in Path(__file__).resolve().parents if (p / _SHARED).exists()), None
    )
    if source is None:
        return []
    days: dict[str, Float] = defaultdict(lambda: np.zeros(240))
    with gzip.open(source, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day, clock = row["transaction_timestamp"].split(" ")
            minute = (int(clock[:2]) - 17) * 60 + int(clock[3:5])
            if 0 <= minute < 240:
                days[day][minute] += float(row["sales_value"])
    sold = [days[day] for day in sorted(days)]
    return [_day(sold[i - DAYS : i], sold[i]) for i in range(DAYS, len(sold))]


def _day(before: list[Float], sold: Float) -> Case:
    meant = float(np.mean([day.sum() for day in before]))
    even = meant * np.arange(1, 241) / 240
    shapes = [pace.shape_of(day) for day in before]
    past = tuple(Past(shape=shape, level=None) for shape in shapes if shape is not None)
    return Case("recorded", sold, even, past)


def _pasts(made: Sequence[tuple[Float, Float]]) -> tuple[Past, ...]:
    found = [(pace.shape_of(sold), float(sold.sum() / target[-1])) for sold, target in made]
    return tuple(Past(shape=s, level=level) for s, level in found if s is not None)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one show at one time: relative errors, whether the bands held, rest over forecast."""

    ours: float
    naive: float
    plan: float
    in50: bool
    in80: bool
    rest: float
    share: float


def scored(case: Case, time: float) -> Score | None:
    """None where nothing was sold by then or nothing is left."""
    minutes = int(len(case.sold) * time)
    said = pace.forecast(case.sold[:minutes], case.target, case.past)
    final, so_far = float(case.sold.sum()), float(case.sold[:minutes].sum())
    if said is None or said.final <= so_far:
        return None
    planned = case.target[minutes - 1] / case.target[-1]
    return Score(
        ours=abs(said.final - final) / final,
        naive=abs(so_far / time - final) / final,
        plan=abs(so_far / planned - final) / final,
        in50=said.low50 <= final <= said.high50,
        in80=said.low80 <= final <= said.high80,
        rest=(final - so_far) / (said.final - so_far),
        share=said.share,
    )


def fitted(cases: list[Case]) -> None:
    """Print the table of `pace.SPREAD` from these shows."""
    for time in (0.1, 0.25, 0.5, 0.75, 0.9):
        found = [s for case in cases if (s := scored(case, time)) is not None]
        cuts = np.quantile([s.rest for s in found], [0.1, 0.25, 0.75, 0.9]).round(2)
        print(f"    ({np.mean([s.share for s in found]):.2f}, {', '.join(map(str, cuts))}),")


def _told(kind: str, time: float, found: list[Score]) -> bool:
    mean = {n: float(np.mean([getattr(s, n) for s in found])) for n in Score.__slots__}
    print(
        f"{kind:10} at {time:4.0%}  n {len(found):3}  mean abs. error: ours {mean['ours']:.3f}  "
        f"naive {mean['naive']:.3f}  plan-scaled {mean['plan']:.3f}   "
        f"in 50 % band {mean['in50']:.0%}  in 80 % band {mean['in80']:.0%}"
    )
    beats = mean["ours"] < min(mean["naive"], mean["plan"])
    return beats and 0.7 <= mean["in80"] <= 0.9


def main() -> int:
    """Run and print; 1 when a limit is missed at half-time."""
    numbers = [int(arg) for arg in sys.argv[1:] if arg.isdigit()]
    groups = [simulated(numbers[0] if numbers else SHOWS), recorded()]
    if "--fit" in sys.argv:
        fitted([case for group in groups for case in group[: len(group) // 2]])
    good = True
    held = [group[len(group) // 2 :] for group in groups if group]
    for group in (*held, [case for cases in held for case in cases]):
        kind = group[0].kind if group in held else "together"
        for time in TIMES:
            found = [s for case in group if (s := scored(case, time)) is not None]
            ok = _told(kind, time, found)
            good = good and (ok or time != 0.5 or kind != "together")
    print("limit      at half-time, all together: best of three, 80 % band holds 70 to 90 %")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
