"""Live in a small window, with nothing open, and with feeds that bring nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QHeaderView

from controlroom.core.money import Minor
from controlroom.live.readout import Readout
from controlroom.ui.panels.live_products import ProductsPanel
from controlroom.ui.panels.live_rundown import RundownDelegate, RundownModel
from tests.ui.demo_readout import demo
from tests.ui.screens import at_rest, dressed
from tests.ui.stage import Stage

SHOWN = ("cue", "now", "rundown", "cues", "message", "timeline", "gmv", "roi", "spend")


@pytest.fixture(params=["zh", "en"])
def small(qtbot: Any, request: Any) -> Stage:
    """1366×768, the show of the demo on air."""
    stage = Stage(qtbot, request.param).open()
    stage.show(demo())
    stage.window.resize(1680, 1050)
    stage.rest()
    stage.window.resize(1366, 768)
    stage.until(lambda: stage.live.now.height() <= stage.live.now.maximumHeight() < 250)
    return stage


def test_the_run_sheet_shows_four_rows_and_more(small: Stage) -> None:
    view = small.live.rundown.list
    high = view.sizeHintForRow(0)
    small.until(lambda: view.viewport().height() >= 4 * high)
    at = next(n for n, row in enumerate(demo().rows) if row.state == "now")
    box = view.visualRect(view.model().index(at, 0))
    assert view.viewport().rect().contains(box), "the running row is one of them"


def test_no_panel_is_lower_than_it_needs(small: Stage) -> None:
    for name in SHOWN:
        panel = small.live.panels[name]
        assert panel.height() >= panel.minimumHeight(), name


def test_what_is_left_out_is_said_elsewhere(small: Stage) -> None:
    live, top = small.live, small.window
    small.show(demo(rehearsal=True))
    assert live.notice.isHidden() and top.rehearsal.isVisible()
    assert live.now.coming.isHidden() and live.rundown.list.isVisible()
    for action, button in live.now.buttons.items():
        assert button.isVisible() and button.hint == button.hint.strip() != "", action


def test_the_points_are_the_next_two_and_how_many_more(small: Stage) -> None:
    panel, current = small.live.now, demo().current
    assert current is not None
    points = tuple(replace(point, said=False, text=f"第 {point.index}") for point in current.points)
    small.show(demo(current=replace(current, points=points)))
    shown = [button for button in panel.points if button.isVisible()]
    assert len(shown) == 2 and f"{len(points) - 2}" in shown[-1].text().rpartition(" ")[2]
    said = tuple(replace(point, said=point.index == 0) for point in points)
    small.show(demo(current=replace(current, points=said)))
    assert not panel.points[0].isVisible() and panel.points[1].isVisible()


def test_the_whole_comes_back_in_a_larger_window(small: Stage) -> None:
    small.window.resize(1680, 1050)
    small.until(lambda: small.live.now.coming.isVisible())
    assert small.live.now.maximumHeight() > 10_000
    current = demo().current
    assert current is not None
    told = [point for point in current.points if point.text]
    assert sum(button.isVisible() for button in small.live.now.points) == len(told)


@pytest.mark.parametrize("wide", [560, 640, 700, 1100])
def test_products_never_scroll_sideways(stage: Stage, qtbot: Any, wide: int) -> None:
    panel = ProductsPanel(stage.theme, stage.language, stage.live.operator)
    qtbot.addWidget(panel)
    panel.take(demo())
    panel.resize(wide, 300)
    panel.show()
    header, view = panel.view.horizontalHeader(), panel.view
    qtbot.waitUntil(at_rest(panel))
    assert header.length() <= view.viewport().width()
    keys = [column.key.rpartition(".")[2] for column in panel.table.columns]
    here = {key for at, key in enumerate(keys) if not view.isColumnHidden(at)}
    assert here >= {"title", "units", "gmv", "left", "out"}
    assert (here == set(keys)) is (wide == 1100)
    for at in (at for at, key in enumerate(keys) if key in here - {"title"}):
        assert header.sectionSize(at) >= view.sizeHintForColumn(at), f"{keys[at]} is cut off"
        assert header.sectionSize(at) >= header.sectionSizeHint(at), keys[at]


def test_of_many_products_only_the_widest_cells_are_laid_out(stage: Stage, qtbot: Any) -> None:
    """Qt lays out every cell for a column that fits its contents, on the window's thread."""
    known = demo().detail
    assert known is not None
    asked = list[int]()

    class Laid(ProductsPanel):
        """Counts the cells that are laid out."""

        def build(self) -> None:
            super().build()
            plain = self.view.sizeHintForIndex
            self.view.sizeHintForIndex = lambda index: (asked.append(1), plain(index))[1]  # type: ignore[method-assign]
            self.view.sizeHintForColumn = lambda _: pytest.fail("the whole column")  # type: ignore[method-assign]

    panel = Laid(stage.theme, stage.language, stage.live.operator)
    qtbot.addWidget(panel)
    many = tuple(replace(known.products[0], gmv=Minor(n * 1_000_000)) for n in range(300))
    panel.take(demo(detail=replace(known, products=many)))
    assert 0 < len(asked) <= 10
    mode = panel.view.horizontalHeader().sectionResizeMode(5)
    assert mode is QHeaderView.ResizeMode.Fixed
    asked.clear()
    panel.resize(1100, 300)
    panel.show()
    qtbot.waitUntil(at_rest(panel))
    assert panel.view.columnWidth(5) >= panel.view.fontMetrics().horizontalAdvance("¥2,990,000")


def test_with_nothing_open_the_time_line_tells_no_hours(stage: Stage) -> None:
    strip = stage.live.timeline.strip
    stage.until(lambda: stage.live.timeline.readout.session is None)
    assert strip._start == strip._end
    before = strip.note
    assert before == "打开一场直播或排练后，这里是整场的时间线"
    stage.language.use("en")
    assert strip.note.startswith("Open a show")
    stage.show(demo())
    assert strip._end > strip._start and strip._zone == demo().zone


def test_with_nothing_open_the_session_in_plan_keeps_its_zone(stage: Stage) -> None:
    stage.language.follow("America/New_York", "USD")
    stage.show(Readout())
    stage.language.use("en")
    assert stage.language.speaker.zone == "America/New_York"
    stage.show(demo(zone="Europe/Paris"))
    assert stage.language.speaker.zone == "Europe/Paris"


def test_without_room_data_nothing_is_read_at_the_right(stage: Stage) -> None:
    stage.show(demo())
    chart, mark = stage.live.panels["spend"].chart, stage.live.panels["spend"].marks["online"]
    assert chart.axes[2].tickValues(0.0, 100.0, 200.0) != []
    assert mark.text() == "━ 在线"
    curves = demo().curves
    assert curves is not None
    none = replace(curves, online_at=np.empty(0, np.int64), online=np.empty(0))
    stage.show(demo(curves=none, now=demo().now + 60_000))
    assert chart.axes[2].tickValues(0.0, 100.0, 200.0) == []
    assert chart.axes[1].tickValues(0.0, 100.0, 200.0) != []
    assert mark.text() == "━ 在线 · 还没有直播间数据"
    stage.language.use("en")
    assert mark.text().endswith("· no room data yet")


def test_an_axis_of_noughts_has_one_mark(stage: Stage) -> None:
    stage.show(demo())
    curves = demo().curves
    assert curves is not None
    noughts = replace(curves, online=np.zeros(len(curves.online)))
    stage.show(demo(curves=noughts, now=demo().now + 60_000))
    ticks = stage.live.panels["spend"].chart.axes[2].tickValues(0.0, 100.0, 200.0)
    assert ticks == [(1.0, [0.0])]


@pytest.mark.parametrize(("lang", "words"), [("zh", "253% 目标"), ("en", "253% of goal")])
def test_the_share_of_the_target_is_read_whole(qtbot: Any, lang: str, words: str) -> None:
    theme, language = dressed(lang)  # in the type that is shipped
    model = RundownModel(language)
    delegate = RundownDelegate(theme, language, model)
    assert delegate.share(2.53, 70) == words
    assert delegate.share(2.53, 40) == "253%", "the bare figure, never a cut word"
    row = replace(demo().rows[4], gmv=253, target_gmv=100)
    assert "253%" in model.sentence(row)
