"""A run-sheet file taken through the dialog, with the desk, store and threads as they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from controlroom.app import compose, speech
from controlroom.core.time import Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.dialogs.import_sheet import ImportDialog
from controlroom.ui.dispatch import Dispatcher
from controlroom.ui.plan import PlanWorkspace
from controlroom.ui.selection import Selection
from tests.builders import product, segment, sheet
from tests.fakes.settings import FakeSettings
from tests.ui.screens import dressed, put_away
from tests.unit.exchange.books import page, xlsx

PLAN = sheet(product("锅", link=1), segment("开场", 10), segment("主推", 20), start="20:00")
ROWS = [("标题", "时长", "负责"), ("开场", 15, "主播"), ("返场", 5, "中控")]


def made(tmp_path, **options):
    return compose.compose(
        tmp_path / "desk.db",
        speech.speaker("zh"),
        clock=compose.run_clock(Instant(PLAN.session.planned_start - 3_600_000), 1.0),
        **options,
    )


@pytest.fixture
def screen(qtbot, tmp_path):
    desk = made(tmp_path, dispatch=Dispatcher(), settings=FakeSettings())
    desk.add_sheet(PLAN)
    theme, language = dressed("zh")
    workspace = PlanWorkspace(desk, theme, language, Selection(), FakeSettings())
    host = QWidget()
    workspace.setParent(host)
    workspace.bar.setParent(host)
    host.resize(1680, 1000)
    workspace.resize(1680, 1000)
    host.show()
    qtbot.waitExposed(host)
    workspace.qtbot, workspace.whole = qtbot, desk
    qtbot.waitUntil(lambda: workspace.planning is not None)
    yield workspace
    put_away(host)
    desk.close()


@pytest.fixture
def path(tmp_path):
    return str(xlsx(tmp_path / "脚本.xlsx", lambda book: page(book, ROWS, "脚本")))


def opened(screen, path) -> ImportDialog:
    screen.asking.import_sheet_from(path)
    dialog = screen.findChildren(ImportDialog)[-1]
    screen.qtbot.waitUntil(lambda: not dialog._soon.isActive() and dialog._job is None)
    return dialog


def stored(screen):
    desk = screen.whole
    desk.world.writer.call(lambda: None)  # what was asked before is done
    return desk.world.store.sheets.load(screen.planning.sheet.session.id)


def titles(plan):
    return [(s.title, s.duration // 60_000) for s in plan.segments]


def test_merged_with_its_diff_it_is_one_step_and_undone_as_one(screen, path):
    before = screen.planning.sheet
    dialog = opened(screen, path)
    assert dialog.changes.topLevelItemCount() >= 2
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert titles(screen.planning.sheet) == [("开场", 15), ("主推", 20), ("返场", 5)]
    assert stored(screen) == screen.planning.sheet
    assert len(screen.planning.steps(False)) == 1
    screen.undo()
    assert screen.planning.sheet == before == stored(screen)
    assert screen.planning.sheet.rows(Plate.GOODS) == PLAN.products


def test_as_a_new_session_the_old_one_stays(screen, path):
    before = screen.planning.sheet
    dialog = opened(screen, path)
    dialog.new.setChecked(True)
    screen.qtbot.waitUntil(lambda: not dialog._soon.isActive() and dialog._job is None)
    dialog.accept()
    screen.qtbot.waitUntil(lambda: screen.planning.sheet.session.id != before.session.id)
    assert titles(stored(screen)) == [("开场", 15), ("返场", 5)]
    assert screen.whole.world.store.sheets.load(before.session.id) == before


def test_cancelled_on_the_way_nothing_is_changed(screen, path):
    before = screen.planning.sheet
    screen.asking.import_sheet_from(path)
    dialog = screen.findChildren(ImportDialog)[-1]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    screen.qtbot.waitUntil(lambda: dialog._job is None or dialog._job.cancelled)
    assert not dialog.isVisible()
    assert screen.planning.sheet == before == stored(screen)
    assert screen.planning.steps(False) == ()
