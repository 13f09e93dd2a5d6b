"""Readiness: a sound sheet is clean, every check finds its fault, every mend mends it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from controlroom.core.errors import BugError
from controlroom.core.ids import RowId
from controlroom.core.saying import Speaker, read_ts, slots
from controlroom.plan import edits, fatigue, readiness
from controlroom.plan.mending import MENDS
from controlroom.plan.readiness import CHECKS, Finding
from controlroom.plan.sheet import Plate, Product, RoiBasis, RunSheet, Segment
from tests.builders import at, giveaway, minutes, product, segment, sheet, slot, task
from tests.strategies.plan import sheets

BOOKS = {
    lang: read_ts(Path(f"resources/i18n/{lang}/plan.ts").read_text("utf-8"))
    for lang in ("zh", "en")
}
NOON = at("12:00")
POINTS = {
    "introduction": "一",
    "selling_point": "二",
    "scene": "三",
    "after_sales": "四",
    "value": "五",
}


def good(title: str, **more: Any) -> Product:
    given = {
        "link": len(title),
        "role": "爆款",
        "list_price": 12_900,
        "commission": 0.1,
        "stock": 100,
        "target_units": 50,
    } | more
    return product(title, 9_900, given.pop("cost", 3_900), **given)


def told(title: str, length: float, start: str | None = None, **more: Any) -> Segment:
    given = {"owner": "小王", "target_gmv": 247_500, "products": ("A",), **POINTS} | more
    return segment(title, length, start, **given)


SOUND = sheet(
    good("A"),
    good("BB"),
    told("讲A", 30),
    told("讲B", 30, products=("BB",)),
    slot("磁力金牛", "20:00", "21:00", 100_000, target_roi=5.0),
    giveaway(
        "福袋",
        segment=RowId("讲B"),
        offset=minutes(5),
        quantity=10,
        unit_cost=500,
        owner="小李",
        product=RowId("A"),
    ),
    task("预约短视频", 1, kind="预约", owner="小李", target=500),
    end="21:00",
    target_gmv=495_000,
    ad_budget=100_000,
    target_roi=5.0,
    refund_rate=0.1,
    platform_fee=0.05,
    reservations_target=500,
    role_mix=(("爆款", 1.0),),
)


def found(show: RunSheet, code: str, now: Any = NOON) -> list[Finding]:
    return [f for f in readiness.check(show, now=now) if f.code == code]


def with_product(**changes: Any) -> RunSheet:
    return replace(SOUND, products=(replace(SOUND.products[0], **changes), SOUND.products[1]))


def with_segment(**changes: Any) -> RunSheet:
    return replace(SOUND, segments=(SOUND.segments[0], replace(SOUND.segments[1], **changes)))


def with_slot(**changes: Any) -> RunSheet:
    return replace(SOUND, slots=(replace(SOUND.slots[0], **changes),))


def with_giveaway(**changes: Any) -> RunSheet:
    return replace(SOUND, giveaways=(replace(SOUND.giveaways[0], **changes),))


def with_task(**changes: Any) -> RunSheet:
    return replace(SOUND, tasks=(replace(SOUND.tasks[0], **changes),))


def with_session(**changes: Any) -> RunSheet:
    return edits.set_session(SOUND, **changes)


def plus(*rows: Any) -> RunSheet:
    other = sheet(*rows)
    return replace(
        SOUND,
        products=SOUND.products + other.products,
        segments=SOUND.segments + other.segments,
        slots=SOUND.slots + other.slots,
        giveaways=SOUND.giveaways + other.giveaways,
        tasks=SOUND.tasks + other.tasks,
    )


FAULTS: dict[str, tuple[RunSheet, str | None]] = {
    "session.window": (with_session(planned_end=at("19:00")), None),
    "session.start_past": (with_session(planned_start=at("11:00")), None),
    "session.no_target": (sheet(good("A"), told("讲A", 30, target_gmv=None)), None),
    "session.targets_sum": (with_session(target_gmv=500_000), None),
    "session.cannot_break_even": (with_session(platform_fee=0.9), None),
    "session.break_even_unknown": (with_session(refund_rate=None), None),
    "goods.none": (replace(SOUND, products=()), None),
    "goods.no_title": (with_product(title=" "), "A"),
    "goods.price_slip": (with_product(list_price=99_001), "A"),
    "goods.no_price": (with_product(live_price=None), "A"),
    "goods.under_cost": (with_product(cost=10_000), "A"),
    "goods.over_list": (with_product(list_price=5_000), "A"),
    "goods.fees_over_margin": (with_product(commission=0.6), "A"),
    "goods.no_cost": (with_product(cost=None), "A"),
    "goods.sold_out": (with_product(stock=0), "A"),
    "goods.no_stock": (with_product(stock=None), "A"),
    "goods.stock_short": (with_product(stock=49), "A"),
    "goods.no_units": (with_product(target_units=None), "A"),
    "goods.unused": (plus(good("CCC")), "CCC"),
    "goods.link_twice": (with_product(link=2), "A"),
    "goods.no_link": (with_product(link=None), "A"),
    "goods.item_twice": (
        replace(SOUND, products=tuple(replace(p, item_id="9") for p in SOUND.products)),
        "A",
    ),
    "goods.no_role": (with_product(role=""), "A"),
    "goods.role_mix": (with_session(role_mix=(("爆款", 0.5), ("利润款", 0.5))), None),
    "goods.tired": (with_product(times_shown=3), "A"),
    "script.none": (replace(SOUND, segments=()), None),
    "script.no_title": (with_segment(title=""), "讲B"),
    "script.target_over_stock": (with_segment(target_gmv=990_001), "讲B"),
    "script.unknown_product": (with_segment(products=(RowId("BB"), RowId("gone"))), "讲B"),
    "script.skipped_product": (with_product(skip=True), "讲A"),
    "script.no_product": (with_segment(kind="主推", products=()), "讲B"),
    "script.no_length": (with_segment(duration=minutes(0)), "讲B"),
    "script.overlap": (with_segment(linked=False, start=at("20:20")), "讲B"),
    "script.gap": (with_segment(linked=False, start=at("20:35")), "讲B"),
    "script.before_show": (with_segment(linked=False, start=at("19:20")), "讲B"),
    "script.hard_past": (with_segment(hard=True, start=at("11:00")), "讲B"),
    "script.too_long": (with_segment(duration=minutes(42)), None),
    "script.too_short": (with_segment(duration=minutes(20)), None),
    "script.points_missing": (with_segment(scene=" "), "讲B"),
    "script.no_target": (with_segment(target_gmv=None), "讲B"),
    "script.no_owner": (with_segment(owner=""), "讲B"),
    "script.owner_busy": (with_segment(linked=False, start=at("20:20")), "讲B"),
    "traffic.none": (replace(SOUND, slots=()), None),
    "traffic.backwards": (with_slot(end=at("19:00")), "磁力金牛 20:00"),
    "traffic.outside": (with_slot(end=at("21:30")), "磁力金牛 20:00"),
    "traffic.overlap": (plus(slot("磁力金牛", "20:30", "21:00", 1)), "磁力金牛 20:30"),
    "traffic.no_budget": (with_slot(budget=None), "磁力金牛 20:00"),
    "traffic.sum": (with_slot(budget=90_000), None),
    "traffic.share_sum": (with_slot(share=0.9), None),
    "traffic.no_total": (with_session(ad_budget=None), None),
    "traffic.no_roi": (
        edits.set_session(with_slot(target_roi=None), target_roi=None),
        "磁力金牛 20:00",
    ),
    "traffic.under_break_even": (with_slot(target_roi=1.5), "磁力金牛 20:00"),
    "traffic.bases": (with_slot(roi_basis=RoiBasis.T7), "磁力金牛 20:00"),
    "giveaway.no_title": (with_giveaway(title=""), "福袋"),
    "giveaway.past_end": (with_giveaway(duration=minutes(26)), "福袋"),
    "giveaway.skipped_product": (with_product(skip=True), "福袋"),
    "giveaway.no_time": (with_giveaway(segment=None), "福袋"),
    "giveaway.unknown_segment": (with_giveaway(segment=RowId("gone")), "福袋"),
    "giveaway.skipped_segment": (with_segment(skip=True), "福袋"),
    "giveaway.outside": (with_giveaway(segment=None, start=at("21:00")), "福袋"),
    "giveaway.overlap": (plus(giveaway("红包", "20:38")), "红包"),
    "giveaway.beyond_segment": (with_giveaway(segment=RowId("讲A"), offset=minutes(30)), "福袋"),
    "giveaway.long_wait": (with_giveaway(segment=RowId("讲A"), offset=minutes(1)), None),
    "giveaway.no_cost": (with_giveaway(unit_cost=None), "福袋"),
    "giveaway.dear": (with_giveaway(unit_cost=50_000), None),
    "giveaway.unknown_product": (with_giveaway(product=RowId("gone")), "福袋"),
    "giveaway.stock": (with_giveaway(quantity=101), "福袋"),
    "giveaway.no_owner": (with_giveaway(owner=""), "福袋"),
    "warmup.none": (replace(SOUND, tasks=()), None),
    "warmup.no_reservation": (with_task(before=minutes(180)), None),
    "warmup.no_title": (with_task(title=""), "预约短视频"),
    "warmup.overdue": (with_task(before=minutes(600)), "预约短视频"),
    "warmup.after_start": (with_task(before=minutes(-5)), "预约短视频"),
    "warmup.missed": (with_task(done=True, actual=10), "预约短视频"),
    "warmup.reservations_short": (with_task(target=400), None),
    "warmup.no_owner": (with_task(owner=""), "预约短视频"),
}


def test_a_sound_sheet_is_clean() -> None:
    assert readiness.check(SOUND, now=NOON) == ()
    assert readiness.score(()) == 1.0


def test_every_check_has_a_case_here() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert set(codes) == FAULTS.keys()
    assert {check.plate for check in CHECKS} == {None, *Plate}


@pytest.mark.parametrize("code", FAULTS)
def test_each_check_finds_its_fault(code: str) -> None:
    show, row = FAULTS[code]
    hits = found(show, code)
    assert hits
    assert hits[0].row == row


@pytest.mark.parametrize("code", FAULTS)
def test_each_finding_is_said_with_its_numbers_in_both_languages(code: str) -> None:
    one = found(FAULTS[code][0], code)[0]
    for lang, book in BOOKS.items():
        for told_message in (one.text, one.advice):
            assert slots(book[told_message.key]) <= told_message.args.keys()
            said = Speaker(lang, book).say(told_message)
            assert "@" not in said
            assert "{" not in said
        assert not one.mend or book[f"plan.mend.{one.mend}"]


@pytest.mark.parametrize("code", FAULTS)
def test_each_offered_mend_mends(code: str) -> None:
    show, _ = FAULTS[code]
    one = found(show, code)[0]
    if not one.mend:
        with pytest.raises(BugError):
            readiness.mend(show, one)
        return
    after = readiness.mend(show, one)
    assert all(left.row != one.row for left in found(after, code)) or one.row is None
    if one.row is None:
        assert not found(after, code)


def test_every_mend_is_offered_somewhere() -> None:
    offered = {f.mend for show, _ in FAULTS.values() for f in readiness.check(show, now=NOON)}
    extra = with_segment(hard=True, start=at("20:20"))
    offered |= {f.mend for f in readiness.check(extra, now=NOON)}
    assert offered - {""} == MENDS.keys()


def test_a_hard_start_shortens_what_comes_before() -> None:
    show = with_segment(hard=True, start=at("20:20"))
    one = found(show, "script.overlap")[0]
    assert one.mend == "shorten_before"
    after = readiness.mend(show, one)
    assert after.segments[0].duration == minutes(20)
    assert not found(after, "script.overlap")


def test_a_mend_that_could_not_mend_is_not_offered() -> None:
    """The hard row stands before its predecessor's start: shortening can't help."""
    show = with_segment(hard=True, start=at("20:00"))
    assert [one.mend for one in found(show, "script.overlap")] == [""]
    stuck = sheet(told("A", 10), told("B", 60, "20:10", hard=True), end="20:12")
    assert [one.mend for one in found(stuck, "script.too_long")] == ["cut_to_end"]
    short = sheet(told("A", 10), told("B", 2, "20:10", hard=True), end="20:11")
    assert [one.mend for one in found(short, "script.too_long")] == [""]


def test_a_product_of_each_of_the_last_three_sessions_is_tired() -> None:
    seen, other = frozenset({"a"}), frozenset({"bb", "x"})
    assert [f.args["times"] for f in tired(seen, seen, seen)] == [3]
    assert not tired(seen, seen)
    assert not tired(seen, other, seen, seen)


def tired(*past: frozenset[str]) -> list[Any]:
    findings = readiness.check(SOUND, now=NOON, past=past)
    return [f.text for f in findings if f.code == "goods.tired"]


def test_fatigue_goes_by_item_id_and_counts_only_what_was_shown() -> None:
    show = with_product(item_id="88")
    assert fatigue.shown(show) == {"88", "bb"}
    assert fatigue.shown(replace(show, segments=show.segments[:1])) == {"88"}
    assert fatigue.shown(edits.set_field(show, Plate.GOODS, RowId("A"), "skip", True)) == {"bb"}
    assert fatigue.times_in_a_row(product(""), [frozenset({""})]) == 0


def test_a_sheet_without_tasks_has_no_reservation_either() -> None:
    assert found(replace(SOUND, tasks=()), "warmup.no_reservation")


def test_a_row_without_a_title_is_called_by_its_number() -> None:
    one = found(with_segment(title="", owner=""), "script.no_owner")[0]
    said = {lang: Speaker(lang, book).say(one.text) for lang, book in BOOKS.items()}
    assert "未命名（第 2 行）" in said["zh"]
    assert "untitled (row 2)" in said["en"]


def test_a_loss_leader_may_sell_under_cost() -> None:
    assert not found(with_product(cost=10_000, role="福利款"), "goods.under_cost")


def test_errors_come_first_and_severity_can_be_changed() -> None:
    show = with_product(live_price=None, stock=None, role="")
    severities = [f.severity for f in readiness.check(show, now=NOON)]
    assert severities == sorted(severities, key=readiness.SEVERITIES.index)
    assert severities[0] == "error"
    quiet = readiness.check(
        show, now=NOON, severities={"goods.no_price": "hint", "goods.no_role": "off"}
    )
    assert "error" not in {f.severity for f in quiet}
    assert "goods.no_role" not in {f.code for f in quiet}
    was = {f.code: f.was for f in quiet}
    assert (was["goods.no_price"], was["goods.no_stock"]) == ("error", "")


def test_the_score_counts_each_check_once() -> None:
    one = readiness.check(with_product(stock=None), now=NOON)
    assert readiness.score(one) == pytest.approx(0.95)
    assert readiness.score(one * 20) == pytest.approx(0.95)
    assert readiness.score(readiness.check(sheet(), now=NOON)) < 0.7


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_any_sheet_can_be_checked_and_mended(show: RunSheet) -> None:
    findings = readiness.check(show, now=NOON)
    rows = {row.id for plate in Plate for row in show.rows(plate)}
    assert all(f.row is None or f.row in rows for f in findings)
    for finding in findings:
        if finding.mend:
            assert readiness.mend(show, finding) != show, finding.mend


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_missing_figure_is_not_followed_by_zero_more(lang: str) -> None:
    def said(**changes: Any) -> str:
        (one,) = found(with_session(**changes), "session.break_even_unknown")
        return Speaker(lang, BOOKS[lang]).say(one.text)

    one, more = said(refund_rate=None), said(refund_rate=None, platform_fee=None)
    assert not any(sign.isdigit() for sign in one)
    assert "1" in more


def test_a_slot_planned_by_its_share_counts_in_the_sum_of_budgets() -> None:
    """One of 90,000 and one of 10 % make 100,000; of 20 % they are too much."""
    own = SOUND.slots[0]
    for share, found in ((0.1, False), (0.2, True), (0.05, True)):
        other = replace(own, id=RowId("slot-2"), budget=None, share=share)
        plan = replace(SOUND, slots=(replace(own, budget=90_000, share=None), other))
        assert ("traffic.sum" in {f.code for f in readiness.check(plan, now=NOON)}) is found
