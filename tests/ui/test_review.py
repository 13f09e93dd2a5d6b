"""The Review workspace: its figures are the Review's, and one line moves everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.plan.sheet import RoiBasis
from controlroom.review.results import Aside
from controlroom.review.summary import Review
from controlroom.ui.alert_marks import judged
from controlroom.ui.models.result_table import ToneRole
from controlroom.ui.models.scrub import moments, segment_at, standing
from controlroom.ui.review import ReviewWorkspace
from controlroom.ui.selection import Selection
from tests.fakes.ui_desk import FakeDesk
from tests.ui.evening import reviewed
from tests.ui.screens import at_rest, dressed, put_away, untranslated
from tests.ui.winter import clock, winter_sheet


@pytest.fixture
def review() -> Review:
    sheet = winter_sheet()
    rows = tuple(replace(row, skip=row.id == "t12") for row in sheet.segments)
    return reviewed(replace(sheet, segments=rows))


@pytest.fixture
def screen(qtbot, review):
    theme, language = dressed("zh")
    selection = Selection()
    desk = FakeDesk(winter_sheet(), winter_sheet("empty", "还没播"), reviews={"winter": review})
    workspace = ReviewWorkspace(desk, theme, language, selection)
    host = QWidget()
    workspace.setParent(host)
    workspace.bar.setParent(host)
    workspace.resize(1680, 1000)
    host.resize(1680, 1000)
    selection.choose("winter", "冬季上新专场")
    host.show()
    workspace.filling.finish()
    workspace.host, workspace.language, workspace.desk = host, language, desk
    yield workspace
    put_away(host)


def shown(screen: ReviewWorkspace, tab: str, row: int) -> dict[str, str]:
    """A row of a table as read on the screen, by the key of its column."""
    view = screen.tables.views[tab]
    keys = [column.key.rpartition(".")[2] for column in view.table.columns]
    return {key: view.model().index(row, at).data() for at, key in enumerate(keys)}


def tone(screen: ReviewWorkspace, tab: str, name: str) -> list[str]:
    """The tones of a column, row by row."""
    view = screen.tables.views[tab]
    keys = [column.key.rpartition(".")[2] for column in view.table.columns]
    rows = range(view.model().rowCount())
    return [view.model().index(row, keys.index(name)).data(ToneRole) or "" for row in rows]


def test_everything_is_said(screen):
    assert untranslated(screen) == []


def test_the_headline_is_the_reviews(screen, review):
    figures = screen.header.figures
    assert figures["gmv"].value.text() == formats.money(review.gmv.paid, cents=False)
    assert figures["gmv"].second.text() == formats.percent(review.target_share, 0)
    basis = review.session.roi_basis.value
    assert figures["roi"].value.text() == formats.times(review.roi[basis])
    assert formats.times(review.roi["net"]) in figures["roi"].context.text()
    assert formats.times(review.break_even) in figures["roi"].context.text()
    assert figures["orders"].value.text() == formats.count(review.gmv.orders)
    assert figures["cues"].value.text() == "11/12"


def test_each_segment_reads_as_the_review_says(screen, review):
    for place, row in enumerate(review.segments):
        line = shown(screen, "segments", place)
        assert line["segment"] == row.title
        assert line["gmv"] == formats.money(row.gmv, cents=False)
        assert line["target"] == formats.money(row.target, cents=False)
        assert line["achieved"] == formats.percent(row.target_share)
        assert line["conversion"] == formats.percent(row.conversion)
        assert line["roi"] == formats.times(row.roi)
        assert line["spend"] == formats.money(row.spend, cents=False)


def test_a_skipped_segment_has_dashes_and_no_zeroes(screen):
    line = shown(screen, "segments", 11)
    assert line["state"] == "跳过"
    assert {line[key] for key in ("gmv", "actual", "deviation", "roi", "online")} == {"—"}


def test_slots_giveaways_and_cues_read_as_the_review_says(screen, review):
    slot, cue = shown(screen, "slots", 0), shown(screen, "cues", 5)
    assert slot["spend"] == formats.money(review.slots[0].actual, cents=False)
    assert slot["slot_roi"] == formats.times(review.slots[0].roi)
    assert shown(screen, "giveaways", 0)["uplift"] == "+34.0%"
    assert (cue["answer"], cue["reaction"]) == ("未应答", "—")


def test_the_line_moves_readout_charts_slider_and_table_together(screen, review):
    at = Instant(review.start + 70 * MINUTE)
    screen.go(at)
    now = standing(review, at)
    assert screen.standing.figures["gmv"].value.text() == formats.money(now.gmv, cents=False)
    assert screen.standing.figures["online"].value.text() == formats.count(now.online)
    assert screen.standing.clock.text() == "20:10:00"
    assert screen.standing.segment.text() == now.segment.title
    assert screen.standing.slider.value() == 70 * 60
    assert screen.charts.sales.now == screen.charts.money.now == at
    row = screen.tables.views["segments"].currentIndex().row()
    assert review.segments[row].id == now.segment.id


def test_the_slider_and_the_keys_move_the_line(screen, review):
    screen.standing.slider.setValue(600)
    assert screen.at == review.start + 600_000
    screen.standing.forth.click()
    assert screen.at == next(at for at in moments(review) if at > review.start + 600_000)
    screen.standing.back.click()
    assert screen.at <= review.start + 600_000


def test_dragging_in_a_chart_scrubs(screen, review):
    chart = screen.charts.sales
    box = chart._plot_box()
    spot = QPoint(round(box.left() + box.width() / 2), round(box.center().y()))
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert abs(screen.at - chart.instant_at(spot.x())) <= MINUTE
    assert chart.following


def test_playing_goes_on_by_the_speed_and_stops_at_the_end(screen, review):
    screen.go(Instant(review.end - 10_000))
    screen.standing.speed.setCurrentIndex(3)
    screen.standing.advance()
    assert screen.at == review.end - 4_000
    screen.standing.play.setChecked(True)
    screen.standing.advance()
    screen.standing.advance()
    assert screen.at == review.end
    assert not screen.standing.play.isChecked()


def test_a_cue_waits_from_when_it_fired_until_it_was_answered(review):
    cue = review.cues[0]
    assert standing(review, Instant(cue.fired - 1)).open_cues == ()
    assert standing(review, cue.fired).open_cues == (cue,)
    assert standing(review, cue.answered).open_cues == ()


def test_what_is_not_known_is_a_dash(screen, review):
    screen.go(review.start)
    assert screen.standing.figures["online"].value.text() == "—"


def test_between_segments_nothing_is_on_air(review):
    assert segment_at(review, review.end) is None


def test_a_click_in_a_table_and_a_finding_take_the_line_there(screen, review):
    view = screen.tables.views["cues"]
    view.clicked.emit(view.model().index(3, 0))
    assert screen.at == review.cues[3].fired
    screen.stage._lines[review.plates[0].plate][4].click()
    assert screen.at == review.plates[0].at


def test_a_plate_without_a_score_shows_a_dash_and_no_way_there(screen, review):
    score, go = (
        screen.stage._lines[review.plates[4].plate][2],
        screen.stage._lines[review.plates[4].plate][4],
    )
    assert score.text() == "—"
    assert not go.isVisible()


def test_sorting_puts_what_is_not_known_last_either_way(screen):
    view = screen.tables.views["segments"]
    column = [c.key for c in view.table.columns].index("ui.review.col.roi")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.sortByColumn(column, order)
        texts = [view.model().index(row, column).data() for row in range(view.model().rowCount())]
        known = [float(text) for text in texts if text != "—"]
        assert texts[-2:] == ["—", "—"]
        assert known == sorted(known, reverse=order is Qt.SortOrder.DescendingOrder)


def test_reports_are_written_by_a_job(screen):
    screen.report_to("evening.html")
    assert screen.desk.asked[-1] == ("write_report", "evening.html")
    assert screen.work.cancel.isVisible()
    screen.desk.jobs[-1].finish("evening.html")
    assert "evening.html" in screen.work.text.text()


def test_a_report_takes_the_suffix_of_the_kind_that_is_chosen(screen):
    screen._ask_report("html")
    dialog = screen.findChild(QFileDialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    kinds = dialog.nameFilters()
    assert [kind.split()[0] for kind in kinds] == ["HTML", "PDF", "XLSX", "JSON"]
    assert dialog.selectedFiles()[0].endswith(".html")
    for kind, suffix in zip(kinds, ("html", "pdf", "xlsx", "json"), strict=True):
        dialog.filterSelected.emit(kind)
        assert dialog.selectedFiles()[0].endswith(f".{suffix}")
        assert dialog.defaultSuffix() == suffix
    dialog.reject()


def test_a_session_without_anything_says_what_to_do(screen):
    screen._selection.choose("empty", "还没播")
    assert screen.empty.isVisible()
    assert not screen.body.isVisible()
    assert "导入订单" in screen.empty_text.text()
    assert not screen.header.html.isEnabled()


def test_the_language_can_be_switched(screen):
    screen.language.use("en")
    assert untranslated(screen) == []
    assert screen.tables.tabs.tabText(0) == "Segments 15"
    assert screen.standing.play.text() == "▶ Play"


def test_a_late_answer_for_another_session_is_dropped(screen, review):
    screen._selection.choose("empty", "还没播")
    screen._arrived("winter", review)
    assert screen.empty.isVisible()


def test_it_begins_at_the_best_minute(screen, review):
    best = int(review.curves.gmv_per_minute.argmax())
    assert screen.at == review.curves.minute[best]
    assert clock(19) <= screen.at


def test_the_target_is_drawn_in_steps_of_its_segments(screen):
    from controlroom.ui.panels.review_charts import per_minute_steps

    at = np.array([0, 10 * MINUTE, 15 * MINUTE], np.int64)
    x, y = per_minute_steps(at, np.array([0.0, 1_000.0, 3_000.0]))
    assert x.tolist() == [0, 10 * MINUTE - 1, 10 * MINUTE, 15 * MINUTE - 1]
    assert y.tolist() == [100.0, 100.0, 400.0, 400.0]
    assert [len(part) for part in per_minute_steps(at[:1], np.array([0.0]))] == [0, 0]


def test_a_table_of_another_tab_is_as_wide_as_its_words_when_it_is_shown(screen, qtbot):
    qtbot.waitUntil(screen.body.isVisible)
    tables = screen.tables
    for at, view in enumerate(tables.views.values()):
        tables.tabs.setCurrentIndex(at)
        for column, told in enumerate(view.table.columns):
            if not told.stretch:
                assert view.columnWidth(column) >= view.sizeHintForColumn(column)
                texts = [view.model().index(r, column) for r in range(view.model().rowCount())]
                widths = [view.sizeHintForIndex(index).width() for index in texts]
                assert view.sizeHintForColumn(column) >= max(widths, default=-1)


def test_what_was_paid_off_air_is_a_line_of_its_own(screen, review):
    assert not screen.outside.isVisible()
    aside = Aside(paid=123_400, orders=12, near_paid=0, near_orders=0)
    screen.show_review(replace(review, gmv=replace(review.gmv, before_air=aside)))
    screen.filling.finish()
    assert screen.outside.isVisible()
    assert screen.outside.text() == "开播前：12 单，¥1,234，不计入本场"
    screen.language.use("en")
    assert screen.outside.text().startswith("before air: orders 12")
    screen.show_review(review)
    screen.filling.finish()
    assert not screen.outside.isVisible()


def test_the_legend_follows_the_theme(screen):
    charts = screen.charts
    theme = charts._theme
    before = {widget: widget.styleSheet() for widget, _ in charts._legend}
    theme.use("light")
    for widget, _ in charts._legend:
        if widget.property("role"):
            assert theme.ink(widget.property("role")).name() in widget.styleSheet()
    assert any(widget.styleSheet() != sheet for widget, sheet in before.items())
    theme.use("dark")


def test_the_log_begins_with_what_put_the_show_on_air(screen, review):
    assert "开播" not in shown(screen, "notes", 0)["note"], "not known: not said"
    screen.show_review(replace(review, started_by="plan", on_air_at=review.start))
    screen.filling.finish()
    assert shown(screen, "notes", 0)["note"] == "到计划时间自动开播"
    screen.language.use("en")
    assert shown(screen, "notes", 0)["note"] == "On air by itself, at the planned start"


def test_the_chart_of_roi_names_its_basis_in_its_title(screen, review):
    card, chart = screen.charts.cards[1], screen.charts.money
    named = {basis: screen.language.word("ui.basis", basis) for basis in ("direct", "net")}
    for basis, word in named.items():
        of = replace(review.session, roi_basis=RoiBasis(basis))
        screen.show_review(replace(review, session=of))
        screen.filling.finish()
        assert card.header.title.text() == f"ROI（{word}口径）与在线"
        assert chart.accessibleName() == card.header.title.text()
    screen.language.use("en")
    assert card.header.title.text() == "ROI (net) and online"


# --- false alarms -----------------------------------------------------------------------


@pytest.fixture
def alarmed(screen, review):
    """Four of the cues were alerts of two rules; one was a false alarm on air."""
    rules = {0: "roi", 3: "roi", 5: "roi", 7: "stock"}
    cues = tuple(
        replace(cue, rule=rules.get(n, ""), answer="false_alarm" if n == 3 else cue.answer)
        for n, cue in enumerate(review.cues)
    )
    screen.show_review(judged(replace(review, cues=cues), {}))
    screen.filling.finish()
    screen.host.activateWindow()
    return screen


def in_hand(screen: ReviewWorkspace, tab: str, row: int) -> None:
    view = screen.tables.views[tab]
    screen.tables.tabs.setCurrentWidget(view)
    view.setCurrentIndex(view.model().index(row, 0))
    view.setFocus()


def test_an_alert_is_marked_by_key_and_the_mark_is_undone_by_key(alarmed):
    screen = alarmed
    run, view = screen.review.run, screen.tables.views["cues"]
    assert shown(screen, "rules", 0)["false_alarms"] == "1"
    in_hand(screen, "cues", 5)
    assert screen.marks.button.isEnabled()
    assert screen.marks.button.text() == "标为误报  W"
    QTest.keyClick(view, Qt.Key.Key_W)
    assert screen.desk.ruling.judged == [(run, {"c5": True})]
    assert shown(screen, "cues", 5)["answer"] == "误报（复盘标注）"
    assert (shown(screen, "rules", 0)["false_alarms"], view.currentIndex().row()) == ("2", 5)
    assert screen.review.rules[0].false_alarms == 2, "reports and cards see it too"
    tones = tone(screen, "rules", "false_alarms")
    assert tones == ["warn", ""], "a rule without any stands out in nothing"
    assert screen.marks.button.text() == "取消误报  W"
    assert "1 次提醒" in screen.marks.toast.text.text()
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.desk.ruling.judged[-1] == (run, {"c5": None})
    assert shown(screen, "cues", 5)["answer"] == "未应答"
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.desk.ruling.judged) == 2, "nothing is left to undo"


def test_a_mark_made_while_the_review_is_computed_anew_is_not_lost(alarmed):
    in_hand(alarmed, "cues", 5)
    alarmed._computing = True  # from the journal as it was before
    alarmed.desk.asked.clear()
    alarmed.marks.do()
    assert alarmed.desk.asked == [("review", "winter")]


def test_a_mark_made_on_air_is_taken_back_in_review(alarmed):
    in_hand(alarmed, "cues", 3)
    alarmed.marks.button.click()
    assert alarmed.desk.ruling.judged[-1][1] == {"c3": False}
    assert shown(alarmed, "cues", 3)["answer"] == "非误报（复盘更正）"
    alarmed.marks.do()
    assert alarmed.desk.ruling.judged[-1][1] == {"c3": None}, "as it was on air"


def test_of_a_rule_each_alert_is_offered_and_all_at_once(alarmed):
    in_hand(alarmed, "rules", 0)
    entries = [entry for entry in alarmed.marks.menu().actions() if not entry.isSeparator()]
    assert [entry.isChecked() for entry in entries] == [False, True, False, False]
    entries[-1].trigger()
    assert alarmed.desk.ruling.judged[-1][1] == {"c0": True, "c5": True}
    assert shown(alarmed, "rules", 0)["false_share"] == "100.0%"
    in_hand(alarmed, "rules", 1)
    alarmed.marks.do()  # one alert alone needs no question
    assert alarmed.desk.ruling.judged[-1][1] == {"c7": True}


def test_an_undo_that_is_refused_can_be_tried_again(alarmed):
    in_hand(alarmed, "cues", 5)
    alarmed.marks.do()
    alarmed.desk.ruling.refusal = WorldError("store.disk_full")
    alarmed.marks.undo()
    assert shown(alarmed, "cues", 5)["answer"] == "误报（复盘标注）"
    alarmed.desk.ruling.refusal = None
    alarmed.marks.undo()
    assert alarmed.desk.ruling.judged[-1][1] == {"c5": None}
    assert shown(alarmed, "cues", 5)["answer"] == "未应答"


def test_each_show_has_its_own_last_mark(alarmed):
    first = alarmed.review
    in_hand(alarmed, "cues", 5)
    alarmed.marks.do()
    alarmed.show_review(replace(first, run=RunId("another")))
    alarmed.filling.finish()
    in_hand(alarmed, "cues", 0)
    alarmed.marks.do()
    alarmed.show_review(first)
    alarmed.filling.finish()
    alarmed.marks.toast.button.click()  # it still speaks of the other show
    assert alarmed.desk.ruling.judged[-1] == ("another", {"c0": None})
    alarmed.marks.undo()
    assert alarmed.desk.ruling.judged[-1] == (first.run, {"c5": None})


def test_what_is_no_alert_can_not_be_marked_and_a_refusal_is_said(alarmed):
    in_hand(alarmed, "cues", 1)
    assert not alarmed.marks.button.isEnabled()
    alarmed.marks.do()
    assert alarmed.desk.ruling.judged == []
    alarmed.tables.tabs.setCurrentIndex(0)
    assert alarmed.marks.button.isHidden()
    alarmed.desk.ruling.refusal = WorldError("store.run_taken")
    in_hand(alarmed, "cues", 0)
    alarmed.marks.do()
    refused = alarmed.language.say(alarmed.desk.ruling.refusal.message)
    assert alarmed.marks.toast.text.text() == refused
    assert shown(alarmed, "cues", 0)["answer"] == "已执行"


# --- filled a panel a turn ------------------------------------------------------------


def richer(review: Review, paid: int) -> Review:
    """The same show with other money in its headline, its tables and its standing."""
    rows = tuple(replace(row, gmv=paid) for row in review.segments)
    return replace(review, gmv=replace(review.gmv, paid=paid), segments=rows)


def turns_of(screen: ReviewWorkspace, count: int) -> None:
    """Take some turns of what is being filled, as the event loop does."""
    for _ in range(count):
        screen.filling._turn()


def told(screen: ReviewWorkspace) -> tuple[str, str]:
    """GMV as the headline and as the table of segments have it."""
    return screen.header.figures["gmv"].value.text(), shown(screen, "segments", 0)["gmv"]


def test_each_panel_is_filled_in_a_turn_of_its_own(screen, review):
    before = told(screen)
    screen.show_review(richer(review, 777_700))
    assert told(screen) == before, "nothing at once"
    turns_of(screen, 1)
    assert told(screen) == ("¥7,777", before[1]), "the headline alone"
    screen.filling.finish()
    assert told(screen) == ("¥7,777", "¥7,777")


def test_another_session_is_seen_once_all_panels_are_filled(screen, review):
    screen._selection.choose("empty", "还没播")
    assert screen.body.isHidden()
    screen._selection.choose("winter", "冬季上新专场")
    seen = []
    while screen.filling.running:
        turns_of(screen, 1)
        seen.append(not screen.body.isHidden())
    assert seen == sorted(seen) and seen[-1] and seen.count(False) >= 6
    panels = (screen.standing, screen.stage, screen.tables, screen.charts)
    assert all(panel.updatesEnabled() for panel in panels), "and each is painted"


def test_a_panel_is_painted_in_a_turn_of_its_own(screen):
    screen._selection.choose("empty", "还没播")
    screen._selection.choose("winter", "冬季上新专场")
    while screen.body.isHidden():
        turns_of(screen, 1)
    panels = (screen.standing, screen.stage, screen.tables, *screen.charts.cards)
    painting = []
    while screen.filling.running:
        painting.append(sum(panel.updatesEnabled() for panel in panels))
        turns_of(screen, 1)
    assert painting[:6] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("done", range(1, 12))
def test_a_newer_review_in_the_middle_drops_the_older(screen, review, qtbot, done):
    """Whatever panel the older had come to, nothing of it is left or comes after."""
    screen.show_review(richer(review, 111_100))
    older = screen.filling
    for _ in range(done):
        if older.running:
            older._turn()
    screen.show_review(richer(review, 999_900))
    assert not older.running
    screen.filling.finish()
    qtbot.waitUntil(lambda: not isValid(older))
    assert told(screen) == ("¥9,999", "¥9,999")
    panels = (screen.standing, screen.stage, screen.tables, screen.charts)
    assert all(panel.updatesEnabled() for panel in panels)


@pytest.mark.parametrize("done", range(1, 12))
def test_another_selection_in_the_middle_drops_the_filling(screen, review, qtbot, done):
    screen.show_review(richer(review, 111_100))
    older = screen.filling
    for _ in range(done):
        if older.running:
            older._turn()
    screen._selection.choose("empty", "还没播")
    assert not older.running and screen.filling is None
    qtbot.waitUntil(lambda: not isValid(older))
    assert screen.empty.isVisible() and not screen.body.isVisible()
    assert not screen.header.isVisible() and "导入订单" in screen.empty_text.text()
    screen._selection.choose("winter", "冬季上新专场")
    screen.filling.finish()
    assert screen.body.isVisible()
    assert told(screen)[0] == formats.money(review.gmv.paid, cents=False)


def test_the_line_moved_while_it_is_filled_again_stays_where_it_was_put(screen, review):
    screen.show_review(richer(review, 777_700))
    turns_of(screen, 3)
    at = Instant(review.start + 33 * MINUTE)
    screen.go(at)
    screen.filling.finish()
    assert screen.at == screen.charts.sales.now == screen.charts.money.now == at


def test_while_it_is_computed_it_says_so_in_either_language(screen):
    screen._computing = True
    screen._say_empty()
    said = screen.empty_text.text()
    screen.language.use("en")
    assert screen.empty_text.text() != said
    assert screen.empty_text.text() == screen.language.tr("ui.review.computing")
    assert screen.empty_go.isHidden()


def test_cues_that_wait_are_whole_lines_or_a_number(screen, review, qtbot):
    """What has no room for a whole line is counted."""
    first = review.cues[0]
    waiting = tuple(replace(first, fired=review.start, answered=None) for _ in range(6))
    screen.show_review(replace(review, cues=waiting))
    screen.filling.finish()
    panel = screen.standing

    def lines() -> list[QWidget]:
        return [line for line, _, _ in panel._cue_lines if line.isVisible()]

    def told() -> bool:
        said = panel.waiting.text()
        return said.endswith(f"+{6 - len(lines())}") if lines() else "+" not in said

    seen = []
    for high in (600, 330, 600):
        panel.setFixedHeight(high)
        qtbot.waitUntil(lambda: len(lines()) == panel._fitting() and told())
        qtbot.waitUntil(at_rest(panel))
        assert len(lines()) == panel._fitting() and told()
        seen.append(len(lines()))
    assert seen[0] == seen[2] == 4 > seen[1]
