"""The rules in their window: switched, changed, refused in words, tried, kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QTreeWidgetItem

from controlroom.core.errors import WorldError
from controlroom.core.ids import CueId, SessionId
from controlroom.core.message import Message
from controlroom.core.time import MINUTE
from controlroom.desk.jobs import Cancelled
from controlroom.desk.ruling import Trial
from controlroom.live.events import AlertRaised
from controlroom.live.gauges import GAUGES
from controlroom.plan.sheet import Plate, Session
from controlroom.ui.dialogs.rules import RulesDialog
from controlroom.ui.i18n import Language
from tests.builders import at
from tests.ui.demo_readout import demo
from tests.ui.stage import FakeRules, Stage, books

SESSION = SessionId("ses-1")


@pytest.fixture
def desk() -> FakeRules:
    return FakeRules()


@pytest.fixture
def dialog(qtbot: Any, desk: FakeRules) -> RulesDialog:
    made = RulesDialog(desk, Language(books()), lambda: SESSION)
    qtbot.addWidget(made)
    made.show()
    return made


def item(dialog: RulesDialog) -> QTreeWidgetItem:
    """The line of the chosen rule."""
    found = dialog.list.currentItem()
    assert found is not None
    return found


def test_the_form_gives_every_preset_back_as_it_was(dialog: RulesDialog) -> None:
    for rule in dialog.drafts.values():
        dialog.form.put(rule)
        assert dialog.form.rule() == rule


def test_looking_at_every_rule_changes_nothing(dialog: RulesDialog, desk: FakeRules) -> None:
    for name in list(dialog.drafts):
        dialog.choose(name)
        assert dialog.sentence.text().startswith("当 ")
    assert not dialog.unsaved and not dialog.save.isEnabled()
    assert tuple(dialog.drafts.values()) == desk.ours()


def test_every_gauge_has_its_name_in_both_languages() -> None:
    for book in books().values():
        assert [name for name in GAUGES if f"gauge.{name}" not in book] == []


def test_a_changed_limit_is_said_and_kept(dialog: RulesDialog, desk: FakeRules) -> None:
    dialog.choose("online_low")
    row = dialog.form.when.rows[0]
    row.number.setValue(250)
    row.window_.setValue(10)
    assert "近 10 分钟 平均在线 < 250" in dialog.sentence.text()
    assert item(dialog).text(0).startswith("• ")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    kept = next(rule for rule in desk.book if rule.name == "online_low")
    assert kept.when[0].than.number == 250 and kept.when[0].window == 10 * MINUTE
    assert "{online_10}" in kept.text["zh"] and "{online_5}" not in kept.text["en"]
    assert not dialog.unsaved and not item(dialog).text(0).startswith("• ")
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert dialog.drafts["online_low"] == desk.ours()[1]
    assert dialog.unsaved


def test_each_way_of_comparing(dialog: RulesDialog) -> None:
    dialog.choose("online_low")
    row = dialog.form.when.rows[0]
    row.way.setCurrentIndex(row.way.findData("usual"))
    row.factor.setValue(0.8)
    assert "本主播常态 × 80" in dialog.sentence.text()
    row.way.setCurrentIndex(row.way.findData("ago"))
    row.ago.setValue(20)
    than = dialog.drafts["online_low"].when[0].than
    assert (than.ago, than.factor, than.number) == (20 * MINUTE, 0.8, None)
    row.way.setCurrentIndex(row.way.findData("gauge"))
    row.other.setCurrentIndex(row.other.findData("views"))
    row.other_window.setValue(3)
    than = dialog.drafts["online_low"].when[0].than
    assert (than.gauge, than.window) == ("views", 3 * MINUTE)


def test_what_is_wrong_is_said_and_cannot_be_kept(dialog: RulesDialog) -> None:
    dialog.choose("online_low")
    dialog.form.texts["zh"].setPlainText("在线 {online_99}")
    assert "online_99" in dialog.trouble.text() and not dialog.save.isEnabled()
    dialog.form.texts["zh"].setPlainText("在线 {online_5}")
    assert dialog.trouble.isHidden() and dialog.save.isEnabled()
    QTest.mouseClick(dialog.form.when.rows[0].remove, Qt.MouseButton.LeftButton)
    assert "至少要有一个条件" in dialog.trouble.text() and not dialog.save.isEnabled()
    QTest.mouseClick(dialog.form.when.add, Qt.MouseButton.LeftButton)
    assert "至少要有一个条件" not in dialog.trouble.text()


def test_figures_of_the_rule_can_be_named_in_its_words(dialog: RulesDialog) -> None:
    dialog.choose("roi")
    named = dict(dialog.form.nameable())
    assert named["roi_15_x"] == "近 15 分钟 ROI"
    assert named["limit1_x"] == "第 1 个条件的界线"
    dialog.form.texts["zh"].clear()
    dialog.form.insert("roi_15_x")
    assert dialog.drafts["roi"].text["zh"] == "{roi_15_x}"
    assert not any(words.startswith("[") for words in named.values())


def test_switching_on_in_the_list(dialog: RulesDialog) -> None:
    dialog.choose("roi")
    line = item(dialog)
    line.setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.drafts["roi"].enabled
    assert not dialog.form.enabled.isChecked()
    dialog.form.enabled.setChecked(True)
    assert line.checkState(0) is Qt.CheckState.Checked and not dialog.unsaved


def test_a_copy_is_a_rule_of_ones_own_and_can_be_deleted(
    dialog: RulesDialog, desk: FakeRules
) -> None:
    dialog.choose("roi")
    assert not dialog.delete.isEnabled()
    dialog.copy_rule()
    copy = dialog.chosen
    assert copy is not None and copy.name != "roi" and copy.number == 0
    assert copy.when == dialog.drafts["roi"].when
    assert copy.title["zh"] == "ROI 跌破保本（副本）"
    dialog.keep()
    assert desk.book[-1] == copy
    dialog.delete_rule()
    dialog.keep()
    assert desk.book == desk.ours()


def test_a_refusal_to_keep_is_said_and_the_changes_stay(
    dialog: RulesDialog, desk: FakeRules
) -> None:
    desk.refusal = WorldError("store.cannot_write", place="rules.json", detail="disk full")
    dialog.form.enabled.toggle()
    dialog.keep()
    assert "disk full" in dialog.state.text()
    assert dialog.state.text().startswith("直播中的场次已按此执行")
    assert dialog.unsaved


def said(clock: str, text: str) -> AlertRaised:
    words = Message("own", {"text_zh": text})
    return AlertRaised(
        at=at(clock), cue=CueId(clock), rule="roi", plate=Plate.TRAFFIC, text=words, advice=words
    )


def tried(*alerts: AlertRaised) -> Trial:
    session = Session(id=SESSION, title="冬季专场", planned_start=at("20:00"))
    return Trial(
        session=session,
        start=at("20:00"),
        until=at("22:30"),
        alerts=alerts,
        own_usual=False,
        spoke=4,
        wrong=1,
    )


def test_a_trial_shows_when_it_would_have_spoken(dialog: RulesDialog, desk: FakeRules) -> None:
    dialog.choose("roi")
    desk.outcome = tried(said("20:31", "低于保本"), said("21:40", "还是低"))
    QTest.mouseClick(dialog.trial.run, Qt.MouseButton.LeftButton)
    assert desk.tried == [(dialog.drafts["roi"], SESSION)]
    assert dialog.trial.bar.isVisible() and not dialog.trial.run.isEnabled()
    job = dialog.trial._job
    assert job is not None
    job.start().join()
    desk.tell()
    assert "会提醒 2 次" in dialog.trial.told.text()
    assert "提醒过 4 次" in dialog.trial.told.text() and "75.0%" in dialog.trial.told.text()
    assert dialog.trial.list.item(0).text() == "20:31:00  低于保本 — 低于保本"
    dialog.form.hysteresis.setValue(9)  # another rule now: the trial told of the one before
    assert dialog.trial.list.count() == 0


def test_a_trial_can_be_cancelled_and_its_refusal_is_said(
    dialog: RulesDialog, desk: FakeRules
) -> None:
    dialog.trial.begin()
    job = dialog.trial._job
    assert job is not None
    QTest.mouseClick(dialog.trial.cancel, Qt.MouseButton.LeftButton)
    job.start().join()
    desk.tell()
    assert isinstance(job.outcome, Cancelled)
    assert dialog.trial.told.text() == "试跑已取消" and dialog.trial.run.isEnabled()


def test_closing_with_changes_asks_first(dialog: RulesDialog) -> None:
    dialog.form.enabled.toggle()
    dialog.reject()
    box = dialog.findChild(QMessageBox, "rules_unsaved")
    assert box is not None and dialog.isVisible()
    discard = next(b for b in box.buttons() if b.text() == "放弃修改")
    QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_r_opens_the_rules_beside_the_show(stage: Stage) -> None:
    stage.show(demo())
    QTest.keyClick(stage.live, Qt.Key.Key_R)
    dialog = stage.live.rulebook.dialog
    assert dialog is not None and dialog.isVisible() and not dialog.isModal()
    QTest.keyClick(stage.live, Qt.Key.Key_R)
    assert stage.live.rulebook.dialog is dialog
    dialog.close()
    stage.until(lambda: stage.live.rulebook.dialog is None)


def test_the_show_on_air_is_what_rules_are_tried_on(stage: Stage) -> None:
    stage.show(demo(session=SessionId("on air")))
    stage.live.rulebook.open()
    assert stage.live.rulebook.dialog is not None
    stage.live.rulebook.dialog.trial.begin()
    assert stage.desk.ruling.tried[0][1] == "on air"
