"""Fast entry: one row by keys or by paste, with a guard against slips."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from controlroom.core.time import MINUTE, Instant
from controlroom.desk.intents import TypeIn
from controlroom.live.readout import Phase
from controlroom.live.typing_in import Typed
from controlroom.ui.dialogs.entry import EntryDialog
from tests.ui.demo_readout import NOW, demo
from tests.ui.stage import Stage

LAST = Typed(
    of=Instant(NOW - 5 * MINUTE), values=(("gmv", 12_300_000), ("orders", 480), ("spend", 900_000))
)


def opened(stage: Stage, *rows: Typed) -> EntryDialog:
    stage.show(replace(demo(), typed=rows))
    QTest.keyClick(stage.live, Qt.Key.Key_E)
    found = stage.live.findChild(EntryDialog)
    assert found is not None
    assert not found.isModal()
    return found


def test_a_row_by_keys_alone(stage: Stage) -> None:
    entry = opened(stage)
    cells = list(entry.cells.values())
    cells[0].setFocus()
    for cell, text in zip(cells[:4], ("135,000", "512", "3,402", "80000"), strict=True):
        QTest.keyClicks(cell, text)
        if cell is not cells[3]:
            QTest.keyClick(cell, Qt.Key.Key_Tab)
    QTest.keyClick(cells[3], Qt.Key.Key_Return)
    values = (("gmv", 13_500_000), ("orders", 512), ("online", 3402), ("views", 80_000))
    assert stage.desk.intents == [TypeIn(values)]


def test_a_copied_row_is_pasted_whole(stage: Stage) -> None:
    entry = opened(stage)
    QApplication.clipboard().setText("¥135,000.50\t512\t3402\t80000\t1\t2\t3\t4\t5\t99")
    QTest.keyClick(entry.cells["gmv"], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    entry.ok.click()
    assert len(stage.desk.intents) == 1
    told = dict(stage.desk.intents[0].values)
    assert (told["gmv"], told["new_fans"], told["spend"]) == (13_500_050, 5, 9_900)


def test_a_slip_is_asked_about_and_kept_on_the_second_enter(stage: Stage) -> None:
    entry = opened(stage, LAST)
    entry.cells["gmv"].setText("12300")
    entry.cells["orders"].setText("4800")
    entry.enter()
    assert stage.desk.intents == []
    assert "还少" in entry.said.text()
    assert "5 倍" in entry.said.text()
    entry.cells["orders"].setText("485")
    entry.enter()  # another doubt than before: asked again
    assert stage.desk.intents == []
    entry.enter()
    assert stage.desk.intents == [TypeIn((("gmv", 1_230_000), ("orders", 485)))]


def test_the_last_row_is_corrected_at_its_own_time(stage: Stage) -> None:
    entry = opened(stage, LAST)
    QTest.keyClick(entry.cells["gmv"], Qt.Key.Key_Up)
    assert entry.cells["orders"].text() == "480"
    entry.cells["orders"].setText("48")
    entry.enter()
    assert stage.desk.intents == [
        TypeIn((("gmv", 12_300_000), ("orders", 48), ("spend", 900_000)), LAST.of)
    ]


def test_a_field_emptied_in_a_correction_takes_its_figure_back(stage: Stage) -> None:
    entry = opened(stage, LAST)
    QTest.keyClick(entry.cells["gmv"], Qt.Key.Key_Up)
    entry.cells["orders"].clear()
    entry.enter()
    assert stage.desk.intents == [
        TypeIn((("gmv", 12_300_000), ("spend", 900_000), ("orders", None)), LAST.of)
    ]


ROWS = tuple(
    Typed(of=Instant(NOW - back * MINUTE), values=(("gmv", gmv), ("orders", orders)))
    for back, gmv, orders in ((15, 10_000_000, 300), (10, 11_000_000, 390), (5, 12_300_000, 480))
)


def test_any_of_the_rows_typed_before_is_corrected_by_keys(stage: Stage) -> None:
    entry = opened(stage, *ROWS)
    gmv, orders = entry.cells["gmv"], entry.cells["orders"]
    gmv.setText("13万")  # a new row, begun and left for a moment
    assert entry.row.currentText() == "录新的一行（↑ 更正之前的行）"
    for _ in range(5):  # no further than the oldest
        QTest.keyClick(gmv, Qt.Key.Key_Up)
    assert (gmv.text(), orders.text()) == ("¥100,000", "300")
    assert gmv.placeholderText() == "", "nothing was known before it"
    QTest.keyClick(gmv, Qt.Key.Key_Down)
    assert entry.row.currentText() == "更正 20:13:45 那一行"
    assert (orders.text(), orders.placeholderText()) == ("390", "300")
    orders.setText("399")
    QTest.keyClick(gmv, Qt.Key.Key_Down)
    QTest.keyClick(gmv, Qt.Key.Key_Down)
    assert (gmv.text(), orders.text(), entry.row.currentIndex()) == ("13万", "", 0)
    entry.row.setCurrentIndex(2)
    assert orders.text() == "399", "what was left unkept is still there"
    QTest.keyClick(orders, Qt.Key.Key_Return)
    assert stage.desk.intents == [TypeIn((("gmv", 11_000_000), ("orders", 399)), ROWS[1].of)]


def test_a_row_in_between_is_asked_about_when_a_later_one_says_less(stage: Stage) -> None:
    entry = opened(stage, *ROWS)
    entry.row.setCurrentIndex(2)
    entry.cells["orders"].setText("481")
    entry.enter()
    assert stage.desk.intents == []
    assert "累计订单 481 比后面一行的 480 还多" in entry.said.text()
    entry.row.setCurrentIndex(1)
    entry.row.setCurrentIndex(2)
    entry.enter()  # what was asked of another row since is asked anew
    assert stage.desk.intents == []
    entry.enter()
    assert stage.desk.intents == [TypeIn((("gmv", 11_000_000), ("orders", 481)), ROWS[1].of)]


def test_the_first_row_of_a_long_night_can_be_corrected(stage: Stage) -> None:
    rows = [Typed(of=Instant(NOW - n * MINUTE), values=(("online", n),)) for n in range(145, 0, -1)]
    entry = opened(stage, *rows)
    assert entry.row.count() == 1 + len(rows)
    entry.row.setCurrentIndex(len(rows))
    assert entry.cells["online"].text() == "145"
    entry.enter()
    assert stage.desk.intents == [TypeIn((("online", 145),), rows[0].of)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_said_squeezes_no_field(qtbot: Any, lang: str) -> None:
    stage = Stage(qtbot, lang).open()
    entry = opened(stage, *ROWS)
    entry.row.setCurrentIndex(2)
    for name in ("gmv", "orders"):
        entry.cells[name].setText("99999999")
    entry.enter()
    stage.until(lambda: entry.said.height() >= entry.said.heightForWidth(entry.said.width()))
    assert all(cell.height() >= cell.sizeHint().height() for cell in entry.cells.values())


def test_the_rows_are_named_in_the_language_in_force(stage: Stage) -> None:
    entry = opened(stage, *ROWS)
    stage.language.use("en")
    names = [entry.row.itemText(place) for place in range(entry.row.count())]
    assert names[0] == "A new row (↑ corrects an earlier one)"
    assert names[1:] == [f"Correct the row of 20:{minute}:45" for minute in (18, 13, "08")]
    assert entry.row.accessibleName() == "Which row"


def test_what_is_no_number_is_named_and_nothing_is_kept(stage: Stage) -> None:
    entry = opened(stage)
    entry.cells["views"].setText("八万多")
    entry.enter()
    assert "累计观看「八万多」" in entry.said.text()
    assert stage.desk.intents == []
    assert entry.isVisible()


def test_before_air_there_is_nothing_to_type(stage: Stage) -> None:
    stage.show(demo(phase=Phase.ARMED))
    QTest.keyClick(stage.live, Qt.Key.Key_E)
    assert stage.live.findChild(EntryDialog) is None
    assert stage.live.toast.text.text() == "开播后才能录入大屏数据"


@pytest.mark.qt_log_ignore("does not support raise")
def test_e_once_more_is_the_same_window(stage: Stage) -> None:
    entry = opened(stage)
    entry.cells["gmv"].setText("12300")
    stage.live.setFocus()
    QTest.keyClick(stage.live, Qt.Key.Key_E)
    assert [d for d in stage.live.findChildren(EntryDialog) if d.isVisible()] == [entry]
    assert entry.cells["gmv"].text() == "12300"


def test_a_sum_that_falls_is_said_not_to_count(stage: Stage) -> None:
    entry = opened(stage, LAST)
    entry.cells["gmv"].setText("12300")
    entry.enter()
    assert "改那一行" in entry.said.text()
    assert "不会算进去" in entry.said.text()
