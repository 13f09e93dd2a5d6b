"""What a fresh eye found cramped, cut off or hard to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDateTimeEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from controlroom.core.ids import RowId
from controlroom.core.time import HOUR, MINUTE, Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.review import ReviewWorkspace
from controlroom.ui.selection import Selection
from controlroom.ui.theme import SMALL, THEMES
from controlroom.ui.widgets.timeline import TimelineStrip
from tests.ui.demo_readout import START, demo
from tests.ui.evening import reviewed
from tests.ui.plan_stage import FakeDesk
from tests.ui.screens import dressed, put_away
from tests.ui.stage import Stage
from tests.ui.test_live_reshape import late
from tests.ui.test_reach import DIALOGS
from tests.ui.winter import winter_sheet

pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@pytest.mark.parametrize("name", ["rules", "insert", "rehearse"])
def test_a_number_does_not_touch_the_border_of_its_field(stage: Stage, name: str) -> None:
    stage.show(late())
    DIALOGS[name](stage)
    dialogs = [d for d in stage.live.findChildren(QDialog) if d.isVisible()]
    boxes = [b for d in dialogs for b in d.findChildren(QAbstractSpinBox)]
    boxes = [b for b in boxes if not isinstance(b, QDateTimeEdit)]
    assert boxes
    for box in boxes:
        field = box.findChild(QLineEdit)
        assert field is not None
        assert field.textMargins().left() >= 7, box.accessibleName()
    for dialog in dialogs:
        dialog.reject()


@pytest.fixture(params=["zh", "en"])
def small_review(request: pytest.FixtureRequest, qtbot: Any) -> Iterator[ReviewWorkspace]:
    theme, language = dressed(request.param)
    theme.apply()  # our fonts, whatever a test before this one has put on
    selection, sheet = Selection(), winter_sheet()
    desk = FakeDesk(sheet, reviews={"winter": reviewed(sheet)})
    made = ReviewWorkspace(desk, theme, language, selection)
    host = QWidget()
    made.setParent(host)
    made.bar.setParent(host)
    for part in (made, host):
        part.resize(1366, 709)
    selection.choose("winter", "冬季上新专场")
    host.show()
    made.filling.finish()
    yield made
    put_away(host)


def test_review_shows_all_columns_on_a_small_screen(small_review: ReviewWorkspace) -> None:
    tables = small_review.tables
    for name in tables.names:
        view = tables.views[name]
        tables.tabs.setCurrentWidget(view)
        header = view.horizontalHeader()
        assert header.length() <= header.viewport().width(), name
        type_ = QFontMetrics(tables._theme.font(SMALL))
        for at in range(header.count()):
            title = str(view.model().headerData(at, Qt.Orientation.Horizontal))
            assert type_.horizontalAdvance(title) + 12 <= header.sectionSize(at), title
            assert view.sizeHintForColumn(at) <= header.sectionSize(at) or (
                view.table.columns[at].stretch
            ), title


def test_review_says_its_headline_whole_on_a_small_screen(
    small_review: ReviewWorkspace, qtbot: Any
) -> None:
    def whole() -> bool:
        lines = [figure.context for figure in small_review.header.figures.values()]
        return all(drawn(line) == line.text() != "" for line in lines)

    qtbot.waitUntil(whole)


def drawn(line: QLabel) -> str:
    """What is to be seen of it."""
    room = line.contentsRect().width()
    return line.fontMetrics().elidedText(line.text(), Qt.TextElideMode.ElideRight, room)


def test_every_lane_of_a_low_timeline_has_room_for_words(qtbot: Any) -> None:
    """On a small screen a bar of the script, ads and giveaways said nothing: only goods that
    stand beside one another had names."""
    theme, _ = dressed("zh")
    strip, whole = TimelineStrip(theme), demo()
    qtbot.addWidget(strip)
    goods = next(block for block in whole.blocks if block.lane is Plate.GOODS)
    blocks, ends = (*whole.blocks, replace(goods, id=RowId("beside"))), whole.planned_end
    assert ends is not None
    strip.show_blocks(blocks, start=START, end=ends, zone="Asia/Shanghai")
    strip.resize(1348, strip.minimumHeight())
    highs = {block.lane: box.height() for block, box in strip._visible(blocks)}
    assert highs[Plate.GOODS] < 2 * highs[Plate.TRAFFIC]  # two beside one another
    low = [lane for lane, high in highs.items() if high < strip.ink.least_height()]
    assert len(highs) >= 4
    assert low == []


@pytest.mark.parametrize("look", ["dark", "light"])
def test_a_ticked_box_is_a_box(qtbot: Any, look: str) -> None:
    """In the dark a tick stood there without its box."""
    theme, _ = dressed("zh")
    theme.use(look)
    box = QCheckBox("启用")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.show()
    image = box.grab().toImage()
    theme.use("dark")
    seen = [image.pixelColor(x, y).name() for x in range(16) for y in range(image.height())]
    roles = THEMES[look]
    assert seen.count(roles.script) > 60  # the box
    assert roles.on_plate in seen  # the tick upon it


def test_a_cue_that_waits_ends_in_an_ellipsis_where_it_is_too_long(
    small_review: ReviewWorkspace,
) -> None:
    for _, _, text in small_review.standing._cue_lines:
        text.setText("Note what the giveaway brought: " * 9)
        text.resize(300, 20)
        assert text.fitted().endswith("…")


@pytest.mark.parametrize(("before", "left"), [(6, False), (14, True)])
def test_a_time_that_the_now_line_would_half_cover_is_left_out(
    qtbot: Any, before: int, left: bool
) -> None:
    """So many minutes before the round time beside which its clock stands."""
    theme, _ = dressed("zh")
    strip, ends = TimelineStrip(theme), Instant(START + 4 * HOUR)
    qtbot.addWidget(strip)
    strip.resize(1348, 140)
    tick = START + HOUR
    now = Instant(tick - before * MINUTE)
    strip.show_blocks((), start=START, end=ends, now=now, zone="Asia/Shanghai")
    x = round(strip.axis.x_of(Instant(tick)))
    beside = max(x - 20, round(strip.axis.x_of(now)) + 31)
    image = strip.grab().toImage()
    rows = range(2, int(strip.top) - 5)
    seen = {image.pixelColor(at, y).name() for at in range(beside, x + 24) for y in rows}
    assert (len(seen) > 1) is left
