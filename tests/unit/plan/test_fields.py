"""What a person types is read with certainty or refused; what is shown reads back."""

from dataclasses import fields as fields_of
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.saying import Speaker, read_ts
from controlroom.core.time import HOUR, MINUTE, SECOND, Instant
from controlroom.plan import fields, reading, timing
from controlroom.plan.codec import ROW_TYPES
from controlroom.plan.sheet import Plate, RoiBasis, Session
from tests.builders import DAY, ZONE, at, session

BOOKS = {
    lang: read_ts(Path(f"resources/i18n/{lang}/plan.ts").read_text("utf-8"))
    for lang in ("zh", "en")
}
PRICE = fields.field(Plate.GOODS, "live_price")
STOCK = fields.field(Plate.GOODS, "stock")
RATE = fields.field(Plate.GOODS, "commission")
ROI = fields.field(Plate.TRAFFIC, "target_roi")
LENGTH = fields.field(Plate.SCRIPT, "duration")
START = fields.field(Plate.SCRIPT, "start")
SKIP = fields.field(Plate.SCRIPT, "skip")
TITLE = fields.field(Plate.SCRIPT, "title")
OFFSET = fields.field(Plate.GIVEAWAY, "offset")
BASIS = fields.field(None, "roi_basis")
MIX = fields.field(None, "role_mix")


def read(field: fields.Field, text: str, day: Any = DAY, currency: str = "CNY") -> object:
    return fields.parse(field, text, zone=ZONE, currency=currency, day=day)


def shown(field: fields.Field, value: object, lang: str = "zh") -> str:
    return fields.show(field, value, zone=ZONE, currency="CNY", lang=lang)


@pytest.mark.parametrize("plate", Plate)
def test_every_field_of_every_plate_is_in_the_table(plate: Plate) -> None:
    names = {f.name for f in fields_of(ROW_TYPES[plate])} - {"id"}
    assert {f.name for f in fields.FIELDS[plate]} == names


def test_the_session_too_and_every_label_is_said() -> None:
    hidden = {"id", "archived", "simulated"}
    assert {f.name for f in fields.SESSION_FIELDS} == {f.name for f in fields_of(Session)} - hidden
    table = [*fields.SESSION_FIELDS, *(f for plate in Plate for f in fields.FIELDS[plate])]
    for book in BOOKS.values():
        assert {f.label for f in table} <= book.keys()


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (PRICE, "¥1,299.90", 129_990),
        (PRICE, "￥99", 9_900),
        (PRICE, "99元", 9_900),
        (PRICE, "1.2万", 1_200_000),
        (PRICE, "１２．５".replace("．", "."), 1_250),
        (PRICE, "九块九", 990),
        (PRICE, "一千二百", 120_000),
        (PRICE, "两万五", 2_500_000),
        (PRICE, "1万2", 1_200_000),
        (PRICE, "一百二十元", 12_000),
        (PRICE, "—", None),
        (PRICE, "", None),
        (PRICE, "0", 0),
        (STOCK, "1,200件", 1_200),
        (STOCK, "1.2w", 12_000),
        (STOCK, "两百件", 200),
        (STOCK, "十", 10),
        (STOCK, "30盒", 30),
        (RATE, "三成", 0.3),
        (RATE, "百分之三点五", 0.035),
        (RATE, "30%", 0.3),
        (RATE, "30", 0.3),
        (RATE, "0.3", 0.3),
        (RATE, "0.6%", 0.006),
        (RATE, "100％", 1.0),
        (ROI, "3.4", 3.4),
        (LENGTH, "10", 10 * MINUTE),
        (LENGTH, "2.5", 150 * SECOND),
        (LENGTH, "8:15", 495 * SECOND),
        (LENGTH, "1:20:00", 80 * MINUTE),
        (LENGTH, "1小时20分", 80 * MINUTE),
        (LENGTH, "1h 20m", 80 * MINUTE),
        (LENGTH, "三十分钟", 30 * MINUTE),
        (LENGTH, "两小时", 120 * MINUTE),
        (LENGTH, "一个半小时", 90 * MINUTE),
        (LENGTH, "半小时", 30 * MINUTE),
        (LENGTH, "一刻钟", 15 * MINUTE),
        (LENGTH, "约10分钟", 10 * MINUTE),
        (LENGTH, "十二", 12 * MINUTE),
        (LENGTH, "90秒", 90 * SECOND),
        (OFFSET, "-2", -2 * MINUTE),
        (fields.field(Plate.WARMUP, "before"), "T-2天", 48 * HOUR),
        (START, "20:05", at("20:05")),
        (START, "20：05", at("20:05")),
        (START, "8:05 PM", at("20:05")),
        (START, "12:30 am", at("00:30")),
        (START, "20.05", at("20:05")),
        (START, "20:05:30", at("20:05:30")),
        (START, "+1 00:30", at("+1 00:30")),
        (START, "晚上八点半", at("20:30")),
        (START, "晚上8:05", at("20:05")),
        (START, "晚上20:05", at("20:05")),
        (START, "二十点零五", at("20:05")),
        (START, "20点", at("20:00")),
        (START, "20点一刻", at("20:15")),
        (START, "次日0点30", at("+1 00:30")),
        (START, "次日凌晨0:30", at("+1 00:30")),
        (START, "24:30", at("+1 00:30")),
        (START, "11-21 00:30", at("+1 00:30")),
        (START, "2026/11/21 00:30", at("+1 00:30")),
        (START, "01-02 00:30", at("00:30", day=date(2027, 1, 2))),
        (SKIP, "是", True),
        (SKIP, "", False),
        (SKIP, "no", False),
        (TITLE, " 开场 ", "开场"),
        (BASIS, "净成交", RoiBasis.NET),
        (BASIS, "whole", RoiBasis.WHOLE),
        (MIX, "爆款 40%、利润款：60%", (("爆款", 0.4), ("利润款", 0.6))),
        (fields.field(Plate.SCRIPT, "products"), "a, b", ("a", "b")),
        (fields.field(Plate.GIVEAWAY, "product"), "", None),
    ],
)
def test_what_people_write(field: fields.Field, text: str, value: object) -> None:
    assert read(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        (PRICE, "-5", "plan.parse_money"),
        (PRICE, "1.999", "plan.parse_money"),
        (PRICE, "1,29.90", "plan.parse_money"),
        (PRICE, "免费", "plan.parse_money"),
        (PRICE, "几百", "plan.parse_money"),
        (PRICE, "二三十", "plan.parse_money"),
        (PRICE, "99万5000000", "plan.parse_money"),
        (LENGTH, "几分钟", "plan.parse_span"),
        (STOCK, "1.5", "plan.parse_count"),
        (STOCK, "约200", "plan.parse_count"),
        (RATE, "1", "plan.parse_ratio_unclear"),
        (RATE, "130%", "plan.parse_ratio"),
        (RATE, "-3%", "plan.parse_ratio"),
        (ROI, "0", "plan.parse_x"),
        (LENGTH, "1:99", "plan.parse_span"),
        (LENGTH, "-5", "plan.parse_span"),
        (LENGTH, "ten", "plan.parse_span"),
        (LENGTH, "", "plan.parse_required"),
        (START, "25:61", "plan.parse_clock"),
        (START, "13:00 PM", "plan.parse_clock"),
        (START, "02-30 10:00", "plan.parse_clock"),
        (START, "明天", "plan.parse_clock"),
        (SKIP, "maybe", "plan.parse_bool"),
        (TITLE, "  ", "plan.parse_required"),
        (BASIS, "roi", "plan.parse_basis"),
        (MIX, "爆款", "plan.parse_mix"),
    ],
)
def test_what_is_not_certain_is_refused_by_name(field: fields.Field, text: str, key: str) -> None:
    with pytest.raises(WorldError) as refused:
        read(field, text)
    assert refused.value.message.key == key
    said = Speaker("zh", BOOKS["zh"]).say(refused.value.message)
    assert BOOKS["zh"][field.label] in said
    assert text.strip() in said


def test_a_bare_face_is_near_the_planned_start() -> None:
    evening = at("20:00")
    assert read(START, "00:30", evening) == at("+1 00:30")
    assert read(START, "19:30", evening) == at("19:30")
    assert read(START, "07:59", evening) == at("+1 07:59")
    assert read(START, "08:00", evening) == at("08:00")
    assert read(START, "23:50", at("00:10")) == at("-1 23:50")


def test_currencies_without_cents() -> None:
    assert read(PRICE, "1200", currency="JPY") == 1200
    with pytest.raises(WorldError):
        read(PRICE, "12.5", currency="JPY")


def test_missing_is_shown_as_missing() -> None:
    assert shown(PRICE, None) == "—"
    assert shown(PRICE, 0) == "¥0"
    assert (shown(SKIP, True), shown(SKIP, True, "en"), shown(SKIP, False)) == ("是", "yes", "")
    assert shown(BASIS, RoiBasis.WHOLE, "en") == "whole-room"


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "money": st.integers(0, 10**11),
    "count": st.integers(0, 10**9),
    "ratio": st.integers(0, 10_000).map(lambda n: n / 10_000),
    "x": st.integers(1, 9_999).map(lambda n: n / 100),
    "span": st.integers(0, 400_000).map(lambda s: s * 1000),
    "clock": st.integers(-43_200, 43_199).map(lambda s: Instant(at("20:00") + s * 1000)),
    "bool": st.booleans(),
    "choice": st.sampled_from(RoiBasis),
}


@given(st.sampled_from(sorted(VALUES)), st.sampled_from(["zh", "en"]), st.data())
def test_what_is_shown_reads_back(kind: str, lang: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    field = fields.Field(name="title", type=kind)
    assert read(field, shown(field, value, lang), at("20:00")) == pytest.approx(value, abs=1e-12)


NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"


@pytest.mark.parametrize(
    ("zone", "start", "text", "found"),
    [
        (NEW_YORK, "2026-10-31 22:00", "01:30", "2026-11-01T01:30:00-04:00"),
        (NEW_YORK, "2026-10-31 22:00", "01:30 EST", "2026-11-01T01:30:00-05:00"),
        (NEW_YORK, "2026-10-31 22:00", "01:30 edt", "2026-11-01T01:30:00-04:00"),
        (NEW_YORK, "2026-10-31 22:00", "03:00", "2026-11-01T03:00:00-05:00"),
        (NEW_YORK, "2026-03-07 22:00", "02:30", "2026-03-08T03:30:00-04:00"),
        (BERLIN, "2026-10-25 00:30", "02:15 CET", "2026-10-25T02:15:00+01:00"),
        (BERLIN, "2026-10-25 00:30", "02:15", "2026-10-25T02:15:00+02:00"),
    ],
)
def test_the_hour_that_is_had_twice_or_not_at_all(
    zone: str, start: str, text: str, found: str
) -> None:
    planned = reading.clock(start, zone, date(2026, 6, 1))
    at_night = reading.clock(text, zone, planned)
    assert formats.iso(at_night, zone) == found
    if text != "02:30":
        assert reading.face(at_night, zone, planned).lower() in (text.lower(), text[:5])


@pytest.mark.parametrize("text", ["01:30 CET", "20:00 EST", "01:30 abc"])
def test_a_zone_that_is_not_in_force_then_is_refused(text: str) -> None:
    planned = reading.clock("2026-10-31 22:00", NEW_YORK, date(2026, 6, 1))
    with pytest.raises(reading.UnclearError):
        reading.clock(text, NEW_YORK, planned)


@given(
    st.sampled_from((ZONE, NEW_YORK, BERLIN, "Asia/Kolkata", "America/Sao_Paulo")),
    st.sampled_from(
        ("2026-10-31 22:00", "2026-03-08 00:00", "2026-10-24 20:00", "2026-03-28 23:00")
    ),
    st.integers(-40 * 3600, 40 * 3600),
)
def test_a_face_is_read_back_as_the_instant_it_was_made_of(
    zone: str, start: str, seconds: int
) -> None:
    planned = reading.clock(start, zone, date(2026, 6, 1))
    instant = Instant(planned + seconds * SECOND)
    assert reading.clock(reading.face(instant, zone, planned), zone, planned) == instant


@given(st.integers(1, 24 * 60), st.data())
def test_every_face_of_a_show_of_up_to_a_day_is_inside_of_it(
    length: int, data: st.DataObject
) -> None:
    start = at("08:00")
    end = Instant(start + length * MINUTE)
    day = timing.clock_day(session("08:00"), end)
    inside = Instant(start + data.draw(st.integers(0, length - 1)) * MINUTE)
    assert reading.clock(formats.clock(inside, ZONE), ZONE, day) == inside
    if length < 20 * 60:
        assert reading.clock(formats.clock(end, ZONE), ZONE, day) == end
