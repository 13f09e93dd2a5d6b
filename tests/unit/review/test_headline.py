"""The three figures of a list are those of the review."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.ids import RunId
from controlroom.core.time import MINUTE, Instant
from controlroom.facts import indicators
from controlroom.facts.buckets import Buckets
from controlroom.facts.sales import sales_of
from controlroom.live import window
from controlroom.live.events import RunOpened, WentOffAir, WentOnAir
from controlroom.plan.sheet import RoiBasis
from controlroom.review.headline import headline
from controlroom.review.summary import review
from tests.builders import product, segment, sheet
from tests.strategies.facts import START, ad_samples, corrections, order_lines, room_samples
from tests.strategies.show import Desk

BASES = ("whole", "net", "direct", "t7", "same_day")
ADS = st.lists(
    st.tuples(st.sampled_from(BASES), st.integers(-2, 20), st.integers(1, 90), st.integers(0, 900)),
    max_size=8,
)


@settings(deadline=None, max_examples=80)
@given(
    corrections,
    ADS,
    st.lists(st.integers(1, 500), max_size=3),
    st.sampled_from(list(RoiBasis)),
    st.sampled_from([None, 0, 12_345]),
    st.sampled_from(["no run", "on air", "over"]),
)
def test_headline_is_what_the_review_says(batches, ads, room, basis, target, run):
    rates = ({"commission": 0.2}, {"commission": 0.1}, {})
    goods = [product(f"p{n}", item_id=f"p{n}", **rates[n]) for n in range(3)]
    made = sheet(*goods, segment("a", 5), roi_basis=basis, target_gmv=target)
    session = replace(made.session, planned_start=Instant(START))
    made = replace(made, session=session)
    lines = {line.line_id: line for batch in batches for line in batch}
    rows = [
        ("m", f"c{n}", "", START + at * 1_000, START + (at + span) * 1_000, of, 100 * span, gmv)
        for n, (of, at, span, gmv) in enumerate(ads)
    ]
    read = [("r", "gmv", "delta", START + n * MINUTE, MINUTE, float(v)) for n, v in enumerate(room)]
    buckets = Buckets.of_sales(
        sales_of(order_lines(list(lines.values()))), ad_samples(rows), room_samples(read)
    )
    desk = Desk(Instant(START))
    if run != "no run":
        desk.happen(RunOpened(at=Instant(START), run=RunId("r"), sheet=made))
        desk.happen(WentOnAir(at=Instant(START + 3_000)))
    if run == "over":
        desk.happen(WentOffAir(at=Instant(START + 15_000)))
    entries = list(reversed(list(desk.state.entries())))
    whole, short = review(made, entries, buckets), headline(made, entries, buckets)
    assert (short.gmv, short.share) == (whole.gmv.paid, whole.target_share)
    assert short.roi == whole.roi[basis.value]
    plain = indicators.roi(
        basis,
        spend=buckets.spend(whole.start, whole.end),
        gmv=whole.gmv.paid,
        refunded=whole.gmv.refunded,
        attributed=buckets.attributed(whole.start, whole.end, basis=basis.value),
        costs=window.costs(made, buckets, whole.start, whole.end, frozenset()),
    )
    assert short.roi == plain
