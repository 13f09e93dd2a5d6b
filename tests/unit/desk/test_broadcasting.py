"""OBS at the desk: what is switched on is connected, what is heard reaches the run."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from controlroom.core.errors import WorldError
from controlroom.desk.broadcasting import ObsDesk, place_of
from controlroom.desk.jobs import at_once
from controlroom.desk.passwords import Passwords
from controlroom.ports.broadcast import Broadcast, Link, Place
from tests.fakes.clock import FakeClock
from tests.fakes.secrets import FakeSecrets
from tests.fakes.settings import FakeSettings


class FakeLink:
    def __init__(self, place: Place, password: Any, hear: Any) -> None:
        self.place, self.password, self.hear = place, password, hear
        self.closed = False

    def close(self) -> None:
        self.closed = True


class FakeBroadcasts:
    """Remembers links and looks."""

    def __init__(self) -> None:
        self.links: list[FakeLink] = []
        self.looked: list[tuple[Place, str | None]] = []

    def open(self, place: Place, password: Any, hear: Any) -> FakeLink:
        self.links.append(FakeLink(place, password, hear))
        return self.links[-1]

    def look(self, place: Place, password: Any) -> Broadcast:
        self.looked.append((place, password()))
        return Broadcast(link=Link.UP, program="30.1.2")


class FakeAir:
    """An open run that writes down what it hears."""

    def __init__(self, rehearsal: bool = False) -> None:
        self.show = SimpleNamespace(state=SimpleNamespace(rehearsal=rehearsal))
        self.heard: list[Any] = []

    def hear(self, heard: Any) -> None:
        self.heard.append(heard)


class Booth:
    """The desk's half, with everything around it faked."""

    def __init__(self, trouble: str = "") -> None:
        self.settings, self.secrets = FakeSettings(), FakeSecrets(trouble)
        self.broadcasts, self.air = FakeBroadcasts(), FakeAir()
        self.clock = FakeClock()
        world: Any = SimpleNamespace(
            settings=self.settings,
            secrets=self.secrets,
            broadcasts=lambda: self.broadcasts,
            dispatch=at_once,
            clock=self.clock,
        )
        self.obs = ObsDesk(world, lambda: self.air)
        self.said: list[Broadcast] = []
        self.obs.on_change.append(self.said.append)

    def apply(self, **settings: Any) -> None:
        for name, value in settings.items():
            self.settings.set(f"obs.{name}", value)
        if (job := self.obs.apply()) is not None:
            job.wait()


@pytest.fixture
def booth() -> Any:
    made = Booth()
    yield made
    made.obs.close()


def test_off_nothing_is_done_and_nothing_imported(booth: Any) -> None:
    booth.apply()
    assert (booth.broadcasts.links, booth.said) == ([], [])
    assert booth.obs.now.link is Link.OFF


def test_switched_on_it_is_looked_for_where_the_settings_say(booth: Any) -> None:
    booth.apply(on=True, host=" 10.0.0.7 ", port=4456)
    assert [link.place for link in booth.broadcasts.links] == [Place("10.0.0.7", 4456)]
    assert booth.said[-1].link is Link.SEEKING


def test_what_is_heard_reaches_the_run_and_the_window(booth: Any) -> None:
    booth.apply(on=True, at_start="ask", ask_end=False)
    booth.broadcasts.links[0].hear(Broadcast(link=Link.UP, streaming=True, began=5))
    told = booth.air.heard[-1]
    assert (told.now.streaming, told.at_start, told.ask_end) == (True, "ask", False)
    assert booth.said[-1].streaming is True


def test_a_run_opened_later_is_told_how_things_stand(booth: Any) -> None:
    booth.apply(on=True)
    booth.broadcasts.links[0].hear(Broadcast(link=Link.UP, streaming=True, began=5))
    new, rehearsal = FakeAir(), FakeAir(rehearsal=True)
    booth.obs.greet(new)
    booth.obs.greet(rehearsal)
    assert new.heard[-1].now.began == 5
    assert rehearsal.heard == []


def test_changed_settings_take_a_new_link_and_the_old_one_is_not_heard(booth: Any) -> None:
    booth.apply(on=True)
    old = booth.broadcasts.links[0]
    booth.apply(port=4460)
    assert old.closed
    old.hear(Broadcast(link=Link.UP, program="ghost"))
    assert booth.obs.now.program == ""
    booth.apply(on=False)
    assert booth.broadcasts.links[1].closed
    assert booth.obs.now.link is Link.OFF
    assert booth.air.heard[-1].now.link is Link.OFF


def test_closing_ends_the_link(booth: Any) -> None:
    booth.apply(on=True)
    booth.obs.close()
    assert booth.broadcasts.links[0].closed


def test_a_port_that_is_none_is_refused_before_dialling(booth: Any) -> None:
    booth.apply(on=True, port=0)
    assert booth.broadcasts.links == []
    assert (booth.obs.now.link, booth.obs.now.why.key) == (Link.REFUSED, "obs.bad_port")
    for port in (0, 65_536, "x", None):
        with pytest.raises(WorldError):
            place_of("h", port)


def test_how_long_ago_and_how_long(booth: Any) -> None:
    assert (booth.obs.age(), booth.obs.streamed()) == (None, None)
    booth.apply(on=True)
    steady = booth.clock.steady()
    booth.broadcasts.links[0].hear(Broadcast(link=Link.UP, heard=steady, began=steady - 4_000))
    booth.clock.pass_by(7_000)
    assert (booth.obs.age(), booth.obs.streamed()) == (7_000, 11_000)


# --- the password --------------------------------------------------------------------------


def test_the_kept_password_is_asked_for_on_the_way(booth: Any) -> None:
    booth.secrets.kept["obs"] = "kept"
    booth.apply(on=True)
    assert booth.broadcasts.links[0].password() == "kept"
    booth.obs.look("h", 1).wait()
    booth.obs.look("h", 1, "typed").wait()
    assert [word for _, word in booth.broadcasts.looked] == ["kept", "typed"]


def test_a_typed_password_is_kept_and_used_and_in_no_setting(booth: Any) -> None:
    booth.obs.keep_password("hunter2").wait()
    assert booth.secrets.kept == {"obs": "hunter2"}
    assert booth.obs.passwords.get("obs") == "hunter2"
    assert "hunter2" not in repr(booth.settings._values)
    booth.obs.keep_password("").wait()
    assert booth.secrets.kept == {}


@pytest.mark.parametrize("trouble", ["secrets.none", "secrets.refused"])
def test_without_a_keyring_it_holds_until_the_end_and_that_is_said(trouble: str) -> None:
    booth = Booth(trouble)
    with pytest.raises(WorldError) as refused:
        booth.obs.keep_password("hunter2").wait()
    assert refused.value.message.key == trouble
    booth.apply(on=True)
    assert booth.broadcasts.links[0].password() == "hunter2"
    booth.obs.close()


def test_nothing_typed_and_no_keyring_is_no_password(caplog: Any) -> None:
    booth = Booth("secrets.none")
    booth.apply(on=True)
    assert booth.broadcasts.links[0].password() is None
    assert Passwords(FakeSecrets()).get("obs") is None
    booth.obs.close()


def test_a_desk_with_obs_switched_off_loads_no_socket_library() -> None:
    assert "controlroom.feeds.obs.link" not in _loaded(
        "from controlroom.app import compose; from controlroom.desk import control"
    )


def _loaded(code: str) -> set[str]:
    import subprocess

    shown = f"{code}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    names = set(done.stdout.split())
    assert not names & {"websockets", "keyring", "ssl", "asyncio"}
    return names
