"""A rehearsal can't be taken for a show: on the desk, in the taskbar, before the streamer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor

from controlroom.live.readout import Phase, Readout
from controlroom.ui.prompter import Prompter
from controlroom.ui.theme import DARK
from tests.ui.demo_readout import demo
from tests.ui.screens import untranslated
from tests.ui.stage import Stage


def rehearsed(phase: Phase = Phase.ON_AIR) -> Readout:
    return replace(demo(phase=phase), rehearsal=True)


@pytest.mark.parametrize("phase", [Phase.ARMED, Phase.ON_AIR, Phase.PAUSED, Phase.OFF_AIR])
def test_the_top_bar_the_title_and_the_workspace_say_it(stage: Stage, phase: Phase) -> None:
    stage.show(rehearsed(phase))
    assert stage.window.windowTitle() == "【排练】冬季上新专场 — 直播操盘台"
    assert stage.window.rehearsal.isVisible()
    assert not stage.window.air.isVisible()  # nothing is on air
    assert "不会写入真实场次" in stage.live.notice.text()
    assert "直播中" not in stage.live.strip.figures["air"].caption.text()
    stage.show(demo(phase=phase))
    assert stage.window.windowTitle() == "冬季上新专场 — 直播操盘台"
    assert not stage.window.rehearsal.isVisible()


@pytest.mark.parametrize("phase", [Phase.ARMED, Phase.ON_AIR, Phase.OFF_AIR])
def test_it_can_be_left_at_any_moment(stage: Stage, phase: Phase) -> None:
    stage.show(demo(phase=phase))
    assert not stage.live.leave.isVisible()
    stage.show(rehearsed(phase))
    assert stage.live.leave.isVisible()
    stage.live.leave.click()
    assert stage.desk.left == 1
    assert untranslated(stage.live.bar) == []


def test_the_prompter_wears_a_frame_in_every_mode(stage: Stage, qtbot) -> None:
    prompter = Prompter(stage.desk, stage.bridge, stage.theme, stage.language)
    qtbot.addWidget(prompter)
    frame = QColor(DARK.warmup)
    for mode in ("page", "scroll"):
        prompter.set_mode(mode)
        for phase in (Phase.ARMED, Phase.ON_AIR):
            prompter.take(rehearsed(phase))
            image = prompter.grab().toImage()
            corners = [(1, 1), (image.width() - 2, image.height() - 2)]
            assert {image.pixelColor(x, y).name() for x, y in corners} == {frame.name()}
    assert prompter.windowTitle().startswith("【排练】")
    prompter.take(demo())
    image = prompter.grab().toImage()
    assert image.pixelColor(1, 1).name() != frame.name()
    assert not prompter.windowTitle().startswith("【")
