"""Templates: what a person writes becomes a sheet, and a sheet becomes what a person reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, SessionId
from controlroom.core.time import HOUR, MINUTE, Span
from controlroom.plan import templates
from controlroom.plan.duplicate import on_another_day
from controlroom.plan.sheet import Plate
from controlroom.plan.timing import schedule
from tests.builders import at, giveaway, product, segment, sheet, slot, task

OURS = Path(__file__).parents[3] / "resources" / "templates"
NAMES = ("four_hours", "morning", "new_shop")


def ours(name: str, lang: str) -> templates.Template:
    return templates.from_plain(json.loads((OURS / f"{name}.json").read_text("utf-8")), lang)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ours_fill_their_window_exactly_and_name_only_rows_there_are(name, lang):
    made = ours(name, lang).sheet
    timed = schedule(made)
    assert timed.end == made.session.planned_end
    assert sum(row.share for row in made.slots) == pytest.approx(1)
    assert (made.slots[0].start, made.slots[-1].end) == (made.session.planned_start, timed.end)
    products, segments = ({r.id for r in rows} for rows in (made.products, made.segments))
    assert {p for row in made.segments for p in row.products} <= products
    assert {row.segment for row in made.giveaways} <= segments
    assert sum(share for _, share in made.session.role_mix) == pytest.approx(1)


@pytest.mark.parametrize("name", NAMES)
def test_ours_are_in_two_languages_throughout(name):
    zh, en = ours(name, "zh"), ours(name, "en")
    assert any("一" <= letter <= "鿿" for letter in zh.name)
    said = [en.name, en.about, en.sheet.session.title]
    said += [row.title for plate in Plate for row in en.sheet.rows(plate)]
    said += [row.owner for plate in Plate for row in en.sheet.rows(plate)]
    assert [text for text in said if any("一" <= letter <= "鿿" for letter in text)] == []


def evening():
    return sheet(
        product("锅", link=1, stock=500, commission=0.2, role="爆款"),
        product("碗", None, None),
        segment("开场", 5),
        segment("讲锅", 15, "20:10", hard=True, products=(RowId("锅"), RowId("碗"))),
        segment("深夜", 200, target_gmv=123_456),
        slot("直播推广", "20:00", "21:00", 500_000),
        giveaway("福袋", segment=RowId("讲锅"), offset=60_000),
        giveaway("红包", "20:12", unit_cost=0),
        task("预约", target=3000),
        end="22:00",
        role_mix=(("引流款", 0.2), ("爆款", 0.8)),
        target_roi=2.5,
    )


def test_a_sheet_comes_back_from_its_template_on_its_day():
    before = evening()
    plain = json.loads(json.dumps(templates.to_plain("晚场", "", before), ensure_ascii=False))
    read = templates.from_plain(plain, "zh").sheet
    again = on_another_day(read, before.session.id, before.session.planned_start)
    assert again == before


def test_after_midnight_a_clock_face_names_the_day():
    late = replace(evening(), slots=(slot("x", "20:00", "21:00"),))
    late = replace(late, slots=(replace(late.slots[0], end=at("20:00") + 14 * HOUR),))
    plain = templates.to_plain("晚场", "", late)
    assert plain["slots"][0]["end"].startswith("+1 ")
    read = templates.from_plain(plain, "zh").sheet
    assert read.slots[0].end - read.slots[0].start == 14 * HOUR


def test_what_is_wrong_is_named_by_its_place():
    good = templates.to_plain("晚场", "", evening())
    for change, where in (
        ({"session": {"planned_start": "soon"}}, "session.planned_start"),
        ({"session": {"planned_start": "20:00", "zone": "Mars/Base"}}, "session.zone"),
        ({"segments": [{"title": "a", "duration": "long"}]}, "segments[0].duration"),
        ({"slots": [{"channel": "x"}]}, "slots[0]"),
        ({"tasks": "none"}, "tasks"),
        ({"giveaways": ["x"]}, "giveaways[0]"),
        ({"name": " "}, "name"),
    ):
        with pytest.raises(WorldError) as refused:
            templates.from_plain(good | change, "zh")
        assert refused.value.message.args["where"] == where
    with pytest.raises(WorldError, match="plan.codec_newer"):
        templates.from_plain(good | {"v": 99}, "zh")


def test_a_template_keeps_the_plates_wanted_and_nothing_of_one_show():
    kept = templates.kept(evening(), {Plate.GIVEAWAY}, goals=False)
    assert (kept.products, kept.slots, kept.tasks) == ((), (), ())
    assert [row.title for row in kept.segments] == ["开场", "讲锅", "深夜"]
    assert kept.segments[1].products == ()
    assert kept.segments[2].target_gmv is None
    whole = templates.kept(evening(), set(Plate), goals=True)
    assert whole.segments[2].target_gmv == 123_456
    assert whole.slots[0].budget == 500_000


def test_the_best_segments_follow_one_another_with_what_hangs_on_them():
    best = templates.best_of(evening(), {RowId("讲锅"): Span(17 * MINUTE)})
    (row,) = best.segments
    assert (row.duration, row.linked, row.hard, row.start) == (17 * MINUTE, True, False, None)
    assert {p.id for p in best.products} == {"锅", "碗"}
    assert [(g.title, g.segment, g.offset) for g in best.giveaways] == [
        ("福袋", "讲锅", MINUTE),
        ("红包", "讲锅", 2 * MINUTE),
    ]
    assert best.slots == ()
    assert [t.title for t in best.tasks] == ["预约"]


def test_lengths_are_whole_minutes():
    assert templates.whole_minutes(7 * MINUTE + 29_999) == 7 * MINUTE
    assert templates.whole_minutes(10) == MINUTE


def test_on_another_day_the_faces_move_with_the_calendar():
    made = on_another_day(ours("morning", "zh").sheet, SessionId("s"), at("06:30"))
    assert made.session.planned_start == at("06:30")
    assert made.slots[0].start == at("06:30")
