"""The plain form of a run-sheet: exact, tolerant of unknown keys, strict about kinds."""

import json

import pytest
from hypothesis import given, settings

from controlroom.core.errors import WorldError
from controlroom.plan import codec
from controlroom.plan.sheet import Plate, RoiBasis, RunSheet
from tests.builders import giveaway, product, segment, sheet, slot, task
from tests.strategies.plan import sheets

FULL = sheet(
    product("口红", link=1, role="爆款"),
    segment("开场", 10),
    segment("主推", 20, at="20:10", hard=True, products=("口红",)),
    slot("磁力金牛", "20:00", "21:00", 50_000, roi_basis=RoiBasis.NET),
    giveaway("福袋", "20:30"),
    task("短视频"),
    role_mix=(("爆款", 0.4), ("利润款", 0.6)),
)


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_round_trip_through_json_is_exact(any_sheet: RunSheet) -> None:
    text = json.dumps(codec.to_plain(any_sheet), ensure_ascii=False)
    assert codec.from_plain(json.loads(text)) == any_sheet


def test_plain_form_names_every_field() -> None:
    plain = codec.to_plain(FULL)
    assert plain["v"] == 1
    assert plain["segments"][1]["products"] == ["口红"]
    assert plain["slots"][0]["roi_basis"] == "net"
    assert plain["session"]["role_mix"] == [["爆款", 0.4], ["利润款", 0.6]]


def test_unknown_keys_are_ignored_and_optional_ones_default() -> None:
    plain = codec.to_plain(FULL)
    plain["colour"] = "red"
    plain["products"][0]["shade"] = 7
    del plain["tasks"]
    del plain["segments"][0]["note"]
    assert codec.from_plain(plain) == RunSheet(
        session=FULL.session,
        products=FULL.products,
        segments=FULL.segments,
        slots=FULL.slots,
        giveaways=FULL.giveaways,
    )


@pytest.mark.parametrize(
    ("plate", "field", "value", "expected"),
    [
        ("segments", "duration", "10", "integer"),
        ("segments", "skip", 1, "true | false"),
        ("products", "commission", "0.2", "number"),
        ("products", "title", None, "text"),
        (
            "slots",
            "roi_basis",
            "guess",
            "direct | same_day | t7 | t15 | t30 | whole | net | all_in",
        ),
        ("segments", "products", "口红", "list"),
        ("products", "stock", True, "integer"),
    ],
)
def test_a_wrong_kind_is_refused_by_its_path(
    plate: str, field: str, value: object, expected: str
) -> None:
    plain = codec.to_plain(FULL)
    plain[plate][0][field] = value
    with pytest.raises(WorldError) as refused:
        codec.from_plain(plain)
    assert refused.value.message.key == "plan.codec_wrong"
    assert refused.value.message.args["where"] == f"{plate}[0].{field}"
    assert refused.value.message.args["expected"] == expected


def test_missing_required_and_newer_are_refused() -> None:
    plain = codec.to_plain(FULL)
    del plain["giveaways"][0]["id"]
    with pytest.raises(WorldError, match=r"plan\.codec_missing"):
        codec.from_plain(plain)
    with pytest.raises(WorldError, match=r"plan\.codec_newer"):
        codec.from_plain({**codec.to_plain(FULL), "v": 2})
    with pytest.raises(WorldError, match=r"plan\.codec_wrong"):
        codec.from_plain({"v": 1, "session": []})


def test_one_row_of_each_plate_round_trips() -> None:
    for plate in Plate:
        for row in FULL.rows(plate):
            assert codec.row_from_plain(plate, codec.row_to_plain(row)) == row
