"""The list of sessions and of templates in Plan, with the menu bar."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QWidget

from controlroom.core.ids import SessionId
from controlroom.core.time import DAY, HOUR, Instant
from controlroom.plan.sheet import Plate
from controlroom.ports import SessionBrief
from controlroom.ui.dialogs.session_details import SessionDetails
from controlroom.ui.models.session_filter import SessionFilter, upcoming_first
from controlroom.ui.panels.plan_sessions import _BRIEF
from controlroom.ui.plan import PlanWorkspace
from controlroom.ui.selection import Selection
from tests.fakes.ui_desk import FakeDesk
from tests.ui.evening import reviewed
from tests.ui.plan_stage import plan_on_stage
from tests.ui.screens import dressed, untranslated
from tests.ui.winter import clock, winter_sheet

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NOW = clock(12)


def other(name: str, title: str, days: int, streamer: str = "阿雪"):
    sheet = winter_sheet(name, title)
    start = Instant(sheet.session.planned_start + days * DAY)
    session = replace(sheet.session, planned_start=start, streamer=streamer)
    return replace(sheet, session=session)


@pytest.fixture
def desk():
    made = FakeDesk(
        winter_sheet(),
        other("past", "粉丝福利日", -2),
        other("old", "大促返场", -60, "小敏"),
        other("next", "日播 · 早场", 1, "小敏"),
        reviews={SessionId("past"): reviewed(other("past", "粉丝福利日", -2))},
    )
    made.now = lambda: NOW
    return made


@pytest.fixture
def screen(qtbot, desk):
    with plan_on_stage(qtbot, desk) as workspace:
        yield workspace


def titles(screen: PlanWorkspace) -> list[str]:
    shown = screen.sessions.list
    return [
        shown.item(at).toolTip().split(" · 阿")[0].split(" · 小")[0] for at in range(shown.count())
    ]


def line(screen: PlanWorkspace, at: int) -> str:
    data = screen.sessions.list.item(at).data(int(Qt.ItemDataRole.UserRole) + 2)
    return data[2]


def choose(screen: PlanWorkspace, title: str) -> None:
    screen.sessions.list.setCurrentRow(titles(screen).index(title))
    screen.sessions.list.setFocus()


# --- the list ----------------------------------------------------------------------------------


def test_what_is_to_come_stands_first_and_the_next_one_is_open(screen):
    assert titles(screen) == ["冬季上新专场", "日播 · 早场", "粉丝福利日", "大促返场"]
    assert screen.session == "winter"


def test_the_list_says_how_ready_and_after_air_what_it_brought(screen):
    assert line(screen, 0).startswith("就绪 ")
    assert line(screen, 1).startswith("就绪 ")
    assert "全站 ROI" in line(screen, 2)
    assert "¥" in line(screen, 2)


def test_the_list_says_how_ready_in_the_language_in_force(screen):
    screen.language.use("en")
    assert [line(screen, at)[:6] for at in (0, 1)] == ["Ready "] * 2
    screen.language.use("zh")
    assert [line(screen, at)[:3] for at in (0, 1)] == ["就绪 "] * 2


def test_what_is_known_of_one_session_labels_no_other_again(screen, monkeypatch):
    """Two hundred of them would be forty thousand, each time the language changes."""
    panel, labelled = screen.sessions, []
    label = panel._label
    monkeypatch.setattr(panel, "_label", lambda item, b: (labelled.append(b.id), label(item, b)))
    one = panel.list.item(1).data(_BRIEF)
    for text in ("就绪 40%", "就绪 41%", "就绪 41%"):
        panel.set_standing({one: (text, "warning")})
        assert line(screen, 1) == text
    assert labelled == [one, one]
    panel.narrow(streamer="没有这个人")
    panel.set_standing({one: ("就绪 42%", "warning")})
    panel.narrow(streamer="")
    assert line(screen, 1) == "就绪 42%"


def test_search_and_filters_work_together_and_say_so(screen):
    panel = screen.sessions
    panel.narrow(streamer="小敏")
    assert titles(screen) == ["日播 · 早场", "大促返场"]
    panel.narrow(span="coming")
    assert titles(screen) == ["日播 · 早场"]
    assert panel.count.text() == "今天及以后 · 小敏 · 1 / 4 场"
    panel.search.setText("nothing")
    assert titles(screen) == []
    assert panel.nothing.isVisible()
    panel.clear.click()
    assert len(titles(screen)) == 4
    assert not panel.about.isVisible()
    panel.narrow(status="aired")
    assert titles(screen) == ["粉丝福利日"]


def test_the_filter_menu_offers_status_dates_and_streamers(screen):
    menu = screen.sessions.filter_menu()
    parts = [action.menu() for action in menu.actions() if action.menu()]
    assert [len(part.actions()) for part in parts] == [4, 5, 3]
    people = [action.text() for action in parts[2].actions()]
    assert people == ["全部主播", "小敏", "阿雪"]
    parts[2].actions()[1].trigger()
    assert titles(screen) == ["日播 · 早场", "大促返场"]


def brief(days: float, **how) -> SessionBrief:
    usual = {"id": SessionId(f"s{days}"), "title": "晚场", "zone": "Asia/Shanghai"}
    usual |= {"currency": "CNY", "archived": False, "simulated": False, "aired": False}
    start = Instant(round(NOW + days * DAY))
    return SessionBrief(planned_start=start, revision=1, **(usual | how))


def test_dates_are_calendar_days_where_the_session_is():
    late = brief(0.49)  # 23:45
    assert SessionFilter(span="coming").takes(brief(-0.4), "", NOW), "this morning is today"
    assert not SessionFilter(span="coming").takes(brief(-0.6), "", NOW)
    assert SessionFilter(span="week").takes(replace(late), "", NOW)
    assert SessionFilter(span="older").takes(brief(-31), "", NOW)
    assert not SessionFilter(span="month").takes(brief(1), "", NOW)
    assert SessionFilter(status="draft").takes(late, "", NOW)
    assert not SessionFilter(status="simulated").takes(late, "", NOW)
    ordered = upcoming_first((brief(-3), brief(2), brief(1), brief(-1)), NOW)
    assert [one.id for one in ordered] == ["s1", "s2", "s-1", "s-3"]


# --- away and back ------------------------------------------------------------------------------


def test_an_archived_session_is_found_again_and_taken_back(screen, desk):
    choose(screen, "日播 · 早场")
    screen.sessions.buttons["archive"].click()
    assert "日播 · 早场" not in titles(screen)
    assert screen.session == "winter", "the next one is open instead"
    assert screen.listing.toast.isVisible()
    screen.sessions.narrow(archived=True)
    choose(screen, "日播 · 早场")
    assert screen.sessions.buttons["archive"].text() == "取消归档"
    assert line(screen, 1) == "已归档"
    screen.sessions.buttons["archive"].click()
    screen.sessions.narrow(archived=False)
    assert "日播 · 早场" in titles(screen)
    screen.listing.toast.button.click()
    assert "日播 · 早场" not in titles(screen), "the word about it takes it back"


def test_a_deleted_session_comes_back_by_the_word_by_ctrl_z_and_from_the_bin(screen, desk):
    choose(screen, "粉丝福利日")
    QTest.keyClick(screen.sessions.list, Key.Key_Delete)
    assert "past" not in desk.plans
    assert "已删除「粉丝福利日」" in screen.listing.toast.text.text()
    screen.listing.toast.button.click()
    assert screen.session == "past"
    choose(screen, "粉丝福利日")
    QTest.keyClick(screen.sessions.list, Key.Key_Delete)
    screen.sessions.list.setFocus()
    QTest.keyClick(screen.sessions.list, Key.Key_Z, CTRL)
    assert "past" in desk.plans
    choose(screen, "粉丝福利日")
    screen.sessions.buttons["delete"].click()
    screen.sessions.narrow(bin=True)
    assert titles(screen) == ["粉丝福利日"]
    screen.sessions.list.setCurrentRow(0)
    assert screen.session != "past", "what is in the bin is not opened"
    screen.sessions.buttons["restore"].click()
    assert screen.session == "past"
    assert len(titles(screen)) == 4


def test_ctrl_z_in_a_table_undoes_the_plan_not_the_list(screen, desk):
    choose(screen, "粉丝福利日")
    screen.sessions.buttons["delete"].click()
    table = screen.tabs.front.table
    table.setFocus()
    screen.undo()
    assert "past" in desk.bin


def test_ctrl_z_after_a_pressed_button_takes_back_what_it_did(screen, desk):
    choose(screen, "粉丝福利日")
    screen.sessions.buttons["delete"].click()
    screen.templates.save.setFocus()  # where the focus goes when the button pressed is off
    screen.undo()
    assert "past" in desk.plans


def test_gone_for_good_only_after_asking(screen, desk):
    choose(screen, "大促返场")
    screen.sessions.buttons["delete"].click()
    screen.sessions.narrow(bin=True)
    screen.sessions.list.setCurrentRow(0)
    screen.sessions.buttons["purge"].click()
    box = screen.findChild(QMessageBox, "purge_box")
    assert "大促返场" in box.text()
    next(b for b in box.buttons() if b.text() == "取消").click()
    assert "old" in desk.bin
    screen.sessions.buttons["purge"].click()
    boxes = [b for b in screen.findChildren(QMessageBox, "purge_box") if b.isVisible()]
    next(b for b in boxes[-1].buttons() if b.text().startswith("彻底")).click()
    assert desk.bin == {}
    assert screen.sessions.nothing.text() == "最近没有删除的场次。"


def test_a_session_on_air_says_why_it_stays(screen, desk):
    desk.on_air = SessionId("winter")
    choose(screen, "冬季上新专场")
    screen.sessions.buttons["delete"].click()
    assert "正在直播" in screen.listing.toast.text.text()
    assert "winter" in desk.plans


def test_the_last_session_can_be_deleted_and_taken_back(qtbot):
    theme, language = dressed("zh")
    workspace = PlanWorkspace(FakeDesk(winter_sheet()), theme, language, Selection())
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.listing.delete()
    assert workspace.session is None
    assert workspace.empty.isVisible()
    assert workspace._selection.session is None
    workspace.listing.toast.button.click()
    assert workspace.session == "winter"


# --- templates ------------------------------------------------------------------------------------


def test_a_session_is_kept_as_a_template_and_begun_from(screen, desk):
    screen.templates.save.click()
    dialog = screen.findChild(QWidget, "template_dialog")
    dialog.name.setText("  ")
    assert not dialog.buttons.buttons()[0].isEnabled()
    dialog.name.setText("我的大场")
    dialog.plates[Plate.TRAFFIC].setChecked(False)
    dialog.accept()
    assert screen.templates.list.item(0).text() == "我的大场"
    screen.templates.list.setCurrentRow(0)
    QTest.keyClick(screen.templates.list, Key.Key_Return)
    start = next(d for d in screen.findChildren(QWidget, "start_dialog") if d.isVisible())
    assert start.title.text() == "我的大场"
    assert start.chosen_start == clock(19) + 2 * DAY, "at the hour it is made for"
    start.accept()
    sheet = screen.planning.sheet
    assert (sheet.session.title, len(sheet.segments), sheet.slots) == ("我的大场", 15, ())
    assert sheet.session.target_gmv is None
    QTest.keyClick(screen.templates.list, Key.Key_Delete)
    assert desk.shelf.kept == {}


def test_the_best_segments_of_a_past_show_are_proposed(screen, desk):
    choose(screen, "粉丝福利日")
    screen.listing.save_best()
    dialog = screen.findChild(QWidget, "best_dialog")
    ticked = dialog.lengths
    assert 0 < len(ticked) < dialog.table.rowCount()
    for at in range(dialog.table.rowCount()):
        dialog.table.item(at, 0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.buttons.buttons()[0].isEnabled(), "a template needs a segment"
    dialog.table.item(0, 0).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    (kept,) = desk.shelf.kept.values()
    assert len(kept[2].segments) == 1


def test_a_session_never_aired_has_no_best_segments_and_says_so(screen):
    choose(screen, "冬季上新专场")
    screen.listing.save_best()
    assert "没有可比较的成交" in screen.listing.toast.text.text()


# --- the menu bar ----------------------------------------------------------------------------------


def texts(screen: PlanWorkspace, name: str) -> list[str]:
    screen.menu.fill(name)
    return [action.text() for action in screen.menu.menus[name].actions() if action.text()]


def test_the_menu_bar_has_every_command_and_names_undo(screen):
    table = screen.tabs.front.table
    for part, name in (("row", "row"), ("cell", "edit"), ("find", "view")):
        said = texts(screen, name)
        for command in table.commands:
            if command.part == part and command.phrase:
                assert screen.language.tr(command.phrase) in said
    assert "撤销" in texts(screen, "edit")
    table.choose(["t2", "t3", "t4"], whole=True)
    table.move_rows(1)
    assert texts(screen, "edit")[0] == "撤销：移动 3 行"
    screen.menu.menus["edit"].actions()[0].trigger()
    assert [row.id for row in screen.planning.sheet.segments[:3]] == ["t1", "t2", "t3"]


def test_everything_is_said_in_english_too(screen):
    screen.language.use("en")
    said = [text for name in screen.menu.menus for text in texts(screen, name)]
    said += [a.text() for a in screen.sessions.session_menu().actions()]
    said += [a.text() for a in screen.sessions.filter_menu().actions()]
    said += [a.text() for a in screen.templates.menu().actions()]
    odd = [text for text in said if text.startswith("[") or any("一" <= c <= "鿿" for c in text)]
    assert odd == []
    assert untranslated(screen) == []


# --- zone, currency, start --------------------------------------------------------------------


def details(screen) -> SessionDetails:
    screen.asking.session_details()
    return screen.findChildren(SessionDetails)[-1]


def test_zone_and_currency_are_chosen_and_fixed_times_go_along(screen):
    dialog = details(screen)
    assert dialog.along.isHidden()
    dialog.zone.setCurrentText("Europe/London")
    assert not dialog.along.isHidden()
    assert dialog.start.dateTime().toString("HH:mm") == "19:00"
    dialog.currency.setCurrentText("jpy")
    dialog.accept()
    sheet, before = screen.planning.sheet, winter_sheet()
    assert (sheet.session.zone, sheet.session.currency) == ("Europe/London", "JPY")
    assert sheet.session.planned_start == before.session.planned_start + 8 * HOUR
    assert sheet.segments[6].start == before.segments[6].start + 8 * HOUR
    assert sheet.products[2].live_price == 399
    assert sheet.session.target_gmv == 2_000_000
    screen.undo()
    assert screen.planning.sheet == before


def test_fixed_times_stay_where_that_is_asked(screen):
    dialog = details(screen)
    dialog.start.setDateTime(dialog.start.dateTime().addSecs(3600))
    dialog.along.setChecked(False)
    dialog.accept()
    sheet = screen.planning.sheet
    assert sheet.session.planned_start == winter_sheet().session.planned_start + HOUR
    assert sheet.segments == winter_sheet().segments


def test_what_is_no_zone_or_currency_is_refused(screen):
    dialog = details(screen)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.zone.setCurrentText("Mars/Olympus")
    assert not ok.isEnabled()
    assert "Mars/Olympus" in dialog.trouble.text()
    dialog.zone.setCurrentText("UTC")
    dialog.currency.setCurrentText("¥")
    assert not ok.isEnabled()
    dialog.currency.setCurrentText("USD")
    assert ok.isEnabled()
    assert untranslated(dialog) == []
