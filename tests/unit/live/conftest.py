"""A small show to play with."""

from __future__ import annotations

import pytest

from controlroom.core.ids import RowId, RunId
from controlroom.live import events
from tests.builders import at, giveaway, minutes, product, segment, sheet, slot, task
from tests.strategies.show import Desk


@pytest.fixture
def desk() -> Desk:
    """Armed at 19:00 for 20:00: opening (10), pan (10, product, giveaway), on the hour
    (20:30, hard), close (5)."""
    plan = sheet(
        product("pan", link=3, stock=100, item_id="P1", price=29900),
        segment("opening", 10),
        segment("pan talk", 10, products=(RowId("pan"),), introduction="铁", value="值"),
        segment("hour", 10, at="20:30", hard=True),
        segment("close", 5),
        slot("金牛", "20:00", "21:00", 60000),
        giveaway("bag", segment=RowId("pan talk"), offset=minutes(3), quantity=50),
        task("video", 2),
        target_gmv=1_000_000,
    )
    desk = Desk(at("19:00"))
    desk.ask(events.RunOpened(at=desk.now, run=RunId("run"), sheet=plan))
    return desk
