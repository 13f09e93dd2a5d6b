"""What live edits become: one event each, which undo takes back as one."""

from __future__ import annotations

from controlroom.core.ids import RowId, RunId
from controlroom.core.time import MINUTE, Span
from controlroom.desk import intents as ask
from controlroom.desk.show import Show
from controlroom.live.events import RowCut, RunOpened, SegmentStarted
from controlroom.plan.sheet import Plate
from tests.builders import at, minutes, segment, sheet


def on_air(auto: bool = False) -> Show:
    kept = []
    made = Show(RunId("run"), lambda _, events: kept.extend(events) or len(kept))
    plan = sheet(*(segment(title, 10) for title in "ABCD"), start="20:00")
    made.record([RunOpened(at=at("19:55"), run=RunId("run"), sheet=plan)])
    made.ask(ask.GoOnAir(), at("20:00"))
    if auto:
        made.ask(ask.AdvanceAlone(True), at("20:00"))
    return made


def rows(show: Show) -> str:
    return " ".join(
        f"{row.title}{row.duration // MINUTE}{'-' if row.skip else ''}"
        for row in show.state.sheet.segments
    )


def test_places_up_and_down_and_not_beyond_the_ends():
    show = on_air()
    assert show.ask(ask.MoveRow(RowId("C"), -1), at("20:01")) is None
    assert rows(show) == "A10 C10 B10 D10"
    assert show.ask(ask.MoveRow(RowId("C"), 1), at("20:01")) is None
    assert rows(show) == "A10 B10 C10 D10"
    assert show.ask(ask.MoveRow(RowId("B"), -1), at("20:01")) is not None  # A is on air
    assert show.ask(ask.MoveRow(RowId("D"), 1), at("20:01")) is not None
    assert show.ask(ask.PlaceRow(RowId("D"), RowId("A")), at("20:01")) is None
    assert rows(show) == "A10 D10 B10 C10"


def test_minutes_go_to_the_running_row_or_to_one_to_come():
    show = on_air()
    assert show.ask(ask.SizeRow(RowId("A"), minutes(2)), at("20:01")) is None
    assert show.state.extra == 2 * MINUTE
    assert show.ask(ask.SizeRow(RowId("B"), minutes(5)), at("20:01")) is None
    assert show.ask(ask.SizeRow(RowId("B"), minutes(-1)), at("20:01")) is None
    assert rows(show) == "A10 B14 C10 D10"
    assert show.ask(ask.SizeRow(RowId("B"), minutes(-14)), at("20:01")) is not None


def test_a_cut_of_many_rows_is_one_step_back():
    show = on_air()
    cuts = (RowCut(row=RowId("B")), RowCut(row=RowId("C"), length=Span(4 * MINUTE)))
    assert show.ask(ask.CutRows(cuts), at("20:02")) is None
    assert rows(show) == "A10 B10- C4 D10"
    assert show.ask(ask.UndoLast(), at("20:03")) is None
    assert rows(show) == "A10 B10 C10 D10"
    assert show.ask(ask.RedoLast(), at("20:03")) is None
    assert rows(show) == "A10 B10- C4 D10"
    assert show.ask(ask.SkipRow(Plate.SCRIPT, RowId("B"), False), at("20:04")) is None
    assert rows(show) == "A10 B10 C4 D10"


def test_again_is_a_row_of_its_own_without_a_target():
    show = on_air()
    show.ask(ask.Go(), at("20:10"))
    assert show.ask(ask.InsertRow(RowId("B"), like=RowId("A")), at("20:11")) is None
    again = show.state.sheet.segments[2]
    assert (again.title, again.target_gmv, again.linked) == ("A", None, True)
    assert again.id != "A"
    assert show.ask(ask.Go(), at("20:12")) is None
    assert show.state.current.id == again.id


def test_auto_advance_starts_the_row_and_its_cues_at_one_tick():
    show = on_air(auto=True)
    assert show.wake is not None
    assert show.wake <= at("20:10")
    assert show.tick(at("20:10"))
    started = [e for _, e in show.entries if isinstance(e, SegmentStarted)]
    assert [(e.row, e.at, e.by) for e in started] == [("B", at("20:10"), "auto")]
    assert show.wake <= at("20:20")
