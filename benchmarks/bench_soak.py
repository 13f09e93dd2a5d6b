"""A whole night in the real window, off-screen: does anything grow, leak or slow down?

    python -m benchmarks.bench_soak [HOURS [SPEED]]      (8 hours at ×60: eight real minutes)

The rehearsal of an eight-hour show in the window on Live with all charts, a simulated
audience and the pretend operator. Limits:

- memory (RSS): the last hour at most 5 % above the first hour after the window is built;
- threads and QTimers: as many at the end as in the first hour;
- processor time a frame: the last tenth at most 1.2 times what it was after ten minutes;
- a show that has gone on for twelve hours, at life's own pace with one order a second: a
  readout and its paint at most 1.2 times those of a ten-minute show;
- idle on air at one order a second, ×1: at most 15 % of one core (twenty seconds of it).
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from PySide6.QtCore import QTimer

from benchmarks.bench_ingest import batch
from controlroom.app import compose, speech
from controlroom.app.desktop import Desktop, application, furnish
from controlroom.core.ids import RowId, SessionId
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant, Span
from controlroom.desk.autopilot import Autopilot
from controlroom.desk.consent import overruling
from controlroom.desk.intents import GoOnAir
from controlroom.desk.rehearsing import Rehearsal
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, panel
from controlroom.live.events import RunOpened, WentOnAir
from controlroom.live.readout import Phase, Readout
from controlroom.plan.sheet import AdSlot, Giveaway, Product, RunSheet, Segment, Session

SESSION = SessionId("ses-soak")
GROWTH, SLOWER, IDLE = 1.05, 1.2, 0.15
_LOOK_MS = 2_000


def sheet(start: Instant, hours: float) -> RunSheet:
    """A show of ten-minute segments with a product, a giveaway and an ad slot each."""
    count = max(2, round(hours * 6))
    at = [Instant(start + n * 10 * MINUTE) for n in range(count)]
    return RunSheet(
        session=Session(id=SESSION, title="soak", planned_start=start, target_gmv=90_000_000),
        products=tuple(
            Product(id=RowId(f"p{n}"), title=f"商品 {n}", link=n + 1, live_price=9_900, stock=900)
            for n in range(40)
        ),
        segments=tuple(
            Segment(
                id=RowId(f"s{n}"),
                title=f"环节 {n}",
                duration=Span(10 * MINUTE),
                products=(RowId(f"p{n % 40}"),),
                introduction="介绍",
                selling_point="卖点",
            )
            for n in range(count)
        ),
        slots=tuple(
            AdSlot(id=RowId(f"a{n}"), channel="磁力金牛", start=t, end=Instant(t + 10 * MINUTE))
            for n, t in enumerate(at)
        ),
        giveaways=tuple(
            Giveaway(id=RowId(f"g{n}"), title="福袋", start=Instant(t + MINUTE))
            for n, t in enumerate(at)
        ),
    )


@dataclass
class Looks:
    """What was seen every two seconds: show time (ms), RSS (bytes), threads, timers, and
    processor time a frame (ms) since the look before."""

    rows: list[tuple[int, int, int, int, float]] = field(default_factory=list)
    frames: int = 0
    used: float = 0.0


class Soak:
    """One show in the window."""

    def __init__(self, folder: Path, hours: float, speed: float) -> None:
        self.hours, self.looks, self.over = hours, Looks(), False
        self.desk = compose.compose(folder / "soak.db", speech.speaker("zh"))
        self.desk.add_sheet(sheet(Instant(compose.now()), hours))
        self.desktop = furnish(self.desk, "zh", compose.passing_settings(), application())
        self.desktop.choose(SESSION)
        self.desktop.window.show()
        self.desktop.window.show_workspace("live")
        self.pilot = Autopilot(self.desk.post, 1)
        self.speed = speed
        self.desktop.bridge.published.connect(self._frame)
        QTimer.singleShot(4_000, self._begin)
        self.timer = QTimer()
        self.timer.timeout.connect(self._look)

    def run(self) -> Looks:
        """Until the show is over."""
        self.desktop.app.exec()
        self.desktop.close()
        self.desk.close()
        return self.looks

    def _begin(self) -> None:
        self.desk.subscribe(self.pilot.look)
        self.desk.begin_run(SESSION, True, how=Rehearsal(speed=self.speed))
        self.timer.start(_LOOK_MS)

    def _frame(self, readout: Readout) -> None:
        self.looks.frames += 1
        if readout.phase is Phase.OFF_AIR or readout.elapsed > (self.hours + 0.2) * HOUR:
            self.timer.stop()
            QTimer.singleShot(0, self.desktop.app.quit)

    def _look(self) -> None:
        readout = self.desktop.bridge.readout
        if readout.phase is not Phase.ON_AIR:
            return
        looks, used = self.looks, process_time()
        cost = (used - looks.used) * 1000 / max(1, looks.frames)
        timers = len(self.desktop.window.findChildren(QTimer))
        memory = psutil.Process().memory_info().rss
        looks.rows.append((readout.elapsed, memory, threading.active_count(), timers, cost))
        looks.frames, looks.used = 0, used


def soak(hours: float, speed: float) -> bool:
    """The show; prints, and whether it kept to the limits."""
    with tempfile.TemporaryDirectory() as name:
        looks = Soak(Path(name), hours, speed).run()
    rows = np.array(looks.rows[2:])
    at, memory, threads, timers, cost = rows.T
    hour = min(HOUR, (at[-1] - at[0]) / 4)
    first = (at > at[0] + 10 * MINUTE) & (at <= at[0] + 10 * MINUTE + hour)
    last = at > at[-1] - hour
    print(f"  {hours:g} h at ×{speed:g}: {len(rows)} looks, {memory[-1] / 2**20:.0f} MB at the end")
    growth = float(np.median(memory[last]) / np.median(memory[first]))
    slower = float(np.median(cost[last]) / np.median(cost[first]))
    return all(
        (
            verdict("memory, last hour to first", growth, GROWTH),
            verdict("threads more", float(np.median(threads[last]) - np.median(threads[first])), 0),
            verdict("QTimers more", float(np.median(timers[last]) - np.median(timers[first])), 0),
            verdict("processor time a frame", slower, SLOWER),
        )
    )


def long_show(desktop: Desktop) -> bool:
    """The cost of a readout and its painting, ten minutes and twelve hours into a show with
    an order a second, by turns."""
    start = Instant(compose.now())
    stages = [_stage(start, span) for span in (10 * MINUTE, 12 * HOUR)]
    costs: list[list[float]] = [[], []]
    gc.collect()
    for turn in range(60):
        for which, (state, buckets, now) in enumerate(stages):
            began = process_time()
            readout = panel.readout(state, buckets, Instant(now + turn * 200))
            live = desktop.window.workspace("live")
            for each in live.panels.values():
                each.take(readout)
            live.grab()
            costs[which].append((process_time() - began) * 1000)
    early, late = (float(np.median(each[10:])) for each in costs)
    print(f"  a readout and its paint: {early:.1f} ms at 10 min, {late:.1f} ms at 12 h")
    return verdict("12 h to 10 min", late / early, SLOWER)


def _stage(start: Instant, span: int) -> tuple[object, Buckets, Instant]:
    plan = sheet(start, 13)
    run = "run-soak"
    events = [RunOpened(at=start, run=run, sheet=plan), WentOnAir(at=start)]
    state = engine.fold(list(enumerate(events, start=1)))
    buckets = Buckets()
    seconds = span // SECOND
    for first in range(0, seconds, 100):
        some = batch(first)
        paid = start + (first + np.arange(len(some.line_id))) * SECOND
        buckets.apply_orders(None, replace(some, paid_at=paid))
    return state, buckets, Instant(start + span)


def idle(desktop: Desktop, seconds: int = 20) -> bool:
    """Share of a core on air at ×1 with one order a second."""
    air = desktop.desk.open_run(SESSION)
    air.post(GoOnAir(overruling(desktop.desk.obstacles(), by="bench", reason="benchmark")))
    fed, began = [0], [0.0]

    def feed() -> None:
        one = batch(fed[0] * 100)
        columns = {name: getattr(one, name)[:1] for name in one.__dataclass_fields__}
        columns["paid_at"] = np.array([compose.now()])
        air.feed(type(one)(**columns))
        fed[0] += 1

    timer = QTimer()
    timer.timeout.connect(feed)
    timer.start(1_000)
    QTimer.singleShot(6_000, lambda: began.__setitem__(0, process_time()))
    QTimer.singleShot(6_000 + seconds * 1_000, desktop.app.quit)
    desktop.app.exec()
    timer.stop()
    return verdict("idle on air, of a core", (process_time() - began[0]) / seconds, IDLE)


def verdict(label: str, value: float, limit: float) -> bool:
    """Print a figure beside its limit; whether it keeps to it."""
    kept = value <= limit
    print(f"  {label:28} {value:7.3f}  limit {limit:g}  {'ok' if kept else 'OVER'}", flush=True)
    return kept


def main(words: list[str]) -> int:
    """0 when all limits were kept."""
    hours = float(words[0]) if words else 8.0
    speed = float(words[1]) if len(words) > 1 else 60.0
    kept = [soak(hours, speed)]
    with tempfile.TemporaryDirectory() as name:
        desk = compose.compose(Path(name) / "idle.db", speech.speaker("zh"))
        desk.add_sheet(sheet(Instant(compose.now()), 8))
        desktop = furnish(desk, "zh", compose.passing_settings(), application())
        desktop.choose(SESSION)
        desktop.window.show()
        desktop.window.show_workspace("live")
        kept.append(idle(desktop))
        kept.append(long_show(desktop))
        desktop.close()
        desk.close()
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
