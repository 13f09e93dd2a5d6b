"""Plan's dialogs: splits with a preview, the identity, the mix, the checks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from controlroom.core.ids import SessionId
from controlroom.plan import edits, readiness
from controlroom.plan import targets as worths
from controlroom.plan.pasts import PARTS, PastShow
from controlroom.plan.readiness import CHECKS
from controlroom.ui.dialogs.goals import GoalsDialog
from controlroom.ui.dialogs.identity import IdentityDialog
from controlroom.ui.dialogs.role_mix import RoleMixDialog
from controlroom.ui.dialogs.severities import SeverityDialog
from controlroom.ui.dialogs.split import SplitDialog
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import plan_on_stage
from tests.ui.screens import untranslated
from tests.ui.winter import winter_sheet

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture(params=["zh", "en"])
def screen(qtbot, request):
    with plan_on_stage(qtbot, FakeDesk(winter_sheet()), lang=request.param) as workspace:
        yield workspace


def asked(screen, what, kind):
    screen.splits.ask(what)
    dialog = screen.findChildren(kind)[-1]
    assert untranslated(dialog) == []
    return dialog


def ok(dialog):
    return dialog.buttons.button(OK)


def show(first, second, spend=(1, 1)):
    half = PARTS // 2
    return PastShow(
        session=SessionId("p"),
        title="上周",
        start=winter_sheet().session.planned_start,
        gmv=(first,) * half + (second,) * half,
        spend=(spend[0],) * half + (spend[1],) * half,
        attributed=(first,) * half + (second,) * half,
    )


def targets(screen):
    return [s.target_gmv for s in screen.planning.sheet.segments]


@pytest.mark.parametrize("method", ["duration", "products", "present"])
def test_a_split_is_seen_before_it_is_applied_and_is_one_undo(screen, method):
    before = targets(screen)
    dialog = asked(screen, "targets", SplitDialog)
    dialog.choose(method)
    parts = dialog.parts()
    assert sum(parts.values()) == screen.planning.sheet.session.target_gmv
    assert targets(screen) == before
    ok(dialog).click()
    assert targets(screen) == list(parts.values())
    screen.undo()
    assert targets(screen) == before


def test_cancelling_changes_nothing(screen):
    before = screen.planning.sheet
    dialog = asked(screen, "targets", SplitDialog)
    dialog.choose("duration")
    dialog.reject()
    assert screen.planning.sheet is before
    assert screen.desk.jobs[-1].cancelled


def test_by_hand_only_an_exact_sum_can_be_applied(screen):
    dialog = asked(screen, "targets", SplitDialog)
    dialog.choose("hand")
    total = screen.planning.sheet.session.target_gmv
    cell = dialog.table.item(0, 2)
    first = dialog.parts()[dialog._lines[0].id]
    cell.setText(str(first / 100 + 1))
    assert dialog.parts() is None
    assert not ok(dialog).isEnabled()
    assert "¥1" in dialog.sum.text()
    cell.setText("abc")
    assert not ok(dialog).isEnabled()
    cell.setText(str(first / 100))
    assert sum(dialog.parts().values()) == total
    assert ok(dialog).isEnabled()


def test_a_past_curve_waits_for_the_past_and_then_follows_it(screen):
    dialog = asked(screen, "targets", SplitDialog)
    dialog.choose("curve")
    assert dialog.parts() is None
    job = screen.desk.jobs[-1]
    job.finish((show(0, 5),))
    parts = list(dialog.parts().values())
    assert parts[0] == 0
    assert parts[-1] > 0
    dialog.take_pasts(())
    assert dialog.parts() is None
    assert not ok(dialog).isEnabled()


@pytest.mark.parametrize("method", ["target_gmv", "even", "wave"])
def test_the_budget_is_split_exactly(screen, method):
    dialog = asked(screen, "ads", SplitDialog)
    dialog.choose(method)
    ok(dialog).click()
    sheet = screen.planning.sheet
    assert sum(s.budget for s in sheet.slots if not s.skip) == sheet.session.ad_budget


def test_the_response_says_how_sure_it_is_or_that_it_can_not_say(screen):
    dialog = asked(screen, "ads", SplitDialog)
    dialog.choose("response")
    screen.desk.jobs[-1].finish((show(1, 2),))
    assert dialog.parts() is None
    assert "1" in dialog.note.text()
    assert not ok(dialog).isEnabled()
    dialog.take_pasts((show(1, 2), show(3, 1)))
    assert sum(dialog.parts().values()) == screen.planning.sheet.session.ad_budget
    assert not dialog.table.isColumnHidden(3)
    assert "±" in dialog.table.item(0, 3).text()


def test_without_a_target_it_says_what_to_do_first(screen):
    screen.planning.edit(None, lambda s: edits.set_session(s, target_gmv=None))
    screen.splits.ask("targets")
    assert screen.findChildren(SplitDialog) == []
    assert "GMV" in screen.work.text.text()


@pytest.mark.parametrize("method", ["worth", "stock", "alike"])
def test_products_get_whole_units_within_the_target(screen, method):
    dialog = asked(screen, "products", SplitDialog)
    dialog.choose(method)
    ok(dialog).click()
    sheet = screen.planning.sheet
    short = sheet.session.target_gmv - sum(worths.product_worth(sheet).values())
    assert 0 <= short < sum(p.live_price for p in sheet.products if p.live_price)
    screen.undo()
    assert screen.planning.sheet.products == winter_sheet().products


def test_a_changed_severity_is_seen_on_the_finding(screen):
    sheet = winter_sheet()
    found = readiness.check(
        sheet, now=sheet.session.planned_start, severities={"session.targets_sum": "error"}
    )
    screen.findings.show_findings(found, screen.language.speaker, screen.place_of)
    said = [one.text() for one in screen.findings.lines[0].findChildren(QLabel)]
    own = screen.language.tr("plan.severity.warning")
    assert screen.language.tr("ui.plan.checks.was", own=own) in said


def type_in(dialog, **parts):
    for name, text in parts.items():
        dialog.edits[name].setText(text)
        dialog.edits[name].textEdited.emit(text)


def test_any_unknown_of_the_identity_is_worked_out(screen):
    dialog = asked(screen, "identity", IdentityDialog)
    assert dialog.unknown == "viewers"
    type_in(dialog, gmv="20000", conversion="2%", order_value="100")
    assert dialog.edits["viewers"].text() == "10,000"
    dialog.marks["conversion"].setChecked(True)
    type_in(dialog, viewers="20000")
    assert dialog.edits["conversion"].text() == "1.00%"
    dialog.marks["gmv"].setChecked(True)
    type_in(dialog, viewers="3", conversion="50%", order_value="0.01")
    assert dialog.gmv == 2  # 1.5 fen: to even
    ok(dialog).click()
    assert screen.planning.sheet.session.target_gmv == 2


def test_the_identity_does_not_divide_by_nothing(screen):
    dialog = asked(screen, "identity", IdentityDialog)
    type_in(dialog, gmv="20000", conversion="0%", order_value="100")
    assert dialog.edits["viewers"].text() == ""
    assert "0" in dialog.said.text()
    assert not ok(dialog).isEnabled()
    type_in(dialog, conversion="x")
    assert not ok(dialog).isEnabled()
    assert dialog.said.text()


def test_the_mix_sums_to_a_hundred_and_shows_beside_the_plan(screen):
    dialog = asked(screen, "mix", RoleMixDialog)
    for box in dialog.boxes.values():
        box.setValue(0)
    assert ok(dialog).isEnabled()
    dialog.boxes["爆款"].setValue(60)
    assert not ok(dialog).isEnabled()
    dialog.more.setCurrentText("新角色")
    dialog.add.click()
    dialog.boxes["新角色"].setValue(40)
    ok(dialog).click()
    assert screen.planning.sheet.session.role_mix == (("爆款", 0.6), ("新角色", 0.4))
    said = [one.text() for one in screen.details.money.findChildren(QLabel)]
    assert {"新角色", "60%", "40%"} <= set(said)


def test_severities_are_laid_out_some_a_turn_and_all_there_when_asked_for(screen, qtbot):
    chosen = {CHECKS[-1].code: "off"}
    for ask in (
        lambda one: one.choices(),
        lambda one: one.choose(CHECKS[-1].code, "off"),
        lambda one: one.search.setText("script"),
    ):
        dialog = SeverityDialog(screen.language, chosen, screen)
        dialog._filling._turn()
        assert 0 < len(dialog.boxes) <= 10 < len(CHECKS)
        ask(dialog)
        assert len(dialog.boxes) == len(CHECKS)
        assert dialog.choices() == chosen and dialog.reset.isEnabled()
    dialog = SeverityDialog(screen.language, chosen, screen)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.reset.isEnabled())
    assert dialog.choices() == chosen
    dialog.close()


def test_severities_are_chosen_seen_and_taken_back(screen):
    screen.findings.checks.click()
    dialog = screen.findChildren(SeverityDialog)[-1]
    assert untranslated(dialog) == []
    assert dialog.choices() == {}
    dialog.choose("goods.none", "off")
    dialog.choose("script.gap", "error")
    ok(dialog).click()
    assert screen.desk.judgement.severities == {"goods.none": "off", "script.gap": "error"}
    again = SeverityDialog(screen.language, screen.desk.judgement.severities)
    assert again.choices() == {"goods.none": "off", "script.gap": "error"}
    again.search.setText("script.gap")
    visible = [
        i
        for i in range(again.list.topLevelItemCount())
        if not again.list.topLevelItem(i).isHidden()
    ]
    assert len(visible) == 1
    again.reset.click()
    assert again.choices() == {}


def test_break_even_names_its_formula_and_its_numbers(screen):
    tip = screen.header.figures["break_even"].toolTip()
    assert "÷" in tip
    assert screen.header.figures["break_even"].text() in tip


def test_where_it_can_not_break_even_it_says_so(screen):
    screen.planning.edit(None, lambda s: edits.set_session(s, refund_rate=1.0))
    money = screen.details.money.figures["break_even"].text()
    assert money == screen.language.tr("ui.plan.cannot_break_even")
    assert screen.header.figures["break_even"].text() == money


def test_the_money_can_be_turned_to_while_a_row_is_chosen(screen):
    table = screen.tabs.front.table
    table.choose([screen.planning.sheet.segments[0].id])
    assert not screen.details.ledger.isVisibleTo(screen)
    screen.details.turn.click()
    assert screen.details.ledger.isVisibleTo(screen)
    assert screen.details.money.figures["giveaway"].text() != ""


def test_menu_and_buttons_open_their_dialogs(screen, qtbot):
    names = [action.text() for action in screen.header.split.menu().actions()]
    assert len(names) == 6
    screen.header.split.menu().actions()[3].trigger()
    assert screen.findChildren(IdentityDialog)
    assert screen.header.split.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_the_shares_of_the_mix_can_be_read(screen):
    dialog = asked(screen, "mix", RoleMixDialog)
    for box in dialog.boxes.values():
        inside = box.rect().adjusted(0, 0, 1, 1)
        assert inside.contains(box.lineEdit().geometry())
        assert box.lineEdit().width() > box.fontMetrics().horizontalAdvance("100.0 %")


def test_milestones_are_planned_and_undone(screen):
    dialog = asked(screen, "goals", GoalsDialog)
    dialog.table.cellWidget(0, 3).setChecked(not dialog.table.cellWidget(0, 3).isChecked())
    text = dialog.text()
    ok(dialog).click()
    assert screen.planning.sheet.session.goals == text != ""
    screen.undo()
    assert screen.planning.sheet.session.goals == ""


def test_slots_alike_are_told_apart_by_their_times(screen):
    dialog = asked(screen, "ads", SplitDialog)
    names = [dialog.table.item(at, 0).text() for at in range(dialog.table.rowCount())]
    assert names[1] == "A-2 19:30–20:00 磁力金牛"
    assert len(set(names)) == len(names)


def test_what_can_be_split_is_in_the_menu_too(screen):
    screen.menu.fill("session")
    actions = {action.text(): action for action in screen.menu.menus["session"].actions()}
    for what in ("targets", "products", "ads", "identity", "mix", "goals"):
        assert actions[screen.language.tr(f"ui.split.{what}")].isEnabled()
    actions[screen.language.tr("ui.split.ads")].trigger()
    assert screen.findChildren(SplitDialog)[-1].objectName() == "split_ads"
