"""A headline number says what it is, where it comes from and how old that is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from controlroom.core.time import Instant
from controlroom.live.readout import Figure, Readout
from controlroom.ui.figure_tips import SHOWN, tip
from controlroom.ui.i18n import Language
from tests.ui.demo_readout import NOW, demo
from tests.ui.stage import Stage, books


def seen(ago: int | None, *, stale: bool = False) -> Readout:
    """All figures of sources were last heard of `ago` ms ago."""
    at = None if ago is None else Instant(NOW - ago)
    changed = [
        replace(f, observed_at=at, stale=stale, source=f.source or source(f))
        for f in demo().figures
    ]
    return demo(figures=tuple(changed))


def source(figure: Figure) -> str:
    """Where a figure of the demo comes from; those of the plan from nowhere."""
    planned = ("gmv_target", "ad_budget", "break_even", "target_roi")
    kinds = {"gmv": "orders", "orders": "orders", "roi": "ads", "roi_15": "ads", "spend": "ads"}
    return "" if figure.key in planned else kinds.get(figure.key, "room")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("key", SHOWN)
def test_definition_source_and_age_are_on_the_hover(stage: Stage, key: str, lang: str) -> None:
    stage.language.use(lang)
    stage.show(seen(18_000))
    said = stage.live.strip.figures[key].toolTip()
    tr = stage.language.tr
    assert tr(f"ui.figure.{key}.tip") in said
    assert "20:23:27" in said and tr("ui.age.seconds", n=18) in said
    kind = {"gmv": "orders", "roi": "ads", "spend": "ads"}.get(key, "room")
    assert tr(f"ui.feed.{kind}") in said
    assert "[" not in said  # nothing unsaid


def test_a_stale_one_says_so_and_one_without_data_too(stage: Stage) -> None:
    stage.show(seen(75_000, stale=True))
    assert "已超过两个更新周期" in stage.live.strip.figures["online"].toolTip()
    stage.show(seen(None))
    assert "还没有数据" in stage.live.strip.figures["online"].toolTip()


def test_the_roi_names_its_basis_what_it_means_and_where_it_is_chosen() -> None:
    language = Language(books())
    said = tip("roi", seen(1_000), language)
    assert "全站（全场支付 GMV（含自然流量）/ 消耗）" in said
    assert "场次设置" in said
    assert "口径" not in tip("gmv", seen(1_000), language)


def test_clock_forecast_and_feeds_say_theirs(stage: Stage) -> None:
    stage.show(demo())
    strip = stage.live.strip
    for key in ("air", "drift"):
        assert "本机时钟" in strip.figures[key].toolTip()
    assert "距预计结束" in strip.figures["air"].toolTip()  # what is left, drift and all
    assert "20:23:05（40 秒前）" in strip.figures["pace"].toolTip()
    assert "直播间 74 秒 前" in strip.feeds.toolTip()


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_keyboard_reads_them_too(stage: Stage) -> None:
    """Tab comes to the strip once; the arrows go through its numbers and say their tips."""
    stage.show(demo())
    strip = stage.live.strip
    stops = [s for s in strip._stops if s.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [strip.figures["air"]]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(stage.window.focusWidget(), Qt.Key.Key_Right)
    assert strip.figures["gmv"].hasFocus()
    assert QToolTip.text() == strip.figures["gmv"].toolTip()
    assert strip.figures["gmv"].toolTip() in strip.figures["gmv"].accessibleDescription()
    QTest.keyClick(strip.figures["gmv"], Qt.Key.Key_Left)
    assert strip.figures["drift"].hasFocus()
    QTest.keyClick(strip.figures["drift"], Qt.Key.Key_Space)  # keys of the show act here
    assert [type(i).__name__ for i in stage.desk.intents] == ["Go"]


def rich(**others: float) -> Readout:
    """A large show: eight figures of GMV, seven of spend."""
    values = {"gmv": 1_284_530_600, "gmv_target": 2_000_000_000, "spend": 128_640_000}
    values |= {"spend_plan": 140_207_500, "ad_budget": 250_000_000} | others
    changed = [replace(f, value=values.get(f.key, f.value)) for f in demo().figures]
    return demo(figures=tuple(changed))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("wide", [1366, 1680])
def test_no_amount_is_cut_off_into_another_amount(stage: Stage, lang: str, wide: int) -> None:
    stage.language.use(lang)
    stage.window.resize(wide, 768)
    stage.show(rich())
    figure = stage.live.strip.figures["spend"]
    context = figure.context
    stage.until(lambda: figure.width() < wide // 6)  # it is laid out
    room = context.contentsRect().width()
    drawn = context.fontMetrics().elidedText(context.text(), Qt.TextElideMode.ElideRight, room)
    assert drawn == context.text(), "it is read whole"
    assert stage.language.tr("ui.figure.spend.context", plan="", budget="")[:2] == drawn[:2]


def test_the_line_under_a_number_is_said_whole_where_there_is_room(stage: Stage) -> None:
    stage.window.resize(2560, 1440)
    stage.show(rich())
    context = stage.live.strip.figures["spend"].context
    stage.until(lambda: "¥2,500,000" in context.text())
    stage.window.resize(1366, 768)
    stage.until(lambda: "¥250万" in context.text())
    assert "¥2,500,000" not in context.text()
