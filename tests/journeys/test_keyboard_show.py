"""An operator's show with her hands on the keyboard: the window, the desk, the air thread and
the database as they are; no mouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QMessageBox, QWidget

from controlroom.app import compose, desktop, speech
from controlroom.core.ids import CueId, RowId
from controlroom.core.time import MINUTE, Instant
from controlroom.live.events import Event
from controlroom.live.readout import Phase, Readout
from tests.builders import at, giveaway, minutes, product, segment, sheet
from tests.ui.screens import put_away

PLAN = sheet(
    product("pot", link=3, stock=50, price=29_900),
    segment("A", 10, products=(RowId("pot"),), introduction="铁", value="值"),
    segment("B", 20),
    segment("C", 10),
    segment("D", 5),
    giveaway("bag", segment=RowId("A"), offset=minutes(8), duration=minutes(2)),
    start="20:00",
)
Key, Mod = Qt.Key, Qt.KeyboardModifier
pytestmark = pytest.mark.qt_log_ignore("does not support raise")


class Hands:
    """Keys go to whatever has the focus, as at a real keyboard."""

    def __init__(self, qtbot: Any, made: desktop.Desktop) -> None:
        self.qtbot, self.made, self.window = qtbot, made, made.window

    @property
    def now(self) -> Readout:
        return self.made.bridge.readout

    def until(self, holds: Any) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def press(self, key: Key, held: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key, held)

    def tab_to(self, text: str) -> None:
        """Tab until a button that says `text` has the focus."""
        for _ in range(120):
            here = self.window.focusWidget()
            if isinstance(here, QAbstractButton) and text in here.text():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(text)

    def tab_to_list(self, name: str) -> QWidget:
        for _ in range(120):
            here = self.window.focusWidget()
            if here is not None and here.accessibleName() == name:
                return here
            self.press(Key.Key_Tab)
        raise AssertionError(name)

    def until_painted(self) -> None:
        """Panels are painted one a turn, after the readout has come."""
        live: Any = self.window.workspace("live")
        self.until(lambda: live.panels["timeline"].readout is self.now)

    def dialog(self) -> QDialog:
        found = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def hands(qtbot: Any, tmp_path: Any) -> Iterator[Hands]:
    app = desktop.application()
    clock = compose.run_clock(Instant(at("20:00") - MINUTE), 1.0)
    desk = compose.compose(tmp_path / "desk.db", speech.speaker("zh"), clock=clock)
    desk.add_sheet(PLAN)
    made = desktop.furnish(desk, "zh", compose.passing_settings(), app)
    made.window.asks = True
    made.choose(PLAN.session.id)
    made.window.show()
    qtbot.waitUntil(lambda: made.window.workspace("plan") is not None, timeout=20_000)
    QTest.keyClick(made.window, Key.Key_2, Mod.ControlModifier)
    qtbot.waitUntil(lambda: made.window.workspace("live") is not None, timeout=20_000)
    yield Hands(qtbot, made)
    made.stop_readouts()
    desk.close()
    came: list[bool] = []
    made.dispatcher(lambda: came.append(True))  # behind all that is on its way
    bridge = made.bridge  # what it brings is taken by widgets that are still there
    qtbot.waitUntil(lambda: bool(came) and bridge._waiting is None and not bridge._queue)
    made.close()
    put_away(made.window)


def go_on_air(hands: Hands) -> None:
    hands.tab_to("打开直播")
    hands.press(Key.Key_Space)
    hands.until(lambda: hands.now.phase is Phase.ARMED)
    hands.until_painted()
    hands.tab_to("开播")
    hands.press(Key.Key_Space)
    if hands.made.desk.obstacles():
        dialog = hands.dialog()
        for field in dialog.findChildren(QLineEdit):
            field.setFocus()
            QTest.keyClicks(field, "chen")
        go = next(b for b in dialog.findChildren(QAbstractButton) if "仍要开播" in b.text())
        go.setFocus()
        QTest.keyClick(go, Key.Key_Space)
    hands.until(lambda: hands.now.phase is Phase.ON_AIR)
    hands.until_painted()


def journal(hands: Hands) -> list[Event]:
    air = hands.made.desk.air
    assert air is not None
    return [event for _, event in air.show.entries]


def names(hands: Hands) -> list[str]:
    return [type(event).__name__ for event in journal(hands)]


def order(hands: Hands) -> list[str]:
    return [row.title for row in hands.now.rows]


def test_a_show_is_run_by_keys_alone(hands: Hands) -> None:
    go_on_air(hands)
    hands.press(Key.Key_1)  # the introduction was said
    hands.until(lambda: hands.now.current is not None and hands.now.current.points[0].said)
    hands.press(Key.Key_G)  # the giveaway, eight minutes early
    hands.until(lambda: any(c.id == CueId("G:bag:start") for c in hands.now.answered))
    rows = hands.tab_to_list("流程表")
    for _ in range(3):
        QTest.keyClick(rows, Key.Key_Down)
    assert rows.currentIndex().row() == 3  # type: ignore[attr-defined]
    for place in (2, 1):  # D is moved up twice, the cursor going with it
        hands.press(Key.Key_Up, Mod.AltModifier)
        hands.until(lambda place=place: order(hands)[place] == "D")
        hands.until(lambda place=place: rows.currentIndex().row() == place)  # type: ignore[misc]
    hands.press(Key.Key_Z, Mod.ControlModifier)
    hands.until(lambda: order(hands) == ["A", "B", "D", "C"])
    hands.press(Key.Key_Space)
    hands.until(lambda: hands.now.current is not None and hands.now.current.title == "B")
    hands.press(Key.Key_P)
    hands.until(lambda: hands.now.phase is Phase.PAUSED)
    hands.press(Key.Key_P)
    hands.until(lambda: hands.now.phase is Phase.ON_AIR)
    hands.press(Key.Key_M)
    QTest.keyClicks(hands.window.focusWidget(), "faster")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.now.message is not None)
    hands.press(Key.Key_PageDown)  # the streamer's remote
    hands.until(lambda: hands.now.message is not None and hands.now.message.seen is not None)
    hands.window.close()
    QTest.keyClick(hands.dialog(), Key.Key_Escape)
    hands.until(lambda: hands.window.findChild(QMessageBox, "leave") is None)
    assert hands.window.isVisible()
    hands.tab_to("下播")
    hands.press(Key.Key_Space)
    yes = next(b for b in hands.dialog().findChildren(QAbstractButton) if b.text() == "下播")
    yes.setFocus()
    QTest.keyClick(yes, Key.Key_Space)
    hands.until(lambda: hands.now.phase is Phase.OFF_AIR)
    done = [n for n in names(hands) if n not in ("CueFired", "GoalReached", "AlertRaised")]
    assert done == [
        "RunOpened", "WentOnAir", "PointTicked", "CueAnswered", "RowMoved", "RowMoved", "Undone",
        "SegmentStarted", "Paused", "Resumed", "MessageSent", "MessageSeen", "WentOffAir",
    ]  # fmt: skip
