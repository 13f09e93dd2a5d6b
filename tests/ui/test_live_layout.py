"""The panels of Live are sized by keyboard, by menu and by hand, and stay as they were left."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from controlroom.ui.keymap import PANEL_KEYS, RESERVED
from tests.ui.demo_readout import demo
from tests.ui.stage import Stage

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "wider": Qt.Key.Key_Right,
    "narrower": Qt.Key.Key_Left,
    "taller": Qt.Key.Key_Down,
    "lower": Qt.Key.Key_Up,
}


@pytest.fixture
def laid(stage: Stage) -> Stage:
    """On air at 1680×1000, its heights shared out."""
    stage.window.resize(1680, 1000)
    stage.show(demo())
    stage.rest()
    return stage


def sizes(stage: Stage, name: str) -> tuple[int, int]:
    dock = stage.live.docks.docks[name]
    return dock.width(), dock.height()


def press(stage: Stage, way: str) -> None:
    QTest.keyClick(stage.live.rundown.list, KEYS[way], HELD)


def test_the_panel_with_the_focus_is_sized_by_keys(laid: Stage) -> None:
    laid.live.rundown.list.setFocus()
    wide, tall = sizes(laid, "rundown")
    press(laid, "wider")
    laid.until(lambda: sizes(laid, "rundown")[0] == wide + 32)
    press(laid, "narrower")
    laid.until(lambda: sizes(laid, "rundown")[0] == wide)
    press(laid, "lower")
    laid.until(lambda: sizes(laid, "rundown")[1] < tall)
    press(laid, "taller")
    laid.until(lambda: sizes(laid, "rundown")[1] == tall)
    assert laid.desk.intents == [], "and nothing happened to the show"


def test_what_was_sized_stays_when_the_window_changes_and_after_a_restart(laid: Stage) -> None:
    docks = laid.live.docks
    laid.live.rundown.list.setFocus()
    for _ in range(3):
        press(laid, "wider")
    wide = sizes(laid, "rundown")[0]
    laid.window.resize(1690, 1010)
    laid.rest()
    assert abs(sizes(laid, "rundown")[0] - wide) <= 10
    kept = docks.saved()
    laid.live.reset_layout()
    laid.until(lambda: sizes(laid, "rundown")[0] < wide - 60)
    assert docks.restore(kept)
    laid.until(lambda: abs(sizes(laid, "rundown")[0] - wide) <= 10)


def test_the_menu_sizes_any_panel_and_says_the_keys_of_the_one_in_hand(laid: Stage) -> None:
    laid.live.rundown.list.setFocus()
    menu = QMenu(laid.live)
    laid.live.sizes.fill(menu)
    entries = [entry for entry in menu.actions() if entry.menu() is None and entry.text()]
    assert [entry.text() for entry in entries] == [
        "「流程表」放宽", "「流程表」收窄", "「流程表」加高", "「流程表」压低",
    ]  # fmt: skip
    assert [entry.shortcut().toString() for entry in entries] == list(PANEL_KEYS.values())
    others = {entry.text(): entry.menu() for entry in menu.actions() if entry.menu() is not None}
    assert "流程表" not in others and "转化漏斗" not in others, "it is behind ROI"
    high = sizes(laid, "timeline")[1]
    taller = others["时间轴"].actions()[2]  # type: ignore[union-attr]
    assert taller.text() == "加高"
    taller.trigger()
    laid.until(lambda: abs(sizes(laid, "timeline")[1] - high - 32) <= 2)
    assert laid.live.docks.in_hand == "timeline", "the keys go on with it"
    press(laid, "lower")
    laid.until(lambda: abs(sizes(laid, "timeline")[1] - high) <= 4)


def test_in_a_field_the_keys_mark_words_and_no_action_can_take_them(laid: Stage) -> None:
    field = laid.live.message.field
    field.setFocus()
    field.setText("买一送一")
    wide = sizes(laid, "message")[0]
    QTest.keyClick(field, Qt.Key.Key_Left, HELD)
    assert field.selectedText() and sizes(laid, "message")[0] == wide
    assert set(PANEL_KEYS.values()) <= set(RESERVED)


def test_a_border_dragged_by_hand_stays_when_the_window_changes(laid: Stage) -> None:
    docks = laid.live.docks
    dock = docks.docks["rundown"]
    spot = QPoint(dock.geometry().right() + 3, dock.geometry().center().y())
    wide = dock.width()
    QTest.mousePress(docks, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(docks, spot + QPoint(50, 0))
    laid.until(lambda: dock.width() > wide + 30)
    QTest.mouseRelease(docks, Qt.MouseButton.LeftButton, pos=spot + QPoint(50, 0))
    laid.rest()
    dragged = dock.width()
    assert dragged > wide + 30
    laid.window.resize(1690, 1010)
    laid.rest()
    assert abs(dock.width() - dragged) <= 10


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_key_sheet_fits_a_small_screen(qtbot: Any, lang: str) -> None:
    stage = Stage(qtbot, lang).open()
    stage.window.resize(1366, 768)
    stage.live.operator.do("keys")
    sheet = stage.live._sheet
    assert sheet is not None and sheet.isVisible()
    assert sheet.height() <= 740 and sheet.width() <= 1366
    sheet.hide()


def test_in_a_low_window_a_layout_of_ones_own_leaves_out_what_can_wait_too(laid: Stage) -> None:
    laid.live.sizes.change("wider", "rundown")
    assert laid.live.now.coming.isVisible()
    laid.window.resize(1366, 768)
    laid.until(lambda: laid.live.now.coming.isHidden())
