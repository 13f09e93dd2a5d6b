"""Importing 600,000 CSV order lines: parse → checked → committed → in the buckets.

    python -m benchmarks.bench_import [FILE] [TURNS]

Ours is the real path: `desk.importing.import_files` with the real reader of files, a fresh
SQLite store, and every chunk applied to the buckets.

Raw is what anyone would write first: the standard library's `csv.reader` feeding
`sqlite3.executemany` the columns that the file fills, in one transaction, with the store's
own pragmas (WAL, synchronous=FULL) and with a unique key, since nobody can take a file twice
without one: session, order, product and the running number (the file has no line number),
WITHOUT ROWID, as our table is. `bare` is the same into a table without any key: told, but
not what the limit is held against.

The three take turns; medians of processor time and of wall time. FILE is an order table with
the columns of `MAPPING`; without one the real file of ../shared is used when it is there,
else 600,000 lines of the same shape are made up. Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import csv
import gzip
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from controlroom.core.ids import SessionId
from controlroom.core.time import Instant
from controlroom.desk.factflow import apply
from controlroom.desk.importing import Imported, import_files
from controlroom.facts.buckets import Buckets
from controlroom.feeds.files import Files
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import FileRequest
from controlroom.store import open_store
from controlroom.store.engine import PRAGMAS

LIMIT = 2.5  # times raw
MEMORY = 400  # MB over the idle program
LINES = 600_000
TURNS = 3
SESSION = SessionId("bench")
MAPPING = {"basket_id": "order_id", "sales_value": "amount", "transaction_timestamp": "paid_at"}
FILLED = ("basket_id", "product_id", "quantity", "sales_value", "transaction_timestamp")
_SHARED = "shared/data/orders/completejourney_600k.csv.gz"
_KEY = "PRIMARY KEY (session, basket_id, product_id, line)"


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one turn."""

    processor: float
    wall: float


def source_in(folder: Path) -> Path:
    """The order file: the shared one unpacked, or one made up."""
    made = folder / "orders.csv"
    for above in Path(__file__).resolve().parents:
        if (packed := above / _SHARED).exists():
            with gzip.open(packed) as file, made.open("wb") as into:
                shutil.copyfileobj(file, into)
            return made
    write_orders(made)
    return made


def write_orders(path: Path) -> None:
    """Orders of some ten lines over five months, in order of time."""
    dice = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        spare = ("retail_disc", "coupon_disc", "coupon_match_disc", "week")
        writer.writerow(("household_id", "store_id", *FILLED[:4], *spare, FILLED[4]))
        for line in range(LINES):
            order, second = line // 10, line // 10 * 217
            day, clock = divmod(second, 86_400)
            stamp = f"2026-{1 + day // 28:02}-{1 + day % 28:02} "
            stamp += f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
            sold = (dice.randrange(1_000_000), 1, dice.randrange(1, 6_000) / 100)
            start = (order % 2_500, 330, 31_000_000_000 + order)
            writer.writerow((*start, *sold, 0.0, 0.0, 0.0, day // 7, stamp))


def raw(source: Path, place: Path, *, key: bool = True) -> None:
    """csv.reader into executemany, one transaction."""
    database = sqlite3.connect(place, isolation_level=None)
    for pragma in PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    columns = f"{FILLED[0]} TEXT, {FILLED[1]} TEXT, {FILLED[2]} BIGINT, {FILLED[3]}, {FILLED[4]}"
    keyed = f"session INTEGER, line INTEGER, {columns}, {_KEY}"
    names = ("session", "line", *FILLED) if key else FILLED
    made = f"({keyed}) WITHOUT ROWID" if key else f"({columns})"
    database.execute(f"CREATE TABLE lines {made}")
    database.execute("BEGIN IMMEDIATE")
    slots = ", ".join("?" * len(names))
    with source.open(newline="", encoding="utf-8") as file:
        insert = f"INSERT INTO lines ({', '.join(names)}) VALUES ({slots})"
        database.executemany(insert, _rows(csv.reader(file), key=key))
    database.execute("COMMIT")
    database.close()


def _rows(rows: Iterator[list[str]], *, key: bool) -> Iterator[tuple[object, ...]]:
    header = next(rows)
    a, b, c, d, e = (header.index(name) for name in FILLED)
    if not key:
        return ((row[a], row[b], row[c], row[d], row[e]) for row in rows)
    return ((1, n, row[a], row[b], row[c], row[d], row[e]) for n, row in enumerate(rows))


def imported(source: Path, place: Path) -> tuple[Imported, Buckets]:
    """The whole import into a fresh store, as the desk does it."""
    store, buckets = open_store(str(place)), Buckets()
    store.sheets.save(RunSheet(session=Session(id=SESSION, title="b", planned_start=Instant(0))))
    request = FileRequest(path=str(source), kind="orders", mapping=MAPPING, zone="UTC")
    done = import_files(
        (request,),
        SESSION,
        reader=Files(),
        store=store.facts,
        at=Instant(0),
        on_upsert=lambda batch, upsert: apply(buckets, batch, upsert),
    )
    store.close()
    return done, buckets


def _timed(work: Callable[[], object]) -> Took:
    wall, processor = perf_counter(), process_time()
    work()
    return Took(process_time() - processor, perf_counter() - wall)


def _cleared(folder: Path) -> Path:
    for old in folder.glob("turn.db*"):
        old.unlink()
    return folder / "turn.db"


def top_memory() -> float:
    """The most MB this process has held (`ru_maxrss` would tell the parent's, too)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def memory_over_idle(source: Path, folder: Path) -> float:
    """MB that an import adds to a program that has all of it loaded, in a fresh process."""
    script = (
        "import sys; from pathlib import Path\n"
        "from benchmarks.bench_import import imported, top_memory\n"
        "idle = top_memory(); imported(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(top_memory() - idle)"
    )
    run = [sys.executable, "-c", script, str(source), str(_cleared(folder))]
    return float(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def measure(source: Path, folder: Path, turns: int) -> dict[str, list[Took]]:
    """Raw, bare and ours in turn."""
    works: dict[str, Callable[[], object]] = {
        "raw": lambda: raw(source, _cleared(folder)),
        "bare": lambda: raw(source, _cleared(folder), key=False),
        "import": lambda: imported(source, _cleared(folder)),
    }
    took: dict[str, list[Took]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            took[name].append(_timed(work))
    return took


def main() -> int:
    """Run and print; 1 when a limit is missed."""
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else TURNS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else source_in(folder)
        took = measure(source, folder, turns)
        done, buckets = imported(source, _cleared(folder))
        used = memory_over_idle(source, folder)
    print(f"{done.kept:,} lines, {done.orders:,} orders, {done.amount:,} minor units")
    assert buckets.gmv(0, 1 << 60) == done.amount, "the buckets know another sum"
    ratios = {}
    for label in ("processor", "wall"):
        mid = {n: statistics.median(getattr(t, label) for t in ts) for n, ts in took.items()}
        ratios[label] = mid["import"] / mid["raw"]
        told = "   ".join(f"{name} {seconds:5.2f} s" for name, seconds in mid.items())
        bare = mid["import"] / mid["bare"]
        print(f"{label:9}  {told}   {ratios[label]:.2f} x raw, {bare:.2f} x bare")
    print(f"limit      {LIMIT} x raw (processor time)")
    print(f"memory     {used:.0f} MB over idle (limit {MEMORY})")
    return int(ratios["processor"] > LIMIT or used > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
