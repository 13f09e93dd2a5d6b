"""Charts under the hand: wheel, crosshair and keys, while the numbers go on coming."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from controlroom.core.time import MINUTE, SECOND, Instant
from controlroom.live.readout import Readout
from controlroom.ui.charts import TimeChart
from tests.ui.demo_readout import NOW, START, demo
from tests.ui.stage import Stage


def charts(stage: Stage) -> list[TimeChart]:
    return [panel.chart for panel in stage.live.charts]


def view(chart: TimeChart) -> tuple[float, float]:
    least, most = chart.getViewBox().viewRange()[0]
    return float(least), float(most)


def at_pixel(chart: TimeChart, at: Instant) -> QPointF:
    return QPointF(chart._scene_x(at), chart._plot_box().center().y())


def wheel(chart: TimeChart, at: Instant, notches: int) -> None:
    place, port = at_pixel(chart, at), chart.viewport()
    event = QWheelEvent(
        place, QPointF(port.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def later(seconds: int, gmv: float) -> Readout:
    """The demo some seconds on, with one more minute sold."""
    before = demo()
    curves = before.curves
    assert curves is not None
    more = replace(
        curves,
        minute=np.append(curves.minute, curves.minute[-1] + MINUTE),
        gmv_total=np.append(curves.gmv_total, gmv),
        **{
            name: np.append(getattr(curves, name), np.nan)
            for name in ("gmv_per_minute", "roi_total", "roi_15", "roi_30", "spend_per_minute")
        },
    )
    return replace(before, now=Instant(NOW + seconds * SECOND), curves=more)


def test_the_wheel_zooms_about_the_pointer_and_all_charts_come_along(stage: Stage) -> None:
    stage.show(demo())
    first, *others = charts(stage)
    whole, aim = view(first), Instant(START + 60 * MINUTE)
    before = first.instant_at(at_pixel(first, aim).x())
    wheel(first, aim, 3)
    near = view(first)
    assert near[1] - near[0] < 0.8 * (whole[1] - whole[0])
    assert abs(first.instant_at(at_pixel(first, aim).x()) - before) < 5 * SECOND
    assert all(view(other) == pytest.approx(near) for other in others)
    assert not any(chart.following for chart in charts(stage))
    assert stage.live.follow.isVisible()
    stage.show(later(2, 130_000_000.0))  # what comes does not pull the charts away
    assert view(first) == pytest.approx(near)
    QTest.keyClick(stage.live, Qt.Key.Key_F)
    assert view(first) == pytest.approx(whole) and not stage.live.follow.isVisible()


def test_the_crosshair_stays_and_reads_what_has_come_since(stage: Stage) -> None:
    stage.show(demo())
    first, second, _ = charts(stage)
    edge = Instant(int(demo().curves.minute[-1]) + 2 * MINUTE)  # type: ignore[union-attr]
    place = at_pixel(first, edge).toPoint()
    QTest.mouseMove(first.viewport(), place)
    first.set_cross(edge)
    first.hovered.emit(edge)
    read = {name: text for name, _, text in first.values_at(edge)}
    stage.show(later(2, 131_234_500.0))
    assert first.cross == second.cross == edge
    again = {name: text for name, _, text in first.values_at(edge)}
    assert again["实际"] == "¥1,312,345" != read["实际"]
    assert not first.grab().toImage().isNull()


def press(chart: TimeChart, *keys: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(chart, key, held)


def test_arrows_move_one_crosshair_over_all_charts(stage: Stage) -> None:
    stage.show(demo())
    first, second, _ = charts(stage)
    press(second, Qt.Key.Key_Left)
    assert first.cross == second.cross == NOW - MINUTE
    press(second, Qt.Key.Key_Left, held=Qt.KeyboardModifier.ShiftModifier)
    press(second, Qt.Key.Key_Right)
    assert first.cross == NOW - 10 * MINUTE
    assert "20:13" in second.accessibleDescription() and "累计" in second.accessibleDescription()
    press(second, Qt.Key.Key_Escape)
    assert first.cross is second.cross is None
    assert stage.desk.intents == []


def test_plus_and_minus_zoom_and_pages_pan_by_keys(stage: Stage) -> None:
    stage.show(demo())
    first, second, _ = charts(stage)
    whole = view(first)
    press(second, Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    near = view(first)
    assert near[1] - near[0] == pytest.approx((whole[1] - whole[0]) * 4 / 9)
    assert near[0] < (NOW - MINUTE - START) / 1000 < near[1]
    assert view(second) == pytest.approx(near) and stage.live.follow.isVisible()
    press(second, Qt.Key.Key_PageUp)
    assert view(first)[0] < near[0] and view(first)[1] < near[1]
    press(first, Qt.Key.Key_F)
    assert view(second) == pytest.approx(whole)


def test_the_crosshair_never_leaves_the_view(stage: Stage) -> None:
    stage.show(demo())
    first = charts(stage)[0]
    for _ in range(30):
        press(first, Qt.Key.Key_Left, held=Qt.KeyboardModifier.ShiftModifier)
    assert first.cross is not None
    assert (first.cross - START) / 1000 == pytest.approx(view(first)[0])
