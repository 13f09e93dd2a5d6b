"""`kill -9` at any moment on air, then start again: nothing a person has seen is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from controlroom.app import compose, speech
from controlroom.core.time import Instant
from controlroom.desk.reviewing import buckets_of
from controlroom.desk.show import Show
from controlroom.live import engine
from controlroom.live.events import CueFired, GoalReached, Undone
from controlroom.live.readout import Phase

ROOT = Path(__file__).resolve().parents[2]
SPEED = 900.0
KILLS = 10


def run_and_kill(database: Path, readouts: int) -> dict:
    """Run the show in a process of its own, kill it after so many readouts; the last seen."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.crash_child", str(database), str(SPEED)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    seen: dict = {}
    assert child.stdout is not None
    for _ in range(readouts):
        line = child.stdout.readline()
        if not line.endswith("\n"):
            break
        seen = json.loads(line)
    os.kill(child.pid, signal.SIGKILL)
    child.stdout.close()
    child.wait()
    return seen


def look_after(database: Path, seen: dict) -> None:
    """What is left must hold everything that was shown."""
    desk = compose.compose(database, speech.speaker("zh"))
    try:
        store = desk.world.store
        session, run = desk.unfinished() or (None, None)
        if run is None:
            runs = store.journal.runs()
            session, run = runs[0].session, runs[0].id
        entries = list(store.journal.read(run))
        assert len(entries) >= seen["entries"]
        state = engine.fold(entries)
        once_each(entries)
        answered = {cue.id for cue in state.fired.values() if cue.answer}  # by hand or by GO
        assert set(seen["answered"]) <= answered
        same_row = state.current is not None and state.current.id == seen["row"]
        assert same_row or len(entries) > seen["entries"]
        buckets = buckets_of(store, session)
        far = Instant(seen["now"] + 10**12)
        if seen["orders"] is not None:
            assert (buckets.orders(0, far) or 0) >= seen["orders"]
        milestones_once_each(entries, seen["goals"])
        typed_figures_are_facts(store, session, seen["typed"])
        late_cues_are_shown_late(run, entries)
    finally:
        desk.close()


def once_each(entries: list) -> None:
    """No cue fires twice."""
    fired = [e.cue for _, e in entries if isinstance(e, CueFired)]
    undone = [e for _, e in entries if isinstance(e, Undone)]
    assert undone or len(fired) == len(set(fired))


def milestones_once_each(entries: list, seen: list) -> None:
    """None that was shown is lost, none is there twice."""
    reached = [e.goal for _, e in entries if isinstance(e, GoalReached)]
    assert len(reached) == len(set(reached))
    assert set(seen) <= set(reached)


def typed_figures_are_facts(store, session, seen: list) -> None:
    """What fast entry acknowledged is stored as readings, not in the journal alone."""
    room = store.facts.room(session)
    rows = zip(room.source.tolist(), room.metric.tolist(), room.at.tolist(), strict=True)
    held = dict(zip(rows, room.value.tolist(), strict=True))
    for of, values in seen:
        for name, value in values.items():
            assert held[("manual", name, of)] == value


def late_cues_are_shown_late(run, entries: list) -> None:
    """What came due while the program was down fires at the first look, with its own due."""
    kept = []
    show = Show(run, lambda r, e: kept.extend(e) or len(kept), entries)
    if show.state.phase is not Phase.ON_AIR:
        return
    later = Instant(entries[-1][1].at + 20 * 60_000)
    show.tick(later)
    for event in kept:
        if isinstance(event, CueFired):
            assert event.due <= later
            assert event.at == later
    assert not show.tick(later)


@pytest.mark.parametrize("nth", range(KILLS))
def test_nothing_seen_is_lost_by_a_kill(nth, tmp_path):
    database = tmp_path / "show.db"
    dice = random.Random(nth)
    seen = run_and_kill(database, dice.randint(3, 160))
    assert seen
    look_after(database, seen)
    if nth == 0:  # and once more: killed, resumed, killed again
        again = run_and_kill(database, 60)
        assert again["entries"] >= seen["entries"]
        look_after(database, again)
