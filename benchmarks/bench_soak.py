"""A whole night in the real window, off-screen: does anything grow, leak or slow down?

    python -m benchmarks.bench_soak [HOURS [SPEED] | idle | night]

Eight hours at ×60 are eight real minutes; `idle` and `night` leave the soak out.

The rehearsal of an eight-hour show in the window on Live with all charts, a simulated
audience and the pretend operator. Limits:

- memory (RSS): the last hour at most 5 % above the first hour after the window is built;
- threads and QTimers: as many at the end as in the first hour;
- processor time a frame: the last tenth at most 1.2 times what it was after ten minutes;
- twelve hours into a night of one order a second, and of 600,000 lines: what a second costs
  the air thread, and what a frame costs to paint, at most 1.2 times what it is at ten minutes;
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
from time import process_time, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from PySide6.QtCore import QTimer

from benchmarks import night
from benchmarks.bench_ingest import batch
from benchmarks.night import SESSION, sheet
from controlroom.app import compose, speech
from controlroom.app.desktop import Desktop, application, furnish
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.desk.autopilot import Autopilot
from controlroom.desk.consent import overruling
from controlroom.desk.intents import GoOnAir
from controlroom.desk.rehearsing import Rehearsal
from controlroom.desk.watching import Watch
from controlroom.live import cutplan, engine, panel
from controlroom.live.detail import detail
from controlroom.live.events import Tick
from controlroom.live.readout import Phase, Readout

GROWTH, SLOWER, IDLE = 1.05, 1.2, 0.15
CROWD = 600_000  # order lines of a big night
_LOOK_MS = 2_000


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
    """The cost of a second on air ten minutes and twelve hours into a night, by turns: on the
    air thread (five looks at the clock and readouts, the rules, the forecast; every fifth
    second the funnel and the products), and of painting a readout."""
    start = Instant(compose.now())
    first = (10 * MINUTE, 1.0)
    nights = {"1 order/s": (12 * HOUR, 1.0), f"{CROWD:,} lines": (12 * HOUR, CROWD / 43_200)}
    kept = []
    for label, (span, rate) in nights.items():
        stages = [_Second(start, *first), _Second(start, span, rate)]
        gc.collect()
        air, paint = _by_turns(stages, desktop)
        print(f"  12 h with {label}: a second on the air thread {air[0]:.1f} ms at 10 min,", end="")
        print(f" {air[1]:.1f} ms; a frame painted {paint[0]:.1f} and {paint[1]:.1f} ms")
        kept.append(verdict("air thread, 12 h to 10 min", air[1] / air[0], SLOWER))
        kept.append(verdict("paint, 12 h to 10 min", paint[1] / paint[0], SLOWER))
    return all(kept)


class _Second:
    """A second of a night, again and again."""

    def __init__(self, start: Instant, span: int, per_second: float) -> None:
        self.state, self.buckets, self.now = night.reached(start, span, per_second=per_second)
        self.watch = Watch(compose.rulebook().rules())
        self.readout = panel.readout(self.state, self.buckets, self.now)

    def on_air(self, turn: int) -> None:
        """What the air thread does in a second in which orders come in."""
        now = Instant(self.now + turn * SECOND)
        night.sold(self.buckets, now, SECOND, 100)
        for part in range(5):
            at = Instant(now + part * 200)
            engine.step(self.state, Tick(at=at))
            self.readout = panel.readout(self.state, self.buckets, at)
            cutplan.offer(self.state, self.buckets, at)
        self.watch.prospect(self.state, self.buckets, now)
        self.watch.alerts(self.state, self.buckets, now)
        if turn % 5 == 0:
            self.readout = replace(self.readout, detail=detail(self.state, self.buckets, now))


def _by_turns(stages: list[_Second], desktop: Desktop) -> tuple[list[float], list[float]]:
    """Medians, ms of processor time of this thread: of the air thread's work and of paint."""
    live = desktop.window.workspace("live")
    air: list[list[float]] = [[] for _ in stages]
    paint: list[list[float]] = [[] for _ in stages]
    for turn in range(50):
        for which, stage in enumerate(stages):
            began = thread_time()
            stage.on_air(turn)
            done = thread_time()
            for each in live.panels.values():
                each.take(stage.readout)
            live.grab()
            air[which].append((done - began) * 1000)
            paint[which].append((thread_time() - done) * 1000)
    middle = [[float(np.median(each[10:])) for each in both] for both in (air, paint)]
    return middle[0], middle[1]


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
    """0 when all limits were kept. "idle" or "night" instead of hours: that part alone."""
    kept = []
    if words[:1] not in (["idle"], ["night"]):
        hours, speed = (*map(float, words[:2]), *(8.0, 60.0)[len(words[:2]) :])
        kept.append(soak(hours, speed))
    with tempfile.TemporaryDirectory() as name:
        desk = compose.compose(Path(name) / "idle.db", speech.speaker("zh"))
        desk.add_sheet(sheet(Instant(compose.now()), 8))
        desktop = furnish(desk, "zh", compose.passing_settings(), application())
        desktop.choose(SESSION)
        desktop.window.show()
        desktop.window.show_workspace("live")
        if words[:1] != ["night"]:
            kept.append(idle(desktop))
        if words[:1] != ["idle"]:
            QTimer.singleShot(3_000, desktop.app.quit)
            desktop.app.exec()
            kept.append(long_show(desktop))
        desktop.close()
        desk.close()
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
