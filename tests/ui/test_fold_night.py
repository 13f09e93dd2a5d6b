"""The night on which clocks are put back: the hour that is had twice is told apart, and read; a row's times, as painted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from controlroom.core.time import HOUR, SECOND, Instant
from controlroom.live.readout import Readout
from controlroom.ui.panels import live_rundown
from controlroom.ui.theme import BODY
from tests.builders import at
from tests.ui.demo_readout import demo
from tests.ui.stage import Stage

ZONE = "America/New_York"
_TITLES = 60  # px: what is painted left of the titles are the times


def night(start: Instant) -> Readout:
    """A row every half hour from `start`, in New York."""
    rows = [
        replace(row, planned_start=when, expected_start=when, actual_start=None)
        for place, row in enumerate(demo().rows)
        for when in [Instant(start + place * HOUR // 2)]
    ]
    return replace(demo(), zone=ZONE, rows=tuple(rows))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """What the rundown paints: the text and the width it has, px."""
    found: list[tuple[str, float]] = []
    paint = live_rundown.RundownDelegate._text

    def note(self: Any, painter: QPainter, box: QRectF, text: str, *a: Any, **k: Any) -> None:
        if box.left() < _TITLES:
            found.append((text, box.width()))
        paint(self, painter, box, text, *a, **k)

    monkeypatch.setattr(live_rundown.RundownDelegate, "_text", note)
    return found


def clocks(stage: Stage, drawn: list[tuple[str, float]]) -> dict[str, float]:
    drawn.clear()
    panel = stage.live.rundown.list
    panel.resize(panel.width(), 2_000)
    panel.render(QImage(panel.size(), QImage.Format.Format_RGB32))
    return dict(drawn)


def test_times_of_the_second_hour_are_read_whole(
    stage: Stage, drawn: list[tuple[str, float]]
) -> None:
    stage.show(night(at("22:00", day=date(2026, 10, 31), zone=ZONE)))
    found = clocks(stage, drawn)
    assert "01:30 EST" in found
    measure = QFontMetricsF(stage.theme.font(BODY))
    assert all(measure.horizontalAdvance(text) <= wide for text, wide in found.items())
    stage.show(night(at("22:00", day=date(2026, 11, 20), zone=ZONE)))
    assert set(clocks(stage, drawn).values()) == {52}


def test_a_show_that_begins_in_the_second_hour(
    stage: Stage, drawn: list[tuple[str, float]]
) -> None:
    first = Instant(at("01:00", day=date(2026, 11, 1), zone=ZONE) + HOUR)
    stage.show(night(first))
    found = clocks(stage, drawn)
    assert found["01:00 EST"] > 52


def test_a_time_is_not_struck_out_over_itself(stage: Stage, drawn: list[tuple[str, float]]) -> None:
    shown = night(at("22:00", day=date(2026, 11, 20), zone=ZONE))
    first = shown.rows[0]
    for seconds, said in ((40, ["22:00"]), (70, ["22:01", "22:00"])):
        late = replace(first, expected_start=Instant(first.planned_start + seconds * SECOND))
        stage.show(replace(shown, rows=(late, *shown.rows[1:])))
        clocks(stage, drawn)
        assert [text for text, _ in drawn if text.startswith("22:0")] == said
