"""What is acknowledged stays: through kill -9, other programs, full and read-only disks."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import RunId, SessionId
from controlroom.core.message import Message
from controlroom.core.time import Instant
from controlroom.live.events import NoteTaken, RunOpened
from controlroom.store import faults, health, open_store
from controlroom.store.house import Store, open_house
from tests.builders import segment, sheet
from tests.fact_batches import line, orders

NIGHT = SessionId("ses-test")
RUN = RunId("run-1")
ROOT = Path(__file__).parents[3]

WRITING = """
import sys
from controlroom.core.ids import RunId, SessionId
from controlroom.core.time import Instant
from controlroom.live.events import NoteTaken
from controlroom.store import open_store
from tests.fact_batches import line, orders

store, turn = open_store(sys.argv[1]), 0
while True:
    turn += 1
    store.facts.put_orders(SessionId("ses-test"), orders(*(line(f"{turn}-{i}") for i in range(50))))
    seq = store.journal.append(RunId("run-1"), [NoteTaken(at=Instant(turn), text="x" * 500)])
    print(seq, turn, flush=True)
"""


def begin(store: Store) -> None:
    """A session with an open run."""
    plan = sheet(segment("开场"))
    store.sheets.save(plan)
    store.journal.append(RUN, [RunOpened(at=Instant(1), run=RUN, sheet=plan)])


@pytest.mark.parametrize("after", [1, 7, 40])
def test_kill_9_loses_nothing_acknowledged(file: Path, store: Store, after: int) -> None:
    begin(store)
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(file)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(after)]
        os.kill(writer.pid, signal.SIGKILL)
        told += writer.stdout.readlines()
    whole = [line for line in told if line.endswith("\n")]
    seq, turn = map(int, whole[-1].split())
    again = open_store(file)
    kept = list(again.journal.read(RUN))
    assert [number for number, _ in kept] == list(range(1, len(kept) + 1))
    assert len(kept) in (seq, seq + 1)  # at most one more: committed, not yet told
    lines = len(again.facts.orders(NIGHT))
    assert lines % 50 == 0
    assert turn * 50 <= lines <= (turn + 1) * 50 + 50
    assert again.doctor() == []
    assert again.journal.append(RUN, [NoteTaken(at=Instant(9), text="")]) == len(kept) + 1
    again.close()


HOLDING = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
held.execute("UPDATE sessions SET title = 'theirs'")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


def test_a_write_while_another_program_writes_says_locked(file: Path) -> None:
    store = open_house(file, busy_ms=30)
    begin(store)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorldError) as locked:
            store.sheets.save(sheet(segment("二")))
        assert locked.value.message.key == "store.locked"
        assert str(file) == locked.value.message.args["place"]
        assert len(store.sheets.load(NIGHT).segments) == 1  # reading goes on
        other.stdin.close()
    assert store.sheets.save(sheet(segment("二"))) == 2
    store.close()


def test_two_programs_take_turns(file: Path, store: Store) -> None:
    begin(store)
    other = open_store(file)
    assert other.journal.append(RUN, [NoteTaken(at=Instant(2), text="")]) == 2
    assert store.journal.append(RUN, [NoteTaken(at=Instant(3), text="")]) == 3
    other.close()


def test_a_full_disk_is_said_and_leaves_what_was(store: Store) -> None:
    begin(store)
    with store._writer.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    many = orders(*(line(str(i), product_title="很长的商品名" * 20) for i in range(500)))
    with pytest.raises(WorldError) as full:
        store.facts.put_orders(NIGHT, many)
    assert full.value.message.key == "store.disk_full"
    with (
        pytest.raises(WorldError),
        store.facts.importing(NIGHT, "orders", "a", at=Instant(1)) as to,
    ):
        store.facts.put_orders(NIGHT, many, into=to)
    assert len(store.facts.orders(NIGHT)) == 0
    assert store.facts.imports(NIGHT) == ()
    assert store.journal.append(RUN, [NoteTaken(at=Instant(2), text="")]) == 2
    with store._writer.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    assert store.facts.put_orders(NIGHT, many).kept == 500


def test_a_read_only_database_is_said(store: Store) -> None:
    begin(store)
    with store._writer.transaction() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(WorldError) as refused:
        store.facts.put_orders(NIGHT, orders(line("1")))
    assert refused.value.message.key == "store.read_only"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store.locked"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "store.read_only"),
        (sqlite3.SQLITE_IOERR_WRITE, "store.disk_fault"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "store.damaged"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_faults_are_known_by_their_code(code: int, key: str | None) -> None:
    fault = sqlite3.OperationalError("x")
    fault.sqlite_errorcode = code
    assert faults.key_of(fault) == key


def test_our_own_mistakes_are_not_the_worlds(store: Store) -> None:
    begin(store)
    with pytest.raises(sqlite3.Error), store._writer.transaction() as connection:
        connection.connection.cursor().execute("INSERT INTO runs (no) VALUES ('x')")
    assert faults.key_of(ValueError("x")) is None


def on_another_thread(work: object) -> BaseException | None:
    """Run `work` on a thread of its own; what it raised."""
    raised: list[BaseException | None] = []

    def run() -> None:
        try:
            work()  # type: ignore[operator]
            raised.append(None)
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised[0]


def test_only_the_writers_thread_writes(store: Store) -> None:
    begin(store)

    def append() -> None:
        store.journal.append(RUN, [NoteTaken(at=Instant(2), text="")])

    assert isinstance(on_another_thread(append), BugError)
    assert on_another_thread(lambda: store.sheets.load(NIGHT)) is None
    store.hand_over()
    assert on_another_thread(append) is None
    with pytest.raises(BugError):
        append()
    assert len(list(store.journal.read(RUN))) == 2


def test_no_handing_over_inside_a_transaction(store: Store) -> None:
    begin(store)
    with store.facts.importing(NIGHT, "orders", "a", at=Instant(1)), pytest.raises(BugError):
        store.hand_over()


def test_readers_see_no_half_import(store: Store) -> None:
    begin(store)
    with store.facts.importing(NIGHT, "orders", "a", at=Instant(1)) as made:
        store.facts.put_orders(NIGHT, orders(line("1")), into=made)
        assert len(store.facts.orders(NIGHT)) == 0
    assert len(store.facts.orders(NIGHT)) == 1


def test_a_backup_of_a_store_in_use_is_whole(store: Store, tmp_path: Path) -> None:
    begin(store)
    store.facts.put_orders(NIGHT, orders(line("1")))
    out = tmp_path / "copies" / "a.db"
    with store.facts.importing(NIGHT, "orders", "a", at=Instant(1)) as made:
        store.facts.put_orders(NIGHT, orders(line("2")), into=made)
        store.backup(out)
    assert [path.name for path in out.parent.iterdir()] == ["a.db"]
    copied = open_store(out)
    assert len(copied.facts.orders(NIGHT)) == 1
    assert len(list(copied.journal.read(RUN))) == 1
    copied.close()


def test_a_backup_onto_itself_or_into_a_file_is_refused(store: Store, file: Path) -> None:
    begin(store)
    with pytest.raises(WorldError) as same:
        store.backup(file)
    assert same.value.message.key == "store.same_file"
    with pytest.raises(WorldError) as nowhere:
        store.backup(file / "below.db")
    assert nowhere.value.message.key == "store.cannot_write"
    assert len(store.sheets.load(NIGHT).segments) == 1


def test_the_doctor_finds_gaps_orphans_and_damage(store: Store, file: Path) -> None:
    begin(store)
    store.journal.append(RUN, [NoteTaken(at=Instant(i), text="") for i in range(3)])
    store.facts.put_orders(NIGHT, orders(*(line(str(i)) for i in range(2000))))
    assert store.doctor() == []
    store.close()
    with closing(sqlite3.connect(file)) as behind:
        behind.execute("DELETE FROM journal WHERE seq = 2")
        behind.execute("INSERT INTO sheet_revisions VALUES (99, 1, '', x'')")
        behind.commit()
    again = open_store(file)
    assert {found.key for found in again.doctor()} == {"store.journal_gap", "store.orphan"}
    again.close()
    content = bytearray(file.read_bytes())
    content[4096 * 40 : 4096 * 44] = b"\xff" * 4096 * 4
    file.write_bytes(content)
    broken = open_store(file)
    assert "store.damaged" in {found.key for found in broken.doctor()}
    broken.close()


def test_the_doctor_sees_little_space(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    little = shutil._ntuple_diskusage(100, 99, 2**20 * 50)  # type: ignore[attr-defined]
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: little)
    (found,) = store.doctor()
    assert (found.key, found.args["left_mb"]) == ("store.little_space", 50)


def test_memory_of_old_revisions_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("controlroom.store.sheets.KEPT_REVISIONS", 5)
    for turn in range(12):
        store.sheets.save(sheet(segment(f"{turn}")), label=Message(str(turn)))
    assert [number for number, _ in store.sheets.history(NIGHT)] == [8, 9, 10, 11, 12]
    with pytest.raises(WorldError) as gone:
        store.sheets.revision(NIGHT, 7)
    assert gone.value.message.key == "store.no_revision"
    assert store.sheets.load(NIGHT).segments[0].title == "11"
