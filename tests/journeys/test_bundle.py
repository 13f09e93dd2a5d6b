"""A session as one file: out of one database, into another, the same to the last figure."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from controlroom.app import compose, speech
from controlroom.core.errors import WorldError
from controlroom.core.message import message
from controlroom.core.settings import TABLE
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.desk.jobs import Cancelled
from controlroom.desk.reviewing import review_of
from controlroom.exchange.bundle import packed, unpacked
from controlroom.feeds.simulated import simulate
from controlroom.live import events
from controlroom.live.events import Answer
from controlroom.plan import edits
from controlroom.plan.sheet import Plate, RunSheet
from controlroom.ports import Bundle
from controlroom.review.export import to_json
from tests.builders import at, giveaway, product, segment, sheet, slot, task
from tests.fact_batches import ads, orders, room, rows
from tests.fakes.settings import FakeSettings
from tests.strategies.plan import sheets

PLAN = sheet(
    product("锅\u2028两口", link=1),
    segment("开场", 10),
    segment("=主推", 20),
    slot("粉条", "20:00", "20:30", 30000),
    giveaway("福袋", "20:05"),
    task("短视频"),
    start="20:00",
)
SESSION = PLAN.session.id
START = at("20:00")


def aired(plan: RunSheet, run: str, *, rehearsal: bool = False) -> list[events.Event]:
    """A short run: on air, a note with odd words, one cue, an edited plan, off air."""
    second = plan.segments[1].id
    late = edits.set_field(plan, Plate.SCRIPT, second, "title", "主推 2")

    def later(minutes: float) -> Instant:
        return Instant(START + round(minutes * MINUTE))

    return [
        events.RunOpened(at=later(-1), run=run, sheet=plan, rehearsal=rehearsal),
        events.WentOnAir(at=later(0)),
        events.NoteTaken(at=later(2), text="断货\u2028了\n换链接"),
        events.SegmentExtended(at=later(3), span=Span(MINUTE)),
        events.SheetChanged(at=later(4), sheet=late),
        events.SegmentStarted(at=later(12), row=second),
        events.CueFired(at=later(12), cue="c1", due=later(12), plate=Plate.GIVEAWAY, text=message("cue.x")),
        events.CueAnswered(at=later(12.5), cue="c1", answer=Answer.DONE),
        events.WentOffAir(at=later(31)),
    ]  # fmt: skip


@pytest.fixture
def desks(tmp_path):
    made = [
        compose.compose(
            tmp_path / f"{name}.db",
            speech.speaker("zh"),
            clock=compose.run_clock(Instant(START + 90 * MINUTE), 1.0),
        )
        for name in ("here", "there")
    ]
    here = made[0]
    show = simulate(PLAN, 7)

    def fill() -> None:
        store = here.world.store
        store.sheets.save(PLAN)
        store.facts.put_orders(SESSION, show.orders)
        store.facts.put_ads(SESSION, show.ads)
        store.facts.put_room(SESSION, show.room)
        store.journal.append("run-r", aired(PLAN, "run-r", rehearsal=True))
        store.journal.append("run-1", aired(PLAN, "run-1"))

    here.world.writer.call(fill)
    yield made
    for desk in made:
        desk.close()


def reviewed(desk, session=SESSION):
    store = desk.world.store
    return to_json(review_of(store, store.sheets.load(session)))


def sent(desk, folder: Path) -> str:
    path = str(folder / "夜场.zip")
    assert desk.exchange.export_bundle(SESSION, path).wait() == path
    return path


def test_the_review_of_the_bundle_is_the_review_of_the_session(desks, tmp_path):
    here, there = desks
    path = sent(here, tmp_path)
    came = there.exchange.import_bundle(path).wait()
    assert (came.session, came.renamed, came.runs) == (SESSION, False, 1)
    assert reviewed(there) == reviewed(here)
    assert reviewed(here)["gmv"]["paid_minor"] > 0
    assert reviewed(here)["cues"]
    for name in ("orders", "ads", "room"):
        ours, theirs = (getattr(d.world.store.facts, name)(SESSION) for d in desks)
        assert sorted(map(repr, rows(theirs))) == sorted(map(repr, rows(ours)))
    assert [b.id for b in there.sessions()] == [SESSION]


def test_a_session_that_is_there_is_never_overwritten(desks, tmp_path):
    here, _ = desks
    path = sent(here, tmp_path)
    before = here.world.store.sheets.history(SESSION)
    with pytest.raises(WorldError) as refused:
        here.exchange.import_bundle(path).wait()
    assert refused.value.message.key == "bundle.known"
    assert here.world.store.sheets.history(SESSION) == before
    came = here.exchange.import_bundle(path, as_new=True).wait()
    assert came.renamed
    assert came.session != SESSION
    old, new = reviewed(here), reviewed(here, came.session)
    assert old.pop("session") != new.pop("session")
    assert old == new
    runs = {run.id for run in here.world.store.journal.runs()}
    assert len(runs) == 3


def test_rehearsals_come_along_when_asked(desks, tmp_path):
    here, there = desks
    path = str(tmp_path / "x.zip")
    here.exchange.export_bundle(SESSION, path, rehearsals=True).wait()
    assert there.exchange.import_bundle(path).wait().runs == 2


def test_a_failure_in_the_middle_leaves_nothing(desks, tmp_path, monkeypatch):
    here, there = desks
    path = sent(here, tmp_path)
    journal = type(there.world.store.journal)
    monkeypatch.setattr(
        journal, "append", lambda *_: (_ for _ in ()).throw(WorldError("store.full"))
    )
    with pytest.raises(WorldError):
        there.exchange.import_bundle(path).wait()
    assert there.sessions() == there.sessions(archived=True) == ()


def test_what_a_killed_import_leaves_is_named_and_gone_with_the_next(desks, tmp_path, monkeypatch):
    here, there = desks
    path, store = sent(here, tmp_path), there.world.store
    with monkeypatch.context() as killed:
        fail = lambda *_: (_ for _ in ()).throw(WorldError("store.full"))  # noqa: E731
        killed.setattr(type(store.journal), "append", fail)
        killed.setattr(type(store.sheets), "delete", lambda *_: None)  # nobody is left to do it
        with pytest.raises(WorldError):
            there.exchange.import_bundle(path).wait()
    assert there.sessions() == ()
    assert [(m.key, m.args["session"]) for m in there.exchange.halves()] == [
        ("bundle.half", SESSION)
    ]
    there.exchange.import_bundle(path).wait()
    assert there.exchange.halves() == ()
    assert reviewed(there) == reviewed(here)
    there.archive_session(SESSION)
    assert there.exchange.halves() == ()


def test_a_cancelled_import_leaves_nothing(desks, tmp_path):
    here, there = desks
    job = there.exchange.import_bundle(sent(here, tmp_path))
    job.cancel()
    try:
        job.wait()
    except Cancelled:
        assert there.sessions() == there.sessions(archived=True) == ()


def test_the_settings_of_the_show_come_along_where_there_are_none(desks, tmp_path):
    here, there = desks
    here.world.settings, there.world.settings = FakeSettings(), FakeSettings()
    here.world.settings.set("prompter.lines", 9)
    here.world.settings.set("prompter.mirror", True)
    here.world.settings.set("ui.theme", "light")
    there.world.settings.set("prompter.lines", 15)
    there.exchange.import_bundle(sent(here, tmp_path)).wait()
    kept = there.world.settings
    assert (kept.get("prompter.lines"), kept.get("prompter.mirror")) == (15, True)
    assert kept.get("ui.theme") == TABLE["ui.theme"].default


def test_nothing_about_buyers_is_in_a_bundle(desks, tmp_path):
    with zipfile.ZipFile(sent(desks[0], tmp_path)) as parts:
        head = parts.read("facts/orders.csv").decode().splitlines()[0].split(",")
        manifest = json.loads(parts.read("manifest.json"))
    personal = {"buyer", "phone", "mobile", "name", "address", "receiver", "nick"}
    assert not [word for word in head if personal & set(word.split("_")) and word != "buyer_new"]
    assert manifest["version"] == 1
    assert set(manifest["files"]) == {
        "session.json", "settings.json", "facts/orders.csv", "facts/ads.csv", "facts/room.csv",
        "journal/1.jsonl",
    }  # fmt: skip


def test_a_journal_that_makes_no_sense_is_refused(desks, tmp_path):
    there = desks[1]
    plan = PLAN.segments[0].id
    twice = (*aired(PLAN, "r")[:2], events.SegmentStarted(at=Instant(START), row=plan))
    path = tmp_path / "x.zip"
    path.write_bytes(packed(whole(runs=(twice,))))
    with pytest.raises(WorldError) as refused:
        there.exchange.import_bundle(str(path)).wait()
    assert refused.value.message.key == "bundle.damaged"
    assert there.sessions() == ()


# --- damage --------------------------------------------------------------------------


def whole(runs=None) -> Bundle:
    runs = (tuple(aired(PLAN, "r")),) if runs is None else runs
    return Bundle(sheet=PLAN, orders=orders(), ads=ads(), room=room(), runs=runs)


def changed(data: bytes, folder: Path, change) -> bytes:
    path = folder / "b.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as parts:
        for name, part in files.items():
            parts.writestr(name, part)
    return path.read_bytes()


def set_manifest(files, /, **values):
    files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | values).encode()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda f: f.pop("manifest.json"), "bundle.not_one"),
        (lambda f: f.update({"manifest.json": b"{}"}), "bundle.not_one"),
        (lambda f: f.update({"manifest.json": b"{"}), "bundle.damaged"),
        (lambda f: set_manifest(f, version=2), "bundle.newer"),
        (lambda f: set_manifest(f, version="1"), "bundle.damaged"),
        (lambda f: set_manifest(f, files={}), "bundle.damaged"),
        (lambda f: f.pop("session.json"), "bundle.damaged"),
        (lambda f: f.pop("journal/1.jsonl"), "bundle.damaged"),
        (lambda f: f.update({"facts/ads.csv": f["facts/ads.csv"] + b"x"}), "bundle.damaged"),
        (lambda f: f.update({"journal/1.jsonl": f["journal/1.jsonl"][:-2]}), "bundle.damaged"),
    ],
)
def test_a_damaged_or_newer_bundle_is_refused_as_a_whole(tmp_path, change, key):
    with pytest.raises(WorldError) as refused:
        unpacked("b.zip", changed(packed(whole()), tmp_path, change))
    assert refused.value.message.key == key


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip at all" * 90])
def test_what_is_no_zip_is_refused(data):
    with pytest.raises(WorldError) as refused:
        unpacked("b.zip", data)
    assert refused.value.message.key == "bundle.damaged"


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.98])
def test_a_bundle_cut_short_is_refused(keep):
    data = packed(whole())
    with pytest.raises(WorldError) as refused:
        unpacked("b.zip", data[: int(len(data) * keep)])
    assert refused.value.message.key == "bundle.damaged"


def outcome(data: bytes):
    try:
        return unpacked("b.zip", data).sheet
    except WorldError as refused:
        return refused.message.key


def test_any_flipped_byte_is_found_or_harmless():
    bundle = whole()
    data = packed(bundle)
    for place in range(0, len(data), 97):
        spoilt = bytearray(data)
        spoilt[place] ^= 0x10
        assert outcome(bytes(spoilt)) in (bundle.sheet, "bundle.damaged", "bundle.not_one")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=sheets())
def test_any_plan_goes_through_a_bundle(plan):
    bundle = Bundle(sheet=plan, orders=orders(), ads=ads(), room=room(), settings={"a": 1})
    back = unpacked("b.zip", packed(bundle))
    assert (back.sheet, back.settings) == (bundle.sheet, bundle.settings)
    assert packed(back) == packed(bundle)
