"""The whole program with OBS: a real window, a real desk and database, a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from controlroom.app import compose
from controlroom.app.desktop import Desktop, furnish
from controlroom.app.speech import speaker
from controlroom.core.time import MINUTE, Instant
from controlroom.live.events import WentOnAir
from controlroom.live.readout import Phase
from tests.fakes.obs_server import ObsServer
from tests.fakes.secrets import FakeSecrets
from tests.fakes.settings import FakeSettings


class Evening:
    """A furnished window with OBS switched on in its settings."""

    def __init__(self, qtbot: Any, qapp: QApplication, folder: Path) -> None:
        self.qtbot, self.server = qtbot, ObsServer()
        settings = FakeSettings()
        settings.set("obs.on", True)
        settings.set("obs.port", self.server.place.port)
        self.desk = compose.compose(folder / "house.db", speaker("zh"), settings=settings)
        self.desk.world.secrets = FakeSecrets()
        self.desk._runs._gate = lambda plan, now: ()
        self.desktop: Desktop = furnish(self.desk, "zh", settings, qapp)
        self.session = self.desk.new_session("今晚", Instant(self.desk.now() + MINUTE))
        self.desktop.choose(self.session)
        qtbot.addWidget(self.desktop.window)
        self.desktop.window.show()
        self.desktop.window.show_workspace("live")
        self.until(lambda: self.desktop.window.workspace("live") is not None)
        self.desktop.follow_obs()

    def until(self, holds: Any) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def mark(self, text: str) -> None:
        """Wait until OBS's mark says so."""
        found = self.desktop.window.findChild(object, "obs_mark")
        self.until(lambda: text in found.text())

    @property
    def question(self) -> Any:
        return self.desktop.window.findChild(object, "question")

    def press(self, answer: str) -> None:
        button = next(b for b in self.question.buttons if b.objectName() == f"answer_{answer}")
        button.click()

    @property
    def phase(self) -> Phase:
        return self.desktop.bridge.readout.phase


@pytest.fixture
def evening(qtbot: Any, qapp: QApplication, tmp_path: Path) -> Iterator[Evening]:
    made = Evening(qtbot, qapp, tmp_path)
    yield made
    made.desktop.stop_readouts()
    made.desk.obs.on_change.clear()
    made.desk.close()
    made.desktop.bridge._takers.clear()  # the panels go before the bridge does
    made.desktop.bridge._queue.clear()
    made.server.die()


def test_from_the_stream_in_obs_to_the_end_of_the_show(evening: Evening) -> None:
    evening.mark("OBS 已连接")
    evening.server.stream(True)
    evening.mark("OBS 推流中")
    evening.until(lambda: evening.question.isVisible())  # no session is open yet
    evening.press("open")
    evening.until(lambda: evening.phase is Phase.ARMED)
    evening.until(lambda: "推流" in evening.question.text.text() and evening.question.isVisible())
    evening.press("since")
    evening.until(lambda: evening.phase is Phase.ON_AIR)
    evening.server.drop()
    evening.mark("OBS 断开")
    evening.mark("OBS 推流中")
    assert evening.phase is Phase.ON_AIR
    evening.server.stream(False)
    evening.until(lambda: evening.question.isVisible())
    assert evening.phase is Phase.ON_AIR
    evening.press("ended")
    evening.until(lambda: evening.phase is Phase.OFF_AIR)
    evening.until(lambda: not evening.question.isVisible())
    run = evening.desk.world.store.journal.runs(evening.session)[0]
    events = [event for _, event in evening.desk.world.store.journal.read(run.id)]
    (began,) = [event for event in events if isinstance(event, WentOnAir)]
    assert began.by == "obs"
    assert began.at <= events[0].at  # the stream ran before the session was opened


def test_an_open_session_goes_on_air_with_the_stream(evening: Evening) -> None:
    evening.mark("OBS 已连接")
    evening.desk.begin_run(evening.session)
    evening.until(lambda: evening.phase is Phase.ARMED)
    evening.server.stream(True)
    evening.until(lambda: evening.phase is Phase.ON_AIR)
    assert not evening.question.isVisible()
