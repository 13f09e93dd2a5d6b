"""Stand-ins for rows without a title, and how they are said."""

from dataclasses import replace

from hypothesis import given, settings

from controlroom.core.message import message
from controlroom.core.saying import Speaker
from controlroom.plan.naming import given_title, named
from controlroom.plan.sheet import Plate
from tests.builders import giveaway, product, segment, sheet, slot, task
from tests.strategies.plan import sheets

BOOK = {"plan.unnamed": "第 {n} 行", "x": "「{title}」"}


def test_a_sheet_with_names_is_itself():
    full = sheet(
        product("A"), segment("B"), slot("粉条", "20:00", "21:00"), giveaway("G"), task("E")
    )
    assert named(full) is full


def test_a_stand_in_tells_the_row_number_of_its_plate():
    bare = sheet(product("A"), product(" ", id="p2"), segment("", id="t1"), giveaway("", id="g1"))
    whole = named(bare)
    say = Speaker("zh", BOOK).named
    assert [say(p.title) for p in whole.products] == ["A", "第 2 行"]
    assert say(whole.segments[0].title) == "第 1 行"
    assert say(whole.giveaways[0].title) == "第 1 行"


def test_a_slot_is_named_by_its_channel():
    slots = sheet(slot("粉条", "20:00", "21:00"), slot("", "20:00", "21:00"))
    assert [bool(s.title) for s in named(slots).slots] == [False, True]


def test_a_stand_in_is_said_within_a_sentence_and_titles_stay_as_typed():
    speaker = Speaker("zh", BOOK)
    title = named(sheet(segment("", id="t"))).segments[0].title
    assert speaker.say(message("x", title=title)) == "「第 1 行」"
    for typed in ("@小美 专场", "#3", "@", "@no.such#4", "满100减10"):
        assert speaker.named(typed) == typed


@given(sheets())
@settings(max_examples=50, deadline=None)
def test_only_titles_change_and_the_given_ones_stay(show):
    whole = named(show)
    for plate in Plate:
        for before, after in zip(show.rows(plate), whole.rows(plate), strict=True):
            assert replace(after, title=before.title) == before
            assert given_title(after.title) == before.title or not before.title.strip()
