"""OBS in the window: the mark in the top bar, the questions under it, the page of settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.message import message
from controlroom.core.time import Instant
from controlroom.desk.intents import Go, GoOffAir, GoOnAir, LeaveStream
from controlroom.live.readout import Phase, Readout, StreamQuestion
from controlroom.plan.readiness import Finding
from controlroom.ports.broadcast import Broadcast, Link
from controlroom.ui.dialogs.live_settings import LiveSettings
from controlroom.ui.dialogs.override import OverrideDialog
from controlroom.ui.obs_front import ObsFront
from tests.ui.demo_readout import demo
from tests.ui.stage import Stage

AT = Instant(1_795_000_000_000)
UP = {"link": Link.UP, "heard": 1, "program": "30.1.2", "plugin": "5.4.2"}


class Front:
    """The stage with OBS in front of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.obs = stage, stage.desk.obs
        stage.desk.now = lambda: AT  # type: ignore[attr-defined]
        self.front = ObsFront(
            stage.desk,  # type: ignore[arg-type]
            stage.window,
            stage.theme,
            stage.language,
            stage.selection,
            stage.settings,
        )
        self.obs.on_change.append(self.front.heard)
        stage.bridge.add(self.front)
        self.chip, self.bar = self.front.chip, self.front.bar
        self.called: list[str] = []
        stage.live.herald.call = self._heard

    def _heard(self, level: str, about: Any) -> None:
        if about.key.startswith("ui.stream"):
            self.called.append(about.key)

    def show(self, readout: Readout) -> None:
        """Post it and wait until OBS's part of the window has it too."""
        self.stage.bridge.post(readout)
        self.stage.until(lambda: self.front._readout is readout)

    def ask(self, kind: str, **readout: Any) -> Readout:
        phase = Phase.ON_AIR if kind == "end" else Phase.ARMED
        current = demo().current if kind == "end" else None
        asked = StreamQuestion(kind=kind, at=AT)
        shown = demo(phase=phase, current=current)
        shown = replace(shown, stream=asked, **readout)
        self.show(shown)
        return shown

    def answers(self) -> dict[str, Any]:
        shown = [b for b in self.bar.buttons if b.isVisible()]
        return {b.objectName().removeprefix("answer_"): b for b in shown}

    def answer(self, name: str) -> None:
        self.answers()[name].click()


@pytest.fixture
def front(stage: Stage) -> Front:
    return Front(stage)


def finding() -> Finding:
    return Finding(
        code="x", severity="error", plate=None, row=None,
        text=message("desk.bug"), advice=message("desk.bug"),
    )  # fmt: skip


# --- the mark ------------------------------------------------------------------------------


def test_switched_off_there_is_no_mark(front: Front) -> None:
    assert not front.chip.isVisible()
    assert not front.bar.isVisible()


@pytest.mark.parametrize(
    ("news", "said", "tone"),
    [
        ({"link": Link.SEEKING}, "○ OBS 未连上", "stale"),
        (UP, "● OBS 已连接", "plain"),
        (UP | {"streaming": True, "began": 1}, "● OBS 推流中", "good"),
        (UP | {"streaming": True, "began": 1, "faltering": True}, "▲ OBS 推流中断", "warning"),
        (UP | {"link": Link.LOST}, "✕ OBS 断开 12 秒", "stale"),
        (
            {"link": Link.REFUSED, "why": message("obs.old", version="4")},
            "! OBS 需要处理",
            "warning",
        ),
        ({"link": Link.REFUSED, "why": message("obs.need_password")}, "! OBS 等密码", "warning"),
    ],
)
def test_each_state_has_its_mark_in_every_workspace(
    front: Front, news: dict[str, Any], said: str, tone: str
) -> None:
    front.obs.news(**news)
    assert (front.chip.text(), front.chip.property("tone")) == (said, tone)
    assert front.chip.isVisible()
    assert front.chip.accessibleName() == said
    front.stage.window.show_workspace("plan")
    assert front.chip.isVisible()


def test_behind_the_mark_stands_what_is_known(front: Front) -> None:
    front.obs.news(**UP, streaming=True, began=1, skipped=3, frames=1000, recording=True)
    lines = front.chip.toolTip()
    for part in ("30.1.2", "5.4.2", "00:01:05", "0.3", "录像"):
        assert part in lines
    front.obs.news(link=Link.LOST, heard=1, why=message("obs.lost"), file="D:/a.mkv")
    assert "直播照常" in front.chip.toolTip() and "D:/a.mkv" in front.chip.toolTip()


def test_the_age_of_a_lost_obs_goes_on_with_the_readouts(front: Front) -> None:
    front.obs.news(**UP | {"link": Link.LOST})
    front.obs.quiet = 200_000
    front.show(demo())
    assert "3 分" in front.chip.text()


def test_grey_becomes_a_warning_while_a_show_waits_for_obs(front: Front) -> None:
    front.stage.settings.set("obs.at_start", "go")
    front.obs.news(link=Link.SEEKING)
    assert front.chip.property("tone") == "stale"
    front.show(demo(phase=Phase.ARMED, current=None))
    assert front.chip.property("tone") == "warning"
    front.show(demo())
    assert front.chip.property("tone") == "stale"


def test_an_armed_show_says_that_it_goes_with_the_stream(front: Front) -> None:
    armed = demo(phase=Phase.ARMED, current=None)
    front.show(armed)
    assert "推流" not in front.stage.live.now.advice.text()
    front.show(replace(armed, with_stream=True))
    assert "OBS 一开始推流就自动开播" in front.stage.live.now.advice.text()


def test_where_a_password_is_wanted_it_can_be_typed_at_once(front: Front) -> None:
    front.obs.news(link=Link.REFUSED, why=message("obs.need_password"))
    front.chip.click()
    dialog = front.stage.live.findChild(LiveSettings)
    assert dialog.focusWidget() is dialog.air.password


def test_another_language_is_spoken_at_once(front: Front) -> None:
    front.obs.news(**UP)
    front.ask("end")
    front.stage.language.use("en")
    assert front.chip.text() == "● OBS connected"
    assert "Is the show over?" in front.bar.text.text()
    assert front.answers()["go_on"].text() == "Go on"
    assert front.called == ["ui.stream.end"]  # not called again for that


def test_the_mark_opens_the_settings_of_obs(front: Front) -> None:
    front.obs.news(**UP)
    front.chip.click()
    dialog = front.stage.live.findChild(LiveSettings)
    assert dialog is not None and dialog.air.isVisible()


# --- questions -----------------------------------------------------------------------------


def test_a_stream_that_ran_already_is_taken_from_its_beginning_or_from_now(front: Front) -> None:
    front.ask("start")
    assert list(front.answers()) == ["since", "from_now", "leave"]
    front.answer("since")
    front.answer("from_now")
    front.answer("leave")
    assert front.stage.desk.intents == [
        GoOnAir(by="obs", since=AT),
        GoOnAir(by="hand"),
        LeaveStream(),
    ]


def test_errors_are_shown_before_and_the_start_is_kept(front: Front) -> None:
    front.stage.desk.errors = (finding(),)
    front.ask("not_ready")
    assert "没有自动开播" in front.bar.text.text()
    front.answer("look")
    dialog = front.stage.window.findChild(OverrideDialog)
    assert dialog is not None
    dialog.name.setText("我")
    dialog.reason.setEditText("核对过")
    dialog.go.click()
    (intent,) = front.stage.desk.intents
    assert (intent.by, intent.since) == ("obs", AT)
    assert intent.override is not None and intent.override.reason == "核对过"


def test_errors_may_have_come_up_since_the_question(front: Front) -> None:
    front.ask("start")
    front.stage.desk.errors = (finding(),)
    front.answer("since")
    assert front.stage.desk.intents == []
    assert front.stage.window.findChild(OverrideDialog) is not None


def test_an_ended_stream_is_a_question_that_stops_nobody(front: Front) -> None:
    front.ask("end")
    assert front.bar.isVisible()
    assert not [d for d in front.stage.window.findChildren(QDialog) if d.isVisible()]
    QTest.keyClick(front.stage.live, Qt.Key.Key_Space)  # the keys of the desk go on
    assert front.stage.desk.intents == [Go()]
    front.answer("go_on")
    front.answer("ended")
    assert front.stage.desk.intents == [Go(), LeaveStream(), GoOffAir()]


def test_a_question_is_called_once_and_goes_with_its_cause(front: Front) -> None:
    shown = front.ask("end")
    front.show(replace(shown, now=Instant(shown.now + 1000)))
    assert front.called == ["ui.stream.end"]
    front.show(replace(shown, stream=None))
    assert not front.bar.isVisible()


def test_a_stream_without_an_open_session_offers_to_open_it(front: Front) -> None:
    front.stage.selection.choose(SessionId("ses-1"), "周五晚场")
    front.obs.news(**UP, streaming=True, began=7)
    assert front.answers()["open"].text() == "打开「周五晚场」"
    front.answer("open")
    assert front.stage.desk.opened == [("ses-1", False)]


def test_left_alone_it_does_not_ask_again_of_that_stream(front: Front) -> None:
    front.stage.selection.choose(SessionId("ses-1"), "周五晚场")
    front.obs.news(**UP, streaming=True, began=7)
    front.answer("leave")
    front.obs.news(**UP, streaming=True, began=7)
    assert not front.bar.isVisible()
    front.obs.news(**UP, streaming=True, began=99)
    assert front.bar.isVisible()


def test_a_stream_that_had_its_show_offers_nothing(front: Front) -> None:
    front.stage.selection.choose(SessionId("ses-1"), "周五晚场")
    front.obs.now = Broadcast(**UP, streaming=True, began=7)
    front.show(demo())
    front.show(demo(phase=Phase.IDLE, current=None))
    front.obs.news(**UP, streaming=True, began=7)
    assert not front.bar.isVisible()


def test_a_session_that_can_not_be_opened_says_why(front: Front) -> None:
    front.stage.desk.refusal = WorldError("session.unknown")
    front.stage.selection.choose(SessionId("ses-1"), "周五晚场")
    front.obs.news(**UP, streaming=True, began=7)
    front.answer("open")
    assert front.stage.window.trouble.isVisible()


# --- settings --------------------------------------------------------------------------------


@pytest.fixture
def page(stage: Stage) -> Any:
    stage.live.show_settings("air")
    dialog = stage.live.findChild(LiveSettings)
    assert dialog is not None
    return dialog.air


def test_each_switch_is_kept_and_tells_the_desk(stage: Stage, page: Any) -> None:
    page.at_plan.click()
    page.auto.click()
    assert (stage.desk.obs.applied, stage.desk.obs.retold) == (0, 0)
    page.on.click()
    assert stage.desk.obs.applied == 1
    page.ask_end.click()
    page.at_start.setCurrentIndex(1)
    page.at_start.activated.emit(1)
    assert stage.desk.obs.retold == 2
    assert stage.settings.kept == {
        "live.at_plan": True,
        "live.auto": True,
        "obs.on": True,
        "obs.ask_end": False,
        "obs.at_start": "ask",
    }


def test_another_place_is_kept_and_dialled_once(stage: Stage, page: Any) -> None:
    page.host.setText(" 10.0.0.7 ")
    page.host.editingFinished.emit()
    page.host.editingFinished.emit()
    page.port.setText("4460")
    page.port.editingFinished.emit()
    assert (stage.settings.kept["obs.host"], stage.settings.kept["obs.port"]) == ("10.0.0.7", 4460)
    assert stage.desk.obs.applied == 2


def test_the_password_goes_to_the_desk_and_nowhere_else(stage: Stage, page: Any) -> None:
    assert page.password.echoMode() is QLineEdit.EchoMode.Password
    page.password.setText("hunter2")
    page.use.click()
    stage.until(lambda: page.password.text() == "")
    assert stage.desk.obs.passwords == ["hunter2"]
    assert "系统密码库" in page.result.text()
    assert "hunter2" not in repr(stage.settings.kept)
    page.forget.click()
    assert stage.desk.obs.passwords == ["hunter2", ""]


def test_without_a_keyring_it_is_said_that_it_holds_until_the_end(stage: Stage, page: Any) -> None:
    stage.desk.obs.refusal = WorldError("secrets.none")
    page.on.click()
    page.password.setText("hunter2")
    page.use.click()
    stage.until(lambda: "没有系统密码库" in page.result.text())
    assert stage.desk.obs.applied == 2  # switched on, and again with the password


def test_the_test_uses_what_stands_in_the_fields(stage: Stage, page: Any) -> None:
    page.host.setText("10.0.0.7")
    page.password.setText("typed")
    page.test.click()
    assert stage.desk.obs.looked == [("10.0.0.7", 4455, "typed")]
    stage.until(lambda: "30.1.2" in page.result.text())
    assert (page.result.property("tone"), page.test.isEnabled()) == ("good", True)
    stage.desk.obs.outcome = Broadcast(**UP, streaming=True, began=1)
    page.test.click()
    stage.until(lambda: "01:05" in page.result.text())


@pytest.mark.parametrize(
    ("key", "args", "zh", "en"),
    [
        ("obs.not_running", {"host": "127.0.0.1", "port": "4455"}, "先打开 OBS", "Start OBS"),
        ("obs.wrong_password", {}, "不认这个密码", "does not accept this password"),
        ("obs.old", {"version": "4.9.1"}, "升级到 28", "Update OBS to 28"),
    ],
)
def test_what_went_wrong_and_what_to_do_is_said_in_both_languages(
    stage: Stage, page: Any, key: str, args: dict[str, str], zh: str, en: str
) -> None:
    stage.desk.obs.outcome = WorldError(key, **args)
    page.test.click()
    stage.until(lambda: zh in page.result.text())
    assert page.result.property("tone") == "error"
    stage.language.use("en")
    assert en in page.result.text()
