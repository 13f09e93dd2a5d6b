"""Charts: round clocks and scales, gaps, the crosshair, linking."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.time import HOUR, MINUTE, Instant
from controlroom.plan.sheet import Plate
from controlroom.ui.chart_frame import TimeAxis
from controlroom.ui.chart_saving import save_chart, table
from controlroom.ui.charts import TimeChart
from controlroom.ui.theme import Theme
from controlroom.ui.widgets.chart_ink import Band, Flag, in_rows, nice_step, reduced, value_at
from controlroom.ui.widgets.chart_tags import spread
from controlroom.ui.widgets.time_axis import clock_ticks
from tests.builders import at

START, END = at("19:00"), at("23:00")


@pytest.fixture
def chart(qtbot: Any) -> TimeChart:
    made = TimeChart(Theme())
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.add_line("gmv", "money", thick=True)
    made.add_bars("minute", "script", right=True)
    made.set_span(START, END, "Asia/Shanghai")
    return made


def filled(chart: TimeChart) -> np.ndarray:
    minute = START + np.arange(60, dtype=np.int64) * int(MINUTE)
    values = np.arange(60, dtype=float)
    values[20:30] = np.nan
    chart.put("gmv", minute, values)
    chart.put_bars("minute", minute, minute + int(MINUTE), values)
    chart.refresh()
    return minute


@given(st.floats(1e-6, 1e12), st.floats(2, 12))
def test_nice_step_is_one_two_or_five_and_never_too_many(span: float, parts: float) -> None:
    step = nice_step(span, parts)
    digit = step / 10 ** np.floor(np.log10(step) + 1e-9)
    assert min(abs(digit - one) for one in (1, 2, 5, 10)) < 1e-6
    assert span / step <= parts + 1e-6


def test_nice_step_of_nothing() -> None:
    assert nice_step(0, 5) == nice_step(float("nan"), 5) == 1.0


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "UTC"])
@pytest.mark.parametrize("width", [200, 600, 1800])
def test_clock_ticks_are_round_in_the_sessions_zone(zone: str, width: int) -> None:
    ticks = clock_ticks(START, END, width, zone)
    assert ticks and all(START <= tick <= END for tick in ticks)
    assert all(formats.clock(tick, zone).endswith(("0", "5")) for tick in ticks)
    assert clock_ticks(START, START, width, zone) == []


@given(st.integers(0, 4000))
def test_reduced_keeps_both_ends(count: int) -> None:
    x = np.arange(count, dtype=float)
    kept, _ = reduced(x, x, 480)
    assert len(kept) <= 482
    if count:
        assert kept[0] == 0 and kept[-1] == count - 1


def test_value_under_the_crosshair() -> None:
    x, y = np.array([0.0, 60, 120]), np.array([1.0, np.nan, 3])
    assert value_at(30, x, y) == 1.0
    assert value_at(61, x, y) is None
    assert value_at(-1, x, y) is None
    assert value_at(200, x, y) == 3.0
    assert value_at(500, x, y) is None
    assert value_at(70, x[:2], np.array([5.0, 6]), np.array([50.0, 65])) is None
    assert value_at(10, np.empty(0), np.empty(0)) is None


def test_crowded_flags_go_to_rows_and_never_cover_one_another() -> None:
    flag = Flag(START, Plate.GIVEAWAY)
    placed = in_rows([(x, flag) for x in (0, 5, 6, 7, 14, 15)], 14, rows=3)
    assert [(x, row) for x, row, _ in placed] == [(0, 0), (5, 1), (6, 2), (14, 0)]


def test_gap_stays_a_gap(chart: TimeChart) -> None:
    minute = filled(chart)
    _, drawn = chart.series["gmv"].item.getData()
    assert np.isnan(drawn).sum() == 10
    said = chart.values_at(Instant(int(minute[25]) + 1_000))
    assert [text for _, _, text in said] == [formats.DASH, formats.DASH]
    assert chart.values_at(Instant(int(minute[7])))[0][2] == "7"


def test_what_lies_under_the_curves_is_drawn_anew(chart: TimeChart, qtbot: Any) -> None:
    """Forecast, shades and the lines of the scale are not those of the first frame."""
    minute = filled(chart)
    with qtbot.waitExposed(chart):
        chart.show()
    chart.grab()
    spot = chart._plot_box().toRect().adjusted(300, 40, -20, -60)  # no curve there
    before = chart.grab().toImage().copy(spot)
    ends = np.array([10.0, 0.0]), np.array([10.0, 60.0])
    chart.set_bands([Band((int(minute[10]), int(END)), *ends, "money", 0.5)])
    chart.refresh()
    with_band = chart.grab().toImage().copy(spot)
    assert with_band != before
    chart.set_bands([])
    chart.put("gmv", minute, np.full(60, 90_000.0))
    chart.refresh()
    assert chart.grab().toImage().copy(spot) not in (before, with_band)


def test_panned_chart_stays_and_follows_again(chart: TimeChart) -> None:
    filled(chart)
    view = chart.getViewBox()
    view.setXRange(600, 1200, padding=0)
    view.sigRangeChangedManually.emit([True, False])
    chart.set_span(START, END, "Asia/Shanghai")
    chart.refresh()
    assert view.viewRange()[0] == pytest.approx([600, 1200])
    chart.follow()
    assert view.viewRange()[0] == pytest.approx([0, 4 * HOUR / 1000])


def test_linked_charts_share_range_and_crosshair(chart: TimeChart, qtbot: Any) -> None:
    other = TimeChart(Theme())
    qtbot.addWidget(other)
    chart.link([chart, other])
    chart.hovered.emit(Instant(START + 5))
    assert other.cross == START + 5
    other.hovered.emit(None)
    assert chart.cross is None


def test_whichever_linked_chart_is_moved_all_show_the_same_time(
    chart: TimeChart, qtbot: Any
) -> None:
    others = [TimeChart(Theme()), TimeChart(Theme())]
    for index, other in enumerate(others):
        qtbot.addWidget(other)
        other.resize(300 + 200 * index, 200)
        other.set_span(START, END, "Asia/Shanghai")
    filled(chart)
    chart.link(others)
    view = others[1].getViewBox()
    view.setXRange(600, 1200, padding=0)
    view.sigRangeChangedManually.emit([True, False])
    for one in (chart, *others):
        assert one.getViewBox().viewRange()[0] == pytest.approx([600, 1200])
        assert not one.following


def test_the_last_quarter_is_followed(chart: TimeChart) -> None:
    filled(chart)
    chart.set_now(at("20:00"))
    chart.follow(15 * MINUTE)
    least, most = chart.getViewBox().viewRange()[0]
    assert (least, most) == pytest.approx([45 * 60, 3600 + 75])
    chart.set_now(Instant(at("20:00") + MINUTE))
    chart.refresh()
    assert chart.getViewBox().viewRange()[0][0] == pytest.approx(46 * 60)


def test_it_paints(chart: TimeChart, qtbot: Any) -> None:
    filled(chart)
    chart.set_now(at("20:00"))
    chart.set_cross(at("19:30"))
    assert not chart.grab().toImage().isNull()


def test_months_have_as_many_labels_as_there_is_room_and_they_are_days(qtbot: Any) -> None:
    axis = TimeAxis()
    axis.base, axis.zone = int(START), "Asia/Shanghai"
    (_, places), *_ = axis.tickValues(0, 150 * 86_400, 760)
    assert 3 <= len(places) <= 10
    labels = axis.tickStrings(places, 1.0, 1.0)
    assert len(set(labels)) == len(labels)
    assert all(text[2] == "-" for text in labels)


def test_a_gap_stays_a_gap_where_points_are_left_out() -> None:
    x = np.arange(2_000, dtype=float)
    y = x.copy()
    y[1_003] = np.nan
    kept, values = reduced(x, y, 480)
    assert np.isnan(values[np.searchsorted(kept, 1_003, side="right") - 1])
    assert np.isnan(values).sum() == 1


def test_a_hidden_series_is_out_of_plot_scale_and_crosshair(chart: TimeChart) -> None:
    minute = filled(chart)
    view = chart.getViewBox()
    assert view.viewRange()[1][1] == pytest.approx(59 * 1.12)
    chart.show_series("gmv", False)
    assert not chart.series["gmv"].item.isVisible()
    assert len(chart.values_at(Instant(int(minute[7])))) == 1
    assert chart.tags() == []
    assert view.viewRange()[1][1] == pytest.approx(1.0)
    chart.show_series("gmv", True)
    assert view.viewRange()[1][1] == pytest.approx(59 * 1.12)


def test_the_newest_value_stands_at_the_end_of_its_line(chart: TimeChart) -> None:
    minute = filled(chart)
    (tag,) = chart.tags()  # bars and levels have none
    assert (tag.text, tag.role) == ("59", "money")
    assert chart.instant_at(tag.x) == pytest.approx(int(minute[59]), abs=MINUTE)
    chart.look(0, 600)  # the end is out of sight
    assert chart.tags() == []


@given(
    st.lists(st.floats(-50, 250), max_size=8),
    st.floats(5, 20),
)
def test_tags_never_cover_one_another(wanted: list[float], high: float) -> None:
    placed = spread(wanted, high, 0.0, 200.0)
    order = sorted(placed)
    assert all(b - a >= high - 1e-6 for a, b in pairwise(order))
    assert all(high / 2 - 1e-6 <= at <= 200 - high / 2 + 1e-6 for at in placed)


def test_tags_with_room_stay_where_their_lines_end() -> None:
    assert spread([20.0, 100.0, 60.0], 10, 0, 200) == [20.0, 100.0, 60.0]
    assert spread([], 10, 0, 200) == []


def test_numbers_are_saved_with_iso_times_a_column_a_series(
    chart: TimeChart, tmp_path: Path
) -> None:
    minute = filled(chart)
    chart.add_line("level", "muted", level=True)
    chart.put_level("level", 2.5)
    chart.label("gmv", "GMV", formats.count, 100.0, "CNY")
    chart.label("minute", "每分钟")
    chart.label("level", "保本")
    path = tmp_path / "gmv.csv"
    save_chart(chart, str(path), "时间")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert head == ["时间", "GMV (CNY)", "每分钟", "保本"]
    assert len(rows) == len(minute)
    assert rows[7] == ["2026-11-20T19:07:00+08:00", "0.07", "7", "2.5"]
    assert rows[25][1:3] == ["", ""]  # a gap is not a nought
    chart.show_series("gmv", False)
    assert table(chart)[0] == ["time", "每分钟", "保本"]


def test_the_forecast_is_saved_with_the_series_it_goes_on_from(chart: TimeChart) -> None:
    minute = filled(chart)
    chart.label("gmv", "GMV", formats.count, 100.0, "CNY")
    chart.label("minute", "每分钟")
    fan, middle = (np.array([5900.0, 8000.0]), np.array([5900.0, 9900.0])), np.array([5900.0, 9000])
    nameless = Band((int(minute[-1]), END), *fan, "money")
    named = Band((int(minute[-1]), END), *fan, "money", 0.1, middle, "gmv", ("low", "high", "ends"))
    chart.set_bands([nameless, named])
    head, *rows = table(chart)
    assert head == ["time", "GMV (CNY)", "每分钟", "low (CNY)", "high (CNY)", "ends (CNY)"]
    assert rows[-1][1:] == ["", "", "80", "99", "90"] and rows[-1][0].startswith("2026-11-20T23:00")
    assert rows[0][3:] == ["", "", ""] and rows[-2][3:] == ["59", "59", "59"]
    chart.show_series("gmv", False)
    assert table(chart)[0] == ["time", "每分钟"]


@pytest.mark.parametrize(("suffix", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_pictures_are_saved(chart: TimeChart, tmp_path: Path, suffix: str, begins: bytes) -> None:
    filled(chart)
    path = tmp_path / f"chart.{suffix}"
    save_chart(chart, str(path))
    assert path.read_bytes().startswith(begins) and path.stat().st_size > 2_000


@pytest.mark.parametrize("suffix", ["png", "csv"])
def test_what_cannot_be_saved_is_said(chart: TimeChart, tmp_path: Path, suffix: str) -> None:
    filled(chart)
    with pytest.raises(WorldError, match="not_saved"):
        save_chart(chart, str(tmp_path / "nowhere" / f"chart.{suffix}"))


def test_however_many_points_there_are_a_thick_pen_gets_some_hundred(chart: TimeChart) -> None:
    """Pens of 1.5 px and more cost 17 to 47 times a thin one per point: they get few points."""
    chart.add_line("online", "warmup", thick=True)
    every = np.arange(START, END, 1_000, dtype=np.int64)
    chart.put("online", every, np.sqrt(np.arange(len(every), dtype=float)))
    chart.refresh()
    drawn, _ = chart.series["online"].item.getData()
    assert chart.series["online"].item.opts["pen"].widthF() >= 1.5
    assert len(every) == 14_400 and len(drawn) <= 482


def test_what_lies_under_the_curves_is_painted_anew(chart: TimeChart) -> None:
    """The forecast, the shades of the segments and the lines of the scale: as they are now,
    not as they were when the chart was first painted."""
    filled(chart)
    chart.grab()
    chart.set_shades([(at("19:30"), at("20:00"))])
    fan = np.array([59.0, 90.0]), np.array([59.0, 120.0])
    chart.set_bands([Band((at("20:00"), END), *fan, "money", 0.5)])
    chart.refresh()
    later = chart.grab().toImage()
    chart.resetCachedContent()
    assert later == chart.grab().toImage()


def test_a_chart_moved_by_hand_takes_the_shades_along(chart: TimeChart, qtbot: Any) -> None:
    filled(chart)
    chart.set_shades([(at("19:30"), at("20:00")), (at("21:00"), at("21:30"))])
    chart.show()
    qtbot.waitExposed(chart)
    chart.grab()
    chart.getViewBox().setXRange(1200, 5000, padding=0)
    chart.getViewBox().sigRangeChangedManually.emit([True, False])
    later = chart.grab().toImage()
    chart.resetCachedContent()
    chart.refresh()
    assert later == chart.grab().toImage()
