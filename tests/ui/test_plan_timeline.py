"""The Plan timeline with a real mouse and real keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from controlroom.core.ids import RowId
from controlroom.core.time import DAY, HOUR, MINUTE, Instant
from controlroom.plan import edits
from controlroom.plan.sheet import Plate
from controlroom.plan.timing import schedule
from controlroom.ui.models.sight import Sight
from controlroom.ui.models.strip import StripBlocks, reach
from controlroom.ui.widgets.gantt import Gantt
from tests.fakes.ui_desk import FakeDesk
from tests.ui.plan_stage import plan_on_stage
from tests.ui.screens import untranslated
from tests.ui.winter import clock, winter_sheet

Key, Mod, Type = Qt.Key, Qt.KeyboardModifier, QEvent.Type
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@pytest.fixture
def screen(qtbot):
    with plan_on_stage(qtbot, FakeDesk(winter_sheet())) as workspace:
        yield workspace


@pytest.fixture
def strip(screen) -> Gantt:
    return screen.timeline.strip


def block(strip: Gantt, row: str):
    return next(one for one in strip.blocks if one.id == row)


def spot(strip: Gantt, row: str, part: float = 0.5) -> QPointF:
    """A point of a block: 0 its left edge, 1 its right edge."""
    box = strip._box(block(strip, row))
    inward = 2 if part == 0 else -2 if part == 1 else 0
    return QPointF(box.left() + box.width() * part + inward, box.center().y())


def hand(strip: Gantt, kind: QEvent.Type, at: QPointF, held=LEFT, mods=Mod.NoModifier) -> None:
    button = NONE if kind is Type.MouseMove else LEFT
    event = QMouseEvent(kind, at, strip.mapToGlobal(at), button, held, mods)
    QApplication.sendEvent(strip, event)


def px(strip: Gantt, minutes: float) -> float:
    return minutes * MINUTE / strip.axis.ms_per_px


def drag(strip: Gantt, start: QPointF, minutes: float, *, drop=True, mods=Mod.NoModifier) -> None:
    """Press at `start`, move so many minutes of the axis in two steps, let go."""
    end = start + QPointF(px(strip, minutes), 0)
    hand(strip, Type.MouseButtonPress, start)
    hand(strip, Type.MouseMove, (start + end) / 2, mods=mods)
    hand(strip, Type.MouseMove, end, mods=mods)
    if drop:
        hand(strip, Type.MouseButtonRelease, end, NONE)


def sheet(screen):
    return screen.planning.sheet


def row(screen, plate: Plate, name: str):
    return next(one for one in sheet(screen).rows(plate) if one.id == name)


def test_dragging_an_end_changes_the_duration_in_one_step(screen, strip):
    before = sheet(screen)
    drag(strip, spot(strip, "t2", 1), 6.2)
    assert row(screen, Plate.SCRIPT, "t2").duration == 21 * MINUTE  # 19:27 + 6 is 19:33
    assert screen.planning.undo_label.key == "plan.drag.stretched"
    screen.undo()
    assert sheet(screen) == before
    assert screen.planning.undo_label is None


def test_dragging_a_linked_segment_reorders_and_shows_it_meanwhile(screen, strip):
    drag(strip, spot(strip, "t3"), 60, drop=False)
    shown = sorted(
        (one for one in strip._blocks if one.lane is Plate.SCRIPT), key=lambda b: b.start
    )
    assert [one.id for one in shown][:6] == ["t1", "t2", "t4", "t5", "t6", "t3"]
    assert [one.id for one in sheet(screen).segments][:3] == ["t1", "t2", "t3"]  # not yet
    assert "→ T-" in strip._bubble
    end = spot(strip, "t3") + QPointF(px(strip, 60), 0)
    hand(strip, Type.MouseButtonRelease, end, NONE)
    assert [one.id for one in sheet(screen).segments][2] == "t4"


def test_escape_gives_a_drag_up(screen, strip):
    before = sheet(screen)
    drag(strip, spot(strip, "a3"), 40, drop=False)
    assert strip._blocks != strip.blocks
    QTest.keyClick(strip, Key.Key_Escape)
    assert strip._blocks == strip.blocks and not strip.hand.busy
    hand(strip, Type.MouseButtonRelease, QPointF(900, 60), NONE)
    assert sheet(screen) == before and screen.planning.undo_label is None


def test_a_hard_start_is_moved_and_snaps_to_its_neighbour(screen, strip):
    drag(strip, spot(strip, "t7"), -1.7)  # near 20:32, where t6 ends
    moved = row(screen, Plate.SCRIPT, "t7")
    assert (moved.start, moved.hard) == (clock(20, 32), True)


def test_alt_is_free_of_snapping(screen, strip):
    drag(strip, spot(strip, "a8"), 3.33, mods=Mod.AltModifier)
    start = row(screen, Plate.TRAFFIC, "a8").start
    assert start % MINUTE and start % 1000 == 0
    assert abs(start - clock(22, 30) - 3.33 * MINUTE) < 20_000


def test_slots_giveaways_tasks_and_goods_can_be_taken(screen, strip):
    drag(strip, spot(strip, "a8", 0), 10)
    assert row(screen, Plate.TRAFFIC, "a8").start == clock(22, 40)
    drag(strip, spot(strip, "g1"), 9)  # from 19:04 into the segment of 19:12
    given = row(screen, Plate.GIVEAWAY, "g1")
    assert (given.segment, given.offset) == ("t2", MINUTE)
    drag(strip, spot(strip, "p1"), 18)
    assert [one.id for one in sheet(screen).segments if "p1" in one.products] == ["t3"]
    strip.fit()
    drag(strip, spot(strip, "e1"), 12 * 60)
    assert row(screen, Plate.WARMUP, "e1").before == 36 * HOUR


def test_a_click_is_no_edit_and_chooses_the_row(screen, strip):
    for name, plate in (("t5", Plate.SCRIPT), ("a2", Plate.TRAFFIC), ("p4", Plate.GOODS)):
        QTest.mouseClick(strip, LEFT, pos=spot(strip, name).toPoint())
        assert screen.tabs.front.plate is plate
        assert screen.tabs.front.table.current_row() == name
        assert strip.chosen == (plate, name)
    assert screen.planning.undo_label is None


def test_the_table_chooses_the_block_and_brings_it_into_sight(screen, strip):
    strip.zoom(12)
    screen.tabs.turn_to(Plate.SCRIPT)
    screen.tabs.front.table.choose([RowId("t15")])
    assert strip.chosen == (Plate.SCRIPT, "t15")
    assert strip.axis.start < block(strip, "t15").end and block(strip, "t15").start < strip.axis.end


def test_the_arrows_go_from_block_to_block_and_enter_opens_the_row(screen, strip):
    QTest.mouseClick(strip, LEFT, pos=spot(strip, "t1").toPoint())
    strip.setFocus()
    for key, name in (
        (Key.Key_Right, "t2"),
        (Key.Key_Down, "a1"),
        (Key.Key_Down, "g1"),
        (Key.Key_Up, "a1"),
        (Key.Key_Right, "a2"),
        (Key.Key_Left, "a1"),
    ):
        QTest.keyClick(strip, key)
        assert strip.focused.id == name
        assert strip.hasFocus()
    assert "A-1" in strip.accessibleDescription() and "¥6,000" in strip.accessibleDescription()
    QTest.keyClick(strip, Key.Key_Return)
    assert screen.tabs.front.table.hasFocus()
    assert screen.tabs.front.table.current_row() == "a1"


def test_keys_move_and_stretch(screen, strip):
    screen.timeline.chosen.emit(Plate.TRAFFIC, "a8")
    QTest.keyClick(strip, Key.Key_Right, Mod.ShiftModifier)
    assert row(screen, Plate.TRAFFIC, "a8").start == clock(22, 30) + strip.step
    QTest.keyClick(strip, Key.Key_Right, Mod.ShiftModifier | Mod.ControlModifier)
    length = row(screen, Plate.TRAFFIC, "a8").end - row(screen, Plate.TRAFFIC, "a8").start
    assert length == 30 * MINUTE + strip.step
    for _ in range(3):
        QTest.keyClick(strip, Key.Key_Left, Mod.ShiftModifier)
    assert row(screen, Plate.TRAFFIC, "a8").start == clock(22, 30) - 2 * strip.step
    screen.undo()  # the three presses are one step
    assert row(screen, Plate.TRAFFIC, "a8").start == clock(22, 30) + strip.step
    screen.timeline.chosen.emit(Plate.SCRIPT, "t2")
    QTest.keyClick(strip, Key.Key_Right, Mod.ShiftModifier)
    assert [one.id for one in sheet(screen).segments][:3] == ["t1", "t3", "t2"]
    assert strip.focused.id == "t2"


def test_zoom_keeps_the_moment_under_the_pointer_and_fit_goes_back(strip):
    whole = (strip.axis.start, strip.axis.end)
    at = QPointF(900, 60)
    moment = strip.axis.at_x(900)
    turn = QWheelEvent(
        at,
        strip.mapToGlobal(at),
        QPoint(),
        QPoint(0, 480),
        NONE,
        Mod.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(strip, turn)
    assert abs(strip.axis.at_x(900) - moment) <= 2
    assert strip.axis.end - strip.axis.start < (whole[1] - whole[0]) / 2
    QTest.keyClick(strip, Key.Key_0)
    assert (strip.axis.start, strip.axis.end) == whole
    QTest.keyClick(strip, Key.Key_0)
    assert strip.axis.start < whole[0] - DAY  # the tasks days ahead
    QTest.mouseDClick(strip, LEFT, pos=QPoint(1500, int(strip._lane_top(Plate.GIVEAWAY)) + 1))
    assert (strip.axis.start, strip.axis.end) == whole


def test_scrolling_stays_within_what_there_is(strip):
    for key in (Key.Key_Plus, Key.Key_Plus, Key.Key_Plus, Key.Key_End, Key.Key_PageDown):
        QTest.keyClick(strip, key)
    assert strip.axis.end == strip.full[1]
    hand(strip, Type.MouseButtonPress, QPointF(800, strip._lane_top(Plate.WARMUP) + 5))
    hand(strip, Type.MouseMove, QPointF(900, strip._lane_top(Plate.WARMUP) + 5))
    assert strip.axis.end < strip.full[1]  # the ground follows the hand
    QTest.keyClick(strip, Key.Key_Home)
    assert strip.axis.start == strip.full[0]


def test_a_lane_without_anything_in_sight_says_where_it_is(screen, strip):
    assert strip._beyond(Plate.WARMUP) == (6, 0)
    mark = QPoint(int(strip.axis.left) + 8, int(strip._lane_top(Plate.WARMUP)) + 8)
    QTest.mouseClick(strip, LEFT, pos=mark)
    assert strip._beyond(Plate.WARMUP) == (0, 0)


def test_tooltips_say_name_times_and_money(screen, strip):
    said = strip._tip(block(strip, "t7"))
    assert "T-7 · 秒杀 · 整点秒杀 保温杯" in said
    assert "20:34–20:42 · 08:00" in said
    assert "整点锁定 · 前面空 02:00" in said and "目标 GMV ¥200" in said
    assert "福利成本 ¥1,500" in strip._tip(block(strip, "g1"))
    assert "11-20 周五" in strip._tip(block(strip, "e1"))
    assert untranslated(screen.timeline) == []


def test_conflicts_and_gaps_are_marked(screen, strip):
    assert (block(strip, "t7").gap, block(strip, "t7").pin) == (2 * MINUTE, True)
    drag(strip, spot(strip, "t6", 1), 10)
    assert block(strip, "t7").overlap == 8 * MINUTE
    assert block(strip, "t7").gap == 0


def test_the_now_line_is_there_on_the_day_of_the_show(screen, strip):
    assert strip._now is None or strip._now == screen._desk.now()
    screen.timeline._clock = lambda: clock(20, 15)
    screen.timeline._show_now()
    assert strip._now == clock(20, 15)
    screen.timeline._clock = lambda: Instant(clock(20, 15) - 3 * DAY)
    screen.timeline._show_now()
    assert strip._now is None


def test_an_edit_makes_new_blocks_of_changed_rows_only(screen):
    plan = sheet(screen)
    speaker = screen.language.speaker
    maker = StripBlocks()

    def sight(of):
        return Sight(sheet=of, schedule=schedule(of), findings=(), speaker=speaker)

    first = maker.of(sight(plan))
    other = edits.set_field(plan, Plate.SCRIPT, RowId("t13"), "kind", "返场")
    second = maker.of(sight(other))
    changed = {one.id for one, was in zip(second, first, strict=True) if one is not was}
    assert changed == {"t13", "p10"}
    assert second == StripBlocks().of(sight(other))


def test_what_is_shown_is_the_show_and_everything_is_reachable(screen):
    plan = sheet(screen)
    blocks = screen.timeline.strip.blocks
    (start, end), (first, last) = reach(plan, blocks)
    assert (start, end) == (clock(19), clock(23))
    assert first < clock(19) - 2 * DAY and last > end
    late = replace(plan, session=replace(plan.session, planned_end=clock(22)))
    assert reach(late, blocks)[0][1] == clock(23)


def test_nothing_is_left_of_a_plan_that_was_put_away(screen, strip):
    screen.close_plan()
    assert strip.blocks == () and strip._now is None
    QTest.keyClick(strip, Key.Key_Right)
    QTest.keyClick(strip, Key.Key_Plus)
    strip.grab()


def test_slots_at_the_same_time_share_a_higher_lane(qtbot, screen):
    plan = sheet(screen)
    twins = tuple(replace(one, id=RowId(f"{one.id}-b"), channel="千川") for one in plan.slots)
    maker = StripBlocks()
    strip = Gantt(screen._theme)
    qtbot.addWidget(strip)
    strip.resize(1200, 200)

    def show(slots):
        wanted = replace(plan, slots=slots)
        seen = Sight(
            sheet=wanted, schedule=schedule(wanted), findings=(), speaker=screen.language.speaker
        )
        blocks = maker.of(seen)
        fit, full = reach(wanted, blocks)
        strip.show_plan(blocks, fit=fit, full=full, window=(), zone=seen.zone)

    show(plan.slots)
    single = strip._lane_height(Plate.TRAFFIC)
    show((*plan.slots, *twins))
    assert strip._lane_height(Plate.TRAFFIC) > single
    assert strip._lane_height(Plate.TRAFFIC) == 2 * strip._lane_height(Plate.SCRIPT)
    one, other = strip._box(block(strip, "a3")), strip._box(block(strip, "a3-b"))
    assert not one.intersects(other) and one.left() == other.left()
    assert strip._bottom() <= strip.height()
