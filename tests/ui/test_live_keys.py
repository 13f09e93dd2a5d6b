"""Real key presses post the right intents; letters are text while someone types."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from controlroom.core.ids import CueId, RowId, SessionId
from controlroom.core.saying import Speaker
from controlroom.core.time import Instant, Span
from controlroom.desk.consent import overruling
from controlroom.desk.intents import (
    AnswerCue,
    Back,
    Extend,
    Go,
    GoOnAir,
    Intent,
    Pause,
    RedoLast,
    Resume,
    Say,
    Seen,
    SnoozeCue,
    TakeNote,
    TickPoint,
    UndoLast,
)
from controlroom.desk.rehearsing import Rehearsal
from controlroom.live.events import Answer
from controlroom.live.readout import MessageView, Phase
from controlroom.plan import readiness
from controlroom.plan.naming import UNNAMED
from controlroom.plan.readiness import Finding
from controlroom.plan.sheet import RunSheet, Session
from controlroom.ports import SessionBrief
from controlroom.ui.actions import SNOOZE, TABLE
from controlroom.ui.dialogs.override import OverrideDialog
from controlroom.ui.dialogs.rehearse import RehearseDialog
from controlroom.ui.keyboard import Keys
from tests.ui.demo_readout import NOW, demo
from tests.ui.stage import Stage, books

CUE = demo().cues[0].id
WORDS = Speaker("zh", books()["zh"]).say(demo().cues[0].text)
GIFT = next(c.id for c in demo().cues if c.plate.value == "G" and c.kind == "start")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("key", "held", "intent"),
    [
        (Qt.Key.Key_Space, NONE, Go()),
        (Qt.Key.Key_Backspace, NONE, Back()),
        (Qt.Key.Key_BracketLeft, NONE, Extend(Span(-60_000))),
        (Qt.Key.Key_BracketRight, NONE, Extend(Span(60_000))),
        (Qt.Key.Key_P, NONE, Pause()),
        (Qt.Key.Key_Return, NONE, AnswerCue(CUE, Answer.DONE)),
        (Qt.Key.Key_Z, NONE, SnoozeCue(CUE, SNOOZE)),
        (Qt.Key.Key_X, NONE, AnswerCue(CUE, Answer.SKIPPED)),
        (Qt.Key.Key_S, NONE, AnswerCue(CUE, Answer.SENT, WORDS)),
        (Qt.Key.Key_W, NONE, AnswerCue(CUE, Answer.FALSE_ALARM)),
        (Qt.Key.Key_G, NONE, AnswerCue(GIFT, Answer.DONE)),
        (Qt.Key.Key_3, NONE, TickPoint(RowId("r5"), 2, True)),
        (Qt.Key.Key_1, NONE, TickPoint(RowId("r5"), 0, False)),
        (Qt.Key.Key_Z, CTRL, UndoLast()),
        (Qt.Key.Key_Z, CTRL | SHIFT, RedoLast()),
    ],
)
def test_key_posts_intent(
    stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier, intent: Intent
) -> None:
    stage.show(demo())
    QTest.keyClick(stage.live, key, held)
    assert stage.desk.intents == [intent]


def test_p_resumes_a_paused_show(stage: Stage) -> None:
    stage.show(demo(phase=Phase.PAUSED))
    QTest.keyClick(stage.live, Qt.Key.Key_P)
    assert stage.desk.intents == [Resume()]


def test_keys_do_nothing_without_a_show(stage: Stage) -> None:
    stage.show(demo(phase=Phase.ARMED, cues=(), current=None))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_P, Qt.Key.Key_Return):
        QTest.keyClick(stage.live, key)
    assert stage.desk.intents == []


def test_second_go_within_the_guard_is_dropped_and_shown(stage: Stage) -> None:
    stage.show(demo())
    go = stage.live.now.buttons["go"]
    QTest.keyClick(stage.live, Qt.Key.Key_Space)
    QTest.keyClick(stage.live, Qt.Key.Key_Space)
    assert stage.desk.intents == [Go()]
    assert not go.isEnabled() and go.text() == "已切换"
    stage.until(go.isEnabled)
    assert go.text() == "下一段"
    QTest.keyClick(stage.live, Qt.Key.Key_Space)
    assert stage.desk.intents == [Go(), Go()]


def test_letters_are_text_while_typing_and_enter_sends(stage: Stage) -> None:
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_M)
    field = stage.live.message.field
    assert field.hasFocus()
    QTest.keyClicks(field, "szx [p] g?")
    QTest.keyClick(field, Qt.Key.Key_Space)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "szx [p] g?"
    assert stage.desk.intents == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.desk.intents == [Say("szx [p] g?")]
    assert field.text() == "" and stage.live.hasFocus()


def test_nothing_a_field_leaves_over_is_an_action(stage: Stage) -> None:
    """What an empty field has no use for goes to what is around it."""
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_M)
    field = stage.live.message.field
    for key, held in (
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_Z, CTRL | SHIFT),
        (Qt.Key.Key_Y, CTRL),
        (Qt.Key.Key_Backspace, NONE),
        (Qt.Key.Key_Return, NONE),
    ):
        field.setFocus()
        QTest.keyClick(field, key, held)
        assert stage.desk.intents == [], key


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_in_focus_without_a_key_of_its_own_is_pressed(stage: Stage, key: Qt.Key) -> None:
    """It left Enter to what is around it, where Enter answers the top cue."""
    stage.show(demo())
    mark = stage.live.charts[0].marks["gmv"]
    for button in (mark, stage.live.message.presets["push"]):
        pressed: list[bool] = []
        button.clicked.connect(lambda *_, pressed=pressed: pressed.append(True))
        button.setFocus()
        QTest.keyClick(button, key)
        assert len(pressed) == 1
    assert not mark.isChecked()
    assert not [one for one in stage.desk.intents if isinstance(one, AnswerCue | Go)]


def test_note_is_kept_and_escape_gives_the_keys_back(stage: Stage) -> None:
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_N)
    note = stage.live.message.note
    note.insert("灯光偏暗")  # as an input method does
    QTest.keyClick(note, Qt.Key.Key_Return)
    QTest.keyClick(stage.live, Qt.Key.Key_N)
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert stage.desk.intents == [TakeNote("灯光偏暗")]
    assert stage.live.hasFocus()


def test_buttons_do_what_their_keys_do(stage: Stage) -> None:
    stage.show(demo())
    for button in (*stage.live.cue.buttons.values(), stage.live.now.buttons["plus"]):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.desk.intents == [
        AnswerCue(CUE, Answer.DONE),
        SnoozeCue(CUE, SNOOZE),
        AnswerCue(CUE, Answer.SKIPPED),
        AnswerCue(CUE, Answer.SENT, WORDS),
        AnswerCue(CUE, Answer.FALSE_ALARM),
        Extend(Span(60_000)),
    ]


def test_only_what_a_rule_said_can_be_a_false_alarm(stage: Stage) -> None:
    top = replace(demo().cues[0], rule="")
    stage.show(demo(cues=(top,)))
    assert stage.live.cue.buttons["done"].isVisible()
    assert not stage.live.cue.buttons["false_alarm"].isVisible()
    QTest.keyClick(stage.live, Qt.Key.Key_W)
    assert stage.desk.intents == []


def test_points_are_ticked_and_unticked(stage: Stage) -> None:
    stage.show(demo())
    for index in (0, 3):
        QTest.mouseClick(stage.live.now.points[index], Qt.MouseButton.LeftButton)
    row = RowId("r5")
    assert stage.desk.intents == [TickPoint(row, 0, False), TickPoint(row, 3, True)]


def test_preset_tells_stock_only_where_it_is_known(stage: Stage) -> None:
    stage.show(demo())
    QTest.mouseClick(stage.live.message.presets["stock"], Qt.MouseButton.LeftButton)
    stage.show(demo(current=None))
    QTest.mouseClick(stage.live.message.presets["stock"], Qt.MouseButton.LeftButton)
    assert stage.desk.intents == [Say("报库存：还剩 412 件"), Say("报一下库存")]


def test_go_on_air_needs_its_button(stage: Stage) -> None:
    stage.show(demo(phase=Phase.ARMED, current=None, on_air_at=None, cues=()))
    QTest.mouseClick(stage.live.now.starts["air"], Qt.MouseButton.LeftButton)
    assert stage.desk.intents == [GoOnAir()]


def errors() -> tuple[Finding, ...]:
    empty = RunSheet(session=Session(id=SessionId("s"), title="", planned_start=Instant(0)))
    return readiness.grave(readiness.check(empty, now=Instant(0)))


def asked(stage: Stage) -> OverrideDialog:
    """The question after the button was pressed."""
    stage.desk.errors = errors()
    stage.show(demo(phase=Phase.ARMED, current=None, on_air_at=None, cues=()))
    QTest.mouseClick(stage.live.now.starts["air"], Qt.MouseButton.LeftButton)
    return next(d for d in stage.live.findChildren(OverrideDialog) if d.isVisible())


def test_with_errors_the_button_asks_and_enter_does_not_go_on_air(stage: Stage) -> None:
    dialog = asked(stage)
    assert stage.desk.intents == []
    assert f"还有 {len(errors())} 个错误" in dialog.findChildren(QLabel)[0].text()
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert stage.desk.intents == []


def test_an_override_goes_on_air_with_name_reason_and_errors(stage: Stage) -> None:
    dialog = asked(stage)
    QTest.keyClicks(dialog.name, "Chen")
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason.lineEdit(), "late")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert stage.desk.intents == [GoOnAir(overruling(errors(), by="Chen", reason="late"))]
    assert stage.settings.get("ui.operator") == "Chen"


def test_mending_first_leads_to_the_plan(stage: Stage) -> None:
    wanted: list[str] = []
    dialog = asked(stage)
    stage.live.asked.connect(wanted.append)
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert wanted == ["plan"]
    assert stage.desk.intents == []


_BRIEF = SessionBrief(
    id=SessionId("ses-0"),
    title="上周五",
    planned_start=NOW,
    zone="Asia/Shanghai",
    currency="CNY",
    archived=False,
    simulated=False,
    aired=True,
    revision=1,
    streamer="",
)


def test_opening_and_rehearsing_the_selected_session(stage: Stage) -> None:
    stage.selection.choose("ses-1", "今晚")  # type: ignore[arg-type]
    QTest.mouseClick(stage.live.now.starts["air"], Qt.MouseButton.LeftButton)
    stage.desk.recorded = (_BRIEF,)
    QTest.mouseClick(stage.live.now.starts["rehearse"], Qt.MouseButton.LeftButton)
    dialog = stage.live.findChild(RehearseDialog)
    assert dialog.source.count() == 2 and "上周五" in dialog.source.itemText(1)
    dialog.source.setCurrentIndex(1)
    dialog.speed.setValue(500)
    dialog.go.click()
    assert stage.desk.opened == [("ses-1", False), ("ses-1", True)]
    assert stage.desk.how == Rehearsal(speed=120.0, recording=_BRIEF.id)


def test_a_rehearsal_not_wanted_opens_nothing(stage: Stage) -> None:
    stage.selection.choose("ses-1", "今晚")  # type: ignore[arg-type]
    stage.live.now.starts["rehearse"].click()
    stage.live.findChild(RehearseDialog).reject()
    assert stage.desk.opened == []


def test_f_follows_again_and_f11_asks_for_the_prompter(stage: Stage) -> None:
    stage.show(demo())
    chart = stage.live.charts[0].chart
    chart.getViewBox().sigRangeChangedManually.emit([True, False])
    assert not chart.following and stage.live.follow.isVisible()
    QTest.keyClick(stage.live, Qt.Key.Key_F)
    assert chart.following and not stage.live.follow.isVisible()
    with stage.qtbot.waitSignal(stage.window.asked) as asked:
        QTest.keyClick(stage.live, Qt.Key.Key_F11)
    assert asked.args == ["prompter"]


def test_keys_sleep_while_another_workspace_is_in_front(stage: Stage) -> None:
    stage.show(demo())
    QTest.keyClick(stage.window, Qt.Key.Key_1, CTRL)
    stage.until(lambda: not stage.live.isVisible())
    QTest.keyClick(stage.window, Qt.Key.Key_Space)
    assert stage.desk.intents == []


def test_every_key_is_used_once() -> None:
    keys = [key for action in TABLE for key in action.keys]
    assert len(keys) == len(set(keys))


def test_a_row_without_a_title_is_called_by_its_number(stage: Stage) -> None:
    shown = demo()
    assert shown.current is not None
    stand_in = f"{UNNAMED}7"
    bare = replace(shown.current, title=stand_in, product_title="", link=None)
    rows = tuple(replace(row, title=stand_in) for row in shown.rows)
    stage.show(replace(shown, current=bare, rows=rows))
    assert stage.live.now.title.text() == "未命名（第 7 行）"
    model = stage.live.rundown.list.model()
    assert model.index(0, 0).data() == "未命名（第 7 行）"


def test_g_starts_the_next_giveaway_once_and_says_what_it_was(stage: Stage) -> None:
    """Pressed twice it must not start the one after, an hour too early."""
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_G)
    rest = tuple(cue for cue in demo().cues if cue.id != GIFT)
    later = replace(next(c for c in demo().cues if c.id == GIFT), id=CueId("G:other:start"))
    stage.show(demo(cues=(*rest, later)))
    QTest.keyClick(stage.live, Qt.Key.Key_G)
    assert stage.desk.intents == [AnswerCue(GIFT, Answer.DONE)]
    assert "福袋" in stage.live.toast.text.text() and "Ctrl+Z" in stage.live.toast.text.text()
    stage.until(lambda: not stage.live.operator._guards["giveaway"].isActive())
    QTest.keyClick(stage.live, Qt.Key.Key_G)
    assert stage.desk.intents[1:] == [AnswerCue(CueId("G:other:start"), Answer.DONE)]


UNREAD = MessageView(text="逼单！", sent=NOW, seen=None)


def test_a_remote_at_the_operators_computer_says_seen_wherever_the_focus_is(stage: Stage) -> None:
    stage.show(demo(message=UNREAD))
    for widget in (stage.live, stage.live.message.field, stage.live.charts[0].chart):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_PageDown)
    assert stage.desk.intents == [Seen()] * 3


def test_keys_are_not_listened_for_by_looking_at_every_event_of_the_program(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """8,000 events come by while Live is opened; each cost a call of Python."""
    stage.show(demo())
    asked: list[QObject] = []
    monkeypatch.setattr(Keys, "eventFilter", lambda _, watched, event: bool(asked.append(watched)))
    bystander = stage.live.strip
    QCoreApplication.sendEvent(bystander, QEvent(QEvent.Type.ToolTip))
    assert bystander not in asked


def test_keys_follow_the_focus_and_rest_while_live_is_behind(stage: Stage) -> None:
    stage.show(demo())
    chart = stage.live.charts[0].chart
    for _ in range(2):
        chart.setFocus()
        QTest.keyClick(chart, Qt.Key.Key_Space)
        stage.live.hide()
        QTest.keyClick(stage.live.window(), Qt.Key.Key_Space)
        stage.live.show()
        stage.until(lambda: not stage.live.operator._guard.isActive())
    assert stage.desk.intents == [Go(), Go()]


def test_with_nothing_to_read_page_down_belongs_to_the_list(stage: Stage) -> None:
    stage.show(demo())
    rows = stage.live.rundown.list
    rows.setFocus()
    rows.setCurrentIndex(stage.live.rundown.model.index(0))
    QTest.keyClick(rows, Qt.Key.Key_PageDown)
    assert stage.desk.intents == [] and rows.currentIndex().row() > 0


def test_what_was_not_shown_yet_is_done_skipped_or_sent_but_not_snoozed(stage: Stage) -> None:
    stage.show(demo())
    panel = stage.live.cues
    for fired in (False, True):
        cue = next(c for c in demo().cues if (c.fired is not None) is fired)
        menu = QMenu()
        panel._answers(menu, cue)
        assert ("稍后" in [a.text() for a in menu.actions()]) is fired


def test_the_hover_of_a_preset_tells_the_stock_there_is_now(stage: Stage) -> None:
    button = stage.live.message.presets["stock"]
    assert button.toolTip() == "报一下库存"
    stage.show(demo())
    assert button.toolTip() == "报库存：还剩 412 件"
    now = stage.live.message.readout.current
    assert now is not None
    stage.show(demo(current=replace(now, stock_left=98)))
    assert button.toolTip() == "报库存：还剩 98 件"
