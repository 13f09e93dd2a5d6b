"""Live ingest: order lines in batches of 100 through the store, against raw
`sqlite3.executemany` with the same settings and table, one commit a batch each.

    python benchmarks/bench_ingest.py [BATCHES]

Prints rows/s of both and their ratio (wanted: at least 0.5). The two take turns, so that
a busy machine slows both.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np

from controlroom.core.ids import SessionId
from controlroom.core.time import Instant
from controlroom.facts.columns import MISSING, OrderLines
from controlroom.plan.sheet import RunSheet, Session
from controlroom.store import open_store
from controlroom.store.engine import PRAGMAS
from controlroom.store.tables import order_lines

SESSION = SessionId("ses-bench")
START = 1_795_176_000_000
SIZE = 100  # rows in a batch


def batch(first: int, size: int = SIZE) -> OrderLines:
    """`size` new lines, numbered from `first`."""
    numbers = np.arange(first, first + size)
    whole = np.zeros(size, np.int64)
    texts = np.full(size, "", object)
    return OrderLines(
        line_id=np.array([f"24326{n:010d}" for n in numbers], object),
        order_id=np.array([f"24326{n // 2:010d}" for n in numbers], object),
        product_id=np.array([f"p{n % 60}" for n in numbers], object),
        product_title=np.array([f"商品 {n % 60}" for n in numbers], object),
        quantity=whole + 1,
        amount=numbers % 9000 + 100,
        paid_at=START + numbers // 2 * 50,
        created_at=START + numbers - 30_000,
        updated_at=START + numbers,
        status=np.full(size, 2, np.int8),
        refunded=whole,
        refunded_at=whole + MISSING,
        channel=texts,
        carrier=texts,
        streamer=texts,
        buyer_new=np.full(size, -1, np.int8),
    )


def prepared(folder: Path) -> Callable[[OrderLines], object]:
    """Puts a batch into a store of its own."""
    store = open_store(folder / "ours.db")
    store.sheets.save(RunSheet(session=Session(id=SESSION, title="", planned_start=Instant(START))))
    return lambda lines: store.facts.put_orders(SESSION, lines)


def raw(folder: Path) -> Callable[[list[tuple[object, ...]]], None]:
    """Puts rows into the same table by the driver alone."""
    open_store(folder / "raw.db").close()
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    made = dict.fromkeys([row[1] for row in connection.execute("PRAGMA table_info(sessions)")], 0)
    slots = ",".join("?" * len(made))
    connection.execute(f"INSERT INTO sessions VALUES ({slots})", [1, *list(made.values())[1:]])
    insert = f"INSERT INTO order_lines VALUES ({','.join('?' * len(order_lines.c))})"

    def put(rows: list[tuple[object, ...]]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(insert, rows)
        connection.execute("COMMIT")

    return put


def as_rows(lines: OrderLines) -> list[tuple[object, ...]]:
    """Ready rows for the raw side: making them is not part of its time."""
    names = [column.name for column in order_lines.c][1:-1]
    columns = [getattr(lines, name).tolist() for name in names]
    none = [[None if v == int(MISSING) else v for v in column] for column in columns]
    return [(1, *row, 0) for row in zip(*none, strict=True)]


def timed(call: Callable[[], object]) -> float:
    """Seconds that `call` took."""
    start = perf_counter()
    call()
    return perf_counter() - start


def main() -> int:
    """Run and print; 1 when under half the speed of raw."""
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = prepared(Path(name)), raw(Path(name))
        took: tuple[list[float], list[float]] = ([], [])
        for turn in range(batches):
            lines = batch(turn * SIZE)
            rows = as_rows(lines)
            took[0].append(timed(lambda lines=lines: ours(lines)))
            took[1].append(timed(lambda rows=rows: theirs(rows)))
        for label, times in zip(("store", "raw"), took, strict=True):
            ms = 1000 * statistics.median(times)
            print(f"{label:6} {SIZE * len(times) / sum(times):10,.0f} rows/s   median {ms:.3f} ms")
        print(
            f"ratio  {sum(took[1]) / sum(took[0]):10.2f}   by medians "
            f"{statistics.median(took[1]) / statistics.median(took[0]):.2f}  (wanted >= 0.50)"
        )
    return 0 if sum(took[1]) / sum(took[0]) >= 0.5 else 1


if __name__ == "__main__":
    sys.exit(main())
