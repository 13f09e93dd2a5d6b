"""Looking back by the short way gives the figures of the long way, whatever the ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlroom.core.errors import BugError
from controlroom.core.ids import SessionId
from controlroom.desk.reviewing import buckets_of, settled
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING
from controlroom.store import open_store, sales
from controlroom.store.house import Store
from tests.builders import sheet
from tests.fact_batches import T0, line, orders

ODD = ("", "0", "00", "7", "007", "-7", "+7", " 7", "7 ", "7.5", "1e3", "²", "٣", "\x1f", "a\x1fb")
LONG = ("9223372036854775806", "9223372036854775807", "9223372036854775808", "18446744073709551623")
plain = st.integers(1, 99_999).map(str)
ids = st.one_of(
    st.lists(plain, min_size=1, max_size=4),
    st.lists(st.sampled_from((*ODD, *LONG)) | plain | st.text(max_size=3), min_size=1, max_size=4),
).map(lambda pool: st.sampled_from([x.replace("\x00", "") for x in pool]))
_numbers = count()


def _instant(gap: int) -> st.SearchStrategy[int]:
    return st.integers(T0, T0 + gap)


@st.composite
def batches(draw: st.DrawFn) -> list[dict[str, object]]:
    """Order lines by field, ids out of small pools."""
    order, product = draw(ids), draw(ids)
    maybe = st.none() | st.integers(0, 999)
    one = st.fixed_dictionaries(
        {
            "order_id": order,
            "product_id": product,
            "amount": st.none() | st.integers(-99, 999_999),
            "quantity": maybe,
            "paid_at": st.none() | _instant(90),
            "created_at": st.none() | _instant(200),
            "updated_at": st.none() | _instant(300),
            "refunded": st.integers(0, 99),
            "refunded_at": st.none() | _instant(150),
        }
    )
    return draw(st.lists(one, max_size=12))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(Path(tmp_path_factory.mktemp("sales")) / "room.db")
    yield opened
    opened.close()


def kept(store: Store, rows: list[dict[str, object]]) -> SessionId:
    """A session of its own with `rows` as its order lines."""
    night = SessionId(f"ses-{next(_numbers)}")
    store.sheets.save(sheet(id=night))
    lines = [line(str(n), **row) for n, row in enumerate(rows)]  # type: ignore[arg-type]
    store.facts.put_orders(night, orders(*lines))
    return night


def told(buckets: Buckets, start: int, end: int) -> tuple[object, ...]:
    """Everything that can be asked of order lines in [start, end)."""
    cells = buckets.minutes(start, end, 7)
    asked = (Buckets.gmv, Buckets.refunded, Buckets.orders, Buckets.lines, Buckets.units)
    return (
        buckets.source,
        *(ask(buckets, start, end) for ask in asked),
        dict(buckets.by_product(start, end)),
        buckets.freshness(),
        *(str(getattr(cells, name).tolist()) for name in ("gmv", "orders", "lines", "refunded")),
    )


@given(rows=batches(), start=_instant(200), length=st.integers(0, 200))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_both_ways_tell_the_same(
    room: Store, rows: list[dict[str, object]], start: int, length: int
) -> None:
    night = kept(room, rows)
    short, plain = settled(room, night), buckets_of(room, night)
    for first, end in ((start, start + length), (0, T0 + 10_000)):
        if end - first < 10_000:
            assert told(short, first, end) == told(plain, first, end)
        assert short.by_product(first, end) == plain.by_product(first, end)
    assert short.gmv(0, T0 + 10_000) == plain.gmv(0, T0 + 10_000)
    assert short.freshness() == plain.freshness()
    for row in rows:
        product = str(row["product_id"])
        assert short.units_sold(product) == plain.units_sold(product)


@pytest.mark.parametrize(
    "texts", [("1", "01"), ("1", "+1"), ("", "1"), LONG[1:3], ("٣", "3"), ("1", "1.0"), ("-1", "1")]
)
def test_ids_that_only_look_like_one_number_stay_two(room: Store, texts: tuple[str, str]) -> None:
    rows = [{"order_id": text, "product_id": text, "amount": 5} for text in (*texts, texts[0])]
    buckets = settled(room, kept(room, rows))
    assert buckets.orders(0, T0 * 2) == 2
    found = buckets.by_product(0, T0 * 2)
    assert {name: total.units for name, total in found.items()} == {texts[0]: 2, texts[1]: 1}


def test_numbers_never_become_texts(room: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick way is really taken for ids as the platforms give them."""
    night = kept(room, [{"order_id": f"25112000000{n:05}", "product_id": str(n)} for n in range(9)])
    monkeypatch.setattr(sales, "coded", None)
    assert room.facts.sales(night).products == tuple(map(str, range(9)))


def test_an_empty_session_sold_nothing(room: Store) -> None:
    found = room.facts.sales(kept(room, []))
    assert (len(found), found.known, found.newest, found.products) == (0, 0, int(MISSING), ())
    assert found.paid_at.dtype == found.order.dtype == np.int64


def test_settled_buckets_take_no_order_lines(room: Store) -> None:
    buckets = settled(room, kept(room, [{}]))
    with pytest.raises(BugError):
        buckets.apply_orders(None, orders(line("2")))
