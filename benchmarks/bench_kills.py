"""`kill -9` at random moments of a scripted show: what is left, and how soon it goes on.

    python -m benchmarks.bench_kills [KILLS] [SEED]

A show in a process of its own at high speed, killed at a random moment between two of its
readouts (by a timer, so also in the middle of a commit), looked after, resumed, killed again,
on one database until its show is over; then a new one. After each kill:

* the state a restart begins with is the fold of what was committed;
* everything a person had seen or had been told was done is there;
* no cue fired twice, and none that was answered waits again;
* from opening the database to the first readout of the resumed run: at most 2 s, in a program
  that has loaded its libraries (`bench_start` measures that). The median and the worst are
  printed: on a busy machine the worst is the others'.
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
from pathlib import Path
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


def faults(database: Path, seen: dict[str, Any]) -> tuple[list[str], float, bool]:
    """What is wrong after a kill, how long resuming took (ms), whether the show was over."""
    began = compose.steady()
    desk = compose.compose(database, speech.speaker("zh"))
    try:
        store, left = desk.world.store, desk.unfinished()
        over = left is None
        run = store.journal.runs()[0].id if left is None else left[1]
        entries = list(store.journal.read(run))
        wrong = list(_lost(store, run, entries, seen))
        if left is None:
            return wrong, 0.0, over
        first, heard = threading.Event(), []

        def look(readout: Readout) -> None:
            if readout.run is not None:
                heard.append(readout)
                first.set()

        desk.subscribe(look)
        air = desk.open_run(left[0])
        first.wait(30)
        took = compose.steady() - began
        wrong += _resumed(air.show.entries, entries, heard[0] if heard else None)
        return wrong, took, over
    finally:
        desk.close()


def _lost(store: Any, run: Any, entries: list[Any], seen: dict[str, Any]) -> list[str]:
    wrong = []
    if len(entries) < seen["entries"]:
        wrong.append(f"{seen['entries'] - len(entries)} entries that were shown are gone")
    answered = {e.cue for _, e in entries if isinstance(e, CueAnswered)}
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
            wrong, resume, over = faults(database, seen)
            took += [resume] if not over else []
            bad += [f"kill {nth}: {text}" for text in wrong]
            if over or dice.random() < 0.3:
                shows += 1
                database = Path(folder) / f"{shows}.db"
    print("\n".join(bad) or "nothing lost, nothing twice, every state the fold of its journal")
    print(f"{kills} kills, {shows + 1} databases, seed {seed}")
    if not took:
        return 1
    middle, worst = statistics.median(took), max(took)
    late = sum(each > LIMIT_MS for each in took)
    print(
        f"resume: median {middle:.0f} ms, worst {worst:.0f} ms, limit {LIMIT_MS} ms, {late} above"
    )
    return int(bool(bad) or late > 0)


if __name__ == "__main__":
    words = [*sys.argv[1:], *["", ""]]
    sys.exit(main(int(words[0] or KILLS), int(words[1] or 1)))
