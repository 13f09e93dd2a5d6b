"""Pixels and instants, round ticks across midnight and daylight saving, decks."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from controlroom.core import formats
from controlroom.core.ids import RowId
from controlroom.core.time import HOUR, MINUTE, Instant, at_local, local
from controlroom.plan.sheet import Plate
from controlroom.ui.widgets.gantt_block import GanttBlock
from controlroom.ui.widgets.time_axis import Axis, clock_ticks, tick_label
from controlroom.ui.widgets.timeline_ink import apart, stacked

START = Instant(1_795_000_000_000)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/New_York", date(2026, 11, 1)),
        ("America/New_York", date(2026, 3, 8)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("Europe/Berlin", date(2026, 3, 29)),
    ],
)
def test_ticks_stay_round_where_clocks_change(zone: str, day: date) -> None:
    start = at_local(day, time(0), zone)
    for hours, width in ((6, 600), (24, 900)):
        ticks = clock_ticks(start, start + hours * HOUR, width, zone)
        faces = [local(at, zone) for at in ticks]
        apart = [b - a for a, b in pairwise(ticks)]
        step = max(apart, key=apart.count)
        assert all((face.hour * 60 + face.minute) * MINUTE % step == 0 for face in faces)
        assert len(set(ticks)) == len(ticks) > 3


def test_midnight_is_labelled_with_its_day() -> None:
    zone = "Asia/Shanghai"
    midnight = at_local(date(2026, 11, 23), time(0), zone)
    assert tick_label(midnight, zone, HOUR) == "11-23"
    assert tick_label(Instant(midnight + HOUR), zone, HOUR) == "01:00"
    assert formats.clock(midnight, zone) == "00:00"


@given(st.integers(MINUTE, 400 * HOUR), st.floats(1.01, 8), st.floats(100, 1500))
def test_zooming_keeps_what_is_under_the_pointer(length: int, factor: float, about: float) -> None:
    axis = Axis(START, Instant(START + length), 86, 1600)
    closer = axis.zoomed(factor, about)
    assert abs(closer.at_x(about) - axis.at_x(about)) <= 3
    assert abs((closer.end - closer.start) * factor - length) <= 2 * factor + 2


@given(st.integers(-500, 500), st.integers(1, 600))
def test_a_stretch_is_pushed_inside(first: int, length: int) -> None:
    axis = Axis(Instant(START + first * MINUTE), Instant(START + (first + length) * MINUTE), 0, 9)
    inside = axis.within(START, START + 240 * MINUTE, 5 * MINUTE)
    assert inside.start >= START and inside.end <= START + 240 * MINUTE
    assert inside.end - inside.start == max(5, min(length, 240)) * MINUTE


def block(number: int, start: int, end: int) -> GanttBlock:
    return GanttBlock(
        id=RowId(str(number)), lane=Plate.TRAFFIC, label="", start=Instant(start), end=Instant(end)
    )


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=12))
def test_blocks_of_one_deck_do_not_overlap_unless_there_are_too_many(
    spans: list[tuple[int, int]],
) -> None:
    blocks = [block(n, start, start + length) for n, (start, length) in enumerate(spans)]
    decks = stacked(blocks)
    for n, one in enumerate(blocks):
        for m, other in enumerate(blocks[:n]):
            if one.start < other.end and other.start < one.end:
                assert n in decks and m in decks
                assert decks[n][1] == decks[m][1]
                assert decks[n][0] != decks[m][0] or decks[n][1] == 3


def test_a_name_ends_where_the_next_block_of_its_row_begins() -> None:
    blocks: list[Any] = ["one", "two", "other row", "slim"]
    boxes = [QRectF(0, 0, 100, 20), QRectF(60, 0, 80, 20), QRectF(50, 20, 90, 20),
             QRectF(62, 0, 70, 20)]  # fmt: skip
    placed = dict(apart(list(zip(blocks, boxes, strict=True))))
    assert placed["one"].right() == 60
    assert placed["other row"] == boxes[2]
    assert placed["slim"] == boxes[3]
    assert "two" not in placed  # two pixels: no room for a name
