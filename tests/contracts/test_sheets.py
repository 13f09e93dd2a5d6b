"""What every SheetStore must do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from controlroom.core.errors import WorldError
from controlroom.core.ids import RowId, RunId, SessionId
from controlroom.core.message import Message, message
from controlroom.core.time import Instant
from controlroom.live.events import RunOpened, WentOnAir
from controlroom.plan.sheet import RoiBasis, RunSheet
from tests.builders import at, giveaway, product, segment, sheet, slot, task
from tests.contracts.conftest import AnyStore
from tests.fact_batches import line, orders
from tests.strategies.plan import sheets

NIGHT = SessionId("ses-test")


def full() -> RunSheet:
    """A sheet with something on every plate."""
    return sheet(
        product("锅", link=1, stock=500, commission=0.2, role="爆款"),
        product("碗", None, None),
        segment("开场", 5),
        segment("讲锅", 15, "20:10", hard=True, products=(RowId("锅"), RowId("碗"))),
        slot("直播推广", "20:00", "21:00", 500_000, roi_basis=RoiBasis.NET),
        giveaway("福袋", segment=RowId("讲锅"), offset=60_000),
        giveaway("红包", "20:30", unit_cost=0),
        task("预约", target=3000),
        end="22:00",
        role_mix=(("引流款", 0.2), ("爆款", 0.8)),
        target_roi=2.5,
    )


def test_a_sheet_comes_back_as_it_was_saved(store: AnyStore) -> None:
    assert store.sheets.save(full(), label=message("desk.edit.import", rows=3)) == 1
    assert store.sheets.load(NIGHT) == full()


@given(any_sheet=sheets())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_sheet_comes_back(store: AnyStore, any_sheet: RunSheet) -> None:
    number = store.sheets.save(any_sheet)
    session = any_sheet.session.id
    assert store.sheets.load(session) == store.sheets.revision(session, number) == any_sheet


def test_saving_again_replaces_rows_and_keeps_the_past(store: AnyStore) -> None:
    store.sheets.save(full(), label=Message("一"))
    less = replace(full(), products=full().products[::-1], segments=(), tasks=())
    assert store.sheets.save(less, label=Message("二")) == 2
    assert store.sheets.load(NIGHT) == less
    assert store.sheets.revision(NIGHT, 1) == full()
    assert store.sheets.history(NIGHT) == ((1, Message("一")), (2, Message("二")))


def test_sessions_come_latest_first(store: AnyStore) -> None:
    early, late = SessionId("ses-early"), SessionId("ses-late")
    store.sheets.save(sheet(id=early, start="18:00"))
    store.sheets.save(sheet(id=late, start="23:00", title="晚场", currency="USD", simulated=True))
    store.sheets.save(full())
    briefs = store.sheets.sessions()
    assert [brief.id for brief in briefs] == [late, NIGHT, early]
    first = briefs[0]
    assert (first.title, first.planned_start, first.currency) == ("晚场", at("23:00"), "USD")
    assert (first.simulated, first.archived, first.aired, first.revision) == (True, False, False, 1)


def test_archived_sessions_are_listed_only_when_asked_for(store: AnyStore) -> None:
    store.sheets.save(sheet(archived=True))
    assert store.sheets.sessions() == ()
    (brief,) = store.sheets.sessions(archived=True)
    assert brief.archived is True


def test_aired_means_that_a_run_went_on_air(store: AnyStore) -> None:
    store.sheets.save(full())

    def air(run: str, rehearsal: bool) -> None:
        opened = RunOpened(at=Instant(1), run=RunId(run), sheet=full(), rehearsal=rehearsal)
        store.journal.append(RunId(run), [opened, WentOnAir(at=Instant(2))])

    air("run-1", rehearsal=True)
    assert [brief.aired for brief in store.sheets.sessions()] == [False]
    air("run-2", rehearsal=False)
    assert [brief.aired for brief in store.sheets.sessions()] == [True]


def test_what_is_not_there_is_refused(store: AnyStore) -> None:
    for call in (
        store.sheets.load,
        store.sheets.recall,
        store.sheets.history,
        store.sheets.discard,
        store.sheets.restore,
        store.sheets.delete,
    ):
        with pytest.raises(WorldError) as refused:
            call(NIGHT)
        assert refused.value.message.key == "session.unknown"
    store.sheets.save(full())
    with pytest.raises(WorldError) as no_revision:
        store.sheets.revision(NIGHT, 2)
    assert no_revision.value.message.key == "store.no_revision"


def test_deleting_takes_everything_of_the_session(store: AnyStore) -> None:
    other = sheet(id=SessionId("ses-other"))
    store.sheets.save(full())
    store.sheets.save(other)
    with store.facts.importing(NIGHT, "orders", "a.csv", at=Instant(1)) as made:
        store.facts.put_orders(NIGHT, orders(line("1")), into=made)
    store.facts.put_orders(NIGHT, orders(line("1", 2)))
    opened = RunOpened(at=Instant(1), run=RunId("run-1"), sheet=full())
    store.journal.append(RunId("run-1"), [opened])
    store.sheets.delete(NIGHT)
    assert [brief.id for brief in store.sheets.sessions()] == [other.session.id]
    assert store.journal.runs() == ()
    assert list(store.journal.read(RunId("run-1"))) == []
    store.sheets.save(full())
    assert len(store.facts.orders(NIGHT)) == 0
    assert store.facts.imports(NIGHT) == ()


def test_what_is_in_the_bin_is_unknown_until_it_is_taken_out(store: AnyStore) -> None:
    store.sheets.save(full())
    store.journal.append(
        RunId("run-1"), [RunOpened(at=Instant(1), run=RunId("run-1"), sheet=full())]
    )
    store.facts.put_orders(NIGHT, orders(line("1")))
    store.sheets.discard(NIGHT)
    assert store.sheets.sessions(archived=True) == ()
    assert store.journal.runs() == ()
    with pytest.raises(WorldError, match="session.unknown"):
        store.sheets.load(NIGHT)
    store.sheets.restore(NIGHT)
    assert store.sheets.load(NIGHT) == full()
    assert len(store.facts.orders(NIGHT)) == 1
    assert [run.id for run in store.journal.runs()] == [RunId("run-1")]
    store.sheets.discard(NIGHT)
    store.sheets.delete(NIGHT)
    with pytest.raises(WorldError, match="session.unknown"):
        store.sheets.restore(NIGHT)
