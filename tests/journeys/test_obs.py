"""OBS from its first word to the journal, over a real socket, and from the command line."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from controlroom.app import compose
from controlroom.app.speech import speaker
from controlroom.core.time import MINUTE, Instant
from controlroom.desk.consent import overruling
from controlroom.desk.control import Desk
from controlroom.desk.intents import GoOnAir
from controlroom.live.events import WentOffAir, WentOnAir
from controlroom.live.readout import Phase, Readout
from controlroom.ports.broadcast import Link
from tests.fakes.obs_server import ObsServer
from tests.fakes.secrets import FakeSecrets
from tests.fakes.settings import FakeSettings
from tests.journeys.test_cli import Line


class Waiting:
    """Readouts as they come; `until` waits for one without sleeping."""

    def __init__(self) -> None:
        self._new = threading.Condition()
        self.last = Readout()

    def __call__(self, readout: Readout) -> None:
        with self._new:
            self.last = readout
            self._new.notify_all()

    def until(self, wanted: Callable[[Readout], bool]) -> Readout:
        with self._new:
            assert self._new.wait_for(lambda: wanted(self.last), timeout=30), self.last
            return self.last


class House:
    """A real desk with its database, an OBS, and a show planned for now."""

    def __init__(self, folder: Path) -> None:
        self.server = ObsServer("秘密")
        self.settings, self.secrets = FakeSettings(), FakeSecrets()
        self.secrets.kept["obs"] = "秘密"
        self.desk: Desk = compose.compose(
            folder / "house.db", speaker("zh"), settings=self.settings
        )
        self.desk.world.secrets = self.secrets
        self.desk.obs.passwords._secrets = self.secrets
        self.readouts = Waiting()
        self.desk.subscribe(self.readouts)
        self.session = self.desk.new_session("今晚", Instant(self.desk.now() + MINUTE))
        self.ups: list[Any] = []
        self.up = threading.Event()
        self.desk.obs.on_change.append(self._changed)

    def _changed(self, now: Any) -> None:
        self.ups.append(now)
        if now.link is Link.UP:
            self.up.set()

    def connect(self) -> None:
        for name, value in (("on", True), ("port", self.server.place.port)):
            self.settings.set(f"obs.{name}", value)
        job = self.desk.obs.apply()
        assert job is not None
        job.wait()
        assert self.up.wait(30)

    def entries(self) -> list[Any]:
        runs = self.desk.world.store.journal.runs(self.session)
        return [event for _, event in self.desk.world.store.journal.read(runs[0].id)]

    def overrule(self) -> GoOnAir:
        errors = self.desk.obstacles()
        return GoOnAir(overruling(errors, by="我", reason="测试") if errors else None)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.desk.close()
    made.server.die()


def _fit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """No readiness errors: whatever the checks say of a bare plan."""
    monkeypatch.setattr(house.desk._runs, "_gate", lambda plan, now: ())


def test_obs_starts_the_show_and_its_end_is_a_question(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fit(house, monkeypatch)
    house.connect()
    house.desk.open_run(house.session)
    house.readouts.until(lambda r: r.phase is Phase.ARMED)
    house.server.stream(True)
    house.readouts.until(lambda r: r.phase is Phase.ON_AIR)
    house.server.stream(False)
    asked = house.readouts.until(lambda r: r.stream is not None)
    assert (asked.phase, asked.stream.kind) == (Phase.ON_AIR, "end")
    began = [e for e in house.entries() if isinstance(e, WentOnAir)]
    assert [e.by for e in began] == ["obs"]
    assert not any(isinstance(e, WentOffAir) for e in house.entries())


def test_a_stream_found_at_the_start_of_the_program_is_asked_about_with_its_true_start(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fit(house, monkeypatch)
    house.server.streaming, house.server.duration = True, 30 * MINUTE
    house.connect()
    house.desk.open_run(house.session)
    asked = house.readouts.until(lambda r: r.stream is not None)
    assert asked.stream.kind == "start"
    assert abs(asked.now - asked.stream.at - 30 * MINUTE) < MINUTE
    house.desk.post(GoOnAir(by="obs", since=asked.stream.at))
    on = house.readouts.until(lambda r: r.phase is Phase.ON_AIR)
    assert on.on_air_at == asked.stream.at
    assert on.elapsed >= 30 * MINUTE


def test_with_errors_in_the_plan_it_is_a_question(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.connect()
    house.desk.open_run(house.session)
    house.readouts.until(lambda r: r.phase is Phase.ARMED)
    assert house.desk.obstacles(), "a bare plan has errors"
    house.server.stream(True)
    asked = house.readouts.until(lambda r: r.stream is not None)
    assert (asked.phase, asked.stream.kind) == (Phase.ARMED, "not_ready")
    assert not any(isinstance(e, WentOnAir) for e in house.entries())


def test_an_obs_that_dies_does_not_touch_the_show(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fit(house, monkeypatch)
    house.connect()
    house.desk.open_run(house.session)
    house.readouts.until(lambda r: r.phase is Phase.ARMED)
    house.server.stream(True)
    house.readouts.until(lambda r: r.phase is Phase.ON_AIR)
    before = len(house.entries())
    lost = threading.Event()
    house.desk.obs.on_change.append(lambda now: lost.set() if now.link is Link.LOST else None)
    house.server.drop()
    assert lost.wait(30)
    now = house.readouts.last.now
    later = house.readouts.until(lambda r: r.now > now + 300)
    assert (later.phase, later.stream) == (Phase.ON_AIR, None)
    assert [e for e in house.entries()[before:] if isinstance(e, WentOffAir)] == []


def test_nothing_of_the_password_is_in_the_database(house: House, tmp_path: Path) -> None:
    house.secrets.kept["obs"] = house.server.password = "hunter2-very-secret"
    house.connect()
    house.desk.open_run(house.session)
    house.readouts.until(lambda r: r.phase is Phase.ARMED)
    house.desk.close_run()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"hunter2" not in file.read_bytes()
    assert "hunter2" not in repr(house.settings._values)


def test_auto_advance_is_how_a_new_run_begins_where_the_settings_say_so(house: House) -> None:
    house.settings.set("live.auto", True)
    house.desk.open_run(house.session)
    assert house.readouts.until(lambda r: r.phase is Phase.ARMED).auto is True
    house.settings.set("live.auto", False)
    house.desk.close_run()
    house.desk.open_run(house.session)  # the run that is open goes on as it was
    assert house.readouts.until(lambda r: r.phase is Phase.ARMED).auto is True


# --- the command line ------------------------------------------------------------------------


@pytest.fixture
def line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Line:
    monkeypatch.setenv("CONTROLROOM_HOME", str(tmp_path / "home"))
    made = Line(capsys, tmp_path)
    made.secrets = FakeSecrets()  # type: ignore[attr-defined]
    monkeypatch.setattr(compose, "secrets", lambda: made.secrets)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def server() -> Iterator[ObsServer]:
    made = ObsServer("秘密")
    yield made
    made.die()


def at(server: ObsServer) -> tuple[str, ...]:
    return ("--host", server.place.host, "--port", str(server.place.port))


def test_feeds_are_listed_without_a_database(line: Any, tmp_path: Path) -> None:
    found = line.json("feeds")["feeds"]
    assert found == [
        {
            "name": "obs",
            "on": False,
            "host": "127.0.0.1",
            "port": 4455,
            "password": "none",
            "at_start": "go",
            "ask_end": True,
        }
    ]
    line.secrets.kept["obs"] = "x"
    assert line.json("feeds", "list")["feeds"][0]["password"] == "kept"
    line.secrets.trouble = "secrets.none"
    assert line.json("feeds", "list")["feeds"][0]["password"] == "no_keyring"
    for lang, said in (("zh", "没有系统密码库"), ("en", "no system keyring")):
        code, out, _ = line("feeds", "--lang", lang)
        assert code == 0 and said in out and "4455" in out
    assert not list(tmp_path.rglob("*.db"))


def test_feeds_test_obs_tells_what_is_there(line: Any, server: ObsServer) -> None:
    line.secrets.kept["obs"] = "秘密"
    server.streaming, server.duration = True, 65_000
    found = line.json("feeds", "test", "obs", *at(server))
    assert (found["ok"], found["obs_version"], found["streaming"]) == (True, "30.1.2", True)
    assert 65_000 <= found["streamed_ms"] < 95_000
    code, out, err = line("feeds", "test", "obs", *at(server), "--lang", "zh")
    assert (code, err) == (0, "")
    assert "30.1.2" in out and "01:05" in out


def test_feeds_test_obs_says_what_to_do(line: Any, server: ObsServer) -> None:
    line.secrets.kept["obs"] = "wrong"
    line.refused("feeds", "test", "obs", *at(server), says="WebSocket")
    line.refused("feeds", "test", "obs", "--port", 70000, says="4455")
    line.refused("feeds", "test", says="obs")
    line.refused("feeds", "test", "kuaishou", says="obs")


def test_feeds_login_keeps_what_is_typed_and_never_shows_it(
    line: Any, server: ObsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("秘密\n"))
    code, out, err = line("feeds", "login", "obs", "--lang", "en")
    assert (code, err) == (0, "")
    assert "秘密" not in out
    assert line.secrets.kept == {"obs": "秘密"}
    assert line.json("feeds", "test", "obs", *at(server))["ok"] is True
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    code, out, err = line("feeds", "login", "obs", "--lang", "en")
    assert (code, out) == (2, "")
    assert line.secrets.kept == {"obs": "秘密"}


def test_feeds_login_without_a_keyring_says_so(
    line: Any, server: ObsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.secrets.trouble = "secrets.none"
    monkeypatch.setattr(sys, "stdin", io.StringIO("pw\n"))
    code, out, err = line("feeds", "login", "obs", "--lang", "zh")
    assert (code, out) == (2, "")
    assert "密码库" in err
    monkeypatch.setattr(sys, "stdin", io.StringIO("秘密\n"))  # typed for this once
    assert line.json("feeds", "test", "obs", *at(server))["ok"] is True
