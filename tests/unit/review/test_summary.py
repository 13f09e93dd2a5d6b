"""What a review says, by example."""

from __future__ import annotations

import json
from dataclasses import replace
from statistics import median

import pytest

from controlroom.core.ids import CueId, RowId
from controlroom.core.message import message
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import events, panel
from controlroom.live.events import Answer
from controlroom.live.reactions import reactions
from controlroom.plan.sheet import Plate
from controlroom.review import outside, replay, tabulated
from controlroom.review.export import to_json
from controlroom.review.summary import Review, review
from tests.builders import at, giveaway, segment, sheet
from tests.strategies.facts import Line, ad_samples, order_lines, room_samples
from tests.strategies.show import Desk


def line(number: int, clock: str, amount: int = 10_000, **more: int) -> Line:
    return Line(
        line_id=str(number),
        order_id=str(number),
        product_id="P1",
        amount=amount,
        paid_at=at(clock),
        **more,
    )


@pytest.fixture
def buckets() -> Buckets:
    lines = [
        line(1, "19:30", 77),  # before the show
        line(2, "20:01"),
        line(3, "20:11"),
        line(4, "20:14:30", 40_000, refunded=15_000, refunded_at=at("+1 09:00")),
        line(5, "20:44:59"),
        line(6, "20:50", 99),  # after it
    ]
    ads = [("m", "金牛", "", at("20:00"), at("20:40"), "whole", 40_000, 90_000)]
    room = [("r", "online", "snapshot", at(f"20:{m:02}"), 0, 100.0 + m) for m in range(1, 45)]
    room += [("r", "views", "delta", at(f"20:{m:02}"), MINUTE, 10.0) for m in range(1, 45)]
    return Buckets.from_columns(order_lines(lines), ad_samples(ads), room_samples(room))


def run(desk: Desk, clock: str) -> None:
    while desk.now < at(clock):
        desk.now = Instant(min(at(clock), desk.now + 10_000))
        desk.tick()


@pytest.fixture
def aired(desk: Desk) -> Desk:
    """On air 20:00; pan 20:11 to 20:30; the hour to 20:40; close skipped; off at 20:45."""
    run(desk, "20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    run(desk, "20:11")
    desk.ask(events.SegmentStarted(at=desk.now, row=RowId("pan talk")))
    desk.ask(events.PointTicked(at=desk.now, row=RowId("pan talk"), index=0))
    run(desk, "20:30")
    desk.ask(events.SegmentStarted(at=desk.now, row=RowId("hour")))
    desk.ask(events.NoteTaken(at=desk.now, text="灯光暗"))
    desk.ask(events.CueAnswered(at=desk.now, cue=next(iter(desk.state.fired)), answer=Answer.DONE))
    run(desk, "20:45")
    desk.ask(events.WentOffAir(at=desk.now))
    return desk


@pytest.fixture
def looked(aired: Desk, buckets: Buckets) -> Review:
    assert aired.state.plan is not None
    return review(aired.state.plan, enumerate(aired.journal, 1), buckets)


def test_totals_are_of_the_show_and_refunds_as_settled(looked: Review) -> None:
    assert (looked.start, looked.end) == (at("20:00"), at("20:45"))
    assert looked.gmv.paid == 70_000
    assert looked.gmv.orders == 4
    assert looked.gmv.refunded == 15_000  # came back the next morning
    assert looked.gmv.net == 55_000
    assert looked.target_share == pytest.approx(0.07)


def test_roi_names_every_basis(looked: Review) -> None:
    assert looked.roi["whole"] == pytest.approx(70_000 / 40_000)
    assert looked.roi["net"] == pytest.approx(55_000 / 40_000)
    assert looked.roi["direct"] is None
    assert looked.ads.attributed == 90_000


def test_segments_by_their_actual_stretch(looked: Review) -> None:
    opening, pan, hour, close = looked.segments
    assert [row.state for row in looked.segments] == ["done", "done", "done", "skipped"]
    assert (pan.planned_start, pan.actual_start) == (at("20:10"), at("20:11"))
    assert (pan.planned, pan.actual) == (10 * MINUTE, 19 * MINUTE)
    assert (opening.gmv, pan.gmv, hour.gmv, close.gmv) == (10_000, 50_000, 10_000, None)
    assert pan.gmv_per_minute == pytest.approx(50_000 / 19)
    assert pan.spend == 19_000
    assert pan.roi == pytest.approx(50 / 19)
    assert pan.conversion == pytest.approx(2 / 190)
    assert pan.online_delta == 19
    assert (pan.points_written, pan.points_said) == (2, 1)


def test_segments_add_up_to_the_whole(looked: Review) -> None:
    assert sum(row.gmv or 0 for row in looked.segments) == looked.gmv.paid
    assert sum(row.spend or 0 for row in looked.segments) == looked.ads.spend


def test_giveaway_against_the_time_before(looked: Review) -> None:
    (bag,) = looked.giveaways
    assert bag.start == at("20:14")
    assert bag.during_per_minute == pytest.approx(40_000 / 5)
    assert bag.before_per_minute == pytest.approx(10_000 / 5)
    assert bag.uplift == pytest.approx(3.0)


def test_slots_planned_and_actual(looked: Review) -> None:
    (slot,) = looked.slots
    assert (slot.planned, slot.actual) == (60_000, 40_000)
    assert slot.deviation == pytest.approx(-1 / 3)


def test_cues_with_lateness_and_reaction(looked: Review) -> None:
    first = looked.cues[0]
    assert first.id == "E:video:task"
    assert (first.due, first.late) == (at("18:00"), 60 * MINUTE + 10_000)
    assert first.answer == "done"
    assert first.reaction == at("20:30") - first.fired
    answered = [cue.id for cue in looked.cues if cue.answer]
    assert looked.cues_answered == len(answered)
    by_hand = [cue for cue in answered if not cue.startswith("T:")]
    assert by_hand == ["E:video:task"]  # those of the script were answered by GO


def test_milestones(looked: Review) -> None:
    best = next(one for one in looked.milestones if one.key == "best_minute")
    assert (best.at, best.value) == (at("20:14"), 40_000)
    assert not [one for one in looked.milestones if one.key == "gmv"]


def test_crossed_sums_are_found_to_the_second(aired: Desk) -> None:
    plan = aired.state.plan
    assert plan is not None
    facts = Buckets.from_columns(
        order_lines([line(1, "20:01:01", 6_000_000), line(2, "20:02", 4_000_000)])
    )
    found = review(plan, enumerate(aired.journal, 1), facts).milestones
    crossed = {one.key: one.at for one in found}
    assert crossed["gmv"] == at("20:02")
    assert crossed["target"] == at("20:01:01")


def test_what_was_noticed_on_air_stays_and_the_settled_facts_add_theirs(aired: Desk) -> None:
    on_air = next(e.at for e in aired.journal if isinstance(e, events.WentOnAir))
    noted = events.GoalReached(
        at=at("20:12:05"), goal="orders/5", metric="orders", value=5, moment=at("20:12")
    )
    journal = [*aired.journal, noted]
    plan = aired.state.plan
    assert plan is not None
    plan = replace(plan, session=replace(plan.session, goals="orders 5; gmv 50000; gmv 90000"))
    facts = Buckets.from_columns(order_lines([line(1, "20:01:01", 6_000_000)]))
    looked_at = review(plan, enumerate(journal, 1), facts)
    found = {one.key: one for one in looked_at.milestones}
    assert set(found) == {"orders", "gmv", "best_minute"}
    assert (found["orders"].seen, found["gmv"].seen) == (at("20:12:05"), None)
    assert found["orders"].clip == at("20:12") - on_air
    assert found["orders"].cut == (at("20:11:30") - on_air, at("20:13") - on_air)
    told = {one["key"]: one for one in to_json(looked_at)["milestones"]}
    assert (told["orders"]["value"], told["orders"]["value_minor"]) == (5, None)
    assert (told["gmv"]["value"], told["gmv"]["value_minor"]) == (None, 5_000_000)
    assert told["orders"]["clip_from_ms"] == at("20:11:30") - on_air


def test_how_fast_cues_were_answered(looked: Review) -> None:
    found = looked.reactions
    known = {cue.id: cue.reaction for cue in looked.cues if cue.reaction is not None}
    assert len(known) > 1
    assert (found.shown, found.answered) == (len(looked.cues), len(known))
    assert found.median == round(median(known.values()))
    assert found.slowest == known[CueId("E:video:task")] == max(known.values())
    assert found.cue == "E:video:task"
    assert to_json(looked)["reactions"]["median_ms"] == found.median


def test_the_median_of_reactions() -> None:
    cues = [(CueId(str(n)), Span(ms) if ms else None) for n, ms in enumerate((9, 0, 4, 1000, 5))]
    found = reactions(cues)
    assert (found.shown, found.answered, found.median, found.slowest) == (5, 4, 7, 1000)
    assert found.cue == "3"
    assert reactions([]).median is None


def test_plates_are_scored_with_a_finding(looked: Review) -> None:
    assert [score.plate for score in looked.plates] == list(Plate)
    by_plate = {score.plate: score for score in looked.plates}
    script = by_plate[Plate.SCRIPT]
    # kept (1 - 12/30) × 0.5 + aired 3/4 × 0.3 + said 1/2 × 0.2
    off = (1 + 9 + 5) / 30
    assert script.score == pytest.approx(100 * (0.5 * (1 - off) + 0.3 * 0.75 + 0.2 * 0.5))
    assert script.finding.key == "review.script.overrun"
    assert by_plate[Plate.GOODS].score is None
    assert by_plate[Plate.WARMUP].score == 0


def test_until_is_as_it_was_then(aired: Desk, buckets: Buckets) -> None:
    plan = aired.state.plan
    assert plan is not None
    early = review(plan, enumerate(aired.journal, 1), buckets, until=at("20:12"))
    assert early.gmv.paid == 20_000
    assert early.gmv.refunded == 0
    assert early.off_air_at is None
    assert [row.state for row in early.segments][:2] == ["done", "now"]


def test_until_without_a_run_nothing_later_is_told_of_any_part() -> None:
    plan = sheet(
        segment("A", 10),
        segment("B", 10),
        segment("C", 10),
        giveaway("soon", "20:02", duration=5 * MINUTE),
        giveaway("later", "20:22", duration=5 * MINUTE),
        start="20:00",
    )
    sold = [line(n, f"20:{minute:02}:30") for n, minute in enumerate((1, 5, 11, 16, 24))]
    facts = Buckets.from_columns(order_lines(sold))
    early = review(plan, [], facts, until=at("20:13"))
    parts = [row.gmv for row in early.segments]
    assert parts[2] is None and early.segments[2].gmv_per_minute is None
    assert sum(part or 0 for part in parts) == early.gmv.paid == 30_000
    assert parts[1] == 10_000 and early.segments[1].gmv_per_minute == pytest.approx(10_000 / 3)
    assert [(row.title, row.start is None) for row in early.giveaways] == [
        ("soon", False),
        ("later", True),
    ]
    whole = review(plan, [], facts)
    assert [row.gmv for row in whole.segments] == [20_000, 20_000, 10_000]
    assert all(row.start is not None for row in whole.giveaways)


def test_replay_is_what_was_seen(desk: Desk, buckets: Buckets) -> None:
    run(desk, "20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    run(desk, "20:12")
    desk.tick()
    seen = panel.readout(desk.state, buckets, desk.now)
    then = desk.now
    run(desk, "20:40")
    again = replay.at(enumerate(desk.journal, 1), buckets, then)
    assert again.figures == seen.figures
    assert again.cues == seen.cues
    assert again.rows == seen.rows


def test_how_often_each_rule_spoke_and_was_marked_false(desk: Desk, buckets: Buckets) -> None:
    run(desk, "20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    answers = {"A:1": Answer.FALSE_ALARM, "A:2": Answer.SENT, "A:3": None, "S:1": Answer.SKIPPED}
    for number, (cue, answer) in enumerate(answers.items()):
        run(desk, f"20:{10 + number}")
        said = message("cue.own", text_zh=cue)
        rule = "roi" if cue[0] == "A" else "stock"
        desk.ask(
            events.AlertRaised(
                at=desk.now, cue=CueId(cue), rule=rule, plate=Plate(cue[0]), text=said, advice=said
            )
        )
        if answer is not None:
            desk.ask(events.CueAnswered(at=desk.now, cue=CueId(cue), answer=answer))
    assert desk.state.plan is not None
    found = review(desk.state.plan, enumerate(desk.journal, 1), buckets)
    roi, stock = found.rules
    assert (roi.name, roi.spoke, roi.false_alarms, roi.heeded) == ("roi", 3, 1, 1)
    assert (roi.first, roi.last) == (at("20:10"), at("20:12"))
    assert roi.newest == message("cue.own", text_zh="A:3")
    assert (stock.name, stock.spoke, stock.false_alarms, stock.heeded) == ("stock", 1, 0, 0)
    assert {cue.rule for cue in found.cues if cue.kind != "alert"} <= {""}
    plain = to_json(found)["rules"][0]
    assert (plain["rule"], plain["spoke"], plain["false_alarms"]) == ("roi", 3, 1)


def test_a_false_alarm_marked_afterwards_counts_and_changes_nothing_else(
    desk: Desk, buckets: Buckets
) -> None:
    run(desk, "20:00")
    desk.ask(events.WentOnAir(at=desk.now))
    said = message("cue.own", text_zh="ROI")
    for minute, answer in ((10, None), (20, Answer.DONE), (30, Answer.FALSE_ALARM)):
        run(desk, f"20:{minute}")
        cue = CueId(f"A:{minute}")
        desk.ask(events.AlertRaised(
            at=desk.now, cue=cue, rule="roi", plate=Plate.TRAFFIC, text=said, advice=said
        ))  # fmt: skip
        if answer is not None:
            run(desk, f"20:{minute + 1}")
            desk.ask(events.CueAnswered(at=desk.now, cue=cue, answer=answer))
    assert desk.state.plan is not None
    before = review(desk.state.plan, enumerate(desk.journal, 1), buckets)
    off = len(desk.journal)
    desk.now = at("+3 12:00")  # days later; the show was never put off air
    for minute, wrong in ((10, True), (20, True), (30, False)):
        event = events.AlertJudged(at=desk.now, cue=CueId(f"A:{minute}"), wrong=wrong)
        assert desk.ask(event)
        assert not desk.ask(event), "once is enough"
    not_an_alert = next(cue for cue, known in desk.state.fired.items() if not known.rule)
    assert not desk.ask(events.AlertJudged(at=desk.now, cue=not_an_alert, wrong=True))
    judged = [e for e in desk.journal[off:] if isinstance(e, events.AlertJudged)]
    entries = list(enumerate((*desk.journal[:off], *judged), 1))
    after = review(desk.state.plan, entries, buckets)
    (rule,) = after.rules
    assert (rule.spoke, rule.false_alarms, rule.heeded) == (3, 2, 0)
    (was,) = before.rules
    assert (was.false_alarms, was.heeded) == (1, 1)
    assert (after.end, after.reactions, after.cues_answered) == (
        before.end,
        before.reactions,
        before.cues_answered,
    )
    plain = {cue["id"]: (cue["answer"], cue["judged"]) for cue in to_json(after)["cues"]}
    assert plain["A:10"] == (None, "false_alarm")
    assert plain["A:20"] == ("done", "false_alarm")
    assert plain["A:30"] == ("false_alarm", "right")
    assert {cue["judged"] for cue in to_json(before)["cues"]} == {None}


@pytest.mark.parametrize("by", ["hand", "plan", "obs", "", "a later way"])
def test_what_put_the_show_on_air_is_told(desk: Desk, buckets: Buckets, by: str) -> None:
    run(desk, "20:00")
    desk.ask(events.WentOnAir(at=desk.now, by=by))
    assert desk.state.plan is not None
    found = review(desk.state.plan, enumerate(desk.journal, 1), buckets)
    known = by in ("hand", "plan", "obs")
    assert found.began == (message(f"review.began.{by}") if known else None)
    assert to_json(found)["session"]["on_air_by"] == (by or None)
    assert (found.began in [row[1] for row in tabulated.moments(found).rows]) is known


def test_facts_alone_make_a_review(buckets: Buckets, aired: Desk) -> None:
    plan = aired.state.plan
    assert plan is not None
    alone = review(plan, [], buckets)
    assert alone.run is None
    assert alone.gmv.lines == 6
    assert alone.gmv.paid == 70_176
    assert alone.segments[1].gmv == 50_000  # planned 20:10 to 20:20
    assert alone.plates[1].score is None


def test_facts_far_from_the_plan_are_not_lost() -> None:
    empty = sheet(start="08:00", end="09:00")
    facts = Buckets.from_columns(order_lines([line(1, "20:01"), line(2, "22:59:59")]))
    alone = review(empty, [], facts)
    assert (alone.start, alone.end) == (at("20:01"), at("22:59:59") + 1)
    assert alone.gmv.orders == 2
    assert alone.curves.gmv_total[-1] == 20_000


def test_nothing_known_is_null_not_zero(aired: Desk) -> None:
    plan = aired.state.plan
    assert plan is not None
    bare = to_json(review(plan, enumerate(aired.journal, 1), Buckets()))
    assert set(bare["gmv"].values()) == {None}
    assert set(bare["ads"].values()) == {None}
    assert set(bare["room"].values()) == {None}


def test_json_is_json_with_the_promised_fields(looked: Review) -> None:
    plain = json.loads(json.dumps(to_json(looked), allow_nan=False))
    promised = "session gmv ads roi room funnel segments slots giveaways cues milestones"
    assert set(promised.split()) <= plain.keys()
    assert plain["gmv"]["paid_minor"] == 70_000
    assert plain["segments"][1]["actual_start"] == "2026-11-20T20:11:00+08:00"
    assert plain["cues"][0].keys() >= {"id", "plate", "due", "fired", "late_ms", "answer"}


def asides(looked: Review) -> tuple[tuple[int | None, ...], ...]:
    told = (looked.gmv.before_air, looked.gmv.after_air)
    return tuple((a.paid, a.orders, a.near_paid, a.near_orders) for a in told if a is not None)


def test_what_was_paid_off_air_is_told_beside_and_counted_nowhere(looked: Review) -> None:
    assert looked.gmv.paid == 10_000 + 10_000 + 40_000 + 10_000
    assert asides(looked) == ((77, 1, 0, 0), (99, 1, 0, 0))
    assert [line.key for line in outside.said(looked.gmv)] == [
        "review.before.sold",
        "review.after.sold",
    ]
    gmv = to_json(looked)["gmv"]
    assert (gmv["before_air"]["orders"], gmv["before_air"]["paid_minor"]) == (1, 77)
    assert (gmv["after_air"]["orders"], gmv["after_air"]["paid_minor"]) == (1, 99)


def test_the_graces_are_told_apart_to_the_ms(aired: Desk) -> None:
    on, off = at("20:00"), at("20:45")
    edges = [on - 60_001, on - 60_000, on - 1, on, off - 1, off, off + 299_999, off + 300_000]
    lines = [
        Line(line_id=str(n), order_id=str(n), amount=10**n, paid_at=when)
        for n, when in enumerate(edges)
    ]
    found = review(
        aired.state.plan or sheet(),
        enumerate(aired.journal, 1),
        Buckets.from_columns(order_lines(lines)),
    )
    assert found.gmv.paid == 10**3 + 10**4
    assert asides(found) == ((111, 3, 110, 2), (11_100_000, 3, 1_100_000, 2))
    assert [line.key for line in outside.said(found.gmv)] == [
        "review.before.near",
        "review.after.near",
    ]


def test_an_order_of_which_a_part_was_paid_before_air_is_counted_once(aired: Desk) -> None:
    lines = [
        Line(line_id="1", order_id="a", amount=5, paid_at=at("19:50")),
        Line(line_id="2", order_id="a", amount=7, paid_at=at("20:10")),
    ]
    buckets = Buckets.from_columns(order_lines(lines))
    found = review(aired.state.plan or sheet(), enumerate(aired.journal, 1), buckets)
    assert asides(found)[0] == (5, 1, 0, 0)
    assert (found.gmv.paid, found.gmv.orders) == (7, 0)


def test_on_air_there_is_no_after_and_without_a_run_neither(aired: Desk, buckets: Buckets) -> None:
    plan = aired.state.plan or sheet()
    running = review(plan, enumerate(aired.journal, 1), buckets, until=at("20:30"))
    assert (running.gmv.before_air is None, running.gmv.after_air) == (False, None)
    planned = review(plan, [], buckets)
    assert (planned.gmv.before_air, planned.gmv.after_air) == (None, None)
    assert planned.gmv.orders == 6
    assert to_json(planned)["gmv"]["before_air"] is None
    assert outside.said(planned.gmv) == ()


def test_what_is_not_known_off_air_is_not_zero(aired: Desk) -> None:
    found = review(aired.state.plan or sheet(), enumerate(aired.journal, 1), Buckets())
    assert (found.gmv.before_air, found.gmv.after_air) == (None, None)
    assert outside.said(found.gmv) == ()
