"""What Live shows: whole, missing, stale; in both languages; with names for everyone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId
from controlroom.core.message import message
from controlroom.core.money import Minor
from controlroom.core.saying import slots
from controlroom.core.time import Instant
from controlroom.desk.intents import StartAtPlan
from controlroom.live.readout import Phase, Readout
from controlroom.ui.chart_menu import fill_chart_menu, heading, saved
from controlroom.ui.i18n import Language
from controlroom.ui.panels.live_charts import NO_CURVES, bands_of
from controlroom.ui.panels.live_cuelist import CueModel
from controlroom.ui.panels.live_funnel import FunnelPanel
from controlroom.ui.panels.live_products import ProductsPanel
from controlroom.ui.panels.live_rundown import RundownModel
from tests.ui.demo_readout import NOW, demo
from tests.ui.stage import Stage, books

HAN = re.compile(r"[\u4e00-\u9fff]")


def texts(root: QWidget) -> list[str]:
    """Every text on the screen under `root`."""
    found = [w.text() for w in root.findChildren(QLabel) if w.isVisibleTo(root)]
    found += [w.text() for w in root.findChildren(QAbstractButton) if w.isVisibleTo(root)]
    found += [w.placeholderText() for w in root.findChildren(QLineEdit)]
    return [text for text in found if text]


def test_headline_reads_as_in_the_picture(stage: Stage) -> None:
    stage.show(demo())
    strip = stage.live.strip.figures
    assert strip["air"].value.text() == "01:23:45"
    assert strip["drift"].value.text() == "+02:10"
    assert (strip["gmv"].value.text(), strip["gmv"].second.text()) == ("¥1,284,306", "64.2%")
    assert (strip["roi"].value.text(), strip["roi"].second.text()) == ("3.42", "2.31")
    assert strip["roi"].caption.text() == "ROI 全站 / 15 分钟"
    assert strip["spend"].context.text() == "计划 ¥92,000 · 总 ¥150,000"
    assert strip["online"].context.text() == "进入 286/分 · 停留 02:41"
    now = stage.live.now
    assert (now.left.text(), now.title.text()) == ("08:15", "6号链接 · 羽绒服轻暖款")
    assert now.stock.text() == "库存 412 / 1,500"


def test_missing_is_a_dash_never_a_zero(stage: Stage) -> None:
    stage.show(demo())
    stage.show(Readout(now=Instant(NOW + 5_000)))
    for key, figure in stage.live.strip.figures.items():
        assert figure.value.text() == "—", key
    shown = " ".join(texts(stage.live.strip))
    assert not re.search(r"(?<![\d:])0(?![\d:])", shown), shown
    for panel in stage.live.charts:
        assert not panel.chart.isVisible() and panel.empty.isVisible()


def test_stale_figure_turns_grey_and_says_its_age(stage: Stage) -> None:
    old = [
        replace(f, stale=True, observed_at=Instant(NOW - 75_000)) if f.key == "online" else f
        for f in demo().figures
    ]
    stage.show(demo(figures=tuple(old)))
    online = stage.live.strip.figures["online"]
    assert online.value.property("tone") == "stale"
    assert online.context.text() == "01:15 前的数"


def test_the_forecast_says_its_range_and_what_it_leans_on(stage: Stage) -> None:
    stage.show(demo())
    figure = stage.live.strip.figures["pace"]
    assert figure.value.text() == "¥213万"
    assert figure.context.text() == "80% ¥194万–¥231万"
    tip = figure.toolTip()
    assert all(word in tip for word in ("4 场", "转化", "羽绒服轻暖款", "20:35"))
    wide, narrow = bands_of(demo(), demo().curves or NO_CURVES)
    assert wide.high[-1] == 231_000_000.0
    assert narrow.middle is not None and narrow.middle[-1] == 213_000_000.0
    assert wide.low[0] == wide.high[0]  # it begins at what is sold
    stage.show(demo(pace=None))
    assert figure.value.text() == "—"
    assert bands_of(demo(pace=None), demo().curves or NO_CURVES) == []


def test_overrun_is_said(stage: Stage) -> None:
    late = demo().current
    assert late is not None
    stage.show(demo(current=replace(late, remaining=-61_000)))
    assert stage.live.now.left.text() == "−01:01"
    assert stage.live.now.of.text().startswith("超时")


def test_cue_card_is_loud_then_quiet(stage: Stage) -> None:
    stage.show(demo())
    card = stage.live.cue
    assert card.property("card") == "cue" and card.buttons["done"].isVisible()
    assert "2.31" in card.text.text() and card.age.text() == "00:42 前"
    stage.show(demo(cues=demo().cues[1:]))
    assert card.property("card") == "" and not card.buttons["done"].isVisible()
    assert card.quiet.isVisible() and not card.loud.isVisible()
    assert "06:15" in card.coming.text()


def test_rehearsal_and_simulated_are_marked_everywhere(stage: Stage) -> None:
    stage.show(demo(rehearsal=True, simulated=True))
    assert stage.live.notice.isVisible() and stage.window.rehearsal.isVisible()
    assert "排练" in stage.live.notice.text() and "模拟" in stage.live.notice.text()
    stage.show(demo())
    assert not stage.live.notice.isVisible() and not stage.window.rehearsal.isVisible()


def test_trouble_stands_in_the_top_bar(stage: Stage) -> None:
    stage.show(demo(trouble=(message("ui.feeds.none"),)))
    assert stage.window.trouble.isVisible()
    assert "还没有数据进来" in stage.window.trouble.text()


def test_switching_the_language_says_everything_again(stage: Stage) -> None:
    foreign = replace(demo().current, title="Down jacket", product_title="Down jacket", kind="",
                      points=())  # fmt: skip
    plain = demo(title="Winter", current=foreign, rows=(), next=None, blocks=(), message=None,
                 cues=demo().cues[:1])  # fmt: skip
    stage.show(plain)
    assert any(HAN.search(text) for text in texts(stage.window))
    stage.language.use("en")
    left = [text for text in texts(stage.window) if HAN.search(text) and text != "中文"]
    assert left == []
    assert stage.live.strip.figures["drift"].caption.text() == "Drift"


@pytest.mark.parametrize("phase", list(Phase))
def test_nothing_is_left_unsaid(stage: Stage, phase: Phase) -> None:
    for lang in ("zh", "en"):
        stage.language.use(lang)
        stage.show(demo(phase=phase, current=None if phase is Phase.ARMED else demo().current))
        unsaid = [t for t in texts(stage.window) if re.search(r"\[\w+\.[\w.]+\]", t)]
        assert unsaid == []


def test_every_control_has_a_name(stage: Stage) -> None:
    stage.show(demo())
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView)
    for control in [w for kind in kinds for w in stage.window.findChildren(kind)]:
        if control.isVisible():
            name = control.accessibleName() or (
                control.text() if isinstance(control, QAbstractButton) else ""
            )
            assert name, (control, control.objectName())
    for panel in stage.live.panels.values():
        assert panel.accessibleName()


def test_both_books_have_the_same_keys_and_slots() -> None:
    said = books()
    ours = {lang: {k for k in book if k.startswith("ui.")} for lang, book in said.items()}
    assert ours["zh"] == ours["en"]
    for key in ours["zh"]:
        assert slots(said["zh"][key]) == slots(said["en"][key]), key


def test_layout_is_saved_and_reset(stage: Stage) -> None:
    stage.live.docks.docks["roi"].hide()
    stage.window.close()
    kept = str(stage.settings.kept["ui.live_layout"])
    stage.live.reset_layout()
    assert not stage.live.docks.docks["roi"].isHidden()
    assert stage.live.docks.restore(kept)
    assert stage.live.docks.docks["roi"].isHidden()
    assert not stage.live.docks.restore("no layout of ours")


def test_another_look_moves_no_border(stage: Stage) -> None:
    docks = stage.live.docks.docks
    shown = [docks[name] for name in ("cue", "cues", "gmv", "rundown", "timeline")]
    stage.rest()  # the heights are shared out again once the panels have asked for theirs
    before = [dock.size() for dock in shown]
    for look in ("light", "dark", "light", "dark"):
        stage.theme.use(look)
        stage.rest()
    assert [dock.size() for dock in shown] == before


def test_rundown_model(qtmodeltester, qtbot) -> None:  # type: ignore[no-untyped-def]
    model = RundownModel(Language(books()))
    model.put(demo().rows)
    qtmodeltester.check(model)
    changes: list[int] = []
    model.dataChanged.connect(lambda first, last: changes.append(first.row()))
    rows = list(demo().rows)
    rows[4] = replace(rows[4], gmv=1)
    with qtbot.assertNotEmitted(model.modelReset):
        model.put(tuple(rows))
    assert changes == [4]
    assert model.place_of("now") == 5
    kept = QPersistentModelIndex(model.index(9))
    rows[8], rows[9] = rows[9], rows[8]
    with qtbot.assertNotEmitted(model.modelReset):
        model.put(tuple(rows))
    assert (kept.row(), kept.data()) == (8, rows[8].title)
    with qtbot.assertNotEmitted(model.modelReset):
        model.put(tuple(rows[:3]))
    assert model.rowCount() == 3 and model.index(0).data() == rows[0].title


def test_cue_model(qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    model = CueModel(Language(books()))
    model.put(demo().cues, NOW)
    qtmodeltester.check(model)
    assert model.left(demo().cues[0]) == "晚 00:42"
    assert model.left(demo().cues[1]) == "06:15"
    assert model.left(demo().answered[0]) == "完成 00:09"
    changes: list[int] = []
    model.dataChanged.connect(lambda first, last: changes.append(last.row()))
    model.put(demo().cues, Instant(NOW + 100))
    assert changes == []
    model.put(demo().cues, Instant(NOW + 1_000))
    assert changes == [len(demo().cues) - 1]


def test_double_click_starts_a_row_within_the_guard(stage: Stage) -> None:
    stage.show(demo())
    panel = stage.live.rundown
    panel.list.doubleClicked.emit(panel.model.index(7))
    panel.list.doubleClicked.emit(panel.model.index(8))
    assert [i.row for i in stage.desk.intents] == [RowId("r7")]  # type: ignore[attr-defined]


def test_a_run_being_opened_is_not_called_no_show(stage: Stage) -> None:
    stage.show(Readout(phase=Phase.OPENING, resuming=True))
    now = stage.live.now
    assert now.headline.text() == "正在接续场次…"
    assert not any(button.isVisible() for button in now.starts.values())
    assert not stage.live.message.field.isEnabled() and not stage.live.undo.isEnabled()
    stage.show(Readout(phase=Phase.OPENING))
    assert now.headline.text() == "正在打开场次…"


def test_why_a_run_was_refused_stays_until_it_is_tried_again(stage: Stage) -> None:
    stage.selection.choose("ses-1", "周五晚场")  # type: ignore[arg-type]
    stage.desk.refusal = WorldError("desk.no_scratch")
    now = stage.live.now
    now.starts["air"].click()
    why = stage.language.say(stage.desk.refusal.message)
    stage.until(lambda: now.advice.text() == why)
    stage.show(Readout())
    assert now.advice.text() == why
    stage.desk.refusal = None
    now.starts["air"].click()
    stage.show(Readout())
    assert now.advice.text() != why


def test_a_click_in_the_legend_hides_and_shows_a_series(stage: Stage) -> None:
    stage.show(demo())
    panel = stage.live.charts[1]
    mark = panel.marks["roi_15"]
    assert mark.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert not panel.chart.series["roi_15"].shown
    stage.show(demo())
    assert not panel.chart.series["roi_15"].item.isVisible()
    mark.setFocus()
    QTest.keyClick(mark, Qt.Key.Key_Space)
    assert panel.chart.series["roi_15"].shown
    assert stage.desk.intents == []  # Space was the button's, not GO


def test_the_forecast_can_be_hidden_and_stays_so(stage: Stage) -> None:
    stage.show(demo())
    panel = stage.live.charts[0]
    assert panel.chart.bands
    panel.marks["forecast"].click()
    stage.show(demo())
    assert panel.chart.bands == ()


def test_ranges_are_followed_by_all_charts_until_one_is_moved(stage: Stage) -> None:
    stage.show(demo())
    live = stage.live
    QTest.mouseClick(live.ranges.buttons["15"], Qt.MouseButton.LeftButton)
    spans = [chart.chart.getViewBox().viewRange()[0] for chart in live.charts]
    assert all(most - least == pytest.approx(900 * 13 / 12) for least, most in spans)
    assert [name for name, b in live.ranges.buttons.items() if b.isChecked()] == ["15"]
    live.charts[2].chart.getViewBox().sigRangeChangedManually.emit([True, False])
    assert live.follow.isVisible()
    assert not any(button.isChecked() for button in live.ranges.buttons.values())
    QTest.keyClick(live, Qt.Key.Key_F)  # one key back: to what was followed before
    assert all(panel.chart.following for panel in live.charts)
    assert live.ranges.buttons["15"].isChecked() and not live.follow.isVisible()
    QTest.mouseClick(live.ranges.buttons["all"], Qt.MouseButton.LeftButton)
    least, most = live.charts[0].chart.getViewBox().viewRange()[0]
    assert most - least > 3 * 3600


def test_a_saved_chart_says_what_it_shows_and_on_which_basis(stage: Stage, tmp_path: Path) -> None:
    """It is looked at elsewhere, without the panel around it."""
    stage.show(demo(simulated=True))
    panel = next(one for one in stage.live.charts if one.name == "roi")
    assert saved(panel, str(tmp_path / "roi.csv"), stage.language).startswith("已保存")
    head = (tmp_path / "roi.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert head[1:] and all(name.startswith("ROI（全站口径） · ") for name in head[1:])
    over = heading(panel)
    assert over.title == "ROI（全站口径）"
    assert [name for name, _ in over.names][:2] == ["━ 累计", "━ 15 分钟"]
    assert over.of.endswith("20:23 · 模拟数据")
    assert saved(panel, str(tmp_path / "roi.png"), stage.language).startswith("已保存")
    picture = QImage(str(tmp_path / "roi.png"))
    assert picture.height() == 2 * (panel.chart.height() + over.high)
    panel.marks["roi_15"].setChecked(False)
    assert "━ 15 分钟" not in [name for name, _ in heading(panel).names]


def test_a_chart_is_saved_from_its_menu(stage: Stage, tmp_path: Path) -> None:
    stage.show(demo())
    panel = stage.live.charts[0]
    path = tmp_path / "gmv.csv"
    assert saved(panel, str(path), stage.language) == f"已保存：{path}"
    head = path.read_text("utf-8-sig").splitlines()[0]
    assert head.startswith("时间,") and head.count("(CNY)") == 3 + 5
    assert head.endswith("预测 50% 上限 (CNY),GMV 累计与每分钟 · 预测收官 (CNY)")
    panel.marks["forecast"].setChecked(False)
    saved(panel, str(path), stage.language)
    assert "预测" not in path.read_text("utf-8-sig").splitlines()[0]
    told = saved(panel, str(tmp_path / "no" / "x.csv"), stage.language)
    assert told.startswith("没能保存到")
    menu = QMenu()
    fill_chart_menu(menu, panel, lambda text: None)
    assert [action.text() for action in menu.actions()] == [
        "保存为图片 PNG…",
        "保存为矢量图 SVG…",
        "保存数据 CSV…",
    ]


def test_armed_it_can_be_left_to_begin_by_itself_and_taken_back(stage: Stage) -> None:
    armed = demo(phase=Phase.ARMED, current=None, on_air_at=None)
    stage.show(armed)
    stage.live.now.starts["at_plan"].click()
    stage.show(replace(armed, starts_alone=NOW))
    assert "20:23:45" in stage.live.now.advice.text()
    assert stage.live.now.starts["at_plan"].text() == "取消自动开播"
    stage.live.now.starts["at_plan"].click()
    assert stage.desk.intents == [StartAtPlan(True), StartAtPlan(False)]


def test_a_rehearsal_is_always_begun_by_hand(stage: Stage) -> None:
    stage.show(demo(phase=Phase.ARMED, current=None, rehearsal=True))
    assert not stage.live.now.starts["at_plan"].isVisible()


def test_the_funnel_says_counts_and_rates_of_the_show_and_the_last_quarter(stage: Stage) -> None:
    stage.show(demo())
    panel = stage.live.panels["funnel"]
    assert isinstance(panel, FunnelPanel)
    assert panel.counts["exposures", "funnel"].text() == "512,400"
    assert panel.rates["views", "funnel"].text() == "16.4%"
    assert panel.rates["orders", "recent"].text() == "25.6%"
    assert panel.counts["product_exposures", "recent"].text() == "—"  # not known is no nought
    assert panel.rates["product_clicks", "recent"].text() == "—"
    assert "20:22:31" in panel.until.text()
    stage.show(demo(detail=None))
    assert panel.counts["orders", "funnel"].text() == "—" and not panel.empty.isHidden()


def test_products_are_sorted_by_any_column_and_stay_so(stage: Stage) -> None:
    stage.show(demo())
    panel = stage.live.panels["products"]
    assert isinstance(panel, ProductsPanel)
    gmv = [column.key for column in panel.table.columns].index("ui.products.gmv")
    panel.view.sortByColumn(gmv, Qt.SortOrder.DescendingOrder)

    def first(column: int) -> str:
        return str(panel.sorted.index(0, column).data())

    assert first(1) == "羽绒服轻暖款" and first(gmv) == "¥472,500"
    known = demo().detail
    assert known is not None
    better = replace(known.products[0], gmv=Minor(99_000_000))
    stage.show(demo(detail=replace(known, products=(better, *known.products[1:]))))
    assert first(1) == "袜子 3 双装"
    never = [panel.sorted.index(row, 2).data() for row in range(panel.sorted.rowCount())]
    assert never[-1] == "—"  # nothing was said of it: no time on air, and not 00:00


def test_funnel_and_products_stand_behind_the_charts_and_in_the_layout_menu(stage: Stage) -> None:
    stage.show(demo())
    docks = stage.live.docks
    behind = {d.objectName() for d in docks.tabifiedDockWidgets(docks.docks["roi"])}
    assert behind == {"dock_funnel"}
    assert docks.docks["funnel"].windowTitle() == "转化漏斗"
    assert docks.docks["funnel"].toggleViewAction().isEnabled()
    assert docks.docks["products"].isVisible() or docks.tabifiedDockWidgets(docks.docks["spend"])
