"""Hundreds of flags, jagged thick lines: what is painted after a night costs what it costs
after ten minutes, and looks as it did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from controlroom.core.time import HOUR, MINUTE, Instant
from controlroom.live.readout import CueState, Readout
from controlroom.plan.sheet import Plate
from controlroom.ui.chart_saving import save_chart
from controlroom.ui.charts import TimeChart
from controlroom.ui.panels.live_charts import Flagging, flags_of
from controlroom.ui.theme import Theme
from controlroom.ui.widgets import chart_ink
from controlroom.ui.widgets.badge import Stamps, paint_badge
from controlroom.ui.widgets.chart_ink import STAR, Flag, in_rows, jagged
from tests.builders import at
from tests.ui.demo_readout import demo

START, END = at("19:00"), at("+1 07:00")
SIDE = 14


@pytest.fixture
def chart(qtbot: Any) -> TimeChart:
    made = TimeChart(Theme())
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.add_line("gmv", "money", thick=True)
    made.set_span(START, END, "Asia/Shanghai")
    made.put("gmv", np.array([START, END], np.int64), np.array([0.0, 9.0]))
    made.refresh()
    return made


def night(every: int = 2) -> tuple[Flag, ...]:
    """A flag every other minute of twelve hours, a milestone in the middle."""
    plates = list(Plate)
    flags = [
        Flag(Instant(START + n * MINUTE), plates[n % len(plates)]) for n in range(0, 720, every)
    ]
    return (*flags[:180], Flag(flags[180].at, Plate.SCRIPT, STAR), *flags[180:])


def painted(chart: TimeChart, monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float, Plate]]:
    """(left, top, plate) of the badges of one painting."""
    seen: list[tuple[float, float, Plate]] = []

    def note(self: Stamps, painter: QPainter, spot: QPointF, side: int, plate: Plate) -> None:
        seen.append((spot.x(), spot.y(), plate))

    with monkeypatch.context() as patched:
        patched.setattr(Stamps, "paint", note)
        chart.grab()
    return seen


@pytest.mark.parametrize("span", [(0, 12), (3, 4), (5.2, 5.4), (11.9, 12)])
def test_flags_stand_where_they_did_and_only_those_in_sight_are_painted(
    chart: TimeChart, monkeypatch: pytest.MonkeyPatch, span: tuple[float, float]
) -> None:
    flags = night()
    chart.set_flags(flags)
    chart.look(*(hours * 3600 for hours in span))
    seen, box = painted(chart, monkeypatch), chart._plot_box()
    left, right = (chart._scene_x(START + round(h * HOUR)) for h in span)
    per_ms = (right - left) / ((span[1] - span[0]) * HOUR)
    lettered = [(left + (f.at - START - span[0] * HOUR) * per_ms, f) for f in flags if not f.mark]
    expected = [
        (x - SIDE / 2, box.top() + 1 + row * (SIDE + 1), flag.plate)
        for x, row, flag in in_rows(lettered, SIDE)
        if box.left() <= x <= box.right()
    ]
    assert [each[1:] for each in seen] == [each[1:] for each in expected] and seen
    assert [each[0] for each in seen] == pytest.approx([each[0] for each in expected], abs=0.1)


def test_flags_find_their_rows_once(chart: TimeChart, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    plain = chart_ink.in_rows
    monkeypatch.setattr(chart_ink, "in_rows", lambda *a: done.append(1) or plain(*a))
    flags = night()
    for _ in range(3):
        chart.set_flags(flags)
        chart.refresh()
        chart.grab()
    assert len(done) == 1
    chart.set_flags(night(3))
    chart.grab()
    assert len(done) == 2
    chart.look(0, 3600)
    chart.grab()
    assert len(done) == 3


def test_a_stamp_is_the_badge_it_was_made_of_and_follows_the_theme(qtbot: Any) -> None:
    theme = Theme()
    stamps = Stamps(theme)

    def picture(stamped: bool, fine: float) -> QImage:
        image = QImage(80, 80, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(fine)
        image.fill(0)
        painter = QPainter(image)
        for n, plate in enumerate(Plate):
            if stamped:
                stamps.paint(painter, QPointF(3, 1 + n * 15), SIDE, plate)
            else:
                paint_badge(painter, QRectF(3, 1 + n * 15, SIDE, SIDE), plate, theme)
        painter.end()
        return image

    assert picture(True, 1) == picture(False, 1)
    assert picture(True, 2) == picture(False, 2)
    before = picture(True, 1)
    theme.use("light")
    assert picture(True, 1) == picture(False, 1) != before


def test_a_saved_drawing_holds_no_pixels(chart: TimeChart, tmp_path: Path) -> None:
    chart.set_flags(night())
    path = tmp_path / "chart.svg"
    save_chart(chart, str(path))
    assert "<image" not in path.read_text("utf-8")


def test_a_jagged_thick_line_is_drawn_stroke_by_stroke(chart: TimeChart) -> None:
    minute = START + np.arange(400, dtype=np.int64) * int(MINUTE)
    item = chart.series["gmv"].item

    def strokes(values: np.ndarray) -> str:
        chart.put("gmv", minute, values)
        chart.refresh()
        return str(item.curve.opts["segmentedLineMode"])

    sawtooth, smooth = np.arange(400.0) % 2, np.sqrt(np.arange(400.0))
    assert [strokes(sawtooth), strokes(smooth), strokes(sawtooth)] == ["on", "auto", "on"]
    assert not jagged(np.array([np.nan, 1.0, 2.0, np.nan])) and not jagged(np.empty(0))


def test_flags_are_worked_out_again_only_when_what_they_tell_of_is_other() -> None:
    readout, flagging = demo(), Flagging()
    first = flagging.of(readout)
    assert first and list(first) == flags_of(readout)
    assert flagging.of(replace(readout, now=Instant(readout.now + 5_000))) is first
    for other in others(readout):
        now = flagging.of(other)
        assert list(now) == flags_of(other) and now != first
        assert list(flagging.of(readout)) == list(first)


def others(readout: Readout) -> list[Readout]:
    """The same with one thing more to flag."""
    late = Instant(readout.now + 30 * MINUTE)
    cue = replace(readout.cues[0], id="new", plate=Plate.WARMUP, due=late, fired=late)
    done = replace(cue, state=CueState.ANSWERED)
    given = next(b for b in readout.blocks if b.lane is Plate.GIVEAWAY)
    return [
        replace(readout, cues=(*readout.cues, cue)),
        replace(readout, answered=(done, *readout.answered)),
        replace(readout, blocks=(*readout.blocks, replace(given, start=late, state="past"))),
        replace(readout, best_minute=(late, 5)),
    ]
