"""Storing 600,000 order lines, and reading them back.

    python benchmarks/bench_store_import.py [LINES]

Raw: the standard library's csv reader feeding `sqlite3.executemany` the same columns into a
table without keys. Store: ready columns in chunks of 20,000 within one import (no parsing),
then the buckets. The whole import, parsing included, is measured by the feeds' benchmark;
what stands here is the part of the store. Prints seconds, ratios and memory.
"""

from __future__ import annotations

import csv
import resource
import sqlite3
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench_ingest import SESSION, START, as_rows, batch

from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.plan.sheet import RunSheet, Session
from controlroom.store import open_store
from controlroom.store.engine import PRAGMAS
from controlroom.store.house import Store
from controlroom.store.tables import order_lines

CHUNK = 20_000
SUMS = ("order_id", "product_id", "quantity", "amount", "paid_at", "refunded", "refunded_at")


def memory() -> float:
    """The most memory held so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_csv(path: Path, lines: int) -> None:
    """A file of all columns."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in order_lines.c])
        for first in range(0, lines, CHUNK):
            writer.writerows(as_rows(batch(first, min(CHUNK, lines - first))))


def raw(folder: Path) -> float:
    """Seconds of csv.reader into executemany, one transaction."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    names = [column.name for column in order_lines.c]
    connection.execute(f"CREATE TABLE lines ({', '.join(names)})")
    start = perf_counter()
    with (folder / "lines.csv").open(newline="") as file:
        rows = csv.reader(file)
        next(rows)
        connection.execute("BEGIN IMMEDIATE")
        slots = ",".join("?" * len(names))
        connection.executemany(f"INSERT INTO lines VALUES ({slots})", rows)
        connection.execute("COMMIT")
    return perf_counter() - start


def ours(store: Store, lines: int) -> tuple[float, float]:
    """(seconds of storing, seconds of the buckets)."""
    buckets, stored, summed = Buckets(), 0.0, 0.0
    begun = perf_counter()
    with store.facts.importing(SESSION, "orders", "bench", at=Instant(START)) as made:
        stored += perf_counter() - begun
        for first in range(0, lines, CHUNK):
            chunk = batch(first, min(CHUNK, lines - first))
            start = perf_counter()
            told = store.facts.put_orders(SESSION, chunk, into=made)
            stored += perf_counter() - start
            start = perf_counter()
            buckets.apply_orders(told.before, told.after)
            summed += perf_counter() - start
        begun = perf_counter()
    return stored + perf_counter() - begun, summed


def main() -> None:
    """Run and print."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "lines.csv", lines)
        session = Session(id=SESSION, title="", planned_start=Instant(START))
        store = open_store(folder / "ours.db")
        store.sheets.save(RunSheet(session=session))
        idle = memory()
        theirs = raw(folder)
        stored, summed = ours(store, lines)
        print(f"raw csv + executemany   {theirs:6.2f} s")
        print(f"store                   {stored:6.2f} s   {stored / theirs:.2f} x raw")
        print(f"buckets                 {summed:6.2f} s   {summed / theirs:.2f} x raw")
        print(f"memory over idle        {memory() - idle:6.0f} MB")
        for label, only in (("all columns", None), ("columns of sums", SUMS)):
            start = perf_counter()
            got = store.facts.orders(SESSION, only=only)
            print(f"load {label:18} {perf_counter() - start:6.2f} s   {len(got):,} lines")
            start = perf_counter()
            Buckets().apply_orders(None, got)
            print(f"  into buckets          {perf_counter() - start:6.2f} s")
        store.close()


if __name__ == "__main__":
    main()
