"""What may befall a disk on air: the show goes on, says so, and writes it all down later.

A real SQLite: locked by another process, full, read-only. And the file it can be saved to.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from controlroom.app import compose, speech
from controlroom.core.errors import WorldError
from controlroom.core.time import MINUTE, SECOND
from controlroom.desk import intents as ask
from controlroom.desk.air import Air
from controlroom.desk.airtime import AirTime
from controlroom.desk.factflow import FactFlow, put
from controlroom.desk.inbox import Inbox
from controlroom.desk.pen import Pen
from controlroom.desk.reviewing import buckets_of
from controlroom.desk.show import Show
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, typing_in
from controlroom.live.events import NoteTaken, RunOpened
from controlroom.live.readout import Readout
from controlroom.live.typing_in import Typed
from controlroom.store.house import Store
from tests.builders import segment, sheet
from tests.fakes.clock import FakeClock
from tests.unit.desk.test_air import PLAN, RUN, Alarms, at, lines

LOCK = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


class Studio:
    """An air, turned by hand, over a real database that waits `busy_ms` for others."""

    def __init__(self, file: Path) -> None:
        self.file, self.clock = file, FakeClock(at("20:00"))
        self.desk = compose.compose(file, speech.speaker("zh"), clock=self.clock)
        self.world, self.inbox = self.desk.world, Inbox()
        store, writer = self.world.store, self.world.writer
        writer.call(lambda: store.sheets.save(PLAN))
        self._pragma("busy_timeout = 50")
        pen = Pen(writer.submit, store.journal.append, patience=5.0)
        self.show = Show(RUN, pen.write)
        self.show.record([RunOpened(at=at("19:59"), run=RUN, sheet=PLAN)])
        flow = FactFlow(PLAN.session.id, store.facts, writer, Buckets(), self.inbox)
        self.air = Air(self.show, flow, self.inbox, AirTime(self.clock), Alarms())
        self.desk._runs.air = self.air
        self.seen: list[Readout] = []
        self.air.subscribe(self.seen.append)

    def _pragma(self, text: str) -> None:
        assert isinstance(self.world.store, Store)
        writer: Any = self.world.store._writer
        self.world.writer.call(lambda: writer._connection.exec_driver_sql(f"PRAGMA {text}"))
        self.world.writer.call(lambda: writer._connection.commit())

    def full(self, full: bool) -> None:
        """The database may not grow by one page."""
        self._pragma(f"max_page_count = {1 if full else 10**6}")

    def read_only(self, on: bool) -> None:
        self._pragma(f"query_only = {'ON' if on else 'OFF'}")

    def do(self, *items: object) -> Readout:
        self.air.turn(list(items))
        return self.seen[-1]

    def later(self, span: int = SECOND) -> Readout:
        """Time goes by and the writer has said its word, twice: to hear and to try again."""
        for _ in range(3):
            self.world.writer.call(lambda: None)
            self.clock.pass_by(span)
            self.do(*self.inbox.drain(0.0))
        return self.seen[-1]

    def said(self) -> list[str]:
        return [m.key for m in self.seen[-1].trouble]

    def stored(self) -> tuple[object, ...]:
        return tuple(event for _, event in self.world.store.journal.read(RUN))

    def close(self) -> None:
        self.desk._runs.air = None
        self.desk.close()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "show.db")
    made.do(ask.GoOnAir())
    yield made
    made.close()


@pytest.fixture
def other(studio: Studio) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the database."""
    held = subprocess.Popen(
        [sys.executable, "-c", LOCK, str(studio.file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert held.stdout is not None
    assert held.stdout.readline() == "held\n"
    yield held
    let_go(held)


def let_go(held: subprocess.Popen[str]) -> None:
    """The other program ends."""
    assert held.stdin is not None and held.stdout is not None
    held.stdin.close()
    held.wait()
    held.stdout.close()


def a_night_without_a_disk(studio: Studio) -> None:
    """Everything an operator does while nothing can be written."""
    studio.clock.pass_by(MINUTE)
    studio.do(ask.TakeNote("库存不对" * 20_000))  # more than a page has room for
    studio.do(lines(1000))
    studio.later()
    studio.do(lines(1500, 2000))  # corrects the first line
    assert studio.do(ask.Go()).current.title == "B"  # type: ignore[union-attr]
    studio.later()


WHY = {
    "full": {"zh": "磁盘已满", "en": "Disk full"},
    "read_only": {"zh": "数据库只读", "en": "Database is read-only"},
    "locked": {"zh": "数据库被别的程序占用", "en": "Database in use by another program"},
}


def the_top_bar_says(studio: Studio, fault: str) -> None:
    """Why, and how much waits in memory, in both languages."""
    events = studio.show.unsaved  # a few rows may still fit into a full database's last page
    assert events >= 2
    for lang, why in WHY[fault].items():
        said = speech.speaker(lang).say(studio.seen[-1].trouble[0])
        assert said.startswith(why) and str(events) in said


def all_is_written(studio: Studio) -> None:
    readout = studio.later()
    assert readout.trouble == () and studio.air.unsaved == 0
    assert studio.stored() == tuple(event for _, event in studio.show.entries)
    entries = list(studio.world.store.journal.read(RUN))
    assert engine.fold(entries) == studio.show.state
    kept = studio.world.store.facts.orders(PLAN.session.id)
    assert sorted(kept.amount.tolist()) == [1500, 2000]
    gmv = readout.figure("gmv")
    assert gmv is not None and gmv.value == 3500


@pytest.mark.parametrize("fault", ["full", "read_only"])
def test_full_or_read_only_the_show_goes_on_and_all_is_written_later(
    studio: Studio, fault: str
) -> None:
    getattr(studio, fault)(True)
    a_night_without_a_disk(studio)
    assert studio.said()[0] == "desk.unsaved"
    assert {"full": "store.disk_full", "read_only": "store.read_only"}[fault] in studio.said()
    the_top_bar_says(studio, fault)
    getattr(studio, fault)(False)
    all_is_written(studio)


def test_locked_by_another_program_the_show_goes_on(
    studio: Studio, other: subprocess.Popen[str]
) -> None:
    a_night_without_a_disk(studio)
    assert studio.said()[0] == "desk.unsaved" and "store.locked" in studio.said()
    the_top_bar_says(studio, "locked")
    let_go(other)
    all_is_written(studio)


def test_saved_elsewhere_it_can_be_taken_back_into_the_database(
    studio: Studio, tmp_path: Path
) -> None:
    studio.read_only(True)
    a_night_without_a_disk(studio)
    boat = tmp_path / "usb.zip"
    assert studio.desk.rescue.save(str(boat)).wait() == str(boat)
    with pytest.raises(WorldError, match="session_on_air"):
        studio.desk.rescue.take_back(str(boat)).wait()
    told = tuple(event for _, event in studio.show.entries)
    before = len(studio.stored())
    studio.desk._runs.air = None  # the program ended with the disk still refusing
    studio.read_only(False)
    back = studio.desk.rescue.take_back(str(boat)).wait()
    assert (back.events, back.rows) == (len(told) - before, 3)
    assert studio.stored() == told
    again = studio.desk.rescue.take_back(str(boat)).wait()
    assert again.events == 0
    kept = studio.world.store.facts.orders(PLAN.session.id)
    assert sorted(kept.amount.tolist()) == [1500, 2000]
    assert studio.stored() == told


def test_taken_back_on_another_computer_the_session_comes_with_it(
    studio: Studio, tmp_path: Path
) -> None:
    boat = tmp_path / "usb.zip"
    studio.full(True)
    a_night_without_a_disk(studio)
    studio.desk.rescue.save(str(boat)).wait()
    elsewhere = compose.compose(tmp_path / "other.db", speech.speaker("zh"))
    elsewhere.rescue.take_back(str(boat)).wait()
    kept = tuple(event for _, event in elsewhere.world.store.journal.read(RUN))
    assert kept == tuple(event for _, event in studio.show.entries)
    elsewhere.close()


def test_another_story_under_the_same_run_is_refused(studio: Studio, tmp_path: Path) -> None:
    boat = tmp_path / "usb.zip"
    studio.desk.rescue.save(str(boat)).wait()
    elsewhere = compose.compose(tmp_path / "other.db", speech.speaker("zh"))
    store = elsewhere.world.store
    other = [RunOpened(at=at("19:59"), run=RUN, sheet=PLAN), NoteTaken(at=at("20:05"), text="x")]
    elsewhere.world.writer.call(lambda: store.sheets.save(PLAN))
    elsewhere.world.writer.call(lambda: store.journal.append(RUN, other))
    with pytest.raises(WorldError, match="differs"):
        elsewhere.rescue.take_back(str(boat)).wait()
    assert len(list(store.journal.read(RUN))) == 2
    elsewhere.close()


def test_closed_with_the_disk_still_full_it_goes_into_a_lifeboat(
    studio: Studio, tmp_path: Path
) -> None:
    missing = str(tmp_path / "not there" / "a.zip")
    studio.world.lifeboats = lambda run: (missing, str(tmp_path / f"{run}.zip"))
    studio.full(True)
    a_night_without_a_disk(studio)
    studio.desk._runs._bring_home(studio.air)
    studio.full(False)
    studio.desk._runs.air = None
    studio.desk.rescue.take_back(str(tmp_path / f"{RUN}.zip")).wait()
    assert studio.stored() == tuple(event for _, event in studio.show.entries)


def test_a_reading_taken_back_is_gone_from_the_database_too(tmp_path: Path) -> None:
    """As a correction in fast entry that empties a field."""
    desk = compose.compose(tmp_path / "desk.db", speech.speaker("en"))
    try:
        session = desk.add_sheet(sheet(segment("A"), start="20:00"))
        on, of = at("20:00"), at("20:10")
        wrong = Typed(of=of, values=(("gmv", 5), ("online", 99_999), ("spend", 700)))
        right = Typed(of=of, values=(("gmv", 5), ("online", None), ("spend", None)))
        facts, writer = desk.world.store.facts, desk.world.writer
        for row in (wrong, right):
            for batch in typing_in.batches([row], on):
                writer.call(partial(put, facts, session, batch))
        held = buckets_of(desk.world.store, session)
        assert held.online_series(on, of)[1].tolist() == []
        assert held.spend(on, of) is None
        assert held.gmv(on, of) == 5
    finally:
        desk.close()
