"""A rehearsal: the same desk, another database; simulated or a past show played again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from controlroom.app import compose, speech
from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import RunId, SessionId
from controlroom.core.time import DAY, MINUTE, SECOND, Instant
from controlroom.desk import intents as ask
from controlroom.desk.air import Air
from controlroom.desk.control import Desk
from controlroom.desk.rehearsing import began
from controlroom.live.events import Answer, RunOpened, WentOffAir, WentOnAir
from controlroom.live.readout import Phase, Readout
from controlroom.ports import FileRequest
from tests.builders import at, segment, sheet, task
from tests.fakes.settings import FakeSettings
from tests.unit.desk.test_air import lines

PLAN = sheet(segment("A", 10), segment("B", 5), start="20:00")
PAST = replace(
    PLAN,
    session=replace(
        PLAN.session, id=SessionId("ses-past"), planned_start=Instant(at("20:00") - 7 * DAY)
    ),
)
AIRED = Instant(PAST.session.planned_start + 3 * MINUTE)  # three minutes behind its plan


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = compose.compose(tmp_path / "desk.db", speech.speaker("en"))
    made.add_sheet(PLAN)
    made.add_sheet(PAST)
    yield made
    made.close()


def sold(desk: Desk) -> None:
    """The past show went on air late and sold 10.00 and 20.00 in its fifth minute."""
    store, writer = desk.world.store, desk.world.writer
    paid = Instant(AIRED + 4 * MINUTE)
    batch = lines(1000, 2000)
    batch = replace(batch, paid_at=batch.paid_at * 0 + paid)
    run, past = RunId("run-past"), PAST.session.id
    story = (
        RunOpened(at=Instant(AIRED - MINUTE), run=run, sheet=PAST),
        WentOnAir(at=AIRED),
        WentOffAir(at=Instant(AIRED + 15 * MINUTE)),
    )
    writer.call(lambda: store.facts.put_orders(past, batch))
    writer.call(lambda: store.journal.append(run, story))


def everything(desk: Desk) -> object:
    """All that the real database holds."""
    store = desk.world.store
    held: list[Any] = []
    for brief in store.sheets.sessions(archived=True):
        runs = store.journal.runs(brief.id)
        held.append((brief, store.sheets.load(brief.id), runs))
        held.append([list(store.journal.read(run.id)) for run in runs])
        facts = store.facts
        held += [len(facts.orders(brief.id)), len(facts.ads(brief.id)), len(facts.room(brief.id))]
    return held


def rehearse(desk: Desk, recording: SessionId | None, minutes: int) -> list[Readout]:
    """Run it at ×120 until so many minutes are gone; all that was shown."""
    shown: list[Readout] = []
    done = Event()

    def look(readout: Readout) -> None:
        if readout.phase is Phase.ARMED:
            desk.post(ask.GoOnAir())
        if readout.phase is Phase.ON_AIR:
            shown.append(readout)
            if readout.elapsed > minutes * MINUTE:
                done.set()

    stop = desk.subscribe(look)
    desk.open_run(PLAN.session.id, rehearsal=True, speed=120.0, recording=recording)
    desk.post(ask.TakeNote("from a rehearsal"))
    assert done.wait(60)
    stop()
    desk.close_run()
    return shown


@pytest.mark.parametrize("recorded", [False, True])
def test_nothing_of_it_is_written_to_any_real_session(desk: Desk, recorded: bool) -> None:
    sold(desk)
    before = everything(desk)
    shown = rehearse(desk, PAST.session.id if recorded else None, 6)
    assert all(readout.rehearsal for readout in shown)
    assert everything(desk) == before


def test_a_past_show_sells_again_at_the_same_minute(desk: Desk) -> None:
    sold(desk)
    shown = rehearse(desk, PAST.session.id, 6)
    gmv = {r.elapsed: f.value for r in shown if (f := r.figure("gmv")) is not None}
    early = [value for elapsed, value in gmv.items() if elapsed < 4 * MINUTE - SECOND]
    assert early and not any(early)
    assert list(gmv.values())[-1] == 3000


def test_what_sold_nothing_can_not_be_played_again(desk: Desk) -> None:
    with pytest.raises(WorldError, match="no_recording"):
        desk.open_run(PLAN.session.id, rehearsal=True, recording=PAST.session.id)
    assert desk.air is None


def test_recordings_are_the_sessions_that_were_on_air(desk: Desk) -> None:
    assert desk.recordings() == ()
    assert began(desk.world, PAST.session.id) == PAST.session.planned_start
    sold(desk)
    assert [brief.id for brief in desk.recordings()] == [PAST.session.id]
    assert began(desk.world, PAST.session.id) == AIRED


def test_leaving_ends_a_rehearsal_at_any_moment_and_never_a_real_run(desk: Desk) -> None:
    sold(desk)
    before = everything(desk)
    shown: list[Readout] = []
    stop = desk.subscribe(shown.append)
    for on_air in (False, True):
        air = desk.open_run(PLAN.session.id, rehearsal=True, speed=120.0)
        if on_air:
            air.post(ask.GoOnAir())
        desk.leave_rehearsal().join()
        assert desk.air is None
        assert shown[-1].phase is Phase.IDLE
        assert not shown[-1].rehearsal
        assert everything(desk) == before
    real = desk.open_run(PLAN.session.id)
    desk.leave_rehearsal().join()
    assert desk.air is real
    stop()


def test_what_was_answered_without_a_run_is_answered_in_it_and_not_in_a_rehearsal(
    tmp_path: Path,
) -> None:
    """Reminders of tomorrow's show, answered today; then its run is opened."""
    made = compose.compose(tmp_path / "desk.db", speech.speaker("en"))
    made.world.settings = made.world.settings or FakeSettings()
    try:
        now = made.now()
        tomorrow = replace(
            PLAN,
            session=replace(PLAN.session, planned_start=Instant(now + DAY)),
            tasks=(task("clips", 48), task("later", 1)),
        )
        made.add_sheet(tomorrow)
        (reminder,) = made.reminders.look()
        made.reminders.seen([reminder])
        made.reminders.answer(reminder, Answer.DONE)
        assert made.reminders.look() == ()
        assert made.planning(tomorrow.session.id).sheet.tasks[0].done
        made.planning(tomorrow.session.id).undo()
        state = made.open_run(tomorrow.session.id).show.state
        assert state.fired[reminder.cue.id].answer is Answer.DONE
        made.close_run()
        state = made.open_run(tomorrow.session.id, rehearsal=True).show.state
        cue = state.fired.get(reminder.cue.id)  # it may have come due there by now
        assert cue is None or cue.answer is None
        made.close_run()
    finally:
        made.close()


def test_facts_imported_meanwhile_are_the_sessions_not_the_rehearsals(
    desk: Desk, tmp_path: Path
) -> None:
    file, here = tmp_path / "o.csv", PLAN.session.id
    paid = formats.iso(Instant(PLAN.session.planned_start + MINUTE), "UTC")
    file.write_text(f"order_id,line_id,amount,paid_at\no1,l1,10.00,{paid}\n", encoding="utf-8")
    request = FileRequest(path=str(file), kind="orders", zone="UTC")

    def sold(air: Air) -> int:
        return air._facts.buckets.gmv(Instant(0), Instant(1 << 60)) or 0

    def shown_after(act: Callable[[], object]) -> int:
        """What a rehearsal that has played 7.00 has sold once `act` is done."""
        air, noted = desk.open_run(here, rehearsal=True), Event()
        air.subscribe(lambda _: noted.set() if air.show.state.notes else None)
        air.feed(lines(700))
        air.post(ask.TakeNote("behind the facts"))
        assert noted.wait(10)
        desk.air_world.writer.call(lambda: None)  # now they are committed
        act()
        desk.close_run()
        return sold(air)

    assert shown_after(lambda: desk.import_facts(request, here).wait()) == 7_00
    (made,) = desk.world.store.facts.imports(here)
    assert shown_after(lambda: desk.undo_import(made.id)) == 7_00
