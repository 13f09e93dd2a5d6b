"""Ad reports and room series: periods, bases, deltas and cumulative counts."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.errors import WorldError
from controlroom.core.time import Instant
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import Kind
from controlroom.feeds.ads import usual_step
from controlroom.feeds.files import Files
from controlroom.feeds.room import counts_as
from controlroom.ports import Chunk, FileRequest
from tests.shared import shared_data
from tests.unit.feeds.test_orders import CN, ms

START = Instant(ms(2026, 11, 22, 20))
MINUTE = 60_000
HOUR = 3_600_000


def read(path: Path, kind: str, rows: list[list[object]] | None = None, **other):
    """(buckets, chunks, note keys) of a table."""
    if rows is not None:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    request = FileRequest(path=str(path), kind=kind, **other)
    files, buckets, chunks = Files(), Buckets(), list[Chunk]()
    for chunk in files.read(request):
        chunks.append(chunk)
        (buckets.apply_ads if kind == "ads" else buckets.apply_room)(chunk.batch)
    return buckets, chunks, {note.key: note.args for note in files.notes(request)}


def errors(chunks: list[Chunk]) -> list[tuple[int, str]]:
    return [(e.row, e.message.key) for chunk in chunks for e in chunk.errors]


def test_hourly_rows_cover_an_hour(tmp_path):
    rows = [["at", "spend", "gmv"]]
    rows += [[f"2026-11-22 {hour}:00", "￥100.00", "3,00"] for hour in (20, 21)][:0]
    rows += [[f"2026-11-22 {hour}:00", "￥100.00", "300"] for hour in (20, 21, 22)]
    buckets, chunks, notes = read(tmp_path / "a.csv", "ads", rows)
    assert errors(chunks) == []
    assert buckets.spend(START, START + HOUR) == 10_000
    assert buckets.spend(START, START + HOUR // 2) == 5_000
    assert buckets.spend(START + 3 * HOUR, START + 4 * HOUR) is None
    assert buckets.attributed(START, START + 3 * HOUR, basis="direct") == 90_000
    assert notes["import.note.ads_step"]["step_ms"] == HOUR
    assert "import.note.ads_basis" in notes


def test_given_periods_and_bases(tmp_path):
    period = ["2026-11-22 20:00", "2026-11-22 20:15"]
    rows = [
        ["from", "to", "channel", "campaign_id", "spend", "gmv", "basis"],
        [*period, "磁力金牛", "17\t", "10", "40", "直接"],
        [*period, "磁力金牛", "17", "10", "60", "当日累计ROI"],
        [*period, "粉条", "", "-", "", ""],
        [*period, "粉条", "", "5", "", ""],
        [period[1], period[0], "粉条", "", "5", "", ""],
        [*period, "粉条", "3", "5", "", "昨天"],
        [*period, "磁力金牛", "17", "10", "60", "当日累计"],
    ]
    buckets, chunks, notes = read(tmp_path / "a.csv", "ads", rows)
    assert errors(chunks) == [
        (5, "import.row.ad_twice"),
        (6, "import.row.ends_early"),
        (7, "import.row.basis"),
    ]
    assert buckets.spend(START, START + HOUR) == 1_000
    assert buckets.spend(START, START + HOUR, channel="粉条") is None
    assert buckets.attributed(START, START + HOUR, basis="direct") == 4_000
    assert buckets.attributed(START, START + HOUR, basis="same_day") == 6_000
    assert "import.note.ads_step" not in notes


def test_every_cell_at_fault_in_a_row_is_told(tmp_path):
    ads = [["from", "to", "spend", "gmv", "basis"]]
    ads += [
        ["x", "y", "z", "-", "昨天"],
        ["2026-11-22 20:00", "2026-11-22 20:15", "1", "2", "直接"],
    ]
    told = [e for c in read(tmp_path / "a.csv", "ads", ads)[1] for e in c.errors]
    assert [(e.row, e.column) for e in told] == [
        (2, name) for name in ("from", "to", "spend", "basis")
    ]
    room = [["minute", "views", "online"], [1, "x", "y"], [2, 3, 4], ["z", "-3", "5"]]
    told = [e for c in read(tmp_path / "r.csv", "room", room, start=START)[1] for e in c.errors]
    assert [(e.row, e.column) for e in told] == [
        *((2, "views"), (2, "online")),
        *((4, "minute"), (4, "views")),
    ]


def test_a_kuaishou_account_report(tmp_path):
    rows = [
        ["账户名称", "账户ID", "时间", "快手昵称", "总花费(元)", "当日累计GMV(元)", "直接GMV(元)"],
        ["店", "88", "2026-11-22 20:00", "主播", "1,000.00", "4,000.00", "2,500.00"],
        ["店", "88", "2026-11-22 21:00", "主播", "--", "--", "--"],
        ["合计", "", "", "", "1,000.00", "4,000.00", ""],
    ]
    buckets, chunks, notes = read(tmp_path / "a.csv", "ads", rows)
    assert notes["import.note.format"]["format"] == "kuaishou_ads"
    assert errors(chunks) == [(4, "import.row.no_time")]
    assert buckets.spend(START, START + 3 * HOUR) == 100_000
    assert buckets.spend(START + HOUR, START + 2 * HOUR) is None
    assert buckets.attributed(START, START + HOUR) == 400_000
    assert buckets.attributed(START, START + HOUR, basis="direct") == 250_000


def test_steps():
    day = 24 * HOUR
    midnight = ms(2026, 11, 22)
    assert usual_step(np.array([midnight]), CN) == day
    assert usual_step(np.array([midnight, midnight + 5 * day]), CN) == day
    assert usual_step(midnight + np.arange(4) * 7 * day, CN) == 7 * day
    assert usual_step(np.array([START]), CN) == HOUR
    assert usual_step(START + np.arange(4) * 15 * MINUTE, CN) == 15 * MINUTE
    assert usual_step(np.array([START, START + 3 * HOUR]), CN) == HOUR


def test_a_series_by_minutes(tmp_path):
    rows = [["t", "arrivals", "room", "orders", "gmv", "average_stay"]]
    rows += [[i, 10 * (6 - i), 100 + i, i % 2, "1.50", "1分20秒"] for i in range(1, 6)]
    rows += [[6, "-", "", "x", "", ""], ["", 1, 1, 1, 1, ""]]
    mapping = {"t": "minute", "arrivals": "views", "room": "online"}
    buckets, chunks, _notes = read(tmp_path / "r.csv", "room", rows, mapping=mapping, start=START)
    assert errors(chunks) == [(7, "import.row.count"), (8, "import.row.no_time")]
    assert buckets.room_total("views", START, START + HOUR) == 150
    assert buckets.room_total("views", START, START + MINUTE) == 50
    assert buckets.gmv(START, START + 5 * MINUTE) == 750
    at, value = buckets.online_series(START, START + HOUR)
    assert at[0] == START + MINUTE
    assert value.tolist() == [101, 102, 103, 104, 105]
    assert buckets.snapshots("average_stay", START, START + HOUR)[1][0] == 80_000
    assert buckets.source == "room"


def test_minutes_need_a_start(tmp_path):
    with pytest.raises(WorldError) as raised:
        read(tmp_path / "r.csv", "room", [["minute", "online"], [1, 2]])
    assert raised.value.message.key == "import.room.needs_start"


def test_cumulative_readings_with_a_slip(tmp_path):
    values = [0, 5, 9, 9, 20, 31, 40, 52, 60, 71, 80, 95, 99, 120, 12, 140, 150, 160, 170, 180]
    values += [190, 200]
    rows = [["时间", "累计观众数", "实时在线人数"]]
    rows += [[f"2026-11-22 20:{i:02}", value, 7] for i, value in enumerate(values)]
    buckets, chunks, _ = read(tmp_path / "r.csv", "room", rows)
    assert set(chunks[0].batch.kind.tolist()) == {"cumulative", "snapshot"}
    assert buckets.room_total("views", START - 1, START + HOUR) == 200
    assert buckets.room_total("views", START + MINUTE, START + 2 * MINUTE) == 4


def test_counts_may_be_named(tmp_path):
    rows = [["at", "views"], *([f"2026-11-22 20:{i:02}", i + 1] for i in range(8))]
    asked, _, _ = read(tmp_path / "r.csv", "room", rows, counts="delta")
    told, _, _ = read(tmp_path / "r.csv", "room", rows)
    assert asked.room_total("views", START, START + HOUR) == 36
    assert asked.room_total("views", START, START + MINUTE) == 1
    assert told.room_total("views", START - 1, START + HOUR) == 8


@given(st.lists(st.integers(0, 50), min_size=12, max_size=60))
def test_running_totals_are_told_from_their_steps(steps):
    totals = np.cumsum(np.array(steps, dtype=np.float64))
    if sum(step > 0 for step in steps[1:]) >= 3:
        assert counts_as(totals) is Kind.CUMULATIVE
    falls = sum(b < a for a, b in itertools.pairwise(steps))
    if falls * 20 > len(steps):
        assert counts_as(np.array(steps, dtype=np.float64)) is Kind.DELTA


def test_an_instant_told_twice(tmp_path):
    rows = [["at", "online"], ["2026-11-22 20:00", 5], ["2026-11-22 20:00", 5]]
    rows.append(["2026-11-22 20:00", 6])
    buckets, chunks, _ = read(tmp_path / "r.csv", "room", rows)
    assert errors(chunks) == [(4, "import.row.reading_twice")]
    assert buckets.online_series(START, START + HOUR)[1].tolist() == [5]


def test_the_golden_stream_by_the_door():
    folder = shared_data() / "live"
    golden = json.loads((folder / "stream_120min.golden.json").read_text())
    mapping = {"t": "minute", "arrivals": "views", "room": "online"}
    mapping |= {"impressions": "product_exposures", "clicks": "product_clicks"}
    path = folder / "stream_120min.csv"
    buckets, chunks, _notes = read(path, "room", mapping=mapping, start=START)
    end = START + 120 * MINUTE
    assert errors(chunks) == []
    assert (buckets.gmv(START, end), buckets.orders(START, end)) == (2_841_600, 844)
    for metric, name in (("views", "views"), ("product_exposures", "impressions")):
        assert buckets.room_total(metric, START, end) == golden[name]
    online = buckets.online_series(START, end)[1]
    assert online.max() == golden["peakRoom"]
    assert round(online.sum() / golden["views"], 2) == golden["avgWatchMin"]


def test_minutes_without_a_year_need_a_form(tmp_path):
    path = shared_data() / "live/douyin_minute_gmv_61.csv"
    mapping = {"time": "at", "gmv_min": "gmv"}
    _, chunks, _ = read(path, "room", mapping=mapping)
    assert {key for _, key in errors(chunks)} == {"import.row.time"}


def test_weeks_of_spend():
    path = shared_data() / "ads/robyn_weekly.csv"
    mapping = {"DATE": "at", "facebook_S": "spend", "revenue": "gmv"}
    with path.open() as file:
        total = sum(round(float(row["facebook_S"]) * 100) for row in csv.DictReader(file))
    buckets, chunks, notes = read(path, "ads", mapping=mapping)
    assert errors(chunks) == []
    assert abs(buckets.spend(0, 2**60) - total) <= 2
    assert notes["import.note.ads_step"]["step_ms"] == 7 * 24 * HOUR
