"""From starting the process to the first painted window, and the memory of the idle program.

    python -m benchmarks.bench_start [ROUNDS]

The window on a database with the sample session, against a bare window of Qt Widgets
(limit: 2 times as long); all charts of Live painted with a show on air, against a bare
window with one plot of pyqtgraph (1.7 times); resident memory of the program with Live
open, idle (250 MB). Medians of interleaved rounds after one that only warms the disk's cache
and writes the bytecode of every kind, ours and the libraries', as an installation has it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from controlroom.app import compose, speech
from controlroom.app.staging import sample_sheet
from controlroom.core.ids import SessionId
from controlroom.core.time import HOUR, Instant
from controlroom.desk.consent import overruling
from controlroom.desk.control import Desk
from controlroom.desk.factflow import put
from controlroom.desk.intents import GoOnAir
from controlroom.plan.duplicate import on_another_day

WINDOW_LIMIT, LIVE_LIMIT, MEMORY_LIMIT = 2.0, 1.7, 250.0
DATABASES = {"shell": "plan.db", "live": "live.db"}


def database(path: Path, *, on_air: bool) -> None:
    """The sample session; `on_air` since an hour, with an hour of facts."""
    _, files = compose.readers()
    speaker = speech.speaker("zh")
    start = Instant(compose.now() - HOUR)
    sheet = on_another_day(sample_sheet(files, speaker), SessionId("ses-bench"), start)
    sheet = replace(sheet, session=replace(sheet.session, simulated=True))
    desk = compose.compose(path, speaker, clock=compose.run_clock(start, 1.0))
    desk.add_sheet(sheet)
    if on_air:
        go_on_air(desk, sheet.session.id)
        store = desk.world.store.facts
        for batch in compose.simulated(sheet, 1).until(Instant(start + HOUR)):
            desk.world.writer.call(lambda batch=batch: put(store, sheet.session.id, batch))
    desk.close()


def go_on_air(desk: Desk, session: SessionId) -> None:
    """Leave a run behind that is on air, as a crash would."""
    air = desk.open_run(session)
    air.post(GoOnAir(overruling(desk.obstacles(), by="bench", reason="benchmark")))
    desk.close_run()


def start(kind: str, folder: Path) -> tuple[float, float]:
    """(seconds until it was seen, MB of memory or 0)."""
    words = [sys.executable, "-m", "benchmarks.starting", kind]
    words += [str(folder / DATABASES[kind])] if kind in DATABASES else []
    home = {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "HOME": str(folder)}
    home |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    begun = perf_counter()
    done = subprocess.run(
        words, env={**os.environ, **home}, capture_output=True, text=True, timeout=40, check=False
    )
    told = dict(line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    if "seen" not in told:
        raise SystemExit(f"{kind} was never painted\n{done.stdout}{done.stderr}")
    return float(told["seen"]) - begun, float(told.get("memory", 0))


def verdict(label: str, value: float, limit: float, unit: str) -> bool:
    """Print a figure beside its limit; whether it keeps to it."""
    kept = value <= limit
    print(f"{label:34} {value:7.2f} {unit:3} limit {limit:g}  {'ok' if kept else 'OVER'}")
    return kept


def main() -> int:
    """Run and print; 1 when over a limit."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    took: dict[str, list[float]] = {kind: [] for kind in ("bare", "shell", "plot", "live")}
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database(folder / "plan.db", on_air=False)
        database(folder / "live.db", on_air=True)
        for turn in range(rounds + 1):
            for kind, times in took.items():
                seconds, held = start(kind, folder)
                if turn:
                    times.append(seconds)
                    memory += [held] if held else []
    middle = {kind: statistics.median(times) for kind, times in took.items()}
    for kind, seconds in middle.items():
        print(f"{kind:6} {seconds:6.3f} s   {min(took[kind]):.3f} to {max(took[kind]):.3f}")
    kept = (
        verdict("window / bare window", middle["shell"] / middle["bare"], WINDOW_LIMIT, "x"),
        verdict(
            "all of Live / window with one plot", middle["live"] / middle["plot"], LIVE_LIMIT, "x"
        ),
        verdict("resident memory, idle on Live", statistics.median(memory), MEMORY_LIMIT, "MB"),
    )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
