"""Figures copied by hand: slips are noticed, corrections keep history, facts add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.time import MINUTE, Instant
from controlroom.facts.buckets import Buckets
from controlroom.live import engine, events
from controlroom.live.typing_in import (
    Typed,
    ads_of,
    doubts,
    last_values,
    next_values,
    room_of,
    with_row,
)
from tests.builders import at
from tests.strategies.show import Desk, small_show

ON = at("20:00")


def row(minute: int, **values: int) -> Typed:
    return Typed(of=Instant(ON + minute * MINUTE), values=tuple(values.items()))


def facts(*rows: Typed) -> Buckets:
    buckets = Buckets()
    for one in rows:
        room = room_of(one, ON)
        if room is not None:
            buckets.apply_room(room)
    ads = ads_of(rows, ON)
    if ads is not None:
        buckets.apply_ads(ads)
    return buckets


def test_a_counter_that_goes_back_or_jumps_is_doubted() -> None:
    last = {"gmv": 100_000, "online": 900, "orders": 0}
    found = doubts(last, {"gmv": 99_999, "online": 10, "orders": 500})
    assert [(d.name, d.why) for d in found] == [("gmv", "below")]
    assert [d.why for d in doubts(last, {"gmv": 500_001})] == ["jump"]
    assert doubts(last, {"gmv": 500_000}) == ()
    assert doubts({}, {"gmv": 10**9}) == ()


def test_what_was_typed_counts_from_on_air() -> None:
    told = facts(
        row(10, gmv=100_000, orders=5, online=300, spend=20_000),
        row(20, gmv=250_000, orders=9, online=280, spend=50_000),
    )
    end = ON + 20 * MINUTE
    assert told.gmv(ON, end + 1) == 250_000
    assert told.gmv(ON + 10 * MINUTE, end + 1) == 150_000
    assert told.orders(ON, end + 1) == 9
    assert told.spend(ON, end) == 50_000
    assert told.spend(ON + 10 * MINUTE, end) == 30_000
    assert told.online_series(ON, end)[1].tolist() == [300, 280]


def test_a_correction_replaces_what_it_names_and_the_journal_keeps_both() -> None:
    desk: Desk = small_show()
    desk.now = ON
    desk.ask(events.WentOnAir(at=desk.now))
    desk.now = at("20:10")
    first = (("gmv", 100_000), ("orders", 50))
    assert desk.ask(events.FiguresTyped(at=desk.now, of=desk.now, values=first))
    wrong = desk.now
    desk.now = at("20:11")
    assert desk.ask(events.FiguresTyped(at=desk.now, of=wrong, values=(("orders", 5),)))
    assert last_values(desk.state.typed) == {"gmv": 100_000, "orders": 5}
    kept = [e.values for e in desk.journal if isinstance(e, events.FiguresTyped)]
    assert kept == [first, (("orders", 5),)]
    assert engine.fold(enumerate(desk.journal, 1)) == desk.state


def test_a_figure_typed_into_the_wrong_field_is_taken_back_from_the_facts() -> None:
    wrong = row(10, gmv=100_000, online=99_999, spend=5_000)
    right = Typed(of=wrong.of, values=(("gmv", 100_000), ("online", None), ("spend", None)))
    rows = with_row(with_row((), wrong), right)
    assert rows[0].known == {"gmv": 100_000}
    told = facts(wrong)
    room, spent = room_of(rows[0], ON), ads_of(rows, ON)
    assert room is not None
    assert spent is not None
    told.apply_room(room)
    told.apply_ads(spent)
    assert told.online_series(ON, ON + 20 * MINUTE)[1].tolist() == []
    assert told.spend(ON, ON + 20 * MINUTE) is None
    assert told.gmv(ON, ON + 20 * MINUTE) == 100_000
    assert last_values(rows) == {"gmv": 100_000}


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.none() | st.integers(0, 10**6)), min_size=1, max_size=12
    )
)
def test_spend_typed_and_taken_back_in_any_order_is_that_of_what_stands(
    told: list[tuple[int, int | None]],
) -> None:
    """Whatever was applied on the way: the facts end as if only what stands had been typed."""
    rows: tuple[Typed, ...] = ()
    lived = Buckets()
    for minute, spend in sorted(told, key=lambda one: one[0]):  # only the last row is corrected
        rows = with_row(rows, Typed(of=Instant(ON + minute * MINUTE), values=(("spend", spend),)))
        batch = ads_of(rows, ON)
        if batch is not None:
            lived.apply_ads(batch)
    standing = [r.known["spend"] for r in rows if r.known]
    whole = lived.spend(ON, ON + 31 * MINUTE)
    assert whole == (max(standing) if standing else None)


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 11), st.none() | st.integers(0, 10**6)),
        min_size=1,
        max_size=14,
    )
)
def test_any_row_can_be_corrected_and_the_facts_are_of_what_stands(
    told: list[tuple[bool, int, int | None]],
) -> None:
    """Rows come in the order of the clock; in between any of them is given, changed or robbed
    of its spend. The facts end as if only what stands had been typed, in its order."""
    rows: tuple[Typed, ...] = ()
    lived = Buckets()
    for fresh, place, spend in told:
        old = rows[place % len(rows)] if rows and not fresh else None
        of = Instant(ON + (len(rows) + 1) * MINUTE) if old is None else old.of
        values = (("spend", spend),) if old is not None or spend is not None else (("gmv", 1),)
        rows = with_row(rows, Typed(of=of, values=values))
        batch = ads_of(rows, ON)
        if batch is not None:
            lived.apply_ads(batch)
    standing = tuple(Typed(of=r.of, values=tuple(r.known.items())) for r in rows if r.known)
    plain = facts(*standing)
    for one in rows:
        assert lived.spend(ON, one.of) == plain.spend(ON, one.of)
    assert lived.spend(ON, ON + 31 * MINUTE) == plain.spend(ON, ON + 31 * MINUTE)


def test_a_step_that_a_late_figure_has_cut_is_gone_when_its_end_is_lowered() -> None:
    rows: tuple[Typed, ...] = ()
    lived = Buckets()
    told = (row(10, spend=100), row(20, gmv=1), row(30, spend=300))
    for one in (*told, row(20, spend=150), row(30, spend=200)):
        rows = with_row(rows, one)
        batch = ads_of(rows, ON)
        if batch is not None:
            lived.apply_ads(batch)
    ends = [Instant(ON + minute * MINUTE) for minute in (10, 20, 30)]
    assert [lived.spend(ON, end) for end in ends] == [100, 150, 200]


def test_rows_typed_in_order_cost_one_step_each() -> None:
    rows: tuple[Typed, ...] = ()
    for minute in range(1, 31):
        rows = with_row(rows, row(minute, spend=minute * 100))
    batch = ads_of(rows, ON)
    assert batch is not None and len(batch.spend) == 30


def test_a_row_in_between_is_doubted_against_both_its_neighbours() -> None:
    rows = (row(10, gmv=100, online=5), row(20, gmv=200), row(30, gmv=300, orders=9))
    rows = (*rows, row(40, gmv=400, orders=20))
    of = rows[1].of
    before, behind = last_values(rows, of), next_values(rows, of)
    assert (before, behind) == ({"gmv": 100, "online": 5}, {"gmv": 300, "orders": 9})
    for value, why in ((99, "below"), (301, "above"), (100, ""), (300, "")):
        assert [d.why for d in doubts(before, {"gmv": value}, behind)] == ([why] if why else [])
    assert doubts(before, {"online": 10**6}, behind) == (), "no counter"
    assert [d.why for d in doubts({}, {"orders": 10}, behind)] == ["above"]


def test_nothing_unknown_nor_of_the_future_nor_empty_is_kept() -> None:
    desk = small_show()
    desk.now = ON
    assert not desk.ask(events.FiguresTyped(at=ON, of=ON, values=(("gmv", 1),)))  # not on air
    desk.ask(events.WentOnAir(at=desk.now))
    assert not desk.ask(events.FiguresTyped(at=ON, of=ON, values=()))
    assert not desk.ask(events.FiguresTyped(at=ON, of=ON, values=(("luck", 1),)))
    ahead = Instant(ON + 1)
    assert not desk.ask(events.FiguresTyped(at=ON, of=ahead, values=(("gmv", 1),)))


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 10**9)), min_size=1, max_size=12))
def test_spend_adds_up_to_the_highest_reading_in_any_order(told: list[tuple[int, int]]) -> None:
    rows: tuple[Typed, ...] = ()
    for minute, spend in told:
        rows = with_row(rows, row(minute, spend=spend))
    assert [r.of for r in rows] == sorted({r.of for r in rows})
    whole = facts(*rows).spend(ON, ON + 201 * MINUTE)
    assert whole == max(dict(r.values)["spend"] for r in rows)
