"""Importing 600,000 CSV order lines: parse → checked → committed → in the buckets.

    python benchmarks/bench_import_parse.py [FILE]

Raw: the standard library's csv reader feeding `sqlite3.executemany` the same columns. Ours:
the parser alone, and the whole import into a store. FILE is an order table with the columns
order_id, product_id, quantity, amount, paid_at; without one, 600,000 lines are made up.
Prints seconds of processor time, ratios to raw, and memory over the idle program.
"""

from __future__ import annotations

import csv
import random
import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from controlroom.core.ids import SessionId
from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.feeds.files import Files
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import FileRequest
from controlroom.store import open_store

LINES = 600_000
COLUMNS = ("order_id", "product_id", "quantity", "amount", "paid_at")
SESSION = SessionId("bench")


def write_orders(path: Path) -> None:
    """Orders of some ten lines over five months, in order of time."""
    dice = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("household_id", *COLUMNS, "week", "discount"))
        for line in range(LINES):
            order, second = line // 10, line // 10 * 217
            day, clock = divmod(second, 86_400)
            stamp = f"2026-{1 + day // 28:02}-{1 + day % 28:02} "
            stamp += f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
            product, cents = dice.randrange(30_000), dice.randrange(1, 6_000)
            writer.writerow(
                (order % 2_500, 31_000_000_000 + order, product, 1, cents / 100, stamp, day // 7, 0)
            )


def raw(source: Path, folder: Path) -> None:
    """csv.reader into executemany, one transaction, no keys."""
    database = sqlite3.connect(folder / "raw.db")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"CREATE TABLE lines ({', '.join(COLUMNS)})")
    with source.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        a, b, c, d, e = (header.index(name) for name in COLUMNS)
        values = ((row[a], row[b], row[c], row[d], row[e]) for row in rows)
        database.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?)", values)
    database.commit()
    database.close()


def parsed(source: Path) -> None:
    """Our parser, its chunks thrown away."""
    lines = sum(len(chunk.batch) for chunk in Files().read(_request(source)))
    print(f"  {lines:,} lines")


def imported(source: Path, folder: Path) -> None:
    """A whole import: one transaction, then the buckets know every line."""
    store, buckets = open_store(str(folder / "ours.db")), Buckets()
    store.sheets.save(RunSheet(session=Session(id=SESSION, title="b", planned_start=Instant(0))))
    totals, read = [], 0
    with store.facts.importing(SESSION, "orders", source.name, at=Instant(0)) as into:
        for chunk in Files().read(_request(source)):
            done = store.facts.put_orders(SESSION, chunk.batch, into=into)
            buckets.apply_orders(done.before, done.after)
            totals.append(done)
            read += chunk.read
        store.facts.finish_import(into, read=read, refused=0, totals=totals)
    print(f"  {buckets.lines(0, 1 << 60):,} lines, {buckets.gmv(0, 1 << 60)} minor units")
    store.close()


def _request(source: Path) -> FileRequest:
    return FileRequest(path=str(source), kind="orders", zone="UTC")


def _timed(work: Callable[..., None], *args: Path) -> float:
    start = process_time()
    work(*args)
    return process_time() - start


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "orders.csv"
        if not source.exists():
            write_orders(source)
        base = _timed(raw, source, folder)
        idle = _memory()
        print(f"raw     {base:6.2f} s")
        for label, seconds in (
            ("parse", _timed(parsed, source)),
            ("import", _timed(imported, source, folder)),
        ):
            print(f"{label:7} {seconds:6.2f} s   {seconds / base:.2f} x raw")
        print(f"memory over idle: {_memory() - idle:.0f} MB")


if __name__ == "__main__":
    main()
