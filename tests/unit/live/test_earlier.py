"""What rules keep from look to look is what they would measure anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from controlroom.core.time import MINUTE, Instant
from controlroom.desk.watching import Watch
from controlroom.facts.buckets import Buckets
from controlroom.live import gauges, rules
from controlroom.live.scene import Earlier
from tests.strategies.facts import Line, ad_samples, order_lines, room_samples
from tests.strategies.show import Desk
from tests.unit.live.test_rules import OURS, START

RULES = tuple(OURS.values())
GAUGES = ("conversion", "entry_rate", "click_order_rate", "spend", "gmv", "refund_rate", "online")
METRICS = ("views", "exposures", "product_clicks")


def minute(buckets: Buckets, m: int, few: int) -> None:
    """The facts of minute `m` of the show."""
    at = START + m * MINUTE
    lines = [Line(line_id=f"{m}-{n}", order_id=f"{m}-{n}", paid_at=at + n) for n in range(few)]
    buckets.apply_orders(None, order_lines(lines))
    buckets.apply_ads(ad_samples([("m", "", "", at, at + MINUTE, "whole", 500 + few, 900)]))
    rows = [("r", name, "delta", at + MINUTE, MINUTE, 100.0 + few) for name in METRICS]
    online = ("r", "online", "snapshot", at + MINUTE, 0, 300.0 + few)
    buckets.apply_room(room_samples([*rows, online]))


def corrected(buckets: Buckets, m: int) -> None:
    """The first order of minute `m` is paid back."""
    at = START + m * MINUTE
    old = Line(line_id=f"{m}-0", order_id=f"{m}-0", paid_at=at)
    new = Line(line_id=f"{m}-0", order_id=f"{m}-0", paid_at=at, refunded=40, refunded_at=at + 5)
    buckets.apply_orders(order_lines([old]), order_lines([new]))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=30, max_size=70), st.randoms(use_true_random=False))
def test_a_watch_that_has_looked_all_along_sees_what_a_new_one_sees(sold, random):
    desk, buckets, watch = on_air(), Buckets(), Watch(RULES)
    earlier = Earlier()
    for m, few in enumerate(sold):
        minute(buckets, m, few)
        if random.random() < 0.2:
            corrected(buckets, random.randrange(m + 1))
        now = Instant(START + (m + 1) * MINUTE + random.randrange(20_000))
        assert watch.alerts(desk.state, buckets, now) == Watch(RULES).alerts(
            desk.state, buckets, now
        )
        kept = rules.look(desk.state, buckets, now, None, earlier)
        anew = rules.look(desk.state, buckets, now)
        assert kept is not None and anew is not None
        for name in GAUGES:
            backs = range(3 * MINUTE, m * MINUTE, 3 * MINUTE)
            again = gauges.past(name, kept, 3 * MINUTE, backs)
            assert again == gauges.past(name, anew, 3 * MINUTE, backs)


def sold(buckets: Buckets, name: str, at: int) -> None:
    """One order."""
    line = Line(line_id=name, order_id=name, paid_at=at)
    buckets.apply_orders(None, order_lines([line]))


def on_air() -> Desk:
    """A show of one long row."""
    from controlroom.core.ids import RunId
    from controlroom.live.events import RunOpened, WentOnAir
    from tests.builders import segment, sheet

    desk = Desk(START)
    desk.happen(RunOpened(at=START, run=RunId("r"), sheet=sheet(segment("one", 90))))
    desk.happen(WentOnAir(at=START))
    return desk


def test_past_windows_are_measured_once_while_nothing_of_them_changes(monkeypatch):
    desk, buckets, earlier = on_air(), Buckets(), Earlier()
    for m in range(40):
        minute(buckets, m, 3)
    sold(buckets, "a", START + 40 * MINUTE)  # the room tells of less than the orders
    asked: list[int] = []
    plain = gauges.value
    monkeypatch.setattr(gauges, "value", lambda *a: asked.append(a[3]) or plain(*a))
    backs = range(3 * MINUTE, 30 * MINUTE, 3 * MINUTE)

    def look(ms: int) -> int:
        at = rules.look(desk.state, buckets, Instant(START + 40 * MINUTE + ms), None, earlier)
        assert at is not None
        asked.clear()
        gauges.past("conversion", at, 3 * MINUTE, backs)
        return len(asked)

    assert look(1_000) == len(backs)
    assert look(2_000) == 0
    sold(buckets, "b", START + 40 * MINUTE + 1_500)
    assert look(3_000) == 0  # an order after the windows
    corrected(buckets, 20)
    assert 0 < look(4_000) < len(backs)  # those that end after the correction
