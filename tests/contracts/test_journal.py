"""What every Journal must do."""

from __future__ import annotations

import pytest

from controlroom.core.errors import BugError, WorldError
from controlroom.core.ids import CueId, RowId, RunId, SessionId
from controlroom.core.message import message
from controlroom.core.time import Instant, Span
from controlroom.live.events import (
    CueFired,
    Event,
    NoteTaken,
    RunOpened,
    SegmentExtended,
    SegmentStarted,
    Tick,
    WentOffAir,
    WentOnAir,
)
from controlroom.plan.sheet import Plate
from tests.builders import product, segment, sheet
from tests.contracts.conftest import AnyStore

RUN = RunId("run-1")
NIGHT = SessionId("ses-test")
SHEET = sheet(product("锅"), segment("开场"), segment("讲锅"))


def opened(run: RunId = RUN, at: int = 1, *, rehearsal: bool = False) -> RunOpened:
    """The first event of a run."""
    return RunOpened(at=Instant(at), run=run, sheet=SHEET, rehearsal=rehearsal)


def show() -> list[Event]:
    """A short show."""
    text = message("cue.start", row="讲锅", in_ms=60_000)
    return [
        WentOnAir(at=Instant(10)),
        SegmentStarted(at=Instant(10), row=RowId("开场")),
        SegmentExtended(at=Instant(12), span=Span(-60_000)),
        CueFired(at=Instant(15), cue=CueId("c"), plate=Plate.SCRIPT, due=Instant(14), text=text),
        NoteTaken(at=Instant(20), text="观众问 “锅底”\n第二行"),
    ]


@pytest.fixture
def journal(store: AnyStore) -> AnyStore:
    """A store with the run's session."""
    store.sheets.save(SHEET)
    return store


def test_events_come_back_in_order_numbered_from_one(journal: AnyStore) -> None:
    assert journal.journal.append(RUN, [opened()]) == 1
    assert journal.journal.append(RUN, show()) == 6
    assert journal.journal.append(RUN, [WentOffAir(at=Instant(99))]) == 7
    expected = list(enumerate([opened(), *show(), WentOffAir(at=Instant(99))], 1))
    assert list(journal.journal.read(RUN)) == expected
    assert list(journal.journal.read(RUN, after=5)) == expected[5:]
    assert list(journal.journal.read(RunId("run-none"))) == []


def test_nothing_appended_tells_the_newest_number(journal: AnyStore) -> None:
    journal.journal.append(RUN, [opened(), *show()])
    assert journal.journal.append(RUN, []) == 6


def test_runs_come_newest_first(journal: AnyStore) -> None:
    other = RunId("run-2")
    journal.journal.append(RUN, [opened(), *show()])
    journal.journal.append(other, [opened(other, 50, rehearsal=True), WentOffAir(at=Instant(60))])
    first, second = journal.journal.runs(NIGHT)
    assert (first.id, first.opened, first.rehearsal, first.ended) == (other, 50, True, True)
    assert (second.id, second.session, second.rehearsal, second.ended) == (RUN, NIGHT, False, False)
    assert journal.journal.runs() == (first, second)
    assert journal.journal.runs(SessionId("ses-none")) == ()


def test_runs_are_numbered_apart(journal: AnyStore) -> None:
    other = RunId("run-2")
    journal.journal.append(RUN, [opened(), *show()])
    assert journal.journal.append(other, [opened(other, 50)]) == 1
    assert journal.journal.append(RUN, [NoteTaken(at=Instant(70), text="")]) == 7


@pytest.mark.parametrize(
    "events",
    [
        [],
        show(),
        [WentOnAir(at=Instant(1)), opened()],
        [opened(), opened()],
        [opened(RunId("run-other"))],
    ],
)
def test_a_run_begins_with_its_opening(journal: AnyStore, events: list[Event]) -> None:
    with pytest.raises(BugError):
        journal.journal.append(RUN, events)
    assert journal.journal.runs() == ()


def test_a_run_opens_once(journal: AnyStore) -> None:
    journal.journal.append(RUN, [opened()])
    with pytest.raises(BugError):
        journal.journal.append(RUN, [opened()])
    assert len(list(journal.journal.read(RUN))) == 1


def test_a_run_of_an_unknown_session_is_refused(store: AnyStore) -> None:
    with pytest.raises(WorldError) as refused:
        store.journal.append(RUN, [opened()])
    assert refused.value.message.key == "session.unknown"
    assert store.journal.runs() == ()


def test_a_tick_is_never_journaled(journal: AnyStore) -> None:
    journal.journal.append(RUN, [opened()])
    with pytest.raises(BugError):
        journal.journal.append(RUN, [NoteTaken(at=Instant(2), text="x"), Tick(at=Instant(3))])
    assert len(list(journal.journal.read(RUN))) == 1


def test_no_append_inside_an_import(journal: AnyStore) -> None:
    with journal.facts.importing(NIGHT, "orders", "a.csv", at=Instant(1)), pytest.raises(BugError):
        journal.journal.append(RUN, [opened()])
    assert journal.journal.runs() == ()


def test_what_follows_an_entry_is_not_mixed_with_what_another_program_wrote(
    journal: AnyStore,
) -> None:
    """Two windows on one show: the second to write is told, and nothing of it is written."""
    journal.journal.append(RUN, [opened()])
    assert journal.journal.append(RUN, show(), after=1) == 6
    with pytest.raises(WorldError) as taken:
        journal.journal.append(RUN, [WentOffAir(at=Instant(99))], after=1)
    assert taken.value.message.key == "store.run_taken"
    with pytest.raises(WorldError):
        journal.journal.append(RUN, [WentOffAir(at=Instant(99))], after=9)
    assert [seq for seq, _ in journal.journal.read(RUN)] == [1, 2, 3, 4, 5, 6]


def test_what_was_written_though_the_disk_complained_is_not_written_twice(
    journal: AnyStore,
) -> None:
    assert journal.journal.append(RUN, [opened()], after=0) == 1
    assert journal.journal.append(RUN, [opened(), *show()], after=0) == 6
    assert journal.journal.append(RUN, show(), after=1) == 6
    assert [event for _, event in journal.journal.read(RUN)] == [opened(), *show()]
