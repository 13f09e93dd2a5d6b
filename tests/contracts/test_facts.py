"""What every FactStore must do."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import ImportId, SessionId
from controlroom.core.message import message
from controlroom.core.time import Instant
from controlroom.facts.columns import MISSING, OrderLines, Status
from tests.builders import segment, sheet
from tests.contracts.conftest import AnyStore
from tests.fact_batches import T0, ad, ads, line, orders, reading, room, rows

NIGHT = SessionId("ses-test")


@pytest.fixture
def facts(store: AnyStore) -> AnyStore:
    """A store with one session."""
    store.sheets.save(sheet(segment("开场")))
    return store


def take_in(store: AnyStore, *batches: OrderLines) -> ImportId:
    """Import batches of order lines."""
    with store.facts.importing(NIGHT, "orders", "a.csv", at=Instant(T0)) as made:
        told = [store.facts.put_orders(NIGHT, batch, into=made) for batch in batches]
        read = sum(len(batch) for batch in batches)
        store.facts.finish_import(made, read=read, refused=0, totals=told)
    return made


def test_new_lines_are_kept_as_given(facts: AnyStore) -> None:
    given = orders(
        line("1", 9900, product_title="不粘锅 26cm，“大”", buyer_new=1, channel="直播间"),
        line("2", None, paid_at=None, status=int(Status.UNPAID), quantity=None),
        line("3", 0, refunded=9900, refunded_at=T0 + 5, created_at=T0 - 5, updated_at=T0 + 7),
    )
    told = facts.facts.put_orders(NIGHT, given)
    assert (told.kept, told.updated, told.unchanged) == (3, 0, 0)
    assert told.before is None
    assert told.after is not None
    assert rows(told.after) == rows(given) == rows(facts.facts.orders(NIGHT))


def test_columns_come_back_with_their_types(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1")))
    back = facts.facts.orders(NIGHT)
    assert back.amount.dtype == np.int64
    assert back.status.dtype == np.int8
    assert back.line_id.dtype == object
    assert type(back.line_id[0]) is str
    assert back.created_at[0] == MISSING


def test_an_empty_session_has_empty_columns(facts: AnyStore) -> None:
    assert len(facts.facts.orders(NIGHT)) == len(facts.facts.ads(NIGHT)) == 0
    assert len(facts.facts.room(NIGHT)) == 0
    assert facts.facts.room(NIGHT).value.dtype == np.float64
    assert facts.facts.put_orders(NIGHT, orders()).after is None


def test_the_same_lines_again_change_nothing(facts: AnyStore) -> None:
    given = orders(line("1"), line("2", None))
    facts.facts.put_orders(NIGHT, given)
    told = facts.facts.put_orders(NIGHT, given)
    assert (told.kept, told.updated, told.unchanged) == (0, 0, 2)
    assert told.before is None
    assert told.after is None


def test_changed_lines_tell_before_and_after(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1"), line("2"), line("3")))
    told = facts.facts.put_orders(
        NIGHT, orders(line("1"), line("2", 100, refunded=100), line("4", 7))
    )
    assert (told.kept, told.updated, told.unchanged) == (1, 1, 1)
    assert told.before is not None
    assert rows(told.before) == rows(orders(line("2")))
    assert told.after is not None
    assert rows(told.after) == rows(orders(line("2", 100, refunded=100), line("4", 7)))
    assert len(facts.facts.orders(NIGHT)) == 4


def test_an_older_line_is_ignored(facts: AnyStore) -> None:
    newer = line("1", 200, updated_at=T0 + 10)
    facts.facts.put_orders(NIGHT, orders(newer))
    told = facts.facts.put_orders(NIGHT, orders(line("1", 100, updated_at=T0 + 9)))
    assert (told.unchanged, told.after) == (1, None)
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(newer))


@pytest.mark.parametrize(("held", "new"), [(None, T0), (T0, None), (T0, T0)])
def test_a_line_that_is_not_older_replaces(
    facts: AnyStore, held: int | None, new: int | None
) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1", 100, updated_at=held)))
    told = facts.facts.put_orders(NIGHT, orders(line("1", 200, updated_at=new)))
    assert told.updated == 1
    assert facts.facts.orders(NIGHT).amount.tolist() == [200]


def test_a_line_twice_in_one_batch_counts_in_turn(facts: AnyStore) -> None:
    told = facts.facts.put_orders(NIGHT, orders(line("1", 1), line("2", 5), line("1", 2)))
    assert (told.kept, told.updated, told.unchanged) == (2, 1, 0)
    assert told.before is None
    assert told.after is not None
    assert rows(told.after) == rows(orders(line("1", 2), line("2", 5)))
    there_and_back = facts.facts.put_orders(NIGHT, orders(line("1", 9), line("1", 2)))
    assert there_and_back.after is None
    assert there_and_back.updated == 2


def test_sessions_do_not_mix(facts: AnyStore) -> None:
    other = SessionId("ses-other")
    facts.sheets.save(sheet(id=other))
    facts.facts.put_orders(NIGHT, orders(line("1", 1)))
    told = facts.facts.put_orders(other, orders(line("1", 2)))
    assert told.kept == 1
    assert facts.facts.orders(NIGHT).amount.tolist() == [1]


def test_a_window_takes_paid_lines_from_start_to_before_end(facts: AnyStore) -> None:
    given = orders(*(line(str(i), paid_at=T0 + i) for i in range(5)), line("x", paid_at=None))
    facts.facts.put_orders(NIGHT, given)
    asked = facts.facts.orders(NIGHT, start=Instant(T0 + 1), end=Instant(T0 + 3))
    assert sorted(asked.line_id.tolist()) == ["1", "2"]
    assert len(facts.facts.orders(NIGHT, start=Instant(T0 + 2))) == 3
    assert len(facts.facts.orders(NIGHT, end=Instant(T0 + 2))) == 2
    assert len(facts.facts.orders(NIGHT)) == 6


def test_only_some_columns(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1", 7)))
    got = facts.facts.orders(NIGHT, only=("amount", "order_id"))
    assert (got.amount.tolist(), got.order_id.tolist()) == ([7], ["o1"])
    assert (got.line_id.tolist(), got.paid_at.tolist()) == ([""], [MISSING])
    assert (got.status.tolist(), got.buyer_new.tolist()) == ([0], [-1])


def test_text_may_hold_anything(facts: AnyStore) -> None:
    odd = orders(line("a\x1fb", product_title="x\x1f,\n'\"🍲"), line("", channel="\x1f"))
    facts.facts.put_orders(NIGHT, odd)
    assert rows(facts.facts.orders(NIGHT)) == rows(odd)


def test_ads_are_upserted_by_their_key(facts: AnyStore) -> None:
    facts.facts.put_ads(NIGHT, ads(ad(0), ad(1), ad(0, basis="t7")))
    told = facts.facts.put_ads(NIGHT, ads(ad(0), ad(1, 2000), ad(2, None)))
    assert (told.kept, told.updated, told.unchanged) == (1, 1, 1)
    assert told.before is None
    assert told.after is None
    expected = ads(ad(0), ad(1, 2000), ad(2, None), ad(0, basis="t7"))
    assert rows(facts.facts.ads(NIGHT)) == rows(expected)


def test_room_readings_are_upserted_by_their_key(facts: AnyStore) -> None:
    gap = reading("online", 2, float("nan"), kind="snapshot", period=0)
    facts.facts.put_room(NIGHT, room(reading("views", 1, 10), reading("online", 1, 0.5), gap))
    told = facts.facts.put_room(NIGHT, room(reading("views", 1, 12), gap))
    assert (told.kept, told.updated, told.unchanged) == (0, 1, 1)
    expected = room(reading("views", 1, 12), reading("online", 1, 0.5), gap)
    assert rows(facts.facts.room(NIGHT)) == rows(expected)


def test_an_import_is_listed_with_its_counts(facts: AnyStore) -> None:
    take_in(facts, orders(line("1")), orders(line("1", 2), line("2")))
    (record,) = facts.facts.imports(NIGHT)
    assert (record.kind, record.source, record.at, record.undone) == ("orders", "a.csv", T0, False)
    counts = (record.read, record.kept, record.updated, record.unchanged, record.refused)
    assert counts == (3, 2, 1, 0, 0)


def test_a_failed_import_leaves_nothing(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1", 1)))

    def cancelled() -> None:
        with facts.facts.importing(NIGHT, "orders", "a.csv", at=Instant(T0)) as made:
            facts.facts.put_orders(NIGHT, orders(line("1", 2), line("2")), into=made)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cancelled()
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(line("1", 1)))
    assert facts.facts.imports(NIGHT) == ()
    assert facts.facts.put_orders(NIGHT, orders(line("2"))).kept == 1


def test_undo_puts_everything_back(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1", 1), line("2", 2)))
    made = take_in(facts, orders(line("1", 10), line("3")), orders(line("1", 11), line("4")))
    facts.facts.undo_import(made)
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(line("1", 1), line("2", 2)))
    assert [record.undone for record in facts.facts.imports(NIGHT)] == [True]


def test_undo_leaves_what_was_written_over_it(facts: AnyStore) -> None:
    first = take_in(facts, orders(line("1", 1), line("2", 2)))
    second = take_in(facts, orders(line("1", 10)))
    facts.facts.put_orders(NIGHT, orders(line("2", 20)))
    facts.facts.undo_import(first)
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(line("1", 10), line("2", 20)))
    facts.facts.undo_import(second)
    assert rows(facts.facts.orders(NIGHT)) == rows(orders(line("2", 20)))


def test_undo_covers_ads_and_room(facts: AnyStore) -> None:
    facts.facts.put_ads(NIGHT, ads(ad(0)))
    with facts.facts.importing(NIGHT, "ads", "a.csv", at=Instant(T0)) as made:
        facts.facts.put_ads(NIGHT, ads(ad(0, 5), ad(1)), into=made)
        facts.facts.put_room(NIGHT, room(reading("views", 1, 1)), into=made)
    facts.facts.undo_import(made)
    assert rows(facts.facts.ads(NIGHT)) == rows(ads(ad(0)))
    assert len(facts.facts.room(NIGHT)) == 0


def test_undo_of_a_run_sheet_returns_the_one_before(facts: AnyStore) -> None:
    before = facts.sheets.load(NIGHT)
    with facts.facts.importing(NIGHT, "runsheet", "plan.xlsx", at=Instant(T0)) as made:
        facts.sheets.save(sheet(segment("新"), segment("新二")))
    facts.facts.undo_import(made)
    assert facts.sheets.load(NIGHT) == before
    assert facts.sheets.history(NIGHT)[-1] == (
        3,
        message("store.edit.import_undone", source="plan.xlsx"),
    )


def test_undo_of_a_run_sheet_edited_since_is_refused(facts: AnyStore) -> None:
    with facts.facts.importing(NIGHT, "runsheet", "plan.xlsx", at=Instant(T0)) as made:
        facts.sheets.save(sheet(segment("新")))
    edited = sheet(segment("改"))
    facts.sheets.save(edited)
    with pytest.raises(WorldError) as refused:
        facts.facts.undo_import(made)
    assert refused.value.message.key == "store.sheet_edited"
    assert facts.sheets.load(NIGHT) == edited
    assert [record.undone for record in facts.facts.imports(NIGHT)] == [False]


def test_undo_twice_or_of_nothing_is_refused(facts: AnyStore) -> None:
    made = take_in(facts, orders(line("1")))
    facts.facts.undo_import(made)
    with pytest.raises(WorldError) as twice:
        facts.facts.undo_import(made)
    assert twice.value.message.key == "store.undone_already"
    with pytest.raises(WorldError) as none:
        facts.facts.undo_import(ImportId("imp-none"))
    assert none.value.message.key == "store.no_import"


def test_an_unknown_session_is_refused(facts: AnyStore) -> None:
    nobody = SessionId("ses-none")
    with pytest.raises(WorldError) as put:
        facts.facts.put_orders(nobody, orders(line("1")))
    with pytest.raises(WorldError) as got:
        facts.facts.orders(nobody)
    assert put.value.message.key == got.value.message.key == "session.unknown"
    with pytest.raises(WorldError), facts.facts.importing(nobody, "ads", "x", at=Instant(T0)):
        pass


def test_putting_into_no_import_is_a_bug(facts: AnyStore) -> None:
    with pytest.raises(BugError):
        facts.facts.put_orders(NIGHT, orders(line("1")), into=ImportId("imp-none"))


def test_facts_are_read_on_any_thread(facts: AnyStore) -> None:
    facts.facts.put_orders(NIGHT, orders(line("1")))
    found: list[int] = []
    reader = threading.Thread(target=lambda: found.append(len(facts.facts.orders(NIGHT))))
    reader.start()
    reader.join()
    assert found == [1]


@pytest.mark.parametrize(
    "ids", [("25110001", "25110002"), ("a", "a\x1fb"), ("7", "007"), ("", "锅")]
)
def test_sales_are_the_paid_lines_and_what_was_paid_back(
    facts: AnyStore, ids: tuple[str, str]
) -> None:
    given = orders(
        line("1", 500, order_id=ids[0], product_id=ids[1], created_at=T0 - 9),
        line("2", 700, order_id=ids[0], product_id=ids[0], quantity=None, paid_at=T0 + 3),
        line("3", 900, order_id=ids[1], product_id=ids[0], refunded=40, refunded_at=T0 + 9),
        line("4", None, order_id=ids[1], product_id=ids[1], refunded=50),
        line("5", 30, order_id=ids[1], product_id=ids[1], refunded=20),
        line("6", 10, paid_at=None, updated_at=T0 + 99),
    )
    facts.facts.put_orders(NIGHT, given)
    found = facts.facts.sales(NIGHT)
    assert (found.known, len(found), found.newest) == (6, 5, T0 + 99)
    first = found.order[found.amount == 500][0]
    lines = zip(
        found.paid_at.tolist(),
        (found.order == first).tolist(),
        [found.products[code] for code in found.product],
        found.quantity.tolist(),
        found.amount.tolist(),
        strict=True,
    )
    assert sorted(lines, key=repr) == sorted(
        [
            (T0, True, ids[1], 1, 500),
            (T0 + 3, True, ids[0], int(MISSING), 700),
            (T0, False, ids[0], 1, 900),
            (T0, False, ids[1], 1, int(MISSING)),
            (T0, False, ids[1], 1, 30),
        ],
        key=repr,
    )
    back = zip(found.back_at.tolist(), found.back.tolist(), strict=True)
    assert sorted(back) == [(T0, 20), (T0 + 9, 40)]


def test_run_sheets_are_taken_back_one_after_another(facts: AnyStore) -> None:
    """The later one first; the earlier one then finds the sheet as it left it."""
    first, made = facts.sheets.load(NIGHT), []
    for name in ("a", "b"):
        with facts.facts.importing(NIGHT, "runsheet", f"{name}.xlsx", at=Instant(T0)) as into:
            facts.sheets.save(sheet(segment(name)), label=message("desk.edit.import", rows=1))
        made.append(into)
    with pytest.raises(WorldError) as refused:
        facts.facts.undo_import(made[0])
    assert refused.value.message.key == "store.sheet_edited"
    facts.facts.undo_import(made[1])
    assert facts.sheets.load(NIGHT) == sheet(segment("a"))
    facts.facts.undo_import(made[0])
    assert facts.sheets.load(NIGHT) == first


def by_order(*given: tuple[str, str, int]) -> OrderLines:
    return orders(*(line(number, cost, order_id=order) for order, number, cost in given))


def test_lines_of_two_orders_may_have_one_number(facts: AnyStore) -> None:
    both = by_order(("a", "1", 100), ("b", "1", 300), ("a", "2", 200))
    made = take_in(facts, both)
    assert rows(facts.facts.orders(NIGHT)) == rows(both)
    again = facts.facts.put_orders(NIGHT, both)
    assert (again.kept, again.updated, again.unchanged) == (0, 0, 3)
    later = take_in(facts, by_order(("b", "1", 350), ("c", "1", 9)))
    changed = by_order(("a", "1", 100), ("b", "1", 350), ("a", "2", 200), ("c", "1", 9))
    assert rows(facts.facts.orders(NIGHT)) == rows(changed)
    facts.facts.undo_import(later)
    assert rows(facts.facts.orders(NIGHT)) == rows(both)
    facts.facts.undo_import(made)
    assert len(facts.facts.orders(NIGHT)) == 0
