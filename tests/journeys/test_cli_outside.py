"""What was sold before and after the show is said by the command line, and counted apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from controlroom.core.ids import RunId, SessionId
from controlroom.core.time import MINUTE, Instant
from controlroom.live.events import RunOpened, WentOffAir, WentOnAir
from controlroom.store import open_store
from tests.journeys.test_cli import HEAD, Line, line  # noqa: F401  # a fixture


def aired(database: Path, session: str) -> None:
    """A run from 20:00 to 21:00 (Shanghai), planned for 19:00."""
    store = open_store(database)
    sheet = store.sheets.load(SessionId(session))
    on = Instant(sheet.session.planned_start + 60 * MINUTE)
    opened = RunOpened(at=Instant(on - MINUTE), run=RunId("r"), sheet=sheet)
    off = WentOffAir(at=Instant(on + 60 * MINUTE))
    store.journal.append(RunId("r"), [opened, WentOnAir(at=on), off])
    store.close()


@pytest.mark.parametrize("verb", ["replay", "report", "sessions show"])
def test_orders_before_and_after_air_are_said(line: Line, verb: str):  # noqa: F811
    database = line.folder / "night.db"
    line.extra = ["--db", str(database)]
    session = line.session()
    clocks = ("19:30:00", "19:59:30", "20:00:00", "20:59:59", "21:02:00", "22:00:00")
    rows = "".join(f"o{n},l{n},p,{10**n},2026-11-22 {at}\n" for n, at in enumerate(clocks))
    line.json("import", "orders", line.file("o.csv", HEAD + rows), "--session", session)
    aired(database, session)
    code, out, err = line(*verb.split(), session)
    assert (code, err) == (0, "")
    assert "开播前：2 单，¥11，不计入本场（其中开播前 1 分钟内 1 单，¥10，" in out
    assert "下播后：2 单，¥110,000，不计入本场（其中下播后 5 分钟内 1 单，¥10,000，" in out
    gmv = line.json(*verb.split(), session)["gmv"]
    assert (gmv["paid_minor"], gmv["orders"]) == (110_000, 2)
    assert gmv["before_air"] == {
        "paid_minor": 1_100,
        "orders": 2,
        "near_paid_minor": 1_000,
        "near_orders": 1,
    }
    assert gmv["after_air"]["paid_minor"] == 11_000_000
    assert "before air: orders 2, ¥11" in line(*verb.split(), session, "--lang", "en")[1]
