"""OBS over a real socket, against a server that speaks the protocol or does not."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from controlroom.core.errors import WorldError
from controlroom.feeds.obs import link as links
from controlroom.feeds.obs.link import Obs
from controlroom.feeds.obs.protocol import answer
from controlroom.ports.broadcast import Broadcast, Link, Place
from tests.fakes.clock import FakeClock
from tests.fakes.obs_server import ObsServer


class Hasty(FakeClock):
    """A clock whose waits are short (never so short that a busy machine takes one for silence)."""

    times = 20

    def real(self, span: int) -> float:
        return span / 1000 / self.times


class Hurried(Hasty):
    """One whose minute is over in a blink."""

    times = 200


class Heard:
    """What the link told, newest last; `until` waits for it without sleeping."""

    def __init__(self) -> None:
        self._news: queue.Queue[Broadcast] = queue.Queue()
        self.all: list[Broadcast] = []

    def __call__(self, now: Broadcast) -> None:
        self._news.put(now)

    def until(self, wanted: Callable[[Broadcast], bool]) -> Broadcast:
        while True:
            self.all.append(self._news.get(timeout=20))
            if wanted(self.all[-1]):
                return self.all[-1]

    def why(self, key: str) -> Broadcast:
        return self.until(lambda now: now.why is not None and now.why.key == key)

    def link(self, state: Link) -> Broadcast:
        return self.until(lambda now: now.link is state)


@pytest.fixture
def servers() -> Iterator[Callable[..., ObsServer]]:
    made: list[ObsServer] = []

    def make(*given: Any, **named: Any) -> ObsServer:
        made.append(ObsServer(*given, **named))
        return made[-1]

    yield make
    for server in made:
        server.die()


def secret(word: str | None) -> Callable[[], str | None]:
    return lambda: word


def look(server: ObsServer, word: str | None = None, clock: Any = None) -> Broadcast:
    return Obs(clock or FakeClock()).look(server.place, secret(word))


def refusal(server: ObsServer, word: str | None = None, clock: Any = None) -> Any:
    with pytest.raises(WorldError) as refused:
        look(server, word, clock)
    return refused.value.message


class Following:
    """A link that is kept up, and what it says."""

    def __init__(self, place: Place, word: str | None = None, clock: Any = None) -> None:
        self.clock, self.heard = clock or Hasty(), Heard()
        self.link = Obs(self.clock).open(place, secret(word), self.heard)


@pytest.fixture
def follow() -> Iterator[Callable[..., Following]]:
    made: list[Following] = []

    def make(*given: Any, **named: Any) -> Following:
        made.append(Following(*given, **named))
        return made[-1]

    yield make
    for each in made:
        each.link.close()


# --- one look -------------------------------------------------------------------------


def test_the_answer_is_that_of_the_protocol() -> None:
    """The example of obs-websocket's protocol.md."""
    salt = "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI="
    challenge = "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY="
    expected = "1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4="
    assert answer("supersecretpassword", challenge, salt) == expected


def test_without_a_password_it_tells_versions_and_the_stream(servers: Any) -> None:
    seen = look(servers())
    assert (seen.link, seen.program, seen.plugin) == (Link.UP, "30.1.2", "5.4.2")
    assert (seen.streaming, seen.recording) == (False, False)


def test_the_right_password_opens_and_no_other(servers: Any) -> None:
    server = servers("秘密 word")
    assert look(server, "秘密 word").link is Link.UP
    assert refusal(server, "secret").key == "obs.wrong_password"
    assert refusal(server, None).key == "obs.need_password"
    assert refusal(server, "").key == "obs.need_password"


def test_only_what_the_outputs_do_is_asked_for(servers: Any) -> None:
    server = servers()
    look(server)
    assert server.identified == [{"rpcVersion": 1, "eventSubscriptions": 64}]


def test_a_stream_that_runs_began_when_obs_says(servers: Any) -> None:
    server, clock = servers(), FakeClock()
    server.streaming, server.duration = True, 754_321
    assert look(server, clock=clock).began == clock.steady() - 754_321


def test_nobody_there_is_told_from_a_stranger_and_from_silence(servers: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WorldError) as refused:
        Obs(FakeClock()).look(Place("127.0.0.1", port), secret(None))
    assert refused.value.message.key == "obs.not_running"
    assert refused.value.message.args["port"] == str(port)


def test_a_host_that_is_none_says_so() -> None:
    for host in ("no such host", "", "a..b"):
        with pytest.raises(WorldError) as refused:
            Obs(FakeClock()).look(Place(host, 4455), secret(None))
        assert refused.value.message.key == "obs.no_host"


@pytest.mark.parametrize(
    ("manner", "key"),
    [
        ("old", "obs.old"),
        ("old_loud", "obs.old"),
        ("silent", "obs.not_obs"),
        ("garbage", "obs.garbled"),
        ("future", "obs.wrong_rpc"),
        ("babble", "obs.not_obs"),
    ],
)
def test_each_wrong_party_is_called_by_its_name(servers: Any, manner: str, key: str) -> None:
    quick = Hasty() if manner in ("old", "silent") else None
    said = refusal(servers(manner=manner), clock=quick)
    assert said.key == key
    assert said.args.get("version", "") in ("", "4", "4.9.1")


def test_an_http_server_is_no_obs() -> None:
    def once(place: Place, seconds: float) -> Any:
        return links.dial(place, seconds)

    with socket.create_server(("127.0.0.1", 0)) as server:
        place = Place("127.0.0.1", server.getsockname()[1])
        found: list[str] = []

        def ask() -> None:
            with pytest.raises(WorldError) as refused:
                Obs(FakeClock(), once).look(place, secret(None))
            found.append(refused.value.message.key)

        asking = threading.Thread(target=ask)
        asking.start()
        line, _ = server.accept()
        with line:
            line.recv(4096)
            line.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            asking.join()
    assert found == ["obs.not_obs"]


def test_one_that_takes_the_call_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = Place("127.0.0.1", server.getsockname()[1])
        with pytest.raises(WorldError) as refused:
            Obs(Hasty()).look(place, secret(None))
    assert refused.value.message.key == "obs.unreachable"


def test_wrong_types_are_not_known_rather_than_wrong(servers: Any) -> None:
    seen = look(servers(manner="strange"))
    assert (seen.streaming, seen.began, seen.program, seen.recording) == (None, None, "", None)


# --- kept up --------------------------------------------------------------------------


def test_start_and_stop_are_heard_with_their_instants(servers: Any, follow: Any) -> None:
    server = servers()
    mine = follow(server.place, clock=FakeClock())
    assert mine.heard.link(Link.UP).streaming is False
    mine.clock.pass_by(60_000)
    server.stream(True)
    on = mine.heard.until(lambda now: now.streaming is True)
    assert on.began == mine.clock.steady()
    mine.clock.pass_by(3_600_000)
    server.stream(False)
    off = mine.heard.until(lambda now: now.streaming is False)
    assert (off.began, off.ended) == (None, mine.clock.steady())


def test_obs_losing_its_platform_is_neither_an_end_nor_a_beginning(
    servers: Any, follow: Any
) -> None:
    server = servers()
    mine = follow(server.place, clock=FakeClock())
    mine.heard.link(Link.UP)
    server.stream(True)
    began = mine.heard.until(lambda now: now.streaming is True).began
    mine.clock.pass_by(30_000)
    server.falter(True)
    assert mine.heard.until(lambda now: now.faltering).began == began
    server.falter(False)
    back = mine.heard.until(lambda now: not now.faltering)
    assert (back.streaming, back.began) == (True, began)


def test_a_recording_tells_its_file_when_it_ends(servers: Any, follow: Any) -> None:
    server = servers()
    mine = follow(server.place, clock=FakeClock())
    mine.heard.link(Link.UP)
    server.record(True)
    assert mine.heard.until(lambda now: now.recording is True).file == ""
    server.record(False, "D:/录像/1.mkv")
    assert mine.heard.until(lambda now: now.recording is False).file == "D:/录像/1.mkv"


def test_after_a_break_it_comes_back_and_the_stream_is_the_same(servers: Any, follow: Any) -> None:
    server = servers("pw")
    mine = follow(server.place, "pw")
    mine.heard.link(Link.UP)
    server.stream(True)
    began = mine.heard.until(lambda now: now.streaming is True).began
    mine.clock.pass_by(90_000)
    server.duration = 88_000  # OBS counts frames: a little off
    server.drop()
    lost = mine.heard.why("obs.lost")
    assert (lost.link, lost.streaming) == (Link.LOST, True)
    back = mine.heard.link(Link.UP)
    assert (back.streaming, back.began) == (True, began)
    assert server.tries >= 2


def test_a_stream_begun_while_obs_was_out_of_sight_began_when_obs_says(
    servers: Any, follow: Any
) -> None:
    server = servers()
    mine = follow(server.place)
    mine.heard.link(Link.UP)
    mine.clock.pass_by(600_000)
    server.streaming, server.duration = True, 40_000
    server.drop()
    mine.heard.link(Link.LOST)
    assert mine.heard.link(Link.UP).began == mine.clock.steady() - 40_000


def test_a_restarted_obs_is_found_again_and_its_stream_is_over(servers: Any, follow: Any) -> None:
    server = servers()
    mine = follow(server.place)
    mine.heard.link(Link.UP)
    server.stream(True)
    mine.heard.until(lambda now: now.streaming is True)
    place = server.die()
    assert mine.heard.until(lambda now: now.why is not None).link is Link.LOST
    mine.heard.until(lambda now: now.why is not None and now.why.key == "obs.not_running")
    mine.clock.pass_by(20_000)
    servers(port=place.port)
    back = mine.heard.link(Link.UP)
    assert (back.streaming, back.ended) == (False, mine.clock.steady())


def test_before_it_was_ever_there_it_is_looked_for(servers: Any, follow: Any) -> None:
    place = servers().die()
    mine = follow(place)
    assert mine.heard.until(lambda now: now.why is not None).link is Link.SEEKING
    servers(port=place.port)
    assert mine.heard.link(Link.UP).why is None


def test_a_wrong_password_is_not_hammered_but_a_mended_obs_is_found(
    servers: Any, follow: Any
) -> None:
    server = servers("right")
    mine = follow(server.place, "wrong", Hurried())
    assert mine.heard.link(Link.REFUSED).why.key == "obs.wrong_password"
    tries = server.tries
    server.password = "wrong"
    mine.heard.link(Link.UP)
    assert server.tries > tries
    assert links.REFUSED_PAUSE >= 60_000


def test_pauses_grow_and_are_bounded() -> None:
    assert list(links.PAUSES) == sorted(links.PAUSES)
    assert links.PAUSES[0] <= 1_000
    assert links.PAUSES[-1] <= 30_000


def test_one_that_hangs_is_lost_and_tried_again(servers: Any, follow: Any) -> None:
    server = servers(manner="mute")
    mine = follow(server.place)
    mine.heard.link(Link.UP)
    assert mine.heard.why("obs.hangs").link is Link.LOST
    assert server.asked.count("GetStreamStatus") >= 1 + links.UNANSWERED


def test_garbage_in_the_middle_is_a_loss_and_no_more(servers: Any, follow: Any) -> None:
    server = servers()
    mine = follow(server.place)
    mine.heard.link(Link.UP)
    server.raw("{{{")
    assert mine.heard.why("obs.garbled").link is Link.LOST
    mine.heard.link(Link.UP)


def test_events_we_do_not_know_change_nothing(servers: Any, follow: Any) -> None:
    server = servers()
    mine = follow(server.place, clock=FakeClock())
    before = mine.heard.link(Link.UP)
    server.event("CurrentProgramSceneChanged", sceneName="x")
    server.event("StreamStateChanged", outputActive=1, outputState=7)
    server.say(5, {"eventType": None})
    server.say(99, {})
    server.stream(True)
    mine.heard.until(lambda now: now.streaming is True)
    assert {now.streaming for now in mine.heard.all[:-1]} <= {None, False}
    assert before.streaming is False


def test_closed_it_says_nothing_more(servers: Any) -> None:
    server = servers()
    mine = Following(server.place)
    mine.heard.link(Link.UP)
    mine.link.close()
    assert not mine.link._thread.is_alive()


def test_a_password_is_in_no_status_and_no_log(
    servers: Any, follow: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    server = servers("hunter2-very-secret")
    mine = follow(server.place, "hunter2-very-secret")
    mine.heard.link(Link.UP)
    server.drop()
    mine.heard.link(Link.LOST)
    assert "hunter2" not in caplog.text
    assert all("hunter2" not in repr(now) for now in mine.heard.all)
