"""Makes `tests/data/schema_NNNN.db`, an example of today's schema for the tests of tomorrow.

    python -m tests.unit.store.make_old_database FILE

Run it once for each schema number, before the next one; then never again for that number.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace

from controlroom.core.ids import RowId, RunId, SessionId
from controlroom.core.message import Message
from controlroom.core.time import Instant
from controlroom.live.events import NoteTaken, RunOpened, WentOnAir
from controlroom.store import open_store
from tests.builders import giveaway, product, segment, sheet, slot, task
from tests.fact_batches import T0, ad, ads, line, orders, reading, room

NIGHT = SessionId("ses-test")


def make(file: str) -> None:
    """Everything the schema can hold, a little of each."""
    store = open_store(file)
    first = sheet(product("锅"), segment("开场"), segment("讲锅", products=(RowId("锅"),)))
    store.sheets.save(first, label=Message("新建"))
    more = replace(
        sheet(slot("直播推广", "20:00", "21:00", 5000), giveaway("福袋", "20:30"), task("预约")),
        products=first.products,
        segments=(*first.segments, segment("收尾")),
    )
    store.sheets.save(more, label=Message("加三行"))
    store.facts.put_orders(NIGHT, orders(line("2", 5)))
    with store.facts.importing(NIGHT, "orders", "旧.csv", at=Instant(T0)) as made:
        told = store.facts.put_orders(
            NIGHT, orders(line("1", 9900), line("2", 5, refunded=5)), into=made
        )
        store.facts.finish_import(made, read=2, refused=0, totals=[told])
    store.facts.put_ads(NIGHT, ads(ad(0), ad(1)))
    store.facts.put_room(NIGHT, room(reading("views", 1, 5), reading("online", 1, 80)))
    run = RunId("run-1")
    store.journal.append(run, [RunOpened(at=Instant(T0), run=run, sheet=more)])
    told_what = NoteTaken(at=Instant(T0 + 9), text="好")
    store.journal.append(run, [WentOnAir(at=Instant(T0 + 5)), told_what])
    store.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")


if __name__ == "__main__":
    make(sys.argv[1])
