"""Rules speak once, on enough fresh numbers, and say them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import Message
from controlroom.core.saying import Speaker, merged, slots
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.facts.buckets import Buckets
from controlroom.live import baselines, events, gauges, rulebook, rules
from controlroom.live.events import Answer
from controlroom.live.gauges import GAUGES
from controlroom.live.rulebook import Condition, Reference, Rule
from controlroom.live.scene import Baseline
from controlroom.live.sentences import sentence
from controlroom.plan.sheet import Plate
from tests.builders import at
from tests.strategies.facts import Line, ad_samples, order_lines, room_samples
from tests.strategies.show import Desk

ROOT = Path(rules.__file__).parents[2]
PRESETS = json.loads((ROOT / "resources/rules/presets.json").read_text("utf-8"))["rules"]
OURS = {plain["name"]: rulebook.from_plain(plain) for plain in PRESETS}
START = at("20:00")


def speaker(lang: str) -> Speaker:
    books = sorted((ROOT / "resources" / "i18n" / lang).glob("*.ts"))
    return Speaker(lang, merged(path.read_text("utf-8") for path in books))


def ads(
    roi_by_minute: list[float], spend: int = 10_000, orders: int = 1
) -> list[tuple[object, ...]]:
    """One ad row a minute from 20:00, attributed GMV = roi × spend."""
    return [
        (
            "m",
            "",
            "",
            START + m * MINUTE,
            START + (m + 1) * MINUTE,
            "whole",
            spend,
            round(r * spend),
        )
        for m, r in enumerate(roi_by_minute)
    ]


def facts(*, roi: list[float] = [], online: list[float] = [], sold: list[Line] = []) -> Buckets:
    room = [
        ("r", "online", "snapshot", START + (m + 1) * MINUTE, 0, v) for m, v in enumerate(online)
    ]
    gmv = [
        ("r", "gmv", "delta", START + (m + 1) * MINUTE, MINUTE, round(r * 10_000.0))
        for m, r in enumerate(roi)
    ]
    return Buckets.from_columns(
        orders=order_lines(sold) if sold else None,
        ads=ad_samples(ads(roi)) if roi else None,
        room=room_samples(room + gmv) if room or gmv else None,
    )


@pytest.fixture
def live(desk: Desk) -> Desk:
    desk.now = START
    desk.ask(events.WentOnAir(at=START))
    return desk


def under(limit: float, **kind: object) -> Rule:
    """ROI of 5 minutes under a number for three minutes."""
    when = (Condition(gauge="roi", op="<", than=Reference(number=limit), window=Span(5 * MINUTE)),)
    basics = {"name": "r", "plate": Plate.TRAFFIC, "when": when, "hold": Span(3 * MINUTE)}
    return Rule(**{**basics, **kind})  # type: ignore[arg-type]


def raised(rule: Rule, desk: Desk, buckets: Buckets, minute: int) -> tuple[events.AlertRaised, ...]:
    return rules.alerts((rule,), desk.state, buckets, Instant(START + minute * MINUTE))


def test_it_must_hold_for_its_time(live: Desk) -> None:
    fell = facts(roi=[3] * 10 + [0] * 10)
    # the mean of five minutes is under 2 from minute 12 on, and has been for 3 min at 15
    spoke = [m for m in range(5, 20) if raised(under(2.0), live, fell, m)]
    assert spoke == [15, 16, 17, 18, 19]


def test_a_window_not_yet_full_is_not_judged(live: Desk) -> None:
    bad = facts(roi=[0] * 20)
    assert [m for m in range(12) if raised(under(2.0), live, bad, m)] == [8, 9, 10, 11]


def test_stale_or_missing_sources_are_not_judged(live: Desk) -> None:
    assert raised(under(2.0), live, Buckets(), 30) == ()
    bad = facts(roi=[0] * 20)
    assert raised(under(2.0), live, bad, 20)
    assert raised(under(2.0), live, bad, 20 + 3) == ()  # the room tells of sales, 3 min silent


def test_least_is_a_minimum_of_samples(live: Desk) -> None:
    enough = Condition(
        gauge="spend", op=">=", than=Reference(number=50_000), window=Span(5 * MINUTE)
    )
    more = Condition(gauge="spend", op=">=", than=Reference(number=50_001), window=Span(5 * MINUTE))
    bad = facts(roi=[0] * 20)
    assert raised(under(2.0, least=(enough,)), live, bad, 20)
    assert raised(under(2.0, least=(more,)), live, bad, 20) == ()


def test_cool_down_recovery_and_reminder(live: Desk) -> None:
    rule = under(2.0, cool_down=Span(5 * MINUTE), remind=Span(40 * MINUTE), hysteresis=0.1)
    hardly = facts(roi=[0] * 15 + [2.1] * 10 + [0] * 40)  # 2.1 is not 10 % past 2.0
    (first,) = raised(rule, live, hardly, 9)
    live.happen(first)
    assert raised(rule, live, hardly, 13) == ()  # cooling down
    assert raised(rule, live, hardly, 40) == ()  # never really recovered
    (reminded,) = raised(rule, live, hardly, 9 + 40)
    assert reminded.cue != first.cue
    well = facts(roi=[0] * 15 + [2.3] * 10 + [0] * 40)
    assert raised(rule, live, well, 40)


def test_a_false_alarm_makes_it_patient(live: Desk) -> None:
    rule = under(2.0, cool_down=Span(10 * MINUTE))
    wavy = facts(roi=[0] * 9 + [9] * 6 + [0] * 40)
    (first,) = raised(rule, live, wavy, 9)
    live.happen(first)
    assert raised(rule, live, wavy, 25)
    live.now = Instant(START + 10 * MINUTE)
    assert live.ask(events.CueAnswered(at=live.now, cue=first.cue, answer=Answer.FALSE_ALARM))
    assert raised(rule, live, wavy, 25) == ()
    assert raised(rule, live, wavy, 29)
    assert live.ask(events.AlertJudged(at=live.now, cue=first.cue, wrong=False))
    assert raised(rule, live, wavy, 25), "judged right after all"
    assert live.ask(events.AlertJudged(at=live.now, cue=first.cue, wrong=True))
    assert raised(rule, live, wavy, 25) == ()


def test_a_trial_counts_and_may_be_given_up(live: Desk) -> None:
    bad = facts(roi=[0] * 20)
    told: list[float] = []
    until = Instant(START + 20 * MINUTE)
    assert rules.trial(under(2.0), live.state, bad, until, None, told.append)
    assert told == sorted(told) and told[0] == 0.0 and told[-1] == 1.0 and len(told) == 21

    def stop(share: float) -> None:
        if share > 0.5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        rules.trial(under(2.0), live.state, bad, until, None, stop)


def test_words_follow_the_figures_that_a_change_renames() -> None:
    before = rulebook.from_plain(
        {
            "name": "x",
            "plate": "T",
            "when": [
                {"gauge": "online", "op": "<", "than": {"number": 9}, "window": 5 * MINUTE},
                {"gauge": "spend", "op": ">", "than": {"number": 0}, "window": 5 * MINUTE},
            ],
            "text": {"en": "{online_5} of {limit1}, spent {spend_5_minor}"},
        }
    )
    wider = replace(before.when[0], window=Span(10 * MINUTE))
    after = rulebook.reworded(before, replace(before, when=(wider, before.when[1])))
    assert after.text == {"en": "{online_10} of {limit1}, spent {spend_5_minor}"}
    assert rulebook.faults(after) == ()
    other = replace(before.when[0], gauge="conversion")
    after = rulebook.reworded(before, replace(before, when=(other, before.when[1])))
    assert after.text == {"en": "{conversion_5_ratio} of {limit1_ratio}, spent {spend_5_minor}"}


def test_a_rule_without_a_title_or_words_is_known() -> None:
    assert not rulebook.wordless(OURS["roi"])
    assert rulebook.wordless(replace(OURS["roi"], title={"zh": ""}))
    assert rulebook.wordless(replace(OURS["roi"], text={}))


def test_silent_off_air_and_in_a_pause(live: Desk) -> None:
    bad = facts(roi=[0] * 20)
    live.now = Instant(START + 10 * MINUTE)
    live.ask(events.Paused(at=live.now))
    assert raised(under(2.0), live, bad, 15) == ()


def test_usual_is_the_baseline_else_the_show_before(live: Desk) -> None:
    rule = Rule(
        name="u",
        plate=Plate.GOODS,
        when=(
            Condition(
                gauge="online",
                op="<",
                than=Reference(usual=True, factor=0.75),
                window=Span(5 * MINUTE),
            ),
        ),
    )
    fell = facts(online=[100.0] * 20 + [70.0] * 5)
    now = Instant(START + 25 * MINUTE)
    assert rules.alerts((rule,), live.state, fell, now)  # own windows before: 100
    known = {gauges.usual_key("online", 5 * MINUTE): Baseline(median=90.0, sessions=4)}
    assert rules.alerts((rule,), live.state, fell, now, known) == ()
    early = Instant(START + 15 * MINUTE)
    dip = facts(online=[100.0] * 10 + [1.0] * 5)
    assert rules.alerts((rule,), live.state, dip, early) == ()  # two windows: too little to say


def test_baselines_of_past_shows(live: Desk) -> None:
    rule = OURS["conversion"]
    what = baselines.wanted((rule,))
    assert what == {("conversion", 15 * MINUTE)}
    live.now = Instant(START + 60 * MINUTE)
    live.ask(events.WentOffAir(at=live.now))
    room = [("r", "views", "delta", START + (m + 1) * MINUTE, MINUTE, 100.0) for m in range(60)]
    room += [("r", "orders", "delta", START + (m + 1) * MINUTE, MINUTE, 5.0) for m in range(60)]
    usual = baselines.usual_of(live.state, Buckets.from_columns(room=room_samples(room)), what)
    assert usual == {("conversion", 15 * MINUTE): pytest.approx(0.05)}
    assert baselines.combined([usual, usual]) == {}  # two shows are no habit
    (found,) = baselines.combined([usual, usual, {}, usual]).values()
    assert (found.median, found.sessions) == (pytest.approx(0.05), 3)


def sales(count: int, minute: int) -> list[Line]:
    return [
        Line(line_id=f"{minute}-{i}", order_id=f"{minute}-{i}", product_id="P1",
             paid_at=START + minute * MINUTE + i * MINUTE // count)
        for i in range(count)
    ]  # fmt: skip


def test_stock_that_will_not_last_the_segment_once(live: Desk) -> None:
    live.now = Instant(START + 10 * MINUTE)
    live.ask(events.SegmentStarted(at=live.now, row=RowId("pan talk")))  # 10 min, stock 100
    sold = [line for m in range(10, 14) for line in sales(20, m)]
    (alert,) = raised(OURS["stock"], live, facts(sold=sold), 14)
    assert alert.text.args["stock_left"] == 20
    assert alert.text.args["stock_lasts_5_ms"] == pytest.approx(MINUTE, rel=0.02)
    live.happen(alert)
    assert raised(OURS["stock"], live, facts(sold=sold), 14) == ()
    slow = [line for m in range(10, 14) for line in sales(5, m)]
    assert raised(OURS["stock"], live, facts(sold=slow), 14) == ()  # 80 left: 16 min


def test_online_falling_three_periods(live: Desk) -> None:
    def falls(*means: float) -> tuple[events.AlertRaised, ...]:
        online = [mean for mean in means for _ in range(5)]
        return raised(OURS["online"], live, facts(online=online), 5 * len(means))

    (alert,) = falls(100, 98, 95, 90)
    assert alert.text.args["online_falls_5"] == 3
    assert alert.text.args["online_lost_5_ratio"] == pytest.approx(0.1)
    assert falls(100, 99.5, 99, 98.5) == ()  # noise
    assert falls(100, 90, 95, 80) == ()
    assert falls(98, 95, 90) == ()


def test_the_preset_of_break_even_says_its_numbers(live: Desk) -> None:
    (alert,) = raised(under(2.0, text=OURS["roi"].text), live, facts(roi=[0] * 20), 15)
    assert alert.text.args["limit1_x"] == 2.0
    assert alert.text.args["roi_5_x"] == 0.0


def test_trial_lives_the_show_again(live: Desk) -> None:
    wavy = facts(roi=[0] * 12 + [9] * 10 + [0] * 20)
    rule = under(2.0, cool_down=Span(10 * MINUTE))
    live.now = Instant(START + 42 * MINUTE)
    found = rules.trial(rule, live.state, wavy, live.now)
    minutes = [(alert.at - START) // MINUTE for alert in found]
    assert minutes == [8, 29]
    live.happen(found[0])  # what it really said does not count in a trial
    assert rules.trial(rule, live.state, wavy, live.now) == found


# --- presets as data -------------------------------------------------------------------


def test_every_row_of_the_field_has_a_preset() -> None:
    assert {rule.number for rule in OURS.values()} == set(range(1, 22))
    assert len(OURS) == len(PRESETS)


@pytest.mark.parametrize("name", OURS)
def test_presets_round_trip_and_speak_both_languages(name: str) -> None:
    rule = OURS[name]
    assert rulebook.from_plain(json.loads(json.dumps(rulebook.to_plain(rule)))) == rule
    for words in (rule.title, rule.text, rule.advice):
        assert set(words) == {"zh", "en"}
        assert slots(words["zh"]) == slots(words["en"])
    for lang in ("zh", "en"):
        said = sentence(rule, speaker(lang))
        assert "[" not in said
        assert "{" not in said


def test_an_alert_is_said_in_both_languages(live: Desk) -> None:
    online = [100.0] * 5 + [98.0] * 5 + [95.0] * 5 + [90.0] * 5
    (alert,) = raised(OURS["online"], live, facts(online=online), 20)
    assert speaker("zh").say(alert.text) == "在线连续 3 期下降，共跌 10.0%，现在 90 人"
    assert "3 periods in a row" in speaker("en").say(alert.text)


def test_words_in_one_language_are_said_in_the_other() -> None:
    only = Message("own", {"text_zh": "注意 {n}", "n": 3})
    assert speaker("en").say(only) == "注意 3"


def test_the_sentence_reads_as_the_rule_works() -> None:
    assert sentence(OURS["roi"], speaker("zh")) == (
        "当 近 15 分钟 ROI < 保本 ROI，持续 3 分钟，样本至少 近 15 分钟 广告消耗 ≥ ¥200："
        "提醒，10 分钟内不重复"
    )
    assert sentence(OURS["holding_back"], speaker("zh")) == (
        "当 近 2 分钟 平均在线 < 10 分钟前 × 80.0%，样本至少 本段已讲 ≥ 5 分钟：提醒，20 分钟内不重复"
    )
    assert sentence(OURS["ending"], speaker("en")).endswith("not again within 12 h")
    half = replace(OURS["roi"], hold=Span(90_000))
    assert "for 1.5 min" in sentence(half, speaker("en"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"when": [{"gauge": "nothing", "op": "<", "than": {"number": 1}}]}, "nothing"),
        ({"when": [{"gauge": "roi", "op": "<", "than": {"number": 1}}]}, "window"),
        ({"when": [{"gauge": "pace", "op": "!", "than": {"number": 1}}]}, "op"),
        ({"when": [{"gauge": "pace", "op": "<", "than": {}}]}, "than"),
        ({"when": []}, "when"),
        ({"text": {"zh": "{nope}"}}, "nope"),
        ({"level": "loud"}, "level"),
        ({"colour": 1}, "colour"),
    ],
)
def test_a_wrong_rule_is_refused_by_name(change: dict[str, object], reason: str) -> None:
    plain = {**rulebook.to_plain(OURS["roi"]), **change}
    with pytest.raises(WorldError) as refused:
        rulebook.from_plain(plain)
    assert refused.value.message.args["rule"] == "roi"
    assert reason in str(refused.value.message.args["reason"])


def test_the_merchant_s_version_takes_the_place_of_ours() -> None:
    mine = rulebook.from_plain({**rulebook.to_plain(OURS["roi"]), "hold": 0})
    own = rulebook.from_plain({**rulebook.to_plain(OURS["roi"]), "name": "mine", "number": 0})
    whole = rulebook.merged(tuple(OURS.values()), (own, mine))
    assert [rule.name for rule in whole] == [*OURS, "mine"]
    assert next(rule for rule in whole if rule.name == "roi").hold == 0


@pytest.mark.parametrize("name", GAUGES)
def test_no_gauge_fails_on_an_empty_show(live: Desk, name: str) -> None:
    at_air = rules.look(live.state, Buckets(), Instant(START + 60 * MINUTE))
    assert at_air is not None
    found = gauges.value(name, at_air, 15 * MINUTE)
    assert found is None or isinstance(found, float)
    assert not GAUGES[name].kinds or found is None
