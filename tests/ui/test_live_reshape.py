"""The cut plan and live edits from the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from controlroom.core.money import Minor
from controlroom.core.time import MINUTE, Instant, Span
from controlroom.desk.intents import (
    AdvanceAlone,
    CutRows,
    InsertRow,
    Intent,
    MoveRow,
    PlaceRow,
    SizeRow,
    SkipRow,
)
from controlroom.live.events import RowCut
from controlroom.live.readout import CutOffer, CutView, MissedStart, Readout
from controlroom.plan.sheet import Plate
from controlroom.ui.dialogs.cuts import CutDialog
from controlroom.ui.dialogs.insert_row import InsertDialog
from tests.ui.demo_readout import demo
from tests.ui.stage import Stage

ROWS = demo().rows
LATER = next(row for row in ROWS if row.state == "later")
ALT = Qt.KeyboardModifier.AltModifier


def cut(number: int, saves: int, left: int | None, value: int | None) -> CutView:
    row = ROWS[number - 1]
    return CutView(
        id=row.id,
        number=number,
        title=row.title,
        saves=Span(saves * MINUTE),
        left=None if left is None else Span(left * MINUTE),
        value=None if value is None else Minor(value),
        measured=number == 9,
    )


OFFER = CutOffer(
    late=Span(12 * MINUTE - 30_000),
    missed=(),
    cuts=(cut(9, 6, None, 180_000), cut(10, 2, None, 5_000), cut(11, 4, 6, None)),
    saves=Span(12 * MINUTE),
    value=Minor(185_000),
    unknown=1,
)


def late() -> Readout:
    return replace(demo(), offer=OFFER)


def dialog(stage: Stage) -> CutDialog:
    return next(d for d in stage.live.findChildren(CutDialog) if d.isVisible())


def choose(stage: Stage, row: int) -> None:
    stage.live.rundown.list.setCurrentIndex(stage.live.rundown.model.index(row))


def test_in_time_the_planner_is_silent(stage: Stage) -> None:
    stage.show(demo())
    assert stage.live.rundown.offer_bar.isHidden()
    QTest.keyClick(stage.live, Qt.Key.Key_C)
    assert stage.live.findChildren(CutDialog) == []
    assert "不需要砍" in stage.live.toast.text.text()


def test_late_it_offers_quietly_and_says_what(stage: Stage) -> None:
    stage.show(late())
    assert stage.live.rundown.offer_bar.isVisible()
    assert stage.live.rundown.offer.text() == "预计晚 12 分钟：跳过 9、10，11 缩到 6 分钟"
    stage.language.use("en")
    assert stage.live.rundown.offer.text() == "About 12 min late: skip 9, 10, 11 down to 6 min"


def test_a_missed_hard_start_is_named(stage: Stage) -> None:
    missed = MissedStart(title="整点秒杀", at=Instant(0), late=Span(3 * MINUTE))
    stage.show(replace(demo(), offer=replace(OFFER, late=Span(0), missed=(missed,))))
    assert stage.live.rundown.offer.text().startswith("「整点秒杀」整点要晚 3 分钟：")


def test_the_preview_applies_everything_as_one_intent(stage: Stage) -> None:
    stage.show(late())
    stage.live.rundown.preview.click()
    shown = dialog(stage)
    assert not shown.isModal()
    said = [w.text() for w in shown.findChildren(type(stage.live.rundown.offer))]
    assert any("¥1,800" in text and "实测" in text for text in said)
    assert any("没有目标" in text for text in said)
    assert any("12:00" in text and "¥1,850" in text for text in said)
    assert stage.desk.intents == []
    shown.apply.click()
    assert stage.desk.intents == [
        CutRows(
            (
                RowCut(row=ROWS[8].id),
                RowCut(row=ROWS[9].id),
                RowCut(row=ROWS[10].id, length=Span(6 * MINUTE)),
            )
        )
    ]


def test_the_preview_can_be_left_without_a_trace(stage: Stage) -> None:
    stage.show(late())
    QTest.keyClick(stage.live, Qt.Key.Key_C)
    dialog(stage).leave.click()
    assert stage.desk.intents == []


def test_a_turns_auto_advance_on_and_off(stage: Stage) -> None:
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_A)
    stage.show(replace(demo(), auto=True))
    assert stage.live.rundown.auto.text() == "自动切段：开"
    stage.live.rundown.auto.click()
    assert stage.desk.intents == [AdvanceAlone(True), AdvanceAlone(False)]


@pytest.mark.parametrize(
    ("key", "held", "intent"),
    [
        (Qt.Key.Key_Up, ALT, MoveRow(LATER.id, -1)),
        (Qt.Key.Key_Down, ALT, MoveRow(LATER.id, 1)),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, SizeRow(LATER.id, Span(MINUTE))),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier, SizeRow(LATER.id, Span(-MINUTE))),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, SkipRow(Plate.SCRIPT, LATER.id)),
    ],
)
def test_keys_on_a_row(
    stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier, intent: Intent
) -> None:
    stage.show(demo())
    choose(stage, ROWS.index(LATER))
    QTest.keyClick(stage.live.rundown.list, key, held)
    assert stage.desk.intents == [intent]


def test_a_row_behind_is_not_moved(stage: Stage) -> None:
    stage.show(demo())
    choose(stage, 0)
    QTest.keyClick(stage.live.rundown.list, Qt.Key.Key_Up, ALT)
    assert stage.desk.intents == []


def test_the_menu_offers_what_fits_the_row(stage: Stage) -> None:
    stage.show(demo())
    hand, shown = stage.live.rundown.hand, demo()
    current = shown.current
    assert current is not None
    texts = {a.text(): a for a in hand.menu(LATER, shown, stage.live).actions()}
    texts["移到下一段"].trigger()
    texts["返场：接在当前段之后"].trigger()
    assert stage.desk.intents == [
        PlaceRow(LATER.id, current.id),
        InsertRow(current.id, like=LATER.id),
    ]
    past = [a.text() for a in hand.menu(ROWS[0], shown, stage.live).actions()]
    assert "返场：接在当前段之后" in past
    assert "上移" not in past


def test_i_asks_for_a_segment_behind_the_running_one(stage: Stage) -> None:
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_I)
    asked = stage.live.findChild(InsertDialog)
    assert asked is not None
    asked.name.setText("补讲")
    asked.length.setValue(7)
    asked.ok.click()
    current = demo().current
    assert current is not None
    assert stage.desk.intents == [InsertRow(current.id, "补讲", Span(7 * MINUTE))]


def test_the_planner_stands_once_with_what_holds_now(stage: Stage) -> None:
    stage.show(late())
    QTest.keyClick(stage.live, Qt.Key.Key_C)
    first = dialog(stage)
    stage.show(replace(late(), offer=replace(OFFER, cuts=OFFER.cuts[:1])))
    stage.live.asking.cuts()
    shown = [d for d in stage.live.findChildren(CutDialog) if d.isVisible()]
    assert len(shown) == 1
    assert shown[0] is not first
    assert len(shown[0].offer.cuts) == 1


def test_one_window_asks_what_to_insert(stage: Stage) -> None:
    stage.show(demo())
    for row in demo().rows[3:5]:
        stage.live.asking.insert(row)
    shown = [d for d in stage.live.findChildren(InsertDialog) if d.isVisible()]
    assert len(shown) == 1
