"""A recorded show comes in the order it became known, each row once, corrections after."""

import numpy as np

from controlroom.core.time import DAY, HOUR, MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.facts.columns import MISSING, AdSamples, OrderLines, RoomSamples
from controlroom.feeds.recorded import Recorded
from controlroom.feeds.simulated import simulate
from controlroom.plan.sheet import Product
from tests import builders

START = builders.at("20:00")
END = Instant(START + 30 * MINUTE)


def show():
    product = Product(id="p", title="袜子", live_price=990, list_price=2990, role="引流款")
    return simulate(
        builders.sheet(
            product,
            builders.segment("讲解", 30, products=("p",)),
            builders.slot("磁力金牛", "20:00", "20:30", 500_000),
        ),
        7,
    )


def play(recorded, step=MINUTE, until=END + 8 * DAY):
    """The batches of each call, step by step, then all that is left."""
    at, calls = START, []
    while at < END + HOUR:
        calls.append((at, recorded.until(Instant(at))))
        at += step
    calls.append((until, recorded.until(Instant(until))))
    return calls


def of(calls, kind):
    return [(at, b) for at, batches in calls for b in batches if isinstance(b, kind)]


def test_nothing_comes_before_it_was_known():
    made = show()
    calls = play(Recorded(made.orders, made.ads, made.room))
    for at, batch in of(calls, OrderLines):
        known = np.maximum(np.maximum(batch.paid_at, batch.refunded_at), batch.created_at)
        assert (known <= at).all()
    assert all((b.to_at <= at).all() for at, b in of(calls, AdSamples))
    assert all((b.at <= at).all() for at, b in of(calls, RoomSamples))


def test_every_row_once_and_the_last_word_is_the_settled_one():
    made = show()
    recorded = Recorded(made.orders, made.ads, made.room)
    calls = play(recorded)
    assert recorded.ended and recorded.next_at is None
    assert sum(len(b) for _, b in of(calls, AdSamples)) == len(made.ads)
    assert sum(len(b) for _, b in of(calls, RoomSamples)) == len(made.room)
    last = {}
    for _, batch in of(calls, OrderLines):
        for i, line in enumerate(batch.line_id):
            last[line] = (batch.paid_at[i], batch.amount[i], batch.refunded[i], batch.status[i])
    orders = made.orders
    assert last == {
        line: (orders.paid_at[i], orders.amount[i], orders.refunded[i], orders.status[i])
        for i, line in enumerate(orders.line_id)
    }
    refunds = int((orders.refunded > 0).sum())
    assert refunds > 0
    assert sum(len(b) for _, b in of(calls, OrderLines)) == len(orders) + refunds


def test_a_refund_is_not_seen_before_it_happened():
    made = show()
    recorded = Recorded(orders=made.orders)
    buckets = Buckets()
    for batch in recorded.until(END):
        if (batch.refunded == 0).all():
            buckets.apply_orders(None, batch)
    paid = made.orders.paid_at != MISSING
    inside = paid & (made.orders.paid_at <= END)
    assert buckets.gmv(START, END + 1) == made.orders.amount[inside].sum()
    assert buckets.refunded(START, END + DAY * 9) in (0, None)


def test_big_and_small_steps_give_the_same_rows():
    made = show()
    fine = play(Recorded(made.orders, made.ads, made.room), step=17_000)
    coarse = play(Recorded(made.orders, made.ads, made.room), step=9 * MINUTE)
    for kind, key in ((OrderLines, "line_id"), (AdSamples, "from_at"), (RoomSamples, "at")):
        one, other = (
            sorted(str(k) for _, b in of(calls, kind) for k in getattr(b, key))
            for calls in (fine, coarse)
        )
        assert one == other


def test_played_on_another_day():
    made = show()
    recorded = Recorded(made.orders, made.ads, made.room, offset=3 * DAY)
    assert recorded.until(END) == ()
    assert recorded.next_at > START + 3 * DAY - MINUTE
    orders, *_ = recorded.until(Instant(START + 3 * DAY + 10 * MINUTE))
    paid = orders.paid_at[orders.paid_at != MISSING]
    assert len(paid) and paid.min() >= START + 3 * DAY
    assert (orders.refunded_at == MISSING).all()


def test_nothing_at_all():
    recorded = Recorded()
    assert recorded.until(END) == () and recorded.ended
