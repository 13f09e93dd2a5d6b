"""Formulas of the trade against worked figures and against their plain definitions."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.facts import indicators as ind
from controlroom.plan.sheet import RoiBasis
from tests.shared import shared_data

# minute, arrivals, room, impressions, clicks, orders, gmv (major units)
STREAM = np.array(
    [
        [1, 120, 120, 80, 4, 0, 0],
        [2, 80, 190, 130, 9, 1, 35],
        [3, 60, 230, 240, 20, 3, 96],
        [4, 40, 210, 310, 27, 4, 131],
    ],
    dtype=np.float64,
).T


def test_figures_of_a_small_stream():
    _, arrivals, room, shown, clicks, orders, gmv = (row.sum() for row in STREAM)
    funnel = ind.Funnel(
        views=arrivals, product_exposures=shown, product_clicks=clicks, orders=orders
    )
    assert funnel.product_click_rate == pytest.approx(60 / 760)
    assert funnel.click_order_rate == pytest.approx(8 / 60)
    assert funnel.product_exposure_rate == pytest.approx(760 / 300)
    assert funnel.entry_rate is None
    assert ind.gpm(gmv, arrivals) == pytest.approx(262 / 300 * 1000)
    assert ind.aov(gmv, orders) == pytest.approx(32.75)
    assert ind.uv_value(gmv, arrivals) == pytest.approx(262 / 300)
    assert ind.conversion(orders, arrivals) == pytest.approx(8 / 300)
    assert ind.average_stay(room, arrivals) == pytest.approx(2.5)
    at = (STREAM[0] * 60_000).astype(np.int64)
    assert ind.peak_online(STREAM[2]) == 230
    assert ind.average_online(at, STREAM[2]) == pytest.approx(187.5)


def test_the_golden_stream():
    folder: Path = shared_data() / "live"
    with (folder / "stream_120min.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    golden = json.loads((folder / "stream_120min.golden.json").read_text())

    def column(name: str) -> np.ndarray:
        return np.array([float(row[name]) for row in rows])

    funnel = ind.Funnel(
        views=column("arrivals").sum(),
        product_exposures=column("impressions").sum(),
        product_clicks=column("clicks").sum(),
        orders=column("orders").sum(),
    )
    gmv = column("gmv").sum()
    assert gmv == golden["gmv"] == 28_416
    assert round(funnel.product_click_rate * 100, 2) == golden["ctr_pct"]
    assert round(funnel.click_order_rate * 100, 2) == golden["cvr_pct"]
    assert round(ind.gpm(gmv, funnel.views), 2) == golden["gpm"]
    assert round(ind.average_stay(column("room").sum(), funnel.views), 2) == golden["avgWatchMin"]
    assert ind.peak_online(column("room")) == golden["peakRoom"]


@pytest.mark.parametrize(
    ("basis", "value"),
    [
        (RoiBasis.WHOLE, 5.0),
        (RoiBasis.NET, 4.5),
        (RoiBasis.ALL_IN, 3.6),
        (RoiBasis.DIRECT, 2.0),
        (RoiBasis.T30, 2.0),
    ],
)
def test_roi_by_basis(basis, value):
    figures = {"spend": 100, "gmv": 500, "refunded": 50, "attributed": 200, "costs": 25}
    assert ind.roi(basis, **figures) == pytest.approx(value)
    assert ind.roi(basis, **(figures | {"spend": None})) is None


def test_zero_or_missing_is_no_ratio():
    assert ind.roi(RoiBasis.WHOLE, spend=0, gmv=500) is None
    assert ind.roi(RoiBasis.NET, spend=10, gmv=500) is None
    assert ind.roi(RoiBasis.DIRECT, spend=10, gmv=500) is None
    assert ind.gpm(5, 0) is None
    assert ind.peak_online(np.empty(0)) is None
    assert ind.average_online(np.empty(0, np.int64), np.empty(0)) is None


def test_an_outage_does_not_weigh():
    at = np.array([0, 60_000, 120_000, 12_000_000], np.int64)
    assert ind.average_online(at, np.array([100.0, 100, 100, 400])) == pytest.approx(250)


cells = st.one_of(st.just(float("nan")), st.integers(0, 1000).map(float))


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=40), st.integers(1, 45))
def test_rolling_ratio_is_a_ratio_of_sums(pairs, window):
    top, bottom = (np.array(column) for column in zip(*pairs, strict=True))
    got = ind.rolling_ratio(top, bottom, window)
    for i in range(len(pairs)):
        part = [p for p in pairs[max(0, i + 1 - window) : i + 1] if p[0] == p[0] and p[1] == p[1]]
        below = sum(p[1] for p in part)
        if below == 0 or any(value != value for value in pairs[i]):
            assert np.isnan(got[i])
        else:
            assert got[i] == pytest.approx(sum(p[0] for p in part) / below)
    np.testing.assert_allclose(
        ind.running_ratio(top, bottom), ind.rolling_ratio(top, bottom, len(pairs))
    )
