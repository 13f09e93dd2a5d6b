"""`kill -9` at random moments of a scripted show: what is left, and how soon it goes on.

    python -m benchmarks.bench_kills [KILLS] [SEED]

A show in a process of its own at high speed, killed at a random moment between two of its
readouts (by a timer, so also in the middle of a commit), looked after, resumed, killed again,
on one database until its show is over; then a new one. After each kill:

* the state a restart begins with is the fold of what was committed;
* everything a person had seen or had been told was done is there;
* no cue fired twice, and none that was answered waits again;
* opening the database, and from asking for the run to its first readout: together at most
  2 s, in a program that has loaded its libraries (`bench_start` measures that). Beside it
  stands the processor time of this program in that while: what is longer was spent waiting for
  the disk, or for a processor that others had. The five longest are told in parts.
"""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from controlroom.app import compose, speech
from controlroom.core.time import Instant
from controlroom.desk.reviewing import buckets_of
from controlroom.live import engine
from controlroom.live.events import CueAnswered, CueFired, CueSnoozed, Undone
from controlroom.live.readout import CueState, Readout

ROOT = Path(__file__).resolve().parents[1]
KILLS, SPEED = 200, 900.0
LIMIT_MS = 2_000


def killed(database: Path, after: float) -> dict[str, Any]:
    """Run the show, kill it `after` seconds from its first readout; the last it showed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.crash_child", str(database), str(SPEED)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    seen: dict[str, Any] = {}
    assert child.stdout is not None
    timer: threading.Timer | None = None
    for line in child.stdout:
        if timer is None:
            timer = threading.Timer(after, os.kill, (child.pid, signal.SIGKILL))
            timer.start()
        if line.endswith("\n"):
            seen = json.loads(line)
    child.wait()
    if timer is not None:
        timer.cancel()
        timer.join()
    child.stdout.close()
    return seen


@dataclass(frozen=True)
class Resume:
    """ms of life to open the database and to resume the run, ms of processor time in both,
    bytes of write-ahead log that were left, entries and lines that were read."""

    opened: float
    resumed: float
    worked: float
    wal: int
    entries: int
    lines: int

    @property
    def took(self) -> float:
        """ms."""
        return self.opened + self.resumed

    def __str__(self) -> str:
        return (
            f"{self.took:.0f} ms (opened {self.opened:.0f}, resumed {self.resumed:.0f}; "
            f"processor {self.worked:.0f}; {self.wal / 2**20:.1f} MB of log, "
            f"{self.entries} entries, {self.lines} lines)"
        )


def faults(database: Path, seen: dict[str, Any]) -> tuple[list[str], Resume | None]:
    """What is wrong after a kill, and what resuming took; None when the show was over."""
    log = Path(f"{database}-wal")
    wal = log.stat().st_size if log.exists() else 0
    began, worked = perf_counter(), process_time()
    desk = compose.compose(database, speech.speaker("zh"))
    opened, worked = perf_counter() - began, process_time() - worked
    try:
        store, left = desk.world.store, desk.unfinished()
        run = store.journal.runs()[0].id if left is None else left[1]
        entries = list(store.journal.read(run))
        wrong = list(_lost(store, run, entries, seen))
        if left is None:
            return wrong, None
        first, heard = threading.Event(), []

        def look(readout: Readout) -> None:
            if readout.run is not None:
                heard.append(readout)
                first.set()

        desk.subscribe(look)
        began, since = perf_counter(), process_time()
        air = desk.open_run(left[0])
        first.wait(30)
        resumed, worked = perf_counter() - began, worked + process_time() - since
        lines = air._facts.buckets.lines(Instant(0), Instant(10**15)) or 0
        took = Resume(opened * 1e3, resumed * 1e3, worked * 1e3, wal, len(entries), lines)
        wrong += _resumed(air.show.entries, entries, heard[0] if heard else None)
        return wrong, took
    finally:
        desk.close()


def _lost(store: Any, run: Any, entries: list[Any], seen: dict[str, Any]) -> list[str]:
    wrong = []
    if len(entries) < seen["entries"]:
        wrong.append(f"{seen['entries'] - len(entries)} entries that were shown are gone")
    answered = {cue.id for cue in engine.fold(entries).fired.values() if cue.answer}  # or by GO
    if lost := set(seen["answered"]) - answered:
        wrong.append(f"answers gone: {sorted(lost)}")
    if store.journal.runs()[0].id == run and seen["orders"] is not None:
        buckets = buckets_of(store, store.journal.runs()[0].session)
        if (buckets.orders(Instant(0), Instant(seen["now"] + 10**12)) or 0) < seen["orders"]:
            wrong.append("orders that were shown are gone")
    return wrong + _twice(entries)


def _twice(entries: list[Any]) -> list[str]:
    """A cue may fire again only after a snooze of it (or an undo)."""
    fired, wrong = set(), []
    for _, event in entries:
        if isinstance(event, CueFired):
            if event.cue in fired:
                wrong.append(f"{event.cue} fired twice")
            fired.add(event.cue)
        elif isinstance(event, CueSnoozed):
            fired.discard(event.cue)
        elif isinstance(event, Undone):
            fired.clear()
    return wrong


def _resumed(now: tuple[Any, ...], before: list[Any], readout: Readout | None) -> list[str]:
    if readout is None:
        return ["no readout within 30 s"]
    wrong = _twice(list(now))
    if list(now[: len(before)]) != before:
        wrong.append("the resumed run began with another journal")
    if engine.fold(before) != engine.fold(list(now[: len(before)])):
        wrong.append("the state is not the fold of what was committed")
    answered = {e.cue for _, e in before if isinstance(e, CueAnswered)}
    back = {c.id for c in readout.cues if c.state in (CueState.DUE, CueState.LATE)} & answered
    if back:
        wrong.append(f"answered cues wait again: {sorted(back)}")
    return wrong


def main(kills: int, seed: int) -> int:
    """0 when nothing was wrong and no resume took too long."""
    dice, took, bad, shows = random.Random(seed), [], [], 0
    with tempfile.TemporaryDirectory(prefix="controlroom-kills-") as folder:
        compose.compose(Path(folder) / "warm.db", speech.speaker("zh")).close()
        database = Path(folder) / "0.db"
        for nth in range(kills):
            seen = killed(database, dice.uniform(0.0, 4.0))
            if not seen:
                continue
            wrong, resume = faults(database, seen)
            took += [resume] if resume is not None else []
            bad += [f"kill {nth}: {text}" for text in wrong]
            if resume is None or dice.random() < 0.3:
                shows += 1
                database = Path(folder) / f"{shows}.db"
    print("\n".join(bad) or "nothing lost, nothing twice, every state the fold of its journal")
    print(f"{kills} kills, {shows + 1} databases, seed {seed}")
    return int(bool(bad) or not took or not told(took))


def told(took: list[Resume]) -> bool:
    """Print how long resuming took; whether all kept to the limit."""
    middle, worst = statistics.median(r.took for r in took), max(r.took for r in took)
    work = [r.worked for r in took]
    late = sum(each.took > LIMIT_MS for each in took)
    print(
        f"processor time to resume: median {statistics.median(work):.0f} ms, most {max(work):.0f}"
    )
    print(
        f"resume: median {middle:.0f} ms, worst {worst:.0f} ms, limit {LIMIT_MS} ms, {late} above"
        f"  {'OVER' if late else 'ok'}"
    )
    for each in sorted(took, key=lambda r: r.took, reverse=True)[:5]:
        print(f"  {each}")
    return not late


if __name__ == "__main__":
    words = [*sys.argv[1:], *["", ""]]
    sys.exit(main(int(words[0] or KILLS), int(words[1] or 1)))
