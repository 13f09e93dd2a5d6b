"""`schedule` on the command line, the table and the timeline say the same of any sheet."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from controlroom.app.cli import main
from controlroom.core import formats
from controlroom.core.saying import Speaker
from controlroom.core.time import HOUR, Instant, from_datetime
from controlroom.plan import reading
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import schedule
from controlroom.store import open_store
from controlroom.ui.models.plate_model import PlateModel
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.strip import StripBlocks
from tests.builders import at, segment, sheet
from tests.strategies.plan import EVENING, sheets
from tests.ui.screens import books

NIGHTS = (
    ("Asia/Shanghai", "2026-11-22T19:00:00+08:00"),
    ("Asia/Shanghai", "2026-11-22T23:30:00+08:00"),
    ("America/New_York", "2026-10-31T23:00:00-04:00"),  # 01:00-02:00 is had twice
    ("America/New_York", "2026-03-07T23:00:00-05:00"),  # 02:00-03:00 is not had
    ("Europe/Berlin", "2026-10-25T00:30:00+02:00"),
    ("Europe/Berlin", "2026-03-29T00:30:00+01:00"),
)


@st.composite
def shows(draw: st.DrawFn) -> RunSheet:
    """Any sheet, in a night of one of `NIGHTS`."""
    plan, (zone, start) = draw(sheets()), draw(st.sampled_from(NIGHTS))
    by = from_datetime(datetime.fromisoformat(start)) - EVENING
    session = replace(
        plan.session,
        zone=zone,
        planned_start=Instant(EVENING + by),
        planned_end=draw(st.none() | st.just(Instant(EVENING + by + 4 * HOUR))),
        title="夜",
    )
    rows = tuple(
        s if s.start is None else replace(s, start=Instant(s.start + by)) for s in plan.segments
    )
    return replace(plan, session=session, segments=rows)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agrees") / "shows.db"


def cell(model: PlateModel, row: int, name: str) -> str:
    index = model.index(row, model.column_of(name))
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


@given(shows())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_command_line_the_table_and_the_timeline_agree(
    qapp: object,
    database: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    plan: RunSheet,
) -> None:
    monkeypatch.setenv("CONTROLROOM_HOME", str(database.parent))
    store = open_store(str(database))
    store.sheets.save(plan)
    store.close()
    capsys.readouterr()
    assert main(["schedule", plan.session.id, "--db", str(database), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    zone, start = plan.session.zone, plan.session.planned_start
    speaker = Speaker("zh", books()["zh"], zone, plan.session.currency)
    sight = Sight(sheet=plan, schedule=schedule(plan), findings=(), speaker=speaker)
    model = PlateModel(Plate.SCRIPT, sight, lambda label, change: None)
    blocks = {b.id: b for b in StripBlocks().of(sight) if b.lane is Plate.SCRIPT}
    assert [row["id"] for row in said["rows"]] == [s.id for s in plan.segments]
    for place, row in enumerate(said["rows"]):
        instant = from_datetime(datetime.fromisoformat(row["planned_start"]))
        typed = cell(model, place, "plan_start")
        assert reading.clock(typed, zone, sight.day) == instant // 1000 * 1000
        assert row["expected_start"] == row["planned_start"]
        gap = formats.signed_span(row["gap_ms"]) if row["gap_ms"] else ""
        wanted = formats.span(-row["overlap_ms"]) if row["overlap_ms"] else gap
        assert cell(model, place, "gap") == wanted
        assert plan.segments[place].skip is row["skipped"]
        assert (row["id"] in blocks) is not row["skipped"]
        if block := blocks.get(row["id"]):
            assert (block.start, block.pin) == (instant, row["hard"])
            assert (block.gap, block.overlap) == (row["gap_ms"], row["overlap_ms"])
            end = reading.clock(cell(model, place, "plan_end"), zone, sight.day)
            assert end == block.end // 1000 * 1000
    assert said["over_under_ms"] == 0
    ends = [from_datetime(datetime.fromisoformat(said["expected_end"])), sight.schedule.end]
    assert ends[0] == ends[1] and ends[0] >= start - 24 * HOUR


@pytest.mark.parametrize(
    ("start", "end", "text", "lands"),
    [
        ("20:00", "+1 02:00", "00:30", "+1 00:30"),  # past midnight
        ("20:00", None, "19:30", "19:30"),
        ("08:00", "+1 00:00", "21:00", "21:00"),  # a show of sixteen hours
        ("08:00", "+1 00:00", "00:00", "+1 00:00"),
        ("20:00", "+1 02:00", "-1 20:00", "-1 20:00"),
    ],
)
def test_a_face_typed_into_the_table_lands_in_the_show(
    qapp: object, start: str, end: str | None, text: str, lands: str
) -> None:
    plan = sheet(segment("A"), segment("B"), start=start, end=end)
    speaker = Speaker("zh", books()["zh"], plan.session.zone, plan.session.currency)
    sight = Sight(sheet=plan, schedule=schedule(plan), findings=(), speaker=speaker)
    edited: list[RunSheet] = []
    model = PlateModel(Plate.SCRIPT, sight, lambda _, change: edited.append(change(plan)))
    model.setData(model.index(1, model.column_of("plan_start")), text)
    assert edited[0].segments[1].start == at(lands)
