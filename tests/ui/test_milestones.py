"""Milestones at the desk: said once, marked on the chart, planned in a dialog, made a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTabBar

from controlroom.core.ids import RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.live.goal_view import GoalView
from controlroom.live.goals import headline
from controlroom.live.readout import Phase, Readout
from controlroom.ui.card_facts import occasions, of_readout, of_review
from controlroom.ui.dialogs.goals import GoalsDialog
from controlroom.ui.dialogs.share_card import ShareCardDialog
from controlroom.ui.i18n import Language
from controlroom.ui.panels.live_charts import flags_of
from controlroom.ui.share_card import TALL, WIDE
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.chart_ink import PEAK, STAR
from tests.builders import session
from tests.ui.demo_readout import NOW, demo
from tests.ui.evening import reviewed
from tests.ui.stage import Stage, books
from tests.ui.winter import winter_sheet

_OK = QDialogButtonBox.StandardButton.Ok


def goal(name: str, value: int, back: int = 1, *, loud: bool = True) -> GoalView:
    text = headline("gmv", value, None)
    at = Instant(NOW - back * MINUTE)
    return GoalView(id=name, at=at, seen=at, text=text, loud=loud)


def shown(*goals: GoalView, run: str = "r") -> Readout:
    return replace(demo(), goals=goals, run=RunId(run), best_minute=(Instant(NOW - MINUTE * 5), 7))


HUNDRED = goal("gmv/10000000", 10_000_000, 9)
MILLION = goal("gmv/100000000", 100_000_000)


def test_a_milestone_is_said_when_it_comes_and_never_again(stage: Stage) -> None:
    said: list[str] = []
    stage.live.toast.text.setText("")
    stage.show(shown(HUNDRED))  # behind the show already when its run was opened
    assert stage.live.toast.text.text() == ""
    stage.show(shown(HUNDRED, MILLION))
    said.append(stage.live.toast.text.text())
    assert "GMV 突破 ¥1,000,000" in said[0]
    assert "¥100,000 " not in said[0]
    stage.live.toast.hide()
    stage.show(replace(shown(HUNDRED, MILLION), now=Instant(NOW + 1000)))
    assert stage.live.toast.isHidden()
    stage.show(shown(HUNDRED, MILLION, run="another"))
    assert stage.live.toast.isHidden()


def test_the_banner_follows_the_language_while_it_is_there(stage: Stage) -> None:
    stage.show(shown())
    stage.show(shown(MILLION))
    stage.language.use("en")
    assert "GMV past ¥1,000,000" in stage.live.toast.text.text()
    assert stage.live.toast.button.text() == stage.language.tr("ui.card.open")
    stage.live.toast.hide()
    stage.language.use("zh")
    assert stage.live.toast.isHidden()


def test_the_banner_and_the_key_open_the_picture(stage: Stage) -> None:
    stage.show(shown())
    stage.show(shown(MILLION))
    stage.live.toast.button.click()
    (dialog,) = stage.live.findChildren(ShareCardDialog)
    assert not dialog.isModal()
    assert dialog.facts.headline == "GMV 突破 ¥1,000,000"
    dialog.close()
    QTest.keyClick(stage.live, Qt.Key.Key_H)
    assert stage.live.findChildren(ShareCardDialog)


def test_before_air_there_is_nothing_to_share(stage: Stage) -> None:
    stage.show(replace(demo(phase=Phase.ARMED), on_air_at=None))
    QTest.keyClick(stage.live, Qt.Key.Key_H)
    assert not stage.live.findChildren(ShareCardDialog)
    assert stage.live.toast.text.text() == "开播后才有战况可发"


def test_the_chart_marks_milestones_and_the_best_minute() -> None:
    marks = [(flag.at, flag.mark) for flag in flags_of(shown(MILLION)) if flag.mark]
    assert sorted(marks) == sorted(
        [(MILLION.at, STAR), (Instant(NOW - MINUTE * 5 + MINUTE // 2), PEAK)]
    )


@pytest.fixture
def dialog(qtbot) -> ShareCardDialog:
    language = Language(books(), "zh")
    readout = shown(HUNDRED, MILLION)
    made = ShareCardDialog(of_readout(readout), occasions(readout), Theme(), language)
    qtbot.addWidget(made)
    return made


def test_the_picture_is_written_and_copied(dialog: ShareCardDialog, tmp_path: Path) -> None:
    dialog.to_file(str(tmp_path / "card"))
    image = QImage(str(tmp_path / "card.png"))
    assert (image.width(), image.height()) == (WIDE, TALL)
    dialog.to_clipboard()
    assert QGuiApplication.clipboard().image().size() == image.size()
    dialog.to_file(str(tmp_path / "no" / "such" / "card"))
    assert "没能保存" in dialog.said.text()


def test_it_is_in_either_language_and_without_the_business_where_asked(
    dialog: ShareCardDialog,
) -> None:
    assert [text for text, _ in dialog.facts.figures][:2] == ["订单", "最佳一分钟"]
    dialog.tongue.setCurrentIndex(dialog.tongue.findData("en"))
    assert dialog.facts.headline == "GMV past ¥1,000,000"
    assert dialog.facts.share is not None
    assert any(name.startswith("ROI") for name, _ in dialog.facts.figures)
    dialog.business.setChecked(False)
    assert dialog.facts.share is None
    assert dialog.facts.target == ""
    assert not any(name.startswith("ROI") for name, _ in dialog.facts.figures)


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(demo(), figures=(), curves=None, rehearsal=True)
    speaker = Language(books(), "zh").speaker
    made = of_readout(bare)(speaker, occasions(bare)[0], True)
    assert made.amount == "—"
    assert [name for name, _ in made.figures] == ["开播时长"]
    assert (made.share, made.curve, made.mark) == (None, None, None)
    assert made.stamp == "排练"


def test_the_card_of_a_review_names_no_buyer_and_has_its_sums() -> None:
    review = reviewed(winter_sheet())
    speaker = Language(books(), "zh").speaker
    told = occasions(review)
    assert told[0][1] is None
    made = of_review(review)(speaker, told[0], True)
    assert made.headline == "本场战报"
    assert len(told) == 1 + len(review.milestones)


@pytest.fixture
def asked(qtbot) -> GoalsDialog:
    made = GoalsDialog(Language(books(), "zh"), session(target_gmv=80_000_000))
    qtbot.addWidget(made)
    return made


def test_the_usual_ones_are_kept_as_nothing_so_that_they_follow_the_target(
    asked: GoalsDialog,
) -> None:
    assert asked.text() == ""
    assert asked.table.item(2, 2).text() == "¥400,000"
    asked.table.cellWidget(0, 3).setChecked(True)
    assert asked.text().startswith("10%; ~25%; 50%")
    asked.usual.click()
    assert asked.text() == ""


def test_lines_are_added_taken_away_and_checked(asked: GoalsDialog) -> None:
    asked.put(())
    assert asked.text() == "-"
    asked.add.click()
    ok = asked.buttons.button(_OK)
    assert not ok.isEnabled()
    metric, value = asked.table.cellWidget(0, 0), asked.table.cellWidget(0, 1)
    metric.setCurrentIndex(metric.findData("orders"))
    value.setText("一千多")
    assert not ok.isEnabled()
    value.setText("1,000")
    asked.table.cellWidget(0, 4).setText("一千单啦")
    assert ok.isEnabled()
    assert asked.text() == "orders 1000 = 一千单啦"
    again = GoalsDialog(Language(books(), "zh"), session(goals=asked.text()))
    assert again.text() == asked.text()
    asked.table.cellWidget(0, 5).click()
    assert asked.text() == "-"


def test_the_placeholders_stand_as_they_are_typed(asked: GoalsDialog) -> None:
    about = asked.findChild(QLabel)
    assert any("{value_minor}" in part.text() for part in asked.findChildren(QLabel)), about


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1680, 1000)])
def test_the_banner_covers_no_now_line_and_no_cue(
    qtbot: Any, lang: str, size: tuple[int, int]
) -> None:
    stage = Stage(qtbot, lang).open()
    stage.window.resize(*size)
    stage.show(shown())
    stage.show(shown(HUNDRED, MILLION))
    toast, docks = stage.live.toast, stage.live.docks.docks

    def over(name: str) -> QRect:
        dock = docks[name]
        return QRect(dock.mapTo(stage.live, QPoint()), dock.size())

    stage.until(lambda: over("gmv").right() < over("cue").left())  # the docks are laid out
    kept = ("timeline", "cue", "cues", "now", "rundown", "message", "gmv", "roi", "spend")
    stage.until(lambda: not any(over(name).intersects(toast.geometry()) for name in kept))
    tabs = [bar for bar in stage.live.docks.findChildren(QTabBar) if bar.isVisible()]
    last = [bar.tabRect(bar.count() - 1) for bar in tabs]
    spots = [
        QRect(bar.mapTo(stage.live, at.topLeft()), at.size())
        for bar, at in zip(tabs, last, strict=True)
    ]
    assert spots and not any(spot.intersects(toast.geometry()) for spot in spots)
    assert stage.live.rect().contains(toast.geometry())
    words = toast.text
    assert words.wordWrap() or words.width() >= words.sizeHint().width()
    assert words.height() >= words.heightForWidth(words.width()), "it is read whole"
    stage.window.resize(1500, 900)  # it goes along
    stage.until(lambda: abs(toast.geometry().right() - over("gmv").right()) < 3)
    assert not any(over(name).intersects(toast.geometry()) for name in kept)


def test_the_banner_stands_over_the_charts_where_no_gap_holds_it(stage: Stage) -> None:
    for name in ("funnel", "products"):
        stage.live.docks.docks[name].hide()  # no tabs: no gap beside them
    stage.show(shown())
    stage.show(shown(HUNDRED, MILLION))
    toast, gmv = stage.live.toast, stage.live.docks.docks["gmv"]
    stage.until(lambda: not stage.live.docks.gaps(stage.live))
    stage.until(lambda: gmv.rect().contains(gmv.mapFrom(stage.live, toast.geometry().center())))
    assert toast.text.text() == toast.said, "all of it is said there"


def test_the_banner_finds_a_place_without_charts(stage: Stage) -> None:
    docks = stage.live.docks
    for name in ("gmv", "roi", "spend", "funnel", "products"):
        docks.docks[name].hide()
    stage.show(shown())
    stage.show(shown(MILLION))
    toast, cue, timeline = stage.live.toast, docks.docks["cue"], docks.docks["timeline"]
    for dock in (cue, timeline):
        box = QRect(dock.mapTo(stage.live, QPoint()), dock.size())
        assert not box.intersects(toast.geometry())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_amount_on_the_picture_is_shortened(qtbot, lang: str) -> None:
    from controlroom.ui.share_card import _EDGE, _LARGE, _Ink

    image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ink, room = _Ink(painter, Theme()), WIDE - 2 * _EDGE
    speaker = Language(books(), lang).speaker
    try:
        for value in range(10_000_000, 9_990_000_000, 217_770_000):
            text = f"{speaker.say(headline('gmv', value, None))} / {value:,}"
            painter.setFont(ink.fitted(text, _LARGE, room, bold=True))
            right = Qt.TextElideMode.ElideRight
            assert painter.fontMetrics().elidedText(text, right, int(room)) == text
    finally:
        painter.end()


def test_each_line_is_read_once_when_the_lines_are_put_there(qtbot: Any, monkeypatch: Any) -> None:
    read: list[int] = []
    goal = GoalsDialog._goal
    monkeypatch.setattr(
        GoalsDialog, "_goal", lambda one, row: (read.append(row), goal(one, row))[1]
    )
    asked = GoalsDialog(Language(books(), "zh"), session(target_gmv=80_000_000))
    qtbot.addWidget(asked)
    assert read == list(range(asked.table.rowCount())) and len(read) > 3
    asked.add.click()
    assert not asked.buttons.button(_OK).isEnabled()
