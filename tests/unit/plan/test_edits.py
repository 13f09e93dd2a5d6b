"""Edits give new sheets, keep what they don't touch, and never leave a dangling row."""

import pytest

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import RowId
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.plan.timing import schedule
from tests.builders import at, giveaway, minutes, product, segment, sheet, slot, task

SHOW = sheet(
    product("口红"),
    product("面霜"),
    segment("A", products=("口红", "面霜")),
    segment("B"),
    segment("C"),
    slot("磁力金牛", "20:00", "21:00"),
    giveaway("福袋", segment=RowId("B"), offset=minutes(2), product=RowId("口红")),
    task("短视频", done=True),
)


def order(show: RunSheet) -> str:
    return "".join(s.title for s in show.segments)


def ids(text: str) -> tuple[RowId, ...]:
    return tuple(RowId(one) for one in text)


def test_set_fields_of_several_rows_leaves_the_rest_alone() -> None:
    after = edits.set_fields(SHOW, Plate.SCRIPT, ids("AC"), "owner", "小王")
    assert [s.owner for s in after.segments] == ["小王", "", "小王"]
    assert after.segments[1] is SHOW.segments[1]
    assert after.products is SHOW.products
    assert SHOW.segments[0].owner == ""


@pytest.mark.parametrize(
    ("rows", "to", "expected"),
    [("A", 3, "BCA"), ("C", 0, "CAB"), ("AC", 1, "ACB"), ("AB", 3, "CAB"), ("B", 1, "ABC")],
)
def test_move_rows(rows: str, to: int, expected: str) -> None:
    assert order(edits.move_rows(SHOW, Plate.SCRIPT, ids(rows), to)) == expected


def test_insert_duplicate_and_replace() -> None:
    after = edits.insert_rows(SHOW, Plate.SCRIPT, [segment("X"), segment("Y")], 1)
    assert order(after) == "AXYBC"
    assert order(edits.insert_rows(SHOW, Plate.SCRIPT, [segment("Z")])) == "ABCZ"
    doubled = edits.duplicate_rows(SHOW, Plate.SCRIPT, ids("AB"))
    assert order(doubled) == "ABABC"
    assert len({s.id for s in doubled.segments}) == 5
    renamed = edits.replace_row(SHOW, Plate.SCRIPT, segment("新", id=RowId("B")))
    assert order(renamed) == "A新C"


def test_removing_a_segment_frees_its_giveaways_at_their_planned_time() -> None:
    after = edits.remove_rows(SHOW, Plate.SCRIPT, ids("B"))
    assert order(after) == "AC"
    assert after.giveaways[0].segment is None
    assert after.giveaways[0].start == at("20:12")


def test_removing_a_product_frees_segments_and_giveaways() -> None:
    after = edits.remove_rows(SHOW, Plate.GOODS, (RowId("口红"),))
    assert after.segments[0].products == (RowId("面霜"),)
    assert after.giveaways[0].product is None


def test_what_does_not_exist_is_a_bug() -> None:
    with pytest.raises(BugError):
        edits.set_field(SHOW, Plate.SCRIPT, RowId("no"), "owner", "")
    with pytest.raises(BugError):
        edits.set_field(SHOW, Plate.SCRIPT, RowId("A"), "colour", "")
    with pytest.raises(BugError):
        edits.set_field(SHOW, Plate.SCRIPT, RowId("A"), "id", "B")
    with pytest.raises(BugError):
        edits.insert_rows(SHOW, Plate.SCRIPT, [segment("A")])
    with pytest.raises(BugError):
        edits.remove_rows(SHOW, Plate.GOODS, ids("A"))


def test_end_and_duration_are_one() -> None:
    after = edits.set_end(SHOW, RowId("B"), at("20:25"))
    assert after.segments[1].duration == minutes(15)
    with pytest.raises(WorldError, match=r"plan\.end_before_start"):
        edits.set_end(SHOW, RowId("B"), at("20:05"))


def test_a_typed_start_unlinks_and_none_links_again() -> None:
    pinned = edits.set_start(SHOW, RowId("B"), at("20:30"))
    assert schedule(pinned).rows[1].gap == minutes(20)
    assert schedule(edits.set_start(pinned, RowId("B"), None)).rows[1].start == at("20:10")


def test_session_fields() -> None:
    assert edits.set_session(SHOW, title="双11").session.title == "双11"
