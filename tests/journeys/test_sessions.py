"""The list of sessions on a real database: bin, standings, templates."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from numpy.dtypes import StringDType

from controlroom.app import compose, speech
from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, RunId, SessionId
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.desk import intents as ask
from controlroom.desk.consent import overruling
from controlroom.desk.shelf import proposed
from controlroom.live.events import NoteTaken, RunOpened, WentOnAir
from controlroom.live.readout import Phase
from controlroom.plan.sheet import Plate
from controlroom.ports import FileRequest
from tests.builders import at, segment, sheet
from tests.unit.desk.test_air import lines

PLAN = sheet(segment("A", 10), segment("B", 5), start="20:00", streamer="阿雪")
HERE = PLAN.session.id
FILE = (
    "order_id,line_id,amount,paid_at\n"
    "o1,l1,10.00,2026-11-20 20:01:00\n"
    "o2,l2,20.50,2026-11-20 20:12:00\n"
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("CONTROLROOM_HOME", str(tmp_path / "home"))
    clock = compose.run_clock(Instant(at("20:00")), 60.0)
    made = compose.compose(tmp_path / "desk.db", speech.speaker("zh"), clock=clock)
    made.add_sheet(PLAN)
    yield made
    made.close()


def test_a_session_goes_into_the_bin_comes_back_or_is_gone_for_good(desk):
    assert desk.sessions()[0].streamer == "阿雪"
    desk.discard_session(HERE)
    assert desk.sessions(archived=True) == ()
    assert [brief.id for brief in desk.sessions(discarded=True)] == [HERE]
    desk.restore_session(HERE)
    assert desk.planning(HERE).sheet == PLAN
    assert desk.sessions(discarded=True) == ()
    desk.discard_session(HERE)
    desk.purge_session(HERE)
    assert desk.sessions(discarded=True) == ()


def test_a_session_on_air_is_not_put_into_the_bin(desk):
    live = threading.Event()
    desk.subscribe(lambda readout: live.set() if readout.phase is Phase.ON_AIR else None)
    desk.open_run(HERE)
    desk.post(ask.GoOnAir(overruling(desk.obstacles(), by="小陈", reason="测试")))
    assert live.wait(10)
    with pytest.raises(WorldError, match="desk.session_on_air"):
        desk.discard_session(HERE)
    assert [brief.id for brief in desk.sessions()] == [HERE]


def test_standings_tell_how_ready_and_after_air_what_came_of_it(desk, tmp_path):
    heard = {}
    desk.listing.ask(desk.sessions(), lambda one: heard.update({one.session: one})).wait()
    assert 0 <= heard[HERE].ready <= 1
    assert heard[HERE].gmv is None
    (tmp_path / "orders.csv").write_text(FILE, encoding="utf-8")
    desk.import_facts(FileRequest(path=str(tmp_path / "orders.csv"), kind="orders"), HERE).wait()
    brief = replace(desk.sessions()[0], aired=True)
    desk.listing.ask([brief], lambda one: heard.update({one.session: one})).wait()
    assert (heard[HERE].ready, heard[HERE].gmv) == (None, 30_50)
    unknown = replace(brief, id=SessionId("gone"))
    assert desk.listing.ask([unknown], lambda one: heard.update(gone=one)).wait() == 1
    assert "gone" not in heard


def test_a_template_is_kept_listed_and_begun_from(desk):
    made = desk.shelf.keep(HERE, "晚场", "两段", plates={Plate.GOODS}, goals=False)
    assert [one.name for one in desk.shelf.listed("zh")][-1] == "晚场"
    begun = desk.shelf.begin(made, "新的一场", at("21:00"), "zh")
    session = desk.planning(begun).sheet
    assert (session.session.title, session.session.planned_start) == ("新的一场", at("21:00"))
    assert [row.title for row in session.segments] == ["A", "B"]
    desk.shelf.remove(made)
    with pytest.raises(WorldError, match="template.unknown"):
        desk.shelf.begin(made, "x", at("21:00"), "zh")
    ours = desk.shelf.begin("morning", "早场", at("06:30"), "en")
    assert len(desk.planning(ours).sheet.segments) == 10


def test_the_best_segments_of_a_past_show_make_a_template(desk, tmp_path):
    (tmp_path / "orders.csv").write_text(FILE, encoding="utf-8")
    desk.import_facts(FileRequest(path=str(tmp_path / "orders.csv"), kind="orders"), HERE).wait()
    review = desk.review(HERE).wait()
    ran = tuple(
        replace(row, actual=row.planned, gmv_per_minute=(row.gmv or 0) / (row.planned / MINUTE))
        for row in review.segments
    )
    best = proposed(replace(review, segments=ran))
    assert best == {RowId("B"): Span(5 * MINUTE)}
    made = desk.shelf.keep_best(HERE, "最好的", "", best)
    assert [row.title for row in desk.world.templates.load(made, "zh").segments] == ["B"]
    assert proposed(replace(review, segments=())) == {}


def test_a_standing_follows_facts_that_go_or_come_without_an_import(desk, tmp_path):
    start = Instant(at("20:00"))
    noted = NoteTaken(at=Instant(start + 12 * MINUTE), text="x")
    story = [RunOpened(at=start, run=RunId("r"), sheet=PLAN), WentOnAir(at=start), noted]
    desk.world.writer.call(lambda: desk.world.store.journal.append(RunId("r"), story))
    heard = {}

    def gmv():
        desk.listing.ask(desk.sessions(), lambda one: heard.update({one.session: one})).wait()
        return heard[HERE].gmv

    def sell(order):
        sold = replace(lines(1000), order_id=np.array([order], StringDType()))
        sold = replace(sold, paid_at=np.array([start + MINUTE], np.int64))
        desk.world.writer.call(lambda: desk.world.store.facts.put_orders(HERE, sold))

    assert gmv() is None
    sell("live-1")  # cut off by a crash: nothing is over yet
    assert gmv() == 10_00
    air = desk.open_run(HERE)
    ended = threading.Event()
    desk.subscribe(lambda now: ended.set() if now.phase is Phase.OFF_AIR else None)
    desk.post(ask.GoOffAir())
    assert air.show.run == "r" and ended.wait(10)
    assert gmv() == 10_00
    sell("live-2")  # it is still open: figures may come
    assert gmv() == 20_00
    desk.close_run()
    (tmp_path / "orders.csv").write_text(FILE, encoding="utf-8")
    request = FileRequest(path=str(tmp_path / "orders.csv"), kind="orders")
    got = desk.import_facts(request, HERE).wait()
    assert gmv() == 50_50
    desk.undo_import(got.id)
    assert gmv() == 20_00
