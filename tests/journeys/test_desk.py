"""The desk on a real database: plan, save, air, import while on air, take back, review."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest

from controlroom.app import compose, speech
from controlroom.app.resources import resource_path
from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId, SessionId
from controlroom.core.message import message
from controlroom.core.time import DAY, MINUTE, Instant
from controlroom.desk import intents as ask
from controlroom.desk.consent import overruling
from controlroom.live.events import RunOpened, WentOffAir, WentOnAir
from controlroom.live.readout import Phase
from controlroom.live.rulebook import from_plain
from controlroom.plan import edits, severities
from controlroom.plan.sheet import Plate
from controlroom.ports import FileRequest
from controlroom.review.export import to_json
from controlroom.store.rules_file import RulesFile
from controlroom.ui.models.scrub import overridden
from tests.builders import at, product, segment, sheet

PRESETS = resource_path("rules", "presets.json")
PLAN = sheet(segment("A", 10), segment("B", 5), start="20:00")
FILE = "order_id,line_id,amount,paid_at\no1,l1,10.00,2026-11-20 20:01:00\no2,l2,20.50,2026-11-20 20:02:00\n"


@pytest.fixture
def desk(tmp_path):
    clock = compose.run_clock(Instant(at("20:00") + 5 * MINUTE), 1.0)
    made = compose.compose(tmp_path / "desk.db", speech.speaker("en"), clock=clock)
    made.add_sheet(PLAN)
    yield made
    made.close()


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(FILE, encoding="utf-8")
    return FileRequest(path=str(path), kind="orders")


def go_on_air(desk):
    """With every readiness error overridden, as a hurried operator does."""
    desk.post(ask.GoOnAir(overruling(desk.obstacles(), by="小陈", reason="测试")))


def settled(desk):
    """The readout after everything that was asked has been taken in."""
    air = desk.air
    air.post(ask.TakeNote("."))
    air.close()
    return air.readout


def test_an_edit_is_saved_and_can_be_taken_back(desk):
    plan = desk.planning(PLAN.session.id)
    plan.edit(
        message("desk.edit.import", rows=1),
        lambda s: edits.set_field(s, Plate.SCRIPT, s.segments[0].id, "title", "Opening"),
    )
    desk.world.writer.call(lambda: None)
    assert desk.world.store.sheets.load(PLAN.session.id).segments[0].title == "Opening"
    plan.undo()
    desk.world.writer.call(lambda: None)
    assert desk.world.store.sheets.load(PLAN.session.id).segments[0].title == "A"


def test_a_plan_the_disk_refuses_is_said_and_kept(desk, monkeypatch):
    heard = []
    desk.on_trouble.append(heard.append)

    def full(*_, **__):
        raise WorldError("store.disk_full", place="x")

    monkeypatch.setattr(desk.world.store.sheets, "keep", full)
    plan = desk.planning(PLAN.session.id)
    plan.edit(message("desk.edit.import", rows=1), lambda s: edits.set_session(s, title="New"))
    desk.world.writer.call(lambda: None)
    assert [m.key for m in heard] == ["store.disk_full"]
    assert plan.sheet.session.title == "New"


def test_orders_imported_on_air_are_on_the_screen_and_an_undo_takes_them_off(desk, orders):
    desk.open_run(PLAN.session.id)
    go_on_air(desk)
    imported = desk.import_facts(orders, PLAN.session.id).wait()
    assert (imported.kept, imported.amount) == (2, 3050)
    assert settled(desk).figure("gmv").value is not None
    desk.close_run()
    desk.open_run(PLAN.session.id)
    desk.undo_import(imported.id)
    assert not settled(desk).figure("gmv").value


def test_an_edit_on_air_reaches_the_show_but_not_the_running_row(desk):
    desk.open_run(PLAN.session.id)
    go_on_air(desk)
    plan = desk.planning(PLAN.session.id)
    for row, title in zip(PLAN.segments, ("changed A", "changed B"), strict=True):
        plan.edit(
            message("desk.edit.import", rows=1),
            lambda s, row=row, title=title: edits.set_field(
                s, Plate.SCRIPT, row.id, "title", title
            ),
        )
    readout = settled(desk)
    assert readout.current.title == "A"
    assert readout.next.title == "changed B"


def test_a_run_cut_off_is_found_again(desk):
    desk.open_run(PLAN.session.id)
    go_on_air(desk)
    run = desk.air.show.run
    settled(desk)
    desk.close_run()
    assert desk.unfinished() == (PLAN.session.id, run)
    air = desk.open_run(PLAN.session.id)
    assert air.show.run == run
    assert air.show.state.current.title == "A"
    desk.post(ask.GoOffAir())
    settled(desk)
    assert desk.unfinished() is None


def test_going_on_air_with_errors_is_asked_logged_and_told_afterwards(desk):
    desk.open_run(PLAN.session.id)
    assert {one.code for one in desk.obstacles()} >= {"goods.none"}
    desk.post(ask.GoOnAir())
    assert settled(desk).trouble[0].key == "desk.not_ready"
    desk.close_run()
    desk.open_run(PLAN.session.id)
    go_on_air(desk)
    settled(desk)
    review = desk.review(PLAN.session.id).wait()
    assert (review.override.by, review.override.reason) == ("小陈", "测试")
    assert "goods.none" in [code for code, _ in review.override.findings]
    told = to_json(review)["override"]
    assert told["by"] == "小陈"
    assert told["at"].startswith("2026-11-20T20:05")


def test_a_rehearsal_asks_nothing(desk):
    desk.open_run(PLAN.session.id, rehearsal=True)
    assert desk.obstacles() == ()


def test_the_report_names_who_went_on_air_with_which_errors(desk, tmp_path):
    desk.open_run(PLAN.session.id)
    go_on_air(desk)
    settled(desk)
    report = tmp_path / "report.html"
    desk.write_report(PLAN.session.id, str(report)).wait()
    text = report.read_text(encoding="utf-8")
    said = desk.world.speaker.text("plan.check.goods.none")
    assert "小陈" in text
    assert said in text
    told = overridden(desk.review(PLAN.session.id).wait())
    assert said in [desk.world.speaker.say(line.text) for line in told]


def opened_by(desk, **how):
    """The phases heard while a run is begun, and the outcome."""
    heard = []
    stop = desk.subscribe(lambda readout: heard.append((readout.phase, readout.resuming)))
    job = desk.begin_run(PLAN.session.id, **how)
    job.join()
    if desk.air is not None:
        settled(desk)
    stop()
    return heard, job.outcome


def test_a_run_begun_on_a_thread_says_so_before_anything_else(desk):
    heard, air = opened_by(desk)
    assert air is desk.air
    assert heard[0] == (Phase.OPENING, False)
    assert heard[-1] == (Phase.ARMED, False)
    assert {phase for phase, _ in heard} == {Phase.OPENING, Phase.ARMED}


def test_who_stops_listening_hears_no_more_of_the_run_that_is_open(desk):
    heard = []
    air = desk.open_run(PLAN.session.id)
    stop = desk.subscribe(heard.append)
    stop()
    before = len(heard)
    go_on_air(desk)
    assert settled(desk) is not None and air.show.state.on_air_at is not None
    assert len(heard) == before


def test_a_run_resumed_is_never_said_to_be_no_show(desk):
    desk.open_run(PLAN.session.id)
    go_on_air(desk)
    settled(desk)
    desk.close_run()
    heard, air = opened_by(desk, resuming=True)
    assert heard[0] == (Phase.OPENING, True)
    assert Phase.IDLE not in {phase for phase, _ in heard}
    assert air.show.state.current.title == "A"


def test_a_run_that_cannot_be_opened_leaves_no_show_and_the_reason(desk):
    desk.world.scratch = None
    heard, refusal = opened_by(desk, rehearsal=True)
    assert refusal.message.key == "desk.no_scratch"
    assert [phase for phase, _ in heard][-1] is Phase.IDLE
    assert desk.air is None


def test_while_one_run_is_being_opened_no_second_one_is(desk, monkeypatch):
    may = Event()
    runs = desk.world.store.journal.runs
    monkeypatch.setattr(desk.world.store.journal, "runs", lambda *a: may.wait(20) and runs(*a))
    first = desk.begin_run(PLAN.session.id)
    assert desk.begin_run(PLAN.session.id) is first
    may.set()
    first.join()
    assert desk.begin_run(PLAN.session.id) is not first


def test_a_plan_edited_while_the_run_is_opened_reaches_the_show(desk, monkeypatch):
    may = Event()
    plan = desk.planning(PLAN.session.id)
    begun, read = Event(), desk.world.store.facts.orders
    monkeypatch.setattr(
        desk.world.store.facts,
        "orders",
        lambda *a, **k: begun.set() or (may.wait(20) and read(*a, **k)),
    )
    job = desk.begin_run(PLAN.session.id)
    assert begun.wait(20)
    plan.edit(message("desk.edit.import", rows=1), lambda s: edits.set_session(s, title="New"))
    may.set()
    job.join()
    assert settled(desk).title == "New"


def test_other_severities_hold_in_the_plan_and_on_the_way_to_the_air(tmp_path):
    clock = compose.run_clock(Instant(at("20:05")), 1.0)
    settings = compose.passing_settings()
    desk = compose.compose(
        tmp_path / "own.db", speech.speaker("en"), clock=clock, settings=settings
    )
    desk.add_sheet(PLAN)
    heard = []
    plan = desk.planning(PLAN.session.id)
    plan.subscribe(heard.append)
    assert "goods.none" in {f.code for f in plan.findings if f.severity == "error"}
    desk.choose_severities({"goods.none": "warning"})
    assert [(f.severity, f.was) for f in plan.findings if f.code == "goods.none"] == [
        ("warning", "error")
    ]
    assert heard == [plan]
    desk.open_run(PLAN.session.id)
    assert "goods.none" not in {one.code for one in desk.obstacles()}
    desk.close()
    assert severities.read(str(settings.get("plan.severities"))) == {"goods.none": "warning"}


def test_what_the_last_three_shows_showed_is_tired_in_the_next(desk):
    goods = product("羽绒服", item_id="77")
    for day in range(3):
        start = Instant(at("20:00") - (day + 1) * DAY)
        show = sheet(goods, segment("讲", products=(goods.id,)))
        past = replace(show.session, id=SessionId(f"past-{day}"), planned_start=start)
        desk.add_sheet(replace(show, session=past))
        opened = RunOpened(at=start, run=RunId(f"run-{day}"), sheet=replace(show, session=past))
        events = [opened, WentOnAir(at=start)]
        desk.world.writer.call(
            lambda opened=opened, events=events: desk.world.store.journal.append(opened.run, events)
        )
    tonight = sheet(goods, segment("讲", products=(goods.id,)))
    found = desk.judgement.findings(tonight, desk.now())
    assert [f.text.args["times"] for f in found if f.code == "goods.tired"] == [3]


def test_past_shows_come_with_what_they_sold_stage_by_stage(desk, orders):
    desk.import_facts(orders, PLAN.session.id).wait()
    tomorrow = replace(PLAN.session, id=SessionId("next"), planned_start=Instant(at("20:00") + DAY))
    desk.add_sheet(replace(PLAN, session=tomorrow))
    heard = []
    desk.past_shows(tomorrow.id, heard.append).wait()
    (shows,) = heard
    assert [show.session for show in shows] == [PLAN.session.id]
    assert sum(shows[0].gmv) == 3050
    first = next(at for at, value in enumerate(shows[0].gmv) if value)
    assert first == int(1 / 15 * len(shows[0].gmv))  # 20:01 of 20:00 to 20:15
    assert sum(shows[0].spend) == 0
    assert desk.past_shows(PLAN.session.id, heard.append).wait() == ()


def spoken_on(minutes, **given):
    """A rule that speaks once the show is `minutes` old."""
    plain = {
        "name": "late",
        "plate": "T",
        "when": [{"gauge": "elapsed", "op": ">=", "than": {"number": minutes * MINUTE}}],
        "title": {"en": "Long"},
        "text": {"en": "{elapsed_ms} on air"},
        **given,
    }
    return from_plain(plain)


def test_a_rule_that_is_kept_watches_the_open_run_at_once(desk, tmp_path, monkeypatch):
    path = tmp_path / "rules.json"
    monkeypatch.setattr(desk.world, "rulebook", RulesFile(PRESETS, path))
    air = desk.open_run(PLAN.session.id)
    mine = spoken_on(5)
    desk.ruling.keep((*desk.ruling.rules(), mine))
    assert air.watch.rules[-1] == mine
    assert desk.ruling.rules()[-1] == mine
    path.unlink()
    path.mkdir()  # can't be written any more
    with pytest.raises(WorldError):
        desk.ruling.keep(desk.ruling.ours())
    assert air.watch.rules == desk.ruling.ours()  # the show goes by it all the same


def test_rules_are_kept_at_once_however_long_the_database_makes_others_wait(
    desk, tmp_path, monkeypatch
):
    monkeypatch.setattr(desk.world, "rulebook", RulesFile(PRESETS, tmp_path / "rules.json"))
    busy, writer = Event(), desk.world.writer
    waiting = writer.submit(lambda: busy.wait(20))  # a lock of another program
    desk.ruling.keep((*desk.ruling.rules(), spoken_on(5)))
    assert not waiting.done()
    busy.set()
    assert desk.ruling.rules()[-1] == spoken_on(5)


def test_a_rule_is_tried_on_the_run_and_raises_nothing(desk):
    desk.open_run(PLAN.session.id)
    with pytest.raises(WorldError) as refused:
        desk.ruling.trial(spoken_on(1), PLAN.session.id).wait()
    assert refused.value.message.key == "rule.trial.no_show"
    go_on_air(desk)
    before = settled(desk)
    began = before.on_air_at
    desk.air.show.record([WentOffAir(at=Instant(began + 10 * MINUTE))])
    tried = desk.ruling.trial(spoken_on(7), PLAN.session.id).wait()
    assert [alert.at for alert in tried.alerts] == [began + 7 * MINUTE]
    assert (tried.start, tried.until) == (began, began + 10 * MINUTE)
    assert not any(cue.rule == "late" for cue in desk.air.show.state.fired.values())
    silent = desk.ruling.trial(spoken_on(11, enabled=False), PLAN.session.id).wait()
    assert silent.alerts == ()
