"""Milestones are reached once, at the instant of the fact that did it, and for good."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RunId
from controlroom.core.saying import Speaker
from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import codec, engine, events, goals, panel
from controlroom.live.events import Answer, GoalReached
from controlroom.live.readout import CueState
from controlroom.plan.sheet import RunSheet
from tests.builders import at, segment, sheet
from tests.strategies.facts import Line, order_lines, room_samples
from tests.strategies.show import Desk
from tests.ui.stage import books

START = at("20:00")


def aired(**session: object) -> Desk:
    """A show on air since 20:00, its journal begun."""
    plan: RunSheet = sheet(segment("A", 60), segment("B", 60), start="20:00", **session)
    desk = Desk(START)
    desk.happen(events.RunOpened(at=Instant(START - MINUTE), run=RunId("r"), sheet=plan))
    assert desk.ask(events.WentOnAir(at=START))
    return desk


def look(desk: Desk, facts: Buckets, clock: str) -> list[str]:
    """What the air thread does once a second: the ids newly reached."""
    desk.now = at(clock)
    found = goals.reached(desk.state, facts, desk.now)
    for event in found:
        desk.happen(event)
    desk.tick()
    return [event.goal for event in found]


def line(number: int, paid: int, amount: int) -> Line:
    """One order of one line."""
    return Line(line_id=f"l{number}", order_id=f"o{number}", amount=amount, paid_at=paid)


def sold(*paid: tuple[str, int]) -> Buckets:
    """Order lines paid at clock faces, minor units."""
    return Buckets.from_columns(
        order_lines([line(n, at(clock), amount) for n, (clock, amount) in enumerate(paid, 1)])
    )


def test_shares_and_sums_are_reached_once_and_stay_reached() -> None:
    desk = aired(target_gmv=20_000_000)
    facts = sold(("20:01", 1_000_000), ("20:10:30", 9_000_000))
    assert look(desk, facts, "20:05") == []
    assert look(desk, facts, "20:11") == ["share/100", "share/250", "gmv/10000000", "share/500"]
    assert look(desk, facts, "20:12") == []
    assert look(desk, Buckets(), "20:13") == []  # the facts were taken back: it stays
    half = next(one for one in desk.state.goals if one.goal == "share/500")
    assert (half.moment, half.at) == (at("20:10:30"), at("20:11"))
    assert half.value == 10_000_000


def test_a_raised_target_does_not_bring_a_share_back() -> None:
    desk = aired(target_gmv=10_000_000)
    facts = sold(("20:01", 10_000_000))
    assert "share/1000" in look(desk, facts, "20:02")
    plan = desk.state.plan
    assert plan is not None
    raised = replace(plan, session=replace(plan.session, target_gmv=40_000_000))
    desk.happen(events.SheetChanged(at=desk.now, sheet=raised))
    assert look(desk, facts, "20:03") == []


def test_only_the_highest_of_a_kind_asks_to_be_announced() -> None:
    desk = aired(target_gmv=10_000_000)
    look(desk, sold(("20:01", 10_000_000)), "20:02")
    loud = [one.goal for one in desk.state.goals if one.loud]
    assert loud == ["share/1000"]  # the target, not the round sum of the same amount
    fired = [cue for cue in desk.state.fired.values() if cue.kind == "goal"]
    assert [cue.id for cue in fired] == ["T:share/1000:goal"]
    assert fired[0].text.key == "cue.goal.target"


def test_the_cue_carries_the_merchants_own_words_to_the_streamer() -> None:
    desk = aired(goals="gmv 50000 = 破{value_minor}了，谢谢！; ~orders 2")
    look(desk, sold(("20:01", 3_000_000), ("20:02", 2_000_000)), "20:03")
    (cue,) = [c for c in panel.readout(desk.state, Buckets(), desk.now).cues if c.kind == "goal"]
    assert cue.state is CueState.DUE
    for lang, headline in (("zh", "GMV 突破 ¥50,000"), ("en", "GMV past ¥50,000")):
        speaker = Speaker(lang, books()[lang])
        assert speaker.say(cue.text) == headline
        assert speaker.say(cue.spoken) == "破¥50,000了，谢谢！"
    answered = events.CueAnswered(at=desk.now, cue=cue.id, answer=Answer.SENT, words="破了")
    assert desk.ask(answered)
    assert desk.state.message is not None
    assert [one.goal for one in desk.state.goals] == ["orders/2", "gmv/5000000"]


def test_people_online_orders_views_and_fans() -> None:
    desk = aired(goals="online 300; orders 2; views 50; new fans 7")
    facts = Buckets.from_columns(
        order_lines([line(1, at("20:01"), 100), line(2, at("20:02"), 100)]),
        None,
        room_samples(
            [
                ("r", "online", "snapshot", at("20:01"), 0, 299),
                ("r", "online", "snapshot", at("20:03"), 0, 310),
                ("r", "views", "delta", at("20:02"), MINUTE, 60),
                ("r", "new_fans", "delta", at("20:02"), MINUTE, 6),
            ]
        ),
    )
    assert set(look(desk, facts, "20:05")) == {"online/300", "orders/2", "views/50"}
    moments = {one.metric: one.moment for one in desk.state.goals}
    assert moments["online"] == at("20:03")
    assert moments["orders"] == at("20:02")
    assert at("20:01") < moments["views"] <= at("20:02")


def test_before_air_and_without_facts_nothing_is_reached() -> None:
    desk = Desk(START)
    desk.happen(events.RunOpened(at=START, run=RunId("r"), sheet=sheet(segment("A"))))
    assert goals.reached(desk.state, sold(("20:01", 10**9)), at("20:02")) == ()
    assert look(aired(), Buckets(), "20:30") == []


def test_what_comes_after_off_air_is_noted_without_a_cue() -> None:
    desk = aired(goals="gmv 1")
    desk.now = at("20:30")
    assert desk.ask(events.WentOffAir(at=desk.now))
    assert look(desk, sold(("20:29", 100)), "20:40") == ["gmv/100"]
    assert not [cue for cue in desk.state.fired.values() if cue.kind == "goal"]


def test_the_best_minute_so_far() -> None:
    desk = aired()
    facts = sold(("20:03:10", 500), ("20:05", 900), ("20:12:30", 5_000))
    desk.now = at("20:12:40")
    best = panel.readout(desk.state, facts, desk.now).best_minute
    assert best == (at("20:05"), 900)  # the minute that runs is not over
    assert panel.readout(desk.state, facts, at("20:08")).best_minute is None
    assert panel.readout(desk.state, facts, at("20:13")).best_minute == (at("20:12"), 5_000)


paid = st.lists(st.tuples(st.integers(0, 3599), st.integers(1, 4_000_000)), min_size=1, max_size=25)


@given(paid, st.lists(st.integers(1, 3600), min_size=1, max_size=6), st.data())
@settings(max_examples=40, deadline=None)
def test_looked_at_whenever_and_killed_whenever_each_comes_once_and_none_is_missed(
    sales: list[tuple[int, int]], looks: list[int], data: st.DataObject
) -> None:
    """Looks at any instants, a kill before any of them: the journal ends up the same goals
    as one look at the end, each once, at the instant of the sale that did it."""
    lines = [line(n, START + s * SECOND, a) for n, (s, a) in enumerate(sales, 1)]
    facts = Buckets.from_columns(order_lines(lines))
    desk = aired(target_gmv=30_000_000, goals="~10%; 25%; 50%; 100%; 5万; 10万; 20单; 3单")
    for second in sorted({*looks, 3600}):
        if data.draw(st.booleans()):  # killed, and up again from the journal as it is on disk
            kept = [codec.from_plain(*codec.to_plain(event)) for event in desk.journal]
            desk = Desk(desk.now, kept)
        desk.now = Instant(START + second * SECOND)
        for event in goals.reached(desk.state, facts, desk.now):
            desk.happen(event)
    named = [e.goal for e in desk.journal if isinstance(e, GoalReached)]
    whole = goals.reached(replace(desk.state, goals=()), facts, Instant(START + 3600 * SECOND))
    assert sorted(named) == sorted(event.goal for event in whole)
    assert {g.goal: g.moment for g in desk.state.goals} == {g.goal: g.moment for g in whole}
    for goal in desk.state.goals:
        before = goals.total(goal.metric, facts, START, goal.moment) or 0
        after = goals.total(goal.metric, facts, START, Instant(goal.moment + 1)) or 0
        assert before < goal.value <= after


def test_a_goal_known_is_refused() -> None:
    desk = aired(goals="gmv 1")
    look(desk, sold(("20:01", 100)), "20:02")
    refused = engine.check(desk.state, desk.state.goals[0])
    assert refused is not None
    assert refused.key == "live.refuse.goal_known"


@pytest.mark.parametrize("share", [0.5, 1 / 3, 1.2])
def test_shares_are_said_without_needless_digits(share: float) -> None:
    assert goals.percent(share) == {0.5: "50%", 1 / 3: "33.3333%", 1.2: "120%"}[share]
