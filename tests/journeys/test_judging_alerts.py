"""False alarms marked after the show: into the journal of its run, closed or still open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from controlroom.app import compose, speech
from controlroom.core.errors import WorldError
from controlroom.core.ids import CueId, RunId
from controlroom.core.message import message
from controlroom.core.time import MINUTE, Instant
from controlroom.desk.ruling import precision
from controlroom.live.events import AlertJudged, AlertRaised, RunOpened, WentOffAir, WentOnAir
from controlroom.plan.sheet import Plate
from tests.builders import at, segment, sheet

PLAN = sheet(segment("A", 10), segment("B", 5), start="20:00")
RUN, FIRST, SECOND = RunId("r"), CueId("A:rule:1"), CueId("A:rule:2")


@pytest.fixture
def desk(tmp_path):
    clock = compose.run_clock(Instant(at("20:00") + 60 * MINUTE), 1.0)
    made = compose.compose(tmp_path / "desk.db", speech.speaker("en"), clock=clock)
    made.add_sheet(PLAN)
    yield made
    made.close()


def aired(desk, *, off=True):
    """A show in which one rule spoke twice."""
    start, said = Instant(at("20:00")), message("cue.own", text_zh="ROI", text_en="ROI")
    alerts = [
        AlertRaised(
            at=Instant(start + n * MINUTE), cue=cue, rule="roi", plate=Plate.TRAFFIC, text=said,
            advice=said,
        )
        for n, cue in ((2, FIRST), (8, SECOND))
    ]  # fmt: skip
    end = [WentOffAir(at=Instant(start + 15 * MINUTE))] if off else []
    events = [RunOpened(at=start, run=RUN, sheet=PLAN), WentOnAir(at=start), *alerts, *end]
    desk.world.writer.call(lambda: desk.world.store.journal.append(RUN, events))
    return len(events)


def rule(desk):
    (found,) = desk.review(PLAN.session.id).wait().rules
    return found.spoke, found.false_alarms


def judgements(desk):
    return [e for _, e in desk.world.store.journal.read(RUN) if isinstance(e, AlertJudged)]


def test_a_mark_on_a_closed_run_is_in_its_journal_and_can_be_undone(desk):
    count = aired(desk)
    before = desk.ruling.judge(RUN, {FIRST: True, SECOND: True}).wait()
    assert before == {FIRST: None, SECOND: None}
    assert rule(desk) == (2, 2)
    assert [(e.cue, e.wrong) for e in judgements(desk)] == [(FIRST, True), (SECOND, True)]
    desk.ruling.judge(RUN, before).wait()
    assert rule(desk) == (2, 0)
    seqs = [seq for seq, _ in desk.world.store.journal.read(RUN)]
    assert seqs == list(range(1, count + 5)), "appended, nothing rewritten"


def test_what_can_not_be_marked_is_refused_and_nothing_is_noted(desk):
    aired(desk)
    for run, asked in ((RUN, {FIRST: True, CueId("none"): True}), (RunId("x"), {FIRST: True})):
        with pytest.raises(WorldError):
            desk.ruling.judge(run, asked).wait()
    assert judgements(desk) == [] and rule(desk) == (2, 0)


def test_what_another_program_writes_meanwhile_is_not_written_upon(desk, monkeypatch):
    aired(desk)
    journal = desk.world.store.journal
    early = list(journal.read(RUN))[:-1]
    with monkeypatch.context() as patch:
        patch.setattr(journal, "read", lambda run: iter(early))
        with pytest.raises(WorldError, match="store.run_taken"):
            desk.ruling.judge(RUN, {FIRST: True}).wait()
    assert judgements(desk) == []


def test_of_the_open_run_what_was_never_shown_is_refused(desk):
    aired(desk, off=False)
    desk.open_run(PLAN.session.id)
    with pytest.raises(WorldError, match="live.refuse.no_cue"):
        desk.ruling.judge(RUN, {FIRST: True, CueId("none"): True}).wait()
    assert judgements(desk) == []


def test_a_show_cut_off_lasts_no_longer_for_being_looked_back_on(desk):
    aired(desk, off=False)
    rule = next(one for one in desk.ruling.rules() if one.name == "roi")
    until = desk.ruling.backtest(rule, PLAN.session.id).wait().until
    desk.ruling.judge(RUN, {FIRST: True}).wait()
    assert desk.ruling.backtest(rule, PLAN.session.id).wait().until == until
    assert until < desk.now() - 30 * MINUTE


def test_a_mark_on_the_run_that_is_open_goes_through_its_own_thread(desk):
    aired(desk, off=False)
    air = desk.open_run(PLAN.session.id)
    assert air.show.run == RUN, "the run a crash cut off is taken up again"
    before = desk.ruling.judge(RUN, {FIRST: True}).wait()
    assert air.show.state.fired[FIRST].false_alarm
    assert before == {FIRST: None}
    desk.close_run()
    assert [(e.cue, e.wrong) for e in judgements(desk)] == [(FIRST, True)]
    assert rule(desk) == (2, 1)
    again = desk.open_run(PLAN.session.id)
    assert again.show.state.fired[FIRST].false_alarm, "it comes back with the journal"


def test_a_rule_that_is_tried_is_told_with_its_marks(desk):
    aired(desk)
    (name,) = {row.name for row in desk.review(PLAN.session.id).wait().rules}
    tried = replace(desk.ruling.ours()[0], name=name)
    assert precision([]) is None
    before = desk.ruling.trial(tried, PLAN.session.id).wait()
    assert (before.spoke, before.wrong, precision([before])) == (2, 0, 1.0)
    desk.ruling.judge(RUN, {FIRST: True}).wait()
    after = desk.ruling.backtest(tried, PLAN.session.id).wait()
    assert (after.spoke, after.wrong) == (2, 1)
    assert precision([before, after]) == 0.75
    other = desk.ruling.trial(replace(tried, name="other"), PLAN.session.id).wait()
    assert (other.spoke, precision([other])) == (0, None)
